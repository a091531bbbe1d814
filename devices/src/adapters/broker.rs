//! Topics of MQTT brokers: one to listen to, one to tell something on.

use crate::{config::TopicConfig, units::Moment};
use anyhow::{ensure, Context, Result};
use rumqttc::{
	AsyncClient, Event, EventLoop, MqttOptions, Packet, Publish, QoS, TlsConfiguration, Transport,
};
use std::{
	fs,
	path::Path,
	time::{Duration, Instant},
};
use tokio::sync::{mpsc, watch};

const KEEP_ALIVE: Duration = Duration::from_secs(30);

/// The pause before a broker is tried again that could not be reached.
const PAUSE: Duration = Duration::from_secs(3);

/// How many messages may wait to be read, or sent.
const MESSAGES_WAITING: usize = 1_024;
const REQUESTS_WAITING: usize = 16;

/// What a broker kept for this device comes so soon after the connection, and message after message.
const BACKLOG_BEGINS: Duration = Duration::from_secs(5);
const BACKLOG_GAP: Duration = Duration::from_millis(500);

/// How far the clock of who tells something may be ahead of the device's.
const AHEAD_MS: Moment = 30_000;

/// A topic that is listened to.
pub struct Listened(mpsc::Receiver<Heard>);

/// A message that has come.
#[derive(Debug)]
pub struct Heard {
	/// What it says.
	pub payload: Vec<u8>,
	/// Whether the broker may have kept it: then it alone can tell of when it is.
	may_be_kept: bool,
}

impl Heard {
	/// The moment that a message is of, if it gives `at` itself. If it gives none, that is `now` on the device's
	/// clock, or nobody knows if the broker may have kept it. `None` too if the moment has not come.
	pub fn moment(&self, at: Option<Moment>, now: Moment) -> Option<Moment> {
		match at {
			Some(at) => Some(at).filter(|at| *at <= now + AHEAD_MS),
			None => Some(now).filter(|_| !self.may_be_kept),
		}
	}
}

impl Listened {
	/// Listens to a topic, to the broker as a client of this name. Under the same name as before the broker knows
	/// what it has kept for it.
	///
	/// # Errors
	///
	/// If there is no such address or certificate. A broker that is not there is tried again and again.
	pub fn subscribe(client: &str, topic: &TopicConfig) -> Result<Self> {
		let options = options(client, topic)?;
		let (sender, messages) = mpsc::channel(MESSAGES_WAITING);
		tokio::spawn(listen(options, topic.topic.clone(), sender));
		Ok(Self(messages))
	}

	/// The next message, if one has come.
	pub fn next(&mut self) -> Option<Heard> {
		self.0.try_recv().ok()
	}
}

/// A topic on which something is told. The broker keeps the last message for who comes later.
pub struct Told {
	message: watch::Sender<Vec<u8>>,
	client: AsyncClient,
	topic: String,
}

impl Told {
	/// A topic, to whose broker this is a client of this name.
	///
	/// # Errors
	///
	/// If there is no such address or certificate. A broker that is not there is tried again and again.
	pub fn new(client: &str, topic: &TopicConfig) -> Result<Self> {
		let (message, last) = watch::channel(Vec::new());
		let (client, connection) = AsyncClient::new(options(client, topic)?, REQUESTS_WAITING);
		tokio::spawn(tell(client.clone(), connection, topic.topic.clone(), last));
		Ok(Self { message, client, topic: topic.topic.clone() })
	}

	/// Tells something, now and to a broker that comes into reach later.
	pub fn tell(&self, message: Vec<u8>) {
		publish(&self.client, &self.topic, &message);
		self.message.send_replace(message);
	}
}

fn options(client: &str, topic: &TopicConfig) -> Result<MqttOptions> {
	let broker = &topic.broker;
	let (host, port) = broker
		.rsplit_once(':')
		.and_then(|(host, port)| Some((host, port.parse().ok()?)))
		.with_context(|| format!("{broker:?} is no broker: give it as host:port"))?;
	let mut options = MqttOptions::new(client, host, port);
	options.set_keep_alive(KEEP_ALIVE).set_clean_session(false);
	if let Some(file) = &topic.certificate {
		options.set_transport(tls(file)?);
	}
	Ok(options)
}

/// A connection to nobody but a broker for whom the holder of this certificate vouches.
fn tls(certificate: &Path) -> Result<Transport> {
	let name = certificate.display();
	let pem = fs::read(certificate)
		.with_context(|| format!("The broker's certificate {name} cannot be read"))?;
	let is_pem = String::from_utf8_lossy(&pem).contains("-----BEGIN CERTIFICATE-----");
	ensure!(
		is_pem,
		"{name} holds no certificate in PEM: ask who runs the broker for that of its authority"
	);
	let config = TlsConfiguration::Simple { ca: pem, alpn: None, client_auth: None };
	Ok(Transport::tls_with_config(config))
}

/// What a broker may have kept while the device was away, as long as it may still come.
#[derive(Default)]
struct Backlog {
	until: Option<Instant>,
}

