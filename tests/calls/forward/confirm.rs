//! `confirm`: the buyer says that the energy came.

use crate::scene::*;
use joule_tests::*;
use pallet_energy_trading::ContractState;

fn confirm(who: &Person, product: ProductId, contract: u32) -> Result<(), DispatchError> {
	EnergyTrading::confirm(who.origin(), product, contract)
}

#[test]
fn a_confirmed_contract_can_be_settled_at_once() {
	test(|| {
		// Given
		let deal = Deal::delivered(CONTRACTED);

		// When
		assert_ok!(confirm(&deal.buyer, deal.product, 0));

		// Then
		assert_eq!(deal.contract_state(), ContractState::Confirmed);
		assert_event(TradingEvent::DeliveryConfirmed { product: deal.product, contract: 0 });
		assert_ok!(EnergyTrading::settle_contract(deal.seller.origin(), deal.product, 0));
		deal.assert_settled(CONTRACTED);
	});
}

#[test]
fn only_the_buyer_confirms() {
	test(|| {
		let deal = Deal::delivered(CONTRACTED);
		for who in [&deal.seller, &operator(), &stranger()] {
			assert_noop!(confirm(who, deal.product, 0), TradingError::NotBuyer);
		}
		assert_noop!(
			EnergyTrading::confirm(RuntimeOrigin::none(), deal.product, 0),
			DispatchError::BadOrigin
		);
	});
}

#[test]
fn nothing_is_confirmed_before_it_is_delivered() {
	test(|| {
		let deal = Deal::metered(CONTRACTED, Wh::ZERO);
		assert_noop!(confirm(&deal.buyer, deal.product, 0), TradingError::NotDelivered);
	});
}

#[test]
fn a_contract_is_answered_once() {
	test(|| {
		let deal = Deal::delivered(CONTRACTED);
		let again = || confirm(&deal.buyer, deal.product, 0);
		assert_ok!(again());
		assert_noop!(again(), TradingError::AlreadyAnswered);
		assert_ok!(EnergyTrading::settle_contract(deal.buyer.origin(), deal.product, 0));
		assert_noop!(again(), TradingError::AlreadyAnswered);
	});
}

#[test]
fn what_is_disputed_or_ruled_on_is_not_confirmed() {
	test(|| {
		let deal = Deal::disputed(CONTRACTED);
		let confirm = || confirm(&deal.buyer, deal.product, 0);
		assert_noop!(confirm(), TradingError::AlreadyAnswered);
		assert_ok!(EnergyTrading::rule(operator().origin(), deal.product, 0, Wh(1)));
		assert_noop!(confirm(), TradingError::AlreadyAnswered);
	});
}

#[test]
fn an_unknown_product_or_contract_is_refused() {
	test(|| {
		let deal = Deal::delivered(CONTRACTED);
		for index in [1, 32, u32::MAX] {
			assert_noop!(confirm(&deal.buyer, deal.product, index), TradingError::UnknownContract);
		}
		assert_noop!(confirm(&deal.buyer, deal.product + 1, 0), TradingError::UnknownProduct);
	});
}
