//! A journal that many write to.

use super::{Journal, Progress};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Notify;

/// A journal that many write to, and that tells of changes.
#[derive(Clone)]
pub struct SharedJournal {
	journal: Arc<Mutex<Journal>>,
	changed: Arc<Notify>,
}

impl SharedJournal {
	/// The empty journal of so many nodes.
	pub fn new(nodes: usize) -> Self {
		Self { journal: Arc::new(Mutex::new(Journal::new(nodes))), changed: Arc::default() }
	}

	/// The journal, to read.
	pub fn read(&self) -> MutexGuard<'_, Journal> {
		self.journal.lock().unwrap_or_else(PoisonError::into_inner)
	}

	/// Writes into the journal and tells those who wait.
	pub fn write<T>(&self, entry: impl FnOnce(&mut Journal) -> T) -> T {
		let result = entry(&mut self.read());
		self.changed.notify_waiters();
		result
	}

	/// How far things are.
	pub fn progress(&self) -> Progress {
		self.read().progress()
	}

	/// Waits until the journal says so.
	pub async fn until(&self, condition: impl Fn(&Journal) -> bool) {
		loop {
			let changed = self.changed.notified();
			tokio::pin!(changed);
			// From here on no change is missed.
			changed.as_mut().enable();
			if condition(&self.read()) {
				return;
			}
			changed.await;
		}
	}
}
