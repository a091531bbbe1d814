//! `revoke_credential`: a tag was lost, or a password told.

use crate::scene::*;

fn revoke(card: &Card) -> Result<(), DispatchError> {
	EvSettlement::revoke_credential(card.member.origin(), card.public())
}

#[test]
fn a_revoked_credential_prepays_nothing() {
	test(|| {
		let (charger, card) = scene();
		assert_ok!(revoke(&card));
		assert_event(Event::CredentialRevoked { credential: card.public() });
		assert!(CredentialsOf::<Runtime>::get(&card.member.account).is_empty());
		let signed = card.sign(card.authorization(charger.evse, 1));
		assert_noop!(
			EvSettlement::prepay(charger.operator.origin(), signed),
			Error::CredentialRevoked
		);
	});
}

#[test]
fn the_others_go_on() {
	test(|| {
		let (charger, card) = scene();
		let other = Card::register(&card.member, "other");
		assert_ok!(revoke(&card));
		other.prepay(&charger, 1_000);
	});
}

#[test]
fn a_session_that_it_opened_goes_on() {
	test(|| {
		let (mut charger, card, session) = charging();
		assert_ok!(revoke(&card));
		advance_by(HOUR_MS);
		charger.end(session, Wh(1_000));
		assert_eq!(settlement(session).paid, Ecoin(1_000 * PRICE));
	});
}

#[test]
fn a_credential_is_revoked_once() {
	test(|| {
		let (_, card) = scene();
		assert_ok!(revoke(&card));
		assert_noop!(revoke(&card), Error::CredentialRevoked);
		assert_noop!(revoke(&Card::new(&card.member, "other")), Error::UnknownCredential);
	});
}

#[test]
fn only_its_member_revokes_it() {
	test(|| {
		let (_, card) = scene();
		for member in [home(2), charge_point_operator(), stranger()] {
			assert_noop!(revoke(&Card { member, ..card.clone() }), Error::NotOwnCredential);
		}
	});
}

#[test]
fn who_may_not_send_can_still_revoke() {
	test(|| {
		let (_, card) = scene();
		revoke_sending(&card.member);
		assert_ok!(revoke(&card));
	});
}
