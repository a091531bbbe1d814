//! `reject_redemption`: the payout cannot be made.

use crate::*;

fn reject(issuer: &Person, id: RequestId) -> Result<(), DispatchError> {
	EcoinPallet::reject_redemption(issuer.origin(), id, reason())
}

fn home_with_request() -> (Person, RequestId) {
	let who = home(1).with_ecoin_krw(10_000);
	let id = request_redemption(&who, 4_000);
	(who, id)
}

#[test]
fn the_ecoin_is_released() {
	test(|| {
		let (who, id) = home_with_request();

		assert_ok!(reject(&issuer(), id));

		assert_eq!(held(&who), Ecoin::ZERO);
		assert_eq!(free_ecoin(&who.account), Ecoin::from_krw(10_000));
		assert_event(Event::RedemptionRejected {
			request: id,
			who: who.account,
			rejected_by: issuer().account,
			reason: reason(),
		});
	});
}

#[test]
fn who_lost_its_permissions_gets_its_ecoin_back_all_the_same() {
	test(|| {
		let (who, id) = home_with_request();
		revoke(&who, Permission::Send);
		revoke(&who, Permission::Receive);
		assert_ok!(reject(&issuer(), id));
		assert_eq!(free_ecoin(&who.account), Ecoin::from_krw(10_000));
	});
}

#[test]
fn an_issuer_may_reject_its_own_request() {
	test(|| {
		let id = request_redemption(&issuer().with_ecoin_krw(10_000), 4_000);
		assert_ok!(reject(&issuer(), id));
	});
}

#[test]
fn only_an_issuer_rejects() {
	test(|| {
		let (who, id) = home_with_request();
		for other in [who, home(2), participant(1, &[Role::Operator]), stranger()] {
			assert_noop!(reject(&other, id), Error::NotIssuer);
		}
		for origin in [council(), RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(
				EcoinPallet::reject_redemption(origin, id, reason()),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
fn what_was_never_requested_is_not_rejected() {
	test(|| {
		for id in [0, RequestId::MAX] {
			assert_noop!(reject(&issuer(), id), Error::UnknownRequest);
		}
	});
}

#[test]
fn what_is_decided_is_not_rejected() {
	test(|| {
		let (who, rejected) = home_with_request();
		let paid = request_redemption(&who, 1_000);
		assert_ok!(reject(&issuer(), rejected));
		assert_ok!(EcoinPallet::approve_redemption(issuer().origin(), paid, reference("W-1")));
		for id in [rejected, paid] {
			assert_noop!(reject(&issuer(), id), Error::RequestDecided);
		}
	});
}

#[test]
fn an_issue_is_not_rejected_as_a_redemption() {
	test(|| {
		let id = request_issue(&home(1), 10_000, "KB-1");
		assert_noop!(reject(&issuer(), id), Error::NotARedemption);
	});
}

#[test]
fn a_reason_of_128_bytes_is_the_longest() {
	let call = Call::reject_redemption { request: 0, reason: Default::default() };
	assert!(decode_with_last_list(call.clone(), &[b'x'; 128]).is_ok());
	assert!(decode_with_last_list(call, &[b'x'; 129]).is_err());
}
