//! A connection to a station: what it says is done one after the other, and it can be asked for things
//! meanwhile.

use super::handshake::Guest;
use crate::{
	gateway::{
		stations::{Outlet, Request, Station},
		Gateway,
	},
	ocpp::{frame::Frame, Version},
};
use anyhow::{anyhow, bail, Context, Result};
use async_trait::async_trait;
use futures::{SinkExt, StreamExt};
use serde_json::Value as Json;
use std::{
	collections::HashMap,
	sync::{Arc, Mutex, PoisonError},
	time::{Duration, Instant},
};
use tokio::{
	io::{AsyncRead, AsyncWrite},
	sync::{mpsc, oneshot, Mutex as AsyncMutex, Notify},
	time::{interval, timeout, MissedTickBehavior},
};
use tokio_tungstenite::tungstenite::Message;

/// How many requests of a station may wait. By the protocol it waits for each answer; one that does not is
/// heard more slowly.
const REQUESTS_WAITING: usize = 8;

/// How many messages to a station may wait to be sent.
const MESSAGES_WAITING: usize = 32;

/// How long a station has to answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// How often a station is pinged.
const PING_INTERVAL: Duration = Duration::from_secs(30);

/// How long a station may be silent before the connection counts as lost.
const SILENCE: Duration = Duration::from_secs(100);

/// What a station answered: its payload, or its error.
type Answer = Result<Json, String>;

/// What a station asks for.
struct Call {
	id: String,
	action: String,
	payload: Json,
}

/// Serves a station until the connection is lost.
pub async fn serve<S>(guest: Guest<S>, gateway: Arc<Gateway>) -> Result<()>
where
	S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
	let Guest { station, version, socket } = guest;
	let (mut sink, mut source) = socket.split();
	let (messages, mut outgoing) = mpsc::channel(MESSAGES_WAITING);
	let (requests, incoming) = mpsc::channel(REQUESTS_WAITING);

	let line = Arc::new(Line::new(version, messages.clone()));
	let outlet: Arc<dyn Outlet> = line.clone();
	station.plug_in(outlet.clone(), gateway.now());
	let worker = tokio::spawn(work(gateway, station.clone(), version, incoming, messages));
	let mut pings = interval(PING_INTERVAL);
	pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
	let mut heard = Instant::now();

	let talk = async {
		loop {
			// A station that says more than can be done is not heard until there is room: nothing gets lost.
			let next = async { (requests.reserve().await, source.next().await) };
			tokio::select! {
				(room, message) = next => {
					heard = Instant::now();
					match message.context("the connection was closed")?? {
						Message::Text(text) => {
							let room = room.context("nobody does what the station asks for")?;
							if let Some(error) = line.take(&text, room) {
								sink.send(Message::text(error)).await?;
							}
						}
						Message::Binary(_) => bail!("OCPP comes in text, not in bytes"),
						Message::Close(_) => bail!("the station said goodbye"),
						_ => {}
					}
				}
				Some(text) = outgoing.recv() => sink.send(Message::text(text)).await?,
				_ = pings.tick() => {
					if heard.elapsed() > SILENCE {
						bail!("the station is silent");
					}
					sink.send(Message::Ping(Default::default())).await?;
				}
			}
		}
	};
	let ended: Result<()> = tokio::select! {
		ended = talk => ended,
		() = line.closed.notified() => Err(anyhow!("it has called again")),
	};
	station.unplug(&outlet);
	// What the station said last is done all the same: the worker ends when there is no more.
	drop(requests);
	drop(worker);
	ended.with_context(|| format!("{} is gone", station.name))
}

/// Does what a station asks for, one after the other.
async fn work(
	gateway: Arc<Gateway>,
	station: Arc<Station>,
	version: Version,
	mut incoming: mpsc::Receiver<Call>,
	messages: mpsc::Sender<String>,
) {
	while let Some(Call { id, action, payload }) = incoming.recv().await {
		let answer = match version.answer(&gateway, &station, &action, payload).await {
			Ok(payload) => Frame::answer(&id, &payload),
			Err(fault) => {
				tracing::info!("{}: {action}: {}", station.name, fault.description);
				fault.frame(&id, version)
			}
		};
		// The station may be gone: it will say the same again.
		messages.send(answer).await.ok();
		// Only a station that was let in may be asked for something.
		station.set_up_if_new();
	}
}

/// A connection, as far as the station can be asked for things by it.
struct Line {
	version: Version,
	messages: mpsc::Sender<String>,
	/// The questions that were not answered yet.
	asked: Mutex<HashMap<String, oneshot::Sender<Answer>>>,
	/// Held by whoever asks: by the protocol one question at a time.
	turn: AsyncMutex<u64>,
	/// Tells that the station has a newer connection.
	closed: Notify,
}

impl Line {
	fn new(version: Version, messages: mpsc::Sender<String>) -> Self {
		let turn = AsyncMutex::new(0);
		Self { version, messages, asked: Mutex::default(), turn, closed: Notify::new() }
	}

