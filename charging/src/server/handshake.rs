//! A station introduces itself: by the address that it calls, by a password, and by the versions of OCPP
//! that it speaks.

use crate::{
	gateway::{stations::Station, Gateway},
	ocpp::Version,
};
use anyhow::{Context, Result};
use argon2::{
	password_hash::{rand_core::OsRng, PasswordHash, PasswordHasher, PasswordVerifier, SaltString},
	Argon2,
};
use base64::{prelude::BASE64_STANDARD, Engine};
use std::sync::{Arc, LazyLock};
use tokio::{
	io::{AsyncRead, AsyncWrite},
	sync::Semaphore,
};
use tokio_tungstenite::{
	accept_hdr_async_with_config,
	tungstenite::{
		handshake::server::{Callback, ErrorResponse, Request, Response},
		http::{header, HeaderMap, HeaderValue, StatusCode},
		protocol::WebSocketConfig,
	},
	WebSocketStream,
};

/// The longest message that a station may send. Most of OCPP's are a few kilobytes; the end of a charge can
/// hold an hour of readings every 10 s, each of them signed.
const LONGEST_MESSAGE_BYTES: usize = 1024 * 1024;

/// How many bytes an authorization key of OCPP 1.6 has. Stations send it as it is, or in hexadecimal.
const AUTHORIZATION_KEY_BYTES: usize = 20;

/// How many passwords are checked at a time: each takes 19 MiB.
const CHECKS_AT_ONCE: usize = 2;

static CHECKS: Semaphore = Semaphore::const_new(CHECKS_AT_ONCE);

/// The hash that the password of an unknown station is checked against, so that it takes as long.
static NOBODY: LazyLock<String> =
	LazyLock::new(|| hash_password(&new_password()).unwrap_or_default());

/// A station that has introduced itself.
pub struct Guest<S> {
	/// The station.
	pub station: Arc<Station>,
	/// The version that it speaks.
	pub version: Version,
	/// The way to it.
	pub socket: WebSocketStream<S>,
}

/// Lets a station introduce itself.
///
/// # Errors
///
/// If it is unknown, has a wrong password or speaks no version that this gateway knows; it is told so.
pub async fn introduce<S>(stream: S, gateway: &Gateway) -> Result<Guest<S>>
where
	S: AsyncRead + AsyncWrite + Unpin,
{
	let mut introduction = None;
	let config = WebSocketConfig::default()
		.max_message_size(Some(LONGEST_MESSAGE_BYTES))
		.max_frame_size(Some(LONGEST_MESSAGE_BYTES));
	let reader = Reader { gateway, introduction: &mut introduction };
	let socket = accept_hdr_async_with_config(stream, reader, Some(config)).await?;
	let (station, version) = introduction.context("there was no introduction")?;
	Ok(Guest { station, version, socket })
}

/// Reads the request by which a station asks for a WebSocket.
struct Reader<'a> {
	gateway: &'a Gateway,
	introduction: &'a mut Option<(Arc<Station>, Version)>,
}

impl Callback for Reader<'_> {
	// The library wants it unboxed.
	#[allow(clippy::result_large_err)]
	fn on_request(self, request: &Request, response: Response) -> Result<Response, ErrorResponse> {
		let name = name_in(request.uri().path());
		let station = self.gateway.station(name);
		let credentials = credentials(request.headers());
		let hash = station.as_ref().map_or(NOBODY.as_str(), |station| &station.password_hash);
		let password = credentials.as_ref().map_or(&[][..], |(_, password)| password);
		let is_right = tokio::task::block_in_place(|| is_password(password, hash));
		let is_named = credentials.as_ref().is_some_and(|(user, _)| user == name);
		let Some(station) = station.filter(|_| is_right && is_named) else {
			return Err(refusal(
				StatusCode::UNAUTHORIZED,
				"The station is unknown, or its password is wrong.",
			));
		};
		let Some(version) = Version::best_of(subprotocols(request.headers())) else {
			return Err(refusal(
				StatusCode::BAD_REQUEST,
				"Ask for the subprotocol ocpp1.6 or ocpp2.0.1.",
			));
		};
		*self.introduction = Some((station, version));
		let mut response = response;
		let chosen = HeaderValue::from_static(version.subprotocol());
		response.headers_mut().insert(header::SEC_WEBSOCKET_PROTOCOL, chosen);
		Ok(response)
	}
}

fn refusal(status: StatusCode, reason: &str) -> ErrorResponse {
	let mut response = ErrorResponse::new(Some(reason.to_string()));
	*response.status_mut() = status;
	if status == StatusCode::UNAUTHORIZED {
		let how = HeaderValue::from_static("Basic realm=\"joule-charge\"");
		response.headers_mut().insert(header::WWW_AUTHENTICATE, how);
	}
	response
}

/// The name of a station in the address that it calls: the last part.
fn name_in(path: &str) -> &str {
	path.trim_end_matches('/').rsplit('/').next().unwrap_or_default()
}

