//! The life of a charge point: registered, its tariff or key changed, revoked.

use crate::{types::*, Config, Error, Event, Evses, EvsesOf, Pallet, Sessions};
use joule_primitives::{DeviceKey, Participants};
use polkadot_sdk::{frame_support::ensure, sp_runtime::DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_register_evse(
		operator: T::AccountId,
		id: EvseId,
		installation: Installation,
	) -> DispatchResult {
		let Installation { speed, power, zone, tariff, key } = installation;
		Self::ensure_charge_point_operator(&operator)?;
		ensure!(!Evses::<T>::contains_key(id), Error::<T>::EvseExists);
		ensure!(!power.is_zero(), Error::<T>::PowerMissing);
		ensure!(T::Participants::zone_exists(zone), Error::<T>::UnknownZone);
		Self::tariff_of(&operator, tariff)?;

		Self::refer_to_tariff(tariff);
		EvsesOf::<T>::insert(&operator, id, ());
		Evses::<T>::insert(
			id,
			Evse {
				operator: operator.clone(),
				speed,
				power,
				zone,
				tariff,
				key,
				state: EvseState::InService,
				session: None,
			},
		);
		Self::deposit_event(Event::EvseRegistered { evse: id, operator, installation });
		Ok(())
	}

	pub(crate) fn do_assign_tariff(
		operator: T::AccountId,
		id: EvseId,
		tariff: TariffId,
	) -> DispatchResult {
		let mut evse = Self::own_evse_in_service(&operator, id)?;
		Self::tariff_of(&operator, tariff)?;
		ensure!(evse.tariff != tariff, Error::<T>::TariffUnchanged);
		Self::release_tariff(evse.tariff);
		Self::refer_to_tariff(tariff);
		evse.tariff = tariff;
		Evses::<T>::insert(id, evse);
		Self::deposit_event(Event::TariffAssigned { evse: id, tariff });
		Ok(())
	}

	pub(crate) fn do_replace_key(
		operator: T::AccountId,
		id: EvseId,
		new_key: DeviceKey,
	) -> DispatchResult {
		let mut evse = Self::own_evse_in_service(&operator, id)?;
		ensure!(evse.key != new_key, Error::<T>::KeyUnchanged);
		evse.key = new_key;
		Evses::<T>::insert(id, evse);
		Self::deposit_event(Event::KeyReplaced { evse: id, new_key });
		Ok(())
	}

	pub(crate) fn do_revoke_evse(operator: T::AccountId, id: EvseId) -> DispatchResult {
		let mut evse = Self::own_evse_in_service(&operator, id)?;
		let open = evse.session.take();
		evse.state = EvseState::Revoked;
		Self::release_tariff(evse.tariff);
		Evses::<T>::insert(id, evse);
		if let Some((session_id, mut session)) =
			open.and_then(|session_id| Some((session_id, Sessions::<T>::get(session_id)?)))
		{
			match session.stage {
				Stage::Prepaid => Self::cancel_session(session_id, &mut session)?,
				_ => Self::settle(session_id, &mut session, SettlementCause::EvseRevoked)?,
			}
			Sessions::<T>::insert(session_id, session);
		}
		Self::deposit_event(Event::EvseRevoked { evse: id });
		Ok(())
	}

	/// A charge point that can be used.
	pub(crate) fn evse_in_service(id: EvseId) -> Result<Evse<T::AccountId>, Error<T>> {
		let evse = Evses::<T>::get(id).ok_or(Error::<T>::UnknownEvse)?;
		ensure!(evse.state == EvseState::InService, Error::<T>::EvseRevoked);
		Ok(evse)
	}

	fn own_evse_in_service(
		operator: &T::AccountId,
		id: EvseId,
	) -> Result<Evse<T::AccountId>, Error<T>> {
		let evse = Evses::<T>::get(id).ok_or(Error::<T>::UnknownEvse)?;
		ensure!(evse.operator == *operator, Error::<T>::NotOwnEvse);
		ensure!(evse.state == EvseState::InService, Error::<T>::EvseRevoked);
		Ok(evse)
	}
}
