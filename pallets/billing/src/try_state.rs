//! What always holds, whatever was called.

use crate::{
	Agenda, AgendaCursor, Billed, BilledUntil, CarriedOver, Config, Contracts, Credits, Debts,
	Forecasts, Invoices, MonthsInUse, Notes, Pallet, Standing, TariffTables, TariffVersions, Task,
	UsageReports,
};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use joule_primitives::{Ecoin, Vintage, Wh};
use joule_tariff::{Day, Krw, TariffClass};
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
		Self::invariant_7_nothing_is_kept_of_nothing()?;
		Self::invariant_8_each_day_is_billed_once()?;
		Self::invariant_9_energy_is_carried_to_an_invoice()?;
		Self::invariant_10_months_in_use_are_counted()?;
		Self::invariant_11_every_invoice_goes_some_day()?;
		Self::invariant_12_what_is_expected_has_an_invoice_to_come()
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
			let late: Wh = notes.iter().map(|note| note.late_wh()).sum();
			ensure!(
				returned <= invoice.balance.taken_off_wh().saturating_add(late),
				"billing 5: notes gave back more than was taken off"
			);
			let charged: Wh = last.bill.energy_lines.iter().map(|line| line.quantity_wh).sum();
			ensure!(charged == last.billed_wh, "billing 5: a note's lines do not add up");
		}
		Ok(())
	}

	/// Invariant 6: each debt is of an invoice, and no more than it and its notes are about, with what
	/// was written off.
	fn invariant_6_debts_are_of_invoices() -> Result<(), TryRuntimeError> {
		for (customer, month, debt) in Debts::<T>::iter() {
			let invoice = Invoices::<T>::get(&customer, month)
				.ok_or("billing 6: a debt without an invoice")?;
			let notes = Notes::<T>::get(&customer, month);
			let total = Standing::of(&invoice, &notes).total;
			ensure!(
				debt.unpaid() <= total.to_ecoin(),
				"billing 6: a debt is more than its invoice"
			);
			ensure!(debt.due_on >= invoice.due_on, "billing 6: a debt is due before its invoice");
		}
		Ok(())
	}

	/// Invariant 7: there is no entry for a debt, a credit or a carry-over of nothing.
	fn invariant_7_nothing_is_kept_of_nothing() -> Result<(), TryRuntimeError> {
		ensure!(
			Debts::<T>::iter_values()
				.all(|debt| !debt.owed().is_zero() || !debt.written_off.is_zero()),
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

	/// Invariant 8: no day of a customer is in two invoices, or in one and in the open period.
	fn invariant_8_each_day_is_billed_once() -> Result<(), TryRuntimeError> {
		let mut billed: BTreeMap<T::AccountId, Vec<(Day, Day)>> = BTreeMap::new();
		for (customer, _, invoice) in Invoices::<T>::iter() {
			let days = (invoice.period.from, invoice.period.until);
			billed.entry(customer).or_default().push(days);
		}
		for (customer, Billed { until, .. }) in BilledUntil::<T>::iter() {
			let days = billed.entry(customer).or_default();
			ensure!(
				days.iter().all(|(from, end)| *end <= until || *from >= until),
				"billing 8: an invoice reaches beyond the end of its contract"
			);
		}
		for (customer, contract) in Contracts::<T>::iter() {
			let is_after =
				BilledUntil::<T>::get(&customer).is_none_or(|it| it.until <= contract.begins);
			ensure!(is_after, "billing 8: a contract begins on a day that was billed");
			if let Some(open) = contract.period_of(contract.open_month) {
				billed.entry(customer).or_default().push((open.from, open.until));
			}
		}
		for days in billed.values_mut() {
			days.sort();
			let is_once = days.windows(2).all(|pair| match pair {
				[(_, until), (from, _)] => until <= from,
				_ => true,
			});
			ensure!(is_once, "billing 8: a day is billed twice");
		}
		Ok(())
	}

	/// Invariant 9: who has energy carried over has a contract, so that there is an invoice to come.
	fn invariant_9_energy_is_carried_to_an_invoice() -> Result<(), TryRuntimeError> {
		ensure!(
			CarriedOver::<T>::iter_keys().all(|customer| Contracts::<T>::contains_key(customer)),
			"billing 9: energy is carried over to no invoice"
		);
		Ok(())
	}

	/// Invariant 10: it is counted how many have each month open, or an invoice for it.
	fn invariant_10_months_in_use_are_counted() -> Result<(), TryRuntimeError> {
		let mut uses: BTreeMap<Vintage, u32> = BTreeMap::new();
		let open = Contracts::<T>::iter_values().map(|contract| contract.open_month);
		for month in Invoices::<T>::iter_keys().map(|(_, month)| month).chain(open) {
			let count = uses.entry(month).or_default();
			*count = count.saturating_add(1);
		}
		ensure!(
			uses == MonthsInUse::<T>::iter().collect(),
			"billing 10: the months in use are not counted"
		);
		Ok(())
	}

	/// Invariant 11: each invoice will be removed on a day of the agenda, or is owed for.
	fn invariant_11_every_invoice_goes_some_day() -> Result<(), TryRuntimeError> {
		let removals: BTreeSet<_> = Agenda::<T>::iter_keys()
			.filter_map(|(_, (customer, task))| match task {
				Task::Prune(month) => Some((customer, month)),
				Task::Close(_) | Task::Collect(_) => None,
			})
			.collect();
		for (customer, month) in Invoices::<T>::iter_keys() {
			let debt = Debts::<T>::get(&customer, month);
			let is_owed = debt.is_some_and(|debt| !debt.owed().is_zero());
			ensure!(
				is_owed || removals.contains(&(customer, month)),
				"billing 11: an invoice stays for good"
			);
		}
		Ok(())
	}

	/// Invariant 12: what was forecast, or reported, is of a month without an invoice that its
	/// customer's contract has.
	fn invariant_12_what_is_expected_has_an_invoice_to_come() -> Result<(), TryRuntimeError> {
		for (customer, month) in Forecasts::<T>::iter_keys().chain(UsageReports::<T>::iter_keys()) {
			let is_to_come =
				Contracts::<T>::get(&customer).is_some_and(|contract| contract.is_to_come(month));
			ensure!(is_to_come, "billing 12: something is expected of no invoice to come");
		}
		Ok(())
	}
}
