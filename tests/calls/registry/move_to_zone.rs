//! `move_to_zone`.

use crate::{Error, Event};
use joule_tests::*;

#[test]
fn a_participant_moves_to_another_zone() {
	test(|| {
		let who = home(1).account;
		assert_ok!(Registry::move_to_zone(council(), who.clone(), OTHER_ZONE));
		assert_eq!(Registry::zone_of(&who), Some(OTHER_ZONE));
		assert_event(Event::ParticipantMoved { who, from: ZONE, to: OTHER_ZONE });
	});
}

#[test]
fn nobody_moves_to_an_unknown_zone() {
	test(|| {
		let who = home(1).account;
		assert_noop!(Registry::move_to_zone(council(), who, ZoneId(u16::MAX)), Error::UnknownZone);
	});
}

#[test]
fn a_stranger_does_not_move() {
	test(|| {
		assert_noop!(
			Registry::move_to_zone(council(), stranger().account, OTHER_ZONE),
			Error::NotRegistered
		);
	});
}

#[test]
fn a_participant_does_not_move_to_where_it_is() {
	test(|| {
		let who = home(1).account;
		assert_noop!(Registry::move_to_zone(council(), who, ZONE), Error::AlreadyInZone);
	});
}
