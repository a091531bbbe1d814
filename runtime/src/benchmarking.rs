//! Runs the pallets' benchmarks on this runtime and sets the scene for them.

use crate::{
	configs::RememberedSessions, AccountId, AllPalletsWithSystem, Assets, Billing,
	Ecoin as EcoinPallet, EnergyTrading, EvSettlement, Metering, Registry, Runtime, RuntimeOrigin,
	Session, SessionKeys, Sites, System,
};
use alloc::{string::String, vec::Vec};
use codec::Encode;
use joule_primitives::{
	benchmarking::BenchmarkScene, Ecoin, MeteringPointId, Moment, Role, Vintage, Watt, Wh, ZoneId,
	ECOIN_ASSET,
};
use pallet_metering::{Capacity, Installation, MeterKey, Points, Reading, Registers, Source};
use pallet_registry::MemberNumber;
use pallet_sites::{benchmarking::SitesScene, Authorities, SetChanged};
use polkadot_sdk::{
	frame_benchmarking::{self, account, BenchmarkBatch, BenchmarkConfig, BenchmarkList},
	frame_support::traits::{
		fungibles::{Create, Inspect, Mutate},
		StorageInfo, StorageInfoTrait, WhitelistedStorageKeys,
	},
	frame_system_benchmarking,
	pallet_session::{self, NextKeys, SessionInterface, SessionManager},
	pallet_timestamp,
	sp_consensus_aura::sr25519::AuthorityId as AuraId,
	sp_core::{ed25519, sr25519, H256},
	sp_io::hashing::blake2_256,
	sp_session::MembershipProof,
};

frame_benchmarking::define_benchmarks!(
	[pallet_billing, Billing]
	[pallet_ecoin, EcoinPallet]
	[pallet_energy_trading, EnergyTrading]
	[pallet_ev_settlement, EvSettlement]
	[pallet_metering, Metering]
	[pallet_registry, Registry]
	[pallet_sites, Sites]
	[frame_system, frame_system_benchmarking::Pallet::<Runtime>]
);

pub(crate) fn metadata(extra: bool) -> (Vec<BenchmarkList>, Vec<StorageInfo>) {
	use frame_benchmarking::BenchmarkList;
	let mut list = Vec::<BenchmarkList>::new();
	list_benchmarks!(list, extra);
	(list, AllPalletsWithSystem::storage_info())
}

pub(crate) fn dispatch(config: BenchmarkConfig) -> Result<Vec<BenchmarkBatch>, String> {
	let whitelist = AllPalletsWithSystem::whitelisted_storage_keys();
	let mut batches = Vec::<BenchmarkBatch>::new();
	let params = (&config, &whitelist);
	add_benchmarks!(params, batches);
	Ok(batches)
}

impl frame_system_benchmarking::Config for Runtime {}

/// The scene in which benchmarks play: participants of one zone, endowed at will.
pub struct Scene;

const ZONE: ZoneId = ZoneId(60_000);

/// The seed of the participant who installs the meters: above those that benchmarks use.
const METER_OPERATOR: u32 = 900_000;

fn root() -> RuntimeOrigin {
	RuntimeOrigin::root()
}

impl BenchmarkScene<AccountId> for Scene {
	fn zone() -> ZoneId {
		if !pallet_registry::Zones::<Runtime>::contains_key(ZONE) {
			let name = b"benchmarks".to_vec().try_into().expect("is short");
			Registry::create_zone(root(), ZONE, name).expect("the zone is new");
		}
		ZONE
	}

	fn participant(seed: u32, roles: &[Role]) -> AccountId {
		let zone = Self::zone();
		let who: AccountId = account("participant", seed, 0);
		if !pallet_registry::Participants::<Runtime>::contains_key(&who) {
			let number = MemberNumber(1_000_000 + seed);
			Registry::register(root(), who.clone(), number, zone, Default::default())
				.expect("the participant is new");
		}
		for role in roles {
			// Asking again for a role that is held fails, and that is fine here.
			let _ = Registry::grant_role(root(), who.clone(), *role);
		}
		who
	}

