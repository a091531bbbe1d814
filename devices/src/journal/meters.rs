//! The counters, and the registers at each quarter of an hour.

use super::{table::Table, Journal, Result};
use crate::{
	calendar::DAY_MS,
	meter::{counter::Counter, quarters::QuarterFace},
	units::{Moment, PointId},
};
use redb::WriteTransaction;
use std::collections::BTreeMap;

/// For how long the registers at quarters are kept: as long as the chain keeps what was committed to, and
/// some days more.
const KEPT_MS: Moment = 80 * DAY_MS;

const COUNTERS: Table<u64, Counter> = Table::new("counters");
const QUARTERS: Table<(u64, u64), QuarterFace> = Table::new("quarters");

pub(super) fn prepare(change: &WriteTransaction) -> Result<()> {
	COUNTERS.prepare(change)?;
	QUARTERS.prepare(change)
}

impl Journal {
	/// How far a point's counters are.
	pub fn counter(&self, point: PointId) -> Result<Option<Counter>> {
		COUNTERS.get(&self.look()?, point.0)
	}

	/// Keeps how far a point's counters are, with the quarters that they passed. Forgets old ones.
	pub fn keep_counter(
		&self,
		point: PointId,
		counter: &Counter,
		quarters: impl IntoIterator<Item = (Moment, QuarterFace)>,
	) -> Result<()> {
		self.change(|change| {
			COUNTERS.put(change, point.0, counter)?;
			for (at, face) in quarters {
				QUARTERS.put(change, (point.0, at), &face)?;
			}
			let oldest = counter.last.at.saturating_sub(KEPT_MS);
			QUARTERS.clear(change, (point.0, 0)..(point.0, oldest))
		})
	}

	/// A point's registers at quarters of an hour, from one moment up to and with another.
	pub fn quarters(
		&self,
		point: PointId,
		from: Moment,
		to: Moment,
	) -> Result<BTreeMap<Moment, QuarterFace>> {
		let found = QUARTERS.all(&self.look()?, (point.0, from)..=(point.0, to), |(_, at)| at)?;
		Ok(found.into_iter().collect())
	}
}
