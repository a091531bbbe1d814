//! `open_interval`: one quarter of an hour out of what a reading committed to.

use crate::scene::*;
use joule_tests::*;
use pallet_metering::{
	commitment::{interval_proof, IntervalLeaf, IntervalProof},
	Reading,
};
use polkadot_sdk::sp_core::H256;

/// What a home counts in a quarter of an hour.
const EACH_QUARTER: pallet_metering::Registers = registers(10, 100);

/// A meter that was read after two hours, and what it committed to.
fn two_hours() -> (Meter, Committed) {
	let mut meter = meter();
	let committed = read_committed(&mut meter, quarter(8), EACH_QUARTER);
	(meter, committed)
}

/// A meter that was read after two hours, at which it showed `face`, and committed to leaves that
/// need not make sense.
fn two_odd_hours(faces: [u64; 7], face: u64) -> (Meter, Committed) {
	let mut meter = meter();
	let leaves = (1..)
		.zip(faces)
		.map(|(number, export_wh)| leaf(quarter(number), registers(0, export_wh)))
		.collect();
	meter.face = registers(0, face);
	let committed = commit(&mut meter, quarter(8), leaves);
	submit(&meter, &committed);
	(meter, committed)
}

fn proof_of(committed: &Committed, index: usize) -> IntervalProof {
	interval_proof(&committed.leaves, index as u32).expect("the leaf is there")
}

fn open(committed: &Committed, index: usize) -> Result<(), DispatchError> {
	open_with(committed, committed.leaves[index], proof_of(committed, index))
}

fn open_with(
	committed: &Committed,
	leaf: IntervalLeaf,
	proof: IntervalProof,
) -> Result<(), DispatchError> {
	let Reading { point, measured_at, .. } = committed.reading;
	Metering::open_interval(relay().origin(), point, measured_at, leaf, proof)
}

/// Which leaf of a committed interval was measured at an instant.
fn index_at(committed: &Committed, at: Moment) -> usize {
	let first = committed.leaves[0].measured_at;
	((at - first) / QUARTER_MS) as usize
}

#[test]
fn an_opened_quarter_is_known_like_any_other() {
	test(|| {
		// given
		let (meter, committed) = two_hours();
		assert_eq!(exported(&meter.owner, &hour(NOVEMBER)), None);

		// when the end of the first hour is opened
		let events = events_of_call(|| open(&committed, 3));

		// then both hours are known
		assert_eq!(
			events,
			[Event::IntervalOpened {
				point: meter.point,
				measured_at: quarter(4),
				total: registers(40, 400),
			}]
		);
		assert_eq!(exported(&meter.owner, &hour(NOVEMBER)), Some(Wh(400)));
		assert_eq!(imported(&meter.owner, &hour(NOVEMBER)), Some(Wh(40)));
		assert_eq!(exported(&meter.owner, &hour(quarter(4))), Some(Wh(400)));

		// and nothing was issued for it again
		assert_eq!(energy_of(&meter.owner.account, ConstMonth::NOW), Wh(800));
	});
}

#[test]
fn leaves_are_opened_in_any_order() {
	test(|| {
		let (meter, committed) = two_hours();
		for index in [6, 0, 3, 2, 4, 1, 5] {
			assert_ok!(open(&committed, index));
			check_invariants();
		}
		for number in 0..8 {
			let quarter = period(quarter(number), Resolution::QuarterHour);
			assert_eq!(exported(&meter.owner, &quarter), Some(Wh(100)));
		}
	});
}

#[test]
fn any_quarter_of_a_month_can_be_opened() {
	test(|| {
		// given a meter that is read once a month
		let mut meter = meter();
		let committed = read_committed(&mut meter, start_of(202612), registers(1, 2));
		assert_eq!(committed.leaves.len(), 30 * 96 - 1);

		// when quarters of many days are opened, in no order
		let days = [29, 3, 0, 17, 16, 18, 28];
		for day in days {
			for number in [40, 41] {
				let at = NOVEMBER + day * DAY_MS + number * QUARTER_MS;
				assert_ok!(open(&committed, index_at(&committed, at)));
				check_invariants();
			}
		}

		// then these are known, and no others
		let known = |day| {
			let at = NOVEMBER + day * DAY_MS + 40 * QUARTER_MS;
			exported(&meter.owner, &period(at, Resolution::QuarterHour)).is_some()
		};
		for day in 0..30 {
			assert_eq!(known(day), days.contains(&day), "day {day}");
		}
	});
}

