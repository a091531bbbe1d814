//! What the calls of `pallet_billing` cost.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens)]
#![allow(clippy::all)]

use core::marker::PhantomData;
use polkadot_sdk::{frame_support::{traits::Get, weights::Weight}, frame_system};

/// Weights of `pallet_billing` on this chain.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_billing::WeightInfo for WeightInfo<T> {
	fn set_settings() -> Weight {
		Weight::from_parts(300_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(40, 10))
	}

	fn set_tariff() -> Weight {
		Weight::from_parts(300_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(40, 10))
	}

	fn set_holidays() -> Weight {
		Weight::from_parts(300_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(40, 10))
	}

	fn conclude_contract() -> Weight {
		Weight::from_parts(300_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(40, 10))
	}

	fn change_contract() -> Weight {
		Weight::from_parts(300_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(40, 10))
	}

	fn end_contract() -> Weight {
		Weight::from_parts(300_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(40, 10))
	}

	fn report_usage() -> Weight {
		Weight::from_parts(300_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(40, 10))
	}

	fn correct_invoice() -> Weight {
		Weight::from_parts(300_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(40, 10))
	}

	fn pay() -> Weight {
		Weight::from_parts(300_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(40, 10))
	}

	fn set_standing_order() -> Weight {
		Weight::from_parts(300_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(40, 10))
	}

	fn publish_forecasts(n: u32) -> Weight {
		Weight::from_parts(300_000_000, 0).saturating_mul(n.into()).saturating_add(T::DbWeight::get().reads_writes(40, 10))
	}

	fn set_aside() -> Weight {
		Weight::from_parts(300_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(40, 10))
	}

	fn take_back() -> Weight {
		Weight::from_parts(300_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(40, 10))
	}

	fn refund() -> Weight {
		Weight::from_parts(300_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(40, 10))
	}

	fn hand_in() -> Weight {
		Weight::from_parts(300_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(40, 10))
	}

	fn tick_base() -> Weight {
		Weight::from_parts(1_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 0))
	}

	fn agenda_entry() -> Weight {
		Weight::from_parts(1_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 0))
	}

	fn task_close() -> Weight {
		Weight::from_parts(300_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(40, 10))
	}

	fn task_collect() -> Weight {
		Weight::from_parts(300_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(40, 10))
	}

}
