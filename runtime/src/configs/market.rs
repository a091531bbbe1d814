//! The market: Joule's own pallets and who answers their questions.

use super::{EnsureCouncil, IdleReserve, BLOCK};
use crate::{
	weights, Assets, AssetsHolder, Matching, Metering, Registry, Runtime, RuntimeHoldReason,
	Timestamp,
};
use joule_primitives::{
	calendar::{DAY_MS, HOUR_MS},
	Ecoin,
};
use pallet_registry::QuotaLimits;
use polkadot_sdk::{
	frame_support::{
		parameter_types,
		traits::{ConstU32, ConstU64},
		weights::{constants::WEIGHT_REF_TIME_PER_MILLIS, Weight},
		PalletId,
	},
	sp_runtime::Perbill,
};

/// The most orders, cancellations or readings in a call.
type MaxBatch = ConstU32<100>;

parameter_types! {
	/// An idle household may use half a second of execution at once and gets back 2 ms a second.
	pub const HouseholdQuota: QuotaLimits = QuotaLimits {
		capacity_ps: 500 * WEIGHT_REF_TIME_PER_MILLIS,
		refill_ps_per_second: 2 * WEIGHT_REF_TIME_PER_MILLIS,
	};
	/// What the market does by itself at the start of each block: at most a tenth of it.
	pub TickBudget: Weight = Perbill::from_percent(10) * BLOCK;
	/// The most ecoin in one issue: a hundred billion won.
	pub const MaxIssue: Ecoin = Ecoin::from_krw(100_000_000_000);
	pub const EnergyIssuer: PalletId = PalletId(*b"jl/energ");
	pub const MarketEscrow: PalletId = PalletId(*b"jl/escrw");
}

impl pallet_registry::Config for Runtime {
	type AdminOrigin = EnsureCouncil;
	type Time = Timestamp;
	type HouseholdQuota = HouseholdQuota;
	type MaxZones = ConstU32<1024>;
	type MaxDevices = ConstU32<16>;
	type WeightInfo = weights::pallet_registry::WeightInfo<Runtime>;
}

impl pallet_ecoin::Config for Runtime {
	type Assets = Assets;
	type Holds = AssetsHolder;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Participants = Registry;
	type MaxIssue = MaxIssue;
	type MaxOpenRequests = ConstU32<16>;
	type WeightInfo = weights::pallet_ecoin::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type Scene = crate::benchmarking::Scene;
}

impl pallet_metering::Config for Runtime {
	type Assets = Assets;
	type Participants = Registry;
	type Time = Timestamp;
	type PalletId = EnergyIssuer;
	type MaxPointsPerAccount = ConstU32<16>;
	type MaxBatch = MaxBatch;
	type RetentionDays = ConstU32<75>;
	type ClockTolerance = ConstU64<{ 60 * 1000 }>;
	type WeightInfo = weights::pallet_metering::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type Scene = crate::benchmarking::Scene;
}

impl pallet_matching::Config for Runtime {
	type MaxBatch = MaxBatch;
}

impl pallet_energy_trading::Config for Runtime {
	type WeightInfo = weights::pallet_energy_trading::WeightInfo<Runtime>;
	type AdminOrigin = EnsureCouncil;
	type Assets = Assets;
	type Holds = AssetsHolder;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Participants = Registry;
	type Meters = Metering;
	type Auction = Matching;
	type Spot = Matching;
	type Time = Timestamp;
	type PalletId = MarketEscrow;
	type MaxBatch = MaxBatch;
	type MaxBatchesPerAccount = ConstU32<64>;
	type MaxSeries = ConstU32<96>;
	type MaxCrossings = ConstU32<32>;
	type SpotHistoryLength = ConstU64<65_536>;
	type DeliveryGrace = ConstU64<HOUR_MS>;
	type ConfirmationWindow = ConstU64<{ 3 * DAY_MS }>;
	type RulingWindow = ConstU64<{ 7 * DAY_MS }>;
	/// As long as readings are kept: what trading saved is answered from both.
	type Retention = ConstU64<{ 75 * DAY_MS }>;
	type TickBudget = TickBudget;
	type IdleReserve = IdleReserve;
	#[cfg(feature = "runtime-benchmarks")]
	type Scene = crate::benchmarking::Scene;
}
