//! `write_off`: what is owed for an invoice is not asked for any more.

use crate::scene::*;
use joule_runtime::billing_api::{runtime_decl_for_billing_api::BillingApiV1, InvoiceState};
use pallet_billing::{Debts, TariffVersions};

/// A household that owes for November since ten days.
fn debtor() -> Customer {
	let customer = Customer::household(1).with_ecoin_krw(200_000).billed_for_november(300);
	advance_to(day(DEC, 28).start());
	customer
}

fn state(who: &Customer) -> InvoiceState {
	Runtime::invoice(who.account().clone(), NOV).expect("it is there").state
}

#[test]
fn nothing_is_owed_any_more_and_no_interest_comes() {
	test(|| {
		let customer = debtor();
		let debt = Billing::debt_on(customer.account(), NOV, Day::of(now())).expect("it owes");
		assert!(!debt.interest.is_zero());
		assert_ok!(write_off(&customer, NOV));
		assert_event(Event::WrittenOff {
			customer: customer.account().clone(),
			month: NOV,
			open: debt.open,
			interest: debt.interest,
			written_off_by: meter_operator().account,
		});
		assert_eq!(state(&customer), InvoiceState::WrittenOff);
		advance_to(day(FEB, 1).start());
		assert_eq!(customer.owed(NOV), Ecoin::ZERO);
		assert_noop!(Billing::pay(customer.origin(), NOV, Ecoin(1)), Error::MoreThanOwed);
	});
}

#[test]
fn what_is_paid_or_written_off_already_is_refused() {
	test(|| {
		let customer = debtor();
		assert_noop!(write_off(&customer, DEC), Error::UnknownInvoice);
		assert_ok!(write_off(&customer, NOV));
		assert_noop!(write_off(&customer, NOV), Error::NothingToWriteOff);
		let mut payer = Customer::household(2).with_ecoin_krw(100_000);
		payer.read_at_end_of(DEC, 10, 0);
		advance_to_closing_of(DEC);
		assert_ok!(Billing::pay(payer.origin(), DEC, payer.owed(DEC)));
		assert_noop!(write_off(&payer, DEC), Error::NothingToWriteOff);
	});
}

#[test]
fn the_invoice_goes_and_with_it_the_table() {
	test(|| {
		let class = TariffClass::ResidentialLowVoltage;
		let table = Billing::tariff_in(class, NOV).expect("the genesis has a table");
		let set = |from| {
			assert_ok!(Billing::set_tariff(council(), class, from, table.clone()));
		};
		let customer = Customer::household(1);
		assert_ok!(end(&customer, Some(day(DEC, 1))));
		let customer = customer.billed_for_november(300);
		set(JAN);
		advance_to(day(Vintage(203001), 1).start());
		set(Vintage(203002));
		assert!(customer.has_invoice(NOV));
		assert_eq!(TariffVersions::<Runtime>::get(class).len(), 3);
		assert_ok!(write_off(&customer, NOV));
		assert!(!customer.has_invoice(NOV));
		assert!(!Debts::<Runtime>::contains_key(customer.account(), NOV));
		set(Vintage(203003));
		assert_eq!(TariffVersions::<Runtime>::get(class).len(), 3, "without the first one");
	});
}

#[test]
fn one_that_is_not_old_goes_in_its_turn() {
	test(|| {
		let customer = Customer::household(1);
		assert_ok!(end(&customer, Some(day(DEC, 1))));
		let customer = customer.billed_for_november(300);
		assert_ok!(write_off(&customer, NOV));
		advance_to(day(Vintage(202812), 1).start() - 1);
		assert!(customer.has_invoice(NOV));
		advance_to(day(Vintage(202812), 1).start());
		assert!(!customer.has_invoice(NOV));
		assert_eq!(Debts::<Runtime>::iter().count(), 0);
	});
}

#[test]
fn a_lower_bill_is_no_credit_for_what_nobody_paid() {
	test(|| {
		let customer = debtor();
		let owed = household_bill(NOV, 300).total.to_ecoin();
		let (paid, interest) = (Ecoin::from_krw(5_000), customer.owed(NOV).0 - owed.0);
		assert_ok!(Billing::pay(customer.origin(), NOV, Ecoin(interest + paid.0)));
		assert_ok!(write_off(&customer, NOV));
		assert_ok!(correct(&customer, NOV, totals(&[250])));
		assert_eq!(credit(&customer), Ecoin::ZERO);
		// Nothing was drawn: what was paid is more than the base fee.
		assert_ok!(correct(&customer, NOV, totals(&[0])));
		let left = household_bill(NOV, 0).total.to_ecoin();
		assert_eq!(credit(&customer), Ecoin(paid.0 - left.0));
		assert_eq!(customer.owed(NOV), Ecoin::ZERO);
	});
}

#[test]
fn a_higher_bill_is_owed_by_what_it_is_higher() {
	test(|| {
		let customer = debtor();
		assert_ok!(write_off(&customer, NOV));
		assert_ok!(correct(&customer, NOV, totals(&[350])));
		let more = household_bill(NOV, 350).total.saturating_sub(household_bill(NOV, 300).total);
		assert_eq!(customer.owed(NOV), more.to_ecoin());
		assert_eq!(state(&customer), InvoiceState::Open);
	});
}

#[test]
fn a_standing_order_does_not_pay_it() {
	test(|| {
		let customer = Customer::household(1).with_ecoin_krw(200_000);
		let limit = Some(Ecoin::from_krw(100_000));
		assert_ok!(Billing::set_standing_order(customer.origin(), limit));
		let customer = customer.billed_for_november(300);
		assert_ok!(write_off(&customer, NOV));
		let before = free_ecoin(customer.account());
		advance_to(day(DEC, 19).start());
		assert_eq!(free_ecoin(customer.account()), before);
	});
}

#[test]
fn only_who_may_correct_writes_off() {
	test(|| {
		let customer = debtor();
		for sender in [&customer.person, &home(2), &stranger()] {
			let account = customer.account().clone();
			assert_noop!(
				Billing::write_off(sender.origin(), account, NOV),
				Error::NotMeterOperator
			);
		}
	});
}
