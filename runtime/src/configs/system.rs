//! The system itself: types, limits of a block, and which calls there are at all.

use crate::{
	weights, AccountId, Aura, Block, Hash, Lookup, Migrations, Nonce, PalletInfo, Registry,
	Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin, RuntimeTask, SLOT_DURATION_MS, VERSION,
};
use joule_primitives::Participants;
use polkadot_sdk::{
	frame_support::{
		derive_impl,
		dispatch::DispatchClass,
		migrations::FreezeChainOnFailedMigration,
		parameter_types,
		traits::{ConstU16, ConstU32, ConstU64, Contains},
		weights::{
			constants::{
				ExtrinsicBaseWeight, ParityDbWeight, WEIGHT_REF_TIME_PER_MICROS,
				WEIGHT_REF_TIME_PER_MILLIS,
			},
			Weight,
		},
	},
	frame_system, pallet_assets, pallet_balances, pallet_migrations, pallet_session,
	pallet_timestamp,
	sp_runtime::{traits::StaticLookup, Perbill},
	sp_version::RuntimeVersion,
};

/// What all but an upgrade may use of a block, in milliseconds.
///
/// A block is executed by its author and then by every other node. This much was measured to leave
/// the importers time where four authorities and a load generator share two cores: one slot in a
/// thousand is missed while all blocks are full of batches (docs/benchmarks.md).
const BLOCK_MS: u64 = 274;

/// What all but an upgrade may use of a block.
pub const BLOCK: Weight = Weight::from_parts(BLOCK_MS * WEIGHT_REF_TIME_PER_MILLIS, u64::MAX);

/// What an upgrade may use of a block: a slot. Its code is unpacked and read in one go, which takes
/// longer than a common block may, and costs the next author its slot at worst. Nothing else uses
/// it: the registry lets only sites send operational transactions, and the other ones are light.
const UPGRADE_BLOCK: Weight =
	Weight::from_parts(SLOT_DURATION_MS * WEIGHT_REF_TIME_PER_MILLIS, u64::MAX);

/// The share of a block that ordinary transactions may use.
const NORMAL_SHARE: Perbill = Perbill::from_percent(75);

/// The weight that is charged for `on_initialize` in an otherwise empty block, before anything ran:
/// that of the market's tick, a tenth of [`BLOCK`], and of billing's, a twentieth, as a share of the
/// largest block there can be.
const AVERAGE_ON_INITIALIZE: Perbill =
	Perbill::from_parts((150_000_000 * BLOCK_MS / SLOT_DURATION_MS) as u32);

/// What a transaction weighs before its call: what the SDK measured of an empty one in a block, and
/// what each node's pool spends on it while it waits, in microseconds.
///
/// The second part was chosen by measurement: so much leaves four nodes on two cores a third of them
/// free while blocks are full of single orders (docs/benchmarks.md).
const POOL_US: u64 = 600;
const EXTRINSIC_BASE: Weight = ExtrinsicBaseWeight::get()
	.saturating_add(Weight::from_parts(POOL_US * WEIGHT_REF_TIME_PER_MICROS, 0));

/// The most bytes in a block.
const BLOCK_BYTES: u32 = 2 * 1024 * 1024;

parameter_types! {
	/// What hooks leave free at the end of a block, which they are offered up to the largest that
	/// there can be: what is for upgrades alone.
	pub IdleReserve: Weight = UPGRADE_BLOCK.saturating_sub(BLOCK);

	pub const Version: RuntimeVersion = VERSION;

	/// The limits of a block by weight.
	pub BlockWeights: frame_system::limits::BlockWeights = {
		frame_system::limits::BlockWeights::builder()
			.for_class(DispatchClass::Normal, |weights| {
				weights.max_total = Some(NORMAL_SHARE * BLOCK);
			})
			.for_class(DispatchClass::Operational, |weights| {
				weights.max_total = Some(UPGRADE_BLOCK);
				weights.reserved = Some(UPGRADE_BLOCK);
			})
			.for_class(DispatchClass::non_mandatory(), |weights| {
				weights.base_extrinsic = EXTRINSIC_BASE;
			})
			.avg_block_initialization(AVERAGE_ON_INITIALIZE)
			.build_or_panic()
	};

	/// The limits of a block by length.
	pub BlockLength: frame_system::limits::BlockLength =
		frame_system::limits::BlockLength::builder()
			.max_length(BLOCK_BYTES)
			.modify_max_length_for_class(DispatchClass::Normal, |length| *length = NORMAL_SHARE * BLOCK_BYTES)
			.build();
}

