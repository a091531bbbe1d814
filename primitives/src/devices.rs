//! The keys with which devices sign what they measured: meters and chargers.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use polkadot_sdk::{
	sp_core::{ed25519, sr25519},
	sp_io::crypto::{ed25519_verify, sr25519_verify},
};
use scale_info::TypeInfo;

/// The public key of a device.
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
pub enum DeviceKey {
	/// An ed25519 key.
	Ed25519(ed25519::Public),
	/// An sr25519 key. Its signatures use the signing context `substrate`.
	Sr25519(sr25519::Public),
}

/// A signature made by a device.
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
pub enum DeviceSignature {
	/// By an ed25519 key.
	Ed25519(ed25519::Signature),
	/// By an sr25519 key.
	Sr25519(sr25519::Signature),
}

impl DeviceSignature {
	/// Whether the owner of the key signed the payload. False too if key and signature are of
	/// different kinds.
	pub fn verify(&self, payload: &[u8], key: &DeviceKey) -> bool {
		match (self, key) {
			(Self::Ed25519(signature), DeviceKey::Ed25519(public)) => {
				ed25519_verify(signature, payload, public)
			}
			(Self::Sr25519(signature), DeviceKey::Sr25519(public)) => {
				sr25519_verify(signature, payload, public)
			}
			_ => false,
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use polkadot_sdk::sp_core::Pair;

	#[test]
	fn a_signature_is_good_for_its_key_and_payload_only() {
		let payload = b"joule";
		let ed = ed25519::Pair::from_seed(&[1; 32]);
		let sr = sr25519::Pair::from_seed(&[1; 32]);
		let ed_key = DeviceKey::Ed25519(ed.public());
		let sr_key = DeviceKey::Sr25519(sr.public());
		let ed_signature = DeviceSignature::Ed25519(ed.sign(payload));
		let sr_signature = DeviceSignature::Sr25519(sr.sign(payload));

		assert!(ed_signature.verify(payload, &ed_key));
		assert!(sr_signature.verify(payload, &sr_key));
		assert!(!ed_signature.verify(payload, &sr_key));
		assert!(!sr_signature.verify(payload, &ed_key));
		assert!(!ed_signature.verify(b"volt", &ed_key));

		let stranger = ed25519::Pair::from_seed(&[2; 32]);
		assert!(!ed_signature.verify(payload, &DeviceKey::Ed25519(stranger.public())));
	}
}
