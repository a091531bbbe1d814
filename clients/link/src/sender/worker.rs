//! The task that sends an account's transactions.

use super::{
	answer::Refusal,
	outcome::Content,
	pending::{Entry, Pending},
	Call, Order, Outcome, Status,
};
use crate::{
	view::{in_time, AtBlock, View},
	Account, Link,
};
use std::{collections::VecDeque, time::Instant};
use subxt::{
	client::OnlineClientAtBlockImpl,
	config::{polkadot::PolkadotExtrinsicParamsBuilder, PolkadotConfig},
	error::ExtrinsicError,
	tx::{SubmittableTransaction, TransactionProgress, TransactionStatus},
};
use tokio::sync::{broadcast, mpsc, watch};

type Transaction = SubmittableTransaction<PolkadotConfig, OnlineClientAtBlockImpl<PolkadotConfig>>;
type Progress = TransactionProgress<PolkadotConfig, OnlineClientAtBlockImpl<PolkadotConfig>>;

/// Sends an account's transactions.
pub(super) struct Worker {
	account: Account,
	/// Held so that the chain is followed as long as somebody may send.
	_link: Link,
	blocks: broadcast::Receiver<View>,
	orders: mpsc::Receiver<Order>,
	waiting: VecDeque<Order>,
	pending: Pending<Order>,
	/// The last final block.
	head: Option<View>,
	/// The number of the next final transaction, if it is known.
	final_nonce: Option<u64>,
	/// Whether to wait for another block before anything is sent.
	pauses: bool,
}

impl Worker {
	pub(super) fn new(link: Link, account: Account, orders: mpsc::Receiver<Order>) -> Self {
		let (blocks, head) = (link.blocks(), link.latest());
		Self {
			account,
			_link: link,
			blocks,
			orders,
			waiting: VecDeque::new(),
			pending: Pending::new(),
			head,
			final_nonce: None,
			pauses: false,
		}
	}

	/// Works until all that was ordered is settled and nobody can order more, or the chain was let go.
	pub(super) async fn run(mut self) {
		let mut open = true;
		while open || !self.waiting.is_empty() || !self.pending.is_empty() {
			tokio::select! {
				order = self.orders.recv(), if open => match order {
					Some(order) => self.waiting.push_back(order),
					None => open = false,
				},
				block = self.blocks.recv() => match block {
					Ok(view) => self.see(view).await,
					Err(broadcast::error::RecvError::Lagged(_)) => {}
					Err(broadcast::error::RecvError::Closed) => return,
				},
			}
			self.send_waiting().await;
		}
	}

	/// A block became final.
	async fn see(&mut self, view: View) {
		self.pauses = false;
		let before = self.head.replace(view.clone());
		if self.final_nonce.is_some() && self.pending.is_empty() {
			return;
		}
		let nonce = match view.nonce(&self.account.id()).await {
			Ok(nonce) => nonce,
			Err(error) => {
				tracing::debug!("{error:#}");
				return;
			}
		};
		self.final_nonce = Some(nonce);
		let settled = self.pending.settle(nonce, Instant::now());
		if !settled.is_empty() {
			let follows = before.is_some_and(|before| before.number() + 1 == view.number());
			let content = if follows { self.content(&view).await } else { None };
			for entry in settled {
				let Entry { order, hashes, .. } = &entry;
				let outcome =
					content.as_ref().and_then(|content| content.outcome(&order.call, hashes));
				settle(&order.status, outcome.unwrap_or(Outcome::Unknown));
			}
		}
		if self.pending.are_overdue(Instant::now()) {
			self.send_again(&view).await;
		}
	}

	/// What a block holds, if it can be read.
	async fn content(&self, view: &View) -> Option<Content> {
		match in_time(Content::of(view)).await {
			Ok(content) => Some(content),
			Err(error) => {
				tracing::warn!("Block {} could not be read: {error:#}", view.number());
				None
			}
		}
	}

	/// Sends what waits, as far as that is possible now.
	async fn send_waiting(&mut self) {
		while !self.pauses {
			let Some(view) = self.head.clone() else { return };
			let Some(order) = self.waiting.pop_front() else { return };
			if order.status.is_closed() {
				continue;
			}
			if let Err(order) = self.send(&view, order).await {
				self.waiting.push_front(order);
				self.pauses = true;
			}
		}
	}

