//! The states that a chain can begin with.
//!
//! - `dev`: one authority, sudo, for development and the demo.
//! - `local`: the four authorities of KEPCO's sites and a council of them, no sudo. Its keys are
//!   the well-known test keys: for tests on one machine only.
//!
//! | site | what it is | keys |
//! |---|---|---|
//! | `kepco-os` | KEPCO's operating system, which runs the market | Alice's |
//! | `ev-station` | a charging station | Bob's |
//! | `hrdi` | KEPCO's training institute | Charlie's |
//! | `dispatch` | the dispatch centre | Dave's |

use crate::{AccountId, Runtime, RuntimeGenesisConfig, SessionKeys};
use alloc::{string::ToString, vec, vec::Vec};
use joule_primitives::{
	assets::{ECOIN_ASSET, ECOIN_DECIMALS},
	PriceTick, Role, Vintage, ZoneId,
};
use joule_tariff::{TariffClass, TariffTable};
use pallet_billing::{Settings, SurplusRule};
use polkadot_sdk::{
	frame_support::build_struct_json_patch,
	pallet_assets, pallet_collective, pallet_session, pallet_sudo,
	sp_genesis_builder::PresetId,
	sp_keyring::{Ed25519Keyring, Sr25519Keyring},
	sp_runtime::traits::AccountIdConversion,
};
use serde_json::Value;

/// The preset with one authority and sudo.
pub const DEV: &str = "dev";

/// The preset with four authorities, a council and no sudo.
pub const LOCAL: &str = "local";

/// The zone that both presets begin with: KEPCO's training institute, where the pilot ran.
const FIRST_ZONE: (ZoneId, &str) = (ZoneId(1), "KEPCO HRDI");

/// What a seller pays for each kWh sold and not delivered, at first: the price of the second block
/// of the residential tariff, 214.6 KRW/kWh, at which the buyer gets it from the grid instead.
const FIRST_IMBALANCE_PRICE: PriceTick = PriceTick(2_146);

/// What the biller pays for energy that was carried over when a contract ends, at first: the price of
/// the first block of the residential tariff, 120.0 KRW/kWh, the least that it could have taken off a
/// next invoice.
const FIRST_FEED_IN_PRICE: PriceTick = PriceTick(1_200);

/// What public fast charging costs in Korea since September 2022: 324.4 KRW/kWh up to 50 kW and
/// 347.2 KRW/kWh from 100 kW on, at all hours.
const FAST_CHARGING_PRICES: [PriceTick; 2] = [PriceTick(3_244), PriceTick(3_472)];

/// The member numbers below this belong to the authority sites.
const FIRST_SITE_NUMBER: u32 = 1;

/// The nodes that may connect in `local`: those of the four sites and a full node, `billing`. The
/// secret of each node key is the SHA-256 hash of the node's name, as zombienet has it.
const LOCAL_NODES: [&str; 5] = [
	"12D3KooWQC49i189H4BEqkyUfsAfRXiuXbjNv5AEDnrzPPvJRe1i",
	"12D3KooWEBA9yHQgcx3J6A2XRYJk8Dd376UduJzujps2umUS243K",
	"12D3KooWPQspevsfLGwkTq56LqYTUwuch8s7HnSA5D1dET8BB6qn",
	"12D3KooWPsGDsjhdUAXKDEdeq7h1zZp16JC9ca6UUt6bjfsbwwCC",
	"12D3KooWBCY2kDnwG7y9ToKHxwE9R7f49CAVcQCqnAxegQieeyPW",
];

/// The names of the presets.
pub fn preset_names() -> Vec<PresetId> {
	vec![PresetId::from(DEV), PresetId::from(LOCAL)]
}

/// A preset as a patch of the default genesis, in JSON; `None` if there is none of that name.
pub fn preset(id: &PresetId) -> Option<Vec<u8>> {
	let patch = match id.as_ref() {
		DEV => genesis(&[Sr25519Keyring::Alice], &[], Some(Sr25519Keyring::Alice)),
		LOCAL => genesis(
			&[
				Sr25519Keyring::Alice,
				Sr25519Keyring::Bob,
				Sr25519Keyring::Charlie,
				Sr25519Keyring::Dave,
			],
			&LOCAL_NODES,
			None,
		),
		_ => return None,
	};
	serde_json::to_string(&patch).ok().map(|json| json.into_bytes())
}

