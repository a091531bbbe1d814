//! Brute force: the rules' words, applied to the orders themselves at every price in turn.

use super::{terms, Dice, Seed};
use crate::{clearing::clear, fill::fill, grid::AUCTION_TICKS};
use joule_primitives::{Clearing, OrderTerms, PriceTick, Side, Wh};

/// What the rules say of a book.
#[derive(Debug, PartialEq)]
pub struct Outcome {
	pub price: u32,
	pub volume: u64,
	pub bid_fills: Vec<u64>,
	pub ask_fills: Vec<u64>,
}

/// The outcome of a book with orders in order of placing and limits from 1 to `highest`.
pub fn by_hand(bids: &[OrderTerms], asks: &[OrderTerms], highest: u32) -> Outcome {
	let demand = |price| quantity_of(bids, |order| order.limit.0 >= price);
	let supply = |price| quantity_of(asks, |order| order.limit.0 <= price);
	let traded = |price| demand(price).min(supply(price));
	let imbalance = |price| demand(price).abs_diff(supply(price));

	// "The price that trades the most; among those the smallest imbalance ..."
	let mut prices: Vec<u32> = (1..=highest).collect();
	let most = prices.iter().map(|price| traded(*price)).max().unwrap();
	prices.retain(|price| traded(*price) == most);
	let smallest = prices.iter().map(|price| imbalance(*price)).min().unwrap();
	prices.retain(|price| imbalance(*price) == smallest);
	// "... among those the middle of the interval, rounded down to the tick."
	let (first, last) = (prices[0], prices[prices.len() - 1]);
	assert_eq!(prices.len() as u32, last - first + 1, "the best prices are an interval");
	let price = if most == 0 { 0 } else { (first + last) / 2 };

	Outcome {
		price,
		volume: most,
		bid_fills: fills(bids, most, |level, order| level.max(order.limit.0), 0),
		ask_fills: fills(asks, most, |level, order| level.min(order.limit.0), u32::MAX),
	}
}

fn quantity_of(orders: &[OrderTerms], which: impl Fn(&OrderTerms) -> bool) -> u64 {
	orders.iter().filter(|order| which(order)).map(|order| order.quantity_wh.0).sum()
}

/// Serves level after level from the best on, until the volume is used up.
fn fills(
	orders: &[OrderTerms],
	volume: u64,
	better: impl Fn(u32, &OrderTerms) -> u32,
	worst: u32,
) -> Vec<u64> {
	let mut fills = vec![0; orders.len()];
	let mut waiting: Vec<usize> = (0..orders.len()).collect();
	let mut left = volume;
	while left > 0 {
		let best = waiting.iter().fold(worst, |level, at| better(level, &orders[*at]));
		let level: Vec<usize> =
			waiting.iter().copied().filter(|at| orders[*at].limit.0 == best).collect();
		waiting.retain(|at| orders[*at].limit.0 != best);
		let offered: u64 = level.iter().map(|at| orders[*at].quantity_wh.0).sum();
		let served = left.min(offered);
		share_along_the_queue(orders, &level, served, offered, &mut fills);
		left -= served;
	}
	fills
}

/// Hands out a level's Wh one by one: an order is given another as long as all the Wh given so far
/// are fewer than the exact share of all the quantities so far.
fn share_along_the_queue(
	orders: &[OrderTerms],
	level: &[usize],
	served: u64,
	offered: u64,
	fills: &mut [u64],
) {
	let (mut queued, mut given) = (0, 0);
	for at in level {
		queued += orders[*at].quantity_wh.0;
		while given * offered < queued * served {
			given += 1;
			fills[*at] += 1;
		}
	}
}

/// What the crate makes of the same book.
pub fn by_the_crate(bids: &[OrderTerms], asks: &[OrderTerms]) -> Outcome {
	let clearing = clear(&histogram(bids), &histogram(asks));
	Outcome {
		price: clearing.price.0,
		volume: clearing.volume_wh.0,
		bid_fills: crate_fills(Side::Bid, bids, &clearing),
		ask_fills: crate_fills(Side::Ask, asks, &clearing),
	}
}

pub fn crate_fills(side: Side, orders: &[OrderTerms], clearing: &Clearing) -> Vec<u64> {
	let mut queued_wh = Wh::ZERO;
	orders.iter().map(|order| fill(side, order, clearing, &mut queued_wh).0).collect()
}

pub fn histogram(orders: &[OrderTerms]) -> Vec<Wh> {
	let mut levels = vec![Wh::ZERO; AUCTION_TICKS as usize];
	for OrderTerms { limit: PriceTick(tick), quantity_wh } in orders {
		levels[*tick as usize].0 += quantity_wh.0;
	}
	levels
}

#[test]
fn ten_thousand_random_books_clear_as_by_hand() {
	for seed in 0..10_000 {
		let _seed = Seed(seed);
		let mut dice = Dice(seed);
		// Few ticks and small quantities make ties; one side may well be empty.
		let highest = dice.roll(1, 24) as u32;
		let most = *dice.pick(&[1, 3, 20, 1_000]);
		let mut side = |count| -> Vec<OrderTerms> {
			(0..count)
				.map(|_| terms(dice.roll(1, highest.into()) as u32, dice.roll(0, most)))
				.collect()
		};
		let (bids, asks) = (side(seed % 13), side(seed / 13 % 17));
		assert_eq!(
			by_the_crate(&bids, &asks),
			by_hand(&bids, &asks, highest),
			"seed {seed}: bids {bids:?}, asks {asks:?}"
		);
	}
}
