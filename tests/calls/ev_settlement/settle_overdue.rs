//! `settle_overdue`: anyone ends a session for which the chain has waited long enough.

use crate::scene::*;

fn settle(session: SessionId) -> Result<(), DispatchError> {
	EvSettlement::settle_overdue(operator().origin(), session)
}

#[test]
fn a_silent_charger_is_waited_for_a_day() {
	test(|| {
		// given 5 kWh, and nothing since
		let (mut charger, card, session) = charging();
		advance_by(HOUR_MS);
		charger.meter(session, Wh(5_000));
		set_clock(now() + DAY_MS - 1);
		assert_noop!(settle(session), Error::NotOverdue);

		// when
		set_clock(now() + 1);
		assert_ok!(settle(session));

		// then
		assert_eq!(settlement(session).paid, Ecoin(5_000 * PRICE));
		assert_eq!(settlement(session).cause, SettlementCause::Overdue);
		assert_eq!(held(&card), Ecoin::ZERO);
		assert_noop!(settle(session), Error::SessionOver);
	});
}

#[test]
fn charging_is_waited_for_a_quarter_of_an_hour() {
	test(|| {
		let (charger, card) = scene();
		let session = card.prepay(&charger, 30_000);
		set_clock(now() + QUARTER_MS - 1);
		assert_noop!(settle(session), Error::NotOverdue);
		set_clock(now() + 1);
		assert_ok!(settle(session));
		assert_eq!(session_of(session).stage, Stage::Expired { at: now() });
		assert_eq!(free(&card), Ecoin::from_krw(100_000));
		assert_event(Event::SessionExpired { session, released: Ecoin::from_krw(30_000) });
	});
}

#[test]
fn no_session_lasts_longer_than_two_days() {
	test(|| {
		// given a charger that reports every half day
		let (mut charger, _, session) = charging();
		for _ in 0..3 {
			set_clock(now() + 12 * HOUR_MS);
			charger.meter(session, Wh(1_000));
			assert_noop!(settle(session), Error::NotOverdue);
		}
		set_clock(now() + 12 * HOUR_MS);
		assert_ok!(settle(session));
		assert_eq!(settlement(session).paid, Ecoin(3_000 * PRICE));
	});
}

#[test]
fn the_session_is_there_and_the_sender_may_send() {
	test(|| {
		assert_noop!(settle(SessionId(0)), Error::UnknownSession);
		for who in [stranger(), named("nobody")] {
			assert_noop!(
				EvSettlement::settle_overdue(who.origin(), SessionId(0)),
				Error::SenderNotPermitted
			);
		}
	});
}
