//! Notes: an invoice never changes, what was wrong in it is corrected beside it.

use crate::{
	frame_support, sp_runtime, CarriedOver, Config, Debt, Debts, Error, Event, Invoice, Invoices,
	Note, Notes, Pallet, PartUsages,
};
use core::cmp::Ordering;
use frame_support::{ensure, BoundedVec};
use joule_primitives::{Ecoin, Vintage, Wh};
use joule_tariff::Krw;
use polkadot_sdk::sp_core::H256;
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_correct_invoice(
		operator: T::AccountId,
		customer: T::AccountId,
		month: Vintage,
		parts: PartUsages,
		evidence: H256,
	) -> DispatchResult {
		Self::ensure_meter_operator(&operator)?;
		let invoice = Invoices::<T>::get(&customer, month).ok_or(Error::<T>::UnknownInvoice)?;
		let mut notes = Notes::<T>::get(&customer, month);
		let imported_wh = Self::check_parts(&invoice.period, &parts)?.into_iter().sum();
		let (taken_off_wh, total) = as_corrected(&invoice, &notes);
		let returned_wh = taken_off_wh.saturating_sub(imported_wh);
		let billed_wh = imported_wh.saturating_sub(taken_off_wh);
		let bill = Self::bill_for(&invoice.terms, &invoice.period, &parts, billed_wh)?;
		let difference = bill.total.saturating_sub(total);
		let changes = difference != Krw::ZERO || !returned_wh.is_zero();
		ensure!(changes, Error::<T>::NothingToCorrect);

		let due_on = notes.last().map_or(invoice.due_on, |note| note.due_on);
		let paid_up = Debt::new(Ecoin::ZERO, due_on, invoice.interest_ppm_a_day);
		let debt = Debts::<T>::get(&customer, month).unwrap_or(paid_up).accrued(Self::today());
		let changed = Self::changed(debt, difference)?;
		let lowered_by = Krw::ZERO.saturating_sub(difference).to_ecoin();
		let credited = lowered_by.saturating_sub(debt.open);
		let note = Note {
			usage: parts,
			returned_wh,
			billed_wh,
			bill,
			difference,
			evidence,
			corrected_by: operator,
			issued_on: Self::today(),
			due_on: changed.due_on,
		};
		notes.try_push(note).map_err(|_| Error::<T>::TooManyNotes)?;
		Notes::<T>::insert(&customer, month, notes);
		let carried_over = CarriedOver::<T>::get(&customer).saturating_add(returned_wh);
		Self::set_carried_over(&customer, carried_over);
		Self::set_debt(&customer, month, changed);
		Self::add_credit(&customer, credited);
		Self::deposit_event(Event::InvoiceCorrected {
			customer,
			month,
			difference,
			returned_wh,
			credited,
		});
		Ok(())
	}

	/// A debt after a note: raised, with time to pay it, or lowered, without interest.
	fn changed(debt: Debt, difference: Krw) -> Result<Debt, Error<T>> {
		Ok(match difference.cmp(&Krw::ZERO) {
			Ordering::Greater => {
				let least_days = Self::settings()?.least_days_to_pay;
				let least = Self::working_day(Self::today().plus(least_days.into()));
				let due_on = debt.due_on.max(least);
				let open = debt.open.saturating_add(difference.to_ecoin());
				Debt { open, due_on, accrued_until: due_on, ..debt }
			}
			Ordering::Equal => debt,
			Ordering::Less => {
				let lowered_by = Krw::ZERO.saturating_sub(difference).to_ecoin();
				let open = debt.open.saturating_sub(lowered_by);
				Debt { open, interest: Ecoin::ZERO, ..debt }
			}
		})
	}
}

/// What is taken off and what the total is, after the notes.
fn as_corrected<AccountId, Max>(
	invoice: &Invoice,
	notes: &BoundedVec<Note<AccountId>, Max>,
) -> (Wh, Krw) {
	let returned_wh: Wh = notes.iter().map(|note| note.returned_wh).sum();
	let taken_off_wh = invoice.balance.taken_off_wh().saturating_sub(returned_wh);
	let total = notes.last().map_or(invoice.bill.total, |note| note.bill.total);
	(taken_off_wh, total)
}
