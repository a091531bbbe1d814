//! Who owes what: bills, payments, interest, credits and the energy that is left over.

use super::{
	calendar::{due_date, Date},
	energy::{spread, take_off, Energy},
	journal::{Class, Contract, Customer, Ecoin, Entry, Journal, Rules, Surplus, YearMonth},
	periods::{after, first_day, month_of_first_day, Period},
	tariff::{bill, Bill, Part, Usage},
};
use std::collections::{BTreeMap, BTreeSet};

/// Units in a won.
const UNITS_IN_A_WON: i128 = 10_000;

const MILLION: u128 = 1_000_000;

/// A bill, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invoice {
	/// The day of issue.
	pub issued_on: Date,
	/// The last day to pay without interest.
	pub due_on: Date,
	/// The energy, as it was issued.
	pub energy: Energy,
	/// The lines, as they were issued.
	pub bill: Bill,
	/// The notes that corrected it, in the order of time.
	pub notes: Vec<Note>,
	/// What is not paid yet.
	pub open: Ecoin,
	/// The interest that is not paid yet, up to the last day on which somebody looked at it.
	pub interest: Ecoin,
	/// What nobody asks for any more.
	pub written_off: Ecoin,
	/// What was paid, with interest, and with credit that was taken off.
	pub paid: Ecoin,
}

/// A note that corrects a bill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
	/// The day of issue.
	pub issued_on: Date,
	/// What was drawn after all, in Wh.
	pub drawn: u64,
	/// What had been taken off beyond that, and is carried over instead.
	pub returned: u64,
	/// What came after the bill and was taken off by this note.
	pub late: u64,
	/// What is billed after all.
	pub billed: u64,
	/// The lines as they should have been.
	pub bill: Bill,
}

/// A customer's account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
	/// Its bills by month.
	pub invoices: BTreeMap<YearMonth, Invoice>,
	/// Energy that later bills will be less by, in Wh.
	pub carried_over_wh: u64,
	/// Ecoin that later bills will be less by.
	pub credit: Ecoin,
	/// What the customer paid to the biller.
	pub paid: Ecoin,
	/// What the customer was paid for surplus.
	pub bought_back: Ecoin,
	/// What the customer was paid back.
	pub refunded: Ecoin,
}

/// What the auditor found to be so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accounts {
	/// Each customer's.
	pub accounts: Vec<Account>,
	/// What is left of what was set aside to buy surplus back.
	pub fund: Ecoin,
}

/// What the auditor remembers of a bill besides what it says.
pub(super) struct Basis {
	pub contract: Contract,
	pub period: Period,
	/// What was drawn, as it is known now, for each month and band.
	pub drawn_wh: Vec<Vec<u64>>,
	/// What is taken off what was drawn, in Wh.
	pub taken_off: u64,
	pub interest_millionths: u128,
	/// Until which day interest was counted, from the due day on.
	pub interest_until: Date,
}

pub(super) struct Auditor<'a> {
	pub rules: &'a Rules,
	known_on: &'a BTreeMap<(Customer, YearMonth), Date>,
	surplus: Surplus,
	interest_millionths: u128,
	contracts: BTreeMap<Customer, Contract>,
	/// The first month that each contract is billed for.
	first_months: BTreeMap<Customer, YearMonth>,
	/// Until which day each customer is billed.
	billed_until: BTreeMap<Customer, Date>,
	/// Who has had the last bill of its contract.
	gone: BTreeSet<Customer>,
	/// Other terms of contracts, by customer and the month from which on they hold.
	terms: BTreeMap<(Customer, YearMonth), (Class, u64)>,
	bases: BTreeMap<(Customer, YearMonth), Basis>,
	pub found: Accounts,
}

/// Recomputes every bill and every balance.
///
/// # Panics
///
/// Panics if the journal contradicts itself or the rules: an entry is earlier than the one before, a
/// month is closed twice, too early, too late or not at all, a day is billed twice, somebody pays more
/// than it owes.
pub fn audit_bills(journal: &Journal) -> Accounts {
	let mut auditor = Auditor {
		rules: &journal.rules,
		known_on: &journal.known_on,
		surplus: journal.rules.surplus,
		interest_millionths: journal.rules.interest_millionths,
		contracts: BTreeMap::new(),
		first_months: BTreeMap::new(),
		billed_until: BTreeMap::new(),
		gone: BTreeSet::new(),
		terms: BTreeMap::new(),
		bases: BTreeMap::new(),
		found: Accounts { accounts: vec![Account::default(); journal.customers], fund: 0 },
	};
	let mut today = None;
	for (date, entry) in &journal.entries {
		assert!(today <= Some(*date), "the journal goes back in time on {date}");
		today = Some(*date);
		auditor.apply(*date, entry);
	}
	auditor.assert_nothing_is_missing(journal.until);
	auditor.found
}

