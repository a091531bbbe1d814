//! `place_orders`: intents to buy and to sell, covered when they are placed.

use crate::scene::*;
use joule_tests::*;
use pallet_energy_trading::{HoldReason, PlacedBatch, Positions};

#[test]
fn a_bid_is_covered_with_its_value_at_its_limit() {
	test(|| {
		// Given
		let buyer = home(1).with_ecoin_krw(10_000);
		let product = open_month_product();

		// When
		assert_eq!(bid(&buyer, product, &[(1_500, 5_000), (1_000, 1_000)]), 0);

		// Then
		let held = Ecoin::from_krw(5 * 150 + 100);
		assert_eq!(held_ecoin(&buyer.account, HoldReason::ForwardBid), held);
		assert_eq!(free_ecoin(&buyer.account), Ecoin::from_krw(10_000 - 850));
		assert_event(TradingEvent::OrdersPlaced {
			who: buyer.account,
			product,
			side: Side::Bid,
			batch: 0,
			orders: 2,
			quantity_wh: Wh(6_000),
			held,
		});
	});
}

#[test]
fn an_ask_is_covered_with_collateral_at_the_imbalance_price() {
	test(|| {
		// Given
		let seller = wealthy(1);
		let product = open_month_product();

		// When
		assert_eq!(ask(&seller, product, &[(1, 5_000), (8_191, 1_000)]), 0);

		// Then
		let held = Wh(6_000) * IMBALANCE;
		assert_eq!(held_ecoin(&seller.account, HoldReason::Collateral), held);
		assert_event(TradingEvent::OrdersPlaced {
			who: seller.account,
			product,
			side: Side::Ask,
			batch: 0,
			orders: 2,
			quantity_wh: Wh(6_000),
			held,
		});
	});
}

#[test]
fn the_last_unit_of_ecoin_stays_free() {
	test(|| {
		let product = open_month_product();
		let buyer = wealthy(1);
		// The whole savings, at one tick a Wh.
		let savings = SAVINGS.0 as u64;
		assert_noop!(
			place_orders(&buyer, product, Side::Bid, &[(1, savings)]),
			TradingError::NotEnoughEcoin
		);
		bid(&buyer, product, &[(1, savings - 1)]);
		assert_eq!(free_ecoin(&buyer.account), Ecoin(1));
	});
}

#[test]
fn an_account_has_several_batches_in_order_of_placing() {
	test(|| {
		let (one, other) = (wealthy(1), wealthy(2));
		let product = open_month_product();
		assert_eq!(bid(&one, product, &[(10, 10)]), 0);
		assert_eq!(bid(&other, product, &[(10, 10)]), 1);
		assert_eq!(bid(&one, product, &[(20, 10)]), 2);
		let position = Positions::<Runtime>::get(&one.account, product).unwrap();
		assert_eq!(position.side, Side::Bid);
		assert_eq!(
			position.batches,
			[0, 2].map(|batch| PlacedBatch { batch, fill: None }).to_vec()
		);
	});
}

#[test]
fn an_account_has_no_more_batches_than_it_may() {
	test(|| {
		let buyer = wealthy(1);
		let product = open_month_product();
		for _ in 0..64 {
			bid(&buyer, product, &[(10, 10)]);
		}
		assert_noop!(
			place_orders(&buyer, product, Side::Bid, &[(10, 10)]),
			TradingError::TooManyBatches
		);
	});
}

#[test]
fn nobody_is_on_both_sides_of_a_product() {
	test(|| {
		let person = wealthy(1);
		let [first, second] = open_hour_products(2)[..] else { unreachable!("two were asked for") };
		bid(&person, first, &[(10, 10)]);
		assert_noop!(
			place_orders(&person, first, Side::Ask, &[(10, 10)]),
			TradingError::OppositeSide
		);
		ask(&person, second, &[(10, 10)]);
	});
}

#[test]
fn an_uncovered_order_is_refused() {
	test(|| {
		let (poor, product) = (home(1), open_month_product());
		for (side, terms) in
			[(Side::Bid, (1, 1)), (Side::Ask, (1, 1)), (Side::Bid, (8_191, u64::MAX))]
		{
			assert_noop!(
				place_orders(&poor, product, side, &[terms]),
				TradingError::NotEnoughEcoin
			);
		}
		let rich = wealthy(2);
		assert_noop!(
			place_orders(&rich, product, Side::Bid, &[(1_000, 100_000), (8_191, 500_000)]),
			TradingError::NotEnoughEcoin
		);
	});
}

#[test]
fn what_holds_cover_covers_nothing_else() {
	test(|| {
		let buyer = wealthy(1);
		let [first, second] = open_hour_products(2)[..] else { unreachable!("two were asked for") };
		bid(&buyer, first, &[(1_000, 600_000)]);
		assert_noop!(
			place_orders(&buyer, second, Side::Bid, &[(1_000, 600_000)]),
			TradingError::NotEnoughEcoin
		);
	});
}

