//! `end_contract`: the last invoice is for what was drawn up to the end.

use crate::scene::*;
use pallet_billing::{Agenda, Contracts};

fn end(who: &Customer, ends: Day) -> DispatchResult {
	Billing::end_contract(operator().origin(), who.account().clone(), ends)
}

#[test]
fn the_last_invoice_is_for_a_part_of_the_month() {
	test(|| {
		let mut customer = Customer::household(1);
		assert_ok!(end(&customer, day(NOV, 11)));
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
		assert_eq!(Agenda::<Runtime>::iter().count(), 0);
	});
}

#[test]
fn it_is_closed_when_the_months_trades_are_settled() {
	test(|| {
		let customer = Customer::household(1);
		assert_ok!(end(&customer, day(NOV, 11)));
		let closes_on =
			|who: &Customer| Contracts::<Runtime>::get(who.account()).unwrap().closes_on;
		assert_eq!(closes_on(&customer), day(DEC, 12));

		let later = Customer::without_contract(2);
		assert_ok!(conclude(&later.person, HOUSEHOLD, 15, day(NOV, 15)));
		assert_ok!(end(&later, day(DEC, 5)));
		assert_eq!(closes_on(&later), day(DEC, 16));
	});
}

#[test]
fn at_the_end_of_a_month_there_is_no_invoice_for_the_next() {
	test(|| {
		let mut customer = Customer::household(1);
		assert_ok!(end(&customer, day(DEC, 1)));
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
		assert_ok!(end(&customer, day(DEC, 1)));
		let customer = customer.billed_for_november(200);
		assert_ok!(Billing::pay(customer.origin(), NOV, customer.owed(NOV)));
	});
}

#[test]
fn it_ends_after_its_first_open_day_and_once() {
	test(|| {
		let customer = Customer::household(1);
		for early in [Day(0), day(OCTOBER, 31), day(NOV, 1)] {
			assert_noop!(end(&customer, early), Error::EndsTooEarly);
		}
		assert_ok!(end(&customer, day(NOV, 2)));
		assert_noop!(end(&customer, day(NOV, 3)), Error::AlreadyEnded);
	});
}

#[test]
fn it_may_end_a_while_ago_but_not_in_a_month_with_an_invoice() {
	test(|| {
		let customer = Customer::household(1).billed_for_november(100);
		assert_noop!(end(&customer, day(DEC, 1)), Error::EndsTooEarly);
		assert_ok!(end(&customer, day(DEC, 2)));
	});
}

#[test]
fn only_an_operator_ends_a_contract_that_there_is() {
	test(|| {
		let customer = Customer::household(1);
		let (account, other) = (customer.account().clone(), home(2).account);
		assert_noop!(
			Billing::end_contract(customer.origin(), account, day(DEC, 1)),
			Error::NotOperator
		);
		assert_noop!(
			Billing::end_contract(operator().origin(), other, day(DEC, 1)),
			Error::NoContract
		);
	});
}
