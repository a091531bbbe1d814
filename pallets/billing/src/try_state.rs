//! What always holds, whatever was called.

use crate::{
	Agenda, AgendaCursor, CarriedOver, Config, Contracts, Credits, Debts, Invoices, Notes, Pallet,
	TariffTables, TariffVersions, Task,
};
use alloc::collections::BTreeMap;
use joule_primitives::{Ecoin, Wh};
use joule_tariff::{Krw, TariffClass};
use polkadot_sdk::{frame_support::ensure, sp_runtime::TryRuntimeError};

impl<T: Config> Pallet<T> {
	/// Checks every invariant of this pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::invariant_1_tables_are_whole()?;
		Self::invariant_2_every_contract_has_one_closing()?;
		Self::invariant_3_nothing_on_the_agenda_is_missed()?;
		Self::invariant_4_invoices_add_up()?;
		Self::invariant_5_notes_add_up()?;
		Self::invariant_6_debts_are_of_invoices()?;
		Self::invariant_7_nothing_is_kept_of_nothing()
	}

	/// Invariant 1: the versions of each class are in order, each has a table without a fault, and
	/// there is no other table.
	fn invariant_1_tables_are_whole() -> Result<(), TryRuntimeError> {
		let mut listed = 0usize;
		for class in TariffClass::ALL {
			let versions = TariffVersions::<T>::get(class);
			ensure!(
				versions.windows(2).all(|pair| pair.first() < pair.last()),
				"billing 1: the tables of a class are not in order"
			);
			for from in &versions {
				let table = TariffTables::<T>::get(class, from)
					.ok_or("billing 1: a listed table is missing")?;
				ensure!(table.validate().is_ok(), "billing 1: a table is faulty");
			}
			listed = listed.saturating_add(versions.len());
		}
		ensure!(
			TariffTables::<T>::iter_keys().count() == listed,
			"billing 1: a table is not listed"
		);
		Ok(())
	}

	/// Invariant 2: each contract has exactly one closing on the agenda, of its open month, on the
	/// day that it knows; its open month has a day of supply and no invoice.
	fn invariant_2_every_contract_has_one_closing() -> Result<(), TryRuntimeError> {
		let mut closings = BTreeMap::new();
		for (day, (customer, task)) in Agenda::<T>::iter_keys() {
			if let Task::Close(month) = task {
				let other = closings.insert(customer, (day, month));
				ensure!(other.is_none(), "billing 2: a contract has two closings");
			}
		}
		for (customer, contract) in Contracts::<T>::iter() {
			ensure!(
				closings.remove(&customer) == Some((contract.closes_on, contract.open_month)),
				"billing 2: a contract has no closing of its open month on its day"
			);
			ensure!(
				contract.period_of(contract.open_month).is_some(),
				"billing 2: a contract has no day in its open month"
			);
			ensure!(
				!Invoices::<T>::contains_key(&customer, contract.open_month),
				"billing 2: an open month has an invoice"
			);
		}
		ensure!(closings.is_empty(), "billing 2: a closing without a contract");
		Ok(())
	}

	/// Invariant 3: no task is on a day that the agenda has left behind.
	fn invariant_3_nothing_on_the_agenda_is_missed() -> Result<(), TryRuntimeError> {
		let cursor = AgendaCursor::<T>::get();
		for (day, _) in Agenda::<T>::iter_keys() {
			ensure!(
				cursor.is_some_and(|cursor| day >= cursor),
				"billing 3: a task is on a day gone by"
			);
		}
		Ok(())
	}

	/// Invariant 4: in each invoice what was drawn is what was taken off and what is charged for,
	/// and every Wh that is charged for is on one line.
	fn invariant_4_invoices_add_up() -> Result<(), TryRuntimeError> {
		for (_, _, invoice) in Invoices::<T>::iter() {
			let balance = invoice.balance;
			let sum: Wh =
				[balance.covered_wh, balance.redeemed_wh, balance.carried_wh, balance.billed_wh]
					.into_iter()
					.sum();
			ensure!(sum == balance.imported_wh, "billing 4: an invoice's energy does not add up");
			let charged: Wh = invoice.bill.energy_lines.iter().map(|line| line.quantity_wh).sum();
			ensure!(charged == balance.billed_wh, "billing 4: an invoice's lines do not add up");
			ensure!(
				invoice.credit_used <= invoice.bill.total.to_ecoin(),
				"billing 4: an invoice used more credit than it is about"
			);
		}
		Ok(())
	}

	/// Invariant 5: the notes on each invoice lead from its total to that of the last note, and give
	/// back no more than was taken off.
	fn invariant_5_notes_add_up() -> Result<(), TryRuntimeError> {
		for (customer, month, notes) in Notes::<T>::iter() {
			let invoice = Invoices::<T>::get(&customer, month)
				.ok_or("billing 5: notes without an invoice")?;
			let last = notes.last().ok_or("billing 5: an invoice has an empty list of notes")?;
			let difference: Krw = notes.iter().map(|note| note.difference).sum();
			ensure!(
				invoice.bill.total.saturating_add(difference) == last.bill.total,
				"billing 5: notes do not lead to their total"
			);
			let returned: Wh = notes.iter().map(|note| note.returned_wh).sum();
			ensure!(
				returned <= invoice.balance.taken_off_wh(),
				"billing 5: notes gave back more than was taken off"
			);
		}
		Ok(())
	}

	/// Invariant 6: each debt is of an invoice, and no more than it and its notes are about.
	fn invariant_6_debts_are_of_invoices() -> Result<(), TryRuntimeError> {
		for (customer, month, debt) in Debts::<T>::iter() {
			let invoice = Invoices::<T>::get(&customer, month)
				.ok_or("billing 6: a debt without an invoice")?;
			let notes = Notes::<T>::get(&customer, month);
			let total = notes.last().map_or(invoice.bill.total, |note| note.bill.total);
			ensure!(debt.open <= total.to_ecoin(), "billing 6: a debt is more than its invoice");
			ensure!(debt.due_on >= invoice.due_on, "billing 6: a debt is due before its invoice");
		}
		Ok(())
	}

	/// Invariant 7: there is no entry for a debt, a credit or a carry-over of nothing.
	fn invariant_7_nothing_is_kept_of_nothing() -> Result<(), TryRuntimeError> {
		ensure!(
			Debts::<T>::iter_values().all(|debt| !debt.owed().is_zero()),
			"billing 7: a debt of nothing"
		);
		ensure!(
			Credits::<T>::iter_values().all(|credit| credit != Ecoin::ZERO),
			"billing 7: a credit of nothing"
		);
		ensure!(
			CarriedOver::<T>::iter_values().all(|carried| carried != Wh::ZERO),
			"billing 7: a carry-over of nothing"
		);
		Ok(())
	}
}
