//! States that cannot be, each noticed by the invariant that forbids it.

use joule_tests::*;
use pallet_registry::{
	Devices, MemberNumber, Members, Participant, Participants as Records, Quota, QuotaClass,
	Quotas, Zones,
};
use polkadot_sdk::frame_system::Account;

fn assert_registry_notices(invariant: &str, corrupt: impl FnOnce()) {
	assert_notices(Registry::do_try_state, invariant, corrupt);
}

fn change(who: &Person, change: impl FnOnce(&mut Participant)) {
	Records::<Runtime>::mutate(&who.account, |record| {
		change(record.as_mut().expect("a participant"))
	});
}

#[test]
fn one_a_member_number_that_is_not_its_own() {
	test(|| {
		let who = home(1);
		assert_registry_notices("registry 1", || {
			change(&who, |record| record.member_number = MemberNumber(u32::MAX))
		});
	});
}

#[test]
fn one_a_member_number_of_nobody() {
	test(|| {
		assert_registry_notices("registry 1", || {
			Members::<Runtime>::insert(MemberNumber(u32::MAX), stranger().account)
		});
	});
}

#[test]
fn two_a_participant_of_a_zone_that_is_not() {
	test(|| {
		home(1);
		assert_registry_notices("registry 2", || Zones::<Runtime>::remove(ZONE));
	});
}

#[test]
fn three_a_device_that_is_a_participant() {
	test(|| {
		let (one, two) = (home(1), home(2));
		assert_registry_notices("registry 3", || {
			Devices::<Runtime>::insert(&one.account, &two.account);
			change(&two, |record| record.devices = 1);
		});
	});
}

#[test]
fn three_a_device_of_nobody() {
	test(|| {
		assert_registry_notices("registry 3", || {
			Devices::<Runtime>::insert(named("device").account, stranger().account)
		});
	});
}

#[test]
fn three_a_wrong_count_of_devices() {
	test(|| {
		let who = home(1);
		assert_ok!(Registry::add_device(who.origin(), named("device").account));
		assert_registry_notices("registry 3", || change(&who, |record| record.devices = 2));
		assert_registry_notices("registry 3", || change(&who, |record| record.devices = 0));
	});
}

#[test]
fn four_a_participant_or_device_that_nothing_keeps_alive() {
	test(|| {
		let (who, device) = (home(1), named("device"));
		assert_ok!(Registry::add_device(who.origin(), device.account.clone()));
		for account in [who.account, device.account] {
			assert_registry_notices("registry 4", || Account::<Runtime>::remove(account));
		}
	});
}

#[test]
fn five_a_bucket_of_nobody() {
	test(|| {
		assert_registry_notices("registry 5", || {
			let class = QuotaClass::Household;
			let quota = Quota { class, tokens_ps: 1, refilled_at: now() };
			Quotas::<Runtime>::insert(stranger().account, quota)
		});
	});
}

#[test]
fn five_a_bucket_more_than_full() {
	test(|| {
		let who = home(1).account;
		let full_ps = Registry::limits(&who).expect("a participant").capacity_ps;
		assert_registry_notices("registry 5", || {
			let class = QuotaClass::Household;
			let quota = Quota { class, tokens_ps: full_ps + 1, refilled_at: now() };
			Quotas::<Runtime>::insert(who, quota)
		});
	});
}
