//! Reading days other than the first: periods in two months, each part by its meters.

use crate::scene::*;

/// A customer whose meter is read on the 15th, from 15 November on.
fn read_on_the_15th() -> Customer {
	let customer = Customer::without_contract(1);
	assert_ok!(conclude(&customer.person, HOUSEHOLD, 15, day(NOV, 15)));
	customer
}

fn read(customer: &mut Customer, at: Day, kwh: u64) {
	advance_to(at.start());
	customer.meter.read(Wh(kwh * 1_000), Wh::ZERO);
}

#[test]
fn a_period_over_the_end_of_a_season_has_two_parts() {
	test(|| {
		let mut customer = read_on_the_15th();
		read(&mut customer, day(NOV, 15), 40);
		read(&mut customer, day(DEC, 1), 150);
		read(&mut customer, day(DEC, 15), 120);
		advance_to(day(DEC, 26).start());
		let invoice = customer.invoice(NOV);
		assert_eq!((invoice.period.from, invoice.period.until), (day(NOV, 15), day(DEC, 15)));
		assert_eq!(invoice.usage, totals(&[150, 120]));
		assert_eq!(invoice.balance.imported_wh, Wh(270_000));
		let lines: Vec<_> =
			invoice.bill.energy_lines.iter().map(|line| (line.part, line.quantity_wh.0)).collect();
		// 16 and 14 days of 30, of the blocks and of the energy.
		assert_eq!(lines, [(0, 106_666), (0, 37_334), (1, 93_333), (1, 32_667)]);
		// 1,600 x 16 / 30 + 1,600 x 14 / 30.
		assert_eq!(invoice.bill.base, Krw(1_600));
		// 17 days after the reading: 1 January is a holiday, and then comes a weekend.
		assert_eq!(invoice.due_on, day(JAN, 4));
	});
}

#[test]
fn without_the_reading_at_the_end_of_the_month_there_is_no_invoice() {
	test(|| {
		let mut customer = read_on_the_15th();
		read(&mut customer, day(NOV, 15), 40);
		read(&mut customer, day(DEC, 1), 150);
		advance_to(day(DEC, 26).start());
		assert!(!customer.has_invoice(NOV));
		customer.meter.read_at(day(DEC, 15).start(), Wh(120_000), Wh::ZERO);
		advance_to(day(DEC, 27).start());
		assert!(customer.has_invoice(NOV));
	});
}

#[test]
fn the_months_energy_is_redeemed_for_the_period_that_begins_in_it() {
	test(|| {
		let mut customer = read_on_the_15th();
		read(&mut customer, day(NOV, 15), 40);
		advance_to(day(DEC, 1).start());
		customer.meter.read(Wh(150_000), Wh(90_000));
		advance_to(day(DEC, 15).start());
		customer.meter.read(Wh(150_000), Wh(33_000));
		advance_to(day(DEC, 26).start());
		let invoice = customer.invoice(NOV);
		assert_eq!(invoice.balance.redeemed_wh, Wh(90_000));
		// 210 kWh are charged for, on 16 and 14 days of 30.
		let charged = |part| -> u64 {
			let lines = invoice.bill.energy_lines.iter();
			lines.filter(|line| line.part == part).map(|line| line.quantity_wh.0).sum()
		};
		assert_eq!((charged(0), charged(1)), (112_000, 98_000));
		assert_eq!(energy_of(customer.account(), DEC), Wh(33_000));
	});
}

#[test]
fn every_day_is_billed_once() {
	test(|| {
		let mut customer = read_on_the_15th();
		read(&mut customer, day(NOV, 15), 40);
		let mut last = day(NOV, 15);
		for (month, next) in [(NOV, DEC), (DEC, JAN)] {
			read(&mut customer, day(next, 1), 100);
			read(&mut customer, day(next, 15), 100);
			advance_to(day(next, 26).start());
			let period = customer.invoice(month).period;
			assert_eq!(period.from, last);
			last = period.until;
		}
	});
}
