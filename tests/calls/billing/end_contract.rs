//! `end_contract`: the last invoice is for what was drawn up to the end.

use crate::scene::*;
use pallet_billing::{Agenda, Contracts, Forecasts, UsageReports};

#[test]
fn the_last_invoice_is_for_a_part_of_the_month() {
	test(|| {
		let mut customer = Customer::household(1);
		assert_ok!(end(&customer, Some(day(NOV, 11))));
		let account = customer.account().clone();
		assert_event(Event::ContractEnded { customer: account.clone(), ends: day(NOV, 11) });
		advance_to(day(NOV, 11).start());
		customer.meter.read(Wh(100_000), Wh::ZERO);
		advance_to_closing_of(NOV);

		let invoice = customer.invoice(NOV);
		assert_eq!(invoice.period.days(), 10);
		// 66,666 Wh in the first block of ten days, the rest in the second: 1,600 x 10 / 30.
		assert_eq!(invoice.bill.base, Krw(533));
		assert_eq!(invoice.bill.energy_lines[0].quantity_wh, Wh(66_666));
		assert_event(Event::ContractClosed { customer: account.clone() });
		assert!(!Contracts::<Runtime>::contains_key(&account));
		let left: Vec<_> = Agenda::<Runtime>::iter_keys().map(|(_, (_, task))| task).collect();
		assert_eq!(left, [Task::Prune(NOV)], "nothing more is to be closed");
	});
}

#[test]
fn it_is_closed_when_the_months_trades_are_settled() {
	test(|| {
		let customer = Customer::household(1);
		assert_ok!(end(&customer, Some(day(NOV, 11))));
		let closes_on =
			|who: &Customer| Contracts::<Runtime>::get(who.account()).unwrap().closes_on;
		assert_eq!(closes_on(&customer), day(DEC, 12));

		let later = Customer::without_contract(2);
		assert_ok!(conclude(&later.person, HOUSEHOLD, 15, day(NOV, 15)));
		assert_ok!(end(&later, Some(day(DEC, 5))));
		assert_eq!(closes_on(&later), day(DEC, 16));
	});
}

#[test]
fn at_the_end_of_a_month_there_is_no_invoice_for_the_next() {
	test(|| {
		let mut customer = Customer::household(1);
		assert_ok!(end(&customer, Some(day(DEC, 1))));
		customer.read_at_end_of(NOV, 100, 0);
		advance_to_closing_of(NOV);
		assert!(!Contracts::<Runtime>::contains_key(customer.account()));
		assert_eq!(customer.invoice(NOV).period.days(), 30);
	});
}

#[test]
fn what_is_owed_can_be_paid_after_the_end() {
	test(|| {
		let customer = Customer::household(1).with_ecoin_krw(100_000);
		assert_ok!(end(&customer, Some(day(DEC, 1))));
		let customer = customer.billed_for_november(200);
		assert_ok!(Billing::pay(customer.origin(), NOV, customer.owed(NOV)));
	});
}

#[test]
fn it_ends_after_its_first_open_day_and_once() {
	test(|| {
		let customer = Customer::household(1);
		for early in [Day(0), day(OCTOBER, 31), day(NOV, 1)] {
			assert_noop!(end(&customer, Some(early)), Error::EndsTooEarly);
		}
		assert_ok!(end(&customer, Some(day(NOV, 2))));
		advance_to(day(NOV, 2).start());
		assert_noop!(end(&customer, Some(day(NOV, 3))), Error::AlreadyEnded);
		assert_noop!(end(&customer, None), Error::AlreadyEnded);
	});
}

#[test]
fn its_end_can_be_moved_before_its_day() {
	test(|| {
		let mut customer = Customer::household(1);
		for ends in [day(NOV, 11), day(JAN, 1), day(NOV, 21)] {
			assert_ok!(end(&customer, Some(ends)));
			assert_event(Event::ContractEnded { customer: customer.account().clone(), ends });
		}
		let contract = Contracts::<Runtime>::get(customer.account()).unwrap();
		assert_eq!((contract.ends, contract.closes_on), (Some(day(NOV, 21)), day(DEC, 12)));
		assert_eq!(Agenda::<Runtime>::iter().count(), 1, "it has one closing");
		assert_noop!(end(&customer, Some(day(NOV, 1))), Error::EndsTooEarly);
		advance_to(day(NOV, 21).start());
		customer.meter.read(Wh(100_000), Wh::ZERO);
		advance_to_closing_of(NOV);
		assert_eq!(customer.invoice(NOV).period.days(), 20);
	});
}

