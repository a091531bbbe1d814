//! What the device or its owner wants to buy and sell, and what came of it.
//!
//! An intent is written down before it is sent, at most one is on its way, and it leaves that state only by
//! what the final state of the chain shows. See [`crate::engine`] for how that makes sure that none counts
//! twice.

use super::{table::Table, Journal, Result};
use crate::{
	calendar::Period,
	market::{OrderTerms, ProductId, Side},
	units::{Ecoin, Moment},
};
use codec::{Decode, Encode};
use redb::WriteTransaction;
use serde::Serialize;

/// The number of an intent, by time of being written down.
pub type IntentId = u64;

/// Who wants it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Author {
	/// The device's strategy.
	Device,
	/// The owner, by hand.
	Owner,
}

/// How far an intent is.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, Serialize)]
#[serde(tag = "state", content = "detail", rename_all = "lowercase")]
pub enum Progress {
	/// It would be placed, were this no dry run.
	DryRun,
	/// It waits to be sent.
	Waiting,
	/// It was sent, or was about to be when the device stopped.
	OnItsWay,
	/// It stands on the chain, as this batch.
	Placed(u32),
	/// It is not on the chain and will not be, for this reason.
	Dropped(String),
}

/// What is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, Serialize)]
pub struct Intent {
	/// Who wants it.
	pub author: Author,
	/// In which product.
	pub product: ProductId,
	/// When that is delivered.
	pub period: Period,
	/// When its gate closes.
	pub closes_at: Moment,
	/// On which side.
	pub side: Side,
	/// What.
	pub orders: Vec<OrderTerms>,
	/// Why, for people.
	pub reason: String,
	/// When it was written down.
	pub made_at: Moment,
	/// How far it is.
	pub progress: Progress,
}

impl Intent {
	/// What it may cost at most: what its bids cost at their limits, unless it was dropped or is no more
	/// than a thought.
	pub fn cost(&self) -> Ecoin {
		match (self.side, &self.progress) {
			(Side::Ask, _) | (_, Progress::Dropped(_) | Progress::DryRun) => Ecoin(0),
			_ => self.orders.iter().map(OrderTerms::value_at_limit).sum(),
		}
	}
}

const INTENTS: Table<u64, Intent> = Table::new("intents");

pub(super) fn prepare(change: &WriteTransaction) -> Result<()> {
	INTENTS.prepare(change)
}

impl Journal {
	/// Every intent that is kept, by number.
	pub fn intents(&self) -> Result<Vec<(IntentId, Intent)>> {
		INTENTS.all(&self.look()?, 0u64.., |id| id)
	}

	/// Writes an intent down. Tells its number.
	pub fn intend(&self, intent: &Intent) -> Result<IntentId> {
		let last = self.intents()?.last().map(|(id, _)| *id);
		let id = last.map_or(0, |last| last + 1);
		self.change(|change| INTENTS.put(change, id, intent))?;
		Ok(id)
	}

	/// Says how far an intent is.
	pub fn progress(&self, id: IntentId, progress: Progress) -> Result<()> {
		let Some(intent) = INTENTS.get(&self.look()?, id)? else { return Ok(()) };
		self.change(|change| INTENTS.put(change, id, &Intent { progress, ..intent }))
	}

	/// Forgets intents of periods that ended before a moment. The last one stays, for its number.
	pub fn forget_intents(&self, ended_before: Moment) -> Result<()> {
		let mut intents = self.intents()?;
		intents.pop();
		let old: Vec<_> =
			intents.into_iter().filter(|(_, intent)| intent.period.end < ended_before).collect();
		if old.is_empty() {
			return Ok(());
		}
		self.change(|change| old.iter().try_for_each(|(id, _)| INTENTS.remove(change, *id)))
	}
}
