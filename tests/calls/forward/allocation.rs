//! Allocation: batches are filled in order of placing, sellers paired with buyers, and whatever
//! the contracts do not need is released.

use crate::scene::*;
use joule_tests::*;
use pallet_energy_trading::{
	BatchFill, Contract, ContractState, Contracts, Cursors, HoldReason, PlacedBatch, Positions,
};

/// What a contract is, without how far it has come: seller, buyer, quantity, what is before it.
fn pairs(product: ProductId) -> Vec<(AccountId, AccountId, u64, u64)> {
	contracts_of(product)
		.into_iter()
		.map(|(_, contract)| {
			let Contract { seller, buyer, quantity_wh, before_wh, state } = contract;
			assert_eq!(state, ContractState::Agreed);
			(seller, buyer, quantity_wh.0, before_wh.0)
		})
		.collect()
}

#[test]
fn sellers_are_paired_with_buyers_in_order_of_placing() {
	test(|| {
		// Given
		let product = open_hour_products(1)[0];
		let [s1, s2, b1, b2] = [1, 2, 3, 4].map(wealthy);
		ask(&s1, product, &[(1_000, 6), (900, 4)]);
		ask(&s2, product, &[(1_000, 5)]);
		bid(&b1, product, &[(1_200, 8)]);
		bid(&b2, product, &[(1_200, 7)]);

		// When
		assert_eq!(clear(product).volume_wh, Wh(15));

		// Then
		let account = |person: &Person| person.account.clone();
		assert_eq!(
			pairs(product),
			[
				(account(&s1), account(&b1), 8, 0),
				(account(&s1), account(&b2), 2, 8),
				(account(&s2), account(&b2), 5, 0),
			]
		);
		assert_event(TradingEvent::ContractMade {
			product,
			contract: 1,
			seller: account(&s1),
			buyer: account(&b2),
			quantity_wh: Wh(2),
			price: PriceTick(1_100),
		});
		assert_event(TradingEvent::Allocated { product, contracts: 3 });
		assert!(!Cursors::<Runtime>::contains_key(product));
	});
}

#[test]
fn a_buyer_is_released_from_the_difference_to_its_limit() {
	test(|| {
		let deal = Deal::agreed();
		let held = CONTRACTED * PRICE;
		assert_eq!(held_ecoin(&deal.buyer.account, HoldReason::ForwardBid), held);
		assert_eq!(
			held_ecoin(&deal.seller.account, HoldReason::Collateral),
			CONTRACTED * IMBALANCE
		);
		assert_event(TradingEvent::BatchFilled {
			who: deal.buyer.account,
			product: deal.product,
			side: Side::Bid,
			batch: 0,
			filled_wh: CONTRACTED,
			released: Ecoin((CONTRACTED * PriceTick(1_500)).0 - held.0),
		});
		assert_event(TradingEvent::BatchFilled {
			who: deal.seller.account,
			product: deal.product,
			side: Side::Ask,
			batch: 0,
			filled_wh: CONTRACTED,
			released: Ecoin::ZERO,
		});
	});
}

#[test]
fn what_is_not_filled_is_released() {
	test(|| {
		// Given more supply than demand, and one seller who asks too much
		let product = open_hour_products(1)[0];
		let [s1, s2, s3, buyer] = [1, 2, 3, 4].map(wealthy);
		ask(&s1, product, &[(1_000, 30)]);
		ask(&s2, product, &[(1_000, 15)]);
		ask(&s3, product, &[(1_001, 100)]);
		bid(&buyer, product, &[(1_000, 30), (999, 100)]);

		// When
		clear(product);

		// Then the margin is shared pro rata and the rest is free
		let collateral = |person: &Person| held_ecoin(&person.account, HoldReason::Collateral);
		assert_eq!(collateral(&s1), Wh(20) * IMBALANCE);
		assert_eq!(collateral(&s2), Wh(10) * IMBALANCE);
		assert_eq!(collateral(&s3), Ecoin::ZERO);
		assert_eq!(held_ecoin(&buyer.account, HoldReason::ForwardBid), Wh(30) * PriceTick(1_000));
	});
}

#[test]
fn each_batch_of_an_account_is_filled_on_its_own() {
	test(|| {
		// Given a buyer with three batches, of which the second is too cheap
		let product = open_hour_products(1)[0];
		let [seller, other, buyer] = [1, 2, 3].map(wealthy);
		bid(&buyer, product, &[(1_500, 10)]);
		bid(&buyer, product, &[(900, 10)]);
		ask(&seller, product, &[(1_000, 7)]);
		ask(&other, product, &[(1_000, 9)]);
		bid(&buyer, product, &[(1_500, 6)]);

		// When
		clear(product);

		// Then
		let position = Positions::<Runtime>::get(&buyer.account, product).unwrap();
		let filled = |batch, wh, first_contract| PlacedBatch {
			batch,
			fill: Some(BatchFill { filled_wh: Wh(wh), first_contract }),
		};
		assert_eq!(position.contracted_wh, Wh(16));
		let batches = position.batches;
		assert_eq!(batches[0], filled(0, 10, 0));
		assert_eq!(batches[1].fill.map(|fill| fill.filled_wh), Some(Wh::ZERO));
		assert_eq!(batches[2], filled(2, 6, 2));
		let quantities: Vec<_> = pairs(product).into_iter().map(|pair| pair.2).collect();
		assert_eq!(quantities, [7, 3, 6]);
		let seller_position = Positions::<Runtime>::get(&other.account, product).unwrap();
		assert_eq!(seller_position.batches[0], filled(1, 9, 1));
		assert_eq!(seller_position.contracted_wh, Wh(9));
	});
}

#[test]
fn many_contracts_go_over_several_pages() {
	test(|| {
		// Given 100 bids of one Wh and more, in as many batches
		let product = open_hour_products(1)[0];
		let seller = wealthy(1);
		let buyers = [2, 3].map(wealthy);
		for number in 0..100 {
			bid(&buyers[number % 2], product, &[(1_000, 1 + number as u64)]);
		}
		ask(&seller, product, &[(1_000, 5_050)]);

		// When
		clear(product);

		// Then
		let lengths = [0, 1, 2, 3, 4].map(|page| Contracts::<Runtime>::get(product, page).len());
		assert_eq!(lengths, [32, 32, 32, 4, 0]);
		let all = pairs(product);
		let mut before = 0;
		for (number, (from, to, quantity, before_wh)) in all.iter().enumerate() {
			assert_eq!((from, to), (&seller.account, &buyers[number % 2].account));
			assert_eq!((*quantity, *before_wh), (1 + number as u64, before));
			before += quantity;
		}
		assert_eq!(before, 5_050);

		// And they can be read from anywhere
		for (first, limit, expected) in
			[(0, 1, 0..1), (31, 3, 31..34), (64, 1_000, 64..100), (99, u32::MAX, 99..100)]
		{
			let read = EnergyTrading::contracts_from(product, first, limit);
			assert!(read.into_iter().map(|(index, _)| index).eq(expected));
		}
		assert_eq!(EnergyTrading::contracts_from(product, 100, 1), []);
		assert_eq!(EnergyTrading::contracts_from(product, u32::MAX, u32::MAX), []);
		assert_eq!(EnergyTrading::contracts_from(product + 1, 0, 1), []);
	});
}
