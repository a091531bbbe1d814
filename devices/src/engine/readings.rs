//! Which readings to sign, as a pure function.

use crate::{
	calendar::{Period, QUARTER_MS},
	meter::{
		commitment::{intervals_root, salt, IntervalLeaf},
		quarters::QuarterFace,
		reading::{check, Fault, LastReading, Reading, SignedReading},
		registers::Capacity,
		schedule::{due, Rhythm},
	},
	units::{Moment, PointId},
};
use ed25519_dalek::SigningKey;
use std::collections::BTreeMap;

/// What is needed to sign for a point.
pub struct Signing<'a> {
	/// The point.
	pub point: PointId,
	/// The key of its meter.
	pub key: &'a SigningKey,
	/// The chain that it signs for.
	pub genesis: [u8; 32],
	/// What the point can carry.
	pub capacity: Capacity,
	/// How often it is read.
	pub rhythm: Rhythm,
	/// The periods in which its owner has contracts.
	pub contracted: &'a [Period],
}

/// Those of the readings signed before that the chain does not have yet and that still follow its last one.
/// Readings are only ever sent as they were first signed, so that no two of one number are about.
pub fn still_good(
	last: LastReading,
	capacity: &Capacity,
	waiting: Vec<SignedReading>,
) -> Vec<SignedReading> {
	let mut tail = last;
	let mut good = Vec::new();
	for signed in waiting {
		let reading = signed.reading;
		if reading.sequence <= last.sequence {
			continue;
		}
		let follows = Some(reading.sequence) == tail.sequence.checked_add(1);
		if !follows || check(&tail, capacity, &reading).is_err() {
			break;
		}
		tail = last_of(&reading);
		good.push(signed);
	}
	good
}

/// Signs the readings that are due after the last one, which may itself be on its way to the chain. Stops
/// at the first that the chain would refuse and says why.
pub fn sign_due(
	signing: &Signing,
	last: LastReading,
	quarters: &BTreeMap<Moment, QuarterFace>,
) -> (Vec<SignedReading>, Option<(Moment, Fault)>) {
	let (mut tail, mut signed) = (last, Vec::new());
	let Some((known_until, _)) = quarters.last_key_value() else { return (signed, None) };
	for measured_at in due(last.measured_at, *known_until, signing.rhythm, signing.contracted) {
		let Some(face) = quarters.get(&measured_at) else { continue };
		let Some(sequence) = tail.sequence.checked_add(1) else { break };
		let reading = Reading {
			point: signing.point,
			sequence,
			measured_at,
			registers: face.registers,
			intervals_root: intervals_root(&leaves(signing, quarters, tail, measured_at)),
		};
		match check(&tail, &signing.capacity, &reading) {
			Ok(()) => {}
			// A coarse meter may show more at once than flowed: the next reading evens it out.
			Err(Fault::CapacityExceeded) => continue,
			Err(fault) => return (signed, Some((measured_at, fault))),
		}
		tail = last_of(&reading);
		signed.push(SignedReading::sign(reading, signing.key, signing.genesis));
	}
	(signed, None)
}

pub(super) const fn last_of(reading: &Reading) -> LastReading {
	LastReading {
		sequence: reading.sequence,
		measured_at: reading.measured_at,
		face: reading.registers,
	}
}

