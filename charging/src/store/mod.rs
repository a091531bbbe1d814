//! What this gateway must not forget, on disk.
//!
//! Everything that a charge point said and the chain does not have yet is here before the charge point
//! is answered, and goes only when it is final on the chain. So the gateway may be killed at any moment: what
//! is written at once belongs together.
//!
//! | table | holds |
//! |---|---|
//! | `charges` | every charge |
//! | `open` | the charges that are not done with |
//! | `names` | how a station names a transaction: which charge it is |
//! | `tokens` | the last charge of a token at a station |
//! | `claims` | which authorization made which charge, so that it makes no other |
//! | `reports` | what the chain shall be told, by charge and in order |

mod pruning;
pub mod reports;

use crate::charge::{Charge, ChargeNumber, Refusal, Report};
use anyhow::{Context, Result};
use redb::{Database, ReadableDatabase, ReadableTable, Table, TableDefinition, WriteTransaction};
use serde::{Deserialize, Serialize};
use std::{fs, os::unix::fs::PermissionsExt, path::Path};

const CHARGES: TableDefinition<ChargeNumber, &[u8]> = TableDefinition::new("charges");
const OPEN: TableDefinition<ChargeNumber, ()> = TableDefinition::new("open");
const NAMES: TableDefinition<(&str, &str), &[u8]> = TableDefinition::new("names");
const TOKENS: TableDefinition<(&str, &str), ChargeNumber> = TableDefinition::new("tokens");
const CLAIMS: TableDefinition<(&[u8], u32), ChargeNumber> = TableDefinition::new("claims");
const REPORTS: TableDefinition<(ChargeNumber, u32), &[u8]> = TableDefinition::new("reports");
const NUMBERS: TableDefinition<&str, u32> = TableDefinition::new("numbers");

/// Where the number of the next charge is kept.
const NEXT_CHARGE: &str = "charge";

/// Where the place of the next report is kept.
const NEXT_REPORT: &str = "report";

/// What a station's name for a transaction stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
	/// The number that the station was told.
	pub number: ChargeNumber,
	/// Why nothing is charged under it, if so.
	pub refusal: Option<Refusal>,
}

/// The store.
pub struct Store {
	database: Database,
}

impl Store {
	/// Opens the store in this folder, or makes one there that only its owner can read.
	///
	/// # Errors
	///
	/// If it cannot be written, or another gateway has it open.
	pub fn open(folder: &Path) -> Result<Self> {
		fs::create_dir_all(folder)
			.with_context(|| format!("The data folder {} cannot be made", folder.display()))?;
		let file = folder.join("charges.redb");
		let database = Database::create(&file).with_context(|| {
			format!("{} cannot be opened: does another gateway use it?", file.display())
		})?;
		fs::set_permissions(&file, fs::Permissions::from_mode(0o600))?;
		let store = Self { database };
		store.write(|transaction| {
			transaction.open_table(CHARGES)?;
			transaction.open_table(OPEN)?;
			transaction.open_table(NAMES)?;
			transaction.open_table(TOKENS)?;
			transaction.open_table(CLAIMS)?;
			transaction.open_table(REPORTS)?;
			Ok(())
		})?;
		Ok(store)
	}

	/// Makes a charge, which is open and the last one of its token.
	pub fn create(&self, make: impl FnOnce(ChargeNumber) -> Charge) -> Result<Charge> {
		self.write(|transaction| {
			let charge = make(next(transaction, NEXT_CHARGE)?);
			transaction.open_table(OPEN)?.insert(charge.number, ())?;
			let token = (charge.station.as_str(), charge.token.as_str());
			transaction.open_table(TOKENS)?.insert(token, charge.number)?;
			if let Some(claim) = &charge.claim {
				let key = (claim.credential.as_slice(), claim.sequence);
				transaction.open_table(CLAIMS)?.insert(key, charge.number)?;
			}
			put(&mut transaction.open_table(CHARGES)?, &charge)?;
			Ok(charge)
		})
	}

	/// Changes a charge, and keeps what the chain shall be told of that. Nothing is changed if `change` fails.
	pub fn change<T>(
		&self,
		number: ChargeNumber,
		change: impl FnOnce(&mut Charge) -> (T, Vec<Report>),
	) -> Result<T> {
		self.write(|transaction| change_in(transaction, number, change))
	}

	/// Begins a charge, and from now on a station's name for a transaction stands for it: at once, or a
	/// station that repeats itself after a crash would begin another. Nothing is named if `begin` refuses.
	pub fn begin(
		&self,
		number: ChargeNumber,
		station: &str,
		name: &str,
		begin: impl FnOnce(&mut Charge) -> Result<Option<Report>, Refusal>,
	) -> Result<Result<(), Refusal>> {
		self.write(|transaction| {
			let begun = change_in(transaction, number, |charge| match begin(charge) {
				Ok(report) => (Ok(()), report.into_iter().collect()),
				Err(refusal) => (Err(refusal), vec![]),
			})?;
			if begun.is_ok() {
				put_name(transaction, station, name, &Named { number, refusal: None })?;
			}
			Ok(begun)
		})
	}

