//! The message that a meter's key signs, byte by byte as the chain's metering pallet wants it, and the
//! rules by which the chain takes it, so that what would be refused is not sent.

use super::registers::{Capacity, Registers};
use crate::{
	calendar::{is_on_grid, Month},
	units::{Moment, PointId},
};
use codec::{Decode, Encode};
use ed25519_dalek::{Signer, SigningKey};

const TAG: &[u8; 15] = b"joule/reading/1";

/// What a meter showed at one instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Reading {
	/// Which metering point.
	pub point: PointId,
	/// One more than the number of the last message that was signed for this point.
	pub sequence: u32,
	/// When the registers stood like this: a full quarter of an hour.
	pub measured_at: Moment,
	/// What they were.
	pub registers: Registers,
	/// The commitment to the quarter-hours since the last reading.
	pub intervals_root: [u8; 32],
}

impl Reading {
	/// What the meter signs: the tag, the hash of the chain's first block, the reading. 115 bytes.
	pub fn signing_payload(&self, genesis_hash: [u8; 32]) -> Vec<u8> {
		(TAG, genesis_hash, self).encode()
	}
}

/// A reading and the ed25519 signature of the point's meter under its
/// [payload](Reading::signing_payload).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct SignedReading {
	/// What the meter says.
	pub reading: Reading,
	/// The proof that it was the meter who said so.
	pub signature: [u8; 64],
}

impl SignedReading {
	/// Signs a reading for one chain.
	pub fn sign(reading: Reading, key: &SigningKey, genesis_hash: [u8; 32]) -> Self {
		let signature = key.sign(&reading.signing_payload(genesis_hash)).to_bytes();
		Self { reading, signature }
	}
}

/// What the chain remembers of a point's last reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastReading {
	/// The number of the last message that was signed for the point.
	pub sequence: u32,
	/// When the meter was read, or installed if it never was.
	pub measured_at: Moment,
	/// What its registers were.
	pub face: Registers,
}

/// Why the chain would refuse a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
	/// It is not of a full quarter of an hour.
	#[error("it is not of a full quarter of an hour")]
	OffGrid,
	/// It is not later than the last one.
	#[error("it is not later than the last reading that the chain has")]
	NotLater,
	/// A month ended in between, and must be read first.
	#[error("the end of a month lies before it, which must be read first")]
	AcrossMonths,
	/// A register is lower than it was.
	#[error("a register is lower than the chain has it: was the meter replaced?")]
	RolledBack,
	/// A register rose faster than it can.
	#[error("a register rose by more than the point can carry")]
	CapacityExceeded,
}

/// Whether the reading can follow the last one.
pub fn check(last: &LastReading, capacity: &Capacity, reading: &Reading) -> Result<(), Fault> {
	if !is_on_grid(reading.measured_at) {
		return Err(Fault::OffGrid);
	}
	if reading.measured_at <= last.measured_at {
		return Err(Fault::NotLater);
	}
	if reading.measured_at > Month::of(last.measured_at).period().end {
		return Err(Fault::AcrossMonths);
	}
	let increase = reading.registers.checked_sub(last.face).ok_or(Fault::RolledBack)?;
	let elapsed_ms = reading.measured_at - last.measured_at;
	capacity.allows(increase, elapsed_ms).then_some(()).ok_or(Fault::CapacityExceeded)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		calendar::{DAY_MS, QUARTER_MS},
		units::Watt,
	};
	use ed25519_dalek::{Signature, Verifier};

	const NOVEMBER: Moment = 1_793_458_800_000;
	const CAPACITY: Capacity = Capacity { import: Watt(4_000), export: Watt(3_000) };

	fn last() -> LastReading {
		LastReading { sequence: 5, measured_at: NOVEMBER, face: Registers::new(10_000, 20_000) }
	}

	fn next() -> Reading {
		Reading {
			point: PointId(7),
			sequence: 6,
			measured_at: NOVEMBER + QUARTER_MS,
			registers: Registers::new(10_400, 20_300),
			intervals_root: [0; 32],
		}
	}

	#[test]
	fn the_payload_is_laid_out_as_the_chain_documents_it() {
		let payload = next().signing_payload([9; 32]);
		assert_eq!(payload.len(), 115);
		assert_eq!(&payload[..15], b"joule/reading/1");
		assert_eq!(&payload[15..47], &[9; 32]);
		assert_eq!(&payload[47..55], &7u64.to_le_bytes());
		assert_eq!(&payload[55..59], &6u32.to_le_bytes());
		assert_eq!(&payload[59..67], &(NOVEMBER + QUARTER_MS).to_le_bytes());
		assert_eq!(&payload[67..75], &10_400u64.to_le_bytes());
		assert_eq!(&payload[75..83], &20_300u64.to_le_bytes());
		assert_eq!(&payload[83..], &[0; 32]);
	}

	#[test]
	fn the_signature_is_of_this_reading_on_this_chain() {
		let key = SigningKey::from_bytes(&[3; 32]);
		let signed = SignedReading::sign(next(), &key, [9; 32]);
		let signature = Signature::from_bytes(&signed.signature);
		let verified = |genesis| {
			key.verifying_key().verify(&next().signing_payload(genesis), &signature).is_ok()
		};
		assert!(verified([9; 32]));
		assert!(!verified([8; 32]));
	}

	#[test]
	fn what_the_chain_would_refuse_is_known_before() {
		let check = |reading| check(&last(), &CAPACITY, &reading);
		assert_eq!(check(next()), Ok(()));
		assert_eq!(check(Reading { measured_at: NOVEMBER + 1, ..next() }), Err(Fault::OffGrid));
		assert_eq!(check(Reading { measured_at: NOVEMBER, ..next() }), Err(Fault::NotLater));
		let across = NOVEMBER + 30 * DAY_MS + QUARTER_MS;
		assert_eq!(check(Reading { measured_at: across, ..next() }), Err(Fault::AcrossMonths));
		let back = Registers::new(9_999, 20_300);
		assert_eq!(check(Reading { registers: back, ..next() }), Err(Fault::RolledBack));
		let fast = Registers::new(11_001, 20_300);
		assert_eq!(check(Reading { registers: fast, ..next() }), Err(Fault::CapacityExceeded));
	}

	#[test]
	fn the_end_of_the_month_itself_can_be_read() {
		let end = Reading { measured_at: NOVEMBER + 30 * DAY_MS, ..next() };
		assert_eq!(check(&last(), &CAPACITY, &end), Ok(()));
	}
}
