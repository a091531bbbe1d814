//! Keeps hold of a chain.

use crate::{
	connection::Way,
	view::{in_time, View},
};
use anyhow::{bail, ensure, Context, Error, Result};
use std::time::Duration;
use subxt::{
	client::Blocks,
	config::{polkadot::H256, PolkadotConfig},
};
use tokio::{
	sync::{broadcast, watch},
	time::{sleep, timeout, Instant},
};

/// How long no final block may come, or be read, before the connection is made anew.
const PATIENCE: Duration = Duration::from_secs(60);

/// The pause between two attempts to reach the chain.
const PAUSE: Duration = Duration::from_secs(1);

/// How often it is tried whether blocks can be read, and not only seen.
const READING_PAUSE: Duration = Duration::from_secs(10);

/// How many blocks a listener may be behind before it misses some.
const BLOCKS_KEPT: usize = 256;

/// A hold on a chain, which follows its final blocks and comes back by itself after an outage. Cheap to
/// clone. The chain is let go when the last clone is dropped.
#[derive(Clone)]
pub struct Link {
	head: watch::Receiver<Option<View>>,
	blocks: broadcast::WeakSender<View>,
}

impl Link {
	/// Begins to reach for a chain, now and after every outage. Must be called in a Tokio runtime.
	pub fn open(way: Way) -> Self {
		let (head_sender, head) = watch::channel(None);
		let (block_sender, _) = broadcast::channel(BLOCKS_KEPT);
		let blocks = block_sender.downgrade();
		tokio::spawn(
			Follower { way, head: head_sender, blocks: block_sender, genesis: None }.run(),
		);
		Self { head, blocks }
	}

	/// The block that became final last, as soon as there is one. After an outage it is old: see
	/// [`View::age`].
	pub async fn head(&self) -> View {
		let mut head = self.head.clone();
		let known = head.wait_for(Option::is_some).await;
		known.ok().and_then(|view| view.clone()).expect("the follower outlives the link; qed")
	}

	/// The block that became final last, if any was seen yet.
	pub fn latest(&self) -> Option<View> {
		self.head.borrow().clone()
	}

	/// Waits for a block that became final after this one.
	pub async fn after(&self, view: &View) -> View {
		let mut head = self.head.clone();
		let is_later =
			|head: &Option<View>| head.as_ref().is_some_and(|head| head.number() > view.number());
		let later = head.wait_for(is_later).await;
		later.ok().and_then(|view| view.clone()).expect("the follower outlives the link; qed")
	}

	/// Asks of each block at once which runtime it has, so that who reads soon afterwards does not wait for that. It
	/// is a question to the network for every block: for a gateway, not for each of many devices.
	pub fn read_ahead(&self) {
		let mut blocks = self.blocks();
		tokio::spawn(async move {
			loop {
				match blocks.recv().await {
					Ok(view) => drop(in_time(view.at()).await),
					Err(broadcast::error::RecvError::Lagged(_)) => {}
					Err(broadcast::error::RecvError::Closed) => return,
				}
			}
		});
	}

	/// Every block that becomes final from now on, in order; some may be missing after an outage.
	pub fn blocks(&self) -> broadcast::Receiver<View> {
		let sender = self.blocks.upgrade().expect("the follower outlives the link; qed");
		sender.subscribe()
	}
}

/// Follows the final blocks of a chain until nobody wants to know.
struct Follower {
	way: Way,
	head: watch::Sender<Option<View>>,
	blocks: broadcast::Sender<View>,
	/// The chain that was reached first: another is never taken for it.
	genesis: Option<H256>,
}

impl Follower {
	async fn run(mut self) {
		while !self.head.is_closed() {
			if let Err(error) = self.follow().await {
				tracing::warn!("The chain is out of reach by {}: {error:#}", self.way);
			}
			sleep(PAUSE).await;
		}
	}

	/// Follows the chain through one connection, until that is lost or nobody wants to know.
	async fn follow(&mut self) -> Result<()> {
		let client = timeout(PATIENCE, self.way.open()).await.context("nothing answers")??;
		let genesis = client.genesis_hash();
		ensure!(
			*self.genesis.get_or_insert(genesis) == genesis,
			"it is another chain than before: its first block is {genesis:?}"
		);
		let blocks = in_time(async { Ok(client.stream_blocks().await?) }).await?;
		tracing::info!("The chain is in reach by {}", self.way);
		tokio::select! {
			ended = self.pass_on(blocks, genesis) => ended,
			error = until_unreadable(&self.head) => Err(error),
		}
	}

	/// Tells which blocks become final.
	async fn pass_on(&self, mut blocks: Blocks<PolkadotConfig>, genesis: H256) -> Result<()> {
		while !self.head.is_closed() {
			let next = timeout(PATIENCE, blocks.next()).await;
			let Some(block) = next.context("no block becomes final")? else {
				bail!("the connection was closed")
			};
			let view = View::new(block?, genesis);
			self.head.send_replace(Some(view.clone()));
			// Nobody may be listening.
			self.blocks.send(view).ok();
		}
		Ok(())
	}
}

/// Returns when for some time no block could be read, although blocks come.
///
/// Not at the first failure: on a busy machine a question takes long, and a connection made anew takes longer.
async fn until_unreadable(head: &watch::Sender<Option<View>>) -> Error {
	let mut read = Instant::now();
	loop {
		sleep(READING_PAUSE).await;
		let Some(view) = head.borrow().clone() else { continue };
		match in_time(async { view.at().await.map(drop) }).await {
			Ok(()) => read = Instant::now(),
			Err(error) if read.elapsed() < PATIENCE => {
				tracing::debug!("Block {} cannot be read: {error:#}", view.number());
			}
			Err(error) => return error,
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use futures::poll;
	use std::pin::pin;

	#[tokio::test]
	async fn trying_to_read_keeps_no_hold_on_the_chain() {
		let (sender, receiver) = watch::channel(None);
		let mut trying = pin!(until_unreadable(&sender));
		assert!(poll!(&mut trying).is_pending());
		drop(receiver);
		assert!(sender.is_closed());
	}
}