	/// A charge.
	pub fn charge(&self, number: ChargeNumber) -> Result<Option<Charge>> {
		get(&self.database.begin_read()?.open_table(CHARGES)?, number)
	}

	/// The charges that are not done with.
	pub fn open_charges(&self) -> Result<Vec<Charge>> {
		let transaction = self.database.begin_read()?;
		let (open, charges) = (transaction.open_table(OPEN)?, transaction.open_table(CHARGES)?);
		let mut found = Vec::new();
		for entry in open.iter()? {
			found.extend(get(&charges, entry?.0.value())?);
		}
		Ok(found)
	}

	/// The last charge of a token at a station.
	pub fn charge_of_token(&self, station: &str, token: &str) -> Result<Option<Charge>> {
		let transaction = self.database.begin_read()?;
		let number = transaction.open_table(TOKENS)?.get((station, token))?;
		let Some(number) = number.map(|number| number.value()) else { return Ok(None) };
		get(&transaction.open_table(CHARGES)?, number)
	}

	/// The charge that an authorization made.
	pub fn charge_of_claim(&self, credential: &[u8; 32], sequence: u32) -> Result<Option<Charge>> {
		let transaction = self.database.begin_read()?;
		let number = transaction.open_table(CLAIMS)?.get((credential.as_slice(), sequence))?;
		let Some(number) = number.map(|number| number.value()) else { return Ok(None) };
		get(&transaction.open_table(CHARGES)?, number)
	}

	/// What a station's name for a transaction stands for.
	pub fn named(&self, station: &str, name: &str) -> Result<Option<Named>> {
		let transaction = self.database.begin_read()?;
		let named = transaction.open_table(NAMES)?.get((station, name))?;
		named.map(|named| Ok(serde_json::from_slice(named.value())?)).transpose()
	}

	/// From now on a station's name for a transaction stands for nothing, for this reason. Says which number
	/// the transaction has nevertheless.
	pub fn name_refused(
		&self,
		station: &str,
		name: &str,
		refusal: Refusal,
	) -> Result<ChargeNumber> {
		self.write(|transaction| {
			let number = next(transaction, NEXT_CHARGE)?;
			put_name(transaction, station, name, &Named { number, refusal: Some(refusal) })?;
			Ok(number)
		})
	}

	/// Writes all or nothing, and returns when it is on disk.
	fn write<T>(&self, work: impl FnOnce(&WriteTransaction) -> Result<T>) -> Result<T> {
		let transaction = self.database.begin_write()?;
		let outcome = work(&transaction)?;
		transaction.commit()?;
		Ok(outcome)
	}
}

fn get(
	charges: &impl ReadableTable<ChargeNumber, &'static [u8]>,
	number: ChargeNumber,
) -> Result<Option<Charge>> {
	let bytes = charges.get(number)?;
	bytes.map(|bytes| Ok(serde_json::from_slice(bytes.value())?)).transpose()
}

fn put(charges: &mut Table<ChargeNumber, &'static [u8]>, charge: &Charge) -> Result<()> {
	charges.insert(charge.number, serde_json::to_vec(charge)?.as_slice())?;
	Ok(())
}

/// Changes a charge, and keeps what the chain shall be told of that.
fn change_in<T>(
	transaction: &WriteTransaction,
	number: ChargeNumber,
	change: impl FnOnce(&mut Charge) -> (T, Vec<Report>),
) -> Result<T> {
	let mut charges = transaction.open_table(CHARGES)?;
	let mut charge = get(&charges, number)?.context("there is no such charge")?;
	let (outcome, reports) = change(&mut charge);
	put(&mut charges, &charge)?;
	for report in reports {
		let place = next(transaction, NEXT_REPORT)?;
		let bytes = serde_json::to_vec(&report)?;
		transaction.open_table(REPORTS)?.insert((number, place), bytes.as_slice())?;
	}
	let untold = transaction.open_table(REPORTS)?;
	let all_told = untold.range((number, 0)..=(number, u32::MAX))?.next().is_none();
	if all_told && charge.is_over() {
		transaction.open_table(OPEN)?.remove(number)?;
	}
	Ok(outcome)
}

fn put_name(
	transaction: &WriteTransaction,
	station: &str,
	name: &str,
	named: &Named,
) -> Result<()> {
	let bytes = serde_json::to_vec(named)?;
	transaction.open_table(NAMES)?.insert((station, name), bytes.as_slice())?;
	Ok(())
}

/// The next number of a kind, beginning with 1.
fn next(transaction: &WriteTransaction, kind: &str) -> Result<u32> {
	let mut numbers = transaction.open_table(NUMBERS)?;
	let last = numbers.get(kind)?.map_or(0, |number| number.value());
	let next = last.checked_add(1).context("all numbers are used up")?;
	numbers.insert(kind, next)?;
	Ok(next)
}

#[cfg(test)]
mod tests;
