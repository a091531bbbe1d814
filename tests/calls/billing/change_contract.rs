//! `change_contract`: other terms from a month on.

use crate::scene::*;

fn change(who: &Customer, from: Vintage, terms: Terms) -> DispatchResult {
	Billing::change_contract(operator().origin(), who.account().clone(), from, terms)
}

#[test]
fn the_new_terms_hold_from_their_month_on() {
	test(|| {
		let mut customer = Customer::household(1);
		assert_ok!(change(&customer, JAN, BUILDING));
		assert_event(Event::ContractChanged {
			customer: customer.account().clone(),
			from: JAN,
			terms: BUILDING,
		});
		for month in [NOV, DEC, JAN] {
			customer.read_at_end_of(month, 300, 0);
			advance_to_closing_of(month);
		}
		assert_eq!(customer.invoice(DEC).terms, HOUSEHOLD);
		assert_eq!(customer.invoice(JAN).terms, BUILDING);
		let january = bill_of(BUILDING, JAN, Usage::Total(Wh(300_000)));
		assert_eq!(customer.invoice(JAN).bill, january);
	});
}

#[test]
fn terms_to_come_can_be_replaced() {
	test(|| {
		let mut customer = Customer::household(1);
		assert_ok!(change(&customer, DEC, BUILDING));
		assert_ok!(change(&customer, JAN, BUILDING));
		for month in [NOV, DEC] {
			customer.read_at_end_of(month, 300, 0);
			advance_to_closing_of(month);
		}
		assert_eq!(customer.invoice(DEC).terms, HOUSEHOLD);
	});
}

#[test]
fn a_month_that_has_begun_keeps_its_terms() {
	test(|| {
		let customer = Customer::household(1);
		assert_noop!(change(&customer, OCTOBER, BUILDING), Error::ChangeTooEarly);
		assert_noop!(change(&customer, NOV, BUILDING), Error::ChangeTooEarly);
		advance_to(day(DEC, 1).start());
		assert_noop!(change(&customer, DEC, BUILDING), Error::ChangeTooEarly);
		assert_ok!(change(&customer, JAN, BUILDING));
	});
}

#[test]
fn terms_that_hold_but_are_not_billed_yet_stay() {
	test(|| {
		let customer = Customer::household(1);
		assert_ok!(change(&customer, DEC, BUILDING));
		// December has begun, November is not closed yet.
		advance_to(day(DEC, 5).start());
		assert_noop!(change(&customer, JAN, HOUSEHOLD), Error::EarlierMonthOpen);
	});
}

#[test]
fn only_an_operator_changes_a_contract_that_there_is() {
	test(|| {
		let customer = Customer::household(1);
		let (account, other) = (customer.account().clone(), home(2).account);
		assert_noop!(
			Billing::change_contract(customer.origin(), account, JAN, BUILDING),
			Error::NotOperator
		);
		assert_noop!(
			Billing::change_contract(operator().origin(), other, JAN, BUILDING),
			Error::NoContract
		);
	});
}

#[test]
fn what_is_no_month_is_refused() {
	test(|| {
		let customer = Customer::household(1);
		for month in [0, 202613, u32::MAX] {
			assert_noop!(change(&customer, Vintage(month), BUILDING), Error::UnknownMonth);
		}
	});
}

#[test]
fn a_first_period_that_was_lengthened_keeps_its_terms_once_it_has_begun() {
	test(|| {
		let customer = Customer::household(1);
		assert_ok!(end(&customer, Some(day(DEC, 1))));
		let customer = customer.billed_for_november(10);
		// From 13 December to 15 January, for November has an invoice.
		assert_ok!(conclude(&customer.person, HOUSEHOLD, 15, day(DEC, 13)));
		assert_ok!(change(&customer, DEC, BUILDING));
		advance_to(day(DEC, 13).start());
		assert_noop!(change(&customer, DEC, HOUSEHOLD), Error::ChangeTooEarly);
		assert_noop!(change(&customer, JAN, HOUSEHOLD), Error::EarlierMonthOpen);
	});
}

#[test]
fn a_short_first_period_can_be_changed_until_it_begins() {
	test(|| {
		let customer = Customer::without_contract(1);
		assert_ok!(conclude(&customer.person, HOUSEHOLD, 15, day(NOV, 20)));
		advance_to(day(NOV, 19).start());
		assert_ok!(change(&customer, NOV, BUILDING));
		advance_to(day(NOV, 20).start());
		assert_noop!(change(&customer, NOV, HOUSEHOLD), Error::ChangeTooEarly);
	});
}
