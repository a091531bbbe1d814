//! Forgets what is long over.

use super::{Store, CHARGES, CLAIMS, NAMES, OPEN, TOKENS};
use crate::{
	charge::{Charge, ChargeNumber},
	quantities::Moment,
	store::Named,
};
use anyhow::Result;
use redb::{ReadableDatabase, ReadableTable};

impl Store {
	/// Forgets the charges that were over before a time, the oldest first, up to the first one that was
	/// not; and all that refers to them. Numbers only go up, so the rest is younger. Says how many.
	pub fn prune(&self, before: Moment) -> Result<usize> {
		let Some(last) = self.last_before(before)? else { return Ok(0) };
		self.write(|transaction| {
			let mut charges = transaction.open_table(CHARGES)?;
			let forgotten = charges.extract_from_if(..=last, |_, _| true)?.count();
			transaction.open_table(TOKENS)?.retain(|_, number| number > last)?;
			transaction.open_table(CLAIMS)?.retain(|_, number| number > last)?;
			// A name that cannot be read stands for nothing.
			transaction.open_table(NAMES)?.retain(|_, named| {
				serde_json::from_slice(named).is_ok_and(|named: Named| named.number > last)
			})?;
			Ok(forgotten)
		})
	}

	/// The last charge up to which all are over since before a time.
	fn last_before(&self, before: Moment) -> Result<Option<ChargeNumber>> {
		let transaction = self.database.begin_read()?;
		let first_open = transaction.open_table(OPEN)?.first()?.map(|(number, _)| number.value());
		let mut last = None;
		for entry in transaction.open_table(CHARGES)?.iter()? {
			let (number, charge) = entry?;
			let charge: Charge = serde_json::from_slice(charge.value())?;
			let is_young = charge.last_moment() >= before;
			if is_young || first_open.is_some_and(|open| number.value() >= open) {
				break;
			}
			last = Some(number.value());
		}
		Ok(last)
	}
}
