//! What holds for every book, with quantities so large that a side's total just fits.

use super::{
	oracle::{crate_fills, histogram},
	terms,
};
use crate::{clearing::clear, AllocationCursor};
use joule_primitives::{Clearing, Fill, Margin, OrderTerms, Side};
use proptest::{collection::vec, prelude::*};

const MOST_ORDERS: usize = 60;

/// Orders on a few ticks, so that levels are shared, of any size that a full side can hold.
fn orders() -> impl Strategy<Value = Vec<OrderTerms>> {
	let largest = u64::MAX / MOST_ORDERS as u64;
	let quantity = prop_oneof![1..=9u64, 1..=1_000_000u64, 1..=largest, Just(largest)];
	let limit = prop_oneof![100..=105u32, 1..=8_191u32];
	vec((limit, quantity).prop_map(|(limit, quantity)| terms(limit, quantity)), 0..=MOST_ORDERS)
}

fn total(fills: &[u64]) -> u64 {
	fills.iter().sum()
}

/// The margin and the volume's price must hold for each order and its fill.
fn check_side(
	side: Side,
	orders: &[OrderTerms],
	fills: &[u64],
	clearing: &Clearing,
	margin: &Margin,
) -> Result<(), TestCaseError> {
	prop_assert_eq!(total(fills), clearing.volume_wh.0, "what trades is filled, to the Wh");
	for (order, fill) in orders.iter().zip(fills) {
		prop_assert!(*fill <= order.quantity_wh.0, "no order gets more than it asked for");
		if *fill > 0 {
			prop_assert!(side.accepts(order.limit, clearing.price), "never worse than the limit");
		}
		if order.limit == margin.limit && *fill > 0 {
			// Within 1 Wh of quantity x filled / offered, both sides multiplied by what was offered.
			let offered = u128::from(margin.offered_wh.0);
			let exact = u128::from(order.quantity_wh.0) * u128::from(margin.filled_wh.0);
			prop_assert!((u128::from(*fill) * offered).abs_diff(exact) < offered);
		}
	}
	let worst_filled = |better: &OrderTerms| {
		orders.iter().zip(fills).any(|(worse, fill)| {
			*fill > 0 && worse.limit != better.limit && side.accepts(better.limit, worse.limit)
		})
	};
	for (order, fill) in orders.iter().zip(fills) {
		if worst_filled(order) {
			prop_assert_eq!(*fill, order.quantity_wh.0, "better orders fill whole first");
		}
	}
	Ok(())
}

proptest! {
	#[test]
	fn every_wh_sold_is_a_wh_bought_and_better_orders_go_first(bids in orders(), asks in orders()) {
		let clearing = clear(&histogram(&bids), &histogram(&asks));
		let bid_fills = crate_fills(Side::Bid, &bids, &clearing);
		let ask_fills = crate_fills(Side::Ask, &asks, &clearing);
		check_side(Side::Bid, &bids, &bid_fills, &clearing, &clearing.bid_margin)?;
		check_side(Side::Ask, &asks, &ask_fills, &clearing, &clearing.ask_margin)?;
	}

	/// The way the orders are cut into batches changes no fill, and the pairs deliver each batch's
	/// fill exactly.
	#[test]
	fn the_allocation_reaches_every_batch_and_pairs_the_volume(
		bids in vec(orders(), 0..=4),
		asks in vec(orders(), 0..=4),
	) {
		let shrink = |batches: Vec<Vec<OrderTerms>>| -> Vec<Vec<OrderTerms>> {
			let smaller = |o: OrderTerms| terms(o.limit.0, o.quantity_wh.0 / 4 + 1);
			batches.into_iter().map(|batch| batch.into_iter().map(smaller).collect()).collect()
		};
		let (bids, asks) = (shrink(bids), shrink(asks));
		let clearing = clear(&histogram(&bids.concat()), &histogram(&asks.concat()));
		let counts = (bids.len() as u32, asks.len() as u32);

		let mut cursor = AllocationCursor::<usize>::default();
		let mut filled = (vec![], vec![]);
		let mut paired = (vec![0; bids.len()], vec![0; asks.len()]);
		while let Some(step) = cursor.step(&clearing, counts, |side, index| {
			let batches = if side == Side::Bid { &bids } else { &asks };
			batches.get(index as usize).cloned().map(|orders| (index as usize, orders))
		}) {
			match step {
				Fill::Batch { side: Side::Bid, filled_wh, .. } => filled.0.push(filled_wh.0),
				Fill::Batch { side: Side::Ask, filled_wh, .. } => filled.1.push(filled_wh.0),
				Fill::Pair { ask_batch, seller, bid_batch, buyer, quantity_wh } => {
					prop_assert_eq!((ask_batch as usize, bid_batch as usize), (seller, buyer));
					paired.0[buyer] += quantity_wh.0;
					paired.1[seller] += quantity_wh.0;
				},
			}
		}

		prop_assert_eq!(total(&paired.0), clearing.volume_wh.0);
		let fills = |side, batches: &[Vec<OrderTerms>]| {
			let mut fills = crate_fills(side, &batches.concat(), &clearing).into_iter();
			batches.iter().map(|b| fills.by_ref().take(b.len()).sum()).collect::<Vec<u64>>()
		};
		prop_assert_eq!(&filled.0, &fills(Side::Bid, &bids));
		prop_assert_eq!(&filled.1, &fills(Side::Ask, &asks));
		prop_assert_eq!(filled, paired);
	}
}
