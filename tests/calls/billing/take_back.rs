//! `take_back`: what was set aside and not spent.

use crate::scene::*;

fn take_back(who: &Person, amount: Ecoin) -> DispatchResult {
	Billing::take_back(who.origin(), amount)
}

#[test]
fn all_or_part_of_it() {
	test(|| {
		buy_back_at(PriceTick(1_000), 4_000);
		let biller = operator();
		let before = total_ecoin(&biller.account);
		assert_ok!(take_back(&biller, Ecoin::from_krw(1_000)));
		assert_eq!(set_aside(), Ecoin::from_krw(3_000));
		assert_event(Event::TakenBack {
			biller: biller.account.clone(),
			amount: Ecoin::from_krw(1_000),
		});
		assert_ok!(take_back(&biller, Ecoin::from_krw(3_000)));
		assert_eq!(free_ecoin(&biller.account), before);
	});
}

#[test]
fn a_biller_of_before_takes_back_its_own() {
	test(|| {
		buy_back_at(PriceTick(1_000), 4_000);
		let next = participant(1, &[Role::Operator]);
		change_settings(|settings| settings.biller = next.account.clone());
		assert_ok!(take_back(&operator(), Ecoin::from_krw(4_000)));
		assert_noop!(take_back(&next, Ecoin(1)), Error::NotSetAside);
	});
}

#[test]
fn no_more_than_was_set_aside() {
	test(|| {
		buy_back_at(PriceTick(1_000), 4_000);
		for amount in [Ecoin(Ecoin::from_krw(4_000).0 + 1), Ecoin(u128::MAX)] {
			assert_noop!(take_back(&operator(), amount), Error::NotSetAside);
		}
		let other = home(1);
		assert_noop!(take_back(&other, Ecoin(1)), Error::NotSetAside);
		assert_noop!(take_back(&operator(), Ecoin::ZERO), Error::ZeroAmount);
	});
}
