//! The configuration file of a gateway, in TOML. `joule-charge example` prints one with every setting.

use anyhow::{bail, ensure, Context, Result};
use argon2::password_hash::PasswordHash;
use joule_link::{AccountId32, ChainOptions};
use serde::Deserialize;
use std::{
	collections::HashSet,
	fs,
	net::SocketAddr,
	path::{Path, PathBuf},
	str::FromStr,
};

/// A configuration with every setting explained.
pub const EXAMPLE: &str = include_str!("../charge.example.toml");

/// How much is prepaid with a tag, unless the configuration says otherwise: enough for about 90 kWh.
const DEFAULT_TAG_PREPAYMENT_KRW: u64 = 30_000;

/// The configuration.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
	/// Where to wait for stations.
	pub listen: SocketAddr,
	/// The folder of what the gateway must not forget.
	pub data: PathBuf,
	/// The address of the operator for whom the gateway acts.
	pub operator: String,
	/// The raw chain specification, for the light client.
	pub chain_spec: Option<PathBuf>,
	/// The node to believe instead.
	pub node: Option<String>,
	/// How much is prepaid with a tag, in won, unless the driver's own limits are lower.
	#[serde(default = "default_tag_prepayment_krw")]
	pub tag_prepayment_krw: u64,
	/// The certificate by which stations know the gateway.
	pub tls: Option<Tls>,
	/// The stations that may connect.
	pub stations: Vec<StationConfig>,
}

/// The certificate by which stations know the gateway.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tls {
	/// The file with the certificate and those that vouch for it, in PEM.
	pub certificate: PathBuf,
	/// The file with its private key, in PEM.
	pub key: PathBuf,
}

/// A station that may connect.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StationConfig {
	/// Its name: the last part of the address that it calls, and its user name.
	pub name: String,
	/// The hash of its password.
	pub password_hash: String,
	/// The charge points of the chain that its connectors (OCPP 1.6) or EVSEs (2.0.1) 1, 2, ... are.
	pub evses: Vec<u64>,
}

fn default_tag_prepayment_krw() -> u64 {
	DEFAULT_TAG_PREPAYMENT_KRW
}

impl Config {
	/// Reads a configuration. Relative paths in it start from its folder.
	///
	/// # Errors
	///
	/// If it cannot be read or is not complete and consistent.
	pub fn read(file: &Path) -> Result<Self> {
		let name = file.display();
		let text = fs::read_to_string(file)
			.with_context(|| format!("The configuration {name} cannot be read"))?;
		let mut config: Self = toml::from_str(&text)
			.with_context(|| format!("The configuration {name} is not as it should be"))?;
		config.check().with_context(|| format!("The configuration {name} is not consistent"))?;
		let folder = file.parent().unwrap_or(Path::new(""));
		let tls = config.tls.iter_mut().flat_map(|tls| [&mut tls.certificate, &mut tls.key]);
		for path in [&mut config.data].into_iter().chain(&mut config.chain_spec).chain(tls) {
			*path = folder.join(&path);
		}
		Ok(config)
	}

	/// The operator for whom the gateway acts.
	///
	/// # Errors
	///
	/// If it is no address.
	pub fn operator(&self) -> Result<AccountId32> {
		let address = &self.operator;
		AccountId32::from_str(address)
			.ok()
			.with_context(|| format!("the operator {address:?} is no address of an account"))
	}

	/// Which chain to reach, and by which way.
	pub fn chain(&self) -> ChainOptions {
		ChainOptions { chain_spec: self.chain_spec.clone(), node: self.node.clone() }
	}

	fn check(&self) -> Result<()> {
		if self.chain_spec.is_some() == self.node.is_some() {
			bail!("say how to reach the chain: either `chain_spec` or `node`");
		}
		ensure!(self.tag_prepayment_krw > 0, "`tag_prepayment_krw` must be above zero");
		ensure!(!self.stations.is_empty(), "name at least one station under [[stations]]");
		self.operator()?;
		let (mut names, mut evses) = (HashSet::new(), HashSet::new());
		for station in &self.stations {
			let name = &station.name;
			ensure!(
				!name.is_empty() && name.bytes().all(is_plain),
				"the station name {name:?} may consist of letters, digits and -_. only"
			);
			ensure!(names.insert(name), "there are two stations named {name}");
			ensure!(
				PasswordHash::new(&station.password_hash).is_ok(),
				"the password hash of {name} is none: make one with `joule-charge password`"
			);
			ensure!(!station.evses.is_empty(), "name the charge points of {name} in `evses`");
			for evse in &station.evses {
				ensure!(evses.insert(evse), "two connectors are the charge point {evse}");
			}
		}
		Ok(())
	}
}

fn is_plain(letter: u8) -> bool {
	// A colon would end the user name of the basic authentication.
	letter.is_ascii_alphanumeric() || b"-_.".contains(&letter)
}

#[cfg(test)]
mod tests {
	use super::*;
	use tempfile::tempdir;

	const GOOD: &str = r#"
		listen = "127.0.0.1:9443"
		data = "data"
		operator = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty"
		node = "ws://127.0.0.1:9944"
		[[stations]]
		name = "ST-1"
		password_hash = "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGg"
		evses = [101, 102]
	"#;

	fn read(text: &str) -> Result<Config> {
		let folder = tempdir().unwrap();
		let file = folder.path().join("charge.toml");
		fs::write(&file, text).unwrap();
		let mut config = Config::read(&file)?;
		if let Ok(data) = config.data.strip_prefix(folder.path()) {
			config.data = data.to_path_buf();
		}
		Ok(config)
	}

	fn refusal(text: &str) -> String {
		format!("{:#}", read(text).unwrap_err())
	}

	#[test]
	fn the_example_is_a_configuration() {
		let config = read(EXAMPLE).unwrap();
		assert_eq!(config.tag_prepayment_krw, DEFAULT_TAG_PREPAYMENT_KRW);
		assert!(config.tls.is_some());
	}

	#[test]
	fn a_good_configuration_is_read() {
		let config = read(GOOD).unwrap();
		assert_eq!(config.stations[0].evses, [101, 102]);
		assert_eq!(config.tag_prepayment_krw, DEFAULT_TAG_PREPAYMENT_KRW);
		assert_eq!(config.data, Path::new("data"));
		assert_eq!(config.operator().unwrap().to_string(), config.operator);
	}

	#[test]
	fn what_is_wrong_is_said() {
		assert!(refusal(&GOOD.replace("node =", "chain =")).contains("chain"));
		assert!(refusal(&GOOD.replace("node = \"ws://127.0.0.1:9944\"", "")).contains("chain_spec"));
		assert!(refusal(&GOOD.replace("$argon2id", "plain")).contains("joule-charge password"));
		assert!(refusal(&GOOD.replace("5FHne", "5FHnf")).contains("no address"));
		assert!(refusal(&GOOD.replace("102", "101")).contains("101"));
		assert!(refusal(&GOOD.replace("ST-1", "ST/1")).contains("letters"));
		assert!(refusal(&GOOD.replace("ST-1", "ST:1")).contains("letters"));
		assert!(refusal(&GOOD.replace("[101, 102]", "[]")).contains("evses"));
		let twice = format!("{GOOD}{}", &GOOD[GOOD.find("[[").unwrap()..]);
		assert!(refusal(&twice).contains("two stations"));
		assert!(refusal("listen = 1").contains("not as it should be"));
	}
}
