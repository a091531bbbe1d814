//! Refuses to run a real chain with keys that everybody knows.
//!
//! The keys of Alice, Bob and the others are in every copy of the SDK, and a node key that is the
//! hash of the node's name is nobody's secret either. On chains for development and for tests on
//! one machine they are convenient. On any other, whoever knows them makes blocks in a site's name.

use crate::parts::Parts;
use joule_runtime::opaque::Block;
use polkadot_sdk::*;
use sc_client_api::HeaderBackend;
use sc_service::{error::Error, ChainType, Configuration};
use sp_api::ProvideRuntimeApi;
use sp_consensus_aura::{sr25519::AuthorityId as AuraId, AuraApi};
use sp_consensus_grandpa::{AuthorityId as GrandpaId, GrandpaApi};
use sp_core::crypto::{
	key_types::{AURA, GRANDPA},
	ByteArray,
};
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};
use sp_keystore::Keystore;

/// Where a key was found that everybody knows, and what to do.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum WellKnownKey {
	/// The command line asks for one.
	#[error(
		"This is the key of `{seed}`, which everybody knows. Leave out --{flag}, and give the node \
		session keys of its own"
	)]
	Flag {
		/// What the key is derived from.
		seed: String,
		/// The option.
		flag: String,
	},
	/// The node key is derived from the node's name.
	#[error(
		"The node key is the SHA-256 hash of the node's name, `{name}`, which everybody can \
		compute. Make one with `joule-node key generate-node-key`"
	)]
	NodeKey {
		/// The name.
		name: String,
	},
	/// The keystore holds one.
	#[error(
		"The keystore holds {owner}'s {purpose} key, which everybody knows. Remove its file from \
		the keystore, and insert a key of your own"
	)]
	Keystore {
		/// Whose it is.
		owner: String,
		/// What it is for.
		purpose: &'static str,
	},
	/// One of the first authorities of the chain has one.
	#[error(
		"An authority of this new chain has {owner}'s {purpose} key, which everybody knows. Make \
		the chain's specification with the keys of your sites"
	)]
	Authority {
		/// Whose it is.
		owner: String,
		/// What it is for.
		purpose: &'static str,
	},
}

/// Refuses well-known keys on a chain that is not for development or local tests.
pub fn refuse(config: &Configuration, parts: &Parts) -> Result<(), Error> {
	let chain = &config.chain_spec;
	if !matters(&chain.chain_type()) {
		return Ok(());
	}
	let found = among_flags(config)
		.or(as_node_key(config)?)
		.or_else(|| in_keystore(&*parts.keystore.keystore()));
	match found.map_or_else(|| among_first_authorities(parts), |found| Ok(Some(found)))? {
		Some(found) => Err(Error::Other(format!(
			"{} is not a chain for tests. {found}; docs/operate.md says how.",
			chain.name()
		))),
		None => Ok(()),
	}
}

fn matters(chain: &ChainType) -> bool {
	!matches!(chain, ChainType::Development | ChainType::Local)
}

fn among_flags(config: &Configuration) -> Option<WellKnownKey> {
	let seed = config.dev_key_seed.clone()?;
	let flag = seed.trim_start_matches('/').to_lowercase();
	Some(WellKnownKey::Flag { seed, flag })
}

fn as_node_key(config: &Configuration) -> Result<Option<WellKnownKey>, Error> {
	let node_key = config.network.node_key.clone().into_keypair()?;
	let name = &config.network.node_name;
	let is_hash_of_name = node_key.secret().as_ref() == sp_io::hashing::sha2_256(name.as_bytes());
	Ok(is_hash_of_name.then(|| WellKnownKey::NodeKey { name: name.clone() }))
}

