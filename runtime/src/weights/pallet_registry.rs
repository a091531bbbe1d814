//! What the calls of `pallet_registry` cost. Written by `scripts/weights`: do not edit by hand.
//!
//! Measured on 2026-11-22 with the SDK's benchmarks 64.0.0, 50 steps, 20
//! repeats, in wasm (Compiled), on: AMD EPYC.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens)]
#![allow(clippy::all)]

use core::marker::PhantomData;
use polkadot_sdk::{frame_support::{traits::Get, weights::Weight}, frame_system};

/// Weights of `pallet_registry` on this chain.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_registry::WeightInfo for WeightInfo<T> {
	// Storage: `Registry::Zones` (r:1 w:1)
	// Proof: `Registry::Zones` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	// Storage: `Registry::CounterForZones` (r:1 w:1)
	// Proof: `Registry::CounterForZones` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn create_zone() -> Weight {
		// Proof size: measured 244 bytes, estimated 3541 bytes.
		// Fastest run: 16_885 ns.
		Weight::from_parts(18_157_000, 3541)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// Storage: `Registry::Participants` (r:1 w:1)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Registry::Devices` (r:1 w:0)
	// Proof: `Registry::Devices` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `Registry::Members` (r:1 w:1)
	// Proof: `Registry::Members` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	// Storage: `Registry::Zones` (r:1 w:0)
	// Proof: `Registry::Zones` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn register() -> Weight {
		// Proof size: measured 584 bytes, estimated 3593 bytes.
		// Fastest run: 30_886 ns.
		Weight::from_parts(33_059_000, 3593)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	// Storage: `Registry::Participants` (r:1 w:1)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	fn grant_role() -> Weight {
		// Proof size: measured 424 bytes, estimated 3526 bytes.
		// Fastest run: 14_632 ns.
		Weight::from_parts(16_044_000, 3526)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Registry::Participants` (r:1 w:1)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	fn revoke_role() -> Weight {
		// Proof size: measured 424 bytes, estimated 3526 bytes.
		// Fastest run: 14_452 ns.
		Weight::from_parts(15_903_000, 3526)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Registry::Participants` (r:1 w:1)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	fn grant_permission() -> Weight {
		// Proof size: measured 424 bytes, estimated 3526 bytes.
		// Fastest run: 14_792 ns.
		Weight::from_parts(15_993_000, 3526)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Registry::Participants` (r:1 w:1)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	fn revoke_permission() -> Weight {
		// Proof size: measured 424 bytes, estimated 3526 bytes.
		// Fastest run: 14_642 ns.
		Weight::from_parts(15_833_000, 3526)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Registry::Zones` (r:1 w:0)
	// Proof: `Registry::Zones` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	// Storage: `Registry::Participants` (r:1 w:1)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	fn move_to_zone() -> Weight {
		// Proof size: measured 515 bytes, estimated 3541 bytes.
		// Fastest run: 18_367 ns.
		Weight::from_parts(19_829_000, 3541)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `Registry::Quotas` (r:0 w:1)
	// Proof: `Registry::Quotas` (`max_values`: None, `max_size`: Some(65), added: 2540, mode: `MaxEncodedLen`)
	fn set_quota() -> Weight {
		// Proof size: measured 430 bytes, estimated 3526 bytes.
		// Fastest run: 17_346 ns.
		Weight::from_parts(18_938_000, 3526)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Registry::Participants` (r:2 w:1)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Registry::Devices` (r:1 w:1)
	// Proof: `Registry::Devices` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn add_device() -> Weight {
		// Proof size: measured 424 bytes, estimated 6062 bytes.
		// Fastest run: 26_309 ns.
		Weight::from_parts(27_841_000, 6062)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	// Storage: `Registry::Devices` (r:1 w:1)
	// Proof: `Registry::Devices` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `Registry::Participants` (r:1 w:1)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn remove_device() -> Weight {
		// Proof size: measured 632 bytes, estimated 3593 bytes.
		// Fastest run: 29_714 ns.
		Weight::from_parts(31_908_000, 3593)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	// Storage: `Registry::Participants` (r:2 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Registry::Devices` (r:1 w:0)
	// Proof: `Registry::Devices` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `Registry::Quotas` (r:1 w:1)
	// Proof: `Registry::Quotas` (`max_values`: None, `max_size`: Some(65), added: 2540, mode: `MaxEncodedLen`)
	fn check_participant() -> Weight {
		// Proof size: measured 830 bytes, estimated 6062 bytes.
		// Fastest run: 41_481 ns.
		Weight::from_parts(43_815_000, 6062)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(2))
	}

}
