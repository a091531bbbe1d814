//! Tasks by day, taken under a weight meter. The agenda is the cursor of a month that takes many
//! blocks to close: what is still on it is still to be done.

use crate::{
	frame_support, Agenda, AgendaCursor, Config, Contract, Contracts, Event, Pallet, Task,
	WeightInfo,
};
use frame_support::{
	storage::with_storage_layer,
	traits::Time,
	weights::{Weight, WeightMeter},
};
use joule_primitives::{MarketProgress, Vintage};
use joule_tariff::Day;

impl<T: Config> Pallet<T> {
	/// Does what is due, as far as the meter allows, once the market has done what is due.
	pub(crate) fn do_tick(meter: &mut WeightMeter) {
		let is_affordable = meter.try_consume(T::WeightInfo::tick_base()).is_ok();
		if !is_affordable || !T::Market::is_up_to_date() {
			return;
		}
		let Some(mut cursor) = AgendaCursor::<T>::get() else { return };
		let (began_at, today) = (cursor, Self::today());
		// One iterator a day: a new one would walk over all that were removed before.
		let mut entries = Agenda::<T>::iter_key_prefix(cursor);
		let entry = T::WeightInfo::agenda_entry();
		while cursor <= today && meter.can_consume(entry.saturating_add(Self::costliest_task())) {
			meter.consume(entry);
			match entries.next() {
				Some((customer, task)) => {
					Agenda::<T>::remove(cursor, (&customer, task));
					Self::run(&customer, task, meter);
				}
				None => {
					cursor = cursor.plus(1);
					entries = Agenda::<T>::iter_key_prefix(cursor);
				}
			}
		}
		if cursor != began_at {
			AgendaCursor::<T>::put(cursor);
		}
	}

	/// One task. The caller has made sure of the weight.
	fn run(customer: &T::AccountId, task: Task, meter: &mut WeightMeter) {
		match task {
			Task::Close(month) => {
				meter.consume(T::WeightInfo::task_close());
				Self::close_or_put_off(customer, month);
			}
			Task::Collect(month) => {
				meter.consume(T::WeightInfo::task_collect());
				Self::collect(customer, month);
			}
			Task::Prune(month) => {
				meter.consume(T::WeightInfo::task_prune());
				Self::prune(customer, month);
			}
		}
	}

	/// Closes a month, or puts it off to the next day.
	pub(crate) fn close_or_put_off(customer: &T::AccountId, month: Vintage) {
		let Some(mut contract) = Contracts::<T>::get(customer) else {
			frame_support::defensive!("a task without a contract");
			return;
		};
		if let Err(reason) = with_storage_layer(|| Self::close(customer, contract.clone())) {
			contract.closes_on = Self::today().plus(1);
			Self::schedule_closing(customer, contract);
			let customer = customer.clone();
			Self::deposit_event(Event::ClosingPutOff { customer, month, reason });
		}
	}

	/// Notes a contract and when its open month is to be closed.
	pub(crate) fn schedule_closing(customer: &T::AccountId, mut contract: Contract) {
		let task = Task::Close(contract.open_month);
		contract.closes_on = Self::schedule(contract.closes_on, customer, task);
		Contracts::<T>::insert(customer, contract);
	}

	/// Puts a task on the agenda for a day, tomorrow at the earliest: the days up to today may be
	/// being gone through, and what is put into one of them behind the walk would be missed.
	pub(crate) fn schedule(day: Day, customer: &T::AccountId, task: Task) -> Day {
		let tomorrow = Self::today().plus(1);
		let first_open = AgendaCursor::<T>::get().unwrap_or_else(|| {
			AgendaCursor::<T>::put(tomorrow);
			tomorrow
		});
		let day = day.max(first_open).max(tomorrow);
		Agenda::<T>::insert(day, (customer, task), ());
		day
	}

	/// The weight of the costliest task there is.
	pub(crate) fn costliest_task() -> Weight {
		T::WeightInfo::task_close()
			.max(T::WeightInfo::task_collect())
			.max(T::WeightInfo::task_prune())
	}

	/// The day in Korea.
	pub(crate) fn today() -> Day {
		Day::of(T::Time::now())
	}
}
