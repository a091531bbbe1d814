//! The passes over a product's contracts: what the chain settles by itself, and when.

use crate::scene::*;
use joule_tests::*;
use pallet_energy_trading::{ContractState, HoldReason, Pass, Products, Stage};
use polkadot_sdk::{
	frame_support::traits::{fungibles::hold::Mutate, tokens::Precision},
	sp_runtime::TokenError,
};

#[test]
fn when_delivery_is_due_the_buyers_meter_confirms() {
	test(|| {
		let deal = Deal::metered(CONTRACTED, CONTRACTED);
		advance_to(deal.delivery_due() - 1);
		assert_eq!(deal.state().stage, Stage::Delivering);
		advance_to(deal.delivery_due());
		deal.assert_settled(CONTRACTED);
	});
}

#[test]
fn when_delivery_is_due_confirmed_contracts_are_settled() {
	test(|| {
		let deal = Deal::delivered(Wh(4_000));
		assert_ok!(EnergyTrading::confirm(deal.buyer.origin(), deal.product, 0));
		advance_to(deal.delivery_due());
		deal.assert_settled(Wh(4_000));
	});
}

#[test]
fn nobody_has_to_confirm_what_nobody_disputes() {
	test(|| {
		let deal = Deal::metered(CONTRACTED, Wh::ZERO);
		advance_to(deal.delivery_due());
		assert_eq!(deal.state().stage, Stage::Waiting { pass: Pass::Undisputed });
		assert_eq!(energy_in_escrow(), CONTRACTED);
		advance_to(deal.dispute_window_ends() - 1);
		assert_eq!(deal.contract_state(), ContractState::Agreed);
		advance_to(deal.dispute_window_ends());
		deal.assert_settled(CONTRACTED);
	});
}

#[test]
fn a_dispute_waits_for_a_ruling_and_no_longer() {
	test(|| {
		let deal = Deal::disputed(Wh(9_000));
		advance_to(deal.dispute_window_ends());
		assert_eq!(deal.state().stage, Stage::Waiting { pass: Pass::All });
		advance_to(deal.ruling_window_ends() - 1);
		assert_eq!(deal.state().stage, Stage::Waiting { pass: Pass::All });
		advance_to(deal.ruling_window_ends());
		deal.assert_settled(Wh(9_000));
	});
}

#[test]
fn a_ruling_is_settled_at_the_next_pass() {
	test(|| {
		let deal = Deal::disputed(Wh(9_000));
		assert_ok!(EnergyTrading::rule(operator().origin(), deal.product, 0, Wh(2_000)));
		advance_to(deal.delivery_due());
		deal.assert_settled(Wh(2_000));
	});
}

#[test]
fn a_seller_without_readings_pays_for_everything() {
	test(|| {
		let deal = Deal::agreed();
		settle_fully(deal.product);
		deal.assert_settled(Wh::ZERO);
	});
}

#[test]
fn a_chain_that_stood_still_is_late_for_no_pass() {
	test(|| {
		let deal = Deal::metered(Wh(9_000), Wh::ZERO);
		advance_to(deal.dispute_window_ends());
		deal.assert_settled(Wh(9_000));
	});
	test(|| {
		let deal = Deal::disputed(Wh(9_000));
		advance_to(deal.ruling_window_ends());
		deal.assert_settled(Wh(9_000));
	});
}

#[test]
fn each_contract_is_settled_in_the_first_pass_that_it_is_ready_for() {
	test(|| {
		// Given four contracts of a seller who delivers three quarters
		let product = open_hour_products(1)[0];
		let (seller, buyers) = (wealthy(1), [2, 3, 4, 5].map(wealthy));
		let mut seller_meter = Meter::install(&seller, MeterKind::Ed25519);
		let mut buyer_meter = Meter::install(&buyers[0], MeterKind::Ed25519);
		ask(&seller, product, &[(1_000, 4_000)]);
		for buyer in &buyers {
			bid(buyer, product, &[(1_000, 1_000)]);
		}
		clear(product);
		let period = Products::<Runtime>::get(product).unwrap().period;
		advance_to(period.start);
		seller_meter.read(Wh::ZERO, Wh::ZERO);
		buyer_meter.read(Wh::ZERO, Wh::ZERO);
		advance_to(period.end);
		seller_meter.read(Wh::ZERO, Wh(3_000));
		buyer_meter.read(Wh(1_000), Wh::ZERO);
		assert_ok!(EnergyTrading::deliver(seller.origin(), product, seller.account.clone()));
		assert_ok!(EnergyTrading::confirm(buyers[1].origin(), product, 1));
		assert_ok!(EnergyTrading::dispute(buyers[3].origin(), product, 3, evidence()));

		// When, then
		let settled = || {
			contracts_of(product)
				.into_iter()
				.map(|(_, contract)| matches!(contract.state, ContractState::Settled { .. }))
				.collect::<Vec<_>>()
		};
		let due = period.end + HOUR_MS;
		for (instant, expected) in [
			(due, [true, true, false, false]),
			(due + 3 * DAY_MS, [true, true, true, false]),
			(due + 10 * DAY_MS, [true, true, true, true]),
		] {
			advance_to(instant);
			assert_eq!(settled(), expected);
			check_invariants();
		}
		for buyer in &buyers {
			assert_eq!(energy_of(&buyer.account, ConstMonth::NOW), Wh(750));
		}
	});
}

