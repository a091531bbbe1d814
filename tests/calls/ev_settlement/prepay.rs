//! `prepay`: what a credential signed holds its member's ecoin.

use crate::scene::*;
use polkadot_sdk::sp_core::{Pair, H256};

fn send(signed: SignedAuthorization) -> Result<(), DispatchError> {
	EvSettlement::prepay(charge_point_operator().origin(), signed)
}

/// Prepays with an authorization that was changed before it was signed.
fn prepay_with(
	card: &Card,
	charger: &Charger,
	change: impl FnOnce(&mut Authorization),
) -> Result<(), DispatchError> {
	let mut authorization = card.authorization(charger.evse, 1_000);
	change(&mut authorization);
	send(card.sign(authorization))
}

fn prepay_krw(card: &Card, charger: &Charger, krw: u64) -> Result<(), DispatchError> {
	prepay_with(card, charger, |authorization| authorization.prepayment = Ecoin::from_krw(krw))
}

#[test]
fn ecoin_is_held_and_the_charge_point_taken() {
	test(|| {
		let (charger, card) = scene();

		let session = card.prepay(&charger, 30_000);

		let prepayment = Ecoin::from_krw(30_000);
		assert_eq!((held(&card), free(&card)), (prepayment, Ecoin::from_krw(70_000)));
		assert_eq!(
			Evses::<Runtime>::get(charger.evse).and_then(|evse| evse.session),
			Some(session)
		);
		assert_eq!(
			session_of(session),
			Session {
				evse: charger.evse,
				operator: charger.operator.account.clone(),
				member: card.member.account.clone(),
				credential: Some(card.public()),
				tariff: FAST_TARIFF,
				prepayment,
				prepaid_at: now(),
				stage: Stage::Prepaid,
				metered: None,
				covered: Default::default(),
			}
		);
		assert_event(Event::SessionPrepaid {
			session,
			evse: charger.evse,
			operator: charger.operator.account,
			member: card.member.account.clone(),
			credential: Some(card.public()),
			tariff: FAST_TARIFF,
			prepayment,
		});
		assert_eq!(card.state().next_sequence, 1);
	});
}

#[test]
fn anyone_may_bring_it_but_who_may_not_send() {
	test(|| {
		let (charger, card) = scene();
		let revoked = home(5);
		revoke_sending(&revoked);
		let signed = card.sign(card.authorization(charger.evse, 1_000));
		for who in [revoked, stranger()] {
			assert_noop!(EvSettlement::prepay(who.origin(), signed), Error::SenderNotPermitted);
		}
		assert_ok!(EvSettlement::prepay(neighbour().origin(), signed));
	});
}

#[test]
fn a_credential_is_registered() {
	test(|| {
		let (charger, card) = scene();
		let wrong_password = Card::new(&card.member, "not the password");
		assert_noop!(prepay_krw(&wrong_password, &charger, 1), Error::UnknownCredential);
	});
}

#[test]
fn an_authorization_is_good_once() {
	test(|| {
		// given a session that was authorized, and cancelled
		let (charger, card) = scene();
		let signed = card.sign(card.authorization(charger.evse, 1_000));
		assert_ok!(send(signed));
		assert_noop!(send(signed), Error::AuthorizationReplayed);
		assert_ok!(EvSettlement::cancel(card.member.origin(), SessionId(0)));

		// then what opened it opens nothing more
		assert_noop!(send(signed), Error::AuthorizationReplayed);
		assert_noop!(
			prepay_with(&card, &charger, |authorization| authorization.sequence = 2),
			Error::AuthorizationAhead
		);
		assert_noop!(
			prepay_with(&card, &charger, |authorization| authorization.sequence = u32::MAX),
			Error::AuthorizationAhead
		);
	});
}

#[test]
fn what_is_refused_uses_up_no_number() {
	test(|| {
		let (charger, card) = scene();
		let signed = card.sign(card.authorization(charger.evse, 50_001));
		assert_noop!(send(signed), Error::AboveSessionLimit);
		card.prepay(&charger, 1_000);
	});
}

#[test]
fn an_authorization_is_good_for_ten_minutes_at_most() {
	test(|| {
		let (charger, card) = scene();
		let valid_until =
			|at| prepay_with(&card, &charger, |authorization| authorization.valid_until = at);
		assert_noop!(valid_until(0), Error::AuthorizationExpired);
		assert_noop!(valid_until(now() - 1), Error::AuthorizationExpired);
		assert_noop!(valid_until(now() + 10 * MINUTE_MS + 1), Error::AuthorizationTooLong);
		assert_noop!(valid_until(Moment::MAX), Error::AuthorizationTooLong);
		assert_ok!(valid_until(now() + 10 * MINUTE_MS));
		assert_ok!(EvSettlement::cancel(card.member.origin(), SessionId(0)));
		assert_ok!(valid_until(now()));
	});
}

