//! The transaction pool.
//!
//! A transaction is checked when it comes in, from RPC or from another node, against the newest
//! block and for its turn: its sender's quota has to cover as many like it as come before it. An
//! author checks again as it puts it into a block; if one is refused then, the pool drops those that
//! follow it. Both refusals are counted, each on the node that refuses; what follows a refused
//! transaction is not.

mod refusals;

use self::refusals::Refusals;
use crate::parts::{FullClient, Hash};
use joule_runtime::opaque::Block;
use jsonrpsee::core::async_trait;
use polkadot_sdk::*;
use sc_client_api::{BlockBackend, HeaderBackend, UsageProvider};
use sc_service::Role;
use sc_transaction_pool::{
	BasicPool, FullChainApi, Options, RevalidationType, TimedTransactionSource,
	ValidateTransactionPriority,
};
use sc_transaction_pool_api::{
	BlockHash, ChainEvent, ImportNotificationStream, LocalTransactionPool,
	MaintainedTransactionPool, PoolStatus, ReadyTransactions, TransactionFor, TransactionPool,
	TransactionSource, TransactionStatusStreamFor, TxHash, TxInvalidityReportMap,
};
use sp_blockchain::HashAndNumber;
use sp_core::traits::SpawnEssentialNamed;
use sp_runtime::{transaction_validity::TransactionValidityError, OpaqueExtrinsic};
use std::{collections::HashMap, pin::Pin, sync::Arc, time::Duration};
use substrate_prometheus_endpoint::{PrometheusError, Registry};

/// The SDK's pool, with the state of one block: that of the best chain.
///
/// Its fork-aware pool takes a sixth more of the processor and, when flooded, drops transactions
/// that it had accepted (docs/benchmarks.md).
type Inner = BasicPool<FullChainApi<FullClient, Block>, Block>;
/// What may go into a block, best first.
type Ready =
	Box<dyn ReadyTransactions<Item = Arc<<Inner as TransactionPool>::InPoolTransaction>> + Send>;
/// What came of an attempt to put something into the pool.
type Outcome<T> = Result<T, <Inner as TransactionPool>::Error>;

/// The pool of a node.
pub struct Pool {
	client: Arc<FullClient>,
	inner: Inner,
	refusals: Refusals,
}

impl Pool {
	/// An empty pool, measured for Prometheus if there is a registry.
	pub fn new(
		client: Arc<FullClient>,
		options: Options,
		role: &Role,
		registry: Option<&Registry>,
		spawner: impl SpawnEssentialNamed,
	) -> Result<Self, PrometheusError> {
		let chain = client.usage_info().chain;
		let inner = BasicPool::with_revalidation_type(
			options,
			role.is_authority().into(),
			Arc::new(FullChainApi::new(client.clone(), registry, &spawner)),
			registry,
			// To look at all that waits after every block costs more than the blocks themselves, and
			// shuffles the queue. An author finds out what has become invalid.
			RevalidationType::Light,
			spawner,
			chain.best_number,
			chain.best_hash,
			chain.finalized_hash,
		);
		Ok(Self { client, inner, refusals: Refusals::new(registry)? })
	}

	/// What is in blocks that are no longer on the best chain.
	fn in_blocks(&self, pushed_out: &[HashAndNumber<Block>]) -> Vec<OpaqueExtrinsic> {
		let body = |block: &HashAndNumber<Block>| {
			let body = self.client.block_body(block.hash).ok().flatten();
			if body.is_none() {
				log::warn!("The transactions of the lost block {} are not there.", block.number);
			}
			body.unwrap_or_default()
		};
		pushed_out.iter().flat_map(body).collect()
	}

	/// Takes back transactions of blocks that `best` has pushed from the best chain: a pool of this
	/// type forgets them. What the best chain has too is outdated by now, and refused.
	async fn take_back(&self, transactions: Vec<OpaqueExtrinsic>, best: Hash) {
		let Ok(Some(number)) = self.client.number(best) else { return };
		let best = HashAndNumber { hash: best, number };
		let source = || TimedTransactionSource::new_external(false);
		let transactions = transactions.into_iter().map(|one| (source(), Arc::new(one)));
		let urgency = ValidateTransactionPriority::Submitted;
		self.inner.pool().resubmit_at(&best, transactions, urgency).await;
	}
}

