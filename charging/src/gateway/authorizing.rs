//! Who may charge.
//!
//! With a password: the terminal asks for a *challenge*, derives the credential's key from what the driver
//! types, signs an authorization and hands it in. The gateway brings it to the chain and gives out a token,
//! good for one charge at one connector, by which the station names the driver from then on. With a tag: the
//! station sends the tag's number when charging shall begin, and the gateway signs.

use super::{stations::Station, Gateway, Trouble, Verdict, ONE_TIME};
use crate::{
	chain::{
		messages::{Authorization, SignedAuthorization},
		ChargePoint, Credential, OutOfReach, Prepayment, PublicKey,
	},
	charge::{Charge, ChargeNumber, Claim, OpenSession, Refusal, RefusalKind, Stage, Terms},
	keys::{public, TagNumber, TAG_VALIDITY_MS},
	quantities::{Ecoin, Moment, MINUTE_MS},
};
use anyhow::{anyhow, Context, Result};
use ed25519_dalek::SigningKey;
use std::time::Duration;
use tokio::time::timeout;

/// How long a driver waits for the chain.
const PATIENCE: Duration = Duration::from_secs(15);

/// How long an authorization may be valid: the chain's rule.
const MAX_VALIDITY_MS: Moment = 10 * MINUTE_MS;

/// What a terminal needs to derive a driver's key and to sign with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
	/// The credential.
	pub credential: Credential,
	/// The salt of its password.
	pub salt: [u8; 16],
	/// The hash of the chain's first block.
	pub genesis_hash: [u8; 32],
	/// The charge point, and what charging costs there.
	pub charge_point: ChargePoint,
}

impl Gateway {
	/// What a terminal needs to derive the key of the member with this number, and to show the price
	/// of a charge point.
	pub async fn challenge(&self, member: u32, evse: u64) -> Result<Challenge, Trouble> {
		let credential = self.chain.password_of(member).await?;
		let with_salt = credential.and_then(|credential| {
			let salt = credential.salt?;
			Some((credential, salt))
		});
		let (credential, salt) = with_salt.ok_or_else(|| {
			Refusal::new(RefusalKind::Unknown, "This member has no charging password.")
		})?;
		let charge_point = self.free_charge_point(evse).await?;
		Ok(Challenge {
			credential,
			salt,
			genesis_hash: self.chain.genesis_hash().await?,
			charge_point,
		})
	}

	/// Brings a driver's authorization to the chain. Returns the token by which the station names the
	/// driver from now on.
	pub async fn authorize(
		&self,
		station: &Station,
		signed: SignedAuthorization,
	) -> Result<String, Trouble> {
		let authorization = signed.authorization;
		let connector = station.connector_of(authorization.evse).ok_or_else(|| {
			Refusal::new(RefusalKind::NotHere, "The authorization is for another charge point.")
		})?;
		let _turn = station.turn.lock().await;
		let claim = Claim::from(&authorization);
		let known = self.store.charge_of_claim(&claim.credential, claim.sequence)?;
		if let Some(known) = known.filter(|known| known.claim == Some(claim)) {
			return self.token_of_repeated(station, known);
		}
		if authorization.valid_until > self.now().saturating_add(MAX_VALIDITY_MS) {
			let reason = "The authorization is valid for more than 10 minutes.";
			return Err(Refusal::new(RefusalKind::Invalid, reason).into());
		}
		if !signed.is_signed(self.chain.genesis_hash().await?) {
			// The chain would say the same, for some of the operator's quota.
			return Err(Refusal::new(RefusalKind::Invalid, "The password is wrong.").into());
		}
		if self.may_hear_of_end(station, connector)? {
			let reason = "The charge before is not over yet. Please try again in a few minutes.";
			return Err(Refusal::new(RefusalKind::InUse, reason).into());
		}
		let (evse, prepayment) = (authorization.evse, authorization.prepayment);
		let terms = terms(&self.free_charge_point(evse).await?, prepayment);
		let credential = self.chain.credential(authorization.credential).await?;
		if credential.is_some_and(|credential| credential.is_active) {
			// Only for a driver: with any other key the chain will refuse, and nobody has to go.
			self.end_where_free(station, connector)?;
		}
		let token = new_token();
		let charge = self.new_charge(station, connector, evse, token, Some(signed), terms)?;
		let charge = self.prepay(charge, signed).await?;
		Ok(charge.token)
	}

