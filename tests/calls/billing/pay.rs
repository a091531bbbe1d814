//! `pay`: an invoice is paid, in whole or in part.

use crate::scene::*;
use pallet_billing::Debts;

fn rich() -> Customer {
	Customer::household(1).with_ecoin_krw(100_000).billed_for_november(200)
}

fn pay(who: &Customer, month: Vintage, amount: Ecoin) -> DispatchResult {
	Billing::pay(who.origin(), month, amount)
}

#[test]
fn all_of_it() {
	test(|| {
		let customer = rich();
		let (owed, biller) = (customer.owed(NOV), operator().account);
		assert_eq!(owed, household_bill(NOV, 200).total.to_ecoin());
		let before = free_ecoin(&biller);
		assert_ok!(pay(&customer, NOV, owed));
		assert_eq!(free_ecoin(&biller).0, before.0 + owed.0);
		assert_eq!(free_ecoin(customer.account()).0, Ecoin::from_krw(100_000).0 - owed.0);
		assert!(!Debts::<Runtime>::contains_key(customer.account(), NOV));
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
fn in_parts() {
	test(|| {
		let customer = rich();
		let owed = customer.owed(NOV);
		assert_ok!(pay(&customer, NOV, Ecoin(1)));
		assert_ok!(pay(&customer, NOV, Ecoin(owed.0 / 2)));
		let left = customer.owed(NOV);
		assert_eq!(left.0, owed.0 - 1 - owed.0 / 2);
		assert_ok!(pay(&customer, NOV, left));
		assert_eq!(customer.owed(NOV), Ecoin::ZERO);
	});
}

#[test]
fn twice_is_refused() {
	test(|| {
		let customer = rich();
		let owed = customer.owed(NOV);
		assert_ok!(pay(&customer, NOV, owed));
		assert_noop!(pay(&customer, NOV, owed), Error::AlreadyPaid);
		assert_noop!(pay(&customer, NOV, Ecoin(1)), Error::AlreadyPaid);
	});
}

#[test]
fn no_more_than_is_owed() {
	test(|| {
		let customer = rich();
		let owed = customer.owed(NOV);
		for amount in [Ecoin(owed.0 + 1), Ecoin(u128::MAX)] {
			assert_noop!(pay(&customer, NOV, amount), Error::MoreThanOwed);
		}
	});
}

#[test]
fn something() {
	test(|| {
		let customer = rich();
		assert_noop!(pay(&customer, NOV, Ecoin::ZERO), Error::ZeroAmount);
	});
}

#[test]
fn no_more_than_one_has() {
	test(|| {
		let customer = Customer::household(1).billed_for_november(200);
		assert_noop!(pay(&customer, NOV, Ecoin(1)), Error::NotEnoughEcoin);
		let customer = customer.with_ecoin_krw(1_000);
		assert_noop!(pay(&customer, NOV, Ecoin::from_krw(1_000)), Error::NotEnoughEcoin);
		assert_ok!(pay(&customer, NOV, Ecoin(Ecoin::from_krw(1_000).0 - 1)));
	});
}

#[test]
fn what_is_held_for_orders_does_not_pay() {
	test(|| {
		let _ = home(2).with_energy(Wh(1));
		let customer = Customer::without_contract(1).with_ecoin_krw(10_000);
		assert_ok!(conclude(&customer.person, HOUSEHOLD, 1, day(NOV, 2)));
		assert_ok!(EnergyTrading::place_spot_order(
			customer.origin(),
			Side::Bid,
			NOV,
			PriceTick(1_000),
			Wh(90_000),
			pallet_energy_trading::Remainder::Rest
		));
		let mut customer = customer;
		advance_to(day(NOV, 2).start());
		customer.meter.read(Wh::ZERO, Wh::ZERO);
		let customer = customer.billed_for_november(20);
		let owed = customer.owed(NOV);
		assert!(owed > Ecoin::from_krw(1_000));
		assert_noop!(pay(&customer, NOV, owed), Error::NotEnoughEcoin);
	});
}

#[test]
fn an_invoice_that_there_is() {
	test(|| {
		let customer = rich();
		for month in [DEC, OCTOBER, Vintage(0), Vintage(u32::MAX)] {
			assert_noop!(pay(&customer, month, Ecoin(1)), Error::UnknownInvoice);
		}
		let other = home(2).with_ecoin_krw(1_000);
		assert_noop!(Billing::pay(other.origin(), NOV, Ecoin(1)), Error::UnknownInvoice);
	});
}

#[test]
fn who_may_not_send_does_not_pay() {
	test(|| {
		let customer = rich();
		let who = customer.account().clone();
		assert_ok!(Registry::revoke_permission(council(), who, Permission::Send));
		assert_noop!(pay(&customer, NOV, Ecoin(1)), Error::SenderNotPermitted);
		assert_noop!(Billing::pay(stranger().origin(), NOV, Ecoin(1)), Error::SenderNotPermitted);
		assert_noop!(Billing::pay(council(), NOV, Ecoin(1)), DispatchError::BadOrigin);
	});
}
