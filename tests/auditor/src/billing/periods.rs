//! Which days a month's bill is for.

use super::{
	calendar::Date,
	journal::{Contract, YearMonth},
};

/// The days of a bill: those of a contract between two reading days.
#[derive(Clone, Copy, Debug)]
pub(super) struct Period {
	/// The first.
	pub from: Date,
	/// The one after the last.
	pub until: Date,
	/// How many there are from reading day to reading day.
	pub whole_days: u32,
}

impl Period {
	/// The days of a contract that a month's bill is for. The bill of its first month is for the days
	/// before the reading day too, if it has any.
	pub fn of(contract: &Contract, first_month: YearMonth, month: YearMonth) -> Self {
		let read_on = |(year, month)| Date::new(year, month, contract.reading_day);
		let until = read_on(after(month));
		let whole_days = read_on(month).days_until(until);
		let from = first_day(contract, first_month, month);
		Self { from, until: until.min(contract.until.unwrap_or(until)), whole_days }
	}

	/// Its days, month by month.
	pub fn parts(&self) -> Vec<(u32, u32, u32)> {
		let mut parts: Vec<(u32, u32, u32)> = Vec::new();
		for date in self.from.days_before(self.until) {
			match parts.last_mut() {
				Some((_, month, days)) if *month == date.month => *days += 1,
				_ => parts.push((date.year, date.month, 1)),
			}
		}
		parts
	}
}

/// The first day of a contract that a month's bill is for.
pub(super) fn first_day(contract: &Contract, first_month: YearMonth, month: YearMonth) -> Date {
	if month == first_month {
		contract.from
	} else {
		Date::new(month.0, month.1, contract.reading_day)
	}
}

/// The month whose bill has the first day of a contract, by its reading day.
pub(super) fn month_of_first_day(contract: &Contract) -> YearMonth {
	let Date { year, month, day } = contract.from;
	match (day >= contract.reading_day, month) {
		(true, month) => (year, month),
		(false, 1) => (year - 1, 12),
		(false, month) => (year, month - 1),
	}
}

/// The next month.
pub(super) fn after((year, month): YearMonth) -> YearMonth {
	match month {
		12 => (year + 1, 1),
		month => (year, month + 1),
	}
}