	/// The answer to an authorization that was handed in before.
	fn token_of_repeated(&self, station: &Station, charge: Charge) -> Result<String, Trouble> {
		match charge.stage {
			Stage::Refused(refusal) => Err(refusal.into()),
			Stage::Authorized | Stage::Charging if charge.station == station.name => {
				Ok(charge.token)
			}
			_ => Err(Refusal::new(RefusalKind::Expired, "This was authorized before.").into()),
		}
	}

	/// Whether the driver whom a station names so may charge there, as far as that can be said before
	/// charging begins.
	pub async fn recognize(&self, station: &Station, token: &str) -> Result<Verdict, Trouble> {
		if let Some(charge) = self.store.charge_of_token(&station.name, &self.name_of(token))? {
			match charge.stage {
				Stage::Authorized | Stage::Charging | Stage::CutOff | Stage::Ended => {
					return Ok(Ok(()));
				}
				Stage::Refused(refusal) if TagNumber::parse(token).is_none() => {
					return Ok(Err(refusal));
				}
				_ => {}
			}
		}
		let check = async {
			let (_, credential) = self.credential_of_tag(token).await?;
			usable_amount(&credential, self.tag_prepayment)
		};
		Ok(match in_time(check).await {
			Ok(_) => Ok(()),
			Err(Trouble::Refused(refusal)) => Err(refusal),
			Err(broken) => return Err(broken),
		})
	}

	/// Has ecoin held for a charge at a connector by the tag that a station names so.
	pub(super) async fn prepay_by_tag(
		&self,
		station: &Station,
		connector: u32,
		token: &str,
	) -> Result<Charge, Trouble> {
		let evse = station.evse_at(connector).ok_or_else(|| {
			Refusal::new(RefusalKind::NotHere, "This connector is no charge point of the chain.")
		})?;
		let prepare = async {
			let (key, credential) = self.credential_of_tag(token).await?;
			let prepayment = usable_amount(&credential, self.tag_prepayment)?;
			let point = self.free_charge_point(evse).await?;
			let terms = terms(&point, prepayment);
			let authorization = Authorization {
				evse,
				tariff: point.tariff_number,
				credential: credential.key,
				sequence: credential.next_sequence,
				prepayment,
				valid_until: self.now() + TAG_VALIDITY_MS,
			};
			Ok((authorization.sign(self.chain.genesis_hash().await?, &key), terms))
		};
		let (signed, terms) = in_time(prepare).await?;
		// A connector charges one vehicle at a time: the one before is done, whoever forgot to say so.
		self.end_at(station, connector, |_| true)?;
		self.give_way_at(station, connector)?;
		let name = self.name_of(token);
		let charge = self.new_charge(station, connector, evse, name, Some(signed), terms)?;
		self.prepay(charge, signed).await
	}

	/// Asks the chain for the prepayment of a charge. What comes of it is in the store before anything
	/// else; if that is not known in time, the charge is withdrawn, and the clerk finds out.
	async fn prepay(&self, charge: Charge, signed: SignedAuthorization) -> Result<Charge, Trouble> {
		let number = charge.number;
		let prepay = async {
			self.end_before(charge.evse).await?;
			anyhow::Ok(self.chain.prepay(&signed).await)
		};
		match timeout(PATIENCE, prepay).await.unwrap_or(Ok(Prepayment::Unknown))? {
			Prepayment::Held(session) => self.held(number, session),
			Prepayment::Refused(refusal) => self.refused(number, refusal),
			Prepayment::Replayed(refusal) => match self.session_of_claim(&charge).await {
				Ok(Some(session)) => self.held(number, session.as_open()),
				Ok(None) => self.refused(number, refusal),
				Err(error) => {
					self.store.change(number, |charge| (charge.withdraw(), vec![]))?;
					self.news.notify_one();
					Err(OutOfReach(error).into())
				}
			},
			Prepayment::Unknown => {
				self.store.change(number, |charge| (charge.withdraw(), vec![]))?;
				self.news.notify_one();
				Err(OutOfReach(anyhow!("a prepayment is not final in time")).into())
			}
		}
	}

	/// Waits until the chain has heard how the charge before ended at a charge point: by its own rule the
	/// next one can be prepaid then.
	async fn end_before(&self, evse: u64) -> Result<()> {
		let has_to_be_told = |charge: &Charge| {
			let is_held = charge.stage == Stage::Withdrawn && charge.session.is_some();
			charge.evse == evse && (charge.is_over() || is_held)
		};
		loop {
			let told = self.told.notified();
			if !self.store.open_charges()?.iter().any(has_to_be_told) {
				return Ok(());
			}
			told.await;
		}
	}

