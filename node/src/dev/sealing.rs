//! Who orders the blocks of a dev chain: the transactions that come in.

use crate::{parts::Hash, pool::Pool};
use futures::{
	channel::mpsc,
	future::{select, Either},
	Stream, StreamExt,
};
use futures_timer::Delay;
use polkadot_sdk::*;
use sc_consensus_manual_seal::{
	rpc::{ManualSeal, ManualSealApiServer},
	CreatedBlock, EngineCommand, Error,
};
use sc_transaction_pool_api::TransactionPool;
use std::{pin::pin, sync::Arc, time::Duration};

/// Transactions that follow one another faster than this share a block.
///
/// The pool checks each against the newest block when it comes in. Where a block is made meanwhile
/// for each of a burst, the pool takes the later ones of an account for premature, and keeps them
/// back for good.
const QUIET: Duration = Duration::from_millis(10);

/// Nobody waits longer for a block, however many follow: a slot of the network.
const LONGEST_WAIT: Duration = Duration::from_millis(joule_runtime::SLOT_DURATION_MS);

/// Where the one task that seals blocks takes its orders from.
pub type Orders = mpsc::Sender<EngineCommand<Hash>>;

/// Orders blocks, each final at once.
pub struct Sealer(ManualSeal<Hash>);

impl Sealer {
	/// Sends its orders to `orders`.
	pub fn new(orders: Orders) -> Self {
		Self(ManualSeal::new(orders))
	}

	/// Seals a block with the transactions that wait, if any.
	pub async fn seal(&self) -> Result<CreatedBlock<Hash>, Error> {
		self.0.create_block(true, true, None).await
	}

	/// Seals a block whenever transactions have arrived, and more if one does not hold them all.
	pub async fn seal_arrivals(self, pool: Arc<Pool>) {
		let mut arrivals = pool.import_notification_stream();
		while arrivals.next().await.is_some() {
			while self.seal_burst(&mut arrivals, &pool).await {}
		}
	}

	/// Seals one block with what waits after a burst of arrivals. Tells whether more waits.
	async fn seal_burst(&self, arrivals: &mut (impl Stream + Unpin), pool: &Pool) -> bool {
		select(pin!(until_quiet(arrivals)), Delay::new(LONGEST_WAIT)).await;
		match self.0.create_block(false, true, None).await {
			Ok(block) => pool.ready_at(block.hash).await.next().is_some(),
			// What arrived is in a block already, or was not valid any more.
			Err(Error::EmptyTransactionPool) => false,
			Err(error) => {
				log::error!("No block for the transactions that wait: {error}");
				false
			}
		}
	}
}

async fn until_quiet(arrivals: &mut (impl Stream + Unpin)) {
	while let Either::Left((Some(_), _)) = select(arrivals.next(), Delay::new(QUIET)).await {}
}
