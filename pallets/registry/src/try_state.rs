//! What is always true of the registry.

use crate::{Config, Devices, Members, Pallet, Participants, Quotas, Zones};
use alloc::collections::BTreeMap;
use polkadot_sdk::{frame_support::ensure, frame_system, sp_runtime::TryRuntimeError};

impl<T: Config> Pallet<T> {
	/// Checks every invariant.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_member_numbers()?;
		Self::check_zones()?;
		Self::check_devices()?;
		Self::check_providers()?;
		Self::check_quotas()
	}

	/// Invariant 1: `Participants` and `Members` say the same, one from each side.
	fn check_member_numbers() -> Result<(), TryRuntimeError> {
		for (who, participant) in Participants::<T>::iter() {
			ensure!(
				Members::<T>::get(participant.member_number) == Some(who),
				"registry 1: a participant's member number is not its own"
			);
		}
		for (number, who) in Members::<T>::iter() {
			ensure!(
				Participants::<T>::get(who)
					.is_some_and(|participant| participant.member_number == number),
				"registry 1: a member number belongs to nobody"
			);
		}
		Ok(())
	}

	/// Invariant 2: the zone of each participant exists.
	fn check_zones() -> Result<(), TryRuntimeError> {
		for (_, participant) in Participants::<T>::iter() {
			ensure!(
				Zones::<T>::contains_key(participant.zone),
				"registry 2: a participant's zone does not exist"
			);
		}
		Ok(())
	}

	/// Invariant 3: each device belongs to a participant and is none, and each participant has as
	/// many devices as its record says.
	fn check_devices() -> Result<(), TryRuntimeError> {
		let mut counts = BTreeMap::<T::AccountId, u32>::new();
		for (device, owner) in Devices::<T>::iter() {
			ensure!(
				!Participants::<T>::contains_key(device),
				"registry 3: a device is a participant"
			);
			ensure!(
				Participants::<T>::contains_key(&owner),
				"registry 3: a device's owner is not a participant"
			);
			let count = counts.entry(owner).or_default();
			*count = count.saturating_add(1);
		}
		for (who, participant) in Participants::<T>::iter() {
			ensure!(
				counts.get(&who).copied().unwrap_or_default() == participant.devices,
				"registry 3: a participant has more or fewer devices than its record says"
			);
		}
		Ok(())
	}

	/// Invariant 4: the account of each participant and of each device is kept alive.
	fn check_providers() -> Result<(), TryRuntimeError> {
		for who in Participants::<T>::iter_keys().chain(Devices::<T>::iter_keys()) {
			ensure!(
				frame_system::Pallet::<T>::providers(&who) > 0,
				"registry 4: the account of a participant or device has no provider"
			);
		}
		Ok(())
	}

	/// Invariant 5: only participants have a bucket, and none is more than full.
	fn check_quotas() -> Result<(), TryRuntimeError> {
		for (who, quota) in Quotas::<T>::iter() {
			ensure!(Participants::<T>::contains_key(who), "registry 5: a quota belongs to nobody");
			ensure!(
				quota.tokens_ps <= Self::limits_of(quota.class).capacity_ps,
				"registry 5: a bucket is more than full"
			);
		}
		Ok(())
	}
}