impl Backlog {
	/// That of a connection which is made now. There is none for a session that is new.
	fn of(is_session_old: bool, now: Instant) -> Self {
		Self { until: is_session_old.then(|| now + BACKLOG_BEGINS) }
	}

	/// Whether what comes now may be of it. After a gap no more is.
	fn may_hold(&mut self, now: Instant) -> bool {
		self.until = self.until.filter(|until| now < *until);
		self.until.is_some()
	}

	/// What came was taken now, which may have lasted: the next message may be of it too, if it comes at once.
	fn goes_on(&mut self, now: Instant) {
		self.until = self.until.map(|until| until.max(now + BACKLOG_GAP));
	}
}

/// Listens until nobody wants to know.
async fn listen(options: MqttOptions, topic: String, sender: mpsc::Sender<Heard>) {
	let (client, mut connection) = AsyncClient::new(options, REQUESTS_WAITING);
	let mut backlog = Backlog::default();
	while !sender.is_closed() {
		match next(&mut connection).await {
			Some(Event::Incoming(Packet::ConnAck(answer))) => {
				backlog = Backlog::of(answer.session_present, Instant::now());
				if let Err(error) = client.try_subscribe(&topic, QoS::AtLeastOnce) {
					tracing::warn!("The topic {topic} could not be subscribed: {error}");
				}
			}
			Some(Event::Incoming(Packet::Publish(Publish { payload, retain, .. }))) => {
				let heard = Heard {
					payload: payload.into(),
					may_be_kept: retain || backlog.may_hold(Instant::now()),
				};
				if sender.send(heard).await.is_err() {
					return;
				}
				backlog.goes_on(Instant::now());
			}
			_ => {}
		}
	}
}

/// Tells the last message to each connection, until nobody has anything to say any more.
async fn tell(
	client: AsyncClient,
	mut connection: EventLoop,
	topic: String,
	last: watch::Receiver<Vec<u8>>,
) {
	while last.has_changed().is_ok() {
		if let Some(Event::Incoming(Packet::ConnAck(_))) = next(&mut connection).await {
			publish(&client, &topic, &last.borrow());
		}
	}
}

fn publish(client: &AsyncClient, topic: &str, message: &[u8]) {
	// What finds no room now is told again with the next connection.
	if !message.is_empty() && client.try_publish(topic, QoS::AtLeastOnce, true, message).is_err() {
		tracing::warn!("Nothing could be told on {topic}: its broker is out of reach");
	}
}

/// What happens next on a connection. Where it is lost, that is said, and waited for a while.
async fn next(connection: &mut EventLoop) -> Option<Event> {
	let (host, port) = connection.mqtt_options.broker_address();
	match connection.poll().await {
		Ok(event) => {
			if matches!(event, Event::Incoming(Packet::ConnAck(_))) {
				tracing::info!("The broker at {host}:{port} is in reach");
			}
			Some(event)
		}
		Err(error) => {
			tracing::warn!("The broker at {host}:{port} is out of reach: {error}");
			tokio::time::sleep(PAUSE).await;
			None
		}
	}
}

#[cfg(test)]
pub(super) mod tests {
	use super::*;

	const NOW: Moment = 1_793_458_800_000;

	/// A message that has just been told.
	pub fn told(payload: &str) -> Heard {
		Heard { payload: payload.into(), may_be_kept: false }
	}

	#[test]
	fn a_message_without_a_moment_is_of_now_unless_the_broker_may_have_kept_it() {
		let kept = Heard { may_be_kept: true, ..told("") };
		assert_eq!(told("").moment(None, NOW), Some(NOW));
		assert_eq!(kept.moment(None, NOW), None);
		for heard in [told(""), kept] {
			assert_eq!(heard.moment(Some(5), NOW), Some(5));
			assert_eq!(heard.moment(Some(NOW + AHEAD_MS), NOW), Some(NOW + AHEAD_MS));
			assert_eq!(heard.moment(Some(NOW + AHEAD_MS + 1), NOW), None);
		}
	}

	#[test]
	fn a_backlog_ends_with_the_first_gap_after_some_seconds() {
		let begin = Instant::now();
		let after = |ms| begin + Duration::from_millis(ms);
		assert!(!Backlog::of(false, begin).may_hold(after(1)));
		let mut backlog = Backlog::of(true, begin);
		// Long: more than fits into five seconds.
		for ms in (0..20_000).step_by(100) {
			assert!(backlog.may_hold(after(ms)), "{ms}");
			backlog.goes_on(after(ms + 50));
		}
		assert!(!backlog.may_hold(after(20_600)));
		backlog.goes_on(after(20_600));
		assert!(!backlog.may_hold(after(20_601)), "once it has ended it has");
	}

	#[test]
	fn what_is_no_certificate_is_refused_with_what_to_do() {
		let file = std::env::temp_dir().join(format!("joule-certificate-{}", std::process::id()));
		let refusal = |file: &Path| format!("{:#}", tls(file).err().expect("it is refused"));
		assert!(refusal(&file).contains("cannot be read"));
		fs::write(&file, "hello").unwrap();
		assert!(refusal(&file).contains("in PEM"));
		fs::remove_file(file).unwrap();
	}
}
