//! `reject_issue`: there was no such deposit.

use crate::*;

fn reject(issuer: &Person, id: RequestId) -> Result<(), DispatchError> {
	EcoinPallet::reject_issue(issuer.origin(), id, reason())
}

#[test]
fn a_rejected_request_pays_nothing_and_frees_its_deposit() {
	test(|| {
		let (thief, rightful) = (home(1), home(2));
		let id = request_issue(&thief, 10_000, "KB-1");

		assert_ok!(reject(&issuer(), id));

		assert_eq!(total_ecoin(&thief.account), Ecoin::ZERO);
		assert_event(Event::IssueRejected {
			request: id,
			who: thief.account,
			rejected_by: issuer().account,
			reason: reason(),
		});
		let again = request_issue(&rightful, 10_000, "KB-1");
		assert_ok!(EcoinPallet::approve_issue(issuer().origin(), again));
		assert_eq!(free_ecoin(&rightful.account), Ecoin::from_krw(10_000));
	});
}

#[test]
fn a_rejection_may_be_silent() {
	test(|| {
		let id = request_issue(&home(1), 10_000, "KB-1");
		assert_ok!(EcoinPallet::reject_issue(issuer().origin(), id, Default::default()));
	});
}

#[test]
fn an_issuer_may_reject_its_own_request() {
	test(|| {
		let id = request_issue(&issuer(), 10_000, "KB-1");
		assert_ok!(reject(&issuer(), id));
	});
}

#[test]
fn only_an_issuer_rejects() {
	test(|| {
		let id = request_issue(&home(1), 10_000, "KB-1");
		for other in [home(1), home(2), participant(1, &[Role::Operator]), stranger()] {
			assert_noop!(reject(&other, id), Error::NotIssuer);
		}
		for origin in [council(), RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(EcoinPallet::reject_issue(origin, id, reason()), DispatchError::BadOrigin);
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
		let paid = request_issue(&home(1), 10_000, "KB-1");
		let rejected = request_issue(&home(1), 10_000, "KB-2");
		assert_ok!(EcoinPallet::approve_issue(issuer().origin(), paid));
		assert_ok!(reject(&issuer(), rejected));
		for id in [paid, rejected] {
			assert_noop!(reject(&issuer(), id), Error::RequestDecided);
		}
	});
}

#[test]
fn a_redemption_is_not_rejected_as_an_issue() {
	test(|| {
		let id = request_redemption(&home(1).with_ecoin_krw(10_000), 1_000);
		assert_noop!(reject(&issuer(), id), Error::NotAnIssue);
	});
}

#[test]
fn a_reason_of_128_bytes_is_the_longest() {
	let call = Call::reject_issue { request: 0, reason: Default::default() };
	assert!(decode_with_last_list(call.clone(), &[b'x'; 128]).is_ok());
	assert!(decode_with_last_list(call, &[b'x'; 129]).is_err());
}