#[test]
fn a_leaf_finds_its_place_on_a_day_that_has_a_page() {
	test(|| {
		// given readings on the first, the second and the fourth day
		let mut meter = meter();
		let noon = |day: u64| NOVEMBER + day * DAY_MS + DAY_MS / 2;
		read_committed(&mut meter, noon(0), EACH_QUARTER);
		let first = read_committed(&mut meter, noon(1), EACH_QUARTER);
		let second = read_committed(&mut meter, noon(3), EACH_QUARTER);
		let days = || pages(&meter).len();
		assert_eq!(days(), 3);

		// when leaves are opened on the day of the reading before, and on that of the reading
		for (committed, at) in [
			(&first, noon(0) + HOUR_MS),
			(&first, noon(1) - HOUR_MS),
			(&second, noon(1) + HOUR_MS),
			(&second, noon(3) - HOUR_MS),
		] {
			assert_ok!(open(committed, index_at(committed, at)));
			check_invariants();
		}
		assert_eq!(days(), 3);

		// and twice on a day that had none
		for at in [noon(2), noon(2) - HOUR_MS] {
			assert_ok!(open(&second, index_at(&second, at)));
			check_invariants();
		}
		assert_eq!(days(), 4);
	});
}

#[test]
fn the_first_leaf_is_opened_when_the_reading_before_was_pruned() {
	test(|| {
		// given a meter that is read once a month, until the first reading is too old
		let mut meter = meter();
		let november = read_committed(&mut meter, start_of(202612), registers(1, 2));
		for month in [202701, 202702] {
			read_committed(&mut meter, start_of(month), registers(1, 2));
		}
		assert_eq!(pages(&meter).len(), 3, "the installation was pruned");

		// when leaves of November are opened that must still be kept
		let first_kept = start_of(202702) - 75 * DAY_MS;
		for at in [first_kept + 2 * DAY_MS, first_kept, first_kept + DAY_MS] {
			assert_ok!(open(&november, index_at(&november, at)));
			check_invariants();
		}

		// then they are the oldest that is known
		assert_eq!(pages(&meter).len(), 6);
		assert_eq!(stored(&meter).oldest_day, pages(&meter)[0].0);

		// and those before are too old
		let too_old = index_at(&november, first_kept - QUARTER_MS);
		assert_noop!(open(&november, too_old), Error::IntervalTooOld);
		assert_noop!(open(&november, 0), Error::IntervalTooOld);
	});
}

#[test]
fn a_new_meter_is_opened_by_its_own_face() {
	test(|| {
		// given a meter that was replaced after an hour
		let mut old = meter();
		let first = read_committed(&mut old, quarter(4), EACH_QUARTER);
		let mut new = with_new_key(&old, MeterKind::Sr25519);
		new.face = registers(70_000, 5);
		assert_ok!(Metering::replace_meter(
			meter_operator().origin(),
			old.point,
			new.public(),
			new.face
		));
		let second = read_committed(&mut new, quarter(8), EACH_QUARTER);

		// when quarters of both are opened
		assert_ok!(open(&second, 0));
		assert_ok!(open(&first, 2));

		// then the totals go on from one to the other
		for number in [3, 4] {
			let quarter = period(quarter(number), Resolution::QuarterHour);
			assert_eq!(exported(&old.owner, &quarter), Some(Wh(100)));
		}
	});
}

#[test]
fn a_retired_point_can_be_opened() {
	test(|| {
		let (meter, committed) = two_hours();
		assert_ok!(Metering::retire_point(meter_operator().origin(), meter.point));
		assert_ok!(open(&committed, 3));
		assert_eq!(exported(&meter.owner, &hour(NOVEMBER)), Some(Wh(400)));
	});
}

