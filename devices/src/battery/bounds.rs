//! The limits of orders that the battery is behind.
//!
//! A strategy knows what the energy is worth to a home that needs it or has it left over. What is bought to be
//! stored must not cost more than it is worth later; what is sold from the store must bring at least what it would
//! be worth there. A part of an order that is filled is worth no less than the whole, because the first Wh that is
//! stored is worth the most, and the first that is given the least.

use super::{schedule::Step, storage::Action};
use crate::{
	market::{OrderTerms, Side},
	trading::strategy::{on_grid, LEAST_ORDER_WH},
	units::{PriceTick, Wh},
};
use core::cmp::Reverse;

/// The orders, with those limits that a step of the battery asks for.
pub fn bound(step: &Step, side: Side, mut orders: Vec<OrderTerms>) -> Vec<OrderTerms> {
	let later = on_grid(step.later);
	match (side, step.action) {
		(Side::Bid, Action::Charge { drawn_wh }) => {
			orders.sort_by_key(|order| Reverse(order.limit));
			change_last(orders, drawn_wh, |limit| limit.min(later))
		}
		(Side::Ask, Action::Discharge { delivered_wh }) => {
			orders.sort_by_key(|order| order.limit);
			change_last(orders, delivered_wh, |limit| limit.max(later))
		}
		_ => orders,
	}
}

/// Changes the limits of the last so many Wh.
fn change_last(
	orders: Vec<OrderTerms>,
	last_wh: Wh,
	change: impl Fn(PriceTick) -> PriceTick,
) -> Vec<OrderTerms> {
	let total_wh: Wh = orders.iter().map(|order| order.quantity_wh).sum();
	let mut first_wh = total_wh.saturating_sub(last_wh);
	let mut changed = Vec::new();
	for order in orders {
		let mut kept_wh = order.quantity_wh.min(first_wh);
		first_wh = first_wh.saturating_sub(kept_wh);
		if kept_wh < LEAST_ORDER_WH {
			kept_wh = Wh(0);
		}
		let rest_wh = order.quantity_wh.saturating_sub(kept_wh);
		changed.push(OrderTerms { quantity_wh: kept_wh, ..order });
		changed.push(OrderTerms { limit: change(order.limit), quantity_wh: rest_wh });
	}
	changed.retain(|order| order.quantity_wh >= LEAST_ORDER_WH);
	changed
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		calendar::{Period, HOUR_MS},
		units::NetWh,
	};

	fn order(ticks: u32, wh: u64) -> OrderTerms {
		OrderTerms { limit: PriceTick(ticks), quantity_wh: Wh(wh) }
	}

	fn step(action: Action, later: u32) -> Step {
		Step {
			period: Period { start: 0, end: HOUR_MS },
			load: NetWh(0),
			action,
			stored_wh: Wh(0),
			now: PriceTick(0),
			later: PriceTick(later),
		}
	}

	#[test]
	fn what_is_bought_to_be_stored_costs_no_more_than_it_is_worth_later() {
		let step = step(Action::Charge { drawn_wh: Wh(700) }, 1_500);
		let bids = bound(&step, Side::Bid, vec![order(1_400, 200), order(2_000, 800)]);
		assert_eq!(bids, [order(2_000, 300), order(1_500, 500), order(1_400, 200)]);
		let asks = vec![order(1_000, 500)];
		assert_eq!(bound(&step, Side::Ask, asks.clone()), asks);
	}

	#[test]
	fn what_is_sold_from_the_store_brings_what_it_would_be_worth_there() {
		let step = step(Action::Discharge { delivered_wh: Wh(700) }, 1_500);
		let asks = bound(&step, Side::Ask, vec![order(900, 1_000), order(1_600, 200)]);
		assert_eq!(asks, [order(900, 500), order(1_500, 500), order(1_600, 200)]);
		let all = bound(&step, Side::Ask, vec![order(900, 600)]);
		assert_eq!(all, [order(1_500, 600)]);
	}

	#[test]
	fn no_order_is_split_into_crumbs() {
		let step = step(Action::Charge { drawn_wh: Wh(5) }, 1_000);
		assert_eq!(bound(&step, Side::Bid, vec![order(2_000, 500)]), [order(2_000, 495)]);
		assert_eq!(bound(&step, Side::Bid, vec![order(2_000, 14)]), [order(1_000, 14)]);
	}
}
