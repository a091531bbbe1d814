//! `revoke_permission`.

use crate::{Error, Event};
use joule_tests::*;

#[test]
fn the_permission_to_send_is_revoked() {
	test(|| {
		let who = home(1).account;
		assert_ok!(Registry::revoke_permission(council(), who.clone(), Permission::Send));
		assert!(!Registry::may_send(&who));
		assert!(Registry::may_receive(&who));
		assert_event(Event::PermissionRevoked { who, permission: Permission::Send });
	});
}

#[test]
fn the_permission_to_receive_is_revoked() {
	test(|| {
		let who = home(1).account;
		assert_ok!(Registry::revoke_permission(council(), who.clone(), Permission::Receive));
		assert!(Registry::may_send(&who));
		assert!(!Registry::may_receive(&who));
		assert_event(Event::PermissionRevoked { who, permission: Permission::Receive });
	});
}

#[test]
fn a_stranger_has_no_permission_to_revoke() {
	test(|| {
		assert_noop!(
			Registry::revoke_permission(council(), stranger().account, Permission::Send),
			Error::NotRegistered
		);
	});
}

#[test]
fn a_permission_not_held_is_not_revoked() {
	test(|| {
		let who = home(1).account;
		for permission in [Permission::Send, Permission::Receive] {
			assert_ok!(Registry::revoke_permission(council(), who.clone(), permission));
			assert_noop!(
				Registry::revoke_permission(council(), who.clone(), permission),
				Error::PermissionNotHeld
			);
		}
	});
}
