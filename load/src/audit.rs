//! Whether the chain has what was counted, and whether all nodes have the same chain.

use crate::{market::account, network::Network};
use anyhow::{bail, Context, Result};
use serde::Serialize;
use std::time::Duration;
use subxt::{
	config::polkadot::H256,
	dynamic::{runtime_api_call, value, At, Value},
};
use subxt_signer::sr25519::Keypair;
use tokio::time::sleep;

/// How long a node may take to come to the block that the others are at.
const PATIENCE: Duration = Duration::from_secs(30);
const LOOK_AGAIN: Duration = Duration::from_millis(100);

/// What was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Audit {
	/// The block that was looked at: final, and the same on all nodes.
	pub block: u64,
	/// Its state root.
	pub state_root: String,
	/// The batches of orders in the books of all products. Each is a transaction that succeeded.
	pub batches_in_books: u64,
	/// How full the emptiest quota of all accounts is, as a share of its capacity.
	pub least_quota_left: f64,
}

/// Looks at the chain as it is final now.
pub async fn look(network: &Network, keys: &[Keypair], products: &[u32]) -> Result<Audit> {
	let chain = network.now().await?;
	let (hash, block) = (chain.block_hash(), chain.block_number());
	let state_root = same_on_all(network, hash).await?;

	let mut batches_in_books = 0;
	for product in products {
		let entry = chain.storage().entry(("Matching", "AuctionBooks"))?;
		let book = entry.fetch(vec![value!(*product)]).await?.decode_as::<Value>()?;
		batches_in_books += number_at(&book, "bids")? + number_at(&book, "asks")?;
	}

	let mut least_quota_left = 1.0f64;
	for key in keys {
		let call = runtime_api_call::<_, Value>("MarketApi", "limits", vec![account(key)]);
		let limits = chain.runtime_apis().call(call).await?;
		let amount = |name: &str| limits.at(0).at(name).and_then(Value::as_u128);
		let (Some(tokens), Some(capacity)) = (amount("tokens_ps"), amount("capacity_ps")) else {
			bail!("The chain does not say what quota an account has.");
		};
		least_quota_left = least_quota_left.min(tokens as f64 / capacity as f64);
	}
	Ok(Audit { block, state_root: format!("{state_root:?}"), batches_in_books, least_quota_left })
}

/// How many batches a side of a book has had.
fn number_at(book: &Value, side: &str) -> Result<u64> {
	let batches = book.at(side).at("batches").and_then(Value::as_u128);
	Ok(batches.context("a book does not say how many batches it has")? as u64)
}

/// Waits until every node has this block. Tells its state root.
async fn same_on_all(network: &Network, hash: H256) -> Result<H256> {
	let mut state_root = H256::zero();
	for node in &network.nodes {
		let arrived = async {
			loop {
				if let Some(header) = node.blocks.chain_get_header(Some(hash)).await? {
					let at_height =
						node.blocks.chain_get_block_hash(Some(header.number.into())).await?;
					if at_height == Some(hash) {
						return anyhow::Ok(header.state_root);
					}
				}
				sleep(LOOK_AGAIN).await;
			}
		};
		state_root = tokio::time::timeout(PATIENCE, arrived).await.with_context(|| {
			format!("{} does not have the final block {hash:?}", node.address)
		})??;
	}
	Ok(state_root)
}