#[async_trait]
impl TransactionPool for Pool {
	type Block = Block;
	type Hash = TxHash<Inner>;
	type InPoolTransaction = <Inner as TransactionPool>::InPoolTransaction;
	type Error = <Inner as TransactionPool>::Error;

	async fn submit_at(
		&self,
		at: BlockHash<Self>,
		source: TransactionSource,
		transactions: Vec<TransactionFor<Self>>,
	) -> Outcome<Vec<Outcome<TxHash<Self>>>> {
		let outcomes =
			self.refusals.counted(self.inner.submit_at(at, source, transactions).await)?;
		Ok(outcomes.into_iter().map(|outcome| self.refusals.counted(outcome)).collect())
	}

	async fn submit_one(
		&self,
		at: BlockHash<Self>,
		source: TransactionSource,
		transaction: TransactionFor<Self>,
	) -> Outcome<TxHash<Self>> {
		self.refusals.counted(self.inner.submit_one(at, source, transaction).await)
	}

	async fn submit_and_watch(
		&self,
		at: BlockHash<Self>,
		source: TransactionSource,
		transaction: TransactionFor<Self>,
	) -> Outcome<Pin<Box<TransactionStatusStreamFor<Self>>>> {
		self.refusals.counted(self.inner.submit_and_watch(at, source, transaction).await)
	}

	async fn ready_at(&self, at: BlockHash<Self>) -> Ready {
		self.inner.ready_at(at).await
	}

	async fn ready_at_with_timeout(&self, at: BlockHash<Self>, timeout: Duration) -> Ready {
		self.inner.ready_at_with_timeout(at, timeout).await
	}

	fn ready(&self) -> Ready {
		self.inner.ready()
	}

	async fn report_invalid(
		&self,
		at: Option<BlockHash<Self>>,
		errors: TxInvalidityReportMap<TxHash<Self>>,
	) -> Vec<Arc<Self::InPoolTransaction>> {
		for error in errors.values().flatten() {
			if let TransactionValidityError::Invalid(invalid) = error {
				self.refusals.count_invalid(invalid);
			}
		}
		self.inner.report_invalid(at, errors).await
	}

	fn futures(&self) -> Vec<Self::InPoolTransaction> {
		self.inner.futures()
	}

	fn status(&self) -> PoolStatus {
		self.inner.status()
	}

	fn import_notification_stream(&self) -> ImportNotificationStream<TxHash<Self>> {
		self.inner.import_notification_stream()
	}

	fn on_broadcasted(&self, propagations: HashMap<TxHash<Self>, Vec<String>>) {
		self.inner.on_broadcasted(propagations)
	}

	fn hash_of(&self, transaction: &TransactionFor<Self>) -> TxHash<Self> {
		self.inner.hash_of(transaction)
	}

	fn ready_transaction(&self, hash: &TxHash<Self>) -> Option<Arc<Self::InPoolTransaction>> {
		self.inner.ready_transaction(hash)
	}
}

#[async_trait]
impl MaintainedTransactionPool for Pool {
	async fn maintain(&self, event: ChainEvent<Block>) {
		// Before anything else: the database drops a lost block once another one is final in its place.
		let lost = match &event {
			ChainEvent::NewBestBlock { hash, tree_route: Some(route) } => {
				Some((self.in_blocks(route.retracted()), *hash))
			}
			_ => None,
		};
		self.inner.maintain(event).await;
		if let Some((transactions, best)) = lost {
			self.take_back(transactions, best).await;
		}
	}
}

impl LocalTransactionPool for Pool {
	type Block = Block;
	type Hash = TxHash<Inner>;
	type Error = <Inner as LocalTransactionPool>::Error;

	fn submit_local(
		&self,
		at: BlockHash<Self>,
		transaction: TransactionFor<Self>,
	) -> Result<Self::Hash, Self::Error> {
		self.inner.submit_local(at, transaction)
	}
}
