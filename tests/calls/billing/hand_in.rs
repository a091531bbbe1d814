//! `hand_in`: energy that came after its month was closed.

use crate::scene::*;
use pallet_billing::{Notes, Totals};

/// A customer who drew so much in November, which is closed, and gets energy of it afterwards.
fn after_closing(imported_kwh: u64, late_wh: u64) -> Customer {
	let neighbour = home(2).with_energy(Wh(late_wh));
	let mut customer = Customer::without_contract(1);
	assert_ok!(conclude(&customer.person, HOUSEHOLD, 1, day(NOV, 2)));
	advance_to(day(NOV, 2).start());
	customer.meter.read(Wh::ZERO, Wh::ZERO);
	let customer = customer.with_ecoin_krw(200_000).billed_for_november(imported_kwh);
	give_energy(&neighbour, &customer, NOV, late_wh);
	customer
}

fn hand_in(who: &Customer, month: Vintage) -> DispatchResult {
	Billing::hand_in(who.origin(), month)
}

/// What November comes to for 29 of its 30 days.
fn bill_for(who: &Customer, kwh: u64) -> Krw {
	let invoice = who.invoice(NOV);
	let usage = totals(&[kwh]);
	let billed = Billing::bill_for(&HOUSEHOLD, &invoice.period, &usage, Wh(kwh * 1_000));
	billed.unwrap_or_else(|_| panic!("there is a table")).total
}

#[test]
fn it_lowers_the_invoice_first() {
	test(|| {
		let customer = after_closing(300, 50_000);
		let (invoice, owed) = (customer.invoice(NOV), customer.owed(NOV));
		assert_ok!(hand_in(&customer, NOV));
		assert_eq!(energy_of(customer.account(), NOV), Wh::ZERO);
		assert_eq!(customer.invoice(NOV), invoice, "an invoice never changes");
		let notes = Notes::<Runtime>::get(customer.account(), NOV);
		let redeemed_wh = Wh(50_000);
		assert_eq!(notes[0].cause, NoteCause::LateEnergy { redeemed_wh });
		assert_eq!((notes[0].billed_wh, notes[0].usage.clone()), (Wh(250_000), invoice.usage));
		assert_eq!(customer.owed(NOV), bill_for(&customer, 250).to_ecoin());
		assert!(customer.owed(NOV) < owed);
		let totals = Totals::<Runtime>::get(NOV);
		assert_eq!((totals.redeemed_wh, totals.surplus_wh), (redeemed_wh, Wh::ZERO));
		assert_event(Event::EnergyHandedIn {
			customer: customer.account().clone(),
			month: NOV,
			redeemed_wh,
			difference: notes[0].difference,
			credited: Ecoin::ZERO,
			surplus: Surplus::NONE,
		});
	});
}

#[test]
fn what_was_paid_already_becomes_a_credit() {
	test(|| {
		let customer = after_closing(300, 50_000);
		assert_ok!(Billing::pay(customer.origin(), NOV, customer.owed(NOV)));
		assert_ok!(hand_in(&customer, NOV));
		let less = bill_for(&customer, 300).saturating_sub(bill_for(&customer, 250));
		assert_eq!(credit(&customer), less.to_ecoin());
	});
}

#[test]
fn what_is_more_than_was_charged_for_is_carried_over() {
	test(|| {
		let customer = after_closing(100, 130_000);
		assert_ok!(hand_in(&customer, NOV));
		assert_eq!(carried_over(&customer), Wh(30_000));
		assert_eq!(Totals::<Runtime>::get(NOV).surplus_wh, Wh(30_000));
		let notes = Notes::<Runtime>::get(customer.account(), NOV);
		assert_eq!((notes[0].billed_wh, notes[0].bill.energy), (Wh::ZERO, Krw(0)));
	});
}

#[test]
fn or_bought_back() {
	test(|| {
		let customer = after_closing(100, 105_000);
		buy_back_at(PriceTick(1_000), 1_000);
		let before = free_ecoin(customer.account());
		assert_ok!(hand_in(&customer, NOV));
		assert_eq!(free_ecoin(customer.account()).0, before.0 + Ecoin::from_krw(500).0);
		assert_eq!(set_aside(), Ecoin::from_krw(500));
	});
}

#[test]
fn or_bought_for_good_where_the_contract_has_ended() {
	test(|| {
		let neighbour = home(2).with_energy(Wh(10_000));
		let customer = Customer::without_contract(1);
		assert_ok!(conclude(&customer.person, HOUSEHOLD, 1, day(NOV, 1)));
		assert_ok!(end(&customer, Some(day(DEC, 1))));
		advance_to(day(DEC, 1).start());
		assert_ok!(report(&customer, NOV, totals(&[4])));
		advance_to_closing_of(NOV);
		give_energy(&neighbour, &customer, NOV, 10_000);
		assert_ok!(hand_in(&customer, NOV));
		assert_eq!(carried_over(&customer), Wh::ZERO);
		// 6 kWh at the 120 won of the genesis.
		assert_eq!(credit(&customer), Ecoin::from_krw(720));
	});
}

