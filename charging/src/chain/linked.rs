//! The chain through [`joule_link`].

use super::{
	decoding,
	messages::{SignedAuthorization, SignedReport},
	Answer, Chain, ChargePoint, Credential, OccupancyFee, OutOfReach, Prepayment, PublicKey,
	RefusedReport, Session,
};
use crate::{
	charge::{Refusal, RefusalKind},
	quantities::{Moment, Watt},
};
use anyhow::{anyhow, Context, Result};
use async_trait::async_trait;
use joule_link::{
	call, proxied, sender::CallError, value, AccountId32, Link, Outcome, Sender, Value, View,
};
use std::time::Duration;
use tokio::time::sleep;

const PALLET: &str = "EvSettlement";
const API: &str = "ChargingApi";

/// The kind of proxy that the gateway is for its operator.
const PROXY: &str = "Charging";

/// How old the last final block may be, for the chain to count as in reach.
const FRESH: Duration = Duration::from_secs(30);

/// How often it is looked whether the gateway may act for its operator, as long as it may not.
const PERMISSION_ROUND: Duration = Duration::from_secs(60);

/// How many sessions are asked for at once.
const SESSIONS_A_PAGE: u32 = 20;

/// The chain through a light client or a node, and the operator on it for whom the gateway acts.
#[derive(Clone)]
pub struct LinkedChain {
	link: Link,
	sender: Sender,
	operator: AccountId32,
}

impl LinkedChain {
	/// The chain, with everything sent by this sender for an operator: as its proxy, unless it is the
	/// operator itself.
	pub fn new(link: Link, sender: Sender, operator: AccountId32) -> Self {
		Self { link, sender, operator }
	}

	/// Whether the gateway signs by the operator's own key.
	fn is_operator(&self) -> bool {
		*self.sender.account() == self.operator
	}

	/// Says what the operator has to do as long as the gateway may not act for it. Returns when it may.
	pub async fn wait_for_permission(&self) {
		self.link.head().await;
		loop {
			match self.missing_permissions().await {
				Ok(missing) if missing.is_empty() => {
					return tracing::info!("The gateway may act for its operator");
				}
				Ok(missing) => tracing::error!(
					"The gateway may not act for its operator {}, who has to call {}",
					self.operator,
					missing.join(" and ")
				),
				Err(OutOfReach(error)) => tracing::debug!("{error:#}"),
			}
			sleep(PERMISSION_ROUND).await;
		}
	}

	/// The calls that the operator has to make before the gateway may act for it.
	async fn missing_permissions(&self) -> Answer<Vec<String>> {
		let (view, account) = (self.view()?, self.sender.account());
		if self.is_operator() {
			return Ok(vec![]);
		}
		let owner: Option<AccountId32> =
			view.storage("Registry", "Devices", vec![Value::from_bytes(account.0)]).await?;
		let known: Option<decoding::Proxies> =
			view.storage("Proxy", "Proxies", vec![Value::from_bytes(self.operator.0)]).await?;
		let is_proxy = known.is_some_and(|proxies| proxies.include(account, PROXY));
		let device = format!("registry.addDevice({account})");
		let proxy = format!("proxy.addProxy({account}, {PROXY}, 0)");
		let calls = [(owner.as_ref() == Some(&self.operator), device), (is_proxy, proxy)];
		Ok(calls.into_iter().filter(|(is_made, _)| !is_made).map(|(_, call)| call).collect())
	}

	/// Sends a call for the operator and waits until it is final.
	async fn act(&self, name: &str, argument: Value) -> Outcome {
		let own = call(PALLET, name, [argument]);
		let call = if self.is_operator() { own } else { proxied(&self.operator, PROXY, own) };
		self.sender.send(call).await.outcome().await
	}

	fn view(&self) -> Answer<View> {
		match self.link.latest() {
			Some(view) if view.age() < FRESH => Ok(view),
			Some(_) => Err(OutOfReach(anyhow!("No block has become final for a while"))),
			None => Err(OutOfReach(anyhow!("The chain was not reached yet"))),
		}
	}

	async fn tariff(&self, view: &View, number: u32) -> Result<decoding::TariffTerms> {
		let known: Option<decoding::RegisteredTariff> =
			view.storage(PALLET, "Tariffs", vec![value!(number)]).await?;
		Ok(known.context("the chain does not have a tariff that it refers to")?.tariff)
	}

	async fn session_at(&self, view: &View, number: u64) -> Result<Option<Session>> {
		let known: Option<decoding::SessionState> =
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
		let known: Option<decoding::Evse> =
			view.storage(PALLET, "Evses", vec![value!(evse)]).await?;
		let Some(known) = known else { return Ok(None) };
		let tariff = self.tariff(&view, known.tariff).await?;
		Ok(Some(ChargePoint {
			in_service: matches!(known.state, decoding::EvseState::InService),
			is_own: known.operator == self.operator,
			power: Watt(known.power),
			tariff_number: known.tariff,
			occupancy_fee: tariff.occupancy.map(OccupancyFee::from),
			tariff: tariff.into(),
			key: match known.key {
				decoding::DeviceKey::Ed25519(key) => Some(key),
				decoding::DeviceKey::Sr25519(_) => None,
			},
			session: known.session,
		}))
	}

