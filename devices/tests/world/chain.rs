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

const CAPACITY: Capacity = Capacity { import: Watt(12_000), export: Watt(12_000) };

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

/// A chain, whose blocks become final when the next one is made, and the device's own way of sending to it:
/// one thing at a time, numbered by the final state.
#[derive(Default)]
pub struct Chain {
	/// As of the last block.
	pub best: State,
	/// As of the block before: all that a device sees.
	last_final: State,
	pool: Vec<Transaction>,
	outgoing: Option<Outgoing>,
	ids: u64,
}

/// What the device has given to be sent.
enum Outgoing {
	/// No pool takes it yet, because its number is in use.
	Waiting(Call),
	/// It is in a pool.
	Sent { id: u64, nonce: u64 },
}

struct Transaction {
	id: u64,
	nonce: u64,
	from_block: u64,
	call: Call,
}

impl Chain {
	/// Opens a product of an hour whose gate closes at a moment.
	pub fn open_product(&mut self, closes_at: Moment) {
		let start = closes_at + DAY_MS;
		self.best.products.push(Product {
			id: self.best.products.len() as u32,
			zone: ZoneId(1),
			period: Period { start, end: start + HOUR_MS },
			closes_at,
			imbalance_price: PriceTick(2_146),
			is_gathering: true,
			is_allocated: false,
			clearing_price: None,
		});
	}

	/// What a device sees of it.
	pub fn observe(&self) -> Observation {
		self.last_final.observe()
	}

	/// Takes what a device wants sent. It is sent as soon as a pool takes it.
	pub fn send(&mut self, call: Call) {
		self.outgoing = Some(Outgoing::Waiting(call));
		self.send_waiting();
	}

	/// Numbers by the final state, as a sender does that knows of nothing else on its way: a pool refuses a
	/// number that is used in the best block, or by another transaction that it has.
	fn send_waiting(&mut self) {
		let Some(Outgoing::Waiting(call)) = self.outgoing.take() else { return };
		let (nonce, next_block) = (self.last_final.nonce, self.best.block + 1);
		let is_known = |other: &Transaction| other.nonce == nonce && other.from_block <= next_block;
		if self.best.nonce > nonce || self.pool.iter().any(is_known) {
			self.outgoing = Some(Outgoing::Waiting(call));
			return;
		}
		let id = self.ids;
		self.ids += 1;
		self.pool.push(Transaction { id, nonce, from_block: next_block, call });
		self.outgoing = Some(Outgoing::Sent { id, nonce });
	}

	/// The device ended: what it left behind meets its fate.
	pub fn abandon(&mut self, fate: Fate) {
		self.outgoing = None;
		match fate {
			Fate::Included => {}
			Fate::Forgotten => self.pool.clear(),
			Fate::Delayed(blocks) => {
				for transaction in &mut self.pool {
					transaction.from_block = self.best.block + blocks;
				}
			}
		}
	}

	/// Makes a block at a moment, and the one before final. Tells what came of what the device had sent,
	/// once that is final.
	pub fn make_block(&mut self, time: Moment) -> Option<Outcome> {
		self.last_final = self.best.clone();
		self.best.begin_block(time);
		while let Some(place) = self.next_in_pool() {
			let Transaction { id, call, .. } = self.pool.remove(place);
			self.best.execute(id, call);
		}
		let nonce = self.best.nonce;
		self.pool.retain(|transaction| transaction.nonce >= nonce);

		match self.outgoing {
			Some(Outgoing::Sent { id, nonce }) if nonce < self.last_final.nonce => {
				self.outgoing = None;
				let outcomes = &self.last_final.outcomes;
				let own = outcomes.iter().find(|(other, _)| *other == id);
				Some(own.map_or(Outcome::Unknown, |(_, outcome)| outcome.clone()))
			}
			Some(Outgoing::Waiting(_)) => {
				self.send_waiting();
				None
			}
			_ => None,
		}
	}

	fn next_in_pool(&self) -> Option<usize> {
		self.pool.iter().position(|transaction| {
			transaction.nonce == self.best.nonce && transaction.from_block <= self.best.block
		})
	}
}

/// What the chain has at one block.
#[derive(Clone)]
pub struct State {
	block: u64,
	time: Moment,
	/// The readings that it took, by time of taking.
	pub readings: Vec<Reading>,
	/// The orders in its books.
	pub orders: Vec<StandingOrder>,
	/// What can be traded.
	pub products: Vec<Product>,
	nonce: u64,
	batches: u32,
	last: LastReading,
	/// What came of the transactions in this block.
	outcomes: Vec<(u64, Outcome)>,
}

impl Default for State {
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
			outcomes: Vec::new(),
		}
	}
}

impl State {
	fn observe(&self) -> Observation {
		let point = ObservedPoint {
			last: self.last,
			capacity: CAPACITY,
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

	fn begin_block(&mut self, time: Moment) {
		(self.block, self.time) = (self.block + 1, time);
		self.outcomes.clear();
		for product in &mut self.products {
			product.is_gathering = time < product.closes_at;
		}
	}

	fn execute(&mut self, id: u64, call: Call) {
		self.nonce += 1;
		let outcome = match self.dispatch(call) {
			Ok(()) => Outcome::Done { block: self.block },
			Err(reason) => Outcome::Failed(reason),
		};
		self.outcomes.push((id, outcome));
	}

	fn dispatch(&mut self, call: Call) -> Result<(), String> {
		match call {
			Call::Fence | Call::ConfirmDeliveries(_) => Ok(()),
			Call::SubmitReadings(batch) => {
				let (mut last, mut taken) = (self.last, Vec::new());
				for signed in batch {
					let reading = signed.reading;
					if reading.sequence != last.sequence + 1 {
						return Err("ReadingReplayed".into());
					}
					check(&last, &CAPACITY, &reading).map_err(|fault| fault.to_string())?;
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
