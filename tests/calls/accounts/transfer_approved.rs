//! Transfers that the owner approved and a delegate makes.

use crate::*;

fn approve(owner: &Person, delegate: &Person, krw: u64) {
	assert_ok!(dispatch(
		owner.origin(),
		AssetsCall::approve_transfer {
			id: ECOIN_ASSET.into(),
			delegate: address(delegate),
			amount: Ecoin::from_krw(krw).0,
		}
	));
}

fn transfer_approved(owner: &Person, destination: &Person, krw: u64) -> AssetsCall {
	AssetsCall::transfer_approved {
		id: ECOIN_ASSET.into(),
		owner: address(owner),
		destination: address(destination),
		amount: Ecoin::from_krw(krw).0,
	}
}

#[test]
fn a_delegate_sends_what_was_approved_and_no_more() {
	test(|| {
		let (owner, delegate) = (home(1).with_ecoin_krw(1_000), home(2));
		approve(&owner, &delegate, 600);

		assert_ok!(dispatch(delegate.origin(), transfer_approved(&owner, &home(3), 400)));

		assert_eq!(free_ecoin(&home(3).account), Ecoin::from_krw(400));
		assert_noop!(
			dispatch(delegate.origin(), transfer_approved(&owner, &home(3), 400)),
			AssetsError::Unapproved
		);
	});
}

#[test]
fn nobody_sends_what_was_not_approved() {
	test(|| {
		let owner = home(1).with_ecoin_krw(1_000);
		for other in [home(2), issuer(), stranger()] {
			assert_noop!(
				dispatch(other.origin(), transfer_approved(&owner, &home(2), 1)),
				AssetsError::Unapproved
			);
		}
	});
}

#[test]
fn an_approval_that_was_cancelled_is_none() {
	test(|| {
		let (owner, delegate) = (home(1).with_ecoin_krw(1_000), home(2));
		approve(&owner, &delegate, 600);
		assert_ok!(dispatch(
			owner.origin(),
			AssetsCall::cancel_approval { id: ECOIN_ASSET.into(), delegate: address(&delegate) }
		));
		assert_noop!(
			dispatch(delegate.origin(), transfer_approved(&owner, &delegate, 1)),
			AssetsError::Unapproved
		);
	});
}

#[test]
fn it_reaches_nobody_that_may_not_receive() {
	test(|| {
		let (owner, delegate) = (home(1).with_ecoin_krw(1_000), home(2));
		approve(&owner, &delegate, 600);
		revoke(&home(3), Permission::Receive);
		for destination in [stranger(), home(3)] {
			assert_noop!(
				dispatch(delegate.origin(), transfer_approved(&owner, &destination, 100)),
				filtered()
			);
		}
	});
}

#[test]
fn it_does_not_get_around_a_revoked_permission_to_send() {
	test(|| {
		let (owner, delegate) = (home(1).with_ecoin_krw(1_000), home(2));
		approve(&owner, &delegate, 600);
		revoke(&owner, Permission::Send);
		assert_noop!(
			dispatch(delegate.origin(), transfer_approved(&owner, &delegate, 100)),
			AssetsError::BalanceLow
		);
	});
}

#[test]
fn what_is_on_hold_is_not_sent() {
	test(|| {
		let (owner, delegate) = (home(1).with_ecoin_krw(1_000), home(2));
		approve(&owner, &delegate, 1_000);
		let my_account = b"my account".to_vec().try_into().expect("a short reference");
		let amount = Ecoin::from_krw(800);
		assert_ok!(EcoinPallet::request_redemption(owner.origin(), amount, my_account));
		assert_noop!(
			dispatch(delegate.origin(), transfer_approved(&owner, &delegate, 300)),
			AssetsError::BalanceLow
		);
	});
}
