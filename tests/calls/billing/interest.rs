//! Interest on what is overdue: simple, by the day, paid first.

use crate::scene::*;

fn debtor() -> Customer {
	Customer::household(1).with_ecoin_krw(200_000).billed_for_november(300)
}

/// What some days of interest are, at the 500 millionths a day of the genesis.
fn interest(open: Ecoin, days: u128) -> Ecoin {
	Ecoin(open.0 * 500 * days / 1_000_000)
}

#[test]
fn it_begins_on_the_day_after_the_due_day() {
	test(|| {
		let customer = debtor();
		let open = customer.owed(NOV);
		advance_to(day(DEC, 19).start() - 1);
		assert_eq!(customer.owed(NOV), open);
		advance_to(day(DEC, 19).start());
		assert_eq!(customer.owed(NOV).0, open.0 + interest(open, 1).0);
		advance_to(day(JAN, 17).start());
		assert_eq!(customer.owed(NOV).0, open.0 + interest(open, 30).0);
	});
}

#[test]
fn a_payment_pays_it_first() {
	test(|| {
		let customer = debtor();
		let open = customer.owed(NOV);
		advance_to(day(DEC, 28).start());
		let ten_days = interest(open, 10);
		let amount = Ecoin(ten_days.0 + 10_000);
		assert_ok!(Billing::pay(customer.origin(), NOV, amount));
		assert_event(Event::Paid {
			customer: customer.account().clone(),
			month: NOV,
			amount,
			interest: ten_days,
			left: Ecoin(open.0 - 10_000),
		});
		// From then on what is left bears interest, and no interest does.
		let open = Ecoin(open.0 - 10_000);
		advance_to(day(DEC, 29).start());
		assert_eq!(customer.owed(NOV).0, open.0 + interest(open, 1).0);
	});
}

#[test]
fn a_part_of_it_leaves_the_rest_of_it() {
	test(|| {
		let customer = debtor();
		let open = customer.owed(NOV);
		advance_to(day(DEC, 28).start());
		let ten_days = interest(open, 10);
		assert_ok!(Billing::pay(customer.origin(), NOV, Ecoin(ten_days.0 - 7)));
		let debt = Billing::debt_on(customer.account(), NOV, day(DEC, 28)).unwrap();
		assert_eq!((debt.open, debt.interest), (open, Ecoin(7)));
	});
}

#[test]
fn all_of_it_is_owed_to_be_rid_of_the_debt() {
	test(|| {
		let customer = debtor();
		let open = customer.owed(NOV);
		advance_to(day(DEC, 28).start());
		assert_ok!(Billing::pay(customer.origin(), NOV, open));
		assert_eq!(customer.owed(NOV), interest(open, 10));
		assert_ok!(Billing::pay(customer.origin(), NOV, interest(open, 10)));
		assert_eq!(customer.owed(NOV), Ecoin::ZERO);
	});
}

#[test]
fn without_a_rate_there_is_none() {
	test(|| {
		change_settings(|settings| settings.interest_ppm_a_day = 0);
		let customer = debtor();
		let open = customer.owed(NOV);
		advance_to(day(Vintage(202711), 1).start());
		assert_eq!(customer.owed(NOV), open);
	});
}
