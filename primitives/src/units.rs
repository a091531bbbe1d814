//! Units as types, so that a watt-hour cannot be added to a won.
//!
//! The grid of prices is chosen so that trading never rounds:
//!
//! ```text
//! 1 tick       = 0.1 KRW/kWh = 0.0001 KRW/Wh
//! 1 ecoin unit = 0.0001 KRW
//! value [ecoin units] = energy [Wh] x price [ticks]          (exact, always)
//! ```

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
}
