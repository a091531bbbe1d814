//! The neighbours' energy in a vehicle: an operator burns energy that it bought for a session.

use crate::{types::*, Config, Covered, Error, Event, Pallet, Sessions};
use joule_primitives::{CoveredEnergy, Vintage, Wh};
use polkadot_sdk::{
	frame_support::{
		ensure,
		traits::{Get, Time},
	},
	sp_runtime::DispatchResult,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_cover(
		operator: T::AccountId,
		id: SessionId,
		vintage: Vintage,
		quantity_wh: Wh,
	) -> DispatchResult {
		let mut session = Sessions::<T>::get(id).ok_or(Error::<T>::UnknownSession)?;
		ensure!(session.operator == operator, Error::<T>::NotOwnSession);
		let Stage::Settled(settlement) = session.stage else {
			return Err(Error::<T>::NotSettled.into());
		};
		ensure!(!quantity_wh.is_zero(), Error::<T>::ZeroAmount);
		ensure!(
			T::Time::now() <= settlement.at.saturating_add(T::CoverWindow::get()),
			Error::<T>::CoverTooLate
		);
		ensure!(is_month_of(&session, vintage), Error::<T>::VintageNotOfSession);
		let covered = session.covered_wh().saturating_add(quantity_wh);
		ensure!(covered <= session.energy_wh(), Error::<T>::CoverAboveEnergy);
		Self::burn_energy(&operator, vintage, quantity_wh)?;

		match session.covered.iter_mut().find(|cover| cover.vintage == vintage) {
			Some(cover) => cover.quantity_wh = cover.quantity_wh.saturating_add(quantity_wh),
			None => session
				.covered
				.try_push(Cover { vintage, quantity_wh })
				.map_err(|_| Error::<T>::VintageNotOfSession)?,
		}
		Sessions::<T>::insert(id, session);
		Covered::<T>::mutate(&operator, vintage, |sum| *sum = sum.saturating_add(quantity_wh));
		Self::deposit_event(Event::SessionCovered { session: id, vintage, quantity_wh });
		Ok(())
	}
}

/// Whether the session charged in this month.
fn is_month_of<AccountId>(session: &Session<AccountId>, vintage: Vintage) -> bool {
	session.metered.as_ref().is_some_and(|metered| {
		[metered.began_at, metered.last.at].into_iter().any(|at| Vintage::of(at) == Some(vintage))
	})
}

impl<T: Config> CoveredEnergy<T::AccountId> for Pallet<T> {
	fn covered_wh(operator: &T::AccountId, vintage: Vintage) -> Wh {
		Covered::<T>::get(operator, vintage)
	}
}
