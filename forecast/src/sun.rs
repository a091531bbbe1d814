//! How much sun a day can have: the radiation that arrives above the atmosphere.
//!
//! The formulas are those of Duffie and Beckman, *Solar Engineering of Thermal Processes*, chapter 1:
//! declination (1.6.1), hour angle of sunset (1.6.10), eccentricity (1.4.1) and daily radiation on a
//! horizontal plane (1.10.3).

use crate::calendar::Day;
use std::f64::consts::TAU;

const DAYS_IN_A_YEAR: f64 = 365.25;
const TILT_OF_THE_EARTH_DEGREES: f64 = 23.45;

/// Within the polar circles there are days without sun. This is taken to be the least.
const LEAST: f64 = 0.01;

/// The sun over a place.
#[derive(Clone, Copy, Debug)]
pub struct Sun {
	latitude_degrees: f64,
	mean: f64,
}

impl Sun {
	/// The sun at a latitude.
	pub fn at(latitude_degrees: f64) -> Self {
		let year = (1..=365).map(|day| radiation(f64::from(day), latitude_degrees));
		Self { latitude_degrees, mean: year.sum::<f64>() / 365.0 }
	}

	/// A day's radiation, over its mean of a year.
	pub fn on(&self, day: Day) -> f64 {
		(radiation(day.of_year() as f64, self.latitude_degrees) / self.mean).max(LEAST)
	}
}

/// A day's radiation, in a unit of its own.
fn radiation(day_of_year: f64, latitude_degrees: f64) -> f64 {
	let of_year = TAU * day_of_year / DAYS_IN_A_YEAR;
	let latitude = latitude_degrees.to_radians();
	let declination = TILT_OF_THE_EARTH_DEGREES.to_radians()
		* (TAU * (284.0 + day_of_year) / DAYS_IN_A_YEAR).sin();
	let sunset = (-latitude.tan() * declination.tan()).clamp(-1.0, 1.0).acos();
	let eccentricity = 1.0 + 0.033 * of_year.cos();
	eccentricity
		* (latitude.cos() * declination.cos() * sunset.sin()
			+ sunset * latitude.sin() * declination.sin())
}

#[cfg(test)]
mod tests {
	use super::*;

	fn sun(text: &str, latitude_degrees: f64) -> f64 {
		Sun::at(latitude_degrees).on(text.parse().expect("a day"))
	}

	/// At the latitude of Seoul 41.8 and 15.1 MJ arrive at a square metre on the longest and the
	/// shortest day.
	#[test]
	fn summer_is_sunnier_than_winter_and_more_so_in_the_north() {
		let ratio = |latitude| sun("2026-06-21", latitude) / sun("2026-12-21", latitude);
		assert!((sun("2026-03-21", 37.5) - 1.0).abs() < 0.05);
		assert!((ratio(37.5) - 41.8 / 15.1).abs() < 0.02, "{}", ratio(37.5));
		assert!(ratio(51.0) > 2.0 * ratio(37.5));
	}

	#[test]
	fn a_polar_night_has_a_little_sun() {
		assert_eq!(sun("2026-12-21", 80.0), LEAST);
		assert!(sun("2026-06-21", 80.0) > 2.0);
	}
}
