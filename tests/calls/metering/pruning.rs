//! Old readings go, a few with every new one.

use crate::scene::*;
use joule_tests::*;
use pallet_metering::{commitment::interval_proof, DayReadings};

/// For how many days before the last reading snapshots are kept.
const RETENTION_DAYS: u64 = 75;

fn days(meter: &Meter) -> usize {
	DayReadings::<Runtime>::iter_key_prefix(meter.point).count()
}

/// Reads a meter once a day at midnight, up to a day.
fn read_daily(meter: &mut Meter, days: core::ops::RangeInclusive<u64>) {
	for day in days {
		advance_to(NOVEMBER + day * DAY_MS);
		meter.read(Wh(1), Wh(2));
	}
}

#[test]
fn readings_are_kept_for_75_days_before_the_last() {
	test(|| {
		// given a meter that was read every day for 75 days
		let mut meter = meter();
		read_daily(&mut meter, 1..=RETENTION_DAYS);
		assert_eq!(days(&meter), 76);
		assert_eq!(exported(&meter.owner, &month(202611)), Some(Wh(60)));

		// when it is read the next day
		let events = events_of(|| read_daily(&mut meter, 76..=76));

		// then its oldest day goes, and with it the volume of the month that began there
		let oldest_day = stored(&meter).oldest_day;
		assert_eq!(events[0], Event::ReadingsPruned { point: meter.point, oldest_day });
		assert_eq!(pages(&meter)[0].0, oldest_day);
		assert_eq!(days(&meter), 76);
		// A point measured nothing before its installation, and that is not forgotten.
		assert_eq!(exported(&meter.owner, &month(202611)), Some(Wh(60)));
		let first_day = hour(NOVEMBER + DAY_MS - HOUR_MS);
		assert_eq!(exported(&meter.owner, &first_day), None);
	});
}

#[test]
fn a_meter_that_is_read_daily_never_has_more_pages() {
	test(|| {
		let mut meter = meter();
		for day in 1..=120 {
			read_daily(&mut meter, day..=day);
			assert_eq!(days(&meter), 76.min(day as usize + 1));
		}
		check_invariants();
	});
}

#[test]
fn readings_within_a_day_remove_nothing() {
	test(|| {
		let mut meter = meter();
		read_daily(&mut meter, 1..=80);
		advance_by(QUARTER_MS);
		let events = events_of(|| meter.read(Wh(1), Wh::ZERO));
		assert_eq!(events.len(), 1);
		assert_eq!(days(&meter), 76);
	});
}

#[test]
fn a_pruned_volume_is_unknown() {
	test(|| {
		let mut meter = meter();
		read_daily(&mut meter, 1..=90);
		// 14 days were pruned, so the volume of the 15th day is the first that is known.
		let day = |number: u64| DeliveryPeriod {
			start: NOVEMBER + number * DAY_MS,
			end: NOVEMBER + (number + 1) * DAY_MS,
			resolution: Resolution::Hour,
		};
		assert_eq!(exported(&meter.owner, &day(14)), None);
		assert_eq!(exported(&meter.owner, &day(15)), Some(Wh(2)));
		assert_eq!(exported(&meter.owner, &month(202612)), Some(Wh(62)));
	});
}

#[test]
fn a_meter_that_is_read_monthly_removes_its_stale_pages_bit_by_bit() {
	test(|| {
		// given a meter that is read once a month and had ten days of November opened
		let mut meter = meter();
		let november = read_committed(&mut meter, start_of(202612), registers(1, 2));
		for day in 1..=10 {
			let index = day * 96 - 1;
			assert_ok!(Metering::open_interval(
				relay().origin(),
				meter.point,
				start_of(202612),
				november.leaves[index as usize],
				interval_proof(&november.leaves, index).expect("the leaf is there")
			));
		}
		read_committed(&mut meter, start_of(202701), registers(1, 2));
		assert_eq!(days(&meter), 13);

		// when the next reading makes all of November stale but its end, then it removes three
		let february = count_on(&mut meter, start_of(202702), registers(1, 2));
		let events = events_of(|| submit(&meter, &february));
		let oldest_day = stored(&meter).oldest_day;
		assert_eq!(events[0], Event::ReadingsPruned { point: meter.point, oldest_day });
		assert_eq!(days(&meter), 11);
		check_invariants();

		// and every reading after it three more, until all is removed
		for left in [8, 5, 3] {
			advance_by(QUARTER_MS);
			meter.read(Wh(1), Wh(2));
			assert_eq!(days(&meter), left);
			check_invariants();
		}
		advance_by(QUARTER_MS);
		let events = events_of(|| meter.read(Wh(1), Wh::ZERO));
		assert_eq!(events.len(), 1);
		assert_eq!(days(&meter), 3);
	});
}

#[test]
fn opening_an_interval_removes_stale_pages_too() {
	test(|| {
		// given a point with more stale pages than one reading removes
		let mut meter = meter();
		let mut reading_of = |month| read_committed(&mut meter, start_of(month), registers(1, 2));
		let november = reading_of(202612);
		let open = |committed: &Committed, index: u32| {
			Metering::open_interval(
				relay().origin(),
				committed.reading.point,
				committed.reading.measured_at,
				committed.leaves[index as usize],
				interval_proof(&committed.leaves, index).expect("the leaf is there"),
			)
		};
		for day in 1..=5 {
			assert_ok!(open(&november, day * 96 - 1));
		}
		reading_of(202701);
		let january = reading_of(202702);
		assert_eq!(days(&meter), 6);

		// when a quarter of January is opened
		let events = events_of_call(|| open(&january, 95));

		// then its page came, and three stale ones went
		let oldest_day = stored(&meter).oldest_day;
		assert_eq!(events[0], Event::ReadingsPruned { point: meter.point, oldest_day });
		assert_eq!(days(&meter), 4);
	});
}

#[test]
fn a_meter_that_is_read_once_a_month_knows_the_last_two_months() {
	test(|| {
		let mut meter = meter();
		for vintage in [202612, 202701, 202702, 202703, 202704, 202705] {
			advance_to(start_of(vintage));
			meter.read(Wh(10), Wh(20));
		}
		assert_eq!(exported(&meter.owner, &month(202704)), Some(Wh(20)));
		assert_eq!(exported(&meter.owner, &month(202703)), Some(Wh(20)));
		assert_eq!(exported(&meter.owner, &month(202702)), None);
	});
}

#[test]
fn a_retired_point_is_pruned_no_more() {
	test(|| {
		let mut meter = meter();
		read_daily(&mut meter, 1..=20);
		assert_ok!(Metering::retire_point(meter_operator().origin(), meter.point));
		advance_by(365 * DAY_MS);
		assert_eq!(days(&meter), 21);
		assert_eq!(exported(&meter.owner, &hour(NOVEMBER + DAY_MS)), None);
		assert_eq!(exported(&meter.owner, &month(202611)), Some(Wh(40)));
	});
}
