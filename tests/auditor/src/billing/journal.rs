//! What the auditor of bills is given: plain numbers in the order of time.

use super::{calendar::Date, tariff::Tariff};
use std::collections::{BTreeMap, BTreeSet};

/// A customer, by its place in the list of customers.
pub type Customer = usize;

/// A year and a month of it; January is 1.
pub type YearMonth = (u32, u32);

/// Which tariffs are a customer's.
pub type Class = &'static str;

/// An amount in units of 0.0001 won: a Wh at a price of 0.1 won for a kWh costs one.
pub type Ecoin = u128;

/// The rules that are numbers, and the tables.
#[derive(Clone, Debug)]
pub struct Rules {
	/// The tariffs of each class.
	pub tariffs: BTreeMap<Class, Vec<Tariff>>,
	/// The days on which banks are closed, besides weekends.
	pub holidays: BTreeSet<Date>,
	/// From the end of a period until it is billed.
	pub closing_days: u32,
	/// From the end of a period until its bill is due.
	pub due_days: u32,
	/// How long a customer has to pay at least, from the day of issue.
	pub least_days_to_pay: u32,
	/// What becomes of surplus energy in the beginning.
	pub surplus: Surplus,
	/// The interest of a day on what is overdue, in millionths, in the beginning.
	pub interest_millionths: u128,
	/// How many notes a bill can have.
	pub notes: usize,
	/// How many of them late energy can take up.
	pub late_notes: usize,
}

/// What becomes of energy that a customer could not use up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surplus {
	/// It is paid for, in tenths of a won for a kWh.
	BoughtBack {
		/// The price.
		tenths: u128,
	},
	/// It is taken off later bills.
	CarriedOver {
		/// What is paid for it when there is no later bill, in tenths of a won for a kWh.
		tenths: u128,
	},
}

impl Surplus {
	/// The price, in tenths of a won for a kWh.
	pub fn tenths(self) -> u128 {
		match self {
			Self::BoughtBack { tenths } | Self::CarriedOver { tenths } => tenths,
		}
	}
}

/// What a customer agreed to.
#[derive(Clone, Copy, Debug)]
pub struct Contract {
	/// By which tariffs it pays.
	pub class: Class,
	/// The power of the contract, in W.
	pub watt: u64,
	/// The day of the month on which its meters are read.
	pub reading_day: u32,
	/// The first day.
	pub from: Date,
	/// The day after the last, once it is known.
	pub until: Option<Date>,
}

/// All that happened.
#[derive(Clone, Debug)]
pub struct Journal {
	/// The rules.
	pub rules: Rules,
	/// How many customers there are.
	pub customers: usize,
	/// What happened on which day, in the order of time.
	pub entries: Vec<(Date, Entry)>,
	/// On which day it became known what a customer had drawn for a month's bill. A bill is issued in
	/// the night after that, or on the day of closing if that is later: neither before nor after.
	pub known_on: BTreeMap<(Customer, YearMonth), Date>,
	/// The last day of which the journal tells.
	pub until: Date,
}

/// Something that happened. Only what was accepted is in the journal.
#[derive(Clone, Debug)]
pub enum Entry {
	/// It was decided what becomes of surplus energy from now on.
	SurplusDecided(Surplus),
	/// The interest of later bills was decided, in millionths a day.
	InterestDecided(u128),
	/// A customer made a contract.
	ContractBegun(Customer, Contract),
	/// A customer's contract was ended, or goes on after all.
	ContractEnded {
		/// Whose.
		customer: Customer,
		/// The day after the last.
		until: Option<Date>,
	},
	/// A customer's contract was withdrawn before it began.
	ContractWithdrawn {
		/// Whose.
		customer: Customer,
		/// Whether ecoin can be paid to it.
		may_receive: bool,
	},
	/// A customer's terms were changed. A change that had not begun yet is forgotten, and all are with
	/// a new contract.
	TermsChanged {
		/// Whose.
		customer: Customer,
		/// From which month on.
		from: YearMonth,
		/// By which tariffs it then pays.
		class: Class,
		/// The power of the contract, in W.
		watt: u64,
	},
	/// The biller set ecoin aside to buy surplus back.
	FundFilled(Ecoin),
	/// The biller took some of it back.
	FundTaken(Ecoin),
	/// A month was closed: the bill was issued.
	Closed {
		/// Whose.
		customer: Customer,
		/// Of which month.
		month: YearMonth,
		/// What the meters drew: for each month that the period touches, for each band of hours, in Wh.
		drawn_wh: Vec<Vec<u64>>,
		/// What was redeemed for it by somebody else.
		covered_wh: u64,
		/// The energy of that month that it has.
		energy_wh: u64,
		/// Whether ecoin can be paid to it.
		may_receive: bool,
	},
	/// Energy of a closed month was handed in.
	HandedIn {
		/// By whom.
		customer: Customer,
		/// Of which month.
		month: YearMonth,
		/// How much.
		wh: u64,
		/// Whether ecoin can be paid to it.
		may_receive: bool,
	},
	/// What had been drawn was put right.
	Corrected {
		/// Whose.
		customer: Customer,
		/// In which bill.
		month: YearMonth,
		/// What the meters drew, as in [`Entry::Closed`].
		drawn_wh: Vec<Vec<u64>>,
		/// Whether ecoin can be paid to it.
		may_receive: bool,
	},
	/// A customer paid.
	Paid {
		/// Who.
		customer: Customer,
		/// Which bill.
		month: YearMonth,
		/// How much.
		amount: Ecoin,
	},
	/// A standing order was carried out.
	StandingOrder {
		/// Whose.
		customer: Customer,
		/// For which bill.
		month: YearMonth,
		/// The most that it may pay.
		limit: Ecoin,
		/// What the customer could spend at that moment.
		free: Ecoin,
	},
	/// Nobody asks any more for what is open of a bill.
	WrittenOff {
		/// Whose.
		customer: Customer,
		/// Which bill.
		month: YearMonth,
	},
	/// The biller paid a credit out.
	Refunded {
		/// To whom.
		customer: Customer,
		/// How much.
		amount: Ecoin,
	},
}
