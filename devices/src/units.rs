//! Units as types, in the words of the chain.
//!
//! ```text
//! 1 tick       = 0.1 KRW/kWh
//! 1 ecoin unit = 0.0001 KRW
//! value [ecoin units] = energy [Wh] x price [ticks]          (exact, always)
//! ```

use codec::{Decode, Encode};
use core::ops::{Add, Mul};
use serde::{Deserialize, Serialize};

/// An instant, in milliseconds since the Unix epoch.
pub type Moment = u64;

/// The ecoin units in a won.
const UNITS_PER_KRW: u128 = 10_000;

const MS_PER_HOUR: u128 = 3_600_000;

macro_rules! unit {
	($(#[$doc:meta])* $name:ident($inner:ty)) => {
		$(#[$doc])*
		#[derive(
			Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash,
			Encode, Decode, Serialize, Deserialize,
		)]
		#[serde(transparent)]
		pub struct $name(pub $inner);

		impl $name {
			/// The sum, at most the largest value.
			pub const fn saturating_add(self, other: Self) -> Self {
				Self(self.0.saturating_add(other.0))
			}

			/// The difference, at least zero.
			pub const fn saturating_sub(self, other: Self) -> Self {
				Self(self.0.saturating_sub(other.0))
			}
		}

		impl core::iter::Sum for $name {
			fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
				all.fold(Self(0), Self::saturating_add)
			}
		}
	};
}

unit!(
	/// Energy, in watt-hours.
	Wh(u64)
);
unit!(
	/// Power, in watts.
	Watt(u64)
);
unit!(
	/// A price, in ticks of 0.1 KRW/kWh.
	PriceTick(u32)
);
unit!(
	/// Money, in units of 0.0001 KRW.
	Ecoin(u128)
);
unit!(
	/// The number of a metering point.
	PointId(u64)
);
unit!(
	/// A zone of the grid: energy is traded within one.
	ZoneId(u16)
);

/// Energy that flows at a point one way or the other, in watt-hours: drawn from the grid above zero, fed
/// into it below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NetWh(pub i64);

impl NetWh {
	/// What is left of these two if they are set off against each other.
	pub fn of(drawn: Wh, fed_in: Wh) -> Self {
		let signed = |energy: Wh| i64::try_from(energy.0).unwrap_or(i64::MAX);
		Self(signed(drawn) - signed(fed_in))
	}

	/// What is drawn; zero if energy is fed in.
	pub fn drawn(self) -> Wh {
		Wh(u64::try_from(self.0).unwrap_or(0))
	}

	/// What is fed in; zero if energy is drawn.
	pub fn fed_in(self) -> Wh {
		Self(self.0.saturating_neg()).drawn()
	}
}

impl Add for NetWh {
	type Output = Self;

	fn add(self, other: Self) -> Self {
		Self(self.0.saturating_add(other.0))
	}
}

impl Ecoin {
	/// So many won.
	pub const fn from_krw(krw: u64) -> Self {
		Self(krw as u128 * UNITS_PER_KRW)
	}
}

impl Mul<PriceTick> for Wh {
	type Output = Ecoin;

	fn mul(self, price: PriceTick) -> Ecoin {
		Ecoin(u128::from(self.0) * u128::from(price.0))
	}
}

impl Watt {
	/// The energy that flows in this time, rounded down.
	pub fn for_ms(self, time_ms: Moment) -> Wh {
		let energy = u128::from(self.0) * u128::from(time_ms) / MS_PER_HOUR;
		Wh(u64::try_from(energy).unwrap_or(u64::MAX))
	}
}

impl Wh {
	/// The power that brings this energy in this time, rounded to the nearest watt.
	pub fn in_ms(self, time_ms: Moment) -> Watt {
		let time_ms = u128::from(time_ms.max(1));
		let power = (u128::from(self.0) * MS_PER_HOUR + time_ms / 2) / time_ms;
		Watt(u64::try_from(power).unwrap_or(u64::MAX))
	}

	/// The part of the energy that falls on a part of the time in which it flows evenly, rounded down.
	pub fn part(self, part_ms: Moment, whole_ms: Moment) -> Self {
		let part = u128::from(self.0) * u128::from(part_ms) / u128::from(whole_ms.max(1));
		Self(u64::try_from(part).unwrap_or(u64::MAX))
	}

	/// This share of the energy, in thousandths, rounded down.
	pub fn permille(self, share: u32) -> Self {
		let scaled = u128::from(self.0) * u128::from(share) / 1_000;
		Self(u64::try_from(scaled).unwrap_or(u64::MAX))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_kwh_at_120_won_is_worth_120_won() {
		assert_eq!(Wh(1_000) * PriceTick(1_200), Ecoin::from_krw(120));
	}

	#[test]
	fn power_becomes_energy_with_time_and_energy_power() {
		assert_eq!(Watt(3_000).for_ms(900_000), Wh(750));
		assert_eq!(Watt(1).for_ms(3_599_999), Wh(0));
		assert_eq!(Wh(750).in_ms(900_000), Watt(3_000));
		assert_eq!(Watt(u64::MAX).for_ms(u64::MAX), Wh(u64::MAX));
		assert_eq!(Wh(1_000).part(900_000, 3_600_000), Wh(250));
	}

	#[test]
	fn what_flows_both_ways_is_set_off() {
		let [drawn, fed_in] =
			[(500, 200), (200, 500)].map(|(one, other)| NetWh::of(Wh(one), Wh(other)));
		assert_eq!((drawn.drawn(), drawn.fed_in()), (Wh(300), Wh(0)));
		assert_eq!((fed_in.drawn(), fed_in.fed_in()), (Wh(0), Wh(300)));
		assert_eq!(drawn + fed_in, NetWh(0));
	}

	#[test]
	fn shares_are_rounded_down_and_never_overflow() {
		assert_eq!(Wh(999).permille(500), Wh(499));
		assert_eq!(Wh(u64::MAX).permille(1_000), Wh(u64::MAX));
		assert_eq!(Wh(u64::MAX).permille(2_000), Wh(u64::MAX));
	}
}
