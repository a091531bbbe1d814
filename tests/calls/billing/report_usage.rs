//! `report_usage`: how the energy is split, and how much it was where no meter was read.

use crate::scene::*;
use pallet_billing::UsageReports;

#[test]
fn a_split_must_be_what_the_meters_say() {
	test(|| {
		let mut office = Customer::new(1, OFFICE);
		office.read_at_end_of(NOV, 6_000, 0);
		let by_load = split(1_000, 3_000, 2_000);
		for wrong in [split(1_000, 3_000, 2_001), split(0, 0, 0)] {
			assert_noop!(report(&office, NOV, one_split(wrong)), Error::DiffersFromMeters);
		}
		assert_ok!(report(&office, NOV, one_split(by_load)));
		assert_event(Event::UsageReported {
			customer: office.account().clone(),
			month: NOV,
			basis: Basis::Metered,
		});
		advance_to_closing_of(NOV);
		let invoice = office.invoice(NOV);
		assert_eq!(invoice.bill, bill_of(OFFICE, NOV, Usage::Split(by_load)));
		assert_eq!(invoice.basis, Basis::Metered);
		assert!(!UsageReports::<Runtime>::contains_key(office.account(), NOV));
	});
}

#[test]
fn an_estimate_stands_in_for_a_meter_that_was_not_read() {
	test(|| {
		let customer = Customer::household(1);
		advance_to(day(DEC, 1).start());
		assert_ok!(report(&customer, NOV, totals(&[250])));
		assert_event(Event::UsageReported {
			customer: customer.account().clone(),
			month: NOV,
			basis: Basis::Estimated,
		});
		advance_to_closing_of(NOV);
		let invoice = customer.invoice(NOV);
		assert_eq!(invoice.basis, Basis::Estimated);
		assert_eq!(invoice.bill, household_bill(NOV, 250));
	});
}

#[test]
fn a_meter_that_is_read_after_all_has_the_last_word() {
	test(|| {
		let mut customer = Customer::household(1);
		advance_to(day(DEC, 1).start());
		assert_ok!(report(&customer, NOV, totals(&[250])));
		customer.read_at_end_of(NOV, 300, 0);
		advance_to_closing_of(NOV);
		assert_eq!(customer.invoice(NOV).basis, Basis::Metered);
		assert_eq!(customer.invoice(NOV).balance.imported_wh, Wh(300_000));
	});
}

#[test]
fn an_estimated_split_is_scaled_to_what_the_meter_says_after_all() {
	test(|| {
		let mut office = Customer::new(1, OFFICE);
		advance_to(day(DEC, 1).start());
		assert_ok!(report(&office, NOV, one_split(split(1_000, 2_000, 1_000))));
		office.read_at_end_of(NOV, 8_000, 0);
		advance_to_closing_of(NOV);
		let twice = split(2_000, 4_000, 2_000);
		assert_eq!(office.invoice(NOV).usage, one_split(twice));
	});
}

#[test]
fn a_report_of_nothing_takes_nothing_off_what_the_meter_says_after_all() {
	test(|| {
		let mut customer = Customer::household(1);
		let mut office = Customer::new(2, OFFICE);
		advance_to(day(DEC, 1).start());
		assert_ok!(report(&customer, NOV, totals(&[0])));
		assert_ok!(report(&office, NOV, one_split(split(0, 0, 0))));
		customer.read_at_end_of(NOV, 300, 0);
		office.read_at_end_of(NOV, 8_000, 0);
		advance_to_closing_of(NOV);
		assert_eq!(customer.invoice(NOV).balance.imported_wh, Wh(300_000));
		assert!(!office.has_invoice(NOV), "nobody said when it drew them");
	});
}

#[test]
fn who_drew_nothing_need_not_say_when() {
	test(|| {
		let mut office = Customer::new(1, OFFICE);
		office.read_at_end_of(NOV, 0, 0);
		advance_to_closing_of(NOV);
		assert_eq!(office.invoice(NOV).basis, Basis::Metered);
		assert_eq!(office.invoice(NOV).balance.imported_wh, Wh::ZERO);
	});
}

