//! What became of each transaction and each block, by the clock of this program.
//!
//! The journal only notes what it is told and counts along; it neither asks the nodes nor the clock.

mod shared;

pub use shared::SharedJournal;

use std::{
	collections::{BTreeMap, HashMap},
	time::Instant,
};
use subxt::config::polkadot::H256;

/// What became of a transaction.
#[derive(Clone, Debug)]
pub struct Transaction {
	/// How many orders are in it.
	pub orders: u32,
	/// When it was about to be sent.
	pub submitted_at: Instant,
	/// When the node that it was sent to had accepted it.
	pub accepted_at: Option<Instant>,
	/// When its block was in the chain of the slowest node.
	pub in_block_at: Option<Instant>,
	/// When its block was final on the slowest node.
	pub final_at: Option<Instant>,
	/// Whether it is in any block.
	in_a_block: bool,
}

/// What a block holds.
#[derive(Clone, Debug, Default)]
pub struct Content {
	/// The slot that it was made in.
	pub slot: u64,
	/// The transactions in it, those of the chain itself included.
	pub transactions: Vec<H256>,
	/// How long they are, in bytes.
	pub length_bytes: u64,
	/// The weight of the ordinary transactions in it, in picoseconds.
	pub normal_weight_ps: u64,
}

/// A block, and when each node had it.
#[derive(Clone, Debug)]
pub struct Block {
	/// Its height.
	pub number: u64,
	/// What it holds, once that was asked for.
	pub content: Option<Content>,
	parent: H256,
	in_chain_at: Vec<Option<Instant>>,
	final_at: Vec<Option<Instant>>,
}

impl Block {
	/// When it was in the chain of the slowest node.
	pub fn in_chain_everywhere_at(&self) -> Option<Instant> {
		latest(&self.in_chain_at)
	}

	/// When it was final on the slowest node.
	pub fn final_everywhere_at(&self) -> Option<Instant> {
		latest(&self.final_at)
	}
}

/// The latest of some moments, once there are all.
fn latest(moments: &[Option<Instant>]) -> Option<Instant> {
	moments.iter().copied().collect::<Option<Vec<_>>>()?.into_iter().max()
}

/// How far things are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
	/// Transactions sent.
	pub submitted: u64,
	/// Transactions that a node accepted.
	pub accepted: u64,
	/// Transactions that a node refused.
	pub refused: u64,
	/// Transactions in a block.
	pub in_block: u64,
	/// Transactions that are final on all nodes.
	pub r#final: u64,
	/// The height of the lowest node.
	pub lowest: u64,
	/// The height of the highest node.
	pub highest: u64,
}

impl Progress {
	/// Transactions that were sent, not refused, and are in no block yet.
	pub fn waiting(&self) -> u64 {
		self.submitted.saturating_sub(self.refused + self.in_block)
	}

	/// Transactions that were sent, not refused, and are not final on all nodes yet.
	pub fn unfinished(&self) -> u64 {
		self.submitted.saturating_sub(self.refused + self.r#final)
	}
}

/// The journal of a measurement.
#[derive(Debug)]
pub struct Journal {
	transactions: HashMap<H256, Transaction>,
	blocks: HashMap<H256, Block>,
	/// The height of each node.
	heights: Vec<u64>,
	refusals: BTreeMap<String, u64>,
	progress: Progress,
}

impl Journal {
	/// The journal of so many nodes.
	pub fn new(nodes: usize) -> Self {
		Self {
			transactions: HashMap::new(),
			blocks: HashMap::new(),
			heights: vec![0; nodes],
			refusals: BTreeMap::new(),
			progress: Progress::default(),
		}
	}

	/// A transaction is about to be sent.
	pub fn submitted(&mut self, hash: H256, orders: u32, at: Instant) {
		let transaction = Transaction {
			orders,
			submitted_at: at,
			accepted_at: None,
			in_block_at: None,
			final_at: None,
			in_a_block: false,
		};
		self.transactions.insert(hash, transaction);
		self.progress.submitted += 1;
	}

	/// The node that a transaction was sent to accepted it.
	pub fn accepted(&mut self, hash: H256, at: Instant) {
		if let Some(transaction) = self.transactions.get_mut(&hash) {
			transaction.accepted_at = Some(at);
			self.progress.accepted += 1;
		}
	}

	/// The node that a transaction was sent to refused it.
	pub fn refused(&mut self, hash: H256, reason: String) {
		if self.transactions.remove(&hash).is_some() {
			*self.refusals.entry(reason).or_default() += 1;
			self.progress.refused += 1;
		}
	}

