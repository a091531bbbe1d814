//! Joule's own messages (`DataTransfer` with the vendor id `joule`), by which a terminal at a charge point
//! hands in what a driver authorized. The password stays in the terminal.
//!
//! | message | data | answer |
//! |---|---|---|
//! | `challenge` | `{"member": 1234, "evse": 101}` | `{"credential", "salt", "sequence", "genesis", "sessionLimit", "leftToday", "tariff", "prices", "occupancy"}` |
//! | `authorize` | `{"authorization": {"evse", "tariff", "credential", "sequence", "prepayment", "validUntil"}, "signature"}` | `{"idTag"}`, or `{"reason", "status"}` if refused |
//!
//! Bytes are hexadecimal, with or without `0x`; amounts are decimal texts in units of 0.0001 KRW; times are
//! milliseconds since 1970. `prices` is a list of `{"fromMinute", "tenthsOfWonPerKwh"}` over the day in Korea: what
//! the terminal shows the driver, who signs the number of that `tariff`. `occupancy` is what staying costs after
//! charging has ended, `{"graceMinutes", "perMinute", "cap"}`, or `null` if it costs nothing: the terminal shows that
//! too.

use super::frame::{Fault, FaultKind};
use crate::{
	chain::{
		messages::{Authorization, SignedAuthorization},
		OccupancyFee,
	},
	charge::{pricing::Band, Refusal},
	gateway::{authorizing::Challenge, stations::Station, Gateway, Trouble},
	quantities::{Ecoin, Moment},
};
use serde::{Deserialize, Serialize};
use serde_json::{json, Value as Json};

/// The vendor id of Joule's messages.
pub const VENDOR: &str = "joule";

/// The answer to a message of a terminal.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
	/// It was done, with this answer.
	Accepted(Json),
	/// It was refused, for this reason.
	Rejected(Json),
	/// There is no such message.
	UnknownMessage,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ChallengeRequest {
	member: u32,
	evse: u64,
}

#[derive(Deserialize)]
struct AuthorizeRequest {
	authorization: AuthorizationFields,
	signature: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AuthorizationFields {
	evse: u64,
	tariff: u32,
	credential: String,
	sequence: u32,
	prepayment: String,
	valid_until: Moment,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ChallengeAnswer {
	credential: String,
	salt: String,
	sequence: u32,
	genesis: String,
	session_limit: String,
	left_today: String,
	tariff: u32,
	prices: Vec<Price>,
	occupancy: Option<Occupancy>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Occupancy {
	grace_minutes: u16,
	per_minute: String,
	cap: String,
}

impl From<OccupancyFee> for Occupancy {
	fn from(fee: OccupancyFee) -> Self {
		Self {
			grace_minutes: fee.grace_minutes,
			per_minute: fee.per_minute.0.to_string(),
			cap: fee.cap.0.to_string(),
		}
	}
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Price {
	from_minute: u16,
	tenths_of_won_per_kwh: u32,
}

impl From<&Band> for Price {
	fn from(band: &Band) -> Self {
		Self { from_minute: band.from_minute, tenths_of_won_per_kwh: band.price.0 }
	}
}

/// Does what a terminal asks for.
pub async fn answer(
	gateway: &Gateway,
	station: &Station,
	message: &str,
	data: Json,
) -> Result<Answer, Fault> {
	match message {
		"challenge" => challenge(gateway, station, data).await,
		"authorize" => authorize(gateway, station, data).await,
		_ => Ok(Answer::UnknownMessage),
	}
}

async fn challenge(gateway: &Gateway, station: &Station, data: Json) -> Result<Answer, Fault> {
	let request: ChallengeRequest = serde_json::from_value(data).map_err(Fault::of_payload)?;
	if station.connector_of(request.evse).is_none() {
		return Err(Fault::new(FaultKind::Property, "this station has no such charge point"));
	}
	match gateway.challenge(request.member, request.evse).await {
		Ok(Challenge { credential, salt, genesis_hash, charge_point }) => {
			let answer = ChallengeAnswer {
				credential: hex::encode(credential.key),
				salt: hex::encode(salt),
				sequence: credential.next_sequence,
				genesis: hex::encode(genesis_hash),
				session_limit: credential.session_limit.0.to_string(),
				left_today: credential.left_today.0.to_string(),
				tariff: charge_point.tariff_number,
				prices: charge_point.tariff.bands.iter().map(Price::from).collect(),
				occupancy: charge_point.occupancy_fee.map(Occupancy::from),
			};
			Ok(Answer::Accepted(super::write(&answer)?))
		}
		Err(trouble) => rejected(trouble),
	}
}

async fn authorize(gateway: &Gateway, station: &Station, data: Json) -> Result<Answer, Fault> {
	let request: AuthorizeRequest = serde_json::from_value(data).map_err(Fault::of_payload)?;
	match gateway.authorize(station, request.into_signed()?).await {
		Ok(token) => Ok(Answer::Accepted(json!({ "idTag": token }))),
		Err(trouble) => rejected(trouble),
	}
}

fn rejected(trouble: Trouble) -> Result<Answer, Fault> {
	match trouble {
		Trouble::Refused(Refusal { kind, reason }) => {
			Ok(Answer::Rejected(json!({ "status": format!("{kind:?}"), "reason": reason })))
		}
		broken => Err(broken.into()),
	}
}

impl AuthorizeRequest {
	fn into_signed(self) -> Result<SignedAuthorization, Fault> {
		let AuthorizationFields { evse, tariff, credential, sequence, prepayment, valid_until } =
			self.authorization;
		let prepayment = prepayment.parse().map(Ecoin).map_err(|_| {
			Fault::new(FaultKind::Property, "`prepayment` is no amount: write it in digits")
		})?;
		let credential = bytes("credential", &credential)?;
		let authorization =
			Authorization { evse, tariff, credential, sequence, prepayment, valid_until };
		Ok(SignedAuthorization { authorization, signature: bytes("signature", &self.signature)? })
	}
}

fn bytes<const N: usize>(name: &str, text: &str) -> Result<[u8; N], Fault> {
	let digits = text.strip_prefix("0x").unwrap_or(text);
	let bytes = hex::decode(digits).ok().and_then(|bytes| bytes.try_into().ok());
	bytes.ok_or_else(|| {
		Fault::new(FaultKind::Property, format!("`{name}` should be {} hex digits", 2 * N))
	})
}
