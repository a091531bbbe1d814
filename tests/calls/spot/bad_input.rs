//! What `place_spot_order` refuses.

use crate::scene::*;
use joule_tests::*;
use pallet_energy_trading::Remainder::{Drop, Rest};

#[test]
fn an_uncovered_order_does_not_rest() {
	test(|| {
		let person = seller(1, 1_000).with_ecoin_krw(100);
		for (limit, wh) in [(1_000, 1_000), (65_535, u64::MAX), (1, 1_000_000)] {
			assert_noop!(place(&person, Side::Bid, limit, wh, Rest), TradingError::NotEnoughEcoin);
		}
		for wh in [1_001, u64::MAX] {
			assert_noop!(
				place(&person, Side::Ask, 65_535, wh, Rest),
				TradingError::NotEnoughEnergy
			);
		}
		rest(&person, Side::Bid, 1, 999_999);
	});
}

#[test]
fn nothing_is_offered_twice() {
	test(|| {
		let seller = seller(1, 1_000);
		rest(&seller, Side::Ask, 1_000, 600);
		assert_noop!(place(&seller, Side::Ask, 1_000, 401, Rest), TradingError::NotEnoughEnergy);
	});
}

#[test]
fn no_quantity_and_no_price_are_refused() {
	test(|| {
		let person = seller(1, 1_000).with_ecoin_krw(100);
		for side in [Side::Bid, Side::Ask] {
			for remainder in [Rest, Drop] {
				assert_noop!(
					place(&person, side, 1_000, 0, remainder),
					MatchingError::ZeroQuantity
				);
				for limit in [0, 65_536, u32::MAX] {
					assert_noop!(
						place(&person, side, limit, 10, remainder),
						MatchingError::PriceOffGrid
					);
				}
			}
		}
	});
}

#[test]
fn a_level_cannot_hold_more_than_can_be_counted() {
	test(|| {
		// Nobody has the ecoin for this at any lower price.
		seller(1, 1);
		let rich = home(2).with_ecoin_krw(u64::MAX);
		rest(&rich, Side::Bid, 1, u64::MAX);
		assert_noop!(place(&rich, Side::Bid, 1, 1, Rest), MatchingError::QuantityOverflow);
	});
}

#[test]
fn a_month_without_energy_has_no_market() {
	test(|| {
		let person = seller(1, 1_000).with_ecoin_krw(100);
		// The ecoin itself has the id 1: it is no energy of any month.
		for vintage in [0, 1, 202610, 202612, 202613, u32::MAX].map(Vintage) {
			for side in [Side::Bid, Side::Ask] {
				assert_noop!(
					EnergyTrading::place_spot_order(
						person.origin(),
						side,
						vintage,
						PriceTick(10),
						Wh(10),
						Rest
					),
					TradingError::UnknownVintage
				);
			}
		}
	});
}

#[test]
fn who_may_not_trade_is_refused() {
	test(|| {
		let person = seller(1, 1_000);
		let producer = participant(1, &[Role::Producer]);
		let consumer = participant(2, &[Role::Consumer]);
		for who in [&producer, &stranger(), &operator()] {
			assert_noop!(place(who, Side::Bid, 10, 10, Rest), TradingError::NotConsumer);
		}
		for who in [&consumer, &stranger(), &operator()] {
			assert_noop!(place(who, Side::Ask, 10, 10, Rest), TradingError::NotProducer);
		}
		assert_noop!(
			EnergyTrading::place_spot_order(
				RuntimeOrigin::none(),
				Side::Bid,
				BOOK.vintage,
				PriceTick(10),
				Wh(10),
				Rest
			),
			DispatchError::BadOrigin
		);
		let account = || person.account.clone();
		assert_ok!(Registry::revoke_permission(council(), account(), Permission::Receive));
		assert_noop!(place(&person, Side::Ask, 10, 10, Rest), TradingError::ReceivingRevoked);
		assert_ok!(Registry::revoke_permission(council(), account(), Permission::Send));
		assert_noop!(place(&person, Side::Ask, 10, 10, Rest), TradingError::SendingRevoked);
	});
}
