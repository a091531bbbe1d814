//! The chain's types, as far as the gateway reads them. Fields are found by their names, so that the chain
//! may have more of them.

use super::{Credential, OccupancyFee, Session, SessionStage};
use crate::{
	charge::pricing::{Band, Tariff},
	quantities::{Ecoin, PriceTick, Wh},
};
use joule_link::{AccountId32, DecodeAsType, Value, ValueDef};

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "joule_link::scale_decode")]
pub struct Evse {
	pub operator: AccountId32,
	pub power: u64,
	pub tariff: u32,
	pub key: DeviceKey,
	pub state: EvseState,
	pub session: Option<u64>,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "joule_link::scale_decode")]
pub enum DeviceKey {
	Ed25519([u8; 32]),
	#[allow(dead_code)]
	Sr25519([u8; 32]),
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "joule_link::scale_decode")]
pub enum EvseState {
	InService,
	Revoked,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "joule_link::scale_decode")]
pub struct RegisteredTariff {
	pub tariff: TariffTerms,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "joule_link::scale_decode")]
pub struct TariffTerms {
	bands: Vec<TariffBand>,
	pub occupancy: Option<Occupancy>,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "joule_link::scale_decode")]
pub struct TariffBand {
	from_minute: u16,
	price: u32,
}

impl From<TariffBand> for Band {
	fn from(band: TariffBand) -> Self {
		Self { from_minute: band.from_minute, price: PriceTick(band.price) }
	}
}

impl From<TariffTerms> for Tariff {
	fn from(terms: TariffTerms) -> Self {
		Self {
			bands: terms.bands.into_iter().map(Band::from).collect(),
			has_occupancy_fee: terms.occupancy.is_some(),
		}
	}
}

/// The fee for occupying a charge point.
#[derive(Clone, Copy, DecodeAsType)]
#[decode_as_type(crate_path = "joule_link::scale_decode")]
pub struct Occupancy {
	grace_minutes: u16,
	per_minute: u128,
	cap: u128,
}

impl From<Occupancy> for OccupancyFee {
	fn from(fee: Occupancy) -> Self {
		Self {
			grace_minutes: fee.grace_minutes,
			per_minute: Ecoin(fee.per_minute),
			cap: Ecoin(fee.cap),
		}
	}
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "joule_link::scale_decode")]
pub struct CredentialView {
	key: [u8; 32],
	kind: CredentialKind,
	limits: Limits,
	left_today: u128,
	next_sequence: u32,
	state: CredentialState,
}

impl From<CredentialView> for Credential {
	fn from(view: CredentialView) -> Self {
		Self {
			key: view.key,
			salt: match view.kind {
				CredentialKind::Password { salt } => Some(salt),
				CredentialKind::Tag => None,
			},
			is_active: matches!(view.state, CredentialState::Active),
			session_limit: Ecoin(view.limits.session),
			left_today: Ecoin(view.left_today),
			next_sequence: view.next_sequence,
		}
	}
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "joule_link::scale_decode")]
pub enum CredentialKind {
	Password { salt: [u8; 16] },
	Tag,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "joule_link::scale_decode")]
pub struct Limits {
	pub session: u128,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "joule_link::scale_decode")]
pub enum CredentialState {
	Active,
	Revoked,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "joule_link::scale_decode")]
pub struct SessionPage {
	pub sessions: Vec<SessionView>,
	pub next_before: Option<u64>,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "joule_link::scale_decode")]
pub struct SessionView {
	pub id: u64,
	pub session: SessionState,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "joule_link::scale_decode")]
pub struct SessionState {
	evse: u64,
	credential: Option<[u8; 32]>,
	prepayment: u128,
	prepaid_at: u64,
	stage: Value,
	metered: Option<Metered>,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "joule_link::scale_decode")]
pub struct Metered {
	last: LastReport,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "joule_link::scale_decode")]
pub struct LastReport {
	sequence: u32,
	at: u64,
	register: u64,
}

impl SessionState {
	pub fn into_session(self, number: u64) -> Session {
		let last = self.metered.map(|metered| metered.last);
		Session {
			number,
			evse: self.evse,
			credential: self.credential,
			prepayment: Ecoin(self.prepayment),
			prepaid_at: self.prepaid_at,
			stage: match variant_name(&self.stage) {
				"Prepaid" => SessionStage::Prepaid,
				"Charging" | "Occupying" => SessionStage::Running,
				_ => SessionStage::Over,
			},
			recorded: last.as_ref().map_or(0, |last| last.sequence + 1),
			last_reading: last.map(|last| (last.at, Wh(last.register))),
		}
	}
}

/// The proxies of an account, and a deposit.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "joule_link::scale_decode")]
pub struct Proxies(Vec<ProxyDefinition>, #[allow(dead_code)] u128);

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "joule_link::scale_decode")]
pub struct ProxyDefinition {
	delegate: AccountId32,
	proxy_type: Value,
	delay: u32,
}

impl Proxies {
	/// Whether an account is a proxy of this kind that can act at once.
	pub fn include(&self, account: &AccountId32, kind: &str) -> bool {
		self.0.iter().any(|proxy| {
			proxy.delegate == *account
				&& variant_name(&proxy.proxy_type) == kind
				&& proxy.delay == 0
		})
	}
}

/// The name of the variant that a value is.
fn variant_name(value: &Value) -> &str {
	match &value.value {
		ValueDef::Variant(variant) => &variant.name,
		_ => "",
	}
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "joule_link::scale_decode")]
pub struct SessionPrepaid {
	pub session: u64,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "joule_link::scale_decode")]
pub struct ReportRefused {
	pub session: u64,
	pub sequence: u32,
	pub error: DispatchError,
}

/// Why a report was refused: a reason of a pallet, or of the kind that every call can fail for.
#[expect(dead_code, reason = "what the others hold is only shown")]
#[derive(Debug, DecodeAsType)]
#[decode_as_type(crate_path = "joule_link::scale_decode")]
pub enum DispatchError {
	Module(ModuleError),
	Other,
	CannotLookup,
	BadOrigin,
	ConsumerRemaining,
	NoProviders,
	TooManyConsumers,
	Token(Value),
	Arithmetic(Value),
	Transactional(Value),
	Exhausted,
	Corruption,
	Unavailable,
	RootNotAllowed,
	Trie(Value),
}

/// Which error of which pallet.
#[derive(Debug, DecodeAsType)]
#[decode_as_type(crate_path = "joule_link::scale_decode")]
pub struct ModuleError {
	pub index: u8,
	pub error: [u8; 4],
}
