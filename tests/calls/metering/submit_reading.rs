//! `submit_reading`: what a meter signed, brought by anyone who may send.

use crate::scene::*;
use joule_tests::*;
use pallet_metering::{Capacity, Installation, LastReading, Points, Reading, SignedReading};
use polkadot_sdk::sp_core::H256;

fn submit(signed: SignedReading) -> Result<(), DispatchError> {
	Metering::submit_reading(relay().origin(), signed)
}

/// A meter after its first reading, at the first quarter of an hour: the clock stands there.
fn read_meter() -> Meter {
	let mut meter = meter();
	advance_to(quarter(1));
	meter.read(Wh(1_000), Wh(2_000));
	meter
}

/// What this meter would sign next if it counted so much until now.
fn next(meter: &Meter, imported: u64, exported: u64) -> SignedReading {
	meter.clone().next_reading(now(), Wh(imported), Wh(exported))
}

/// A good next reading, changed before it is signed.
fn changed(meter: &Meter, change: impl FnOnce(&mut Reading)) -> SignedReading {
	let mut reading = next(meter, 1, 1).reading;
	change(&mut reading);
	meter.sign_reading(reading)
}

#[test]
fn a_reading_adds_to_the_totals() {
	test(|| {
		for (number, kind) in [(1, MeterKind::Ed25519), (2, MeterKind::Sr25519)] {
			// given a meter that has counted before
			let owner = participant(number, &[Role::Consumer]);
			let mut meter = Meter::install(&owner, kind);
			advance_by(QUARTER_MS);
			meter.read(Wh(1_000), Wh(0));

			// when
			advance_by(QUARTER_MS);
			let signed = next(&meter, 500, 0);
			let events = events_of_call(|| submit(signed));

			// then
			assert_eq!(
				events,
				[Event::ReadingRecorded {
					point: meter.point,
					sequence: 2,
					measured_at: now(),
					total: registers(1_500, 0),
				}]
			);
			assert_eq!(stored(&meter).total, registers(1_500, 0));
			assert_eq!(
				stored(&meter).last,
				LastReading { sequence: 2, measured_at: now(), face: registers(1_500, 0) }
			);
		}
	});
}

#[test]
fn registers_may_stand_still() {
	test(|| {
		let meter = read_meter();
		advance_to(quarter(2));
		let events = events_of_call(|| submit(next(&meter, 0, 0)));
		assert_eq!(events.len(), 1);
		assert_eq!(stored(&meter).total, registers(1_000, 2_000));
	});
}

#[test]
fn a_reading_may_come_weeks_late() {
	test(|| {
		let mut meter = meter();
		advance_to(NOVEMBER + 45 * DAY_MS);
		meter.read_at(quarter(1), Wh::ZERO, Wh(10));
		meter.read_at(quarter(2), Wh::ZERO, Wh(10));
		assert_eq!(energy_of(&meter.owner.account, ConstMonth::NOW), Wh(20));
	});
}

#[test]
fn anyone_who_may_send_brings_a_reading() {
	test(|| {
		let silenced = silenced();
		let meter = read_meter();
		advance_to(quarter(2));
		let signed = next(&meter, 1, 1);
		let attempt = |origin| Metering::submit_reading(origin, signed);
		assert_noop!(attempt(stranger().origin()), Error::SenderNotPermitted);
		assert_noop!(attempt(silenced.origin()), Error::SenderNotPermitted);
		assert_noop!(attempt(RuntimeOrigin::root()), DispatchError::BadOrigin);
		assert_noop!(attempt(RuntimeOrigin::none()), DispatchError::BadOrigin);
		assert_ok!(attempt(relay().origin()));
	});
}

#[test]
fn an_unknown_point_has_no_readings() {
	test(|| {
		let meter = Meter::new(&home(1), u64::MAX, MeterKind::Ed25519);
		assert_noop!(submit(next(&meter, 0, 0)), Error::UnknownPoint);
	});
}

