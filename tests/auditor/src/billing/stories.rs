//! Customers' stories, worked out by hand.

use super::{
	audit_bills, differences, Accounts, Block, Class, Contract, Customer, Date, Entry, Journal,
	Prices, Rules, Season, Surplus, Tariff,
};
use std::collections::{BTreeMap, BTreeSet};

/// 100 won for a kWh and nothing else, so that the stories are about the rest.
fn plain_tariff() -> Tariff {
	let block = Block { above_wh: 0, base_krw: 0, tenths: 1_000 };
	let prices = Prices::Progressive(vec![block]);
	Tariff {
		since: (2026, 1),
		base_krw_per_kw: 0,
		seasons: vec![Season { months: (1..=12).collect(), prices }],
		climate_tenths: 0,
		fuel_tenths: 0,
		vat_permille: 0,
		fund_permille: 0,
	}
}

fn day(month: u32, day: u32) -> Date {
	Date::new(2026, month, day)
}

const WON: u128 = 10_000;

/// Surplus comes off the next bill; where there is none, a kWh is worth 80 won.
const CARRIED_OVER: Surplus = Surplus::CarriedOver { tenths: 800 };

/// A tenth of a percent a day.
const INTEREST_MILLIONTHS: u128 = 1_000;

fn rules(surplus: Surplus) -> Rules {
	Rules {
		tariffs: BTreeMap::from([("plain", vec![plain_tariff()])]),
		holidays: BTreeSet::new(),
		closing_days: 11,
		due_days: 17,
		least_days_to_pay: 6,
		surplus,
		interest_millionths: INTEREST_MILLIONTHS,
		notes: 4,
		late_notes: 2,
	}
}

fn begun_on(from: Date) -> Contract {
	Contract { class: "plain", watt: 3_000, reading_day: 1, from, until: None }
}

fn begun(customer: Customer) -> (Date, Entry) {
	(day(1, 1), Entry::ContractBegun(customer, begun_on(day(1, 1))))
}

/// A month of the year is closed on a day.
fn closed(on: Date, month: u32, drawn_wh: u64, energy_wh: u64) -> (Date, Entry) {
	let entry = Entry::Closed {
		customer: 0,
		month: (2026, month),
		drawn_wh: vec![vec![drawn_wh]],
		covered_wh: 0,
		energy_wh,
		may_receive: true,
	};
	(on, entry)
}

fn corrected(on: Date, month: u32, drawn_wh: u64) -> (Date, Entry) {
	let month = (2026, month);
	let drawn_wh = vec![vec![drawn_wh]];
	(on, Entry::Corrected { customer: 0, month, drawn_wh, may_receive: true })
}

fn handed_in(on: Date, month: u32, wh: u64) -> (Date, Entry) {
	(on, Entry::HandedIn { customer: 0, month: (2026, month), wh, may_receive: true })
}

fn ended(on: Date, until: Date) -> (Date, Entry) {
	(on, Entry::ContractEnded { customer: 0, until: Some(until) })
}

fn paid(on: Date, month: u32, amount: u128) -> (Date, Entry) {
	(on, Entry::Paid { customer: 0, month: (2026, month), amount })
}

fn audit_of(surplus: Surplus, entries: &[(Date, Entry)]) -> Accounts {
	let entries = std::iter::once(begun(0)).chain(entries.iter().cloned()).collect();
	audit_bills(&journal(surplus, entries, day(12, 31)))
}

/// A journal in which what was drawn in a month that is closed was known before its end.
fn journal(surplus: Surplus, entries: Vec<(Date, Entry)>, until: Date) -> Journal {
	let known_on = entries.iter().filter_map(|(_, entry)| match entry {
		Entry::Closed { customer, month: (year, month), .. } => {
			Some(((*customer, (*year, *month)), Date::new(*year, *month, 28)))
		}
		_ => None,
	});
	Journal { rules: rules(surplus), customers: 1, known_on: known_on.collect(), entries, until }
}