	/// A node begins with this block, which it holds for final.
	pub fn begins_with(&mut self, node: usize, hash: H256, number: u64) {
		self.insert_block(hash, H256::zero(), number);
		self.heights[node] = number;
	}

	/// A node has a new block. Tells whether no other node had it before.
	pub fn announced(&mut self, hash: H256, parent: H256) -> bool {
		if self.blocks.contains_key(&hash) {
			return false;
		}
		let number = self.blocks.get(&parent).map_or(0, |parent| parent.number + 1);
		self.insert_block(hash, parent, number);
		true
	}

	fn insert_block(&mut self, hash: H256, parent: H256, number: u64) {
		let nodes = self.heights.len();
		self.blocks.entry(hash).or_insert_with(|| Block {
			number,
			content: None,
			parent,
			in_chain_at: vec![None; nodes],
			final_at: vec![None; nodes],
		});
	}

	/// What a block holds became known. Tells which transactions are in a block for the first time.
	pub fn described(&mut self, hash: H256, content: Content) -> Vec<H256> {
		let mut new = Vec::new();
		for hash in &content.transactions {
			if let Some(transaction) = self.transactions.get_mut(hash) {
				if !transaction.in_a_block {
					transaction.in_a_block = true;
					new.push(*hash);
				}
			}
		}
		self.progress.in_block += new.len() as u64;
		if let Some(block) = self.blocks.get_mut(&hash) {
			block.content = Some(content);
		}
		self.finish(hash);
		new
	}

	/// A node holds a block for the best: now it and all before it are in that node's chain.
	pub fn best(&mut self, node: usize, hash: H256, at: Instant) {
		if let Some(block) = self.blocks.get(&hash) {
			self.heights[node] = block.number;
		}
		let mut next = hash;
		while let Some(block) = self.blocks.get_mut(&next) {
			if block.in_chain_at[node].is_some() {
				break;
			}
			block.in_chain_at[node] = Some(at);
			next = block.parent;
		}
	}

	/// A block is final on a node.
	pub fn finalised(&mut self, node: usize, hash: H256, at: Instant) {
		if let Some(block) = self.blocks.get_mut(&hash) {
			// Whoever holds a block for final has it, even if it was told of a better one first.
			block.in_chain_at[node].get_or_insert(at);
			block.final_at[node].get_or_insert(at);
			self.finish(hash);
		}
	}

	/// Notes with the transactions of a block that it is final everywhere, once it is.
	fn finish(&mut self, hash: H256) {
		let Some(block) = self.blocks.get(&hash) else { return };
		let (Some(in_block_at), Some(final_at), Some(content)) =
			(block.in_chain_everywhere_at(), block.final_everywhere_at(), &block.content)
		else {
			return;
		};
		for transaction in &content.transactions {
			if let Some(transaction) = self.transactions.get_mut(transaction) {
				self.progress.r#final += u64::from(transaction.final_at.is_none());
				transaction.in_block_at = Some(in_block_at);
				transaction.final_at = Some(final_at);
			}
		}
	}

	/// How far things are.
	pub fn progress(&self) -> Progress {
		Progress {
			lowest: self.heights.iter().copied().min().unwrap_or_default(),
			highest: self.heights.iter().copied().max().unwrap_or_default(),
			..self.progress
		}
	}

	/// Whether a transaction is final on all nodes.
	pub fn is_final(&self, hash: &H256) -> bool {
		self.transactions.get(hash).is_some_and(|transaction| transaction.final_at.is_some())
	}

	/// Every transaction that was not refused.
	pub fn transactions(&self) -> impl Iterator<Item = &Transaction> {
		self.transactions.values()
	}

	/// The blocks that are final on all nodes and known in full.
	pub fn final_blocks(&self) -> impl Iterator<Item = (&Block, &Content)> {
		self.blocks
			.values()
			.filter(|block| block.final_everywhere_at().is_some())
			.filter_map(|block| block.content.as_ref().map(|content| (block, content)))
	}

	/// How many blocks were made, up to the last one that is final, and did not become final.
	pub fn abandoned_blocks(&self) -> usize {
		let is_final = |block: &&Block| block.final_everywhere_at().is_some();
		let last = self.blocks.values().filter(is_final).map(|block| block.number).max();
		self.blocks
			.values()
			.filter(|block| Some(block.number) <= last && block.content.is_some())
			.filter(|block| !is_final(block))
			.count()
	}

