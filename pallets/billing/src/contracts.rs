//! The life of a contract: concluded, changed, ended.

use crate::{
	frame_support, sp_runtime, Agenda, BilledUntil, Config, Contract, Contracts, Error, Event,
	Invoices, Pallet, Task, Terms,
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
		let is_billed = BilledUntil::<T>::get(&customer).is_some_and(|until| begins < until);
		ensure!(!is_billed, Error::<T>::PeriodAlreadyBilled);
		let first_month = Self::first_month(&customer, reading_day, begins)?;

		let mut contract = Contract {
			zone,
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
		Agenda::<T>::remove(contract.closes_on, (&customer, Task::Close(month)));
		contract.closes_on = Self::closing_day(month, &cut)?;
		Self::schedule_closing(&customer, contract);
		Self::deposit_event(match ends {
			Some(ends) => Event::ContractEnded { customer, ends },
			None => Event::EndWithdrawn { customer },
		});
		Ok(())
	}

	/// What follows when a month of a contract was closed: the next month, or nothing.
	pub(crate) fn go_on_after(customer: &T::AccountId, mut contract: Contract) -> DispatchResult {
		let Some(next) = contract.next_month() else {
			let last = contract.period_of(contract.open_month);
			BilledUntil::<T>::set(customer, last.map(|period| period.until));
			Contracts::<T>::remove(customer);
			Self::deposit_event(Event::ContractClosed { customer: customer.clone() });
			return Ok(());
		};
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

	/// The month that a contract is billed for first: that in which the period begins in which the
	/// contract does. Where it has an invoice of an earlier contract, with another reading day, the
	/// days up to the reading day are billed with the month after it.
	fn first_month(
		customer: &T::AccountId,
		reading_day: ReadingDay,
		begins: Day,
	) -> Result<Vintage, Error<T>> {
		let month = begins.month().ok_or(Error::<T>::UnknownMonth)?;
		let read_on = Day::in_month(month, reading_day.number());
		let is_read = read_on.is_some_and(|day| day <= begins);
		let regular = if is_read { Some(month) } else { month_before(month) };
		let regular = regular.ok_or(Error::<T>::UnknownMonth)?;
		let next = month_after(regular).ok_or(Error::<T>::UnknownMonth)?;
		[regular, next]
			.into_iter()
			.find(|month| !Invoices::<T>::contains_key(customer, month))
			.ok_or(Error::<T>::PeriodAlreadyBilled)
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
