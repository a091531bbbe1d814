//! `place_spot_order` that meets resting orders: price first, then time.

use crate::scene::*;
use joule_tests::*;
use pallet_energy_trading::{Config, Remainder, WeightInfo};

#[test]
fn delivery_and_payment_happen_together() {
	test(|| {
		// Given
		let (seller, buyer) = (seller(1, 1_000), buyer(2));
		let order = rest(&seller, Side::Ask, 1_500, 1_000);

		// When
		assert_ok!(place(&buyer, Side::Bid, 2_000, 1_000, Remainder::Rest));

		// Then
		assert_eq!((energy(&buyer), escrow(), held(&buyer)), (1_000, 0, 0));
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
fn a_seller_meets_resting_bids_at_their_price() {
	test(|| {
		let (seller, buyer) = (seller(1, 1_000), buyer(2));
		let order = rest(&buyer, Side::Bid, 1_500, 1_000);
		assert_ok!(place(&seller, Side::Ask, 1, 400, Remainder::Rest));
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
fn the_cheapest_ask_comes_first_and_among_equals_the_oldest() {
	test(|| {
		// Given
		let sellers = [1, 2, 3, 4].map(|number| seller(number, 100));
		let limits = [1_200, 1_000, 1_200, 1_100];
		let orders = [0, 1, 2, 3].map(|index| rest(&sellers[index], Side::Ask, limits[index], 100));
		let buyer = buyer(9);

		// When
		assert_ok!(place(&buyer, Side::Bid, 1_200, 250, Remainder::Rest));

		// Then the second and the fourth are gone, and of the two at 1,200 half of the older
		assert_eq!(orders.map(left_of), [50, 0, 100, 0]);
		let earned = sellers.each_ref().map(ecoin);
		assert_eq!(earned, [60_000, 100_000, 0, 110_000]);
		assert_eq!(ecoin(&buyer), SAVINGS.0 - 270_000);
		assert_eq!(energy(&buyer), 250);
	});
}

#[test]
fn the_highest_bid_comes_first_and_among_equals_the_oldest() {
	test(|| {
		let seller = seller(9, 250);
		let buyers = [1, 2, 3, 4].map(buyer);
		let limits = [1_000, 1_200, 1_000, 1_100];
		let orders = [0, 1, 2, 3].map(|index| rest(&buyers[index], Side::Bid, limits[index], 100));
		assert_ok!(place(&seller, Side::Ask, 1_000, 250, Remainder::Rest));
		assert_eq!(orders.map(left_of), [50, 0, 100, 0]);
		assert_eq!(ecoin(&seller), 120_000 + 110_000 + 50_000);
	});
}

#[test]
fn a_limit_is_kept() {
	test(|| {
		let (cheap, dear, buyer) = (seller(1, 100), seller(2, 100), buyer(3));
		let orders = [rest(&cheap, Side::Ask, 1_000, 100), rest(&dear, Side::Ask, 1_001, 100)];
		let own = rest(&buyer, Side::Bid, 1_000, 200);
		assert_eq!((orders.map(left_of), left_of(own)), ([0, 100], 100));
	});
}

#[test]
fn one_order_meets_no_more_than_it_may() {
	test(|| {
		// Given one more offer than that
		let (seller, buyer) = (seller(1, 330), buyer(2));
		let orders: Vec<_> = (0..33).map(|_| rest(&seller, Side::Ask, 1_000, 10)).collect();

		// When
		assert_ok!(place(&buyer, Side::Bid, 1_000, 400, Remainder::Rest));

		// Then what is left is dropped: a book never rests crossed
		assert_eq!((energy(&buyer), held(&buyer)), (320, 0));
		assert_eq!(left_of(orders[32]), 10);
		assert_event(TradingEvent::SpotOrderPlaced {
			who: buyer.account.clone(),
			book: BOOK,
			side: Side::Bid,
			limit: PriceTick(1_000),
			traded_wh: Wh(320),
			resting: None,
			resting_wh: Wh::ZERO,
			dropped_wh: Wh(80),
		});

		// And placed again, it goes on
		let own = rest(&buyer, Side::Bid, 1_000, 80);
		assert_eq!((energy(&buyer), left_of(own)), (330, 70));
	});
}

#[test]
fn who_met_fewer_pays_for_fewer() {
	test(|| {
		let (seller, buyer) = (seller(1, 100), buyer(2));
		for _ in 0..3 {
			rest(&seller, Side::Ask, 1_000, 10);
		}
		for (wh, met) in [(25, 3), (5, 1), (5, 0)] {
			let outcome = place(&buyer, Side::Bid, 1_000, wh, Remainder::Drop).unwrap();
			let expected = <Runtime as Config>::WeightInfo::place_spot_order(met);
			assert_eq!(outcome.actual_weight, Some(expected));
		}
	});
}

#[test]
fn nobody_meets_an_own_offer() {
	test(|| {
		// Given an own offer behind another's
		let (other, person) = (seller(1, 100), seller(2, 100).with_ecoin_krw(1_000));
		rest(&other, Side::Ask, 1_000, 100);
		rest(&person, Side::Ask, 1_100, 100);

		// When, then
		assert_noop!(
			place(&person, Side::Bid, 1_100, 150, Remainder::Rest),
			MatchingError::OwnOrder
		);
		assert_ok!(place(&person, Side::Bid, 1_100, 100, Remainder::Rest));
		assert_noop!(place(&person, Side::Bid, 1_100, 1, Remainder::Drop), MatchingError::OwnOrder);
	});
}

#[test]
fn a_trade_that_cannot_be_paid_does_not_happen() {
	test(|| {
		let (seller, poor) = (seller(1, 1_000), home(2).with_ecoin_krw(100));
		rest(&seller, Side::Ask, 1_000, 1_000);
		// 100 won are 1,000,000 units, and one of them stays.
		assert_noop!(
			place(&poor, Side::Bid, 1_000, 1_000, Remainder::Drop),
			TradingError::NotEnoughEcoin
		);
		assert_ok!(place(&poor, Side::Bid, 1_000, 999, Remainder::Drop));
	});
}

#[test]
fn a_trade_that_cannot_be_delivered_does_not_happen() {
	test(|| {
		let (seller, buyer) = (seller(1, 100), buyer(2));
		rest(&buyer, Side::Bid, 1_000, 1_000);
		assert_noop!(
			place(&seller, Side::Ask, 1_000, 101, Remainder::Drop),
			TradingError::NotEnoughEnergy
		);
		assert_ok!(place(&seller, Side::Ask, 1_000, 100, Remainder::Drop));
		assert_eq!(energy(&seller), 0);
	});
}
