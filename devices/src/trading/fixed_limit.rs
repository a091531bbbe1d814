//! The simplest strategy: always the same limit.

use super::strategy::{krw_per_kwh, kwh, Decision, Situation, Strategy};
use crate::{
	market::{OrderTerms, Side},
	units::PriceTick,
};

/// Bids and asks at limits that the owner named, for a share of what usually flows.
#[derive(Clone, Copy, Debug)]
pub struct FixedLimit {
	/// The most to pay; `None` to buy nothing.
	pub buy: Option<PriceTick>,
	/// The least to take; `None` to sell nothing.
	pub sell: Option<PriceTick>,
	/// Which share of what usually flows is traded, in thousandths.
	pub share_permille: u32,
}

impl Strategy for FixedLimit {
	fn name(&self) -> &'static str {
		"fixed limit"
	}

	fn decide(&self, situation: &Situation) -> Decision {
		let Some(side) = situation.outlook.side() else {
			return Decision::pass("what flows at that time is not known yet, or evens out");
		};
		let limit = match side {
			Side::Bid => self.buy,
			Side::Ask => self.sell,
		};
		let Some(limit) = limit else {
			return Decision::pass(format!("the owner named no limit for this side, {side:?}"));
		};
		let usual_wh = situation.outlook.mean(side);
		let wanted_wh = usual_wh.permille(self.share_permille);
		let quantity_wh = wanted_wh.saturating_sub(situation.contracted_wh);
		let reason = format!(
			"{} usually flow at that time, {} are contracted; the owner's limit is {}",
			kwh(usual_wh),
			kwh(situation.contracted_wh),
			krw_per_kwh(limit),
		);
		Decision::trade(side, [OrderTerms { limit, quantity_wh }], reason)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		trading::{
			history::Outlook,
			strategy::tests::{orders_of, outlook, situation},
		},
		units::Wh,
	};

	const STRATEGY: FixedLimit =
		FixedLimit { buy: Some(PriceTick(1_500)), sell: None, share_permille: 800 };

	#[test]
	fn a_share_of_the_usual_is_bought_at_the_limit() {
		let outlook = outlook(Side::Bid, &[900, 1_100]);
		let (side, orders) = orders_of(STRATEGY.decide(&situation(&outlook)));
		let expected = OrderTerms { limit: PriceTick(1_500), quantity_wh: Wh(800) };
		assert_eq!((side, orders), (Side::Bid, vec![expected]));
	}

	#[test]
	fn what_is_contracted_is_not_bought_again() {
		let outlook = outlook(Side::Bid, &[1_000]);
		let situation = Situation { contracted_wh: Wh(300), ..situation(&outlook) };
		let (_, orders) = orders_of(STRATEGY.decide(&situation));
		assert_eq!(orders[0].quantity_wh, Wh(500));
	}

	#[test]
	fn without_a_limit_or_a_past_it_passes() {
		let surplus = outlook(Side::Ask, &[1_000]);
		assert!(matches!(STRATEGY.decide(&situation(&surplus)), Decision::Pass { .. }));
		let unknown = Outlook::default();
		assert!(matches!(STRATEGY.decide(&situation(&unknown)), Decision::Pass { .. }));
	}
}
