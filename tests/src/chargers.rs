//! Charge points whose chargers sign what they report, and the credentials of drivers.

use crate::{
	council, home, now, AccountId, Ecoin, EvSettlement, Moment, Participants, Person, PriceTick,
	Registry, Role, Runtime, System, Watt, Wh, ZONE,
};
use joule_primitives::{DeviceKey, DeviceSignature};
use pallet_ev_settlement::{
	credential_payload, Authorization, Band, ChargerEvent, Credential, CredentialKind, Credentials,
	EvseId, Evses, Installation, Limits, NextSessionId, NextTariffId, Report, Session, SessionId,
	Sessions, SignedAuthorization, SignedReport, Speed, Tariff, TariffId,
};
use polkadot_sdk::{
	frame_support::assert_ok,
	sp_core::{ed25519, sr25519, Pair},
	sp_io::hashing::blake2_256,
	sp_keyring::Sr25519Keyring,
};

/// The charge point operator: the second site, as in the preset `local`.
pub fn charge_point_operator() -> Person {
	let key = Sr25519Keyring::Bob;
	Person { account: key.to_account_id(), name: key.to_string() }
}

/// A home that runs charge points too, registered when it is first asked for.
pub fn other_charge_point_operator() -> Person {
	let person = home(900);
	if !Registry::has_role(&person.account, Role::ChargePointOperator) {
		let role = Role::ChargePointOperator;
		assert_ok!(Registry::grant_role(council(), person.account.clone(), role));
	}
	person
}

/// The public tariff for fast charging up to 50 kW, with which the presets begin: 324.4 KRW/kWh.
pub const FAST_TARIFF: TariffId = TariffId(0);

/// A tariff of these bands without an occupancy fee.
pub fn tariff(bands: &[(u16, u32)]) -> Tariff {
	let bands = bands
		.iter()
		.map(|&(from_minute, price)| Band { from_minute, price: PriceTick(price) })
		.collect::<Vec<_>>();
	Tariff { bands: bands.try_into().expect("few bands"), occupancy: None }
}

/// Registers a tariff.
pub fn register_tariff(operator: &Person, tariff: Tariff) -> TariffId {
	let id = NextTariffId::<Runtime>::get();
	assert_ok!(EvSettlement::register_tariff(operator.origin(), tariff));
	id
}

/// A charge point with the key that only its charger has.
#[derive(Clone)]
pub struct Charger {
	/// The charge point.
	pub evse: EvseId,
	/// Who runs it.
	pub operator: Person,
	/// What its register shows.
	pub register: Wh,
	key: sr25519::Pair,
}

impl Charger {
	/// What a charge point delivers in tests unless they say otherwise: 50 kW.
	pub const POWER: Watt = Watt(50_000);

	/// A charger that is not registered anywhere yet.
	pub fn new(operator: &Person, number: u64) -> Self {
		let seed = blake2_256(format!("charger {number}").as_bytes());
		Self {
			evse: EvseId(number),
			operator: operator.clone(),
			register: Wh(1_000_000),
			key: sr25519::Pair::from_seed(&seed),
		}
	}

	/// Installs a charge point of an operator in the first zone.
	pub fn install(operator: &Person, tariff: TariffId) -> Self {
		let charger = Self::new(operator, 1 + Evses::<Runtime>::iter().count() as u64);
		assert_ok!(EvSettlement::register_evse(
			operator.origin(),
			charger.evse,
			charger.installation(tariff)
		));
		charger
	}

	/// What the operator registers for this charger.
	pub fn installation(&self, tariff: TariffId) -> Installation {
		Installation {
			speed: Speed::Rapid,
			power: Self::POWER,
			zone: ZONE,
			tariff,
			key: self.public(),
		}
	}

	/// The public key.
	pub fn public(&self) -> DeviceKey {
		DeviceKey::Sr25519(self.key.public())
	}

	/// Signs a report.
	pub fn sign(&self, report: Report) -> SignedReport {
		let payload = report.signing_payload(System::block_hash(0));
		SignedReport { report, signature: DeviceSignature::Sr25519(self.key.sign(&payload)) }
	}

	/// The next report of a session, which is not sent yet: so much flowed since the last one.
	pub fn next_report(
		&mut self,
		session: SessionId,
		at: Moment,
		flowed: Wh,
		event: ChargerEvent,
	) -> SignedReport {
		self.register = self.register.saturating_add(flowed);
		let last = session_of(session).metered.map(|metered| metered.last.sequence);
		let sequence = last.map_or(0, |last| last + 1);
		self.sign(Report { session, sequence, at, register: self.register, event })
	}

