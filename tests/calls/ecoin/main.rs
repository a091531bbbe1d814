//! Ecoin: how money comes onto the chain and leaves it. One file a call, then what each request
//! goes through whatever its purpose, and states that cannot be.

mod approve_issue;
mod approve_redemption;
mod corruption;
mod reject_issue;
mod reject_redemption;
mod request_issue;
mod request_redemption;
mod requests;
mod withdraw_request;

use joule_tests::*;
use pallet_ecoin::{BankReference, HoldReason, NextRequestId, RejectionReason, RequestId};

type Call = pallet_ecoin::Call<Runtime>;
type Error = pallet_ecoin::Error<Runtime>;
type Event = pallet_ecoin::Event<Runtime>;

fn reference(text: &str) -> BankReference {
	text.as_bytes().to_vec().try_into().expect("a short reference")
}

fn reason() -> RejectionReason {
	b"no such transfer".to_vec().try_into().expect("a short reason")
}

fn request_issue(who: &Person, krw: u64, deposit: &str) -> RequestId {
	let id = NextRequestId::<Runtime>::get();
	assert_ok!(EcoinPallet::request_issue(who.origin(), Ecoin::from_krw(krw), reference(deposit)));
	id
}

fn request_redemption(who: &Person, krw: u64) -> RequestId {
	let id = NextRequestId::<Runtime>::get();
	assert_ok!(EcoinPallet::request_redemption(
		who.origin(),
		Ecoin::from_krw(krw),
		reference("my account")
	));
	id
}

fn held(who: &Person) -> Ecoin {
	held_ecoin(&who.account, HoldReason::Redemption)
}

fn revoke(who: &Person, permission: Permission) {
	assert_ok!(Registry::revoke_permission(council(), who.account.clone(), permission));
}
