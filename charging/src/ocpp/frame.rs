//! The envelopes that messages travel in, and errors.

use super::Version;
use crate::gateway::Trouble;
use serde_json::{json, Value as Json};

/// The longest id of a message.
const LONGEST_ID: usize = 36;

/// The longest description of an error.
const LONGEST_DESCRIPTION: usize = 255;

/// The id under which errors go out about messages that have none.
const NO_ID: &str = "-1";

/// An envelope.
#[derive(Clone, Debug, PartialEq)]
pub enum Frame {
	/// A request.
	Call {
		/// Its id.
		id: String,
		/// What is asked for.
		action: String,
		/// Its payload.
		payload: Json,
	},
	/// The answer to a request.
	Answer {
		/// The id of the request.
		id: String,
		/// The payload.
		payload: Json,
	},
	/// An error about a request.
	Error {
		/// The id of the request.
		id: String,
		/// What is wrong, in the words of the protocol and the sender.
		reason: String,
	},
}

impl Frame {
	/// Reads an envelope.
	///
	/// # Errors
	///
	/// If it is none: with the error to send back, unless it may be about an answer of ours.
	pub fn parse(text: &str, version: Version) -> Result<Self, Option<String>> {
		let parts = match serde_json::from_str(text) {
			Ok(Json::Array(parts)) => parts,
			_ => return Err(Some(Self::malformed(NO_ID, version))),
		};
		let id = parts.get(1).and_then(Json::as_str).filter(|id| id.len() <= LONGEST_ID);
		match (parts.first().and_then(Json::as_u64), id, parts.as_slice()) {
			(Some(2), Some(id), [_, _, Json::String(action), payload @ Json::Object(_)]) => {
				Ok(Self::Call { id: id.into(), action: action.clone(), payload: payload.clone() })
			}
			(Some(3), Some(id), [_, _, payload]) => {
				Ok(Self::Answer { id: id.into(), payload: payload.clone() })
			}
			(Some(4), Some(id), [_, _, code, description, ..]) => {
				Ok(Self::Error { id: id.into(), reason: format!("{code}: {description}") })
			}
			(Some(3 | 4), ..) => Err(None),
			(_, id, _) => Err(Some(Self::malformed(id.unwrap_or(NO_ID), version))),
		}
	}

	fn malformed(id: &str, version: Version) -> String {
		let description = "A message is [2, id, action, payload]: the id a text of at most 36 \
		                   characters, the payload an object.";
		let kind = if id == NO_ID { FaultKind::Framework } else { FaultKind::Formation };
		Fault::new(kind, description).frame(id, version)
	}

	/// A request as text.
	pub fn call(id: &str, action: &str, payload: &Json) -> String {
		json!([2, id, action, payload]).to_string()
	}

	/// An answer as text.
	pub fn answer(id: &str, payload: &Json) -> String {
		json!([3, id, payload]).to_string()
	}
}

/// What kind of error it is. Versions have different names for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
	/// The message is not in an envelope.
	Framework,
	/// The payload is not what belongs to the action.
	Formation,
	/// Something is missing.
	Occurrence,
	/// Something is of the wrong type.
	Type,
	/// Something has a value that it cannot have.
	Property,
	/// Nobody knows the action.
	UnknownAction,
	/// The gateway does not do this.
	Unsupported,
	/// The gateway cannot do it now.
	Internal,
}

impl FaultKind {
	/// The code in a version.
	fn code(self, version: Version) -> &'static str {
		match (self, version) {
			(Self::Framework, Version::V16) => "GenericError",
			(Self::Framework, Version::V201) => "RpcFrameworkError",
			(Self::Formation, Version::V16) => "FormationViolation",
			(Self::Formation, Version::V201) => "FormatViolation",
			// Misspelt in the specification of 1.6.
			(Self::Occurrence, Version::V16) => "OccurenceConstraintViolation",
			(Self::Occurrence, Version::V201) => "OccurrenceConstraintViolation",
			(Self::Type, _) => "TypeConstraintViolation",
			(Self::Property, _) => "PropertyConstraintViolation",
			(Self::UnknownAction, _) => "NotImplemented",
			(Self::Unsupported, _) => "NotSupported",
			(Self::Internal, _) => "InternalError",
		}
	}
}

