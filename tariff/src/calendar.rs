//! Days in Korea, billing periods and due dates.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use joule_primitives::{
	calendar::{day_of, DAY_MS},
	Moment, Vintage,
};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// How far Korea's midnight is ahead of UTC's.
const KST_OFFSET_MS: Moment = 9 * 60 * 60 * 1000;

/// A day in Korea, counted from the Unix epoch.
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
pub struct Day(pub u32);

/// What kind of day it is for prices and due dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayKind {
	/// Monday to Friday, unless a holiday.
	Working,
	/// A Saturday that is no holiday.
	Saturday,
	/// A Sunday or a holiday.
	Rest,
}

impl Day {
	/// The day of an instant.
	pub fn of(moment: Moment) -> Self {
		Self(day_of(moment))
	}

	/// The `number`-th day of a month, the first being 1; `None` if this is not a month or it has
	/// no such day.
	pub fn in_month(month: Vintage, number: u8) -> Option<Self> {
		let (first, next) = bounds(month)?;
		let day = first.plus(u32::from(number).checked_sub(1)?);
		(day < next).then_some(day)
	}

	/// The first day of a month; `None` if this is not a month.
	pub fn first_of(month: Vintage) -> Option<Self> {
		bounds(month).map(|(first, _)| first)
	}

	/// The instant at which the day begins.
	pub fn start(self) -> Moment {
		Moment::from(self.0).saturating_mul(DAY_MS).saturating_sub(KST_OFFSET_MS)
	}

	/// The month that it lies in; `None` outside the calendar.
	pub fn month(self) -> Option<Vintage> {
		Vintage::of(self.start())
	}

	/// So many days later.
	pub const fn plus(self, days: u32) -> Self {
		Self(self.0.saturating_add(days))
	}

	/// The days from this one up to, not including, a later one.
	pub const fn until(self, later: Self) -> u32 {
		later.0.saturating_sub(self.0)
	}

	/// What kind of day it is, given the holidays.
	pub fn kind(self, is_holiday: impl Fn(Day) -> bool) -> DayKind {
		// The first day of the Unix epoch was a Thursday.
		match self.0 % 7 {
			_ if is_holiday(self) => DayKind::Rest,
			3 => DayKind::Rest,
			2 => DayKind::Saturday,
			_ => DayKind::Working,
		}
	}
}

fn bounds(month: Vintage) -> Option<(Day, Day)> {
	Some((Day::of(month.start()?), Day::of(month.end()?)))
}

/// The month of the year, January being 1.
pub fn month_of_year(month: Vintage) -> u8 {
	(month.0 % 100) as u8
}

/// The month after; `None` at the end of the calendar, or if this is not a month.
pub fn month_after(month: Vintage) -> Option<Vintage> {
	Vintage::of(month.end()?)
}

/// The month before; `None` at the beginning of the calendar, or if this is not a month.
pub fn month_before(month: Vintage) -> Option<Vintage> {
	Vintage::of(month.start()?.checked_sub(1)?)
}

/// The day of the month on which a customer's meters are read: 1 to 28.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(transparent)]
pub struct ReadingDay(u8);

impl ReadingDay {
	/// The first of the month, on which the market's months end too.
	pub const FIRST: Self = Self(1);

	/// A day that every month has; `None` if not every month does.
	pub fn new(number: u8) -> Option<Self> {
		(1..=28).contains(&number).then_some(Self(number))
	}

	/// Its number.
	pub const fn number(self) -> u8 {
		self.0
	}

	/// The month in whose period a day lies: that of the last reading up to it. `None` outside the
	/// calendar.
	pub fn month_of(self, day: Day) -> Option<Vintage> {
		let month = day.month()?;
		let is_read = Day::in_month(month, self.0).is_some_and(|read_on| read_on <= day);
		if is_read {
			Some(month)
		} else {
			month_before(month)
		}
	}
}

/// What an invoice is for: from one reading day to the next, or as much of it as the contract has. The
/// first one of a contract may reach back to days before the reading day.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct BillingPeriod {
	/// The first day.
	pub from: Day,
	/// The day after the last one, on which the meters are read.
	pub until: Day,
	/// The days of the whole period from reading day to reading day.
	pub whole_days: u32,
}

/// A part of a period that lies in one month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthPart {
	/// The month.
	pub month: Vintage,
	/// The first day.
	pub from: Day,
	/// The day after the last one.
	pub until: Day,
}

impl BillingPeriod {
	/// The period that begins in a month, from reading day to reading day. `None` if this is not a
	/// month.
	pub fn whole(month: Vintage, reading_day: ReadingDay) -> Option<Self> {
		let from = Day::in_month(month, reading_day.0)?;
		let until = Day::in_month(month_after(month)?, reading_day.0)?;
		Some(Self { from, until, whole_days: from.until(until) })
	}

	/// As much of it as a contract has that is billed for it from one day until another. `None` if
	/// that is no day.
	pub fn between(self, from: Day, until: Day) -> Option<Self> {
		(from < until).then_some(Self { from, until, ..self })
	}

	/// How many days it has.
	pub const fn days(&self) -> u32 {
		self.from.until(self.until)
	}

	/// Its parts by month, in the order of time: one or two.
	pub fn months(&self) -> Vec<MonthPart> {
		let mut parts = Vec::new();
		let mut from = self.from;
		while from < self.until {
			let Some((month, end)) = from.month().and_then(|month| Some((month, bounds(month)?.1)))
			else {
				break;
			};
			let until = end.min(self.until);
			parts.push(MonthPart { month, from, until });
			from = until;
		}
		parts
	}
}

