//! The benchmarks, each on its call's longest path and with the longest texts.

use crate::*;
use frame_support::traits::Get;
use frame_system::RawOrigin;
use joule_primitives::{benchmarking::BenchmarkScene, Ecoin, Role};
use polkadot_sdk::frame_benchmarking::v2::*;

fn reference(letter: u8) -> BankReference {
	BankReference::truncate_from([letter; 64].to_vec())
}

fn longest_reason() -> RejectionReason {
	RejectionReason::truncate_from([b'r'; 128].to_vec())
}

fn requester<T: Config>() -> T::AccountId {
	T::Scene::participant(0, &[Role::Consumer])
}

fn issuer<T: Config>() -> T::AccountId {
	T::Scene::participant(1, &[Role::Issuer])
}

/// An open issue of the largest amount, the requester's first ecoin.
fn open_issue<T: Config>() -> Result<RequestId, BenchmarkError> {
	let id = NextRequestId::<T>::get();
	Pallet::<T>::do_request_issue(requester::<T>(), T::MaxIssue::get(), reference(b'i'))?;
	Ok(id)
}

/// An open redemption of almost all that the requester has.
fn open_redemption<T: Config>() -> Result<RequestId, BenchmarkError> {
	let id = NextRequestId::<T>::get();
	let who = requester::<T>();
	T::Scene::endow_ecoin(&who, Ecoin::from_krw(20_000));
	Pallet::<T>::do_request_redemption(who, Ecoin::from_krw(10_000), reference(b'o'))?;
	Ok(id)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn request_issue() {
		let who = requester::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), T::MaxIssue::get(), reference(b'i'));

		assert_eq!(OpenCounts::<T>::get(who), 1);
	}

	#[benchmark]
	fn approve_issue() -> Result<(), BenchmarkError> {
		let id = open_issue::<T>()?;

		#[extrinsic_call]
		_(RawOrigin::Signed(issuer::<T>()), id);

		assert!(!OpenRequests::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn reject_issue() -> Result<(), BenchmarkError> {
		let id = open_issue::<T>()?;

		#[extrinsic_call]
		_(RawOrigin::Signed(issuer::<T>()), id, longest_reason());

		assert!(!OpenRequests::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn request_redemption() {
		let who = requester::<T>();
		T::Scene::endow_ecoin(&who, Ecoin::from_krw(20_000));

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), Ecoin::from_krw(10_000), reference(b'o'));

		assert_eq!(OpenCounts::<T>::get(who), 1);
	}

	#[benchmark]
	fn approve_redemption() -> Result<(), BenchmarkError> {
		let id = open_redemption::<T>()?;

		#[extrinsic_call]
		_(RawOrigin::Signed(issuer::<T>()), id, reference(b'p'));

		assert!(!OpenRequests::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn reject_redemption() -> Result<(), BenchmarkError> {
		let id = open_redemption::<T>()?;

		#[extrinsic_call]
		_(RawOrigin::Signed(issuer::<T>()), id, longest_reason());

		assert!(!OpenRequests::<T>::contains_key(id));
		Ok(())
	}

	/// The longer of the two: a redemption, whose ecoin is released.
	#[benchmark]
	fn withdraw_request() -> Result<(), BenchmarkError> {
		let id = open_redemption::<T>()?;

		#[extrinsic_call]
		_(RawOrigin::Signed(requester::<T>()), id);

		assert!(!OpenRequests::<T>::contains_key(id));
		Ok(())
	}
}
