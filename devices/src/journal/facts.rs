//! Single values.

use super::{table::Table, Journal, Result};
use redb::WriteTransaction;

const GENESIS: &str = "genesis";
const IS_PAUSED: &str = "is-paused";
const CLOCK_OFFSET_MS: &str = "clock-offset-ms";

const HASHES: Table<&'static str, [u8; 32]> = Table::new("hashes");
const FLAGS: Table<&'static str, bool> = Table::new("flags");
const NUMBERS: Table<&'static str, i64> = Table::new("numbers");

pub(super) fn prepare(change: &WriteTransaction) -> Result<()> {
	HASHES.prepare(change)?;
	FLAGS.prepare(change)?;
	NUMBERS.prepare(change)
}

impl Journal {
	/// The first block of the chain that this journal belongs to, once that was reached.
	pub fn genesis(&self) -> Result<Option<[u8; 32]>> {
		HASHES.get(&self.look()?, GENESIS)
	}

	/// Ties the journal to a chain.
	pub fn keep_genesis(&self, hash: [u8; 32]) -> Result<()> {
		self.change(|change| HASHES.put(change, GENESIS, &hash))
	}

	/// Whether the owner paused trading.
	pub fn is_paused(&self) -> Result<bool> {
		Ok(FLAGS.get(&self.look()?, IS_PAUSED)?.unwrap_or(false))
	}

	/// Pauses trading, or goes on.
	pub fn keep_pause(&self, is_paused: bool) -> Result<()> {
		self.change(|change| FLAGS.put(change, IS_PAUSED, &is_paused))
	}

	/// By how much the chain's clock was ahead of the machine's when they were last compared.
	pub fn clock_offset_ms(&self) -> Result<Option<i64>> {
		NUMBERS.get(&self.look()?, CLOCK_OFFSET_MS)
	}

	/// Keeps by how much the chain's clock is ahead of the machine's.
	pub fn keep_clock_offset(&self, offset_ms: i64) -> Result<()> {
		self.change(|change| NUMBERS.put(change, CLOCK_OFFSET_MS, &offset_ms))
	}
}
