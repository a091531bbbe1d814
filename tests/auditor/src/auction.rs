//! The price, the shares and the pairs of a call auction.

use crate::journal::{Order, Side};

/// The price and the volume of a clearing; `None` if nothing trades.
pub(crate) fn clear(bids: &[Order], asks: &[Order], highest_limit: u32) -> Option<(u32, u64)> {
	let total = |orders: &[Order], accepts: &dyn Fn(u32) -> bool| -> u64 {
		orders.iter().filter(|order| accepts(order.limit)).map(|order| order.wh).sum()
	};
	let outcomes: Vec<_> = (1..=highest_limit)
		.map(|price| {
			let wanted = total(bids, &|limit| limit >= price);
			let offered = total(asks, &|limit| limit <= price);
			(price, wanted.min(offered), wanted.abs_diff(offered))
		})
		.collect();
	let volume = outcomes.iter().map(|(_, volume, _)| *volume).max().filter(|most| *most > 0)?;
	let most: Vec<_> = outcomes.into_iter().filter(|(_, traded, _)| *traded == volume).collect();
	let least = most.iter().map(|(_, _, unmatched)| *unmatched).min()?;
	let best: Vec<_> =
		most.into_iter().filter(|(_, _, unmatched)| *unmatched == least).map(|it| it.0).collect();
	Some(((best.first()? + best.last()?) / 2, volume))
}

/// What each order of a side is filled with. The orders are in the order of placing.
pub(crate) fn shares(side: Side, orders: &[Order], volume: u64) -> Vec<u64> {
	let mut limits: Vec<_> = orders.iter().map(|order| order.limit).collect();
	limits.sort_unstable();
	limits.dedup();
	if side == Side::Buy {
		limits.reverse();
	}
	let mut shares = vec![0; orders.len()];
	let mut left = volume;
	for limit in limits {
		let at_limit: Vec<_> = (0..orders.len()).filter(|i| orders[*i].limit == limit).collect();
		let asked: u64 = at_limit.iter().map(|i| orders[*i].wh).sum();
		let given = asked.min(left);
		left -= given;
		let (mut asked_so_far, mut given_so_far) = (0, 0);
		for i in at_limit.into_iter().filter(|i| orders[*i].wh > 0) {
			asked_so_far += orders[i].wh;
			let due = rounded_up(asked_so_far, given, asked);
			shares[i] = due - given_so_far;
			given_so_far = due;
		}
	}
	shares
}

fn rounded_up(part: u64, of: u64, whole: u64) -> u64 {
	(u128::from(part) * u128::from(of)).div_ceil(u128::from(whole)) as u64
}

/// Who delivers how much to whom: the overlaps of two rows of stretches, as (ask, bid, Wh).
pub(crate) fn pairs(asks: &[u64], bids: &[u64]) -> Vec<(usize, usize, u64)> {
	let (asks, bids) = (stretches(asks), stretches(bids));
	let mut overlaps = Vec::new();
	for (ask, (ask_from, ask_to)) in asks.iter().enumerate() {
		for (bid, (bid_from, bid_to)) in bids.iter().enumerate() {
			let (from, to) = (ask_from.max(bid_from), ask_to.min(bid_to));
			if from < to {
				overlaps.push((*from, (ask, bid, to - from)));
			}
		}
	}
	overlaps.sort_unstable();
	overlaps.into_iter().map(|(_, pair)| pair).collect()
}

/// Lengths laid end to end.
fn stretches(lengths: &[u64]) -> Vec<(u64, u64)> {
	let mut end = 0;
	let mut lay = |length: &u64| {
		let from = end;
		end += length;
		(from, end)
	};
	lengths.iter().map(&mut lay).collect()
}

#[cfg(test)]
mod tests {
	use super::*;

	fn order(limit: u32, wh: u64) -> Order {
		Order { limit, wh }
	}

	#[test]
	fn the_middle_of_the_best_prices_is_taken() {
		let bids = [order(120, 40), order(118, 35), order(118, 25), order(115, 50)];
		let asks = [order(112, 30), order(115, 50), order(119, 40)];
		assert_eq!(clear(&bids, &asks, 200), Some((117, 80)));
		assert_eq!(shares(Side::Buy, &bids, 80), [40, 24, 16, 0]);
		assert_eq!(shares(Side::Sell, &asks, 80), [30, 50, 0]);
		assert_eq!(clear(&bids, &[order(121, 1)], 200), None);
	}

	#[test]
	fn overlaps_are_contracts() {
		assert_eq!(
			pairs(&[30, 0, 50], &[40, 24, 16]),
			[(0, 0, 30), (2, 0, 10), (2, 1, 24), (2, 2, 16)]
		);
	}
}
