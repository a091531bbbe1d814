//! How long an invoice is kept: two years, or until it is paid.

use crate::scene::*;
use pallet_billing::{Agenda, MonthsInUse, Notes};

/// The day on which November's invoice may go.
fn after_two_years() -> Day {
	day(Vintage(202812), 1)
}

/// A household that moved out with November, and has a note on its last invoice.
fn moved_out() -> Customer {
	let customer = Customer::household(1).with_ecoin_krw(1_000_000);
	assert_ok!(end(&customer, Some(day(DEC, 1))));
	let customer = customer.billed_for_november(300);
	assert_ok!(correct(&customer, NOV, totals(&[290])));
	customer
}

fn pay(who: &Customer) {
	assert_ok!(Billing::pay(who.origin(), NOV, who.owed(NOV)));
}

fn is_gone(who: &Customer) -> bool {
	assert_eq!(who.has_invoice(NOV), Notes::<Runtime>::contains_key(who.account(), NOV));
	assert_eq!(who.has_invoice(NOV), MonthsInUse::<Runtime>::contains_key(NOV));
	!who.has_invoice(NOV)
}

#[test]
fn a_paid_invoice_goes_after_two_years_though_no_month_is_closed_then() {
	test(|| {
		let customer = moved_out();
		pay(&customer);
		advance_to(after_two_years().start() - 1);
		assert!(!is_gone(&customer));
		advance_to(after_two_years().start());
		assert!(is_gone(&customer));
		assert_eq!(Agenda::<Runtime>::iter().count(), 0);
		assert_noop!(correct(&customer, NOV, totals(&[1])), Error::UnknownInvoice);
	});
}

#[test]
fn what_is_not_paid_by_then_goes_when_it_is() {
	test(|| {
		let customer = moved_out();
		advance_to(after_two_years().plus(100).start());
		assert!(!is_gone(&customer));
		assert_ok!(Billing::pay(customer.origin(), NOV, Ecoin(1)));
		assert!(!is_gone(&customer), "a part of it is not all of it");
		pay(&customer);
		assert!(is_gone(&customer));
	});
}

#[test]
fn what_a_note_settles_after_two_years_goes_with_it() {
	test(|| {
		let customer = moved_out();
		let left = Ecoin::from_krw(10);
		assert_ok!(Billing::pay(customer.origin(), NOV, Ecoin(customer.owed(NOV).0 - left.0)));
		advance_to(after_two_years().start());
		assert!(!is_gone(&customer));
		assert_ok!(correct(&customer, NOV, totals(&[250])));
		assert!(is_gone(&customer));
		assert!(!credit(&customer).is_zero());
	});
}

#[test]
fn each_month_goes_in_its_turn() {
	test(|| {
		let mut customer = Customer::household(1).with_ecoin_krw(1_000_000);
		for month in [NOV, DEC, JAN] {
			customer.read_at_end_of(month, 10, 0);
			advance_to_closing_of(month);
			if month != DEC {
				assert_ok!(Billing::pay(customer.origin(), month, customer.owed(month)));
			}
		}
		advance_to(day(Vintage(202901), 31).start());
		assert!(!customer.has_invoice(NOV), "paid and old");
		assert!(customer.has_invoice(DEC), "old and not paid");
		assert!(customer.has_invoice(JAN), "not old");
	});
}