#[test]
fn what_it_took_off_stays_off_when_the_invoice_is_corrected() {
	test(|| {
		let customer = after_closing(300, 50_000);
		assert_ok!(hand_in(&customer, NOV));
		assert_ok!(correct(&customer, NOV, totals(&[280])));
		assert_eq!(customer.owed(NOV), bill_for(&customer, 230).to_ecoin());
		assert_ok!(correct(&customer, NOV, totals(&[20])));
		assert_eq!(carried_over(&customer), Wh(30_000), "of 50 kWh, 20 were drawn after all");
	});
}

#[test]
fn what_is_less_than_ten_won_changes_nothing_and_is_surplus() {
	test(|| {
		let customer = after_closing(190, 3);
		let owed = customer.owed(NOV);
		assert_ok!(hand_in(&customer, NOV));
		assert!(Notes::<Runtime>::get(customer.account(), NOV).is_empty());
		assert_eq!((customer.owed(NOV), carried_over(&customer)), (owed, Wh(3)));
	});
}

#[test]
fn it_leaves_notes_to_the_meter_operator() {
	test(|| {
		let customer = after_closing(300, 60_000);
		let neighbour = home(3);
		let all = energy_of(customer.account(), NOV).0;
		let back = polkadot_sdk::pallet_assets::Call::<Runtime>::transfer {
			id: NOV.asset_id().into(),
			target: neighbour.account.clone().into(),
			amount: all.into(),
		};
		assert_ok!(dispatch(customer.origin(), back));
		let most = <<Runtime as pallet_billing::Config>::MaxNotes as Get<u32>>::get() as usize;
		for _ in 0..=most / 2 {
			give_energy(&neighbour, &customer, NOV, 10_000);
			assert_ok!(hand_in(&customer, NOV));
		}
		assert_eq!(Notes::<Runtime>::get(customer.account(), NOV).len(), most / 2);
		assert_eq!(carried_over(&customer), Wh(10_000), "the last is surplus");
		for kwh in 0..most as u64 / 2 {
			assert_ok!(correct(&customer, NOV, totals(&[310 + kwh])));
		}
	});
}

#[test]
fn the_month_is_closed() {
	test(|| {
		let customer = Customer::household(1).billed_for_november(100);
		for month in [DEC, JAN] {
			assert_noop!(hand_in(&customer, month), Error::MonthNotClosed);
		}
	});
}

#[test]
fn energy_of_a_month_that_is_never_billed_stays_in_the_account() {
	test(|| {
		let neighbour = home(2).with_energy(Wh(5_000));
		let customer = Customer::without_contract(1);
		give_energy(&neighbour, &customer, NOV, 5_000);
		assert_noop!(hand_in(&customer, NOV), Error::MonthWithoutInvoice);
		// The contract begins in December.
		assert_ok!(conclude(&customer.person, HOUSEHOLD, 1, day(DEC, 1)));
		assert_noop!(hand_in(&customer, NOV), Error::MonthWithoutInvoice);
		assert_noop!(hand_in(&customer, DEC), Error::MonthNotClosed);
		assert_ok!(end(&customer, Some(day(JAN, 1))));
		assert_noop!(hand_in(&customer, JAN), Error::MonthWithoutInvoice);
		for month in [0, 202613, u32::MAX] {
			assert_noop!(hand_in(&customer, Vintage(month)), Error::MonthWithoutInvoice);
		}
		assert_eq!(energy_of(customer.account(), NOV), Wh(5_000));
	});
}

#[test]
fn there_is_something_to_hand_in() {
	test(|| {
		let customer = after_closing(100, 5_000);
		assert_ok!(hand_in(&customer, NOV));
		assert_noop!(hand_in(&customer, NOV), Error::NothingToHandIn);
	});
}

#[test]
fn ecoin_is_not_energy() {
	test(|| {
		let customer = after_closing(100, 5_000);
		assert_noop!(hand_in(&customer, Vintage(ECOIN_ASSET)), Error::MonthWithoutInvoice);
	});
}

#[test]
fn who_may_not_send_hands_nothing_in() {
	test(|| {
		assert_noop!(Billing::hand_in(stranger().origin(), NOV), Error::SenderNotPermitted);
		assert_noop!(Billing::hand_in(council(), NOV), DispatchError::BadOrigin);
	});
}
