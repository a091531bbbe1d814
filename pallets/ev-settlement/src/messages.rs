//! What drivers and chargers sign, byte by byte.

use crate::types::{EvseId, SessionId, TariffId};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use joule_primitives::{DeviceSignature, Ecoin, Moment, Wh};
use polkadot_sdk::{
	sp_core::{ed25519, H256},
	sp_io::crypto::ed25519_verify,
};
use scale_info::TypeInfo;

/// What the owner of a credential's key signs when the credential is registered, as it is, without
/// hashing it first: that it is this account's.
///
/// 82 bytes: the ASCII characters `joule/credential/1`, followed by the hash of the chain's genesis
/// block and the 32 bytes of the member's account.
pub fn credential_payload<AccountId: Encode>(genesis_hash: H256, member: &AccountId) -> Vec<u8> {
	(b"joule/credential/1", genesis_hash, member).encode()
}

/// A driver's permission to hold ecoin for a session.
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
pub struct Authorization {
	/// At which charge point, and at no other.
	pub evse: EvseId,
	/// At this price, and at no other: the tariff that the driver was shown.
	pub tariff: TariffId,
	/// The credential.
	pub credential: ed25519::Public,
	/// The number that the credential's next authorization bears.
	pub sequence: u32,
	/// How much to hold.
	pub prepayment: Ecoin,
	/// Until when the permission is good.
	pub valid_until: Moment,
}

impl Authorization {
	/// What the credential's key signs, as it is, without hashing it first.
	///
	/// 118 bytes, numbers in little-endian order:
	///
	/// | bytes | content |
	/// |---|---|
	/// | 0..14 | the ASCII characters `joule/charge/1` |
	/// | 14..46 | hash of the chain's genesis block |
	/// | 46..54 | number of the charge point, `u64` |
	/// | 54..58 | number of the tariff, `u32` |
	/// | 58..90 | the credential's public key |
	/// | 90..94 | sequence, `u32` |
	/// | 94..110 | prepayment in units of 0.0001 KRW, `u128` |
	/// | 110..118 | valid until, milliseconds since the Unix epoch, `u64` |
	pub fn signing_payload(&self, genesis_hash: H256) -> Vec<u8> {
		(b"joule/charge/1", genesis_hash, self).encode()
	}
}

/// An authorization and the signature of its credential under its
/// [payload](Authorization::signing_payload).
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
pub struct SignedAuthorization {
	/// What the driver permits.
	pub authorization: Authorization,
	/// The proof that it was the driver who did.
	pub signature: ed25519::Signature,
}

impl SignedAuthorization {
	/// Whether the credential's key signed it.
	pub fn is_signed(&self, genesis_hash: H256) -> bool {
		let payload = self.authorization.signing_payload(genesis_hash);
		ed25519_verify(&self.signature, &payload, &self.authorization.credential)
	}
}

/// What a charger reports.
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
pub enum ChargerEvent {
	/// Charging began.
	Began,
	/// The register was read.
	Metered,
	/// Charging ended; the vehicle may still be there.
	Ended,
	/// The vehicle left, and with that charging ended too.
	Left,
}

/// A charger's report on its session.
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
pub struct Report {
	/// The session.
	pub session: SessionId,
	/// The number of the report in its session, from 0.
	pub sequence: u32,
	/// When it was made.
	pub at: Moment,
	/// What the charger's register of delivered energy showed. It only counts up.
	pub register: Wh,
	/// What happened.
	pub event: ChargerEvent,
}

impl Report {
	/// What the charger signs, as it is, without hashing it first.
	///
	/// 76 bytes, numbers in little-endian order:
	///
	/// | bytes | content |
	/// |---|---|
	/// | 0..15 | the ASCII characters `joule/charger/1` |
	/// | 15..47 | hash of the chain's genesis block |
	/// | 47..55 | number of the session, `u64` |
	/// | 55..59 | sequence, `u32` |
	/// | 59..67 | when, milliseconds since the Unix epoch, `u64` |
	/// | 67..75 | register in Wh, `u64` |
	/// | 75 | what happened: 0 began, 1 metered, 2 ended, 3 left |
	pub fn signing_payload(&self, genesis_hash: H256) -> Vec<u8> {
		(b"joule/charger/1", genesis_hash, self).encode()
	}
}

/// A report and the signature of the charge point's key under its
/// [payload](Report::signing_payload).
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
pub struct SignedReport {
	/// What the charger says.
	pub report: Report,
	/// The proof that it was the charger who said so.
	pub signature: DeviceSignature,
}

#[cfg(test)]
mod tests {
	use super::*;
	use polkadot_sdk::sp_core::Pair;

	const GENESIS: H256 = H256([0x11; 32]);

	#[test]
	fn a_terminal_in_any_language_can_produce_the_payload_of_an_authorization() {
		let authorization = Authorization {
			evse: EvseId(7),
			tariff: TariffId(5),
			credential: ed25519::Public::from_raw([0x33; 32]),
			sequence: 1,
			prepayment: Ecoin(258),
			valid_until: 1_793_458_800_000,
		};
		let expected = [
			b"joule/charge/1".as_slice(),
			&[0x11; 32],
			&[7, 0, 0, 0, 0, 0, 0, 0],
			&[5, 0, 0, 0],
			&[0x33; 32],
			&[1, 0, 0, 0],
			&[2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
			&[0x80, 0x85, 0x79, 0x92, 0xa1, 1, 0, 0],
		]
		.concat();
		assert_eq!(authorization.signing_payload(GENESIS), expected);
		assert_eq!(expected.len(), 118);
	}

	#[test]
	fn a_charger_in_any_language_can_produce_the_payload_of_a_report() {
		let report = Report {
			session: SessionId(7),
			sequence: 1,
			at: 1_793_458_800_000,
			register: Wh(1_000),
			event: ChargerEvent::Ended,
		};
		let expected = [
			b"joule/charger/1".as_slice(),
			&[0x11; 32],
			&[7, 0, 0, 0, 0, 0, 0, 0],
			&[1, 0, 0, 0],
			&[0x80, 0x85, 0x79, 0x92, 0xa1, 1, 0, 0],
			&[0xe8, 3, 0, 0, 0, 0, 0, 0],
			&[2],
		]
		.concat();
		assert_eq!(report.signing_payload(GENESIS), expected);
		assert_eq!(expected.len(), 76);
	}

	#[test]
	fn a_terminal_in_any_language_can_produce_the_payload_of_a_credential() {
		let payload = credential_payload(GENESIS, &[0x44u8; 32]);
		assert_eq!(payload, [b"joule/credential/1".as_slice(), &[0x11; 32], &[0x44; 32]].concat());
		assert_eq!(payload.len(), 82);
	}

	#[test]
	fn an_authorization_is_signed_by_its_own_credential_on_its_own_chain() {
		let [driver, stranger] = [[1; 32], [2; 32]].map(|seed| ed25519::Pair::from_seed(&seed));
		let authorization = Authorization {
			evse: EvseId(7),
			tariff: TariffId(5),
			credential: driver.public(),
			sequence: 0,
			prepayment: Ecoin(1),
			valid_until: 0,
		};
		let signed_by = |key: &ed25519::Pair| SignedAuthorization {
			authorization,
			signature: key.sign(&authorization.signing_payload(GENESIS)),
		};
		assert!(signed_by(&driver).is_signed(GENESIS));
		assert!(!signed_by(&driver).is_signed(H256([0x12; 32])));
		assert!(!signed_by(&stranger).is_signed(GENESIS));
	}
}
