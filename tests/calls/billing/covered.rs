//! Energy that a charge point operator redeemed for its drivers: it is taken off what it draws, and
//! what is more is left over like any other.

use crate::scene::*;

#[test]
fn it_comes_off_first() {
	test(|| {
		let mut operator = Customer::household(1);
		operator.read_at_end_of(NOV, 300, 250);
		cover(&operator, NOV, 100);
		advance_to_closing_of(NOV);
		let invoice = operator.invoice(NOV);
		let balance = invoice.balance;
		assert_eq!((balance.covered_wh, balance.redeemed_wh), (Wh(100_000), Wh(200_000)));
		assert_eq!(invoice.surplus, Surplus::CarriedOver { quantity_wh: Wh(50_000) });
	});
}

#[test]
fn what_is_more_than_an_estimate_is_carried_over() {
	test(|| {
		let mut operator = Customer::household(1);
		cover(&operator, NOV, 100);
		advance_to(day(DEC, 1).start());
		assert_ok!(report(&operator, NOV, totals(&[80])));
		advance_to_closing_of(NOV);
		let invoice = operator.invoice(NOV);
		assert_eq!(invoice.balance.covered_wh, Wh(80_000));
		assert_eq!(invoice.surplus, Surplus::CarriedOver { quantity_wh: Wh(20_000) });
		operator.meter.read_at(NOV.end().unwrap(), Wh(105_000), Wh::ZERO);
		operator.read_at_end_of(DEC, 50, 0);
		advance_to_closing_of(DEC);
		assert_eq!(operator.invoice(DEC).balance.carried_wh, Wh(20_000));
	});
}

#[test]
fn or_bought_back() {
	test(|| {
		buy_back_at(PriceTick(1_000), 10_000);
		let operator = Customer::household(1);
		cover(&operator, NOV, 100);
		advance_to(day(DEC, 1).start());
		assert_ok!(report(&operator, NOV, totals(&[80])));
		advance_to_closing_of(NOV);
		let (quantity_wh, paid) = (Wh(20_000), Ecoin::from_krw(2_000));
		assert_eq!(operator.invoice(NOV).surplus, Surplus::BoughtBack { quantity_wh, paid });
	});
}

/// An operator read on the 15th whose contract ends on 10 December: its last invoice is November's.
fn leaving() -> Customer {
	let mut customer = Customer::without_contract(1);
	assert_ok!(conclude(&customer.person, HOUSEHOLD, 15, day(NOV, 15)));
	assert_ok!(end(&customer, Some(day(DEC, 10))));
	for (at, kwh) in [(day(NOV, 15), 10), (day(DEC, 1), 100), (day(DEC, 10), 60)] {
		advance_to(at.start());
		customer.meter.read(Wh(kwh * 1_000), Wh::ZERO);
	}
	customer
}

#[test]
fn a_last_invoice_counts_that_of_the_month_in_which_the_contract_ends() {
	test(|| {
		let customer = leaving();
		cover(&customer, NOV, 90);
		cover(&customer, DEC, 50);
		advance_to(day(DEC, 21).start());
		let balance = customer.invoice(NOV).balance;
		assert_eq!((balance.covered_wh, balance.billed_wh), (Wh(140_000), Wh(20_000)));
	});
}

#[test]
fn none_is_counted_twice_by_the_next_contract() {
	test(|| {
		let mut customer = leaving();
		cover(&customer, DEC, 50);
		advance_to(day(DEC, 21).start());
		assert_eq!(customer.invoice(NOV).balance.covered_wh, Wh(50_000));
		assert_ok!(conclude(&customer.person, HOUSEHOLD, 1, day(DEC, 10)));
		// Thirty more since then.
		cover(&customer, DEC, 80);
		customer.read_at_end_of(DEC, 200, 0);
		advance_to_closing_of(DEC);
		assert_eq!(customer.invoice(DEC).balance.covered_wh, Wh(30_000));
	});
}
