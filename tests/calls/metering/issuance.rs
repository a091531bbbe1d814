//! The energy that is issued for what meters exported.

use crate::scene::*;
use joule_tests::*;
use pallet_metering::{
	Capacity, Installation, Issuance, Issuances, IssueStage, IssuedInMonth, NotIssuedReason, Source,
};
use polkadot_sdk::{
	frame_support::traits::fungibles::{metadata::Inspect as _, Inspect as _},
	sp_runtime::ArithmeticError,
};

fn issued_in(month: Vintage) -> Wh {
	IssuedInMonth::<Runtime>::get(month)
}

fn supply_of(month: Vintage) -> u128 {
	Assets::total_issuance(month.asset_id())
}

/// The meter is read a quarter of an hour later, and nothing is issued for this reason.
fn assert_not_issued(meter: &mut Meter, exported: Wh, reason: NotIssuedReason) {
	advance_by(QUARTER_MS);
	let before = stored(meter).total;
	let events = events_of(|| meter.read(Wh::ZERO, exported));
	let total = registers(before.import_wh.0, before.export_wh.0 + exported.0);
	assert_eq!(
		events,
		[
			Event::ReadingRecorded {
				point: meter.point,
				sequence: meter.sequence,
				measured_at: now(),
				total,
			},
			Event::EnergyNotIssued {
				point: meter.point,
				vintage: ConstMonth::NOW,
				quantity_wh: exported,
				reason,
			},
		]
	);
	assert_eq!(stored(meter).total, total);
}

#[test]
fn an_export_is_issued_to_the_wh() {
	test(|| {
		// given a month of which there is no energy yet
		let mut meter = meter();
		let owner = meter.owner.account.clone();
		advance_to(quarter(1));
		assert!(!Assets::asset_exists(ConstMonth::NOW.asset_id()));

		// when its first Wh are exported
		let events = events_of(|| meter.read(Wh(77), Wh(12_345)));

		// then the asset comes into being, and its owner has as many
		let approval = meter_operator().account;
		assert_eq!(
			events,
			[
				Event::ReadingRecorded {
					point: meter.point,
					sequence: 1,
					measured_at: now(),
					total: registers(77, 12_345),
				},
				Event::EnergyAssetCreated { vintage: ConstMonth::NOW, asset: 202611 },
				Event::EnergyIssued {
					point: meter.point,
					owner: owner.clone(),
					vintage: ConstMonth::NOW,
					quantity_wh: Wh(12_345),
					origin: Source::Solar,
					stage: IssueStage::Metered,
					approval,
				},
			]
		);
		assert_eq!(energy_of(&owner, ConstMonth::NOW), Wh(12_345));
		assert_eq!(supply_of(ConstMonth::NOW), 12_345);
	});
}

#[test]
fn the_energy_of_a_month_is_shown_in_kwh() {
	test(|| {
		home(1).with_energy(Wh(1));
		let asset = ConstMonth::NOW.asset_id();
		assert_eq!(Assets::name(asset), b"Energy 202611");
		assert_eq!(Assets::symbol(asset), b"kWh");
		assert_eq!(Assets::decimals(asset), 3);
		assert_eq!(Assets::minimum_balance(asset), 1);
	});
}

#[test]
fn origin_stage_and_approval_are_recorded() {
	test(|| {
		// given a wind turbine that a second meter operator vouches for
		let approved_by = other_meter_operator();
		let mut meter = Meter::new(&home(1), 5, MeterKind::Ed25519);
		assert_ok!(Metering::register_point(
			approved_by.origin(),
			meter.point,
			Installation { source: Source::Wind, ..meter.installation(NOVEMBER) }
		));

		// when it exports twice
		advance_to(quarter(1));
		meter.read(Wh::ZERO, Wh(100));
		advance_to(quarter(2));
		let events = events_of(|| meter.read(Wh::ZERO, Wh(23)));

		// then the second is issued without ado
		assert_eq!(events.len(), 2);
		assert_eq!(
			events[1],
			Event::EnergyIssued {
				point: meter.point,
				owner: meter.owner.account.clone(),
				vintage: ConstMonth::NOW,
				quantity_wh: Wh(23),
				origin: Source::Wind,
				stage: IssueStage::Metered,
				approval: approved_by.account.clone(),
			}
		);
		assert_eq!(
			Issuances::<Runtime>::get(ConstMonth::NOW, meter.point),
			Some(Issuance {
				issued_wh: Wh(123),
				origin: Source::Wind,
				stage: IssueStage::Metered,
				approval: approved_by.account,
			})
		);
		assert_eq!(issued_in(ConstMonth::NOW), Wh(123));
	});
}

