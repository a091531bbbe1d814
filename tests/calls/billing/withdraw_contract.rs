//! `withdraw_contract`: a contract that was concluded by mistake, before it begins.

use crate::scene::*;
use pallet_billing::{Agenda, Contracts, Forecasts, MonthsInUse};

/// A household whose contract begins on a day.
fn beginning(number: u32, begins: Day) -> Customer {
	let customer = Customer::without_contract(number);
	assert_ok!(conclude(&customer.person, HOUSEHOLD, 15, begins));
	customer
}

#[test]
fn it_leaves_nothing_behind() {
	test(|| {
		let customer = beginning(1, day(NOV, 20));
		let forecast = Forecast { generation_wh: Wh(1), demand_wh: Wh(2) };
		for month in [NOV, DEC] {
			let forecasts = vec![(customer.account().clone(), forecast)].try_into().expect("one");
			assert_ok!(Billing::publish_forecasts(operator().origin(), month, forecasts));
		}
		assert_ok!(withdraw(&customer));
		assert_event(Event::ContractWithdrawn { customer: customer.account().clone() });
		assert!(!Contracts::<Runtime>::contains_key(customer.account()));
		assert_eq!(Agenda::<Runtime>::iter().count(), 0);
		assert_eq!(Forecasts::<Runtime>::iter().count(), 0);
		assert_eq!(MonthsInUse::<Runtime>::iter().count(), 0);
		assert_ok!(conclude(&customer.person, BUILDING, 1, day(NOV, 5)));
	});
}

#[test]
fn only_before_it_begins() {
	test(|| {
		let customer = beginning(1, day(NOV, 20));
		advance_to(day(NOV, 20).start() - 1);
		assert_ok!(withdraw(&customer));
		assert_ok!(conclude(&customer.person, HOUSEHOLD, 15, day(NOV, 20)));
		advance_to(day(NOV, 20).start());
		assert_noop!(withdraw(&customer), Error::HasBegun);
	});
}

#[test]
fn energy_carried_over_to_it_is_bought() {
	test(|| {
		let mut customer = Customer::household(1);
		assert_ok!(end(&customer, Some(day(DEC, 1))));
		customer.read_at_end_of(NOV, 100, 60);
		advance_to_closing_of(NOV);
		assert_ok!(conclude(&customer.person, HOUSEHOLD, 1, day(JAN, 1)));
		// Of 60 kWh that were taken off only 50 were drawn after all; the next invoice is to have ten.
		assert_ok!(correct(&customer, NOV, totals(&[50])));
		assert_eq!(carried_over(&customer), Wh(10_000));
		let before = credit(&customer);
		assert_ok!(withdraw(&customer));
		assert_eq!(carried_over(&customer), Wh::ZERO);
		// At the 120 won of the genesis.
		assert_eq!(credit(&customer).0, before.0 + Ecoin::from_krw(1_200).0);
	});
}

#[test]
fn only_an_operator_withdraws_a_contract_that_there_is() {
	test(|| {
		let customer = beginning(1, day(NOV, 20));
		let (account, other) = (customer.account().clone(), home(2).account);
		assert_noop!(Billing::withdraw_contract(customer.origin(), account), Error::NotOperator);
		assert_noop!(Billing::withdraw_contract(operator().origin(), other), Error::NoContract);
	});
}
