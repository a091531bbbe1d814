//! What the calls of `pallet_metering` cost. Written by `scripts/weights`: do not edit by hand.
//!
//! Measured on 2026-11-22 with the SDK's benchmarks 64.0.0, 50 steps, 20
//! repeats, in wasm (Compiled), on: AMD EPYC.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens)]
#![allow(clippy::all)]

use core::marker::PhantomData;
use polkadot_sdk::{frame_support::{traits::Get, weights::Weight}, frame_system};

/// Weights of `pallet_metering` on this chain.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_metering::WeightInfo for WeightInfo<T> {
	// Storage: `Registry::Participants` (r:2 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Registry::Zones` (r:1 w:0)
	// Proof: `Registry::Zones` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `Metering::Points` (r:1 w:1)
	// Proof: `Metering::Points` (`max_values`: None, `max_size`: Some(197), added: 2672, mode: `MaxEncodedLen`)
	// Storage: `Metering::PointsOf` (r:1 w:1)
	// Proof: `Metering::PointsOf` (`max_values`: None, `max_size`: Some(177), added: 2652, mode: `MaxEncodedLen`)
	// Storage: `Metering::DayReadings` (r:1 w:1)
	// Proof: `Metering::DayReadings` (`max_values`: None, `max_size`: Some(6571), added: 9046, mode: `MaxEncodedLen`)
	fn register_point() -> Weight {
		// Proof size: measured 770 bytes, estimated 10036 bytes.
		// Fastest run: 45_248 ns.
		Weight::from_parts(49_434_000, 10036)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Metering::Points` (r:1 w:1)
	// Proof: `Metering::Points` (`max_values`: None, `max_size`: Some(197), added: 2672, mode: `MaxEncodedLen`)
	fn replace_meter() -> Weight {
		// Proof size: measured 699 bytes, estimated 3662 bytes.
		// Fastest run: 25_628 ns.
		Weight::from_parts(28_943_000, 3662)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Metering::Points` (r:1 w:1)
	// Proof: `Metering::Points` (`max_values`: None, `max_size`: Some(197), added: 2672, mode: `MaxEncodedLen`)
	// Storage: `System::BlockHash` (r:1 w:0)
	// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn rotate_key() -> Weight {
		// Proof size: measured 753 bytes, estimated 3662 bytes.
		// Fastest run: 73_760 ns.
		Weight::from_parts(78_637_000, 3662)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Metering::Points` (r:1 w:1)
	// Proof: `Metering::Points` (`max_values`: None, `max_size`: Some(197), added: 2672, mode: `MaxEncodedLen`)
	fn retire_point() -> Weight {
		// Proof size: measured 699 bytes, estimated 3662 bytes.
		// Fastest run: 24_106 ns.
		Weight::from_parts(25_978_000, 3662)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Registry::Participants` (r:2 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `System::BlockHash` (r:1 w:0)
	// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	// Storage: `Metering::Points` (r:1 w:1)
	// Proof: `Metering::Points` (`max_values`: None, `max_size`: Some(197), added: 2672, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `Metering::DayReadings` (r:5 w:5)
	// Proof: `Metering::DayReadings` (`max_values`: None, `max_size`: Some(6571), added: 9046, mode: `MaxEncodedLen`)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	// Storage: `Assets::Metadata` (r:1 w:1)
	// Proof: `Assets::Metadata` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	// Storage: `Assets::Account` (r:1 w:1)
	// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Metering::IssuedInMonth` (r:1 w:1)
	// Proof: `Metering::IssuedInMonth` (`max_values`: None, `max_size`: Some(20), added: 2495, mode: `MaxEncodedLen`)
	// Storage: `Metering::Issuances` (r:1 w:1)
	// Proof: `Metering::Issuances` (`max_values`: None, `max_size`: Some(78), added: 2553, mode: `MaxEncodedLen`)
	fn submit_reading() -> Weight {
		// Proof size: measured 27405 bytes, estimated 46220 bytes.
		// Fastest run: 262_972 ns.
		Weight::from_parts(269_341_000, 46220)
			.saturating_add(T::DbWeight::get().reads(16))
			.saturating_add(T::DbWeight::get().writes(12))
	}

	// Storage: `Registry::Participants` (r:101 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `System::BlockHash` (r:1 w:0)
	// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	// Storage: `Metering::Points` (r:100 w:100)
	// Proof: `Metering::Points` (`max_values`: None, `max_size`: Some(197), added: 2672, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `Metering::DayReadings` (r:500 w:500)
	// Proof: `Metering::DayReadings` (`max_values`: None, `max_size`: Some(6571), added: 9046, mode: `MaxEncodedLen`)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	// Storage: `Assets::Metadata` (r:1 w:1)
	// Proof: `Assets::Metadata` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	// Storage: `Assets::Account` (r:100 w:100)
	// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:100 w:100)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Metering::IssuedInMonth` (r:1 w:1)
	// Proof: `Metering::IssuedInMonth` (`max_values`: None, `max_size`: Some(20), added: 2495, mode: `MaxEncodedLen`)
	// Storage: `Metering::Issuances` (r:100 w:100)
	// Proof: `Metering::Issuances` (`max_values`: None, `max_size`: Some(78), added: 2553, mode: `MaxEncodedLen`)
	/// `n` was measured from 1 to 100.
	fn submit_readings(n: u32, ) -> Weight {
		// Proof size: measured 26739 + n * 483 bytes, estimated 3675 + n * 45230 bytes.
		// Fastest run: 264_463 ns.
		Weight::from_parts(269_040_000, 3675)
			.saturating_add(Weight::from_parts(210_831_302, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().reads((10_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(3))
			.saturating_add(T::DbWeight::get().writes((9_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 45230).saturating_mul(n.into()))
	}

	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Metering::Points` (r:1 w:1)
	// Proof: `Metering::Points` (`max_values`: None, `max_size`: Some(197), added: 2672, mode: `MaxEncodedLen`)
	// Storage: `Metering::DayReadings` (r:35 w:5)
	// Proof: `Metering::DayReadings` (`max_values`: None, `max_size`: Some(6571), added: 9046, mode: `MaxEncodedLen`)
	fn open_interval() -> Weight {
		// Proof size: measured 217135 bytes, estimated 317600 bytes.
		// Fastest run: 636_537 ns.
		Weight::from_parts(695_625_000, 317600)
			.saturating_add(T::DbWeight::get().reads(37))
			.saturating_add(T::DbWeight::get().writes(6))
	}

}
