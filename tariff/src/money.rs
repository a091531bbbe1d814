//! Whole won, as invoices count them.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use joule_primitives::Ecoin;
use scale_info::TypeInfo;

/// An amount in whole won. Negative for what is given back.
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
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Krw(pub i128);

impl Krw {
	/// Nothing.
	pub const ZERO: Self = Self(0);

	/// The whole won in an amount of ecoin; fractions are dropped.
	pub fn in_ecoin(amount: Ecoin) -> Self {
		let whole = amount.0.checked_div(Ecoin::PER_KRW).unwrap_or_default();
		Self(i128::try_from(whole).unwrap_or(i128::MAX))
	}

	/// The amount as ecoin; nothing for a negative one.
	pub fn to_ecoin(self) -> Ecoin {
		Ecoin(u128::try_from(self.0).unwrap_or_default().saturating_mul(Ecoin::PER_KRW))
	}

	/// The sum, within the limits of the type.
	pub const fn saturating_add(self, other: Self) -> Self {
		Self(self.0.saturating_add(other.0))
	}

	/// The difference, within the limits of the type.
	pub const fn saturating_sub(self, other: Self) -> Self {
		Self(self.0.saturating_sub(other.0))
	}

	/// The amount without what is below a multiple of ten won.
	pub const fn floored_to_ten(self) -> Self {
		Self(self.0.saturating_sub(self.0.rem_euclid(10)))
	}

	/// As many thousandths of the amount, times a thousand: exact, to be rounded by the caller.
	pub(crate) const fn permille(self, rate: u16) -> i128 {
		self.0.saturating_mul(rate as i128)
	}
}

impl core::iter::Sum for Krw {
	/// The sum, within the limits of the type.
	fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
		parts.fold(Self::ZERO, Self::saturating_add)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn fractions_of_a_won_are_dropped() {
		assert_eq!(Krw::in_ecoin(Ecoin(19_999)), Krw(1));
		assert_eq!(Krw::in_ecoin(Ecoin(20_000)), Krw(2));
		assert_eq!(Krw(2).to_ecoin(), Ecoin(20_000));
		assert_eq!(Krw(-2).to_ecoin(), Ecoin(0));
	}

	#[test]
	fn ten_won_are_the_smallest_sum_on_a_bill() {
		assert_eq!(Krw(28_373).floored_to_ten(), Krw(28_370));
		assert_eq!(Krw(0).floored_to_ten(), Krw(0));
		assert_eq!(Krw(-1).floored_to_ten(), Krw(-10));
	}

	#[test]
	fn the_largest_amounts_saturate() {
		assert_eq!(Krw::in_ecoin(Ecoin(u128::MAX)).to_ecoin().0 % Ecoin::PER_KRW, 0);
		assert_eq!(Krw(i128::MAX).saturating_add(Krw(1)), Krw(i128::MAX));
		assert_eq!(Krw(i128::MAX).to_ecoin(), Ecoin(u128::MAX));
	}
}
