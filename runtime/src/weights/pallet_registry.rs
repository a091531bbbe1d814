//! Interim.
use core::marker::PhantomData;
use polkadot_sdk::{frame_support::weights::Weight, frame_system};
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_registry::WeightInfo for WeightInfo<T> {
	fn create_zone() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn register() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn grant_role() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn revoke_role() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn grant_permission() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn revoke_permission() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn move_to_zone() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn set_quota() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn add_device() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn remove_device() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn check_participant() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
}
