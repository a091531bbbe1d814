//! The forward market as a device sees it.

use crate::{
	calendar::Period,
	units::{Ecoin, Moment, PriceTick, Wh, ZoneId},
};
use codec::{Decode, Encode};
use serde::{Deserialize, Serialize};

/// The lowest limit that an order may have.
pub const LOWEST_LIMIT: PriceTick = PriceTick(1);

/// The highest limit that an order may have: 819.1 KRW/kWh, where the grid of the call auction ends.
pub const HIGHEST_LIMIT: PriceTick = PriceTick(8_191);

/// The number of a product.
pub type ProductId = u32;

/// A side of the market.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Encode, Decode, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
	/// Wants to buy.
	Bid,
	/// Wants to sell.
	Ask,
}

/// What an order asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
pub struct OrderTerms {
	/// The most a bid pays, the least an ask takes.
	pub limit: PriceTick,
	/// How much energy.
	pub quantity_wh: Wh,
}

impl OrderTerms {
	/// What the whole order is worth at its limit.
	pub fn value_at_limit(&self) -> Ecoin {
		self.quantity_wh * self.limit
	}
}

/// Energy that can be traded: in one zone, during one period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Product {
	/// Its number.
	pub id: ProductId,
	/// Where.
	pub zone: ZoneId,
	/// When it is delivered.
	pub period: Period,
	/// When its gate closes.
	pub closes_at: Moment,
	/// What a seller pays for each Wh that it sells and does not deliver.
	pub imbalance_price: PriceTick,
	/// Whether orders are gathered, or the price is found already.
	pub is_gathering: bool,
	/// Whether it is known who trades with whom: its contracts are made.
	pub is_allocated: bool,
	/// The price at which it traded, once that is found; `None` if nothing was traded.
	pub clearing_price: Option<PriceTick>,
}

/// Which contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ContractId {
	/// In which product.
	pub product: ProductId,
	/// Its number in the product.
	pub index: u32,
}

/// A contract of the device's owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Contract {
	/// Which.
	#[serde(flatten)]
	pub id: ContractId,
	/// When it is delivered.
	pub period: Period,
	/// Whether the owner buys or sells.
	pub side: Side,
	/// How much.
	pub quantity_wh: Wh,
	/// At which price.
	pub price: PriceTick,
	/// What was delivered and paid, once it is settled.
	pub delivered_wh: Option<Wh>,
	/// Whether the chain knows what was delivered, and waits for the owner, who bought it, to confirm or
	/// dispute that.
	pub awaits_buyer: bool,
}

impl Contract {
	/// What of its energy is for a part of its period, if it is spread evenly.
	pub fn part_in(&self, period: &Period) -> Wh {
		self.quantity_wh.part(self.period.overlap_ms(period), self.period.length_ms())
	}
}

/// An order of the owner that stands on the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct StandingOrder {
	/// In which product.
	pub product: ProductId,
	/// On which side.
	pub side: Side,
	/// In which batch of that side.
	pub batch: u32,
	/// What it asks for.
	pub terms: OrderTerms,
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::calendar::HOUR_MS;

	#[test]
	fn a_months_contract_is_spread_over_its_hours() {
		let contract = Contract {
			id: ContractId { product: 1, index: 0 },
			period: Period { start: 0, end: 720 * HOUR_MS },
			side: Side::Bid,
			quantity_wh: Wh(7_200),
			price: PriceTick(1_000),
			delivered_wh: None,
			awaits_buyer: false,
		};
		let hour = Period { start: 10 * HOUR_MS, end: 11 * HOUR_MS };
		assert_eq!(contract.part_in(&hour), Wh(10));
		assert_eq!(contract.part_in(&Period { start: 719 * HOUR_MS, end: 730 * HOUR_MS }), Wh(10));
		assert_eq!(contract.part_in(&Period { start: 720 * HOUR_MS, end: 730 * HOUR_MS }), Wh(0));
	}
}
