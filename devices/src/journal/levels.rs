//! How full the battery was at each quarter of an hour.

use super::{table::Table, Journal, Result};
use crate::{
	battery::level::Level,
	calendar::DAY_MS,
	units::{Moment, Wh},
};
use redb::WriteTransaction;
use std::collections::BTreeMap;

/// For how long levels are kept: as long as the registers that they explain.
const KEPT_MS: Moment = 80 * DAY_MS;

const LEVELS: Table<u64, Wh> = Table::new("levels");

pub(super) fn prepare(change: &WriteTransaction) -> Result<()> {
	LEVELS.prepare(change)
}

impl Journal {
	/// Keeps how full the battery was at some quarters. Forgets old ones.
	pub fn keep_levels(&self, levels: &[Level]) -> Result<()> {
		let Some(last) = levels.last() else { return Ok(()) };
		self.change(|change| {
			for level in levels {
				LEVELS.put(change, level.at, &level.stored_wh)?;
			}
			LEVELS.clear(change, 0..last.at.saturating_sub(KEPT_MS))
		})
	}

	/// How full it was at quarters of an hour, from a moment on.
	pub fn levels(&self, from: Moment) -> Result<BTreeMap<Moment, Wh>> {
		Ok(LEVELS.all(&self.look()?, from.., |at| at)?.into_iter().collect())
	}
}
