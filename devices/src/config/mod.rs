//! The device's configuration: a file in TOML. `joule-device example` prints one with every setting.

mod battery;
mod key_files;
mod trading;

use crate::{
	engine::{Point, Settings},
	meter::schedule::Rhythm,
	units::{PointId, ZoneId},
};
use anyhow::{bail, ensure, Context, Result};
pub use battery::{BatteryConfig, LevelConfig};
use joule_link::{AccountId32, ChainOptions};
pub use key_files::KeyFiles;
use serde::Deserialize;
use std::{
	net::SocketAddr,
	path::{Path, PathBuf},
	str::FromStr,
};
use trading::TradingConfig;

/// A file with every setting, explained.
pub const EXAMPLE: &str = include_str!("../../device.example.toml");

/// What a device is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
	/// One home, with one metering point.
	Hems,
	/// One building, with several metering points and tenants.
	KBems,
	/// Brings the readings of many meters onto the chain, and does not trade.
	MeterOperator,
}

/// The configuration.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Config {
	/// What the device is for.
	pub role: Role,
	/// Where its keys and its journal are, beside this file unless it is an absolute path.
	pub data: PathBuf,
	/// Whose device it is: an address.
	pub owner: String,
	/// How it reaches the chain.
	pub chain: ChainConfig,
	/// Its metering points.
	#[serde(rename = "point")]
	pub points: Vec<PointConfig>,
	/// How it trades; without, it only reads meters.
	pub trading: Option<TradingConfig>,
	/// The battery behind its meter, if there is one that follows a schedule.
	pub battery: Option<BatteryConfig>,
	/// Where the owner's page is; without, there is none.
	pub page: Option<PageConfig>,
}

/// How the device reaches the chain: exactly one of the two.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ChainConfig {
	/// The raw specification of the chain with boot nodes, for a light client.
	specification: Option<PathBuf>,
	/// The address of a node to be believed instead.
	node: Option<String>,
}

/// A metering point.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PointConfig {
	/// Its number on the chain.
	pub number: u64,
	/// What the owner calls it.
	#[serde(default)]
	pub name: String,
	/// How often it is read where no contract asks for more.
	#[serde(default = "daily")]
	pub rhythm: Rhythm,
	/// Where its meter is.
	pub meter: MeterConfig,
}

/// Where a meter is.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum MeterConfig {
	/// A file of readings.
	File {
		/// Which, beside the configuration unless it is an absolute path.
		path: PathBuf,
	},
	/// A topic of an MQTT broker.
	Mqtt(TopicConfig),
	/// A meter that speaks SunSpec by Modbus TCP.
	Sunspec {
		/// Where, as `address:port`.
		address: SocketAddr,
		/// Its number on the bus.
		#[serde(default = "first_unit")]
		unit: u8,
		/// Whether it counts as exported what is drawn from the grid.
		#[serde(default)]
		is_reversed: bool,
	},
}

/// A topic of an MQTT broker.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TopicConfig {
	/// The broker, as `host:port`.
	pub broker: String,
	/// The topic.
	pub topic: String,
	/// A file with the certificate of who vouches for the broker, in PEM, beside the configuration unless it is
	/// an absolute path. With it, the connection is by TLS.
	pub certificate: Option<PathBuf>,
}

impl TopicConfig {
	/// Makes the path one beside a folder.
	fn resolve(&mut self, beside: &Path) {
		if let Some(certificate) = &mut self.certificate {
			*certificate = beside.join(&*certificate);
		}
	}
}

/// Where the owner's page is.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PageConfig {
	/// On which address: the loopback, unless the owner really wants others to see it.
	pub listen: SocketAddr,
	/// Must be said where others than this machine can reach the page.
	#[serde(default)]
	pub is_public: bool,
}

const fn daily() -> Rhythm {
	Rhythm::Daily
}

const fn first_unit() -> u8 {
	1
}

impl Config {
	/// Reads a configuration. Paths in it become those beside the file.
	///
	/// # Errors
	///
	/// If it cannot be read, is none, or does not fit together.
	pub fn read(file: &Path) -> Result<Self> {
		let name = file.display();
		let text = std::fs::read_to_string(file)
			.with_context(|| format!("The configuration {name} cannot be read"))?;
		let beside = file.parent().unwrap_or(Path::new("."));
		Self::parse(&text, beside).with_context(|| format!("The configuration {name} is wrong"))
	}

	fn parse(text: &str, beside: &Path) -> Result<Self> {
		let mut config: Self = toml::from_str(text)?;
		config.data = beside.join(&config.data);
		if let Some(specification) = &mut config.chain.specification {
			*specification = beside.join(&*specification);
		}
		for point in &mut config.points {
			match &mut point.meter {
				MeterConfig::File { path } => *path = beside.join(&*path),
				MeterConfig::Mqtt(topic) => topic.resolve(beside),
				MeterConfig::Sunspec { .. } => {}
			}
		}
		if let Some(battery) = &mut config.battery {
			battery.resolve(beside);
		}
		config.check()?;
		Ok(config)
	}