#[test]
fn anyone_who_may_send_opens_what_it_was_told() {
	test(|| {
		let silenced = silenced();
		let (meter, committed) = two_hours();
		let attempt = |origin| {
			Metering::open_interval(
				origin,
				meter.point,
				quarter(8),
				committed.leaves[0],
				proof_of(&committed, 0),
			)
		};
		assert_noop!(attempt(stranger().origin()), Error::SenderNotPermitted);
		assert_noop!(attempt(silenced.origin()), Error::SenderNotPermitted);
		assert_noop!(attempt(RuntimeOrigin::root()), DispatchError::BadOrigin);
		assert_noop!(attempt(RuntimeOrigin::none()), DispatchError::BadOrigin);
		assert_ok!(attempt(relay().origin()));
	});
}

#[test]
fn a_proof_must_lead_from_the_leaf_to_the_commitment() {
	test(|| {
		let (_, committed) = two_hours();
		let leaf = committed.leaves[3];
		let good = proof_of(&committed, 3);

		// another value
		let more = IntervalLeaf { registers: registers(40, 401), ..leaf };
		assert_noop!(open_with(&committed, more, good.clone()), Error::WrongProof);
		let most = IntervalLeaf { registers: registers(u64::MAX, u64::MAX), ..leaf };
		assert_noop!(open_with(&committed, most, good.clone()), Error::WrongProof);

		// another time
		let later = IntervalLeaf { measured_at: quarter(5), ..leaf };
		assert_noop!(open_with(&committed, later, good.clone()), Error::WrongProof);

		// another salt
		let guessed = IntervalLeaf { salt: [0; 16], ..leaf };
		assert_noop!(open_with(&committed, guessed, good.clone()), Error::WrongProof);

		// another proof
		for wrong in [
			Vec::new(),
			proof_of(&committed, 2).into_inner(),
			good[1..].to_vec(),
			[good.to_vec(), vec![H256::zero()]].concat(),
			vec![H256::repeat_byte(255); 12],
		] {
			let wrong = IntervalProof::try_from(wrong).expect("not too long");
			assert_noop!(open_with(&committed, leaf, wrong), Error::WrongProof);
		}
		assert_ok!(open_with(&committed, leaf, good));
	});
}

#[test]
fn another_meters_data_prove_nothing() {
	test(|| {
		let (_, committed) = two_hours();
		let mut neighbour = Meter::install(&home(2), MeterKind::Ed25519);
		advance_by(2 * HOUR_MS);
		let own = read_committed(&mut neighbour, now(), registers(7, 7));
		let mut redirected = commit(&mut neighbour, own.reading.measured_at, committed.leaves);
		redirected.leaves.iter_mut().for_each(|leaf| leaf.measured_at += 2 * HOUR_MS);
		assert_noop!(open(&redirected, 3), Error::WrongProof);
	});
}

#[test]
fn a_proof_has_twelve_hashes_at_most() {
	test(|| {
		assert!(IntervalProof::try_from(vec![H256::zero(); 13]).is_err());
		let with = |count| {
			let call = pallet_metering::Call::open_interval {
				id: MeteringPointId(1),
				read_at: quarter(8),
				leaf: leaf(quarter(1), EACH_QUARTER),
				proof: IntervalProof::default(),
			};
			decode_with_last_list(call, &vec![H256::zero(); count])
		};
		assert!(with(12).is_ok());
		assert!(with(13).is_err());
	});
}

#[test]
fn a_leaf_lies_strictly_between_its_readings() {
	test(|| {
		let (_, committed) = two_hours();
		for measured_at in [
			0,
			NOVEMBER - QUARTER_MS,
			NOVEMBER,
			quarter(3) + 1,
			quarter(8),
			quarter(9),
			Moment::MAX,
		] {
			let leaf = IntervalLeaf { measured_at, ..committed.leaves[2] };
			assert_noop!(
				open_with(&committed, leaf, proof_of(&committed, 2)),
				Error::LeafOutsideInterval
			);
		}
	});
}

