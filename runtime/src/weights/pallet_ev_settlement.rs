//! What the calls of `pallet_ev_settlement` cost. Written by `scripts/weights`: do not edit by hand.
//!
//! Measured on 2026-11-22 with the SDK's benchmarks 64.0.0, 50 steps, 20
//! repeats, in wasm (Compiled), on: AMD EPYC.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens)]
#![allow(clippy::all)]

use core::marker::PhantomData;
use polkadot_sdk::{frame_support::{traits::Get, weights::Weight}, frame_system};

/// Weights of `pallet_ev_settlement` on this chain.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_ev_settlement::WeightInfo for WeightInfo<T> {
	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::NextTariffId` (r:1 w:1)
	// Proof: `EvSettlement::NextTariffId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Tariffs` (r:0 w:1)
	// Proof: `EvSettlement::Tariffs` (`max_values`: None, `max_size`: Some(228), added: 2703, mode: `MaxEncodedLen`)
	fn register_tariff() -> Weight {
		// Proof size: measured 527 bytes, estimated 3526 bytes.
		// Fastest run: 19_699 ns.
		Weight::from_parts(21_032_000, 3526)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// Storage: `EvSettlement::Tariffs` (r:1 w:1)
	// Proof: `EvSettlement::Tariffs` (`max_values`: None, `max_size`: Some(228), added: 2703, mode: `MaxEncodedLen`)
	fn remove_tariff() -> Weight {
		// Proof size: measured 392 bytes, estimated 3693 bytes.
		// Fastest run: 13_970 ns.
		Weight::from_parts(15_022_000, 3693)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Evses` (r:1 w:1)
	// Proof: `EvSettlement::Evses` (`max_values`: None, `max_size`: Some(114), added: 2589, mode: `MaxEncodedLen`)
	// Storage: `Registry::Zones` (r:1 w:0)
	// Proof: `Registry::Zones` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Tariffs` (r:1 w:1)
	// Proof: `EvSettlement::Tariffs` (`max_values`: None, `max_size`: Some(228), added: 2703, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::EvsesOf` (r:0 w:1)
	// Proof: `EvSettlement::EvsesOf` (`max_values`: None, `max_size`: Some(72), added: 2547, mode: `MaxEncodedLen`)
	fn register_evse() -> Weight {
		// Proof size: measured 853 bytes, estimated 3693 bytes.
		// Fastest run: 33_780 ns.
		Weight::from_parts(37_856_000, 3693)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	// Storage: `EvSettlement::Evses` (r:1 w:1)
	// Proof: `EvSettlement::Evses` (`max_values`: None, `max_size`: Some(114), added: 2589, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Tariffs` (r:2 w:2)
	// Proof: `EvSettlement::Tariffs` (`max_values`: None, `max_size`: Some(228), added: 2703, mode: `MaxEncodedLen`)
	fn assign_tariff() -> Weight {
		// Proof size: measured 794 bytes, estimated 6396 bytes.
		// Fastest run: 27_981 ns.
		Weight::from_parts(30_896_000, 6396)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	// Storage: `EvSettlement::Evses` (r:1 w:1)
	// Proof: `EvSettlement::Evses` (`max_values`: None, `max_size`: Some(114), added: 2589, mode: `MaxEncodedLen`)
	fn replace_key() -> Weight {
		// Proof size: measured 266 bytes, estimated 3579 bytes.
		// Fastest run: 15_633 ns.
		Weight::from_parts(18_938_000, 3579)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `EvSettlement::Evses` (r:1 w:1)
	// Proof: `EvSettlement::Evses` (`max_values`: None, `max_size`: Some(114), added: 2589, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Tariffs` (r:1 w:1)
	// Proof: `EvSettlement::Tariffs` (`max_values`: None, `max_size`: Some(228), added: 2703, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Sessions` (r:1 w:1)
	// Proof: `EvSettlement::Sessions` (`max_values`: None, `max_size`: Some(502), added: 2977, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::Holds` (r:1 w:1)
	// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(249), added: 2724, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	// Storage: `Assets::Account` (r:2 w:2)
	// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Credentials` (r:1 w:1)
	// Proof: `EvSettlement::Credentials` (`max_values`: None, `max_size`: Some(154), added: 2629, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::OpenSessions` (r:1 w:1)
	// Proof: `EvSettlement::OpenSessions` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Revenue` (r:1 w:1)
	// Proof: `EvSettlement::Revenue` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	fn revoke_evse() -> Weight {
		// Proof size: measured 2442 bytes, estimated 6208 bytes.
		// Fastest run: 151_185 ns.
		Weight::from_parts(161_230_000, 6208)
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(12))
	}

	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Credentials` (r:16 w:1)
	// Proof: `EvSettlement::Credentials` (`max_values`: None, `max_size`: Some(154), added: 2629, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::CredentialsOf` (r:1 w:1)
	// Proof: `EvSettlement::CredentialsOf` (`max_values`: None, `max_size`: Some(561), added: 3036, mode: `MaxEncodedLen`)
	// Storage: `System::BlockHash` (r:1 w:0)
	// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn register_credential() -> Weight {
		// Proof size: measured 2517 bytes, estimated 43054 bytes.
		// Fastest run: 171_816 ns.
		Weight::from_parts(180_037_000, 43054)
			.saturating_add(T::DbWeight::get().reads(19))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// Storage: `EvSettlement::Credentials` (r:1 w:1)
	// Proof: `EvSettlement::Credentials` (`max_values`: None, `max_size`: Some(154), added: 2629, mode: `MaxEncodedLen`)
	fn set_limits() -> Weight {
		// Proof size: measured 276 bytes, estimated 3619 bytes.
		// Fastest run: 16_956 ns.
		Weight::from_parts(21_342_000, 3619)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `EvSettlement::Credentials` (r:1 w:1)
	// Proof: `EvSettlement::Credentials` (`max_values`: None, `max_size`: Some(154), added: 2629, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::CredentialsOf` (r:1 w:1)
	// Proof: `EvSettlement::CredentialsOf` (`max_values`: None, `max_size`: Some(561), added: 3036, mode: `MaxEncodedLen`)
	fn revoke_credential() -> Weight {
		// Proof size: measured 1228 bytes, estimated 4026 bytes.
		// Fastest run: 51_767 ns.
		Weight::from_parts(54_851_000, 4026)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// Storage: `Registry::Participants` (r:2 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Credentials` (r:1 w:1)
	// Proof: `EvSettlement::Credentials` (`max_values`: None, `max_size`: Some(154), added: 2629, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `System::BlockHash` (r:1 w:0)
	// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Evses` (r:1 w:1)
	// Proof: `EvSettlement::Evses` (`max_values`: None, `max_size`: Some(114), added: 2589, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Debts` (r:1 w:0)
	// Proof: `EvSettlement::Debts` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::NextSessionId` (r:1 w:1)
	// Proof: `EvSettlement::NextSessionId` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::OpenSessions` (r:1 w:1)
	// Proof: `EvSettlement::OpenSessions` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	// Storage: `Assets::Account` (r:1 w:1)
	// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::Holds` (r:1 w:1)
	// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(249), added: 2724, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Tariffs` (r:1 w:1)
	// Proof: `EvSettlement::Tariffs` (`max_values`: None, `max_size`: Some(228), added: 2703, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Sessions` (r:0 w:1)
	// Proof: `EvSettlement::Sessions` (`max_values`: None, `max_size`: Some(502), added: 2977, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::SessionsOfMember` (r:0 w:1)
	// Proof: `EvSettlement::SessionsOfMember` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Deadlines` (r:0 w:1)
	// Proof: `EvSettlement::Deadlines` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::SessionsOfOperator` (r:0 w:1)
	// Proof: `EvSettlement::SessionsOfOperator` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn prepay() -> Weight {
		// Proof size: measured 2365 bytes, estimated 6062 bytes.
		// Fastest run: 207_368 ns.
		Weight::from_parts(223_042_000, 6062)
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(13))
	}

	// Storage: `Registry::Participants` (r:2 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Evses` (r:1 w:1)
	// Proof: `EvSettlement::Evses` (`max_values`: None, `max_size`: Some(114), added: 2589, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Debts` (r:1 w:0)
	// Proof: `EvSettlement::Debts` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::NextSessionId` (r:1 w:1)
	// Proof: `EvSettlement::NextSessionId` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::OpenSessions` (r:1 w:1)
	// Proof: `EvSettlement::OpenSessions` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	// Storage: `Assets::Account` (r:1 w:1)
	// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::Holds` (r:1 w:1)
	// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(249), added: 2724, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Tariffs` (r:1 w:1)
	// Proof: `EvSettlement::Tariffs` (`max_values`: None, `max_size`: Some(228), added: 2703, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Sessions` (r:0 w:1)
	// Proof: `EvSettlement::Sessions` (`max_values`: None, `max_size`: Some(502), added: 2977, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::SessionsOfMember` (r:0 w:1)
	// Proof: `EvSettlement::SessionsOfMember` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Deadlines` (r:0 w:1)
	// Proof: `EvSettlement::Deadlines` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::SessionsOfOperator` (r:0 w:1)
	// Proof: `EvSettlement::SessionsOfOperator` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn prepay_directly() -> Weight {
		// Proof size: measured 2134 bytes, estimated 6062 bytes.
		// Fastest run: 141_751 ns.
		Weight::from_parts(146_478_000, 6062)
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().writes(12))
	}

	// Storage: `EvSettlement::Sessions` (r:1 w:1)
	// Proof: `EvSettlement::Sessions` (`max_values`: None, `max_size`: Some(502), added: 2977, mode: `MaxEncodedLen`)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	// Storage: `Assets::Account` (r:1 w:1)
	// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::Holds` (r:1 w:1)
	// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(249), added: 2724, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Credentials` (r:1 w:1)
	// Proof: `EvSettlement::Credentials` (`max_values`: None, `max_size`: Some(154), added: 2629, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Evses` (r:1 w:1)
	// Proof: `EvSettlement::Evses` (`max_values`: None, `max_size`: Some(114), added: 2589, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::OpenSessions` (r:1 w:1)
	// Proof: `EvSettlement::OpenSessions` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	fn cancel() -> Weight {
		// Proof size: measured 1746 bytes, estimated 3967 bytes.
		// Fastest run: 85_978 ns.
		Weight::from_parts(91_186_000, 3967)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(8))
	}

	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Sessions` (r:1 w:1)
	// Proof: `EvSettlement::Sessions` (`max_values`: None, `max_size`: Some(502), added: 2977, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Evses` (r:1 w:1)
	// Proof: `EvSettlement::Evses` (`max_values`: None, `max_size`: Some(114), added: 2589, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Tariffs` (r:1 w:0)
	// Proof: `EvSettlement::Tariffs` (`max_values`: None, `max_size`: Some(228), added: 2703, mode: `MaxEncodedLen`)
	// Storage: `System::BlockHash` (r:1 w:0)
	// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::Holds` (r:1 w:1)
	// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(249), added: 2724, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	// Storage: `Assets::Account` (r:2 w:2)
	// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Credentials` (r:1 w:1)
	// Proof: `EvSettlement::Credentials` (`max_values`: None, `max_size`: Some(154), added: 2629, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::OpenSessions` (r:1 w:1)
	// Proof: `EvSettlement::OpenSessions` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Revenue` (r:1 w:1)
	// Proof: `EvSettlement::Revenue` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	fn report() -> Weight {
		// Proof size: measured 2847 bytes, estimated 6208 bytes.
		// Fastest run: 216_192 ns.
		Weight::from_parts(224_794_000, 6208)
			.saturating_add(T::DbWeight::get().reads(15))
			.saturating_add(T::DbWeight::get().writes(11))
	}

	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Sessions` (r:1 w:1)
	// Proof: `EvSettlement::Sessions` (`max_values`: None, `max_size`: Some(502), added: 2977, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Evses` (r:1 w:1)
	// Proof: `EvSettlement::Evses` (`max_values`: None, `max_size`: Some(114), added: 2589, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Tariffs` (r:1 w:0)
	// Proof: `EvSettlement::Tariffs` (`max_values`: None, `max_size`: Some(228), added: 2703, mode: `MaxEncodedLen`)
	// Storage: `System::BlockHash` (r:1 w:0)
	// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::Holds` (r:1 w:1)
	// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(249), added: 2724, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	// Storage: `Assets::Account` (r:1 w:1)
	// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Credentials` (r:1 w:1)
	// Proof: `EvSettlement::Credentials` (`max_values`: None, `max_size`: Some(154), added: 2629, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::OpenSessions` (r:1 w:1)
	// Proof: `EvSettlement::OpenSessions` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Debts` (r:1 w:1)
	// Proof: `EvSettlement::Debts` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Revenue` (r:1 w:1)
	// Proof: `EvSettlement::Revenue` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	fn report_owing() -> Weight {
		// Proof size: measured 2847 bytes, estimated 3967 bytes.
		// Fastest run: 189_582 ns.
		Weight::from_parts(198_936_000, 3967)
			.saturating_add(T::DbWeight::get().reads(15))
			.saturating_add(T::DbWeight::get().writes(11))
	}

	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Sessions` (r:1 w:1)
	// Proof: `EvSettlement::Sessions` (`max_values`: None, `max_size`: Some(502), added: 2977, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Evses` (r:1 w:0)
	// Proof: `EvSettlement::Evses` (`max_values`: None, `max_size`: Some(114), added: 2589, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Tariffs` (r:1 w:0)
	// Proof: `EvSettlement::Tariffs` (`max_values`: None, `max_size`: Some(228), added: 2703, mode: `MaxEncodedLen`)
	// Storage: `System::BlockHash` (r:1 w:0)
	// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn report_metered() -> Weight {
		// Proof size: measured 1934 bytes, estimated 3967 bytes.
		// Fastest run: 100_399 ns.
		Weight::from_parts(106_628_000, 3967)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Sessions` (r:50 w:50)
	// Proof: `EvSettlement::Sessions` (`max_values`: None, `max_size`: Some(502), added: 2977, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Evses` (r:50 w:50)
	// Proof: `EvSettlement::Evses` (`max_values`: None, `max_size`: Some(114), added: 2589, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Tariffs` (r:50 w:0)
	// Proof: `EvSettlement::Tariffs` (`max_values`: None, `max_size`: Some(228), added: 2703, mode: `MaxEncodedLen`)
	// Storage: `System::BlockHash` (r:1 w:0)
	// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::Holds` (r:50 w:50)
	// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(249), added: 2724, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::BalancesOnHold` (r:50 w:50)
	// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	// Storage: `Assets::Account` (r:100 w:100)
	// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:50 w:50)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Credentials` (r:50 w:50)
	// Proof: `EvSettlement::Credentials` (`max_values`: None, `max_size`: Some(154), added: 2629, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::OpenSessions` (r:50 w:50)
	// Proof: `EvSettlement::OpenSessions` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Revenue` (r:50 w:50)
	// Proof: `EvSettlement::Revenue` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// `n` was measured from 1 to 50.
	fn report_many(n: u32, ) -> Weight {
		// Proof size: measured 922 + n * 1572 bytes, estimated 3675 + n * 5218 bytes.
		// Fastest run: 226_276 ns.
		Weight::from_parts(229_181_000, 3675)
			.saturating_add(Weight::from_parts(196_157_973, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().reads((11_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(T::DbWeight::get().writes((10_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 5218).saturating_mul(n.into()))
	}

	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Sessions` (r:1 w:1)
	// Proof: `EvSettlement::Sessions` (`max_values`: None, `max_size`: Some(502), added: 2977, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Tariffs` (r:1 w:0)
	// Proof: `EvSettlement::Tariffs` (`max_values`: None, `max_size`: Some(228), added: 2703, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::Holds` (r:1 w:1)
	// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(249), added: 2724, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	// Storage: `Assets::Account` (r:2 w:2)
	// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Evses` (r:1 w:1)
	// Proof: `EvSettlement::Evses` (`max_values`: None, `max_size`: Some(114), added: 2589, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::OpenSessions` (r:1 w:1)
	// Proof: `EvSettlement::OpenSessions` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Revenue` (r:1 w:1)
	// Proof: `EvSettlement::Revenue` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	fn settle_overdue() -> Weight {
		// Proof size: measured 2664 bytes, estimated 6208 bytes.
		// Fastest run: 148_501 ns.
		Weight::from_parts(159_888_000, 6208)
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(10))
	}

	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Sessions` (r:1 w:1)
	// Proof: `EvSettlement::Sessions` (`max_values`: None, `max_size`: Some(502), added: 2977, mode: `MaxEncodedLen`)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	// Storage: `Assets::Account` (r:2 w:2)
	// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:0)
	// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Debts` (r:1 w:1)
	// Proof: `EvSettlement::Debts` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Revenue` (r:1 w:1)
	// Proof: `EvSettlement::Revenue` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	fn pay_debt() -> Weight {
		// Proof size: measured 2188 bytes, estimated 6208 bytes.
		// Fastest run: 127_520 ns.
		Weight::from_parts(133_859_000, 6208)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(6))
	}

	// Storage: `EvSettlement::Sessions` (r:1 w:1)
	// Proof: `EvSettlement::Sessions` (`max_values`: None, `max_size`: Some(502), added: 2977, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Debts` (r:1 w:1)
	// Proof: `EvSettlement::Debts` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	fn forgive_debt() -> Weight {
		// Proof size: measured 968 bytes, estimated 3967 bytes.
		// Fastest run: 30_595 ns.
		Weight::from_parts(35_222_000, 3967)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// Storage: `EvSettlement::Sessions` (r:1 w:1)
	// Proof: `EvSettlement::Sessions` (`max_values`: None, `max_size`: Some(502), added: 2977, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	// Storage: `Assets::Account` (r:1 w:1)
	// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::Holds` (r:1 w:1)
	// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(249), added: 2724, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Covered` (r:1 w:1)
	// Proof: `EvSettlement::Covered` (`max_values`: None, `max_size`: Some(68), added: 2543, mode: `MaxEncodedLen`)
	fn cover() -> Weight {
		// Proof size: measured 2173 bytes, estimated 3967 bytes.
		// Fastest run: 131_215 ns.
		Weight::from_parts(143_193_000, 3967)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(7))
	}

	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Deadlines` (r:1 w:0)
	// Proof: `EvSettlement::Deadlines` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	fn tick_base() -> Weight {
		// Proof size: measured 418 bytes, estimated 3481 bytes.
		// Fastest run: 10_956 ns.
		Weight::from_parts(12_579_000, 3481)
			.saturating_add(T::DbWeight::get().reads(2))
	}

	// Storage: `EvSettlement::Deadlines` (r:1 w:2)
	// Proof: `EvSettlement::Deadlines` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Sessions` (r:1 w:0)
	// Proof: `EvSettlement::Sessions` (`max_values`: None, `max_size`: Some(502), added: 2977, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn step_reschedule() -> Weight {
		// Proof size: measured 894 bytes, estimated 3967 bytes.
		// Fastest run: 19_529 ns.
		Weight::from_parts(21_983_000, 3967)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// Storage: `EvSettlement::Deadlines` (r:1 w:2)
	// Proof: `EvSettlement::Deadlines` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Sessions` (r:1 w:1)
	// Proof: `EvSettlement::Sessions` (`max_values`: None, `max_size`: Some(502), added: 2977, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	// Storage: `Assets::Account` (r:1 w:1)
	// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::Holds` (r:1 w:1)
	// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(249), added: 2724, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Credentials` (r:1 w:1)
	// Proof: `EvSettlement::Credentials` (`max_values`: None, `max_size`: Some(154), added: 2629, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Evses` (r:1 w:1)
	// Proof: `EvSettlement::Evses` (`max_values`: None, `max_size`: Some(114), added: 2589, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::OpenSessions` (r:1 w:1)
	// Proof: `EvSettlement::OpenSessions` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	fn step_expire() -> Weight {
		// Proof size: measured 1747 bytes, estimated 3967 bytes.
		// Fastest run: 92_147 ns.
		Weight::from_parts(96_764_000, 3967)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(10))
	}

	// Storage: `EvSettlement::Deadlines` (r:1 w:2)
	// Proof: `EvSettlement::Deadlines` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Sessions` (r:1 w:1)
	// Proof: `EvSettlement::Sessions` (`max_values`: None, `max_size`: Some(502), added: 2977, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Tariffs` (r:1 w:0)
	// Proof: `EvSettlement::Tariffs` (`max_values`: None, `max_size`: Some(228), added: 2703, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::Holds` (r:1 w:1)
	// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(249), added: 2724, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	// Storage: `Assets::Account` (r:2 w:2)
	// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Evses` (r:1 w:1)
	// Proof: `EvSettlement::Evses` (`max_values`: None, `max_size`: Some(114), added: 2589, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::OpenSessions` (r:1 w:1)
	// Proof: `EvSettlement::OpenSessions` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Revenue` (r:1 w:1)
	// Proof: `EvSettlement::Revenue` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	fn step_settle() -> Weight {
		// Proof size: measured 2314 bytes, estimated 6208 bytes.
		// Fastest run: 146_017 ns.
		Weight::from_parts(153_468_000, 6208)
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(12))
	}

	// Storage: `EvSettlement::Deadlines` (r:1 w:1)
	// Proof: `EvSettlement::Deadlines` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Sessions` (r:1 w:1)
	// Proof: `EvSettlement::Sessions` (`max_values`: None, `max_size`: Some(502), added: 2977, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::Tariffs` (r:1 w:1)
	// Proof: `EvSettlement::Tariffs` (`max_values`: None, `max_size`: Some(228), added: 2703, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::SessionsOfMember` (r:0 w:1)
	// Proof: `EvSettlement::SessionsOfMember` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	// Storage: `EvSettlement::SessionsOfOperator` (r:0 w:1)
	// Proof: `EvSettlement::SessionsOfOperator` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn step_prune() -> Weight {
		// Proof size: measured 1021 bytes, estimated 3967 bytes.
		// Fastest run: 33_439 ns.
		Weight::from_parts(35_764_000, 3967)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(5))
	}

}
