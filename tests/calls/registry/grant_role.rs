//! `grant_role`.

use crate::{Error, Event};
use joule_tests::*;

#[test]
fn a_role_is_granted() {
	test(|| {
		let who = participant(1, &[]).account;
		for role in Role::ALL {
			assert_ok!(Registry::grant_role(council(), who.clone(), role));
			assert!(Registry::has_role(&who, role));
			assert_event(Event::RoleGranted { who: who.clone(), role });
		}
	});
}

#[test]
fn a_stranger_is_granted_nothing() {
	test(|| {
		assert_noop!(
			Registry::grant_role(council(), stranger().account, Role::Issuer),
			Error::NotRegistered
		);
	});
}

#[test]
fn a_device_has_no_roles_of_its_own() {
	test(|| {
		let device = named("device").account;
		assert_ok!(Registry::add_device(home(1).origin(), device.clone()));
		assert!(!Registry::has_role(&device, Role::Producer));
		assert_noop!(Registry::grant_role(council(), device, Role::Producer), Error::NotRegistered);
	});
}

#[test]
fn a_role_is_not_granted_twice() {
	test(|| {
		let who = home(1).account;
		assert_noop!(Registry::grant_role(council(), who, Role::Producer), Error::RoleHeld);
	});
}
