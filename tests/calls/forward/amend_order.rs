//! `amend_order`: new terms in an order's place.

use crate::scene::*;
use joule_tests::*;
use pallet_energy_trading::HoldReason;

const BID: OrderId = OrderId { side: Side::Bid, batch: 0, index: 1 };
const ASK: OrderId = OrderId { side: Side::Ask, batch: 0, index: 1 };

/// When the lock window begins.
const LOCK: Moment = NOVEMBER + 2 * HOUR_MS - QUARTER_MS;

fn try_amend(
	who: &Person,
	product: ProductId,
	order: OrderId,
	limit: u32,
	wh: u64,
) -> Result<(), DispatchError> {
	let terms = OrderTerms { limit: PriceTick(limit), quantity_wh: Wh(wh) };
	EnergyTrading::amend_order(who.origin(), product, order, terms)
}

/// A buyer and a seller with two orders of 1,000 Wh each in an hour's product.
fn orders_placed() -> (Person, Person, ProductId) {
	let (buyer, seller, product) = (wealthy(1), wealthy(2), open_hour_products(1)[0]);
	bid(&buyer, product, &[(900, 1_000), (800, 1_000)]);
	ask(&seller, product, &[(1_000, 1_000), (1_100, 1_000)]);
	(buyer, seller, product)
}

#[test]
fn the_hold_follows_the_terms() {
	test(|| {
		let (buyer, seller, product) = orders_placed();
		for (limit, wh) in [(850, 2_000), (1, 1), (800, 1_000)] {
			// When
			assert_ok!(try_amend(&buyer, product, BID, limit, wh));
			assert_ok!(try_amend(&seller, product, ASK, limit, wh));

			// Then
			let held = Wh(1_000) * PriceTick(900);
			let value = Wh(wh) * PriceTick(limit);
			assert_eq!(
				held_ecoin(&buyer.account, HoldReason::ForwardBid),
				held.saturating_add(value)
			);
			assert_eq!(
				held_ecoin(&seller.account, HoldReason::Collateral),
				Wh(1_000 + wh) * IMBALANCE
			);
			let terms = OrderTerms { limit: PriceTick(limit), quantity_wh: Wh(wh) };
			for (who, order) in [(&buyer, BID), (&seller, ASK)] {
				let who = who.account.clone();
				assert_event(TradingEvent::OrderAmended { who, product, order, terms });
			}
		}
	});
}

#[test]
fn the_time_of_placing_stays() {
	test(|| {
		// Given two bids, of which the first was the higher one
		let (first, second, seller) = (wealthy(1), wealthy(2), wealthy(3));
		let product = open_hour_products(1)[0];
		bid(&first, product, &[(1_000, 10)]);
		bid(&second, product, &[(900, 10)]);
		ask(&seller, product, &[(900, 5)]);

		// When it comes down to the other
		amend(&first, product, OrderId { side: Side::Bid, batch: 0, index: 0 }, 900, 10);
		clear(product);

		// Then the odd Wh is still its own
		let filled = |index| contract(product, index).quantity_wh;
		assert_eq!((filled(0), filled(1)), (Wh(3), Wh(2)));
		assert_eq!(contract(product, 0).buyer, first.account);
	});
}

#[test]
fn the_lock_window_allows_improvements() {
	test(|| {
		let (buyer, seller, product) = orders_placed();
		advance_to(LOCK);
		for (limit, wh) in [(800, 1_000), (801, 1_000), (801, 1_001)] {
			assert_ok!(try_amend(&buyer, product, BID, limit, wh));
		}
		for (limit, wh) in [(1_100, 1_000), (1_099, 1_000), (1_099, 1_001)] {
			assert_ok!(try_amend(&seller, product, ASK, limit, wh));
		}
	});
}

#[test]
fn the_lock_window_allows_nothing_else() {
	test(|| {
		let (buyer, seller, product) = orders_placed();
		set_clock(LOCK - 1);
		assert_ok!(try_amend(&buyer, product, BID, 700, 900));
		assert_ok!(try_amend(&seller, product, ASK, 1_200, 900));

		set_clock(LOCK);
		for (limit, wh) in [(699, 900), (700, 899), (900, 899), (699, 2_000)] {
			assert_noop!(
				try_amend(&buyer, product, BID, limit, wh),
				TradingError::NotAnImprovement
			);
		}
		for (limit, wh) in [(1_201, 900), (1_200, 899), (1_000, 899), (1_201, 2_000)] {
			assert_noop!(
				try_amend(&seller, product, ASK, limit, wh),
				TradingError::NotAnImprovement
			);
		}
	});
}

