//! What the chain shall be told.

use super::{get, put, Store, CHARGES, OPEN, REPORTS};
use crate::charge::{Charge, ChargeNumber, Report};
use anyhow::{Context, Result};
use redb::{ReadableDatabase, ReadableTable};

/// What the chain shall be told next of a charge, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queue {
	/// The charge.
	pub charge: Charge,
	/// The reports; the first has the number of those that the chain has.
	pub reports: Vec<Report>,
}

impl Store {
	/// What the chain shall be told next, of all charges whose session it has; at most so many reports.
	pub fn queues(&self, most: usize) -> Result<Vec<Queue>> {
		let transaction = self.database.begin_read()?;
		let charges = transaction.open_table(CHARGES)?;
		let mut queues: Vec<Queue> = Vec::new();
		for entry in transaction.open_table(REPORTS)?.iter()?.take(most) {
			let (key, report) = entry?;
			let (number, _) = key.value();
			let report = serde_json::from_slice(report.value())?;
			match queues.last_mut().filter(|queue| queue.charge.number == number) {
				Some(queue) => queue.reports.push(report),
				None => {
					let charge = get(&charges, number)?.context("a report of no charge")?;
					queues.push(Queue { charge, reports: vec![report] });
				}
			}
		}
		Ok(queues)
	}

	/// The chain has so many reports of a charge now: those are forgotten here.
	pub fn recorded(&self, number: ChargeNumber, recorded: u32) -> Result<()> {
		self.take_reports(number, |charge| {
			let session = charge.session.as_mut()?;
			let news = recorded.checked_sub(session.recorded)?;
			session.recorded = recorded;
			Some(news)
		})
	}

	/// The chain will never take the next report of a charge: it is forgotten here, and the one after it
	/// gets its number.
	pub fn drop_report(&self, number: ChargeNumber) -> Result<()> {
		self.take_reports(number, |_| Some(1))
	}

	/// The chain will take no more reports of a charge: all are forgotten here.
	pub fn drop_reports(&self, number: ChargeNumber) -> Result<()> {
		self.take_reports(number, |_| Some(u32::MAX))
	}

	/// Changes a charge and forgets as many of its next reports as that says.
	fn take_reports(
		&self,
		number: ChargeNumber,
		change: impl FnOnce(&mut Charge) -> Option<u32>,
	) -> Result<()> {
		self.write(|transaction| {
			let mut charges = transaction.open_table(CHARGES)?;
			let mut charge = get(&charges, number)?.context("there is no such charge")?;
			let Some(count) = change(&mut charge) else { return Ok(()) };
			put(&mut charges, &charge)?;
			let mut reports = transaction.open_table(REPORTS)?;
			let places: Vec<u32> = reports
				.range((number, 0)..=(number, u32::MAX))?
				.take(count as usize)
				.map(|entry| Ok(entry?.0.value().1))
				.collect::<Result<_>>()?;
			for place in places {
				reports.remove((number, place))?;
			}
			let all_told = reports.range((number, 0)..=(number, u32::MAX))?.next().is_none();
			if all_told && charge.is_over() {
				transaction.open_table(OPEN)?.remove(number)?;
			}
			Ok(())
		})
	}
}
