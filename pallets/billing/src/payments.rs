//! Payments: by call or by standing order, in whole or in part, interest first; what is written off;
//! and credits.

use crate::{
	frame_support, sp_runtime, Agenda, Config, Credits, Debt, Debts, Error, Event, Invoices,
	Pallet, StandingOrders, Task,
};
use frame_support::{ensure, storage::with_storage_layer};
use joule_primitives::{Ecoin, Vintage};
use joule_tariff::Day;
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_pay(customer: T::AccountId, month: Vintage, amount: Ecoin) -> DispatchResult {
		Self::ensure_may_send(&customer)?;
		ensure!(!amount.is_zero(), Error::<T>::ZeroAmount);
		ensure!(Invoices::<T>::contains_key(&customer, month), Error::<T>::UnknownInvoice);
		let debt = Self::debt_on(&customer, month, Self::today()).ok_or(Error::<T>::AlreadyPaid)?;
		ensure!(amount <= debt.owed(), Error::<T>::MoreThanOwed);
		Self::settle_debt(&customer, month, debt, amount)
	}

	/// The due day of an invoice: what its standing order allows is paid, as much as is free. Once; but
	/// where a note has moved the due day, on that day.
	pub(crate) fn collect(customer: &T::AccountId, month: Vintage) {
		let Some(limit) = StandingOrders::<T>::get(customer) else { return };
		// As it was on the due day: where the chain stood still then, it is not the customer that is late.
		let Some(debt) = Debts::<T>::get(customer, month) else { return };
		if Self::today() < debt.due_on {
			Self::schedule(debt.due_on, customer, Task::Collect(month));
			return;
		}
		let amount = debt.owed().min(limit).min(Self::free_ecoin(customer));
		let is_paid = !amount.is_zero()
			&& with_storage_layer(|| Self::settle_debt(customer, month, debt, amount)).is_ok();
		let paid = if is_paid { amount } else { Ecoin::ZERO };
		let left = debt.owed().saturating_sub(paid);
		if !left.is_zero() {
			let customer = customer.clone();
			Self::deposit_event(Event::StandingOrderShort { customer, month, left });
		}
	}

	pub(crate) fn do_set_standing_order(
		customer: T::AccountId,
		limit: Option<Ecoin>,
	) -> DispatchResult {
		Self::ensure_may_send(&customer)?;
		ensure!(limit != Some(Ecoin::ZERO), Error::<T>::ZeroAmount);
		StandingOrders::<T>::set(&customer, limit);
		Self::deposit_event(Event::StandingOrderSet { customer, limit });
		Ok(())
	}

	pub(crate) fn do_refund(
		biller: T::AccountId,
		customer: T::AccountId,
		amount: Ecoin,
	) -> DispatchResult {
		ensure!(Self::settings()?.biller == biller, Error::<T>::NotBiller);
		ensure!(!amount.is_zero(), Error::<T>::ZeroAmount);
		let credit = Credits::<T>::get(&customer);
		ensure!(amount <= credit, Error::<T>::NotEnoughCredit);
		Self::transfer_ecoin(&biller, &customer, amount)?;
		Self::set_credit(&customer, credit.saturating_sub(amount));
		Self::deposit_event(Event::CreditRefunded { customer, amount });
		Ok(())
	}

	pub(crate) fn do_write_off(
		operator: T::AccountId,
		customer: T::AccountId,
		month: Vintage,
	) -> DispatchResult {
		Self::ensure_meter_operator(&operator)?;
		ensure!(Invoices::<T>::contains_key(&customer, month), Error::<T>::UnknownInvoice);
		let debt = Self::debt_on(&customer, month, Self::today())
			.filter(|debt| !debt.owed().is_zero())
			.ok_or(Error::<T>::NothingToWriteOff)?;
		let Debt { open, interest, .. } = debt;
		Self::set_debt(&customer, month, debt.write_off());
		Self::deposit_event(Event::WrittenOff {
			customer,
			month,
			open,
			interest,
			written_off_by: operator,
		});
		Ok(())
	}

	/// What is to be paid of an invoice on a day, with interest; `None` if it is paid. What the chain is
	/// still to pay by standing order bears none, however late the chain is.
	pub fn debt_on(customer: &T::AccountId, month: Vintage, day: Day) -> Option<Debt> {
		let debt = Debts::<T>::get(customer, month)?;
		let collecting = (customer, Task::Collect(month));
		let is_collected_yet = !Agenda::<T>::contains_key(debt.due_on, collecting);
		Some(if is_collected_yet { debt.accrued(day) } else { debt })
	}

	/// Pays a part of a debt whose interest is counted up to now.
	fn settle_debt(
		customer: &T::AccountId,
		month: Vintage,
		debt: Debt,
		amount: Ecoin,
	) -> DispatchResult {
		let biller = Self::settings()?.biller;
		Self::transfer_ecoin(customer, &biller, amount)?;
		let interest = amount.min(debt.interest);
		let left = Debt {
			interest: debt.interest.saturating_sub(interest),
			open: debt.open.saturating_sub(amount.saturating_sub(interest)),
			..debt
		};
		Self::set_debt(customer, month, left);
		Self::deposit_event(Event::Paid {
			customer: customer.clone(),
			month,
			amount,
			interest,
			left: left.owed(),
		});
		Ok(())
	}

	/// Notes what is to be paid of an invoice, and what was written off.
	pub(crate) fn set_debt(customer: &T::AccountId, month: Vintage, debt: Debt) {
		let is_owed = !debt.owed().is_zero();
		if is_owed || !debt.written_off.is_zero() {
			Debts::<T>::insert(customer, month, debt);
		} else {
			Debts::<T>::remove(customer, month);
		}
		if !is_owed {
			Self::prune_if_old(customer, month);
		}
	}

	/// Notes what a customer has paid too much.
	pub(crate) fn set_credit(customer: &T::AccountId, credit: Ecoin) {
		if credit.is_zero() {
			Credits::<T>::remove(customer);
		} else {
			Credits::<T>::insert(customer, credit);
		}
	}

	pub(crate) fn add_credit(customer: &T::AccountId, credit: Ecoin) {
		if credit.is_zero() {
			return;
		}
		Self::set_credit(customer, Credits::<T>::get(customer).saturating_add(credit));
	}
}
