//! `cancel`: charging has not begun, and all is released.

use crate::scene::*;

#[test]
fn the_member_or_the_operator_cancels() {
	test(|| {
		let (charger, card) = scene();
		for who in [card.member.clone(), charger.operator.clone()] {
			let session = card.prepay(&charger, 30_000);

			assert_ok!(EvSettlement::cancel(who.origin(), session));

			assert_eq!((held(&card), free(&card)), (Ecoin::ZERO, Ecoin::from_krw(100_000)));
			assert_eq!(session_of(session).stage, Stage::Cancelled { at: now() });
			assert_eq!(Evses::<Runtime>::get(charger.evse).and_then(|evse| evse.session), None);
			assert_eq!(EvSettlement::left_today(&card.state()), Card::LIMITS.day);
			assert_event(Event::SessionCancelled { session, released: Ecoin::from_krw(30_000) });
		}
	});
}

#[test]
fn nobody_else_cancels() {
	test(|| {
		let (charger, card) = scene();
		let session = card.prepay(&charger, 1_000);
		for who in [neighbour(), other_charge_point_operator(), operator(), stranger()] {
			assert_noop!(EvSettlement::cancel(who.origin(), session), Error::NotOwnSession);
		}
	});
}

#[test]
fn once_charging_has_begun_it_is_too_late() {
	test(|| {
		let (mut charger, card, session) = charging();
		let cancel = |who: &Person| EvSettlement::cancel(who.origin(), session);
		assert_noop!(cancel(&card.member), Error::ChargingBegan);
		assert_noop!(cancel(&charger.operator), Error::ChargingBegan);
		charger.end(session, Wh::ZERO);
		assert_noop!(cancel(&card.member), Error::SessionOver);
	});
}

#[test]
fn a_session_is_cancelled_once() {
	test(|| {
		let (charger, card) = scene();
		let session = card.prepay(&charger, 1_000);
		assert_ok!(EvSettlement::cancel(card.member.origin(), session));
		assert_noop!(EvSettlement::cancel(card.member.origin(), session), Error::SessionOver);
		assert_noop!(
			EvSettlement::cancel(card.member.origin(), SessionId(u64::MAX)),
			Error::UnknownSession
		);
	});
}

#[test]
fn what_was_cancelled_never_begins() {
	test(|| {
		let (mut charger, card) = scene();
		let session = card.prepay(&charger, 1_000);
		assert_ok!(EvSettlement::cancel(card.member.origin(), session));
		let late = charger.next_report(session, now(), Wh::ZERO, ChargerEvent::Began);
		assert_noop!(EvSettlement::report(charger.operator.origin(), late), Error::SessionOver);
	});
}
