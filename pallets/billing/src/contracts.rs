//! The life of a contract: concluded, changed, ended, or withdrawn before it begins.

use crate::{
	frame_support, sp_runtime, Agenda, Billed, BilledUntil, Config, Contract, Contracts, Error,
	Event, Forecasts, Invoices, Pallet, Task, Terms, UsageReports,
};
use core::iter::successors;
use frame_support::{ensure, traits::Time};
use joule_primitives::{Participants, Role, Vintage};
use joule_tariff::{bill::MAX_PARTS, calendar::month_after, BillingPeriod, Day, ReadingDay};
use sp_runtime::DispatchResult;

/// A year, in the numbers of months: `YYYYMM`.
const YEAR: u32 = 100;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_conclude_contract(
		operator: &T::AccountId,
		customer: T::AccountId,
		terms: Terms,
		reading_day: u8,
		begins: Day,
	) -> DispatchResult {
		Self::ensure_operator(operator)?;
		ensure!(T::Participants::zone_of(&customer).is_some(), Error::<T>::UnknownCustomer);
		let reading_day = ReadingDay::new(reading_day).ok_or(Error::<T>::ReadingDayOutOfRange)?;
		ensure!(!Contracts::<T>::contains_key(&customer), Error::<T>::ContractExists);
		let this_month = Self::this_month()?;
		let month = begins.month().ok_or(Error::<T>::UnknownMonth)?;
		ensure!(month.0 <= this_month.0.saturating_add(YEAR), Error::<T>::BeginsTooLate);
		let billed_until = BilledUntil::<T>::get(&customer).map(|billed| billed.until);
		ensure!(billed_until.is_none_or(|day| begins >= day), Error::<T>::PeriodAlreadyBilled);
		ensure!(month >= this_month || billed_until.is_some(), Error::<T>::BeginsTooEarly);
		let first_month = Self::first_month(&customer, reading_day, begins)?;

		let mut contract = Contract {
			reading_day,
			begins,
			ends: None,
			terms,
			next_terms: None,
			first_month,
			open_month: first_month,
			closes_on: begins,
		};
		let period = contract.period_of(first_month).ok_or(Error::<T>::UnknownMonth)?;
		let months = period.months().len();
		ensure!(months <= MAX_PARTS as usize, Error::<T>::FirstPeriodTooLong);
		contract.closes_on = Self::closing_day(first_month, &period)?;
		Self::begin_use(first_month);
		Self::schedule_closing(&customer, contract.clone());
		Self::deposit_event(Event::ContractConcluded { customer, contract });
		Ok(())
	}

	pub(crate) fn do_change_contract(
		operator: &T::AccountId,
		customer: T::AccountId,
		from: Vintage,
		terms: Terms,
	) -> DispatchResult {
		Self::ensure_operator(operator)?;
		let mut contract = Self::contract(&customer)?;
		ensure!(from.start().is_some(), Error::<T>::UnknownMonth);
		let has_begun = |day| day <= Self::today();
		let is_to_come = contract.first_day_of(from).is_some_and(|day| !has_begun(day));
		ensure!(is_to_come && from >= contract.open_month, Error::<T>::ChangeTooEarly);
		// Terms that hold already, since a month without an invoice, must go on to hold for it.
		let holds_already = contract
			.next_terms
			.is_some_and(|(since, _)| contract.first_day_of(since).is_some_and(has_begun));
		ensure!(!holds_already, Error::<T>::EarlierMonthOpen);
		contract.next_terms = Some((from, terms));
		Contracts::<T>::insert(&customer, contract);
		Self::deposit_event(Event::ContractChanged { customer, from, terms });
		Ok(())
	}

	pub(crate) fn do_end_contract(
		operator: &T::AccountId,
		customer: T::AccountId,
		ends: Option<Day>,
	) -> DispatchResult {
		Self::ensure_operator(operator)?;
		let mut contract = Self::contract(&customer)?;
		let has_ended = contract.ends.is_some_and(|day| day <= Self::today());
		ensure!(!has_ended, Error::<T>::AlreadyEnded);
		ensure!(contract.ends.is_some() || ends.is_some(), Error::<T>::NoEndToWithdraw);
		contract.ends = None;
		let month = contract.open_month;
		let open = contract.period_of(month).ok_or(Error::<T>::OutsideContract)?;
		ensure!(ends.is_none_or(|day| day > open.from), Error::<T>::EndsTooEarly);
		contract.ends = ends;
		let cut = contract.period_of(month).ok_or(Error::<T>::OutsideContract)?;
		let closes_on = Self::closing_day(month, &cut)?;
		if let Some(ends) = ends {
			let last = ends.month().ok_or(Error::<T>::UnknownMonth)?;
			let least = Self::this_month()?.0.saturating_sub(YEAR);
			ensure!(last.0 >= least, Error::<T>::EndsTooEarly);
			Self::forget_from(&customer, &contract, ends);
		}
		Agenda::<T>::remove(contract.closes_on, (&customer, Task::Close(month)));
		contract.closes_on = closes_on;
		Self::schedule_closing(&customer, contract);
		Self::deposit_event(match ends {
			Some(ends) => Event::ContractEnded { customer, ends },
			None => Event::EndWithdrawn { customer },
		});
		Ok(())
	}

	pub(crate) fn do_withdraw_contract(
		operator: &T::AccountId,
		customer: T::AccountId,
	) -> DispatchResult {
		Self::ensure_operator(operator)?;
		let mut contract = Self::contract(&customer)?;
		ensure!(contract.begins > Self::today(), Error::<T>::HasBegun);
		let settings = Self::settings()?;
		let month = contract.open_month;
		Agenda::<T>::remove(contract.closes_on, (&customer, Task::Close(month)));
		Self::end_use(month);
		contract.ends = Some(contract.begins);
		Self::forget_from(&customer, &contract, contract.begins);
		Contracts::<T>::remove(&customer);
		Self::buy_carried_over(&settings, &customer)?;
		Self::deposit_event(Event::ContractWithdrawn { customer });
		Ok(())
	}

	/// A month of a contract was closed: the next one is open.
	pub(crate) fn open_next(
		customer: &T::AccountId,
		mut contract: Contract,
		next: Vintage,
	) -> DispatchResult {
		let next_period = contract.period_of(next).ok_or(Error::<T>::UnknownMonth)?;
		Self::begin_use(next);
		if let Some((_, terms)) = contract.next_terms.take_if(|(from, _)| *from <= next) {
			contract.terms = terms;
		}
		contract.open_month = next;
		contract.closes_on = Self::closing_day(next, &next_period)?;
		Self::schedule_closing(customer, contract);
		Ok(())
	}

	/// The last month of a contract was closed.
	pub(crate) fn end_billing(customer: &T::AccountId, billed: Billed) {
		BilledUntil::<T>::insert(customer, billed);
		Self::deposit_event(Event::ContractClosed { customer: customer.clone() });
	}

	/// Forgets what was said of the months that a contract loses when it ends on a day: the reports of
	/// the month that is cut there and of later ones, and the forecasts of those.
	fn forget_from(customer: &T::AccountId, contract: &Contract, ends: Day) {
		let next = Vintage::of(T::Time::now()).and_then(month_after);
		let months = successors(contract.reading_day.month_of(ends), |month| month_after(*month));
		for month in months.take_while(|month| Some(*month) <= next) {
			UsageReports::<T>::remove(customer, month);
			if contract.period_of(month).is_none() {
				Forecasts::<T>::remove(customer, month);
			}
		}
	}

	/// The month that a contract is billed for first: that in which the period begins in which the
	/// contract does. Where it has an invoice of an earlier contract, with another reading day, the
	/// days up to the reading day are billed with the month after it, which must have none either.
	fn first_month(
		customer: &T::AccountId,
		reading_day: ReadingDay,
		begins: Day,
	) -> Result<Vintage, Error<T>> {
		let regular = reading_day.month_of(begins).ok_or(Error::<T>::UnknownMonth)?;
		let next = month_after(regular).ok_or(Error::<T>::UnknownMonth)?;
		let has_invoice = |month| Invoices::<T>::contains_key(customer, month);
		ensure!(!has_invoice(next), Error::<T>::PeriodAlreadyBilled);
		Ok(if has_invoice(regular) { next } else { regular })
	}

	/// On which day the period of a month is closed: so many days after its end, or after the end of
	/// the month, whose energy is traded until then.
	fn closing_day(month: Vintage, period: &BillingPeriod) -> Result<Day, Error<T>> {
		let month_end = month_after(month).and_then(Day::first_of);
		let month_end = month_end.ok_or(Error::<T>::UnknownMonth)?;
		Ok(period.until.max(month_end).plus(Self::settings()?.closing_days.into()))
	}

	/// The month in Korea.
	fn this_month() -> Result<Vintage, Error<T>> {
		Vintage::of(T::Time::now()).ok_or(Error::<T>::UnknownMonth)
	}

	pub(crate) fn contract(customer: &T::AccountId) -> Result<Contract, Error<T>> {
		Contracts::<T>::get(customer).ok_or(Error::<T>::NoContract)
	}

	pub(crate) fn ensure_operator(who: &T::AccountId) -> Result<(), Error<T>> {
		ensure!(T::Participants::has_role(who, Role::Operator), Error::<T>::NotOperator);
		Ok(())
	}

	pub(crate) fn ensure_meter_operator(who: &T::AccountId) -> Result<(), Error<T>> {
		ensure!(T::Participants::has_role(who, Role::MeterOperator), Error::<T>::NotMeterOperator);
		Ok(())
	}

	pub(crate) fn ensure_may_send(who: &T::AccountId) -> Result<(), Error<T>> {
		ensure!(T::Participants::may_send(who), Error::<T>::SenderNotPermitted);
		Ok(())
	}
}