#[test]
fn a_pass_goes_over_all_pages() {
	test(|| {
		// Given 100 contracts with two buyers, of whom only one has a meter that confirms
		let product = open_hour_products(1)[0];
		let (seller, buyers) = (wealthy(1), [2, 3].map(wealthy));
		let mut seller_meter = Meter::install(&seller, MeterKind::Ed25519);
		let mut buyer_meter = Meter::install(&buyers[0], MeterKind::Ed25519);
		for number in 0..100 {
			bid(&buyers[number % 2], product, &[(1_000, 10)]);
		}
		ask(&seller, product, &[(1_000, 1_000)]);
		clear(product);
		let period = Products::<Runtime>::get(product).unwrap().period;
		advance_to(period.start);
		seller_meter.read(Wh::ZERO, Wh::ZERO);
		buyer_meter.read(Wh::ZERO, Wh::ZERO);
		advance_to(period.end);
		seller_meter.read(Wh::ZERO, Wh(999));
		buyer_meter.read(Wh(500), Wh::ZERO);

		// When, then
		advance_to(period.end + HOUR_MS);
		assert_eq!(Products::<Runtime>::get(product).unwrap().settled, 50);
		check_invariants();
		settle_fully(product);
		assert_eq!(Products::<Runtime>::get(product).unwrap().settled, 100);
		let received = buyers.each_ref().map(|buyer| energy_of(&buyer.account, ConstMonth::NOW));
		assert_eq!(received[0].saturating_add(received[1]), Wh(999));
	});
}

#[test]
fn a_contract_that_cannot_be_settled_is_tried_again_a_day_later() {
	test(|| {
		// Given a buyer whose hold was lost, as no call can do
		let deal = Deal::metered(CONTRACTED, CONTRACTED);
		let (reason, buyer) = (HoldReason::ForwardBid.into(), deal.buyer.account.clone());
		let held = (CONTRACTED * PRICE).0;
		assert_ok!(AssetsHolder::release(ECOIN_ASSET, &reason, &buyer, held, Precision::Exact));

		// When
		settle_fully(deal.product);

		// Then
		assert_eq!(deal.contract_state(), ContractState::Agreed);
		assert_eq!(deal.state().stage, Stage::Waiting { pass: Pass::All });
		let postponed = TradingEvent::SettlementPostponed {
			product: deal.product,
			contract: 0,
			error: TokenError::Frozen.into(),
		};
		assert_eq!(times_emitted(postponed.clone()), 3);

		// And when the hold is back
		assert_ok!(AssetsHolder::hold(ECOIN_ASSET, &reason, &buyer, held));
		advance_by(DAY_MS - 1);
		assert_eq!(deal.contract_state(), ContractState::Agreed);
		advance_by(1);
		deal.assert_settled(CONTRACTED);
		assert_eq!(times_emitted(postponed), 3);
	});
}

#[test]
fn who_may_not_send_any_more_is_settled_all_the_same() {
	test(|| {
		// Given a delivery in escrow
		let deal = Deal::delivered(Wh(6_000));

		// When both sides lose the permission to send
		for who in [&deal.seller, &deal.buyer] {
			assert_ok!(Registry::revoke_permission(
				council(),
				who.account.clone(),
				Permission::Send
			));
		}
		settle_fully(deal.product);

		// Then
		deal.assert_settled(Wh(6_000));
	});
}
