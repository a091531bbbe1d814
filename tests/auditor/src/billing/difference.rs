//! What two accounts of the same months do not agree on, in words.

use super::{
	accounts::{Account, Accounts, Invoice},
	tariff::Bill,
};
use std::collections::BTreeMap;

/// What somebody says of something, by what it is about.
type Facts = BTreeMap<String, String>;

/// A line for each thing on which two do not agree, in the order of customers and months.
pub fn differences(auditor: &Accounts, chain: &Accounts) -> Vec<String> {
	let (auditor, chain) = (facts(auditor), facts(chain));
	let mut subjects: Vec<_> = auditor.keys().chain(chain.keys()).collect();
	subjects.sort();
	subjects.dedup();
	let says = |facts: &Facts, subject| {
		facts.get(subject).map_or("nothing of it".into(), |fact: &String| fact.clone())
	};
	subjects
		.into_iter()
		.filter(|subject| auditor.get(*subject) != chain.get(*subject))
		.map(|subject| {
			let (expected, found) = (says(&auditor, subject), says(&chain, subject));
			format!("{subject}: the auditor says {expected}, the chain {found}")
		})
		.collect()
}

fn facts(accounts: &Accounts) -> Facts {
	let mut facts = Facts::new();
	facts.insert("the fund for surplus".into(), ecoin(accounts.fund));
	for (customer, account) in accounts.accounts.iter().enumerate() {
		note_account(&mut facts, &format!("customer {customer:4}"), account);
	}
	facts
}

fn note_account(facts: &mut Facts, who: &str, account: &Account) {
	for ((year, month), invoice) in &account.invoices {
		note_invoice(facts, &format!("{who}, bill of {year}-{month:02}"), invoice);
	}
	for (what, fact) in [
		("carried over", wh(account.carried_over_wh)),
		("credit", ecoin(account.credit)),
		("paid in all", ecoin(account.paid)),
		("bought back in all", ecoin(account.bought_back)),
		("refunded in all", ecoin(account.refunded)),
	] {
		facts.insert(format!("{who}, {what}"), fact);
	}
}

fn note_invoice(facts: &mut Facts, which: &str, invoice: &Invoice) {
	let Invoice { issued_on, due_on, energy, bill, notes, open, interest, written_off, paid } =
		invoice;
	for (what, fact) in [
		("issued", issued_on.to_string()),
		("due", due_on.to_string()),
		("drawn", wh(energy.drawn)),
		("covered", wh(energy.covered)),
		("redeemed", wh(energy.redeemed)),
		("carried over before", wh(energy.carried)),
		("billed", wh(energy.billed)),
		("surplus", wh(energy.surplus)),
		("open", ecoin(*open)),
		("interest", ecoin(*interest)),
		("written off", ecoin(*written_off)),
		("paid", ecoin(*paid)),
	] {
		facts.insert(format!("{which}, {what}"), fact);
	}
	note_bill(facts, which, bill);
	for (number, note) in (1..).zip(notes) {
		let which = format!("{which}, note {number}");
		for (what, fact) in [
			("issued", note.issued_on.to_string()),
			("drawn", wh(note.drawn)),
			("returned", wh(note.returned)),
			("late", wh(note.late)),
			("billed", wh(note.billed)),
		] {
			facts.insert(format!("{which}, {what}"), fact);
		}
		note_bill(facts, &which, &note.bill);
	}
}

fn note_bill(facts: &mut Facts, which: &str, bill: &Bill) {
	let Bill { base, energy, climate, fuel, vat, fund, total } = bill;
	for (what, won) in [
		("base charge", base),
		("energy charge", energy),
		("climate", climate),
		("fuel", fuel),
		("value added tax", vat),
		("fund", fund),
		("total", total),
	] {
		facts.insert(format!("{which}, {what}"), format!("{won} won"));
	}
}

fn wh(wh: u64) -> String {
	format!("{wh} Wh")
}

/// Units as won with four digits behind the point.
fn ecoin(units: u128) -> String {
	format!("{}.{:04} won", units / 10_000, units % 10_000)
}
