//! `refund`: a credit is paid out.

use crate::scene::*;

/// A customer with a credit, who may have no next invoice.
fn creditor() -> Customer {
	let customer = Customer::household(1).with_ecoin_krw(200_000).billed_for_november(300);
	assert_ok!(Billing::pay(customer.origin(), NOV, customer.owed(NOV)));
	assert_ok!(correct(&customer, NOV, totals(&[250])));
	customer
}

fn refund(who: &Customer, amount: Ecoin) -> DispatchResult {
	Billing::refund(operator().origin(), who.account().clone(), amount)
}

#[test]
fn all_or_part_of_it() {
	test(|| {
		let customer = creditor();
		let (owed, before) = (credit(&customer), free_ecoin(customer.account()));
		assert_ok!(refund(&customer, Ecoin(1)));
		assert_event(Event::CreditRefunded {
			customer: customer.account().clone(),
			amount: Ecoin(1),
		});
		assert_ok!(refund(&customer, credit(&customer)));
		assert_eq!(credit(&customer), Ecoin::ZERO);
		assert_eq!(free_ecoin(customer.account()).0, before.0 + owed.0);
	});
}

#[test]
fn no_more_than_the_credit() {
	test(|| {
		let customer = creditor();
		let more = Ecoin(credit(&customer).0 + 1);
		for amount in [more, Ecoin(u128::MAX)] {
			assert_noop!(refund(&customer, amount), Error::NotEnoughCredit);
		}
		assert_noop!(refund(&customer, Ecoin::ZERO), Error::ZeroAmount);
	});
}

#[test]
fn only_the_biller_pays_it_out_of_what_it_has() {
	test(|| {
		let customer = creditor();
		let account = customer.account().clone();
		assert_noop!(Billing::refund(customer.origin(), account, Ecoin(1)), Error::NotBiller);
		let next = participant(1, &[Role::Operator]);
		change_settings(|settings| settings.biller = next.account.clone());
		let account = customer.account().clone();
		assert_noop!(Billing::refund(next.origin(), account, Ecoin(1)), Error::NotEnoughEcoin);
	});
}
