//! OCPP, in the versions 1.6J and 2.0.1.
//!
//! | file | what it does |
//! |---|---|
//! | [`frame`] | the envelopes that messages travel in, and errors |
//! | [`v16`] | OCPP 1.6J: what stations say, and what they are asked |
//! | [`v201`] | OCPP 2.0.1, likewise |
//! | [`terminal`] | Joule's own messages, by which a terminal hands in an authorization |

pub mod frame;
pub mod terminal;
pub mod v16;
pub mod v201;

use crate::{
	gateway::{
		stations::{Request, Station},
		Gateway,
	},
	quantities::{Moment, Wh},
};
use frame::{Fault, FaultKind};
use ocpp_types::{validate::Validate, OcppTimestamp};
use serde::{de::DeserializeOwned, Serialize};
use serde_json::Value as Json;
use std::sync::Arc;

/// How often a station shall give a sign of life, in seconds.
pub const HEARTBEAT_S: i64 = 300;

/// A version of OCPP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
	/// 1.6J.
	V16,
	/// 2.0.1.
	V201,
}

impl Version {
	/// The best version of those that a station offers as WebSocket subprotocols.
	pub fn best_of<'a>(offered: impl Iterator<Item = &'a str>) -> Option<Self> {
		let known: Vec<Self> = offered.filter_map(Self::of_subprotocol).collect();
		[Self::V201, Self::V16].into_iter().find(|version| known.contains(version))
	}

	fn of_subprotocol(name: &str) -> Option<Self> {
		[Self::V16, Self::V201].into_iter().find(|version| version.subprotocol() == name)
	}

	/// Its name as a WebSocket subprotocol.
	pub fn subprotocol(self) -> &'static str {
		match self {
			Self::V16 => "ocpp1.6",
			Self::V201 => "ocpp2.0.1",
		}
	}

	/// Does what a station says and gives the answer.
	pub async fn answer(
		self,
		gateway: &Arc<Gateway>,
		station: &Arc<Station>,
		action: &str,
		payload: Json,
	) -> Result<Json, Fault> {
		match self {
			Self::V16 => v16::answer(gateway, station, action, payload).await,
			Self::V201 => v201::answer(gateway, station, action, payload).await,
		}
	}

	/// Whether a station's answer to a request says that it does what it was asked.
	pub fn agrees(answer: &Json) -> bool {
		let of_variable = &answer["setVariableResult"][0]["attributeStatus"];
		let status = answer.get("status").unwrap_or(of_variable).as_str();
		// It is set up as asked from its next start on.
		matches!(status, Some("Accepted" | "RebootRequired"))
	}

	/// What makes a station read its register so often during a charge, as messages: their actions and
	/// payloads. Most matters the first; a station that refuses the others may tell of its register
	/// nevertheless.
	pub fn set_up(self, interval_s: u32) -> Vec<(&'static str, Json)> {
		match self {
			Self::V16 => v16::set_up(interval_s),
			Self::V201 => v201::set_up(interval_s),
		}
	}

	/// A request as a message: its action and its payload.
	pub fn message(self, request: &Request) -> (&'static str, Json) {
		match self {
			Self::V16 => v16::message(request),
			Self::V201 => v201::message(request),
		}
	}
}

/// Reads a message's payload, by its type and by what the specification says beyond types.
fn read<T: DeserializeOwned + Validate>(payload: Json) -> Result<T, Fault> {
	let message: T = serde_json::from_value(payload).map_err(Fault::of_payload)?;
	match message.validate() {
		Ok(()) => Ok(message),
		Err(error) => Err(Fault::new(FaultKind::Property, error.to_string())),
	}
}

/// Writes a message's payload.
fn write(message: &impl Serialize) -> Result<Json, Fault> {
	serde_json::to_value(message)
		.map_err(|error| Fault::new(FaultKind::Internal, error.to_string()))
}

