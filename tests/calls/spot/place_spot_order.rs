//! `place_spot_order`: what meets no other order rests, or is dropped.

use crate::scene::*;
use joule_tests::*;
use pallet_energy_trading::Remainder;

/// What was said of the only spot order that was placed.
fn assert_placed(
	who: &Person,
	side: Side,
	limit: u32,
	(traded, resting, dropped): (u64, u64, u64),
	order: Option<Order>,
) {
	assert_event(TradingEvent::SpotOrderPlaced {
		who: who.account.clone(),
		book: BOOK,
		side,
		limit: PriceTick(limit),
		traded_wh: Wh(traded),
		resting: order,
		resting_wh: Wh(resting),
		dropped_wh: Wh(dropped),
	});
}

#[test]
fn an_ask_rests_covered_by_all_the_energy_that_there_is() {
	test(|| {
		let seller = seller(1, 1_000);
		let order = rest(&seller, Side::Ask, 1_500, 1_000);
		assert_eq!((energy(&seller), escrow(), left_of(order)), (0, 1_000, 1_000));
		assert_placed(&seller, Side::Ask, 1_500, (0, 1_000, 0), Some(order));
	});
}

#[test]
fn a_bid_rests_covered_by_its_value() {
	test(|| {
		let buyer = buyer(1);
		seller(2, 1);
		let order = rest(&buyer, Side::Bid, 1_500, 1_000);
		assert_eq!((held(&buyer), left_of(order)), (1_500_000, 1_000));
		assert_eq!(ecoin(&buyer), SAVINGS.0 - 1_500_000);
		assert_placed(&buyer, Side::Bid, 1_500, (0, 1_000, 0), Some(order));
	});
}

#[test]
fn what_is_to_be_dropped_needs_no_cover() {
	test(|| {
		let seller = seller(1, 1);
		for (side, wh) in [(Side::Bid, u64::MAX), (Side::Ask, u64::MAX)] {
			assert_ok!(place(&seller, side, 65_535, wh, Remainder::Drop));
			assert_placed(&seller, side, 65_535, (0, 0, wh), None);
		}
		assert_eq!((held(&seller), escrow(), energy(&seller)), (0, 0, 1));
	});
}

#[test]
fn what_is_left_of_a_trade_rests() {
	test(|| {
		// Given
		let (seller, buyer) = (seller(1, 600), buyer(2));
		rest(&seller, Side::Ask, 1_000, 600);

		// When
		let order = rest(&buyer, Side::Bid, 1_500, 1_000);

		// Then it paid the ask's price for what it got, and covers the rest at its own
		assert_eq!((energy(&buyer), escrow(), left_of(order)), (600, 0, 400));
		assert_eq!((ecoin(&seller), held(&buyer)), (600_000, 600_000));
		assert_eq!(ecoin(&buyer), SAVINGS.0 - 1_200_000);
		assert_placed(&buyer, Side::Bid, 1_500, (600, 400, 0), Some(order));
	});
}

#[test]
fn what_is_left_of_a_trade_is_dropped() {
	test(|| {
		let (seller, buyer) = (seller(1, 1_000), buyer(2));
		rest(&buyer, Side::Bid, 1_500, 600);
		assert_ok!(place(&seller, Side::Ask, 1_000, 1_000, Remainder::Drop));
		assert_eq!((energy(&seller), energy(&buyer), escrow()), (400, 600, 0));
		assert_eq!((ecoin(&seller), held(&buyer)), (900_000, 0));
		assert_placed(&seller, Side::Ask, 1_000, (600, 0, 400), None);
	});
}

#[test]
fn prices_that_do_not_meet_rest_side_by_side() {
	test(|| {
		let (seller, buyer) = (seller(1, 1_000), buyer(2));
		let ask = rest(&seller, Side::Ask, 1_001, 1_000);
		let bid = rest(&buyer, Side::Bid, 1_000, 1_000);
		assert_eq!((left_of(ask), left_of(bid)), (1_000, 1_000));
	});
}

#[test]
fn zones_are_apart() {
	test(|| {
		let (seller, buyer) = (seller(1, 1_000), buyer(2));
		assert_ok!(Registry::move_to_zone(council(), seller.account.clone(), OTHER_ZONE));
		let ask = rest(&seller, Side::Ask, 1_000, 1_000);
		let bid = rest(&buyer, Side::Bid, 1_500, 1_000);
		assert_eq!((left_of(ask), left_of(bid)), (1_000, 1_000));
	});
}

#[test]
fn months_are_apart() {
	test(|| {
		// Given energy of November, offered, and energy of December
		let november_seller = seller(1, 1_000);
		let ask = rest(&november_seller, Side::Ask, 1_000, 1_000);
		advance_to(ConstMonth::NEXT.start().unwrap());
		let december_seller = seller(2, 500);
		let buyer = buyer(3);

		// When somebody wants energy of December
		let december = |who: &Person, side| {
			EnergyTrading::place_spot_order(
				who.origin(),
				side,
				ConstMonth::NEXT,
				PriceTick(1_200),
				Wh(500),
				Remainder::Rest,
			)
		};
		assert_ok!(december(&buyer, Side::Bid));

		// Then only that of December serves
		assert_eq!((left_of(ask), left_of(ask + 1)), (1_000, 500));
		assert_ok!(december(&december_seller, Side::Ask));
		assert_eq!(energy_of(&buyer.account, ConstMonth::NEXT), Wh(500));
		assert_eq!((left_of(ask), left_of(ask + 1)), (1_000, 0));
	});
}