impl Auditor<'_> {
	fn apply(&mut self, today: Date, entry: &Entry) {
		match entry {
			Entry::SurplusDecided(surplus) => self.surplus = *surplus,
			Entry::InterestDecided(millionths) => self.interest_millionths = *millionths,
			Entry::ContractBegun(customer, contract) => self.begin(*customer, contract),
			Entry::ContractEnded { customer, until } => {
				self.contract(*customer).until = *until;
			}
			Entry::ContractWithdrawn { customer, may_receive } => {
				self.contracts.remove(customer);
				self.gone.insert(*customer);
				self.sell_carried_over(*customer, *may_receive);
			}
			Entry::TermsChanged { customer, from, class, watt } => {
				let (contract, first) = (*self.contract(*customer), self.first_months[customer]);
				let is_to_come = |month| first_day(&contract, first, month) > today;
				self.terms.retain(|(whose, month), _| whose != customer || !is_to_come(*month));
				self.terms.insert((*customer, *from), (class, *watt));
			}
			Entry::FundFilled(amount) => self.found.fund += amount,
			Entry::FundTaken(amount) => {
				self.found.fund = less(self.found.fund, *amount, "the fund");
			}
			Entry::Closed { customer, month, drawn_wh, covered_wh, energy_wh, may_receive } => {
				let drawn = drawn_wh.iter().flatten().sum();
				let account = &mut self.found.accounts[*customer];
				let energy = take_off(drawn, *covered_wh, *energy_wh, account.carried_over_wh);
				account.carried_over_wh -= energy.carried;
				let is_last = self.is_last(*customer, *month);
				if is_last {
					self.gone.insert(*customer);
				}
				self.take_surplus(*customer, energy.surplus, *may_receive);
				if is_last {
					self.sell_carried_over(*customer, *may_receive);
				}
				self.issue(today, *customer, *month, drawn_wh, energy);
			}
			Entry::HandedIn { customer, month, wh, may_receive } => {
				let late = self.take_off_late(today, *customer, *month, *wh);
				self.take_surplus(*customer, wh - late, *may_receive);
			}
			Entry::Corrected { customer, month, drawn_wh, may_receive } => {
				self.correct(today, *customer, *month, drawn_wh, *may_receive);
			}
			Entry::Paid { customer, month, amount } => {
				self.count_interest(today, *customer, *month);
				self.pay(*customer, *month, *amount);
			}
			Entry::StandingOrder { customer, month, limit, free } => {
				// What is there is paid in time, however late the chain is.
				let due_on = self.invoice(*customer, *month).due_on;
				self.count_interest(due_on, *customer, *month);
				let invoice = self.invoice(*customer, *month);
				let amount = (invoice.open + invoice.interest).min(*limit).min(*free);
				self.pay(*customer, *month, amount);
			}
			Entry::WrittenOff { customer, month } => {
				let invoice = self.invoice(*customer, *month);
				invoice.written_off += std::mem::take(&mut invoice.open);
				invoice.interest = 0;
			}
			Entry::Refunded { customer, amount } => {
				let account = &mut self.found.accounts[*customer];
				account.credit = less(account.credit, *amount, "the credit");
				account.refunded += amount;
			}
		}
	}

	/// A contract begins. Where the month whose bill would have its first day has one already, by an
	/// earlier contract with another reading day, the next month's bill has that day.
	fn begin(&mut self, customer: Customer, contract: &Contract) {
		let billed_until = self.billed_until.get(&customer);
		assert!(
			billed_until.is_none_or(|until| *until <= contract.from),
			"customer {customer} is billed until {billed_until:?}, and begins on {}",
			contract.from
		);
		let month = month_of_first_day(contract);
		let has_bill = self.found.accounts[customer].invoices.contains_key(&month);
		self.first_months.insert(customer, if has_bill { after(month) } else { month });
		self.contracts.insert(customer, *contract);
		self.gone.remove(&customer);
		self.terms.retain(|(whose, _), _| *whose != customer);
	}

	fn contract(&mut self, customer: Customer) -> &mut Contract {
		let contract = self.contracts.get_mut(&customer);
		contract.unwrap_or_else(|| panic!("customer {customer} has no contract"))
	}

	/// A contract with the terms that hold in a month: the latest that were to begin by then.
	fn contract_in(&mut self, customer: Customer, month: YearMonth) -> Contract {
		let contract = *self.contract(customer);
		let changed = self.terms.range((customer, (0, 0))..=(customer, month)).next_back();
		changed.map_or(contract, |(_, (class, watt))| Contract { class, watt: *watt, ..contract })
	}

	/// Whether a month's bill is the last one of a contract.
	fn is_last(&mut self, customer: Customer, month: YearMonth) -> bool {
		let until = self.period_of(customer, month).until;
		self.contract(customer).until == Some(until)
	}

	/// What a customer has carried over has no later bill to come off, and is sold.
	fn sell_carried_over(&mut self, customer: Customer, may_receive: bool) {
		let carried_over = std::mem::take(&mut self.found.accounts[customer].carried_over_wh);
		self.sell(customer, carried_over, may_receive);
	}

	/// The days that the bill of a month is for.
	fn period_of(&mut self, customer: Customer, month: YearMonth) -> Period {
		let contract = *self.contract(customer);
		Period::of(&contract, self.first_months[&customer], month)
	}

	pub(super) fn basis(&mut self, customer: Customer, month: YearMonth) -> &mut Basis {
		self.bases.get_mut(&(customer, month)).expect("a bill has a basis")
	}

	pub(super) fn invoice(&mut self, customer: Customer, month: YearMonth) -> &mut Invoice {
		let invoice = self.found.accounts[customer].invoices.get_mut(&month);
		invoice.unwrap_or_else(|| panic!("customer {customer} has no bill of {month:?}"))
	}

	pub(super) fn bill_for(&self, contract: &Contract, period: &Period, wh: Vec<Vec<u64>>) -> Bill {
		let parts = period.parts();
		assert_eq!(parts.len(), wh.len(), "what was drawn in each month of {period:?}");
		let parts = parts.into_iter().zip(wh).map(|((year, month, days), wh)| Part {
			year,
			month,
			days,
			wh,
		});
		let usage = Usage {
			parts: parts.collect(),
			whole_days: period.whole_days,
			contract_watt: contract.watt,
		};
		let tariffs = self.rules.tariffs.get(contract.class);
		bill(tariffs.unwrap_or_else(|| panic!("no tariff for {}", contract.class)), &usage)
	}

	fn issue(
		&mut self,
		today: Date,
		customer: Customer,
		month: YearMonth,
		drawn_wh: &[Vec<u64>],
		energy: Energy,
	) {
		let contract = self.contract_in(customer, month);
		let period = self.period_of(customer, month);
		let closing = self.closing_on(customer, month);
		assert_eq!(
			today,
			closing,
			"customer {customer} is billed for {month:?} on another day, for {period:?}; what it drew \
			 was known on {}",
			self.known_on[&(customer, month)]
		);
		let bill = self.bill_for(&contract, &period, spread(energy.billed, drawn_wh));
		let due_on = self.due_on(period.until.later(self.rules.due_days), today);
		let account = &mut self.found.accounts[customer];
		let total = units(bill.total);
		let from_credit = account.credit.min(total);
		account.credit -= from_credit;
		let invoice = Invoice {
			issued_on: today,
			due_on,
			energy,
			bill,
			notes: Vec::new(),
			open: total - from_credit,
			interest: 0,
			written_off: 0,
			paid: from_credit,
		};
		let earlier = account.invoices.insert(month, invoice);
		assert!(earlier.is_none(), "customer {customer} is billed twice for {month:?}");
		self.billed_until.insert(customer, period.until);
		let basis = Basis {
			contract,
			period,
			drawn_wh: drawn_wh.to_vec(),
			taken_off: energy.drawn - energy.billed,
			interest_millionths: self.interest_millionths,
			interest_until: due_on,
		};
		self.bases.insert((customer, month), basis);
	}

	/// The day on which a month is closed: not before trades in its energy are settled, nor before it
	/// is known what was drawn, nor in the same night as the month before it.
	fn closing_on(&mut self, customer: Customer, month: YearMonth) -> Date {
		let until = self.period_of(customer, month).until;
		let known_on = self.known_on.get(&(customer, month));
		let known_on = known_on.unwrap_or_else(|| panic!("nobody knows {customer}'s {month:?}"));
		// The energy of a month is traded by the month, so it is settled no earlier than after that.
		let (next_year, next_month) = after(month);
		let month_end = Date::new(next_year, next_month, 1);
		let settled_on = until.max(month_end).later(self.rules.closing_days);
		let invoices = &self.found.accounts[customer].invoices;
		let before = invoices.range(..month).next_back().map(|(_, invoice)| invoice.issued_on);
		let after_the_one_before = before.map_or(settled_on, Date::tomorrow);
		settled_on.max(known_on.tomorrow()).max(after_the_one_before)
	}

	/// Every month of which it is known what was drawn has a bill as soon as it can.
	fn assert_nothing_is_missing(&mut self, until: Date) {
		let known: Vec<_> = self.known_on.keys().copied().collect();
		for (customer, month) in known {
			if !self.found.accounts[customer].invoices.contains_key(&month) {
				let closing = self.closing_on(customer, month);
				let period = self.period_of(customer, month);
				assert!(
					closing > until,
					"customer {customer} has no bill of {month:?}, for {period:?}; it was to be closed on \
					 {closing}"
				);
			}
		}
	}

	/// The first working day from a day on that leaves enough time from today.
	pub(super) fn due_on(&self, wanted: Date, today: Date) -> Date {
		let earliest = today.later(self.rules.least_days_to_pay);
		due_date(wanted.max(earliest), 0, &self.rules.holidays)
	}

	/// Surplus is bought as long as there is money for it, or carried over.
	fn take_surplus(&mut self, customer: Customer, wh: u64, may_receive: bool) {
		let is_bought = matches!(self.surplus, Surplus::BoughtBack { .. });
		if !(is_bought && self.buy(customer, wh, may_receive)) {
			self.carry_over_or_sell(customer, wh, may_receive);
		}
	}

	/// Energy is carried over to the next bill; whoever will have none has it sold.
	pub(super) fn carry_over_or_sell(&mut self, customer: Customer, wh: u64, may_receive: bool) {
		if self.gone.contains(&customer) {
			self.sell(customer, wh, may_receive);
		} else {
			self.found.accounts[customer].carried_over_wh += wh;
		}
	}

	/// Energy is sold to the biller, who owes what it has no money for.
	fn sell(&mut self, customer: Customer, wh: u64, may_receive: bool) {
		if !self.buy(customer, wh, may_receive) {
			let price = u128::from(wh) * self.surplus.tenths();
			self.found.accounts[customer].credit += price;
		}
	}

	/// Whether the biller can pay for energy; then it does.
	fn buy(&mut self, customer: Customer, wh: u64, may_receive: bool) -> bool {
		let price = u128::from(wh) * self.surplus.tenths();
		let can_pay = may_receive && price <= self.found.fund;
		if can_pay {
			self.found.fund -= price;
			self.found.accounts[customer].bought_back += price;
		}
		can_pay
	}

	/// Adds the interest since somebody looked last: from the day after the due day on.
	pub(super) fn count_interest(&mut self, today: Date, customer: Customer, month: YearMonth) {
		let basis = self.basis(customer, month);
		let days = if today > basis.interest_until {
			basis.interest_until.days_until(today)
		} else {
			return;
		};
		basis.interest_until = today;
		let millionths = basis.interest_millionths;
		let invoice = self.invoice(customer, month);
		invoice.interest += invoice.open * millionths * u128::from(days) / MILLION;
	}

	/// Pays interest first.
	fn pay(&mut self, customer: Customer, month: YearMonth, amount: Ecoin) {
		let invoice = self.invoice(customer, month);
		let interest = invoice.interest.min(amount);
		assert!(
			amount - interest <= invoice.open,
			"customer {customer} pays {amount}, more than what is owed for {month:?}: {invoice:?}"
		);
		invoice.interest -= interest;
		invoice.open -= amount - interest;
		invoice.paid += amount;
		self.found.accounts[customer].paid += amount;
	}
}

pub(super) fn units(won: i128) -> Ecoin {
	Ecoin::try_from(won * UNITS_IN_A_WON).expect("a bill is not negative")
}

fn less(from: Ecoin, amount: Ecoin, of_what: &str) -> Ecoin {
	from.checked_sub(amount).unwrap_or_else(|| panic!("{amount} is more than {of_what}, {from}"))
}
