//! Who makes blocks and who makes them final.

use super::EnsureCouncil;
use crate::{
	weights, AccountId, Aura, Balances, Historical, Offences, Registry, Runtime, RuntimeCall,
	RuntimeEvent, SessionKeys, Sites, UncheckedExtrinsic, SLOT_DURATION_MS,
};
use joule_primitives::{calendar::DAY_MS, Participants, Role};
use polkadot_sdk::{
	frame_support::{
		parameter_types,
		traits::{ConstBool, ConstU128, ConstU32, ConstU64, Contains},
	},
	frame_system::offchain::{CreateBare, CreateTransactionBase},
	pallet_aura, pallet_authorship, pallet_grandpa, pallet_offences,
	pallet_session::{
		self,
		historical::{self, NoteHistoricalRoot},
		FindAccountFromAuthorIndex, PeriodicSessions, SessionManager,
	},
	sp_consensus_aura,
	sp_runtime::traits::{Convert, OpaqueKeys},
	sp_session::MembershipProof,
	sp_staking::SessionIndex,
};

/// The most authorities there can be.
type MaxAuthorities = ConstU32<32>;

/// The length of a session in blocks: ten minutes. Keys that a site exchanged come into use after at
/// most two of them; a change of the authorities after two blocks.
type SessionLength = ConstU32<{ 10 * 60 * 1000 / SLOT_DURATION_MS as u32 }>;

/// For how many blocks an equivocation can be reported: a day.
const REPORT_LONGEVITY: u64 = DAY_MS / SLOT_DURATION_MS;

/// How many sessions are remembered, to prove whose key it was: those of a day, if all are of full
/// length.
const SESSIONS_REMEMBERED: SessionIndex = 144;

impl pallet_aura::Config for Runtime {
	type AuthorityId = sp_consensus_aura::sr25519::AuthorityId;
	type DisabledValidators = ();
	type MaxAuthorities = MaxAuthorities;
	type AllowMultipleBlocksPerSlot = ConstBool<false>;
	type SlotDuration = ConstU64<SLOT_DURATION_MS>;
}

impl pallet_grandpa::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ();
	type MaxAuthorities = MaxAuthorities;
	type MaxNominators = ConstU32<0>;
	type MaxSetIdSessionEntries = ConstU64<{ SESSIONS_REMEMBERED as u64 }>;
	type KeyOwnerProof = MembershipProof;
	type EquivocationReportSystem = pallet_grandpa::EquivocationReportSystem<
		Self,
		Offences,
		Historical,
		ConstU64<REPORT_LONGEVITY>,
	>;
}

impl pallet_authorship::Config for Runtime {
	type FindAuthor = FindAccountFromAuthorIndex<Self, Aura>;
	type EventHandler = ();
}

impl pallet_offences::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type IdentificationTuple = historical::IdentificationTuple<Self>;
	type OnOffenceHandler = Sites;
}

parameter_types! {
	/// With three, GRANDPA tolerates no fault, but goes on.
	pub const MinAuthorities: u32 = 3;
}

impl pallet_sites::Config for Runtime {
	type AdminOrigin = EnsureCouncil;
	type HasSessionKeys = HasSessionKeys;
	type SessionLength = SessionLength;
	type MinAuthorities = MinAuthorities;
	type MaxAuthorities = MaxAuthorities;
	type MaxNodes = ConstU32<1024>;
	type KeyOwnerProof = MembershipProof;
	type KeyOwners = Historical;
	type Offender = historical::IdentificationTuple<Self>;
	type Offences = Offences;
	type ReportLongevity = ConstU64<REPORT_LONGEVITY>;
	type WeightInfo = weights::pallet_sites::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type Scene = crate::benchmarking::Scene;
}

impl pallet_session::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type ValidatorId = AccountId;
	type ValidatorIdOf = OperatorsOnly;
	type ShouldEndSession = Sites;
	type NextSessionRotation = PeriodicSessions<SessionLength, ConstU32<0>>;
	type SessionManager = RememberedSessions;
	type SessionHandler = <SessionKeys as OpaqueKeys>::KeyTypeIdProviders;
	type Keys = SessionKeys;
	type DisablingStrategy = ();
	type WeightInfo = pallet_session::weights::SubstrateWeight<Runtime>;
	type Currency = Balances;
	type KeyDeposit = ConstU128<0>;
}

impl historical::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type FullIdentification = ();
	type FullIdentificationOf = NoFurtherIdentification;
}

/// Lets market operators, such as the sites, set session keys, and nobody else: each takes storage.
pub struct OperatorsOnly;

impl Convert<AccountId, Option<AccountId>> for OperatorsOnly {
	fn convert(account: AccountId) -> Option<AccountId> {
		<Registry as Participants<AccountId>>::has_role(&account, Role::Operator).then_some(account)
	}
}

/// The sites that have session keys.
pub struct HasSessionKeys;

impl Contains<AccountId> for HasSessionKeys {
	fn contains(site: &AccountId) -> bool {
		pallet_session::NextKeys::<Runtime>::contains_key(site)
	}
}

/// A site is identified by its account.
pub struct NoFurtherIdentification;

impl Convert<AccountId, Option<()>> for NoFurtherIdentification {
	fn convert(_: AccountId) -> Option<()> {
		Some(())
	}
}

/// Plans sessions as `Sites` says, and remembers who had which key in the last
/// [`SESSIONS_REMEMBERED`] of them.
pub struct RememberedSessions;

/// What notes the keys of each session.
type Noted = NoteHistoricalRoot<Runtime, Sites>;

impl SessionManager<AccountId> for RememberedSessions {
	fn new_session(index: SessionIndex) -> Option<alloc::vec::Vec<AccountId>> {
		<Noted as SessionManager<AccountId>>::new_session(index)
	}

	fn new_session_genesis(index: SessionIndex) -> Option<alloc::vec::Vec<AccountId>> {
		<Noted as SessionManager<AccountId>>::new_session_genesis(index)
	}

	fn start_session(index: SessionIndex) {
		<Noted as SessionManager<AccountId>>::start_session(index)
	}

	fn end_session(index: SessionIndex) {
		<Noted as SessionManager<AccountId>>::end_session(index);
		Historical::prune_up_to(index.saturating_sub(SESSIONS_REMEMBERED));
	}
}

/// How a node writes an unsigned report of an equivocation.
impl<LocalCall> CreateTransactionBase<LocalCall> for Runtime
where
	RuntimeCall: From<LocalCall>,
{
	type Extrinsic = UncheckedExtrinsic;
	type RuntimeCall = RuntimeCall;
}

impl<LocalCall> CreateBare<LocalCall> for Runtime
where
	RuntimeCall: From<LocalCall>,
{
	fn create_bare(call: RuntimeCall) -> UncheckedExtrinsic {
		UncheckedExtrinsic::new_bare(call)
	}
}