	async fn credential(&self, key: PublicKey) -> Answer<Option<Credential>> {
		let arguments = vec![Value::from_bytes(key)];
		let known: Option<decoding::CredentialView> =
			self.view()?.api(API, "credential", arguments).await?;
		Ok(known.map(Credential::from))
	}

	async fn password_of(&self, member: u32) -> Answer<Option<Credential>> {
		let known: Vec<decoding::CredentialView> =
			self.view()?.api(API, "credentials", vec![value!(member)]).await?;
		Ok(known.into_iter().map(Credential::from).find(|credential| credential.salt.is_some()))
	}

	async fn session(&self, number: u64) -> Answer<Option<Session>> {
		Ok(self.session_at(&self.view()?, number).await?)
	}

	async fn sessions_since(&self, moment: Moment) -> Answer<Vec<Session>> {
		let view = self.view()?;
		let (mut found, mut before) = (Vec::new(), None);
		loop {
			let before_this = match before {
				Some(session) => Value::unnamed_variant("Some", [value!(session)]),
				None => Value::unnamed_variant("None", []),
			};
			let arguments = vec![
				Value::from_bytes(self.operator.0),
				Value::unnamed_variant("Any", []),
				before_this,
				value!(SESSIONS_A_PAGE),
			];
			let page: decoding::SessionPage =
				view.api(API, "sessions_of_operator", arguments).await?;
			let newer = page.sessions.into_iter().map(|view| view.session.into_session(view.id));
			let seen = found.len();
			found.extend(newer.take_while(|session| session.prepaid_at > moment));
			let all_are_newer = found.len() - seen == SESSIONS_A_PAGE as usize;
			before = page.next_before.filter(|_| all_are_newer);
			if before.is_none() {
				return Ok(found);
			}
		}
	}

	async fn prepay(&self, authorization: &SignedAuthorization) -> Prepayment {
		let included = match self.act("prepay", as_value(authorization)).await {
			Outcome::Done(included) => included,
			Outcome::Failed(error) if error.name == "AuthorizationReplayed" => {
				return Prepayment::Replayed(refusal(&error));
			}
			Outcome::Failed(error) if error.pallet == PALLET => {
				return Prepayment::Refused(refusal(&error));
			}
			Outcome::Failed(error) => return refused_to_gateway(&error.to_string()),
			Outcome::Refused(reason) => return refused_to_gateway(&reason),
			Outcome::Unknown => return Prepayment::Unknown,
		};
		let read = async {
			let event: Option<decoding::SessionPrepaid> =
				included.event(PALLET, "SessionPrepaid")?;
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
		match self.act("cancel", value!(session)).await {
			Outcome::Done(_) => Ok(()),
			// It is cancelled, expired or begun already: its state tells.
			Outcome::Failed(error) if error.pallet == PALLET => {
				tracing::info!("Session {session} was not cancelled: {error}");
				Ok(())
			}
			other => Err(OutOfReach(anyhow!("Session {session} was not cancelled: {other}"))),
		}
	}

	async fn report(&self, reports: &[SignedReport]) -> Answer<Vec<RefusedReport>> {
		let reports = Value::unnamed_composite(reports.iter().map(as_report_value));
		let included = match self.act("report_many", reports).await {
			Outcome::Done(included) => included,
			other => return Err(OutOfReach(anyhow!("Reports were not brought: {other}"))),
		};
		let refused: Vec<decoding::ReportRefused> =
			included.events_of_kind(PALLET, "ReportRefused")?;
		let name = |error: &decoding::DispatchError| match error {
			decoding::DispatchError::Module(decoding::ModuleError { index, error }) => {
				included.error_name(*index, error[0]).unwrap_or_default()
			}
			other => format!("{other:?}"),
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
		("tariff", value!(authorization.tariff)),
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

/// A prepayment that was refused to the gateway, whoever the driver is.
fn refused_to_gateway(reason: &str) -> Prepayment {
	tracing::error!("The chain takes nothing of this gateway: {reason}");
	let reason = "The operator of this charge point cannot use the chain.";
	Prepayment::Refused(Refusal::new(RefusalKind::NotHere, reason))
}

/// What the chain's refusal of a prepayment means for the driver.
fn refusal(error: &CallError) -> Refusal {
	let kind = match error.name.as_str() {
		"UnknownCredential" => RefusalKind::Unknown,
		"CredentialRevoked" | "MemberNotPermitted" => RefusalKind::Blocked,
		"AboveSessionLimit"
		| "AboveDayLimit"
		| "InsufficientEcoin"
		| "DebtToOperator"
		| "PrepaymentBelowMinimum" => RefusalKind::NoCredit,
		"AuthorizationExpired" | "AuthorizationReplayed" | "TariffChanged" => RefusalKind::Expired,
		"EvseOccupied" | "TooManyOpenSessions" => RefusalKind::InUse,
		"UnknownEvse" | "EvseRevoked" | "OperatorNotPermitted" => RefusalKind::NotHere,
		_ => RefusalKind::Invalid,
	};
	let reason =
		if error.explanation.is_empty() { &error.name } else { &error.explanation }.clone();
	Refusal { kind, reason }
}
