//! What drivers and chargers sign, byte by byte as the chain has it (`pallets/ev-settlement`,
//! `messages.rs`).

use super::PublicKey;
use crate::{
	charge::{Event, Report},
	quantities::{Ecoin, Moment, Wh},
};
use codec::{Decode, Encode};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

/// A driver's permission to hold ecoin for a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Authorization {
	/// At which charge point, and at no other.
	pub evse: u64,
	/// At this price, and at no other: the tariff that the driver was shown.
	pub tariff: u32,
	/// The credential.
	pub credential: PublicKey,
	/// The number that the credential's next authorization bears.
	pub sequence: u32,
	/// How much to hold.
	pub prepayment: Ecoin,
	/// Until when the permission is good.
	pub valid_until: Moment,
}

impl Authorization {
	/// What the credential's key signs.
	fn signing_payload(&self, genesis_hash: [u8; 32]) -> Vec<u8> {
		(*b"joule/charge/1", genesis_hash, self).encode()
	}

	/// Signs it by the credential's key.
	pub fn sign(self, genesis_hash: [u8; 32], key: &SigningKey) -> SignedAuthorization {
		let signature = key.sign(&self.signing_payload(genesis_hash)).to_bytes();
		SignedAuthorization { authorization: self, signature }
	}
}

/// An authorization and the signature of its credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct SignedAuthorization {
	/// What the driver permits.
	pub authorization: Authorization,
	/// The proof that it was the driver who did.
	pub signature: [u8; 64],
}

impl SignedAuthorization {
	/// Whether the credential's key signed it.
	pub fn is_signed(&self, genesis_hash: [u8; 32]) -> bool {
		let payload = self.authorization.signing_payload(genesis_hash);
		VerifyingKey::from_bytes(&self.authorization.credential).is_ok_and(|key| {
			key.verify_strict(&payload, &Signature::from_bytes(&self.signature)).is_ok()
		})
	}
}

/// A charger's report, as the chain has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode)]
pub struct ChargerReport {
	/// The session.
	pub session: u64,
	/// The number of the report in its session, from 0.
	pub sequence: u32,
	/// When it was made.
	pub at: Moment,
	/// What the charger's register of delivered energy showed.
	pub register: Wh,
	/// What happened: 0 began, 1 metered, 2 ended, 3 left.
	event: u8,
}

impl ChargerReport {
	/// The report of this number in a session.
	pub fn new(session: u64, sequence: u32, report: &Report) -> Self {
		let event = match report.event {
			Event::Began => 0,
			Event::Metered => 1,
			Event::Ended => 2,
			Event::Left => 3,
		};
		Self { session, sequence, at: report.at, register: report.register, event }
	}

	/// The chain's name for what happened.
	pub fn event_name(&self) -> &'static str {
		["Began", "Metered", "Ended", "Left"][usize::from(self.event)]
	}

	/// Signs it by the charger's key.
	pub fn sign(self, genesis_hash: [u8; 32], key: &SigningKey) -> SignedReport {
		let payload = (*b"joule/charger/1", genesis_hash, self).encode();
		SignedReport { report: self, signature: key.sign(&payload).to_bytes() }
	}
}

/// A report and the charger's signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignedReport {
	/// What the charger says.
	pub report: ChargerReport,
	/// The proof that it was the charger who said so.
	pub signature: [u8; 64],
}

#[cfg(test)]
mod tests {
	use super::*;

	const GENESIS: [u8; 32] = [0x11; 32];

	/// The bytes that the chain's own tests state.
	#[test]
	fn an_authorization_is_signed_byte_by_byte_as_the_chain_has_it() {
		let authorization = Authorization {
			evse: 7,
			tariff: 3,
			credential: [0x33; 32],
			sequence: 1,
			prepayment: Ecoin(258),
			valid_until: 1_793_458_800_000,
		};
		let expected = [
			b"joule/charge/1".as_slice(),
			&[0x11; 32],
			&[7, 0, 0, 0, 0, 0, 0, 0],
			&[3, 0, 0, 0],
			&[0x33; 32],
			&[1, 0, 0, 0],
			&[2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
			&[0x80, 0x85, 0x79, 0x92, 0xa1, 1, 0, 0],
		]
		.concat();
		assert_eq!(authorization.signing_payload(GENESIS), expected);
	}

	#[test]
	fn a_report_is_signed_byte_by_byte_as_the_chain_has_it() {
		let report = Report {
			at: 1_793_458_800_000,
			register: Wh(1_000),
			event: crate::charge::Event::Ended,
		};
		let report = ChargerReport::new(7, 1, &report);
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
		assert_eq!((*b"joule/charger/1", GENESIS, report).encode(), expected);
		assert_eq!(report.event_name(), "Ended");
		let key = SigningKey::from_bytes(&[1; 32]);
		let signature = Signature::from_bytes(&report.sign(GENESIS, &key).signature);
		assert!(key.verifying_key().verify_strict(&expected, &signature).is_ok());
	}

	#[test]
	fn only_the_credential_can_authorize() {
		let (driver, stranger) =
			(SigningKey::from_bytes(&[1; 32]), SigningKey::from_bytes(&[2; 32]));
		let authorization = Authorization {
			evse: 7,
			tariff: 3,
			credential: driver.verifying_key().to_bytes(),
			sequence: 0,
			prepayment: Ecoin(1),
			valid_until: 0,
		};
		assert!(authorization.sign(GENESIS, &driver).is_signed(GENESIS));
		assert!(!authorization.sign(GENESIS, &driver).is_signed([0x12; 32]));
		assert!(!authorization.sign(GENESIS, &stranger).is_signed(GENESIS));
	}
}
