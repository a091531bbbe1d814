//! A battery, reached through an MQTT broker or a file: it says how full it is there, and follows the schedule
//! that the device tells there.
//!
//! How full it is, as JSON, with a moment (`at_ms`, Unix milliseconds) or without, as with
//! [meters](super::mqtt), or in a file of lines `at_ms,stored_wh`:
//!
//! ```json
//! {"stored_wh": 5400}
//! {"charge_percent": 54.0}
//! ```
//!
//! The schedule is one retained message, told anew whenever it changes, at least every quarter of an hour. The
//! steps follow one another; after the last one the battery rests. What is stored is what the device expects, not
//! where to stop: an inverter that stops at the reserve and at the capacity needs no more than the watts.
//!
//! ```json
//! {"steps": [
//!     {"start_ms": 1793458800000, "end_ms": 1793462400000, "charge_w": 0, "discharge_w": 1500, "stored_wh": 5400}
//! ]}
//! ```

use super::{
	broker::{self, Heard},
	lines::Lines,
};
use crate::{
	battery::{
		level::Level,
		schedule::{Schedule, Step},
		storage::Action,
	},
	config::{BatteryConfig, LevelConfig},
	platform::Inverter,
	units::{Moment, Watt, Wh},
};
use anyhow::{ensure, Result};
use serde::{Deserialize, Serialize};

/// A battery that is reached by MQTT or a file.
pub struct LinkedInverter {
	capacity_wh: Wh,
	levels: Levels,
	schedule: broker::Told,
}

enum Levels {
	File(Lines<1>),
	Mqtt { messages: broker::Listened, topic: String },
}

impl LinkedInverter {
	/// The battery of a configuration, whose device has this first point.
	///
	/// # Errors
	///
	/// If its configuration makes no sense. One that cannot be reached now is no error: it may come back.
	pub fn of(battery: &BatteryConfig, point: u64) -> Result<Self> {
		let name = |part: &str| format!("joule-device-{point}-{part}");
		let levels = match &battery.level {
			LevelConfig::File { path } => Levels::File(Lines::new(path.clone(), "at_ms,stored_wh")),
			LevelConfig::Mqtt(topic) => Levels::Mqtt {
				messages: broker::Listened::subscribe(&name("level"), topic)?,
				topic: topic.topic.clone(),
			},
		};
		let schedule = broker::Told::new(&name("schedule"), &battery.schedule.mqtt)?;
		Ok(Self { capacity_wh: Wh(battery.capacity_wh), levels, schedule })
	}
}

impl Inverter for LinkedInverter {
	async fn levels(&mut self, now: Moment) -> Result<Vec<Level>> {
		match &mut self.levels {
			Levels::File(lines) => {
				let lines = lines.read_until(now)?.into_iter();
				Ok(lines.map(|(at, [stored_wh])| Level { at, stored_wh: Wh(stored_wh) }).collect())
			}
			Levels::Mqtt { messages, topic } => {
				let mut levels = Vec::new();
				while let Some(message) = messages.next() {
					match level(&message, now, self.capacity_wh) {
						Ok(level) => levels.extend(level),
						Err(error) => tracing::warn!(
							"A message on {topic} does not say how full the battery is: {error}"
						),
					}
				}
				Ok(levels)
			}
		}
	}