#[derive_impl(frame_system::config_preludes::SolochainDefaultConfig)]
impl frame_system::Config for Runtime {
	type BaseCallFilter = AllowedCalls;
	type BlockWeights = BlockWeights;
	type BlockLength = BlockLength;
	type Block = Block;
	type AccountId = AccountId;
	type Nonce = Nonce;
	type Hash = Hash;
	type Lookup = Lookup;
	type DbWeight = ParityDbWeight;
	type Version = Version;
	type SystemWeightInfo = weights::frame_system::WeightInfo<Runtime>;
	type ExtensionsWeightInfo = frame_system::SubstrateExtensionsWeight<Runtime>;
	type SingleBlockMigrations = crate::migrations::SingleBlock;
	type MultiBlockMigrator = Migrations;
	type AccountData = pallet_balances::AccountData<joule_primitives::Balance>;
	type SS58Prefix = ConstU16<{ crate::properties::SS58_PREFIX }>;
	/// One for each asset that a participant holds.
	type MaxConsumers = ConstU32<256>;
}

impl pallet_timestamp::Config for Runtime {
	type Moment = joule_primitives::Moment;
	type OnTimestampSet = Aura;
	type MinimumPeriod = ConstU64<{ SLOT_DURATION_MS / 2 }>;
	type WeightInfo = pallet_timestamp::weights::SubstrateWeight<Runtime>;
}

/// Which calls there are: assets can be sent to participants that may receive, and that is all
/// that can be done with them by hand. Nothing creates, mints, burns, freezes or forces them but
/// the pallets whose rules everyone can read. The balances of `pallet-balances`, which some pallets
/// of the SDK want for deposits, do not exist and cannot be moved.
///
/// The filter is asked again for each call inside a batch, a proxy or a multisig.
pub struct AllowedCalls;

impl Contains<RuntimeCall> for AllowedCalls {
	fn contains(call: &RuntimeCall) -> bool {
		let may_receive = |target: &<Lookup as StaticLookup>::Source| {
			Lookup::lookup(target.clone())
				.is_ok_and(|account| <Registry as Participants<AccountId>>::may_receive(&account))
		};
		match call {
			RuntimeCall::Assets(call) => match call {
				pallet_assets::Call::transfer { target, .. }
				| pallet_assets::Call::transfer_keep_alive { target, .. } => may_receive(target),
				pallet_assets::Call::transfer_all { dest, .. } => may_receive(dest),
				pallet_assets::Call::transfer_approved { destination, .. } => {
					may_receive(destination)
				}
				pallet_assets::Call::approve_transfer { .. }
				| pallet_assets::Call::cancel_approval { .. } => true,
				_ => false,
			},
			RuntimeCall::Balances(_) => false,
			// Kept without a deposit, so not for everybody to leave behind.
			RuntimeCall::Preimage(_) => false,
			// A site stops being an authority when the council says so, with its keys in place until
			// then.
			RuntimeCall::Session(pallet_session::Call::purge_keys { .. }) => false,
			_ => true,
		}
	}
}

parameter_types! {
	/// What migrations may use of a block: half of it. No transactions are taken while they run.
	pub MaxMigrationWeight: Weight = Perbill::from_percent(50) * BLOCK;
}

impl pallet_migrations::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	#[cfg(not(feature = "runtime-benchmarks"))]
	type Migrations = crate::migrations::MultiBlock;
	// The benchmarks of the pallet itself want migrations of their own.
	#[cfg(feature = "runtime-benchmarks")]
	type Migrations = pallet_migrations::mock_helpers::MockedMigrations;
	type CursorMaxLen = ConstU32<65_536>;
	type IdentifierMaxLen = ConstU32<256>;
	type MigrationStatusHandler = ();
	type FailedMigrationHandler = FreezeChainOnFailedMigration;
	type MaxServiceWeight = MaxMigrationWeight;
	type WeightInfo = pallet_migrations::weights::SubstrateWeight<Runtime>;
}
