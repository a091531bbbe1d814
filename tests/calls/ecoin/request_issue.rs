//! `request_issue`: ecoin for a deposit at the issuer's bank.

use crate::*;
use pallet_ecoin::{OpenRequests, Purpose, Request};
use polkadot_sdk::{frame_support::traits::Get, sp_runtime::ArithmeticError};

fn most() -> Ecoin {
	<<Runtime as pallet_ecoin::Config>::MaxIssue as Get<Ecoin>>::get()
}

fn request(who: &Person, amount: Ecoin, deposit: &str) -> Result<(), DispatchError> {
	EcoinPallet::request_issue(who.origin(), amount, reference(deposit))
}

#[test]
fn a_request_waits_for_the_issuer() {
	test(|| {
		let who = home(1);
		let amount = Ecoin::from_krw(10_000);

		let id = request_issue(&who, 10_000, "KB-1");

		assert_eq!(
			OpenRequests::<Runtime>::get(id),
			Some(Request {
				who: who.account.clone(),
				purpose: Purpose::Issue,
				amount,
				bank_reference: reference("KB-1"),
			})
		);
		assert_eq!(total_ecoin(&who.account), Ecoin::ZERO, "nothing is issued yet");
		assert_event(Event::IssueRequested {
			request: id,
			who: who.account,
			amount,
			bank_reference: reference("KB-1"),
		});
	});
}

#[test]
fn requests_are_numbered_by_time_of_requesting() {
	test(|| {
		assert_eq!(request_issue(&home(1), 1, "KB-1"), 0);
		assert_eq!(request_issue(&home(2), 1, "KB-2"), 1);
		assert_eq!(request_issue(&home(1), 1, "KB-3"), 2);
	});
}

#[test]
fn a_stranger_requests_nothing() {
	test(|| {
		assert_noop!(request(&stranger(), Ecoin(1), "KB-1"), Error::MayNotReceive);
	});
}

#[test]
fn who_may_not_receive_requests_nothing() {
	test(|| {
		let who = home(1);
		revoke(&who, Permission::Receive);
		assert_noop!(request(&who, Ecoin(1), "KB-1"), Error::MayNotReceive);
	});
}

#[test]
fn a_device_requests_nothing_for_itself() {
	test(|| {
		let device = named("device");
		assert_ok!(Registry::add_device(home(1).origin(), device.account.clone()));
		assert_noop!(request(&device, Ecoin(1), "KB-1"), Error::MayNotReceive);
	});
}

#[test]
fn only_a_signed_origin_requests() {
	test(|| {
		for origin in [council(), RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(
				EcoinPallet::request_issue(origin, Ecoin(1), reference("KB-1")),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
fn nothing_is_not_requested() {
	test(|| {
		let who = home(1);
		assert_noop!(request(&who, Ecoin::ZERO, "KB-1"), Error::ZeroAmount);
	});
}

#[test]
fn there_is_a_most_that_is_issued_at_once() {
	test(|| {
		let who = home(1);
		assert_noop!(request(&who, Ecoin(most().0 + 1), "KB-1"), Error::AmountAboveMaximum);
		assert_noop!(request(&who, Ecoin(u128::MAX), "KB-1"), Error::AmountAboveMaximum);
		assert_ok!(request(&who, most(), "KB-1"));
		assert_ok!(request(&who, Ecoin(1), "KB-2"));
	});
}

#[test]
fn a_deposit_has_a_reference() {
	test(|| {
		let who = home(1);
		assert_noop!(request(&who, Ecoin(1), ""), Error::EmptyBankReference);
	});
}

#[test]
fn a_deposit_is_claimed_by_one_open_request() {
	test(|| {
		request_issue(&home(1), 10_000, "KB-1");
		for who in [home(1), home(2)] {
			assert_noop!(request(&who, Ecoin(1), "KB-1"), Error::DepositClaimed);
		}
	});
}

#[test]
fn a_deposit_that_was_paid_is_not_claimed_again() {
	test(|| {
		let id = request_issue(&home(1), 10_000, "KB-1");
		assert_ok!(EcoinPallet::approve_issue(issuer().origin(), id));
		for who in [home(1), home(2)] {
			assert_noop!(request(&who, Ecoin(1), "KB-1"), Error::DepositClaimed);
		}
	});
}

#[test]
fn a_reference_is_compared_byte_for_byte() {
	test(|| {
		request_issue(&home(1), 10_000, "KB-1");
		request_issue(&home(1), 10_000, "kb-1");
		request_issue(&home(1), 10_000, "KB-1 ");
	});
}

#[test]
fn an_account_has_only_so_many_requests_open() {
	test(|| {
		let who = home(1);
		let most = <<Runtime as pallet_ecoin::Config>::MaxOpenRequests as Get<u32>>::get();
		for number in 0..most {
			request_issue(&who, 1, &format!("KB-{number}"));
		}

		assert_noop!(request(&who, Ecoin(1), "one more"), Error::TooManyOpenRequests);

		assert_ok!(EcoinPallet::approve_issue(issuer().origin(), 0));
		assert_ok!(request(&who, Ecoin(1), "one more"));
		request_issue(&home(2), 1, "another account");
	});
}

#[test]
fn a_reference_of_64_bytes_is_the_longest() {
	let call = Call::request_issue { amount: Ecoin(1), bank_reference: reference("") };
	assert!(decode_with_last_list(call.clone(), &[b'x'; 64]).is_ok());
	assert!(decode_with_last_list(call, &[b'x'; 65]).is_err());
}

#[test]
fn when_the_numbers_run_out_nothing_is_requested() {
	test(|| {
		let who = home(1);
		NextRequestId::<Runtime>::put(RequestId::MAX);
		assert_noop!(request(&who, Ecoin(1), "KB-1"), ArithmeticError::Overflow);
	});
}
