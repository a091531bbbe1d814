//! What each call weighs. The runtime supplies measured weights.

use polkadot_sdk::frame_support::weights::Weight;

/// The weights of the calls and of the transaction extension.
pub trait WeightInfo {
	/// Of [`create_zone`](crate::Pallet::create_zone).
	fn create_zone() -> Weight;
	/// Of [`register`](crate::Pallet::register).
	fn register() -> Weight;
	/// Of [`grant_role`](crate::Pallet::grant_role).
	fn grant_role() -> Weight;
	/// Of [`revoke_role`](crate::Pallet::revoke_role).
	fn revoke_role() -> Weight;
	/// Of [`grant_permission`](crate::Pallet::grant_permission).
	fn grant_permission() -> Weight;
	/// Of [`revoke_permission`](crate::Pallet::revoke_permission).
	fn revoke_permission() -> Weight;
	/// Of [`move_to_zone`](crate::Pallet::move_to_zone).
	fn move_to_zone() -> Weight;
	/// Of [`set_quota`](crate::Pallet::set_quota).
	fn set_quota() -> Weight;
	/// Of [`add_device`](crate::Pallet::add_device).
	fn add_device() -> Weight;
	/// Of [`remove_device`](crate::Pallet::remove_device).
	fn remove_device() -> Weight;
	/// Of the extension [`CheckParticipant`](crate::CheckParticipant), all three steps together.
	fn check_participant() -> Weight;
}