#[test]
fn no_bit_of_what_was_signed_can_be_changed() {
	test(|| {
		let (charger, card) = scene();
		Charger::install(&charger.operator, FAST_TARIFF);
		let other = Card::register(&card.member, "other");
		let good = card.sign(card.authorization(charger.evse, 1_000));
		let changes: [fn(&mut Authorization); 4] = [
			|authorization| authorization.evse = EvseId(2),
			|authorization| authorization.tariff = TariffId(1),
			|authorization| authorization.prepayment = Ecoin::from_krw(1_001),
			|authorization| authorization.valid_until += 1,
		];
		for change in changes {
			let mut changed = good;
			change(&mut changed.authorization);
			assert_noop!(send(changed), Error::WrongSignature);
		}
		let mut others = good;
		others.authorization.credential = other.public();
		assert_noop!(send(others), Error::WrongSignature);

		let elsewhere = card.key.sign(&good.authorization.signing_payload(H256::repeat_byte(8)));
		assert_noop!(
			send(SignedAuthorization { signature: elsewhere, ..good }),
			Error::WrongSignature
		);
		assert_ok!(send(good));
	});
}

#[test]
fn a_session_costs_at_most_its_limit() {
	test(|| {
		let (charger, card) = scene();
		assert_noop!(prepay_krw(&card, &charger, 50_001), Error::AboveSessionLimit);
		assert_noop!(
			prepay_with(&card, &charger, |authorization| authorization.prepayment =
				Ecoin(u128::MAX)),
			Error::AboveSessionLimit
		);
		assert_ok!(prepay_krw(&card, &charger, 50_000));
	});
}

#[test]
fn a_day_costs_at_most_its_limit_and_what_is_left_over_counts_no_more() {
	test(|| {
		// given a driver with 80,000 won a day who prepays 50,000
		let (mut charger, card) = scene();
		let first = card.prepay(&charger, 50_000);
		let other = Charger::install(&charger.operator, FAST_TARIFF);
		assert_noop!(prepay_krw(&card, &other, 30_001), Error::AboveDayLimit);

		// when the session costs 3,244 of them
		charger.begin(first);
		advance_by(HOUR_MS);
		charger.end(first, Wh(10_000));

		// then 76,756 are left
		assert_eq!(EvSettlement::left_today(&card.state()), Ecoin::from_krw(76_756));
		assert_ok!(prepay_krw(&card, &charger, 50_000));
		assert_noop!(prepay_krw(&card, &other, 26_757), Error::AboveDayLimit);
		assert_ok!(prepay_krw(&card, &other, 26_756));
	});
}

#[test]
fn the_day_ends_at_midnight_in_korea() {
	test_from(NOVEMBER + DAY_MS - MINUTE_MS, || {
		// given a driver who spent the day's limit shortly before midnight
		let (charger, card) = scene();
		let first = card.prepay(&charger, 50_000);
		let other = Charger::install(&charger.operator, FAST_TARIFF);
		assert_ok!(prepay_krw(&card, &other, 30_000));
		let third = Charger::install(&charger.operator, FAST_TARIFF);
		assert_noop!(prepay_krw(&card, &third, 1), Error::AboveDayLimit);

		// when
		advance_by(MINUTE_MS);

		// then the next day has its own, of which yesterday's sessions give nothing back
		assert_ok!(EvSettlement::cancel(card.member.origin(), first));
		assert_eq!(EvSettlement::left_today(&card.state()), Card::LIMITS.day);
		assert_ok!(prepay_krw(&card, &charger, 50_000));
		assert_eq!(EvSettlement::left_today(&card.state()), Ecoin::from_krw(30_000));
	});
}

#[test]
fn a_driver_pays_no_price_that_was_not_shown() {
	test(|| {
		// given an authorization at 324.4 KRW/kWh
		let (charger, card) = scene();
		let signed = card.sign(card.authorization(charger.evse, 1_000));

		// when the price goes up before it arrives
		let (operator, dearer) = (charger.operator.origin(), TariffId(1));
		assert_ok!(EvSettlement::assign_tariff(operator, charger.evse, dearer));

		// then nothing is held, until the driver agrees to the new one
		assert_noop!(send(signed), Error::TariffChanged);
		let session = card.prepay(&charger, 1_000);
		assert_eq!(session_of(session).tariff, dearer);
	});
}

#[test]
fn numbers_end() {
	test(|| {
		let (charger, card) = scene();
		Credentials::<Runtime>::mutate_extant(card.public(), |credential| {
			credential.next_sequence = u32::MAX;
		});
		assert_noop!(prepay_krw(&card, &charger, 1), Error::NumbersExhausted);
	});
}

#[test]
fn what_a_prepayment_needs_it_needs_by_credential_too() {
	test(|| {
		let (charger, card) = scene();
		assert_noop!(prepay_krw(&card, &charger, 999), Error::PrepaymentBelowMinimum);
		let unknown = Charger::new(&charger.operator, 99);
		assert_noop!(prepay_krw(&card, &unknown, 1_000), Error::UnknownEvse);
		revoke_sending(&card.member);
		assert_noop!(prepay_krw(&card, &charger, 1_000), Error::MemberNotPermitted);
	});
}
