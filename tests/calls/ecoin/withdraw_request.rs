//! `withdraw_request`: the requester thinks better of it.

use crate::*;

fn withdraw(who: &Person, id: RequestId) -> Result<(), DispatchError> {
	EcoinPallet::withdraw_request(who.origin(), id)
}

#[test]
fn an_issue_that_is_withdrawn_gives_up_its_deposit() {
	test(|| {
		let who = home(1);
		let id = request_issue(&who, 10_000, "KB-1");

		assert_ok!(withdraw(&who, id));

		assert_event(Event::RequestWithdrawn { request: id, who: who.account });
		request_issue(&home(2), 10_000, "KB-1");
	});
}

#[test]
fn a_redemption_that_is_withdrawn_gets_its_ecoin_back() {
	test(|| {
		let who = home(1).with_ecoin_krw(10_000);
		let id = request_redemption(&who, 4_000);

		assert_ok!(withdraw(&who, id));

		assert_eq!(held(&who), Ecoin::ZERO);
		assert_eq!(free_ecoin(&who.account), Ecoin::from_krw(10_000));
		assert_event(Event::RequestWithdrawn { request: id, who: who.account });
	});
}

#[test]
fn only_its_requester_withdraws_a_request() {
	test(|| {
		let id = request_issue(&home(1), 10_000, "KB-1");
		for other in [home(2), issuer(), stranger()] {
			assert_noop!(withdraw(&other, id), Error::NotRequester);
		}
		for origin in [council(), RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(EcoinPallet::withdraw_request(origin, id), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn what_was_never_requested_is_not_withdrawn() {
	test(|| {
		let who = home(1);
		for id in [0, RequestId::MAX] {
			assert_noop!(withdraw(&who, id), Error::UnknownRequest);
		}
	});
}

#[test]
fn what_is_decided_is_not_withdrawn() {
	test(|| {
		let who = home(1);
		let [approved, rejected, withdrawn] =
			["KB-1", "KB-2", "KB-3"].map(|deposit| request_issue(&who, 10_000, deposit));
		assert_ok!(EcoinPallet::approve_issue(issuer().origin(), approved));
		assert_ok!(EcoinPallet::reject_issue(issuer().origin(), rejected, reason()));
		assert_ok!(withdraw(&who, withdrawn));
		for id in [approved, rejected, withdrawn] {
			assert_noop!(withdraw(&who, id), Error::RequestDecided);
		}
	});
}