/// A time as OCPP states it.
fn timestamp(at: Moment) -> OcppTimestamp {
	let (seconds, milliseconds) = (at / 1_000, at % 1_000);
	let nanoseconds = milliseconds as u32 * 1_000_000;
	OcppTimestamp::from_unix(seconds as i64, nanoseconds).unwrap_or(OcppTimestamp::UNIX_EPOCH)
}

/// A time of OCPP.
fn moment(timestamp: &OcppTimestamp) -> Result<Moment, Fault> {
	let seconds = u64::try_from(timestamp.unix_seconds())
		.map_err(|_| Fault::new(FaultKind::Property, "the time is before 1970"))?;
	Ok(seconds * 1_000 + u64::from(timestamp.subsec_nanos() / 1_000_000))
}

/// What a register shows, in whole Wh, if it can be. Of 1.001 kWh the machine makes a little less than
/// 1,001 Wh: so what is less than a millionth off is meant.
fn whole_wh(wh: f64) -> Result<Wh, Fault> {
	if wh.is_finite() && (0.0..=u64::MAX as f64).contains(&wh) {
		Ok(Wh(((wh * 1e6).round() / 1e6) as u64))
	} else {
		Err(Fault::new(FaultKind::Property, "a register shows no such energy"))
	}
}

/// The number of a connector.
fn connector(number: i64) -> Result<u32, Fault> {
	u32::try_from(number)
		.map_err(|_| Fault::new(FaultKind::Property, "a connector has no such number"))
}

/// The same text within the bound that the specification gives it.
fn bounded<const N: usize>(text: &str) -> heapless::String<N> {
	let mut bounded = heapless::String::new();
	for letter in text.chars() {
		// What does not fit is left out: such texts are for people.
		if bounded.push(letter).is_err() {
			break;
		}
	}
	bounded
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	#[test]
	fn the_best_version_is_taken() {
		let best = |offered: &[&str]| Version::best_of(offered.iter().copied());
		assert_eq!(best(&["ocpp1.6", "ocpp2.0.1"]), Some(Version::V201));
		assert_eq!(best(&["ocpp1.6"]), Some(Version::V16));
		assert_eq!(best(&["ocpp2.1", "mqtt"]), None);
	}

	#[test]
	fn a_station_agrees_in_the_words_of_its_version() {
		let of_variable = |status| json!({ "setVariableResult": [{ "attributeStatus": status }] });
		assert!(Version::agrees(&json!({ "status": "Accepted" })));
		assert!(Version::agrees(&json!({ "status": "RebootRequired" })));
		assert!(Version::agrees(&of_variable("Accepted")));
		for refusal in [json!({ "status": "NotSupported" }), of_variable("Rejected"), json!({})] {
			assert!(!Version::agrees(&refusal), "{refusal}");
		}
	}

	#[test]
	fn times_survive() {
		let at = 1_793_458_800_123;
		assert_eq!(moment(&timestamp(at)).unwrap(), at);
		let early = OcppTimestamp::from_unix(-1, 0).unwrap();
		assert!(moment(&early).is_err());
	}

	#[test]
	fn energy_that_no_register_shows_is_refused() {
		assert_eq!(whole_wh(1_234.9).unwrap(), Wh(1_234));
		for nonsense in [-1.0, f64::NAN, f64::INFINITY, 1e30] {
			assert!(whole_wh(nonsense).is_err());
		}
	}

	#[test]
	fn a_register_in_kwh_loses_nothing() {
		for wh in 1..=200_000 {
			let kwh: f64 = format!("{}.{:03}", wh / 1_000, wh % 1_000).parse().unwrap();
			assert_eq!(whole_wh(kwh * 1_000.0).unwrap(), Wh(wh));
		}
	}

	#[test]
	fn a_text_that_is_too_long_is_cut() {
		assert_eq!(bounded::<4>("Joule").as_str(), "Joul");
		assert_eq!(bounded::<4>("줄줄").as_str(), "줄");
	}
}
