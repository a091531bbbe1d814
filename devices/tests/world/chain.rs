//! A chain in memory, with the rules that a device relies on, and a pool that it cannot rely on.

use super::{meter_key, NOVEMBER, POINT};
use joule_device::{
	calendar::{Period, DAY_MS, HOUR_MS},
	engine::{
		call::{Call, Outcome},
		observation::{Observation, ObservedPoint},
	},
	market::{Product, StandingOrder},
	meter::{
		reading::{check, LastReading, Reading},
		registers::{Capacity, Registers},
	},
	units::{Moment, PriceTick, Watt, ZoneId},
};
use std::collections::BTreeMap;

/// What becomes of a transaction that a device left behind when it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
	/// It is in a pool and gets into the next block.
	Included,
	/// The pool forgot it.
	Forgotten,
	/// It is in the pool of a node that is cut off, and comes after so many blocks.
	Delayed(u64),
}

/// A chain.
pub struct Chain {
	/// The number of the last block. Every block is final.
	pub block: u64,
	/// Its time.
	pub time: Moment,
	/// The readings that it took, by time of taking.
	pub readings: Vec<Reading>,
	/// The orders in its books.
	pub orders: Vec<StandingOrder>,
	/// What can be traded.
	pub products: Vec<Product>,
	nonce: u64,
	batches: u32,
	last: LastReading,
	/// Transactions by number, and from which block on they can be included.
	pool: Vec<Transaction>,
}

struct Transaction {
	nonce: u64,
	from_block: u64,
	call: Call,
}

impl Default for Chain {
	fn default() -> Self {
		Self {
			block: 0,
			time: NOVEMBER,
			readings: Vec::new(),
			orders: Vec::new(),
			products: Vec::new(),
			nonce: 0,
			batches: 0,
			last: LastReading { sequence: 0, measured_at: NOVEMBER, face: Registers::default() },
			pool: Vec::new(),
		}
	}
}

impl Chain {
	/// Opens a product of an hour whose gate closes at a moment.
	pub fn open_product(&mut self, closes_at: Moment) {
		let start = closes_at + DAY_MS;
		self.products.push(Product {
			id: self.products.len() as u32,
			zone: ZoneId(1),
			period: Period { start, end: start + HOUR_MS },
			closes_at,
			imbalance_price: PriceTick(2_146),
			is_gathering: true,
		});
	}

	/// What a device sees of it.
	pub fn observe(&self) -> Observation {
		let point = ObservedPoint {
			last: self.last,
			capacity: Capacity { import: Watt(12_000), export: Watt(12_000) },
			key: meter_key().verifying_key().to_bytes(),
		};
		Observation {
			block: self.block,
			time: self.time,
			genesis: [9; 32],
			points: BTreeMap::from([(POINT, point)]),
			products: self.products.clone(),
			orders: self.orders.clone(),
			..Observation::default()
		}
	}

	/// Takes a transaction with the number that is next by the final state, as a device does that knows of
	/// nothing else on its way. Tells the number; `None` if one with that number waits already.
	pub fn submit(&mut self, call: Call) -> Option<u64> {
		let nonce = self.nonce;
		let is_taken = self
			.pool
			.iter()
			.any(|other| other.nonce == nonce && other.from_block <= self.block + 1);
		if is_taken {
			return None;
		}
		self.pool.push(Transaction { nonce, from_block: self.block + 1, call });
		Some(nonce)
	}

	/// The device ended: what it left behind meets its fate.
	pub fn abandon(&mut self, fate: Fate) {
		match fate {
			Fate::Included => {}
			Fate::Forgotten => self.pool.clear(),
			Fate::Delayed(blocks) => {
				for transaction in &mut self.pool {
					transaction.from_block = self.block + blocks;
				}
			}
		}
	}

	/// Makes a block at a moment. Tells what came of the transactions in it.
	pub fn make_block(&mut self, time: Moment) -> Vec<(u64, Outcome)> {
		(self.block, self.time) = (self.block + 1, time);
		for product in &mut self.products {
			product.is_gathering = time < product.closes_at;
		}
		let mut outcomes = Vec::new();
		while let Some(place) = self.next_in_pool() {
			let Transaction { nonce, call, .. } = self.pool.remove(place);
			self.nonce += 1;
			let outcome = match self.dispatch(call) {
				Ok(()) => Outcome::Done { block: self.block },
				Err(reason) => Outcome::Failed(reason),
			};
			outcomes.push((nonce, outcome));
		}
		let nonce = self.nonce;
		self.pool.retain(|transaction| transaction.nonce >= nonce);
		outcomes
	}

	fn next_in_pool(&self) -> Option<usize> {
		self.pool.iter().position(|transaction| {
			transaction.nonce == self.nonce && transaction.from_block <= self.block
		})
	}

	fn dispatch(&mut self, call: Call) -> Result<(), String> {
		match call {
			Call::Fence => Ok(()),
			Call::SubmitReadings(batch) => {
				let (mut last, mut taken) = (self.last, Vec::new());
				let capacity = Capacity { import: Watt(12_000), export: Watt(12_000) };
				for signed in batch {
					let reading = signed.reading;
					if reading.sequence != last.sequence + 1 {
						return Err("ReadingReplayed".into());
					}
					check(&last, &capacity, &reading).map_err(|fault| fault.to_string())?;
					last = LastReading {
						sequence: reading.sequence,
						measured_at: reading.measured_at,
						face: reading.registers,
					};
					taken.push(reading);
				}
				self.last = last;
				self.readings.extend(taken);
				Ok(())
			}
			Call::PlaceOrders { product, side, orders } => {
				let known = self.products.iter().find(|known| known.id == product);
				if !known.is_some_and(|product| product.is_gathering) {
					return Err("GateClosed".into());
				}
				let batch = self.batches;
				self.batches += 1;
				let placed =
					orders.into_iter().map(|terms| StandingOrder { product, side, batch, terms });
				self.orders.extend(placed);
				Ok(())
			}
		}
	}
}
