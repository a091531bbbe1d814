//! How far off the forecast was, beside two plain guesses.
//!
//! Each month of each customer is held out in turn: it is forecast from the days before its first,
//! of which there have to be two months, and compared with what the meter then said. Two guesses that
//! anybody could make are compared too, both for each day of the month: the mean day of the month
//! before, and the mean day of all that is known.

use crate::{
	calendar::{Day, Month},
	method::{forecast, Place},
	readings::{Customer, DayReading},
};
use std::{
	collections::{BTreeMap, BTreeSet},
	fmt,
};

/// With fewer days before it no month is held out.
const LEAST_DAYS: usize = 59;

/// The errors of one group of customers, for one register.
#[derive(Clone, Debug, Default)]
pub struct Errors {
	/// What the meters said in the months held out, in Wh.
	actual_wh: Vec<f64>,
	/// What was said before by each [`Method`].
	said_wh: [Vec<f64>; METHODS.len()],
}

/// Who says what a month will bring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
	/// The forecaster.
	Forecast,
	/// Each day will be like the mean day of the month before.
	LastMonth,
	/// Each day will be like the mean day so far.
	MeanDay,
}

const METHODS: [Method; 3] = [Method::Forecast, Method::LastMonth, Method::MeanDay];

/// What is compared, and for whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Direction {
	Demand,
	Generation,
}

/// The errors by group and register.
#[derive(Clone, Debug, Default)]
pub struct Evaluation(BTreeMap<(String, Direction), Errors>);

impl Direction {
	fn of(self, reading: &DayReading) -> f64 {
		match self {
			Self::Demand => reading.import_wh as f64,
			Self::Generation => reading.export_wh as f64,
		}
	}
}

/// Holds out each month of each customer, and tells `progress` of each customer that is done.
pub fn evaluate(
	customers: &[Customer],
	place: &Place,
	mut progress: impl FnMut(usize),
) -> Evaluation {
	let mut evaluation = Evaluation::default();
	for (done, customer) in (1..).zip(customers) {
		let months: BTreeSet<_> = customer.readings.iter().map(|it| it.day.month()).collect();
		for month in months {
			evaluation.hold_out(customer, month, place);
		}
		progress(done);
	}
	evaluation
}

impl Evaluation {
	fn hold_out(&mut self, customer: &Customer, month: Month, place: &Place) {
		let split = customer.readings.partition_point(|it| it.day < month.first_day());
		let (before, after) = customer.readings.split_at(split);
		let count = after.iter().take_while(|it| it.day.month() == month).count();
		if before.len() < LEAST_DAYS || count < month.days().len() {
			return;
		}
		let found = forecast(before, month, place).expect("there are enough days");
		for (direction, said_wh) in
			[(Direction::Demand, found.demand_wh), (Direction::Generation, found.generation_wh)]
		{
			let sum = |days: &[DayReading]| days.iter().map(|it| direction.of(it)).sum::<f64>();
			if sum(&customer.readings) == 0.0 {
				continue;
			}
			let mean = |days: &[DayReading]| sum(days) / days.len() as f64 * count as f64;
			let first: Day = month.previous().first_day();
			let last_month = &before[before.partition_point(|it| it.day < first)..];
			let errors = self.0.entry((customer.group().into(), direction)).or_default();
			errors.actual_wh.push(sum(&after[..count]));
			for (method, said) in METHODS.into_iter().zip(&mut errors.said_wh) {
				said.push(match method {
					Method::Forecast => said_wh as f64,
					Method::LastMonth => mean(last_month),
					Method::MeanDay => mean(before),
				});
			}
		}
	}

	/// The errors of a group in what it will draw from the grid.
	pub fn demand(&self, group: &str) -> Option<&Errors> {
		self.0.get(&(group.into(), Direction::Demand))
	}

	/// The errors of a group in what it will feed into the grid.
	pub fn generation(&self, group: &str) -> Option<&Errors> {
		self.0.get(&(group.into(), Direction::Generation))
	}
}

