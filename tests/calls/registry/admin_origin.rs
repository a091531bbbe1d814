//! Who registers and entitles: three quarters of the council, nobody less.

use crate::Call;
use joule_tests::*;
use pallet_registry::{MemberNumber, QuotaClass};
use polkadot_sdk::pallet_collective::{Instance1, RawOrigin};

fn motion(ayes: u32) -> RuntimeOrigin {
	RawOrigin::<AccountId, Instance1>::Members(ayes, 4).into()
}

/// Every call that needs the admin. They succeed in this order.
fn admin_calls() -> [Call; 8] {
	let who = named("newcomer").account;
	[
		Call::create_zone { zone: ZoneId(3), name: b"Three".to_vec().try_into().expect("short") },
		Call::register {
			who: who.clone(),
			member_number: MemberNumber(5),
			zone: ZONE,
			roles: Default::default(),
		},
		Call::grant_role { who: who.clone(), role: Role::Issuer },
		Call::revoke_role { who: who.clone(), role: Role::Issuer },
		Call::revoke_permission { who: who.clone(), permission: Permission::Send },
		Call::grant_permission { who: who.clone(), permission: Permission::Send },
		Call::move_to_zone { who: who.clone(), zone: ZoneId(3) },
		Call::set_quota { who, class: QuotaClass::Site },
	]
}

#[test]
fn three_of_four_sites_are_enough() {
	test(|| {
		for call in admin_calls() {
			assert_ok!(dispatch(motion(3), call));
		}
	});
}

#[test]
fn so_are_all_four() {
	test(|| {
		for call in admin_calls() {
			assert_ok!(dispatch(motion(4), call));
		}
	});
}

#[test]
fn so_is_root_which_only_the_dev_preset_has() {
	test(|| {
		for call in admin_calls() {
			assert_ok!(dispatch(RuntimeOrigin::root(), call));
		}
		assert_eq!(polkadot_sdk::pallet_sudo::Key::<Runtime>::get(), None);
	});
}

#[test]
fn nobody_less_is() {
	test(|| {
		let alone = RawOrigin::<AccountId, Instance1>::Member(operator().account);
		let refused = [
			motion(2),
			motion(1),
			motion(0),
			alone.into(),
			operator().origin(),
			home(1).origin(),
			stranger().origin(),
			RuntimeOrigin::none(),
		];
		for origin in refused {
			for call in admin_calls() {
				assert_noop!(dispatch(origin.clone(), call), DispatchError::BadOrigin);
			}
		}
	});
}
