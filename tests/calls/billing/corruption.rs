//! States that cannot be, each noticed by the invariant that forbids it.

use crate::scene::*;
use pallet_billing::{
	Agenda, AgendaCursor, Billed, BilledUntil, CarriedOver, Contracts, Credits, Debts, Forecasts,
	MonthsInUse, Notes, PublishedForecast, TariffTables, TariffVersions, UsageReport, UsageReports,
};

fn notices(invariant: &str, corrupt: impl FnOnce()) {
	assert_notices(Billing::do_try_state, invariant, corrupt);
}

fn billed_until(until: Day) -> Billed {
	Billed { until, covered_wh: Wh::ZERO }
}

fn billed() -> Customer {
	Customer::household(1).with_ecoin_krw(10_000).billed_for_november(300)
}

#[test]
fn one_a_table_out_of_order_missing_faulty_or_not_listed() {
	test(|| {
		let class = TariffClass::General;
		let from = TariffVersions::<Runtime>::get(class)[0];
		notices("billing 1", || TariffTables::<Runtime>::remove(class, from));
		notices("billing 1", || TariffVersions::<Runtime>::remove(class));
		notices("billing 1", || {
			let twice = BoundedVec::truncate_from(vec![from, from]);
			TariffVersions::<Runtime>::insert(class, twice)
		});
		notices("billing 1", || {
			TariffTables::<Runtime>::mutate(class, from, |table| {
				table.as_mut().expect("it is there").vat_permille = u16::MAX
			})
		});
	});
}

#[test]
fn two_a_contract_without_its_closing() {
	test(|| {
		let customer = billed();
		let account = customer.account().clone();
		let contract = Contracts::<Runtime>::get(&account).unwrap();
		let task = (account.clone(), Task::Close(DEC));
		notices("billing 2", || Agenda::<Runtime>::remove(contract.closes_on, &task));
		notices("billing 2", || Agenda::<Runtime>::insert(contract.closes_on.plus(1), &task, ()));
		notices("billing 2", || Contracts::<Runtime>::remove(&account));
		notices("billing 2", || {
			let other = Contract { closes_on: contract.closes_on.plus(1), ..contract.clone() };
			Contracts::<Runtime>::insert(&account, other)
		});
		notices("billing 2", || {
			let ended = Contract { ends: Some(day(DEC, 1)), ..contract.clone() };
			Contracts::<Runtime>::insert(&account, ended)
		});
		notices("billing 2", || Invoices::<Runtime>::insert(&account, DEC, customer.invoice(NOV)));
	});
}

#[test]
fn three_a_task_that_was_missed() {
	test(|| {
		let customer = billed();
		let missed = (customer.account().clone(), Task::Collect(NOV));
		notices("billing 3", || Agenda::<Runtime>::insert(day(DEC, 1), &missed, ()));
		notices("billing 3", AgendaCursor::<Runtime>::kill);
	});
}

#[test]
fn four_an_invoice_that_does_not_add_up() {
	test(|| {
		let customer = billed();
		let with = |change: fn(&mut Invoice)| {
			let mut invoice = customer.invoice(NOV);
			change(&mut invoice);
			Invoices::<Runtime>::insert(customer.account(), NOV, invoice);
		};
		notices("billing 4", || with(|invoice| invoice.balance.imported_wh = Wh(1)));
		notices("billing 4", || {
			with(|invoice| {
				invoice.bill.energy_lines.pop();
			})
		});
		notices("billing 4", || with(|invoice| invoice.credit_used = Ecoin(u128::MAX)));
	});
}

#[test]
fn five_notes_that_do_not_add_up() {
	test(|| {
		let customer = billed();
		assert_ok!(correct(&customer, NOV, totals(&[250])));
		let account = customer.account();
		notices("billing 5", || {
			Notes::<Runtime>::mutate(account, NOV, |notes| notes[0].difference = Krw(1))
		});
		notices("billing 5", || {
			Notes::<Runtime>::mutate(account, NOV, |notes| notes[0].returned_wh = Wh(1))
		});
		notices("billing 5", || {
			Notes::<Runtime>::mutate(account, NOV, |notes| notes[0].billed_wh = Wh(1))
		});
		notices("billing 5", || Notes::<Runtime>::insert(account, NOV, BoundedVec::new()));
		notices("billing 5", || {
			let notes = Notes::<Runtime>::get(account, NOV);
			Notes::<Runtime>::insert(account, DEC, notes)
		});
	});
}

