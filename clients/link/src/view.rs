//! Reads the state of one final block.

use anyhow::{Context, Result};
use std::{
	future::Future,
	sync::Arc,
	time::{Duration, Instant},
};
use subxt::{
	client::{Block, ClientAtBlock, OnlineClientAtBlockImpl},
	config::{
		polkadot::{AccountId32, H256},
		PolkadotConfig,
	},
	dynamic::Value,
	ext::scale_decode::DecodeAsType,
	runtime_apis, storage,
};
use tokio::{sync::OnceCell, time::timeout};

/// The chain at one block.
pub(crate) type AtBlock = ClientAtBlock<PolkadotConfig, OnlineClientAtBlockImpl<PolkadotConfig>>;

/// How long a question may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// The state of the chain at one final block.
///
/// A light client reads it with proofs against that block; the blocks of the last minute or so can be
/// read, older ones can not. Nothing is asked of the network before something is read.
#[derive(Clone)]
pub struct View(Arc<Seen>);

struct Seen {
	block: Block<PolkadotConfig>,
	genesis: H256,
	/// With the runtime that the block has, once that was asked.
	at: OnceCell<AtBlock>,
	when: Instant,
}

impl View {
	/// The state at a block that became final now, of the chain that begins with this one.
	pub(crate) fn new(block: Block<PolkadotConfig>, genesis: H256) -> Self {
		Self(Arc::new(Seen { block, genesis, at: OnceCell::new(), when: Instant::now() }))
	}

	/// The block's number.
	pub fn number(&self) -> u64 {
		self.0.block.number()
	}

	/// The block's hash.
	pub fn hash(&self) -> H256 {
		self.0.block.hash()
	}

	/// The hash of the chain's first block, by which signatures name the chain.
	pub fn genesis_hash(&self) -> H256 {
		self.0.genesis
	}

	/// How long ago this program saw the block become final.
	pub fn age(&self) -> Duration {
		self.0.when.elapsed()
	}

	/// Reads a storage item of a pallet, under these keys (none, if it is not a map). `None` if nothing is
	/// there.
	///
	/// # Errors
	///
	/// If the chain cannot be asked in time, has no such item, or the item does not fit `T`.
	pub async fn storage<T>(&self, pallet: &str, item: &str, keys: Vec<Value>) -> Result<Option<T>>
	where
		T: DecodeAsType,
	{
		let address = storage::dynamic::<Vec<Value>, T>(pallet, item);
		let read = async {
			match self.at().await?.storage().try_fetch(address, keys).await? {
				Some(value) => anyhow::Ok(Some(value.decode()?)),
				None => Ok(None),
			}
		};
		in_time(read).await.with_context(|| format!("{pallet}.{item} could not be read"))
	}

	/// Calls a runtime API.
	///
	/// # Errors
	///
	/// If the chain cannot be asked in time, has no such API, or its answer does not fit `T`.
	pub async fn api<T>(&self, api: &str, method: &str, arguments: Vec<Value>) -> Result<T>
	where
		T: DecodeAsType,
	{
		let question = runtime_apis::dynamic::<Vec<Value>, T>(api, method, arguments);
		let ask = async { Ok(self.at().await?.runtime_apis().call(question).await?) };
		in_time(ask).await.with_context(|| format!("{api}.{method} could not be called"))
	}

	/// The number that an account's next transaction has.
	pub async fn nonce(&self, account: &AccountId32) -> Result<u64> {
		let ask = async { Ok(self.at().await?.tx().account_nonce(account).await?) };
		in_time(ask).await.context("The number of the next transaction could not be read")
	}

	/// The time of the block, in milliseconds since 1970.
	pub async fn time_ms(&self) -> Result<u64> {
		Ok(self.storage("Timestamp", "Now", vec![]).await?.unwrap_or_default())
	}

	/// The block for everything else. Asks which runtime it has, if nobody asked before.
	pub(crate) async fn at(&self) -> Result<&AtBlock> {
		Ok(self.0.at.get_or_try_init(|| self.0.block.at()).await?)
	}
}

/// What comes of a question to the chain, unless it takes too long.
pub(crate) async fn in_time<T>(question: impl Future<Output = Result<T>>) -> Result<T> {
	timeout(PATIENCE, question).await.context("the chain did not answer in time")?
}
