//! A chain in memory and its clock.

use crate::{AccountId, Ecoin, Moment, Vintage, Wh, ZoneId, ECOIN_ASSET};
use joule_runtime::{
	configs::BlockWeights, genesis, Assets, AssetsHolder, Billing, Ecoin as EcoinPallet,
	EnergyTrading, EvSettlement, Matching, Metering, Registry, Runtime, RuntimeEvent,
	RuntimeGenesisConfig, RuntimeHoldReason, RuntimeOrigin, Sites, System,
};
use pallet_billing::WeightInfo as _;
use pallet_energy_trading::WeightInfo as _;
use pallet_ev_settlement::WeightInfo as _;
use polkadot_sdk::{
	frame_support::{
		storage::with_transaction,
		traits::{
			fungibles::{hold::Inspect as _, Inspect as _},
			Hooks,
		},
		weights::Weight,
	},
	pallet_collective, pallet_timestamp,
	sp_core::H256,
	sp_io::TestExternalities,
	sp_runtime::{BuildStorage, DispatchError, Storage, TransactionOutcome, TryRuntimeError},
};
use serde_json::Value;

/// The zone that the presets begin with.
pub const ZONE: ZoneId = ZoneId(1);

/// A second zone, for tests only.
pub const OTHER_ZONE: ZoneId = ZoneId(2);

/// The months in which tests play.
pub struct ConstMonth;

impl ConstMonth {
	/// The month in which tests begin.
	pub const NOW: Vintage = Vintage(202611);
	/// The month after that.
	pub const NEXT: Vintage = Vintage(202612);
}

/// The instant at which tests begin: 1 November 2026, midnight in Korea.
pub const NOVEMBER: Moment = 1_793_458_800_000;

/// Runs a test on a fresh chain, which begins at [`NOVEMBER`], and checks every invariant after it.
pub fn test(body: impl FnOnce()) {
	test_from(NOVEMBER, body)
}

/// Runs a test on a fresh chain, which begins at an instant, and checks every invariant after it.
pub fn test_from(start: Moment, body: impl FnOnce()) {
	fresh_chain(start).execute_with(|| {
		body();
		check_invariants();
	});
}

/// A fresh chain, which begins at an instant. Long runs commit it from time to time
/// (`commit_all`), so that what they changed since stays small.
pub fn fresh_chain(start: Moment) -> TestExternalities {
	let mut chain = TestExternalities::new(genesis_storage());
	chain.execute_with(|| {
		System::set_block_number(1);
		// The hash of the genesis block, which meters sign along with their readings.
		polkadot_sdk::frame_system::BlockHash::<Runtime>::insert(0, H256::repeat_byte(7));
		set_clock(start);
		polkadot_sdk::frame_support::assert_ok!(Registry::create_zone(
			council(),
			OTHER_ZONE,
			b"Naju".to_vec().try_into().expect("a short name")
		));
	});
	chain
}

/// The state of the `local` preset, as the node builds it.
pub fn genesis_storage() -> Storage {
	let patch = genesis::preset(&genesis::LOCAL.into()).expect("the preset exists");
	let patch: Value = serde_json::from_slice(&patch).expect("presets are JSON");
	let mut config =
		serde_json::to_value(RuntimeGenesisConfig::default()).expect("genesis is JSON");
	merge(&mut config, patch);
	serde_json::from_value::<RuntimeGenesisConfig>(config)
		.expect("the preset fits the genesis configuration")
		.build_storage()
		.expect("genesis builds")
}

fn merge(base: &mut Value, patch: Value) {
	match (base, patch) {
		(Value::Object(base), Value::Object(patch)) => {
			for (key, value) in patch {
				merge(base.entry(key).or_insert(Value::Null), value);
			}
		}
		(base, patch) => *base = patch,
	}
}

/// The origin of a motion that three of the four sites agreed to.
pub fn council() -> RuntimeOrigin {
	pallet_collective::RawOrigin::<AccountId, pallet_collective::Instance1>::Members(3, 4).into()
}

/// The chain's clock.
pub fn now() -> Moment {
	pallet_timestamp::Now::<Runtime>::get()
}

/// Sets the clock, and nothing else: a transaction comes before the chain has done what is due.
pub fn set_clock(moment: Moment) {
	pallet_timestamp::Now::<Runtime>::put(moment);
}

/// Lets time pass up to an instant, then lets the chain make blocks until it has nothing to do.
pub fn advance_to(moment: Moment) {
	assert!(moment >= now(), "the clock does not go back");
	set_clock(moment);
	while make_block().any_gt(idle_block()) {}
}

/// What the hooks weigh in a block in which nothing is due: each looks once.
fn idle_block() -> Weight {
	<Runtime as pallet_energy_trading::Config>::WeightInfo::tick_base()
		.saturating_add(<Runtime as pallet_billing::Config>::WeightInfo::tick_base())
		.saturating_mul(2)
		.saturating_add(<Runtime as pallet_ev_settlement::Config>::WeightInfo::tick_base())
}

