//! What the device asks the chain, and what it learns: all at one final block.

use crate::{
	market::{Contract, Product, StandingOrder},
	meter::{reading::LastReading, registers::Capacity},
	units::{Ecoin, Moment, PointId, ZoneId},
};
use std::collections::BTreeMap;

/// What the device wants to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
	/// Whose orders, contracts and money.
	pub owner: [u8; 32],
	/// Which points.
	pub points: Vec<PointId>,
	/// Which zone's products; `None` if the device does not trade.
	pub zone: Option<ZoneId>,
}

/// What the chain has at one final block.
#[derive(Clone, Debug, Default)]
pub struct Observation {
	/// The number of the block.
	pub block: u64,
	/// Its time.
	pub time: Moment,
	/// The hash of the chain's first block.
	pub genesis: [u8; 32],
	/// The points that are in service.
	pub points: BTreeMap<PointId, ObservedPoint>,
	/// The products of the zone.
	pub products: Vec<Product>,
	/// The owner's orders, without those that were cancelled.
	pub orders: Vec<StandingOrder>,
	/// The owner's contracts.
	pub contracts: Vec<Contract>,
	/// The owner's money.
	pub money: Money,
}

/// What the chain knows of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ObservedPoint {
	/// Its last reading.
	pub last: LastReading,
	/// What it can carry.
	pub capacity: Capacity,
	/// The public key of its meter.
	pub key: [u8; 32],
}

/// An owner's money.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Money {
	/// What can be spent.
	pub free: Ecoin,
	/// What is held for orders and contracts.
	pub held: Ecoin,
}
