//! Meters and batteries, and how they are reached. All meters say what they counted in the same way: cumulative, in
//! Wh, import and export each for itself.
//!
//! | file | what it reaches |
//! |---|---|
//! | [`file`] | a file of readings, to replay what was, or written by another program |
//! | [`mqtt`] | a topic of an MQTT broker |
//! | [`sunspec`] | a meter that speaks SunSpec by Modbus TCP |
//! | [`inverter`] | a battery, by an MQTT broker or a file |
//! | [`broker`], [`lines`] | topics of MQTT brokers, and files to which lines are added |

mod broker;
pub mod file;
pub mod inverter;
mod lines;
pub mod mqtt;
pub mod sunspec;

use crate::{
	config::{MeterConfig, PointConfig},
	meter::counter::Sample,
	platform::Meter,
	units::Moment,
};
use anyhow::Result;

/// A meter of any kind.
pub enum AnyMeter {
	/// A file.
	File(file::FileMeter),
	/// A topic.
	Mqtt(mqtt::MqttMeter),
	/// A Modbus address.
	Sunspec(sunspec::SunspecMeter),
}

impl AnyMeter {
	/// The meter of a point.
	///
	/// # Errors
	///
	/// If its configuration makes no sense. One that cannot be reached now is no error: it may come back.
	pub fn of(point: &PointConfig) -> Result<Self> {
		Ok(match point.meter.clone() {
			MeterConfig::File { path } => Self::File(file::FileMeter::new(path)),
			MeterConfig::Mqtt(topic) => {
				Self::Mqtt(mqtt::MqttMeter::subscribe(point.number, &topic)?)
			}
			MeterConfig::Sunspec { address, unit, is_reversed } => {
				Self::Sunspec(sunspec::SunspecMeter::new(address, unit, is_reversed))
			}
		})
	}
}

impl Meter for AnyMeter {
	async fn read(&mut self, now: Moment) -> Result<Vec<Sample>> {
		match self {
			Self::File(meter) => meter.read(now).await,
			Self::Mqtt(meter) => meter.read(now).await,
			Self::Sunspec(meter) => meter.read(now).await,
		}
	}
}
