//! `conclude_contract`: a contract of supply, noted by a market operator.

use crate::scene::*;
use pallet_billing::{Agenda, Contracts};

#[test]
fn its_first_month_is_on_the_agenda() {
	test(|| {
		let who = home(1);
		assert_ok!(conclude(&who, HOUSEHOLD, 1, day(NOV, 1)));
		let contract = Contracts::<Runtime>::get(&who.account).unwrap();
		assert_eq!((contract.open_month, contract.closes_on), (NOV, day(DEC, 12)));
		assert_eq!(contract.zone, ZONE);
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
		assert_ok!(conclude(&home(2), HOUSEHOLD, 1, day(Vintage(202712), 31)));
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

#[test]
fn a_period_is_billed_once_though_a_contract_ended_in_it() {
	test(|| {
		let mut customer = Customer::household(1);
		let end =
			|day| Billing::end_contract(operator().origin(), customer.person.account.clone(), day);
		assert_ok!(end(day(NOV, 11)));
		advance_to(day(NOV, 11).start());
		customer.meter.read(Wh(50_000), Wh::ZERO);
		advance_to_closing_of(NOV);
		assert!(customer.has_invoice(NOV));
		// The new contract begins in December, whose period is another one.
		assert_ok!(conclude(&customer.person, HOUSEHOLD, 1, day(DEC, 1)));
	});
}

#[test]
fn not_within_a_period_that_has_an_invoice() {
	test(|| {
		let mut customer = Customer::without_contract(1);
		assert_ok!(conclude(&customer.person, HOUSEHOLD, 15, day(NOV, 15)));
		let account = customer.account().clone();
		assert_ok!(Billing::end_contract(operator().origin(), account, day(NOV, 20)));
		for at in [day(NOV, 15), day(NOV, 20)] {
			advance_to(at.start());
			customer.meter.read(Wh(1_000), Wh::ZERO);
		}
		advance_to(day(DEC, 26).start());
		assert!(customer.has_invoice(NOV));
		assert_noop!(
			conclude(&customer.person, HOUSEHOLD, 15, day(DEC, 10)),
			Error::PeriodAlreadyBilled
		);
		assert_ok!(conclude(&customer.person, HOUSEHOLD, 15, day(DEC, 15)));
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
