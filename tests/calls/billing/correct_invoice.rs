//! `correct_invoice`: a note beside the invoice, which never changes.

use crate::scene::*;
use pallet_billing::{CarriedOver, Notes};

fn krw(amount: Krw) -> Ecoin {
	amount.to_ecoin()
}

#[test]
fn a_lower_reading_lowers_the_debt() {
	test(|| {
		let customer = Customer::household(1).billed_for_november(300);
		let invoice = customer.invoice(NOV);
		assert_ok!(correct(&customer, NOV, totals(&[250])));
		let (before, after) = (household_bill(NOV, 300), household_bill(NOV, 250));
		let difference = after.total.saturating_sub(before.total);
		assert_eq!(customer.owed(NOV), krw(after.total));
		assert_eq!(customer.invoice(NOV), invoice, "an invoice never changes");
		let notes = Notes::<Runtime>::get(customer.account(), NOV);
		assert_eq!(notes.len(), 1);
		assert_eq!((notes[0].bill.clone(), notes[0].difference), (after, difference));
		let (corrected_by, evidence) = (meter_operator().account, H256::repeat_byte(9));
		assert_eq!(notes[0].cause, NoteCause::Correction { corrected_by, evidence });
		assert_event(Event::InvoiceCorrected {
			customer: customer.account().clone(),
			month: NOV,
			difference,
			returned_wh: Wh::ZERO,
			credited: Ecoin::ZERO,
		});
	});
}

#[test]
fn what_was_paid_already_is_a_credit_for_the_next_invoice() {
	test(|| {
		let mut customer = Customer::household(1).with_ecoin_krw(200_000).billed_for_november(300);
		assert_ok!(Billing::pay(customer.origin(), NOV, customer.owed(NOV)));
		assert_ok!(correct(&customer, NOV, totals(&[250])));
		let (before, after) = (household_bill(NOV, 300), household_bill(NOV, 250));
		let too_much = krw(before.total.saturating_sub(after.total));
		assert_eq!(credit(&customer), too_much);
		assert_eq!(customer.owed(NOV), Ecoin::ZERO);

		customer.read_at_end_of(DEC, 100, 0);
		advance_to_closing_of(DEC);
		let december = household_bill(DEC, 100);
		assert_eq!(customer.invoice(DEC).credit_used, too_much);
		assert_eq!(customer.owed(DEC).0, krw(december.total).0 - too_much.0);
		assert_eq!(credit(&customer), Ecoin::ZERO);
	});
}

#[test]
fn a_credit_larger_than_an_invoice_pays_all_of_it() {
	test(|| {
		let mut customer = Customer::household(1).with_ecoin_krw(200_000).billed_for_november(400);
		assert_ok!(Billing::pay(customer.origin(), NOV, customer.owed(NOV)));
		assert_ok!(correct(&customer, NOV, totals(&[10])));
		let before = credit(&customer);
		customer.read_at_end_of(DEC, 10, 0);
		advance_to_closing_of(DEC);
		let december = krw(household_bill(DEC, 10).total);
		assert_eq!(customer.owed(DEC), Ecoin::ZERO);
		assert_eq!(credit(&customer).0, before.0 - december.0);
	});
}

#[test]
fn a_part_that_is_still_open_is_lowered_before_anything_is_credited() {
	test(|| {
		let customer = Customer::household(1).with_ecoin_krw(200_000).billed_for_november(300);
		let (before, after) = (household_bill(NOV, 300), household_bill(NOV, 250));
		let left = Ecoin::from_krw(1_000);
		assert_ok!(Billing::pay(customer.origin(), NOV, Ecoin(krw(before.total).0 - left.0)));
		assert_ok!(correct(&customer, NOV, totals(&[250])));
		let less = krw(before.total.saturating_sub(after.total));
		assert_eq!(customer.owed(NOV), Ecoin::ZERO);
		assert_eq!(credit(&customer).0, less.0 - left.0);
	});
}

#[test]
fn a_higher_reading_raises_the_debt_and_gives_time_to_pay() {
	test(|| {
		let customer = Customer::household(1).with_ecoin_krw(200_000).billed_for_november(250);
		assert_ok!(Billing::pay(customer.origin(), NOV, customer.owed(NOV)));
		advance_to(day(DEC, 28).start());
		assert_ok!(correct(&customer, NOV, totals(&[300])));
		let (before, after) = (household_bill(NOV, 250), household_bill(NOV, 300));
		let debt = Billing::debt_on(customer.account(), NOV, day(DEC, 28)).unwrap();
		assert_eq!(debt.open, krw(after.total.saturating_sub(before.total)));
		// Six days after the note: a Sunday, so on Monday.
		assert_eq!(debt.due_on, day(JAN, 4));
		assert_eq!(debt.interest, Ecoin::ZERO);
	});
}

#[test]
fn interest_up_to_a_higher_bill_stays_and_begins_again_after_its_due_day() {
	test(|| {
		let customer = Customer::household(1).billed_for_november(250);
		let open = customer.owed(NOV);
		advance_to(day(DEC, 28).start());
		assert_ok!(correct(&customer, NOV, totals(&[300])));
		let ten_days = open.0 * 500 * 10 / 1_000_000;
		let on = |day| Billing::debt_on(customer.account(), NOV, day).unwrap();
		assert_eq!(on(day(JAN, 4)).interest, Ecoin(ten_days));
		let one_more = on(day(JAN, 4)).open.0 * 500 / 1_000_000;
		assert_eq!(on(day(JAN, 5)).interest, Ecoin(ten_days + one_more));
	});
}

