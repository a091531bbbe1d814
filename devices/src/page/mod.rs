//! The owner's page: what the device does, and a way to trade by hand and to pause it.
//!
//! | file | what it does |
//! |---|---|
//! | [`today`] | what there is to show, as JSON |
//! | [`guard`] | keeps other sites' pages out |
//! | `devices/page` | the page itself: plain HTML, CSS and JavaScript, compiled into the program |
//!
//! It has no password: it is for who sits at the device, and listens on the loopback. To see it from
//! elsewhere, use a tunnel that asks who is there.

mod guard;
mod today;

use crate::{
	journal::intents::IntentId,
	market::{OrderTerms, ProductId, Side},
	platform::Clock,
	runner::Device,
	trading::strategy::on_grid,
	units::{PriceTick, Wh},
};
use anyhow::Result;
use axum::{
	extract::State,
	http::{header, StatusCode},
	middleware,
	response::IntoResponse,
	routing::{get, post},
	Json, Router,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use tokio::net::TcpListener;

/// A part of the page.
macro_rules! part {
	($kind:literal, $file:literal) => {
		get(|| async {
			([(header::CONTENT_TYPE, $kind)], include_str!(concat!("../../page/", $file)))
		})
	};
}

/// Serves the page until the listener fails.
///
/// # Errors
///
/// If it does.
pub async fn serve<C: Clock + 'static>(
	listener: TcpListener,
	device: Arc<Device<C>>,
) -> Result<()> {
	let address = listener.local_addr()?;
	let routes = Router::new()
		.route("/", part!("text/html; charset=utf-8", "index.html"))
		.route("/page.css", part!("text/css; charset=utf-8", "page.css"))
		.route("/page.js", part!("text/javascript; charset=utf-8", "page.js"))
		.route("/format.js", part!("text/javascript; charset=utf-8", "format.js"))
		.route("/api/today", get(show_today))
		.route("/api/orders", post(place))
		.route("/api/pause", post(pause))
		.layer(middleware::from_fn_with_state(address, guard::check))
		.with_state(device);
	Ok(axum::serve(listener, routes).await?)
}

/// What went wrong, for the owner.
struct Refusal(StatusCode, String);

impl IntoResponse for Refusal {
	fn into_response(self) -> axum::response::Response {
		(self.0, Json(serde_json::json!({ "error": self.1 }))).into_response()
	}
}

impl From<crate::engine::EngineError> for Refusal {
	fn from(error: crate::engine::EngineError) -> Self {
		Self(StatusCode::INTERNAL_SERVER_ERROR, error.to_string())
	}
}

type Answer<T> = std::result::Result<Json<T>, Refusal>;

async fn show_today<C: Clock>(State(device): State<Arc<Device<C>>>) -> Answer<today::Today> {
	let (now, trouble) = (device.now(), device.trouble());
	Ok(Json(today::of(&device.engine(), now, trouble)?))
}

/// An order by hand.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wish {
	product: ProductId,
	side: Side,
	/// The limit, in ticks of 0.1 KRW/kWh.
	limit: u32,
	quantity_wh: u64,
}

#[derive(Serialize)]
struct Noted {
	intent: IntentId,
}

async fn place<C: Clock>(
	State(device): State<Arc<Device<C>>>,
	Json(wish): Json<Wish>,
) -> Answer<Noted> {
	let limit = PriceTick(wish.limit);
	if on_grid(limit) != limit || wish.quantity_wh == 0 {
		let what = "Give a price from 0.1 to 819.1 KRW/kWh and more than 0 kWh.";
		return Err(Refusal(StatusCode::UNPROCESSABLE_ENTITY, what.into()));
	}
	let order = OrderTerms { limit, quantity_wh: Wh(wish.quantity_wh) };
	let noted = device.engine().wish(wish.product, wish.side, order)?;
	device.look_soon();
	match noted {
		Ok(intent) => Ok(Json(Noted { intent })),
		Err(reason) => Err(Refusal(StatusCode::UNPROCESSABLE_ENTITY, reason)),
	}
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Pause {
	is_paused: bool,
}

async fn pause<C: Clock>(
	State(device): State<Arc<Device<C>>>,
	Json(pause): Json<Pause>,
) -> Answer<Pause> {
	device.engine().pause(pause.is_paused)?;
	device.look_soon();
	Ok(Json(pause))
}