impl Errors {
	/// How many months were held out.
	pub fn months(&self) -> usize {
		self.actual_wh.len()
	}

	/// By how much a method was wrong, of all that was measured, in percent: the sum of all
	/// deviations over the sum of all months.
	pub fn of_energy_percent(&self, method: Method) -> f64 {
		let deviations: f64 = self.deviations(method).map(|(_, deviation)| deviation.abs()).sum();
		100.0 * deviations / self.actual_wh.iter().sum::<f64>()
	}

	/// Half of the months were forecast better than this, in percent of the month.
	pub fn median_percent(&self, method: Method) -> f64 {
		let mut percents: Vec<_> = self
			.deviations(method)
			.filter(|(actual, _)| *actual > 0.0)
			.map(|(actual, deviation)| 100.0 * deviation.abs() / actual)
			.collect();
		percents.sort_by(f64::total_cmp);
		percents.get(percents.len() / 2).copied().unwrap_or_default()
	}

	/// By how much a method said too much in all, in percent; negative if too little.
	pub fn bias_percent(&self, method: Method) -> f64 {
		let deviations: f64 = self.deviations(method).map(|(_, deviation)| deviation).sum();
		100.0 * deviations / self.actual_wh.iter().sum::<f64>()
	}

	/// What was measured, and by how much more was said.
	fn deviations(&self, method: Method) -> impl Iterator<Item = (f64, f64)> + '_ {
		let said = &self.said_wh[method as usize];
		self.actual_wh.iter().zip(said).map(|(actual, said)| (*actual, said - actual))
	}
}

/// As a table in Markdown.
impl fmt::Display for Evaluation {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		writeln!(f, "| | months | forecast | of that too much | median | last month | mean day |")?;
		writeln!(f, "|---|---:|---:|---:|---:|---:|---:|")?;
		for ((group, direction), errors) in &self.0 {
			writeln!(
				f,
				"| {group}, {} | {} | {:.1} % | {:+.1} % | {:.1} % | {:.1} % | {:.1} % |",
				match direction {
					Direction::Demand => "demand",
					Direction::Generation => "generation",
				},
				errors.months(),
				errors.of_energy_percent(Method::Forecast),
				errors.bias_percent(Method::Forecast),
				errors.median_percent(Method::Forecast),
				errors.of_energy_percent(Method::LastMonth),
				errors.of_energy_percent(Method::MeanDay),
			)?;
		}
		Ok(())
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{readings::parse, sun::Sun, Holidays};

	/// Four months in which the last of each brings twice as much as the one before.
	fn doubling() -> Vec<Customer> {
		let mut text = String::from("customer,day,import_wh,export_wh\n");
		let first: Month = "2026-01".parse().expect("a month");
		let months = std::iter::successors(Some(first), |month| Some(month.next()));
		for (month, wh) in months.zip([1_000, 2_000, 4_000, 8_000]) {
			for day in month.days() {
				text += &format!("homes/A,{day},{wh},0\n");
			}
		}
		parse(&text).expect("a good file")
	}

	#[test]
	fn plain_guesses_are_as_wrong_as_they_must_be() {
		let place = Place { sun: Sun::at(37.5), holidays: Holidays::default() };
		let mut done = Vec::new();
		let evaluation = evaluate(&doubling(), &place, |customers| done.push(customers));
		let errors = evaluation.demand("homes").expect("homes have a demand");
		assert_eq!((done, errors.months()), (vec![1], 2));
		assert!((errors.of_energy_percent(Method::LastMonth) - 50.0).abs() < 1e-9);
		assert!((errors.bias_percent(Method::LastMonth) + 50.0).abs() < 1e-9);
		assert!((errors.median_percent(Method::LastMonth) - 50.0).abs() < 1e-9);
		assert!(errors.of_energy_percent(Method::MeanDay) > 60.0);
		assert!(evaluation.generation("homes").is_none());
	}
}
