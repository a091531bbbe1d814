//! How full a battery is.
//!
//! What it did follows from that. Taken off what the meters showed, it leaves what would have flowed without it,
//! which is what a forecast has to begin with: a home whose battery bore its evenings would seem to need nothing
//! in the evening.

use super::storage::Battery;
use crate::{
	calendar::{Period, QUARTER_MS},
	trading::history::History,
	units::{Moment, NetWh, Wh},
};
use std::collections::BTreeMap;

/// After this time nobody knows how full it is.
pub const KNOWN_FOR_MS: Moment = 4 * QUARTER_MS;

/// How full a battery was at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level {
	/// When.
	pub at: Moment,
	/// What it could deliver.
	pub stored_wh: Wh,
}

impl Level {
	/// The full quarters of an hour after this level up to a later one, with what was stored then, as if it had
	/// changed evenly. None where it was not known for too long.
	pub fn quarters_until(self, later: Self) -> impl Iterator<Item = Self> {
		let gap_ms = later.at.saturating_sub(self.at);
		let last = if gap_ms <= KNOWN_FOR_MS { later.at } else { 0 };
		let next = (self.at / QUARTER_MS + 1) * QUARTER_MS;
		let moments = (next..=last).step_by(QUARTER_MS as usize);
		moments.map(move |at| {
			let part = |energy: Wh| energy.part(at - self.at, gap_ms);
			let rise = part(later.stored_wh.saturating_sub(self.stored_wh));
			let fall = part(self.stored_wh.saturating_sub(later.stored_wh));
			Self { at, stored_wh: self.stored_wh.saturating_add(rise).saturating_sub(fall) }
		})
	}
}

/// What the meters would have shown without the battery, by how full it was at quarters of an hour. Where that
/// is not known it is taken to have rested.
pub fn without(history: &History, levels: &BTreeMap<Moment, Wh>, battery: &Battery) -> History {
	history.reflow(|Period { start, end }, flow| match (levels.get(start), levels.get(end)) {
		(Some(from), Some(to)) => {
			let NetWh(at_meter) = battery.done_between(*from, *to).at_meter();
			flow.with(NetWh(-at_meter))
		}
		_ => flow,
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{battery::storage::tests::BATTERY, meter::registers::Registers};

	const MINUTE_MS: Moment = 60_000;

	fn level(minute: u64, stored_wh: u64) -> Level {
		Level { at: minute * MINUTE_MS, stored_wh: Wh(stored_wh) }
	}

	fn quarters(first: Level, later: Level) -> Vec<(u64, u64)> {
		let quarters = first.quarters_until(later);
		quarters.map(|level| (level.at / MINUTE_MS, level.stored_wh.0)).collect()
	}

	#[test]
	fn between_two_levels_it_changed_evenly() {
		assert_eq!(quarters(level(10, 1_000), level(20, 2_000)), [(15, 1_500)]);
		assert_eq!(quarters(level(0, 900), level(30, 0)), [(15, 450), (30, 0)]);
		assert!(quarters(level(1, 900), level(14, 0)).is_empty());
	}

	#[test]
	fn after_an_hour_nobody_knows() {
		assert!(quarters(level(0, 900), level(61, 0)).is_empty());
		assert!(quarters(level(60, 900), level(0, 0)).is_empty());
	}

	#[test]
	fn what_it_did_is_taken_off_what_the_meters_showed() {
		// Of 600 Wh that the panels brought it took 500; later it bore all but 50 Wh of an evening; and then
		// nobody knew how full it was.
		let faces = [(0, 0), (0, 100), (50, 100), (350, 100)];
		let at = |quarter: usize| quarter as Moment * QUARTER_MS;
		let faces = faces.iter().enumerate();
		let history = History::of([faces
			.map(|(quarter, (import, export))| (at(quarter), Registers::new(*import, *export)))
			.collect()]);
		let levels = BTreeMap::from([(at(0), Wh(400)), (at(1), Wh(850)), (at(2), Wh(500))]);
		let without = without(&history, &levels, &BATTERY);
		let flow = |quarter| without.flow(&Period { start: at(quarter), end: at(quarter + 1) });
		assert_eq!(flow(0), Some(Registers::new(0, 600)));
		assert_eq!(flow(1), Some(Registers::new(400, 0)));
		assert_eq!(flow(2), Some(Registers::new(300, 0)));
	}
}
