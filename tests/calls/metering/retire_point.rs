//! `retire_point`: a meter operator takes a point out of service.

use crate::scene::*;
use joule_tests::*;
use pallet_metering::PointState;

fn retire(point: MeteringPointId) -> Result<(), DispatchError> {
	Metering::retire_point(meter_operator().origin(), point)
}

#[test]
fn a_retired_point_keeps_what_it_measured() {
	test(|| {
		// given
		let mut meter = meter();
		advance_to(quarter(1));
		meter.read(Wh(10), Wh(20));

		// when
		let events = events_of_call(|| retire(meter.point));

		// then
		assert_eq!(events, [Event::PointRetired { point: meter.point, total: registers(10, 20) }]);
		assert_eq!(stored(&meter).state, PointState::Retired);
		assert_eq!(stored(&meter).total, registers(10, 20));
		assert_eq!(Metering::points_of(&meter.owner.account), [meter.point]);
		assert_eq!(energy_of(&meter.owner.account, ConstMonth::NOW), Wh(20));
	});
}

#[test]
fn a_retired_point_is_read_no_more() {
	test(|| {
		let mut meter = meter();
		assert_ok!(retire(meter.point));
		advance_to(quarter(1));
		let reading = meter.next_reading(now(), Wh::ZERO, Wh(1));
		assert_noop!(Metering::submit_reading(meter.owner.origin(), reading), Error::PointRetired);
	});
}

#[test]
fn only_a_meter_operator_retires_points() {
	test(|| {
		let meter = meter();
		let attempt = |origin| Metering::retire_point(origin, meter.point);
		assert_noop!(attempt(meter.owner.origin()), Error::NotMeterOperator);
		assert_noop!(attempt(stranger().origin()), Error::NotMeterOperator);
		assert_noop!(attempt(RuntimeOrigin::root()), DispatchError::BadOrigin);
		assert_noop!(attempt(RuntimeOrigin::none()), DispatchError::BadOrigin);
		assert_ok!(attempt(other_meter_operator().origin()));
	});
}

#[test]
fn only_a_point_in_service_is_retired() {
	test(|| {
		let meter = meter();
		assert_noop!(retire(MeteringPointId(0)), Error::UnknownPoint);
		assert_noop!(retire(MeteringPointId(u64::MAX)), Error::UnknownPoint);
		assert_ok!(retire(meter.point));
		assert_noop!(retire(meter.point), Error::PointRetired);
	});
}
