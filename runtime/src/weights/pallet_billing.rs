//! What the calls of `pallet_billing` cost. Written by `scripts/weights`: do not edit by hand.
//!
//! Measured on 2026-11-22 with the SDK's benchmarks 64.0.0, 50 steps, 20
//! repeats, in wasm (Compiled), on: AMD EPYC.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens)]
#![allow(clippy::all)]

use core::marker::PhantomData;
use polkadot_sdk::{frame_support::{traits::Get, weights::Weight}, frame_system};

/// Weights of `pallet_billing` on this chain.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_billing::WeightInfo for WeightInfo<T> {
	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Billing::CurrentSettings` (r:0 w:1)
	// Proof: `Billing::CurrentSettings` (`max_values`: Some(1), `max_size`: Some(44), added: 539, mode: `MaxEncodedLen`)
	fn set_settings() -> Weight {
		// Proof size: measured 424 bytes, estimated 3526 bytes.
		// Fastest run: 19_059 ns.
		Weight::from_parts(23_926_000, 3526)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Billing::TariffVersions` (r:1 w:1)
	// Proof: `Billing::TariffVersions` (`max_values`: None, `max_size`: Some(267), added: 2742, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `Billing::TariffTables` (r:0 w:1)
	// Proof: `Billing::TariffTables` (`max_values`: None, `max_size`: Some(2618), added: 5093, mode: `MaxEncodedLen`)
	fn set_tariff() -> Weight {
		// Proof size: measured 524 bytes, estimated 3732 bytes.
		// Fastest run: 43_344 ns.
		Weight::from_parts(52_438_000, 3732)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// Storage: `Billing::Holidays` (r:0 w:1)
	// Proof: `Billing::Holidays` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
	fn set_holidays() -> Weight {
		// Proof size: measured 0 bytes, estimated 0 bytes.
		// Fastest run: 16_053 ns.
		Weight::from_parts(17_246_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Registry::Participants` (r:2 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Billing::Contracts` (r:1 w:1)
	// Proof: `Billing::Contracts` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `Billing::Invoices` (r:1 w:0)
	// Proof: `Billing::Invoices` (`max_values`: None, `max_size`: Some(835), added: 3310, mode: `MaxEncodedLen`)
	// Storage: `Billing::CurrentSettings` (r:1 w:0)
	// Proof: `Billing::CurrentSettings` (`max_values`: Some(1), `max_size`: Some(44), added: 539, mode: `MaxEncodedLen`)
	// Storage: `Billing::AgendaCursor` (r:1 w:1)
	// Proof: `Billing::AgendaCursor` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Billing::Agenda` (r:0 w:1)
	// Proof: `Billing::Agenda` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	fn conclude_contract() -> Weight {
		// Proof size: measured 772 bytes, estimated 6062 bytes.
		// Fastest run: 43_245 ns.
		Weight::from_parts(49_684_000, 6062)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Billing::Contracts` (r:1 w:1)
	// Proof: `Billing::Contracts` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn change_contract() -> Weight {
		// Proof size: measured 827 bytes, estimated 3556 bytes.
		// Fastest run: 36_414 ns.
		Weight::from_parts(43_925_000, 3556)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Billing::Contracts` (r:1 w:1)
	// Proof: `Billing::Contracts` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	fn end_contract() -> Weight {
		// Proof size: measured 790 bytes, estimated 3556 bytes.
		// Fastest run: 33_780 ns.
		Weight::from_parts(52_579_000, 3556)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Billing::Contracts` (r:1 w:0)
	// Proof: `Billing::Contracts` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `Metering::PointsOf` (r:1 w:0)
	// Proof: `Metering::PointsOf` (`max_values`: None, `max_size`: Some(177), added: 2652, mode: `MaxEncodedLen`)
	// Storage: `Metering::Points` (r:16 w:0)
	// Proof: `Metering::Points` (`max_values`: None, `max_size`: Some(197), added: 2672, mode: `MaxEncodedLen`)
	// Storage: `Metering::DayReadings` (r:48 w:0)
	// Proof: `Metering::DayReadings` (`max_values`: None, `max_size`: Some(6571), added: 9046, mode: `MaxEncodedLen`)
	// Storage: `Billing::UsageReports` (r:0 w:1)
	// Proof: `Billing::UsageReports` (`max_values`: None, `max_size`: Some(143), added: 2618, mode: `MaxEncodedLen`)
	fn report_usage() -> Weight {
		// Proof size: measured 4966 bytes, estimated 435198 bytes.
		// Fastest run: 386_785 ns.
		Weight::from_parts(424_582_000, 435198)
			.saturating_add(T::DbWeight::get().reads(68))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Billing::Invoices` (r:1 w:0)
	// Proof: `Billing::Invoices` (`max_values`: None, `max_size`: Some(835), added: 3310, mode: `MaxEncodedLen`)
	// Storage: `Billing::Notes` (r:1 w:1)
	// Proof: `Billing::Notes` (`max_values`: None, `max_size`: Some(6173), added: 8648, mode: `MaxEncodedLen`)
	// Storage: `Billing::TariffVersions` (r:1 w:0)
	// Proof: `Billing::TariffVersions` (`max_values`: None, `max_size`: Some(267), added: 2742, mode: `MaxEncodedLen`)
	// Storage: `Billing::TariffTables` (r:2 w:0)
	// Proof: `Billing::TariffTables` (`max_values`: None, `max_size`: Some(2618), added: 5093, mode: `MaxEncodedLen`)
	// Storage: `Billing::Debts` (r:1 w:1)
	// Proof: `Billing::Debts` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `Billing::CarriedOver` (r:1 w:1)
	// Proof: `Billing::CarriedOver` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	// Storage: `Billing::Credits` (r:1 w:1)
	// Proof: `Billing::Credits` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn raise_invoice() -> Weight {
		// Proof size: measured 7409 bytes, estimated 11176 bytes.
		// Fastest run: 134_701 ns.
		Weight::from_parts(169_713_000, 11176)
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(6))
	}

	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Billing::Invoices` (r:1 w:0)
	// Proof: `Billing::Invoices` (`max_values`: None, `max_size`: Some(835), added: 3310, mode: `MaxEncodedLen`)
	// Storage: `Billing::Notes` (r:1 w:1)
	// Proof: `Billing::Notes` (`max_values`: None, `max_size`: Some(6173), added: 8648, mode: `MaxEncodedLen`)
	// Storage: `Billing::TariffVersions` (r:1 w:0)
	// Proof: `Billing::TariffVersions` (`max_values`: None, `max_size`: Some(267), added: 2742, mode: `MaxEncodedLen`)
	// Storage: `Billing::TariffTables` (r:2 w:0)
	// Proof: `Billing::TariffTables` (`max_values`: None, `max_size`: Some(2618), added: 5093, mode: `MaxEncodedLen`)
	// Storage: `Billing::Debts` (r:1 w:1)
	// Proof: `Billing::Debts` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `Billing::CarriedOver` (r:1 w:1)
	// Proof: `Billing::CarriedOver` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	// Storage: `Billing::Credits` (r:1 w:1)
	// Proof: `Billing::Credits` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn lower_invoice() -> Weight {
		// Proof size: measured 7409 bytes, estimated 11176 bytes.
		// Fastest run: 134_701 ns.
		Weight::from_parts(169_713_000, 11176)
			.saturating_add(T::DbWeight::get().reads(18))
			.saturating_add(T::DbWeight::get().writes(12))
	}

	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Billing::Invoices` (r:1 w:0)
	// Proof: `Billing::Invoices` (`max_values`: None, `max_size`: Some(835), added: 3310, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `Billing::Debts` (r:1 w:1)
	// Proof: `Billing::Debts` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	// Storage: `Billing::CurrentSettings` (r:1 w:0)
	// Proof: `Billing::CurrentSettings` (`max_values`: Some(1), `max_size`: Some(44), added: 539, mode: `MaxEncodedLen`)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	// Storage: `Assets::Account` (r:2 w:2)
	// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:0)
	// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	fn pay() -> Weight {
		// Proof size: measured 1775 bytes, estimated 6208 bytes.
		// Fastest run: 140_719 ns.
		Weight::from_parts(184_023_000, 6208)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Billing::StandingOrders` (r:0 w:1)
	// Proof: `Billing::StandingOrders` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn set_standing_order() -> Weight {
		// Proof size: measured 424 bytes, estimated 3526 bytes.
		// Fastest run: 16_534 ns.
		Weight::from_parts(18_467_000, 3526)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `Billing::Contracts` (r:100 w:0)
	// Proof: `Billing::Contracts` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	// Storage: `Billing::Forecasts` (r:0 w:100)
	// Proof: `Billing::Forecasts` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// `n` was measured from 1 to 100.
	fn publish_forecasts(n: u32, ) -> Weight {
		// Proof size: measured 960 + n * 84 bytes, estimated 3526 + n * 2566 bytes.
		// Fastest run: 36_885 ns.
		Weight::from_parts(38_978_000, 3526)
			.saturating_add(Weight::from_parts(21_673_609, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2566).saturating_mul(n.into()))
	}

	// Storage: `Billing::CurrentSettings` (r:1 w:0)
	// Proof: `Billing::CurrentSettings` (`max_values`: Some(1), `max_size`: Some(44), added: 539, mode: `MaxEncodedLen`)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	// Storage: `Assets::Account` (r:1 w:1)
	// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::Holds` (r:1 w:1)
	// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(231), added: 2706, mode: `MaxEncodedLen`)
	fn set_aside() -> Weight {
		// Proof size: measured 1245 bytes, estimated 3696 bytes.
		// Fastest run: 104_055 ns.
		Weight::from_parts(116_454_000, 3696)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	// Storage: `AssetsHolder::Holds` (r:1 w:1)
	// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(231), added: 2706, mode: `MaxEncodedLen`)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	// Storage: `Assets::Account` (r:1 w:1)
	// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	fn take_back() -> Weight {
		// Proof size: measured 683 bytes, estimated 3696 bytes.
		// Fastest run: 57_285 ns.
		Weight::from_parts(65_748_000, 3696)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	// Storage: `Billing::CurrentSettings` (r:1 w:0)
	// Proof: `Billing::CurrentSettings` (`max_values`: Some(1), `max_size`: Some(44), added: 539, mode: `MaxEncodedLen`)
	// Storage: `Billing::Credits` (r:1 w:1)
	// Proof: `Billing::Credits` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	// Storage: `Assets::Account` (r:2 w:2)
	// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:0)
	// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn refund() -> Weight {
		// Proof size: measured 1392 bytes, estimated 6208 bytes.
		// Fastest run: 120_990 ns.
		Weight::from_parts(142_682_000, 6208)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(5))
	}

	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Billing::CurrentSettings` (r:1 w:0)
	// Proof: `Billing::CurrentSettings` (`max_values`: Some(1), `max_size`: Some(44), added: 539, mode: `MaxEncodedLen`)
	// Storage: `Billing::Invoices` (r:1 w:0)
	// Proof: `Billing::Invoices` (`max_values`: None, `max_size`: Some(835), added: 3310, mode: `MaxEncodedLen`)
	// Storage: `Assets::Asset` (r:2 w:2)
	// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	// Storage: `Assets::Account` (r:2 w:2)
	// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::BalancesOnHold` (r:2 w:2)
	// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::Holds` (r:2 w:2)
	// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(231), added: 2706, mode: `MaxEncodedLen`)
	// Storage: `Billing::Totals` (r:1 w:1)
	// Proof: `Billing::Totals` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn hand_in() -> Weight {
		// Proof size: measured 2115 bytes, estimated 6402 bytes.
		// Fastest run: 187_840 ns.
		Weight::from_parts(218_405_000, 6402)
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(10))
	}

	// Storage: `EnergyTrading::QueueEnds` (r:1 w:0)
	// Proof: `EnergyTrading::QueueEnds` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::AgendaCursor` (r:1 w:0)
	// Proof: `EnergyTrading::AgendaCursor` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Billing::AgendaCursor` (r:1 w:0)
	// Proof: `Billing::AgendaCursor` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn tick_base() -> Weight {
		// Proof size: measured 353 bytes, estimated 1501 bytes.
		// Fastest run: 14_802 ns.
		Weight::from_parts(18_257_000, 1501)
			.saturating_add(T::DbWeight::get().reads(4))
	}

	// Storage: `EnergyTrading::QueueEnds` (r:1 w:0)
	// Proof: `EnergyTrading::QueueEnds` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `EnergyTrading::AgendaCursor` (r:1 w:0)
	// Proof: `EnergyTrading::AgendaCursor` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Billing::AgendaCursor` (r:1 w:1)
	// Proof: `Billing::AgendaCursor` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Billing::Agenda` (r:2 w:1)
	// Proof: `Billing::Agenda` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	// Storage: `Billing::StandingOrders` (r:1 w:0)
	// Proof: `Billing::StandingOrders` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn agenda_entry() -> Weight {
		// Proof size: measured 453 bytes, estimated 6054 bytes.
		// Fastest run: 32_869 ns.
		Weight::from_parts(42_182_000, 6054)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// Storage: `Billing::Contracts` (r:1 w:1)
	// Proof: `Billing::Contracts` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	// Storage: `Billing::CurrentSettings` (r:1 w:0)
	// Proof: `Billing::CurrentSettings` (`max_values`: Some(1), `max_size`: Some(44), added: 539, mode: `MaxEncodedLen`)
	// Storage: `Billing::UsageReports` (r:1 w:1)
	// Proof: `Billing::UsageReports` (`max_values`: None, `max_size`: Some(143), added: 2618, mode: `MaxEncodedLen`)
	// Storage: `Metering::PointsOf` (r:1 w:0)
	// Proof: `Metering::PointsOf` (`max_values`: None, `max_size`: Some(177), added: 2652, mode: `MaxEncodedLen`)
	// Storage: `Metering::Points` (r:16 w:0)
	// Proof: `Metering::Points` (`max_values`: None, `max_size`: Some(197), added: 2672, mode: `MaxEncodedLen`)
	// Storage: `Metering::DayReadings` (r:48 w:0)
	// Proof: `Metering::DayReadings` (`max_values`: None, `max_size`: Some(6571), added: 9046, mode: `MaxEncodedLen`)
	// Storage: `Assets::Asset` (r:2 w:2)
	// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	// Storage: `Assets::Account` (r:2 w:2)
	// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::BalancesOnHold` (r:2 w:2)
	// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Billing::CarriedOver` (r:1 w:1)
	// Proof: `Billing::CarriedOver` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	// Storage: `Billing::TariffVersions` (r:1 w:0)
	// Proof: `Billing::TariffVersions` (`max_values`: None, `max_size`: Some(267), added: 2742, mode: `MaxEncodedLen`)
	// Storage: `Billing::TariffTables` (r:2 w:0)
	// Proof: `Billing::TariffTables` (`max_values`: None, `max_size`: Some(2618), added: 5093, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::Holds` (r:2 w:2)
	// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(231), added: 2706, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `Billing::Holidays` (r:1 w:0)
	// Proof: `Billing::Holidays` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
	// Storage: `Billing::Credits` (r:1 w:1)
	// Proof: `Billing::Credits` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `Billing::StandingOrders` (r:1 w:0)
	// Proof: `Billing::StandingOrders` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `Billing::AgendaCursor` (r:1 w:0)
	// Proof: `Billing::AgendaCursor` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Billing::Totals` (r:1 w:1)
	// Proof: `Billing::Totals` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `Billing::Debts` (r:1 w:1)
	// Proof: `Billing::Debts` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	// Storage: `Billing::Agenda` (r:0 w:2)
	// Proof: `Billing::Agenda` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	// Storage: `Billing::Forecasts` (r:0 w:1)
	// Proof: `Billing::Forecasts` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	// Storage: `Billing::Notes` (r:0 w:1)
	// Proof: `Billing::Notes` (`max_values`: None, `max_size`: Some(6173), added: 8648, mode: `MaxEncodedLen`)
	// Storage: `Billing::Invoices` (r:0 w:2)
	// Proof: `Billing::Invoices` (`max_values`: None, `max_size`: Some(835), added: 3310, mode: `MaxEncodedLen`)
	fn task_close() -> Weight {
		// Proof size: measured 9620 bytes, estimated 435198 bytes.
		// Fastest run: 775_624 ns.
		Weight::from_parts(1_008_840_000, 435198)
			.saturating_add(T::DbWeight::get().reads(89))
			.saturating_add(T::DbWeight::get().writes(21))
	}

	// Storage: `Billing::StandingOrders` (r:1 w:0)
	// Proof: `Billing::StandingOrders` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `Billing::Debts` (r:1 w:1)
	// Proof: `Billing::Debts` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	// Storage: `Assets::Account` (r:2 w:2)
	// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:0)
	// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Billing::CurrentSettings` (r:1 w:0)
	// Proof: `Billing::CurrentSettings` (`max_values`: Some(1), `max_size`: Some(44), added: 539, mode: `MaxEncodedLen`)
	fn task_collect() -> Weight {
		// Proof size: measured 1720 bytes, estimated 6208 bytes.
		// Fastest run: 140_889 ns.
		Weight::from_parts(164_434_000, 6208)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn task_prune() -> Weight {
		Weight::from_parts(120_000_000, 11176)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(4))
	}
}
