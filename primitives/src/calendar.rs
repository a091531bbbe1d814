//! Instants, delivery periods and vintages in Korea Standard Time.
//!
//! Korea's tariff months begin at midnight in Korea (UTC+9, no daylight saving time), so every
//! period is cut there. The chain's clock itself counts milliseconds since the Unix epoch.

use chrono::{DateTime, Datelike, FixedOffset, Months, NaiveDate, NaiveTime, TimeZone};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// An instant: milliseconds since the Unix epoch, as `pallet-timestamp` counts.
pub type Moment = u64;

/// A quarter of an hour in milliseconds: the grid on which meters are read and gates close.
pub const QUARTER_MS: Moment = 15 * 60 * 1000;

/// An hour in milliseconds.
pub const HOUR_MS: Moment = 4 * QUARTER_MS;

/// A day in milliseconds.
pub const DAY_MS: Moment = 24 * HOUR_MS;

const KST_OFFSET_SECONDS: i32 = 9 * 60 * 60;

fn in_korea(moment: Moment) -> Option<DateTime<FixedOffset>> {
	let offset = FixedOffset::east_opt(KST_OFFSET_SECONDS)?;
	let utc = DateTime::from_timestamp_millis(i64::try_from(moment).ok()?)?;
	Some(utc.with_timezone(&offset))
}

fn midnight_in_korea(date: NaiveDate) -> Option<Moment> {
	let offset = FixedOffset::east_opt(KST_OFFSET_SECONDS)?;
	let local = offset.from_local_datetime(&date.and_time(NaiveTime::MIN)).single()?;
	u64::try_from(local.timestamp_millis()).ok()
}

/// The days since the Unix epoch in Korea: which day a meter's page of readings belongs to.
pub fn day_of(moment: Moment) -> u32 {
	let shifted = moment.saturating_add(KST_OFFSET_SECONDS as u64 * 1000);
	u32::try_from(shifted / DAY_MS).unwrap_or(u32::MAX)
}

/// The milliseconds since midnight in Korea: which time-of-use band of a tariff applies.
pub fn time_of_day_ms(moment: Moment) -> Moment {
	let offset = KST_OFFSET_SECONDS as u64 * 1000;
	((moment % DAY_MS) + offset) % DAY_MS
}

/// A delivery month as `YYYYMM`: the vintage of the energy that was exported in it, and the id of
/// that energy's asset.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(transparent)]
pub struct Vintage(pub u32);

impl Vintage {
	/// The month in Korea that an instant lies in; `None` outside the years 1970 to 9999.
	pub fn of(moment: Moment) -> Option<Self> {
		let date = in_korea(moment)?;
		let year = u32::try_from(date.year()).ok().filter(|year| (1970..=9999).contains(year))?;
		Some(Self(year * 100 + date.month()))
	}

	fn first_day(self) -> Option<NaiveDate> {
		NaiveDate::from_ymd_opt(i32::try_from(self.0 / 100).ok()?, self.0 % 100, 1)
	}

	/// The instant at which the month begins; `None` if this is not a month.
	pub fn start(self) -> Option<Moment> {
		midnight_in_korea(self.first_day()?)
	}

	/// The instant at which the next month begins; `None` if this is not a month.
	pub fn end(self) -> Option<Moment> {
		midnight_in_korea(self.first_day()?.checked_add_months(Months::new(1))?)
	}
}

/// How long a delivery period is.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub enum Resolution {
	/// A calendar month in Korea.
	Month,
	/// An hour.
	Hour,
	/// A quarter of an hour.
	QuarterHour,
}

/// A delivery period: from its start up to, not including, its end.
///
/// Periods lie on the calendar of Korea: a month begins with its first day, an hour with its first
/// minute, a quarter with minute 0, 15, 30 or 45. [`DeliveryPeriod::new`] refuses anything else.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub struct DeliveryPeriod {
	/// When delivery begins.
	pub start: Moment,
	/// When delivery ends, and the first instant of the period that follows.
	pub end: Moment,
	/// Which grid the period lies on.
	pub resolution: Resolution,
}

