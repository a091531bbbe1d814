//! Contracts of supply.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::cmp::Ordering;
use joule_primitives::{Vintage, Watt, Wh};
use joule_tariff::{calendar::month_after, BillingPeriod, Day, ReadingDay, TariffClass};
use scale_info::TypeInfo;

/// On which terms a customer is supplied.
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
pub struct Terms {
	/// Whose tariff tables hold.
	pub class: TariffClass,
	/// For how much power the customer pays a base fee, where its class has one by power.
	pub contract_power: Watt,
}

/// A contract of supply. It covers all the customer's metering points, in whichever zone: trade is
/// bound to a zone, supply is not.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Contract {
	/// On which day of the month the meters are read.
	pub reading_day: ReadingDay,
	/// The first day of supply.
	pub begins: Day,
	/// The day after the last one, once that is known.
	pub ends: Option<Day>,
	/// The terms.
	pub terms: Terms,
	/// Other terms, and the month from which on they hold.
	pub next_terms: Option<(Vintage, Terms)>,
	/// The first month: its period begins on the first day of supply, whether that comes after the
	/// reading day or, where the month before has the invoice of an earlier contract, before it.
	pub first_month: Vintage,
	/// The first month without an invoice.
	pub open_month: Vintage,
	/// The day on which the chain closes that month, or tries again.
	pub closes_on: Day,
}

impl Contract {
	/// The terms that hold in a month.
	pub fn terms_in(&self, month: Vintage) -> Terms {
		match self.next_terms {
			Some((from, terms)) if from <= month => terms,
			_ => self.terms,
		}
	}

	/// The day on which the period of a month begins, unless the contract ends before it. `None`
	/// before the first month, or if this is not a month.
	pub fn first_day_of(&self, month: Vintage) -> Option<Day> {
		match month.cmp(&self.first_month) {
			Ordering::Less => None,
			Ordering::Equal => Some(self.begins),
			Ordering::Greater => Day::in_month(month, self.reading_day.number()),
		}
	}

	/// The period that the invoice of a month is for, if there is any.
	pub fn period_of(&self, month: Vintage) -> Option<BillingPeriod> {
		let whole = BillingPeriod::whole(month, self.reading_day)?;
		let until = self.ends.map_or(whole.until, |ends| whole.until.min(ends));
		whole.between(self.first_day_of(month)?, until)
	}

	/// Whether an invoice of a month is to come.
	pub fn is_to_come(&self, month: Vintage) -> bool {
		month >= self.open_month && self.period_of(month).is_some()
	}

	/// The month that is billed after the open one, if there is any.
	pub fn next_month(&self) -> Option<Vintage> {
		month_after(self.open_month).filter(|month| self.period_of(*month).is_some())
	}
}

/// How far a customer whose contract has ended was billed.
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
pub struct Billed {
	/// The day after the last one that was billed.
	pub until: Day,
	/// What the last invoice counted of the energy of that day's month that was redeemed for charging
	/// sessions. A later invoice of that month counts only what is more.
	pub covered_wh: Wh,
}
