//! `approve_issue`: the deposit has arrived.

use crate::*;
use pallet_ecoin::OpenRequests;
use polkadot_sdk::{frame_support::traits::fungibles::Mutate, sp_runtime::ArithmeticError};

#[test]
fn ecoin_is_issued_for_a_deposit() {
	test(|| {
		let who = home(1);
		let id = request_issue(&who, 10_000, "KB-1");

		assert_ok!(EcoinPallet::approve_issue(issuer().origin(), id));

		assert_eq!(free_ecoin(&who.account), Ecoin::from_krw(10_000));
		assert!(!OpenRequests::<Runtime>::contains_key(id));
		assert_event(Event::EcoinIssued {
			request: id,
			who: who.account,
			amount: Ecoin::from_krw(10_000),
			bank_reference: reference("KB-1"),
			approved_by: issuer().account,
		});
	});
}

#[test]
fn a_request_is_never_paid_twice() {
	test(|| {
		let who = home(1);
		let id = request_issue(&who, 10_000, "KB-1");
		assert_ok!(EcoinPallet::approve_issue(issuer().origin(), id));
		let second = participant(1, &[Role::Issuer]);
		for issuer in [issuer(), second] {
			assert_noop!(EcoinPallet::approve_issue(issuer.origin(), id), Error::RequestDecided);
		}
		assert_eq!(total_ecoin(&who.account), Ecoin::from_krw(10_000));
	});
}

#[test]
fn only_an_issuer_approves() {
	test(|| {
		let id = request_issue(&home(1), 10_000, "KB-1");
		let operator = participant(1, &[Role::Operator, Role::MeterOperator]);
		for other in [home(1), home(2), operator, stranger()] {
			assert_noop!(EcoinPallet::approve_issue(other.origin(), id), Error::NotIssuer);
		}
		for origin in [council(), RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(EcoinPallet::approve_issue(origin, id), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn who_is_an_issuer_no_more_approves_no_more() {
	test(|| {
		let id = request_issue(&home(1), 10_000, "KB-1");
		let issuer = participant(1, &[Role::Issuer]);
		assert_ok!(Registry::revoke_role(council(), issuer.account.clone(), Role::Issuer));
		assert_noop!(EcoinPallet::approve_issue(issuer.origin(), id), Error::NotIssuer);
	});
}

#[test]
fn an_issuer_does_not_pay_itself() {
	test(|| {
		let id = request_issue(&issuer(), 10_000, "KB-1");
		assert_noop!(EcoinPallet::approve_issue(issuer().origin(), id), Error::OwnRequest);

		let second = participant(1, &[Role::Issuer]);
		assert_ok!(EcoinPallet::approve_issue(second.origin(), id));
		assert_eq!(free_ecoin(&issuer().account), Ecoin::from_krw(10_000));
	});
}

#[test]
fn who_lost_the_permission_to_receive_is_not_paid() {
	test(|| {
		let who = home(1);
		let id = request_issue(&who, 10_000, "KB-1");
		revoke(&who, Permission::Receive);
		assert_noop!(EcoinPallet::approve_issue(issuer().origin(), id), Error::MayNotReceive);
	});
}

#[test]
fn who_lost_the_permission_to_send_is_paid() {
	test(|| {
		let who = home(1);
		let id = request_issue(&who, 10_000, "KB-1");
		revoke(&who, Permission::Send);
		assert_ok!(EcoinPallet::approve_issue(issuer().origin(), id));
		assert_eq!(total_ecoin(&who.account), Ecoin::from_krw(10_000));
	});
}

#[test]
fn what_was_never_requested_is_not_approved() {
	test(|| {
		for id in [0, 1, RequestId::MAX] {
			assert_noop!(EcoinPallet::approve_issue(issuer().origin(), id), Error::UnknownRequest);
		}
	});
}

#[test]
fn what_was_rejected_or_withdrawn_is_not_approved() {
	test(|| {
		let who = home(1);
		let rejected = request_issue(&who, 10_000, "KB-1");
		let withdrawn = request_issue(&who, 10_000, "KB-2");
		assert_ok!(EcoinPallet::reject_issue(issuer().origin(), rejected, reason()));
		assert_ok!(EcoinPallet::withdraw_request(who.origin(), withdrawn));
		for id in [rejected, withdrawn] {
			assert_noop!(EcoinPallet::approve_issue(issuer().origin(), id), Error::RequestDecided);
		}
	});
}

#[test]
fn a_redemption_is_not_approved_as_an_issue() {
	test(|| {
		let id = request_redemption(&home(1).with_ecoin_krw(10_000), 1_000);
		assert_noop!(EcoinPallet::approve_issue(issuer().origin(), id), Error::NotAnIssue);
	});
}

#[test]
fn more_ecoin_than_there_can_be_is_not_issued() {
	test(|| {
		let id = request_issue(&home(1), 1, "KB-1");
		assert_ok!(Assets::mint_into(ECOIN_ASSET, &home(2).account, u128::MAX));

		assert_noop!(EcoinPallet::approve_issue(issuer().origin(), id), ArithmeticError::Overflow);
		assert_ok!(EcoinPallet::reject_issue(issuer().origin(), id, reason()));
	});
}