#[test]
fn an_uncovered_raise_is_refused() {
	test(|| {
		let (buyer, seller, product) = orders_placed();
		assert_noop!(
			try_amend(&buyer, product, BID, 8_191, 1_000_000),
			TradingError::NotEnoughEcoin
		);
		assert_noop!(try_amend(&seller, product, ASK, 1, 1_000_000), TradingError::NotEnoughEcoin);
	});
}

#[test]
fn impossible_terms_are_refused() {
	test(|| {
		let (buyer, _, product) = orders_placed();
		assert_noop!(try_amend(&buyer, product, BID, 10, 0), MatchingError::ZeroQuantity);
		assert_noop!(
			try_amend(&buyer, product, BID, 10, u64::MAX),
			MatchingError::QuantityOverflow
		);
		for limit in [0, 8_192, u32::MAX] {
			assert_noop!(try_amend(&buyer, product, BID, limit, 10), MatchingError::PriceOffGrid);
		}
	});
}

#[test]
fn an_order_that_does_not_exist_cannot_be_amended() {
	test(|| {
		let (buyer, _, product) = orders_placed();
		for order in [
			OrderId { batch: 1, ..BID },
			OrderId { batch: u32::MAX, ..BID },
			OrderId { index: 2, ..BID },
			OrderId { index: u16::MAX, ..BID },
		] {
			assert_noop!(try_amend(&buyer, product, order, 10, 10), MatchingError::UnknownOrder);
		}
		cancel(&buyer, product, BID);
		assert_noop!(try_amend(&buyer, product, BID, 10, 10), MatchingError::OrderCancelled);
	});
}

#[test]
fn anothers_order_cannot_be_amended() {
	test(|| {
		let (buyer, seller, product) = orders_placed();
		assert_noop!(try_amend(&seller, product, BID, 10, 10), MatchingError::NotOwner);
		assert_noop!(try_amend(&buyer, product, ASK, 10, 10), MatchingError::NotOwner);
		assert_noop!(try_amend(&stranger(), product, BID, 10, 10), TradingError::NotConsumer);
		assert_noop!(
			EnergyTrading::amend_order(
				RuntimeOrigin::none(),
				product,
				BID,
				OrderTerms { limit: PriceTick(10), quantity_wh: Wh(10) }
			),
			DispatchError::BadOrigin
		);
	});
}

#[test]
fn who_may_not_trade_any_more_may_not_amend() {
	test(|| {
		let (buyer, seller, product) = orders_placed();
		let (bidder, asker) = (buyer.account.clone(), seller.account.clone());
		assert_ok!(Registry::revoke_role(council(), bidder.clone(), Role::Consumer));
		assert_noop!(try_amend(&buyer, product, BID, 10, 10), TradingError::NotConsumer);
		assert_ok!(Registry::revoke_role(council(), asker.clone(), Role::Producer));
		assert_noop!(try_amend(&seller, product, ASK, 10, 10), TradingError::NotProducer);

		assert_ok!(Registry::grant_role(council(), bidder.clone(), Role::Consumer));
		assert_ok!(Registry::move_to_zone(council(), bidder.clone(), OTHER_ZONE));
		assert_noop!(try_amend(&buyer, product, BID, 10, 10), TradingError::OutsideZone);
		assert_ok!(Registry::revoke_permission(council(), bidder, Permission::Send));
		assert_noop!(try_amend(&buyer, product, BID, 10, 10), TradingError::SendingRevoked);
	});
}

#[test]
fn nothing_is_amended_after_gate_closure_or_in_an_unknown_product() {
	test(|| {
		let (buyer, _, product) = orders_placed();
		for unknown in [product + 1, u32::MAX] {
			assert_noop!(try_amend(&buyer, unknown, BID, 900, 2_000), TradingError::UnknownProduct);
		}
		set_clock(NOVEMBER + 2 * HOUR_MS);
		assert_noop!(try_amend(&buyer, product, BID, 900, 2_000), TradingError::GateClosed);
		run_hooks();
		assert_noop!(try_amend(&buyer, product, BID, 900, 2_000), TradingError::GateClosed);
	});
}
