//! What is always true of the sites.

use crate::{Authorities, Config, ConnectPermissions, Pallet, RotationsDue, SetChanged};
use alloc::collections::BTreeSet;
use polkadot_sdk::{
	frame_support::{
		ensure,
		traits::{Contains, Get},
	},
	sp_runtime::TryRuntimeError,
};

impl<T: Config> Pallet<T> {
	/// Checks every invariant.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_authorities()?;
		Self::check_change()?;
		Self::check_permissions()
	}

	/// Invariant 1: there are authorities, no site twice, and each has session keys.
	fn check_authorities() -> Result<(), TryRuntimeError> {
		let authorities = Authorities::<T>::get();
		ensure!(!authorities.is_empty(), "sites 1: there is no authority");
		ensure!(
			authorities.iter().collect::<BTreeSet<_>>().len() == authorities.len(),
			"sites 1: a site is an authority twice"
		);
		ensure!(
			authorities.iter().all(T::HasSessionKeys::contains),
			"sites 1: an authority has no session keys"
		);
		Ok(())
	}

	/// Invariant 2: a change that was not planned yet ends sessions.
	fn check_change() -> Result<(), TryRuntimeError> {
		ensure!(
			!SetChanged::<T>::get() || RotationsDue::<T>::get() > 0,
			"sites 2: a change of the authorities waits for nothing"
		);
		Ok(())
	}

	/// Invariant 3: the permissions to connect are counted, and not too many.
	fn check_permissions() -> Result<(), TryRuntimeError> {
		let count = ConnectPermissions::<T>::iter_keys().count();
		ensure!(
			ConnectPermissions::<T>::count() as usize == count,
			"sites 3: the permissions to connect are counted wrongly"
		);
		ensure!(
			count <= T::MaxNodes::get() as usize,
			"sites 3: more nodes may connect than there can be"
		);
		Ok(())
	}
}