#[test]
fn a_replay_is_refused() {
	test(|| {
		let mut meter = meter();
		advance_to(quarter(1));
		let first = meter.next_reading(now(), Wh::ZERO, Wh(5));
		assert_ok!(submit(first));
		assert_noop!(submit(first), Error::ReadingReplayed);

		// not later either, nor with another content
		advance_to(quarter(2));
		let second = meter.next_reading(now(), Wh::ZERO, Wh(5));
		assert_ok!(submit(second));
		advance_to(quarter(3));
		assert_noop!(submit(first), Error::ReadingReplayed);
		for sequence in [0, 1, 2] {
			let again = changed(&meter, |reading| reading.sequence = sequence);
			assert_noop!(submit(again), Error::ReadingReplayed);
		}
		assert_eq!(energy_of(&meter.owner.account, ConstMonth::NOW), Wh(10));
	});
}

#[test]
fn a_gap_is_refused() {
	test(|| {
		let meter = read_meter();
		advance_to(quarter(2));
		for sequence in [3, 4, u32::MAX] {
			let later = changed(&meter, |reading| reading.sequence = sequence);
			assert_noop!(submit(later), Error::ReadingGap);
		}
	});
}

#[test]
fn nothing_follows_the_last_number_there_is() {
	test(|| {
		let meter = read_meter();
		Points::<Runtime>::mutate(meter.point, |point| {
			point.as_mut().expect("the point is registered").last.sequence = u32::MAX;
		});
		advance_to(quarter(2));
		for sequence in [0, 1, u32::MAX] {
			let reading = changed(&meter, |reading| reading.sequence = sequence);
			assert_noop!(submit(reading), Error::ReadingReplayed);
		}
	});
}

#[test]
fn a_reading_off_the_quarter_hour_is_refused() {
	test(|| {
		let meter = read_meter();
		advance_to(quarter(4));
		for off_grid in [1, quarter(2) - 1, quarter(2) + 1, Moment::MAX] {
			let reading = changed(&meter, |reading| reading.measured_at = off_grid);
			assert_noop!(submit(reading), Error::ReadingOffGrid);
		}
	});
}

#[test]
fn a_reading_from_the_future_is_refused() {
	test(|| {
		// given a meter's clock that may be a minute ahead
		let meter = read_meter();
		let ahead = changed(&meter, |reading| reading.measured_at = quarter(2));

		advance_to(quarter(2) - 60_001);
		assert_noop!(submit(ahead), Error::ReadingFromFuture);
		let end_of_time = changed(&meter, |reading| {
			reading.measured_at = Moment::MAX / QUARTER_MS * QUARTER_MS;
		});
		assert_noop!(submit(end_of_time), Error::ReadingFromFuture);

		advance_to(quarter(2) - 60_000);
		assert_ok!(submit(ahead));
	});
}

#[test]
fn a_reading_that_is_not_later_than_the_last_is_refused() {
	test(|| {
		let meter = read_meter();
		advance_to(quarter(2));
		for earlier in [0, NOVEMBER - QUARTER_MS, NOVEMBER, quarter(1)] {
			let reading = changed(&meter, |reading| reading.measured_at = earlier);
			assert_noop!(submit(reading), Error::ReadingNotLater);
		}
	});
}

#[test]
fn a_reading_across_the_end_of_a_month_is_refused() {
	test(|| {
		// given a meter that was silent over the end of the month
		let mut meter = read_meter();
		let december = start_of(202612);
		advance_to(december + QUARTER_MS);
		assert_noop!(submit(next(&meter, 1, 1)), Error::ReadingAcrossMonths);
		advance_to(start_of(202701));
		assert_noop!(submit(next(&meter, 1, 1)), Error::ReadingAcrossMonths);

		// when the end of the month is read first
		meter.read_at(december, Wh::ZERO, Wh(1));

		// then the next month begins there, and goes as far as its own end
		let whole_december = next(&meter, 1, 1);
		assert_ok!(submit(whole_december));
	});
}

#[test]
fn a_register_that_rolled_back_is_refused() {
	test(|| {
		let meter = read_meter();
		advance_to(quarter(2));
		for face in [registers(999, 2_000), registers(1_000, 1_999), registers(0, u64::MAX)] {
			let reading = changed(&meter, |reading| reading.registers = face);
			assert_noop!(submit(reading), Error::RegisterRolledBack);
		}
	});
}

