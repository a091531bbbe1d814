//! What is still to be paid.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use joule_primitives::Ecoin;
use joule_tariff::Day;
use scale_info::TypeInfo;

/// What is still to be paid of an invoice and its notes.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Debt {
	/// What is open, without interest.
	pub open: Ecoin,
	/// When it was to be paid at the latest.
	pub due_on: Day,
	/// What overdue ecoin bears, in millionths a day.
	pub interest_ppm_a_day: u32,
	/// Interest up to `accrued_until`, not paid yet.
	pub interest: Ecoin,
	/// Up to which day interest is counted; the due day at first.
	pub accrued_until: Day,
}

impl Debt {
	/// A new debt.
	pub fn new(open: Ecoin, due_on: Day, interest_ppm_a_day: u32) -> Self {
		Self { open, due_on, interest_ppm_a_day, interest: Ecoin::ZERO, accrued_until: due_on }
	}

	/// The debt with interest counted up to a day.
	///
	/// ```text
	/// interest += floor(open x millionths a day x days / 1,000,000)
	/// ```
	pub fn accrued(mut self, today: Day) -> Self {
		let days = u128::from(self.accrued_until.until(today));
		let millionths = days.saturating_mul(self.interest_ppm_a_day.into());
		let interest = self.open.0.saturating_mul(millionths) / 1_000_000;
		self.interest = self.interest.saturating_add(Ecoin(interest));
		self.accrued_until = self.accrued_until.max(today);
		self
	}

	/// All that is owed.
	pub fn owed(&self) -> Ecoin {
		self.open.saturating_add(self.interest)
	}

	/// Whether it should have been paid by a day.
	pub fn is_overdue(&self, today: Day) -> bool {
		today > self.due_on
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn interest_begins_on_the_day_after_the_due_day() {
		let debt = Debt::new(Ecoin::from_krw(100_000), Day(100), 500);
		assert_eq!(debt.accrued(Day(99)).interest, Ecoin::ZERO);
		assert_eq!(debt.accrued(Day(100)).interest, Ecoin::ZERO);
		assert_eq!(debt.accrued(Day(101)).interest, Ecoin::from_krw(50));
		assert_eq!(debt.accrued(Day(130)).interest, Ecoin::from_krw(1_500));
		assert_eq!(debt.accrued(Day(101)).accrued(Day(130)).interest, Ecoin::from_krw(1_500));
		assert!(!debt.is_overdue(Day(100)));
		assert!(debt.is_overdue(Day(101)));
	}

	#[test]
	fn the_largest_debt_does_not_overflow() {
		let debt = Debt::new(Ecoin(u128::MAX), Day(0), u32::MAX).accrued(Day(u32::MAX));
		assert_eq!(debt.owed(), Ecoin(u128::MAX));
	}
}
