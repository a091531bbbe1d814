//! `settle_contract`: one contract is paid, from the holds of both sides.

use crate::scene::*;
use joule_tests::*;
use pallet_energy_trading::{ContractState, Stage};

fn settle(product: ProductId, contract: u32) -> Result<(), DispatchError> {
	EnergyTrading::settle_contract(bystander().origin(), product, contract)
}

#[test]
fn the_buyers_meter_confirms() {
	test(|| {
		let deal = Deal::metered(CONTRACTED, CONTRACTED);
		assert_ok!(deal.deliver());
		assert_ok!(settle(deal.product, 0));
		deal.assert_settled(CONTRACTED);
	});
}

#[test]
fn a_meter_that_shows_less_confirms_nothing() {
	test(|| {
		let deal = Deal::metered(CONTRACTED, Wh(CONTRACTED.0 - 1));
		assert_ok!(deal.deliver());
		assert_noop!(settle(deal.product, 0), TradingError::NotReadyToSettle);
	});
}

#[test]
fn a_short_delivery_costs_the_seller_the_imbalance_price() {
	for delivered in [Wh::ZERO, Wh(1), Wh(3_333), Wh(9_999)] {
		test(|| {
			let deal = Deal::metered(delivered, CONTRACTED);
			assert_ok!(deal.deliver());
			assert_ok!(settle(deal.product, 0));
			deal.assert_settled(delivered);
		});
	}
}

#[test]
fn a_short_delivery_cuts_every_contract_pro_rata() {
	test(|| {
		// Given one seller with three buyers
		let product = open_hour_products(1)[0];
		let (seller, buyers) = (wealthy(1), [2, 3, 4].map(wealthy));
		let mut meter = Meter::install(&seller, MeterKind::Ed25519);
		ask(&seller, product, &[(1_000, 10_000)]);
		let quantities = [5_000, 3_000, 2_000];
		for (buyer, quantity) in buyers.iter().zip(quantities) {
			bid(buyer, product, &[(1_000, quantity)]);
		}
		clear(product);
		advance_to(NOVEMBER + 3 * HOUR_MS);
		meter.read(Wh::ZERO, Wh::ZERO);
		advance_to(NOVEMBER + 4 * HOUR_MS);

		// When it delivers two thirds, to the Wh
		meter.read(Wh::ZERO, Wh(6_667));
		settle_fully(product);

		// Then
		let received = buyers.each_ref().map(|buyer| energy_of(&buyer.account, ConstMonth::NOW).0);
		assert_eq!(received, [3_333, 2_000, 1_334]);
		for ((buyer, quantity), received) in buyers.iter().zip(quantities).zip(received) {
			let paid = Wh(received) * PriceTick(1_000);
			let compensation = Wh(quantity - received) * IMBALANCE;
			assert_eq!(free_ecoin(&buyer.account).0, SAVINGS.0 - paid.0 + compensation.0);
		}
		let earned = Wh(6_667) * PriceTick(1_000);
		assert_eq!(free_ecoin(&seller.account).0, SAVINGS.0 + earned.0 - (Wh(3_333) * IMBALANCE).0);
	});
}

#[test]
fn beyond_the_window_for_disputes_nobody_needs_to_confirm() {
	test(|| {
		let deal = Deal::delivered(CONTRACTED);
		set_clock(deal.dispute_window_ends() - 1);
		assert_noop!(settle(deal.product, 0), TradingError::NotReadyToSettle);
		set_clock(deal.dispute_window_ends());
		assert_ok!(settle(deal.product, 0));
		deal.assert_settled(CONTRACTED);
	});
}

#[test]
fn without_a_ruling_the_meters_decide() {
	test(|| {
		let deal = Deal::disputed(Wh(7_000));
		set_clock(deal.ruling_window_ends() - 1);
		assert_noop!(settle(deal.product, 0), TradingError::NotReadyToSettle);
		set_clock(deal.ruling_window_ends());
		assert_ok!(settle(deal.product, 0));
		deal.assert_settled(Wh(7_000));
	});
}

#[test]
fn a_contract_is_paid_once() {
	test(|| {
		let deal = Deal::metered(CONTRACTED, CONTRACTED);
		assert_ok!(deal.deliver());
		assert_ok!(settle(deal.product, 0));
		assert_noop!(settle(deal.product, 0), TradingError::AlreadySettled);
		settle_fully(deal.product);
		assert_noop!(settle(deal.product, 0), TradingError::AlreadySettled);
		deal.assert_settled(CONTRACTED);
	});
}

#[test]
fn the_others_of_a_product_stay_open() {
	test(|| {
		// Given two contracts, one of which is confirmed
		let product = open_hour_products(1)[0];
		let (seller, first, second) = (wealthy(1), wealthy(2), wealthy(3));
		ask(&seller, product, &[(1_000, 2_000)]);
		bid(&first, product, &[(1_000, 1_000)]);
		bid(&second, product, &[(1_000, 1_000)]);
		clear(product);
		advance_to(NOVEMBER + 5 * HOUR_MS);
		assert_ok!(EnergyTrading::confirm(second.origin(), product, 1));

		// When
		assert_ok!(settle(product, 1));

		// Then
		let state = pallet_energy_trading::Products::<Runtime>::get(product).unwrap();
		assert_eq!((state.contracts, state.settled), (2, 1));
		assert_ne!(state.stage, Stage::Settled);
		assert_eq!(contract(product, 0).state, ContractState::Agreed);
		assert_noop!(settle(product, 0), TradingError::NotReadyToSettle);
	});
}

#[test]
fn what_is_not_delivered_is_not_settled() {
	test(|| {
		let deal = Deal::metered(CONTRACTED, CONTRACTED);
		assert_noop!(settle(deal.product, 0), TradingError::NotDelivered);
	});
}

#[test]
fn an_unknown_product_contract_or_origin_is_refused() {
	test(|| {
		let deal = Deal::delivered(CONTRACTED);
		for index in [1, 32, u32::MAX] {
			assert_noop!(settle(deal.product, index), TradingError::UnknownContract);
		}
		assert_noop!(settle(deal.product + 1, 0), TradingError::UnknownProduct);
		assert_noop!(
			EnergyTrading::settle_contract(RuntimeOrigin::none(), deal.product, 0),
			DispatchError::BadOrigin
		);
	});
}
