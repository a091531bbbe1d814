//! `request_redemption`: a payout for ecoin, which is held meanwhile.

use crate::*;
use pallet_ecoin::{OpenRequests, Purpose, Request};
use polkadot_sdk::frame_support::traits::Get;

fn request(who: &Person, amount: Ecoin) -> Result<(), DispatchError> {
	EcoinPallet::request_redemption(who.origin(), amount, reference("my account"))
}

#[test]
fn the_ecoin_is_held_until_the_request_is_decided() {
	test(|| {
		let who = home(1).with_ecoin_krw(10_000);
		let amount = Ecoin::from_krw(4_000);

		let id = request_redemption(&who, 4_000);

		assert_eq!(held(&who), amount);
		assert_eq!(free_ecoin(&who.account), Ecoin::from_krw(6_000));
		assert_eq!(
			OpenRequests::<Runtime>::get(id),
			Some(Request {
				who: who.account.clone(),
				purpose: Purpose::Redemption,
				amount,
				bank_reference: reference("my account"),
			})
		);
		assert_event(Event::RedemptionRequested {
			request: id,
			who: who.account,
			amount,
			bank_reference: reference("my account"),
		});
	});
}

#[test]
fn an_account_may_name_the_same_bank_account_again() {
	test(|| {
		let who = home(1).with_ecoin_krw(10_000);
		request_redemption(&who, 1_000);
		request_redemption(&who, 2_000);
		assert_eq!(held(&who), Ecoin::from_krw(3_000));
	});
}

#[test]
fn the_last_unit_stays_for_a_hold_needs_an_account_to_stand_on() {
	test(|| {
		let who = home(1).with_ecoin_krw(10_000);
		let all = Ecoin::from_krw(10_000);
		assert_noop!(request(&who, all), Error::InsufficientEcoin);

		assert_ok!(request(&who, Ecoin(all.0 - 1)));
		let payout = reference("W-1");
		assert_ok!(EcoinPallet::approve_redemption(issuer().origin(), 0, payout));

		assert_eq!(total_ecoin(&who.account), Ecoin(1));
	});
}

#[test]
fn a_stranger_redeems_nothing() {
	test(|| {
		assert_noop!(request(&stranger(), Ecoin(1)), Error::MayNotSend);
	});
}

#[test]
fn who_may_not_send_redeems_nothing() {
	test(|| {
		let who = home(1).with_ecoin_krw(10_000);
		revoke(&who, Permission::Send);
		assert_noop!(request(&who, Ecoin(1)), Error::MayNotSend);
	});
}

#[test]
fn only_a_signed_origin_requests() {
	test(|| {
		for origin in [council(), RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(
				EcoinPallet::request_redemption(origin, Ecoin(1), reference("my account")),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
fn nothing_is_not_redeemed() {
	test(|| {
		let who = home(1).with_ecoin_krw(10_000);
		assert_noop!(request(&who, Ecoin::ZERO), Error::ZeroAmount);
	});
}

#[test]
fn a_payout_goes_somewhere() {
	test(|| {
		let who = home(1).with_ecoin_krw(10_000);
		assert_noop!(
			EcoinPallet::request_redemption(who.origin(), Ecoin(1), reference("")),
			Error::EmptyBankReference
		);
	});
}

#[test]
fn more_than_one_has_is_not_redeemed() {
	test(|| {
		let (who, penniless) = (home(1).with_ecoin_krw(10_000), home(2));
		for amount in [Ecoin(Ecoin::from_krw(10_000).0 + 1), Ecoin(u128::MAX)] {
			assert_noop!(request(&who, amount), Error::InsufficientEcoin);
		}
		assert_noop!(request(&penniless, Ecoin(1)), Error::InsufficientEcoin);
	});
}

#[test]
fn what_is_held_is_not_redeemed_again() {
	test(|| {
		let who = home(1).with_ecoin_krw(10_000);
		request_redemption(&who, 6_000);
		assert_noop!(request(&who, Ecoin::from_krw(6_000)), Error::InsufficientEcoin);
	});
}

#[test]
fn an_account_has_only_so_many_requests_open_of_both_purposes() {
	test(|| {
		let who = home(1).with_ecoin_krw(10_000);
		let most = <<Runtime as pallet_ecoin::Config>::MaxOpenRequests as Get<u32>>::get();
		request_issue(&who, 1, "KB-1");
		for _ in 1..most {
			request_redemption(&who, 1);
		}
		assert_noop!(request(&who, Ecoin(1)), Error::TooManyOpenRequests);
	});
}

#[test]
fn a_reference_of_64_bytes_is_the_longest() {
	let call = Call::request_redemption { amount: Ecoin(1), bank_reference: reference("") };
	assert!(decode_with_last_list(call.clone(), &[b'x'; 64]).is_ok());
	assert!(decode_with_last_list(call, &[b'x'; 65]).is_err());
}
