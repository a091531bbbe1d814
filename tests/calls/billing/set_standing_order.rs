//! `set_standing_order`: the chain pays on the due day, if the customer lets it.

use crate::scene::*;
use pallet_billing::{Agenda, StandingOrders};

fn order(who: &Customer, limit: Option<Ecoin>) -> DispatchResult {
	Billing::set_standing_order(who.origin(), limit)
}

fn with_order(krw: u64, limit_krw: u64) -> Customer {
	let customer = Customer::household(1).with_ecoin_krw(krw);
	assert_ok!(order(&customer, Some(Ecoin::from_krw(limit_krw))));
	customer.billed_for_november(200)
}

fn on_the_due_day() {
	advance_to(day(DEC, 18).start());
}

#[test]
fn the_invoice_is_paid_on_its_due_day() {
	test(|| {
		let customer = with_order(100_000, 100_000);
		let owed = customer.owed(NOV);
		assert!(!owed.is_zero());
		advance_to(day(DEC, 18).start() - 1);
		assert_eq!(customer.owed(NOV), owed, "not before");
		on_the_due_day();
		assert_eq!(customer.owed(NOV), Ecoin::ZERO);
		assert_event(Event::Paid {
			customer: customer.account().clone(),
			month: NOV,
			amount: owed,
			interest: Ecoin::ZERO,
			left: Ecoin::ZERO,
		});
	});
}

#[test]
fn a_chain_that_stood_still_on_the_due_day_charges_no_interest() {
	test(|| {
		let customer = with_order(100_000, 100_000);
		let (before, owed) = (free_ecoin(customer.account()), customer.owed(NOV));
		set_clock(day(JAN, 5).start());
		assert_eq!(customer.owed(NOV), owed, "the chain is late, not the customer");
		advance_by(0);
		assert_eq!(customer.owed(NOV), Ecoin::ZERO);
		assert_eq!(free_ecoin(customer.account()).0, before.0 - owed.0);
	});
}

#[test]
fn nor_to_who_pays_before_it_does() {
	test(|| {
		let customer = with_order(100_000, 100_000);
		let owed = customer.owed(NOV);
		set_clock(day(JAN, 5).start());
		assert_ok!(Billing::pay(customer.origin(), NOV, owed));
		assert_eq!(customer.owed(NOV), Ecoin::ZERO);
	});
}

#[test]
fn what_was_not_there_then_bears_interest_from_the_due_day_on() {
	test(|| {
		let customer = with_order(10_000, 100_000);
		let owed = customer.owed(NOV);
		advance_to(day(DEC, 28).start());
		let open = owed.0 - (Ecoin::from_krw(10_000).0 - 1);
		assert_eq!(customer.owed(NOV).0, open + open * 500 * 10 / 1_000_000);
	});
}

#[test]
fn no_more_than_its_limit() {
	test(|| {
		let customer = with_order(100_000, 10_000);
		let owed = customer.owed(NOV);
		on_the_due_day();
		let left = Ecoin(owed.0 - Ecoin::from_krw(10_000).0);
		assert_eq!(customer.owed(NOV), left);
		assert_event(Event::StandingOrderShort {
			customer: customer.account().clone(),
			month: NOV,
			left,
		});
	});
}

#[test]
fn no_more_than_is_free_and_once() {
	test(|| {
		let customer = with_order(5_000, 100_000);
		let owed = customer.owed(NOV);
		on_the_due_day();
		let paid = Ecoin::from_krw(5_000).0 - 1;
		assert_eq!(customer.owed(NOV).0, owed.0 - paid);
		let customer = customer.with_ecoin_krw(100_000);
		advance_to(day(DEC, 25).start());
		assert!(!customer.owed(NOV).is_zero(), "the rest is for the customer to pay");
	});
}

#[test]
fn without_any_ecoin_nothing_is_paid() {
	test(|| {
		let customer = with_order(0, 100_000);
		let owed = customer.owed(NOV);
		on_the_due_day();
		assert_eq!(customer.owed(NOV), owed);
	});
}

