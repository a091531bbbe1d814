//! The invariants of metering notice a state that they forbid.

use crate::scene::*;
use joule_tests::*;
use pallet_metering::{
	pages::DayPage, DayReadings, Issuance, Issuances, IssuedInMonth, MeteringPoint, Points,
	PointsOf,
};
use polkadot_sdk::frame_support::{traits::fungibles::Mutate, BoundedVec};

/// Expects that an invariant notices what `corrupt` does.
fn notices(invariant: &str, corrupt: impl FnOnce()) {
	assert_notices(Metering::do_try_state, invariant, corrupt);
}

/// A meter that was read on three days in a row, and exported in each.
fn three_days() -> Meter {
	let mut meter = meter();
	for day in 0..3 {
		advance_to(NOVEMBER + day * DAY_MS + QUARTER_MS);
		meter.read(Wh(1), Wh(10));
	}
	meter
}

fn change_point(meter: &Meter, change: impl FnOnce(&mut MeteringPoint<AccountId>)) {
	Points::<Runtime>::mutate(meter.point, |point| {
		change(point.as_mut().expect("the point is registered"));
	});
}

/// Changes the page of a meter's `place`-th day.
fn change_page(meter: &Meter, place: usize, change: impl FnOnce(&mut DayPage)) {
	let (day, mut page) = pages(meter).swap_remove(place);
	change(&mut page);
	DayReadings::<Runtime>::insert(meter.point, day, page);
}

fn change_issuance(meter: &Meter, change: impl FnOnce(&mut Issuance<AccountId>)) {
	Issuances::<Runtime>::mutate(ConstMonth::NOW, meter.point, |issuance| {
		change(issuance.as_mut().expect("energy was issued"));
	});
}

#[test]
fn invariant_1_issuances_add_up() {
	test(|| {
		let meter = three_days();
		let month = ConstMonth::NOW;
		notices("metering 1", || change_issuance(&meter, |issuance| issuance.issued_wh = Wh(29)));
		notices("metering 1", || change_issuance(&meter, |issuance| issuance.issued_wh = Wh(0)));
		notices("metering 1", || IssuedInMonth::<Runtime>::insert(month, Wh(31)));
		notices("metering 1", || IssuedInMonth::<Runtime>::remove(month));
		notices("metering 1", || IssuedInMonth::<Runtime>::insert(ConstMonth::NEXT, Wh(1)));
		notices("metering 1", || Issuances::<Runtime>::remove(month, meter.point));
	});
}

#[test]
fn invariant_1_issuances_do_not_overflow() {
	test(|| {
		let meter = three_days();
		notices("metering 1", || {
			change_issuance(&meter, |issuance| issuance.issued_wh = Wh(u64::MAX));
			let other = Issuances::<Runtime>::get(ConstMonth::NOW, meter.point);
			Issuances::<Runtime>::set(ConstMonth::NOW, MeteringPointId(99), other);
		});
	});
}

#[test]
fn invariant_2_no_energy_is_about_that_was_not_issued() {
	test(|| {
		let meter = three_days();
		notices("metering 2", || {
			assert_ok!(Assets::mint_into(ConstMonth::NOW.asset_id(), &meter.owner.account, 1));
		});
	});
}

#[test]
fn invariant_3_owners_know_their_points() {
	test(|| {
		let meter = three_days();
		let owner = meter.owner.account.clone();
		let list = |ids: &[MeteringPointId]| {
			PointsOf::<Runtime>::insert(&owner, BoundedVec::truncate_from(ids.to_vec()));
		};
		notices("metering 3", || list(&[]));
		notices("metering 3", || list(&[meter.point, meter.point]));
		notices("metering 3", || list(&[meter.point, MeteringPointId(99)]));
		notices("metering 3", || change_point(&meter, |point| point.owner = home(2).account));
	});
}

#[test]
fn invariant_4_pages_form_a_list() {
	test(|| {
		let meter = three_days();
		let [first, second, last] = [0, 1, 2].map(|place| pages(&meter)[place].0);
		let leads_to = |place, day| change_page(&meter, place, |page| page.next_day = day);

		// a page is missing
		notices("metering 4", || DayReadings::<Runtime>::remove(meter.point, first));
		notices("metering 4", || DayReadings::<Runtime>::remove(meter.point, second));
		notices("metering 4", || leads_to(2, Some(last + 1)));
		notices("metering 4", || change_point(&meter, |point| point.oldest_day -= 1));
		// a page is empty
		notices("metering 4", || change_page(&meter, 1, |page| page.snapshots.clear()));
		// the list turns back
		notices("metering 4", || leads_to(1, Some(first)));
		notices("metering 4", || leads_to(1, Some(second)));
		// the list ends too early
		notices("metering 4", || leads_to(1, None));
		// a page is not in the list
		notices("metering 4", || leads_to(0, Some(last)));
		notices("metering 4", || change_point(&meter, |point| point.oldest_day = second));
	});
}

#[test]
fn invariant_5_totals_never_decrease() {
	test(|| {
		let meter = three_days();
		// snapshots are out of order
		notices("metering 5", || {
			change_page(&meter, 0, |page| page.snapshots[0].quarter = 1);
		});
		notices("metering 5", || {
			change_page(&meter, 0, |page| page.snapshots.as_mut().reverse());
		});
		// a total decreased
		notices("metering 5", || {
			change_page(&meter, 1, |page| page.snapshots[0].total = registers(0, 20));
		});
		notices("metering 5", || {
			change_page(&meter, 1, |page| page.snapshots[0].total = registers(2, 31));
		});
		// the last snapshot is not the last reading
		notices("metering 5", || change_point(&meter, |point| point.total = registers(3, 31)));
		notices("metering 5", || {
			change_point(&meter, |point| point.last.measured_at += QUARTER_MS);
		});
		notices("metering 5", || change_point(&meter, |point| point.last.measured_at += 1));
	});
}

#[test]
fn invariant_6_pages_are_pruned() {
	test(|| {
		// given a point with as many pages as it can have
		let mut meter = meter();
		for day in 1..=75 {
			advance_to(NOVEMBER + day * DAY_MS);
			meter.read(Wh::ZERO, Wh(1));
		}
		assert_eq!(pages(&meter).len(), 76);

		// then it has not one more
		notices("metering 6", || {
			let (oldest_day, mut page) = pages(&meter).swap_remove(0);
			page.next_day = Some(oldest_day);
			DayReadings::<Runtime>::insert(meter.point, oldest_day - 1, page);
			change_point(&meter, |point| point.oldest_day = oldest_day - 1);
		});
	});
}

#[test]
fn invariant_7_every_page_belongs_to_a_point() {
	test(|| {
		let meter = three_days();
		let (day, page) = pages(&meter).swap_remove(0);
		notices("metering 7", || {
			DayReadings::<Runtime>::insert(MeteringPointId(99), day, page);
		});
	});
}
