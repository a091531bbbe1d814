//! `set_settings`: who is paid, when, with what interest.

use crate::scene::*;

fn refused(change: impl FnOnce(&mut SettingsOf<Runtime>), error: Error) {
	let mut settings = settings();
	change(&mut settings);
	assert_noop!(Billing::set_settings(council(), settings), error);
}

#[test]
fn the_council_sets_them() {
	test(|| {
		let mut settings = settings();
		settings.interest_ppm_a_day = 1_000;
		assert_ok!(Billing::set_settings(council(), settings.clone()));
		assert_eq!(crate::scene::settings(), settings);
		assert_event(Event::SettingsSet { settings });
	});
}

#[test]
fn nobody_else_does() {
	test(|| {
		for origin in [operator().origin(), home(1).origin(), RuntimeOrigin::none()] {
			assert_noop!(Billing::set_settings(origin, settings()), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn the_biller_can_be_paid() {
	test(|| {
		refused(|settings| settings.biller = stranger().account, Error::BillerMayNotReceive);
		let who = home(1).account;
		assert_ok!(Registry::revoke_permission(council(), who.clone(), Permission::Receive));
		refused(|settings| settings.biller = who, Error::BillerMayNotReceive);
	});
}

#[test]
fn a_month_is_not_closed_before_its_trades_are_settled() {
	test(|| {
		refused(|settings| settings.closing_days = 10, Error::ClosesBeforeTrades);
		change_settings(|settings| settings.closing_days = 11);
	});
}

#[test]
fn an_invoice_is_not_due_before_it_is_issued() {
	test(|| {
		refused(|settings| settings.due_days = 10, Error::DueBeforeClosing);
		change_settings(|settings| settings.due_days = 11);
	});
}

#[test]
fn a_month_is_closed_while_its_first_readings_are_kept() {
	test(|| {
		for days in [14, u8::MAX] {
			refused(|settings| settings.closing_days = days, Error::ClosesTooLate);
		}
		change_settings(|settings| (settings.closing_days, settings.due_days) = (13, 50));
	});
}

#[test]
fn energy_is_not_bought_for_nothing() {
	test(|| {
		let price = PriceTick(0);
		for for_nothing in [SurplusRule::BuyBack { price }, SurplusRule::CarryOver { price }] {
			refused(|settings| settings.surplus = for_nothing, Error::ZeroFeedInPrice);
		}
	});
}

#[test]
fn interest_has_a_limit() {
	test(|| {
		refused(|settings| settings.interest_ppm_a_day = 10_001, Error::InterestTooHigh);
		refused(|settings| settings.interest_ppm_a_day = u32::MAX, Error::InterestTooHigh);
		change_settings(|settings| settings.interest_ppm_a_day = 10_000);
	});
}

#[test]
fn they_hold_for_invoices_issued_from_then_on() {
	test(|| {
		let customer = Customer::household(1).billed_for_november(300);
		change_settings(|settings| settings.interest_ppm_a_day = 0);
		let debt = Billing::debt_on(customer.account(), NOV, day(DEC, 19)).unwrap();
		assert_eq!(debt.interest_ppm_a_day, 500);
		assert!(!debt.interest.is_zero());
	});
}