	/// Takes a message of the station, for which there is room. Returns the error to send back at once, if it
	/// is none.
	fn take(&self, text: &str, room: mpsc::Permit<'_, Call>) -> Option<String> {
		match Frame::parse(text, self.version) {
			Ok(Frame::Call { id, action, payload }) => room.send(Call { id, action, payload }),
			Ok(Frame::Answer { id, payload }) => self.settle(&id, Ok(payload)),
			Ok(Frame::Error { id, reason }) => self.settle(&id, Err(reason)),
			Err(error) => return error,
		}
		None
	}

	fn settle(&self, id: &str, answer: Answer) {
		if let Some(waiting) = self.asked().remove(id) {
			// Whoever asked may have given up.
			waiting.send(answer).ok();
		}
	}

	fn asked(&self) -> std::sync::MutexGuard<'_, HashMap<String, oneshot::Sender<Answer>>> {
		self.asked.lock().unwrap_or_else(PoisonError::into_inner)
	}

	/// Sends a request and waits for the answer. Says whether the station agreed.
	async fn request(&self, (action, payload): (&str, Json)) -> Result<bool> {
		let mut asked_before = self.turn.lock().await;
		*asked_before += 1;
		let id = format!("joule-{asked_before}");
		let (sender, answer) = oneshot::channel();
		self.asked().insert(id.clone(), sender);
		let asked = async {
			self.messages.send(Frame::call(&id, action, &payload)).await?;
			answer.await.context("the connection was lost")
		};
		let answered = timeout(PATIENCE, asked).await;
		self.asked().remove(&id);
		let answer = answered.context("the station does not answer in time")??;
		let payload = answer.map_err(|reason| anyhow!("{action}: {reason}"))?;
		Ok(Version::agrees(&payload))
	}
}

#[async_trait]
impl Outlet for Line {
	async fn ask(&self, request: &Request) -> Result<bool> {
		self.request(self.version.message(request)).await
	}

	async fn set_up(&self, meter_interval_s: u32) -> Result<bool> {
		let mut answers = Vec::new();
		for message in self.version.set_up(meter_interval_s) {
			answers.push(self.request(message).await);
		}
		answers.swap_remove(0)
	}

	fn close(&self) {
		self.closed.notify_one();
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::gateway::tests::World;
	use tokio::io::{duplex, DuplexStream};
	use tokio_tungstenite::{tungstenite::protocol::Role, WebSocketStream};

	/// Room for all that is said in these tests.
	const ROOM_BYTES: usize = 1024 * 1024;

	/// A connection of a station. Returns the station's end.
	async fn call(world: &World) -> WebSocketStream<DuplexStream> {
		let (near, far) = duplex(ROOM_BYTES);
		let socket = WebSocketStream::from_raw_socket(far, Role::Server, None).await;
		let guest = Guest { station: world.station.clone(), version: Version::V16, socket };
		tokio::spawn(serve(guest, world.gateway.clone()));
		WebSocketStream::from_raw_socket(near, Role::Client, None).await
	}

	/// What a station hears next that is an answer; `None` if the connection is closed.
	async fn hear(station: &mut WebSocketStream<DuplexStream>) -> Option<String> {
		loop {
			match station.next().await?.ok()? {
				Message::Text(text) if text.starts_with("[2") => {}
				Message::Text(text) => return Some(text.to_string()),
				Message::Close(_) => return None,
				_ => {}
			}
		}
	}

	#[tokio::test]
	async fn a_station_that_does_not_wait_for_answers_gets_all_of_them() {
		let world = World::new();
		let mut station = call(&world).await;
		for number in 0..500 {
			let said = format!(r#"[2,"{number}","Heartbeat",{{}}]"#);
			station.send(Message::text(said)).await.unwrap();
			// Nonsense is answered too, and is in nobody's way.
			station.send(Message::text("nonsense")).await.unwrap();
		}
		let (mut answers, mut errors) = (0, 0);
		while answers + errors < 1_000 {
			let heard = hear(&mut station).await.unwrap();
			if heard.starts_with(&format!(r#"[3,"{answers}""#)) {
				answers += 1;
			} else {
				assert!(heard.starts_with(r#"[4,"-1","GenericError""#), "{heard}");
				errors += 1;
			}
		}
		assert_eq!((answers, errors), (500, 500));
	}

	#[tokio::test]
	async fn a_station_that_calls_again_has_one_connection() {
		let world = World::new();
		let mut first = call(&world).await;
		first.send(Message::text(r#"[2,"1","Heartbeat",{}]"#)).await.unwrap();
		assert!(hear(&mut first).await.is_some());
		let mut second = call(&world).await;
		second.send(Message::text(r#"[2,"1","Heartbeat",{}]"#)).await.unwrap();
		assert!(hear(&mut second).await.is_some());
		assert!(hear(&mut first).await.is_none());
		assert!(world.station.is_connected());
	}
}