#[test]
fn who_may_not_send_is_not_debited() {
	test(|| {
		let customer = with_order(100_000, 100_000);
		let (who, owed) = (customer.account().clone(), customer.owed(NOV));
		assert_ok!(Registry::revoke_permission(council(), who, Permission::Send));
		on_the_due_day();
		assert_eq!(customer.owed(NOV), owed);
	});
}

#[test]
fn what_was_paid_before_is_not_paid_again() {
	test(|| {
		let customer = with_order(100_000, 100_000);
		assert_ok!(Billing::pay(customer.origin(), NOV, customer.owed(NOV)));
		let before = free_ecoin(customer.account());
		on_the_due_day();
		assert_eq!(free_ecoin(customer.account()), before);
		assert_eq!(Agenda::<Runtime>::iter().count(), 2, "the next closing, and the removal");
	});
}

#[test]
fn cancelled_it_pays_nothing() {
	test(|| {
		let customer = with_order(100_000, 100_000);
		let owed = customer.owed(NOV);
		assert_ok!(order(&customer, None));
		assert_event(Event::StandingOrderSet { customer: customer.account().clone(), limit: None });
		assert!(!StandingOrders::<Runtime>::contains_key(customer.account()));
		on_the_due_day();
		assert_eq!(customer.owed(NOV), owed);
	});
}

#[test]
fn it_holds_for_invoices_issued_after_it() {
	test(|| {
		let customer = Customer::household(1).with_ecoin_krw(100_000).billed_for_november(200);
		assert_ok!(order(&customer, Some(Ecoin::from_krw(100_000))));
		let owed = customer.owed(NOV);
		on_the_due_day();
		assert_eq!(customer.owed(NOV), owed);
	});
}

#[test]
fn what_a_note_adds_is_paid_on_its_own_due_day() {
	test(|| {
		let customer = with_order(200_000, 100_000);
		on_the_due_day();
		assert_eq!(customer.owed(NOV), Ecoin::ZERO);
		advance_to(day(DEC, 28).start());
		assert_ok!(correct(&customer, NOV, totals(&[300])));
		let added = customer.owed(NOV);
		assert!(!added.is_zero());
		// Six days after the note: a Sunday, so on Monday.
		advance_to(day(JAN, 4).start() - 1);
		assert_eq!(customer.owed(NOV), added, "not before");
		advance_to(day(JAN, 4).start());
		assert_eq!(customer.owed(NOV), Ecoin::ZERO);
	});
}

#[test]
fn where_a_note_moves_the_due_day_all_is_paid_on_the_new_one() {
	test(|| {
		let customer = with_order(200_000, 100_000);
		advance_to(day(DEC, 17).start());
		assert_ok!(correct(&customer, NOV, totals(&[300])));
		let owed = customer.owed(NOV);
		on_the_due_day();
		assert_eq!(customer.owed(NOV), owed, "it is due on the 23rd now");
		// Another note, which moves it once more.
		advance_to(day(DEC, 22).start());
		assert_ok!(correct(&customer, NOV, totals(&[310])));
		let owed = customer.owed(NOV);
		advance_to(day(DEC, 24).start());
		assert_eq!(customer.owed(NOV), owed, "and on the 28th now");
		advance_to(day(DEC, 28).start());
		assert_eq!(customer.owed(NOV), Ecoin::ZERO);
	});
}

#[test]
fn a_note_that_lowers_what_is_owed_leaves_the_due_day() {
	test(|| {
		let customer = with_order(200_000, 100_000);
		assert_ok!(correct(&customer, NOV, totals(&[190])));
		let (before, owed) = (free_ecoin(customer.account()), customer.owed(NOV));
		on_the_due_day();
		assert_eq!(free_ecoin(customer.account()).0, before.0 - owed.0);
	});
}

#[test]
fn a_limit_of_nothing_is_refused() {
	test(|| {
		let customer = Customer::household(1);
		assert_noop!(order(&customer, Some(Ecoin::ZERO)), Error::ZeroAmount);
	});
}

#[test]
fn only_who_may_send_sets_it() {
	test(|| {
		assert_noop!(
			Billing::set_standing_order(stranger().origin(), None),
			Error::SenderNotPermitted
		);
		assert_noop!(
			Billing::set_standing_order(RuntimeOrigin::root(), None),
			DispatchError::BadOrigin
		);
	});
}
