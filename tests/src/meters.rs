//! Meters that sign what they measure.

use crate::{
	meter_operator, now, Metering, MeteringPointId, Moment, Person, Runtime, Watt, Wh, ZONE,
};
use pallet_metering::{
	Capacity, Installation, MeterKey, MeterSignature, Points, Reading, Registers, SignedReading,
	Source,
};
use polkadot_sdk::{
	frame_support::assert_ok,
	frame_system,
	sp_core::{ed25519, sr25519, Pair, H256},
	sp_io::hashing::blake2_256,
};

/// Which kind of key a meter has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeterKind {
	/// An ed25519 key.
	Ed25519,
	/// An sr25519 key.
	Sr25519,
}

#[derive(Clone)]
enum KeyPair {
	Ed25519(ed25519::Pair),
	Sr25519(sr25519::Pair),
}

/// A meter at a metering point, with the key that only it has.
#[derive(Clone)]
pub struct Meter {
	/// The point that it is installed at.
	pub point: MeteringPointId,
	/// The number of its last reading.
	pub sequence: u32,
	/// What its face shows.
	pub face: Registers,
	/// Whose energy it measures.
	pub owner: Person,
	key: KeyPair,
}

impl Meter {
	/// What a point can carry in tests unless they say otherwise: a megawatt.
	pub const CAPACITY: Capacity = Capacity { import: Watt(1_000_000), export: Watt(1_000_000) };

	/// A meter that is not registered anywhere yet.
	pub fn new(owner: &Person, number: u64, kind: MeterKind) -> Self {
		let seed = blake2_256(format!("meter {number}").as_bytes());
		let key = match kind {
			MeterKind::Ed25519 => KeyPair::Ed25519(ed25519::Pair::from_seed(&seed)),
			MeterKind::Sr25519 => KeyPair::Sr25519(sr25519::Pair::from_seed(&seed)),
		};
		Self {
			point: MeteringPointId(number),
			sequence: 0,
			face: Registers::ZERO,
			owner: owner.clone(),
			key,
		}
	}

	/// Installs a solar meter of this person in the first zone, now.
	pub fn install(owner: &Person, kind: MeterKind) -> Self {
		let number = 1 + Points::<Runtime>::iter().count() as u64;
		let meter = Self::new(owner, number, kind);
		assert_ok!(Metering::register_point(
			meter_operator().origin(),
			meter.point,
			meter.installation(now())
		));
		meter
	}

	/// What the meter operator registers for this meter.
	pub fn installation(&self, at: Moment) -> Installation<crate::AccountId> {
		Installation {
			owner: self.owner.account.clone(),
			zone: ZONE,
			source: Source::Solar,
			capacity: Self::CAPACITY,
			key: self.public(),
			installed_at: at,
			face: self.face,
		}
	}

	/// The public key.
	pub fn public(&self) -> MeterKey {
		match &self.key {
			KeyPair::Ed25519(pair) => MeterKey::Ed25519(pair.public()),
			KeyPair::Sr25519(pair) => MeterKey::Sr25519(pair.public()),
		}
	}

	/// Signs bytes.
	pub fn sign(&self, payload: &[u8]) -> MeterSignature {
		match &self.key {
			KeyPair::Ed25519(pair) => MeterSignature::Ed25519(pair.sign(payload)),
			KeyPair::Sr25519(pair) => MeterSignature::Sr25519(pair.sign(payload)),
		}
	}

	/// Signs a reading.
	pub fn sign_reading(&self, reading: Reading) -> SignedReading {
		let genesis = frame_system::Pallet::<Runtime>::block_hash(0);
		SignedReading { reading, signature: self.sign(&reading.signing_payload(genesis)) }
	}

	/// The meter counts on and signs its next reading, which is not submitted yet.
	pub fn next_reading(&mut self, at: Moment, imported: Wh, exported: Wh) -> SignedReading {
		self.sequence += 1;
		self.face.import_wh = self.face.import_wh.saturating_add(imported);
		self.face.export_wh = self.face.export_wh.saturating_add(exported);
		self.sign_reading(Reading {
			point: self.point,
			sequence: self.sequence,
			measured_at: at,
			registers: self.face,
			intervals_root: H256::zero(),
		})
	}

	/// The meter is read now: what it imported and exported since the last reading.
	pub fn read(&mut self, imported: Wh, exported: Wh) {
		self.read_at(now(), imported, exported);
	}

	/// The meter was read at an instant, and its owner relays the reading.
	pub fn read_at(&mut self, at: Moment, imported: Wh, exported: Wh) {
		let signed = self.next_reading(at, imported, exported);
		assert_ok!(Metering::submit_reading(self.owner.origin(), signed));
	}
}
