//! The fill of one order, a pure function of the order and the clearing.
//!
//! Orders with better limits than the margin fill whole, worse ones not at all. Those at the margin
//! share what is left for them, each in proportion to its quantity, and no Wh may be lost or made
//! by rounding. So the sharing is done along the queue, in order of placing: after each order, all
//! the fills up to it together are the exact share of all the quantities up to it, rounded up to a
//! whole Wh.
//!
//! ```text
//! due(queued) = ceil(queued x filled / offered)
//! fill        = due(queued before + quantity) - due(queued before)
//! ```
//!
//! - The fills sum up to what was left: `due(offered)` is `filled`.
//! - Each is the exact share rounded down or up, so it is less than 1 Wh away from it, and never
//!   more than was ordered.
//! - Time of placing decides who is rounded up: whoever comes first when a fraction of a Wh is due.
//!   No order's share ever waits for a later one's.
//!
//! The rule "floor everybody, then one more Wh each for the earliest" would need the fractions of
//! all marginal orders before the first could be filled: a pass over the orders, which clearing
//! does without. Walking the queue needs one number, [how much of it](fill) lies behind.

use joule_primitives::{Clearing, Margin, OrderTerms, Side, Wh};

/// What an order is filled with.
///
/// `queued_wh` is what the orders at the margin placed before this one asked for, zero at the
/// beginning of a side; an order at the margin adds itself.
pub fn fill(side: Side, order: &OrderTerms, clearing: &Clearing, queued_wh: &mut Wh) -> Wh {
	let margin = match side {
		Side::Bid => &clearing.bid_margin,
		Side::Ask => &clearing.ask_margin,
	};
	if clearing.volume_wh.is_zero() {
		Wh::ZERO
	} else if order.limit == margin.limit {
		let before_wh = due(margin, *queued_wh);
		*queued_wh = queued_wh.saturating_add(order.quantity_wh);
		due(margin, *queued_wh).saturating_sub(before_wh)
	} else if side.accepts(order.limit, margin.limit) {
		order.quantity_wh
	} else {
		Wh::ZERO
	}
}

/// What the first `queued_wh` at the margin are filled with, all together.
fn due(margin: &Margin, queued_wh: Wh) -> Wh {
	let share = u128::from(queued_wh.0) * u128::from(margin.filled_wh.0);
	let due = share.div_ceil(u128::from(margin.offered_wh.0).max(1));
	// As long as no more is queued than was offered, `due` is at most `filled_wh`.
	u64::try_from(due).map_or(margin.filled_wh, Wh)
}

#[cfg(test)]
mod tests {
	use super::*;
	use joule_primitives::PriceTick;

	/// 40 of the 60 Wh bid at 118 are filled.
	fn clearing() -> Clearing {
		let bid_margin = Margin { limit: PriceTick(118), offered_wh: Wh(60), filled_wh: Wh(40) };
		Clearing {
			price: PriceTick(117),
			volume_wh: Wh(80),
			bid_margin,
			ask_margin: Margin::default(),
		}
	}

	fn fills_of_bids(orders: &[(u32, u64)]) -> Vec<u64> {
		let mut queued = Wh::ZERO;
		let terms = |&(limit, quantity): &(u32, u64)| OrderTerms {
			limit: PriceTick(limit),
			quantity_wh: Wh(quantity),
		};
		orders
			.iter()
			.map(|order| fill(Side::Bid, &terms(order), &clearing(), &mut queued).0)
			.collect()
	}

	#[test]
	fn better_orders_fill_whole_and_worse_ones_not_at_all() {
		assert_eq!(fills_of_bids(&[(117, 9), (119, 9), (1, 9), (8_191, 9)]), [0, 9, 0, 9]);
	}

	#[test]
	fn at_the_margin_the_earlier_order_is_rounded_up() {
		// 35 x 40 / 60 = 23.33 and 25 x 40 / 60 = 16.67.
		assert_eq!(fills_of_bids(&[(118, 35), (118, 25)]), [24, 16]);
		assert_eq!(fills_of_bids(&[(118, 25), (118, 35)]), [17, 23]);
	}

	#[test]
	fn a_cancelled_order_gets_nothing_and_moves_nobody() {
		assert_eq!(fills_of_bids(&[(118, 0), (118, 35), (118, 0), (118, 25)]), [0, 24, 0, 16]);
	}

	#[test]
	fn nobody_is_filled_when_nothing_traded() {
		let order = OrderTerms { limit: PriceTick(8_191), quantity_wh: Wh(1) };
		for side in [Side::Bid, Side::Ask] {
			let mut queued = Wh::ZERO;
			assert_eq!(fill(side, &order, &Clearing::default(), &mut queued), Wh::ZERO);
		}
	}

	#[test]
	fn the_largest_quantities_do_not_overflow() {
		let most = Wh(u64::MAX);
		let margin = Margin { limit: PriceTick(1), offered_wh: most, filled_wh: most };
		assert_eq!(due(&margin, most), most);
	}
}
