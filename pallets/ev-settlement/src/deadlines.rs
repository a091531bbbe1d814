//! What the chain does when nobody does anything: prepayments expire, silent sessions are settled,
//! old receipts go.
//!
//! Each session has one entry in [`Deadlines`], from its prepayment until it is removed. Reports
//! move a session's deadline on without touching its entry: when the entry's time comes, a session
//! that is not due yet is given a new entry for the time at which it will be.

use crate::{
	types::*, Config, Deadlines, Event, Pallet, Sessions, SessionsOfMember, SessionsOfOperator,
	WeightInfo,
};
use joule_primitives::{calendar::DAY_MS, Moment};
use polkadot_sdk::{
	frame_support::{
		storage::with_storage_layer,
		traits::{Get, Time},
		weights::{Weight, WeightMeter},
	},
	frame_system::{self, pallet_prelude::BlockNumberFor},
	sp_core::H256,
	sp_runtime::traits::Zero,
};

impl<T: Config> Pallet<T> {
	/// Looks at sessions whose deadline has come, the earliest first, as far as the meter allows.
	pub(crate) fn do_tick(meter: &mut WeightMeter) {
		if meter.try_consume(T::WeightInfo::tick_base()).is_err() {
			return;
		}
		let now = T::Time::now();
		// One iterator for all: a new one would walk over those that were removed before.
		let mut deadlines = Deadlines::<T>::iter_keys();
		while meter.can_consume(Self::costliest_step()) {
			let Some(deadline) = deadlines.next().filter(|deadline| deadline.at() <= now) else {
				return;
			};
			meter.consume(Self::step(deadline));
		}
	}

	/// The weight of the costliest step there is.
	pub(crate) fn costliest_step() -> Weight {
		[
			T::WeightInfo::step_reschedule(),
			T::WeightInfo::step_expire(),
			T::WeightInfo::step_settle(),
			T::WeightInfo::step_prune(),
		]
		.into_iter()
		.fold(Weight::zero(), |costliest, step| costliest.max(step))
	}

	/// Does what is due for the session of a deadline, and says what that weighed.
	pub(crate) fn step(deadline: Deadline) -> Weight {
		Deadlines::<T>::remove(deadline);
		let id = deadline.session();
		let Some(mut session) = Sessions::<T>::get(id) else {
			return T::WeightInfo::step_reschedule();
		};
		let (now, due) = (T::Time::now(), Self::due_at(&session));
		if due > now {
			Self::schedule(id, due);
			return T::WeightInfo::step_reschedule();
		}
		if !session.stage.is_open() {
			return Self::step_prune(id, &session);
		}
		let weight = match session.stage {
			Stage::Prepaid => T::WeightInfo::step_expire(),
			_ => T::WeightInfo::step_settle(),
		};
		match with_storage_layer(|| Self::close_overdue(id, &mut session)) {
			Ok(()) => {
				Self::schedule(id, Self::due_at(&session));
				Sessions::<T>::insert(id, session);
			}
			Err(error) => {
				Self::schedule(id, now.saturating_add(DAY_MS));
				Self::deposit_event(Event::SettlementPostponed { session: id, error });
			}
		}
		weight
	}

	/// Removes a session that is over. One with a debt stays until that is paid.
	fn step_prune(id: SessionId, session: &Session<T::AccountId>) -> Weight {
		if !session.owed().is_zero() {
			Self::schedule(id, T::Time::now().saturating_add(T::Retention::get()));
			return T::WeightInfo::step_reschedule();
		}
		Sessions::<T>::remove(id);
		SessionsOfMember::<T>::remove(&session.member, NewestFirst::from(id));
		SessionsOfOperator::<T>::remove(&session.operator, NewestFirst::from(id));
		Self::release_tariff(session.tariff);
		Self::deposit_event(Event::SessionPruned { session: id });
		T::WeightInfo::step_prune()
	}

	/// When the chain does something about a session by itself.
	pub fn due_at(session: &Session<T::AccountId>) -> Moment {
		let closed_at = match session.stage {
			Stage::Prepaid => return session.prepaid_at.saturating_add(T::StartWindow::get()),
			Stage::Charging | Stage::Occupying { .. } => {
				let last_sign = session
					.metered
					.as_ref()
					.map_or(session.prepaid_at, |metered| metered.recorded_at);
				let latest = session.prepaid_at.saturating_add(T::MaxDuration::get());
				return last_sign.saturating_add(T::SilenceLimit::get()).min(latest);
			}
			Stage::Settled(settlement) => settlement.at,
			Stage::Cancelled { at } | Stage::Expired { at } => at,
		};
		closed_at.saturating_add(T::Retention::get())
	}

	/// Enters a session's deadline.
	pub(crate) fn schedule(id: SessionId, at: Moment) {
		Deadlines::<T>::insert(Deadline::new(at, id), ());
	}

	/// The hash of the genesis block. It is part of all that drivers and chargers sign, so that no
	/// signature is good on another chain.
	pub(crate) fn genesis_hash() -> H256 {
		frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero())
	}
}
