//! `submit_readings`: a batch of readings, all of them or none.

use crate::scene::*;
use joule_tests::*;
use pallet_metering::SignedReading;
use polkadot_sdk::frame_support::BoundedVec;

type Batch = BoundedVec<SignedReading, <Runtime as pallet_metering::Config>::MaxBatch>;

fn submit(readings: Vec<SignedReading>) -> Result<(), DispatchError> {
	let batch = Batch::try_from(readings).expect("a batch that is not too long");
	Metering::submit_readings(relay().origin(), batch)
}

/// As many readings of one meter, a quarter of an hour apart. The clock stands at the last.
fn series(meter: &mut Meter, count: u64) -> Vec<SignedReading> {
	let first = now();
	advance_to(first + count * QUARTER_MS);
	(1..=count)
		.map(|number| meter.next_reading(first + number * QUARTER_MS, Wh(1), Wh(2)))
		.collect()
}

#[test]
fn a_batch_brings_the_readings_of_many_meters() {
	test(|| {
		// given meters of both kinds
		let mut meters: Vec<_> = (1..=10)
			.map(|number| {
				let kind = if number % 2 == 0 { MeterKind::Ed25519 } else { MeterKind::Sr25519 };
				Meter::install(&home(number), kind)
			})
			.collect();
		advance_to(quarter(1));

		// when
		let readings = meters
			.iter_mut()
			.map(|meter| meter.next_reading(now(), Wh(10), Wh(meter.point.0)))
			.collect();
		assert_ok!(submit(readings));

		// then
		for meter in &meters {
			let exported = meter.point.0;
			assert_eq!(stored(meter).total, registers(10, exported));
			assert_eq!(energy_of(&meter.owner.account, ConstMonth::NOW), Wh(exported));
		}
	});
}

#[test]
fn a_batch_brings_many_readings_of_one_meter() {
	test(|| {
		let mut meter = meter();
		let readings = series(&mut meter, 100);
		let events = events_of_call(|| submit(readings));

		let recorded = |event: &&Event| matches!(event, Event::ReadingRecorded { .. });
		let issued = |event: &&Event| matches!(event, Event::EnergyIssued { .. });
		assert_eq!(events.iter().filter(recorded).count(), 100);
		assert_eq!(events.iter().filter(issued).count(), 100);
		assert_eq!(stored(&meter).total, registers(100, 200));
		assert_eq!(stored(&meter).last.sequence, 100);
		assert_eq!(energy_of(&meter.owner.account, ConstMonth::NOW), Wh(200));
	});
}

#[test]
fn a_doubled_reading_in_a_batch_is_refused() {
	test(|| {
		let mut meter = meter();
		let readings = series(&mut meter, 2);
		let doubled = vec![readings[0], readings[1], readings[1]];
		assert_noop!(submit(doubled), Error::ReadingReplayed);
		assert_noop!(submit(vec![readings[0], readings[0]]), Error::ReadingReplayed);
		assert_ok!(submit(readings));
	});
}

#[test]
fn a_batch_out_of_order_is_refused() {
	test(|| {
		let mut meter = meter();
		let mut readings = series(&mut meter, 3);
		readings.reverse();
		assert_noop!(submit(readings.clone()), Error::ReadingGap);
		readings.reverse();
		assert_ok!(submit(readings));
	});
}

#[test]
fn one_bad_reading_keeps_out_the_whole_batch() {
	test(|| {
		// given two good meters, and one that exports more than it can
		let mut first = meter();
		let mut second = Meter::install(&home(2), MeterKind::Sr25519);
		let mut third = Meter::install(&home(3), MeterKind::Ed25519);
		advance_to(quarter(1));
		let good = [&mut first, &mut second].map(|meter| meter.next_reading(now(), Wh(1), Wh(1)));
		let bad = third.next_reading(now(), Wh(1), Wh(250_001));

		// when they come together, wherever the bad one is
		for place in 0..=good.len() {
			let mut readings = good.to_vec();
			readings.insert(place, bad);
			assert_noop!(submit(readings), Error::CapacityExceeded);
		}

		// then the good ones come again without it
		assert_ok!(submit(good.to_vec()));
	});
}

#[test]
fn the_error_is_that_of_the_first_bad_reading() {
	test(|| {
		let mut meter = meter();
		let [mut forged, missing] = series(&mut meter, 3)[1..] else { panic!("three readings") };
		assert_noop!(submit(vec![missing, forged]), Error::ReadingGap);
		forged.reading.point = MeteringPointId(99);
		assert_noop!(submit(vec![forged, missing]), Error::UnknownPoint);
	});
}

#[test]
fn an_empty_batch_is_refused() {
	test(|| {
		assert_noop!(submit(Vec::new()), Error::EmptyBatch);
	});
}

#[test]
fn a_batch_has_a_hundred_readings_at_most() {
	test(|| {
		let reading = meter().next_reading(now(), Wh::ZERO, Wh::ZERO);
		assert!(Batch::try_from(vec![reading; 101]).is_err());

		// nor does a longer one arrive in a transaction
		let with = |count| {
			let readings = Batch::default();
			let call = pallet_metering::Call::submit_readings { readings };
			decode_with_last_list(call, &vec![reading; count])
		};
		assert!(with(100).is_ok());
		assert!(with(101).is_err());
	});
}

#[test]
fn anyone_who_may_send_brings_a_batch() {
	test(|| {
		let silenced = silenced();
		let mut meter = meter();
		let batch = Batch::try_from(series(&mut meter, 2)).expect("two readings");
		let attempt = |origin| Metering::submit_readings(origin, batch.clone());
		assert_noop!(attempt(stranger().origin()), Error::SenderNotPermitted);
		assert_noop!(attempt(silenced.origin()), Error::SenderNotPermitted);
		assert_noop!(attempt(RuntimeOrigin::root()), DispatchError::BadOrigin);
		assert_noop!(attempt(RuntimeOrigin::none()), DispatchError::BadOrigin);
		assert_ok!(attempt(relay().origin()));
	});
}
