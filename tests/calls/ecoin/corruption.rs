//! States that cannot be, each noticed by the invariant that forbids it.

use crate::*;
use pallet_ecoin::{Deposits, OpenCounts, OpenRequests};
use polkadot_sdk::{
	frame_support::traits::{
		fungibles::{hold::Mutate, UnbalancedHold},
		Get,
	},
	sp_core::H256,
};

fn assert_ecoin_notices(invariant: &str, corrupt: impl FnOnce()) {
	assert_notices(EcoinPallet::do_try_state, invariant, corrupt);
}

#[test]
fn one_a_request_with_a_number_not_given_yet() {
	test(|| {
		request_issue(&home(1), 10_000, "KB-1");
		assert_ecoin_notices("ecoin 1", || NextRequestId::<Runtime>::put(0));
	});
}

#[test]
fn one_a_request_for_nothing() {
	test(|| {
		let id = request_issue(&home(1), 10_000, "KB-1");
		assert_ecoin_notices("ecoin 1", || {
			OpenRequests::<Runtime>::mutate(id, |request| {
				request.as_mut().expect("it is open").amount = Ecoin::ZERO
			})
		});
	});
}

#[test]
fn one_a_deposit_claimed_by_a_request_never_made() {
	test(|| {
		assert_ecoin_notices("ecoin 1", || Deposits::<Runtime>::insert(H256::repeat_byte(1), 9));
	});
}

#[test]
fn two_a_redemption_without_its_hold() {
	test(|| {
		let who = home(1).with_ecoin_krw(10_000);
		request_redemption(&who, 4_000);
		assert_ecoin_notices("ecoin 2", || {
			let reason = HoldReason::Redemption.into();
			assert_ok!(AssetsHolder::set_balance_on_hold(ECOIN_ASSET, &reason, &who.account, 1));
		});
	});
}

#[test]
fn two_a_hold_larger_than_the_redemptions() {
	test(|| {
		let who = home(1).with_ecoin_krw(10_000);
		request_redemption(&who, 4_000);
		assert_ecoin_notices("ecoin 2", || {
			let reason = HoldReason::Redemption.into();
			assert_ok!(AssetsHolder::hold(ECOIN_ASSET, &reason, &who.account, 1));
		});
	});
}

#[test]
fn three_a_wrong_count_of_open_requests() {
	test(|| {
		let who = home(1).account;
		request_issue(&home(1), 10_000, "KB-1");
		assert_ecoin_notices("ecoin 3", || OpenCounts::<Runtime>::insert(&who, 2));
		assert_ecoin_notices("ecoin 3", || OpenCounts::<Runtime>::remove(&who));
	});
}

#[test]
fn three_more_open_requests_than_there_can_be() {
	test(|| {
		let most = <<Runtime as pallet_ecoin::Config>::MaxOpenRequests as Get<u32>>::get();
		let who = home(1).with_ecoin_krw(10_000);
		let mut last = 0;
		for _ in 0..most {
			last = request_redemption(&who, 1);
		}
		assert_ecoin_notices("ecoin 3", || {
			let one_more = OpenRequests::<Runtime>::get(last).expect("it is open");
			let reason = HoldReason::Redemption.into();
			assert_ok!(AssetsHolder::hold(ECOIN_ASSET, &reason, &who.account, one_more.amount.0));
			OpenRequests::<Runtime>::insert(last + 1, one_more);
			NextRequestId::<Runtime>::put(last + 2);
			OpenCounts::<Runtime>::insert(&who.account, most + 1);
		});
	});
}

#[test]
fn four_an_open_issue_that_does_not_claim_its_deposit() {
	test(|| {
		request_issue(&home(1), 10_000, "KB-1");
		request_issue(&home(2), 10_000, "KB-2");
		assert_ecoin_notices("ecoin 4", || {
			let _ = Deposits::<Runtime>::clear(u32::MAX, None);
		});
		assert_ecoin_notices("ecoin 4", || {
			Deposits::<Runtime>::translate_values(|_: RequestId| Some(0))
		});
	});
}
