//! The chain through [`joule_link`].

use super::{
	messages::{SignedAuthorization, SignedReport},
	Answer, Chain, ChargePoint, Credential, OutOfReach, Prepayment, PublicKey, RefusedReport,
	Session, SessionStage,
};
use crate::{
	charge::{
		pricing::{Band, Tariff},
		Refusal, RefusalKind,
	},
	quantities::{Ecoin, PriceTick, Watt, Wh},
};
use anyhow::{anyhow, Context, Result};
use async_trait::async_trait;
use joule_link::{
	call, sender::CallError, value, AccountId32, DecodeAsType, Link, Outcome, Sender, Value, View,
};

use std::time::Duration;

const PALLET: &str = "EvSettlement";
const API: &str = "ChargingApi";

/// How old the last final block may be, for the chain to count as in reach.
const FRESH: Duration = Duration::from_secs(30);

/// The most sessions at which charging has not begun that are looked at.
const MOST_PREPAID: u32 = 100;

/// The chain through a light client or a node, and the operator's account on it.
pub struct LinkedChain {
	link: Link,
	sender: Sender,
}

impl LinkedChain {
	/// The chain, with everything sent by this sender.
	pub fn new(link: Link, sender: Sender) -> Self {
		Self { link, sender }
	}

	fn view(&self) -> Answer<View> {
		match self.link.latest() {
			Some(view) if view.age() < FRESH => Ok(view),
			Some(_) => Err(OutOfReach(anyhow!("No block has become final for a while"))),
			None => Err(OutOfReach(anyhow!("The chain was not reached yet"))),
		}
	}

	async fn tariff(&self, view: &View, number: u32) -> Result<Tariff> {
		let known: Option<types::RegisteredTariff> =
			view.storage(PALLET, "Tariffs", vec![value!(number)]).await?;
		let tariff = known.context("the chain does not have a tariff that it refers to")?.tariff;
		let bands = tariff.bands.into_iter().map(Band::from).collect();
		Ok(Tariff { bands, has_occupancy_fee: tariff.occupancy.is_some() })
	}

	async fn session_at(&self, view: &View, number: u64) -> Result<Option<Session>> {
		let known: Option<types::Session> =
			view.storage(PALLET, "Sessions", vec![value!(number)]).await?;
		Ok(known.map(|session| session.into_session(number)))
	}
}

#[async_trait]
impl Chain for LinkedChain {
	async fn genesis_hash(&self) -> Answer<[u8; 32]> {
		Ok(self.view()?.genesis_hash().0)
	}

	async fn charge_point(&self, evse: u64) -> Answer<Option<ChargePoint>> {
		let view = self.view()?;
		let known: Option<types::Evse> = view.storage(PALLET, "Evses", vec![value!(evse)]).await?;
		let Some(known) = known else { return Ok(None) };
		Ok(Some(ChargePoint {
			in_service: matches!(known.state, types::EvseState::InService),
			is_own: known.operator == *self.sender.account(),
			power: Watt(known.power),
			tariff: self.tariff(&view, known.tariff).await?,
			key: match known.key {
				types::DeviceKey::Ed25519(key) => Some(key),
				types::DeviceKey::Sr25519(_) => None,
			},
			session: known.session,
		}))
	}

	async fn credential(&self, key: PublicKey) -> Answer<Option<Credential>> {
		let arguments = vec![Value::from_bytes(key)];
		let known: Option<types::CredentialView> =
			self.view()?.api(API, "credential", arguments).await?;
		Ok(known.map(Credential::from))
	}

	async fn password_of(&self, member: u32) -> Answer<Option<Credential>> {
		let known: Vec<types::CredentialView> =
			self.view()?.api(API, "credentials", vec![value!(member)]).await?;
		Ok(known.into_iter().map(Credential::from).find(|credential| credential.salt.is_some()))
	}

	async fn session(&self, number: u64) -> Answer<Option<Session>> {
		Ok(self.session_at(&self.view()?, number).await?)
	}

	async fn prepaid_sessions(&self) -> Answer<Vec<Session>> {
		let arguments = vec![
			Value::from_bytes(self.sender.account().0),
			Value::unnamed_variant("Prepaid", []),
			Value::unnamed_variant("None", []),
			value!(MOST_PREPAID),
		];
		let known: Vec<types::SessionView> =
			self.view()?.api(API, "sessions_of_operator", arguments).await?;
		Ok(known.into_iter().map(|view| view.session.into_session(view.id)).collect())
	}

	async fn prepay(&self, authorization: &SignedAuthorization) -> Prepayment {
		let sent = self.sender.send(call(PALLET, "prepay", [as_value(authorization)])).await;
		let included = match sent.outcome().await {
			Outcome::Done(included) => included,
			Outcome::Failed(error) => return Prepayment::Refused(refusal(&error)),
			Outcome::Refused(reason) => {
				tracing::error!("The chain takes nothing from the operator's account: {reason}");
				let reason = "The operator of this charge point cannot use the chain.";
				return Prepayment::Refused(Refusal::new(RefusalKind::NotHere, reason));
			}
			Outcome::Unknown => return Prepayment::Unknown,
		};
		let read = async {
			let event: Option<types::SessionPrepaid> = included.event(PALLET, "SessionPrepaid")?;
			let number = event.context("the chain does not say which session it is")?.session;
			let view = self.link.latest().context("the chain was let go")?;
			self.session_at(&view, number).await?.context("the chain does not have the session")
		};
		match read.await {
			Ok(session) => Prepayment::Held(session.as_open()),
			Err(error) => {
				tracing::warn!("A prepayment is held, but {error:#}");
				Prepayment::Unknown
			}
		}
	}

