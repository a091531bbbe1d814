//! Who decides: the council of the authority sites. No single company can.

use crate::{
	configs::BLOCK, AccountId, Balances, BlockNumber, OriginCaller, Preimage, Runtime, RuntimeCall,
	RuntimeEvent, RuntimeOrigin, System, SLOT_DURATION_MS,
};
use core::cmp::Ordering;
use polkadot_sdk::{
	frame_support::{
		parameter_types,
		traits::{ConstU32, EitherOfDiverse, PrivilegeCmp},
		weights::Weight,
	},
	frame_system::EnsureRoot,
	pallet_collective::{
		self, DefaultVote, EnsureProportionAtLeast, Instance1, MemberCount, RawOrigin,
	},
	pallet_preimage, pallet_scheduler, pallet_sudo,
	sp_runtime::Perbill,
};

/// Three quarters of the council: with four sites, three of them. In the `dev` preset also sudo.
pub type EnsureCouncil =
	EitherOfDiverse<EnsureRoot<AccountId>, EnsureProportionAtLeast<AccountId, Instance1, 3, 4>>;

/// Who has not voted when a motion ends has voted no.
///
/// By the SDK's other rules the silent follow a prime member or the majority of those who voted, so
/// that one aye could pass a motion which nobody noticed.
pub struct SilenceIsNo;

impl DefaultVote for SilenceIsNo {
	fn default_vote(_: Option<bool>, _: MemberCount, _: MemberCount, _: MemberCount) -> bool {
		false
	}
}

/// What three sites scheduled, four can cancel, and the other way round.
///
/// The scheduler asks this of origins that it let in already: root, and majorities of the council
/// that are large enough for anything.
pub struct AnyCouncilMajority;

impl PrivilegeCmp<OriginCaller> for AnyCouncilMajority {
	fn cmp_privilege(left: &OriginCaller, right: &OriginCaller) -> Option<Ordering> {
		let is_majority =
			|origin: &OriginCaller| matches!(origin, OriginCaller::Council(RawOrigin::Members(..)));
		(left == right || is_majority(left) && is_majority(right)).then_some(Ordering::Equal)
	}
}

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
	type DefaultVote = SilenceIsNo;
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
	type OriginPrivilegeCmp = AnyCouncilMajority;
	type MaxScheduledPerBlock = ConstU32<32>;
	type WeightInfo = pallet_scheduler::weights::SubstrateWeight<Runtime>;
	type Preimages = Preimage;
	type BlockNumberProvider = System;
}
