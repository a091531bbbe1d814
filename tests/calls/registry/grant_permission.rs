//! `grant_permission`.

use crate::{Error, Event};
use joule_tests::*;

#[test]
fn a_permission_is_granted_again() {
	test(|| {
		for permission in [Permission::Send, Permission::Receive] {
			let who = home(1).account;
			assert_ok!(Registry::revoke_permission(council(), who.clone(), permission));
			assert!(!(Registry::may_send(&who) && Registry::may_receive(&who)));

			assert_ok!(Registry::grant_permission(council(), who.clone(), permission));

			assert!(Registry::may_send(&who) && Registry::may_receive(&who));
			assert_event(Event::PermissionGranted { who, permission });
		}
	});
}

#[test]
fn a_stranger_is_not_let_in_by_a_permission() {
	test(|| {
		assert_noop!(
			Registry::grant_permission(council(), stranger().account, Permission::Send),
			Error::NotRegistered
		);
	});
}

#[test]
fn a_permission_is_not_granted_twice() {
	test(|| {
		let who = home(1).account;
		for permission in [Permission::Send, Permission::Receive] {
			assert_noop!(
				Registry::grant_permission(council(), who.clone(), permission),
				Error::PermissionHeld
			);
		}
	});
}
