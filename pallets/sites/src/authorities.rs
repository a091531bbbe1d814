//! Which sites are authorities, and from when on.

use crate::{nodes::PeerId, Authorities, Config, Error, Event, Pallet, RotationsDue, SetChanged};
use alloc::{string::String, vec::Vec};
use pallet_session::{historical, ShouldEndSession};
use polkadot_sdk::{
	frame_support::{
		dispatch::DispatchResult,
		ensure,
		traits::{Contains, Get},
		weights::Weight,
		BoundedVec,
	},
	frame_system::pallet_prelude::BlockNumberFor,
	sp_runtime::{traits::Zero, Perbill},
	sp_staking::{
		offence::{OffenceDetails, OnOffenceHandler},
		SessionIndex,
	},
};

/// How many sessions must end until a change is in force: at the first end it is planned, at the
/// second it begins.
const ROTATIONS_OF_CHANGE: u8 = 2;

impl<T: Config> Pallet<T> {
	/// Writes the first authorities and permissions.
	///
	/// # Panics
	///
	/// If there are too many, or a peer id is none: there is no chain yet that could go on.
	pub(crate) fn initialize(authorities: &[T::AccountId], nodes: &[String]) {
		let authorities = BoundedVec::try_from(authorities.to_vec());
		Authorities::<T>::put(authorities.expect("genesis has more authorities than there can be"));
		for node in nodes {
			let peer_id = PeerId::try_from(node.clone().into_bytes());
			Self::do_grant_connect(peer_id.expect("a peer id of the genesis is too long"))
				.expect("a peer id of the genesis is none, or twice there, or one too many");
		}
	}

	pub(crate) fn do_add_authority(site: T::AccountId) -> DispatchResult {
		ensure!(T::HasSessionKeys::contains(&site), Error::<T>::NoSessionKeys);
		Authorities::<T>::try_mutate(|authorities| {
			ensure!(!authorities.contains(&site), Error::<T>::AlreadyAuthority);
			authorities.try_push(site.clone()).map_err(|_| Error::<T>::TooManyAuthorities)
		})?;
		Self::change_soon();
		Self::deposit_event(Event::AuthorityAdded { site });
		Ok(())
	}

	pub(crate) fn do_remove_authority(site: T::AccountId) -> DispatchResult {
		Self::take_out(&site)?;
		Self::deposit_event(Event::AuthorityRemoved { site });
		Ok(())
	}

	/// Strikes an offender off, if it is an authority and enough are left without it.
	fn strike_off(site: T::AccountId) {
		match Self::take_out(&site) {
			Ok(()) => Self::deposit_event(Event::AuthorityStruckOff { site }),
			Err(Error::TooFewAuthorities) => Self::deposit_event(Event::AuthorityKept { site }),
			// Removed since by the council, or struck off for another offence.
			Err(_) => {}
		}
	}

	fn take_out(site: &T::AccountId) -> Result<(), Error<T>> {
		Authorities::<T>::try_mutate(|authorities| {
			let place = authorities.iter().position(|authority| authority == site);
			let place = place.ok_or(Error::<T>::NotAuthority)?;
			let left = authorities.len().saturating_sub(1);
			ensure!(left >= T::MinAuthorities::get() as usize, Error::<T>::TooFewAuthorities);
			authorities.remove(place);
			Ok(())
		})?;
		Self::change_soon();
		Ok(())
	}

	fn change_soon() {
		SetChanged::<T>::put(true);
		RotationsDue::<T>::put(ROTATIONS_OF_CHANGE);
	}
}

impl<T: Config> ShouldEndSession<BlockNumberFor<T>> for Pallet<T> {
	fn should_end_session(now: BlockNumberFor<T>) -> bool {
		RotationsDue::<T>::get() > 0 || (now % T::SessionLength::get()).is_zero()
	}
}

impl<T: Config> pallet_session::SessionManager<T::AccountId> for Pallet<T> {
	fn new_session(_: SessionIndex) -> Option<Vec<T::AccountId>> {
		SetChanged::<T>::take().then(|| Authorities::<T>::get().into_inner())
	}

	fn end_session(_: SessionIndex) {
		RotationsDue::<T>::mutate(|due| *due = due.saturating_sub(1));
	}

	fn start_session(_: SessionIndex) {}
}

impl<T: Config> historical::SessionManager<T::AccountId, ()> for Pallet<T> {
	fn new_session_genesis(_: SessionIndex) -> Option<Vec<(T::AccountId, ())>> {
		Some(Authorities::<T>::get().into_iter().map(|site| (site, ())).collect())
	}

	fn new_session(index: SessionIndex) -> Option<Vec<(T::AccountId, ())>> {
		let authorities = <Self as pallet_session::SessionManager<_>>::new_session(index)?;
		Some(authorities.into_iter().map(|site| (site, ())).collect())
	}

	fn end_session(index: SessionIndex) {
		<Self as pallet_session::SessionManager<_>>::end_session(index)
	}

	fn start_session(index: SessionIndex) {
		<Self as pallet_session::SessionManager<_>>::start_session(index)
	}
}

impl<T: Config> OnOffenceHandler<T::AccountId, (T::AccountId, ()), Weight> for Pallet<T> {
	/// No fraction of anything is slashed, since nothing is at stake but being an authority.
	fn on_offence(
		offenders: &[OffenceDetails<T::AccountId, (T::AccountId, ())>],
		_: &[Perbill],
		_: SessionIndex,
	) -> Weight {
		for details in offenders {
			Self::strike_off(details.offender.0.clone());
		}
		// Part of the weight of the report.
		Weight::zero()
	}
}
