//! `remove_device`: by its owner, or by itself.

use crate::{Error, Event};
use joule_tests::*;
use pallet_registry::{Devices, Participants as Records};

fn device() -> Person {
	named("device")
}

fn home_with_device() -> Person {
	let owner = home(1);
	assert_ok!(Registry::add_device(owner.origin(), device().account));
	owner
}

#[test]
fn the_owner_removes_a_device() {
	test(|| {
		let owner = home_with_device();

		assert_ok!(Registry::remove_device(owner.origin(), device().account));

		assert!(!Devices::<Runtime>::contains_key(device().account));
		assert_eq!(Registry::sender_of(&device().account), None);
		let record = Records::<Runtime>::get(&owner.account).expect("a participant");
		assert_eq!(record.devices, 0);
		assert_event(Event::DeviceRemoved { owner: owner.account, device: device().account });
	});
}

#[test]
fn a_device_removes_itself() {
	test(|| {
		let owner = home_with_device();
		assert_ok!(Registry::remove_device(device().origin(), device().account));
		assert_event(Event::DeviceRemoved { owner: owner.account, device: device().account });
	});
}

#[test]
fn an_owner_that_may_not_send_any_more_can_still_shut_its_device_out() {
	test(|| {
		let owner = home_with_device();
		let revoked = Permission::Send;
		assert_ok!(Registry::revoke_permission(council(), owner.account.clone(), revoked));
		assert_ok!(Registry::remove_device(owner.origin(), device().account));
	});
}

#[test]
fn the_account_of_a_device_that_never_signed_goes() {
	test(|| {
		let owner = home_with_device();
		assert_ok!(Registry::remove_device(owner.origin(), device().account));
		assert!(!System::account_exists(&device().account));
	});
}

#[test]
fn the_nonce_of_a_device_that_signed_stays() {
	test(|| {
		let owner = home_with_device();
		System::inc_account_nonce(&device().account);

		for _ in 0..3 {
			assert_ok!(Registry::remove_device(owner.origin(), device().account));
			assert_eq!(System::account_nonce(&device().account), 1);
			assert_eq!(System::providers(&device().account), 1, "references do not pile up");
			assert_ok!(Registry::add_device(owner.origin(), device().account));
		}
	});
}

#[test]
fn a_device_that_something_depends_on_can_be_removed() {
	test(|| {
		let owner = home_with_device();
		assert_ok!(System::inc_consumers(&device().account));

		assert_ok!(Registry::remove_device(owner.origin(), device().account));

		assert_eq!(System::providers(&device().account), 1);
	});
}

#[test]
fn who_is_no_device_is_not_removed() {
	test(|| {
		let who = home(1);
		for account in [stranger().account, home(2).account, who.account.clone()] {
			assert_noop!(Registry::remove_device(who.origin(), account), Error::UnknownDevice);
		}
	});
}

#[test]
fn a_device_is_not_removed_twice() {
	test(|| {
		let owner = home_with_device();
		assert_ok!(Registry::remove_device(owner.origin(), device().account));
		assert_noop!(
			Registry::remove_device(owner.origin(), device().account),
			Error::UnknownDevice
		);
	});
}

#[test]
fn nobody_removes_anothers_device() {
	test(|| {
		home_with_device();
		for other in [home(2), operator(), stranger()] {
			assert_noop!(
				Registry::remove_device(other.origin(), device().account),
				Error::NotOwnDevice
			);
		}
	});
}

#[test]
fn only_a_signed_origin_removes_a_device() {
	test(|| {
		home_with_device();
		for origin in [council(), RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(
				Registry::remove_device(origin, device().account),
				DispatchError::BadOrigin
			);
		}
	});
}
