//! `register_evse`: a charge point goes into service.

use crate::scene::*;

fn register(charger: &Charger, installation: Installation) -> Result<(), DispatchError> {
	EvSettlement::register_evse(charger.operator.origin(), charger.evse, installation)
}

fn new_charger() -> (Charger, Installation) {
	let charger = Charger::new(&charge_point_operator(), 7);
	let installation = charger.installation(FAST_TARIFF);
	(charger, installation)
}

#[test]
fn an_operator_puts_a_charge_point_into_service() {
	test(|| {
		let (charger, installation) = new_charger();

		assert_ok!(register(&charger, installation));

		let operator = charge_point_operator().account;
		let evse = Evses::<Runtime>::get(charger.evse).expect("it is there");
		assert_eq!(evse.operator, operator);
		assert_eq!(
			(evse.tariff, evse.power, evse.key),
			(FAST_TARIFF, Charger::POWER, charger.public())
		);
		assert_eq!((evse.state, evse.session), (EvseState::InService, None));
		assert_event(Event::EvseRegistered { evse: charger.evse, operator, installation });
	});
}

#[test]
fn only_a_charge_point_operator_registers_charge_points() {
	test(|| {
		for who in [neighbour(), stranger(), operator()] {
			let charger = Charger::new(&who, 7);
			let installation = charger.installation(FAST_TARIFF);
			assert_noop!(register(&charger, installation), Error::NotChargePointOperator);
		}
	});
}

#[test]
fn a_number_is_given_once() {
	test(|| {
		let (charger, installation) = new_charger();
		assert_ok!(register(&charger, installation));
		assert_noop!(register(&charger, installation), Error::EvseExists);
		assert_ok!(EvSettlement::revoke_evse(charger.operator.origin(), charger.evse));
		assert_noop!(register(&charger, installation), Error::EvseExists);
	});
}

#[test]
fn a_charge_point_has_power() {
	test(|| {
		let (charger, installation) = new_charger();
		let powerless = Installation { power: Watt::ZERO, ..installation };
		assert_noop!(register(&charger, powerless), Error::PowerMissing);
	});
}

#[test]
fn a_charge_point_is_in_a_zone() {
	test(|| {
		let (charger, installation) = new_charger();
		let nowhere = Installation { zone: ZoneId(99), ..installation };
		assert_noop!(register(&charger, nowhere), Error::UnknownZone);
	});
}

#[test]
fn a_charge_point_has_a_tariff_of_its_operator() {
	test(|| {
		let (charger, installation) = new_charger();
		let unknown = Installation { tariff: TariffId(99), ..installation };
		assert_noop!(register(&charger, unknown), Error::UnknownTariff);

		let others = register_tariff(&other_charge_point_operator(), tariff(&[(0, 1)]));
		let others = Installation { tariff: others, ..installation };
		assert_noop!(register(&charger, others), Error::NotOwnTariff);
	});
}

#[test]
fn powers_and_numbers_may_be_as_large_as_they_can() {
	test(|| {
		let charger = Charger::new(&charge_point_operator(), u64::MAX);
		let installation = charger.installation(FAST_TARIFF);
		assert_ok!(register(&charger, Installation { power: Watt(u64::MAX), ..installation }));
	});
}