#[test]
fn a_lower_bill_keeps_the_interest_of_what_stays_owed() {
	test(|| {
		let customer = Customer::household(1).billed_for_november(300);
		advance_to(day(DEC, 28).start());
		let of_ten_days = |open: Ecoin| open.0 * 500 * 10 / 1_000_000;
		for kwh in [299, 250] {
			assert_ok!(correct(&customer, NOV, totals(&[kwh])));
			let stays = krw(household_bill(NOV, kwh).total);
			assert_eq!(customer.owed(NOV).0, stays.0 + of_ten_days(stays), "{kwh} kWh");
		}
		// Nothing is owed of what was taken off, nor interest on it.
		assert_ok!(correct(&customer, NOV, totals(&[0])));
		assert_eq!(customer.owed(NOV).0, krw(household_bill(NOV, 0).total).0 + 51_000);
	});
}

#[test]
fn what_was_taken_off_beyond_the_corrected_reading_is_carried_over() {
	test(|| {
		let mut prosumer = Customer::household(1);
		prosumer.read_at_end_of(NOV, 300, 200);
		advance_to_closing_of(NOV);
		assert_ok!(correct(&prosumer, NOV, totals(&[150])));
		let notes = Notes::<Runtime>::get(prosumer.account(), NOV);
		assert_eq!((notes[0].returned_wh, notes[0].billed_wh), (Wh(50_000), Wh::ZERO));
		assert_eq!(CarriedOver::<Runtime>::get(prosumer.account()), Wh(50_000));

		// It was given back, so it is not taken off again by the next note.
		assert_ok!(correct(&prosumer, NOV, totals(&[300])));
		let notes = Notes::<Runtime>::get(prosumer.account(), NOV);
		assert_eq!((notes[1].returned_wh, notes[1].billed_wh), (Wh::ZERO, Wh(150_000)));
		assert_eq!(prosumer.owed(NOV), krw(household_bill(NOV, 150).total));
	});
}

#[test]
fn notes_follow_one_another() {
	test(|| {
		let customer = Customer::household(1).billed_for_november(300);
		for kwh in [250, 320, 280] {
			assert_ok!(correct(&customer, NOV, totals(&[kwh])));
			assert_eq!(customer.owed(NOV), krw(household_bill(NOV, kwh).total));
		}
	});
}

#[test]
fn a_bill_is_corrected_by_the_tables_of_its_month() {
	test(|| {
		let customer = Customer::household(1);
		let class = TariffClass::ResidentialLowVoltage;
		let mut dearer = Billing::tariff_in(class, NOV).unwrap();
		dearer.climate = PriceTick(500);
		assert_ok!(Billing::set_tariff(council(), class, DEC, dearer));
		let customer = customer.billed_for_november(300);
		assert_ok!(correct(&customer, NOV, totals(&[250])));
		assert_eq!(customer.owed(NOV), krw(household_bill(NOV, 250).total));
	});
}

#[test]
fn an_invoice_has_only_so_many_notes() {
	test(|| {
		let customer = Customer::household(1).billed_for_november(300);
		let most = <<Runtime as pallet_billing::Config>::MaxNotes as Get<u32>>::get();
		for kwh in 0..most.into() {
			assert_ok!(correct(&customer, NOV, totals(&[100 + kwh])));
		}
		assert_noop!(correct(&customer, NOV, totals(&[99])), Error::TooManyNotes);
	});
}

#[test]
fn a_note_changes_something() {
	test(|| {
		let customer = Customer::household(1).billed_for_november(300);
		assert_noop!(correct(&customer, NOV, totals(&[300])), Error::NothingToCorrect);
	});
}

#[test]
fn a_note_is_about_an_invoice_and_its_parts() {
	test(|| {
		let customer = Customer::household(1).billed_for_november(300);
		for month in [DEC, OCTOBER, Vintage(0), Vintage(u32::MAX)] {
			assert_noop!(correct(&customer, month, totals(&[1])), Error::UnknownInvoice);
		}
		for parts in [totals(&[]), totals(&[1, 1])] {
			assert_noop!(correct(&customer, NOV, parts), Error::PartsMismatch);
		}
		let too_much =
			LoadSplit { off_peak_wh: Wh(u64::MAX), mid_peak_wh: Wh(1), on_peak_wh: Wh(0) };
		assert_noop!(correct(&customer, NOV, one_split(too_much)), Error::UsageTooLarge);
	});
}

#[test]
fn an_office_is_corrected_with_its_split() {
	test(|| {
		let mut office = Customer::new(1, OFFICE);
		office.read_at_end_of(NOV, 6_000, 0);
		assert_ok!(report(&office, NOV, one_split(split(1_000, 3_000, 2_000))));
		advance_to_closing_of(NOV);
		assert_noop!(correct(&office, NOV, totals(&[5_000])), Error::SplitMissing);
		let right = split(1_000, 3_000, 1_000);
		assert_ok!(correct(&office, NOV, one_split(right)));
		assert_eq!(office.owed(NOV), krw(bill_of(OFFICE, NOV, Usage::Split(right)).total));
	});
}

#[test]
fn only_a_meter_operator_corrects() {
	test(|| {
		let customer = Customer::household(1).billed_for_november(300);
		for sender in [&customer.person, &home(2), &stranger()] {
			assert_noop!(
				Billing::correct_invoice(
					sender.origin(),
					customer.account().clone(),
					NOV,
					totals(&[1]),
					H256::zero()
				),
				Error::NotMeterOperator
			);
		}
	});
}
