//! `hand_in`: energy that came after its month was closed.

use crate::scene::*;
use pallet_billing::{CarriedOver, Totals};

/// A customer who is given energy of November after its closing, by a neighbour who has no contract.
fn late(wh: u64) -> Customer {
	let neighbour = home(2).with_energy(Wh(wh));
	let mut customer = Customer::without_contract(1);
	assert_ok!(conclude(&customer.person, HOUSEHOLD, 1, day(DEC, 1)));
	customer.read_at_end_of(NOV, 10, 0);
	customer.read_at_end_of(DEC, 10, 0);
	advance_to_closing_of(DEC);
	give(&neighbour, &customer, DEC, 0);
	give(&neighbour, &customer, NOV, wh);
	customer
}

fn give(from: &Person, to: &Customer, month: Vintage, wh: u64) {
	if wh > 0 {
		let target = to.account().clone().into();
		let call = polkadot_sdk::pallet_assets::Call::<Runtime>::transfer {
			id: month.asset_id().into(),
			target,
			amount: wh.into(),
		};
		assert_ok!(dispatch(from.origin(), call));
	}
}

/// A customer whose November is closed and who gets energy of it afterwards.
fn after_closing(wh: u64) -> Customer {
	let neighbour = home(2).with_energy(Wh(wh));
	let mut customer = Customer::without_contract(1);
	assert_ok!(conclude(&customer.person, HOUSEHOLD, 1, day(NOV, 2)));
	advance_to(day(NOV, 2).start());
	customer.meter.read(Wh::ZERO, Wh::ZERO);
	let customer = customer.billed_for_november(100);
	give(&neighbour, &customer, NOV, wh);
	customer
}

fn hand_in(who: &Customer, month: Vintage) -> DispatchResult {
	Billing::hand_in(who.origin(), month)
}

#[test]
fn it_is_carried_over() {
	test(|| {
		let customer = after_closing(5_000);
		assert_ok!(hand_in(&customer, NOV));
		assert_eq!(energy_of(customer.account(), NOV), Wh::ZERO);
		assert_eq!(CarriedOver::<Runtime>::get(customer.account()), Wh(5_000));
		assert_eq!(Totals::<Runtime>::get(NOV).surplus_wh, Wh(5_000));
		assert_event(Event::EnergyHandedIn {
			customer: customer.account().clone(),
			month: NOV,
			surplus: Surplus::CarriedOver { quantity_wh: Wh(5_000) },
		});
	});
}

#[test]
fn or_bought_back() {
	test(|| {
		let customer = after_closing(5_000);
		buy_back_at(PriceTick(1_000), 1_000);
		assert_ok!(hand_in(&customer, NOV));
		assert_eq!(free_ecoin(customer.account()), Ecoin::from_krw(500));
		assert_eq!(set_aside(), Ecoin::from_krw(500));
	});
}

#[test]
fn the_month_is_closed() {
	test(|| {
		let customer = late(5_000);
		// The contract began in December, so November has no invoice.
		assert_noop!(hand_in(&customer, NOV), Error::MonthNotClosed);
		assert_noop!(hand_in(&customer, JAN), Error::MonthNotClosed);
		for month in [0, 202613, u32::MAX] {
			assert_noop!(hand_in(&customer, Vintage(month)), Error::MonthNotClosed);
		}
	});
}

#[test]
fn there_is_something_to_hand_in() {
	test(|| {
		let customer = after_closing(5_000);
		assert_ok!(hand_in(&customer, NOV));
		assert_noop!(hand_in(&customer, NOV), Error::NothingToHandIn);
	});
}

#[test]
fn ecoin_is_not_energy() {
	test(|| {
		let customer = after_closing(5_000).with_ecoin_krw(1_000);
		assert_noop!(hand_in(&customer, Vintage(ECOIN_ASSET)), Error::MonthNotClosed);
	});
}

#[test]
fn who_may_not_send_hands_nothing_in() {
	test(|| {
		assert_noop!(Billing::hand_in(stranger().origin(), NOV), Error::SenderNotPermitted);
		assert_noop!(Billing::hand_in(council(), NOV), DispatchError::BadOrigin);
	});
}
