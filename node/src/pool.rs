//! The transaction pool, counting what is refused and why.
//!
//! A transaction is checked when it comes in, from RPC or from another node, against the newest
//! block and for its turn: its sender's quota has to cover as many like it as come before it. An
//! author checks again as it puts it into a block; if one is refused then, the pool drops those that
//! follow it. Both refusals are counted, each on the node that refuses; what follows a refused
//! transaction is not.

use crate::parts::FullClient;
use joule_runtime::opaque::Block;
use jsonrpsee::core::async_trait;
use pallet_registry::Refusal;
use polkadot_sdk::*;
use sc_transaction_pool::TransactionPoolHandle;
use sc_transaction_pool_api::{
	error::{Error as PoolError, IntoPoolError},
	BlockHash, ChainEvent, ImportNotificationStream, LocalTransactionPool,
	MaintainedTransactionPool, PoolStatus, ReadyTransactions, TransactionFor, TransactionPool,
	TransactionSource, TransactionStatusStreamFor, TxHash, TxInvalidityReportMap,
};
use sp_runtime::transaction_validity::{InvalidTransaction, TransactionValidityError};
use std::{collections::HashMap, pin::Pin, sync::Arc, time::Duration};
use substrate_prometheus_endpoint::{register, CounterVec, Opts, PrometheusError, Registry, U64};

/// The SDK's pool.
type Inner = TransactionPoolHandle<Block, FullClient>;
/// What may go into a block, best first.
type Ready =
	Box<dyn ReadyTransactions<Item = Arc<<Inner as TransactionPool>::InPoolTransaction>> + Send>;
/// What came of an attempt to put something into the pool.
type Outcome<T> = Result<T, <Inner as TransactionPool>::Error>;

/// The pool of a node.
pub struct Pool {
	inner: Inner,
	refused: CounterVec<U64>,
}

impl Pool {
	/// Counts what `inner` refuses; for Prometheus, if there is a registry.
	pub fn new(inner: Inner, registry: Option<&Registry>) -> Result<Self, PrometheusError> {
		let refused = CounterVec::new(
			Opts::new(
				"joule_transactions_refused_total",
				"Transactions refused by the pool, or by this node as a block's author",
			),
			&["reason"],
		)?;
		// Each begins at zero, so that the first refusal shows as an increase.
		for reason in REASONS {
			refused.with_label_values(&[reason]);
		}
		Ok(Self {
			inner,
			refused: match registry {
				Some(registry) => register(refused, registry)?,
				None => refused,
			},
		})
	}

	fn counted<T>(&self, outcome: Outcome<T>) -> Outcome<T> {
		outcome.map_err(|error| match error.into_pool_error() {
			Ok(error) => {
				if let Some(reason) = reason(&error) {
					self.count(reason);
				}
				error.into()
			}
			Err(error) => error,
		})
	}

	fn count(&self, reason: &str) {
		self.refused.with_label_values(&[reason]).inc();
	}
}

const NOT_PARTICIPANT: &str = "not_participant";
const MAY_NOT_SEND: &str = "may_not_send";
const QUOTA_EXHAUSTED: &str = "quota_exhausted";
const NOT_SITE: &str = "not_site";
const OUTDATED: &str = "outdated";
const POOL_FULL: &str = "pool_full";
/// It was refused a short time ago; why is not looked at again.
const BANNED: &str = "banned";
const OTHER: &str = "other";
const REASONS: [&str; 8] =
	[NOT_PARTICIPANT, MAY_NOT_SEND, QUOTA_EXHAUSTED, NOT_SITE, OUTDATED, POOL_FULL, BANNED, OTHER];

/// Why a transaction was refused; `None` if it was not, because the pool has it already.
fn reason(error: &PoolError) -> Option<&'static str> {
	match error {
		PoolError::AlreadyImported(_) => None,
		PoolError::ImmediatelyDropped => Some(POOL_FULL),
		PoolError::TemporarilyBanned => Some(BANNED),
		PoolError::InvalidTransaction(invalid) => Some(reason_of(invalid)),
		_ => Some(OTHER),
	}
}

fn reason_of(invalid: &InvalidTransaction) -> &'static str {
	let is = |code: u8, refusal: Refusal| code == refusal as u8;
	match *invalid {
		InvalidTransaction::Stale => OUTDATED,
		InvalidTransaction::Custom(code) if is(code, Refusal::NotParticipant) => NOT_PARTICIPANT,
		InvalidTransaction::Custom(code) if is(code, Refusal::MayNotSend) => MAY_NOT_SEND,
		InvalidTransaction::Custom(code) if is(code, Refusal::QuotaExhausted) => QUOTA_EXHAUSTED,
		InvalidTransaction::Custom(code) if is(code, Refusal::NotSite) => NOT_SITE,
		_ => OTHER,
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
		let outcomes = self.counted(self.inner.submit_at(at, source, transactions).await)?;
		Ok(outcomes.into_iter().map(|outcome| self.counted(outcome)).collect())
	}

	async fn submit_one(
		&self,
		at: BlockHash<Self>,
		source: TransactionSource,
		transaction: TransactionFor<Self>,
	) -> Outcome<TxHash<Self>> {
		self.counted(self.inner.submit_one(at, source, transaction).await)
	}

	async fn submit_and_watch(
		&self,
		at: BlockHash<Self>,
		source: TransactionSource,
		transaction: TransactionFor<Self>,
	) -> Outcome<Pin<Box<TransactionStatusStreamFor<Self>>>> {
		self.counted(self.inner.submit_and_watch(at, source, transaction).await)
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
				self.count(reason_of(invalid));
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
		self.inner.maintain(event).await
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

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn refusals_of_the_registry_have_reasons_of_their_own() {
		for (refusal, reason) in [
			(Refusal::NotParticipant, NOT_PARTICIPANT),
			(Refusal::MayNotSend, MAY_NOT_SEND),
			(Refusal::QuotaExhausted, QUOTA_EXHAUSTED),
			(Refusal::NotSite, NOT_SITE),
		] {
			assert_eq!(reason_of(&InvalidTransaction::Custom(refusal as u8)), reason);
		}
		assert_eq!(reason_of(&InvalidTransaction::Custom(u8::MAX)), OTHER);
	}

	#[test]
	fn what_the_pool_has_already_is_not_refused() {
		assert_eq!(reason(&PoolError::AlreadyImported(Box::new(()))), None);
		assert_eq!(reason(&PoolError::ImmediatelyDropped), Some(POOL_FULL));
		let stale = PoolError::InvalidTransaction(InvalidTransaction::Stale);
		assert_eq!(reason(&stale), Some(OUTDATED));
	}
}