impl DeliveryPeriod {
	/// The period of a resolution that begins at `start`; `None` if none begins there.
	pub fn new(start: Moment, resolution: Resolution) -> Option<Self> {
		let end = match resolution {
			Resolution::Month => {
				let vintage = Vintage::of(start).filter(|month| month.start() == Some(start))?;
				vintage.end()?
			}
			Resolution::Hour => end_on_grid(start, HOUR_MS)?,
			Resolution::QuarterHour => end_on_grid(start, QUARTER_MS)?,
		};
		Some(Self { start, end, resolution })
	}

	/// The period of the same resolution that begins where this one ends.
	pub fn next(&self) -> Option<Self> {
		Self::new(self.end, self.resolution)
	}

	/// The month whose energy is delivered in this period. No period crosses a month's end.
	pub fn vintage(&self) -> Option<Vintage> {
		Vintage::of(self.start)
	}
}

fn end_on_grid(start: Moment, length_ms: Moment) -> Option<Moment> {
	start.is_multiple_of(length_ms).then(|| start.checked_add(length_ms)).flatten()
}

#[cfg(test)]
mod tests {
	use super::*;

	/// 2026-11-01 00:00 in Korea is 2026-10-31 15:00 UTC.
	const NOVEMBER_2026: Moment = 1_793_458_800_000;

	#[test]
	fn a_month_begins_at_midnight_in_korea() {
		assert_eq!(Vintage::of(NOVEMBER_2026), Some(Vintage(202611)));
		assert_eq!(Vintage::of(NOVEMBER_2026 - 1), Some(Vintage(202610)));
		assert_eq!(Vintage(202611).start(), Some(NOVEMBER_2026));
		assert_eq!(Vintage(202611).end(), Some(NOVEMBER_2026 + 30 * DAY_MS));
	}

	#[test]
	fn february_of_a_leap_year_has_29_days() {
		let (start, end) = (Vintage(202802).start().unwrap(), Vintage(202802).end().unwrap());
		assert_eq!(end - start, 29 * DAY_MS);
	}

	#[test]
	fn december_is_followed_by_january() {
		let december = DeliveryPeriod::new(Vintage(202612).start().unwrap(), Resolution::Month);
		assert_eq!(december.unwrap().next().unwrap().vintage(), Some(Vintage(202701)));
	}

	#[test]
	fn periods_off_the_grid_are_refused() {
		assert_eq!(DeliveryPeriod::new(NOVEMBER_2026 + DAY_MS, Resolution::Month), None);
		assert_eq!(DeliveryPeriod::new(NOVEMBER_2026 + QUARTER_MS, Resolution::Hour), None);
		assert_eq!(DeliveryPeriod::new(NOVEMBER_2026 + 1, Resolution::QuarterHour), None);
		assert_eq!(DeliveryPeriod::new(Moment::MAX, Resolution::QuarterHour), None);
		assert_eq!(DeliveryPeriod::new(Moment::MAX, Resolution::Month), None);
	}

	#[test]
	fn what_is_not_a_month_has_no_bounds() {
		for nonsense in [0, 13, 202600, 202613, u32::MAX] {
			assert_eq!(Vintage(nonsense).start(), None);
			assert_eq!(Vintage(nonsense).end(), None);
		}
	}

	#[test]
	fn a_day_changes_at_midnight_in_korea() {
		assert_eq!(day_of(NOVEMBER_2026), day_of(NOVEMBER_2026 - 1) + 1);
	}

	#[test]
	fn the_time_of_day_begins_at_midnight_in_korea() {
		assert_eq!(time_of_day_ms(NOVEMBER_2026), 0);
		assert_eq!(time_of_day_ms(NOVEMBER_2026 - 1), DAY_MS - 1);
		assert_eq!(time_of_day_ms(NOVEMBER_2026 + 5 * DAY_MS + HOUR_MS), HOUR_MS);
		assert!(time_of_day_ms(Moment::MAX) < DAY_MS);
	}
}
