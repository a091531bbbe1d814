//! What meters sign, byte by byte.

use crate::types::Registers;
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use joule_primitives::{MeteringPointId, Moment};
use polkadot_sdk::sp_core::H256;
use scale_info::TypeInfo;

/// The key and the signature of a meter.
pub use joule_primitives::{DeviceKey as MeterKey, DeviceSignature as MeterSignature};

/// What a meter showed at one instant.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Reading {
	/// Which metering point.
	pub point: MeteringPointId,
	/// One more than the number of the last message that was signed for this point. A rotation of
	/// the key takes a number too.
	pub sequence: u32,
	/// When the registers stood like this: a full quarter of an hour.
	pub measured_at: Moment,
	/// The registers as the meter's own face shows them.
	pub registers: Registers,
	/// The commitment to the quarter-hours since the last reading, see
	/// [`intervals_root`](crate::commitment::intervals_root). All zero if the last reading is a
	/// quarter of an hour ago, because then there is nothing between them.
	pub intervals_root: H256,
}

impl Reading {
	/// What the meter signs, as it is, without hashing it first.
	///
	/// 115 bytes, numbers in little-endian order:
	///
	/// | bytes | content |
	/// |---|---|
	/// | 0..15 | the ASCII characters `joule/reading/1` |
	/// | 15..47 | hash of the chain's genesis block |
	/// | 47..55 | number of the metering point, `u64` |
	/// | 55..59 | sequence, `u32` |
	/// | 59..67 | when it was measured, milliseconds since the Unix epoch, `u64` |
	/// | 67..75 | import register in Wh, `u64` |
	/// | 75..83 | export register in Wh, `u64` |
	/// | 83..115 | root of the commitment to the intervals |
	pub fn signing_payload(&self, genesis_hash: H256) -> Vec<u8> {
		(b"joule/reading/1", genesis_hash, self).encode()
	}
}

/// A reading and the signature of the point's meter under its
/// [payload](Reading::signing_payload).
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct SignedReading {
	/// What the meter says.
	pub reading: Reading,
	/// The proof that it was the meter who said so.
	pub signature: MeterSignature,
}

/// A meter's wish to sign with another key from now on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode)]
pub struct KeyRotation {
	/// Which metering point.
	pub point: MeteringPointId,
	/// One more than the number of the last message that was signed for this point.
	pub sequence: u32,
	/// The key that signs all that comes later.
	pub new_key: MeterKey,
}

impl KeyRotation {
	/// What the meter signs with its old key, as it is, without hashing it first.
	///
	/// 91 bytes, numbers in little-endian order:
	///
	/// | bytes | content |
	/// |---|---|
	/// | 0..14 | the ASCII characters `joule/rotate/1` |
	/// | 14..46 | hash of the chain's genesis block |
	/// | 46..54 | number of the metering point, `u64` |
	/// | 54..58 | sequence, `u32` |
	/// | 58 | kind of the new key: 0 for ed25519, 1 for sr25519 |
	/// | 59..91 | the new key |
	pub fn signing_payload(&self, genesis_hash: H256) -> Vec<u8> {
		(b"joule/rotate/1", genesis_hash, self).encode()
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use joule_primitives::Wh;
	use polkadot_sdk::sp_core::sr25519;

	const GENESIS: H256 = H256([0x11; 32]);

	/// ```text
	/// "joule/reading/1"  6a6f756c652f72656164696e672f31
	/// genesis            11 x 32
	/// point 7            0700000000000000
	/// sequence 1         01000000
	/// 2026-11-01 in KST  80857992a1010000
	/// import 1,000 Wh    e803000000000000
	/// export 258 Wh      0201000000000000
	/// root               22 x 32
	/// ```
	const PAYLOAD: &str =
		"6a6f756c652f72656164696e672f311111111111111111111111111111111111111111111111\
		11111111111111111107000000000000000100000080857992a1010000e80300000000000002\
		0100000000000022222222222222222222222222222222222222222222222222222222222222\
		22";

	fn reading() -> Reading {
		Reading {
			point: MeteringPointId(7),
			sequence: 1,
			measured_at: 1_793_458_800_000,
			registers: Registers { import_wh: Wh(1_000), export_wh: Wh(258) },
			intervals_root: H256([0x22; 32]),
		}
	}

	fn hex(bytes: &[u8]) -> String {
		bytes.iter().map(|byte| format!("{byte:02x}")).collect()
	}

	#[test]
	fn a_device_in_any_language_can_produce_the_payload_of_a_reading() {
		let payload = reading().signing_payload(GENESIS);
		assert_eq!(payload.len(), 115);
		assert_eq!(hex(&payload), PAYLOAD);
	}

	#[test]
	fn a_device_in_any_language_can_produce_the_payload_of_a_rotation() {
		let new_key = MeterKey::Sr25519(sr25519::Public::from_raw([0x33; 32]));
		let rotation = KeyRotation { point: MeteringPointId(7), sequence: 2, new_key };
		let expected = [
			b"joule/rotate/1".as_slice(),
			&[0x11; 32],
			&[7, 0, 0, 0, 0, 0, 0, 0],
			&[2, 0, 0, 0],
			&[1],
			&[0x33; 32],
		]
		.concat();
		assert_eq!(rotation.signing_payload(GENESIS), expected);
		assert_eq!(expected.len(), 91);
	}
}
