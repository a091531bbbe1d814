//! `replace_meter`: a meter operator gives a point another meter.

use crate::scene::*;
use joule_tests::*;
use pallet_metering::Registers;

fn replace(old: &Meter, face: Registers) -> Meter {
	let mut new = with_new_key(old, MeterKind::Sr25519);
	new.face = face;
	assert_ok!(Metering::replace_meter(
		meter_operator().origin(),
		old.point,
		new.public(),
		new.face
	));
	new
}

#[test]
fn the_new_meter_goes_on_from_the_last_reading() {
	test(|| {
		// given a meter with a last reading
		let mut old = meter();
		advance_to(quarter(1));
		old.read(Wh(100), Wh(1_000));

		// when another takes its place, which shows less on one register and more on the other
		let mut new = with_new_key(&old, MeterKind::Sr25519);
		new.face = registers(7, 90_000);
		let events = events_of_call(|| {
			Metering::replace_meter(meter_operator().origin(), old.point, new.public(), new.face)
		});
		assert_eq!(
			events,
			[Event::MeterReplaced {
				point: old.point,
				new_key: new.public(),
				face: registers(7, 90_000),
			}]
		);
		advance_to(quarter(2));
		new.read(Wh(10), Wh(500));

		// then the totals and the sequence went on
		assert_eq!(stored(&new).total, registers(110, 1_500));
		assert_eq!(stored(&new).last.face, registers(17, 90_500));
		assert_eq!(stored(&new).last.sequence, 2);
		assert_eq!(energy_of(&new.owner.account, ConstMonth::NOW), Wh(1_500));
	});
}

#[test]
fn what_the_old_meter_counted_unread_is_lost() {
	test(|| {
		let mut old = meter();
		advance_to(quarter(1));
		let unread = old.next_reading(now(), Wh(100), Wh(1_000));

		let mut new = replace(&meter_before(&old), Registers::ZERO);
		assert_noop!(Metering::submit_reading(old.owner.origin(), unread), Error::WrongSignature);
		advance_to(quarter(2));
		new.read(Wh::ZERO, Wh(5));
		assert_eq!(stored(&new).total, registers(0, 5));
	});
}

/// A meter as it was before it made its first reading.
fn meter_before(meter: &Meter) -> Meter {
	let mut before = meter.clone();
	before.sequence = 0;
	before
}

#[test]
fn the_old_sequence_is_not_used_again() {
	test(|| {
		let mut old = meter();
		advance_to(quarter(1));
		old.read(Wh::ZERO, Wh(10));
		let mut new = replace(&old, Registers::ZERO);
		advance_to(quarter(2));
		new.sequence = 0;
		let replayed = new.next_reading(now(), Wh::ZERO, Wh(10));
		assert_noop!(
			Metering::submit_reading(new.owner.origin(), replayed),
			Error::ReadingReplayed
		);
	});
}

#[test]
fn the_capacity_holds_for_the_new_meter_since_the_last_reading() {
	test(|| {
		let old = meter();
		advance_to(quarter(2));
		let mut new = replace(&old, registers(0, 50));
		let too_much = new.clone().next_reading(now(), Wh::ZERO, Wh(500_001));
		assert_noop!(
			Metering::submit_reading(new.owner.origin(), too_much),
			Error::CapacityExceeded
		);
		new.read(Wh::ZERO, Wh(500_000));
	});
}

#[test]
fn the_registers_of_the_new_meter_do_not_roll_back() {
	test(|| {
		// given a new meter whose registers are full
		let new = replace(&meter(), registers(u64::MAX, u64::MAX));
		advance_to(quarter(1));

		// when they begin again at zero
		let mut rolled_over = new.clone();
		rolled_over.face = Registers::ZERO;
		let reading = rolled_over.next_reading(now(), Wh(1), Wh(1));

		// then
		assert_noop!(
			Metering::submit_reading(new.owner.origin(), reading),
			Error::RegisterRolledBack
		);
		new.clone().read(Wh::ZERO, Wh::ZERO);
		assert_eq!(stored(&new).total, Registers::ZERO);
	});
}

#[test]
fn a_repaired_meter_may_keep_its_key() {
	test(|| {
		let mut meter = meter();
		advance_to(quarter(1));
		meter.read(Wh::ZERO, Wh(10));
		meter.face = Registers::ZERO;
		assert_ok!(Metering::replace_meter(
			meter_operator().origin(),
			meter.point,
			meter.public(),
			Registers::ZERO
		));
		advance_to(quarter(2));
		meter.read(Wh::ZERO, Wh(3));
		assert_eq!(stored(&meter).total, registers(0, 13));
	});
}

#[test]
fn only_a_meter_operator_replaces_meters() {
	test(|| {
		let meter = meter();
		let new = with_new_key(&meter, MeterKind::Ed25519);
		let attempt =
			|origin| Metering::replace_meter(origin, meter.point, new.public(), Registers::ZERO);
		assert_noop!(attempt(meter.owner.origin()), Error::NotMeterOperator);
		assert_noop!(attempt(stranger().origin()), Error::NotMeterOperator);
		assert_noop!(attempt(RuntimeOrigin::root()), DispatchError::BadOrigin);
		assert_noop!(attempt(RuntimeOrigin::none()), DispatchError::BadOrigin);
		assert_ok!(attempt(other_meter_operator().origin()));
	});
}

#[test]
fn only_a_point_in_service_is_given_another_meter() {
	test(|| {
		let meter = meter();
		let attempt = |point| {
			Metering::replace_meter(
				meter_operator().origin(),
				point,
				meter.public(),
				Registers::ZERO,
			)
		};
		assert_noop!(attempt(MeteringPointId(u64::MAX)), Error::UnknownPoint);
		assert_ok!(Metering::retire_point(meter_operator().origin(), meter.point));
		assert_noop!(attempt(meter.point), Error::PointRetired);
	});
}
