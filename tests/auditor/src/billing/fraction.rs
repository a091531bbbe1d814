//! Exact fractions, so that nothing is rounded before the tariff says so.

use std::ops::{Add, Mul};

/// A fraction in lowest terms with a denominator above zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fraction {
	numerator: i128,
	denominator: i128,
}

impl Fraction {
	/// One number over another one.
	///
	/// # Panics
	///
	/// Panics if the denominator is not above zero.
	pub fn new(numerator: i128, denominator: i128) -> Self {
		assert!(denominator > 0, "{numerator}/{denominator} is no fraction");
		let divisor = greatest_common_divisor(numerator.abs(), denominator);
		Self { numerator: numerator / divisor, denominator: denominator / divisor }
	}

	/// A whole number.
	pub fn whole(number: impl Into<i128>) -> Self {
		Self::new(number.into(), 1)
	}

	/// The next whole number towards zero: how a bill drops what is below a won.
	pub fn without_fraction(self) -> i128 {
		self.numerator / self.denominator
	}

	/// The nearest whole number, and from the middle the one further from zero.
	pub fn rounded(self) -> i128 {
		let doubled = 2 * self.numerator.abs() + self.denominator;
		self.numerator.signum() * (doubled / (2 * self.denominator))
	}
}

fn greatest_common_divisor(a: i128, b: i128) -> i128 {
	match a {
		0 => b,
		_ => greatest_common_divisor(b % a, a),
	}
}

impl Add for Fraction {
	type Output = Self;

	fn add(self, other: Self) -> Self {
		Self::new(
			self.numerator * other.denominator + other.numerator * self.denominator,
			self.denominator * other.denominator,
		)
	}
}

impl Mul for Fraction {
	type Output = Self;

	fn mul(self, other: Self) -> Self {
		Self::new(self.numerator * other.numerator, self.denominator * other.denominator)
	}
}

impl std::iter::Sum for Fraction {
	fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
		parts.fold(Self::whole(0), Self::add)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn thirds_add_up() {
		let third = Fraction::new(1, 3);
		assert_eq!(third + third + third, Fraction::whole(1));
		assert_eq!(Fraction::new(10, 30), third);
		assert_eq!(third * third, Fraction::new(1, 9));
	}

	#[test]
	fn a_half_goes_up_and_a_rest_goes() {
		assert_eq!(Fraction::new(5, 2).rounded(), 3);
		assert_eq!(Fraction::new(-5, 2).rounded(), -3);
		assert_eq!(Fraction::new(7, 3).rounded(), 2);
		assert_eq!(Fraction::new(7, 2).without_fraction(), 3);
		assert_eq!(Fraction::new(-7, 2).without_fraction(), -3);
	}
}
