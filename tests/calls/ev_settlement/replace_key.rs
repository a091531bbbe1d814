//! `replace_key`: a charger signs with another key.

use crate::scene::*;

fn replace(charger: &Charger, new: &Charger) -> Result<(), DispatchError> {
	EvSettlement::replace_key(charger.operator.origin(), charger.evse, new.public())
}

/// A charger with another key at the same charge point.
fn successor(charger: &Charger) -> Charger {
	let mut new = Charger::new(&charger.operator, 1_000);
	(new.evse, new.register) = (charger.evse, charger.register);
	new
}

#[test]
fn the_new_key_signs_from_now_on_in_the_open_session_too() {
	test(|| {
		// given
		let (charger, card, session) = charging();
		let (mut old, mut new) = (charger.clone(), successor(&charger));

		// when
		assert_ok!(replace(&charger, &new));
		assert_event(Event::KeyReplaced { evse: charger.evse, new_key: new.public() });

		// then
		advance_by(MINUTE_MS);
		let stale = old.next_report(session, now(), Wh::ZERO, ChargerEvent::Ended);
		assert_noop!(EvSettlement::report(charger.operator.origin(), stale), Error::WrongSignature);
		new.end(session, Wh(100));
		assert_eq!(held(&card), Ecoin::ZERO);
	});
}

#[test]
fn the_key_is_another_one() {
	test(|| {
		let (charger, _) = scene();
		assert_noop!(replace(&charger, &charger), Error::KeyUnchanged);
	});
}

#[test]
fn only_its_operator_replaces_a_key() {
	test(|| {
		let (charger, _) = scene();
		for who in [other_charge_point_operator(), neighbour(), stranger()] {
			assert_noop!(
				EvSettlement::replace_key(who.origin(), charger.evse, successor(&charger).public()),
				Error::NotOwnEvse
			);
		}
	});
}

#[test]
fn the_charge_point_is_in_service() {
	test(|| {
		let (charger, _) = scene();
		let unknown = Charger::new(&charger.operator, 99);
		assert_noop!(replace(&unknown, &unknown), Error::UnknownEvse);
		assert_ok!(EvSettlement::revoke_evse(charger.operator.origin(), charger.evse));
		assert_noop!(replace(&charger, &successor(&charger)), Error::EvseRevoked);
	});
}
