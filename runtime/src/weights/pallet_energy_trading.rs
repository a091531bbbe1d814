//! What the calls of `pallet_energy_trading` cost. Written by `scripts/weights`: do not edit by hand.
//!
//! Measured on 2026-11-22 with the SDK's benchmarks 64.0.0, 50 steps, 20
//! repeats, in wasm (Compiled), on: AMD EPYC.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens)]
#![allow(clippy::all)]

use core::marker::PhantomData;
use polkadot_sdk::{frame_support::{traits::Get, weights::Weight}, frame_system};

/// Weights of `pallet_energy_trading` on this chain.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_energy_trading::WeightInfo for WeightInfo<T> {
	// Storage: `EnergyTrading::ImbalancePrice` (r:0 w:1)
	// Proof: `EnergyTrading::ImbalancePrice` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn set_imbalance_price() -> Weight {
		// Proof size: measured 0 bytes, estimated 0 bytes.
		// Fastest run: 5_869 ns.
		Weight::from_parts(6_489_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Registry::Zones` (r:1 w:0)
	// Proof: `Registry::Zones` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::ImbalancePrice` (r:1 w:0)
	// Proof: `EnergyTrading::ImbalancePrice` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::ProductAt` (r:96 w:96)
	// Proof: `EnergyTrading::ProductAt` (`max_values`: None, `max_size`: Some(39), added: 2514, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::NextProductId` (r:1 w:1)
	// Proof: `EnergyTrading::NextProductId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Matching::AuctionBooks` (r:96 w:96)
	// Proof: `Matching::AuctionBooks` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::AgendaCursor` (r:1 w:1)
	// Proof: `EnergyTrading::AgendaCursor` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::Agenda` (r:0 w:96)
	// Proof: `EnergyTrading::Agenda` (`max_values`: None, `max_size`: Some(8), added: 2483, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::Products` (r:0 w:96)
	// Proof: `EnergyTrading::Products` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	/// `n` was measured from 1 to 96.
	fn create_series(n: u32, ) -> Weight {
		// Proof size: measured 534 bytes, estimated 3541 + n * 2556 bytes.
		// Fastest run: 45_348 ns.
		Weight::from_parts(46_699_000, 3541)
			.saturating_add(Weight::from_parts(22_990_494, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(2))
			.saturating_add(T::DbWeight::get().writes((4_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2556).saturating_mul(n.into()))
	}

	// Storage: `EnergyTrading::Products` (r:1 w:0)
	// Proof: `EnergyTrading::Products` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Matching::AuctionBooks` (r:1 w:1)
	// Proof: `Matching::AuctionBooks` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `Matching::Histograms` (r:1 w:1)
	// Proof: `Matching::Histograms` (`max_values`: None, `max_size`: Some(2054), added: 4529, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::Positions` (r:1 w:1)
	// Proof: `EnergyTrading::Positions` (`max_values`: None, `max_size`: Some(1151), added: 3626, mode: `MaxEncodedLen`)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	// Storage: `Assets::Account` (r:1 w:1)
	// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::Holds` (r:1 w:1)
	// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(213), added: 2688, mode: `MaxEncodedLen`)
	// Storage: `Matching::Batches` (r:0 w:1)
	// Proof: `Matching::Batches` (`max_values`: None, `max_size`: Some(1243), added: 3718, mode: `MaxEncodedLen`)
	fn place_order() -> Weight {
		// Proof size: measured 4188 bytes, estimated 5519 bytes.
		// Fastest run: 148_090 ns.
		Weight::from_parts(152_347_000, 5519)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(8))
	}

	// Storage: `EnergyTrading::Products` (r:1 w:0)
	// Proof: `EnergyTrading::Products` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Matching::AuctionBooks` (r:1 w:1)
	// Proof: `Matching::AuctionBooks` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `Matching::Histograms` (r:32 w:32)
	// Proof: `Matching::Histograms` (`max_values`: None, `max_size`: Some(2054), added: 4529, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::Positions` (r:1 w:1)
	// Proof: `EnergyTrading::Positions` (`max_values`: None, `max_size`: Some(1151), added: 3626, mode: `MaxEncodedLen`)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	// Storage: `Assets::Account` (r:1 w:1)
	// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::Holds` (r:1 w:1)
	// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(213), added: 2688, mode: `MaxEncodedLen`)
	// Storage: `Matching::Batches` (r:0 w:1)
	// Proof: `Matching::Batches` (`max_values`: None, `max_size`: Some(1243), added: 3718, mode: `MaxEncodedLen`)
	/// `n` was measured from 32 to 100.
	/// `p` was measured from 1 to 32.
	fn place_orders(n: u32, p: u32, ) -> Weight {
		// Proof size: measured 2094 + p * 2039 bytes, estimated 4616 + p * 4529 bytes.
		// Fastest run: 154_079 ns.
		Weight::from_parts(144_808_083, 4616)
			.saturating_add(Weight::from_parts(165_646, 0).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(8_644_232, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(7))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(p.into())))
			.saturating_add(Weight::from_parts(0, 4529).saturating_mul(p.into()))
	}

	// Storage: `EnergyTrading::Products` (r:1 w:0)
	// Proof: `EnergyTrading::Products` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Matching::AuctionBooks` (r:1 w:1)
	// Proof: `Matching::AuctionBooks` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `Matching::Batches` (r:1 w:1)
	// Proof: `Matching::Batches` (`max_values`: None, `max_size`: Some(1243), added: 3718, mode: `MaxEncodedLen`)
	// Storage: `Matching::Histograms` (r:2 w:2)
	// Proof: `Matching::Histograms` (`max_values`: None, `max_size`: Some(2054), added: 4529, mode: `MaxEncodedLen`)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	// Storage: `Assets::Account` (r:1 w:1)
	// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::Holds` (r:1 w:1)
	// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(213), added: 2688, mode: `MaxEncodedLen`)
	fn amend_order() -> Weight {
		// Proof size: measured 7755 bytes, estimated 10048 bytes.
		// Fastest run: 163_524 ns.
		Weight::from_parts(168_601_000, 10048)
			.saturating_add(T::DbWeight::get().reads(11))
			.saturating_add(T::DbWeight::get().writes(8))
	}

	// Storage: `EnergyTrading::Products` (r:1 w:0)
	// Proof: `EnergyTrading::Products` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `Matching::AuctionBooks` (r:1 w:1)
	// Proof: `Matching::AuctionBooks` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `Matching::Batches` (r:64 w:64)
	// Proof: `Matching::Batches` (`max_values`: None, `max_size`: Some(1243), added: 3718, mode: `MaxEncodedLen`)
	// Storage: `Matching::Histograms` (r:32 w:32)
	// Proof: `Matching::Histograms` (`max_values`: None, `max_size`: Some(2054), added: 4529, mode: `MaxEncodedLen`)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	// Storage: `Assets::Account` (r:1 w:1)
	// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::Holds` (r:1 w:1)
	// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(213), added: 2688, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// `n` was measured from 1 to 100.
	fn cancel_orders(n: u32, ) -> Weight {
		// Proof size: measured 8831 + n * 1627 bytes, estimated 31991 + n * 2615 bytes.
		// Fastest run: 124_055 ns.
		Weight::from_parts(130_219_566, 31991)
			.saturating_add(Weight::from_parts(32_394_767, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(16))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(14))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2615).saturating_mul(n.into()))
	}

	// Storage: `EnergyTrading::Products` (r:1 w:0)
	// Proof: `EnergyTrading::Products` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::Positions` (r:1 w:0)
	// Proof: `EnergyTrading::Positions` (`max_values`: None, `max_size`: Some(1151), added: 3626, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::Deliveries` (r:1 w:1)
	// Proof: `EnergyTrading::Deliveries` (`max_values`: None, `max_size`: Some(68), added: 2543, mode: `MaxEncodedLen`)
	// Storage: `Metering::PointsOf` (r:1 w:0)
	// Proof: `Metering::PointsOf` (`max_values`: None, `max_size`: Some(177), added: 2652, mode: `MaxEncodedLen`)
	// Storage: `Metering::Points` (r:16 w:0)
	// Proof: `Metering::Points` (`max_values`: None, `max_size`: Some(197), added: 2672, mode: `MaxEncodedLen`)
	// Storage: `Metering::DayReadings` (r:16 w:0)
	// Proof: `Metering::DayReadings` (`max_values`: None, `max_size`: Some(6571), added: 9046, mode: `MaxEncodedLen`)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	// Storage: `Assets::Account` (r:2 w:2)
	// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:2 w:2)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::Holds` (r:1 w:1)
	// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(213), added: 2688, mode: `MaxEncodedLen`)
	fn deliver() -> Weight {
		// Proof size: measured 7493 bytes, estimated 145726 bytes.
		// Fastest run: 342_991 ns.
		Weight::from_parts(365_013_000, 145726)
			.saturating_add(T::DbWeight::get().reads(45))
			.saturating_add(T::DbWeight::get().writes(8))
	}

	// Storage: `Registry::Zones` (r:1 w:0)
	// Proof: `Registry::Zones` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	// Storage: `Assets::Account` (r:1 w:1)
	// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::Products` (r:1 w:0)
	// Proof: `EnergyTrading::Products` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::Contracts` (r:1 w:1)
	// Proof: `EnergyTrading::Contracts` (`max_values`: None, `max_size`: Some(3625), added: 6100, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::Deliveries` (r:1 w:0)
	// Proof: `EnergyTrading::Deliveries` (`max_values`: None, `max_size`: Some(68), added: 2543, mode: `MaxEncodedLen`)
	fn confirm() -> Weight {
		// Proof size: measured 4801 bytes, estimated 7090 bytes.
		// Fastest run: 105_347 ns.
		Weight::from_parts(116_072_000, 7090)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	// Storage: `Registry::Zones` (r:1 w:0)
	// Proof: `Registry::Zones` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	// Storage: `Assets::Account` (r:1 w:1)
	// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::Products` (r:1 w:0)
	// Proof: `EnergyTrading::Products` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::Contracts` (r:1 w:1)
	// Proof: `EnergyTrading::Contracts` (`max_values`: None, `max_size`: Some(3625), added: 6100, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::Deliveries` (r:1 w:0)
	// Proof: `EnergyTrading::Deliveries` (`max_values`: None, `max_size`: Some(68), added: 2543, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn dispute() -> Weight {
		// Proof size: measured 4838 bytes, estimated 7090 bytes.
		// Fastest run: 111_546 ns.
		Weight::from_parts(121_882_000, 7090)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	// Storage: `Registry::Zones` (r:1 w:0)
	// Proof: `Registry::Zones` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::Products` (r:1 w:0)
	// Proof: `EnergyTrading::Products` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::Contracts` (r:1 w:1)
	// Proof: `EnergyTrading::Contracts` (`max_values`: None, `max_size`: Some(3625), added: 6100, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::Deliveries` (r:1 w:0)
	// Proof: `EnergyTrading::Deliveries` (`max_values`: None, `max_size`: Some(68), added: 2543, mode: `MaxEncodedLen`)
	fn rule() -> Weight {
		// Proof size: measured 3868 bytes, estimated 7090 bytes.
		// Fastest run: 70_515 ns.
		Weight::from_parts(79_679_000, 7090)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Registry::Zones` (r:1 w:0)
	// Proof: `Registry::Zones` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	// Storage: `Registry::Participants` (r:2 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::Products` (r:1 w:1)
	// Proof: `EnergyTrading::Products` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	// Storage: `Matching::AuctionBooks` (r:1 w:0)
	// Proof: `Matching::AuctionBooks` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::Contracts` (r:1 w:1)
	// Proof: `EnergyTrading::Contracts` (`max_values`: None, `max_size`: Some(3625), added: 6100, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::Deliveries` (r:1 w:0)
	// Proof: `EnergyTrading::Deliveries` (`max_values`: None, `max_size`: Some(68), added: 2543, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::Positions` (r:1 w:0)
	// Proof: `EnergyTrading::Positions` (`max_values`: None, `max_size`: Some(1151), added: 3626, mode: `MaxEncodedLen`)
	// Storage: `Metering::PointsOf` (r:1 w:0)
	// Proof: `Metering::PointsOf` (`max_values`: None, `max_size`: Some(177), added: 2652, mode: `MaxEncodedLen`)
	// Storage: `Metering::Points` (r:16 w:0)
	// Proof: `Metering::Points` (`max_values`: None, `max_size`: Some(197), added: 2672, mode: `MaxEncodedLen`)
	// Storage: `Metering::DayReadings` (r:16 w:0)
	// Proof: `Metering::DayReadings` (`max_values`: None, `max_size`: Some(6571), added: 9046, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::Holds` (r:3 w:3)
	// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(213), added: 2688, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::BalancesOnHold` (r:3 w:3)
	// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	// Storage: `Assets::Asset` (r:2 w:2)
	// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	// Storage: `Assets::Account` (r:4 w:4)
	// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:2 w:2)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn settle_contract() -> Weight {
		// Proof size: measured 11760 bytes, estimated 145726 bytes.
		// Fastest run: 506_864 ns.
		Weight::from_parts(560_764_000, 145726)
			.saturating_add(T::DbWeight::get().reads(56))
			.saturating_add(T::DbWeight::get().writes(16))
	}

	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Assets::Asset` (r:2 w:2)
	// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	// Storage: `Matching::IndexRoots` (r:2 w:2)
	// Proof: `Matching::IndexRoots` (`max_values`: None, `max_size`: Some(39), added: 2514, mode: `MaxEncodedLen`)
	// Storage: `Matching::IndexPages` (r:33 w:33)
	// Proof: `Matching::IndexPages` (`max_values`: None, `max_size`: Some(40), added: 2515, mode: `MaxEncodedLen`)
	// Storage: `Matching::PriceLevels` (r:33 w:33)
	// Proof: `Matching::PriceLevels` (`max_values`: None, `max_size`: Some(35), added: 2510, mode: `MaxEncodedLen`)
	// Storage: `Matching::RestingOrders` (r:32 w:33)
	// Proof: `Matching::RestingOrders` (`max_values`: None, `max_size`: Some(77), added: 2552, mode: `MaxEncodedLen`)
	// Storage: `Assets::Account` (r:35 w:35)
	// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::BalancesOnHold` (r:33 w:32)
	// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::Holds` (r:32 w:32)
	// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(213), added: 2688, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::SpotHistoryCount` (r:1 w:1)
	// Proof: `EnergyTrading::SpotHistoryCount` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Matching::NextOrderId` (r:1 w:1)
	// Proof: `Matching::NextOrderId` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::SpotHistory` (r:0 w:32)
	// Proof: `EnergyTrading::SpotHistory` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// `n` was measured from 0 to 32.
	fn place_spot_order(n: u32, ) -> Weight {
		// Proof size: measured 1754 + n * 383 bytes, estimated 8432 + n * 2688 bytes.
		// Fastest run: 187_579 ns.
		Weight::from_parts(242_601_000, 8432)
			.saturating_add(Weight::from_parts(175_940_290, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().reads((6_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(12))
			.saturating_add(T::DbWeight::get().writes((7_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2688).saturating_mul(n.into()))
	}

	// Storage: `Matching::RestingOrders` (r:1 w:1)
	// Proof: `Matching::RestingOrders` (`max_values`: None, `max_size`: Some(77), added: 2552, mode: `MaxEncodedLen`)
	// Storage: `Matching::IndexPages` (r:1 w:1)
	// Proof: `Matching::IndexPages` (`max_values`: None, `max_size`: Some(40), added: 2515, mode: `MaxEncodedLen`)
	// Storage: `Matching::IndexRoots` (r:1 w:1)
	// Proof: `Matching::IndexRoots` (`max_values`: None, `max_size`: Some(39), added: 2514, mode: `MaxEncodedLen`)
	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Assets::Asset` (r:2 w:2)
	// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	// Storage: `Assets::Account` (r:3 w:3)
	// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::BalancesOnHold` (r:2 w:2)
	// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::Holds` (r:2 w:2)
	// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(213), added: 2688, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::SpotHistoryCount` (r:1 w:1)
	// Proof: `EnergyTrading::SpotHistoryCount` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::SpotHistory` (r:0 w:1)
	// Proof: `EnergyTrading::SpotHistory` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	// Storage: `Matching::PriceLevels` (r:0 w:1)
	// Proof: `Matching::PriceLevels` (`max_values`: None, `max_size`: Some(35), added: 2510, mode: `MaxEncodedLen`)
	fn take_spot_order() -> Weight {
		// Proof size: measured 1945 bytes, estimated 8817 bytes.
		// Fastest run: 202_872 ns.
		Weight::from_parts(209_442_000, 8817)
			.saturating_add(T::DbWeight::get().reads(16))
			.saturating_add(T::DbWeight::get().writes(16))
	}

	// Storage: `Registry::Zones` (r:1 w:0)
	// Proof: `Registry::Zones` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	// Storage: `Assets::Account` (r:1 w:1)
	// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	// Storage: `Matching::RestingOrders` (r:1 w:1)
	// Proof: `Matching::RestingOrders` (`max_values`: None, `max_size`: Some(77), added: 2552, mode: `MaxEncodedLen`)
	// Storage: `Matching::IndexPages` (r:1 w:1)
	// Proof: `Matching::IndexPages` (`max_values`: None, `max_size`: Some(40), added: 2515, mode: `MaxEncodedLen`)
	// Storage: `Matching::IndexRoots` (r:1 w:1)
	// Proof: `Matching::IndexRoots` (`max_values`: None, `max_size`: Some(39), added: 2514, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::Holds` (r:1 w:1)
	// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(213), added: 2688, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::SpotHistoryCount` (r:1 w:1)
	// Proof: `EnergyTrading::SpotHistoryCount` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::SpotHistory` (r:0 w:1)
	// Proof: `EnergyTrading::SpotHistory` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	// Storage: `Matching::PriceLevels` (r:0 w:1)
	// Proof: `Matching::PriceLevels` (`max_values`: None, `max_size`: Some(35), added: 2510, mode: `MaxEncodedLen`)
	fn withdraw_spot_order() -> Weight {
		// Proof size: measured 1488 bytes, estimated 3678 bytes.
		// Fastest run: 126_328 ns.
		Weight::from_parts(132_787_000, 3678)
			.saturating_add(T::DbWeight::get().reads(11))
			.saturating_add(T::DbWeight::get().writes(10))
	}

	// Storage: `EnergyTrading::AgendaCursor` (r:1 w:0)
	// Proof: `EnergyTrading::AgendaCursor` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::QueueEnds` (r:1 w:0)
	// Proof: `EnergyTrading::QueueEnds` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::Queue` (r:1 w:0)
	// Proof: `EnergyTrading::Queue` (`max_values`: None, `max_size`: Some(12), added: 2487, mode: `MaxEncodedLen`)
	fn tick_base() -> Weight {
		// Proof size: measured 257 bytes, estimated 3477 bytes.
		// Fastest run: 10_846 ns.
		Weight::from_parts(12_118_000, 3477)
			.saturating_add(T::DbWeight::get().reads(4))
	}

	// Storage: `EnergyTrading::AgendaCursor` (r:1 w:0)
	// Proof: `EnergyTrading::AgendaCursor` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::Agenda` (r:1 w:1)
	// Proof: `EnergyTrading::Agenda` (`max_values`: None, `max_size`: Some(8), added: 2483, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::QueueEnds` (r:1 w:1)
	// Proof: `EnergyTrading::QueueEnds` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::Queue` (r:0 w:1)
	// Proof: `EnergyTrading::Queue` (`max_values`: None, `max_size`: Some(12), added: 2487, mode: `MaxEncodedLen`)
	fn agenda_entry() -> Weight {
		// Proof size: measured 257 bytes, estimated 3473 bytes.
		// Fastest run: 15_964 ns.
		Weight::from_parts(17_216_000, 3473)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	// Storage: `EnergyTrading::AgendaCursor` (r:1 w:1)
	// Proof: `EnergyTrading::AgendaCursor` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::Agenda` (r:1 w:1)
	// Proof: `EnergyTrading::Agenda` (`max_values`: None, `max_size`: Some(8), added: 2483, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::QueueEnds` (r:1 w:1)
	// Proof: `EnergyTrading::QueueEnds` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::Queue` (r:2 w:1)
	// Proof: `EnergyTrading::Queue` (`max_values`: None, `max_size`: Some(12), added: 2487, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::Products` (r:1 w:1)
	// Proof: `EnergyTrading::Products` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	fn product_base() -> Weight {
		// Proof size: measured 365 bytes, estimated 5964 bytes.
		// Fastest run: 28_603 ns.
		Weight::from_parts(30_426_000, 5964)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}

	// Storage: `Matching::AuctionBooks` (r:1 w:1)
	// Proof: `Matching::AuctionBooks` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `Matching::Histograms` (r:64 w:0)
	// Proof: `Matching::Histograms` (`max_values`: None, `max_size`: Some(2054), added: 4529, mode: `MaxEncodedLen`)
	fn step_clear() -> Weight {
		// Proof size: measured 65926 bytes, estimated 290846 bytes.
		// Fastest run: 493_895 ns.
		Weight::from_parts(507_775_000, 290846)
			.saturating_add(T::DbWeight::get().reads(65))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Matching::AuctionBooks` (r:1 w:0)
	// Proof: `Matching::AuctionBooks` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `Matching::Batches` (r:1 w:0)
	// Proof: `Matching::Batches` (`max_values`: None, `max_size`: Some(1243), added: 3718, mode: `MaxEncodedLen`)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	// Storage: `Assets::Account` (r:1 w:1)
	// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::Holds` (r:1 w:1)
	// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(213), added: 2688, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::Positions` (r:1 w:1)
	// Proof: `EnergyTrading::Positions` (`max_values`: None, `max_size`: Some(1151), added: 3626, mode: `MaxEncodedLen`)
	fn step_fill_batch() -> Weight {
		// Proof size: measured 2553 bytes, estimated 4708 bytes.
		// Fastest run: 80_490 ns.
		Weight::from_parts(83_304_000, 4708)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}

	// Storage: `Matching::AuctionBooks` (r:1 w:0)
	// Proof: `Matching::AuctionBooks` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::Positions` (r:1 w:1)
	// Proof: `EnergyTrading::Positions` (`max_values`: None, `max_size`: Some(1151), added: 3626, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::Contracts` (r:1 w:1)
	// Proof: `EnergyTrading::Contracts` (`max_values`: None, `max_size`: Some(3625), added: 6100, mode: `MaxEncodedLen`)
	fn step_make_contract() -> Weight {
		// Proof size: measured 883 bytes, estimated 7090 bytes.
		// Fastest run: 33_100 ns.
		Weight::from_parts(35_803_000, 7090)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// Storage: `Matching::AuctionBooks` (r:1 w:0)
	// Proof: `Matching::AuctionBooks` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::Contracts` (r:1 w:1)
	// Proof: `EnergyTrading::Contracts` (`max_values`: None, `max_size`: Some(3625), added: 6100, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::Deliveries` (r:1 w:1)
	// Proof: `EnergyTrading::Deliveries` (`max_values`: None, `max_size`: Some(68), added: 2543, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::Positions` (r:2 w:0)
	// Proof: `EnergyTrading::Positions` (`max_values`: None, `max_size`: Some(1151), added: 3626, mode: `MaxEncodedLen`)
	// Storage: `Metering::PointsOf` (r:2 w:0)
	// Proof: `Metering::PointsOf` (`max_values`: None, `max_size`: Some(177), added: 2652, mode: `MaxEncodedLen`)
	// Storage: `Metering::Points` (r:32 w:0)
	// Proof: `Metering::Points` (`max_values`: None, `max_size`: Some(197), added: 2672, mode: `MaxEncodedLen`)
	// Storage: `Metering::DayReadings` (r:32 w:0)
	// Proof: `Metering::DayReadings` (`max_values`: None, `max_size`: Some(6571), added: 9046, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `Assets::Asset` (r:2 w:2)
	// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	// Storage: `Assets::Account` (r:5 w:5)
	// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::BalancesOnHold` (r:4 w:4)
	// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	// Storage: `Registry::Participants` (r:2 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:3 w:3)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::Holds` (r:4 w:4)
	// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(213), added: 2688, mode: `MaxEncodedLen`)
	fn step_settle() -> Weight {
		// Proof size: measured 13322 bytes, estimated 290462 bytes.
		// Fastest run: 724_788 ns.
		Weight::from_parts(751_829_000, 290462)
			.saturating_add(T::DbWeight::get().reads(92))
			.saturating_add(T::DbWeight::get().writes(20))
	}

	// Storage: `Matching::AuctionBooks` (r:1 w:1)
	// Proof: `Matching::AuctionBooks` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::Products` (r:0 w:1)
	// Proof: `EnergyTrading::Products` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::ProductAt` (r:0 w:1)
	// Proof: `EnergyTrading::ProductAt` (`max_values`: None, `max_size`: Some(39), added: 2514, mode: `MaxEncodedLen`)
	// Storage: `Matching::Histograms` (r:0 w:64)
	// Proof: `Matching::Histograms` (`max_values`: None, `max_size`: Some(2054), added: 4529, mode: `MaxEncodedLen`)
	fn step_prune() -> Weight {
		// Proof size: measured 147 bytes, estimated 3546 bytes.
		// Fastest run: 228_931 ns.
		Weight::from_parts(232_856_000, 3546)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(67))
	}

}
