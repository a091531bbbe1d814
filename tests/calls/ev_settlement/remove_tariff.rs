//! `remove_tariff`: a tariff goes when nothing refers to it.

use crate::scene::*;

fn remove(tariff: TariffId) -> Result<(), DispatchError> {
	EvSettlement::remove_tariff(charge_point_operator().origin(), tariff)
}

#[test]
fn an_unused_tariff_goes() {
	test(|| {
		assert_ok!(remove(FAST_TARIFF));
		assert!(!Tariffs::<Runtime>::contains_key(FAST_TARIFF));
		assert_event(Event::TariffRemoved { tariff: FAST_TARIFF });
		assert_noop!(remove(FAST_TARIFF), Error::UnknownTariff);
	});
}

#[test]
fn a_charge_point_keeps_its_tariff() {
	test(|| {
		let charger = Charger::install(&charge_point_operator(), FAST_TARIFF);
		assert_noop!(remove(FAST_TARIFF), Error::TariffInUse);
		assert_ok!(EvSettlement::revoke_evse(charger.operator.origin(), charger.evse));
		assert_ok!(remove(FAST_TARIFF));
	});
}

#[test]
fn a_receipt_keeps_its_tariff_until_it_goes() {
	test(|| {
		// given a settled session, and a charge point with another tariff by now
		let (mut charger, _, session) = charging();
		let other = register_tariff(&charger.operator, tariff(&[(0, 1)]));
		assert_ok!(EvSettlement::assign_tariff(charger.operator.origin(), charger.evse, other));
		charger.end(session, Wh::ZERO);
		assert_noop!(remove(FAST_TARIFF), Error::TariffInUse);

		// when
		advance_by(40 * DAY_MS);

		// then
		assert_ok!(remove(FAST_TARIFF));
	});
}

#[test]
fn an_unknown_tariff_cannot_be_removed() {
	test(|| {
		assert_noop!(remove(TariffId(u32::MAX)), Error::UnknownTariff);
	});
}

#[test]
fn only_its_operator_removes_a_tariff() {
	test(|| {
		for who in [other_charge_point_operator(), neighbour(), stranger()] {
			assert_noop!(
				EvSettlement::remove_tariff(who.origin(), FAST_TARIFF),
				Error::NotOwnTariff
			);
		}
	});
}