#[test]
fn an_estimate_of_more_days_is_forgotten() {
	test(|| {
		let customer = Customer::household(1);
		advance_to(day(DEC, 5).start());
		assert_ok!(report(&customer, NOV, totals(&[300])));
		assert_ok!(end(&customer, Some(day(NOV, 11))));
		advance_to_closing_of(NOV);
		assert!(!customer.has_invoice(NOV), "it was of thirty days, not of ten");
		assert_ok!(report(&customer, NOV, totals(&[100])));
		advance_by(DAY_MS);
		assert_eq!(customer.invoice(NOV).balance.imported_wh, Wh(100_000));
	});
}

#[test]
fn what_was_said_of_months_after_it_is_forgotten() {
	test(|| {
		let customer = Customer::household(1);
		let forecast = Forecast { generation_wh: Wh(1), demand_wh: Wh(2) };
		let publish = |month| {
			let forecasts = vec![(customer.account().clone(), forecast)].try_into().expect("one");
			Billing::publish_forecasts(operator().origin(), month, forecasts)
		};
		// Nobody reads the meter; in February it turns out that the household left in November.
		for month in [NOV, DEC, JAN, FEB] {
			advance_to(day(month, 2).start());
			assert_ok!(publish(month));
		}
		assert_ok!(publish(Vintage(202703)));
		for month in [NOV, DEC, JAN] {
			assert_ok!(report(&customer, month, totals(&[100])));
		}
		assert_ok!(end(&customer, Some(day(NOV, 21))));
		let months: Vec<_> = Forecasts::<Runtime>::iter_keys().map(|(_, month)| month).collect();
		assert_eq!(months, [NOV]);
		assert_eq!(UsageReports::<Runtime>::iter().count(), 0);
		assert_noop!(publish(FEB), Error::OutsideContract);
		assert_ok!(report(&customer, NOV, totals(&[70])));
		advance_by(DAY_MS);
		assert!(customer.has_invoice(NOV));
		assert_eq!(Forecasts::<Runtime>::iter().count(), 0);
	});
}

#[test]
fn it_may_have_ended_a_year_ago_at_most() {
	test(|| {
		let customer = Customer::household(1);
		advance_to(day(Vintage(202712), 1).start());
		assert_noop!(end(&customer, Some(day(NOV, 30))), Error::EndsTooEarly);
		assert_ok!(end(&customer, Some(day(DEC, 1))));
	});
}

#[test]
fn its_end_can_be_withdrawn_before_its_day() {
	test(|| {
		let mut customer = Customer::household(1);
		assert_noop!(end(&customer, None), Error::NoEndToWithdraw);
		assert_ok!(end(&customer, Some(day(NOV, 11))));
		assert_ok!(end(&customer, None));
		assert_event(Event::EndWithdrawn { customer: customer.account().clone() });
		for month in [NOV, DEC] {
			customer.read_at_end_of(month, 100, 0);
			advance_to_closing_of(month);
			assert_eq!(customer.invoice(month).bill, household_bill(month, 100));
		}
	});
}

/// A household that has 40 kWh carried over when its contract ends with December.
fn with_energy_left() -> Customer {
	let mut customer = Customer::household(1).with_ecoin_krw(10_000);
	customer.read_at_end_of(NOV, 100, 160);
	assert_ok!(end(&customer, Some(day(JAN, 1))));
	customer.read_at_end_of(DEC, 20, 0);
	customer
}

fn carry_over_ended(who: &Customer, surplus: Surplus) {
	assert_event(Event::CarryOverEnded { customer: who.account().clone(), surplus });
}