	/// Signs and sends a call. Gives it back if that has to wait for another block.
	async fn send(&mut self, view: &View, order: Order) -> Result<(), Order> {
		let final_nonce = match self.final_nonce {
			Some(nonce) => nonce,
			None => match view.nonce(&self.account.id()).await {
				Ok(nonce) => *self.final_nonce.insert(nonce),
				Err(_) => return Err(order),
			},
		};
		let nonce = self.pending.next_nonce(final_nonce);
		let at = match in_time(view.at()).await {
			Ok(at) => at,
			Err(error) => {
				tracing::debug!("{error:#}");
				return Err(order);
			}
		};
		let transaction = match sign(at, &self.account, &order.call, nonce) {
			Ok(transaction) => transaction,
			Err(error) => {
				settle(&order.status, Outcome::Refused(error.to_string()));
				return Ok(());
			}
		};
		let answer = submit(&transaction).await;
		match answer {
			Err(Refusal::Never(reason)) => {
				settle(&order.status, Outcome::Refused(reason));
				Ok(())
			}
			Err(refusal) if !refusal.leaves_open() => {
				tracing::debug!("Transaction {nonce} has to wait: {refusal:?}");
				// Numbers are counted anew from the chain once what is on its way is final.
				self.final_nonce = None;
				Err(order)
			}
			answer => {
				let (pallet, name) = (order.call.pallet_name(), order.call.call_name());
				tracing::debug!("{pallet}.{name} is sent as transaction {nonce}");
				order.status.send_replace(Status::Sent);
				match answer {
					Ok(progress) => watch_for_block(progress, order.status.clone()),
					// The same bytes are sent again if the number does not become final.
					Err(silence) => {
						tracing::info!("It is not known who has transaction {nonce}: {silence:?}");
						self.pauses = true;
					}
				}
				let hashes = vec![transaction.hash()];
				let entry = Entry { nonce, hashes, bytes: transaction.into_encoded(), order };
				self.pending.push(entry, Instant::now());
				Ok(())
			}
		}
	}

	/// Sends again what is on its way: pools may have dropped it.
	async fn send_again(&mut self, view: &View) {
		let at = match in_time(view.at()).await {
			Ok(at) => at,
			Err(error) => return tracing::debug!("{error:#}"),
		};
		tracing::info!("Transactions do not become final: they are sent again");
		self.pending.were_sent_again(Instant::now());
		let mut never = None;
		for entry in self.pending.iter_mut() {
			match send_entry_again(at, &self.account, entry).await {
				Ok(progress) => watch_for_block(progress, entry.order.status.clone()),
				Err(Refusal::Never(reason)) => {
					never = Some(reason);
					break;
				}
				Err(reason) => tracing::debug!("Transaction {} again: {reason:?}", entry.nonce),
			}
		}
		if let Some(reason) = never {
			tracing::warn!("Transactions that a pool had taken are refused now: {reason}");
			for entry in self.pending.give_up() {
				settle(&entry.order.status, Outcome::Unknown);
			}
			self.final_nonce = None;
		}
	}
}

/// Sends a transaction again; signs it anew if the pool does not take the same bytes.
async fn send_entry_again(
	at: &AtBlock,
	account: &Account,
	entry: &mut Entry<Order>,
) -> Result<Progress, Refusal> {
	match submit(&at.tx().from_bytes(entry.bytes.clone())).await {
		Err(Refusal::Banned) => {
			let transaction = sign(at, account, &entry.order.call, entry.nonce)
				.map_err(|error| Refusal::of(&error))?;
			// Before it is known whether the pool takes it: it may be this one that becomes final.
			entry.hashes.push(transaction.hash());
			let answer = submit(&transaction).await;
			entry.bytes = transaction.into_encoded();
			answer
		}
		answer => answer,
	}
}

/// Signs a call as the account's transaction of this number. It never lapses: its number alone makes
/// sure that it counts once. Fails if the runtime has no such call.
fn sign(
	at: &AtBlock,
	account: &Account,
	call: &Call,
	nonce: u64,
) -> Result<Transaction, ExtrinsicError> {
	let params = PolkadotExtrinsicParamsBuilder::new().immortal().nonce(nonce).build();
	at.tx()
		.create_signable_offline(call, params)
		.and_then(|mut signable| signable.sign(account.signer()))
}

/// Gives a transaction to the pool and waits for its answer.
async fn submit(transaction: &Transaction) -> Result<Progress, Refusal> {
	let ask = async {
		let mut progress = transaction.submit_and_watch().await.map_err(|e| Refusal::of(&e))?;
		match progress.next().await {
			Some(Ok(TransactionStatus::Invalid { message })) => Err(Refusal::of_words(&message)),
			Some(Ok(
				TransactionStatus::Error { message } | TransactionStatus::Dropped { message },
			)) => Err(Refusal::of_loss(&message)),
			Some(Ok(_)) => Ok(progress),
			Some(Err(error)) => Err(Refusal::Unheard(error.to_string())),
			None => Err(Refusal::Unheard("the pool said nothing".into())),
		}
	};
	match in_time(async { Ok(ask.await) }).await {
		Ok(answer) => answer,
		Err(silence) => Err(Refusal::Unheard(silence.to_string())),
	}
}

/// Tells when a transaction is in a block, beside everything else.
fn watch_for_block(mut progress: Progress, status: watch::Sender<Status>) {
	tokio::spawn(async move {
		while let Some(Ok(step)) = progress.next().await {
			let in_block = matches!(step, TransactionStatus::InBestBlock(_));
			status.send_if_modified(|status| {
				let news = in_block && matches!(status, Status::Sent);
				if news {
					*status = Status::InBlock;
				}
				news
			});
		}
	});
}

/// Tells what came of a transaction.
fn settle(status: &watch::Sender<Status>, outcome: Outcome) {
	status.send_replace(Status::Settled(outcome));
}
