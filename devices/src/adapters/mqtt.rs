//! A topic of an MQTT broker, on which a meter tells what it counted.
//!
//! Each message is JSON, with the counters in Wh or in kWh, and if the meter has a clock with the moment:
//!
//! ```json
//! {"import_wh": 120500, "export_wh": 0, "at_ms": 1793458800000}
//! {"import_kwh": 120.5, "export_kwh": 0.0}
//! ```
//!
//! A message without a moment is of the moment at which it arrives; so one that the broker had retained, or may have
//! kept while the device was away, is passed over, because nobody knows how old it is. One of a moment to come is
//! passed over too. Meters should publish with QoS 1, every minute or so.

use super::broker::{Heard, Listened};
use crate::{
	config::TopicConfig,
	meter::{counter::Sample, registers::Registers},
	platform::Meter,
	units::Moment,
};
use anyhow::Result;
use serde::Deserialize;

/// A topic.
pub struct MqttMeter {
	messages: Listened,
	topic: String,
}

impl MqttMeter {
	/// The meter of a point that publishes on a topic.
	///
	/// # Errors
	///
	/// If there is no such address or certificate. A broker that is not there is tried again and again.
	pub fn subscribe(point: u64, topic: &TopicConfig) -> Result<Self> {
		let messages = Listened::subscribe(&format!("joule-device-{point}"), topic)?;
		Ok(Self { messages, topic: topic.topic.clone() })
	}
}

impl Meter for MqttMeter {
	async fn read(&mut self, now: Moment) -> Result<Vec<Sample>> {
		let mut samples = Vec::new();
		while let Some(message) = self.messages.next() {
			match sample(&message, now) {
				Ok(Some(sample)) => samples.push(sample),
				Ok(None) => {}
				Err(error) => tracing::warn!("A message on {} is no reading: {error}", self.topic),
			}
		}
		Ok(samples)
	}
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Message {
	Wh { import_wh: f64, export_wh: f64, at_ms: Option<Moment> },
	Kwh { import_kwh: f64, export_kwh: f64, at_ms: Option<Moment> },
}

/// What a message says; `None` if it is of a moment that is not known or has not come.
fn sample(message: &Heard, now: Moment) -> Result<Option<Sample>> {
	let (shown, at_ms) = match serde_json::from_slice(&message.payload)? {
		Message::Wh { import_wh, export_wh, at_ms } => {
			(Registers::new(whole_wh(import_wh)?, whole_wh(export_wh)?), at_ms)
		}
		Message::Kwh { import_kwh, export_kwh, at_ms } => {
			let [import_wh, export_wh] = [import_kwh, export_kwh].map(|kwh| kwh * 1_000.0);
			(Registers::new(whole_wh(import_wh)?, whole_wh(export_wh)?), at_ms)
		}
	};
	Ok(message.moment(at_ms, now).map(|at| Sample::new(at, shown)))
}

/// A register as whole Wh. A fraction of a Wh is not there yet.
fn whole_wh(wh: f64) -> Result<u64> {
	// Binary fractions fall short of decimal ones: 0.29 kWh must not become 289 Wh.
	let whole = (wh + 1e-6).floor();
	anyhow::ensure!((0.0..1e15).contains(&whole), "{wh} Wh is no register");
	Ok(whole as u64)
}

#[cfg(test)]
mod tests {
	use super::{super::broker::tests::told, *};

	const NOW: Moment = 1_793_458_800_000;

	fn shown(payload: &str) -> Option<(Moment, Registers)> {
		sample(&told(payload), NOW).ok()?.map(|sample| (sample.at, sample.shown))
	}

	#[test]
	fn counters_come_in_wh_or_kwh_with_or_without_a_moment() {
		let now = |import, export| Some((NOW, Registers::new(import, export)));
		assert_eq!(shown(r#"{"import_wh": 120500, "export_wh": 7}"#), now(120_500, 7));
		assert_eq!(shown(r#"{"import_kwh": 0.29, "export_kwh": 1234.567}"#), now(290, 1_234_567));
		assert_eq!(shown(r#"{"import_wh": 5400.0, "export_wh": 0.9}"#), now(5_400, 0));
		let earlier = r#"{"import_wh": 1, "export_wh": 2, "at_ms": 5}"#;
		assert_eq!(shown(earlier), Some((5, Registers::new(1, 2))));
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
			assert!(sample(&told(nonsense), NOW).is_err(), "{nonsense}");
		}
	}
}
