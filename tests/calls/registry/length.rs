//! A long transaction is charged for its bytes, however little it computes.

use crate::scene::*;
use joule_tests::*;
use polkadot_sdk::{
	frame_support::dispatch::DispatchClass,
	frame_system,
	sp_runtime::transaction_validity::{InvalidTransaction, TransactionValidityError},
};

/// Nearly two thirds of the bytes that a block has for normal transactions.
const MEGABYTE: usize = 1_000_000;

/// A hundred orders.
fn batch() -> RuntimeCall {
	let product = open_month_product();
	TradingCall::place_orders { product, side: Side::Bid, orders: orders(&[(1_000, 1); 100]) }
		.into()
}

#[test]
fn a_long_transaction_is_charged_its_share_of_a_blocks_bytes() {
	test(|| {
		let who = home(1);
		let transaction = signed(&who, remark(MEGABYTE));
		let length_ps = length_ps(&transaction);
		let block_ps = room(DispatchClass::Normal).weight_ps;
		assert!((block_ps * 6 / 10..block_ps * 2 / 3).contains(&length_ps), "{length_ps}");
		assert!(booked_ps(&transaction) < length_ps);

		block(|| {
			let before_ps = tokens_ps(&who);
			assert_eq!(apply(transaction), Ok(Ok(())));
			assert_eq!(before_ps - tokens_ps(&who), length_ps);
		});
	});
}

#[test]
fn a_bucket_that_covers_the_length_exactly_is_enough() {
	test(|| {
		let who = home(1);
		let transaction = signed(&who, remark(MEGABYTE));
		leave_ps(&who, length_ps(&transaction));
		assert!(check_for_pool(transaction.clone()).is_ok());
		leave_ps(&who, length_ps(&transaction) - 1);
		assert_eq!(check_for_pool(transaction).unwrap_err(), exhausted());
	});
}

#[test]
fn a_long_transaction_is_refused_in_a_block_too() {
	test(|| {
		let who = home(1);
		let transaction = signed(&who, remark(MEGABYTE));
		leave_ps(&who, length_ps(&transaction) / 2);
		assert_eq!(block(|| apply(transaction)), Err(exhausted()));
		assert_eq!(System::account_nonce(&who.account), 0);
	});
}

#[test]
fn weight_that_was_not_used_is_given_back_and_length_is_not() {
	test(|| {
		let who = home(1);
		let transaction = signed(&who, booking_ms(100, remark(MEGABYTE / 2)));
		let (booked_ps, length_ps) = (booked_ps(&transaction), length_ps(&transaction));
		assert!(booked_ps > length_ps);

		// What is booked must be there.
		leave_ps(&who, booked_ps - 1);
		assert_eq!(check_for_pool(transaction.clone()).unwrap_err(), exhausted());

		// What it did not use of its weight comes back, down to what its length costs.
		block(|| {
			leave_ps(&who, booked_ps);
			assert_eq!(apply(transaction), Ok(Ok(())));
			assert_eq!(tokens_ps(&who), booked_ps - length_ps);
		});
	});
}

#[test]
fn a_long_transaction_that_fails_is_charged_its_length_all_the_same() {
	test(|| {
		// Given a site, whose long transaction fails before it computes anything
		let site = operator();
		let items = vec![(b"key".to_vec(), vec![0; MEGABYTE])];
		let transaction = signed(&site, frame_system::Call::set_storage { items });
		let length_ps = length_ps(&transaction);

		block(|| {
			let before_ps = tokens_ps(&site);
			assert_eq!(apply(transaction), Ok(Err(DispatchError::BadOrigin)));
			assert_eq!(before_ps - tokens_ps(&site), length_ps);
		});
	});
}

#[test]
fn who_floods_with_bytes_gets_no_more_of_them_in_than_its_quota_is_worth() {
	test(|| {
		let (flooder, neighbour) = (home(1), home(2));
		let quota_ps = tokens_ps(&flooder);
		let begun_at = now();
		let mut sent_bytes = 0;
		while check_for_pool(signed(&flooder, remark(MEGABYTE))).is_ok() {
			assert_eq!(block(|| apply(signed(&flooder, remark(MEGABYTE)))), Ok(Ok(())));
			sent_bytes += MEGABYTE as u64;
		}

		let limits = Registry::limits(&flooder.account).expect("a participant");
		let gained_ps = (now() - begun_at) * limits.refill_ps_per_second / 1_000;
		let room = room(DispatchClass::Normal);
		let worth_bytes = (quota_ps + gained_ps) * u64::from(room.length_bytes) / room.weight_ps;
		assert!(sent_bytes > 0);
		assert!(sent_bytes <= worth_bytes, "{sent_bytes} of {worth_bytes}");
		assert!(check_for_pool(signed(&neighbour, remark(MEGABYTE))).is_ok());
	});
}

#[test]
fn a_batch_of_orders_is_short_for_what_it_weighs() {
	test(|| {
		let who = home(1);
		let transaction = signed(&who, batch());
		assert!(length_ps(&transaction) < booked_ps(&transaction));
		leave_ps(&who, booked_ps(&transaction));
		assert!(check_for_pool(transaction).is_ok());
	});
}

#[test]
fn the_longest_transaction_that_a_block_takes_is_in_a_households_quota() {
	test(|| {
		let who = home(1);
		let room_bytes = room(DispatchClass::Normal).length_bytes as usize;
		// A block's header and what is around the call take a few hundred bytes.
		assert!(check_for_pool(signed(&who, remark(room_bytes - 1_000))).is_ok());
		assert_eq!(
			check_for_pool(signed(&who, remark(room_bytes))).unwrap_err(),
			TransactionValidityError::from(InvalidTransaction::ExhaustsResources)
		);
	});
}
