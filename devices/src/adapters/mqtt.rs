//! A topic of an MQTT broker, on which a meter tells what it counted.
//!
//! Each message is JSON, with the counters in Wh or in kWh, and if the meter has a clock with the moment:
//!
//! ```json
//! {"import_wh": 120500, "export_wh": 0, "at_ms": 1793458800000}
//! {"import_kwh": 120.5, "export_kwh": 0.0}
//! ```
//!
//! A message without a moment is of the moment at which it arrives; so one that the broker had retained is
//! passed over, because nobody knows how old it is. One of a moment to come is passed over too. Meters
//! should publish with QoS 1, every minute or so; while the device is away the broker keeps what was
//! published for it.

use crate::{
	meter::{counter::Sample, registers::Registers},
	platform::Meter,
	units::Moment,
};
use anyhow::{ensure, Context, Result};
use rumqttc::{AsyncClient, Event, MqttOptions, Packet, Publish, QoS, TlsConfiguration, Transport};
use serde::Deserialize;
use std::{fs, path::Path, time::Duration};
use tokio::sync::mpsc;

const KEEP_ALIVE: Duration = Duration::from_secs(30);

/// The pause before a broker is tried again that could not be reached.
const PAUSE: Duration = Duration::from_secs(3);

/// How many messages may wait to be read.
const MESSAGES_WAITING: usize = 1_024;

/// How far a meter's clock may be ahead of the device's.
const AHEAD_MS: Moment = 30_000;

/// A topic.
pub struct MqttMeter {
	messages: mpsc::Receiver<Publish>,
}

impl MqttMeter {
	/// The meter of a point that publishes on a topic of a broker, given as `host:port`. With the
	/// certificate of who vouches for the broker, by TLS.
	///
	/// # Errors
	///
	/// If that is no address, or no certificate. A broker that is not there is tried again and again.
	pub fn subscribe(
		point: u64,
		broker: &str,
		topic: String,
		certificate: Option<&Path>,
	) -> Result<Self> {
		let (host, port) = broker
			.rsplit_once(':')
			.and_then(|(host, port)| Some((host, port.parse().ok()?)))
			.with_context(|| format!("{broker:?} is no broker: give it as host:port"))?;
		// Under the same name as before the broker knows what it has kept for it.
		let mut options = MqttOptions::new(format!("joule-device-{point}"), host, port);
		options.set_keep_alive(KEEP_ALIVE).set_clean_session(false);
		if let Some(file) = certificate {
			options.set_transport(tls(file)?);
		}
		let (sender, messages) = mpsc::channel(MESSAGES_WAITING);
		tokio::spawn(listen(options, topic, sender));
		Ok(Self { messages })
	}
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

/// Listens until nobody wants to know.
async fn listen(options: MqttOptions, topic: String, sender: mpsc::Sender<Publish>) {
	let (host, port) = options.broker_address();
	let (client, mut connection) = AsyncClient::new(options, 16);
	while !sender.is_closed() {
		match connection.poll().await {
			Ok(Event::Incoming(Packet::ConnAck(_))) => {
				tracing::info!("The broker at {host}:{port} is in reach");
				if let Err(error) = client.try_subscribe(&topic, QoS::AtLeastOnce) {
					tracing::warn!("The topic {topic} could not be subscribed: {error}");
				}
			}
			Ok(Event::Incoming(Packet::Publish(message))) => {
				if sender.send(message).await.is_err() {
					return;
				}
			}
			Ok(_) => {}
			Err(error) => {
				tracing::warn!("The broker at {host}:{port} is out of reach: {error}");
				tokio::time::sleep(PAUSE).await;
			}
		}
	}
}

impl Meter for MqttMeter {
	async fn read(&mut self, now: Moment) -> Result<Vec<Sample>> {
		let mut samples = Vec::new();
		while let Ok(message) = self.messages.try_recv() {
			match sample(&message.payload, message.retain, now) {
				Ok(Some(sample)) => samples.push(sample),
				Ok(None) => {}
				Err(error) => {
					tracing::warn!("A message on {} is no reading: {error}", message.topic)
				}
			}
		}
		Ok(samples)
	}
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Message {
	Wh { import_wh: u64, export_wh: u64, at_ms: Option<Moment> },
	Kwh { import_kwh: f64, export_kwh: f64, at_ms: Option<Moment> },
}

/// What a message says; `None` if it is of a moment that is not known or has not come.
fn sample(payload: &[u8], was_retained: bool, now: Moment) -> Result<Option<Sample>> {
	let (shown, at_ms) = match serde_json::from_slice(payload)? {
		Message::Wh { import_wh, export_wh, at_ms } => {
			(Registers::new(import_wh, export_wh), at_ms)
		}
		Message::Kwh { import_kwh, export_kwh, at_ms } => {
			(Registers::new(whole_wh(import_kwh)?, whole_wh(export_kwh)?), at_ms)
		}
	};
	Ok(match at_ms {
		Some(at) if at > now + AHEAD_MS => None,
		Some(at) => Some(Sample::new(at, shown)),
		None if was_retained => None,
		None => Some(Sample::new(now, shown)),
	})
}

/// A register in kWh as whole Wh. A fraction of a Wh is not there yet.
fn whole_wh(kwh: f64) -> Result<u64> {
	// Binary fractions fall short of decimal ones: 0.29 kWh must not become 289 Wh.
	let wh = (kwh * 1_000.0 + 1e-6).floor();
	anyhow::ensure!((0.0..1e15).contains(&wh), "{kwh} kWh is no register");
	Ok(wh as u64)
}

#[cfg(test)]
mod tests {
	use super::*;

	const NOW: Moment = 1_793_458_800_000;

	fn shown(payload: &str) -> Option<(Moment, Registers)> {
		sample(payload.as_bytes(), false, NOW).ok()?.map(|sample| (sample.at, sample.shown))
	}

	#[test]
	fn counters_come_in_wh_or_kwh_with_or_without_a_moment() {
		let now = |import, export| Some((NOW, Registers::new(import, export)));
		assert_eq!(shown(r#"{"import_wh": 120500, "export_wh": 7}"#), now(120_500, 7));
		assert_eq!(shown(r#"{"import_kwh": 0.29, "export_kwh": 1234.567}"#), now(290, 1_234_567));
		let earlier = r#"{"import_wh": 1, "export_wh": 2, "at_ms": 5}"#;
		assert_eq!(shown(earlier), Some((5, Registers::new(1, 2))));
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

	#[test]
	fn what_is_no_reading_is_refused() {
		for nonsense in [
			"",
			"12",
			r#"{"import_wh": -1, "export_wh": 0}"#,
			r#"{"import_wh": 1}"#,
			r#"{"import_kwh": -0.5, "export_kwh": 0}"#,
			r#"{"import_kwh": 1e300, "export_kwh": 0}"#,
		] {
			assert!(sample(nonsense.as_bytes(), false, NOW).is_err(), "{nonsense}");
		}
	}

	#[test]
	fn what_is_of_no_known_moment_is_passed_over() {
		let plain = br#"{"import_wh": 1, "export_wh": 2}"#;
		assert_eq!(sample(plain, true, NOW).unwrap(), None);
		let future = format!(r#"{{"import_wh": 1, "export_wh": 2, "at_ms": {}}}"#, NOW + 60_000);
		assert_eq!(sample(future.as_bytes(), false, NOW).unwrap(), None);
	}
}
