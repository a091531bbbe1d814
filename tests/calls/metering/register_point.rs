//! `register_point`: a meter operator puts a metering point into service.

use crate::scene::*;
use joule_tests::*;
use pallet_metering::{
	Capacity, Installation, LastReading, MeteringPoint, PointState, Points, PointsOf, Source,
};

fn register(meter: &Meter, installation: Installation<AccountId>) -> Result<(), DispatchError> {
	Metering::register_point(meter_operator().origin(), meter.point, installation)
}

#[test]
fn a_point_begins_at_zero_whatever_its_meter_shows() {
	test(|| {
		// given a meter that has counted elsewhere
		let owner = home(1);
		let mut meter = Meter::new(&owner, 7, MeterKind::Sr25519);
		meter.face = registers(1_234, 5_678);
		let installation = meter.installation(NOVEMBER);

		// when it is installed
		let events = events_of_call(|| register(&meter, installation.clone()));

		// then
		let approved_by = meter_operator().account;
		assert_eq!(
			events,
			[Event::PointRegistered {
				point: MeteringPointId(7),
				installation,
				approved_by: approved_by.clone(),
			}]
		);
		assert_eq!(
			Metering::point(MeteringPointId(7)),
			Some(MeteringPoint {
				owner: owner.account.clone(),
				zone: ZONE,
				source: Source::Solar,
				capacity: Meter::CAPACITY,
				key: meter.public(),
				approved_by,
				installed_at: NOVEMBER,
				last: LastReading { sequence: 0, measured_at: NOVEMBER, face: meter.face },
				total: registers(0, 0),
				oldest_day: pages(&meter)[0].0,
				state: PointState::InService,
			})
		);
		assert_eq!(Metering::points_of(&owner.account), [MeteringPointId(7)]);
	});
}

#[test]
fn only_a_meter_operator_registers_points() {
	test(|| {
		let meter = Meter::new(&home(1), 1, MeterKind::Ed25519);
		let attempt =
			|origin| Metering::register_point(origin, meter.point, meter.installation(NOVEMBER));

		assert_noop!(attempt(meter.owner.origin()), Error::NotMeterOperator);
		assert_noop!(attempt(stranger().origin()), Error::NotMeterOperator);
		assert_noop!(attempt(RuntimeOrigin::root()), DispatchError::BadOrigin);
		assert_noop!(attempt(RuntimeOrigin::none()), DispatchError::BadOrigin);
		assert_noop!(attempt(council()), DispatchError::BadOrigin);

		let former = other_meter_operator();
		assert_ok!(Registry::revoke_role(council(), former.account.clone(), Role::MeterOperator));
		assert_noop!(attempt(former.origin()), Error::NotMeterOperator);
	});
}

#[test]
fn the_zone_must_exist() {
	test(|| {
		let meter = Meter::new(&home(1), 1, MeterKind::Ed25519);
		for zone in [ZoneId(0), ZoneId(3), ZoneId(u16::MAX)] {
			let nowhere = Installation { zone, ..meter.installation(NOVEMBER) };
			assert_noop!(register(&meter, nowhere), Error::UnknownZone);
		}
	});
}

#[test]
fn a_home_can_have_a_point_in_another_zone() {
	test(|| {
		let meter = Meter::new(&home(1), 1, MeterKind::Ed25519);
		let elsewhere = Installation { zone: OTHER_ZONE, ..meter.installation(NOVEMBER) };
		assert_ok!(register(&meter, elsewhere));
		assert_eq!(stored(&meter).zone, OTHER_ZONE);
	});
}

#[test]
fn the_owner_must_be_a_participant() {
	test(|| {
		let meter = Meter::new(&stranger(), 1, MeterKind::Ed25519);
		assert_noop!(register(&meter, meter.installation(NOVEMBER)), Error::UnknownOwner);
	});
}

