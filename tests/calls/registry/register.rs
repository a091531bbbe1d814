//! `register`: an account becomes a participant.

use crate::{Call, Error, Event};
use joule_primitives::RoleSet;
use joule_tests::*;
use pallet_registry::{MemberNumber, Members, Participant, Participants as Records, PermissionSet};

const NUMBER: MemberNumber = MemberNumber(77);

fn register(who: &Person, number: MemberNumber, roles: &[Role]) -> Result<(), DispatchError> {
	let roles = roles.to_vec().try_into().expect("there are not so many roles");
	Registry::register(council(), who.account.clone(), number, ZONE, roles)
}

#[test]
fn a_participant_is_registered_and_may_send_and_receive() {
	test(|| {
		let who = named("newcomer").account;
		assert_eq!(System::providers(&who), 0);

		assert_ok!(register(&named("newcomer"), NUMBER, &[Role::Consumer]));

		let roles = RoleSet::of(&[Role::Consumer]);
		assert_eq!(
			Records::<Runtime>::get(&who),
			Some(Participant {
				member_number: NUMBER,
				zone: ZONE,
				roles,
				permissions: PermissionSet::ALL,
				devices: 0,
			})
		);
		assert_eq!(Members::<Runtime>::get(NUMBER).as_ref(), Some(&who));
		assert_eq!(System::providers(&who), 1, "the account exists from now on");
		assert!(Registry::may_send(&who) && Registry::may_receive(&who));
		assert_eq!(Registry::zone_of(&who), Some(ZONE));
		assert_event(Event::ParticipantRegistered {
			who,
			member_number: NUMBER,
			zone: ZONE,
			roles,
		});
	});
}

#[test]
fn a_participant_can_begin_without_a_role_or_with_all() {
	test(|| {
		let (none, all) = (named("none"), named("all"));
		assert_ok!(register(&none, MemberNumber(u32::MAX), &[]));
		assert_ok!(register(&all, MemberNumber(0), &Role::ALL));
		for role in Role::ALL {
			assert!(!Registry::has_role(&none.account, role));
			assert!(Registry::has_role(&all.account, role));
		}
	});
}

#[test]
fn a_role_named_twice_counts_once() {
	test(|| {
		let who = named("twice");
		assert_ok!(register(&who, NUMBER, &[Role::Producer, Role::Producer]));
		let record = Records::<Runtime>::get(&who.account).expect("registered");
		assert_eq!(record.roles, RoleSet::of(&[Role::Producer]));
	});
}

#[test]
fn nobody_is_registered_twice() {
	test(|| {
		let who = home(1);
		assert_noop!(register(&who, NUMBER, &[]), Error::AlreadyRegistered);
	});
}

#[test]
fn a_device_cannot_be_a_participant() {
	test(|| {
		let device = named("device");
		assert_ok!(Registry::add_device(home(1).origin(), device.account.clone()));
		assert_noop!(register(&device, NUMBER, &[]), Error::AccountIsDevice);
	});
}

#[test]
fn a_member_number_belongs_to_one_participant() {
	test(|| {
		assert_ok!(register(&named("first"), NUMBER, &[]));
		assert_noop!(register(&named("second"), NUMBER, &[]), Error::MemberNumberTaken);
	});
}

#[test]
fn nobody_is_registered_in_an_unknown_zone() {
	test(|| {
		let who = named("lost").account;
		assert_noop!(
			Registry::register(council(), who, NUMBER, ZoneId(9), Default::default()),
			Error::UnknownZone
		);
	});
}

#[test]
fn a_list_longer_than_all_roles_is_no_call() {
	let call = Call::register {
		who: named("greedy").account,
		member_number: NUMBER,
		zone: ZONE,
		roles: Default::default(),
	};
	assert!(decode_with_last_list(call.clone(), &Role::ALL).is_ok());
	assert!(decode_with_last_list(call, &[Role::Consumer; 7]).is_err());
}