#[test]
fn a_bill_is_paid_in_time() {
	let found = audit_of(
		CARRIED_OVER,
		&[closed(day(6, 12), 5, 300_000, 100_000), paid(day(6, 18), 5, 20_000 * WON)],
	);
	let account = &found.accounts[0];
	let invoice = &account.invoices[&(2026, 5)];
	assert_eq!((invoice.energy.redeemed, invoice.energy.billed), (100_000, 200_000));
	assert_eq!((invoice.bill.total, invoice.due_on), (20_000, day(6, 18)));
	assert_eq!((invoice.open, invoice.interest, account.paid), (0, 0, 20_000 * WON));
}

/// The 18th of July 2026 is a Saturday. Two days after Monday the 20th 10,000 won have cost 20.
#[test]
fn who_pays_late_pays_interest_first() {
	let story = [closed(day(7, 12), 6, 100_000, 0), paid(day(7, 22), 6, 5_000 * WON)];
	let invoice = audit_of(CARRIED_OVER, &story).accounts[0].invoices[&(2026, 6)].clone();
	assert_eq!(invoice.due_on, day(7, 20));
	assert_eq!((invoice.open, invoice.interest), (5_020 * WON, 0));

	let whole = [story[0].clone(), story[1].clone(), paid(day(7, 23), 6, 5_020 * WON + 50_200)];
	let invoice = audit_of(CARRIED_OVER, &whole).accounts[0].invoices[&(2026, 6)].clone();
	assert_eq!((invoice.open, invoice.interest, invoice.paid), (0, 0, 10_025 * WON + 200));
}

#[test]
#[should_panic(expected = "more than what is owed")]
fn nobody_pays_twice() {
	let pay = paid(day(6, 15), 5, 10_000 * WON);
	audit_of(CARRIED_OVER, &[closed(day(6, 12), 5, 100_000, 0), pay.clone(), pay]);
}

#[test]
#[should_panic(expected = "on another day")]
fn no_month_is_closed_while_contracts_may_still_be_settled() {
	audit_of(CARRIED_OVER, &[closed(day(6, 11), 5, 100_000, 0)]);
}

#[test]
#[should_panic(expected = "on another day")]
fn no_month_is_closed_later_than_it_could_be() {
	audit_of(CARRIED_OVER, &[closed(day(6, 13), 5, 100_000, 0)]);
}

#[test]
#[should_panic(expected = "has no bill of (2026, 5)")]
fn no_month_is_forgotten() {
	let mut journal = journal(CARRIED_OVER, vec![begun(0)], day(6, 12));
	journal.known_on.insert((0, (2026, 5)), day(6, 1));
	audit_bills(&journal);
}

/// What is known on the 20th is billed in the night after, and the month after it, which was known
/// already, a night later.
#[test]
fn what_is_known_late_is_billed_late() {
	let entries =
		vec![begun(0), closed(day(7, 21), 5, 100_000, 0), closed(day(7, 22), 6, 100_000, 0)];
	let mut journal = journal(CARRIED_OVER, entries, day(7, 31));
	journal.known_on.insert((0, (2026, 5)), day(7, 20));
	let account = audit_bills(&journal).accounts[0].clone();
	assert_eq!(account.invoices[&(2026, 6)].issued_on, day(7, 22));
}

#[test]
fn surplus_comes_off_the_next_bill() {
	let story = [closed(day(6, 12), 5, 100_000, 130_000), closed(day(7, 12), 6, 100_000, 0)];
	let account = audit_of(CARRIED_OVER, &story).accounts[0].clone();
	assert_eq!(account.invoices[&(2026, 5)].bill.total, 0);
	assert_eq!(account.invoices[&(2026, 6)].energy.carried, 30_000);
	assert_eq!(account.invoices[&(2026, 6)].bill.total, 7_000);
	assert_eq!(account.carried_over_wh, 0);
}

