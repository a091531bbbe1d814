//! Keeps other sites' pages out.
//!
//! A page of any site that the owner visits can send requests to this machine. It must neither read nor
//! change anything here, so a request has to name this address as its host (a name that an attacker points
//! to this machine is another), and must not come from a page of another origin. What changes something is
//! JSON besides, which no page can send elsewhere without asking first.

use axum::{
	extract::{Request, State},
	http::{header, HeaderMap, StatusCode},
	middleware::Next,
	response::{IntoResponse, Response},
};
use std::net::SocketAddr;

/// Passes requests that are for this address and come from its own page.
pub async fn check(State(address): State<SocketAddr>, request: Request, next: Next) -> Response {
	if is_for(address, request.headers()) {
		next.run(request).await
	} else {
		(StatusCode::FORBIDDEN, "This page is for this device only.").into_response()
	}
}

fn is_for(address: SocketAddr, headers: &HeaderMap) -> bool {
	let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
	let hosts = [address.to_string(), format!("localhost:{}", address.port())];
	let Some(host) = text(header::HOST).filter(|host| hosts.iter().any(|own| own == host)) else {
		return false;
	};
	text(header::ORIGIN).is_none_or(|origin| origin == format!("http://{host}"))
}

#[cfg(test)]
mod tests {
	use super::*;

	fn passes(host: &'static str, origin: Option<&'static str>) -> bool {
		let mut headers = HeaderMap::new();
		headers.insert(header::HOST, host.parse().unwrap());
		if let Some(origin) = origin {
			headers.insert(header::ORIGIN, origin.parse().unwrap());
		}
		is_for("127.0.0.1:8420".parse().unwrap(), &headers)
	}

	#[test]
	fn only_the_devices_own_page_may_ask() {
		assert!(passes("127.0.0.1:8420", None));
		assert!(passes("localhost:8420", Some("http://localhost:8420")));
		assert!(!passes("127.0.0.1:8420", Some("https://evil.example")));
		assert!(!passes("127.0.0.1:8420", Some("null")));
		assert!(!passes("evil.example:8420", None));
		assert!(!passes("127.0.0.1:9944", None));
		assert!(!is_for("127.0.0.1:8420".parse().unwrap(), &HeaderMap::new()));
	}
}