#[test]
fn an_unknown_reading_is_not_opened() {
	test(|| {
		let (meter, committed) = two_hours();
		let attempt = |point, read_at| {
			let (leaf, proof) = (committed.leaves[0], proof_of(&committed, 0));
			Metering::open_interval(relay().origin(), point, read_at, leaf, proof)
		};
		let nowhere = MeteringPointId(u64::MAX);
		assert_noop!(attempt(nowhere, quarter(8)), Error::UnknownPoint);
		for read_at in [0, quarter(7), quarter(8) - 1, quarter(9), Moment::MAX] {
			assert_noop!(attempt(meter.point, read_at), Error::UnknownReading);
		}
	});
}

#[test]
fn what_made_no_commitment_is_not_opened() {
	test(|| {
		// given an installation, a reading of a quarter of an hour and an opened leaf
		let mut meter = meter();
		advance_to(quarter(1));
		meter.read(Wh(1), Wh(1));
		let committed = read_committed(&mut meter, quarter(8), EACH_QUARTER);
		assert_ok!(open(&committed, 3));

		// then nothing is behind any of them
		for read_at in [NOVEMBER, quarter(1), committed.leaves[3].measured_at] {
			let (leaf, proof) = (committed.leaves[0], proof_of(&committed, 0));
			assert_noop!(
				Metering::open_interval(relay().origin(), meter.point, read_at, leaf, proof),
				Error::NothingCommitted
			);
		}
	});
}

#[test]
fn a_commitment_to_nothing_proves_nothing() {
	test(|| {
		// given a meter that does not keep its quarter-hours
		let mut meter = meter();
		meter.face = registers(80, 800);
		let committed = commit(&mut meter, quarter(8), Vec::new());
		submit(&meter, &committed);
		let leaf = leaf(quarter(4), registers(40, 400));
		assert_noop!(open_with(&committed, leaf, IntervalProof::default()), Error::WrongProof);
	});
}

#[test]
fn a_quarter_is_opened_once() {
	test(|| {
		let (_, committed) = two_hours();
		assert_ok!(open(&committed, 3));
		assert_noop!(open(&committed, 3), Error::IntervalAlreadyOpen);
		assert_ok!(open(&committed, 2));
		assert_noop!(open(&committed, 3), Error::IntervalAlreadyOpen);
	});
}

#[test]
fn the_registers_of_leaves_do_not_roll_back() {
	test(|| {
		// given a meter that committed to a nonsense in which registers go up and down
		let (_, committed) = two_odd_hours([100, 300, 200, 400, 801, 600, 700], 800);

		// when one leaf of a contradiction is opened, then the other cannot be
		assert_ok!(open(&committed, 1));
		assert_noop!(open(&committed, 2), Error::RegisterRolledBack);
		assert_ok!(open(&committed, 0));
		assert_ok!(open(&committed, 3));

		// nor one that shows more than the reading itself
		assert_noop!(open(&committed, 4), Error::RegisterRolledBack);
	});
}

#[test]
fn a_leaf_does_not_show_less_than_the_reading_before() {
	test(|| {
		let mut meter = meter();
		advance_to(quarter(1));
		meter.read(Wh::ZERO, Wh(500));
		let leaf = leaf(quarter(2), registers(0, 499));
		let committed = commit(&mut meter, quarter(3), vec![leaf]);
		submit(&meter, &committed);
		assert_noop!(open(&committed, 0), Error::RegisterRolledBack);
	});
}

#[test]
fn a_leaf_keeps_to_the_capacity_of_the_point() {
	test(|| {
		// given a point that carries 250 kWh in a quarter of an hour
		let faces = [250_000, 500_001, 500_001, 500_001, 500_001, 500_001, 500_001];
		let (_, committed) = two_odd_hours(faces, 750_002);

		// then no leaf is opened that is too far from what is known before it
		assert_noop!(open(&committed, 1), Error::CapacityExceeded);
		assert_ok!(open(&committed, 0));
		// or after it
		assert_noop!(open(&committed, 6), Error::CapacityExceeded);
		assert_noop!(open(&committed, 1), Error::CapacityExceeded);
		assert_ok!(open(&committed, 2));
	});
}