/// 30 kWh at 85.0 won are 2,550. With less than that in the fund nothing is bought.
#[test]
fn surplus_is_bought_as_long_as_there_is_money_for_it() {
	let surplus = Surplus::BoughtBack { tenths: 850 };
	let filled = |won| (day(6, 1), Entry::FundFilled(won * WON));
	let month = closed(day(6, 12), 5, 100_000, 130_000);

	let found = audit_of(surplus, &[filled(3_000), month.clone()]);
	assert_eq!((found.fund, found.accounts[0].bought_back), (450 * WON, 2_550 * WON));
	assert_eq!(found.accounts[0].carried_over_wh, 0);

	let late = handed_in(day(6, 20), 5, 1_000);
	let found = audit_of(surplus, &[filled(2_549), month, late]);
	assert_eq!((found.fund, found.accounts[0].bought_back), (2_464 * WON, 85 * WON));
	assert_eq!(found.accounts[0].carried_over_wh, 30_000);
}

#[test]
fn what_was_paid_too_much_comes_off_the_next_bill() {
	let story = [
		closed(day(6, 12), 5, 300_000, 0),
		paid(day(6, 16), 5, 30_000 * WON),
		corrected(day(6, 25), 5, 180_000),
		closed(day(7, 12), 6, 50_000, 0),
		(day(7, 13), Entry::Refunded { customer: 0, amount: 4_000 * WON }),
	];
	let account = audit_of(CARRIED_OVER, &story).accounts[0].clone();
	let (may, june) = (&account.invoices[&(2026, 5)], &account.invoices[&(2026, 6)]);
	assert_eq!((may.bill.total, may.notes[0].bill.total), (30_000, 18_000));
	assert_eq!((june.bill.total, june.open, june.paid), (5_000, 0, 5_000 * WON));
	assert_eq!((account.credit, account.refunded), (3_000 * WON, 4_000 * WON));
}

/// Of the 100 kWh of its own that were taken off only 80 were drawn after all.
#[test]
fn energy_that_was_taken_off_in_vain_is_carried_over() {
	let story = [closed(day(6, 12), 5, 300_000, 100_000), corrected(day(6, 13), 5, 80_000)];
	let account = audit_of(CARRIED_OVER, &story).accounts[0].clone();
	let invoice = &account.invoices[&(2026, 5)];
	assert_eq!((invoice.notes[0].billed, invoice.open, account.credit), (0, 0, 0));
	assert_eq!((invoice.notes[0].returned, account.carried_over_wh), (20_000, 20_000));

	// Drawn after all, after all: what was returned is not taken off again.
	let mut again = story.to_vec();
	again.push(corrected(day(6, 14), 5, 300_000));
	let account = audit_of(CARRIED_OVER, &again).accounts[0].clone();
	assert_eq!(account.invoices[&(2026, 5)].notes[1].billed, 220_000);
	assert_eq!(account.carried_over_wh, 20_000);
}

/// A customer that has other terms from June on.
fn with_other_terms(month: u32) -> Accounts {
	let months = [closed(day(6, 12), 5, 100_000, 0), closed(day(7, 12), 6, 100_000, 0)];
	let until = months.into_iter().filter(|(date, _)| *date < day(month + 2, 1));
	let story: Vec<_> = std::iter::once(changed(day(5, 20), 6, "none")).chain(until).collect();
	audit_of(CARRIED_OVER, &story)
}

#[test]
fn other_terms_do_not_hold_before_their_month() {
	let account = with_other_terms(5).accounts[0].clone();
	assert_eq!(account.invoices[&(2026, 5)].bill.total, 10_000);
}

#[test]
#[should_panic(expected = "no tariff for none")]
fn other_terms_hold_from_their_month_on() {
	with_other_terms(6);
}

fn changed(on: Date, from_month: u32, class: Class) -> (Date, Entry) {
	(on, Entry::TermsChanged { customer: 0, from: (2026, from_month), class, watt: 5_000 })
}

