//! The paper's third transaction: the operator is paid what was metered, the rest is released, and
//! what the prepayment did not cover is owed.

use crate::{
	pricing::{energy_cost, occupancy_cost},
	types::*,
	Config, Debts, Error, Event, Pallet, Revenue, Sessions, Tariffs,
};
use joule_primitives::{calendar::day_of, Ecoin, Wh};
use polkadot_sdk::{
	frame_support::{
		ensure,
		traits::{Get, Time},
	},
	sp_runtime::DispatchResult,
};

impl<T: Config> Pallet<T> {
	/// Settles an open session at its last report:
	///
	/// ```text
	/// cost      = energy of each band x its price + occupancy fee until the last report
	/// paid      = min(cost, prepayment)       from the hold to the operator
	/// released  = prepayment - paid           to the member
	/// owed      = cost - paid                 recorded, payable by `pay_debt`
	/// ```
	///
	/// The caller stores the session.
	pub(crate) fn settle(
		id: SessionId,
		session: &mut Session<T::AccountId>,
		cause: SettlementCause,
	) -> DispatchResult {
		let (energy_cost, occupancy_cost) = Self::costs(session);
		let cost = energy_cost.saturating_add(occupancy_cost);
		let paid = cost.min(session.prepayment);
		let released = session.prepayment.saturating_sub(paid);
		let owed = cost.saturating_sub(paid);

		Self::pay_from_prepayment(&session.member, &session.operator, paid)?;
		Self::release_prepayment(&session.member, released)?;
		Self::unspend(session, released);
		Self::leave_evse(id, session);
		if !owed.is_zero() {
			Debts::<T>::mutate(&session.member, &session.operator, |debt| {
				*debt = Some(debt.unwrap_or_default().saturating_add(owed));
			});
		}
		let energy_wh = session.energy_wh();
		Self::note_revenue(&session.operator, 1, energy_wh, paid);
		session.stage = Stage::Settled(Settlement {
			at: T::Time::now(),
			cause,
			energy_cost,
			occupancy_cost,
			paid,
			owed,
			forgiven: Ecoin::ZERO,
		});
		Self::deposit_event(Event::SessionSettled {
			session: id,
			cause,
			energy_wh,
			energy_cost,
			occupancy_cost,
			paid,
			released,
			owed,
		});
		Ok(())
	}

	pub(crate) fn do_settle_overdue(sender: T::AccountId, id: SessionId) -> DispatchResult {
		Self::ensure_may_send(&sender)?;
		let mut session = Self::open_session_of(id)?;
		ensure!(Self::due_at(&session) <= T::Time::now(), Error::<T>::NotOverdue);
		Self::close_overdue(id, &mut session)?;
		Sessions::<T>::insert(id, session);
		Ok(())
	}

	/// Ends an open session for which the chain has waited long enough.
	pub(crate) fn close_overdue(
		id: SessionId,
		session: &mut Session<T::AccountId>,
	) -> DispatchResult {
		match session.stage {
			Stage::Prepaid => Self::expire_session(id, session),
			_ => Self::settle(id, session, SettlementCause::Overdue),
		}
	}

	pub(crate) fn do_pay_debt(payer: T::AccountId, id: SessionId, amount: Ecoin) -> DispatchResult {
		Self::ensure_may_send(&payer)?;
		let mut session = Sessions::<T>::get(id).ok_or(Error::<T>::UnknownSession)?;
		let owed = session.owed();
		ensure!(!amount.is_zero(), Error::<T>::ZeroAmount);
		ensure!(!owed.is_zero(), Error::<T>::NothingOwed);
		let still_owed = owed.checked_sub(amount).ok_or(Error::<T>::AboveDebt)?;
		Self::pay(&payer, &session.operator, amount)?;

		if let Stage::Settled(settlement) = &mut session.stage {
			settlement.paid = settlement.paid.saturating_add(amount);
			settlement.owed = still_owed;
		}
		Self::lower_debt(&session, amount);
		Self::note_revenue(&session.operator, 0, Wh::ZERO, amount);
		Sessions::<T>::insert(id, session);
		Self::deposit_event(Event::DebtPaid { session: id, payer, amount, still_owed });
		Ok(())
	}

	pub(crate) fn do_forgive_debt(operator: T::AccountId, id: SessionId) -> DispatchResult {
		let mut session = Sessions::<T>::get(id).ok_or(Error::<T>::UnknownSession)?;
		ensure!(session.operator == operator, Error::<T>::NotOwnSession);
		let owed = session.owed();
		ensure!(!owed.is_zero(), Error::<T>::NothingOwed);
		if let Stage::Settled(settlement) = &mut session.stage {
			settlement.owed = Ecoin::ZERO;
			settlement.forgiven = owed;
		}
		Self::lower_debt(&session, owed);
		Sessions::<T>::insert(id, session);
		Self::deposit_event(Event::DebtForgiven { session: id, amount: owed });
		Ok(())
	}

	/// A member owes an operator so much less.
	fn lower_debt(session: &Session<T::AccountId>, amount: Ecoin) {
		Debts::<T>::mutate_exists(&session.member, &session.operator, |debt| {
			let left = debt.unwrap_or_default().saturating_sub(amount);
			*debt = (!left.is_zero()).then_some(left);
		});
	}

	/// What the energy and the occupying of a session cost, up to its last report.
	pub fn costs(session: &Session<T::AccountId>) -> (Ecoin, Ecoin) {
		if let Stage::Settled(settlement) = session.stage {
			return (settlement.energy_cost, settlement.occupancy_cost);
		}
		let Some((metered, registered)) =
			session.metered.as_ref().zip(Tariffs::<T>::get(session.tariff))
		else {
			return (Ecoin::ZERO, Ecoin::ZERO);
		};
		let tariff = registered.tariff;
		let occupancy = match (session.stage, tariff.occupancy) {
			(Stage::Occupying { since }, Some(fee)) => {
				occupancy_cost(&fee, metered.last.at.saturating_sub(since))
			}
			_ => Ecoin::ZERO,
		};
		(energy_cost(&tariff, &metered.energy_by_band), occupancy)
	}

	/// What an operator took in on a day; nothing for a day that is too long ago.
	pub fn revenue_on(operator: &T::AccountId, day: u32) -> DayRevenue {
		Revenue::<T>::get(operator, Self::slot_of(day))
			.filter(|revenue| revenue.day == day)
			.unwrap_or(DayRevenue { day, ..Default::default() })
	}

	fn note_revenue(operator: &T::AccountId, sessions: u32, energy_wh: Wh, paid: Ecoin) {
		let today = day_of(T::Time::now());
		let mut revenue = Self::revenue_on(operator, today);
		revenue.sessions = revenue.sessions.saturating_add(sessions);
		revenue.energy_wh = revenue.energy_wh.saturating_add(energy_wh);
		revenue.paid = revenue.paid.saturating_add(paid);
		Revenue::<T>::insert(operator, Self::slot_of(today), revenue);
	}

	/// Where the revenue of a day is kept, in a ring.
	fn slot_of(day: u32) -> u32 {
		day.checked_rem(T::RevenueDays::get()).unwrap_or_default()
	}
}
