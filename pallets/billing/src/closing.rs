//! Closing a month of a customer: energy is redeemed, the invoice issued.

use crate::{
	sp_runtime, Balance, Billed, BilledUntil, CarriedOver, Config, Contract, Contracts, Credits,
	Debt, Debts, Error, Event, Forecasts, Invoice, Invoices, Pallet, StandingOrders, Task, Terms,
	Totals, UsageReports,
};
use alloc::vec::Vec;
use joule_primitives::{CoveredEnergy, Ecoin, Vintage, Wh};
use joule_tariff::{
	bill, bill::BillFault, calendar::month_of_year, spread, Bill, BillingPeriod, Part, Usage,
};
use sp_runtime::DispatchResult;

impl<T> From<BillFault> for Error<T> {
	fn from(fault: BillFault) -> Self {
		match fault {
			BillFault::MonthWithoutSeason => Self::NoTariff,
			BillFault::SplitMissing => Self::SplitMissing,
			BillFault::TooManyLines => Self::TooManyLines,
		}
	}
}

impl<T: Config> Pallet<T> {
	/// Closes the open month of a contract, or fails with what is missing and changes nothing that
	/// the caller does not undo.
	pub(crate) fn close(customer: &T::AccountId, contract: Contract) -> DispatchResult {
		let month = contract.open_month;
		let settings = Self::settings()?;
		let terms = contract.terms_in(month);
		let period = contract.period_of(month).ok_or(Error::<T>::OutsideContract)?;
		let (usage, basis) = Self::usage_of(customer, month, &period)?;
		let imported_wh = usage.iter().map(Usage::energy_wh).sum();
		let own_wh = Self::free_energy(customer, month);
		let carried_over = CarriedOver::<T>::get(customer);
		let covered_after_wh = Self::covered_after(customer, &contract, &period);
		let covered_wh = Self::covered_in(customer, &contract).saturating_add(covered_after_wh);
		let balance = Balance::of(imported_wh, covered_wh, own_wh, carried_over);
		let bill = Self::bill_for(&terms, &period, &usage, balance.billed_wh)?;

		let next_month = contract.next_month();
		if next_month.is_none() {
			// First, for what is left now is carried over to no invoice.
			Contracts::<T>::remove(customer);
		}
		Self::set_carried_over(customer, carried_over.saturating_sub(balance.carried_wh));
		Self::burn_energy(customer, month, own_wh)?;
		let surplus_wh = balance.left_wh(covered_wh, own_wh);
		let surplus = Self::settle_surplus(&settings, customer, surplus_wh)?;
		if next_month.is_none() {
			Self::buy_carried_over(&settings, customer)?;
		}

		let issued_on = Self::today();
		let wanted = period.until.plus(settings.due_days.into());
		let least = issued_on.plus(settings.least_days_to_pay.into());
		let invoice = Invoice {
			period,
			terms,
			usage,
			basis,
			balance,
			surplus,
			credit_used: Self::use_credit(customer, bill.total.to_ecoin()),
			bill,
			issued_on,
			due_on: Self::working_day(wanted.max(least)),
			interest_ppm_a_day: settings.interest_ppm_a_day,
		};
		Self::add_to_totals(month, &invoice, surplus_wh);
		Self::issue(customer, month, invoice);
		match next_month {
			Some(next) => Self::open_next(customer, contract, next),
			None => {
				let billed = Billed { until: period.until, covered_wh: covered_after_wh };
				Self::end_billing(customer, billed);
				Ok(())
			}
		}
	}

	/// Issues an invoice: it is to be paid, and nothing is expected of its month any more.
	fn issue(customer: &T::AccountId, month: Vintage, invoice: Invoice) {
		let Invoice { balance, surplus, credit_used, due_on, .. } = invoice;
		let total = invoice.bill.total;
		let open = total.to_ecoin().saturating_sub(credit_used);
		if !open.is_zero() {
			let debt = Debt::new(open, due_on, invoice.interest_ppm_a_day);
			Debts::<T>::insert(customer, month, debt);
			if StandingOrders::<T>::contains_key(customer) {
				Self::schedule(due_on, customer, Task::Collect(month));
			}
		}
		Invoices::<T>::insert(customer, month, invoice);
		UsageReports::<T>::remove(customer, month);
		Forecasts::<T>::remove(customer, month);
		Self::schedule_pruning(customer, month);
		Self::deposit_event(Event::InvoiceIssued {
			customer: customer.clone(),
			month,
			balance,
			surplus,
			total,
			credit_used,
			due_on,
		});
	}

	/// What was redeemed for charging sessions of the open month's energy, less what the last invoice
	/// of an earlier contract has counted of it.
	fn covered_in(customer: &T::AccountId, contract: &Contract) -> Wh {
		let month = contract.open_month;
		let covered_wh = T::Covered::covered_wh(customer, month);
		if month != contract.first_month {
			return covered_wh;
		}
		let counted = BilledUntil::<T>::get(customer)
			.filter(|billed| billed.until.month() == Some(month))
			.map_or(Wh::ZERO, |billed| billed.covered_wh);
		covered_wh.saturating_sub(counted)
	}

	/// What was redeemed for charging sessions of the energy of the month after the open one, if the
	/// contract ends in it: no invoice of that month is to come.
	pub(crate) fn covered_after(
		customer: &T::AccountId,
		contract: &Contract,
		period: &BillingPeriod,
	) -> Wh {
		if contract.next_month().is_some() {
			return Wh::ZERO;
		}
		let last = period.months().last().map(|part| part.month);
		let after = last.filter(|month| *month > contract.open_month);
		after.map_or(Wh::ZERO, |month| T::Covered::covered_wh(customer, month))
	}

	/// The bill for a period of which so much is charged for.
	pub fn bill_for(
		terms: &Terms,
		period: &BillingPeriod,
		usage: &[Usage],
		billed_wh: Wh,
	) -> Result<Bill, Error<T>> {
		let months = period.months();
		let tables = months
			.iter()
			.map(|part| Self::tariff_in(terms.class, part.month))
			.collect::<Option<Vec<_>>>()
			.ok_or(Error::<T>::NoTariff)?;
		let parts: Vec<_> = months
			.iter()
			.zip(&tables)
			.zip(spread(usage, billed_wh))
			.map(|((part, table), usage)| Part {
				table,
				month_of_year: month_of_year(part.month),
				days: part.from.until(part.until),
				usage,
			})
			.collect();
		Ok(bill(&parts, terms.contract_power, period.whole_days)?)
	}

	/// Takes what it can of an amount from the customer's credit.
	fn use_credit(customer: &T::AccountId, amount: Ecoin) -> Ecoin {
		let credit = Credits::<T>::get(customer);
		let used = credit.min(amount);
		Self::set_credit(customer, credit.saturating_sub(used));
		used
	}

	fn add_to_totals(month: Vintage, invoice: &Invoice, surplus_wh: Wh) {
		let Balance { imported_wh, redeemed_wh, billed_wh, .. } = invoice.balance;
		Totals::<T>::mutate(month, |totals| {
			totals.invoices = totals.invoices.saturating_add(1);
			totals.imported_wh = totals.imported_wh.saturating_add(imported_wh);
			totals.redeemed_wh = totals.redeemed_wh.saturating_add(redeemed_wh);
			totals.surplus_wh = totals.surplus_wh.saturating_add(surplus_wh);
			totals.billed_wh = totals.billed_wh.saturating_add(billed_wh);
			totals.charged = totals.charged.saturating_add(invoice.bill.total);
		});
	}
}
