//! Ecoin and energy.

use crate::{
	AccountId, AssetsHolder, Balances, Registry, Runtime, RuntimeEvent, RuntimeFreezeReason,
	RuntimeHoldReason, System,
};
use joule_primitives::{AssetId, Balance, Participants};
use polkadot_sdk::{
	frame_support::traits::{AsEnsureOriginWithArg, ConstU128, ConstU32, VariantCountOf},
	frame_system::EnsureNever,
	pallet_assets::{self, FrozenBalance},
	pallet_assets_holder, pallet_balances,
};

/// Some pallets of the SDK want a currency for deposits. All deposits are zero, nobody is endowed
/// and the call filter shuts every call, so this currency has no units.
impl pallet_balances::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeHoldReason = RuntimeHoldReason;
	type RuntimeFreezeReason = RuntimeFreezeReason;
	type AccountStore = System;
	type Balance = Balance;
	type ExistentialDeposit = ConstU128<1>;
	type DustRemoval = ();
	type ReserveIdentifier = [u8; 8];
	type FreezeIdentifier = RuntimeFreezeReason;
	type MaxLocks = ConstU32<0>;
	type MaxReserves = ConstU32<0>;
	type MaxFreezes = VariantCountOf<RuntimeFreezeReason>;
	type DoneSlashHandler = ();
	type WeightInfo = pallet_balances::weights::SubstrateWeight<Runtime>;
}

/// No origin creates assets or has power over them: the pallets do, by their rules.
impl pallet_assets::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type Balance = Balance;
	type RemoveItemsLimit = ConstU32<1_000>;
	type ReserveData = ();
	type StringLimit = ConstU32<32>;
	type Extra = ();
	type CallbackHandle = ();
	type AssetIdAllocator = ();
	type AssetId = AssetId;
	type AssetIdParameter = codec::Compact<AssetId>;
	type Currency = Balances;
	type CreateOrigin = AsEnsureOriginWithArg<EnsureNever<AccountId>>;
	type ForceOrigin = EnsureNever<AccountId>;
	type AssetDeposit = ConstU128<0>;
	type AssetAccountDeposit = ConstU128<0>;
	type MetadataDepositBase = ConstU128<0>;
	type MetadataDepositPerByte = ConstU128<0>;
	type ApprovalDeposit = ConstU128<0>;
	type Holder = AssetsHolder;
	type Freezer = FrozenWithoutSend;
	type WeightInfo = pallet_assets::weights::SubstrateWeight<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = ();
}

impl pallet_assets_holder::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type RuntimeEvent = RuntimeEvent;
}

/// Freezes all assets of a participant that may not send, however the transfer is made. What it
/// owes from holds is paid all the same. Accounts that are nobody's, such as the market's escrow,
/// are not frozen.
pub struct FrozenWithoutSend;

impl FrozenBalance<AssetId, AccountId, Balance> for FrozenWithoutSend {
	fn frozen_balance(_: AssetId, who: &AccountId) -> Option<Balance> {
		let is_participant = <Registry as Participants<AccountId>>::zone_of(who).is_some();
		let is_frozen = is_participant && !<Registry as Participants<AccountId>>::may_send(who);
		is_frozen.then_some(Balance::MAX)
	}

	fn died(_: AssetId, _: &AccountId) {}

	fn contains_freezes(_: AssetId) -> bool {
		false
	}
}
