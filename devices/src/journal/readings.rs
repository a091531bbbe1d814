//! Signed readings that are not final on the chain yet.

use super::{table::Table, Journal, Result};
use crate::{meter::reading::SignedReading, units::PointId};
use redb::WriteTransaction;

const READINGS: Table<(u64, u32), SignedReading> = Table::new("readings");

pub(super) fn prepare(change: &WriteTransaction) -> Result<()> {
	READINGS.prepare(change)
}

impl Journal {
	/// A point's readings that are not known to be final, in the order of their numbers.
	pub fn waiting_readings(&self, point: PointId) -> Result<Vec<SignedReading>> {
		let found = READINGS.all(&self.look()?, (point.0, 0)..=(point.0, u32::MAX), |_| ())?;
		Ok(found.into_iter().map(|(_, reading)| reading).collect())
	}

	/// Makes these the point's readings that are not known to be final: others of it are forgotten.
	pub fn keep_readings(&self, point: PointId, readings: &[SignedReading]) -> Result<()> {
		self.change(|change| {
			READINGS.clear(change, (point.0, 0)..=(point.0, u32::MAX))?;
			for signed in readings {
				READINGS.put(change, (point.0, signed.reading.sequence), signed)?;
			}
			Ok(())
		})
	}
}
