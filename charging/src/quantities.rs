//! Units as types, the same as the chain's.
//!
//! ```text
//! value [ecoin units] = energy [Wh] x price [ticks of 0.1 KRW/kWh]          (exact, always)
//! ```

use codec::{Decode, Encode};
use serde::{Deserialize, Serialize};
use std::{fmt, iter::Sum, ops::Mul};

/// A time, in milliseconds since 1970.
pub type Moment = u64;

/// A minute.
pub const MINUTE_MS: Moment = 60 * 1_000;

const HOUR_MS: u128 = 60 * MINUTE_MS as u128;

/// Energy.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	Serialize,
	Deserialize,
)]
pub struct Wh(pub u64);

impl Sum for Wh {
	fn sum<I: Iterator<Item = Self>>(energies: I) -> Self {
		Self(energies.fold(0, |sum, energy| sum.saturating_add(energy.0)))
	}
}

/// Power.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Watt(pub u64);

impl Watt {
	/// The most energy that can flow in a time, rounded up to 1 Wh.
	pub fn energy_in(self, elapsed_ms: Moment) -> Wh {
		let watt_ms = u128::from(self.0) * u128::from(elapsed_ms);
		Wh(u64::try_from(watt_ms.div_ceil(HOUR_MS)).unwrap_or(u64::MAX))
	}
}

/// A price in ticks of 0.1 KRW/kWh.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceTick(pub u32);

impl Mul<PriceTick> for Wh {
	type Output = Ecoin;

	fn mul(self, price: PriceTick) -> Ecoin {
		Ecoin(u128::from(self.0) * u128::from(price.0))
	}
}

/// Money, in units of 0.0001 KRW.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	Serialize,
	Deserialize,
)]
pub struct Ecoin(pub u128);

impl Ecoin {
	/// The units of one won.
	pub const PER_KRW: u128 = 10_000;

	/// So many won.
	pub const fn krw(won: u64) -> Self {
		Self(won as u128 * Self::PER_KRW)
	}

	/// The amount in won, as OCPP 2.0.1 states costs.
	pub fn as_krw(self) -> f64 {
		self.0 as f64 / Self::PER_KRW as f64
	}
}

impl Sum for Ecoin {
	fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
		Self(amounts.fold(0, |sum, amount| sum.saturating_add(amount.0)))
	}
}

impl fmt::Display for Ecoin {
	fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
		write!(formatter, "{:.1} KRW", self.as_krw())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn ten_kwh_at_the_price_of_a_fast_charger() {
		assert_eq!(Wh(10_000) * PriceTick(3_244), Ecoin::krw(3_244));
		assert_eq!((Wh(10_000) * PriceTick(3_244)).to_string(), "3244.0 KRW");
	}

	#[test]
	fn energy_that_can_flow_is_rounded_up() {
		assert_eq!(Watt(50_000).energy_in(MINUTE_MS), Wh(834));
		assert_eq!(Watt(1).energy_in(1), Wh(1));
		assert_eq!(Watt(u64::MAX).energy_in(u64::MAX), Wh(u64::MAX));
	}
}