	/// Why transactions were refused, and how often.
	pub fn refusals(&self) -> &BTreeMap<String, u64> {
		&self.refusals
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::time::Duration;

	fn hash(number: u64) -> H256 {
		H256::from_low_u64_be(number)
	}

	fn content(transactions: &[u64]) -> Content {
		Content {
			transactions: transactions.iter().copied().map(hash).collect(),
			..Content::default()
		}
	}

	/// Two nodes that begin with block 100, and the moment at which they do.
	fn begun() -> (Journal, Instant) {
		let mut journal = Journal::new(2);
		journal.begins_with(0, hash(100), 7);
		journal.begins_with(1, hash(100), 7);
		(journal, Instant::now())
	}

	fn after_ms(start: Instant, ms: u64) -> Instant {
		start + Duration::from_millis(ms)
	}

	#[test]
	fn the_slowest_node_decides() {
		let (mut journal, start) = begun();
		journal.submitted(hash(1), 5, start);
		journal.accepted(hash(1), after_ms(start, 2));
		assert!(journal.announced(hash(101), hash(100)));
		assert!(!journal.announced(hash(101), hash(100)));
		journal.described(hash(101), content(&[1]));
		journal.best(0, hash(101), after_ms(start, 100));
		journal.finalised(0, hash(101), after_ms(start, 300));
		journal.best(1, hash(101), after_ms(start, 150));
		assert!(!journal.is_final(&hash(1)));
		journal.finalised(1, hash(101), after_ms(start, 250));

		let transaction = journal.transactions().next().unwrap();
		assert_eq!(transaction.in_block_at, Some(after_ms(start, 150)));
		assert_eq!(transaction.final_at, Some(after_ms(start, 300)));
		let progress = journal.progress();
		assert_eq!((progress.submitted, progress.in_block, progress.r#final), (1, 1, 1));
		assert_eq!((progress.lowest, progress.highest), (8, 8));
		assert_eq!((progress.waiting(), progress.unfinished()), (0, 0));
	}

	#[test]
	fn what_a_block_holds_may_become_known_last() {
		let (mut journal, start) = begun();
		journal.submitted(hash(1), 1, start);
		journal.announced(hash(101), hash(100));
		for node in [0, 1] {
			journal.best(node, hash(101), start);
			journal.finalised(node, hash(101), start);
		}
		assert_eq!(journal.progress().waiting(), 1);
		journal.described(hash(101), content(&[1]));
		assert!(journal.is_final(&hash(1)));
	}

	#[test]
	fn a_better_block_brings_its_parents_along() {
		let (mut journal, start) = begun();
		journal.announced(hash(101), hash(100));
		journal.announced(hash(102), hash(101));
		journal.best(0, hash(101), start);
		journal.best(0, hash(102), after_ms(start, 500));
		journal.best(1, hash(102), after_ms(start, 600));

		assert_eq!(journal.blocks[&hash(101)].in_chain_everywhere_at(), Some(after_ms(start, 600)));
		assert_eq!(journal.blocks[&hash(102)].number, 9);
	}

	#[test]
	fn a_transaction_in_two_forks_counts_once_and_by_the_one_that_became_final() {
		let (mut journal, start) = begun();
		journal.submitted(hash(1), 1, start);
		journal.announced(hash(101), hash(100));
		journal.announced(hash(201), hash(100));
		assert_eq!(journal.described(hash(101), content(&[1, 7])), [hash(1)]);
		assert_eq!(journal.described(hash(201), content(&[1])), []);
		assert_eq!(journal.progress().in_block, 1);
		for node in [0, 1] {
			journal.best(node, hash(101), start);
			journal.best(node, hash(201), after_ms(start, 400));
			journal.finalised(node, hash(201), after_ms(start, 700));
		}
		let transaction = journal.transactions().next().unwrap();
		assert_eq!(transaction.in_block_at, Some(after_ms(start, 400)));
		assert_eq!(journal.progress().r#final, 1);
		assert_eq!(journal.abandoned_blocks(), 1);
		assert_eq!(journal.final_blocks().count(), 1);
	}

	#[test]
	fn what_was_refused_is_not_waited_for() {
		let (mut journal, start) = begun();
		journal.submitted(hash(1), 1, start);
		journal.submitted(hash(2), 1, start);
		journal.refused(hash(1), "full".to_string());
		assert_eq!(journal.progress().waiting(), 1);
		assert_eq!(journal.transactions().count(), 1);
		assert_eq!(journal.refusals(), &BTreeMap::from([("full".to_string(), 1)]));
	}
}
