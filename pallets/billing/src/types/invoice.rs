//! Invoices, the notes that correct them, and what they are computed from.

use super::Terms;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use joule_primitives::{Ecoin, Wh};
use joule_tariff::{bill::MAX_PARTS, Bill, BillingPeriod, Day, Krw, Usage};
use polkadot_sdk::{
	frame_support::{traits::ConstU32, BoundedVec},
	sp_core::H256,
};
use scale_info::TypeInfo;

/// What was drawn in each month part of a period, in the order of time.
pub type PartUsages = BoundedVec<Usage, ConstU32<MAX_PARTS>>;

/// What a meter operator says was drawn.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct UsageReport<AccountId> {
	/// What was drawn.
	pub parts: PartUsages,
	/// Who says so.
	pub reported_by: AccountId,
}

/// How it is known what was drawn.
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
pub enum Basis {
	/// The meters were read.
	Metered,
	/// The meters were not read; a meter operator estimated.
	Estimated,
}

/// What became of energy that was left.
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
pub enum Surplus {
	/// It was carried over.
	CarriedOver {
		/// How much.
		quantity_wh: Wh,
	},
	/// The biller paid for it.
	BoughtBack {
		/// How much.
		quantity_wh: Wh,
		/// What the customer was paid.
		paid: Ecoin,
	},
	/// The biller owes for it, for the customer has no next invoice to take it off.
	Credited {
		/// How much.
		quantity_wh: Wh,
		/// What was added to the customer's credit.
		value: Ecoin,
	},
}

impl Surplus {
	/// No energy was left.
	pub const NONE: Self = Self::CarriedOver { quantity_wh: Wh::ZERO };

	/// How much was left.
	pub const fn quantity_wh(&self) -> Wh {
		match self {
			Self::CarriedOver { quantity_wh }
			| Self::BoughtBack { quantity_wh, .. }
			| Self::Credited { quantity_wh, .. } => *quantity_wh,
		}
	}
}

/// What was drawn, and what was taken off it: `imported = covered + redeemed + carried + billed`.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Balance {
	/// What the meters drew.
	pub imported_wh: Wh,
	/// What was redeemed for charging sessions before: of the month's energy, and in a last invoice of
	/// the next month's, if the contract ends in it.
	pub covered_wh: Wh,
	/// What was redeemed of the month's energy.
	pub redeemed_wh: Wh,
	/// What was carried over from earlier months.
	pub carried_wh: Wh,
	/// What is charged for.
	pub billed_wh: Wh,
}

impl Balance {
	/// Takes off what there is, in this order, as far as energy was drawn.
	pub fn of(imported_wh: Wh, covered: Wh, own: Wh, carried: Wh) -> Self {
		let covered_wh = covered.min(imported_wh);
		let left = imported_wh.saturating_sub(covered_wh);
		let redeemed_wh = own.min(left);
		let left = left.saturating_sub(redeemed_wh);
		let carried_wh = carried.min(left);
		let billed_wh = left.saturating_sub(carried_wh);
		Self { imported_wh, covered_wh, redeemed_wh, carried_wh, billed_wh }
	}

	/// What could not be taken off of the energy that was covered and of the month's own.
	pub fn left_wh(&self, covered: Wh, own: Wh) -> Wh {
		let covered_left = covered.saturating_sub(self.covered_wh);
		covered_left.saturating_add(own.saturating_sub(self.redeemed_wh))
	}

	/// All that was taken off.
	pub fn taken_off_wh(&self) -> Wh {
		self.imported_wh.saturating_sub(self.billed_wh)
	}
}

/// An invoice. It never changes.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Invoice {
	/// From when to when.
	pub period: BillingPeriod,
	/// On which terms.
	pub terms: Terms,
	/// What was drawn in each month part.
	pub usage: PartUsages,
	/// How that is known.
	pub basis: Basis,
	/// What was drawn in all and what is charged for.
	pub balance: Balance,
	/// What became of the energy that was left.
	pub surplus: Surplus,
	/// The lines.
	pub bill: Bill,
	/// What of the total a credit from an earlier note has paid.
	pub credit_used: Ecoin,
	/// When it was issued.
	pub issued_on: Day,
	/// When it is to be paid at the latest.
	pub due_on: Day,
	/// What it bears once it is overdue, in millionths a day.
	pub interest_ppm_a_day: u32,
}