#[test]
fn a_point_carries_its_capacity_and_not_one_wh_more() {
	test(|| {
		// given a point that imports 3,600 W and exports 4,001 W at most
		let mut meter = Meter::new(&home(1), 1, MeterKind::Ed25519);
		let capacity = Capacity { import: Watt(3_600), export: Watt(4_001) };
		assert_ok!(Metering::register_point(
			meter_operator().origin(),
			meter.point,
			Installation { capacity, ..meter.installation(NOVEMBER) }
		));

		// when a quarter of an hour passes, then it carried 900 Wh and 1,000.25 Wh at most
		advance_to(quarter(1));
		for (imported, exported) in [(901, 0), (0, 1_002), (901, 1_002), (u64::MAX, u64::MAX)] {
			let too_much = next(&meter, imported, exported);
			assert_noop!(submit(too_much), Error::CapacityExceeded);
		}
		meter.read(Wh(900), Wh(1_001));

		// when a day passes, then it carried 86,400 Wh and 96,024 Wh at most
		advance_by(DAY_MS);
		assert_noop!(submit(next(&meter, 86_401, 0)), Error::CapacityExceeded);
		assert_noop!(submit(next(&meter, 0, 96_025)), Error::CapacityExceeded);
		meter.read(Wh(86_400), Wh(96_024));
		assert_eq!(stored(&meter).total, registers(87_300, 97_025));
	});
}

#[test]
fn a_point_without_export_capacity_exports_nothing() {
	test(|| {
		let mut meter = Meter::new(&home(1), 1, MeterKind::Ed25519);
		let capacity = Capacity { import: Watt(4_000), export: Watt::ZERO };
		assert_ok!(Metering::register_point(
			meter_operator().origin(),
			meter.point,
			Installation { capacity, ..meter.installation(NOVEMBER) }
		));
		advance_to(quarter(1));
		assert_noop!(submit(next(&meter, 0, 1)), Error::CapacityExceeded);
		meter.read(Wh(1_000), Wh::ZERO);
	});
}

#[test]
fn a_total_that_cannot_be_counted_is_refused() {
	test(|| {
		// given a point without bounds, whose meter ran through its whole register
		let mut meter = Meter::new(&home(1), 1, MeterKind::Ed25519);
		let capacity = Capacity { import: Watt(u64::MAX), export: Watt(u64::MAX) };
		assert_ok!(Metering::register_point(
			meter_operator().origin(),
			meter.point,
			Installation { capacity, ..meter.installation(NOVEMBER) }
		));
		advance_to(quarter(4));
		meter.read(Wh(u64::MAX), Wh::ZERO);

		// when a new meter goes on
		meter.face = registers(0, 0);
		assert_ok!(Metering::replace_meter(
			meter_operator().origin(),
			meter.point,
			meter.public(),
			meter.face
		));
		advance_to(quarter(8));

		// then
		assert_noop!(submit(next(&meter, 1, 0)), Error::TotalTooLarge);
		meter.read(Wh::ZERO, Wh(1));
	});
}

#[test]
fn a_reading_that_its_meter_did_not_sign_is_refused() {
	test(|| {
		let meter = read_meter();
		advance_to(quarter(2));
		let good = next(&meter, 1, 1);
		let SignedReading { reading, signature } = good;

		// another meter's signature, of the same kind and of the other
		for kind in [MeterKind::Ed25519, MeterKind::Sr25519] {
			let forged = with_new_key(&meter, kind).sign_reading(reading);
			assert_noop!(submit(forged), Error::WrongSignature);
		}

		// a signature of something else
		let mut on_another_chain = good;
		on_another_chain.signature = meter.sign(&reading.signing_payload(H256::repeat_byte(8)));
		assert_noop!(submit(on_another_chain), Error::WrongSignature);
		let mut more_export = reading;
		more_export.registers.export_wh = Wh(2_002);
		assert_noop!(
			submit(SignedReading { reading: more_export, signature }),
			Error::WrongSignature
		);
		let mut another_root = reading;
		another_root.intervals_root = H256::repeat_byte(1);
		assert_noop!(
			submit(SignedReading { reading: another_root, signature }),
			Error::WrongSignature
		);

		assert_ok!(submit(good));
	});
}

#[test]
fn a_reading_is_good_for_its_own_point_only() {
	test(|| {
		let meter = meter();
		let neighbour = Meter::install(&home(2), MeterKind::Ed25519);
		advance_to(quarter(1));
		let mut redirected = next(&meter, 0, 100);
		redirected.reading.point = neighbour.point;
		assert_noop!(submit(redirected), Error::WrongSignature);
	});
}
