//! `assign_tariff`: another price, from the next session on.

use crate::scene::*;

fn assign(charger: &Charger, tariff: TariffId) -> Result<(), DispatchError> {
	EvSettlement::assign_tariff(charger.operator.origin(), charger.evse, tariff)
}

#[test]
fn a_change_never_touches_a_running_session() {
	test(|| {
		// given a session at 324.4 KRW/kWh
		let (mut charger, card) = scene();
		let session = card.prepay(&charger, 30_000);
		let dearer = register_tariff(&charger.operator, tariff(&[(0, 9_999)]));

		// when the price goes up before charging begins
		assert_ok!(assign(&charger, dearer));
		assert_event(Event::TariffAssigned { evse: charger.evse, tariff: dearer });
		charger.begin(session);
		advance_by(HOUR_MS);
		charger.end(session, Wh(10_000));

		// then the driver pays the old one, and the next driver the new one
		assert_eq!(settlement(session).paid, Ecoin(10_000 * PRICE));
		let next = card.prepay(&charger, 30_000);
		assert_eq!(session_of(next).tariff, dearer);
	});
}

#[test]
fn only_its_operator_assigns_a_tariff() {
	test(|| {
		let (charger, _) = scene();
		for who in [other_charge_point_operator(), neighbour(), stranger()] {
			assert_noop!(
				EvSettlement::assign_tariff(who.origin(), charger.evse, TariffId(1)),
				Error::NotOwnEvse
			);
		}
	});
}

#[test]
fn the_tariff_is_one_of_the_operator_and_another_one() {
	test(|| {
		let (charger, _) = scene();
		assert_noop!(assign(&charger, FAST_TARIFF), Error::TariffUnchanged);
		assert_noop!(assign(&charger, TariffId(99)), Error::UnknownTariff);
		let others = register_tariff(&other_charge_point_operator(), tariff(&[(0, 1)]));
		assert_noop!(assign(&charger, others), Error::NotOwnTariff);
	});
}

#[test]
fn the_charge_point_is_in_service() {
	test(|| {
		let (charger, _) = scene();
		let unknown = Charger::new(&charger.operator, 99);
		assert_noop!(assign(&unknown, TariffId(1)), Error::UnknownEvse);
		assert_ok!(EvSettlement::revoke_evse(charger.operator.origin(), charger.evse));
		assert_noop!(assign(&charger, TariffId(1)), Error::EvseRevoked);
	});
}
