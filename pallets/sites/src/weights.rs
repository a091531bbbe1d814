//! What each call weighs. The runtime supplies measured weights.

use polkadot_sdk::frame_support::weights::Weight;

/// The weights of the calls.
pub trait WeightInfo {
	/// Of [`add_authority`](crate::Pallet::add_authority).
	fn add_authority() -> Weight;
	/// Of [`remove_authority`](crate::Pallet::remove_authority).
	fn remove_authority() -> Weight;
	/// Of [`grant_connect`](crate::Pallet::grant_connect).
	fn grant_connect() -> Weight;
	/// Of [`revoke_connect`](crate::Pallet::revoke_connect).
	fn revoke_connect() -> Weight;
	/// Of [`authorize_upgrade`](crate::Pallet::authorize_upgrade).
	fn authorize_upgrade() -> Weight;
	/// Of [`report_aura_equivocation`](crate::Pallet::report_aura_equivocation).
	fn report_aura_equivocation() -> Weight;
}