	/// A prepayment is held.
	fn held(&self, number: ChargeNumber, session: OpenSession) -> Result<Charge, Trouble> {
		self.store.change(number, |charge| (charge.prepaid(session), vec![]))?;
		Ok(self.store.charge(number)?.context("the charge is gone")?)
	}

	/// A prepayment is refused for good.
	fn refused(&self, number: ChargeNumber, refusal: Refusal) -> Result<Charge, Trouble> {
		self.store.change(number, |charge| {
			charge.stage = Stage::Refused(refusal.clone());
			((), vec![])
		})?;
		Err(refusal.into())
	}

	/// Makes a charge that waits for its prepayment.
	pub(super) fn new_charge(
		&self,
		station: &Station,
		connector: u32,
		evse: u64,
		token: String,
		signed: Option<SignedAuthorization>,
		terms: Terms,
	) -> Result<Charge> {
		self.store.create(|number| Charge {
			number,
			station: station.name.clone(),
			connector,
			evse,
			token,
			claim: signed.map(|signed| Claim::from(&signed.authorization)),
			terms,
			stage: Stage::Authorizing,
			session: None,
			start: None,
			meter: None,
			stop_asked_at: None,
			free_since: None,
			plug_in_by: None,
			is_stopping: false,
			left_at: None,
		})
	}

	/// The key and the credential of a tag.
	async fn credential_of_tag(&self, token: &str) -> Result<(SigningKey, Credential), Trouble> {
		let unknown = || Refusal::new(RefusalKind::Unknown, "Nobody has registered this tag.");
		let tag = TagNumber::parse(token).ok_or_else(unknown)?;
		let genesis_hash = self.chain.genesis_hash().await?;
		let turn = self.deriving.acquire().await.context("the semaphore is never closed")?;
		let derived = tokio::task::spawn_blocking(move || tag.key(genesis_hash)).await;
		drop(turn);
		let key = derived.context("a key could not be derived")?;
		let public: PublicKey = public(&key);
		let credential = self.chain.credential(public).await?.ok_or_else(unknown)?;
		Ok((key, credential))
	}

	/// A charge point of the chain where a session can be opened.
	pub(super) async fn free_charge_point(&self, evse: u64) -> Result<ChargePoint, Trouble> {
		let point = self.chain.charge_point(evse).await?;
		let not_here = |reason: &str| Refusal::new(RefusalKind::NotHere, reason);
		let point =
			point.ok_or_else(|| not_here("This charge point is not registered on the chain."))?;
		if !point.is_own {
			tracing::error!("On the chain charge point {evse} is another operator's");
		}
		if !point.in_service || !point.is_own {
			return Err(not_here("This charge point is not in service.").into());
		}
		if point.key != Some(public(&self.keys.of(evse)?)) {
			tracing::error!("The chain has another key of charge point {evse} than this gateway");
			return Err(not_here("This charge point is not set up properly.").into());
		}
		Ok(point)
	}
}

impl From<&Authorization> for Claim {
	fn from(authorization: &Authorization) -> Self {
		let Authorization { credential, sequence, valid_until, .. } = *authorization;
		Self { credential, sequence, valid_until }
	}
}

/// What a charge is agreed on.
fn terms(point: &ChargePoint, prepayment: Ecoin) -> Terms {
	Terms { tariff: point.tariff.clone(), power: point.power, prepayment }
}

/// How much can be prepaid with a credential, at most `wanted`.
fn usable_amount(credential: &Credential, wanted: Ecoin) -> Result<Ecoin, Trouble> {
	if !credential.is_active {
		return Err(Refusal::new(RefusalKind::Blocked, "This tag was blocked.").into());
	}
	let amount = wanted.min(credential.session_limit).min(credential.left_today);
	if amount == Ecoin::default() {
		let reason = "The limit of this tag is used up for today.";
		return Err(Refusal::new(RefusalKind::NoCredit, reason).into());
	}
	Ok(amount)
}

/// A token that nobody can guess, of at most 20 characters, and not to be taken for a tag.
pub(super) fn new_token() -> String {
	let random: [u8; 9] = rand::random();
	format!("{ONE_TIME}{}", hex::encode_upper(random))
}

/// What comes of a question to the chain, unless the driver has waited too long.
async fn in_time<T>(
	question: impl std::future::Future<Output = Result<T, Trouble>>,
) -> Result<T, Trouble> {
	match timeout(PATIENCE, question).await {
		Ok(answer) => answer,
		Err(_) => Err(OutOfReach(anyhow!("it does not answer in time")).into()),
	}
}
