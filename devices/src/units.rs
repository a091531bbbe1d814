//! Units as types, in the words of the chain.
//!
//! ```text
//! 1 tick       = 0.1 KRW/kWh
//! 1 ecoin unit = 0.0001 KRW
//! value [ecoin units] = energy [Wh] x price [ticks]          (exact, always)
//! ```

use codec::{Decode, Encode};
use core::ops::Mul;
use serde::{Deserialize, Serialize};

/// An instant, in milliseconds since the Unix epoch.
pub type Moment = u64;

/// The ecoin units in a won.
const UNITS_PER_KRW: u128 = 10_000;

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

impl Wh {
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
	fn shares_are_rounded_down_and_never_overflow() {
		assert_eq!(Wh(999).permille(500), Wh(499));
		assert_eq!(Wh(u64::MAX).permille(1_000), Wh(u64::MAX));
		assert_eq!(Wh(u64::MAX).permille(2_000), Wh(u64::MAX));
	}
}
