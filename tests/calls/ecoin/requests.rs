//! Money in and out again, through signed transactions.

use crate::*;
use pallet_ecoin::OpenCounts;

#[test]
fn a_deposit_becomes_ecoin_and_ecoin_a_payout() {
	test(|| {
		let who = home(1);
		let send = |by: &Person, call: Call| {
			assert_eq!(block(|| apply(signed(by, call))), Ok(Ok(())));
		};

		let amount = Ecoin::from_krw(10_000);
		send(&who, Call::request_issue { amount, bank_reference: reference("KB-1") });
		send(&issuer(), Call::approve_issue { request: 0 });
		assert_eq!(free_ecoin(&who.account), amount);

		let amount = Ecoin::from_krw(3_000);
		send(&who, Call::request_redemption { amount, bank_reference: reference("KB-1") });
		let payout_reference = reference("W-1");
		send(&issuer(), Call::approve_redemption { request: 1, payout_reference });
		assert_eq!(total_ecoin(&who.account), Ecoin::from_krw(7_000));
		assert!(!OpenCounts::<Runtime>::contains_key(&who.account));
	});
}

#[test]
fn an_approval_sent_twice_pays_once() {
	test(|| {
		let who = home(1);
		let id = request_issue(&who, 10_000, "KB-1");
		let approval = || signed(&issuer(), Call::approve_issue { request: id });
		block(|| {
			assert_eq!(apply(approval()), Ok(Ok(())));
			assert_eq!(apply(approval()), Ok(Err(Error::RequestDecided.into())));
		});
		assert_eq!(total_ecoin(&who.account), Ecoin::from_krw(10_000));
	});
}
