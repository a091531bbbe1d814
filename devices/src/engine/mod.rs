//! What the device does, as a state that is told what happened and says what to send. It does no input or
//! output but for the journal.
//!
//! # Why no reading is lost or counts twice
//!
//! The registers of every quarter are in the journal before the counter moves on. A reading is a function
//! of those and of the last reading that the chain has in a final block; once signed it is kept as it is
//! until a final block shows it. Each has a number of which the chain takes one. So it can be sent again at
//! any time, and is, until the chain has it.
//!
//! # Why no order counts twice
//!
//! An order has no such number. So an [intent](crate::journal::intents) is marked as on its way in the
//! journal *before* it is sent, and only one thing is on its way at a time. If the device then learns what
//! came of it, well. If it is killed, or the chain was out of reach, nobody can tell whether the transaction
//! still waits in some node's pool. Then the device first sends a [fence](call::Call::Fence): a transaction
//! that does nothing, but takes the same number of the account. Once it is final, the number is used, so
//! the order is either on the chain or never will be, and the final state says which.
//!
//! | file | what it does |
//! |---|---|
//! | [`observation`] | what is asked of the chain |
//! | [`call`] | what is sent, and what can come of it |
//! | [`readings`] | which readings to sign |
//! | [`planning`] | which orders to place |
//! | [`storing`] | what the battery does, and what that means for orders |
//! | [`confirming`] | which deliveries to confirm |
//! | [`cargo`] | what is on its way |

pub mod call;
mod cargo;
pub mod confirming;
pub mod observation;
pub mod planning;
pub mod readings;
pub mod storing;

use crate::{
	calendar::DAY_MS,
	journal::{
		intents::{Author, Intent, IntentId, Progress},
		Journal, JournalError,
	},
	market::{OrderTerms, ProductId, Side},
	meter::{
		counter::{Counter, Sample, Verdict},
		quarters::{between, Face},
		registers::Capacity,
		schedule::Rhythm,
	},
	trading::history::History,
	units::{Moment, PointId, Watt, ZoneId},
};
use cargo::Cargo;
use ed25519_dalek::SigningKey;
use observation::{Observation, Question};
use planning::{Draft, Trading};
use readings::{sign_due, still_good, Signing};
use std::collections::BTreeMap;
use storing::Storage;

/// How long what is over stays in the journal, for the owner to look at.
const INTENTS_KEPT_MS: Moment = 40 * DAY_MS;

/// How much of the past the strategies see.
const HISTORY_MS: Moment = 60 * DAY_MS;

/// As long as the chain has not said what a point can carry, nothing is too much.
const UNKNOWN_CAPACITY: Capacity = Capacity { import: Watt(u64::MAX), export: Watt(u64::MAX) };

/// A metering point that the device signs for.
pub struct Point {
	/// Its number.
	pub id: PointId,
	/// What the owner calls it, such as a tenant's name.
	pub name: String,
	/// The key of its meter.
	pub key: SigningKey,
	/// How often it is read.
	pub rhythm: Rhythm,
}

/// What the device is for.
pub struct Settings {
	/// Whose device it is.
	pub owner: [u8; 32],
	/// Its metering points.
	pub points: Vec<Point>,
	/// In which zone it trades.
	pub zone: Option<ZoneId>,
	/// How it trades; `None` if it does not.
	pub trading: Option<Trading>,
}

/// Why the device cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
	/// The journal cannot be used.
	#[error(transparent)]
	Journal(#[from] JournalError),
	/// The chain is not the one that the journal belongs to.
	#[error(
		"This is another chain than the one that the journal belongs to. Check the chain specification, or \
		 begin with an empty data folder."
	)]
	OtherChain,
}

/// A result of the device's work.
pub type Result<T> = std::result::Result<T, EngineError>;

/// The device.
pub struct Engine {
	journal: Journal,
	settings: Settings,
	observation: Option<Observation>,
	cargo: Cargo,
	storage: Storage,
	/// How far the points' counters are: the journal has them as of the last quarter.
	counters: BTreeMap<PointId, Counter>,
	/// What is wrong with a point, for people.
	complaints: BTreeMap<PointId, String>,
	/// Why the strategy left a product alone, for people.
	passes: BTreeMap<ProductId, String>,
}

