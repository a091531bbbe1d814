//! The life of a contract: concluded, changed, ended.

use crate::{
	frame_support, sp_runtime, Agenda, Config, Contract, Contracts, Error, Event, Invoices, Pallet,
	Task, Terms,
};
use frame_support::{ensure, traits::Time};
use joule_primitives::{Participants, Role, Vintage};
use joule_tariff::{
	calendar::{month_after, month_before},
	BillingPeriod, Day, ReadingDay,
};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_conclude_contract(
		operator: &T::AccountId,
		customer: T::AccountId,
		terms: Terms,
		reading_day: u8,
		begins: Day,
	) -> DispatchResult {
		Self::ensure_operator(operator)?;
		let zone = T::Participants::zone_of(&customer).ok_or(Error::<T>::UnknownCustomer)?;
		let reading_day = ReadingDay::new(reading_day).ok_or(Error::<T>::ReadingDayOutOfRange)?;
		ensure!(!Contracts::<T>::contains_key(&customer), Error::<T>::ContractExists);
		let this_month = Vintage::of(T::Time::now()).ok_or(Error::<T>::UnknownMonth)?;
		let earliest = Day::first_of(this_month).ok_or(Error::<T>::UnknownMonth)?;
		ensure!(begins >= earliest, Error::<T>::BeginsTooEarly);
		let (open_month, period) =
			first_period(reading_day, begins).ok_or(Error::<T>::UnknownMonth)?;
		// A contract that ended may have been billed for some days of the same period.
		ensure!(
			!Invoices::<T>::contains_key(&customer, open_month),
			Error::<T>::PeriodAlreadyBilled
		);

		let closes_on = Self::closing_day(open_month, &period)?;
		let contract = Contract {
			zone,
			reading_day,
			begins,
			ends: None,
			terms,
			next_terms: None,
			open_month,
			closes_on,
		};
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
		let first_day =
			Day::in_month(from, contract.reading_day.number()).ok_or(Error::<T>::UnknownMonth)?;
		let not_begun = first_day > Day::of(T::Time::now()) && from >= contract.open_month;
		ensure!(not_begun, Error::<T>::ChangeTooEarly);
		// Terms that hold already, since a month without an invoice, must go on to hold for it.
		let holds_already = contract.next_terms.is_some_and(|(since, _)| {
			Day::in_month(since, contract.reading_day.number())
				.is_some_and(|day| day <= Day::of(T::Time::now()))
		});
		ensure!(!holds_already, Error::<T>::EarlierMonthOpen);
		contract.next_terms = Some((from, terms));
		Contracts::<T>::insert(&customer, contract);
		Self::deposit_event(Event::ContractChanged { customer, from, terms });
		Ok(())
	}

	pub(crate) fn do_end_contract(
		operator: &T::AccountId,
		customer: T::AccountId,
		ends: Day,
	) -> DispatchResult {
		Self::ensure_operator(operator)?;
		let mut contract = Self::contract(&customer)?;
		ensure!(contract.ends.is_none(), Error::<T>::AlreadyEnded);
		let open = contract.period_of(contract.open_month).ok_or(Error::<T>::OutsideContract)?;
		ensure!(ends > open.from, Error::<T>::EndsTooEarly);
		contract.ends = Some(ends);
		let month = contract.open_month;
		let cut = contract.period_of(month).ok_or(Error::<T>::OutsideContract)?;
		Agenda::<T>::remove(contract.closes_on, (&customer, Task::Close(month)));
		contract.closes_on = Self::closing_day(month, &cut)?;
		Self::schedule_closing(&customer, contract);
		Self::deposit_event(Event::ContractEnded { customer, ends });
		Ok(())
	}

	/// What follows when a month of a contract was closed: the next month, or nothing.
	pub(crate) fn go_on_after(customer: &T::AccountId, mut contract: Contract) -> DispatchResult {
		let next = month_after(contract.open_month).ok_or(Error::<T>::UnknownMonth)?;
		let Some(next_period) = contract.period_of(next) else {
			Contracts::<T>::remove(customer);
			Self::deposit_event(Event::ContractClosed { customer: customer.clone() });
			return Ok(());
		};
		if let Some((_, terms)) = contract.next_terms.take_if(|(from, _)| *from <= next) {
			contract.terms = terms;
		}
		contract.open_month = next;
		contract.closes_on = Self::closing_day(next, &next_period)?;
		Self::schedule_closing(customer, contract);
		Ok(())
	}

	/// On which day the period of a month is closed: so many days after its end, or after the end of
	/// the month, whose energy is traded until then.
	fn closing_day(month: Vintage, period: &BillingPeriod) -> Result<Day, Error<T>> {
		let month_end = month_after(month).and_then(Day::first_of);
		let month_end = month_end.ok_or(Error::<T>::UnknownMonth)?;
		Ok(period.until.max(month_end).plus(Self::settings()?.closing_days.into()))
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

/// The month and the period in which a contract begins. Where the reading day comes later in the
/// month, that is the period that began in the month before.
fn first_period(reading_day: ReadingDay, begins: Day) -> Option<(Vintage, BillingPeriod)> {
	let month = begins.month()?;
	[month_before(month)?, month].into_iter().find_map(|month| {
		BillingPeriod::of(month, reading_day, begins, None).map(|period| (month, period))
	})
}