#[test]
fn six_a_debt_that_is_not_of_its_invoice() {
	test(|| {
		let customer = billed();
		let account = customer.account();
		let debt = Debts::<Runtime>::get(account, NOV).unwrap();
		notices("billing 6", || Debts::<Runtime>::insert(account, DEC, debt));
		notices("billing 6", || {
			let more = Debt { open: Ecoin(debt.open.0 + 1), ..debt };
			Debts::<Runtime>::insert(account, NOV, more)
		});
		notices("billing 6", || {
			let more = Debt { written_off: Ecoin(1), ..debt };
			Debts::<Runtime>::insert(account, NOV, more)
		});
		notices("billing 6", || {
			let earlier = Debt { due_on: day(DEC, 1), ..debt };
			Debts::<Runtime>::insert(account, NOV, earlier)
		});
	});
}

#[test]
fn seven_entries_of_nothing() {
	test(|| {
		let customer = billed();
		let account = customer.account();
		let debt = Debts::<Runtime>::get(account, NOV).unwrap();
		notices("billing 7", || {
			Debts::<Runtime>::insert(account, NOV, Debt { open: Ecoin::ZERO, ..debt })
		});
		notices("billing 7", || Credits::<Runtime>::insert(account, Ecoin::ZERO));
		notices("billing 7", || CarriedOver::<Runtime>::insert(account, Wh::ZERO));
	});
}

#[test]
fn eight_a_day_that_is_billed_twice() {
	test(|| {
		let customer = billed();
		let account = customer.account();
		let period = customer.invoice(NOV).period;
		notices("billing 8", || {
			let mut invoice = customer.invoice(NOV);
			invoice.period.until = period.until.plus(1);
			Invoices::<Runtime>::insert(account, NOV, invoice)
		});
		notices("billing 8", || {
			BilledUntil::<Runtime>::insert(account, billed_until(period.from.plus(1)));
			Contracts::<Runtime>::remove(account);
			let task = (account.clone(), Task::Close(DEC));
			Agenda::<Runtime>::remove(day(JAN, 12), task);
		});
		notices("billing 8", || {
			BilledUntil::<Runtime>::insert(account, billed_until(period.until))
		});
	});
}

#[test]
fn nine_energy_that_is_carried_over_to_no_invoice() {
	test(|| {
		let nobodys = home(2).account;
		notices("billing 9", || CarriedOver::<Runtime>::insert(&nobodys, Wh(1)));
	});
}

#[test]
fn ten_months_in_use_that_are_not_counted() {
	test(|| {
		let _customer = billed();
		notices("billing 10", || MonthsInUse::<Runtime>::remove(NOV));
		notices("billing 10", || MonthsInUse::<Runtime>::insert(DEC, 2));
		notices("billing 10", || MonthsInUse::<Runtime>::insert(JAN, 1));
	});
}

#[test]
fn eleven_an_invoice_that_stays_for_good() {
	test(|| {
		let customer = billed();
		let account = customer.account();
		notices("billing 11", || {
			Debts::<Runtime>::remove(account, NOV);
			let task = (account.clone(), Task::Prune(NOV));
			Agenda::<Runtime>::remove(day(Vintage(202812), 1), task);
		});
	});
}

#[test]
fn twelve_what_is_expected_of_no_invoice_to_come() {
	test(|| {
		let customer = billed();
		let (account, nobody) = (customer.account(), home(2).account);
		let forecast = Forecast { generation_wh: Wh(1), demand_wh: Wh(1) };
		let published = PublishedForecast { forecast, published_at: 0 };
		let report = UsageReport { parts: totals(&[1]), reported_by: nobody.clone() };
		notices("billing 12", || Forecasts::<Runtime>::insert(account, NOV, published));
		notices("billing 12", || Forecasts::<Runtime>::insert(&nobody, DEC, published));
		notices("billing 12", || UsageReports::<Runtime>::insert(account, NOV, report.clone()));
		notices("billing 12", || UsageReports::<Runtime>::insert(&nobody, DEC, report));
	});
}
