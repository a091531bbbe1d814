//! The calendar, one day after the other.

use std::collections::BTreeSet;

/// A day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
	/// The year.
	pub year: u32,
	/// The month; January is 1.
	pub month: u32,
	/// The day of the month; the first is 1.
	pub day: u32,
}

impl Date {
	/// The day of a year and a month.
	pub fn new(year: u32, month: u32, day: u32) -> Self {
		Self { year, month, day }
	}

	/// The day after.
	pub fn tomorrow(self) -> Self {
		if self.day < days_in_month(self.year, self.month) {
			Self { day: self.day + 1, ..self }
		} else if self.month < 12 {
			Self::new(self.year, self.month + 1, 1)
		} else {
			Self::new(self.year + 1, 1, 1)
		}
	}

	/// So many days later.
	pub fn later(self, days: u32) -> Self {
		(0..days).fold(self, |date, _| date.tomorrow())
	}

	/// How many days later another day is, which is not before this one.
	///
	/// # Panics
	///
	/// Panics if it is.
	pub fn days_until(self, end: Self) -> u32 {
		assert!(self <= end, "{self} is after {end}");
		self.days_before(end).count() as u32
	}

	/// This day and those that follow, as far as the one before the end.
	pub fn days_before(self, end: Self) -> impl Iterator<Item = Self> {
		std::iter::successors(Some(self), |date| Some(date.tomorrow()))
			.take_while(move |date| *date < end)
	}

	/// Whether banks are closed: on Saturdays, on Sundays and on holidays.
	fn is_day_off(self, holidays: &BTreeSet<Self>) -> bool {
		self.is_weekend() || holidays.contains(&self)
	}

	/// Counts on from a Saturday, the first of January 2000: year by year, then day by day.
	fn is_weekend(self) -> bool {
		let years: u32 = (2000..self.year).map(|year| 337 + days_in_month(year, 2)).sum();
		(years + Self::new(self.year, 1, 1).days_until(self)) % 7 < 2
	}
}

impl std::fmt::Display for Date {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
	}
}

/// How many days a month has.
pub fn days_in_month(year: u32, month: u32) -> u32 {
	let leaps = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
	match month {
		2 if leaps => 29,
		2 => 28,
		4 | 6 | 9 | 11 => 30,
		_ => 31,
	}
}

/// When a bill is due: so many days after the reading, and not on a day on which banks are closed.
pub fn due_date(read_on: Date, days_to_pay: u32, holidays: &BTreeSet<Date>) -> Date {
	let mut date = read_on.later(days_to_pay);
	while date.is_day_off(holidays) {
		date = date.tomorrow();
	}
	date
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn months_have_their_lengths() {
		assert_eq!(Date::new(2028, 2, 28).tomorrow(), Date::new(2028, 2, 29));
		assert_eq!(Date::new(2026, 2, 28).tomorrow(), Date::new(2026, 3, 1));
		assert_eq!(Date::new(2026, 12, 31).tomorrow(), Date::new(2027, 1, 1));
		assert_eq!(Date::new(2026, 1, 1).days_until(Date::new(2027, 1, 1)), 365);
		assert_eq!(days_in_month(2100, 2), 28);
	}

	/// 2026 began on a Thursday, 2028 will on a Saturday and have a leap day.
	#[test]
	fn weekends_are_two_days_of_seven() {
		let weekends = |year: u32, count: u32| -> Vec<u32> {
			let days = Date::new(year, 1, 1).days_before(Date::new(year, 1, count + 1));
			days.filter(|date| date.is_weekend()).map(|date| date.day).collect()
		};
		assert_eq!(weekends(2026, 12), [3, 4, 10, 11]);
		assert_eq!(weekends(2028, 10), [1, 2, 8, 9]);
		assert!(Date::new(2028, 3, 4).is_weekend() && !Date::new(2028, 3, 6).is_weekend());
	}

	/// In the summer of 2026 the 18th of July is a Saturday, in September a Friday.
	#[test]
	fn the_18th_moves_on_over_days_off() {
		let none = BTreeSet::new();
		let due = |month| due_date(Date::new(2026, month, 1), 17, &none);
		assert_eq!(due(7), Date::new(2026, 7, 20));
		assert_eq!(due(9), Date::new(2026, 9, 18));
		let holidays = BTreeSet::from([Date::new(2026, 9, 18), Date::new(2026, 9, 21)]);
		assert_eq!(due_date(Date::new(2026, 9, 1), 17, &holidays), Date::new(2026, 9, 22));
	}
}
