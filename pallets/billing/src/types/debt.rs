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
	/// What was written off: it is not asked for any more.
	pub written_off: Ecoin,
}

impl Debt {
	/// A new debt.
	pub fn new(open: Ecoin, due_on: Day, interest_ppm_a_day: u32) -> Self {
		Self {
			open,
			due_on,
			interest_ppm_a_day,
			interest: Ecoin::ZERO,
			accrued_until: due_on,
			written_off: Ecoin::ZERO,
		}
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

	/// The debt with more to pay by another day, and interest counted up to now.
	pub fn raised_by(self, more: Ecoin, due_on: Day) -> Self {
		let due_on = self.due_on.max(due_on);
		let open = self.open.saturating_add(more);
		Self { open, due_on, accrued_until: self.accrued_until.max(due_on), ..self }
	}

	/// The debt with less to pay. Of the interest that is not paid yet there remains what the rest of
	/// the debt bore:
	///
	/// ```text
	/// interest = floor(interest x open after / open before)
	/// ```
	///
	/// What is more than that was written off, as far as anything was.
	pub fn lowered_by(self, less: Ecoin) -> Self {
		let open = self.open.saturating_sub(less);
		let interest = self.interest.0.saturating_mul(open.0).checked_div(self.open.0);
		let written_off = self.written_off.saturating_sub(less.saturating_sub(self.open));
		Self { open, interest: interest.map_or(self.interest, Ecoin), written_off, ..self }
	}

	/// The debt of which nothing is asked for any more, nor any interest.
	pub fn write_off(self) -> Self {
		let written_off = self.unpaid();
		Self { open: Ecoin::ZERO, interest: Ecoin::ZERO, written_off, ..self }
	}

	/// What was not paid of the bill, whether or not it is still asked for.
	pub fn unpaid(&self) -> Ecoin {
		self.open.saturating_add(self.written_off)
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
	fn what_is_taken_off_has_borne_no_interest() {
		let debt = Debt::new(Ecoin::from_krw(100_000), Day(100), 500).accrued(Day(130));
		assert_eq!(debt.interest, Ecoin::from_krw(1_500));
		let lowered = debt.lowered_by(Ecoin::from_krw(10));
		assert_eq!(lowered.open, Ecoin::from_krw(99_990));
		assert_eq!(lowered.interest, Ecoin(14_998_500));
		assert!(debt.lowered_by(debt.open).owed().is_zero());
		assert!(debt.lowered_by(Ecoin(u128::MAX)).owed().is_zero());
		assert_eq!(debt.lowered_by(Ecoin::ZERO), debt);
	}

	#[test]
	fn what_is_written_off_is_not_owed_and_bears_nothing() {
		let debt = Debt::new(Ecoin::from_krw(100_000), Day(100), 500).accrued(Day(130));
		let written_off = debt.write_off();
		assert!(written_off.accrued(Day(200)).owed().is_zero());
		assert_eq!(written_off.unpaid(), Ecoin::from_krw(100_000));
		let raised = written_off.raised_by(Ecoin::from_krw(20_000), Day(140));
		assert_eq!(raised.owed(), Ecoin::from_krw(20_000));
		// First what is open is lowered, then what was written off.
		let lowered = raised.lowered_by(Ecoin::from_krw(50_000));
		assert_eq!((lowered.open, lowered.written_off), (Ecoin::ZERO, Ecoin::from_krw(70_000)));
		assert!(raised.lowered_by(Ecoin(u128::MAX)).unpaid().is_zero());
	}

	#[test]
	fn what_is_added_has_its_own_day() {
		let debt = Debt::new(Ecoin::from_krw(100_000), Day(100), 500).accrued(Day(130));
		let raised = debt.raised_by(Ecoin::from_krw(20_000), Day(140));
		assert_eq!((raised.due_on, raised.interest), (Day(140), debt.interest));
		assert_eq!(raised.accrued(Day(140)).interest, debt.interest);
		assert_eq!(raised.accrued(Day(141)).interest, Ecoin::from_krw(1_560));
		assert_eq!(debt.raised_by(Ecoin::ZERO, Day(0)).due_on, Day(100));
	}

	#[test]
	fn the_largest_debt_does_not_overflow() {
		let debt = Debt::new(Ecoin(u128::MAX), Day(0), u32::MAX).accrued(Day(u32::MAX));
		assert_eq!(debt.owed(), Ecoin(u128::MAX));
		assert_eq!(debt.raised_by(Ecoin(1), Day(1)).open, Ecoin(u128::MAX));
		assert_eq!(debt.lowered_by(Ecoin(u128::MAX)).open, Ecoin::ZERO);
	}
}
