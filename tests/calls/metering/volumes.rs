//! What meters measured during a period, as other pallets ask for it.

use crate::scene::*;
use joule_tests::*;
use pallet_metering::{Capacity, Installation, Registers};

#[test]
fn a_volume_is_known_once_both_ends_were_read() {
	test(|| {
		// given a period of an hour
		let mut meter = meter();
		let owner = meter.owner.clone();
		let second_hour = hour(quarter(4));
		advance_to(quarter(8));
		assert_eq!(exported(&owner, &second_hour), None);

		// when its start is read, and something in between
		meter.read_at(quarter(4), Wh(1), Wh(10));
		assert_eq!(exported(&owner, &second_hour), None);
		meter.read_at(quarter(6), Wh(2), Wh(20));
		assert_eq!(exported(&owner, &second_hour), None);

		// then it is known as soon as its end is read
		meter.read_at(quarter(8), Wh(4), Wh(40));
		assert_eq!(exported(&owner, &second_hour), Some(Wh(60)));
		assert_eq!(imported(&owner, &second_hour), Some(Wh(6)));
		assert_eq!(exported(&owner, &hour(NOVEMBER)), Some(Wh(10)));
	});
}

#[test]
fn a_volume_is_unknown_where_the_meter_was_not_read() {
	test(|| {
		let mut meter = meter();
		advance_to(start_of(202612));
		meter.read(Wh(30), Wh(40));
		assert_eq!(exported(&meter.owner, &month(202611)), Some(Wh(40)));
		assert_eq!(exported(&meter.owner, &hour(NOVEMBER)), None);
		assert_eq!(exported(&meter.owner, &hour(NOVEMBER + DAY_MS)), None);
		assert_eq!(exported(&meter.owner, &month(202612)), None);
	});
}

#[test]
fn who_has_no_point_in_the_zone_has_no_volume() {
	test(|| {
		let november = month(202611);
		assert_eq!(exported(&stranger(), &november), None);
		assert_eq!(exported(&home(2), &november), None);

		// given a point elsewhere
		let mut meter = Meter::new(&home(1), 1, MeterKind::Ed25519);
		assert_ok!(Metering::register_point(
			meter_operator().origin(),
			meter.point,
			Installation { zone: OTHER_ZONE, ..meter.installation(NOVEMBER) }
		));
		advance_to(start_of(202612));
		meter.read(Wh(1), Wh(2));

		// then its volume is known there only
		let there = |zone| {
			<Metering as MeteredVolumes<AccountId>>::exported_wh(
				&meter.owner.account,
				zone,
				&november,
			)
		};
		assert_eq!(there(OTHER_ZONE), Some(Wh(2)));
		assert_eq!(there(ZONE), None);
		assert_eq!(there(ZoneId(99)), None);
	});
}

#[test]
fn the_volumes_of_several_points_add_up() {
	test(|| {
		let mut first = meter();
		let mut second = Meter::install(&home(1), MeterKind::Sr25519);
		let mut neighbour = Meter::install(&home(2), MeterKind::Ed25519);
		advance_to(quarter(4));
		first.read(Wh(1), Wh(10));
		neighbour.read(Wh(100), Wh(1_000));

		// not before the last of them is read
		assert_eq!(exported(&home(1), &hour(NOVEMBER)), None);
		second.read(Wh(2), Wh(20));
		assert_eq!(exported(&home(1), &hour(NOVEMBER)), Some(Wh(30)));
		assert_eq!(imported(&home(1), &hour(NOVEMBER)), Some(Wh(3)));
		assert_eq!(exported(&home(2), &hour(NOVEMBER)), Some(Wh(1_000)));
	});
}

#[test]
fn the_volumes_of_several_points_do_not_overflow() {
	test(|| {
		for number in [1, 2] {
			let mut meter = Meter::new(&home(1), number, MeterKind::Ed25519);
			let capacity = Capacity { import: Watt(u64::MAX), export: Watt::ZERO };
			assert_ok!(Metering::register_point(
				meter_operator().origin(),
				meter.point,
				Installation { capacity, ..meter.installation(NOVEMBER) }
			));
			advance_to(quarter(4));
			meter.read(Wh(u64::MAX), Wh::ZERO);
		}
		assert_eq!(imported(&home(1), &hour(NOVEMBER)), Some(Wh(u64::MAX)));
	});
}

