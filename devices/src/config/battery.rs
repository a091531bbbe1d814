//! The battery behind the owner's meter, as the configuration says it.

use super::TopicConfig;
use crate::{
	battery::storage::Battery,
	units::{Watt, Wh},
};
use anyhow::{ensure, Result};
use serde::Deserialize;
use std::path::{Path, PathBuf};

const PERMILLE_PER_PERCENT: u32 = 10;

/// No battery of a building has as much: a GWh.
const MOST_WH: u64 = 1_000_000_000;

/// A battery that follows a schedule.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct BatteryConfig {
	/// What it delivers from full to empty.
	pub capacity_wh: u64,
	/// What is to stay in it.
	#[serde(default)]
	reserve_wh: u64,
	/// The most that it draws.
	charge_w: u64,
	/// The most that it delivers.
	discharge_w: u64,
	/// What it delivers of what it drew.
	efficiency_percent: u32,
	/// Where it says how full it is.
	pub level: LevelConfig,
	/// Where it is told what to do.
	pub schedule: ScheduleConfig,
}

/// Where a battery says how full it is.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum LevelConfig {
	/// In a file.
	File {
		/// Which, beside the configuration unless it is an absolute path.
		path: PathBuf,
	},
	/// On a topic of an MQTT broker.
	Mqtt(TopicConfig),
}

/// Where a battery is told what to do.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ScheduleConfig {
	/// On this topic of an MQTT broker.
	pub mqtt: TopicConfig,
}

impl BatteryConfig {
	/// Makes paths those beside a folder.
	pub(super) fn resolve(&mut self, beside: &Path) {
		match &mut self.level {
			LevelConfig::File { path } => *path = beside.join(&*path),
			LevelConfig::Mqtt(topic) => topic.resolve(beside),
		}
		self.schedule.mqtt.resolve(beside);
	}

	/// Whether it can be a battery.
	pub(super) fn check(&self) -> Result<()> {
		ensure!(
			self.reserve_wh < self.capacity_wh && self.capacity_wh <= MOST_WH,
			"a battery's capacity-wh has to be more than its reserve-wh, and no more than {MOST_WH}"
		);
		ensure!(
			(1..=100).contains(&self.efficiency_percent),
			"a battery's efficiency-percent, what it delivers of what it drew, is from 1 to 100"
		);
		Ok(())
	}

	/// What it can do.
	pub fn build(&self) -> Battery {
		Battery {
			capacity_wh: Wh(self.capacity_wh),
			reserve_wh: Wh(self.reserve_wh),
			charging: Watt(self.charge_w),
			discharging: Watt(self.discharge_w),
			efficiency_permille: self.efficiency_percent * PERMILLE_PER_PERCENT,
		}
	}
}
