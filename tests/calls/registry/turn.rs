//! Transactions ahead of their account's nonce: how many of them the pool takes, and in which order.

use crate::{scene::*, Call};
use codec::Encode;
use joule_runtime::{TxExtension, UncheckedExtrinsic};
use joule_tests::*;
use pallet_registry::CheckParticipant;
use polkadot_sdk::{
	frame_support::weights::constants::WEIGHT_REF_TIME_PER_MILLIS,
	frame_system::CheckNonce,
	sp_runtime::{
		traits::TransactionExtension,
		transaction_validity::{InvalidTransaction, TransactionValidityError},
	},
};

/// A transaction after so many others of its signer that are not in a block.
fn ahead(who: &Person, count: u32) -> UncheckedExtrinsic {
	signed_with_nonce(who, System::account_nonce(&who.account) + count, remark(0))
}

fn invalid(reason: InvalidTransaction) -> TransactionValidityError {
	reason.into()
}

#[test]
fn a_transaction_is_taken_for_the_last_of_as_many_like_it() {
	test(|| {
		let who = home(1);
		leave_ps(&who, 3 * booked_ps(&ahead(&who, 2)));
		assert!(check_for_pool(ahead(&who, 2)).is_ok());
		assert_eq!(check_for_pool(ahead(&who, 3)).unwrap_err(), exhausted());
		leave_ps(&who, 3 * booked_ps(&ahead(&who, 2)) - 1);
		assert_eq!(check_for_pool(ahead(&who, 2)).unwrap_err(), exhausted());
	});
}

#[test]
fn of_transactions_of_one_charge_the_pool_takes_as_many_as_the_quota_covers() {
	test(|| {
		let who = home(1);
		let covered = tokens_ps(&who) / booked_ps(&ahead(&who, 100));
		let taken = (0..).take_while(|count| check_for_pool(ahead(&who, *count)).is_ok()).count();
		assert_eq!(taken as u64, covered);
		assert!(taken > 100, "{taken}");
	});
}

#[test]
fn of_a_long_queue_each_comes_later_than_the_one_before() {
	test(|| {
		let (flooder, neighbour) = (home(1), home(2));
		let priority = |transaction| check_for_pool(transaction).expect("valid").priority;
		let queue: Vec<_> = (0..100).map(|count| priority(ahead(&flooder, count))).collect();
		assert!(queue.is_sorted_by(|earlier, later| earlier > later), "{queue:?}");

		// So whoever sends one transaction waits for one of a flooder's, not for all.
		let single = priority(ahead(&neighbour, 0));
		assert_eq!(queue.iter().filter(|priority| **priority >= single).count(), 1);
	});
}

#[test]
fn a_transaction_is_let_in_once_its_turn_is_nearer() {
	test(|| {
		// Given transactions that book 50 ms, use next to nothing and get the rest back
		let who = home(1);
		leave_ps(&who, 120 * WEIGHT_REF_TIME_PER_MILLIS);
		let transaction = |nonce| signed_with_nonce(&who, nonce, booking_ms(50, remark(0)));
		assert!(check_for_pool(transaction(1)).is_ok());
		assert_eq!(check_for_pool(transaction(2)).unwrap_err(), exhausted());

		assert_eq!(block(|| apply(transaction(0))), Ok(Ok(())));

		assert!(check_for_pool(transaction(2)).is_ok());
	});
}

#[test]
fn in_a_block_each_transaction_is_charged_once() {
	test(|| {
		let who = home(1);
		let queue = [0, 1, 2].map(|count| ahead(&who, count));
		block(|| {
			for transaction in queue {
				let (before_ps, booked_ps) = (tokens_ps(&who), booked_ps(&transaction));
				assert_eq!(apply(transaction), Ok(Ok(())));
				assert_eq!(before_ps - tokens_ps(&who), booked_ps);
			}
		});
		assert_eq!(System::account_nonce(&who.account), 3);
	});
}

#[test]
fn a_transaction_is_not_taken_into_a_block_before_its_turn() {
	test(|| {
		let who = home(1);
		let transaction = ahead(&who, 1);
		assert_eq!(block(|| apply(transaction)), Err(invalid(InvalidTransaction::Future)));
		assert_eq!(System::account_nonce(&who.account), 0);
		assert!(!pallet_registry::Quotas::<Runtime>::contains_key(&who.account));
	});
}

#[test]
fn a_transaction_is_not_taken_twice() {
	test(|| {
		let who = home(1);
		let transaction = ahead(&who, 0);
		assert_eq!(block(|| apply(transaction.clone())), Ok(Ok(())));
		let stale = invalid(InvalidTransaction::Stale);
		assert_eq!(check_for_pool(transaction.clone()).unwrap_err(), stale);
		assert_eq!(block(|| apply(transaction)), Err(stale));
	});
}

#[test]
fn no_nonce_is_too_far_ahead_to_be_told_why() {
	test(|| {
		for (who, reason) in [
			(home(1), Refusal::QuotaExhausted),
			(operator(), Refusal::QuotaExhausted),
			(stranger(), Refusal::NotParticipant),
		] {
			let transaction = signed_with_nonce(&who, u32::MAX, remark(0));
			assert_eq!(check_for_pool(transaction).unwrap_err(), refused(reason));
		}
	});
}

#[test]
fn a_device_has_a_queue_of_its_own_on_its_owners_quota() {
	test(|| {
		let (owner, device) = (home(1), named("device"));
		let addition = Call::add_device { device: device.account.clone() };
		assert_eq!(block(|| apply(signed(&owner, addition))), Ok(Ok(())));

		leave_ps(&owner, 2 * booked_ps(&ahead(&device, 1)));
		for who in [&owner, &device] {
			assert!(check_for_pool(ahead(who, 1)).is_ok());
			assert_eq!(check_for_pool(ahead(who, 2)).unwrap_err(), exhausted());
		}
	});
}

#[test]
fn clients_find_the_nonce_that_they_know_and_nothing_else_to_sign() {
	let nonce = 1_234;
	let own = CheckParticipant::<Runtime>::from(nonce);
	assert_eq!(own.encode(), CheckNonce::<Runtime>::from(nonce).encode());
	assert!(own.implicit().expect("it has none").encode().is_empty());

	let parts = <TxExtension as TransactionExtension<RuntimeCall>>::metadata();
	let identifiers: Vec<_> = parts.iter().map(|part| part.identifier).collect();
	assert_eq!(
		identifiers,
		[
			"CheckNonZeroSender",
			"CheckSpecVersion",
			"CheckTxVersion",
			"CheckGenesis",
			"CheckMortality",
			"CheckParticipant",
			"CheckNonce",
			"CheckWeight",
		]
	);
}
