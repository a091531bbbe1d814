//! States that cannot be, and that the invariants notice.

use super::*;
use joule_runtime::Sites;
use pallet_sites::{Authorities, ConnectPermissions, RotationsDue, SetChanged};
use polkadot_sdk::frame_support::BoundedVec;

#[test]
fn the_invariants_notice_authorities_that_cannot_work() {
	test(|| {
		let [first, ..] = sites();
		assert_notices(Sites::do_try_state, "sites 1", || Authorities::<Runtime>::kill());
		assert_notices(Sites::do_try_state, "sites 1", || {
			let twice = vec![first.account.clone(), first.account.clone()];
			Authorities::<Runtime>::put(BoundedVec::truncate_from(twice));
		});
		assert_notices(Sites::do_try_state, "sites 1", || {
			Authorities::<Runtime>::put(BoundedVec::truncate_from(vec![stranger().account]));
		});
	});
}

#[test]
fn the_invariants_notice_a_change_that_would_never_come() {
	test(|| {
		assert_notices(Sites::do_try_state, "sites 2", || {
			SetChanged::<Runtime>::put(true);
			RotationsDue::<Runtime>::put(0);
		});
	});
}

#[test]
fn the_invariants_notice_permissions_that_are_counted_wrongly() {
	test(|| {
		assert_notices(Sites::do_try_state, "sites 3", || {
			let key = ConnectPermissions::<Runtime>::hashed_key_for(
				ConnectPermissions::<Runtime>::iter_keys().next().expect("there are some"),
			);
			polkadot_sdk::sp_io::storage::clear(&key);
		});
	});
}
