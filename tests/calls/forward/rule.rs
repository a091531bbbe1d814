//! `rule`: the operator decides a dispute, within what was metered.

use crate::scene::*;
use joule_tests::*;
use pallet_energy_trading::{ContractState, HoldReason};

fn rule(who: &Person, deal: &Deal, accepted: Wh) -> Result<(), DispatchError> {
	EnergyTrading::rule(who.origin(), deal.product, 0, accepted)
}

#[test]
fn a_ruling_moves_no_money() {
	test(|| {
		// Given
		let deal = Deal::disputed(CONTRACTED);
		let held = held_ecoin(&deal.buyer.account, HoldReason::ForwardBid);

		// When
		assert_ok!(rule(&operator(), &deal, Wh(6_000)));

		// Then
		assert_eq!(deal.contract_state(), ContractState::Ruled { accepted_wh: Wh(6_000) });
		assert_event(TradingEvent::DisputeRuled {
			product: deal.product,
			contract: 0,
			accepted_wh: Wh(6_000),
			ruled_by: operator().account,
		});
		assert_eq!(held_ecoin(&deal.buyer.account, HoldReason::ForwardBid), held);
		assert_eq!(energy_in_escrow(), CONTRACTED);
	});
}

#[test]
fn settlement_follows_the_ruling() {
	for accepted in [Wh::ZERO, Wh(1), Wh(6_000), Wh(8_000)] {
		test(|| {
			let deal = Deal::disputed(Wh(8_000));
			assert_ok!(rule(&operator(), &deal, accepted));
			assert_ok!(EnergyTrading::settle_contract(bystander().origin(), deal.product, 0));
			deal.assert_settled(accepted);
			// What was metered and not accepted is the seller's again.
			assert_eq!(energy_of(&deal.seller.account, ConstMonth::NOW), Wh(8_000 - accepted.0));
		});
	}
}

#[test]
fn a_ruling_stays_within_what_was_metered() {
	test(|| {
		let deal = Deal::disputed(Wh(8_000));
		for accepted in [Wh(8_001), CONTRACTED, Wh(u64::MAX)] {
			assert_noop!(rule(&operator(), &deal, accepted), TradingError::RulingAboveMetered);
		}
	});
}

#[test]
fn only_an_operator_rules() {
	test(|| {
		let deal = Deal::disputed(CONTRACTED);
		for who in [&deal.buyer, &deal.seller, &stranger()] {
			assert_noop!(rule(who, &deal, Wh(1)), TradingError::NotOperator);
		}
		assert_noop!(
			EnergyTrading::rule(RuntimeOrigin::none(), deal.product, 0, Wh(1)),
			DispatchError::BadOrigin
		);
	});
}

#[test]
fn only_a_dispute_is_ruled_on_and_once() {
	test(|| {
		let deal = Deal::delivered(CONTRACTED);
		assert_noop!(rule(&operator(), &deal, Wh(1)), TradingError::NotDisputed);
		assert_ok!(EnergyTrading::dispute(deal.buyer.origin(), deal.product, 0, evidence()));
		assert_ok!(rule(&operator(), &deal, Wh(1)));
		assert_noop!(rule(&operator(), &deal, Wh(2)), TradingError::NotDisputed);
		assert_ok!(EnergyTrading::settle_contract(bystander().origin(), deal.product, 0));
		assert_noop!(rule(&operator(), &deal, Wh(2)), TradingError::NotDisputed);
	});
}

#[test]
fn the_time_for_rulings_passes() {
	test(|| {
		let deal = Deal::disputed(CONTRACTED);
		set_clock(deal.ruling_window_ends());
		assert_noop!(rule(&operator(), &deal, Wh(1)), TradingError::RulingWindowClosed);
		set_clock(deal.ruling_window_ends() - 1);
		assert_ok!(rule(&operator(), &deal, Wh(1)));
	});
}

#[test]
fn an_unknown_product_or_contract_is_refused() {
	test(|| {
		let deal = Deal::disputed(CONTRACTED);
		let rule =
			|product, contract| EnergyTrading::rule(operator().origin(), product, contract, Wh(1));
		for index in [1, 32, u32::MAX] {
			assert_noop!(rule(deal.product, index), TradingError::UnknownContract);
		}
		assert_noop!(rule(deal.product + 1, 0), TradingError::UnknownProduct);
	});
}

#[test]
fn nobody_rules_on_a_contract_of_its_own() {
	test(|| {
		let deal = Deal::disputed(CONTRACTED);
		for party in [&deal.buyer, &deal.seller] {
			assert_ok!(Registry::grant_role(council(), party.account.clone(), Role::Operator));
			assert_noop!(rule(party, &deal, Wh::ZERO), TradingError::OwnDispute);
		}
	});
}
