//! The chain learns what its device chose to tell, and no more.

use crate::scene::*;
use joule_tests::*;
use pallet_metering::{
	commitment::{interval_proof, IntervalLeaf},
	Registers,
};
use polkadot_sdk::{
	sp_core::{Encode, H256},
	sp_io::{self, hashing::blake2_256},
};

/// Odd amounts, so that what a register shows is found nowhere by chance.
const EACH_QUARTER: Registers = registers(100_003, 70_001);

/// Whether anything that is stored, events included, contains these bytes.
fn is_public(bytes: &[u8]) -> bool {
	let mut key = Some(Vec::new());
	while let Some(current) = key {
		if sp_io::storage::get(&current)
			.is_some_and(|value| value.windows(bytes.len()).any(|window| window == bytes))
		{
			return true;
		}
		key = sp_io::storage::next_key(&current);
	}
	false
}

/// Which leaves the state of the chain shows, by what either register stood at.
fn public_leaves(committed: &Committed) -> Vec<Moment> {
	committed
		.leaves
		.iter()
		.filter(|leaf| {
			is_public(&leaf.registers.import_wh.0.to_le_bytes())
				|| is_public(&leaf.registers.export_wh.0.to_le_bytes())
		})
		.map(|leaf| leaf.measured_at)
		.collect()
}

#[test]
fn what_lies_between_two_readings_is_not_public() {
	test(|| {
		// given a home whose device reports a whole day
		let mut meter = meter();
		let committed = read_committed(&mut meter, NOVEMBER + DAY_MS, EACH_QUARTER);

		// then its ends are public
		assert!(is_public(&meter.face.import_wh.0.to_le_bytes()));
		assert!(is_public(&meter.face.export_wh.0.to_le_bytes()));
		let snapshots: usize = pages(&meter).iter().map(|(_, page)| page.snapshots.len()).sum();
		assert_eq!(snapshots, 2);

		// and none of the 95 quarter-hours between them
		assert_eq!(committed.leaves.len(), 95);
		assert!(public_leaves(&committed).is_empty());
		for number in 0..24 {
			let hour = hour(NOVEMBER + number * HOUR_MS);
			assert_eq!(exported(&meter.owner, &hour), None);
			assert_eq!(imported(&meter.owner, &hour), None);
		}
	});
}

#[test]
fn an_opened_quarter_alone_becomes_public() {
	test(|| {
		// given
		let mut meter = meter();
		let committed = read_committed(&mut meter, NOVEMBER + DAY_MS, EACH_QUARTER);

		// when one quarter of an hour is opened
		let leaf = committed.leaves[40];
		assert_ok!(Metering::open_interval(
			meter.owner.origin(),
			meter.point,
			NOVEMBER + DAY_MS,
			leaf,
			interval_proof(&committed.leaves, 40).expect("the leaf is there")
		));

		// then it alone can be seen
		assert_eq!(public_leaves(&committed), [leaf.measured_at]);
	});
}

#[test]
fn what_lies_beside_an_opened_quarter_cannot_be_guessed() {
	test(|| {
		// given a home that is read by the hour and opens the second of the three quarters between
		let mut meter = meter();
		let committed = read_committed(&mut meter, NOVEMBER + HOUR_MS, registers(100, 0));
		let [neighbour, opened, _] = committed.leaves[..] else { panic!("three leaves") };
		let proof = interval_proof(&committed.leaves, 1).expect("the leaf is there");
		let hash_of = |leaf: &IntervalLeaf| H256(blake2_256(&leaf.encode()));
		assert_eq!(proof[0], hash_of(&neighbour));

		// when somebody tries all that the neighbouring quarter can have been
		let guess = |salt| {
			(0..=opened.registers.import_wh.0).map(|import_wh| registers(import_wh, 0)).find(
				|registers| {
					hash_of(&IntervalLeaf { registers: *registers, salt, ..neighbour }) == proof[0]
				},
			)
		};

		// then without its salt it is in vain: with it, it would not be
		assert_eq!(guess([0; 16]), None);
		assert_eq!(guess(opened.salt), None);
		assert_eq!(guess(neighbour.salt), Some(neighbour.registers));
	});
}

#[test]
fn a_device_reports_the_ends_of_the_products_it_has_a_contract_in() {
	test(|| {
		// given a home with a contract for one hour of the day. What it counts differs from report
		// to report, so that what is issued for one is not by chance a leaf of another.
		let mut meter = meter();
		let product = hour(NOVEMBER + 12 * HOUR_MS);
		let chosen = [
			(product.start, EACH_QUARTER),
			(product.end, registers(110_017, 80_021)),
			(NOVEMBER + DAY_MS, registers(120_011, 90_007)),
		];

		// when its device reports that hour's ends and the day's
		let reports =
			chosen.map(|(read_at, each_quarter)| read_committed(&mut meter, read_at, each_quarter));

		// then the volume of that hour is known, and of no other
		assert_eq!(exported(&meter.owner, &product), Some(Wh(4 * 80_021)));
		let known = (0..24)
			.map(|number| hour(NOVEMBER + number * HOUR_MS))
			.filter(|hour| exported(&meter.owner, hour).is_some())
			.count();
		assert_eq!(known, 1);
		for report in &reports {
			assert!(public_leaves(report).is_empty());
		}
	});
}