#[test]
fn impossible_quantities_are_refused() {
	test(|| {
		let (person, product) = (wealthy(1), open_month_product());
		for side in [Side::Bid, Side::Ask] {
			assert_noop!(
				place_orders(&person, product, side, &[(10, 10), (10, 0)]),
				MatchingError::ZeroQuantity
			);
			assert_noop!(
				place_orders(&person, product, side, &[(10, u64::MAX), (10, 1)]),
				MatchingError::QuantityOverflow
			);
		}
	});
}

#[test]
fn prices_off_the_grid_are_refused() {
	test(|| {
		let (person, product) = (wealthy(1), open_month_product());
		for (side, limit) in [Side::Bid, Side::Ask]
			.into_iter()
			.flat_map(|side| [0, 8_192, u32::MAX].map(|limit| (side, limit)))
		{
			assert_noop!(
				place_orders(&person, product, side, &[(10, 10), (limit, 10)]),
				MatchingError::PriceOffGrid
			);
		}
		bid(&person, product, &[(1, 10), (8_191, 10)]);
	});
}

#[test]
fn a_batch_is_neither_empty_nor_too_long() {
	test(|| {
		let (buyer, product) = (wealthy(1), open_month_product());
		assert_noop!(place_orders(&buyer, product, Side::Bid, &[]), MatchingError::EmptyBatch);
		let call =
			|| TradingCall::place_orders { product, side: Side::Bid, orders: Default::default() };
		let terms = OrderTerms { limit: PriceTick(10), quantity_wh: Wh(10) };
		assert!(decode_with_last_list(call(), &vec![terms; 101]).is_err());
		let longest = decode_with_last_list(call(), &vec![terms; 100]).expect("a hundred fit");
		assert_ok!(dispatch(buyer.origin(), longest));
	});
}

#[test]
fn who_has_not_the_role_cannot_trade() {
	test(|| {
		let product = open_month_product();
		let producer = participant(1, &[Role::Producer]);
		let consumer = participant(2, &[Role::Consumer]);
		for who in [&producer, &stranger(), &operator()] {
			assert_noop!(
				place_orders(who, product, Side::Bid, &[(10, 10)]),
				TradingError::NotConsumer
			);
		}
		for who in [&consumer, &stranger(), &operator()] {
			assert_noop!(
				place_orders(who, product, Side::Ask, &[(10, 10)]),
				TradingError::NotProducer
			);
		}
		assert_noop!(
			EnergyTrading::place_orders(
				RuntimeOrigin::none(),
				product,
				Side::Bid,
				orders(&[(10, 10)])
			),
			DispatchError::BadOrigin
		);
	});
}

#[test]
fn nobody_trades_who_may_not_send_or_not_receive() {
	test(|| {
		let (silent, deaf, product) = (wealthy(1), wealthy(2), open_month_product());
		let revoke = |who: &Person, permission| {
			assert_ok!(Registry::revoke_permission(council(), who.account.clone(), permission));
		};
		revoke(&silent, Permission::Send);
		revoke(&deaf, Permission::Receive);
		for side in [Side::Bid, Side::Ask] {
			assert_noop!(
				place_orders(&silent, product, side, &[(10, 10)]),
				TradingError::SendingRevoked
			);
			assert_noop!(
				place_orders(&deaf, product, side, &[(10, 10)]),
				TradingError::ReceivingRevoked
			);
		}
	});
}

#[test]
fn who_lives_in_another_zone_cannot_trade() {
	test(|| {
		let (person, product) = (wealthy(1), open_month_product());
		assert_ok!(Registry::move_to_zone(council(), person.account.clone(), OTHER_ZONE));
		for side in [Side::Bid, Side::Ask] {
			assert_noop!(
				place_orders(&person, product, side, &[(10, 10)]),
				TradingError::OutsideZone
			);
		}
	});
}

#[test]
fn an_unknown_product_takes_no_orders() {
	test(|| {
		let person = wealthy(1);
		for product in [0, u32::MAX] {
			assert_noop!(
				place_orders(&person, product, Side::Bid, &[(10, 10)]),
				TradingError::UnknownProduct
			);
		}
	});
}

#[test]
fn a_closed_gate_lets_nothing_in() {
	test(|| {
		let (person, product) = (wealthy(1), open_hour_products(1)[0]);
		let late = || place_orders(&person, product, Side::Bid, &[(10, 10)]);

		// The instant itself is too late, even before the chain has cleared the book.
		set_clock(NOVEMBER + 2 * HOUR_MS);
		assert_noop!(late(), TradingError::GateClosed);
		run_hooks();
		assert_noop!(late(), TradingError::GateClosed);
	});
}

#[test]
fn the_lock_window_lets_new_orders_in() {
	test(|| {
		let (person, product) = (wealthy(1), open_hour_products(1)[0]);
		advance_to(NOVEMBER + 2 * HOUR_MS - 1);
		bid(&person, product, &[(10, 10)]);
	});
}
