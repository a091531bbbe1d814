//! `set_aside`: what the biller is willing to pay for energy that is left.

use crate::scene::*;

#[test]
fn it_stays_the_billers_on_hold() {
	test(|| {
		let biller = operator().with_ecoin_krw(10_000);
		let before = total_ecoin(&biller.account);
		assert_ok!(Billing::set_aside(biller.origin(), Ecoin::from_krw(4_000)));
		assert_eq!(crate::scene::set_aside(), Ecoin::from_krw(4_000));
		assert_eq!(total_ecoin(&biller.account), before);
		assert_event(Event::SetAside { biller: biller.account, amount: Ecoin::from_krw(4_000) });
	});
}

#[test]
fn only_the_biller_sets_aside() {
	test(|| {
		let who = home(1).with_ecoin_krw(10_000);
		assert_noop!(Billing::set_aside(who.origin(), Ecoin(1)), Error::NotBiller);
		assert_noop!(Billing::set_aside(council(), Ecoin(1)), DispatchError::BadOrigin);
	});
}

#[test]
fn something_that_it_has() {
	test(|| {
		let biller = operator().with_ecoin_krw(10_000);
		assert_noop!(Billing::set_aside(biller.origin(), Ecoin::ZERO), Error::ZeroAmount);
		for amount in [Ecoin::from_krw(10_001), Ecoin(u128::MAX)] {
			assert_noop!(Billing::set_aside(biller.origin(), amount), Error::NotEnoughEcoin);
		}
	});
}

#[test]
fn without_settings_there_is_no_biller() {
	test(|| {
		pallet_billing::CurrentSettings::<Runtime>::kill();
		assert_noop!(Billing::set_aside(operator().origin(), Ecoin(1)), Error::NoSettings);
	});
}
