//! What the chain's answers look like: by the names that its metadata gives them.

use crate::{
	calendar::Period,
	engine::observation::ObservedPoint,
	market,
	meter::{reading, registers},
	units::{PriceTick, Watt, Wh, ZoneId},
};
use joule_link::{DecodeAsType, Value, ValueDef};

/// A metering point.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "joule_link::scale_decode")]
pub struct Point {
	capacity: Capacity,
	key: MeterKey,
	last: LastReading,
	state: PointState,
}

/// What a point can carry, in watts.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "joule_link::scale_decode")]
pub struct Capacity {
	import: u64,
	export: u64,
}

/// The key of a point's meter.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "joule_link::scale_decode")]
pub enum MeterKey {
	Ed25519([u8; 32]),
	Sr25519([u8; 32]),
}

/// The last reading of a point.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "joule_link::scale_decode")]
pub struct LastReading {
	sequence: u32,
	measured_at: u64,
	face: Registers,
}

/// What a meter shows, in Wh.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "joule_link::scale_decode")]
pub struct Registers {
	import_wh: u64,
	export_wh: u64,
}

/// Whether a point is read.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "joule_link::scale_decode")]
pub enum PointState {
	InService,
	Retired,
}

impl Point {
	/// The point, unless it is out of service.
	pub fn in_service(self) -> Option<ObservedPoint> {
		matches!(self.state, PointState::InService).then_some(ObservedPoint {
			last: reading::LastReading {
				sequence: self.last.sequence,
				measured_at: self.last.measured_at,
				face: registers::Registers::new(self.last.face.import_wh, self.last.face.export_wh),
			},
			capacity: registers::Capacity {
				import: Watt(self.capacity.import),
				export: Watt(self.capacity.export),
			},
			key: match self.key {
				MeterKey::Ed25519(key) | MeterKey::Sr25519(key) => key,
			},
		})
	}
}

/// A product, its number and its clearing.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "joule_link::scale_decode")]
pub struct ProductView {
	id: u32,
	product: Product,
	clearing: Option<Clearing>,
}

/// At which price a product traded, and how much.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "joule_link::scale_decode")]
pub struct Clearing {
	price: u32,
	volume_wh: u64,
}

/// A product.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "joule_link::scale_decode")]
pub struct Product {
	zone: u16,
	period: DeliveryPeriod,
	closes_at: u64,
	imbalance_price: u32,
	stage: Value,
}

/// When a product is delivered.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "joule_link::scale_decode")]
pub struct DeliveryPeriod {
	start: u64,
	end: u64,
}

impl From<ProductView> for market::Product {
	fn from(ProductView { id, product, clearing }: ProductView) -> Self {
		let is_in = |stages: &[&str]| match &product.stage.value {
			ValueDef::Variant(stage) => stages.contains(&stage.name.as_str()),
			_ => false,
		};
		let traded = clearing.filter(|clearing| clearing.volume_wh > 0);
		Self {
			id,
			zone: ZoneId(product.zone),
			period: Period { start: product.period.start, end: product.period.end },
			closes_at: product.closes_at,
			imbalance_price: PriceTick(product.imbalance_price),
			is_gathering: is_in(&["Gathering"]),
			is_allocated: !is_in(&["Gathering", "Allocating"]),
			clearing_price: traded.map(|clearing| PriceTick(clearing.price)),
		}
	}
}

/// An order.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "joule_link::scale_decode")]
pub struct OrderView {
	pub product: u32,
	pub order: OrderId,
	terms: OrderTerms,
}

/// Where an order stands.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "joule_link::scale_decode")]
pub struct OrderId {
	side: Side,
	pub batch: u32,
	pub index: u16,
}

/// The side of an order.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "joule_link::scale_decode")]
pub enum Side {
	Bid,
	Ask,
}

/// What an order asks for.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "joule_link::scale_decode")]
pub struct OrderTerms {
	limit: u32,
	quantity_wh: u64,
}

impl From<OrderView> for market::StandingOrder {
	fn from(order: OrderView) -> Self {
		Self {
			product: order.product,
			side: match order.order.side {
				Side::Bid => market::Side::Bid,
				Side::Ask => market::Side::Ask,
			},
			batch: order.order.batch,
			terms: market::OrderTerms {
				limit: PriceTick(order.terms.limit),
				quantity_wh: Wh(order.terms.quantity_wh),
			},
		}
	}
}

/// A contract.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "joule_link::scale_decode")]
pub struct ContractView {
	pub product: u32,
	contract: u32,
	pub seller: [u8; 32],
	quantity_wh: u64,
	price: u32,
	state: ContractState,
}

/// How far a contract is.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "joule_link::scale_decode")]
pub enum ContractState {
	Agreed,
	Confirmed,
	Disputed {},
	Ruled {},
	Settled { delivered_wh: u64 },
}

impl ContractView {
	/// Whether it is neither settled nor answered by its buyer, who is this party.
	pub fn is_unanswered_by(&self, party: &[u8; 32]) -> bool {
		self.seller != *party && matches!(self.state, ContractState::Agreed)
	}

	/// The contract as its party sees it.
	pub fn of(self, party: &[u8; 32], period: Period, awaits_buyer: bool) -> market::Contract {
		market::Contract {
			id: market::ContractId { product: self.product, index: self.contract },
			period,
			side: if self.seller == *party { market::Side::Ask } else { market::Side::Bid },
			quantity_wh: Wh(self.quantity_wh),
			price: PriceTick(self.price),
			delivered_wh: match self.state {
				ContractState::Settled { delivered_wh } => Some(Wh(delivered_wh)),
				_ => None,
			},
			awaits_buyer,
		}
	}
}

/// An account's balance of an asset.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "joule_link::scale_decode")]
pub struct Balance {
	pub balance: u128,
}
