//! Devices: accounts that sign for a participant.

use crate::{Config, Devices, Error, Event, Pallet, Participants};
use joule_primitives::Permission;
use polkadot_sdk::{
	frame_support::{ensure, traits::Get},
	frame_system,
	sp_runtime::{traits::Zero, DispatchResult},
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_add_device(owner: T::AccountId, device: T::AccountId) -> DispatchResult {
		Self::amend(&owner, |participant| {
			ensure!(participant.permissions.contains(Permission::Send), Error::<T>::MayNotSend);
			ensure!(!Participants::<T>::contains_key(&device), Error::<T>::AccountIsParticipant);
			ensure!(!Devices::<T>::contains_key(&device), Error::<T>::DeviceExists);
			ensure!(participant.devices < T::MaxDevices::get(), Error::<T>::TooManyDevices);
			participant.devices = participant.devices.saturating_add(1);
			Ok(())
		})?;

		frame_system::Pallet::<T>::inc_providers(&device);
		Devices::<T>::insert(&device, &owner);
		Self::deposit_event(Event::DeviceAdded { owner, device });
		Ok(())
	}

	pub(crate) fn do_remove_device(who: T::AccountId, device: T::AccountId) -> DispatchResult {
		let owner = Devices::<T>::get(&device).ok_or(Error::<T>::UnknownDevice)?;
		ensure!(who == owner || who == device, Error::<T>::NotOwnDevice);

		Self::amend(&owner, |participant| {
			participant.devices = participant.devices.saturating_sub(1);
			Ok(())
		})?;
		Devices::<T>::remove(&device);
		Self::release_account(&device)?;
		Self::deposit_event(Event::DeviceRemoved { owner, device });
		Ok(())
	}

	/// Drops the provider reference that [`do_add_device`](Self::do_add_device) took.
	///
	/// The last reference of an account that has signed stays, and with it the nonce: else the
	/// device's old transactions could be replayed once it is added again. So does the last
	/// reference of an account that something else depends on: a stolen device must be removable
	/// whatever state it was brought into. Adding the device again takes a second reference, which
	/// can then go, so an account is left with one however often it comes and goes.
	fn release_account(device: &T::AccountId) -> DispatchResult {
		let account = frame_system::Account::<T>::get(device);
		let in_use = !account.nonce.is_zero() || !account.consumers.is_zero();
		if account.providers > 1 || !in_use {
			frame_system::Pallet::<T>::dec_providers(device)?;
		}
		Ok(())
	}
}
