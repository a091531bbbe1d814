//! What the calls of `pallet_sites` cost. Written by `scripts/weights`: do not edit by hand.
//!
//! Measured on 2026-11-22 with the SDK's benchmarks 64.0.0, 50 steps, 20
//! repeats, in wasm (Compiled), on: AMD EPYC.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens)]
#![allow(clippy::all)]

use core::marker::PhantomData;
use polkadot_sdk::{frame_support::{traits::Get, weights::Weight}, frame_system};

/// Weights of `pallet_sites` on this chain.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_sites::WeightInfo for WeightInfo<T> {
	// Storage: `Session::NextKeys` (r:1 w:0)
	// Proof: `Session::NextKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	// Storage: `Sites::Authorities` (r:1 w:1)
	// Proof: `Sites::Authorities` (`max_values`: Some(1), `max_size`: Some(1025), added: 1520, mode: `MaxEncodedLen`)
	// Storage: `Sites::SetChanged` (r:0 w:1)
	// Proof: `Sites::SetChanged` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	// Storage: `Sites::RotationsDue` (r:0 w:1)
	// Proof: `Sites::RotationsDue` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	fn add_authority() -> Weight {
		// Proof size: measured 1791 bytes, estimated 5256 bytes.
		// Fastest run: 27_691 ns.
		Weight::from_parts(43_224_000, 5256)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	// Storage: `Sites::Authorities` (r:1 w:1)
	// Proof: `Sites::Authorities` (`max_values`: Some(1), `max_size`: Some(1025), added: 1520, mode: `MaxEncodedLen`)
	// Storage: `Sites::SetChanged` (r:0 w:1)
	// Proof: `Sites::SetChanged` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	// Storage: `Sites::RotationsDue` (r:0 w:1)
	// Proof: `Sites::RotationsDue` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	fn remove_authority() -> Weight {
		// Proof size: measured 1118 bytes, estimated 2510 bytes.
		// Fastest run: 20_791 ns.
		Weight::from_parts(30_816_000, 2510)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	// Storage: `Sites::ConnectPermissions` (r:1 w:1)
	// Proof: `Sites::ConnectPermissions` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	// Storage: `Sites::CounterForConnectPermissions` (r:1 w:1)
	// Proof: `Sites::CounterForConnectPermissions` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn grant_connect() -> Weight {
		// Proof size: measured 299 bytes, estimated 3534 bytes.
		// Fastest run: 18_828 ns.
		Weight::from_parts(20_140_000, 3534)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// Storage: `Sites::ConnectPermissions` (r:1 w:1)
	// Proof: `Sites::ConnectPermissions` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	// Storage: `Sites::CounterForConnectPermissions` (r:1 w:1)
	// Proof: `Sites::CounterForConnectPermissions` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn revoke_connect() -> Weight {
		// Proof size: measured 336 bytes, estimated 3534 bytes.
		// Fastest run: 16_083 ns.
		Weight::from_parts(17_156_000, 3534)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// Storage: `System::AuthorizedUpgrade` (r:0 w:1)
	// Proof: `System::AuthorizedUpgrade` (`max_values`: Some(1), `max_size`: Some(33), added: 528, mode: `MaxEncodedLen`)
	fn authorize_upgrade() -> Weight {
		// Proof size: measured 0 bytes, estimated 0 bytes.
		// Fastest run: 6_830 ns.
		Weight::from_parts(7_391_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Session::CurrentIndex` (r:1 w:0)
	// Proof: `Session::CurrentIndex` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	// Storage: `Session::Validators` (r:1 w:0)
	// Proof: `Session::Validators` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	// Storage: `Session::NextKeys` (r:32 w:0)
	// Proof: `Session::NextKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	// Storage: `Offences::ConcurrentReportsIndex` (r:1 w:1)
	// Proof: `Offences::ConcurrentReportsIndex` (`max_values`: None, `max_size`: None, mode: `Measured`)
	// Storage: `Offences::Reports` (r:1 w:1)
	// Proof: `Offences::Reports` (`max_values`: None, `max_size`: None, mode: `Measured`)
	// Storage: `Sites::Authorities` (r:1 w:1)
	// Proof: `Sites::Authorities` (`max_values`: Some(1), `max_size`: Some(1025), added: 1520, mode: `MaxEncodedLen`)
	// Storage: `Sites::SetChanged` (r:0 w:1)
	// Proof: `Sites::SetChanged` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	// Storage: `Sites::RotationsDue` (r:0 w:1)
	// Proof: `Sites::RotationsDue` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	fn report_aura_equivocation() -> Weight {
		// Proof size: measured 6566 bytes, estimated 86756 bytes.
		// Fastest run: 568_626 ns.
		Weight::from_parts(587_785_000, 86756)
			.saturating_add(T::DbWeight::get().reads(37))
			.saturating_add(T::DbWeight::get().writes(5))
	}

}
