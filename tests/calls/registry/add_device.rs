//! `add_device`: an account that signs for a participant.

use crate::{Error, Event};
use joule_tests::*;
use pallet_registry::{Devices, Participants as Records};
use polkadot_sdk::frame_support::traits::Get;

fn device(number: u32) -> AccountId {
	named(&format!("device {number}")).account
}

#[test]
fn a_device_sends_for_its_owner_and_receives_nothing() {
	test(|| {
		let owner = home(1);

		assert_ok!(Registry::add_device(owner.origin(), device(1)));

		assert_eq!(Devices::<Runtime>::get(device(1)).as_ref(), Some(&owner.account));
		assert_eq!(Registry::sender_of(&device(1)).as_ref(), Some(&owner.account));
		assert_eq!(Registry::limits(&device(1)), Registry::limits(&owner.account));
		assert_eq!(System::providers(&device(1)), 1, "its account exists, for its nonce");
		assert!(!Registry::may_receive(&device(1)));
		assert!(!Registry::may_send(&device(1)), "it has no assets to send");
		assert_eq!(Registry::zone_of(&device(1)), None);
		assert_event(Event::DeviceAdded { owner: owner.account, device: device(1) });
	});
}

#[test]
fn a_stranger_has_no_devices() {
	test(|| {
		assert_noop!(Registry::add_device(stranger().origin(), device(1)), Error::NotRegistered);
	});
}

#[test]
fn a_device_has_no_devices() {
	test(|| {
		let owner = home(1);
		assert_ok!(Registry::add_device(owner.origin(), device(1)));
		assert_noop!(
			Registry::add_device(RuntimeOrigin::signed(device(1)), device(2)),
			Error::NotRegistered
		);
	});
}

#[test]
fn only_a_signed_origin_adds_a_device() {
	test(|| {
		for origin in [council(), RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(Registry::add_device(origin, device(1)), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn who_may_not_send_has_no_device_that_does() {
	test(|| {
		let owner = home(1);
		assert_ok!(Registry::revoke_permission(council(), owner.account.clone(), Permission::Send));
		assert_noop!(Registry::add_device(owner.origin(), device(1)), Error::MayNotSend);
	});
}

#[test]
fn a_participant_cannot_be_a_device() {
	test(|| {
		let owner = home(1);
		for account in [home(2).account, owner.account.clone()] {
			assert_noop!(
				Registry::add_device(owner.origin(), account),
				Error::AccountIsParticipant
			);
		}
	});
}

#[test]
fn a_device_belongs_to_one_owner_once() {
	test(|| {
		assert_ok!(Registry::add_device(home(1).origin(), device(1)));
		for owner in [home(1), home(2)] {
			assert_noop!(Registry::add_device(owner.origin(), device(1)), Error::DeviceExists);
		}
	});
}

#[test]
fn a_participant_has_only_so_many_devices() {
	test(|| {
		let owner = home(1);
		let most = <<Runtime as pallet_registry::Config>::MaxDevices as Get<u32>>::get();
		for number in 0..most {
			assert_ok!(Registry::add_device(owner.origin(), device(number)));
		}
		let record = Records::<Runtime>::get(&owner.account).expect("a participant");
		assert_eq!(record.devices, most);

		assert_noop!(Registry::add_device(owner.origin(), device(most)), Error::TooManyDevices);

		assert_ok!(Registry::remove_device(owner.origin(), device(0)));
		assert_ok!(Registry::add_device(owner.origin(), device(most)));
	});
}
