//! What the calls of `frame_system` cost. Written by `scripts/weights`: do not edit by hand.
//!
//! Measured on 2026-11-22 with the SDK's benchmarks 64.0.0, 50 steps, 20
//! repeats, in wasm (Compiled), on: AMD EPYC.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens)]
#![allow(clippy::all)]

use core::marker::PhantomData;
use polkadot_sdk::{frame_support::{traits::Get, weights::Weight}, frame_system};

/// Weights of `frame_system` on this chain.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> frame_system::WeightInfo for WeightInfo<T> {
	/// `b` was measured from 0 to 1572864.
	fn remark(b: u32, ) -> Weight {
		// Proof size: measured 0 bytes, estimated 0 bytes.
		// Fastest run: 2_754 ns.
		Weight::from_parts(2_865_000, 0)
			.saturating_add(Weight::from_parts(346, 0).saturating_mul(b.into()))
	}

	/// `b` was measured from 0 to 1572864.
	fn remark_with_event(b: u32, ) -> Weight {
		// Proof size: measured 0 bytes, estimated 0 bytes.
		// Fastest run: 6_791 ns.
		Weight::from_parts(7_101_000, 0)
			.saturating_add(Weight::from_parts(1_252, 0).saturating_mul(b.into()))
	}

	// Storage: UNKNOWN KEY `0x3a686561707061676573` (r:0 w:1)
	// Proof: UNKNOWN KEY `0x3a686561707061676573` (r:0 w:1)
	fn set_heap_pages() -> Weight {
		// Proof size: measured 0 bytes, estimated 0 bytes.
		// Fastest run: 4_988 ns.
		Weight::from_parts(5_588_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Migrations::Cursor` (r:1 w:0)
	// Proof: `Migrations::Cursor` (`max_values`: Some(1), `max_size`: Some(65550), added: 66045, mode: `MaxEncodedLen`)
	// Storage: UNKNOWN KEY `0x3a636f6465` (r:0 w:1)
	// Proof: UNKNOWN KEY `0x3a636f6465` (r:0 w:1)
	fn set_code() -> Weight {
		// Proof size: measured 6 bytes, estimated 67035 bytes.
		// Fastest run: 124_815_879 ns.
		Weight::from_parts(136_173_595_000, 67035)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Skipped::Metadata` (r:0 w:0)
	// Proof: `Skipped::Metadata` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// `i` was measured from 0 to 1000.
	fn set_storage(i: u32, ) -> Weight {
		// Proof size: measured 0 bytes, estimated 0 bytes.
		// Fastest run: 3_014 ns.
		Weight::from_parts(3_144_000, 0)
			.saturating_add(Weight::from_parts(1_026_766, 0).saturating_mul(i.into()))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(i.into())))
	}

	// Storage: `Skipped::Metadata` (r:0 w:0)
	// Proof: `Skipped::Metadata` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// `i` was measured from 0 to 1000.
	fn kill_storage(i: u32, ) -> Weight {
		// Proof size: measured 0 bytes, estimated 0 bytes.
		// Fastest run: 2_894 ns.
		Weight::from_parts(3_064_000, 0)
			.saturating_add(Weight::from_parts(706_730, 0).saturating_mul(i.into()))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(i.into())))
	}

	// Storage: `Skipped::Metadata` (r:0 w:0)
	// Proof: `Skipped::Metadata` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// `p` was measured from 0 to 1000.
	fn kill_prefix(p: u32, ) -> Weight {
		// Proof size: measured 58 + p * 69 bytes, estimated 60 + p * 70 bytes.
		// Fastest run: 5_478 ns.
		Weight::from_parts(5_719_000, 60)
			.saturating_add(Weight::from_parts(2_866_924, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(p.into())))
			.saturating_add(Weight::from_parts(0, 70).saturating_mul(p.into()))
	}

	// Storage: `System::AuthorizedUpgrade` (r:0 w:1)
	// Proof: `System::AuthorizedUpgrade` (`max_values`: Some(1), `max_size`: Some(33), added: 528, mode: `MaxEncodedLen`)
	fn authorize_upgrade() -> Weight {
		// Proof size: measured 0 bytes, estimated 0 bytes.
		// Fastest run: 17_225 ns.
		Weight::from_parts(33_881_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `System::AuthorizedUpgrade` (r:1 w:1)
	// Proof: `System::AuthorizedUpgrade` (`max_values`: Some(1), `max_size`: Some(33), added: 528, mode: `MaxEncodedLen`)
	// Storage: `Migrations::Cursor` (r:1 w:0)
	// Proof: `Migrations::Cursor` (`max_values`: Some(1), `max_size`: Some(65550), added: 66045, mode: `MaxEncodedLen`)
	// Storage: UNKNOWN KEY `0x3a636f6465` (r:0 w:1)
	// Proof: UNKNOWN KEY `0x3a636f6465` (r:0 w:1)
	fn apply_authorized_upgrade() -> Weight {
		// Proof size: measured 28 bytes, estimated 67035 bytes.
		// Fastest run: 193_272_727 ns.
		Weight::from_parts(398_557_024_000, 67035)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

}
