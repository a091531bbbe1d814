//! `remove_authority`.

use super::*;
use joule_runtime::{Sites, Utility};
use pallet_sites::Authorities;

#[test]
fn a_site_makes_no_more_blocks_two_blocks_after_the_council_removed_it() {
	test(|| {
		let [_, _, _, dispatch_site] = sites();
		remove(&dispatch_site);
		assert_event(Event::AuthorityRemoved { site: dispatch_site.account.clone() });

		blocks(1);
		assert!(authorities_now().contains(&dispatch_site.account));
		blocks(1);

		assert_eq!(authorities_now().len(), 3);
		assert_eq!(block_makers().len(), 3);
	});
}

#[test]
fn a_motion_replaces_one_site_by_another() {
	test(|| {
		let [_, _, _, old] = sites();
		let new = fifth_site();

		assert_ok!(Utility::batch_all(
			council(),
			vec![
				Call::add_authority { site: new.account.clone() }.into(),
				Call::remove_authority { site: old.account.clone() }.into(),
			]
		));
		blocks(2);

		assert_eq!(authorities_now().len(), 4);
		assert!(authorities_now().contains(&new.account));
		assert!(!authorities_now().contains(&old.account));
	});
}

#[test]
fn two_changes_in_a_row_are_both_in_force_after_two_blocks() {
	test(|| {
		let new = fifth_site();
		let [_, _, _, old] = sites();
		add(&new);
		blocks(1);
		remove(&old);
		blocks(2);
		assert_eq!(authorities_now(), Authorities::<Runtime>::get().into_inner());
		assert_eq!(authorities_now().len(), 4);
	});
}

#[test]
fn only_the_council_removes_authorities() {
	test(|| {
		let [_, second, ..] = sites();
		for origin in [operator().origin(), second.origin(), RuntimeOrigin::none()] {
			assert_noop!(
				Sites::remove_authority(origin, second.account.clone()),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
fn who_is_no_authority_is_not_removed() {
	test(|| {
		let fifth = fifth_site();
		assert_noop!(Sites::remove_authority(council(), fifth.account), Error::NotAuthority);
	});
}

#[test]
fn three_authorities_stay() {
	test(|| {
		let [first, second, ..] = sites();
		remove(&second);
		assert_noop!(Sites::remove_authority(council(), first.account), Error::TooFewAuthorities);
	});
}
