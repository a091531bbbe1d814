//! The trait that turns an outlook into orders.

use super::history::Outlook;
use crate::{
	calendar::Month,
	market::{OrderTerms, Product, Side, HIGHEST_LIMIT, LOWEST_LIMIT},
	units::{PriceTick, Wh},
};

/// An order smaller than this is not worth placing.
pub const LEAST_ORDER_WH: Wh = Wh(10);

/// What a strategy decides in.
#[derive(Clone, Debug)]
pub struct Situation<'a> {
	/// What is traded.
	pub product: &'a Product,
	/// What may flow in the product's period.
	pub outlook: &'a Outlook,
	/// What is contracted already for that period, on the side that the outlook suggests.
	pub contracted_wh: Wh,
	/// The month of the delivery.
	pub month: Month,
	/// What will have to be drawn from the grid in that month, without what is contracted already.
	pub month_import_wh: Wh,
}

/// What a strategy wants, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
	/// To place these orders.
	Trade {
		/// On which side.
		side: Side,
		/// What.
		orders: Vec<OrderTerms>,
		/// Why, for people.
		reason: String,
	},
	/// To leave the product alone.
	Pass {
		/// Why, for people.
		reason: String,
	},
}

impl Decision {
	/// To leave the product alone for this reason.
	pub fn pass(reason: impl Into<String>) -> Self {
		Self::Pass { reason: reason.into() }
	}

	/// To place those of the orders that are worth it, with limits that the market takes.
	pub fn trade(side: Side, orders: impl IntoIterator<Item = OrderTerms>, reason: String) -> Self {
		let orders: Vec<_> = orders
			.into_iter()
			.filter(|order| order.quantity_wh >= LEAST_ORDER_WH)
			.map(|order| OrderTerms { limit: on_grid(order.limit), ..order })
			.collect();
		if orders.is_empty() {
			return Self::pass("nothing worth an order is left over or missing");
		}
		Self::Trade { side, orders, reason }
	}
}

/// Turns an outlook into orders. Decides once for each product, before its gate closes.
pub trait Strategy: Send + Sync {
	/// What it is called.
	fn name(&self) -> &'static str;

	/// What it wants in a situation.
	fn decide(&self, situation: &Situation) -> Decision;
}

/// The nearest price at which one may trade.
pub fn on_grid(price: PriceTick) -> PriceTick {
	price.clamp(LOWEST_LIMIT, HIGHEST_LIMIT)
}

/// A price as people say it.
pub fn krw_per_kwh(price: PriceTick) -> String {
	format!("{}.{} KRW/kWh", price.0 / 10, price.0 % 10)
}

/// Energy as people say it.
pub fn kwh(energy: Wh) -> String {
	format!("{}.{:03} kWh", energy.0 / 1_000, energy.0 % 1_000)
}

#[cfg(test)]
pub mod tests {
	use super::*;
	use crate::{
		calendar::{Period, HOUR_MS},
		meter::registers::Registers,
		units::{Moment, ZoneId},
	};

	/// 2026-11-02 12:00 in Korea.
	pub const NOON: Moment = 1_793_458_800_000 + 36 * HOUR_MS;

	/// An hour at noon.
	pub const PRODUCT: Product = Product {
		id: 3,
		zone: ZoneId(1),
		period: Period { start: NOON, end: NOON + HOUR_MS },
		closes_at: NOON - HOUR_MS,
		imbalance_price: PriceTick(2_146),
		is_gathering: true,
		is_allocated: false,
		clearing_price: None,
	};

	/// A situation with this outlook.
	pub fn situation(outlook: &Outlook) -> Situation<'_> {
		Situation {
			product: &PRODUCT,
			outlook,
			contracted_wh: Wh(0),
			month: Month { year: 2026, month: 11 },
			month_import_wh: Wh(350_000),
		}
	}

	/// An outlook of so much on one side on each day.
	pub fn outlook(side: Side, energies_wh: &[u64]) -> Outlook {
		let flow = |energy: &u64| match side {
			Side::Bid => Registers::new(*energy, 0),
			Side::Ask => Registers::new(0, *energy),
		};
		Outlook::of(energies_wh.iter().map(flow).collect())
	}

	/// The orders of a decision to trade.
	pub fn orders_of(decision: Decision) -> (Side, Vec<OrderTerms>) {
		match decision {
			Decision::Trade { side, orders, .. } => (side, orders),
			Decision::Pass { reason } => panic!("it passed: {reason}"),
		}
	}

	#[test]
	fn orders_are_put_on_the_grid_and_crumbs_are_left() {
		let order = |ticks, wh| OrderTerms { limit: PriceTick(ticks), quantity_wh: Wh(wh) };
		let decision = Decision::trade(
			Side::Bid,
			[order(0, 10), order(99_999, 10), order(5, 9)],
			String::new(),
		);
		assert_eq!(orders_of(decision), (Side::Bid, vec![order(1, 10), order(8_191, 10)]));
		assert!(matches!(
			Decision::trade(Side::Bid, [order(5, 9)], String::new()),
			Decision::Pass { .. }
		));
	}

	#[test]
	fn amounts_are_said_as_people_do() {
		assert_eq!(krw_per_kwh(PriceTick(2_146)), "214.6 KRW/kWh");
		assert_eq!(kwh(Wh(1_005)), "1.005 kWh");
	}
}