/// The first working day from `day` on. Weeks without one are not believed: it stops after 30 days.
pub fn moved_to_working_day(day: Day, is_holiday: impl Fn(Day) -> bool) -> Day {
	(0..30)
		.map(|days| day.plus(days))
		.find(|day| day.kind(&is_holiday) == DayKind::Working)
		.unwrap_or(day)
}

#[cfg(test)]
mod tests {
	use super::*;

	fn day(month: u32, number: u8) -> Day {
		Day::in_month(Vintage(month), number).unwrap()
	}

	fn period(month: u32, reading_day: u8) -> BillingPeriod {
		let reading_day = ReadingDay::new(reading_day).unwrap();
		BillingPeriod::whole(Vintage(month), reading_day).unwrap()
	}

	#[test]
	fn days_have_their_names() {
		let no_holiday = |_| false;
		// 20 November 2026 is a Friday.
		assert_eq!(day(202611, 20).kind(no_holiday), DayKind::Working);
		assert_eq!(day(202611, 21).kind(no_holiday), DayKind::Saturday);
		assert_eq!(day(202611, 22).kind(no_holiday), DayKind::Rest);
		assert_eq!(day(202611, 23).kind(no_holiday), DayKind::Working);
		assert_eq!(day(202611, 21).kind(|_| true), DayKind::Rest);
	}

	#[test]
	fn a_day_begins_at_midnight_in_korea() {
		let start = Vintage(202611).start().unwrap();
		assert_eq!(day(202611, 1).start(), start);
		assert_eq!(Day::of(start), day(202611, 1));
		assert_eq!(Day::of(start - 1), day(202610, 31));
		assert_eq!(day(202610, 31).month(), Some(Vintage(202610)));
	}

	#[test]
	fn a_month_has_only_its_days() {
		assert_eq!(Day::in_month(Vintage(202702), 29), None);
		assert!(Day::in_month(Vintage(202802), 29).is_some());
		assert_eq!(Day::in_month(Vintage(202611), 0), None);
		assert_eq!(Day::in_month(Vintage(202613), 1), None);
		assert_eq!(month_after(Vintage(202612)), Some(Vintage(202701)));
		assert_eq!(month_before(Vintage(202701)), Some(Vintage(202612)));
	}

	#[test]
	fn every_month_has_a_reading_day() {
		assert_eq!(ReadingDay::new(0), None);
		assert_eq!(ReadingDay::new(29), None);
		for number in 1..=28 {
			let reading_day = ReadingDay::new(number).unwrap();
			let period = BillingPeriod::whole(Vintage(202702), reading_day).unwrap();
			assert_eq!(period.days(), 28);
			assert_eq!(period.whole_days, 28);
		}
	}

	#[test]
	fn a_day_lies_in_the_period_of_the_last_reading() {
		for number in [1, 2, 15, 28] {
			let reading_day = ReadingDay::new(number).unwrap();
			for month in [202610, 202611, 202612, 202701, 202702].map(Vintage) {
				let period = BillingPeriod::whole(month, reading_day).unwrap();
				for day in (period.from.0..period.until.0).map(Day) {
					assert_eq!(reading_day.month_of(day), Some(month));
				}
			}
		}
		assert_eq!(ReadingDay(2).month_of(Day(0)), None);
		assert_eq!(ReadingDay::FIRST.month_of(Day(u32::MAX)), None);
	}

	#[test]
	fn read_on_the_first_the_period_is_the_month() {
		let period = period(202611, 1);
		assert_eq!((period.from, period.until), (day(202611, 1), day(202612, 1)));
		assert_eq!(period.months().len(), 1);
	}

	#[test]
	fn read_on_another_day_the_period_lies_in_two_months() {
		let period = period(202606, 15);
		assert_eq!((period.from, period.until), (day(202606, 15), day(202607, 15)));
		assert_eq!(
			period.months(),
			[
				MonthPart { month: Vintage(202606), from: day(202606, 15), until: day(202607, 1) },
				MonthPart { month: Vintage(202607), from: day(202607, 1), until: day(202607, 15) },
			]
		);
	}

	#[test]
	fn a_contract_has_a_part_of_its_first_and_of_its_last_period() {
		let november = period(202611, 1);
		let of = |from, until| {
			november.between(from, until).map(|period| (period.days(), period.whole_days))
		};
		assert_eq!(of(day(202611, 21), november.until), Some((10, 30)));
		assert_eq!(of(november.from, day(202611, 11)), Some((10, 30)));
		assert_eq!(of(day(202611, 11), day(202611, 12)), Some((1, 30)));
		assert_eq!(of(day(202610, 11), november.until), Some((51, 30)));
		assert_eq!(of(day(202612, 1), november.until), None);
		assert_eq!(of(november.from, november.from), None);
	}

	#[test]
	fn a_due_date_is_moved_on_over_weekends_and_holidays() {
		let holidays = [day(202609, 24), day(202609, 25), day(202609, 26)];
		let due = |day| moved_to_working_day(day, |other| holidays.contains(&other));
		// Friday 18 September 2026.
		assert_eq!(due(day(202609, 18)), day(202609, 18));
		assert_eq!(due(day(202609, 19)), day(202609, 21));
		// Chuseok: Thursday to Saturday, then a Sunday.
		assert_eq!(due(day(202609, 24)), day(202609, 28));
		assert_eq!(moved_to_working_day(Day(0), |_| true), Day(0));
	}
}
