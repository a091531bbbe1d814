//! A connection to a station: what it says is done one after the other, and it can be asked for things
//! meanwhile.

use super::handshake::Guest;
use crate::{
	gateway::{
		stations::{Outlet, Request, Station},
		Gateway,
	},
	ocpp::{
		frame::{Fault, FaultKind, Frame},
		Version,
	},
};
use anyhow::{bail, Context, Result};
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
	sync::{mpsc, oneshot, Mutex as AsyncMutex},
	time::{interval, timeout, MissedTickBehavior},
};
use tokio_tungstenite::tungstenite::Message;

/// How many requests of a station may wait. By the protocol it waits for each answer.
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
	station.plug_in(outlet.clone());
	let worker = tokio::spawn(work(gateway, station.clone(), version, incoming, messages));
	let mut pings = interval(PING_INTERVAL);
	pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
	let mut heard = Instant::now();

	let ended: Result<()> = async {
		loop {
			tokio::select! {
				message = source.next() => {
					heard = Instant::now();
					match message.context("the connection was closed")?? {
						Message::Text(text) => line.take(&text, &requests).await?,
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
	}
	.await;
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
	mut incoming: mpsc::Receiver<(String, String, Json)>,
	messages: mpsc::Sender<String>,
) {
	while let Some((id, action, payload)) = incoming.recv().await {
		let answer = match version.answer(&gateway, &station, &action, payload).await {
			Ok(payload) => Frame::answer(&id, &payload),
			Err(fault) => {
				tracing::info!("{}: {action}: {}", station.name, fault.description);
				fault.frame(&id, version)
			}
		};
		// The station may be gone: it will say the same again.
		messages.send(answer).await.ok();
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
}

impl Line {
	fn new(version: Version, messages: mpsc::Sender<String>) -> Self {
		Self { version, messages, asked: Mutex::default(), turn: AsyncMutex::new(0) }
	}

	/// Takes a message of the station.
	async fn take(
		&self,
		text: &str,
		requests: &mpsc::Sender<(String, String, Json)>,
	) -> Result<()> {
		match Frame::parse(text, self.version) {
			Ok(Frame::Call { id, action, payload }) => {
				if let Err(refused) = requests.try_send((id, action, payload)) {
					let (id, ..) = refused.into_inner();
					let fault = Fault::new(FaultKind::Internal, "Wait for the answers first.");
					self.messages.send(fault.frame(&id, self.version)).await?;
				}
			}
			Ok(Frame::Answer { id, payload }) => self.settle(&id, Ok(payload)),
			Ok(Frame::Error { id, reason }) => self.settle(&id, Err(reason)),
			Err(Some(error)) => self.messages.send(error).await?,
			Err(None) => {}
		}
		Ok(())
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
}

#[async_trait]
impl Outlet for Line {
	async fn ask(&self, request: &Request) -> Result<bool> {
		let mut asked_before = self.turn.lock().await;
		*asked_before += 1;
		let id = format!("joule-{asked_before}");
		let (action, payload) = self.version.message(request);
		let (sender, answer) = oneshot::channel();
		self.asked().insert(id.clone(), sender);
		let asked = async {
			self.messages.send(Frame::call(&id, action, &payload)).await?;
			answer.await.context("the connection was lost")
		};
		let answered = timeout(PATIENCE, asked).await;
		self.asked().remove(&id);
		let answer = answered.context("the station does not answer in time")??;
		let payload = answer.map_err(|reason| anyhow::anyhow!("{action}: {reason}"))?;
		Ok(payload["status"] == "Accepted")
	}
}
