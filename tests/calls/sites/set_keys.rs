//! `session.set_keys`: a site exchanges its keys by itself.

use super::*;
use joule_runtime::{Session, SLOT_DURATION_MS};
use polkadot_sdk::pallet_session;

type SessionError = pallet_session::Error<Runtime>;

/// Blocks in two sessions of full length.
const TWO_SESSIONS: u32 = 2 * 10 * 60 * 1000 / SLOT_DURATION_MS as u32;

#[test]
fn exchanged_keys_make_blocks_after_two_sessions() {
	test(|| {
		let first = operator();
		let keys = fifth_keys();
		assert_ok!(Session::set_keys(first.origin(), keys.clone(), proof_of_fifth_keys(&first)));
		assert!(!block_makers().contains(&keys.aura));

		blocks(TWO_SESSIONS);

		assert!(block_makers().contains(&keys.aura));
		assert_eq!(block_makers().len(), 4);
	});
}

#[test]
fn a_site_shows_that_it_has_the_secrets_of_its_keys() {
	test(|| {
		let [first, second, ..] = sites();
		assert_noop!(
			Session::set_keys(first.origin(), fifth_keys(), Vec::new()),
			SessionError::InvalidProof
		);
		assert_noop!(
			Session::set_keys(first.origin(), fifth_keys(), proof_of_fifth_keys(&second)),
			SessionError::InvalidProof
		);
	});
}

#[test]
fn keys_belong_to_one_site() {
	test(|| {
		let fifth = fifth_site();
		let first = operator();
		assert_ne!(fifth, first);
		assert_noop!(
			Session::set_keys(first.origin(), fifth_keys(), proof_of_fifth_keys(&first)),
			SessionError::DuplicatedKey
		);
	});
}

#[test]
fn only_operators_set_keys() {
	test(|| {
		let home = home(1);
		assert_noop!(
			Session::set_keys(home.origin(), fifth_keys(), proof_of_fifth_keys(&home)),
			SessionError::NoAssociatedValidatorId
		);
	});
}

#[test]
fn nobody_drops_keys_by_itself() {
	test(|| {
		assert_noop!(
			dispatch(operator().origin(), pallet_session::Call::<Runtime>::purge_keys {}),
			polkadot_sdk::frame_system::Error::<Runtime>::CallFiltered
		);
	});
}