/// Why there is a note.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum NoteCause<AccountId> {
	/// Something else was drawn.
	Correction {
		/// The meter operator who says so.
		corrected_by: AccountId,
		/// The hash of what the meter operator puts forward.
		evidence: H256,
	},
	/// The customer handed in energy of the month that came after its closing.
	LateEnergy {
		/// What of it is taken off, besides what was before.
		redeemed_wh: Wh,
	},
}

/// A note that corrects an invoice.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Note<AccountId> {
	/// Why it was issued.
	pub cause: NoteCause<AccountId>,
	/// What was drawn after all in each month part.
	pub usage: PartUsages,
	/// What had been taken off beyond that and was carried over instead.
	pub returned_wh: Wh,
	/// What is charged for.
	pub billed_wh: Wh,
	/// The lines as they should have been.
	pub bill: Bill,
	/// The new total less the one before: negative for a credit.
	pub difference: Krw,
	/// When it was issued.
	pub issued_on: Day,
	/// When what is owed after it is to be paid at the latest.
	pub due_on: Day,
}

impl<AccountId> Note<AccountId> {
	/// What it takes off that was not taken off before.
	pub fn late_wh(&self) -> Wh {
		match self.cause {
			NoteCause::LateEnergy { redeemed_wh } => redeemed_wh,
			NoteCause::Correction { .. } => Wh::ZERO,
		}
	}
}

/// How an invoice stands after its notes.
#[derive(Clone, Debug)]
pub struct Standing {
	/// What was drawn in each month part.
	pub usage: PartUsages,
	/// What is taken off.
	pub taken_off_wh: Wh,
	/// What is charged for.
	pub billed_wh: Wh,
	/// What it comes to.
	pub total: Krw,
	/// When it is to be paid at the latest.
	pub due_on: Day,
}

impl Standing {
	/// An invoice after its notes, the oldest first.
	pub fn of<AccountId>(invoice: &Invoice, notes: &[Note<AccountId>]) -> Self {
		let returned_wh: Wh = notes.iter().map(|note| note.returned_wh).sum();
		let late_wh: Wh = notes.iter().map(Note::late_wh).sum();
		let taken_off_wh = invoice.balance.taken_off_wh().saturating_add(late_wh);
		let taken_off_wh = taken_off_wh.saturating_sub(returned_wh);
		match notes.last() {
			None => Self {
				usage: invoice.usage.clone(),
				taken_off_wh,
				billed_wh: invoice.balance.billed_wh,
				total: invoice.bill.total,
				due_on: invoice.due_on,
			},
			Some(note) => Self {
				usage: note.usage.clone(),
				taken_off_wh,
				billed_wh: note.billed_wh,
				total: note.bill.total,
				due_on: note.due_on,
			},
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn what_is_taken_off_is_never_more_than_was_drawn() {
		let balance = |covered, own, carried| {
			let balance = Balance::of(Wh(10), Wh(covered), Wh(own), Wh(carried));
			let taken = [balance.covered_wh, balance.redeemed_wh, balance.carried_wh];
			assert_eq!(taken.into_iter().sum::<Wh>(), balance.taken_off_wh());
			let used = balance.covered_wh.saturating_add(balance.redeemed_wh);
			let left = balance.left_wh(Wh(covered), Wh(own));
			assert_eq!(used.saturating_add(left), Wh(covered + own));
			(balance.covered_wh.0, balance.redeemed_wh.0, balance.carried_wh.0, balance.billed_wh.0)
		};
		assert_eq!(balance(0, 0, 0), (0, 0, 0, 10));
		assert_eq!(balance(2, 3, 4), (2, 3, 4, 1));
		assert_eq!(balance(2, 30, 4), (2, 8, 0, 0));
		assert_eq!(balance(20, 30, 40), (10, 0, 0, 0));
		assert_eq!(balance(0, 0, u64::MAX), (0, 0, 10, 0));
	}
}
