//! `revoke_role`.

use crate::{Error, Event};
use joule_tests::*;

#[test]
fn a_role_is_revoked_and_the_others_stay() {
	test(|| {
		let who = participant(1, &Role::ALL).account;

		assert_ok!(Registry::revoke_role(council(), who.clone(), Role::Issuer));

		for role in Role::ALL {
			assert_eq!(Registry::has_role(&who, role), role != Role::Issuer);
		}
		assert_event(Event::RoleRevoked { who, role: Role::Issuer });
	});
}

#[test]
fn a_stranger_has_no_role_to_revoke() {
	test(|| {
		assert_noop!(
			Registry::revoke_role(council(), stranger().account, Role::Issuer),
			Error::NotRegistered
		);
	});
}

#[test]
fn a_role_not_held_is_not_revoked() {
	test(|| {
		let who = home(1).account;
		assert_ok!(Registry::revoke_role(council(), who.clone(), Role::Producer));
		assert_noop!(Registry::revoke_role(council(), who, Role::Producer), Error::RoleNotHeld);
	});
}
