//! `conclude_contract`: a contract of supply, noted by a market operator.

use crate::scene::*;
use pallet_billing::{Agenda, BilledUntil, Contracts};
use std::collections::BTreeSet;

#[test]
fn its_first_month_is_on_the_agenda() {
	test(|| {
		let who = home(1);
		assert_ok!(conclude(&who, HOUSEHOLD, 1, day(NOV, 1)));
		let contract = Contracts::<Runtime>::get(&who.account).unwrap();
		assert_eq!((contract.open_month, contract.closes_on), (NOV, day(DEC, 12)));
		let task = (who.account.clone(), Task::Close(NOV));
		assert!(Agenda::<Runtime>::contains_key(day(DEC, 12), task));
		assert_event(Event::ContractConcluded { customer: who.account, contract });
	});
}

#[test]
fn with_another_reading_day_the_first_period_began_in_the_month_before() {
	test(|| {
		let who = home(1);
		assert_ok!(conclude(&who, HOUSEHOLD, 15, day(NOV, 3)));
		let contract = Contracts::<Runtime>::get(&who.account).unwrap();
		let period = contract.period_of(contract.open_month).unwrap();
		assert_eq!(contract.open_month, OCTOBER);
		assert_eq!((period.from, period.until), (day(NOV, 3), day(NOV, 15)));
		assert_eq!(period.whole_days, 31);
		assert_eq!(contract.closes_on, day(NOV, 26));
	});
}

#[test]
fn it_may_begin_later_or_on_the_reading_day() {
	test(|| {
		assert_ok!(conclude(&home(1), HOUSEHOLD, 15, day(NOV, 15)));
		assert_eq!(Contracts::<Runtime>::get(&home(1).account).unwrap().open_month, NOV);
		assert_ok!(conclude(&home(2), HOUSEHOLD, 1, day(Vintage(202711), 30)));
	});
}

#[test]
fn only_an_operator_notes_it() {
	test(|| {
		let who = home(1);
		let meter_reader = participant(1, &[Role::MeterOperator]);
		for sender in [&who, &stranger(), &meter_reader] {
			let begins = day(NOV, 1);
			assert_noop!(
				Billing::conclude_contract(
					sender.origin(),
					who.account.clone(),
					HOUSEHOLD,
					1,
					begins
				),
				Error::NotOperator
			);
		}
	});
}

#[test]
fn a_stranger_has_none() {
	test(|| {
		assert_noop!(conclude(&stranger(), HOUSEHOLD, 1, day(NOV, 1)), Error::UnknownCustomer);
	});
}

#[test]
fn every_month_has_its_reading_day() {
	test(|| {
		let who = home(1);
		for reading_day in [0, 29, 31, u8::MAX] {
			assert_noop!(
				conclude(&who, HOUSEHOLD, reading_day, day(NOV, 1)),
				Error::ReadingDayOutOfRange
			);
		}
		assert_ok!(conclude(&home(1), HOUSEHOLD, 28, day(NOV, 1)));
	});
}

#[test]
fn a_customer_has_one_at_a_time() {
	test(|| {
		assert_ok!(conclude(&home(1), HOUSEHOLD, 1, day(NOV, 1)));
		assert_noop!(conclude(&home(1), BUILDING, 1, day(NOV, 1)), Error::ContractExists);
	});
}

#[test]
fn it_does_not_begin_in_a_month_gone_by_or_outside_the_calendar() {
	test(|| {
		let who = home(1);
		assert_noop!(conclude(&who, HOUSEHOLD, 1, day(OCTOBER, 31)), Error::BeginsTooEarly);
		assert_noop!(conclude(&who, HOUSEHOLD, 1, Day(0)), Error::BeginsTooEarly);
		assert_noop!(conclude(&who, HOUSEHOLD, 1, Day(u32::MAX)), Error::UnknownMonth);
	});
}

/// A household that was read on a day of the month until its contract ended, and has its last invoice.
fn moved_out(reading_day: u8, begins: Day, ends: Day) -> Customer {
	let mut customer = Customer::without_contract(1);
	assert_ok!(conclude(&customer.person, HOUSEHOLD, reading_day, begins));
	assert_ok!(end(&customer, Some(ends)));
	let read_on = [NOV, DEC, JAN]
		.into_iter()
		.flat_map(|month| [1, reading_day].map(|number| day(month, number)));
	let readings = read_on.chain([ends]).filter(|day| *day <= ends && *day > Day::of(NOVEMBER));
	for at in BTreeSet::from_iter(readings) {
		advance_to(at.start());
		customer.meter.read(Wh(30_000), Wh::ZERO);
	}
	while Contracts::<Runtime>::contains_key(customer.account()) {
		advance_by(DAY_MS);
	}
	customer
}