#[test]
fn a_point_measures_nothing_before_its_installation() {
	test(|| {
		// given a point that is installed in the middle of an hour and of a month
		let installed_at = NOVEMBER + 9 * DAY_MS + 2 * QUARTER_MS;
		advance_to(installed_at);
		let mut meter = meter();
		let owner = meter.owner.clone();
		advance_to(start_of(202612));
		meter.read_at(installed_at + 2 * QUARTER_MS, Wh(1), Wh(10));
		meter.read_at(start_of(202612), Wh(2), Wh(20));

		// then nobody needs to have read it before
		assert_eq!(exported(&owner, &hour(NOVEMBER)), Some(Wh::ZERO));
		assert_eq!(exported(&owner, &hour(NOVEMBER + 9 * DAY_MS)), Some(Wh(10)));
		assert_eq!(exported(&owner, &month(202611)), Some(Wh(30)));
		assert_eq!(exported(&owner, &month(202610)), Some(Wh::ZERO));
	});
}

#[test]
fn a_second_point_joins_in_the_middle_of_a_month() {
	test(|| {
		let mut first = meter();
		advance_to(NOVEMBER + 15 * DAY_MS);
		let mut second = Meter::install(&home(1), MeterKind::Ed25519);
		advance_to(start_of(202612));
		first.read(Wh(1), Wh(10));
		second.read(Wh(2), Wh(20));
		assert_eq!(exported(&home(1), &month(202611)), Some(Wh(30)));
	});
}

#[test]
fn a_replaced_meter_does_not_break_a_volume() {
	test(|| {
		// given a meter that is read and replaced in the middle of the month
		let mut old = meter();
		advance_to(NOVEMBER + 15 * DAY_MS);
		old.read(Wh(100), Wh(1_000));
		let mut new = with_new_key(&old, MeterKind::Sr25519);
		new.face = registers(90_000, 5);
		assert_ok!(Metering::replace_meter(
			meter_operator().origin(),
			old.point,
			new.public(),
			new.face
		));

		// when the new one is read at the end of the month
		advance_to(start_of(202612));
		new.read(Wh(11), Wh(2_000));

		// then the month has what both measured
		assert_eq!(exported(&old.owner, &month(202611)), Some(Wh(3_000)));
		assert_eq!(imported(&old.owner, &month(202611)), Some(Wh(111)));
	});
}

#[test]
fn a_point_measures_nothing_after_its_retirement() {
	test(|| {
		// given a point that is read a last time and retired
		let mut meter = meter();
		let owner = meter.owner.clone();
		advance_to(quarter(2));
		meter.read(Wh(1), Wh(10));
		assert_eq!(exported(&owner, &hour(NOVEMBER)), None);
		assert_ok!(Metering::retire_point(meter_operator().origin(), meter.point));

		// then nobody needs to read it any more
		assert_eq!(exported(&owner, &hour(NOVEMBER)), Some(Wh(10)));
		assert_eq!(exported(&owner, &month(202611)), Some(Wh(10)));
		assert_eq!(exported(&owner, &hour(NOVEMBER + DAY_MS)), Some(Wh::ZERO));
		assert_eq!(exported(&owner, &month(202612)), Some(Wh::ZERO));

		// but what it was not read at before stays unknown
		assert_eq!(exported(&owner, &period(quarter(1), Resolution::QuarterHour)), None);
	});
}

#[test]
fn a_retired_point_does_not_hold_up_another() {
	test(|| {
		let mut first = meter();
		let mut second = Meter::install(&home(1), MeterKind::Ed25519);
		advance_to(quarter(1));
		first.read(Wh::ZERO, Wh(5));
		assert_ok!(Metering::retire_point(meter_operator().origin(), first.point));
		advance_to(quarter(4));
		second.read(Wh::ZERO, Wh(60));
		assert_eq!(exported(&home(1), &hour(NOVEMBER)), Some(Wh(65)));
	});
}

#[test]
fn a_period_off_the_grid_has_no_volume() {
	test(|| {
		let mut meter = meter();
		advance_to(quarter(4));
		meter.read(Wh(1), Wh(1));
		let [start, end] = [hour(NOVEMBER).start, hour(NOVEMBER).end];
		let resolution = Resolution::Hour;
		for (start, end) in [(start + 1, end), (start, end - 1), (start, Moment::MAX)] {
			let crooked = DeliveryPeriod { start, end, resolution };
			assert_eq!(exported(&meter.owner, &crooked), None);
		}
		let backwards = DeliveryPeriod { start: end, end: start, resolution };
		assert_eq!(exported(&meter.owner, &backwards), None);
	});
}

#[test]
fn import_and_export_are_told_together() {
	test(|| {
		let mut meter = meter();
		advance_to(quarter(4));
		meter.read(Wh(3), Wh(5));
		let volumes = Metering::volumes(&meter.owner.account, ZONE, &hour(NOVEMBER));
		assert_eq!(volumes, Some(Registers { import_wh: Wh(3), export_wh: Wh(5) }));
	});
}
