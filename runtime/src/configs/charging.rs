//! The charging of vehicles.

use super::{IdleReserve, BLOCK};
use crate::{weights, Assets, AssetsHolder, Registry, Runtime, RuntimeHoldReason, Timestamp};
use joule_primitives::{
	calendar::{DAY_MS, HOUR_MS, QUARTER_MS},
	Ecoin, PriceTick,
};
use polkadot_sdk::{
	frame_support::{
		parameter_types,
		traits::{ConstU32, ConstU64},
		weights::Weight,
	},
	sp_runtime::Perbill,
};

/// A minute in milliseconds.
const MINUTE_MS: u64 = 60 * 1000;

parameter_types! {
	/// The most for energy: 1,000 KRW/kWh, three times the public price for fast charging.
	pub const MaxPrice: PriceTick = PriceTick(10_000);
	/// The least that can be prepaid: a thousand won, some 3 kWh.
	pub const MinPrepayment: Ecoin = Ecoin::from_krw(1_000);
	/// The most for occupying a charge point: a million won.
	pub const MaxOccupancyFee: Ecoin = Ecoin::from_krw(1_000_000);
	/// What charging does by itself at the end of each block: at most a twentieth of it.
	pub TickBudget: Weight = Perbill::from_percent(5) * BLOCK;
}

impl pallet_ev_settlement::Config for Runtime {
	type WeightInfo = weights::pallet_ev_settlement::WeightInfo<Runtime>;
	type Assets = Assets;
	type Holds = AssetsHolder;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Participants = Registry;
	type Time = Timestamp;
	type MaxPrice = MaxPrice;
	type MaxOccupancyFee = MaxOccupancyFee;
	type MinPrepayment = MinPrepayment;
	type MaxCredentials = ConstU32<16>;
	type MaxOpenSessions = ConstU32<4>;
	type MaxBatch = ConstU32<50>;
	type MaxValidity = ConstU64<{ 10 * MINUTE_MS }>;
	type StartWindow = ConstU64<QUARTER_MS>;
	type SilenceLimit = ConstU64<{ 24 * HOUR_MS }>;
	type MaxDuration = ConstU64<{ 48 * HOUR_MS }>;
	type ClockTolerance = ConstU64<MINUTE_MS>;
	type CoverWindow = ConstU64<{ 7 * DAY_MS }>;
	type Retention = ConstU64<{ 40 * DAY_MS }>;
	type RevenueDays = ConstU32<400>;
	type IdleReserve = IdleReserve;
	type TickBudget = TickBudget;
	#[cfg(feature = "runtime-benchmarks")]
	type Scene = crate::benchmarking::Scene;
}