#[test]
fn no_day_is_billed_twice_whatever_the_reading_day() {
	test(|| {
		// Read on the 15th; the last invoice, of December, is for the days up to 10 January.
		let customer = moved_out(15, day(NOV, 15), day(JAN, 10));
		assert_eq!(customer.invoice(DEC).period.until, day(JAN, 10));
		for reading_day in [1, 5, 15, 28] {
			for begins in [day(JAN, 1), day(JAN, 9)] {
				assert_noop!(
					conclude(&customer.person, HOUSEHOLD, reading_day, begins),
					Error::PeriodAlreadyBilled
				);
			}
		}
		assert_ok!(conclude(&customer.person, HOUSEHOLD, 1, day(JAN, 10)));
		let contract = Contracts::<Runtime>::get(customer.account()).unwrap();
		let period = contract.period_of(JAN).unwrap();
		assert_eq!((contract.open_month, period.from), (JAN, day(JAN, 10)));
		assert_eq!((period.days(), period.whole_days), (22, 31));
	});
}

#[test]
fn days_before_a_new_reading_day_are_billed_once_with_the_month_after_them() {
	test(|| {
		// Read on the first; from December on on the 15th. November has an invoice already.
		let mut customer = moved_out(1, day(NOV, 1), day(DEC, 1));
		assert_ok!(conclude(&customer.person, HOUSEHOLD, 15, day(DEC, 1)));
		let contract = Contracts::<Runtime>::get(customer.account()).unwrap();
		assert_eq!((contract.open_month, contract.closes_on), (DEC, day(JAN, 26)));
		advance_to(day(JAN, 1).start());
		customer.meter.read(Wh(330_000), Wh(20_000));
		advance_to(day(JAN, 15).start());
		customer.meter.read(Wh(110_000), Wh::ZERO);
		advance_to(day(JAN, 26).start());

		let invoice = customer.invoice(DEC);
		assert_eq!((invoice.period.from, invoice.period.until), (day(DEC, 1), day(JAN, 15)));
		assert_eq!((invoice.period.days(), invoice.period.whole_days), (45, 31));
		assert_eq!(
			(invoice.balance.redeemed_wh, invoice.balance.billed_wh),
			(Wh(20_000), Wh(420_000))
		);
		// 200 and 400 kWh by 45 / 31; all of it lies in winter.
		let lines: Vec<_> =
			invoice.bill.energy_lines.iter().map(|line| line.quantity_wh.0).collect();
		assert_eq!(lines, [290_322, 129_678]);
		// 1,600 x 45 / 31.
		assert_eq!(invoice.bill.base, Krw(2_322));
		let next = Contracts::<Runtime>::get(customer.account()).unwrap();
		assert_eq!(next.period_of(JAN).unwrap().from, day(JAN, 15));
	});
}

#[test]
fn days_after_a_contract_are_billed_by_the_next_one_however_late_that_is_noted() {
	test(|| {
		// November is closed on 12 December, and the customer has been supplied all the time.
		let mut customer = moved_out(1, day(NOV, 1), day(NOV, 21));
		assert_eq!(customer.invoice(NOV).period.until, day(NOV, 21));
		assert_noop!(
			conclude(&customer.person, HOUSEHOLD, 1, day(NOV, 20)),
			Error::PeriodAlreadyBilled
		);
		assert_ok!(conclude(&customer.person, HOUSEHOLD, 1, day(NOV, 21)));
		customer.meter.read_at(day(DEC, 1).start(), Wh(40_000), Wh::ZERO);
		customer.read_at_end_of(DEC, 100, 0);
		advance_to_closing_of(DEC);
		let invoice = customer.invoice(DEC);
		assert_eq!((invoice.period.from, invoice.period.until), (day(NOV, 21), day(JAN, 1)));
		assert_eq!(invoice.usage, totals(&[40, 100]));
	});
}