	fn check(&self) -> Result<()> {
		ensure!(!self.points.is_empty(), "it names no [[point]]");
		let mut numbers: Vec<_> = self.points.iter().map(|point| point.number).collect();
		numbers.sort_unstable();
		ensure!(numbers.is_sorted_by(|one, other| one < other), "it names a point twice");
		match self.role {
			Role::Hems if self.points.len() > 1 => {
				bail!("a home has one [[point]]: set `role = \"k-bems\"` for more")
			}
			Role::MeterOperator if self.trading.is_some() => {
				bail!("a meter operator does not trade: take [trading] out, or set another role")
			}
			_ => {}
		}
		if let Some(battery) = &self.battery {
			ensure!(
				self.trading.is_some(),
				"a battery is planned for by what energy costs: add [trading], or take [battery] out"
			);
			battery.check()?;
		}
		if let Some(page) = &self.page {
			ensure!(
				page.listen.ip().is_loopback() || page.is_public,
				"others could reach the page at {}: listen on 127.0.0.1, or say `is-public = true`",
				page.listen
			);
		}
		self.owner()?;
		Ok(())
	}

	/// Whose device it is.
	pub fn owner(&self) -> Result<AccountId32> {
		let address = &self.owner;
		AccountId32::from_str(address).ok().with_context(|| format!("{address:?} is no address"))
	}

	/// How it reaches the chain.
	pub fn chain(&self) -> ChainOptions {
		let ChainConfig { specification, node } = &self.chain;
		ChainOptions { chain_spec: specification.clone(), node: node.clone() }
	}

	/// The files of its keys.
	pub fn keys(&self) -> KeyFiles {
		KeyFiles::in_folder(&self.data)
	}

	/// What the engine needs to know.
	///
	/// # Errors
	///
	/// If a key is missing or cannot be read.
	pub fn settings(&self) -> Result<Settings> {
		let keys = self.keys();
		let points = self.points.iter().map(|point| {
			Ok(Point {
				id: PointId(point.number),
				name: point.name.clone(),
				key: keys.meter(point.number)?,
				rhythm: point.rhythm,
			})
		});
		Ok(Settings {
			owner: self.owner()?.0,
			points: points.collect::<Result<_>>()?,
			zone: self.trading.as_ref().map(|trading| ZoneId(trading.zone)),
			trading: self
				.trading
				.as_ref()
				.map(|trading| trading.build(self.battery.as_ref().map(BatteryConfig::build))),
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn parse(text: &str) -> Result<Config> {
		Config::parse(text, Path::new("/etc/joule"))
	}

	fn complaint(text: &str) -> String {
		format!("{:#}", parse(text).err().expect("it should be refused"))
	}

	/// The example with the settings that stand there as comments.
	fn example_with_battery() -> String {
		let uncomment = |line: &'static str| match line.strip_prefix('#') {
			Some(setting) if !setting.starts_with(' ') => setting,
			_ => line,
		};
		EXAMPLE.lines().map(uncomment).collect::<Vec<_>>().join("\n")
	}

	#[test]
	fn the_example_is_a_configuration() {
		let config = parse(EXAMPLE).unwrap();
		assert_eq!((config.role, config.points.len()), (Role::Hems, 1));
		assert!(config.trading.is_some() && config.battery.is_none() && config.page.is_some());
		assert!(parse(&example_with_battery()).unwrap().battery.is_some());
		assert_eq!(config.data, Path::new("/etc/joule/data"));
	}

	#[test]
	fn what_does_not_fit_together_is_refused_with_what_to_do() {
		let second = "[[point]]\nnumber = 1002\nmeter = { file = { path = \"x\" } }";
		assert!(complaint(&format!("{EXAMPLE}\n{second}")).contains("k-bems"));
		let operator = EXAMPLE.replace("role = \"hems\"", "role = \"meter-operator\"");
		assert!(complaint(&operator).contains("does not trade"));
		let public = EXAMPLE.replace("127.0.0.1:8420", "0.0.0.0:8420");
		assert!(complaint(&public).contains("is-public"));
		assert!(complaint(&EXAMPLE.replace("5Grwva", "5Grwvb")).contains("no address"));
		let small = example_with_battery().replace("capacity-wh = 9000", "capacity-wh = 900");
		assert!(complaint(&small).contains("more than its reserve-wh"));
		let wonder =
			example_with_battery().replace("efficiency-percent = 90", "efficiency-percent = 101");
		assert!(complaint(&wonder).contains("from 1 to 100"));
		assert!(complaint(&format!("colour = 1\n{EXAMPLE}")).contains("colour"));
	}
}