#[test]
fn the_supply_of_a_month_is_what_all_points_exported() {
	test(|| {
		let mut first = meter();
		let mut second = Meter::install(&home(1), MeterKind::Sr25519);
		let mut third = Meter::install(&home(2), MeterKind::Ed25519);
		advance_to(quarter(1));
		first.read(Wh::ZERO, Wh(1));
		second.read(Wh::ZERO, Wh(20));
		third.read(Wh::ZERO, Wh(300));
		assert_eq!(energy_of(&home(1).account, ConstMonth::NOW), Wh(21));
		assert_eq!(energy_of(&home(2).account, ConstMonth::NOW), Wh(300));
		assert_eq!(issued_in(ConstMonth::NOW), Wh(321));
		assert_eq!(supply_of(ConstMonth::NOW), 321);
	});
}

#[test]
fn nothing_is_issued_for_imports() {
	test(|| {
		let mut meter = meter();
		advance_to(quarter(1));
		let events = events_of(|| meter.read(Wh(5_000), Wh::ZERO));
		assert_eq!(events.len(), 1);
		assert!(!Assets::asset_exists(ConstMonth::NOW.asset_id()));
		assert_eq!(Issuances::<Runtime>::iter().count(), 0);
	});
}

#[test]
fn a_reading_at_the_end_of_a_month_belongs_to_that_month() {
	test(|| {
		// given a meter that is read a quarter of an hour before the month ends
		let mut meter = meter();
		let end = ConstMonth::NOW.end().expect("a month");
		advance_to(end + QUARTER_MS);
		meter.read_at(end - QUARTER_MS, Wh::ZERO, Wh(1));

		// when it is read as the month ends, and a quarter of an hour later
		meter.read_at(end, Wh::ZERO, Wh(10));
		meter.read_at(end + QUARTER_MS, Wh::ZERO, Wh(100));

		// then
		let owner = meter.owner.account.clone();
		assert_eq!(energy_of(&owner, ConstMonth::NOW), Wh(11));
		assert_eq!(energy_of(&owner, ConstMonth::NEXT), Wh(100));
		assert_eq!(issued_in(ConstMonth::NOW), Wh(11));
		assert_eq!(issued_in(ConstMonth::NEXT), Wh(100));
	});
}

#[test]
fn energy_is_issued_for_the_month_of_the_export_however_late_the_reading_comes() {
	test(|| {
		let mut meter = meter();
		advance_to(start_of(202701));
		meter.read_at(start_of(202612), Wh::ZERO, Wh(7));
		assert_eq!(energy_of(&meter.owner.account, ConstMonth::NOW), Wh(7));
		assert_eq!(issued_in(ConstMonth::NEXT), Wh::ZERO);
	});
}

#[test]
fn nothing_is_issued_to_who_is_no_producer() {
	test(|| {
		// given a consumer with a battery
		let owner = participant(1, &[Role::Consumer]);
		let mut meter = Meter::install(&owner, MeterKind::Ed25519);

		// when it exports
		assert_not_issued(&mut meter, Wh(500), NotIssuedReason::OwnerIsNoProducer);

		// then the reading stands, and there is no energy
		assert_eq!(exported(&owner, &period(NOVEMBER, Resolution::QuarterHour)), Some(Wh(500)));
		assert_eq!(energy_of(&owner.account, ConstMonth::NOW), Wh::ZERO);
		assert_eq!(Issuances::<Runtime>::iter().count(), 0);
		assert!(!Assets::asset_exists(ConstMonth::NOW.asset_id()));
	});
}

