//! The dev chain's clock.
//!
//! It goes as the machine's does, and can be moved forward. Time on the chain follows it, but each
//! block is at least a slot after its parent: a burst of blocks runs ahead of the clock, which
//! then catches up.

use crate::parts::{FullClient, Hash};
use codec::Decode;
use joule_primitives::Moment;
use joule_runtime::Runtime;
use parking_lot::Mutex;
use polkadot_sdk::*;
use sc_client_api::{HeaderBackend, StorageProvider};
use sp_blockchain::Error as ChainError;
use sp_consensus_aura::SlotDuration;
use sp_core::storage::StorageKey;
use sp_timestamp::Timestamp;
use std::sync::Arc;

/// The end of the year 9999, the last that RFC 3339 can write.
pub const LATEST: Moment = 253_402_300_799_999;

/// Why the clock was not read or moved.
#[derive(Debug, thiserror::Error)]
pub enum Error {
	/// It cannot be moved there.
	#[error(transparent)]
	Refused(#[from] Refusal),
	/// The chain's state could not be read.
	#[error(transparent)]
	Chain(#[from] ChainError),
}

/// Where the clock cannot be moved.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
	/// Time only goes forward.
	#[error("It is already {now} ms on the chain: its time cannot go back to {asked} ms.")]
	Backwards {
		/// The moment asked for.
		asked: Moment,
		/// The chain's time.
		now: Moment,
	},
	/// Calendars end somewhere.
	#[error("It is {now} ms on the chain: its time cannot go beyond the year 9999 to {asked} ms.")]
	TooFar {
		/// The moment asked for.
		asked: Moment,
		/// The chain's time.
		now: Moment,
	},
}

/// A clock that showed one moment when the machine's showed another, and runs as fast.
#[derive(Debug, Clone, Copy)]
struct Clock {
	shown: Moment,
	machine: Moment,
}

impl Clock {
	/// What the clock shows when the machine's shows `machine`.
	fn at(self, machine: Moment) -> Moment {
		self.shown.saturating_add(machine.saturating_sub(self.machine))
	}
}

/// The moment of a block whose parent is of the moment `parent`, while a clock shows `clock`.
fn block_moment(clock: Moment, parent: Moment, slot: Moment) -> Moment {
	clock.max(parent.saturating_add(slot))
}

/// Refuses what is not ahead of `now`, or too far.
fn check_ahead(now: Moment, asked: Moment) -> Result<(), Refusal> {
	if asked < now {
		Err(Refusal::Backwards { asked, now })
	} else if asked > LATEST {
		Err(Refusal::TooFar { asked, now })
	} else {
		Ok(())
	}
}

fn machine_now() -> Moment {
	Timestamp::current().as_millis()
}

/// The clock of a chain, which never shows less than the chain's best block.
pub struct ChainClock {
	client: Arc<FullClient>,
	slot: Moment,
	clock: Mutex<Clock>,
}

impl ChainClock {
	/// Starts at the moment `start` or else at the machine's, but not before the best block.
	pub fn start(
		client: Arc<FullClient>,
		slot_duration: SlotDuration,
		start: Option<Moment>,
	) -> Result<Self, ChainError> {
		let machine = machine_now();
		let head = moment_of(&client, client.info().best_hash)?;
		let shown = start.unwrap_or(machine).max(head);
		let clock = Mutex::new(Clock { shown, machine });
		Ok(Self { client, slot: slot_duration.as_millis(), clock })
	}

	/// The chain's time.
	pub fn now(&self) -> Result<Moment, Error> {
		self.shown_by(*self.clock.lock(), machine_now())
	}

	/// Moves forward to the moment `asked`.
	pub fn move_to(&self, asked: Moment) -> Result<(), Error> {
		self.change(|_| asked)
	}

	/// Moves forward by `duration`.
	pub fn move_by(&self, duration: Moment) -> Result<(), Error> {
		self.change(|now| now.saturating_add(duration))
	}

	/// The moment that a block on top of `parent` gets now.
	pub fn next_moment(&self, parent: Hash) -> Result<Moment, Error> {
		let clock = self.clock.lock().at(machine_now());
		Ok(block_moment(clock, self.moment_of(parent)?, self.slot))
	}

	/// The moment of a block.
	pub fn moment_of(&self, block: Hash) -> Result<Moment, Error> {
		Ok(moment_of(&self.client, block)?)
	}

	fn shown_by(&self, clock: Clock, machine: Moment) -> Result<Moment, Error> {
		Ok(clock.at(machine).max(self.moment_of(self.client.info().best_hash)?))
	}

	/// Sets the clock to what `asked` makes of the chain's time, with no one else in between.
	fn change(&self, asked: impl FnOnce(Moment) -> Moment) -> Result<(), Error> {
		let mut clock = self.clock.lock();
		let machine = machine_now();
		let now = self.shown_by(*clock, machine)?;
		let shown = asked(now);
		check_ahead(now, shown)?;
		*clock = Clock { shown, machine };
		Ok(())
	}
}

/// The moment that the runtime keeps of a block. None is kept of the genesis: it is before all.
fn moment_of(client: &FullClient, block: Hash) -> Result<Moment, ChainError> {
	let key = StorageKey(pallet_timestamp::Now::<Runtime>::hashed_key().to_vec());
	match client.storage(block, &key)? {
		Some(moment) => Moment::decode(&mut moment.0.as_slice())
			.map_err(|error| ChainError::Backend(format!("The block's timestamp: {error}"))),
		None => Ok(Moment::MIN),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const SLOT: Moment = 500;

	#[test]
	fn runs_as_the_machine_does() {
		let clock = Clock { shown: 1_000_000, machine: 7_000 };
		assert_eq!(clock.at(7_000), 1_000_000);
		assert_eq!(clock.at(7_250), 1_000_250);
	}

	#[test]
	fn stands_still_when_the_machine_is_set_back() {
		let clock = Clock { shown: 1_000_000, machine: 7_000 };
		assert_eq!(clock.at(6_000), 1_000_000);
	}

	#[test]
	fn blocks_are_at_least_a_slot_apart() {
		let burst = (0..3).scan(1_000, |parent, _| {
			*parent = block_moment(1_010, *parent, SLOT);
			Some(*parent)
		});
		assert_eq!(burst.collect::<Vec<_>>(), [1_500, 2_000, 2_500]);
	}

	#[test]
	fn a_block_after_a_pause_has_the_moment_of_the_clock() {
		assert_eq!(block_moment(9_000, 1_000, SLOT), 9_000);
	}

	#[test]
	fn time_does_not_go_back() {
		let refusal = Refusal::Backwards { asked: 1_999, now: 2_000 };
		assert_eq!(check_ahead(2_000, 1_999), Err(refusal));
		assert_eq!(check_ahead(2_000, 2_000), Ok(()));
	}

	#[test]
	fn time_ends_with_the_year_9999() {
		assert_eq!(check_ahead(2_000, LATEST), Ok(()));
		let refusal = Refusal::TooFar { asked: LATEST + 1, now: 2_000 };
		assert_eq!(check_ahead(2_000, LATEST + 1), Err(refusal));
	}
}
