//! `authorize_upgrade`.

use super::*;
use joule_runtime::Sites;
use polkadot_sdk::{frame_system, sp_core::H256};

type SystemError = frame_system::Error<Runtime>;

#[test]
fn the_council_agrees_to_a_hash() {
	test(|| {
		let hash = H256::repeat_byte(1);
		assert_ok!(dispatch(council(), Call::authorize_upgrade { code_hash: hash }));
		assert_event(frame_system::Event::UpgradeAuthorized {
			code_hash: hash,
			check_version: true,
		});
	});
}

#[test]
fn no_single_site_agrees_for_all() {
	test(|| {
		for origin in [operator().origin(), home(1).origin(), RuntimeOrigin::none()] {
			assert_noop!(
				Sites::authorize_upgrade(origin, H256::repeat_byte(1)),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
fn code_that_nobody_agreed_to_is_refused() {
	test(|| {
		let code = b"other code".to_vec();
		assert_noop!(
			System::apply_authorized_upgrade(operator().origin(), code.clone()),
			SystemError::NothingAuthorized
		);
		assert_ok!(Sites::authorize_upgrade(council(), H256::repeat_byte(1)));
		assert_noop!(
			System::apply_authorized_upgrade(operator().origin(), code),
			SystemError::Unauthorized
		);
	});
}

#[test]
fn the_council_cannot_set_code_or_storage_by_itself() {
	test(|| {
		assert_noop!(System::set_code(council(), b"code".to_vec()), DispatchError::BadOrigin);
		assert_noop!(System::set_storage(council(), Vec::new()), DispatchError::BadOrigin);
	});
}
