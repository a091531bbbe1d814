//! The chain against the auditor.

use super::{
	journal::{date, year_month},
	town::Town,
	MONTHS,
};
use joule_auditor::billing::{
	audit_bills, differences, Account, Accounts, Bill as Lines, Energy, Invoice as Audited,
	Note as AuditedNote,
};
use joule_tariff::{Bill, Usage};
use joule_tests::*;
use pallet_billing::{
	CarriedOver, Credits, Debts, HoldReason, Invoice, Invoices, Note, Notes, Totals,
};
use pallet_metering::IssuedInMonth;
use std::collections::BTreeMap;

impl Town {
	/// Compares everything that can be compared, to the unit.
	pub fn assert_agrees_with_the_auditor(&mut self) {
		self.note_events();
		let found = self.accounts();
		let differences = differences(&audit_bills(&self.journal), &found);
		let shown = differences.iter().take(20).cloned().collect::<Vec<_>>().join("\n");
		assert!(differences.is_empty(), "{} differences:\n{shown}", differences.len());
	}

	/// What the chain says.
	fn accounts(&self) -> Accounts {
		let accounts = (0..self.residents.len()).map(|customer| self.account(customer)).collect();
		let fund = held_ecoin(&operator().account, HoldReason::BuyBack).0;
		Accounts { accounts, fund }
	}

	fn account(&self, customer: usize) -> Account {
		let who = &self.residents[customer].person.account;
		let invoices: BTreeMap<_, _> = Invoices::<Runtime>::iter_prefix(who)
			.map(|(month, invoice)| (year_month(month), self.invoice(customer, month, &invoice)))
			.collect();
		Account {
			invoices,
			carried_over_wh: CarriedOver::<Runtime>::get(who).0,
			credit: Credits::<Runtime>::get(who).0,
			paid: self.paid[customer],
			bought_back: self.bought_back[customer],
			refunded: self.refunded[customer],
		}
	}

	fn invoice(&self, customer: usize, month: Vintage, invoice: &Invoice) -> Audited {
		let who = &self.residents[customer].person.account;
		let debt = Debts::<Runtime>::get(who, month);
		let notes = Notes::<Runtime>::get(who, month);
		let balance = invoice.balance;
		Audited {
			issued_on: date(invoice.issued_on),
			due_on: date(
				debt.map_or(notes.last().map_or(invoice.due_on, |note| note.due_on), |debt| {
					debt.due_on
				}),
			),
			energy: Energy {
				drawn: balance.imported_wh.0,
				covered: balance.covered_wh.0,
				redeemed: balance.redeemed_wh.0,
				carried: balance.carried_wh.0,
				billed: balance.billed_wh.0,
				surplus: invoice.surplus.quantity_wh().0,
			},
			bill: lines(&invoice.bill),
			notes: notes.iter().map(note).collect(),
			open: debt.map_or(0, |debt| debt.open.0),
			interest: debt.map_or(0, |debt| debt.interest.0),
			written_off: debt.map_or(0, |debt| debt.written_off.0),
			paid: self.paid_of_invoice.get(&(customer, month.0)).copied().unwrap_or_default(),
		}
	}

	/// Every Wh that was issued is still there, was redeemed, or was taken as surplus.
	pub fn assert_energy_is_conserved(&self) {
		for (month, issued) in IssuedInMonth::<Runtime>::iter() {
			let totals = Totals::<Runtime>::get(month);
			let left = Assets::total_supply(month.asset_id()) as u64;
			let ended = totals.redeemed_wh.0 + totals.surplus_wh.0;
			assert_eq!(issued.0, left + ended, "energy of {month:?}");
		}
	}

	/// A year in which nothing happened would prove nothing.
	pub fn assert_much_happened(&self) {
		let happened = &self.happened;
		println!("{happened:#?}");
		println!("{} journal entries", self.journal.entries.len());
		let people = self.residents.len() as u64;
		for (what, count, least) in [
			("invoices", happened.invoices, people * u64::from(MONTHS - 2)),
			("closings put off", happened.put_off, 30),
			("estimates", happened.estimated, 5),
			("invoices for two month parts", happened.in_two_parts, 300),
			("notes", happened.notes, 100),
			("credits", happened.credits, 20),
			("payments", happened.payments, 1_000),
			("payments of interest", happened.payments_with_interest, 200),
			("standing orders", happened.standing_orders, 500),
			("short standing orders", happened.standing_orders_short, 20),
			("surpluses bought back", happened.bought_back, 10),
			("surpluses carried over", happened.carried_over, 50),
			("hand-ins", happened.handed_in, 20),
			("invoices lowered by late energy", happened.late_energy, 10),
			("carry-overs bought", happened.carry_overs_ended, 3),
			("of them or of late energy owed", happened.surpluses_credited, 1),
			("ends of contracts withdrawn", happened.ends_withdrawn, 3),
			("contracts withdrawn", happened.contracts_withdrawn, 1),
			("contracts from where another ended", happened.contracts_followed, 3),
			("write-offs", happened.write_offs, 10),
			("changes of the reading day", happened.reading_days_changed, 5),
			("refunds", happened.refunds, 5),
			("contracts ended", happened.contracts_ended, 20),
			("changes of terms", happened.terms_changed, 10),
			("forward contracts", happened.contracts_traded, 500),
			("disputes", happened.disputes, 30),
			("spot trades", happened.spot_trades, 100),
			("late readings", happened.late_readings, 50),
		] {
			assert!(count >= least, "only {count} {what}");
		}
	}
}

fn lines(bill: &Bill) -> Lines {
	Lines {
		base: bill.base.0,
		energy: bill.energy.0,
		climate: bill.climate.0,
		fuel: bill.fuel.0,
		vat: bill.vat.0,
		fund: bill.fund.0,
		total: bill.total.0,
	}
}

fn note(note: &Note<AccountId>) -> AuditedNote {
	AuditedNote {
		issued_on: date(note.issued_on),
		drawn: note.usage.iter().map(|usage: &Usage| usage.energy_wh().0).sum(),
		returned: note.returned_wh.0,
		late: note.late_wh().0,
		billed: note.billed_wh.0,
		bill: lines(&note.bill),
	}
}
