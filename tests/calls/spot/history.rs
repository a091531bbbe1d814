//! The spot market's history: a ring of lines, one for each trade and each withdrawal.

use crate::scene::*;
use joule_tests::*;
use pallet_energy_trading::{SpotHistory, SpotHistoryCount, SpotOutcome, SpotRecord};

#[test]
fn trades_and_withdrawals_are_remembered() {
	test(|| {
		// Given
		let (seller, buyer) = (seller(1, 1_000), buyer(2));
		let ask = rest(&seller, Side::Ask, 1_500, 1_000);
		let bid = rest(&buyer, Side::Bid, 1_000, 300);
		assert_eq!(SpotHistoryCount::<Runtime>::get(), 0);

		// When
		assert_ok!(take(&buyer, ask, 400));
		assert_ok!(EnergyTrading::withdraw_spot_order(seller.origin(), ask));
		advance_by(1);
		assert_ok!(EnergyTrading::withdraw_spot_order(buyer.origin(), bid));

		// Then
		let (seller, buyer) = (Some(seller.account), Some(buyer.account));
		let traded = SpotRecord {
			outcome: SpotOutcome::Traded,
			order: ask,
			book: BOOK,
			seller: seller.clone(),
			buyer: buyer.clone(),
			price: PriceTick(1_500),
			quantity_wh: Wh(400),
			at: NOVEMBER + QUARTER_MS,
		};
		let ask_withdrawn = SpotRecord {
			outcome: SpotOutcome::Withdrawn,
			buyer: None,
			quantity_wh: Wh(600),
			..traded.clone()
		};
		let bid_withdrawn = SpotRecord {
			outcome: SpotOutcome::Withdrawn,
			order: bid,
			seller: None,
			price: PriceTick(1_000),
			quantity_wh: Wh(300),
			at: NOVEMBER + QUARTER_MS + 1,
			..traded.clone()
		};
		let lines = [0, 1, 2, 3].map(SpotHistory::<Runtime>::get);
		assert_eq!(lines, [Some(traded), Some(ask_withdrawn), Some(bid_withdrawn), None]);
		assert_eq!(SpotHistoryCount::<Runtime>::get(), 3);
	});
}

#[test]
fn an_order_that_meets_several_leaves_a_line_for_each() {
	test(|| {
		let (seller, buyer) = (seller(1, 30), buyer(2));
		let orders = [1_000, 1_100, 1_200].map(|limit| rest(&seller, Side::Ask, limit, 10));
		rest(&buyer, Side::Bid, 1_200, 100);
		let remembered = [0, 1, 2].map(|line| SpotHistory::<Runtime>::get(line).unwrap().order);
		assert_eq!(remembered, orders);
	});
}

#[test]
fn when_the_ring_is_full_the_oldest_line_goes() {
	test(|| {
		// Given a ring with one line free
		let (seller, buyer) = (seller(1, 1_000), buyer(2));
		let ask = rest(&seller, Side::Ask, 1_000, 1_000);
		assert_ok!(take(&buyer, ask, 1));
		SpotHistoryCount::<Runtime>::put(65_535);

		// When
		assert_ok!(take(&buyer, ask, 2));
		assert_ok!(take(&buyer, ask, 3));

		// Then
		let quantity = |line| SpotHistory::<Runtime>::get(line).map(|record| record.quantity_wh.0);
		assert_eq!([65_535, 0, 1, 65_536].map(quantity), [Some(2), Some(3), None, None]);
		assert_eq!(SpotHistoryCount::<Runtime>::get(), 65_537);
	});
}