	async fn cancel(&self, session: u64) -> Answer<()> {
		match self.sender.send(call(PALLET, "cancel", [value!(session)])).await.outcome().await {
			Outcome::Done(_) => Ok(()),
			// It is cancelled, expired or begun already: its state tells.
			Outcome::Failed(error) => {
				tracing::info!("Session {session} was not cancelled: {error}");
				Ok(())
			}
			other => Err(OutOfReach(anyhow!("Session {session} was not cancelled: {other}"))),
		}
	}

	async fn report(&self, reports: &[SignedReport]) -> Answer<Vec<RefusedReport>> {
		let reports = Value::unnamed_composite(reports.iter().map(as_report_value));
		let sent = self.sender.send(call(PALLET, "report_many", [reports])).await;
		let included = match sent.outcome().await {
			Outcome::Done(included) => included,
			other => return Err(OutOfReach(anyhow!("Reports were not brought: {other}"))),
		};
		let view = self.view()?;
		let refused: Vec<types::ReportRefused> =
			included.events_of_kind(PALLET, "ReportRefused")?;
		let name = |error: &types::DispatchError| match error {
			types::DispatchError::Module { index, error } => {
				view.error_name(*index, error[0]).unwrap_or_default()
			}
		};
		Ok(refused
			.into_iter()
			.map(|refused| {
				let reason = name(&refused.error);
				RefusedReport {
					session: refused.session,
					sequence: refused.sequence,
					is_too_early: reason == "ReportFromFuture",
					reason,
				}
			})
			.collect())
	}
}

impl From<anyhow::Error> for OutOfReach {
	fn from(error: anyhow::Error) -> Self {
		Self(error)
	}
}

/// An authorization as an argument of a call.
fn as_value(signed: &SignedAuthorization) -> Value {
	let authorization = &signed.authorization;
	let fields = Value::named_composite([
		("evse", value!(authorization.evse)),
		("credential", Value::from_bytes(authorization.credential)),
		("sequence", value!(authorization.sequence)),
		("prepayment", value!(authorization.prepayment.0)),
		("valid_until", value!(authorization.valid_until)),
	]);
	Value::named_composite([
		("authorization", fields),
		("signature", Value::from_bytes(signed.signature)),
	])
}

/// A report as an argument of a call.
fn as_report_value(signed: &SignedReport) -> Value {
	let report = &signed.report;
	let fields = Value::named_composite([
		("session", value!(report.session)),
		("sequence", value!(report.sequence)),
		("at", value!(report.at)),
		("register", value!(report.register.0)),
		("event", Value::unnamed_variant(report.event_name(), [])),
	]);
	let signature = Value::unnamed_variant("Ed25519", [Value::from_bytes(signed.signature)]);
	Value::named_composite([("report", fields), ("signature", signature)])
}

/// What the chain's refusal of a prepayment means for the driver.
fn refusal(error: &CallError) -> Refusal {
	let kind = match error.name.as_str() {
		"UnknownCredential" => RefusalKind::Unknown,
		"CredentialRevoked" | "MemberNotPermitted" => RefusalKind::Blocked,
		"AboveSessionLimit" | "AboveDayLimit" | "InsufficientEcoin" | "DebtToOperator" => {
			RefusalKind::NoCredit
		}
		"AuthorizationExpired" | "AuthorizationReplayed" => RefusalKind::Expired,
		"EvseOccupied" | "TooManyOpenSessions" => RefusalKind::InUse,
		"UnknownEvse" | "EvseRevoked" | "OperatorNotPermitted" => RefusalKind::NotHere,
		_ => RefusalKind::Invalid,
	};
	let reason =
		if error.explanation.is_empty() { &error.name } else { &error.explanation }.clone();
	Refusal { kind, reason }
}

/// The chain's types, as far as the gateway reads them. Fields are found by their names.
mod types {
	use super::*;

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
		pub bands: Vec<TariffBand>,
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

	/// The fee for occupying a charge point; all that counts here is that there is one.
	#[derive(DecodeAsType)]
	#[decode_as_type(crate_path = "joule_link::scale_decode")]
	pub struct Occupancy {}

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
	pub struct SessionView {
		pub id: u64,
		pub session: Session,
	}

	#[derive(DecodeAsType)]
	#[decode_as_type(crate_path = "joule_link::scale_decode")]
	pub struct Session {
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

	impl Session {
		pub fn into_session(self, number: u64) -> super::Session {
			let last = self.metered.map(|metered| metered.last);
			super::Session {
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

	/// The name of the variant that a value is.
	fn variant_name(value: &Value) -> &str {
		match &value.value {
			joule_link::ValueDef::Variant(variant) => &variant.name,
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

	/// Why a report was refused: always a reason of the pallet's.
	#[derive(DecodeAsType)]
	#[decode_as_type(crate_path = "joule_link::scale_decode")]
	pub enum DispatchError {
		Module { index: u8, error: [u8; 4] },
	}
}
