//! `set_quota`: a participant is given the full bucket of a class.

use crate::{Error, Event};
use joule_tests::*;
use pallet_registry::{Quota, QuotaClass, Quotas};

#[test]
fn every_class_gives_a_full_bucket_of_its_size() {
	test(|| {
		let who = home(1).account;
		let household = Registry::limits(&who).expect("a participant");
		let classes =
			[(QuotaClass::Building, 10), (QuotaClass::Site, 100), (QuotaClass::Household, 1)];
		for (class, households) in classes {
			assert_ok!(Registry::set_quota(council(), who.clone(), class));

			let limits = Registry::limits(&who).expect("a participant");
			assert_eq!(limits.capacity_ps, households * household.capacity_ps);
			assert_eq!(limits.refill_ps_per_second, households * household.refill_ps_per_second);
			assert_eq!(limits.tokens_ps, limits.capacity_ps);
			assert_event(Event::QuotaSet { who: who.clone(), class });
		}
	});
}

#[test]
fn the_class_that_it_has_fills_the_bucket() {
	test(|| {
		let who = home(1).account;
		let empty = Quota { class: QuotaClass::Household, tokens_ps: 0, refilled_at: now() };
		Quotas::<Runtime>::insert(&who, empty);
		assert_eq!(Registry::limits(&who).expect("a participant").tokens_ps, 0);

		assert_ok!(Registry::set_quota(council(), who.clone(), QuotaClass::Household));

		let limits = Registry::limits(&who).expect("a participant");
		assert_eq!(limits.tokens_ps, limits.capacity_ps);
	});
}

#[test]
fn a_stranger_has_no_quota() {
	test(|| {
		assert_eq!(Registry::limits(&stranger().account), None);
		assert_noop!(
			Registry::set_quota(council(), stranger().account, QuotaClass::Site),
			Error::NotRegistered
		);
	});
}
