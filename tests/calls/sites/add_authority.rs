//! `add_authority`.

use super::*;
use joule_runtime::Sites;
use pallet_sites::Authorities;

#[test]
fn a_site_makes_blocks_two_blocks_after_the_council_added_it() {
	test(|| {
		let fifth = fifth_site();
		add(&fifth);
		assert_event(Event::AuthorityAdded { site: fifth.account.clone() });

		blocks(1);
		assert!(!authorities_now().contains(&fifth.account));
		blocks(1);

		assert_eq!(authorities_now().len(), 5);
		assert!(authorities_now().contains(&fifth.account));
		assert!(block_makers().contains(&fifth_keys().aura));
	});
}

#[test]
fn sessions_are_long_again_once_a_change_is_in_force() {
	test(|| {
		add(&fifth_site());
		blocks(3);
		let session = polkadot_sdk::pallet_session::CurrentIndex::<Runtime>::get();
		blocks(20);
		assert_eq!(polkadot_sdk::pallet_session::CurrentIndex::<Runtime>::get(), session);
	});
}

#[test]
fn only_the_council_adds_authorities() {
	test(|| {
		let fifth = fifth_site();
		for origin in [operator().origin(), fifth.origin(), RuntimeOrigin::none()] {
			assert_noop!(
				Sites::add_authority(origin, fifth.account.clone()),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
fn a_site_without_keys_cannot_be_added() {
	test(|| {
		let newcomer = newcomer();
		assert_noop!(Sites::add_authority(council(), newcomer.account), Error::NoSessionKeys);
		assert_noop!(Sites::add_authority(council(), stranger().account), Error::NoSessionKeys);
	});
}

#[test]
fn an_authority_is_not_added_again() {
	test(|| {
		assert_noop!(Sites::add_authority(council(), operator().account), Error::AlreadyAuthority);
	});
}

#[test]
fn there_are_no_more_authorities_than_there_can_be() {
	test(|| {
		let fifth = fifth_site();
		let before = Authorities::<Runtime>::get();
		Authorities::<Runtime>::mutate(|authorities| {
			let mut number = 0;
			while authorities.try_push(named(&format!("site {number}")).account).is_ok() {
				number += 1;
			}
		});

		assert_noop!(Sites::add_authority(council(), fifth.account), Error::TooManyAuthorities);

		Authorities::<Runtime>::put(before);
	});
}