/// What is wrong with a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
	/// What kind of error.
	pub kind: FaultKind,
	/// In words.
	pub description: String,
}

impl Fault {
	/// An error.
	pub fn new(kind: FaultKind, description: impl Into<String>) -> Self {
		Self { kind, description: description.into() }
	}

	/// What is wrong with a payload that cannot be read.
	pub fn of_payload(error: serde_json::Error) -> Self {
		let description = error.to_string();
		let kind = if description.contains("missing field") {
			FaultKind::Occurrence
		} else if description.contains("invalid type") {
			FaultKind::Type
		} else {
			FaultKind::Property
		};
		Self { kind, description }
	}

	/// The error as text.
	pub fn frame(&self, id: &str, version: Version) -> String {
		let description: String = self.description.chars().take(LONGEST_DESCRIPTION).collect();
		json!([4, id, self.kind.code(version), description, {}]).to_string()
	}
}

impl From<Trouble> for Fault {
	fn from(trouble: Trouble) -> Self {
		match trouble {
			Trouble::Refused(refusal) => Self::new(FaultKind::Internal, refusal.reason),
			Trouble::Broken(error) => {
				tracing::error!("{error:#}");
				Self::new(FaultKind::Internal, "The gateway cannot keep this now: try again.")
			}
		}
	}
}

impl From<anyhow::Error> for Fault {
	fn from(error: anyhow::Error) -> Self {
		Trouble::Broken(error).into()
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	fn refused(text: &str, version: Version) -> Json {
		let answer = Frame::parse(text, version).unwrap_err();
		serde_json::from_str(&answer.expect("it should be answered")).unwrap()
	}

	#[test]
	fn envelopes_are_read() {
		let call = Frame::parse(r#"[2,"a","Heartbeat",{}]"#, Version::V16).unwrap();
		let expected =
			Frame::Call { id: "a".into(), action: "Heartbeat".into(), payload: json!({}) };
		assert_eq!(call, expected);
		let answer = Frame::parse(r#"[3,"a",{"status":"Accepted"}]"#, Version::V16).unwrap();
		assert!(matches!(answer, Frame::Answer { .. }));
		let error = Frame::parse(r#"[4,"a","NotSupported","no",{}]"#, Version::V16).unwrap();
		assert!(matches!(error, Frame::Error { reason, .. } if reason.contains("NotSupported")));
	}

	#[test]
	fn what_is_no_envelope_gets_an_error_with_its_id_if_it_has_one() {
		assert_eq!(refused("hello", Version::V201)[2], "RpcFrameworkError");
		assert_eq!(refused("hello", Version::V16)[2], "GenericError");
		assert_eq!(refused("{}", Version::V16)[1], "-1");
		assert_eq!(refused(r#"[2,"a","Heartbeat"]"#, Version::V16)[1], "a");
		assert_eq!(refused(r#"[2,"a","Heartbeat",[]]"#, Version::V16)[2], "FormationViolation");
		assert_eq!(refused(r#"[2,"a","Heartbeat",[]]"#, Version::V201)[2], "FormatViolation");
		let long = format!(r#"[2,"{}","Heartbeat",{{}}]"#, "x".repeat(37));
		assert_eq!(refused(&long, Version::V16)[1], "-1");
		// An error about an answer would be answered in turn, for ever.
		assert_eq!(Frame::parse("[3]", Version::V16), Err(None));
	}

	#[test]
	fn errors_have_the_names_of_the_version() {
		let fault = Fault::new(FaultKind::Occurrence, "x".repeat(300));
		let frame: Json = serde_json::from_str(&fault.frame("a", Version::V16)).unwrap();
		assert_eq!(frame[2], "OccurenceConstraintViolation");
		assert_eq!(frame[3].as_str().unwrap().len(), LONGEST_DESCRIPTION);
		let frame: Json = serde_json::from_str(&fault.frame("a", Version::V201)).unwrap();
		assert_eq!(frame[2], "OccurrenceConstraintViolation");
	}

	proptest! {
		#[test]
		fn no_text_upsets_the_reader(text in ".{0,80}") {
			let _ = Frame::parse(&text, Version::V16);
			let _ = Frame::parse(&format!("[2,{text}]"), Version::V201);
		}
	}
}