/// A chain that is run by these sites, to which these nodes may connect. The first site also
/// operates the market, issues ecoin and installs meters; the second, or the only one, runs charge
/// points.
fn genesis(sites: &[Sr25519Keyring], nodes: &[&str], sudo: Option<Sr25519Keyring>) -> Value {
	let accounts: Vec<AccountId> = sites.iter().map(|site| site.to_account_id()).collect();
	let charging_site = accounts.get(1).or(accounts.first()).cloned();
	let participants = (FIRST_SITE_NUMBER..)
		.zip(&accounts)
		.map(|(number, account)| {
			let mut roles = vec![Role::Operator];
			if number == FIRST_SITE_NUMBER {
				roles.extend([Role::Issuer, Role::MeterOperator]);
			}
			if charging_site.as_ref() == Some(account) {
				roles.push(Role::ChargePointOperator);
			}
			(account.clone(), number, FIRST_ZONE.0, roles)
		})
		.collect();

	build_struct_json_patch!(RuntimeGenesisConfig {
		sites: pallet_sites::GenesisConfig {
			authorities: accounts.clone(),
			nodes: nodes.iter().map(ToString::to_string).collect(),
		},
		session: pallet_session::GenesisConfig {
			keys: sites
				.iter()
				.map(|site| (site.to_account_id(), site.to_account_id(), session_keys(*site)))
				.collect(),
		},
		council: pallet_collective::GenesisConfig { members: accounts.clone() },
		sudo: pallet_sudo::GenesisConfig { key: sudo.map(|key| key.to_account_id()) },
		assets: ecoin(),
		registry: pallet_registry::GenesisConfig {
			zones: vec![(FIRST_ZONE.0, FIRST_ZONE.1.to_string())],
			participants,
			site_accounts: accounts,
		},
		energy_trading: pallet_energy_trading::GenesisConfig {
			imbalance_price: FIRST_IMBALANCE_PRICE,
		},
		ev_settlement: pallet_ev_settlement::GenesisConfig {
			tariffs: charging_site
				.iter()
				.flat_map(|site| FAST_CHARGING_PRICES.map(|price| (site.clone(), vec![(0, price)])))
				.collect(),
		},
		billing: pallet_billing::GenesisConfig {
			settings: sites.first().map(|site| billing_settings(site.to_account_id())),
			tariffs: tariffs(),
			holidays: holidays(),
		},
	})
}

/// How months are billed at first: closed on the 12th, when every trade is settled, and due on the
/// 18th; 1.5 per cent a month on what is overdue; what is left over is carried over, and bought when
/// there is no next invoice.
fn billing_settings(biller: AccountId) -> Settings<AccountId> {
	Settings {
		biller,
		closing_days: 11,
		due_days: 17,
		least_days_to_pay: 6,
		interest_ppm_a_day: 500,
		surplus: SurplusRule::CarryOver { price: FIRST_FEED_IN_PRICE },
	}
}

/// The tariff tables that a chain begins with: see `tariff/tables/README.md`.
fn tariffs() -> Vec<(TariffClass, Vintage, TariffTable)> {
	let tables = include_str!("../../tariff/tables/current.json");
	serde_json::from_str(tables).expect("the tables are tested to be JSON")
}

/// The public holidays that a chain begins with.
fn holidays() -> Vec<(u16, u8, u8)> {
	let days = include_str!("../../tariff/tables/holidays.json");
	serde_json::from_str(days).expect("the holidays are tested to be JSON")
}

/// The ecoin, owned by an account that nobody has the key of.
fn ecoin() -> pallet_assets::GenesisConfig<Runtime> {
	let nobody: AccountId =
		<Runtime as pallet_metering::Config>::PalletId::get().into_account_truncating();
	pallet_assets::GenesisConfig {
		assets: vec![(ECOIN_ASSET, nobody, false, 1)],
		metadata: vec![(ECOIN_ASSET, b"Ecoin".to_vec(), b"ECOIN".to_vec(), ECOIN_DECIMALS)],
		..Default::default()
	}
}

/// The keys with which a site makes blocks and votes on finality.
fn session_keys(site: Sr25519Keyring) -> SessionKeys {
	let grandpa = match site {
		Sr25519Keyring::Bob => Ed25519Keyring::Bob,
		Sr25519Keyring::Charlie => Ed25519Keyring::Charlie,
		Sr25519Keyring::Dave => Ed25519Keyring::Dave,
		_ => Ed25519Keyring::Alice,
	};
	SessionKeys { aura: site.public().into(), grandpa: grandpa.public().into() }
}
