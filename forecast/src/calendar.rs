//! Days, months and holidays.

use std::{collections::BTreeSet, fmt, ops::Range, str::FromStr};

/// A day, counted from the first of January 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub i64);

/// A month of a year; January is 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
	year: i64,
	month: i64,
}

/// What sets a day of the week apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayType {
	/// Monday to Friday.
	Working,
	/// A Saturday that is no holiday.
	Saturday,
	/// A Sunday or a holiday.
	Rest,
}

/// The holidays.
#[derive(Clone, Debug, Default)]
pub struct Holidays(BTreeSet<Day>);

/// A text that is not what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
	text: String,
	wanted: &'static str,
}

impl Day {
	/// The month it lies in.
	pub fn month(self) -> Month {
		// The year begins in March here, so that the day that leap years add is its last one. An era is
		// four centuries, after which the calendar repeats.
		let since_march_of_year_0 = self.0 + DAYS_TO_1970;
		let era = since_march_of_year_0.div_euclid(DAYS_IN_AN_ERA);
		let day_of_era = since_march_of_year_0.rem_euclid(DAYS_IN_AN_ERA);
		let year_of_era =
			(day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
		let day_of_year = day_of_era - days_before_march(year_of_era);
		let months_since_march = (5 * day_of_year + 2) / 153;
		let year = era * 400 + year_of_era + i64::from(months_since_march >= 10);
		Month { year, month: (months_since_march + 2) % 12 + 1 }
	}

	/// The day of the year; the first of January is 1.
	pub fn of_year(self) -> i64 {
		let january = Month { month: 1, ..self.month() };
		self.0 - january.first_day().0 + 1
	}

	/// What sets it apart.
	pub fn day_type(self, holidays: &Holidays) -> DayType {
		// The first of January 1970 was a Thursday.
		match (self.0 + 3).rem_euclid(7) {
			_ if holidays.0.contains(&self) => DayType::Rest,
			6 => DayType::Rest,
			5 => DayType::Saturday,
			_ => DayType::Working,
		}
	}
}

const DAYS_TO_1970: i64 = 719_468;
const DAYS_IN_AN_ERA: i64 = 146_097;

/// How many days there are in so many years that begin in March.
fn days_before_march(years: i64) -> i64 {
	365 * years + years / 4 - years / 100
}

impl Month {
	/// Its first day.
	pub fn first_day(self) -> Day {
		let march_year = self.year - i64::from(self.month <= 2);
		let (era, year_of_era) = (march_year.div_euclid(400), march_year.rem_euclid(400));
		let months_since_march = (self.month + 9) % 12;
		let day_of_year = (153 * months_since_march + 2) / 5;
		Day(era * DAYS_IN_AN_ERA + days_before_march(year_of_era) + day_of_year - DAYS_TO_1970)
	}

	/// The month after.
	pub fn next(self) -> Self {
		match self.month {
			12 => Self { year: self.year + 1, month: 1 },
			month => Self { month: month + 1, ..self },
		}
	}

	/// The month before.
	pub fn previous(self) -> Self {
		Day(self.first_day().0 - 1).month()
	}

	/// Its days, from the first to the one before the next month's.
	pub fn days(self) -> impl ExactSizeIterator<Item = Day> {
		let Range { start, end } = self.first_day().0..self.next().first_day().0;
		// A month is short enough for a range that knows its length.
		(0..(end - start) as u32).map(move |day| Day(start + i64::from(day)))
	}
}

impl FromIterator<Day> for Holidays {
	fn from_iter<I: IntoIterator<Item = Day>>(days: I) -> Self {
		Self(days.into_iter().collect())
	}
}

impl FromStr for Month {
	type Err = Unreadable;

	fn from_str(text: &str) -> Result<Self, Unreadable> {
		let unreadable = || Unreadable { text: text.into(), wanted: "a month like 2026-07" };
		let (year, month) = text.split_once('-').ok_or_else(unreadable)?;
		match (year.parse(), month.parse()) {
			(Ok(year @ 1970..=9999), Ok(month @ 1..=12)) => Ok(Self { year, month }),
			_ => Err(unreadable()),
		}
	}
}

impl FromStr for Day {
	type Err = Unreadable;

	fn from_str(text: &str) -> Result<Self, Unreadable> {
		let unreadable = || Unreadable { text: text.into(), wanted: "a day like 2026-07-31" };
		let (month, day) = text.rsplit_once('-').ok_or_else(unreadable)?;
		let month: Month = month.parse().map_err(|_| unreadable())?;
		let day: i64 = day.parse().map_err(|_| unreadable())?;
		if day < 1 || day > month.days().len() as i64 {
			return Err(unreadable());
		}
		Ok(Self(month.first_day().0 + day - 1))
	}
}

impl fmt::Display for Month {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{:04}-{:02}", self.year, self.month)
	}
}

impl fmt::Display for Day {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let month = self.month();
		write!(f, "{month}-{:02}", self.0 - month.first_day().0 + 1)
	}
}

impl fmt::Display for Unreadable {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{:?} is not {}", self.text, self.wanted)
	}
}

impl std::error::Error for Unreadable {}

#[cfg(test)]
mod tests {
	use super::*;

	fn day(text: &str) -> Day {
		text.parse().expect("a day")
	}

	#[test]
	fn every_day_of_a_century_is_said_and_read_again() {
		let (mut expected, mut month) = (day("1999-12-31"), Month { year: 2000, month: 1 });
		for _ in 0..100 * 12 {
			for (number, found) in (1..).zip(month.days()) {
				assert_eq!(found.0, expected.0 + 1);
				assert_eq!(found.month(), month);
				assert_eq!(day(&format!("{month}-{number:02}")), found);
				assert_eq!(found.to_string(), format!("{month}-{number:02}"));
				expected = found;
			}
			assert_eq!(month.next().previous(), month);
			month = month.next();
		}
		assert_eq!(expected.0 - day("1999-12-31").0, 36_525);
	}

	#[test]
	fn days_of_the_week_and_holidays() {
		let holidays: Holidays = [day("2026-05-05")].into_iter().collect();
		let day_type = |text| day(text).day_type(&holidays);
		assert_eq!(day_type("1970-01-01"), DayType::Working);
		assert_eq!(day_type("2026-05-02"), DayType::Saturday);
		assert_eq!(day_type("2026-05-03"), DayType::Rest);
		assert_eq!(day_type("2026-05-05"), DayType::Rest);
		assert_eq!(day_type("2026-05-06"), DayType::Working);
		assert_eq!(day("2028-12-31").of_year(), 366);
	}

	#[test]
	fn what_is_no_day_says_so() {
		for text in ["2026-02-29", "2026-13-01", "2026-7", "", "today", "2026-07-00"] {
			let error = text.parse::<Day>().expect_err(text);
			assert_eq!(error.to_string(), format!("{text:?} is not a day like 2026-07-31"));
		}
	}
}