/// The quarters strictly between the last reading and this moment. The chain counts them by the time that
/// passed, so one that is not known shows what was known last before it.
fn leaves(
	signing: &Signing,
	quarters: &BTreeMap<Moment, QuarterFace>,
	last: LastReading,
	until: Moment,
) -> Vec<IntervalLeaf> {
	let mut registers = last.face;
	let between = (last.measured_at + QUARTER_MS..until).step_by(QUARTER_MS as usize);
	let leaf = |measured_at| {
		if let Some(face) = quarters.get(&measured_at) {
			registers = face.registers;
		}
		let salt = salt(signing.key, signing.point, measured_at);
		IntervalLeaf { measured_at, registers, salt }
	};
	between.map(leaf).collect()
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		calendar::{DAY_MS, HOUR_MS},
		meter::registers::Registers,
		units::Watt,
	};

	/// 2026-11-01 00:00 in Korea.
	const NOVEMBER: Moment = 1_793_458_800_000;
	const CAPACITY: Capacity = Capacity { import: Watt(6_000), export: Watt(6_000) };
	const LAST: LastReading =
		LastReading { sequence: 4, measured_at: NOVEMBER, face: Registers::new(0, 0) };

	fn signing<'a>(key: &'a SigningKey, contracted: &'a [Period]) -> Signing<'a> {
		Signing {
			point: PointId(1),
			key,
			genesis: [1; 32],
			capacity: CAPACITY,
			rhythm: Rhythm::Daily,
			contracted,
		}
	}

	/// 100 Wh are drawn in each quarter of so many days.
	fn quarters(days: u64) -> BTreeMap<Moment, QuarterFace> {
		(0..=days * 96)
			.map(|quarter| {
				let registers = Registers::new(quarter * 100, 0);
				(NOVEMBER + quarter * QUARTER_MS, QuarterFace { registers, is_estimated: false })
			})
			.collect()
	}

	#[test]
	fn what_is_due_is_signed_one_after_the_other() {
		let key = SigningKey::from_bytes(&[7; 32]);
		let noon = NOVEMBER + 12 * HOUR_MS;
		let hour = [Period { start: noon, end: noon + HOUR_MS }];
		let (signed, fault) = sign_due(&signing(&key, &hour), LAST, &quarters(2));
		assert_eq!(fault, None);
		let told: Vec<_> =
			signed.iter().map(|one| (one.reading.sequence, one.reading.measured_at)).collect();
		let expected = [noon, noon + HOUR_MS, NOVEMBER + DAY_MS, NOVEMBER + 2 * DAY_MS];
		assert_eq!(told, (5..).zip(expected).collect::<Vec<_>>());
		assert_eq!(signed[3].reading.registers, Registers::new(2 * 9_600, 0));
	}

	#[test]
	fn the_commitment_is_to_all_quarters_in_between() {
		let key = SigningKey::from_bytes(&[7; 32]);
		let (signed, _) = sign_due(&signing(&key, &[]), LAST, &quarters(1));
		let leaves: Vec<_> = (1..96)
			.map(|quarter| {
				let measured_at = NOVEMBER + quarter * QUARTER_MS;
				let salt = salt(&key, PointId(1), measured_at);
				IntervalLeaf { measured_at, registers: Registers::new(quarter * 100, 0), salt }
			})
			.collect();
		assert_eq!(signed[0].reading.intervals_root, intervals_root(&leaves));
	}

	#[test]
	fn what_was_signed_is_kept_until_the_chain_has_it() {
		let key = SigningKey::from_bytes(&[7; 32]);
		let (signed, _) = sign_due(&signing(&key, &[]), LAST, &quarters(3));
		assert_eq!(still_good(LAST, &CAPACITY, signed.clone()), signed);
		let first = last_of(&signed[0].reading);
		assert_eq!(still_good(first, &CAPACITY, signed.clone()), signed[1..]);
		let all = last_of(&signed[2].reading);
		assert!(still_good(all, &CAPACITY, signed).is_empty());
	}

	#[test]
	fn what_no_longer_follows_is_forgotten() {
		let key = SigningKey::from_bytes(&[7; 32]);
		let (signed, _) = sign_due(&signing(&key, &[]), LAST, &quarters(3));
		let replaced = LastReading { sequence: 5, face: Registers::new(50_000, 0), ..LAST };
		assert!(still_good(replaced, &CAPACITY, signed).is_empty());
	}

	#[test]
	fn a_meter_that_shows_less_than_the_chain_has_is_not_signed_for() {
		let key = SigningKey::from_bytes(&[7; 32]);
		let ahead = LastReading { face: Registers::new(1_000_000, 0), ..LAST };
		let (signed, fault) = sign_due(&signing(&key, &[]), ahead, &quarters(1));
		assert!(signed.is_empty());
		assert_eq!(fault, Some((NOVEMBER + DAY_MS, Fault::RolledBack)));
	}

	#[test]
	fn a_missing_midnight_is_made_up_for_by_the_next() {
		let key = SigningKey::from_bytes(&[7; 32]);
		let mut quarters = quarters(2);
		quarters.remove(&(NOVEMBER + DAY_MS));
		let (signed, fault) = sign_due(&signing(&key, &[]), LAST, &quarters);
		assert_eq!((signed.len(), fault), (1, None));
		assert_eq!(signed[0].reading.measured_at, NOVEMBER + 2 * DAY_MS);
	}
}