#[test]
fn also_where_the_last_invoice_had_to_wait() {
	test(|| {
		let mut customer = Customer::household(1);
		assert_ok!(end(&customer, Some(day(NOV, 21))));
		// Nobody read the meter until February.
		advance_to(day(FEB, 1).start());
		assert_ok!(report(&customer, NOV, totals(&[70])));
		advance_by(DAY_MS);
		assert_eq!(customer.invoice(NOV).basis, Basis::Estimated);
		assert_ok!(conclude(&customer.person, HOUSEHOLD, 1, day(NOV, 21)));
		assert_ok!(report(&customer, DEC, totals(&[30, 100])));
		advance_by(DAY_MS);
		assert_eq!(customer.invoice(DEC).period.from, day(NOV, 21));
		for (month, kwh) in [(DEC, 110), (JAN, 120), (FEB, 90)] {
			customer.meter.read_at(day(month, 1).start(), Wh(kwh * 1_000), Wh::ZERO);
		}
		advance_to_closing_of(JAN);
		assert_eq!(customer.invoice(JAN).bill, household_bill(JAN, 90));
	});
}

#[test]
fn the_first_invoice_is_for_no_more_than_two_months() {
	test(|| {
		let customer = moved_out(1, day(NOV, 1), day(NOV, 21));
		// Read on the 15th, its first invoice would be December's, from 21 November to 15 January.
		for reading_day in [2, 15, 21] {
			assert_noop!(
				conclude(&customer.person, HOUSEHOLD, reading_day, day(NOV, 21)),
				Error::FirstPeriodTooLong
			);
		}
		assert_ok!(conclude(&customer.person, HOUSEHOLD, 1, day(NOV, 21)));
	});
}

#[test]
fn no_second_invoice_takes_the_place_of_the_last_one() {
	test(|| {
		let customer = moved_out(1, day(NOV, 1), day(NOV, 21));
		let issued = customer.invoice(NOV);
		// Read on the 28th, its second invoice would be November's, from 28 November to 28 December.
		for reading_day in [22, 28] {
			assert_noop!(
				conclude(&customer.person, HOUSEHOLD, reading_day, day(NOV, 21)),
				Error::PeriodAlreadyBilled
			);
		}
		assert_eq!(customer.invoice(NOV), issued);
	});
}

#[test]
fn when_the_last_invoice_is_gone_a_contract_begins_in_this_month_at_the_earliest() {
	test(|| {
		let customer = moved_out(1, day(NOV, 1), day(NOV, 21)).with_ecoin_krw(100_000);
		assert_ok!(Billing::pay(customer.origin(), NOV, customer.owed(NOV)));
		let two_years_later = Vintage(202812);
		advance_to(day(two_years_later, 5).start());
		assert_eq!(BilledUntil::<Runtime>::iter().count(), 0);
		assert_noop!(conclude(&customer.person, HOUSEHOLD, 1, day(NOV, 21)), Error::BeginsTooEarly);
		assert_ok!(conclude(&customer.person, HOUSEHOLD, 1, day(two_years_later, 1)));
	});
}

#[test]
fn it_begins_within_a_year() {
	test(|| {
		let who = home(1);
		assert_noop!(conclude(&who, HOUSEHOLD, 1, day(Vintage(202712), 1)), Error::BeginsTooLate);
		assert_noop!(conclude(&who, HOUSEHOLD, 15, day(Vintage(999911), 1)), Error::BeginsTooLate);
		assert_ok!(conclude(&who, HOUSEHOLD, 1, day(Vintage(202711), 1)));
	});
}

#[test]
fn days_between_two_contracts_are_nobodys() {
	test(|| {
		let customer = moved_out(15, day(NOV, 15), day(NOV, 20));
		assert_ok!(conclude(&customer.person, HOUSEHOLD, 15, day(DEC, 10)));
		let contract = Contracts::<Runtime>::get(customer.account()).unwrap();
		let period = contract.period_of(contract.open_month).unwrap();
		assert_eq!((contract.open_month, period.from), (DEC, day(DEC, 10)));
		// It may end before the reading day.
		assert_ok!(end(&customer, Some(day(DEC, 12))));
		let contract = Contracts::<Runtime>::get(customer.account()).unwrap();
		assert_eq!(contract.period_of(DEC).unwrap().days(), 2);
		assert_eq!(contract.next_month(), None);
	});
}

#[test]
fn without_settings_there_is_none() {
	test(|| {
		let who = home(1);
		pallet_billing::CurrentSettings::<Runtime>::kill();
		assert_noop!(conclude(&who, HOUSEHOLD, 1, day(NOV, 1)), Error::NoSettings);
	});
}