fn in_keystore(keystore: &dyn Keystore) -> Option<WellKnownKey> {
	let has = |key: Vec<u8>, purpose| keystore.has_keys(&[(key, purpose)]);
	let aura = Sr25519Keyring::iter()
		.find(|owner| has(owner.to_raw_public_vec(), AURA))
		.map(|owner| WellKnownKey::Keystore { owner: owner.to_string(), purpose: "Aura" });
	let grandpa = || {
		Ed25519Keyring::iter()
			.find(|owner| has(owner.to_raw_public_vec(), GRANDPA))
			.map(|owner| WellKnownKey::Keystore { owner: owner.to_string(), purpose: "GRANDPA" })
	};
	aura.or_else(grandpa)
}

/// Looks at a chain's first authorities, when a node begins with it. Not later: a site that took a
/// well-known key then would keep the nodes of all others from starting.
fn among_first_authorities(parts: &Parts) -> Result<Option<WellKnownKey>, sp_blockchain::Error> {
	let info = parts.client.info();
	if info.best_hash != info.genesis_hash {
		return Ok(None);
	}
	let api = parts.client.runtime_api();
	let aura: Vec<AuraId> = AuraApi::<Block, _>::authorities(&*api, info.genesis_hash)?;
	let grandpa = api.grandpa_authorities(info.genesis_hash)?;
	Ok(aura
		.iter()
		.find_map(of_aura)
		.or_else(|| grandpa.iter().find_map(|(key, _)| of_grandpa(key))))
}

fn of_aura(key: &AuraId) -> Option<WellKnownKey> {
	let owner = Sr25519Keyring::iter().find(|owner| owner.to_raw_public() == key.as_slice())?;
	Some(WellKnownKey::Authority { owner: owner.to_string(), purpose: "Aura" })
}

fn of_grandpa(key: &GrandpaId) -> Option<WellKnownKey> {
	let owner = Ed25519Keyring::iter().find(|owner| owner.to_raw_public() == key.as_slice())?;
	Some(WellKnownKey::Authority { owner: owner.to_string(), purpose: "GRANDPA" })
}

#[cfg(test)]
mod tests {
	use super::*;
	use sp_keystore::testing::MemoryKeystore;

	#[test]
	fn chains_for_tests_may_have_them() {
		assert!(!matters(&ChainType::Development));
		assert!(!matters(&ChainType::Local));
		assert!(matters(&ChainType::Live));
		assert!(matters(&ChainType::Custom("pilot".into())));
	}

	#[test]
	fn a_keystore_with_a_well_known_key_is_refused() {
		let keystore = MemoryKeystore::new();
		keystore.sr25519_generate_new(AURA, Some("//kepco-os//1")).expect("in memory");
		keystore.ed25519_generate_new(GRANDPA, Some("//kepco-os//2")).expect("in memory");
		assert_eq!(in_keystore(&keystore), None);

		keystore.ed25519_generate_new(GRANDPA, Some("//Ferdie")).expect("in memory");
		let ferdie = WellKnownKey::Keystore { owner: "Ferdie".into(), purpose: "GRANDPA" };
		assert_eq!(in_keystore(&keystore), Some(ferdie));

		keystore.sr25519_generate_new(AURA, Some("//Bob")).expect("in memory");
		let bob = WellKnownKey::Keystore { owner: "Bob".into(), purpose: "Aura" };
		assert_eq!(in_keystore(&keystore), Some(bob));
	}

	#[test]
	fn authorities_are_known_by_their_keys() {
		let dave = WellKnownKey::Authority { owner: "Dave".into(), purpose: "Aura" };
		assert_eq!(of_aura(&Sr25519Keyring::Dave.public().into()), Some(dave));
		let eve = WellKnownKey::Authority { owner: "Eve".into(), purpose: "GRANDPA" };
		assert_eq!(of_grandpa(&Ed25519Keyring::Eve.public().into()), Some(eve));
		let somebody = AuraId::from(sp_core::sr25519::Public::from_raw([7; 32]));
		assert_eq!(of_aura(&somebody), None);
	}
}