/// The user name and the password of HTTP's basic authentication; the password in bytes, since an
/// authorization key need not be text.
fn credentials(headers: &HeaderMap) -> Option<(String, Vec<u8>)> {
	let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
	let (scheme, encoded) = value.split_once(' ')?;
	if !scheme.eq_ignore_ascii_case("basic") {
		return None;
	}
	let decoded = BASE64_STANDARD.decode(encoded.trim()).ok()?;
	let colon = decoded.iter().position(|byte| *byte == b':')?;
	let user = String::from_utf8(decoded[..colon].to_vec()).ok()?;
	Some((user, decoded[colon + 1..].to_vec()))
}

/// The subprotocols that a station asks for.
fn subprotocols(headers: &HeaderMap) -> impl Iterator<Item = &str> {
	let lists = headers.get_all(header::SEC_WEBSOCKET_PROTOCOL).into_iter();
	lists.filter_map(|list| list.to_str().ok()).flat_map(|list| list.split(',').map(str::trim))
}

/// Whether a password has this hash. Takes some hundredths of a second, on purpose.
fn is_password(password: &[u8], hash: &str) -> bool {
	let _turn = futures::executor::block_on(CHECKS.acquire());
	let Ok(hash) = PasswordHash::new(hash) else { return false };
	let has_hash = |form: &Vec<u8>| Argon2::default().verify_password(form, &hash).is_ok();
	forms_of(password).iter().any(has_hash)
}

/// In which forms a password may have been hashed that a station sends so: a key of OCPP 1.6 in
/// hexadecimal with small letters, as [`new_password`] makes it; anything else as it is.
fn forms_of(password: &[u8]) -> Vec<Vec<u8>> {
	let is_hex = password.iter().all(u8::is_ascii_hexdigit);
	match password.len() {
		AUTHORIZATION_KEY_BYTES => vec![hex::encode(password).into_bytes(), password.to_vec()],
		length if is_hex && length == 2 * AUTHORIZATION_KEY_BYTES => {
			vec![password.to_ascii_lowercase()]
		}
		_ => vec![password.to_vec()],
	}
}

/// A password that nobody can guess, as long as OCPP allows in text.
pub fn new_password() -> String {
	let random: [u8; AUTHORIZATION_KEY_BYTES] = rand::random();
	hex::encode(random)
}

/// The hash of a password, for the configuration.
pub fn hash_password(password: &str) -> Result<String> {
	let salt = SaltString::generate(&mut OsRng);
	let hash = Argon2::default().hash_password(password.as_bytes(), &salt);
	Ok(hash
		.map_err(|error| anyhow::anyhow!("The password could not be hashed: {error}"))?
		.to_string())
}

#[cfg(test)]
mod tests {
	use super::*;

	fn headers(name: header::HeaderName, values: &[&'static str]) -> HeaderMap {
		let mut headers = HeaderMap::new();
		for value in values {
			headers.append(&name, HeaderValue::from_static(value));
		}
		headers
	}

	#[test]
	fn credentials_are_read_and_nonsense_is_not() {
		let read = |value| credentials(&headers(header::AUTHORIZATION, &[value]));
		assert_eq!(read("Basic U1Q6cGE6c3M="), Some(("ST".into(), b"pa:ss".to_vec())));
		assert_eq!(read("basic U1Q6cGE6c3M="), Some(("ST".into(), b"pa:ss".to_vec())));
		// "ST:", and bytes that are no text.
		assert_eq!(read("Basic U1Q6/zoA"), Some(("ST".into(), vec![0xff, b':', 0])));
		assert_eq!(read("Bearer U1Q6cGE6c3M="), None);
		assert_eq!(read("Basic ???"), None);
		assert_eq!(credentials(&HeaderMap::new()), None);
	}

	#[test]
	fn subprotocols_come_in_one_header_or_several() {
		let both = headers(header::SEC_WEBSOCKET_PROTOCOL, &["ocpp2.0.1, ocpp1.6", "mqtt"]);
		assert_eq!(subprotocols(&both).collect::<Vec<_>>(), ["ocpp2.0.1", "ocpp1.6", "mqtt"]);
	}

	#[test]
	fn a_password_is_known_by_its_hash() {
		let password = new_password();
		assert_eq!(password.len(), 40);
		let hash = hash_password(&password).unwrap();
		assert!(is_password(password.as_bytes(), &hash));
		assert!(!is_password(b"guess", &hash));
		assert!(!is_password(b"", "no hash"));
	}

	#[test]
	fn an_authorization_key_comes_as_bytes_or_in_hexadecimal() {
		let password = new_password();
		let hash = hash_password(&password).unwrap();
		assert!(is_password(&hex::decode(&password).unwrap(), &hash));
		assert!(is_password(password.to_uppercase().as_bytes(), &hash));
		assert!(!is_password(&[7; AUTHORIZATION_KEY_BYTES], &hash));
		// A password of the same length that the operator thought up is taken as it is.
		let hash = hash_password("twenty letters long!").unwrap();
		assert!(is_password(b"twenty letters long!", &hash));
	}

	#[test]
	fn a_station_is_named_by_the_last_part_of_the_address() {
		for path in ["/ST-1", "/ocpp/ST-1", "/ocpp/ST-1/", "/ST-1//"] {
			assert_eq!(name_in(path), "ST-1");
		}
		assert_eq!(name_in("/"), "");
	}
}