#[test]
fn a_point_must_be_able_to_carry_something() {
	test(|| {
		let owner = home(1);
		let with = |number, import, export| {
			let meter = Meter::new(&owner, number, MeterKind::Ed25519);
			let capacity = Capacity { import: Watt(import), export: Watt(export) };
			register(&meter, Installation { capacity, ..meter.installation(NOVEMBER) })
		};
		assert_noop!(with(1, 0, 0), Error::CapacityMissing);
		assert_ok!(with(1, 1, 0));
		assert_ok!(with(2, 0, 1));
		assert_ok!(with(3, u64::MAX, u64::MAX));
	});
}

#[test]
fn a_point_is_installed_on_the_quarter_hour() {
	test(|| {
		let meter = Meter::new(&home(1), 1, MeterKind::Ed25519);
		for off_grid in [1, NOVEMBER - 1, NOVEMBER + 1, Moment::MAX] {
			assert_noop!(
				register(&meter, meter.installation(off_grid)),
				Error::InstallationOffGrid
			);
		}
	});
}

#[test]
fn a_point_is_not_installed_in_the_future() {
	test(|| {
		// given a meter's clock that may be a minute ahead
		let meter = Meter::new(&home(1), 1, MeterKind::Ed25519);
		let installation = meter.installation(quarter(1));
		let end_of_time = Moment::MAX / QUARTER_MS * QUARTER_MS;

		advance_to(quarter(1) - 60_001);
		assert_noop!(register(&meter, installation.clone()), Error::InstallationInFuture);
		assert_noop!(
			register(&meter, meter.installation(end_of_time)),
			Error::InstallationInFuture
		);

		advance_to(quarter(1) - 60_000);
		assert_ok!(register(&meter, installation));
	});
}

#[test]
fn a_point_can_be_registered_after_its_installation() {
	test(|| {
		for (number, installed_at) in [(1, NOVEMBER - 30 * DAY_MS), (2, QUARTER_MS), (3, 0)] {
			let meter = Meter::new(&home(1), number, MeterKind::Ed25519);
			assert_ok!(register(&meter, meter.installation(installed_at)));
			assert_eq!(stored(&meter).last.measured_at, installed_at);
		}
	});
}

#[test]
fn a_number_is_given_once() {
	test(|| {
		// given a point
		let meter = meter();
		let installation = meter.installation(NOVEMBER);
		assert_noop!(register(&meter, installation.clone()), Error::PointExists);

		// not even to another owner
		let moved = Installation { owner: home(2).account, ..installation.clone() };
		assert_noop!(register(&meter, moved), Error::PointExists);

		// nor when the point is retired
		assert_ok!(Metering::retire_point(meter_operator().origin(), meter.point));
		assert_noop!(register(&meter, installation), Error::PointExists);
	});
}

#[test]
fn any_number_can_be_given() {
	test(|| {
		for number in [0, u64::MAX] {
			let meter = Meter::new(&home(1), number, MeterKind::Ed25519);
			assert_ok!(register(&meter, meter.installation(NOVEMBER)));
		}
		assert_eq!(Points::<Runtime>::iter().count(), 2);
	});
}

#[test]
fn an_owner_has_sixteen_points_at_most() {
	test(|| {
		// given sixteen points, one of them retired
		let owner = home(1);
		let meters: Vec<_> = (0..16).map(|_| Meter::install(&owner, MeterKind::Ed25519)).collect();
		assert_ok!(Metering::retire_point(meter_operator().origin(), meters[0].point));

		// when
		let one_more = Meter::new(&owner, 17, MeterKind::Ed25519);

		// then
		assert_noop!(register(&one_more, one_more.installation(NOVEMBER)), Error::TooManyPoints);
		assert_eq!(PointsOf::<Runtime>::get(&owner.account).len(), 16);
		let neighbour = Meter::new(&home(2), 17, MeterKind::Ed25519);
		assert_ok!(register(&neighbour, neighbour.installation(NOVEMBER)));
	});
}
