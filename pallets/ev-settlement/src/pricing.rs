//! What a session costs, as pure functions: no storage, no clock, no keys.
//!
//! ```text
//! cost = sum over bands (energy of the band [Wh] x its price [ticks]) + occupancy fee
//! ```
//!
//! A tick times a Wh is one ecoin unit, so nothing is rounded but the energy of a stretch that lies
//! in several bands, see [`split`].

use crate::types::{Bands, OccupancyFee, Tariff};
use joule_primitives::{
	calendar::{time_of_day_ms, DAY_MS},
	Ecoin, Moment, Wh,
};

const MINUTE_MS: Moment = 60 * 1000;

/// The minutes of a day.
pub const MINUTES_PER_DAY: u16 = (DAY_MS / MINUTE_MS) as u16;

/// The rule that a tariff breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TariffFault {
	/// No band begins at minute 0, so that part of the day has no price.
	FirstBandNotAtMidnight,
	/// A band does not begin after the one before it.
	BandsNotAscending,
	/// A band begins after the end of the day.
	BandOutsideDay,
	/// The fee for occupying is nothing a minute, or its cap is below one minute's fee.
	EmptyOccupancyFee,
}

/// Checks that a tariff has exactly one price at each minute of the day, and that a fee is one.
pub fn check_tariff(tariff: &Tariff) -> Result<(), TariffFault> {
	if tariff.bands.first().is_none_or(|band| band.from_minute != 0) {
		return Err(TariffFault::FirstBandNotAtMidnight);
	}
	if tariff.bands.iter().any(|band| band.from_minute >= MINUTES_PER_DAY) {
		return Err(TariffFault::BandOutsideDay);
	}
	if !tariff.bands.is_sorted_by(|before, after| before.from_minute < after.from_minute) {
		return Err(TariffFault::BandsNotAscending);
	}
	match tariff.occupancy {
		Some(fee) if fee.per_minute.is_zero() || fee.cap < fee.per_minute => {
			Err(TariffFault::EmptyOccupancyFee)
		}
		_ => Ok(()),
	}
}

/// Adds the energy of a stretch between two reports to the bands in which it flowed.
///
/// Between two reports the power counts as constant. Up to an instant within the stretch
///
/// ```text
/// flowed(instant) = floor(energy x (instant - from) / (to - from))   [Wh]
/// ```
///
/// has flowed, and a band gets the difference between its two ends. So a fraction of a Wh that one
/// band drops the next one gets, and the sum over the bands is the energy, exactly. The energy of a
/// stretch without length belongs to the band of its instant.
pub fn split(tariff: &Tariff, from: Moment, to: Moment, energy: Wh, bands: &mut Bands<Wh>) {
	let flowed = |until: Moment| {
		let elapsed = u128::from(until.saturating_sub(from));
		let length = u128::from(to.saturating_sub(from));
		let part = u128::from(energy.0).saturating_mul(elapsed).checked_div(length);
		part.and_then(|part| u64::try_from(part).ok()).map_or(energy, Wh)
	};
	let (mut at, mut counted) = (from, Wh::ZERO);
	loop {
		let (band, band_end) = band_at(tariff, at);
		let until = band_end.min(to);
		let sum = if until < to { flowed(until) } else { energy };
		if let Some(total) = bands.get_mut(band) {
			*total = total.saturating_add(sum.saturating_sub(counted));
		}
		if until >= to {
			return;
		}
		(at, counted) = (until, sum);
	}
}

/// The band of an instant, and when it ends: later than the instant.
fn band_at(tariff: &Tariff, at: Moment) -> (usize, Moment) {
	let time = time_of_day_ms(at);
	let starts = |band: usize| {
		tariff.bands.get(band).map(|band| Moment::from(band.from_minute).saturating_mul(MINUTE_MS))
	};
	let next = tariff
		.bands
		.iter()
		.position(|band| Moment::from(band.from_minute).saturating_mul(MINUTE_MS) > time);
	let end = next.and_then(starts).unwrap_or(DAY_MS);
	let band = next.unwrap_or(tariff.bands.len()).saturating_sub(1);
	(band, at.saturating_add(end.saturating_sub(time)))
}

/// What the energy of the bands costs.
pub fn energy_cost(tariff: &Tariff, energy_by_band: &Bands<Wh>) -> Ecoin {
	tariff.bands.iter().zip(energy_by_band).map(|(band, energy)| *energy * band.price).sum()
}

