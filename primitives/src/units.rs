//! Units as types, so that a watt-hour cannot be added to a won.
//!
//! The grid of prices is chosen so that trading never rounds:
//!
//! ```text
//! 1 tick       = 0.1 KRW/kWh = 0.0001 KRW/Wh
//! 1 ecoin unit = 0.0001 KRW
//! value [ecoin units] = energy [Wh] x price [ticks]          (exact, always)
//! ```

use crate::calendar::{Moment, HOUR_MS};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::ops::Mul;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

macro_rules! unit {
	($(#[$doc:meta])* $name:ident($inner:ty)) => {
		$(#[$doc])*
		#[derive(
			Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Encode, Decode,
			DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Serialize, Deserialize,
		)]
		#[serde(transparent)]
		pub struct $name(pub $inner);

		impl $name {
			/// Nothing of it.
			pub const ZERO: Self = Self(0);

			/// Whether there is nothing of it.
			pub const fn is_zero(self) -> bool {
				self.0 == 0
			}

			/// The sum, or `None` where it does not fit.
			pub fn checked_add(self, other: Self) -> Option<Self> {
				self.0.checked_add(other.0).map(Self)
			}

			/// The difference, or `None` where it would be negative.
			pub fn checked_sub(self, other: Self) -> Option<Self> {
				self.0.checked_sub(other.0).map(Self)
			}

			/// The sum, at most the largest value.
			pub fn saturating_add(self, other: Self) -> Self {
				Self(self.0.saturating_add(other.0))
			}

			/// The difference, at least zero.
			pub fn saturating_sub(self, other: Self) -> Self {
				Self(self.0.saturating_sub(other.0))
			}
		}

		impl core::iter::Sum for $name {
			/// The sum, at most the largest value.
			fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
				parts.fold(Self::ZERO, Self::saturating_add)
			}
		}
	};
}

unit! {
	/// Energy in watt-hours, the smallest amount that is metered and traded.
	Wh(u64)
}

unit! {
	/// Power in watts: what a metering point can carry.
	Watt(u64)
}

unit! {
	/// A price in ticks of 0.1 KRW/kWh.
	PriceTick(u32)
}

unit! {
	/// Money in ecoin units of 0.0001 KRW.
	Ecoin(u128)
}

impl Ecoin {
	/// Ecoin units in one won.
	pub const PER_KRW: u128 = 10_000;

	/// Whole won as ecoin.
	pub const fn from_krw(krw: u64) -> Self {
		Self(krw as u128 * Self::PER_KRW)
	}
}

impl Watt {
	/// The most energy that can flow at this power in a time, rounded up to 1 Wh:
	///
	/// ```text
	/// energy [Wh] = ceil(power [W] x elapsed [ms] / 3,600,000 [ms/h])
	/// ```
	///
	/// Registers show whole Wh. Rounding up is exactly the play which that needs: energy `e` moves
	/// a register that drops fractions by at most `ceil(e)`.
	pub fn energy_in(self, elapsed_ms: Moment) -> Wh {
		let watt_ms = u128::from(self.0).saturating_mul(u128::from(elapsed_ms));
		Wh(u64::try_from(watt_ms.div_ceil(u128::from(HOUR_MS))).unwrap_or(u64::MAX))
	}
}

impl PriceTick {
	/// Ticks in a price of one won a kWh.
	pub const PER_KRW_KWH: u32 = 10;
}

/// The value of energy at a price: `Wh x ticks`, exact (see the module's formula).
///
/// A `u64` times a `u32` always fits a `u128`, so this cannot overflow.
impl Mul<PriceTick> for Wh {
	type Output = Ecoin;

	fn mul(self, price: PriceTick) -> Ecoin {
		Ecoin(u128::from(self.0) * u128::from(price.0))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::calendar::QUARTER_MS;

	#[test]
	fn ten_kwh_at_150_krw_cost_1500_krw() {
		assert_eq!(Wh(10_000) * PriceTick(150 * PriceTick::PER_KRW_KWH), Ecoin::from_krw(1_500));
	}

	#[test]
	fn one_wh_at_one_tick_is_one_unit() {
		assert_eq!(Wh(1) * PriceTick(1), Ecoin(1));
	}

	#[test]
	fn the_largest_trade_fits() {
		assert!((Wh(u64::MAX) * PriceTick(u32::MAX)).0 < u128::MAX);
	}

	#[test]
	fn the_most_energy_is_rounded_up_to_one_wh() {
		assert_eq!(Watt(4_000).energy_in(QUARTER_MS), Wh(1_000));
		assert_eq!(Watt(4_001).energy_in(QUARTER_MS), Wh(1_001));
		assert_eq!(Watt(4_004).energy_in(QUARTER_MS), Wh(1_001));
		assert_eq!(Watt(1).energy_in(1), Wh(1));
		assert_eq!(Watt(0).energy_in(Moment::MAX), Wh(0));
		assert_eq!(Watt(1).energy_in(0), Wh(0));
		assert_eq!(Watt(u64::MAX).energy_in(Moment::MAX), Wh(u64::MAX));
	}
}
