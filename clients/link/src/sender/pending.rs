//! Transactions on their way, as pure bookkeeping.

use std::{
	collections::VecDeque,
	time::{Duration, Instant},
};
use subxt::config::polkadot::H256;

/// How long the oldest transaction may wait for a final block before all are sent again.
pub(super) const PATIENCE: Duration = Duration::from_secs(6);

/// The transactions of an account that pools took and that are not final yet, by their numbers.
pub(super) struct Pending<T> {
	entries: VecDeque<Entry<T>>,
	/// When one of them became final, or all of them were sent again.
	progress: Option<Instant>,
}

/// A transaction on its way.
pub(super) struct Entry<T> {
	/// Its number.
	pub nonce: u64,
	/// Its hashes: more than one, if it was signed again.
	pub hashes: Vec<H256>,
	/// Its bytes, as signed last.
	pub bytes: Vec<u8>,
	/// What belongs to it.
	pub order: T,
}

impl<T> Pending<T> {
	/// None yet.
	pub(super) fn new() -> Self {
		Self { entries: VecDeque::new(), progress: None }
	}

	/// Whether there are none.
	pub(super) fn is_empty(&self) -> bool {
		self.entries.is_empty()
	}

	/// The transactions, by their numbers.
	pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Entry<T>> {
		self.entries.iter_mut()
	}

	/// The number of the next transaction, when that of the next final one is `final_nonce`.
	pub(super) fn next_nonce(&self, final_nonce: u64) -> u64 {
		let behind = self.entries.back().map_or(0, |last| last.nonce + 1);
		behind.max(final_nonce)
	}

	/// A pool took a transaction, with the number that was next.
	pub(super) fn push(&mut self, entry: Entry<T>, now: Instant) {
		if self.entries.is_empty() {
			self.progress = Some(now);
		}
		self.entries.push_back(entry);
	}

	/// Takes out those that are settled when the number of the next final transaction is `final_nonce`.
	pub(super) fn settle(&mut self, final_nonce: u64, now: Instant) -> Vec<Entry<T>> {
		let settled = self.entries.iter().take_while(|entry| entry.nonce < final_nonce).count();
		if settled > 0 {
			self.progress = Some(now);
		}
		self.entries.drain(..settled).collect()
	}

	/// Whether all should be sent again now: nothing moved for too long.
	pub(super) fn are_overdue(&self, now: Instant) -> bool {
		let idle = self.progress.map_or(Duration::ZERO, |then| now.duration_since(then));
		!self.is_empty() && idle > PATIENCE
	}

	/// All were sent again.
	pub(super) fn were_sent_again(&mut self, now: Instant) {
		self.progress = Some(now);
	}

	/// Takes out all.
	pub(super) fn give_up(&mut self) -> Vec<Entry<T>> {
		self.entries.drain(..).collect()
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn entry(nonce: u64) -> Entry<&'static str> {
		Entry { nonce, hashes: vec![H256::from_low_u64_be(nonce)], bytes: vec![], order: "order" }
	}

	#[test]
	fn numbers_have_no_gaps_and_no_doubles() {
		let mut pending = Pending::new();
		let now = Instant::now();
		assert_eq!(pending.next_nonce(7), 7);
		pending.push(entry(7), now);
		pending.push(entry(8), now);
		assert_eq!(pending.next_nonce(7), 9);
		assert_eq!(pending.settle(8, now).len(), 1);
		assert_eq!(pending.next_nonce(8), 9);
		assert_eq!(pending.settle(9, now).len(), 1);
		// Somebody else used the account.
		assert_eq!(pending.next_nonce(12), 12);
	}

	#[test]
	fn what_is_final_is_settled_once_and_in_order() {
		let mut pending = Pending::new();
		let now = Instant::now();
		for nonce in 3..6 {
			pending.push(entry(nonce), now);
		}
		let settled: Vec<u64> = pending.settle(5, now).iter().map(|entry| entry.nonce).collect();
		assert_eq!(settled, [3, 4]);
		assert!(pending.settle(5, now).is_empty());
		assert_eq!(pending.give_up().len(), 1);
		assert!(pending.is_empty());
	}

	#[test]
	fn all_are_sent_again_when_nothing_moves() {
		let mut pending = Pending::new();
		let begin = Instant::now();
		let late = begin + PATIENCE + Duration::from_secs(1);
		assert!(!pending.are_overdue(late));
		pending.push(entry(0), begin);
		pending.push(entry(1), late);
		assert!(!pending.are_overdue(begin + PATIENCE));
		assert!(pending.are_overdue(late));
		pending.were_sent_again(late);
		assert!(!pending.are_overdue(late + PATIENCE));
		pending.settle(1, late + PATIENCE);
		assert!(!pending.are_overdue(late + PATIENCE + PATIENCE));
	}
}
