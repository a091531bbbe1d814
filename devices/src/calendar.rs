//! Days and months in Korea (UTC+9, no daylight saving time), where every period of the market and
//! of the tariff is cut.

use crate::units::Moment;
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, TimeZone, Timelike, Weekday};
use codec::{Decode, Encode};
use serde::{Deserialize, Serialize};

/// A quarter of an hour: the grid on which meters are read and gates close.
pub const QUARTER_MS: Moment = 15 * 60 * 1_000;
/// An hour.
pub const HOUR_MS: Moment = 4 * QUARTER_MS;
/// A day.
pub const DAY_MS: Moment = 24 * HOUR_MS;

const KST_OFFSET_MS: Moment = 9 * HOUR_MS;

/// The beginning of the year 10000, where calendars end.
const LATEST: Moment = 253_402_300_800_000;

/// A stretch of time, from its start up to, not including, its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Encode, Decode, Serialize, Deserialize)]
pub struct Period {
	/// When it begins.
	pub start: Moment,
	/// When it ends.
	pub end: Moment,
}

impl Period {
	/// How long it is.
	pub const fn length_ms(&self) -> Moment {
		self.end.saturating_sub(self.start)
	}

	/// How long the two have in common.
	pub fn overlap_ms(&self, other: &Self) -> Moment {
		self.end.min(other.end).saturating_sub(self.start.max(other.start))
	}
}

/// A month of a year in Korea.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Month {
	/// The year.
	pub year: i32,
	/// January is 1.
	pub month: u32,
}

impl Month {
	/// The month that an instant lies in.
	pub fn of(moment: Moment) -> Self {
		let date = in_korea(moment);
		Self { year: date.year(), month: date.month() }
	}

	/// From its first midnight to the next month's.
	pub fn period(self) -> Period {
		let next = match self.month {
			12 => Self { year: self.year + 1, month: 1 },
			month => Self { month: month + 1, ..self },
		};
		Period { start: self.start(), end: next.start() }
	}

	fn start(self) -> Moment {
		let midnight = NaiveDate::from_ymd_opt(self.year, self.month, 1)
			.and_then(|day| korea().from_local_datetime(&day.and_hms_opt(0, 0, 0)?).single())
			.map_or(0, |midnight| midnight.timestamp_millis());
		Moment::try_from(midnight).unwrap_or(0)
	}
}

fn korea() -> FixedOffset {
	FixedOffset::east_opt((KST_OFFSET_MS / 1_000) as i32).expect("nine hours are less than a day")
}

/// Instants beyond the calendar count as its end.
fn in_korea(moment: Moment) -> DateTime<FixedOffset> {
	let moment = moment.min(LATEST - 1) as i64;
	let utc = DateTime::from_timestamp_millis(moment).expect("the years up to 9999 have dates");
	utc.with_timezone(&korea())
}

/// The last midnight in Korea at or before an instant.
pub fn start_of_day(moment: Moment) -> Moment {
	(moment.saturating_add(KST_OFFSET_MS) / DAY_MS * DAY_MS).saturating_sub(KST_OFFSET_MS)
}

/// The last full quarter of an hour at or before an instant.
pub const fn quarter_before(moment: Moment) -> Moment {
	moment - moment % QUARTER_MS
}

/// Whether an instant is a full quarter of an hour.
pub const fn is_on_grid(moment: Moment) -> bool {
	moment % QUARTER_MS == 0
}

/// Whether the day that an instant lies in is a Saturday or a Sunday.
pub fn is_weekend(moment: Moment) -> bool {
	matches!(in_korea(moment).weekday(), Weekday::Sat | Weekday::Sun)
}

/// The instant as people in Korea say it, such as `2026-11-01 13:45`.
pub fn said(moment: Moment) -> String {
	let at = in_korea(moment);
	let (hour, minute) = (at.hour(), at.minute());
	format!("{:04}-{:02}-{:02} {hour:02}:{minute:02}", at.year(), at.month(), at.day())
}

#[cfg(test)]
mod tests {
	use super::*;

	/// 2026-11-01 00:00 in Korea, a Sunday.
	const NOVEMBER_2026: Moment = 1_793_458_800_000;

	#[test]
	fn a_month_is_cut_at_midnight_in_korea() {
		assert_eq!(Month::of(NOVEMBER_2026), Month { year: 2026, month: 11 });
		assert_eq!(Month::of(NOVEMBER_2026 - 1), Month { year: 2026, month: 10 });
		let november = Month::of(NOVEMBER_2026).period();
		assert_eq!(november.start, NOVEMBER_2026);
		assert_eq!(november.length_ms(), 30 * DAY_MS);
		assert_eq!(Month { year: 2026, month: 12 }.period().length_ms(), 31 * DAY_MS);
		assert_eq!(Month { year: 2028, month: 2 }.period().length_ms(), 29 * DAY_MS);
	}

	#[test]
	fn a_day_begins_at_midnight_in_korea() {
		assert_eq!(start_of_day(NOVEMBER_2026), NOVEMBER_2026);
		assert_eq!(start_of_day(NOVEMBER_2026 + DAY_MS - 1), NOVEMBER_2026);
		assert_eq!(start_of_day(NOVEMBER_2026 - 1), NOVEMBER_2026 - DAY_MS);
	}

	#[test]
	fn weekends_are_those_of_korea() {
		assert!(is_weekend(NOVEMBER_2026));
		assert!(is_weekend(NOVEMBER_2026 - 1));
		assert!(!is_weekend(NOVEMBER_2026 - DAY_MS - 1));
		assert!(!is_weekend(NOVEMBER_2026 + DAY_MS));
	}

	#[test]
	fn periods_overlap_by_what_they_share() {
		let first = Period { start: 10, end: 20 };
		assert_eq!(first.overlap_ms(&Period { start: 15, end: 40 }), 5);
		assert_eq!(first.overlap_ms(&Period { start: 20, end: 40 }), 0);
		assert_eq!(first.overlap_ms(&Period { start: 0, end: 40 }), 10);
	}

	#[test]
	fn instants_are_said_as_in_korea() {
		assert_eq!(said(NOVEMBER_2026 + 13 * HOUR_MS + 3 * QUARTER_MS), "2026-11-01 13:45");
		assert_eq!(said(Moment::MAX), "10000-01-01 08:59");
	}
}
