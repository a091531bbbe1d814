//! What the calls of `pallet_ecoin` cost. Written by `scripts/weights`: do not edit by hand.
//!
//! Measured on 2026-11-22 with the SDK's benchmarks 64.0.0, 50 steps, 20
//! repeats, in wasm (Compiled), on: AMD EPYC.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens)]
#![allow(clippy::all)]

use core::marker::PhantomData;
use polkadot_sdk::{frame_support::{traits::Get, weights::Weight}, frame_system};

/// Weights of `pallet_ecoin` on this chain.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_ecoin::WeightInfo for WeightInfo<T> {
	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Ecoin::OpenCounts` (r:1 w:1)
	// Proof: `Ecoin::OpenCounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `Ecoin::Deposits` (r:1 w:1)
	// Proof: `Ecoin::Deposits` (`max_values`: None, `max_size`: Some(40), added: 2515, mode: `MaxEncodedLen`)
	// Storage: `Ecoin::NextRequestId` (r:1 w:1)
	// Proof: `Ecoin::NextRequestId` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `Ecoin::OpenRequests` (r:0 w:1)
	// Proof: `Ecoin::OpenRequests` (`max_values`: None, `max_size`: Some(131), added: 2606, mode: `MaxEncodedLen`)
	fn request_issue() -> Weight {
		// Proof size: measured 430 bytes, estimated 3526 bytes.
		// Fastest run: 25_799 ns.
		Weight::from_parts(27_411_000, 3526)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	// Storage: `Registry::Zones` (r:1 w:0)
	// Proof: `Registry::Zones` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	// Storage: `Registry::Participants` (r:2 w:1)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Registry::Devices` (r:1 w:0)
	// Proof: `Registry::Devices` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `Registry::Members` (r:1 w:1)
	// Proof: `Registry::Members` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:2 w:2)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Ecoin::OpenRequests` (r:1 w:1)
	// Proof: `Ecoin::OpenRequests` (`max_values`: None, `max_size`: Some(131), added: 2606, mode: `MaxEncodedLen`)
	// Storage: `Ecoin::OpenCounts` (r:1 w:1)
	// Proof: `Ecoin::OpenCounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	// Storage: `Assets::Account` (r:1 w:1)
	// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	fn approve_issue() -> Weight {
		// Proof size: measured 1299 bytes, estimated 6196 bytes.
		// Fastest run: 93_700 ns.
		Weight::from_parts(97_675_000, 6196)
			.saturating_add(T::DbWeight::get().reads(11))
			.saturating_add(T::DbWeight::get().writes(8))
	}

	// Storage: `Registry::Zones` (r:1 w:0)
	// Proof: `Registry::Zones` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	// Storage: `Registry::Participants` (r:1 w:1)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Registry::Devices` (r:1 w:0)
	// Proof: `Registry::Devices` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `Registry::Members` (r:1 w:1)
	// Proof: `Registry::Members` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Ecoin::OpenRequests` (r:1 w:1)
	// Proof: `Ecoin::OpenRequests` (`max_values`: None, `max_size`: Some(131), added: 2606, mode: `MaxEncodedLen`)
	// Storage: `Ecoin::OpenCounts` (r:1 w:1)
	// Proof: `Ecoin::OpenCounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `Ecoin::Deposits` (r:0 w:1)
	// Proof: `Ecoin::Deposits` (`max_values`: None, `max_size`: Some(40), added: 2515, mode: `MaxEncodedLen`)
	fn reject_issue() -> Weight {
		// Proof size: measured 847 bytes, estimated 3596 bytes.
		// Fastest run: 60_280 ns.
		Weight::from_parts(64_856_000, 3596)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(6))
	}

	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Ecoin::OpenCounts` (r:1 w:1)
	// Proof: `Ecoin::OpenCounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	// Storage: `Assets::Account` (r:1 w:1)
	// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::Holds` (r:1 w:1)
	// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(195), added: 2670, mode: `MaxEncodedLen`)
	// Storage: `Ecoin::NextRequestId` (r:1 w:1)
	// Proof: `Ecoin::NextRequestId` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `Ecoin::OpenRequests` (r:0 w:1)
	// Proof: `Ecoin::OpenRequests` (`max_values`: None, `max_size`: Some(131), added: 2606, mode: `MaxEncodedLen`)
	fn request_redemption() -> Weight {
		// Proof size: measured 821 bytes, estimated 3675 bytes.
		// Fastest run: 95_372 ns.
		Weight::from_parts(101_601_000, 3675)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(7))
	}

	// Storage: `Registry::Zones` (r:1 w:0)
	// Proof: `Registry::Zones` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	// Storage: `Registry::Participants` (r:1 w:1)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Registry::Devices` (r:1 w:0)
	// Proof: `Registry::Devices` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `Registry::Members` (r:1 w:1)
	// Proof: `Registry::Members` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Ecoin::OpenRequests` (r:1 w:1)
	// Proof: `Ecoin::OpenRequests` (`max_values`: None, `max_size`: Some(131), added: 2606, mode: `MaxEncodedLen`)
	// Storage: `Ecoin::OpenCounts` (r:1 w:1)
	// Proof: `Ecoin::OpenCounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::Holds` (r:1 w:1)
	// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(195), added: 2670, mode: `MaxEncodedLen`)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	fn approve_redemption() -> Weight {
		// Proof size: measured 1313 bytes, estimated 3675 bytes.
		// Fastest run: 91_126 ns.
		Weight::from_parts(95_632_000, 3675)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(8))
	}

	// Storage: `Registry::Zones` (r:1 w:0)
	// Proof: `Registry::Zones` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	// Storage: `Registry::Participants` (r:1 w:1)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Registry::Devices` (r:1 w:0)
	// Proof: `Registry::Devices` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `Registry::Members` (r:1 w:1)
	// Proof: `Registry::Members` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Ecoin::OpenRequests` (r:1 w:1)
	// Proof: `Ecoin::OpenRequests` (`max_values`: None, `max_size`: Some(131), added: 2606, mode: `MaxEncodedLen`)
	// Storage: `Ecoin::OpenCounts` (r:1 w:1)
	// Proof: `Ecoin::OpenCounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	// Storage: `Assets::Account` (r:1 w:1)
	// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::Holds` (r:1 w:1)
	// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(195), added: 2670, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	fn reject_redemption() -> Weight {
		// Proof size: measured 1424 bytes, estimated 3675 bytes.
		// Fastest run: 102_042 ns.
		Weight::from_parts(105_988_000, 3675)
			.saturating_add(T::DbWeight::get().reads(11))
			.saturating_add(T::DbWeight::get().writes(9))
	}

	// Storage: `Registry::Zones` (r:1 w:0)
	// Proof: `Registry::Zones` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Ecoin::OpenRequests` (r:1 w:1)
	// Proof: `Ecoin::OpenRequests` (`max_values`: None, `max_size`: Some(131), added: 2606, mode: `MaxEncodedLen`)
	// Storage: `Ecoin::OpenCounts` (r:1 w:1)
	// Proof: `Ecoin::OpenCounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	// Storage: `Assets::Account` (r:1 w:1)
	// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::Holds` (r:1 w:1)
	// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(195), added: 2670, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	fn withdraw_request() -> Weight {
		// Proof size: measured 1337 bytes, estimated 3675 bytes.
		// Fastest run: 76_013 ns.
		Weight::from_parts(78_968_000, 3675)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(6))
	}

}
