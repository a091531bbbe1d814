//! `dispute`: the buyer says that the energy did not come.

use crate::scene::*;
use joule_tests::*;
use pallet_energy_trading::ContractState;

fn dispute(who: &Person, product: ProductId, contract: u32) -> Result<(), DispatchError> {
	EnergyTrading::dispute(who.origin(), product, contract, evidence())
}

#[test]
fn a_dispute_stops_settlement() {
	test(|| {
		// Given
		let deal = Deal::delivered(CONTRACTED);

		// When
		assert_ok!(dispute(&deal.buyer, deal.product, 0));

		// Then
		assert_eq!(deal.contract_state(), ContractState::Disputed { evidence: evidence() });
		assert_event(TradingEvent::DeliveryDisputed {
			product: deal.product,
			contract: 0,
			evidence: evidence(),
		});
		assert_noop!(
			EnergyTrading::settle_contract(deal.seller.origin(), deal.product, 0),
			TradingError::NotReadyToSettle
		);
		advance_to(deal.ruling_window_ends() - 1);
		assert_eq!(deal.contract_state(), ContractState::Disputed { evidence: evidence() });
	});
}

#[test]
fn the_window_ends() {
	test(|| {
		let deal = Deal::delivered(CONTRACTED);
		set_clock(deal.dispute_window_ends());
		assert_noop!(dispute(&deal.buyer, deal.product, 0), TradingError::DisputeWindowClosed);
		set_clock(deal.dispute_window_ends() - 1);
		assert_ok!(dispute(&deal.buyer, deal.product, 0));
	});
}

#[test]
fn only_the_buyer_disputes() {
	test(|| {
		let deal = Deal::delivered(CONTRACTED);
		for who in [&deal.seller, &operator(), &stranger()] {
			assert_noop!(dispute(who, deal.product, 0), TradingError::NotBuyer);
		}
		assert_noop!(
			EnergyTrading::dispute(RuntimeOrigin::none(), deal.product, 0, evidence()),
			DispatchError::BadOrigin
		);
	});
}

#[test]
fn nothing_is_disputed_before_it_is_delivered() {
	test(|| {
		let deal = Deal::metered(CONTRACTED, Wh::ZERO);
		assert_noop!(dispute(&deal.buyer, deal.product, 0), TradingError::NotDelivered);
	});
}

#[test]
fn a_contract_is_answered_once() {
	test(|| {
		let deal = Deal::disputed(CONTRACTED);
		assert_noop!(dispute(&deal.buyer, deal.product, 0), TradingError::AlreadyAnswered);
	});
	test(|| {
		let deal = Deal::delivered(CONTRACTED);
		assert_ok!(EnergyTrading::confirm(deal.buyer.origin(), deal.product, 0));
		assert_noop!(dispute(&deal.buyer, deal.product, 0), TradingError::AlreadyAnswered);
	});
}

#[test]
fn what_the_buyers_meter_confirmed_is_settled_and_not_disputed() {
	test(|| {
		let deal = Deal::metered(CONTRACTED, CONTRACTED);
		advance_to(deal.delivery_due());
		deal.assert_settled(CONTRACTED);
		assert_noop!(dispute(&deal.buyer, deal.product, 0), TradingError::AlreadyAnswered);
	});
}

#[test]
fn an_unknown_product_or_contract_is_refused() {
	test(|| {
		let deal = Deal::delivered(CONTRACTED);
		for index in [1, 32, u32::MAX] {
			assert_noop!(dispute(&deal.buyer, deal.product, index), TradingError::UnknownContract);
		}
		assert_noop!(dispute(&deal.buyer, deal.product + 1, 0), TradingError::UnknownProduct);
	});
}
