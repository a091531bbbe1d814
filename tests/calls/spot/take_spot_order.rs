//! `take_spot_order`: one resting order is picked and taken, whole or in part.

use crate::scene::*;
use joule_tests::*;

#[test]
fn an_ask_is_taken_whole() {
	test(|| {
		// Given
		let (seller, buyer) = (seller(1, 1_000), buyer(2));
		let order = rest(&seller, Side::Ask, 1_500, 1_000);

		// When
		assert_ok!(take(&buyer, order, 1_000));

		// Then
		assert_eq!((energy(&buyer), escrow(), left_of(order)), (1_000, 0, 0));
		assert_eq!((ecoin(&seller), ecoin(&buyer)), (1_500_000, SAVINGS.0 - 1_500_000));
		assert_event(TradingEvent::SpotTraded {
			order,
			seller: seller.account,
			buyer: buyer.account,
			book: BOOK,
			quantity_wh: Wh(1_000),
			price: PriceTick(1_500),
			paid: Ecoin(1_500_000),
			remaining_wh: Wh::ZERO,
		});
	});
}

#[test]
fn an_ask_is_taken_bit_by_bit() {
	test(|| {
		let (seller, buyer) = (seller(1, 1_000), buyer(2));
		let order = rest(&seller, Side::Ask, 1_500, 1_000);
		for (wh, left) in [(1, 999), (699, 300), (300, 0)] {
			assert_ok!(take(&buyer, order, wh));
			assert_eq!((left_of(order), escrow()), (left, left));
		}
		assert_noop!(take(&buyer, order, 1), MatchingError::UnknownOrder);
		assert_eq!(ecoin(&seller), 1_500_000);
	});
}

#[test]
fn a_producer_takes_a_bid() {
	test(|| {
		let (seller, buyer) = (seller(1, 1_000), buyer(2));
		let order = rest(&buyer, Side::Bid, 1_500, 1_000);
		assert_ok!(take(&seller, order, 400));
		assert_eq!((energy(&seller), energy(&buyer), left_of(order)), (600, 400, 600));
		assert_eq!((ecoin(&seller), held(&buyer)), (600_000, 900_000));
		assert_event(TradingEvent::SpotTraded {
			order,
			seller: seller.account,
			buyer: buyer.account,
			book: BOOK,
			quantity_wh: Wh(400),
			price: PriceTick(1_500),
			paid: Ecoin(600_000),
			remaining_wh: Wh(600),
		});
	});
}

#[test]
fn one_may_pick_a_dearer_neighbour() {
	test(|| {
		let (cheap, dear, buyer) = (seller(1, 100), seller(2, 100), buyer(3));
		let orders = [rest(&cheap, Side::Ask, 1_000, 100), rest(&dear, Side::Ask, 1_500, 100)];
		assert_ok!(take(&buyer, orders[1], 60));
		assert_eq!(orders.map(left_of), [100, 40]);
		assert_eq!(ecoin(&dear), 90_000);
	});
}

#[test]
fn more_than_is_left_cannot_be_taken() {
	test(|| {
		let (seller, buyer) = (seller(1, 1_000), buyer(2));
		let order = rest(&seller, Side::Ask, 1_500, 1_000);
		for wh in [1_001, u64::MAX] {
			assert_noop!(take(&buyer, order, wh), MatchingError::NotEnoughLeft);
		}
		assert_ok!(take(&buyer, order, 600));
		assert_noop!(take(&buyer, order, 401), MatchingError::NotEnoughLeft);
		assert_noop!(take(&buyer, order, 0), MatchingError::ZeroQuantity);
	});
}

#[test]
fn nobody_takes_an_own_offer() {
	test(|| {
		let seller = seller(1, 1_000).with_ecoin_krw(1_000);
		let order = rest(&seller, Side::Ask, 1_500, 1_000);
		assert_noop!(take(&seller, order, 1), MatchingError::OwnOrder);
	});
}

#[test]
fn an_unknown_order_cannot_be_taken() {
	test(|| {
		let buyer = buyer(1);
		for order in [0, 1, u64::MAX] {
			assert_noop!(take(&buyer, order, 1), MatchingError::UnknownOrder);
		}
	});
}

#[test]
fn a_trade_needs_ecoin_and_energy() {
	test(|| {
		let (seller, poor) = (seller(1, 1_000), home(2).with_ecoin_krw(100));
		let ask = rest(&seller, Side::Ask, 1_000, 1_000);
		assert_noop!(take(&poor, ask, 1_000), TradingError::NotEnoughEcoin);
		assert_ok!(take(&poor, ask, 999));
		let bid = rest(&buyer(3), Side::Bid, 900, 1_000);
		assert_noop!(take(&poor, bid, 1_000), TradingError::NotEnoughEnergy);
		assert_ok!(take(&poor, bid, 999));
	});
}

#[test]
fn only_who_may_trade_takes() {
	test(|| {
		let (seller, person) = (seller(1, 1_000), buyer(2));
		let ask = rest(&seller, Side::Ask, 1_500, 1_000);
		let bid = rest(&buyer(3), Side::Bid, 1_000, 1_000);
		let producer = participant(1, &[Role::Producer]);
		let consumer = participant(2, &[Role::Consumer]);
		for who in [&producer, &stranger(), &operator()] {
			assert_noop!(take(who, ask, 1), TradingError::NotConsumer);
		}
		for who in [&consumer, &stranger(), &operator()] {
			assert_noop!(take(who, bid, 1), TradingError::NotProducer);
		}
		assert_noop!(
			EnergyTrading::take_spot_order(RuntimeOrigin::none(), ask, Wh(1)),
			DispatchError::BadOrigin
		);

		let account = || person.account.clone();
		assert_ok!(Registry::move_to_zone(council(), account(), OTHER_ZONE));
		assert_noop!(take(&person, ask, 1), TradingError::OutsideZone);
		assert_noop!(take(&person, bid, 1), TradingError::OutsideZone);
		assert_ok!(Registry::revoke_permission(council(), account(), Permission::Receive));
		assert_noop!(take(&person, ask, 1), TradingError::ReceivingRevoked);
		assert_ok!(Registry::revoke_permission(council(), account(), Permission::Send));
		assert_noop!(take(&person, ask, 1), TradingError::SendingRevoked);
	});
}
