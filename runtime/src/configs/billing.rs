//! The billing month: tariffs, closing, invoices.

use super::{EnsureCouncil, IdleReserve, BLOCK};
use crate::{
	weights, Assets, AssetsHolder, EnergyTrading, EvSettlement, Metering, Registry, Runtime,
	RuntimeHoldReason, Timestamp,
};
use polkadot_sdk::{
	frame_support::{
		parameter_types,
		traits::{ConstU32, ConstU8},
		weights::Weight,
	},
	sp_runtime::Perbill,
};

parameter_types! {
	/// What billing does by itself at the start of each block: at most a twentieth of it.
	pub BillingTickBudget: Weight = Perbill::from_percent(5) * BLOCK;
}

impl pallet_billing::Config for Runtime {
	type WeightInfo = weights::pallet_billing::WeightInfo<Runtime>;
	type AdminOrigin = EnsureCouncil;
	type Assets = Assets;
	type Holds = AssetsHolder;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Participants = Registry;
	type Meters = Metering;
	type Covered = EvSettlement;
	type Market = EnergyTrading;
	type Time = Timestamp;
	/// An hour of grace, three days to dispute, seven to rule: a month's trades are settled when the
	/// eleventh day after it is over.
	type LeastClosingDays = ConstU8<11>;
	/// Readings are kept for 75 days, of which a period is 31, and the first one after another contract
	/// up to 62.
	type MostClosingDays = ConstU8<13>;
	type MaxVersions = ConstU32<64>;
	type MaxHolidays = ConstU32<64>;
	type MaxNotes = ConstU32<8>;
	type MaxForecasts = ConstU32<100>;
	type RetentionMonths = ConstU32<24>;
	type TickBudget = BillingTickBudget;
	type IdleReserve = IdleReserve;
	#[cfg(feature = "runtime-benchmarks")]
	type Scene = crate::benchmarking::Scene;
}
