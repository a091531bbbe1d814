//! Sites, their keys, and time until a change is in force.

use codec::Encode;
use joule_runtime::{Session, SessionKeys};
use joule_tests::*;
use polkadot_sdk::{
	pallet_session, sp_consensus_aura::sr25519::AuthorityId as AuraId,
	sp_core::proof_of_possession::ProofOfPossessionGenerator, sp_keyring::Ed25519Keyring,
	sp_keyring::Sr25519Keyring,
};

pub type Call = pallet_sites::Call<Runtime>;
pub type Error = pallet_sites::Error<Runtime>;
pub type Event = pallet_sites::Event<Runtime>;

/// The keys of the fifth site: Eve's, as those of the first four are Alice's to Dave's.
pub fn fifth_keys() -> SessionKeys {
	SessionKeys {
		aura: Sr25519Keyring::Eve.public().into(),
		grandpa: Ed25519Keyring::Eve.public().into(),
	}
}

/// What shows that a site has the secrets of Eve's keys.
pub fn proof_of_fifth_keys(site: &Person) -> Vec<u8> {
	let owner = site.account.encode();
	let aura = Sr25519Keyring::Eve.pair().generate_proof_of_possession(&owner);
	let grandpa = Ed25519Keyring::Eve.pair().generate_proof_of_possession(&owner);
	(aura, grandpa).encode()
}

/// A market operator that is no authority and has no keys yet.
pub fn newcomer() -> Person {
	participant(5, &[Role::Operator])
}

/// A fifth site, with keys.
pub fn fifth_site() -> Person {
	let site = newcomer();
	assert_ok!(Session::set_keys(site.origin(), fifth_keys(), proof_of_fifth_keys(&site)));
	site
}

/// The accounts of the authorities of the present session.
pub fn authorities_now() -> Vec<AccountId> {
	pallet_session::Validators::<Runtime>::get()
}

/// The keys that make blocks now.
pub fn block_makers() -> Vec<AuraId> {
	polkadot_sdk::pallet_aura::Authorities::<Runtime>::get().into_inner()
}

/// Makes empty blocks.
pub fn blocks(count: u32) {
	for _ in 0..count {
		block(|| ());
	}
}

/// Lets the council add a site.
pub fn add(site: &Person) {
	assert_ok!(dispatch(council(), Call::add_authority { site: site.account.clone() }));
}

/// Lets the council remove a site.
pub fn remove(site: &Person) {
	assert_ok!(dispatch(council(), Call::remove_authority { site: site.account.clone() }));
}
