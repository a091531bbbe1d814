//! How long invoices and tables are kept.
//!
//! An invoice is removed some months after its own, or when nothing is owed for it, if that is later.
//! As long as the last invoice of a contract is kept, the days after it can be billed by another one. A
//! table is removed when nothing can be charged by it any more: when neither an invoice that is kept
//! nor a month without one is older than the table after it.

use crate::{
	frame_support, BilledUntil, Config, Debts, Event, Invoices, MonthsInUse, Notes, Pallet,
	TariffTables, TariffVersions, Task,
};
use frame_support::traits::{Get, Time};
use joule_primitives::Vintage;
use joule_tariff::{
	calendar::{month_after, month_before},
	Day, TariffClass,
};

impl<T: Config> Pallet<T> {
	/// Puts it on the agenda when an invoice was kept long enough.
	pub(crate) fn schedule_pruning(customer: &T::AccountId, month: Vintage) {
		if let Some(day) = Self::kept_until(month) {
			Self::schedule(day, customer, Task::Prune(month));
		}
	}

	/// Removes an invoice, unless something is owed for it: then it goes when that is paid or written
	/// off.
	pub(crate) fn prune(customer: &T::AccountId, month: Vintage) {
		if Debts::<T>::get(customer, month).is_some_and(|debt| !debt.owed().is_zero()) {
			return;
		}
		let Some(invoice) = Invoices::<T>::take(customer, month) else { return };
		Notes::<T>::remove(customer, month);
		Debts::<T>::remove(customer, month);
		let billed = BilledUntil::<T>::get(customer);
		if billed.is_some_and(|billed| billed.until == invoice.period.until) {
			BilledUntil::<T>::remove(customer);
		}
		Self::end_use(month);
	}

	/// Removes an invoice that was settled later than the day until which it had to be kept.
	pub(crate) fn prune_if_old(customer: &T::AccountId, month: Vintage) {
		if Self::kept_until(month).is_some_and(|day| day <= Self::today()) {
			Self::prune(customer, month);
		}
	}

	/// The day on which an invoice may go: the first one of the month after the last in which it is
	/// kept.
	fn kept_until(month: Vintage) -> Option<Day> {
		let months = T::RetentionMonths::get();
		(0..=months).try_fold(month, |month, _| month_after(month)).and_then(Day::first_of)
	}

	/// Counts one more month of a customer that is open, and then has an invoice that is kept.
	pub(crate) fn begin_use(month: Vintage) {
		MonthsInUse::<T>::mutate(month, |uses| {
			*uses = Some(uses.unwrap_or_default().saturating_add(1));
		});
	}

	/// Counts one less.
	pub(crate) fn end_use(month: Vintage) {
		MonthsInUse::<T>::mutate_exists(month, |uses| {
			*uses = uses.and_then(|uses| uses.checked_sub(1)).filter(|uses| *uses > 0);
		});
	}

	/// Removes the tables of a class by which nothing can be charged any more, given the oldest month
	/// in use.
	pub(crate) fn drop_unused_tables(class: TariffClass, oldest: Vintage) {
		TariffVersions::<T>::mutate(class, |versions| {
			// The last table that was valid by then still is.
			let unused = versions.iter().rposition(|from| *from <= oldest).unwrap_or_default();
			for valid_from in versions.drain(..unused) {
				TariffTables::<T>::remove(class, valid_from);
				Self::deposit_event(Event::TariffRemoved { class, valid_from });
			}
		});
	}

	/// The first month with a day that is charged for or may be corrected. The period of a month may begin in the
	/// one before, also that of a contract of today.
	pub(crate) fn oldest_month_in_use() -> Option<Vintage> {
		let now = Vintage::of(T::Time::now())?;
		month_before(MonthsInUse::<T>::iter_keys().fold(now, Vintage::min))
	}
}
