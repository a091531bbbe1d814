//! Notes: an invoice never changes, what was wrong in it is corrected beside it.

use crate::{
	frame_support, sp_runtime, Config, Debt, Error, Event, Invoice, Invoices, Note, NoteCause,
	NoteOf, Notes, Pallet, PartUsages, Standing, StandingOrders, Task,
};
use core::cmp::Ordering;
use frame_support::{ensure, traits::Get, BoundedVec};
use joule_primitives::{Ecoin, Vintage, Wh};
use joule_tariff::{Bill, Krw};
use polkadot_sdk::sp_core::H256;
use sp_runtime::DispatchResult;

/// The notes on an invoice.
type NotesOf<T> = BoundedVec<NoteOf<T>, <T as Config>::MaxNotes>;

/// Late energy may take up one in so many of the notes that an invoice can have: the others are the
/// meter operator's, whatever a customer does.
const SHARE_OF_LATE_NOTES: u32 = 2;

/// What a note did.
#[derive(Default)]
pub(crate) struct NoteEffect {
	/// The new total less the one before.
	pub difference: Krw,
	/// What had been paid beyond the new total.
	pub credited: Ecoin,
}

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
		let notes = Notes::<T>::get(&customer, month);
		let imported_wh: Wh = Self::check_parts(&invoice.period, &parts)?.into_iter().sum();
		let standing = Standing::of(&invoice, &notes);
		let returned_wh = standing.taken_off_wh.saturating_sub(imported_wh);
		let billed_wh = imported_wh.saturating_sub(standing.taken_off_wh);
		let bill = Self::bill_for(&invoice.terms, &invoice.period, &parts, billed_wh)?;
		let changes = bill.total != standing.total || !returned_wh.is_zero();
		ensure!(changes, Error::<T>::NothingToCorrect);

		let cause = NoteCause::Correction { corrected_by: operator, evidence };
		let lines = NoteLines { usage: parts, returned_wh, billed_wh, bill };
		let effect = Self::issue_note(&customer, month, &invoice, notes, lines, cause)?;
		let NoteEffect { difference, credited } = effect;
		Self::give_back(&customer, returned_wh)?;
		Self::deposit_event(Event::InvoiceCorrected {
			customer,
			month,
			difference,
			returned_wh,
			credited,
		});
		Ok(())
	}

	/// Takes late energy off an invoice, as far as something is charged for and it has room for a
	/// note. Returns how much is taken off, and what that changed; nothing, if it would not change
	/// what is to be paid.
	pub(crate) fn take_off_late_energy(
		customer: &T::AccountId,
		month: Vintage,
		invoice: &Invoice,
		late_wh: Wh,
	) -> Result<(Wh, NoteEffect), sp_runtime::DispatchError> {
		let notes = Notes::<T>::get(customer, month);
		let standing = Standing::of(invoice, &notes);
		let redeemed_wh = late_wh.min(standing.billed_wh);
		let billed_wh = standing.billed_wh.saturating_sub(redeemed_wh);
		let bill = Self::bill_for(&invoice.terms, &invoice.period, &standing.usage, billed_wh)?;
		if bill.total == standing.total || !Self::has_room_for_late_energy(&notes) {
			return Ok((Wh::ZERO, NoteEffect::default()));
		}
		let cause = NoteCause::LateEnergy { redeemed_wh };
		let usage = standing.usage;
		let lines = NoteLines { usage, returned_wh: Wh::ZERO, billed_wh, bill };
		let effect = Self::issue_note(customer, month, invoice, notes, lines, cause)?;
		Ok((redeemed_wh, effect))
	}

	fn has_room_for_late_energy(notes: &NotesOf<T>) -> bool {
		let is_late = |note: &&NoteOf<T>| matches!(note.cause, NoteCause::LateEnergy { .. });
		let most = T::MaxNotes::get() / SHARE_OF_LATE_NOTES;
		!notes.is_full() && notes.iter().filter(is_late).count() < most as usize
	}

	/// Issues a note: what is owed changes with it, and what was paid beyond it is a credit.
	fn issue_note(
		customer: &T::AccountId,
		month: Vintage,
		invoice: &Invoice,
		mut notes: NotesOf<T>,
		lines: NoteLines,
		cause: NoteCause<T::AccountId>,
	) -> Result<NoteEffect, Error<T>> {
		let standing = Standing::of(invoice, &notes);
		let difference = lines.bill.total.saturating_sub(standing.total);
		let paid_up = Debt::new(Ecoin::ZERO, standing.due_on, invoice.interest_ppm_a_day);
		let debt = Self::debt_on(customer, month, Self::today()).unwrap_or(paid_up);
		let changed = Self::changed(debt, difference)?;
		let lowered_by = Krw::ZERO.saturating_sub(difference).to_ecoin();
		let credited = lowered_by.saturating_sub(debt.unpaid());
		let NoteLines { usage, returned_wh, billed_wh, bill } = lines;
		let note = Note {
			cause,
			usage,
			returned_wh,
			billed_wh,
			bill,
			difference,
			issued_on: Self::today(),
			due_on: changed.due_on,
		};
		notes.try_push(note).map_err(|_| Error::<T>::TooManyNotes)?;
		Notes::<T>::insert(customer, month, notes);
		Self::add_credit(customer, credited);
		if difference > Krw::ZERO && StandingOrders::<T>::contains_key(customer) {
			Self::schedule(changed.due_on, customer, Task::Collect(month));
		}
		// Last, for an old invoice goes with its debt.
		Self::set_debt(customer, month, changed);
		Ok(NoteEffect { difference, credited })
	}

	/// A debt after a note: raised, with time to pay it, or lowered, with the interest of what stays.
	fn changed(debt: Debt, difference: Krw) -> Result<Debt, Error<T>> {
		Ok(match difference.cmp(&Krw::ZERO) {
			Ordering::Greater => {
				let least_days = Self::settings()?.least_days_to_pay;
				let least = Self::working_day(Self::today().plus(least_days.into()));
				debt.raised_by(difference.to_ecoin(), least)
			}
			Ordering::Equal => debt,
			Ordering::Less => debt.lowered_by(Krw::ZERO.saturating_sub(difference).to_ecoin()),
		})
	}
}

/// What a note says of a bill.
struct NoteLines {
	usage: PartUsages,
	returned_wh: Wh,
	billed_wh: Wh,
	bill: Bill,
}
