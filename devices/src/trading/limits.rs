//! What the owner allows, whatever a strategy or a click on the page wants.

use super::strategy::{krw_per_kwh, LEAST_ORDER_WH};
use crate::{
	market::{OrderTerms, Side},
	units::{Ecoin, PriceTick, Wh},
};

/// The owner's limits. Nothing leaves the device beyond them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
	/// What all bids of a day in Korea may cost at most, at their limits.
	pub spend_a_day: Option<Ecoin>,
	/// The most to pay, for any energy.
	pub buy_at_most: Option<PriceTick>,
	/// The least to take, for any energy.
	pub sell_at_least: Option<PriceTick>,
}

/// Orders within the limits, and what was changed to bring them there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allowed {
	/// What may be placed.
	pub orders: Vec<OrderTerms>,
	/// What was changed, for people.
	pub changes: Vec<String>,
}

impl Limits {
	/// Brings orders within the limits. `spent` is what the bids of the day cost already.
	pub fn apply(&self, side: Side, orders: &[OrderTerms], spent: Ecoin) -> Allowed {
		let mut allowed = Allowed { orders: orders.to_vec(), ..Allowed::default() };
		match side {
			Side::Bid => {
				if let Some(most) = self.buy_at_most {
					allowed.change_limits("lowered", most, |limit| limit.min(most));
				}
				if let Some(budget) = self.spend_a_day {
					allowed.fit_into(budget.saturating_sub(spent));
				}
			}
			Side::Ask => {
				if let Some(least) = self.sell_at_least {
					allowed.change_limits("raised", least, |limit| limit.max(least));
				}
			}
		}
		allowed
	}
}

impl Allowed {
	fn change_limits(
		&mut self,
		how: &str,
		bound: PriceTick,
		change: impl Fn(PriceTick) -> PriceTick,
	) {
		let before = self.orders.clone();
		for order in &mut self.orders {
			order.limit = change(order.limit);
		}
		if self.orders != before {
			self.changes.push(format!("{how} to the owner's limit of {}", krw_per_kwh(bound)));
		}
	}

	/// Keeps the best orders that the rest of the day's money covers, the last one in part.
	fn fit_into(&mut self, mut money: Ecoin) {
		let before = self.orders.clone();
		self.orders.sort_by_key(|order| core::cmp::Reverse(order.limit));
		for order in &mut self.orders {
			let affordable = money.0 / u128::from(order.limit.0.max(1));
			let affordable = Wh(u64::try_from(affordable).unwrap_or(u64::MAX));
			order.quantity_wh = order.quantity_wh.min(affordable);
			money = money.saturating_sub(order.value_at_limit());
		}
		self.orders.retain(|order| order.quantity_wh >= LEAST_ORDER_WH);
		let total =
			|orders: &[OrderTerms]| orders.iter().map(|order| order.quantity_wh).sum::<Wh>();
		if total(&self.orders) != total(&before) {
			self.changes.push("cut to what the owner allows to be spent on this day".to_string());
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const LIMITS: Limits = Limits {
		spend_a_day: Some(Ecoin(1_000_000)),
		buy_at_most: Some(PriceTick(2_000)),
		sell_at_least: Some(PriceTick(1_000)),
	};

	fn order(ticks: u32, wh: u64) -> OrderTerms {
		OrderTerms { limit: PriceTick(ticks), quantity_wh: Wh(wh) }
	}

	#[test]
	fn what_is_within_the_limits_is_left_alone() {
		let orders = [order(1_500, 100), order(1_200, 50)];
		let allowed = LIMITS.apply(Side::Bid, &orders, Ecoin(0));
		assert_eq!((allowed.orders, allowed.changes), (orders.to_vec(), vec![]));
	}

	#[test]
	fn bids_are_lowered_and_asks_are_raised() {
		let bids = LIMITS.apply(Side::Bid, &[order(3_000, 100)], Ecoin(0));
		assert_eq!((bids.orders, bids.changes.len()), (vec![order(2_000, 100)], 1));
		let asks = LIMITS.apply(Side::Ask, &[order(500, 100)], Ecoin(0));
		assert_eq!((asks.orders, asks.changes.len()), (vec![order(1_000, 100)], 1));
	}

	#[test]
	fn no_bids_together_cost_more_than_is_left_of_the_day() {
		for spent in [0, 1, 400_000, 999_999, 1_000_000, 2_000_000] {
			let wanted = [order(700, 600), order(1_900, 333), order(1_500, 77)];
			let allowed = LIMITS.apply(Side::Bid, &wanted, Ecoin(spent));
			let cost: Ecoin = allowed.orders.iter().map(OrderTerms::value_at_limit).sum();
			assert!(cost.0 <= 1_000_000u128.saturating_sub(spent));
			assert!(allowed.orders.iter().all(|order| order.quantity_wh >= LEAST_ORDER_WH));
		}
		let rest = LIMITS.apply(Side::Bid, &[order(1_000, 5_000)], Ecoin(0));
		assert_eq!(rest.orders, [order(1_000, 1_000)]);
	}

	#[test]
	fn without_limits_everything_is_allowed() {
		let orders = [order(8_000, u64::MAX)];
		let allowed = Limits::default().apply(Side::Bid, &orders, Ecoin(u128::MAX));
		assert_eq!(allowed, Allowed { orders: orders.to_vec(), changes: vec![] });
	}
}