	fn follow(&mut self, schedule: &Schedule) -> Result<()> {
		self.schedule.tell(serde_json::to_vec(&Message::of(schedule))?);
		Ok(())
	}
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Said {
	Stored { stored_wh: f64, at_ms: Option<Moment> },
	Percent { charge_percent: f64, at_ms: Option<Moment> },
}

/// How full the battery is by a message; `None` if it is of a moment that is not known or has not come.
fn level(message: &Heard, now: Moment, capacity: Wh) -> Result<Option<Level>> {
	let (stored_wh, at_ms) = match serde_json::from_slice(&message.payload)? {
		// Home Assistant says 5400.0.
		Said::Stored { stored_wh, at_ms } => {
			let is_energy = (0.0..1e15).contains(&stored_wh);
			ensure!(is_energy, "{stored_wh} Wh cannot be stored");
			(Wh(stored_wh as u64), at_ms)
		}
		Said::Percent { charge_percent, at_ms } => {
			let is_percent = (0.0..=100.0).contains(&charge_percent);
			ensure!(is_percent, "{charge_percent} is no percentage");
			(capacity.permille((charge_percent * 10.0) as u32), at_ms)
		}
	};
	Ok(message.moment(at_ms, now).map(|at| Level { at, stored_wh }))
}

#[derive(Serialize)]
struct Message {
	steps: Vec<Told>,
}

#[derive(Serialize)]
struct Told {
	start_ms: Moment,
	end_ms: Moment,
	charge_w: Watt,
	discharge_w: Watt,
	/// What is expected to be stored at the end.
	stored_wh: Wh,
}

impl Message {
	fn of(schedule: &Schedule) -> Self {
		Self { steps: schedule.steps.iter().map(Told::of).collect() }
	}
}

impl Told {
	fn of(step: &Step) -> Self {
		let power = |energy: Wh| energy.in_ms(step.period.length_ms());
		let (charge_w, discharge_w) = match step.action {
			Action::Rest => (Watt(0), Watt(0)),
			Action::Charge { drawn_wh } => (power(drawn_wh), Watt(0)),
			Action::Discharge { delivered_wh } => (Watt(0), power(delivered_wh)),
		};
		Self {
			start_ms: step.period.start,
			end_ms: step.period.end,
			charge_w,
			discharge_w,
			stored_wh: step.stored_wh,
		}
	}
}

#[cfg(test)]
mod tests {
	use super::{super::broker::tests::told, *};
	use crate::{
		calendar::{Period, QUARTER_MS},
		units::{Ecoin, NetWh, PriceTick},
	};

	const NOW: Moment = 1_793_458_800_000;

	fn said(payload: &str) -> Result<Option<Level>> {
		level(&told(payload), NOW, Wh(10_000))
	}

	fn stored(payload: &str) -> Option<(Moment, u64)> {
		said(payload).unwrap().map(|level| (level.at, level.stored_wh.0))
	}

	#[test]
	fn it_says_how_full_it_is_in_wh_or_percent_with_or_without_a_moment() {
		assert_eq!(stored(r#"{"stored_wh": 5400}"#), Some((NOW, 5_400)));
		assert_eq!(stored(r#"{"charge_percent": 54.5}"#), Some((NOW, 5_450)));
		assert_eq!(stored(r#"{"charge_percent": 100, "at_ms": 7}"#), Some((7, 10_000)));
		assert_eq!(stored(r#"{"stored_wh": 5400.9}"#), Some((NOW, 5_400)));
	}

	#[test]
	fn what_does_not_say_it_is_refused() {
		for nonsense in ["", "full", r#"{"stored_wh": -1}"#, r#"{"charge_percent": 101}"#] {
			assert!(said(nonsense).is_err(), "{nonsense}");
		}
	}

	#[test]
	fn a_schedule_is_told_in_watts() {
		let step = |number: u64, action| Step {
			period: Period { start: number * QUARTER_MS, end: (number + 1) * QUARTER_MS },
			load: NetWh(0),
			action,
			stored_wh: Wh(900),
			now: PriceTick(0),
			later: PriceTick(0),
		};
		let steps = vec![
			step(0, Action::Charge { drawn_wh: Wh(500) }),
			step(1, Action::Discharge { delivered_wh: Wh(300) }),
			step(2, Action::Rest),
		];
		let told = Message::of(&Schedule { steps, gained: Ecoin(0) });
		let told = serde_json::to_value(told).unwrap();
		let expected = serde_json::json!({ "steps": [
			{ "start_ms": 0, "end_ms": 900_000, "charge_w": 2_000, "discharge_w": 0, "stored_wh": 900 },
			{ "start_ms": 900_000, "end_ms": 1_800_000, "charge_w": 0, "discharge_w": 1_200, "stored_wh": 900 },
			{ "start_ms": 1_800_000, "end_ms": 2_700_000, "charge_w": 0, "discharge_w": 0, "stored_wh": 900 },
		]});
		assert_eq!(told, expected);
	}
}