/// A second change before the first has begun takes its place, and a new contract forgets both.
#[test]
fn terms_to_come_are_replaced() {
	let story = [
		changed(day(5, 20), 6, "none"),
		changed(day(5, 31), 8, "none"),
		closed(day(7, 12), 6, 100_000, 0),
		(day(7, 20), Entry::ContractBegun(0, begun_on(day(8, 1)))),
		closed(day(9, 12), 8, 100_000, 0),
	];
	let account = audit_of(CARRIED_OVER, &story).accounts[0].clone();
	assert!(account.invoices.values().all(|invoice| invoice.bill.total == 10_000));
}

#[test]
#[should_panic(expected = "no tariff for none")]
fn terms_that_have_begun_are_not_replaced() {
	let story = [
		changed(day(5, 20), 6, "none"),
		changed(day(6, 1), 8, "plain"),
		closed(day(7, 12), 6, 100_000, 0),
	];
	audit_of(CARRIED_OVER, &story);
}

#[test]
fn who_has_to_pay_more_has_time_for_it() {
	let story = [closed(day(6, 12), 5, 100_000, 0), corrected(day(6, 22), 5, 150_000)];
	let invoice = audit_of(CARRIED_OVER, &story).accounts[0].invoices[&(2026, 5)].clone();
	// Four days of interest on 10,000 won until the note; then a new due day, moved on to a Monday.
	assert_eq!((invoice.open, invoice.interest), (15_000 * WON, 40 * WON));
	assert_eq!(invoice.due_on, day(6, 29));

	let mut late = story.to_vec();
	late.push(paid(day(6, 30), 5, 15_055 * WON));
	let invoice = audit_of(CARRIED_OVER, &late).accounts[0].invoices[&(2026, 5)].clone();
	assert_eq!((invoice.open, invoice.interest), (0, 0));
}

/// Four days cost 40 won; nine tenths of the bill stay, and nine tenths of that. A bill that is lower
/// by a won is rid of no more than its interest.
#[test]
fn a_lower_bill_keeps_the_interest_of_what_stays() {
	let of = |drawn_wh| {
		let story = [closed(day(6, 12), 5, 100_000, 0), corrected(day(6, 22), 5, drawn_wh)];
		let invoice = audit_of(CARRIED_OVER, &story).accounts[0].invoices[&(2026, 5)].clone();
		(invoice.open, invoice.interest)
	};
	assert_eq!(of(90_000), (9_000 * WON, 36 * WON));
	assert_eq!(of(99_900), (9_990 * WON, 39 * WON + 9_600));
	assert_eq!(of(0), (0, 0));
}

/// Of 40 kWh that come late 30 are taken off what is billed, and the rest is surplus.
#[test]
fn late_energy_lowers_the_bill_first() {
	let story = [closed(day(6, 12), 5, 100_000, 70_000), handed_in(day(6, 14), 5, 40_000)];
	let account = audit_of(CARRIED_OVER, &story).accounts[0].clone();
	let invoice = &account.invoices[&(2026, 5)];
	assert_eq!((invoice.notes[0].late, invoice.notes[0].billed, invoice.open), (30_000, 0, 0));
	assert_eq!(account.carried_over_wh, 10_000);

	// What was paid already is a credit; and what is drawn after all is billed without it.
	let story = [
		closed(day(6, 12), 5, 100_000, 0),
		paid(day(6, 13), 5, 10_000 * WON),
		handed_in(day(6, 14), 5, 40_000),
		corrected(day(6, 15), 5, 120_000),
	];
	let account = audit_of(CARRIED_OVER, &story).accounts[0].clone();
	let invoice = &account.invoices[&(2026, 5)];
	assert_eq!((account.credit, invoice.open), (4_000 * WON, 2_000 * WON));
	assert_eq!(invoice.notes[1].billed, 80_000);
}

