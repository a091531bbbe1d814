//! Daily readings, and the file they come from.

use crate::calendar::Day;
use std::{collections::BTreeSet, fmt};

/// What a meter counted in a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayReading {
	/// The day.
	pub day: Day,
	/// What flowed from the grid, in Wh.
	pub import_wh: u64,
	/// What flowed into the grid, in Wh.
	pub export_wh: u64,
}

/// A customer and its readings, in the order of days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Customer {
	/// The name. What is before a slash is its group.
	pub name: String,
	/// The readings.
	pub readings: Vec<DayReading>,
}

/// The first line of a file of readings.
pub const HEADER: &str = "customer,day,import_wh,export_wh";

/// What is wrong with a file of readings, and in which line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLine {
	line: usize,
	fault: String,
}

impl Customer {
	/// Its group.
	pub fn group(&self) -> &str {
		self.name.split('/').next().unwrap_or_default()
	}
}

/// Reads what a file of readings says: a [`HEADER`], then a line for each customer and day, each
/// customer's lines together and in the order of days. Days may be missing.
pub fn parse(text: &str) -> Result<Vec<Customer>, BadLine> {
	let mut customers: Vec<Customer> = Vec::new();
	let mut names = BTreeSet::new();
	for (line, content) in (1..).zip(text.lines()) {
		let bad = |fault: String| BadLine { line, fault };
		if line == 1 {
			if content != HEADER {
				return Err(bad(format!("the first line should be {HEADER}")));
			}
			continue;
		}
		let (name, reading) = parse_line(content).map_err(bad)?;
		match customers.last_mut() {
			Some(customer) if customer.name == name => {
				if customer.readings.last().is_some_and(|last| last.day >= reading.day) {
					return Err(bad(format!("{} is not after the day before it", reading.day)));
				}
				customer.readings.push(reading);
			}
			_ if !names.insert(name) => {
				return Err(bad(format!("the lines of {name} are not together")));
			}
			_ => customers.push(Customer { name: name.into(), readings: vec![reading] }),
		}
	}
	if customers.is_empty() {
		return Err(BadLine { line: 1, fault: "there are no readings".into() });
	}
	Ok(customers)
}

fn parse_line(content: &str) -> Result<(&str, DayReading), String> {
	let fields: Vec<_> = content.split(',').collect();
	let [name, day, import_wh, export_wh] = fields[..] else {
		return Err(format!("{} fields instead of {HEADER}", fields.len()));
	};
	let wh = |text: &str| text.parse().map_err(|_| format!("{text:?} is not a number of Wh"));
	let day = day.parse().map_err(|error| format!("{error}"))?;
	Ok((name, DayReading { day, import_wh: wh(import_wh)?, export_wh: wh(export_wh)? }))
}

impl fmt::Display for BadLine {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "line {}: {}", self.line, self.fault)
	}
}

impl std::error::Error for BadLine {}

#[cfg(test)]
mod tests {
	use super::*;

	fn file(lines: &str) -> Result<Vec<Customer>, String> {
		parse(&format!("{HEADER}\n{lines}")).map_err(|error| error.to_string())
	}

	#[test]
	fn customers_are_read_with_their_groups() {
		let customers =
			file("homes/A,2026-01-01,100,0\nhomes/A,2026-01-03,50,7\nHall,2026-01-01,0,9\n")
				.expect("a good file");
		assert_eq!(customers.iter().map(Customer::group).collect::<Vec<_>>(), ["homes", "Hall"]);
		assert_eq!(customers[0].readings.len(), 2);
		assert_eq!(
			(customers[0].readings[1].import_wh, customers[1].readings[0].export_wh),
			(50, 9)
		);
	}

	#[test]
	fn each_fault_is_told_with_its_line() {
		for (lines, expected) in [
			("", "line 1: there are no readings"),
			("A,2026-01-01,1", "line 2: 3 fields instead of customer,day,import_wh,export_wh"),
			("A,2026-02-30,1,0", "line 2: \"2026-02-30\" is not a day like 2026-07-31"),
			("A,2026-01-01,-1,0", "line 2: \"-1\" is not a number of Wh"),
			(
				"A,2026-01-02,1,0\nA,2026-01-02,1,0",
				"line 3: 2026-01-02 is not after the day before it",
			),
			(
				"A,2026-01-02,1,0\nB,2026-01-02,1,0\nA,2026-01-03,1,0",
				"line 4: the lines of A are not together",
			),
		] {
			assert_eq!(file(lines), Err(expected.into()));
		}
		let header = parse("home,day").expect_err("no header").to_string();
		assert_eq!(header, format!("line 1: the first line should be {HEADER}"));
	}
}
