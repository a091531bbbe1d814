//! Trades by how sure the device is of what will flow.
//!
//! A seller who sells more than flows pays the imbalance price for what is missing; a buyer who buys more
//! than it needs has paid for nothing. Both are the newsvendor's problem: of an uncertain quantity `X`,
//! commit to the `q` at which one Wh more gains as much as it risks. With `F` the distribution of `X` by the
//! device's own history:
//!
//! ```text
//! ask: gain (p - f) if it flows, lose c if not:   F(q) = (p - f) / (p - f + c)   p = f + c F / (1 - F)
//! bid: gain (v - p) if it is needed, else lose p: F(q) = 1 - p / v               p = v (1 - F)
//! ```
//!
//! where `p` is the price, `f` what feeding in pays, `c` the imbalance price and `v` what the tariff asks for
//! the block that the purchase avoids. Read from a quantile to its price, that is a whole curve: what is
//! nearly certain to flow is offered cheaply, what is unlikely only dearly.

use super::{
	strategy::{on_grid, Decision, Situation, Strategy},
	tariff::Tariff,
};
use crate::{
	market::{OrderTerms, Side},
	units::{PriceTick, Wh},
};

/// The probabilities at which the curve has its steps, in thousandths.
const STEPS_PERMILLE: [u32; 5] = [100, 250, 400, 550, 700];

/// With fewer days than this a distribution says little.
const LEAST_DAYS: usize = 3;

/// Offers along a curve of how certain the energy is.
#[derive(Clone, Copy, Debug)]
pub struct ForecastBased {
	/// What the grid charges.
	pub tariff: Tariff,
	/// What the grid pays for what is fed in.
	pub feed_in: PriceTick,
}

impl ForecastBased {
	fn price(&self, side: Side, situation: &Situation, permille: u32) -> PriceTick {
		let (above, below) = (u64::from(permille), u64::from(1_000 - permille));
		let ticks = match side {
			Side::Ask => {
				let risk = u64::from(situation.product.imbalance_price.0) * above / below;
				u64::from(self.feed_in.0) + risk
			}
			Side::Bid => self.worth(situation) * below / 1_000,
		};
		on_grid(PriceTick(u32::try_from(ticks).unwrap_or(u32::MAX)))
	}

	/// What the cheapest block that a purchase avoids costs: no step of the curve may exceed it.
	fn worth(&self, situation: &Situation) -> u64 {
		let most_wh = situation.outlook.quantile(Side::Bid, 1_000);
		let avoided = self.tariff.avoided(situation.month, situation.month_import_wh, most_wh);
		avoided.last().map_or(0, |slice| u64::from(slice.price.0))
	}
}

impl Strategy for ForecastBased {
	fn name(&self) -> &'static str {
		"forecast-based"
	}

	fn decide(&self, situation: &Situation) -> Decision {
		let outlook = situation.outlook;
		if outlook.days() < LEAST_DAYS {
			return Decision::pass(format!(
				"{} days of that time are known, {LEAST_DAYS} are needed for a forecast",
				outlook.days()
			));
		}
		let Some(side) = outlook.side() else {
			return Decision::pass("nothing flowed at that time on the days before");
		};
		let mut reached_wh = situation.contracted_wh;
		let mut orders = Vec::new();
		for permille in STEPS_PERMILLE {
			let upto_wh = outlook.quantile(side, permille);
			let quantity_wh = upto_wh.saturating_sub(reached_wh);
			if quantity_wh > Wh(0) {
				orders
					.push(OrderTerms { limit: self.price(side, situation, permille), quantity_wh });
			}
			reached_wh = reached_wh.max(upto_wh);
		}
		let reason = format!("by what flowed at that time on {} days before", outlook.days());
		Decision::trade(side, orders, reason)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::trading::strategy::tests::{orders_of, outlook, situation};

	const STRATEGY: ForecastBased =
		ForecastBased { tariff: Tariff::ResidentialLowVoltage, feed_in: PriceTick(800) };

	const DAYS_WH: [u64; 10] = [100, 200, 300, 400, 500, 600, 700, 800, 900, 1_000];

	#[test]
	fn what_is_less_certain_is_sold_dearer() {
		let outlook = outlook(Side::Ask, &DAYS_WH);
		let (side, orders) = orders_of(STRATEGY.decide(&situation(&outlook)));
		assert_eq!(side, Side::Ask);
		assert!(orders.is_sorted_by_key(|order| order.limit));
		assert!(orders.iter().all(|order| order.limit >= STRATEGY.feed_in));
		assert_eq!(orders.iter().map(|order| order.quantity_wh).sum::<Wh>(), Wh(700));
		// One chance in ten to pay 214.6 asks for 23.8 above what feeding in brings.
		assert_eq!(orders[0], OrderTerms { limit: PriceTick(1_038), quantity_wh: Wh(100) });
	}

	#[test]
	fn what_is_less_certain_is_bought_cheaper_and_never_above_the_tariff() {
		let outlook = outlook(Side::Bid, &DAYS_WH);
		let (side, orders) = orders_of(STRATEGY.decide(&situation(&outlook)));
		assert_eq!(side, Side::Bid);
		assert!(orders.is_sorted_by(|dear, cheap| dear.limit >= cheap.limit));
		let block = STRATEGY.worth(&situation(&outlook));
		assert!(orders.iter().all(|order| u64::from(order.limit.0) <= block));
	}

	#[test]
	fn what_is_contracted_comes_off_the_certain_end() {
		let outlook = outlook(Side::Ask, &DAYS_WH);
		let situation = Situation { contracted_wh: Wh(350), ..situation(&outlook) };
		let (_, orders) = orders_of(STRATEGY.decide(&situation));
		assert_eq!(orders[0].quantity_wh, Wh(50));
		assert_eq!(orders.iter().map(|order| order.quantity_wh).sum::<Wh>(), Wh(350));
	}

	#[test]
	fn when_every_day_was_the_same_there_is_one_order() {
		let outlook = outlook(Side::Ask, &[500; 7]);
		let (_, orders) = orders_of(STRATEGY.decide(&situation(&outlook)));
		assert_eq!(orders.len(), 1);
	}

	#[test]
	fn two_days_make_no_forecast() {
		let outlook = outlook(Side::Ask, &[500; 2]);
		assert!(matches!(STRATEGY.decide(&situation(&outlook)), Decision::Pass { .. }));
	}
}
