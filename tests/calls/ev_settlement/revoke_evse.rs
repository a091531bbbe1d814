//! `revoke_evse`: a charge point goes out of service, whatever goes on there.

use crate::scene::*;

fn revoke(charger: &Charger) -> Result<(), DispatchError> {
	EvSettlement::revoke_evse(charger.operator.origin(), charger.evse)
}

#[test]
fn nobody_prepays_at_a_revoked_charge_point() {
	test(|| {
		let (charger, card) = scene();
		assert_ok!(revoke(&charger));
		assert_event(Event::EvseRevoked { evse: charger.evse });
		let signed = card.sign(card.authorization(charger.evse, 1_000));
		assert_noop!(EvSettlement::prepay(charger.operator.origin(), signed), Error::EvseRevoked);
	});
}

#[test]
fn a_prepayment_there_is_released() {
	test(|| {
		let (charger, card) = scene();
		let session = card.prepay(&charger, 30_000);

		assert_ok!(revoke(&charger));

		assert_eq!((held(&card), free(&card)), (Ecoin::ZERO, Ecoin::from_krw(100_000)));
		assert_eq!(session_of(session).stage, Stage::Cancelled { at: now() });
		assert_event(Event::SessionCancelled { session, released: Ecoin::from_krw(30_000) });
	});
}

#[test]
fn charging_there_is_settled_at_the_last_report() {
	test(|| {
		// given a charger that has reported 5 kWh
		let (mut charger, card, session) = charging();
		advance_by(HOUR_MS);
		charger.meter(session, Wh(5_000));
		advance_by(HOUR_MS);

		// when
		assert_ok!(revoke(&charger));

		// then
		let paid = Ecoin(5_000 * PRICE);
		assert_eq!(settlement(session).paid, paid);
		assert_eq!(settlement(session).cause, SettlementCause::EvseRevoked);
		assert_eq!(held(&card), Ecoin::ZERO);
		assert_eq!(free(&card), Ecoin::from_krw(100_000).saturating_sub(paid));

		// and what its key signs afterwards is worth nothing
		let late = charger.next_report(session, now(), Wh(1_000), ChargerEvent::Ended);
		assert_noop!(EvSettlement::report(charger.operator.origin(), late), Error::SessionOver);
	});
}

#[test]
fn a_charge_point_is_revoked_once() {
	test(|| {
		let (charger, _) = scene();
		assert_ok!(revoke(&charger));
		assert_noop!(revoke(&charger), Error::EvseRevoked);
		assert_noop!(revoke(&Charger::new(&charger.operator, 99)), Error::UnknownEvse);
	});
}

#[test]
fn only_its_operator_revokes_it() {
	test(|| {
		let (charger, _) = scene();
		for who in [other_charge_point_operator(), neighbour(), stranger()] {
			assert_noop!(EvSettlement::revoke_evse(who.origin(), charger.evse), Error::NotOwnEvse);
		}
	});
}
