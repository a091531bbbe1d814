//! Who decides: the council of the authority sites. No single company can.

use crate::{
	configs::BLOCK, AccountId, Balances, BlockNumber, OriginCaller, Preimage, Runtime, RuntimeCall,
	RuntimeEvent, RuntimeOrigin, System, SLOT_DURATION_MS,
};
use polkadot_sdk::{
	frame_support::{
		parameter_types,
		traits::{ConstU32, EitherOfDiverse, EqualPrivilegeOnly},
		weights::Weight,
	},
	frame_system::EnsureRoot,
	pallet_collective::{self, EnsureProportionAtLeast, Instance1, PrimeDefaultVote},
	pallet_preimage, pallet_scheduler, pallet_sudo,
	sp_runtime::Perbill,
};

/// Three quarters of the council: with four sites, three of them. In the `dev` preset also sudo.
pub type EnsureCouncil =
	EitherOfDiverse<EnsureRoot<AccountId>, EnsureProportionAtLeast<AccountId, Instance1, 3, 4>>;

/// Blocks in a day.
const DAY: BlockNumber = (24 * 60 * 60 * 1000 / SLOT_DURATION_MS) as BlockNumber;

parameter_types! {
	/// A motion lapses after a week.
	pub const MotionDuration: BlockNumber = 7 * DAY;
	/// The heaviest thing that a motion can do: half a block.
	pub MaxProposalWeight: Weight = Perbill::from_percent(50) * BLOCK;
	/// What scheduled calls may use of a block: half of it.
	pub MaxScheduledWeight: Weight = Perbill::from_percent(50) * BLOCK;
}

impl pallet_collective::Config<Instance1> for Runtime {
	type RuntimeOrigin = RuntimeOrigin;
	type Proposal = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type MotionDuration = MotionDuration;
	type MaxProposals = ConstU32<64>;
	type MaxMembers = ConstU32<32>;
	type DefaultVote = PrimeDefaultVote;
	type WeightInfo = pallet_collective::weights::SubstrateWeight<Runtime>;
	type SetMembersOrigin = EnsureCouncil;
	type MaxProposalWeight = MaxProposalWeight;
	type DisapproveOrigin = EnsureCouncil;
	type KillOrigin = EnsureCouncil;
	type Consideration = ();
}

impl pallet_sudo::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type WeightInfo = pallet_sudo::weights::SubstrateWeight<Runtime>;
}

impl pallet_preimage::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_preimage::weights::SubstrateWeight<Runtime>;
	type Currency = Balances;
	type ManagerOrigin = EnsureCouncil;
	type Consideration = ();
}

impl pallet_scheduler::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeOrigin = RuntimeOrigin;
	type PalletsOrigin = OriginCaller;
	type RuntimeCall = RuntimeCall;
	type MaximumWeight = MaxScheduledWeight;
	type ScheduleOrigin = EnsureCouncil;
	type OriginPrivilegeCmp = EqualPrivilegeOnly;
	type MaxScheduledPerBlock = ConstU32<32>;
	type WeightInfo = pallet_scheduler::weights::SubstrateWeight<Runtime>;
	type Preimages = Preimage;
	type BlockNumberProvider = System;
}