#[test]
fn what_was_exported_without_the_role_is_never_issued() {
	test(|| {
		// given a producer that has lost its role
		let mut meter = meter();
		let owner = meter.owner.account.clone();
		advance_to(quarter(1));
		meter.read(Wh::ZERO, Wh(1));
		assert_ok!(Registry::revoke_role(council(), owner.clone(), Role::Producer));
		assert_not_issued(&mut meter, Wh(20), NotIssuedReason::OwnerIsNoProducer);
		assert_eq!(energy_of(&owner, ConstMonth::NOW), Wh(1));

		// when it has the role again
		assert_ok!(Registry::grant_role(council(), owner.clone(), Role::Producer));
		advance_by(QUARTER_MS);
		meter.read(Wh::ZERO, Wh(300));

		// then only what it exports from then on is issued
		assert_eq!(energy_of(&owner, ConstMonth::NOW), Wh(301));
		assert_eq!(issued_in(ConstMonth::NOW), Wh(301));
		assert_eq!(stored(&meter).total, registers(0, 321));
	});
}

#[test]
fn nothing_is_issued_to_who_may_not_receive() {
	test(|| {
		let mut meter = meter();
		let owner = meter.owner.account.clone();
		assert_ok!(Registry::revoke_permission(council(), owner.clone(), Permission::Receive));
		assert_not_issued(&mut meter, Wh(20), NotIssuedReason::OwnerMayNotReceive);
		assert_eq!(energy_of(&owner, ConstMonth::NOW), Wh::ZERO);

		assert_ok!(Registry::grant_permission(council(), owner.clone(), Permission::Receive));
		advance_by(QUARTER_MS);
		meter.read(Wh::ZERO, Wh(3));
		assert_eq!(energy_of(&owner, ConstMonth::NOW), Wh(3));
	});
}

#[test]
fn energy_is_issued_to_who_may_not_send() {
	test(|| {
		let mut meter = meter();
		let owner = meter.owner.account.clone();
		assert_ok!(Registry::revoke_permission(council(), owner.clone(), Permission::Send));
		advance_to(quarter(1));
		let signed = meter.next_reading(now(), Wh::ZERO, Wh(9));
		assert_ok!(Metering::submit_reading(relay().origin(), signed));
		assert_eq!(energy_of(&owner, ConstMonth::NOW), Wh(9));
	});
}

#[test]
fn more_energy_than_can_be_counted_is_not_issued() {
	test(|| {
		// given a month of which all the energy there can be was issued
		let [mut first, mut second] = [1, 2].map(|number| {
			let meter = Meter::new(&home(number), number.into(), MeterKind::Ed25519);
			let capacity = Capacity { import: Watt::ZERO, export: Watt(u64::MAX) };
			assert_ok!(Metering::register_point(
				meter_operator().origin(),
				meter.point,
				Installation { capacity, ..meter.installation(NOVEMBER) }
			));
			meter
		});
		advance_to(quarter(4));
		first.read(Wh::ZERO, Wh(u64::MAX));
		assert_eq!(issued_in(ConstMonth::NOW), Wh(u64::MAX));

		// when another point exports, then the reading stands and nothing is issued
		let overflow = DispatchError::Arithmetic(ArithmeticError::Overflow);
		assert_not_issued(&mut second, Wh(1), NotIssuedReason::AssetRefused(overflow));
		assert_eq!(energy_of(&second.owner.account, ConstMonth::NOW), Wh::ZERO);
		assert_eq!(supply_of(ConstMonth::NOW), u128::from(u64::MAX));
		assert!(!Issuances::<Runtime>::contains_key(ConstMonth::NOW, second.point));
	});
}

#[test]
fn a_point_goes_on_exporting_for_its_approval_after_its_operator_left() {
	test(|| {
		let approved_by = other_meter_operator();
		let mut meter = Meter::new(&home(1), 5, MeterKind::Ed25519);
		assert_ok!(Metering::register_point(
			approved_by.origin(),
			meter.point,
			meter.installation(NOVEMBER)
		));
		assert_ok!(Registry::revoke_role(
			council(),
			approved_by.account.clone(),
			Role::MeterOperator
		));
		advance_to(quarter(1));
		meter.read(Wh::ZERO, Wh(4));
		let issuance = Issuances::<Runtime>::get(ConstMonth::NOW, meter.point);
		assert_eq!(issuance.map(|issuance| issuance.approval), Some(approved_by.account));
	});
}
