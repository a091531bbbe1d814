//! Ways to a chain.

use crate::light_client;
use anyhow::{ensure, Context, Result};
use serde_json::Value as Json;
use std::{
	fmt,
	path::{Path, PathBuf},
	sync::Arc,
};
use subxt::{backend::LegacyBackend, config::PolkadotConfig, rpcs::RpcClient, OnlineClient};

/// The chain, through one connection.
pub(crate) type Client = OnlineClient<PolkadotConfig>;

/// A way to a chain.
#[derive(Clone)]
pub enum Way {
	/// By a light client. What it is told is checked.
	LightClient {
		/// The raw specification of the chain.
		specification: Arc<str>,
		/// The file in which it keeps what it learnt, for the next start.
		memory: Option<PathBuf>,
	},
	/// By the node at this WebSocket address. What it says is believed.
	Node(String),
}

impl Way {
	/// The way by a light client, with the raw chain specification in this file.
	///
	/// # Errors
	///
	/// If the file cannot be read, is not the raw form, or names no boot node.
	pub fn light_client(file: &Path) -> Result<Self> {
		let name = file.display();
		let text = std::fs::read_to_string(file)
			.with_context(|| format!("The chain specification {name} cannot be read"))?;
		let specification: Json = serde_json::from_str(&text)
			.with_context(|| format!("The chain specification {name} is not JSON"))?;
		ensure!(
			specification["genesis"]["raw"].is_object(),
			"The chain specification {name} is not raw: write it with `joule-node export-chain-spec --raw`."
		);
		ensure!(
			specification["bootNodes"].as_array().is_some_and(|nodes| !nodes.is_empty()),
			"The chain specification {name} names no boot nodes, by which a light client finds the chain. \
			 Add some to \"bootNodes\", as /ip4/ADDRESS/tcp/PORT/ws/p2p/IDENTITY."
		);
		Ok(Self::LightClient { specification: text.into(), memory: None })
	}

	/// The same way, with a file in which a light client keeps which nodes it knows, the code of the runtime and how
	/// far it is, so that its next start goes on from there.
	pub fn remembering(self, file: PathBuf) -> Self {
		match self {
			Self::LightClient { specification, .. } => {
				Self::LightClient { specification, memory: Some(file) }
			}
			way => way,
		}
	}

	/// Goes it.
	pub(crate) async fn open(&self) -> Result<Client> {
		match self {
			Self::LightClient { specification, memory } => {
				let rpc = light_client::start(specification, memory.clone())?;
				Ok(Client::from_rpc_client(rpc).await?)
			}
			Self::Node(address) => {
				let rpc = RpcClient::from_insecure_url(address).await?;
				let backend: LegacyBackend<PolkadotConfig> = LegacyBackend::builder().build(rpc);
				Ok(Client::from_backend(Arc::new(backend)).await?)
			}
		}
	}
}

impl fmt::Display for Way {
	fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
		match self {
			Self::LightClient { .. } => formatter.write_str("the light client"),
			Self::Node(address) => write!(formatter, "the node at {address}"),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::{fs, path::PathBuf};

	fn file(name: &str, text: &str) -> PathBuf {
		let path = std::env::temp_dir().join(format!("joule-link-{}-{name}", std::process::id()));
		fs::write(&path, text).unwrap();
		path
	}

	fn refusal(path: &Path) -> String {
		let refusal = Way::light_client(path).err().expect("it should be refused");
		fs::remove_file(path).ok();
		format!("{refusal:#}")
	}

	#[test]
	fn a_specification_that_cannot_serve_is_refused_with_what_to_do() {
		assert!(refusal("/no/such/file".as_ref()).contains("cannot be read"));
		assert!(refusal(&file("text", "hello")).contains("not JSON"));
		let plain = r#"{"genesis": {"runtimeGenesis": {}}, "bootNodes": ["x"]}"#;
		assert!(refusal(&file("plain", plain)).contains("--raw"));
		let alone = r#"{"genesis": {"raw": {}}, "bootNodes": []}"#;
		assert!(refusal(&file("alone", alone)).contains("boot nodes"));
	}
}
