//! What charging costs, by the same rule as the chain settles it.

use crate::quantities::{Ecoin, Moment, PriceTick, Wh, MINUTE_MS};
use serde::{Deserialize, Serialize};

const DAY_MS: Moment = 24 * 60 * MINUTE_MS;

/// Korea's clock is nine hours ahead of UTC, all year.
const KOREA_AHEAD_MS: Moment = 9 * 60 * MINUTE_MS;

/// A time-of-use band: from a minute of the day in Korea until the next band begins, or midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Band {
	/// The minute of the day at which it begins.
	pub from_minute: u16,
	/// What energy costs in it.
	pub price: PriceTick,
}

/// What charging costs. Its bands begin with one at minute 0 and ascend, as the chain makes sure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tariff {
	/// The bands of a day.
	pub bands: Vec<Band>,
	/// Whether occupying the charge point after the end costs something: then the chain wants to know when
	/// the vehicle has left.
	pub has_occupancy_fee: bool,
}

impl Tariff {
	/// What energy costs that flowed evenly from one moment to another.
	///
	/// The chain's rule: until an instant of the stretch, the whole Wh that have flowed are
	/// `energy x elapsed / length`, rounded down; a band gets the difference between its two ends.
	pub fn cost(&self, from: Moment, to: Moment, energy: Wh) -> Ecoin {
		let length = u128::from(to.saturating_sub(from));
		let flowed_until = |instant: Moment| {
			let elapsed = u128::from(instant.saturating_sub(from));
			let part = (u128::from(energy.0) * elapsed).checked_div(length);
			part.map_or(energy.0, |part| part as u64)
		};
		let mut costs = Vec::new();
		let (mut at, mut counted) = (from, 0);
		loop {
			let (price, band_end) = self.band_at(at);
			let until = band_end.min(to);
			let flowed = if until < to { flowed_until(until) } else { energy.0 };
			costs.push(Wh(flowed - counted) * price);
			if until >= to {
				return costs.into_iter().sum();
			}
			(at, counted) = (until, flowed);
		}
	}

	/// The price at an instant, and when its band ends.
	fn band_at(&self, at: Moment) -> (PriceTick, Moment) {
		let time_of_day = (at % DAY_MS + KOREA_AHEAD_MS) % DAY_MS;
		let start = |band: &Band| Moment::from(band.from_minute) * MINUTE_MS;
		let current = self.bands.iter().take_while(|band| start(band) <= time_of_day).last();
		let next = self.bands.iter().map(start).find(|start| *start > time_of_day);
		let price = current.map_or(PriceTick(0), |band| band.price);
		(price, at + (next.unwrap_or(DAY_MS) - time_of_day))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	/// 2026-11-01 00:00 in Korea.
	const MIDNIGHT: Moment = 1_793_458_800_000;

	fn day_and_night() -> Tariff {
		let band = |from_minute, price| Band { from_minute, price: PriceTick(price) };
		Tariff { bands: vec![band(0, 1_000), band(8 * 60, 3_000)], has_occupancy_fee: false }
	}

	#[test]
	fn each_band_has_its_price() {
		let tariff = day_and_night();
		let hour = 60 * MINUTE_MS;
		let eight = MIDNIGHT + 8 * hour;
		assert_eq!(tariff.cost(eight - hour, eight, Wh(1_000)), Wh(1_000) * PriceTick(1_000));
		assert_eq!(tariff.cost(eight, eight + hour, Wh(1_000)), Wh(1_000) * PriceTick(3_000));
		// Half of it before eight o'clock, half of it after.
		assert_eq!(tariff.cost(eight - hour, eight + hour, Wh(2_000)), Ecoin(4_000_000));
		// Over midnight, and all of it at one moment.
		let night = tariff.cost(MIDNIGHT - hour, MIDNIGHT + hour, Wh(2));
		assert_eq!(night, Ecoin(4_000));
		assert_eq!(tariff.cost(eight, eight, Wh(7)), Wh(7) * PriceTick(3_000));
	}

	proptest! {
		/// At one price, bands do not change what a stretch costs: no Wh is lost or counted twice.
		#[test]
		fn no_energy_is_lost_between_bands(
			minutes in proptest::collection::btree_set(1u16..1_440, 0..8),
			from in 0u64..200_000_000,
			length in 0u64..400_000_000,
			energy in 0u64..1_000_000_000,
		) {
			let band = |from_minute| Band { from_minute, price: PriceTick(3_244) };
			let bands = std::iter::once(0).chain(minutes).map(band).collect();
			let tariff = Tariff { bands, has_occupancy_fee: false };
			let cost = tariff.cost(MIDNIGHT + from, MIDNIGHT + from + length, Wh(energy));
			prop_assert_eq!(cost, Wh(energy) * PriceTick(3_244));
		}
	}
}
