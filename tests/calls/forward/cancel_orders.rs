//! `cancel_orders`: orders are taken out and their cover released.

use crate::scene::*;
use joule_tests::*;
use pallet_energy_trading::HoldReason;

/// When the lock window begins.
const LOCK: Moment = NOVEMBER + 2 * HOUR_MS - QUARTER_MS;

const fn order(side: Side, batch: u32, index: u16) -> OrderId {
	OrderId { side, batch, index }
}

fn try_cancel(who: &Person, product: ProductId, orders: &[OrderId]) -> Result<(), DispatchError> {
	let orders = orders.to_vec().try_into().expect("not too many");
	EnergyTrading::cancel_orders(who.origin(), product, orders)
}

#[test]
fn the_cover_of_bids_is_released() {
	test(|| {
		// Given
		let (buyer, product) = (wealthy(1), open_hour_products(1)[0]);
		bid(&buyer, product, &[(900, 1_000), (800, 500)]);
		bid(&buyer, product, &[(700, 200)]);

		// When
		let two = [order(Side::Bid, 0, 0), order(Side::Bid, 1, 0)];
		assert_ok!(try_cancel(&buyer, product, &two));

		// Then
		assert_eq!(held_ecoin(&buyer.account, HoldReason::ForwardBid), Wh(500) * PriceTick(800));
		assert_event(TradingEvent::OrdersCancelled {
			who: buyer.account,
			product,
			orders: 2,
			quantity_wh: Wh(1_200),
			released: Ecoin(900_000 + 140_000),
		});
	});
}

#[test]
fn the_cover_of_asks_is_released() {
	test(|| {
		let (seller, product) = (wealthy(1), open_hour_products(1)[0]);
		ask(&seller, product, &[(900, 1_000)]);
		cancel(&seller, product, order(Side::Ask, 0, 0));
		assert_eq!(held_ecoin(&seller.account, HoldReason::Collateral), Ecoin::ZERO);
		assert_eq!(free_ecoin(&seller.account), SAVINGS);
		assert_event(TradingEvent::OrdersCancelled {
			who: seller.account,
			product,
			orders: 1,
			quantity_wh: Wh(1_000),
			released: Wh(1_000) * IMBALANCE,
		});
	});
}

#[test]
fn a_cancelled_order_is_not_filled() {
	test(|| {
		let (seller, buyer, product) = (wealthy(1), wealthy(2), open_hour_products(1)[0]);
		ask(&seller, product, &[(900, 1_000), (900, 1_000)]);
		bid(&buyer, product, &[(1_000, 5_000)]);
		cancel(&seller, product, order(Side::Ask, 0, 0));
		assert_eq!(clear(product).volume_wh, Wh(1_000));
	});
}

#[test]
fn the_lock_window_ends_cancellations() {
	test(|| {
		let (buyer, product) = (wealthy(1), open_hour_products(1)[0]);
		bid(&buyer, product, &[(900, 1_000), (800, 500)]);
		set_clock(LOCK - 1);
		cancel(&buyer, product, order(Side::Bid, 0, 0));
		set_clock(LOCK);
		assert_noop!(
			try_cancel(&buyer, product, &[order(Side::Bid, 0, 1)]),
			TradingError::CancellationLocked
		);
	});
}

#[test]
fn after_gate_closure_nothing_is_cancelled() {
	test(|| {
		let (buyer, product) = (wealthy(1), open_hour_products(1)[0]);
		bid(&buyer, product, &[(900, 1_000)]);
		let late = || try_cancel(&buyer, product, &[order(Side::Bid, 0, 0)]);
		set_clock(NOVEMBER + 2 * HOUR_MS);
		assert_noop!(late(), TradingError::GateClosed);
		run_hooks();
		assert_noop!(late(), TradingError::GateClosed);
	});
}

#[test]
fn an_order_is_cancelled_once() {
	test(|| {
		let (buyer, product) = (wealthy(1), open_hour_products(1)[0]);
		bid(&buyer, product, &[(900, 1_000), (800, 500)]);
		let first = order(Side::Bid, 0, 0);
		assert_noop!(try_cancel(&buyer, product, &[first, first]), MatchingError::OrderCancelled);
		cancel(&buyer, product, first);
		assert_noop!(try_cancel(&buyer, product, &[first]), MatchingError::OrderCancelled);
	});
}

#[test]
fn an_unknown_order_fails_the_whole_call() {
	test(|| {
		let (buyer, product) = (wealthy(1), open_hour_products(1)[0]);
		bid(&buyer, product, &[(900, 1_000)]);
		let known = order(Side::Bid, 0, 0);
		for unknown in
			[order(Side::Bid, 1, 0), order(Side::Bid, 0, 1), order(Side::Ask, u32::MAX, u16::MAX)]
		{
			assert_noop!(
				try_cancel(&buyer, product, &[known, unknown]),
				MatchingError::UnknownOrder
			);
		}
		assert_noop!(try_cancel(&buyer, product + 1, &[known]), TradingError::UnknownProduct);
	});
}

#[test]
fn anothers_order_cannot_be_cancelled() {
	test(|| {
		let (buyer, other, product) = (wealthy(1), wealthy(2), open_hour_products(1)[0]);
		bid(&buyer, product, &[(900, 1_000)]);
		bid(&other, product, &[(900, 1_000)]);
		let (theirs, own) = (order(Side::Bid, 0, 0), order(Side::Bid, 1, 0));
		assert_noop!(try_cancel(&other, product, &[own, theirs]), MatchingError::NotOwner);
		assert_noop!(try_cancel(&stranger(), product, &[theirs]), MatchingError::NotOwner);
		let one = vec![theirs].try_into().unwrap();
		assert_noop!(
			EnergyTrading::cancel_orders(RuntimeOrigin::none(), product, one),
			DispatchError::BadOrigin
		);
	});
}

#[test]
fn who_may_not_trade_any_more_may_still_cancel() {
	test(|| {
		let (buyer, product) = (wealthy(1), open_hour_products(1)[0]);
		bid(&buyer, product, &[(900, 1_000)]);
		assert_ok!(Registry::revoke_role(council(), buyer.account.clone(), Role::Consumer));
		cancel(&buyer, product, order(Side::Bid, 0, 0));
		assert_eq!(free_ecoin(&buyer.account), SAVINGS);
	});
}

#[test]
fn a_call_names_at_least_one_order_and_not_too_many() {
	test(|| {
		let (buyer, product) = (wealthy(1), open_hour_products(1)[0]);
		assert_noop!(try_cancel(&buyer, product, &[]), TradingError::NoOrders);
		bid(&buyer, product, &[(900, 10); 100]);
		let call = || TradingCall::cancel_orders { product, orders: Default::default() };
		let named: Vec<_> = (0..101).map(|index| order(Side::Bid, 0, index)).collect();
		assert!(decode_with_last_list(call(), &named).is_err());
		let longest = decode_with_last_list(call(), &named[..100]).expect("a hundred fit");
		assert_ok!(dispatch(buyer.origin(), longest));
		assert_eq!(free_ecoin(&buyer.account), SAVINGS);
	});
}