#[test]
fn a_report_for_a_part_that_a_contract_lost_is_forgotten() {
	test(|| {
		let mut customer = Customer::without_contract(1);
		assert_ok!(conclude(&customer.person, HOUSEHOLD, 15, day(NOV, 15)));
		advance_to(day(NOV, 15).start());
		customer.meter.read(Wh(10_000), Wh::ZERO);
		advance_to(day(DEC, 15).start());
		assert_ok!(report(&customer, NOV, totals(&[100, 50])));
		let account = customer.account().clone();
		assert_ok!(Billing::end_contract(operator().origin(), account, Some(day(DEC, 1))));
		advance_to(day(DEC, 27).start());
		assert!(!customer.has_invoice(NOV));
		assert_ok!(report(&customer, NOV, totals(&[100])));
		advance_by(DAY_MS);
		assert_eq!(customer.invoice(NOV).balance.imported_wh, Wh(100_000));
	});
}

#[test]
fn a_report_can_be_replaced_until_the_month_is_closed() {
	test(|| {
		let customer = Customer::household(1);
		advance_to(day(DEC, 1).start());
		assert_ok!(report(&customer, NOV, totals(&[250])));
		assert_ok!(report(&customer, NOV, totals(&[260])));
		advance_to_closing_of(NOV);
		assert_eq!(customer.invoice(NOV).balance.imported_wh, Wh(260_000));
		assert_noop!(report(&customer, NOV, totals(&[260])), Error::AlreadyInvoiced);
	});
}

#[test]
fn a_reading_after_closing_is_refused() {
	test(|| {
		let customer = Customer::household(1).billed_for_november(100);
		assert_noop!(report(&customer, NOV, totals(&[120])), Error::AlreadyInvoiced);
		assert_noop!(report(&customer, OCTOBER, totals(&[120])), Error::AlreadyInvoiced);
	});
}

#[test]
fn the_period_is_over() {
	test(|| {
		let customer = Customer::household(1);
		assert_noop!(report(&customer, NOV, totals(&[1])), Error::PeriodNotOver);
		advance_to(day(DEC, 1).start() - 1);
		assert_noop!(report(&customer, NOV, totals(&[1])), Error::PeriodNotOver);
		assert_noop!(report(&customer, DEC, totals(&[1])), Error::PeriodNotOver);
	});
}

#[test]
fn the_month_is_one_of_the_contract() {
	test(|| {
		let customer = Customer::household(1);
		for month in [0, 202613, u32::MAX] {
			assert_noop!(report(&customer, Vintage(month), totals(&[1])), Error::UnknownMonth);
		}
		let account = customer.account().clone();
		assert_ok!(Billing::end_contract(operator().origin(), account, Some(day(DEC, 1))));
		assert_noop!(report(&customer, DEC, totals(&[1])), Error::OutsideContract);
	});
}

#[test]
fn there_is_one_usage_for_each_part() {
	test(|| {
		let customer = Customer::household(1);
		advance_to(day(DEC, 1).start());
		for parts in [totals(&[]), totals(&[1, 1])] {
			assert_noop!(report(&customer, NOV, parts), Error::PartsMismatch);
		}
	});
}

#[test]
fn more_than_can_be_counted_is_refused() {
	test(|| {
		let office = Customer::new(1, OFFICE);
		advance_to(day(DEC, 1).start());
		let too_much =
			LoadSplit { off_peak_wh: Wh(u64::MAX), mid_peak_wh: Wh(1), on_peak_wh: Wh(0) };
		assert_noop!(report(&office, NOV, one_split(too_much)), Error::UsageTooLarge);
		let all = vec![Usage::Total(Wh(u64::MAX))].try_into().unwrap();
		assert_ok!(report(&office, NOV, all));
	});
}

#[test]
fn only_a_meter_operator_reports() {
	test(|| {
		let customer = Customer::household(1);
		advance_to(day(DEC, 1).start());
		for sender in [&customer.person, &home(2), &stranger()] {
			let account = customer.account().clone();
			assert_noop!(
				Billing::report_usage(sender.origin(), account, NOV, totals(&[1])),
				Error::NotMeterOperator
			);
		}
		assert_noop!(
			Billing::report_usage(meter_operator().origin(), home(2).account, NOV, totals(&[1])),
			Error::NoContract
		);
	});
}