/// Ten won are the least that changes a bill, and two notes the most that late energy takes up.
#[test]
fn late_energy_that_lowers_nothing_is_surplus() {
	let mut story = vec![closed(day(6, 12), 5, 100_000, 0)];
	story.push(handed_in(day(6, 14), 5, 1));
	assert_eq!(audit_of(CARRIED_OVER, &story).accounts[0].invoices[&(2026, 5)].open, 9_990 * WON);
	let none = closed(day(6, 12), 5, 0, 0);
	let account = audit_of(CARRIED_OVER, &[none, handed_in(day(6, 14), 5, 7)]).accounts[0].clone();
	assert_eq!((account.carried_over_wh, account.invoices[&(2026, 5)].notes.len()), (7, 0));

	story.extend([15, 16].map(|number| handed_in(day(6, number), 5, 5_000)));
	let account = audit_of(CARRIED_OVER, &story).accounts[0].clone();
	assert_eq!(account.invoices[&(2026, 5)].notes.len(), 2);
	assert_eq!(account.carried_over_wh, 5_000);
}

/// When the contract ends 10 kWh of its last month are left, 800 won, and 30 that were carried over, 2,400
/// won: each is paid if there is money for it, owed if not. What comes later is sold too.
#[test]
fn what_is_carried_over_is_sold_in_the_end() {
	let sold_with = |fund| {
		let story = [
			(day(6, 1), Entry::FundFilled(fund * WON)),
			closed(day(6, 12), 5, 100_000, 130_000),
			ended(day(6, 20), day(7, 1)),
			closed(day(7, 12), 6, 50_000, 60_000),
			handed_in(day(7, 14), 6, 10_000),
		];
		let found = audit_of(CARRIED_OVER, &story);
		let account = &found.accounts[0];
		assert_eq!(account.carried_over_wh, 0);
		(account.bought_back, account.credit, found.fund)
	};
	assert_eq!(sold_with(4_000), (4_000 * WON, 0, 0));
	assert_eq!(sold_with(3_199), (1_600 * WON, 2_400 * WON, 1_599 * WON));
}

/// A contract that is read on the 16th, after one that was read on the first.
fn read_on_the_16th(from: Date, entries: Vec<(Date, Entry)>) -> Accounts {
	let contract = Contract { class: "plain", watt: 3_000, reading_day: 16, from, until: None };
	let story = [
		ended(day(5, 20), day(6, 1)),
		closed(day(6, 12), 5, 100_000, 0),
		(day(6, 13), Entry::ContractBegun(0, contract)),
	];
	audit_of(CARRIED_OVER, &story.into_iter().chain(entries).collect::<Vec<_>>())
}

/// May has a bill, so June's is for the days before the 16th too: for 45 days.
#[test]
fn days_before_another_reading_day_are_billed_with_the_month_after_them() {
	let closed = Entry::Closed {
		customer: 0,
		month: (2026, 6),
		drawn_wh: vec![vec![90_000], vec![10_000]],
		covered_wh: 0,
		energy_wh: 0,
		may_receive: true,
	};
	let account = read_on_the_16th(day(6, 1), vec![(day(7, 27), closed)]).accounts[0].clone();
	assert_eq!(account.invoices[&(2026, 6)].bill.total, 10_000);
	assert_eq!(account.invoices[&(2026, 6)].due_on, day(8, 3));
}

#[test]
#[should_panic(expected = "customer 0 is billed until")]
fn no_day_is_billed_twice() {
	read_on_the_16th(day(5, 31), Vec::new());
}

#[test]
fn a_standing_order_pays_what_it_can() {
	let order = |limit, free| Entry::StandingOrder {
		customer: 0,
		month: (2026, 5),
		limit: limit * WON,
		free: free * WON,
	};
	let open_after = |entry| {
		let story = [closed(day(6, 12), 5, 100_000, 0), (day(6, 18), entry)];
		audit_of(CARRIED_OVER, &story).accounts[0].invoices[&(2026, 5)].open
	};
	assert_eq!(open_after(order(50_000, 50_000)), 0);
	assert_eq!(open_after(order(4_000, 50_000)), 6_000 * WON);
	assert_eq!(open_after(order(50_000, 1_000)), 9_000 * WON);
}