impl Engine {
	/// Goes on from what the journal has.
	pub fn resume(journal: Journal, settings: Settings) -> Self {
		Self {
			journal,
			settings,
			observation: None,
			cargo: Cargo::default(),
			storage: Storage::default(),
			counters: BTreeMap::new(),
			complaints: BTreeMap::new(),
			passes: BTreeMap::new(),
		}
	}

	/// What the device's memory holds.
	pub const fn journal(&self) -> &Journal {
		&self.journal
	}

	/// What the device is for.
	pub const fn settings(&self) -> &Settings {
		&self.settings
	}

	/// What the chain had when it was last looked at.
	pub const fn observation(&self) -> Option<&Observation> {
		self.observation.as_ref()
	}

	/// What is wrong with points, for people.
	pub const fn complaints(&self) -> &BTreeMap<PointId, String> {
		&self.complaints
	}

	/// Why the strategy left products alone, for people.
	pub const fn passes(&self) -> &BTreeMap<ProductId, String> {
		&self.passes
	}

	/// What the device wants to know of the chain.
	pub fn question(&self) -> Question {
		Question {
			owner: self.settings.owner,
			points: self.settings.points.iter().map(|point| point.id).collect(),
			zone: self.settings.zone.filter(|_| self.settings.trading.is_some()),
		}
	}

	/// A meter showed something. Points that are not the device's are passed over.
	///
	/// What flows within a quarter of an hour is kept in memory only: the journal is written when a quarter
	/// has passed, because disks wear out.
	///
	/// # Errors
	///
	/// If the journal fails: then nothing was counted, and the next sample makes up for it.
	pub fn take(&mut self, id: PointId, samples: &[Sample]) -> Result<()> {
		let Some((first, rest)) = samples.split_first() else { return Ok(()) };
		if self.settings.points.iter().all(|point| point.id != id) {
			return Ok(());
		}
		let mut quarters = Vec::new();
		let known = match self.counters.get(&id) {
			Some(counter) => Some(counter.clone()),
			None => self.journal.counter(id)?,
		};
		let (mut counter, news) = match known {
			Some(counter) => (counter, samples),
			None => {
				let counter = Counter::begin(*first);
				let just_before = Face { at: first.at.saturating_sub(1), ..counter.now() };
				quarters.extend(between(just_before, counter.now()));
				(counter, rest)
			}
		};
		for sample in news {
			let before = counter.now();
			match counter.count(*sample, &self.capacity(id)) {
				Verdict::Stale | Verdict::Counted => {}
				Verdict::Doubted => {
					tracing::warn!(
						"Point {}: {:?} cannot follow what was before",
						id.0,
						sample.shown
					);
				}
				Verdict::Restarted => {
					tracing::warn!("Point {}: its counters were set to {:?}", id.0, sample.shown);
				}
			}
			quarters.extend(between(before, counter.now()));
		}
		if !quarters.is_empty() {
			self.journal.keep_counter(id, &counter, quarters)?;
		}
		self.counters.insert(id, counter);
		Ok(())
	}

	/// What a point can carry.
	fn capacity(&self, id: PointId) -> Capacity {
		let observed = self.observation.as_ref().and_then(|seen| seen.points.get(&id));
		observed.map_or(UNKNOWN_CAPACITY, |point| point.capacity)
	}

	/// The chain has come to another final block. Says what to send now, if anything.
	///
	/// # Errors
	///
	/// If the journal fails, or it is another chain. Nothing may be sent then.
	pub fn consider(&mut self, observation: Observation) -> Result<Option<call::Call>> {
		match self.journal.genesis()? {
			None => self.journal.keep_genesis(observation.genesis)?,
			Some(genesis) if genesis == observation.genesis => {}
			Some(_) => return Err(EngineError::OtherChain),
		}
		self.observation = Some(observation);
		self.sign_readings()?;
		self.settle_intents()?;
		self.plan()?;
		self.load()
	}

	fn seen(&self) -> &Observation {
		self.observation.as_ref().expect("it is called only once something was observed; qed")
	}

