//! `approve_redemption`: the payout was made.

use crate::*;
use pallet_ecoin::OpenRequests;
use polkadot_sdk::frame_support::traits::fungibles::Inspect;

fn approve(issuer: &Person, id: RequestId) -> Result<(), DispatchError> {
	EcoinPallet::approve_redemption(issuer.origin(), id, reference("W-1"))
}

fn home_with_request() -> (Person, RequestId) {
	let who = home(1).with_ecoin_krw(10_000);
	let id = request_redemption(&who, 4_000);
	(who, id)
}

#[test]
fn the_ecoin_is_burnt() {
	test(|| {
		let (who, id) = home_with_request();
		let issued = Assets::total_issuance(ECOIN_ASSET);

		assert_ok!(approve(&issuer(), id));

		assert_eq!(held(&who), Ecoin::ZERO);
		assert_eq!(total_ecoin(&who.account), Ecoin::from_krw(6_000));
		assert_eq!(issued - Assets::total_issuance(ECOIN_ASSET), Ecoin::from_krw(4_000).0);
		assert!(!OpenRequests::<Runtime>::contains_key(id));
		assert_event(Event::EcoinRedeemed {
			request: id,
			who: who.account,
			amount: Ecoin::from_krw(4_000),
			bank_reference: reference("my account"),
			payout_reference: reference("W-1"),
			approved_by: issuer().account,
		});
	});
}

#[test]
fn a_request_is_never_burnt_twice() {
	test(|| {
		let (who, id) = home_with_request();
		request_redemption(&who, 4_000);
		assert_ok!(approve(&issuer(), id));
		for issuer in [issuer(), participant(1, &[Role::Issuer])] {
			assert_noop!(approve(&issuer, id), Error::RequestDecided);
		}
		assert_eq!(held(&who), Ecoin::from_krw(4_000), "the other request is untouched");
	});
}

#[test]
fn who_lost_its_permissions_is_paid_out_all_the_same() {
	test(|| {
		let (who, id) = home_with_request();
		revoke(&who, Permission::Send);
		revoke(&who, Permission::Receive);
		assert_ok!(approve(&issuer(), id));
		assert_eq!(total_ecoin(&who.account), Ecoin::from_krw(6_000));
	});
}

#[test]
fn only_an_issuer_approves() {
	test(|| {
		let (who, id) = home_with_request();
		for other in [who, home(2), participant(1, &[Role::Operator]), stranger()] {
			assert_noop!(approve(&other, id), Error::NotIssuer);
		}
		for origin in [council(), RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(
				EcoinPallet::approve_redemption(origin, id, reference("W-1")),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
fn an_issuer_does_not_pay_itself_out() {
	test(|| {
		let id = request_redemption(&issuer().with_ecoin_krw(10_000), 4_000);
		assert_noop!(approve(&issuer(), id), Error::OwnRequest);
		assert_ok!(approve(&participant(1, &[Role::Issuer]), id));
	});
}

#[test]
fn a_payout_has_a_reference() {
	test(|| {
		let (_, id) = home_with_request();
		assert_noop!(
			EcoinPallet::approve_redemption(issuer().origin(), id, reference("")),
			Error::EmptyBankReference
		);
	});
}

#[test]
fn what_was_never_requested_is_not_approved() {
	test(|| {
		for id in [0, RequestId::MAX] {
			assert_noop!(approve(&issuer(), id), Error::UnknownRequest);
		}
	});
}

#[test]
fn what_was_rejected_or_withdrawn_is_not_approved() {
	test(|| {
		let (who, rejected) = home_with_request();
		let withdrawn = request_redemption(&who, 1_000);
		assert_ok!(EcoinPallet::reject_redemption(issuer().origin(), rejected, reason()));
		assert_ok!(EcoinPallet::withdraw_request(who.origin(), withdrawn));
		for id in [rejected, withdrawn] {
			assert_noop!(approve(&issuer(), id), Error::RequestDecided);
		}
		assert_eq!(free_ecoin(&who.account), Ecoin::from_krw(10_000));
	});
}

#[test]
fn an_issue_is_not_approved_as_a_redemption() {
	test(|| {
		let id = request_issue(&home(1), 10_000, "KB-1");
		assert_noop!(approve(&issuer(), id), Error::NotARedemption);
	});
}

#[test]
fn a_reference_of_64_bytes_is_the_longest() {
	let call = Call::approve_redemption { request: 0, payout_reference: reference("") };
	assert!(decode_with_last_list(call.clone(), &[b'x'; 64]).is_ok());
	assert!(decode_with_last_list(call, &[b'x'; 65]).is_err());
}
