//! Finding the clearing: the one price at which a book trades, and where each side runs out.
//!
//! A book is given as two histograms, indexed by tick: how many Wh of bids, and how many of asks,
//! have that limit. The rule, in its own order:
//!
//! 1. the price that trades the most;
//! 2. among those the smallest imbalance between demand and supply;
//! 3. among those the middle of the interval, rounded down to the tick.
//!
//! Demand never grows with the price and supply never shrinks, so the prices that pass 1 lie side
//! by side, and so do those that pass 2: there is an interval to take the middle of. One pass over
//! the ticks finds it, whatever the number of orders behind the histograms.
//!
//! No sum here can overflow: a book refuses an order that would lift a side's total above `u64`.

use core::cmp::{Ordering, Reverse};
use joule_primitives::{Clearing, Margin, PriceTick, Side, Wh};

/// The clearing of a book, or the default [`Clearing`] if no bid meets an ask.
pub fn clear(bids: &[Wh], asks: &[Wh]) -> Clearing {
	let optimum = Optimum::of(bids, asks);
	if optimum.volume_wh.is_zero() {
		return Clearing::default();
	}
	Clearing {
		price: optimum.middle(),
		volume_wh: optimum.volume_wh,
		bid_margin: margin(best_first(Side::Bid, bids), optimum.volume_wh),
		ask_margin: margin(best_first(Side::Ask, asks), optimum.volume_wh),
	}
}

/// The levels of a histogram that hold anything, best limit first.
pub fn best_first(side: Side, levels: &[Wh]) -> impl Iterator<Item = (PriceTick, Wh)> + '_ {
	let count = levels.len();
	(0..count).filter_map(move |rank| {
		let tick = match side {
			Side::Bid => count - 1 - rank,
			Side::Ask => rank,
		};
		let quantity = levels.get(tick).copied().filter(|quantity| !quantity.is_zero())?;
		Some((PriceTick(tick as u32), quantity))
	})
}

/// The interval of prices that are best by the first two parts of the rule.
struct Optimum {
	volume_wh: Wh,
	imbalance_wh: Wh,
	lowest: PriceTick,
	highest: PriceTick,
}

impl Optimum {
	/// One pass upwards over the prices: the asks join the supply at their limit, the bids leave
	/// the demand above theirs.
	fn of(bids: &[Wh], asks: &[Wh]) -> Self {
		let mut best = Self::nothing();
		let mut demand: Wh = bids.iter().copied().sum();
		let mut supply = Wh::ZERO;
		for (price, (bid, ask)) in (0..).map(PriceTick).zip(bids.iter().zip(asks)) {
			supply = supply.saturating_add(*ask);
			best.consider(price, demand, supply);
			demand = demand.saturating_sub(*bid);
		}
		best
	}

	/// What every price is at least as good as.
	const fn nothing() -> Self {
		Self {
			volume_wh: Wh::ZERO,
			imbalance_wh: Wh(u64::MAX),
			lowest: PriceTick::ZERO,
			highest: PriceTick::ZERO,
		}
	}

	fn consider(&mut self, price: PriceTick, demand: Wh, supply: Wh) {
		let volume_wh = demand.min(supply);
		let imbalance_wh = Wh(demand.0.abs_diff(supply.0));
		let merit = (volume_wh, Reverse(imbalance_wh));
		match merit.cmp(&(self.volume_wh, Reverse(self.imbalance_wh))) {
			Ordering::Greater => {
				*self = Self { volume_wh, imbalance_wh, lowest: price, highest: price }
			}
			Ordering::Equal => self.highest = price,
			Ordering::Less => (),
		}
	}

	fn middle(&self) -> PriceTick {
		let width = self.highest.saturating_sub(self.lowest);
		self.lowest.saturating_add(PriceTick(width.0 / 2))
	}
}

/// Where a side runs out, given its levels from the best on and a volume above zero.
fn margin(levels: impl Iterator<Item = (PriceTick, Wh)>, volume_wh: Wh) -> Margin {
	let mut left_wh = volume_wh;
	for (limit, offered_wh) in levels {
		match left_wh.checked_sub(offered_wh) {
			Some(rest_wh) if !rest_wh.is_zero() => left_wh = rest_wh,
			_ => return Margin { limit, offered_wh, filled_wh: left_wh },
		}
	}
	Margin::default()
}

#[cfg(test)]
mod tests {
	use super::*;

	/// A histogram of 200 ticks with these quantities at these limits.
	fn levels(orders: &[(usize, u64)]) -> Vec<Wh> {
		let mut levels = vec![Wh::ZERO; 200];
		for (tick, quantity) in orders {
			levels[*tick].0 += quantity;
		}
		levels
	}

	#[test]
	fn the_example_of_the_crate_docs() {
		let bids = levels(&[(120, 40), (118, 35), (118, 25), (115, 50)]);
		let asks = levels(&[(112, 30), (115, 50), (119, 40)]);
		let margin = |limit, offered, filled| Margin {
			limit: PriceTick(limit),
			offered_wh: Wh(offered),
			filled_wh: Wh(filled),
		};
		assert_eq!(
			clear(&bids, &asks),
			Clearing {
				price: PriceTick(117),
				volume_wh: Wh(80),
				bid_margin: margin(118, 60, 40),
				ask_margin: margin(115, 50, 50),
			}
		);
	}

	#[test]
	fn nothing_trades_where_no_bid_meets_an_ask() {
		let (low, high) = (levels(&[(10, 5)]), levels(&[(11, 5)]));
		let empty = levels(&[]);
		for (bids, asks) in [(&low, &high), (&empty, &high), (&low, &empty), (&empty, &empty)] {
			assert_eq!(clear(bids, asks), Clearing::default());
		}
		assert_eq!(clear(&[], &[]), Clearing::default());
	}

	#[test]
	fn the_middle_of_an_even_interval_is_rounded_down() {
		assert_eq!(clear(&levels(&[(13, 5)]), &levels(&[(10, 5)])).price, PriceTick(11));
	}

	#[test]
	fn the_smaller_imbalance_goes_before_the_middle() {
		// At 10 and 11 the same 5 Wh trade, but at 10 demand exceeds supply by 100 Wh.
		let clearing = clear(&levels(&[(11, 5), (10, 100)]), &levels(&[(10, 5)]));
		assert_eq!(clearing.price, PriceTick(11));
	}

	#[test]
	fn the_largest_totals_do_not_overflow() {
		let most = levels(&[(50, u64::MAX)]);
		let clearing = clear(&most, &most);
		assert_eq!(clearing.volume_wh, Wh(u64::MAX));
		assert_eq!(clearing.bid_margin, clearing.ask_margin);
	}
}