	/// Signs what is due and forgets what the chain has.
	fn sign_readings(&mut self) -> Result<()> {
		let observation = self.observation.take().unwrap_or_default();
		let contracted: Vec<_> =
			observation.contracts.iter().map(|contract| contract.period).collect();
		for point in &self.settings.points {
			let Some(observed) = observation.points.get(&point.id) else {
				let complaint = "the chain knows no such point, or it is out of service: ask the \
				                 meter operator to register it";
				self.complaints.insert(point.id, complaint.into());
				continue;
			};
			if observed.key != point.key.verifying_key().to_bytes() {
				let complaint = "the chain has another key for this meter: ask the meter operator \
				                 to register the one that `joule-device keys` shows";
				self.complaints.insert(point.id, complaint.into());
				continue;
			}
			let before = self.journal.waiting_readings(point.id)?;
			let mut waiting = still_good(observed.last, &observed.capacity, before.clone());
			let tail =
				waiting.last().map_or(observed.last, |signed| readings::last_of(&signed.reading));
			let quarters = self.journal.quarters(point.id, tail.measured_at, observation.time)?;
			let signing = Signing {
				point: point.id,
				key: &point.key,
				genesis: observation.genesis,
				capacity: observed.capacity,
				rhythm: point.rhythm,
				contracted: &contracted,
			};
			let (new, fault) = sign_due(&signing, tail, &quarters);
			waiting.extend(new);
			if waiting != before {
				self.journal.keep_readings(point.id, &waiting)?;
			}
			match fault {
				Some((at, fault)) => {
					let when = crate::calendar::said(at);
					self.complaints.insert(point.id, format!("the reading of {when}: {fault}"));
				}
				None => {
					self.complaints.remove(&point.id);
				}
			}
		}
		self.observation = Some(observation);
		Ok(())
	}

	/// The owner's meters together.
	pub fn history(&self) -> Result<History> {
		let now = self.observation.as_ref().map_or(Moment::MAX, |seen| seen.time);
		let mut points = Vec::new();
		for point in &self.settings.points {
			let quarters = self.journal.quarters(point.id, now.saturating_sub(HISTORY_MS), now)?;
			points.push(quarters.into_iter().map(|(at, face)| (at, face.registers)).collect());
		}
		Ok(History::of(points))
	}

	/// The owner wants something by hand. Says the number of the intent, or why there is none.
	///
	/// # Errors
	///
	/// If the journal fails.
	pub fn wish(
		&mut self,
		product: ProductId,
		side: Side,
		order: OrderTerms,
	) -> Result<std::result::Result<IntentId, String>> {
		let (Some(trading), Some(seen)) = (&self.settings.trading, &self.observation) else {
			return Ok(Err("This device does not trade, or has not reached the chain yet.".into()));
		};
		if self.journal.is_paused()? {
			return Ok(Err("Trading is paused: go on first.".into()));
		}
		let known = seen.products.iter().find(|known| known.id == product);
		let Some(product) = known.filter(|product| planning::is_open(product, seen.time)) else {
			return Ok(Err("This product takes no orders any more: choose another.".into()));
		};
		let intents = self.intents()?;
		let spent = planning::spent_today(&intents, seen.time);
		let orders = vec![order];
		let reason = "wanted by the owner".to_string();
		let draft = Draft { author: Author::Owner, product, side, orders, reason };
		match planning::write(trading, draft, seen.time, spent) {
			Ok(intent) => Ok(Ok(self.journal.intend(&intent)?)),
			Err(reason) => Ok(Err(reason)),
		}
	}

	/// Pauses trading, or goes on. While it is paused nothing is placed; meters are read all the same.
	///
	/// # Errors
	///
	/// If the journal fails.
	pub fn pause(&mut self, is_paused: bool) -> Result<()> {
		Ok(self.journal.keep_pause(is_paused)?)
	}

	fn intents(&self) -> Result<Vec<Intent>> {
		Ok(self.journal.intents()?.into_iter().map(|(_, intent)| intent).collect())
	}

	fn progress(&self, id: IntentId, progress: Progress) -> Result<()> {
		Ok(self.journal.progress(id, progress)?)
	}
}
