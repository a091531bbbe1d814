//! Interim.
use core::marker::PhantomData;
use polkadot_sdk::{frame_support::weights::Weight, frame_system};
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_ecoin::WeightInfo for WeightInfo<T> {
	fn request_issue() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn approve_issue() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn reject_issue() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn request_redemption() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn approve_redemption() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn reject_redemption() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn withdraw_request() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
}
