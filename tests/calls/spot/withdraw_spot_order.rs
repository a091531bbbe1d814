//! `withdraw_spot_order`: a resting order leaves the book and its cover goes back.

use crate::scene::*;
use joule_tests::*;

fn withdraw(who: &Person, order: Order) -> Result<(), DispatchError> {
	EnergyTrading::withdraw_spot_order(who.origin(), order)
}

#[test]
fn an_ask_gives_its_energy_back() {
	test(|| {
		let seller = seller(1, 1_000);
		let order = rest(&seller, Side::Ask, 1_500, 1_000);
		assert_ok!(withdraw(&seller, order));
		assert_eq!((energy(&seller), escrow(), left_of(order)), (1_000, 0, 0));
		assert_event(TradingEvent::SpotOrderWithdrawn {
			who: seller.account,
			order,
			quantity_wh: Wh(1_000),
		});
	});
}

#[test]
fn a_bid_gives_its_ecoin_back() {
	test(|| {
		seller(1, 1);
		let buyer = buyer(2);
		let order = rest(&buyer, Side::Bid, 1_500, 1_000);
		assert_ok!(withdraw(&buyer, order));
		assert_eq!((ecoin(&buyer), held(&buyer)), (SAVINGS.0, 0));
		assert_event(TradingEvent::SpotOrderWithdrawn {
			who: buyer.account,
			order,
			quantity_wh: Wh(1_000),
		});
	});
}

#[test]
fn what_was_taken_is_not_given_back() {
	test(|| {
		let (seller, buyer) = (seller(1, 1_000), buyer(2));
		let ask = rest(&seller, Side::Ask, 1_500, 600);
		let bid = rest(&buyer, Side::Bid, 1_000, 1_000);
		assert_ok!(take(&buyer, ask, 250));
		assert_ok!(take(&seller, bid, 250));
		assert_ok!(withdraw(&seller, ask));
		assert_ok!(withdraw(&buyer, bid));
		assert_eq!((energy(&seller), energy(&buyer), escrow()), (500, 500, 0));
		let paid = 250 * 1_500 + 250 * 1_000;
		assert_eq!((ecoin(&seller), ecoin(&buyer)), (paid, SAVINGS.0 - paid));
		assert_eq!(held(&buyer), 0);
	});
}

#[test]
fn anothers_order_cannot_be_withdrawn() {
	test(|| {
		let order = rest(&seller(1, 1_000), Side::Ask, 1_500, 1_000);
		for who in [home(2), operator(), stranger()] {
			assert_noop!(withdraw(&who, order), MatchingError::NotOwner);
		}
		assert_noop!(
			EnergyTrading::withdraw_spot_order(RuntimeOrigin::none(), order),
			DispatchError::BadOrigin
		);
	});
}

#[test]
fn an_order_is_withdrawn_once() {
	test(|| {
		let seller = seller(1, 1_000);
		let order = rest(&seller, Side::Ask, 1_500, 1_000);
		assert_ok!(withdraw(&seller, order));
		for unknown in [order, order + 1, u64::MAX] {
			assert_noop!(withdraw(&seller, unknown), MatchingError::UnknownOrder);
		}
	});
}

#[test]
fn who_may_not_trade_any_more_may_still_withdraw() {
	test(|| {
		let seller = seller(1, 1_000);
		let order = rest(&seller, Side::Ask, 1_500, 1_000);
		let account = seller.account.clone();
		assert_ok!(Registry::revoke_role(council(), account.clone(), Role::Producer));
		assert_ok!(Registry::move_to_zone(council(), account, OTHER_ZONE));
		assert_ok!(withdraw(&seller, order));
		assert_eq!(energy(&seller), 1_000);
	});
}
