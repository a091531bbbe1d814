//! What billing remembers: settings, contracts, invoices, debts, notes, forecasts.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use joule_primitives::{Ecoin, Moment, PriceTick, Vintage, Watt, Wh, ZoneId};
use joule_tariff::{
	bill::MAX_PARTS, Bill, BillingPeriod, Day, Krw, ReadingDay, TariffClass, Usage,
};
use polkadot_sdk::{
	frame_support::{traits::ConstU32, BoundedVec},
	sp_core::H256,
};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// What is done with the energy of a month that is left when the month is closed.
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
	Serialize,
	Deserialize,
)]
pub enum SurplusRule {
	/// It is taken off the customer's next invoices.
	CarryOver,
	/// The biller pays for it from what it has set aside.
	BuyBack {
		/// The feed-in price.
		price: PriceTick,
	},
}

/// The council's settings. A change holds for the invoices that are issued after it.
#[derive(
	Clone,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub struct Settings<AccountId> {
	/// Who is paid, and who buys back.
	pub biller: AccountId,
	/// How many days after the end of its period a month is closed.
	pub closing_days: u8,
	/// How many days after the end of its period an invoice is due.
	pub due_days: u8,
	/// How many days a customer has to pay at least.
	pub least_days_to_pay: u8,
	/// What is paid on overdue ecoin, in millionths a day.
	pub interest_ppm_a_day: u32,
	/// What is done with energy that is left.
	pub surplus: SurplusRule,
}

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
	/// The first month without an invoice.
	pub open_month: Vintage,
	/// The day on which the chain closes that month, or tries again.
	pub closes_on: Day,
	/// Whether a reading was missing when the chain tried last.
	pub was_unread: bool,
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
		BillingPeriod::of(month, self.reading_day, self.begins, self.ends)
	}
}

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
}

impl Surplus {
	/// No energy was left.
	pub const NONE: Self = Self::CarriedOver { quantity_wh: Wh::ZERO };
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
	/// What was redeemed for charging sessions before.
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

/// A note that corrects an invoice.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Note<AccountId> {
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
	/// The hash of what the meter operator puts forward.
	pub evidence: H256,
	/// The meter operator.
	pub corrected_by: AccountId,
	/// When it was issued.
	pub issued_on: Day,
	/// When what is owed after it is to be paid at the latest.
	pub due_on: Day,
}

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

/// What an invoice will probably be about.
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
pub struct Forecast {
	/// What the customer will probably feed in.
	pub generation_wh: Wh,
	/// What the customer will probably draw from the grid.
	pub demand_wh: Wh,
}

/// A published forecast.
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
pub struct PublishedForecast {
	/// The forecast.
	pub forecast: Forecast,
	/// When it was published.
	pub published_at: Moment,
}

/// What the chain does by itself on a day.
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
pub enum Task {
	/// A month is closed.
	Close(Vintage),
	/// An invoice is paid by standing order.
	Collect(Vintage),
}

/// A month in figures, over all customers.
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
pub struct MonthTotals {
	/// Invoices issued.
	pub invoices: u32,
	/// What was drawn.
	pub imported_wh: Wh,
	/// What was redeemed of the month's energy.
	pub redeemed_wh: Wh,
	/// What was left of the month's energy, handed in later too.
	pub surplus_wh: Wh,
	/// What was charged for.
	pub billed_wh: Wh,
	/// The totals of the invoices.
	pub charged: Krw,
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
			(balance.covered_wh.0, balance.redeemed_wh.0, balance.carried_wh.0, balance.billed_wh.0)
		};
		assert_eq!(balance(0, 0, 0), (0, 0, 0, 10));
		assert_eq!(balance(2, 3, 4), (2, 3, 4, 1));
		assert_eq!(balance(2, 30, 4), (2, 8, 0, 0));
		assert_eq!(balance(20, 30, 40), (10, 0, 0, 0));
		assert_eq!(balance(0, 0, u64::MAX), (0, 0, 10, 0));
	}

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