/// What occupying the charge point for a time costs: each whole minute beyond those that are free,
/// up to the cap.
pub fn occupancy_cost(fee: &OccupancyFee, occupied_ms: Moment) -> Ecoin {
	let minutes = (occupied_ms / MINUTE_MS).saturating_sub(fee.grace_minutes.into());
	Ecoin(fee.per_minute.0.saturating_mul(minutes.into())).min(fee.cap)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::types::Band;
	use joule_primitives::{calendar::HOUR_MS, PriceTick};
	use proptest::prelude::*;

	/// Midnight in Korea, 1 November 2026.
	const NOVEMBER: Moment = 1_793_458_800_000;

	fn tariff(bands: &[(u16, u32)]) -> Tariff {
		let bands = bands
			.iter()
			.map(|&(from_minute, price)| Band { from_minute, price: PriceTick(price) })
			.collect();
		Tariff { bands: Bands::truncate_from(bands), occupancy: None }
	}

	fn split_into(tariff: &Tariff, from: Moment, to: Moment, energy: u64) -> Vec<u64> {
		let mut bands = Bands::truncate_from(vec![Wh::ZERO; tariff.bands.len()]);
		split(tariff, from, to, Wh(energy), &mut bands);
		bands.iter().map(|energy| energy.0).collect()
	}

	/// What [`split`] must say, one Wh at a time: it belongs to the band of the last instant before
	/// it was complete.
	fn one_by_one(tariff: &Tariff, from: Moment, to: Moment, energy: u64) -> Vec<u64> {
		let mut parts = vec![0; tariff.bands.len()];
		for count in 1..=energy {
			let complete_at = from + (count * (to - from)).div_ceil(energy);
			let before = complete_at.saturating_sub(1).max(from);
			let minute = (time_of_day_ms(before) / MINUTE_MS) as u16;
			let band = tariff.bands.iter().rposition(|band| band.from_minute <= minute);
			parts[band.expect("the first band begins at midnight")] += 1;
		}
		parts
	}

	#[test]
	fn one_price_takes_it_all() {
		let flat = tariff(&[(0, 3_244)]);
		assert_eq!(split_into(&flat, NOVEMBER, NOVEMBER + 3 * DAY_MS, 7), [7]);
	}

	#[test]
	fn an_hour_on_both_sides_of_a_change_is_halved() {
		let two = tariff(&[(0, 1_000), (9 * 60, 2_000)]);
		let nine = NOVEMBER + 9 * HOUR_MS;
		assert_eq!(split_into(&two, nine - HOUR_MS, nine + HOUR_MS, 10), [5, 5]);
		assert_eq!(split_into(&two, nine - HOUR_MS, nine, 10), [10, 0]);
		assert_eq!(split_into(&two, nine, nine + HOUR_MS, 10), [0, 10]);
	}

	#[test]
	fn what_one_band_drops_the_next_one_gets() {
		let three = tariff(&[(0, 1), (60, 2), (120, 3)]);
		assert_eq!(split_into(&three, NOVEMBER, NOVEMBER + 3 * HOUR_MS, 10), [3, 3, 4]);
	}

	#[test]
	fn midnight_brings_the_first_band_back() {
		let two = tariff(&[(0, 1), (23 * 60, 2)]);
		let eleven = NOVEMBER + 23 * HOUR_MS;
		assert_eq!(split_into(&two, eleven, eleven + 2 * HOUR_MS, 10), [5, 5]);
	}

	#[test]
	fn no_time_is_one_band() {
		let two = tariff(&[(0, 1), (60, 2)]);
		assert_eq!(split_into(&two, NOVEMBER + HOUR_MS, NOVEMBER + HOUR_MS, 3), [0, 3]);
		assert_eq!(split_into(&two, NOVEMBER, NOVEMBER, 0), [0, 0]);
	}

	#[test]
	fn the_ends_of_time_do_no_harm() {
		let two = tariff(&[(0, 1), (60, 2)]);
		for (from, to) in [(Moment::MAX, Moment::MAX), (Moment::MAX - 5 * HOUR_MS, Moment::MAX)] {
			let parts = split_into(&two, from, to, u64::MAX);
			assert_eq!(parts.iter().map(|part| u128::from(*part)).sum::<u128>(), u64::MAX.into());
		}
	}

	#[test]
	fn a_fee_counts_whole_minutes_beyond_the_free_ones() {
		let fee = OccupancyFee { grace_minutes: 10, per_minute: Ecoin(100), cap: Ecoin(250) };
		for (ms, cost) in [
			(0, 0),
			(11 * MINUTE_MS - 1, 0),
			(11 * MINUTE_MS, 100),
			(12 * MINUTE_MS, 200),
			(13 * MINUTE_MS, 250),
			(Moment::MAX, 250),
		] {
			assert_eq!(occupancy_cost(&fee, ms), Ecoin(cost));
		}
		let largest =
			OccupancyFee { grace_minutes: 0, per_minute: Ecoin(u128::MAX), cap: Ecoin(u128::MAX) };
		assert_eq!(occupancy_cost(&largest, Moment::MAX), Ecoin(u128::MAX));
	}

	/// Bands in their order, the first at midnight.
	fn any_tariff() -> impl Strategy<Value = Tariff> {
		prop::collection::btree_map(1..MINUTES_PER_DAY, 0..100_000u32, 0..23).prop_map(|later| {
			let bands: Vec<_> = [(0, 5_000)].into_iter().chain(later).collect();
			tariff(&bands)
		})
	}

	proptest! {
		#[test]
		fn every_wh_is_in_the_band_in_which_it_flowed(
			tariff in any_tariff(),
			from in NOVEMBER..NOVEMBER + DAY_MS,
			length in 0..2 * DAY_MS,
			energy in 0..2_000u64,
		) {
			prop_assert!(check_tariff(&tariff).is_ok());
			let parts = split_into(&tariff, from, from + length, energy);
			prop_assert_eq!(parts.iter().sum::<u64>(), energy);
			prop_assert_eq!(parts, one_by_one(&tariff, from, from + length, energy));
		}
	}
}
