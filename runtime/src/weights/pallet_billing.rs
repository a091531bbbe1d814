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
		// Fastest run: 16_795 ns.
		Weight::from_parts(19_479_000, 3526)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `Billing::MonthsInUse` (r:49 w:0)
	// Proof: `Billing::MonthsInUse` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	// Storage: `Billing::TariffVersions` (r:1 w:1)
	// Proof: `Billing::TariffVersions` (`max_values`: None, `max_size`: Some(267), added: 2742, mode: `MaxEncodedLen`)
	// Storage: `Billing::TariffTables` (r:0 w:62)
	// Proof: `Billing::TariffTables` (`max_values`: None, `max_size`: Some(2618), added: 5093, mode: `MaxEncodedLen`)
	fn set_tariff() -> Weight {
		// Proof size: measured 1643 bytes, estimated 123049 bytes.
		// Fastest run: 344_382 ns.
		Weight::from_parts(356_871_000, 123049)
			.saturating_add(T::DbWeight::get().reads(51))
			.saturating_add(T::DbWeight::get().writes(63))
	}

	// Storage: `Billing::Holidays` (r:0 w:1)
	// Proof: `Billing::Holidays` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
	fn set_holidays() -> Weight {
		// Proof size: measured 0 bytes, estimated 0 bytes.
		// Fastest run: 14_872 ns.
		Weight::from_parts(15_634_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Registry::Participants` (r:2 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Billing::Contracts` (r:1 w:1)
	// Proof: `Billing::Contracts` (`max_values`: None, `max_size`: Some(93), added: 2568, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `Billing::BilledUntil` (r:1 w:0)
	// Proof: `Billing::BilledUntil` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	// Storage: `Billing::Invoices` (r:2 w:0)
	// Proof: `Billing::Invoices` (`max_values`: None, `max_size`: Some(835), added: 3310, mode: `MaxEncodedLen`)
	// Storage: `Billing::CurrentSettings` (r:1 w:0)
	// Proof: `Billing::CurrentSettings` (`max_values`: Some(1), `max_size`: Some(44), added: 539, mode: `MaxEncodedLen`)
	// Storage: `Billing::MonthsInUse` (r:1 w:1)
	// Proof: `Billing::MonthsInUse` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	// Storage: `Billing::AgendaCursor` (r:1 w:1)
	// Proof: `Billing::AgendaCursor` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Billing::Agenda` (r:0 w:1)
	// Proof: `Billing::Agenda` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	fn conclude_contract() -> Weight {
		// Proof size: measured 967 bytes, estimated 7610 bytes.
		// Fastest run: 52_549 ns.
		Weight::from_parts(55_953_000, 7610)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Billing::Contracts` (r:1 w:1)
	// Proof: `Billing::Contracts` (`max_values`: None, `max_size`: Some(93), added: 2568, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn change_contract() -> Weight {
		// Proof size: measured 862 bytes, estimated 3558 bytes.
		// Fastest run: 64_496 ns.
		Weight::from_parts(76_093_000, 3558)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Billing::Contracts` (r:1 w:1)
	// Proof: `Billing::Contracts` (`max_values`: None, `max_size`: Some(93), added: 2568, mode: `MaxEncodedLen`)
	// Storage: `Billing::CurrentSettings` (r:1 w:0)
	// Proof: `Billing::CurrentSettings` (`max_values`: Some(1), `max_size`: Some(44), added: 539, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `Billing::AgendaCursor` (r:1 w:0)
	// Proof: `Billing::AgendaCursor` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Billing::Agenda` (r:0 w:2)
	// Proof: `Billing::Agenda` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	// Storage: `Billing::Forecasts` (r:0 w:14)
	// Proof: `Billing::Forecasts` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	// Storage: `Billing::UsageReports` (r:0 w:15)
	// Proof: `Billing::UsageReports` (`max_values`: None, `max_size`: Some(143), added: 2618, mode: `MaxEncodedLen`)
	fn end_contract() -> Weight {
		// Proof size: measured 965 bytes, estimated 3558 bytes.
		// Fastest run: 135_251 ns.
		Weight::from_parts(149_463_000, 3558)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(32))
	}

	// Storage: `Registry::Participants` (r:2 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Billing::Contracts` (r:1 w:1)
	// Proof: `Billing::Contracts` (`max_values`: None, `max_size`: Some(93), added: 2568, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `Billing::CurrentSettings` (r:1 w:0)
	// Proof: `Billing::CurrentSettings` (`max_values`: Some(1), `max_size`: Some(44), added: 539, mode: `MaxEncodedLen`)
	// Storage: `Billing::MonthsInUse` (r:1 w:1)
	// Proof: `Billing::MonthsInUse` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	// Storage: `Billing::CarriedOver` (r:1 w:1)
	// Proof: `Billing::CarriedOver` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
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
	// Storage: `Billing::Agenda` (r:0 w:1)
	// Proof: `Billing::Agenda` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	// Storage: `Billing::Forecasts` (r:0 w:3)
	// Proof: `Billing::Forecasts` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	// Storage: `Billing::UsageReports` (r:0 w:3)
	// Proof: `Billing::UsageReports` (`max_values`: None, `max_size`: Some(143), added: 2618, mode: `MaxEncodedLen`)
	fn withdraw_contract() -> Weight {
		// Proof size: measured 1763 bytes, estimated 6062 bytes.
		// Fastest run: 124_966 ns.
		Weight::from_parts(129_914_000, 6062)
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().writes(15))
	}

	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Billing::Contracts` (r:1 w:0)
	// Proof: `Billing::Contracts` (`max_values`: None, `max_size`: Some(93), added: 2568, mode: `MaxEncodedLen`)
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
		// Proof size: measured 10134 bytes, estimated 435198 bytes.
		// Fastest run: 654_203 ns.
		Weight::from_parts(669_296_000, 435198)
			.saturating_add(T::DbWeight::get().reads(68))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Billing::Invoices` (r:1 w:0)
	// Proof: `Billing::Invoices` (`max_values`: None, `max_size`: Some(835), added: 3310, mode: `MaxEncodedLen`)
	// Storage: `Billing::Notes` (r:1 w:1)
	// Proof: `Billing::Notes` (`max_values`: None, `max_size`: Some(6181), added: 8656, mode: `MaxEncodedLen`)
	// Storage: `Billing::TariffVersions` (r:1 w:0)
	// Proof: `Billing::TariffVersions` (`max_values`: None, `max_size`: Some(267), added: 2742, mode: `MaxEncodedLen`)
	// Storage: `Billing::TariffTables` (r:2 w:0)
	// Proof: `Billing::TariffTables` (`max_values`: None, `max_size`: Some(2618), added: 5093, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `Billing::Debts` (r:1 w:1)
	// Proof: `Billing::Debts` (`max_values`: None, `max_size`: Some(120), added: 2595, mode: `MaxEncodedLen`)
	// Storage: `Billing::Agenda` (r:1 w:1)
	// Proof: `Billing::Agenda` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	// Storage: `Billing::CurrentSettings` (r:1 w:0)
	// Proof: `Billing::CurrentSettings` (`max_values`: Some(1), `max_size`: Some(44), added: 539, mode: `MaxEncodedLen`)
	// Storage: `Billing::Holidays` (r:1 w:0)
	// Proof: `Billing::Holidays` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
	// Storage: `Billing::StandingOrders` (r:1 w:0)
	// Proof: `Billing::StandingOrders` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `Billing::AgendaCursor` (r:1 w:0)
	// Proof: `Billing::AgendaCursor` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn raise_invoice() -> Weight {
		// Proof size: measured 13848 bytes, estimated 11176 bytes.
		// Fastest run: 244_815 ns.
		Weight::from_parts(257_063_000, 11176)
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	// Storage: `Registry::Participants` (r:2 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Billing::Invoices` (r:1 w:1)
	// Proof: `Billing::Invoices` (`max_values`: None, `max_size`: Some(835), added: 3310, mode: `MaxEncodedLen`)
	// Storage: `Billing::Notes` (r:1 w:1)
	// Proof: `Billing::Notes` (`max_values`: None, `max_size`: Some(6181), added: 8656, mode: `MaxEncodedLen`)
	// Storage: `Billing::TariffVersions` (r:1 w:0)
	// Proof: `Billing::TariffVersions` (`max_values`: None, `max_size`: Some(267), added: 2742, mode: `MaxEncodedLen`)
	// Storage: `Billing::TariffTables` (r:2 w:0)
	// Proof: `Billing::TariffTables` (`max_values`: None, `max_size`: Some(2618), added: 5093, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `Billing::Debts` (r:1 w:1)
	// Proof: `Billing::Debts` (`max_values`: None, `max_size`: Some(120), added: 2595, mode: `MaxEncodedLen`)
	// Storage: `Billing::Agenda` (r:1 w:0)
	// Proof: `Billing::Agenda` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	// Storage: `Billing::Credits` (r:1 w:1)
	// Proof: `Billing::Credits` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `Billing::BilledUntil` (r:1 w:1)
	// Proof: `Billing::BilledUntil` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	// Storage: `Billing::MonthsInUse` (r:1 w:1)
	// Proof: `Billing::MonthsInUse` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	// Storage: `Billing::CurrentSettings` (r:1 w:0)
	// Proof: `Billing::CurrentSettings` (`max_values`: Some(1), `max_size`: Some(44), added: 539, mode: `MaxEncodedLen`)
	// Storage: `Billing::Contracts` (r:1 w:0)
	// Proof: `Billing::Contracts` (`max_values`: None, `max_size`: Some(93), added: 2568, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::Holds` (r:1 w:1)
	// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(249), added: 2724, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	// Storage: `Assets::Account` (r:1 w:1)
	// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	fn lower_invoice() -> Weight {
		// Proof size: measured 14279 bytes, estimated 11176 bytes.
		// Fastest run: 261_930 ns.
		Weight::from_parts(269_852_000, 11176)
			.saturating_add(T::DbWeight::get().reads(19))
			.saturating_add(T::DbWeight::get().writes(10))
	}

	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Billing::Invoices` (r:1 w:1)
	// Proof: `Billing::Invoices` (`max_values`: None, `max_size`: Some(835), added: 3310, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `Billing::Debts` (r:1 w:1)
	// Proof: `Billing::Debts` (`max_values`: None, `max_size`: Some(120), added: 2595, mode: `MaxEncodedLen`)
	// Storage: `Billing::Agenda` (r:1 w:0)
	// Proof: `Billing::Agenda` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	// Storage: `Billing::CurrentSettings` (r:1 w:0)
	// Proof: `Billing::CurrentSettings` (`max_values`: Some(1), `max_size`: Some(44), added: 539, mode: `MaxEncodedLen`)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	// Storage: `Assets::Account` (r:2 w:2)
	// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:0)
	// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	// Storage: `Billing::BilledUntil` (r:1 w:1)
	// Proof: `Billing::BilledUntil` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	// Storage: `Billing::MonthsInUse` (r:1 w:1)
	// Proof: `Billing::MonthsInUse` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	// Storage: `Billing::Notes` (r:0 w:1)
	// Proof: `Billing::Notes` (`max_values`: None, `max_size`: Some(6181), added: 8656, mode: `MaxEncodedLen`)
	fn pay() -> Weight {
		// Proof size: measured 2887 bytes, estimated 6208 bytes.
		// Fastest run: 183_052 ns.
		Weight::from_parts(188_711_000, 6208)
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().writes(8))
	}

	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Billing::Invoices` (r:1 w:1)
	// Proof: `Billing::Invoices` (`max_values`: None, `max_size`: Some(835), added: 3310, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `Billing::Debts` (r:1 w:1)
	// Proof: `Billing::Debts` (`max_values`: None, `max_size`: Some(120), added: 2595, mode: `MaxEncodedLen`)
	// Storage: `Billing::Agenda` (r:1 w:0)
	// Proof: `Billing::Agenda` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	// Storage: `Billing::BilledUntil` (r:1 w:1)
	// Proof: `Billing::BilledUntil` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	// Storage: `Billing::MonthsInUse` (r:1 w:1)
	// Proof: `Billing::MonthsInUse` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	// Storage: `Billing::Notes` (r:0 w:1)
	// Proof: `Billing::Notes` (`max_values`: None, `max_size`: Some(6181), added: 8656, mode: `MaxEncodedLen`)
	fn write_off() -> Weight {
		// Proof size: measured 2205 bytes, estimated 4300 bytes.
		// Fastest run: 91_796 ns.
		Weight::from_parts(111_165_000, 4300)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}

	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Billing::StandingOrders` (r:0 w:1)
	// Proof: `Billing::StandingOrders` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn set_standing_order() -> Weight {
		// Proof size: measured 424 bytes, estimated 3526 bytes.
		// Fastest run: 14_392 ns.
		Weight::from_parts(15_233_000, 3526)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Registry::Participants` (r:1 w:0)
	// Proof: `Registry::Participants` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `Billing::Contracts` (r:100 w:0)
	// Proof: `Billing::Contracts` (`max_values`: None, `max_size`: Some(93), added: 2568, mode: `MaxEncodedLen`)
	// Storage: `Billing::Forecasts` (r:0 w:100)
	// Proof: `Billing::Forecasts` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// `n` was measured from 1 to 100.
	fn publish_forecasts(n: u32, ) -> Weight {
		// Proof size: measured 993 + n * 86 bytes, estimated 3526 + n * 2568 bytes.
		// Fastest run: 33_961 ns.
		Weight::from_parts(27_159_739, 3526)
			.saturating_add(Weight::from_parts(11_698_279, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2568).saturating_mul(n.into()))
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
	// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(249), added: 2724, mode: `MaxEncodedLen`)
	fn set_aside() -> Weight {
		// Proof size: measured 1245 bytes, estimated 3714 bytes.
		// Fastest run: 95_292 ns.
		Weight::from_parts(100_009_000, 3714)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	// Storage: `AssetsHolder::Holds` (r:1 w:1)
	// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(249), added: 2724, mode: `MaxEncodedLen`)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	// Storage: `Assets::Account` (r:1 w:1)
	// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	fn take_back() -> Weight {
		// Proof size: measured 683 bytes, estimated 3714 bytes.
		// Fastest run: 52_178 ns.
		Weight::from_parts(54_731_000, 3714)
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
		// Fastest run: 111_886 ns.
		Weight::from_parts(115_952_000, 6208)
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
	// Storage: `Billing::Notes` (r:1 w:1)
	// Proof: `Billing::Notes` (`max_values`: None, `max_size`: Some(6181), added: 8656, mode: `MaxEncodedLen`)
	// Storage: `Billing::TariffVersions` (r:1 w:0)
	// Proof: `Billing::TariffVersions` (`max_values`: None, `max_size`: Some(267), added: 2742, mode: `MaxEncodedLen`)
	// Storage: `Billing::TariffTables` (r:2 w:0)
	// Proof: `Billing::TariffTables` (`max_values`: None, `max_size`: Some(2618), added: 5093, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `Billing::Debts` (r:1 w:1)
	// Proof: `Billing::Debts` (`max_values`: None, `max_size`: Some(120), added: 2595, mode: `MaxEncodedLen`)
	// Storage: `Billing::Agenda` (r:1 w:0)
	// Proof: `Billing::Agenda` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::Holds` (r:2 w:2)
	// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(249), added: 2724, mode: `MaxEncodedLen`)
	// Storage: `Billing::Totals` (r:1 w:1)
	// Proof: `Billing::Totals` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn hand_in() -> Weight {
		// Proof size: measured 14587 bytes, estimated 11176 bytes.
		// Fastest run: 314_859 ns.
		Weight::from_parts(332_404_000, 11176)
			.saturating_add(T::DbWeight::get().reads(20))
			.saturating_add(T::DbWeight::get().writes(12))
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
		// Proof size: measured 386 bytes, estimated 1501 bytes.
		// Fastest run: 17_646 ns.
		Weight::from_parts(18_597_000, 1501)
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
		// Proof size: measured 486 bytes, estimated 6054 bytes.
		// Fastest run: 36_354 ns.
		Weight::from_parts(38_447_000, 6054)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// Storage: `Billing::Contracts` (r:1 w:1)
	// Proof: `Billing::Contracts` (`max_values`: None, `max_size`: Some(93), added: 2568, mode: `MaxEncodedLen`)
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
	// Storage: `EvSettlement::Covered` (r:2 w:0)
	// Proof: `EvSettlement::Covered` (`max_values`: None, `max_size`: Some(68), added: 2543, mode: `MaxEncodedLen`)
	// Storage: `Billing::BilledUntil` (r:1 w:1)
	// Proof: `Billing::BilledUntil` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	// Storage: `Billing::TariffVersions` (r:1 w:0)
	// Proof: `Billing::TariffVersions` (`max_values`: None, `max_size`: Some(267), added: 2742, mode: `MaxEncodedLen`)
	// Storage: `Billing::TariffTables` (r:2 w:0)
	// Proof: `Billing::TariffTables` (`max_values`: None, `max_size`: Some(2618), added: 5093, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `AssetsHolder::Holds` (r:2 w:2)
	// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(249), added: 2724, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `Billing::Credits` (r:1 w:1)
	// Proof: `Billing::Credits` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `Billing::Holidays` (r:1 w:0)
	// Proof: `Billing::Holidays` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
	// Storage: `Billing::Totals` (r:1 w:1)
	// Proof: `Billing::Totals` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `Billing::StandingOrders` (r:1 w:0)
	// Proof: `Billing::StandingOrders` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `Billing::AgendaCursor` (r:1 w:0)
	// Proof: `Billing::AgendaCursor` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Billing::MonthsInUse` (r:1 w:1)
	// Proof: `Billing::MonthsInUse` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	// Storage: `Billing::Agenda` (r:0 w:3)
	// Proof: `Billing::Agenda` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	// Storage: `Billing::Forecasts` (r:0 w:1)
	// Proof: `Billing::Forecasts` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	// Storage: `Billing::Debts` (r:0 w:1)
	// Proof: `Billing::Debts` (`max_values`: None, `max_size`: Some(120), added: 2595, mode: `MaxEncodedLen`)
	// Storage: `Billing::Invoices` (r:0 w:1)
	// Proof: `Billing::Invoices` (`max_values`: None, `max_size`: Some(835), added: 3310, mode: `MaxEncodedLen`)
	fn task_close() -> Weight {
		// Proof size: measured 18058 bytes, estimated 435198 bytes.
		// Fastest run: 1_035_851 ns.
		Weight::from_parts(1_078_244_000, 435198)
			.saturating_add(T::DbWeight::get().reads(92))
			.saturating_add(T::DbWeight::get().writes(22))
	}

	// Storage: `Billing::StandingOrders` (r:1 w:0)
	// Proof: `Billing::StandingOrders` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `Billing::Debts` (r:1 w:1)
	// Proof: `Billing::Debts` (`max_values`: None, `max_size`: Some(120), added: 2595, mode: `MaxEncodedLen`)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
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
	// Storage: `Billing::Invoices` (r:1 w:1)
	// Proof: `Billing::Invoices` (`max_values`: None, `max_size`: Some(835), added: 3310, mode: `MaxEncodedLen`)
	// Storage: `Billing::BilledUntil` (r:1 w:1)
	// Proof: `Billing::BilledUntil` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	// Storage: `Billing::MonthsInUse` (r:1 w:1)
	// Proof: `Billing::MonthsInUse` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	// Storage: `Billing::Notes` (r:0 w:1)
	// Proof: `Billing::Notes` (`max_values`: None, `max_size`: Some(6181), added: 8656, mode: `MaxEncodedLen`)
	fn task_collect() -> Weight {
		// Proof size: measured 2753 bytes, estimated 6208 bytes.
		// Fastest run: 183_183 ns.
		Weight::from_parts(201_310_000, 6208)
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().writes(8))
	}

	// Storage: `Billing::Debts` (r:1 w:1)
	// Proof: `Billing::Debts` (`max_values`: None, `max_size`: Some(120), added: 2595, mode: `MaxEncodedLen`)
	// Storage: `Billing::Invoices` (r:1 w:1)
	// Proof: `Billing::Invoices` (`max_values`: None, `max_size`: Some(835), added: 3310, mode: `MaxEncodedLen`)
	// Storage: `Billing::BilledUntil` (r:1 w:1)
	// Proof: `Billing::BilledUntil` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	// Storage: `Billing::MonthsInUse` (r:1 w:1)
	// Proof: `Billing::MonthsInUse` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	// Storage: `Billing::Notes` (r:0 w:1)
	// Proof: `Billing::Notes` (`max_values`: None, `max_size`: Some(6181), added: 8656, mode: `MaxEncodedLen`)
	fn task_prune() -> Weight {
		// Proof size: measured 1359 bytes, estimated 4300 bytes.
		// Fastest run: 35_242 ns.
		Weight::from_parts(37_906_000, 4300)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(5))
	}

}