	fn endow_ecoin(who: &AccountId, amount: Ecoin) {
		if !Assets::asset_exists(ECOIN_ASSET) {
			let nobody: AccountId = account("nobody", 0, 0);
			<Assets as Create<AccountId>>::create(ECOIN_ASSET, nobody, false, 1)
				.expect("the asset is new");
		}
		Assets::mint_into(ECOIN_ASSET, who, amount.0).expect("participants can hold ecoin");
	}

	fn endow_energy(who: &AccountId, vintage: Vintage, amount: Wh) {
		let asset = vintage.asset_id();
		if !Assets::asset_exists(asset) {
			<Assets as Create<AccountId>>::create(asset, Metering::account_id(), false, 1)
				.expect("the asset is new");
		}
		Assets::mint_into(asset, who, amount.0.into()).expect("participants can hold energy");
	}

	fn metering_point(owner: &AccountId, since: Moment) -> MeteringPointId {
		let operator = Self::participant(METER_OPERATOR, &[Role::MeterOperator]);
		let id = MeteringPointId(1_000_000_000 + Points::<Runtime>::iter().count() as u64);
		let before = pallet_timestamp::Now::<Runtime>::get();
		Self::set_time(before.max(since));
		Metering::register_point(
			RuntimeOrigin::signed(operator),
			id,
			Installation {
				owner: owner.clone(),
				zone: Self::zone(),
				source: Source::Solar,
				capacity: Capacity { import: Watt(1_000_000), export: Watt(1_000_000) },
				key: MeterKey::Ed25519(ed25519::Public::default()),
				installed_at: since,
				face: Registers::ZERO,
			},
		)
		.expect("the point is new");
		Self::set_time(before);
		id
	}

	fn read_meter(point: MeteringPointId, at: Moment, exported: Wh, imported: Wh) {
		let last = Points::<Runtime>::get(point).expect("was installed").last;
		Metering::do_record(Reading {
			point,
			sequence: last.sequence + 1,
			measured_at: at,
			registers: Registers {
				import_wh: last.face.import_wh.saturating_add(imported),
				export_wh: last.face.export_wh.saturating_add(exported),
			},
			intervals_root: H256::zero(),
		})
		.expect("the reading follows the last");
	}

	fn set_time(now: Moment) {
		pallet_timestamp::Now::<Runtime>::put(now);
		System::set_block_number(System::block_number().max(1));
	}
}

impl SitesScene<AccountId, MembershipProof> for Scene {
	fn site(seed: u32) -> AccountId {
		let site = Self::participant(seed, &[Role::Operator]);
		let [aura, grandpa] = [b"aura", b"gran"].map(|kind| (kind, seed).using_encoded(blake2_256));
		let keys = SessionKeys {
			aura: sr25519::Public::from_raw(aura).into(),
			grandpa: ed25519::Public::from_raw(grandpa).into(),
		};
		set_session_keys(&site, keys);
		site
	}

	fn prove_ownership(key: AuraId) -> MembershipProof {
		let mut authorities = Authorities::<Runtime>::get().into_inner();
		let offender = authorities.last().expect("there are authorities").clone();
		let keys = NextKeys::<Runtime>::get(&offender).expect("authorities have keys");
		set_session_keys(&offender, SessionKeys { aura: key.clone(), ..keys });
		authorities.sort();
		pallet_session::Validators::<Runtime>::put(&authorities);

		// The keys of a session are noted when it is planned, one before it begins.
		let index = pallet_session::CurrentIndex::<Runtime>::get();
		SetChanged::<Runtime>::put(true);
		RememberedSessions::new_session(index);
		Sites::prove_key_ownership(key).expect("the key was just set")
	}
}

fn set_session_keys(site: &AccountId, keys: SessionKeys) {
	<Session as SessionInterface>::set_keys(site, keys).expect("sites can set keys");
}
