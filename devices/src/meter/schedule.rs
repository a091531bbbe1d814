//! Which quarter-hours the chain has to know.
//!
//! A meter publishes as little as settlement allows: the ends of months, because energy is dated by its
//! month; both ends of the periods in which its owner has a contract; and, where the owner sells, each
//! midnight, because energy is issued with a reading and can be sold only then. All other quarters go into
//! the commitment.

use crate::{
	calendar::{is_on_grid, start_of_day, Month, Period, DAY_MS},
	units::Moment,
};
use serde::Deserialize;

/// How often a point is read where no contract asks for more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rhythm {
	/// At the end of each day in Korea.
	Daily,
	/// At the end of each month in Korea.
	Monthly,
}

/// The moments of the readings that are due: after the last one, up to `known_until`, in the order of
/// time, each once.
pub fn due(
	last: Moment,
	known_until: Moment,
	rhythm: Rhythm,
	contracted: &[Period],
) -> Vec<Moment> {
	let mut moments = midnights(last, known_until);
	if rhythm == Rhythm::Monthly {
		moments.retain(|midnight| Month::of(*midnight).period().start == *midnight);
	}
	moments.extend(
		contracted
			.iter()
			.flat_map(|period| [period.start, period.end])
			.filter(|moment| (last + 1..=known_until).contains(moment) && is_on_grid(*moment)),
	);
	moments.sort_unstable();
	moments.dedup();
	moments
}

fn midnights(after: Moment, until: Moment) -> Vec<Moment> {
	let first = start_of_day(after) + DAY_MS;
	(first..=until).step_by(DAY_MS as usize).collect()
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::calendar::{HOUR_MS, QUARTER_MS};

	/// 2026-11-01 00:00 in Korea.
	const NOVEMBER: Moment = 1_793_458_800_000;
	const DECEMBER: Moment = NOVEMBER + 30 * DAY_MS;

	#[test]
	fn months_are_read_at_their_end_however_long_ago_it_was() {
		let at = |until| due(NOVEMBER, until, Rhythm::Monthly, &[]);
		assert!(at(DECEMBER - 1).is_empty());
		assert_eq!(at(DECEMBER), [DECEMBER]);
		assert_eq!(at(DECEMBER + 32 * DAY_MS), [DECEMBER, DECEMBER + 31 * DAY_MS]);
	}

	#[test]
	fn days_are_read_at_midnight_in_korea() {
		let due = due(NOVEMBER + 1, NOVEMBER + 3 * DAY_MS, Rhythm::Daily, &[]);
		assert_eq!(due, [1, 2, 3].map(|day| NOVEMBER + day * DAY_MS));
	}

	#[test]
	fn contracted_periods_are_read_at_both_ends_and_neighbours_share_one() {
		let noon = NOVEMBER + 12 * HOUR_MS;
		let hours = [
			Period { start: noon, end: noon + HOUR_MS },
			Period { start: noon + HOUR_MS, end: noon + 2 * HOUR_MS },
		];
		let at = |last, until| due(last, until, Rhythm::Monthly, &hours);
		assert_eq!(at(NOVEMBER, noon + DAY_MS), [noon, noon + HOUR_MS, noon + 2 * HOUR_MS]);
		assert_eq!(at(noon, noon + HOUR_MS), [noon + HOUR_MS]);
		assert!(at(noon + QUARTER_MS, noon + HOUR_MS - 1).is_empty());
	}

	#[test]
	fn what_the_chain_could_not_take_is_not_read() {
		let odd = Period { start: NOVEMBER + 1, end: NOVEMBER + QUARTER_MS + 1 };
		assert_eq!(
			due(NOVEMBER - HOUR_MS, NOVEMBER + HOUR_MS, Rhythm::Monthly, &[odd]),
			[NOVEMBER]
		);
	}
}