/// Makes an empty block with much room, and says what the hooks used of it.
fn make_block() -> Weight {
	let number = System::block_number() + 1;
	System::set_block_number(number);
	let room = BlockWeights::get().max_block;
	EnergyTrading::on_initialize(number)
		.saturating_add(Billing::on_initialize(number))
		.saturating_add(EnergyTrading::on_idle(number, room))
		.saturating_add(EvSettlement::on_idle(number, room))
		.saturating_add(Billing::on_idle(number, room))
}

/// Lets time pass.
pub fn advance_by(span: Moment) {
	advance_to(now() + span);
}

/// An account's free balance of an asset.
pub fn balance_of(asset: joule_primitives::AssetId, who: &AccountId) -> u128 {
	Assets::balance(asset, who)
}

/// An account's free energy of a month.
pub fn energy_of(who: &AccountId, vintage: Vintage) -> Wh {
	Wh(Assets::balance(vintage.asset_id(), who) as u64)
}

/// An account's free ecoin.
pub fn free_ecoin(who: &AccountId) -> Ecoin {
	Ecoin(Assets::balance(ECOIN_ASSET, who))
}

/// An account's ecoin on hold for a reason.
pub fn held_ecoin(who: &AccountId, reason: impl Into<RuntimeHoldReason>) -> Ecoin {
	Ecoin(AssetsHolder::balance_on_hold(ECOIN_ASSET, &reason.into(), who))
}

/// All an account's ecoin, free and on hold.
pub fn total_ecoin(who: &AccountId) -> Ecoin {
	Ecoin(Assets::total_balance(ECOIN_ASSET, who))
}

/// Fails unless the event was emitted.
pub fn assert_event(event: impl Into<RuntimeEvent>) {
	System::assert_has_event(event.into());
}

/// Checks the invariants of every pallet of ours.
pub fn check_invariants() {
	Registry::do_try_state().expect("registry");
	EcoinPallet::do_try_state().expect("ecoin");
	Metering::do_try_state().expect("metering");
	Matching::do_try_state().expect("matching");
	EnergyTrading::do_try_state().expect("energy trading");
	Sites::do_try_state().expect("sites");
	EvSettlement::do_try_state().expect("ev settlement");
	Billing::do_try_state().expect("billing");
	check_redemptions();
	check_prepayments();
	check_assets();
}

/// Fails unless a pallet's invariant, such as `registry 1`, notices what `corrupt` does to the
/// state. That is undone afterwards.
pub fn assert_notices(
	do_try_state: fn() -> Result<(), TryRuntimeError>,
	invariant: &str,
	corrupt: impl FnOnce(),
) {
	let outcome = with_transaction(|| {
		corrupt();
		TransactionOutcome::Rollback(Ok::<_, DispatchError>(do_try_state()))
	});
	let noticed = outcome.expect("a rollback is no error").expect_err("the corruption shows");
	let DispatchError::Other(message) = noticed else { panic!("{noticed:?}") };
	assert!(message.starts_with(&format!("{invariant}:")), "{message}");
}

/// Ecoin is held for redemptions that are open, and for nothing else: whatever its account.
fn check_redemptions() {
	use pallet_ecoin::{HoldReason, OpenRequests, Purpose};

	let reason = HoldReason::Redemption.into();
	let held = polkadot_sdk::pallet_assets::Account::<Runtime>::iter_prefix(ECOIN_ASSET)
		.map(|(who, _)| Ecoin(AssetsHolder::balance_on_hold(ECOIN_ASSET, &reason, &who)));
	let requested = OpenRequests::<Runtime>::iter_values()
		.filter(|request| request.purpose == Purpose::Redemption)
		.map(|request| request.amount);
	assert_eq!(held.sum::<Ecoin>(), requested.sum(), "held for redemption");
}

/// Ecoin is held for sessions that are open, and for nothing else: whatever its account.
fn check_prepayments() {
	use pallet_ev_settlement::{HoldReason, Sessions};

	let reason = HoldReason::Prepayment.into();
	let held = polkadot_sdk::pallet_assets::Account::<Runtime>::iter_prefix(ECOIN_ASSET)
		.map(|(who, _)| Ecoin(AssetsHolder::balance_on_hold(ECOIN_ASSET, &reason, &who)));
	let prepaid = Sessions::<Runtime>::iter_values()
		.filter(|session| session.stage.is_open())
		.map(|session| session.prepayment);
	assert_eq!(held.sum::<Ecoin>(), prepaid.sum(), "held for sessions");
}

/// Every unit of an asset is in some account, free or on hold.
fn check_assets() {
	use polkadot_sdk::pallet_assets;
	use std::collections::BTreeMap;

	let mut sums = BTreeMap::<joule_primitives::AssetId, u128>::new();
	for (asset, who, account) in pallet_assets::Account::<Runtime>::iter() {
		*sums.entry(asset).or_default() +=
			account.balance + AssetsHolder::total_balance_on_hold(asset, &who);
	}
	for (asset, _) in pallet_assets::Asset::<Runtime>::iter() {
		let issued = Assets::total_issuance(asset);
		assert_eq!(issued, sums.get(&asset).copied().unwrap_or_default(), "asset {asset}");
	}
}
