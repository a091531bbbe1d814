//! Signs orders and sends them.

use crate::{
	journal::SharedJournal,
	network::{AtBlock, Network},
	orders::{Signed, Trader},
};
use anyhow::{bail, ensure, Context, Result};
use rand::Rng;
use std::{
	collections::{HashMap, VecDeque},
	time::{Duration, Instant},
};
use subxt::{config::polkadot::H256, rpcs::Error as RpcError};
use tokio::{
	sync::mpsc::{unbounded_channel, UnboundedReceiver, UnboundedSender},
	time::{sleep, sleep_until, timeout},
};

/// How long a trader waits after a refusal before it tries again.
const PAUSE_AFTER_REFUSAL: Duration = Duration::from_millis(500);

/// How long an order may take that is alone on its way.
const PATIENCE_FOR_ONE: Duration = Duration::from_secs(30);

/// How fast transactions are sent.
#[derive(Clone, Copy, Debug)]
pub enum Pace {
	/// One every so often, as long as there is a trader with none on its way.
	Every(Duration),
	/// Each trader as soon as its last transaction is in a block.
	AsFastAsAccepted,
}

/// What a trader waits for.
#[derive(Clone, Copy, Debug)]
pub enum News {
	/// A transaction is in a block.
	InBlock(H256),
	/// A transaction was refused, and the pause after that is over.
	Refused(H256),
}

/// The way by which traders hear what they wait for.
pub type Grapevine = (UnboundedSender<News>, UnboundedReceiver<News>);

/// A way by which traders hear what they wait for.
pub fn grapevine() -> Grapevine {
	unbounded_channel()
}

/// Sends orders to a network.
pub struct Sender {
	/// Where to.
	pub network: Network,
	/// What the chain is like, to sign for it.
	pub chain: AtBlock,
	/// Where to note it.
	pub journal: SharedJournal,
	/// How many orders are in a transaction.
	pub batch: u32,
}

impl Sender {
	/// Sends so many transactions, each once the one before is final on all nodes, at a random moment of
	/// the slot.
	pub async fn send_one_by_one(
		&self,
		mut traders: Vec<Trader>,
		samples: u32,
		slot: Duration,
	) -> Result<()> {
		let count = traders.len();
		for sample in 0..samples as usize {
			sleep(slot.mul_f64(rand::rng().random())).await;
			let trader = &mut traders[sample % count];
			let signed = trader.sign(&self.chain, self.batch)?;
			let hash = signed.hash;
			self.note(&signed);
			if let Err(reason) = submit(&self.network, &self.journal, trader.node, signed).await {
				bail!("An order was refused: {reason}");
			}
			trader.move_on();
			timeout(PATIENCE_FOR_ONE, self.journal.until(|journal| journal.is_final(&hash)))
				.await
				.context("An order did not become final in time: is the network alive?")?;
		}
		Ok(())
	}

	/// Sends transactions for so long, at a pace.
	pub async fn send_steadily(
		&self,
		traders: Vec<Trader>,
		pace: Pace,
		duration: Duration,
		(news, mut arriving): Grapevine,
	) -> Result<()> {
		let mut crowd = Crowd::new(traders);
		let begin = Instant::now();
		let end = begin + duration;
		let mut due = begin;
		loop {
			let ready = async {
				sleep_until(due.into()).await;
				while crowd.rested.is_empty() {
					let Some(news) = arriving.recv().await else { return };
					crowd.hear(news);
				}
			};
			if tokio::time::timeout_at(end.into(), ready).await.is_err() {
				break;
			}
			while let Ok(news) = arriving.try_recv() {
				crowd.hear(news);
			}
			if let Pace::Every(interval) = pace {
				due += interval;
			}
			let Some(mut trader) = crowd.rested.pop_front() else { break };
			let signed = trader.sign(&self.chain, self.batch)?;
			self.note(&signed);
			let (node, hash) = (trader.node, signed.hash);
			crowd.waiting.insert(hash, trader);
			self.submit_beside(node, signed, news.clone());
		}
		let progress = self.journal.progress();
		ensure!(
			progress.accepted > 0,
			"No order was accepted: {:?}",
			self.journal.read().refusals()
		);
		Ok(())
	}

