//! The device's memory: what its meters showed, what it signed, what it wants of the market.
//!
//! It is written before anything leaves the device, each change as a whole and on disk when the call
//! returns. So the device may be killed at any moment: what it finds when it starts again is what it had
//! decided, and no more was sent than that. Where the disk is full or broken a change fails, nothing is sent,
//! and the next attempt finds the state as it was.
//!
//! | file | what it keeps |
//! |---|---|
//! | [`meters`] | the counters, and the registers at each quarter of an hour |
//! | [`levels`] | how full the battery was at each quarter of an hour |
//! | [`readings`] | signed readings that are not final on the chain yet |
//! | [`intents`] | what the device or its owner wants to buy and sell, and what came of it |
//! | [`facts`] | single values: the chain it belongs to, the pause, the clock |
//! | [`table`] | how a value becomes bytes |

pub mod facts;
pub mod intents;
pub mod levels;
pub mod meters;
pub mod readings;
mod table;

use redb::{Database, ReadTransaction, ReadableDatabase, StorageBackend, WriteTransaction};
use std::path::Path;

/// The memory that the database may use to keep pages. A day's work fits into it.
const CACHE_BYTES: usize = 1024 * 1024;

/// Why the journal could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
	/// The disk or the file is to blame.
	#[error(
		"The journal cannot be used: {0}. Is the disk full, or is another device using the file?"
	)]
	Storage(#[from] redb::Error),
	/// What is in it was written by something else.
	#[error("The journal holds something in {0} that this version does not understand.")]
	Foreign(&'static str),
}

macro_rules! from_parts {
	($($part:ident)*) => {
		$(impl From<redb::$part> for JournalError {
			fn from(error: redb::$part) -> Self {
				Self::Storage(error.into())
			}
		})*
	};
}

from_parts!(DatabaseError TransactionError TableError StorageError CommitError);

/// A result of using the journal.
pub type Result<T> = std::result::Result<T, JournalError>;

/// The device's memory.
pub struct Journal {
	database: Database,
}

impl Journal {
	/// Opens or begins the journal in a file.
	///
	/// # Errors
	///
	/// If the file cannot be written, is no journal, or is used by another process.
	pub fn in_file(file: &Path) -> Result<Self> {
		Self::prepare(Database::builder().set_cache_size(CACHE_BYTES).create(file)?)
	}

	/// Opens or begins the journal on any storage.
	///
	/// # Errors
	///
	/// If the storage fails, or holds no journal.
	pub fn on(storage: impl StorageBackend) -> Result<Self> {
		let builder = &mut Database::builder();
		Self::prepare(builder.set_cache_size(CACHE_BYTES).create_with_backend(storage)?)
	}

	/// Makes sure that every table exists, so that reading never fails for want of one.
	fn prepare(database: Database) -> Result<Self> {
		let journal = Self { database };
		journal.change(|change| {
			meters::prepare(change)?;
			levels::prepare(change)?;
			readings::prepare(change)?;
			intents::prepare(change)?;
			facts::prepare(change)
		})?;
		Ok(journal)
	}

	/// Makes a change as a whole: if anything fails, nothing of it happened.
	fn change<T>(&self, make: impl FnOnce(&WriteTransaction) -> Result<T>) -> Result<T> {
		let change = self.database.begin_write()?;
		let made = make(&change)?;
		change.commit()?;
		Ok(made)
	}

	fn look(&self) -> Result<ReadTransaction> {
		Ok(self.database.begin_read()?)
	}
}
