//! Follows every node's head and notes in the journal what it says.

use crate::{
	journal::{Content, SharedJournal},
	network::{Network, Node},
	sender::News,
};
use anyhow::{bail, Context, Result};
use codec::{Compact, Decode};
use futures::{stream::FuturesUnordered, StreamExt};
use std::{sync::Arc, time::Instant};
use subxt::{
	config::{
		polkadot::{SubstrateHeader, H256},
		substrate::{BlakeTwo256, DigestItem},
		Hasher,
	},
	rpcs::methods::chain_head::FollowEvent,
};
use tokio::sync::mpsc::UnboundedSender;

/// The engine whose digest says in which slot a block was made.
const AURA: [u8; 4] = *b"aura";

/// Follows all nodes until one of them stops telling, which is an error. Tells of each transaction of
/// the journal that is in a block for the first time.
pub async fn follow_all(
	network: &Network,
	journal: &SharedJournal,
	news: UnboundedSender<News>,
) -> Result<()> {
	let weights_key = network.now().await?.storage().entry(("System", "BlockWeight"))?.key_prefix();
	let mut watchers: FuturesUnordered<_> = network
		.nodes
		.iter()
		.enumerate()
		.map(|(index, node)| {
			let watcher = Watcher {
				index,
				node: node.clone(),
				journal: journal.clone(),
				news: news.clone(),
				weights_key,
			};
			async move {
				let ended = watcher.follow().await;
				ended.with_context(|| format!("Lost sight of {}", watcher.node.address))
			}
		})
		.collect();
	watchers.next().await.unwrap_or(Ok(()))
}

/// Follows one node.
#[derive(Clone)]
struct Watcher {
	index: usize,
	node: Arc<Node>,
	journal: SharedJournal,
	news: UnboundedSender<News>,
	/// Where the state keeps the weight of a block.
	weights_key: [u8; 32],
}

impl Watcher {
	async fn follow(&self) -> Result<()> {
		let mut events = self.node.heads.chainhead_v1_follow(false).await?;
		let subscription = events.subscription_id().unwrap_or_default().to_string();
		while let Some(event) = events.next().await {
			let now = Instant::now();
			match event? {
				FollowEvent::Initialized(initialized) => {
					for hash in initialized.finalized_block_hashes {
						let header =
							self.node.heads.chainhead_v1_header(&subscription, hash).await?;
						let number = header.context("a final block has no header")?.number;
						self.journal.write(|journal| journal.begins_with(self.index, hash, number));
					}
				}
				FollowEvent::NewBlock(block) => {
					let (hash, parent) = (block.block_hash, block.parent_block_hash);
					if self.journal.write(|journal| journal.announced(hash, parent)) {
						self.clone().describe_soon(hash);
					}
				}
				FollowEvent::BestBlockChanged(best) => {
					let hash = best.best_block_hash;
					self.journal.write(|journal| journal.best(self.index, hash, now));
				}
				FollowEvent::Finalized(blocks) => {
					self.journal.write(|journal| {
						for hash in &blocks.finalized_block_hashes {
							journal.finalised(self.index, *hash, now);
						}
					});
					let done =
						blocks.finalized_block_hashes.into_iter().chain(blocks.pruned_block_hashes);
					self.clone().unpin_soon(subscription.clone(), done.collect());
				}
				FollowEvent::Stop => bail!("it stopped telling of new blocks"),
				_ => {}
			}
		}
		bail!("the connection was closed")
	}

	/// Asks, beside everything else, what a block holds.
	fn describe_soon(self, hash: H256) {
		tokio::spawn(async move {
			match self.content(hash).await {
				Ok(content) => {
					for hash in self.journal.write(|journal| journal.described(hash, content)) {
						// Once sending is over, nobody wants to know.
						self.news.send(News::InBlock(hash)).ok();
					}
				}
				Err(error) => eprintln!("What is in block {hash:?} is unknown: {error:#}"),
			}
		});
	}

	async fn content(&self, hash: H256) -> Result<Content> {
		let (block, weights) = tokio::try_join!(
			self.node.blocks.chain_get_block(Some(hash)),
			self.node.blocks.state_get_storage(&self.weights_key, Some(hash)),
		)?;
		let block = block.context("the node has it no longer")?.block;
		Ok(Content {
			slot: slot_of(&block.header).context("it names no slot")?,
			length_bytes: block.extrinsics.iter().map(|extrinsic| extrinsic.len() as u64).sum(),
			transactions: block
				.extrinsics
				.iter()
				.map(|extrinsic| BlakeTwo256.hash(extrinsic))
				.collect(),
			normal_weight_ps: normal_weight_ps(&weights.unwrap_or_default())?,
		})
	}

	/// Lets the node forget blocks that will not be asked for any more.
	fn unpin_soon(self, subscription: String, blocks: Vec<H256>) {
		tokio::spawn(async move {
			for hash in blocks {
				// A node that ended its subscription has forgotten them anyway.
				let _ = self.node.heads.chainhead_v1_unpin(&subscription, hash).await;
			}
		});
	}
}

/// The slot that a block was made in.
fn slot_of(header: &SubstrateHeader<H256>) -> Option<u64> {
	header.digest.logs.iter().find_map(|item| match item {
		DigestItem::PreRuntime(AURA, slot) => u64::decode(&mut slot.as_slice()).ok(),
		_ => None,
	})
}

/// The computing time in the weight of the normal class, which is the first of the classes.
fn normal_weight_ps(mut encoded: &[u8]) -> Result<u64> {
	if encoded.is_empty() {
		return Ok(0);
	}
	Ok(Compact::<u64>::decode(&mut encoded)?.0)
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::Encode;
	use subxt::config::substrate::Digest;

	fn header(logs: Vec<DigestItem>) -> SubstrateHeader<H256> {
		SubstrateHeader {
			parent_hash: H256::zero(),
			number: 1,
			state_root: H256::zero(),
			extrinsics_root: H256::zero(),
			digest: Digest { logs },
		}
	}

	#[test]
	fn a_block_names_its_slot() {
		let logs = vec![
			DigestItem::PreRuntime(*b"BABE", vec![1]),
			DigestItem::PreRuntime(AURA, 3_500_000_000u64.encode()),
		];
		assert_eq!(slot_of(&header(logs)), Some(3_500_000_000));
		assert_eq!(slot_of(&header(vec![])), None);
	}

	#[test]
	fn the_weight_of_the_normal_class_comes_first() {
		let weight = |ps: u64| (Compact(ps), Compact(0u64));
		let weights = (weight(93_750_000_000), weight(1), weight(2)).encode();
		assert_eq!(normal_weight_ps(&weights).unwrap(), 93_750_000_000);
		assert_eq!(normal_weight_ps(&[]).unwrap(), 0);
	}
}
