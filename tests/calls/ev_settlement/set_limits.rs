//! `set_limits`: how much may be prepaid with a credential.

use crate::scene::*;

fn set(card: &Card, session: u64, day: u64) -> Result<(), DispatchError> {
	let limits = Limits { session: Ecoin::from_krw(session), day: Ecoin::from_krw(day) };
	EvSettlement::set_limits(card.member.origin(), card.public(), limits)
}

#[test]
fn new_limits_hold_from_now_on() {
	test(|| {
		// given a driver who prepaid 30,000 won today
		let (charger, card) = scene();
		card.prepay(&charger, 30_000);
		let other = Charger::install(&charger.operator, FAST_TARIFF);

		// when the limits are 5,000 and 32,000
		assert_ok!(set(&card, 5_000, 32_000));
		let limits = Limits { session: Ecoin::from_krw(5_000), day: Ecoin::from_krw(32_000) };
		assert_event(Event::LimitsSet { credential: card.public(), limits });

		// then 2,000 are left today
		let prepay = |krw| {
			let signed = card.sign(card.authorization(other.evse, krw));
			EvSettlement::prepay(other.operator.origin(), signed)
		};
		assert_noop!(prepay(5_001), Error::AboveSessionLimit);
		assert_noop!(prepay(2_001), Error::AboveDayLimit);
		assert_ok!(prepay(2_000));
	});
}

#[test]
fn a_limit_below_what_was_spent_leaves_nothing() {
	test(|| {
		let (charger, card) = scene();
		card.prepay(&charger, 30_000);
		assert_ok!(set(&card, 1, 1));
		assert_eq!(EvSettlement::left_today(&card.state()), Ecoin::ZERO);
	});
}

#[test]
fn limits_are_something_and_that_of_a_day_is_the_larger() {
	test(|| {
		let (_, card) = scene();
		assert_noop!(set(&card, 0, 1), Error::ZeroLimit);
		assert_noop!(set(&card, 2, 1), Error::LimitsInverted);
	});
}

#[test]
fn only_its_member_changes_the_limits() {
	test(|| {
		let (_, card) = scene();
		for member in [home(2), charge_point_operator(), stranger()] {
			let others = Card { member, ..card.clone() };
			assert_noop!(set(&others, 1, 1), Error::NotOwnCredential);
		}
	});
}

#[test]
fn the_credential_can_be_used() {
	test(|| {
		let (_, card) = scene();
		assert_noop!(set(&Card::new(&card.member, "other"), 1, 1), Error::UnknownCredential);
		assert_ok!(EvSettlement::revoke_credential(card.member.origin(), card.public()));
		assert_noop!(set(&card, 1, 1), Error::CredentialRevoked);
	});
}
