//! Trades between what the grid charges and what it pays.

use super::{
	strategy::{krw_per_kwh, kwh, Decision, Situation, Strategy},
	tariff::Tariff,
};
use crate::{
	market::{OrderTerms, Side},
	units::{PriceTick, Wh},
};

/// A buyer never pays more than the block of the tariff that the purchase avoids costs; a seller never takes
/// less than what feeding in brings anyway.
#[derive(Clone, Copy, Debug)]
pub struct TariffAware {
	/// What the grid charges.
	pub tariff: Tariff,
	/// What the grid pays for what is fed in.
	pub feed_in: PriceTick,
	/// How much of the span between the two a trade must leave to the owner, in thousandths.
	pub margin_permille: u32,
}

impl TariffAware {
	/// What buying this much is worth at most, dearest block first.
	fn bids(&self, situation: &Situation, quantity_wh: Wh) -> Vec<OrderTerms> {
		let avoided = self.tariff.avoided(situation.month, situation.month_import_wh, quantity_wh);
		avoided
			.into_iter()
			.filter(|slice| slice.price > self.feed_in)
			.map(|slice| OrderTerms {
				limit: PriceTick(slice.price.0 - self.margin(slice.price)),
				quantity_wh: slice.energy_wh,
			})
			.collect()
	}

	/// The least that selling must bring.
	fn ask_limit(&self, situation: &Situation) -> PriceTick {
		let top = self
			.tariff
			.slices(situation.month, Wh(u64::MAX))
			.first()
			.map(|cheapest| cheapest.price);
		let margin = top.map_or(0, |price| self.margin(price));
		PriceTick(self.feed_in.0.saturating_add(margin))
	}

	fn margin(&self, price: PriceTick) -> u32 {
		let span = u64::from(price.0.saturating_sub(self.feed_in.0));
		(span * u64::from(self.margin_permille.min(1_000)) / 1_000) as u32
	}
}

impl Strategy for TariffAware {
	fn name(&self) -> &'static str {
		"tariff-aware"
	}

	fn decide(&self, situation: &Situation) -> Decision {
		let Some(side) = situation.outlook.side() else {
			return Decision::pass("what flows at that time is not known yet, or evens out");
		};
		let usual_wh = situation.outlook.mean(side);
		let quantity_wh = usual_wh.saturating_sub(situation.contracted_wh);
		match side {
			Side::Bid => {
				let orders = self.bids(situation, quantity_wh);
				let reason = format!(
					"{} more are needed at that time, and of {} in the month they avoid blocks of {}",
					kwh(quantity_wh),
					kwh(situation.month_import_wh),
					self.said(situation, quantity_wh),
				);
				Decision::trade(side, orders, reason)
			}
			Side::Ask => {
				let limit = self.ask_limit(situation);
				let reason = format!(
					"{} more are left over at that time, for which the grid pays {}",
					kwh(quantity_wh),
					krw_per_kwh(self.feed_in),
				);
				Decision::trade(side, [OrderTerms { limit, quantity_wh }], reason)
			}
		}
	}
}

impl TariffAware {
	fn said(&self, situation: &Situation, quantity_wh: Wh) -> String {
		let avoided = self.tariff.avoided(situation.month, situation.month_import_wh, quantity_wh);
		let prices: Vec<_> = avoided.iter().map(|slice| krw_per_kwh(slice.price)).collect();
		prices.join(" and ")
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::trading::strategy::tests::{orders_of, outlook, situation};

	const STRATEGY: TariffAware = TariffAware {
		tariff: Tariff::ResidentialLowVoltage,
		feed_in: PriceTick(800),
		margin_permille: 50,
	};

	#[test]
	fn a_buyer_never_pays_more_than_the_block_that_it_avoids() {
		for month_kwh in [10, 199, 201, 399, 401, 1_500] {
			for need_wh in [50, 5_000, 300_000] {
				let outlook = outlook(Side::Bid, &[need_wh]);
				let month_import_wh = Wh(month_kwh * 1_000);
				let situation = Situation { month_import_wh, ..situation(&outlook) };
				let avoided =
					STRATEGY.tariff.avoided(situation.month, month_import_wh, Wh(need_wh));
				let (_, orders) = orders_of(STRATEGY.decide(&situation));
				assert_eq!(orders.len(), avoided.len());
				for (order, slice) in orders.iter().zip(avoided) {
					assert!(order.limit <= slice.price);
					assert_eq!(order.quantity_wh, slice.energy_wh);
				}
			}
		}
	}

	#[test]
	fn a_seller_never_takes_less_than_the_grid_pays() {
		let outlook = outlook(Side::Ask, &[2_000]);
		for feed_in in [0, 800, 5_000] {
			let strategy = TariffAware { feed_in: PriceTick(feed_in), ..STRATEGY };
			let (side, orders) = orders_of(strategy.decide(&situation(&outlook)));
			assert_eq!((side, orders[0].quantity_wh), (Side::Ask, Wh(2_000)));
			assert!(orders[0].limit.0 >= feed_in.max(1));
		}
	}

	#[test]
	fn blocks_that_cost_less_than_feeding_in_brings_are_left_to_the_grid() {
		let outlook = outlook(Side::Bid, &[300_000]);
		let strategy = TariffAware { feed_in: PriceTick(2_000), ..STRATEGY };
		let situation = Situation { month_import_wh: Wh(300_000), ..situation(&outlook) };
		let (_, orders) = orders_of(strategy.decide(&situation));
		assert_eq!(orders.iter().map(|order| order.quantity_wh).sum::<Wh>(), Wh(100_000));
	}
}
