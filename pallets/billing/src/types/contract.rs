//! Contracts of supply.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::cmp::Ordering;
use joule_primitives::{Vintage, Watt, ZoneId};
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

/// A contract of supply. It covers all the customer's metering points in a zone.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Contract {
	/// The zone of the metering points.
	pub zone: ZoneId,
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

	/// The period that the invoice of a month is for, if there is any.
	pub fn period_of(&self, month: Vintage) -> Option<BillingPeriod> {
		let whole = BillingPeriod::whole(month, self.reading_day)?;
		let from = match month.cmp(&self.first_month) {
			Ordering::Less => return None,
			Ordering::Equal => self.begins,
			Ordering::Greater => whole.from,
		};
		whole.between(from, self.ends.map_or(whole.until, |ends| whole.until.min(ends)))
	}

	/// The month that is billed after the open one, if there is any.
	pub fn next_month(&self) -> Option<Vintage> {
		month_after(self.open_month).filter(|month| self.period_of(*month).is_some())
	}
}
