//! Whatever breaks an invariant is noticed.

use crate::scene::*;
use joule_tests::*;
use pallet_energy_trading::{
	Agenda, ContractState, Contracts, Deliveries, Delivery, HoldReason, ImbalancePrice, Positions,
	Products,
};
use polkadot_sdk::frame_support::traits::{
	fungibles::{hold::Mutate as _, Mutate},
	tokens::{Precision, Preservation},
};

fn assert_trading_notices(invariant: u32, corrupt: impl FnOnce()) {
	check_invariants();
	assert_notices(EnergyTrading::do_try_state, &format!("trading {invariant}"), corrupt);
}

#[test]
fn a_wh_sold_that_nobody_bought() {
	test(|| {
		let deal = Deal::agreed();
		let (product, seller, buyer) = (deal.product, &deal.seller.account, &deal.buyer.account);
		for who in [seller, buyer] {
			assert_trading_notices(1, || {
				Positions::<Runtime>::mutate(who, product, |position| {
					position.as_mut().unwrap().contracted_wh = Wh(9_999)
				});
			});
		}
		assert_trading_notices(1, || {
			Contracts::<Runtime>::mutate(product, 0, |page| page[0].quantity_wh = Wh(9_999));
		});
		assert_trading_notices(1, || Contracts::<Runtime>::remove(product, 0));
		assert_trading_notices(1, || {
			Products::<Runtime>::mutate(product, |state| state.as_mut().unwrap().contracts = 2);
		});
		assert_trading_notices(1, || {
			Products::<Runtime>::mutate(product, |state| state.as_mut().unwrap().settled = 1);
		});
	});
}

#[test]
fn ecoin_that_is_held_for_nothing() {
	test(|| {
		let deal = Deal::agreed();
		for (who, reason) in [
			(&deal.buyer, HoldReason::ForwardBid),
			(&deal.seller, HoldReason::Collateral),
			(&home(3).with_ecoin_krw(1), HoldReason::Collateral),
		] {
			assert_trading_notices(2, || {
				assert_ok!(AssetsHolder::hold(ECOIN_ASSET, &reason.into(), &who.account, 1));
			});
		}
	});
}

#[test]
fn an_order_or_contract_that_is_not_covered() {
	test(|| {
		let deal = Deal::agreed();
		let open = open_hour_products(1)[0];
		bid(&deal.buyer, open, &[(1_000, 1_000)]);
		ask(&deal.seller, open, &[(1_000, 1_000)]);
		for (who, reason) in
			[(&deal.buyer, HoldReason::ForwardBid), (&deal.seller, HoldReason::Collateral)]
		{
			assert_trading_notices(2, || {
				let (reason, who) = (reason.into(), &who.account);
				let precision = Precision::Exact;
				assert_ok!(AssetsHolder::release(ECOIN_ASSET, &reason, who, 1, precision));
			});
		}
	});
}

#[test]
fn a_position_in_a_product_that_does_not_exist() {
	test(|| {
		let deal = Deal::agreed();
		let buyer = &deal.buyer.account;
		let position = Positions::<Runtime>::get(buyer, deal.product).unwrap();
		assert_trading_notices(2, || {
			Positions::<Runtime>::insert(buyer, deal.product + 1, position);
		});
	});
}

#[test]
fn escrow_that_does_not_hold_what_was_delivered() {
	test(|| {
		let deal = Deal::delivered(CONTRACTED);
		let energy = ConstMonth::NOW.asset_id();
		let escrow = EnergyTrading::escrow_account();
		assert_trading_notices(4, || {
			let to = &deal.seller.account;
			let keep = Preservation::Expendable;
			assert_ok!(<Assets as Mutate<_>>::transfer(energy, &escrow, to, 1, keep));
		});
		assert_trading_notices(4, || {
			assert_ok!(Assets::mint_into(energy, &escrow, 1));
		});
		assert_trading_notices(4, || {
			Deliveries::<Runtime>::remove(deal.product, &deal.seller.account);
		});
	});
}

#[test]
fn a_delivery_that_its_contracts_do_not_explain() {
	test(|| {
		// Given a delivery of nothing, so that the escrow is right whatever is said of it
		let deal = Deal::delivered(Wh::ZERO);
		let (product, seller) = (deal.product, &deal.seller.account);
		let deliver = |who: &AccountId, contracted_wh, delivered_wh| {
			Deliveries::<Runtime>::insert(product, who, Delivery { contracted_wh, delivered_wh });
		};
		assert_ok!(EnergyTrading::confirm(deal.buyer.origin(), product, 0));
		assert_ok!(EnergyTrading::settle_contract(deal.buyer.origin(), product, 0));
		assert_trading_notices(5, || deliver(seller, CONTRACTED, Wh(10_001)));
		assert_trading_notices(5, || deliver(seller, Wh(20_000), Wh(10_000)));
		assert_trading_notices(5, || deliver(&deal.buyer.account, Wh(1), Wh(1)));
	});
}

#[test]
fn a_product_that_nothing_moves_on() {
	test(|| {
		let product = open_hour_products(1)[0];
		assert_trading_notices(6, || {
			let _ = Agenda::<Runtime>::clear(u32::MAX, None);
		});
		assert_trading_notices(6, || {
			Products::<Runtime>::mutate(product, |state| {
				state.as_mut().unwrap().imbalance_price = PriceTick::ZERO
			});
		});
		assert_trading_notices(6, || ImbalancePrice::<Runtime>::kill());
	});
}

#[test]
fn a_contract_settled_without_payment() {
	test(|| {
		let deal = Deal::agreed();
		assert_trading_notices(2, || {
			Contracts::<Runtime>::mutate(deal.product, 0, |page| {
				page[0].state = ContractState::Settled { delivered_wh: CONTRACTED }
			});
			Products::<Runtime>::mutate(deal.product, |state| state.as_mut().unwrap().settled = 1);
		});
	});
}
