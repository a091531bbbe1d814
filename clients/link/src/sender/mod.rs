//! Numbers, signs and sends transactions, again if need be, and says what came of each.
//!
//! An account's transactions are numbered without gaps, so one task sends all of them and nobody else may
//! use the account meanwhile. Many can be on their way at once. What became of them is read from the
//! final blocks and never from what a pool says: only what is final happened. A transaction that does
//! not get into a block for a while is sent again, and so is one of which it is not known whether a pool took
//! it; it keeps its number, which makes sure that it counts once.
//!
//! | file | what it does |
//! |---|---|
//! | [`answer`] | what a pool's answer means |
//! | [`pending`] | transactions on their way, as pure bookkeeping |
//! | [`outcome`] | what came of a transaction |
//! | [`mod@proxied`] | calls that are made for another account |
//! | [`worker`] | the task that does it |

mod answer;
mod outcome;
mod pending;
mod proxied;
mod worker;

use crate::{Account, Link};
use subxt::{
	config::polkadot::AccountId32,
	dynamic::Value,
	ext::scale_value::Composite,
	tx::{dynamic, DynamicPayload},
};
use tokio::sync::{mpsc, watch};

pub use outcome::{CallError, Included, Outcome};
pub use proxied::proxied;

/// How many calls may wait to be sent; who sends more waits.
const CALLS_WAITING: usize = 1_024;

/// A call of the runtime.
pub type Call = DynamicPayload<Composite<()>>;

/// A call of a pallet, by its name in the runtime.
pub fn call(pallet: &str, name: &str, arguments: impl IntoIterator<Item = Value>) -> Call {
	dynamic(pallet, name, Composite::Unnamed(arguments.into_iter().collect()))
}

/// How far a transaction is.
#[derive(Clone, Debug)]
pub enum Status {
	/// It waits to be sent.
	Waiting,
	/// A pool has it, or may have it: it keeps its number.
	Sent,
	/// It is in a block of the best chain, which may still change.
	InBlock,
	/// This came of it.
	Settled(Outcome),
}

/// Sends transactions of one account. Cheap to clone.
#[derive(Clone)]
pub struct Sender {
	account: AccountId32,
	orders: mpsc::Sender<Order>,
}

/// A call to be sent, and where to tell how far it is.
struct Order {
	call: Call,
	status: watch::Sender<Status>,
}

impl Sender {
	/// Sends by this account from now on. Must be called in a Tokio runtime, once for each account.
	pub fn new(link: &Link, account: Account) -> Self {
		let (orders, receiver) = mpsc::channel(CALLS_WAITING);
		let id = account.id();
		tokio::spawn(worker::Worker::new(link.clone(), account, receiver).run());
		Self { account: id, orders }
	}

	/// The account.
	pub fn account(&self) -> &AccountId32 {
		&self.account
	}

	/// Sends a call as soon as the chain is in reach. Returns once it is in the queue.
	///
	/// A call that is dropped ([`Sent`]) before a pool has it is not sent.
	pub async fn send(&self, call: Call) -> Sent {
		let (status, receiver) = watch::channel(Status::Waiting);
		self.orders
			.send(Order { call, status })
			.await
			.expect("the worker outlives its senders; qed");
		Sent { status: receiver }
	}
}

/// A transaction that is being sent.
#[derive(Debug)]
pub struct Sent {
	status: watch::Receiver<Status>,
}

impl Sent {
	/// How far it is.
	pub fn status(&self) -> Status {
		self.status.borrow().clone()
	}

	/// Waits until it is in a block of the best chain, or settled.
	pub async fn in_block(&mut self) -> Status {
		let far_enough = |status: &Status| matches!(status, Status::InBlock | Status::Settled(_));
		let status = self.status.wait_for(far_enough).await;
		status.map(|status| status.clone()).unwrap_or(Status::Settled(Outcome::Unknown))
	}

	/// Waits until it is settled. Waits as long as the chain is out of reach.
	pub async fn outcome(mut self) -> Outcome {
		let settled = |status: &Status| matches!(status, Status::Settled(_));
		match self.status.wait_for(settled).await.as_deref() {
			Ok(Status::Settled(outcome)) => outcome.clone(),
			_ => Outcome::Unknown,
		}
	}
}
