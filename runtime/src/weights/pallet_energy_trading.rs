//! Interim.
use core::marker::PhantomData;
use polkadot_sdk::{frame_support::weights::Weight, frame_system};
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_energy_trading::WeightInfo for WeightInfo<T> {
	fn set_imbalance_price() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn create_series(n: u32) -> Weight {
		Weight::from_parts(100_000_000, 0)
			.saturating_add(Weight::from_parts(20_000_000, 0).saturating_mul(n.into()))
	}
	fn place_orders(n: u32) -> Weight {
		Weight::from_parts(100_000_000, 0)
			.saturating_add(Weight::from_parts(20_000_000, 0).saturating_mul(n.into()))
	}
	fn amend_order() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn cancel_orders(n: u32) -> Weight {
		Weight::from_parts(100_000_000, 0)
			.saturating_add(Weight::from_parts(20_000_000, 0).saturating_mul(n.into()))
	}
	fn deliver() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn confirm() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn dispute() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn rule() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn settle_contract() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn place_spot_order(n: u32) -> Weight {
		Weight::from_parts(100_000_000, 0)
			.saturating_add(Weight::from_parts(20_000_000, 0).saturating_mul(n.into()))
	}
	fn take_spot_order() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn withdraw_spot_order() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn tick_base() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn agenda_entry() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn product_base() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn step_clear() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn step_fill_batch() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn step_make_contract() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn step_settle() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn step_prune() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
}
