//! The nodes and the connections to them.

use anyhow::{ensure, Context, Result};
use std::{
	sync::Arc,
	time::{Duration, Instant},
};
use subxt::{
	backend::LegacyBackend,
	client::{ClientAtBlock, OnlineClientAtBlockImpl},
	config::{PolkadotConfig, RpcConfigFor},
	rpcs::{
		methods::{chain_head::ChainHeadRpcMethods, legacy::LegacyRpcMethods},
		RpcClient,
	},
	OnlineClient,
};
use tokio::time::sleep;

/// The chain at one block, through the first node.
pub type AtBlock = ClientAtBlock<PolkadotConfig, OnlineClientAtBlockImpl<PolkadotConfig>>;

/// A node.
pub struct Node {
	/// Its address.
	pub address: String,
	/// Takes orders.
	pub entrance: LegacyRpcMethods<RpcConfigFor<PolkadotConfig>>,
	/// Tells of new blocks. A connection of its own, so that it does not wait behind orders.
	pub heads: ChainHeadRpcMethods<RpcConfigFor<PolkadotConfig>>,
	/// Tells what is in a block. The same connection as that for new blocks.
	pub blocks: LegacyRpcMethods<RpcConfigFor<PolkadotConfig>>,
}

/// How long a node may take to start.
const PATIENCE: Duration = Duration::from_secs(60);
const TRY_AGAIN: Duration = Duration::from_millis(500);

impl Node {
	async fn connect(address: &str) -> Result<Self> {
		let begun = Instant::now();
		let entrance = loop {
			match RpcClient::from_insecure_url(address).await {
				Ok(connection) => break connection,
				Err(error) if begun.elapsed() > PATIENCE => {
					return Err(error).with_context(|| format!("No node answers at {address}"));
				}
				Err(_) => sleep(TRY_AGAIN).await,
			}
		};
		let watch = RpcClient::from_insecure_url(address).await?;
		Ok(Self {
			address: address.to_string(),
			entrance: LegacyRpcMethods::new(entrance),
			heads: ChainHeadRpcMethods::new(watch.clone()),
			blocks: LegacyRpcMethods::new(watch),
		})
	}
}

/// The nodes of a network, all on one chain.
#[derive(Clone)]
pub struct Network {
	/// The nodes.
	pub nodes: Vec<Arc<Node>>,
	client: OnlineClient<PolkadotConfig>,
}

impl Network {
	/// Connects to every node.
	pub async fn connect(addresses: &[String]) -> Result<Self> {
		ensure!(!addresses.is_empty(), "There is no node to measure: name some with --nodes.");
		let mut nodes = Vec::new();
		for address in addresses {
			eprintln!("Connecting to {address}");
			nodes.push(Arc::new(Node::connect(address).await?));
		}
		let mut genesis = None;
		for node in &nodes {
			let hash = node.blocks.genesis_hash().await.context(node.address.clone())?;
			ensure!(
				*genesis.get_or_insert(hash) == hash,
				"{} is on another chain than {}.",
				node.address,
				nodes[0].address
			);
		}
		let rpc = RpcClient::from_insecure_url(&nodes[0].address).await?;
		let backend = LegacyBackend::builder().build(rpc);
		let client = OnlineClient::from_backend(Arc::new(backend)).await?;
		Ok(Self { nodes, client })
	}

	/// The chain as it is final on the first node.
	pub async fn now(&self) -> Result<AtBlock> {
		Ok(self.client.at_current_block().await?)
	}
}
