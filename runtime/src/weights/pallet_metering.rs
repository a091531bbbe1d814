//! Interim.
use core::marker::PhantomData;
use polkadot_sdk::{frame_support::weights::Weight, frame_system};
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_metering::WeightInfo for WeightInfo<T> {
	fn register_point() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn replace_meter() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn rotate_key() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn retire_point() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn submit_reading() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn submit_readings(n: u32) -> Weight {
		Weight::from_parts(100_000_000, 0)
			.saturating_add(Weight::from_parts(20_000_000, 0).saturating_mul(n.into()))
	}
	fn open_interval() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
}
