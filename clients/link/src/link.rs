//! Keeps hold of a chain.

use crate::{
	connection::Way,
	view::{in_time, View},
};
use anyhow::{bail, ensure, Context, Result};
use std::time::Duration;
use subxt::config::polkadot::H256;
use tokio::{
	sync::{broadcast, watch},
	time::{sleep, timeout, timeout_at, Instant},
};

/// How long no final block may come, or be read, before the connection is made anew.
const PATIENCE: Duration = Duration::from_secs(60);

/// The pause between two attempts to reach the chain.
const PAUSE: Duration = Duration::from_secs(1);

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
		let mut blocks = in_time(async { Ok(client.stream_blocks().await?) }).await?;
		tracing::info!("The chain is in reach by {}", self.way);
		let mut reached = Instant::now();
		while !self.head.is_closed() {
			let next = timeout_at(reached + PATIENCE, blocks.next()).await;
			let Some(block) = next.context("no block becomes final")? else {
				bail!("the connection was closed")
			};
			let block = block?;
			let at = match in_time(async { Ok(block.at().await?) }).await {
				Ok(at) => at,
				// On a busy machine a question takes long, and a connection made anew takes longer.
				Err(error) if reached.elapsed() < PATIENCE => {
					tracing::debug!("Block {} is passed over: {error:#}", block.number());
					continue;
				}
				Err(error) => return Err(error),
			};
			reached = Instant::now();
			let view = View::new(at);
			self.head.send_replace(Some(view.clone()));
			// Nobody may be listening.
			self.blocks.send(view).ok();
		}
		Ok(())
	}
}