	/// Notes that a transaction is about to be sent.
	fn note(&self, signed: &Signed) {
		let now = Instant::now();
		self.journal.write(|journal| journal.submitted(signed.hash, self.batch, now));
	}

	/// Sends a transaction beside everything else.
	fn submit_beside(&self, node: usize, signed: Signed, news: UnboundedSender<News>) {
		let (network, journal) = (self.network.clone(), self.journal.clone());
		let hash = signed.hash;
		tokio::spawn(async move {
			if submit(&network, &journal, node, signed).await.is_err() {
				sleep(PAUSE_AFTER_REFUSAL).await;
				// Once sending is over, nobody wants to know.
				news.send(News::Refused(hash)).ok();
			}
		});
	}
}

/// The traders: those who can send, and those who wait for what they sent.
///
/// A trader has one transaction on its way at a time. So none overtakes another of the same account, and
/// what one account does never holds up the next.
struct Crowd {
	rested: VecDeque<Trader>,
	waiting: HashMap<H256, Trader>,
}

impl Crowd {
	fn new(traders: Vec<Trader>) -> Self {
		Self { rested: traders.into(), waiting: HashMap::new() }
	}

	fn hear(&mut self, news: News) {
		let (News::InBlock(hash) | News::Refused(hash)) = news;
		if let Some(mut trader) = self.waiting.remove(&hash) {
			if let News::InBlock(_) = news {
				trader.move_on();
			}
			self.rested.push_back(trader);
		}
	}
}

/// Sends a transaction and notes whether it was accepted.
async fn submit(
	network: &Network,
	journal: &SharedJournal,
	node: usize,
	signed: Signed,
) -> Result<(), String> {
	let answer = network.nodes[node].entrance.author_submit_extrinsic(&signed.bytes).await;
	let now = Instant::now();
	match answer {
		Ok(_) => {
			journal.write(|journal| journal.accepted(signed.hash, now));
			Ok(())
		}
		Err(error) => {
			let reason = reason_of(&error);
			journal.write(|journal| journal.refused(signed.hash, reason.clone()));
			Err(reason)
		}
	}
}

/// Why a node refused a transaction, in its words.
fn reason_of(error: &RpcError) -> String {
	match error {
		RpcError::User(said) => match &said.data {
			Some(data) => format!("{}: {}", said.message, data.get().trim_matches('"')),
			None => said.message.clone(),
		},
		other => other.to_string(),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use subxt_signer::sr25519::dev;

	fn crowd() -> Crowd {
		let trader = |index| Trader::new(index, dev::alice(), 0, 1, vec![1], 1);
		Crowd::new((0..2).map(trader).collect())
	}

	#[test]
	fn a_trader_rests_once_its_transaction_is_in_a_block() {
		let mut crowd = crowd();
		let trader = crowd.rested.pop_front().unwrap();
		crowd.waiting.insert(H256::zero(), trader);
		crowd.hear(News::InBlock(H256::repeat_byte(9)));
		assert_eq!((crowd.rested.len(), crowd.waiting.len()), (1, 1));
		crowd.hear(News::InBlock(H256::zero()));
		crowd.hear(News::InBlock(H256::zero()));
		assert_eq!((crowd.rested.len(), crowd.waiting.len()), (2, 0));
		assert_eq!(crowd.rested[1].sent(), 1);
	}

	#[test]
	fn what_was_refused_is_sent_under_the_same_number_again() {
		let mut crowd = crowd();
		let trader = crowd.rested.pop_front().unwrap();
		crowd.waiting.insert(H256::zero(), trader);
		crowd.hear(News::Refused(H256::zero()));
		assert_eq!(crowd.rested[1].sent(), 0);
	}
}