/// The chain stood still on the due day. What is there bears no interest, and the rest does since then.
#[test]
fn a_standing_order_that_the_chain_carries_out_late_pays_what_was_owed_in_time() {
	let invoice_after = |free: u128, rest| {
		let order = Entry::StandingOrder {
			customer: 0,
			month: (2026, 5),
			limit: 50_000 * WON,
			free: free * WON,
		};
		let story = [closed(day(6, 12), 5, 100_000, 0), (day(6, 28), order)];
		let story: Vec<_> = story.into_iter().chain(rest).collect();
		audit_of(CARRIED_OVER, &story).accounts[0].invoices[&(2026, 5)].clone()
	};
	let invoice = invoice_after(50_000, None);
	assert_eq!((invoice.open, invoice.interest, invoice.paid), (0, 0, 10_000 * WON));
	// Ten days of interest on 9,000 won are 90.
	let invoice = invoice_after(1_000, Some(paid(day(6, 28), 5, 9_090 * WON)));
	assert_eq!((invoice.open, invoice.interest, invoice.paid), (0, 0, 10_090 * WON));
}

#[test]
fn what_is_written_off_is_neither_owed_nor_credited() {
	let written_off = (day(7, 18), Entry::WrittenOff { customer: 0, month: (2026, 5) });
	let story = [
		closed(day(6, 12), 5, 100_000, 0),
		paid(day(6, 18), 5, 3_000 * WON),
		written_off,
		corrected(day(8, 1), 5, 60_000),
	];
	let account = audit_of(CARRIED_OVER, &story).accounts[0].clone();
	let invoice = &account.invoices[&(2026, 5)];
	assert_eq!((invoice.open, invoice.interest), (0, 0));
	// The bill is 4,000 won lower, 7,000 were written off.
	assert_eq!((invoice.written_off, account.credit), (3_000 * WON, 0));
	let lower = [story.as_slice(), &[corrected(day(8, 2), 5, 10_000)]].concat();
	let account = audit_of(CARRIED_OVER, &lower).accounts[0].clone();
	assert_eq!(account.invoices[&(2026, 5)].written_off, 0);
	assert_eq!(account.credit, 2_000 * WON);
}

/// From the 16th of May until the contract ends on the 11th of June: sixteen days and ten, billed
/// eleven days later.
#[test]
fn who_moves_out_is_billed_for_its_days() {
	let contract =
		Contract { class: "plain", watt: 3_000, reading_day: 16, from: day(2, 1), until: None };
	let closed = Entry::Closed {
		customer: 0,
		month: (2026, 5),
		drawn_wh: vec![vec![90_000], vec![10_000]],
		covered_wh: 25_000,
		energy_wh: 0,
		may_receive: true,
	};
	let entries = vec![
		(day(2, 1), Entry::ContractBegun(0, contract)),
		ended(day(6, 9), day(6, 11)),
		(day(6, 22), closed),
	];
	let journal = journal(CARRIED_OVER, entries, day(6, 22));
	let invoice = audit_bills(&journal).accounts[0].invoices[&(2026, 5)].clone();
	assert_eq!((invoice.energy.covered, invoice.bill.total), (25_000, 7_500));
	assert_eq!(invoice.due_on, day(6, 29));
}

#[test]
fn differences_are_told_in_words() {
	let story = |energy| audit_of(CARRIED_OVER, &[closed(day(6, 12), 5, 300_000, energy)]);
	assert!(differences(&story(0), &story(0)).is_empty());
	let told = differences(&story(0), &story(1));
	assert!(told.contains(
		&"customer    0, bill of 2026-05, redeemed: the auditor says 0 Wh, the chain 1 Wh".into()
	));
	let none = audit_of(CARRIED_OVER, &[]);
	assert!(differences(&none, &story(0)).contains(
		&"customer    0, bill of 2026-05, total: the auditor says nothing of it, the chain 30000 won"
			.into()
	));
}
