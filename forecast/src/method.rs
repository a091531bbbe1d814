//! The forecast of a month. The crate's docs say how it is made.

use crate::{
	calendar::{Day, DayType, Holidays, Month},
	readings::DayReading,
	regression::{fit, Row},
	sun::Sun,
};
use std::fmt;

/// The level is that of so many last days: whole weeks, so that each weekday counts the same.
const LEVEL_DAYS: i64 = 28;

/// With fewer days of readings there is no forecast.
pub const LEAST_DAYS: usize = 28;

/// A day with less than this part of the mean counts as one with this much: the logarithm of nothing
/// would outweigh everything.
const LEAST_OF_MEAN: f64 = 0.05;

/// Where a participant is.
#[derive(Clone, Debug)]
pub struct Place {
	/// The sun over it.
	pub sun: Sun,
	/// Its holidays.
	pub holidays: Holidays,
}

/// What a participant will probably import and export in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forecast {
	/// What it will draw from the grid, in Wh.
	pub demand_wh: u64,
	/// What it will feed into the grid, in Wh.
	pub generation_wh: u64,
}

/// There are too few readings to say anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooFewReadings {
	/// How many days there are.
	pub days: usize,
}

/// What is expected of a register before a participant was seen.
#[derive(Clone, Copy, Debug)]
pub struct Register {
	/// How many days later the register follows the sun.
	pub delay_days: i64,
	/// With which power of the sun.
	pub exponent: f64,
	/// How many days of readings this expectation is worth.
	pub evidence_days: f64,
}

impl Register {
	/// What flows from the grid.
	pub const IMPORT: Self = Self { delay_days: 30, exponent: 0.0, evidence_days: 3.0 };

	/// What flows into the grid.
	pub const EXPORT: Self = Self { delay_days: 0, exponent: 1.0, evidence_days: 100.0 };

	/// How many days of readings the expectation is worth that all days of the week are alike.
	const DAY_TYPE_EVIDENCE_DAYS: f64 = 5.0;

	/// What of the sun matters on a day, as a logarithm.
	fn log_sun(&self, day: Day, place: &Place) -> f64 {
		place.sun.on(Day(day.0 - self.delay_days)).ln()
	}

	/// The numbers by which days differ.
	fn row(&self, day: Day, place: &Place) -> Row {
		let day_type = day.day_type(&place.holidays);
		let is = |wanted| f64::from(u8::from(day_type == wanted));
		[1.0, is(DayType::Saturday), is(DayType::Rest), self.log_sun(day, place)]
	}

	/// What a month will bring, in Wh, from earlier days.
	fn forecast(&self, days: &[(Day, f64)], month: Month, place: &Place) -> f64 {
		let mean = days.iter().map(|(_, wh)| wh).sum::<f64>() / days.len() as f64;
		if mean == 0.0 {
			return 0.0;
		}
		let observations = days.iter().map(|(day, wh)| {
			let expected = self.exponent * self.log_sun(*day, place);
			(self.row(*day, place), wh.max(LEAST_OF_MEAN * mean).ln() - expected)
		});
		let day_types = Self::DAY_TYPE_EVIDENCE_DAYS;
		let line = fit(observations, [0.0, day_types, day_types, self.evidence_days]);

		let shape = |day: Day| {
			let explained = self.row(day, place).into_iter().zip(line).skip(1);
			let expected = self.exponent * self.log_sun(day, place);
			(expected + explained.map(|(number, factor)| number * factor).sum::<f64>()).exp()
		};
		let last = days.last().map_or(0, |(day, _)| day.0);
		let recent = || days.iter().filter(|(day, _)| day.0 > last - LEVEL_DAYS);
		let level = recent().map(|(_, wh)| wh).sum::<f64>()
			/ recent().map(|(day, _)| shape(*day)).sum::<f64>();
		level * month.days().map(shape).sum::<f64>()
	}
}