#[test]
fn what_is_carried_over_then_is_bought_at_the_feed_in_price() {
	test(|| {
		let customer = with_energy_left();
		assert_ok!(Billing::set_aside(
			operator().with_ecoin_krw(10_000).origin(),
			Ecoin::from_krw(5_000)
		));
		let before = free_ecoin(customer.account());
		advance_to_closing_of(DEC);
		// 40 kWh at the 120.0 won of the genesis.
		let (quantity_wh, paid) = (Wh(40_000), Ecoin::from_krw(4_800));
		carry_over_ended(&customer, Surplus::BoughtBack { quantity_wh, paid });
		assert_eq!(free_ecoin(customer.account()).0, before.0 + paid.0);
		assert_eq!(set_aside(), Ecoin::from_krw(200));
		assert_eq!(carried_over(&customer), Wh::ZERO);
	});
}

#[test]
fn the_last_invoice_says_what_became_of_its_surplus() {
	test(|| {
		let mut customer = Customer::household(1);
		assert_ok!(end(&customer, Some(day(DEC, 1))));
		assert_ok!(Billing::set_aside(
			operator().with_ecoin_krw(10_000).origin(),
			Ecoin::from_krw(7_200)
		));
		customer.read_at_end_of(NOV, 100, 160);
		advance_to_closing_of(NOV);
		let (quantity_wh, paid) = (Wh(60_000), Ecoin::from_krw(7_200));
		assert_eq!(customer.invoice(NOV).surplus, Surplus::BoughtBack { quantity_wh, paid });
		assert_eq!(free_ecoin(customer.account()), paid);
	});
}

#[test]
fn or_that_it_is_owed_for() {
	test(|| {
		let mut customer = Customer::household(1);
		assert_ok!(end(&customer, Some(day(DEC, 1))));
		customer.read_at_end_of(NOV, 100, 160);
		advance_to_closing_of(NOV);
		let (quantity_wh, value) = (Wh(60_000), Ecoin::from_krw(7_200));
		assert_eq!(customer.invoice(NOV).surplus, Surplus::Credited { quantity_wh, value });
	});
}

#[test]
fn or_taken_off_the_last_invoice_where_too_little_was_set_aside() {
	test(|| {
		let customer = with_energy_left();
		advance_to_closing_of(DEC);
		let (quantity_wh, value) = (Wh(40_000), Ecoin::from_krw(4_800));
		carry_over_ended(&customer, Surplus::Credited { quantity_wh, value });
		let last = customer.invoice(DEC);
		assert_eq!(last.credit_used, last.bill.total.to_ecoin());
		assert_eq!(customer.owed(DEC), Ecoin::ZERO);
		assert_eq!(credit(&customer).0, value.0 - last.credit_used.0);
		let (all, account) = (credit(&customer), customer.account().clone());
		let biller = operator().with_ecoin_krw(10_000);
		assert_ok!(Billing::refund(biller.origin(), account, all));
	});
}

#[test]
fn what_is_given_back_later_is_bought_too() {
	test(|| {
		let mut customer = Customer::household(1);
		assert_ok!(end(&customer, Some(day(DEC, 1))));
		customer.read_at_end_of(NOV, 100, 60);
		advance_to_closing_of(NOV);
		// Of 60 kWh that were taken off only 50 were drawn after all.
		assert_ok!(correct(&customer, NOV, totals(&[50])));
		let (quantity_wh, value) = (Wh(10_000), Ecoin::from_krw(1_200));
		carry_over_ended(&customer, Surplus::Credited { quantity_wh, value });
		assert!(credit(&customer) >= value);
		assert_eq!(carried_over(&customer), Wh::ZERO);
	});
}

#[test]
fn it_may_end_a_while_ago_but_not_in_a_month_with_an_invoice() {
	test(|| {
		let customer = Customer::household(1).billed_for_november(100);
		assert_noop!(end(&customer, Some(day(DEC, 1))), Error::EndsTooEarly);
		assert_ok!(end(&customer, Some(day(DEC, 2))));
	});
}

#[test]
fn only_an_operator_ends_a_contract_that_there_is() {
	test(|| {
		let customer = Customer::household(1);
		let (account, other) = (customer.account().clone(), home(2).account);
		assert_noop!(
			Billing::end_contract(customer.origin(), account, Some(day(DEC, 1))),
			Error::NotOperator
		);
		assert_noop!(
			Billing::end_contract(operator().origin(), other, Some(day(DEC, 1))),
			Error::NoContract
		);
	});
}
