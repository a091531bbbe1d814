//! Notes: what was wrong in a bill, and energy that came after it.

use super::{
	accounts::{units, Auditor, Note},
	calendar::Date,
	energy::spread,
	journal::{Customer, YearMonth},
};

impl Auditor<'_> {
	/// Bills anew. What was taken off stays taken off, as far as so much was drawn after all.
	pub(super) fn correct(
		&mut self,
		today: Date,
		customer: Customer,
		month: YearMonth,
		drawn_wh: &[Vec<u64>],
		may_receive: bool,
	) {
		let drawn: u64 = drawn_wh.iter().flatten().sum();
		let basis = self.basis(customer, month);
		let returned = basis.taken_off.saturating_sub(drawn);
		basis.taken_off -= returned;
		let billed = drawn - basis.taken_off;
		basis.drawn_wh = drawn_wh.to_vec();
		let bill = self.bill_anew(customer, month, billed);
		let note = Note { issued_on: today, drawn, returned, late: 0, billed, bill };
		self.issue_note(today, customer, month, note);
		self.carry_over_or_sell(customer, returned, may_receive);
	}

	/// Energy that came after the bill lowers it, as far as something is billed; says how much that
	/// is. A bill does not change for less than it is rounded to, nor has it more than so many notes.
	pub(super) fn take_off_late(
		&mut self,
		today: Date,
		customer: Customer,
		month: YearMonth,
		wh: u64,
	) -> u64 {
		let (notes, late_notes) = (self.rules.notes, self.rules.late_notes);
		let invoice = self.invoice(customer, month);
		let lates = invoice.notes.iter().filter(|note| note.late > 0).count();
		let has_room = invoice.notes.len() < notes && lates < late_notes;
		let before = invoice.notes.last();
		let (billed, total) = before.map_or((invoice.energy.billed, invoice.bill.total), |note| {
			(note.billed, note.bill.total)
		});
		let late = wh.min(billed);
		let billed = billed - late;
		let bill = self.bill_anew(customer, month, billed);
		if bill.total == total || !has_room {
			return 0;
		}
		let basis = self.basis(customer, month);
		basis.taken_off += late;
		let drawn = basis.drawn_wh.iter().flatten().sum();
		let note = Note { issued_on: today, drawn, returned: 0, late, billed, bill };
		self.issue_note(today, customer, month, note);
		late
	}

	fn bill_anew(&mut self, customer: Customer, month: YearMonth, billed: u64) -> super::Bill {
		let basis = self.basis(customer, month);
		let (contract, period) = (basis.contract, basis.period);
		let wh = spread(billed, &basis.drawn_wh);
		self.bill_for(&contract, &period, wh)
	}

	/// What is owed changes by the difference. Who has to pay more has time for it; who has to pay
	/// less owes interest only for what stays, and has a credit for what was paid already, not for what
	/// was written off.
	fn issue_note(&mut self, today: Date, customer: Customer, month: YearMonth, note: Note) {
		self.count_interest(today, customer, month);
		let later_due = self.due_on(today, today);
		let account = &mut self.found.accounts[customer];
		let invoice = account.invoices.get_mut(&month).expect("it is corrected");
		let before = invoice.notes.last().map_or(invoice.bill, |note| note.bill).total;
		match note.bill.total - before {
			0 => (),
			more @ 1.. => {
				invoice.open += units(more);
				invoice.due_on = invoice.due_on.max(later_due);
				let due_on = invoice.due_on;
				let basis = self.basis(customer, month);
				basis.interest_until = basis.interest_until.max(due_on);
			}
			less => {
				let less = units(-less);
				let not_open = less.saturating_sub(invoice.open);
				let waived = not_open.min(invoice.written_off);
				invoice.written_off -= waived;
				account.credit += not_open - waived;
				let stays = invoice.open.saturating_sub(less);
				let interest = invoice.interest * stays;
				invoice.interest = interest.checked_div(invoice.open).unwrap_or(invoice.interest);
				invoice.open = stays;
			}
		}
		self.invoice(customer, month).notes.push(note);
	}
}