/// What a participant will probably import and export in a month, from its readings before it. Later
/// ones are not looked at.
pub fn forecast(
	readings: &[DayReading],
	month: Month,
	place: &Place,
) -> Result<Forecast, TooFewReadings> {
	let before = || readings.iter().filter(|reading| reading.day < month.first_day());
	let days = before().count();
	if days < LEAST_DAYS {
		return Err(TooFewReadings { days });
	}
	let imports: Vec<_> = before().map(|it| (it.day, it.import_wh as f64)).collect();
	let exports: Vec<_> = before().map(|it| (it.day, it.export_wh as f64)).collect();
	Ok(Forecast {
		demand_wh: Register::IMPORT.forecast(&imports, month, place).round() as u64,
		generation_wh: Register::EXPORT.forecast(&exports, month, place).round() as u64,
	})
}

impl fmt::Display for TooFewReadings {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{} days of readings before the month; {LEAST_DAYS} are needed", self.days)
	}
}

impl std::error::Error for TooFewReadings {}

#[cfg(test)]
mod tests {
	use super::*;

	fn seoul() -> Place {
		Place { sun: Sun::at(37.5), holidays: Holidays::default() }
	}

	fn month(text: &str) -> Month {
		text.parse().expect("a month")
	}

	/// Readings from the first of a month until the end of another one.
	fn year(of_day: impl Fn(Day) -> (f64, f64)) -> Vec<DayReading> {
		let months = std::iter::successors(Some(month("2026-01")), |month| Some(month.next()));
		let days = months.take(12).flat_map(Month::days);
		let reading = |day| {
			let (import, export) = of_day(day);
			DayReading { day, import_wh: import.round() as u64, export_wh: export.round() as u64 }
		};
		days.map(reading).collect()
	}

	fn sum(readings: &[DayReading], month: Month, wh: fn(&DayReading) -> u64) -> f64 {
		let of_month = readings.iter().filter(|reading| reading.day.month() == month);
		of_month.map(|reading| wh(reading) as f64).sum()
	}

	#[test]
	fn what_follows_the_rule_is_forecast_within_a_hundredth() {
		let place = seoul();
		let readings = year(|day| {
			let weekend = if day.day_type(&place.holidays) == DayType::Working { 1.0 } else { 1.3 };
			let earlier = place.sun.on(Day(day.0 - 30));
			(9_000.0 * weekend * earlier.powf(-0.4), 8_000.0 * place.sun.on(day))
		});
		for text in ["2026-06", "2026-09", "2026-12"] {
			let found = forecast(&readings, month(text), &place).expect("enough readings");
			let demand = sum(&readings, month(text), |it| it.import_wh);
			let generation = sum(&readings, month(text), |it| it.export_wh);
			assert!(
				(found.demand_wh as f64 / demand - 1.0).abs() < 0.01,
				"{text} {found:?} {demand}"
			);
			assert!(
				(found.generation_wh as f64 / generation - 1.0).abs() < 0.01,
				"{text} {found:?}"
			);
		}
	}

	#[test]
	fn the_month_itself_is_not_looked_at() {
		let place = seoul();
		let readings = year(|day| (9_000.0 + day.of_year() as f64, 0.0));
		let before: Vec<_> = readings
			.iter()
			.filter(|reading| reading.day < month("2026-08").first_day())
			.copied()
			.collect();
		let found = |readings: &[DayReading]| forecast(readings, month("2026-08"), &place);
		assert_eq!(found(&readings), found(&before));
	}

	#[test]
	fn who_has_no_panels_exports_nothing() {
		let found = forecast(&year(|_| (5_000.0, 0.0)), month("2026-05"), &seoul());
		assert_eq!(found, Ok(Forecast { demand_wh: 31 * 5_000, generation_wh: 0 }));
	}

	#[test]
	fn after_a_few_days_nothing_is_said() {
		let readings = year(|_| (5_000.0, 0.0));
		let found = forecast(&readings[4..], month("2026-02"), &seoul());
		assert_eq!(found, Err(TooFewReadings { days: 27 }));
	}
}
