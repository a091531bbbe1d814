//! The quota in `CheckParticipant`: charged, given back, exhausted, refilled, and who comes first.

use crate::scene::*;
use joule_tests::*;
use pallet_registry::{Quota, QuotaClass, Quotas};
use polkadot_sdk::frame_support::weights::constants::WEIGHT_REF_TIME_PER_MILLIS;

#[test]
fn a_transaction_is_charged_what_it_books_and_gets_back_what_it_did_not_use() {
	test(|| {
		let who = home(1);
		let transaction = signed(&who, booking_ms(50, remark(0)));
		assert!(booked_ps(&transaction) > 50 * WEIGHT_REF_TIME_PER_MILLIS);

		let charged_ps = block(|| {
			let before_ps = tokens_ps(&who);
			assert_eq!(apply(transaction), Ok(Ok(())));
			before_ps - tokens_ps(&who)
		});

		assert!(charged_ps > 0);
		assert!(charged_ps < 10 * WEIGHT_REF_TIME_PER_MILLIS, "{charged_ps}");
	});
}

#[test]
fn a_transaction_that_uses_all_it_booked_is_charged_exactly_that() {
	test(|| {
		let who = home(1);
		let transaction = signed(&who, remark(0));
		let booked_ps = booked_ps(&transaction);
		block(|| {
			let before_ps = tokens_ps(&who);
			assert_eq!(apply(transaction), Ok(Ok(())));
			assert_eq!(before_ps - tokens_ps(&who), booked_ps);
		});
	});
}

#[test]
fn a_transaction_that_fails_is_charged_all_the_same() {
	test(|| {
		let who = home(1);
		let removal = pallet_registry::Call::remove_device { device: stranger().account };
		let transaction = signed(&who, removal);
		block(|| {
			let before_ps = tokens_ps(&who);
			assert!(matches!(apply(transaction), Ok(Err(_))));
			assert!(tokens_ps(&who) < before_ps);
		});
	});
}

#[test]
fn a_bucket_that_covers_a_transaction_exactly_is_enough() {
	test(|| {
		let who = home(1);
		let transaction = signed(&who, remark(0));
		leave_ps(&who, booked_ps(&transaction));
		assert!(check_for_pool(transaction).is_ok());
	});
}

#[test]
fn an_exhausted_bucket_is_refused_before_the_pool() {
	test(|| {
		let who = home(1);
		let transaction = signed(&who, remark(0));
		leave_ps(&who, booked_ps(&transaction) - 1);
		assert_eq!(check_for_pool(transaction).unwrap_err(), exhausted());
	});
}

#[test]
fn an_exhausted_bucket_is_refused_in_a_block() {
	test(|| {
		let who = home(1);
		let transaction = signed(&who, booking_ms(50, remark(0)));
		leave_ps(&who, 10 * WEIGHT_REF_TIME_PER_MILLIS);
		assert_eq!(block(|| apply(transaction)), Err(exhausted()));
		assert_eq!(System::account_nonce(&who.account), 0);
	});
}

#[test]
fn what_is_booked_must_be_there_even_if_it_would_be_given_back() {
	test(|| {
		let who = home(1);
		leave_ps(&who, 10 * WEIGHT_REF_TIME_PER_MILLIS);
		assert!(check_for_pool(signed(&who, booking_ms(5, remark(0)))).is_ok());
		assert_eq!(
			check_for_pool(signed(&who, booking_ms(50, remark(0)))).unwrap_err(),
			exhausted()
		);
	});
}

#[test]
fn a_device_exhausts_its_owners_bucket() {
	test(|| {
		let (owner, device) = (home(1), named("device"));
		assert_ok!(Registry::add_device(owner.origin(), device.account.clone()));
		leave_ps(&owner, 0);
		assert_eq!(check_for_pool(signed(&device, remark(0))).unwrap_err(), exhausted());
	});
}

#[test]
fn time_refills_a_bucket() {
	test(|| {
		let who = home(1);
		let limits = Registry::limits(&who.account).expect("a participant");
		leave_ps(&who, 0);

		advance_by(1_000);
		assert_eq!(tokens_ps(&who), limits.refill_ps_per_second);
		assert!(check_for_pool(signed(&who, remark(0))).is_ok());
		assert_eq!(
			check_for_pool(signed(&who, booking_ms(50, remark(0)))).unwrap_err(),
			exhausted()
		);

		advance_by(60_000);
		assert!(check_for_pool(signed(&who, booking_ms(50, remark(0)))).is_ok());

		advance_by(DAY_MS);
		assert_eq!(tokens_ps(&who), limits.capacity_ps, "no more than full");
	});
}

#[test]
fn who_floods_is_refused_in_the_end_and_others_are_not() {
	test(|| {
		let (flooder, neighbour) = (home(1), home(2));
		let mut sent = 0;
		while check_for_pool(signed(&flooder, remark(0))).is_ok() {
			block(|| {
				while matches!(apply(signed(&flooder, remark(0))), Ok(Ok(()))) {
					sent += 1;
				}
			});
		}
		assert!(sent > 100, "{sent}");
		assert_eq!(check_for_pool(signed(&flooder, remark(0))).unwrap_err(), exhausted());
		assert!(check_for_pool(signed(&neighbour, remark(0))).is_ok());
	});
}

#[test]
fn the_emptier_the_bucket_the_later_the_transaction() {
	test(|| {
		let who = home(1);
		let capacity_ps = Registry::limits(&who.account).expect("a participant").capacity_ps;
		let priority = |tokens_ps| {
			leave_ps(&who, tokens_ps);
			check_for_pool(signed(&who, remark(0))).expect("valid").priority
		};
		let booked_ps = booked_ps(&signed(&who, remark(0)));

		let priorities = [capacity_ps, capacity_ps / 2, capacity_ps / 4, booked_ps].map(priority);

		assert!(priorities.is_sorted_by(|fuller, emptier| fuller > emptier), "{priorities:?}");
	});
}

#[test]
fn a_site_with_a_hundredfold_bucket_does_not_come_first_for_that() {
	test(|| {
		let (site, household) = (operator(), home(1));
		let halve = |who: &Person, class| {
			let tokens_ps = Registry::limits(&who.account).expect("registered").capacity_ps / 2;
			let quota = Quota { class, tokens_ps, refilled_at: now() };
			Quotas::<Runtime>::insert(&who.account, quota);
			check_for_pool(signed(who, remark(0))).expect("valid").priority
		};
		let of_site = halve(&site, QuotaClass::Site);
		let of_household = halve(&household, QuotaClass::Household);
		assert_eq!(of_site, of_household);
	});
}