	/// The charger reports, and its operator relays it.
	pub fn report_at(&mut self, session: SessionId, at: Moment, flowed: Wh, event: ChargerEvent) {
		let signed = self.next_report(session, at, flowed, event);
		assert_ok!(EvSettlement::report(self.operator.origin(), signed));
	}

	/// Charging begins now.
	pub fn begin(&mut self, session: SessionId) {
		self.report_at(session, now(), Wh::ZERO, ChargerEvent::Began);
	}

	/// The register is read now: so much flowed since the last report.
	pub fn meter(&mut self, session: SessionId, flowed: Wh) {
		self.report_at(session, now(), flowed, ChargerEvent::Metered);
	}

	/// Charging ends now.
	pub fn end(&mut self, session: SessionId, flowed: Wh) {
		self.report_at(session, now(), flowed, ChargerEvent::Ended);
	}

	/// The vehicle leaves now.
	pub fn leave(&mut self, session: SessionId) {
		self.report_at(session, now(), Wh::ZERO, ChargerEvent::Left);
	}
}

/// A credential with the key that only its member has.
#[derive(Clone)]
pub struct Card {
	/// Whose it is.
	pub member: Person,
	/// The key.
	pub key: ed25519::Pair,
}

impl Card {
	/// How much may be prepaid in tests unless they say otherwise: 50,000 won in a session, 80,000
	/// in a day.
	pub const LIMITS: Limits =
		Limits { session: Ecoin::from_krw(50_000), day: Ecoin::from_krw(80_000) };

	/// A key that is derived from what only the member knows, and not registered anywhere yet.
	pub fn new(member: &Person, secret: &str) -> Self {
		let seed = blake2_256(secret.as_bytes());
		Self { member: member.clone(), key: ed25519::Pair::from_seed(&seed) }
	}

	/// Registers a tag.
	pub fn register(member: &Person, secret: &str) -> Self {
		let card = Self::new(member, secret);
		assert_ok!(EvSettlement::register_credential(
			member.origin(),
			card.public(),
			CredentialKind::Tag,
			Self::LIMITS,
			card.proof(&member.account)
		));
		card
	}

	/// The public key.
	pub fn public(&self) -> ed25519::Public {
		self.key.public()
	}

	/// The signature by which the key agrees to belong to an account.
	pub fn proof(&self, account: &AccountId) -> ed25519::Signature {
		self.key.sign(&credential_payload(System::block_hash(0), account))
	}

	/// What the chain knows of it.
	pub fn state(&self) -> Credential<AccountId> {
		Credentials::<Runtime>::get(self.public()).expect("it is registered")
	}

	/// An authorization for a charge point, good for the next minute.
	pub fn authorization(&self, evse: EvseId, krw: u64) -> Authorization {
		Authorization {
			evse,
			tariff: tariff_at(evse),
			credential: self.public(),
			sequence: Credentials::<Runtime>::get(self.public())
				.map_or(0, |credential| credential.next_sequence),
			prepayment: Ecoin::from_krw(krw),
			valid_until: now() + 60_000,
		}
	}

	/// Signs an authorization.
	pub fn sign(&self, authorization: Authorization) -> SignedAuthorization {
		let payload = authorization.signing_payload(System::block_hash(0));
		SignedAuthorization { authorization, signature: self.key.sign(&payload) }
	}

	/// Prepays at a charger, whose operator relays it.
	pub fn prepay(&self, charger: &Charger, krw: u64) -> SessionId {
		let id = NextSessionId::<Runtime>::get();
		let signed = self.sign(self.authorization(charger.evse, krw));
		assert_ok!(EvSettlement::prepay(charger.operator.origin(), signed));
		id
	}
}

/// A member prepays at a charger by its own account.
pub fn prepay_directly(member: &Person, charger: &Charger, krw: u64) -> SessionId {
	let id = NextSessionId::<Runtime>::get();
	let prepayment = Ecoin::from_krw(krw);
	let tariff = tariff_at(charger.evse);
	assert_ok!(EvSettlement::prepay_directly(member.origin(), charger.evse, tariff, prepayment));
	id
}

/// The tariff of a charge point; the public one where there is no charge point.
pub fn tariff_at(evse: EvseId) -> TariffId {
	Evses::<Runtime>::get(evse).map_or(FAST_TARIFF, |evse| evse.tariff)
}

/// A session or its receipt.
pub fn session_of(id: SessionId) -> Session<AccountId> {
	Sessions::<Runtime>::get(id).expect("the session is there")
}
