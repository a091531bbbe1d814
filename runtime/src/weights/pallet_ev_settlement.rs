//! Bounds until `scripts/weights` has measured: each call as if it were the dearest.

use core::marker::PhantomData;
use polkadot_sdk::frame_support::weights::Weight;

/// The weights of `pallet_ev_settlement`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T> pallet_ev_settlement::WeightInfo for WeightInfo<T> {
	fn register_tariff() -> Weight {
		Weight::from_parts(900_000_000, 0)
	}
	fn remove_tariff() -> Weight {
		Weight::from_parts(900_000_000, 0)
	}
	fn register_evse() -> Weight {
		Weight::from_parts(900_000_000, 0)
	}
	fn assign_tariff() -> Weight {
		Weight::from_parts(900_000_000, 0)
	}
	fn replace_key() -> Weight {
		Weight::from_parts(900_000_000, 0)
	}
	fn revoke_evse() -> Weight {
		Weight::from_parts(900_000_000, 0)
	}
	fn register_credential() -> Weight {
		Weight::from_parts(900_000_000, 0)
	}
	fn set_limits() -> Weight {
		Weight::from_parts(900_000_000, 0)
	}
	fn revoke_credential() -> Weight {
		Weight::from_parts(900_000_000, 0)
	}
	fn prepay() -> Weight {
		Weight::from_parts(900_000_000, 0)
	}
	fn prepay_directly() -> Weight {
		Weight::from_parts(900_000_000, 0)
	}
	fn cancel() -> Weight {
		Weight::from_parts(900_000_000, 0)
	}
	fn report() -> Weight {
		Weight::from_parts(900_000_000, 0)
	}
	fn report_many(n: u32) -> Weight {
		Weight::from_parts(900_000_000, 0).saturating_mul(n.into())
	}
	fn settle_overdue() -> Weight {
		Weight::from_parts(900_000_000, 0)
	}
	fn pay_debt() -> Weight {
		Weight::from_parts(900_000_000, 0)
	}
	fn cover() -> Weight {
		Weight::from_parts(900_000_000, 0)
	}
	fn tick_base() -> Weight {
		Weight::from_parts(900_000_000, 0)
	}
	fn step_reschedule() -> Weight {
		Weight::from_parts(900_000_000, 0)
	}
	fn step_expire() -> Weight {
		Weight::from_parts(900_000_000, 0)
	}
	fn step_settle() -> Weight {
		Weight::from_parts(900_000_000, 0)
	}
	fn step_prune() -> Weight {
		Weight::from_parts(900_000_000, 0)
	}
}
