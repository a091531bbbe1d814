//! `cover`: local energy for a session, burnt once.

use crate::scene::*;
use joule_primitives::CoveredEnergy;

const VINTAGE: Vintage = ConstMonth::NOW;

/// A home that runs a charge point, has 12 kWh of energy, and at which 10 kWh were charged.
fn charged() -> (Charger, SessionId) {
	let operator = other_charge_point_operator().with_energy(Wh(12_000));
	let tariff = register_tariff(&operator, tariff(&[(0, 2_000)]));
	let mut charger = Charger::install(&operator, tariff);
	let session = driver(1).prepay(&charger, 30_000);
	charger.begin(session);
	advance_by(HOUR_MS);
	charger.end(session, Wh(10_000));
	(charger, session)
}

fn cover(who: &Person, session: SessionId, quantity_wh: u64) -> Result<(), DispatchError> {
	EvSettlement::cover(who.origin(), session, VINTAGE, Wh(quantity_wh))
}

#[test]
fn energy_is_burnt_and_the_receipt_shows_it() {
	test(|| {
		let (charger, session) = charged();
		let operator = &charger.operator;
		let issued = Assets::total_supply(VINTAGE.asset_id());

		// when in two parts
		assert_ok!(cover(operator, session, 4_000));
		assert_event(Event::SessionCovered { session, vintage: VINTAGE, quantity_wh: Wh(4_000) });
		assert_ok!(cover(operator, session, 6_000));

		// then
		assert_eq!(Assets::total_supply(VINTAGE.asset_id()), issued - 10_000);
		assert_eq!(energy_of(&operator.account, VINTAGE), Wh(2_000));
		let covered = vec![Cover { vintage: VINTAGE, quantity_wh: Wh(10_000) }];
		assert_eq!(session_of(session).covered.into_inner(), covered);
		assert_eq!(EvSettlement::covered_wh(&operator.account, VINTAGE), Wh(10_000));
		assert_eq!(EvSettlement::covered_wh(&operator.account, ConstMonth::NEXT), Wh::ZERO);
	});
}

#[test]
fn a_session_over_the_end_of_a_month_has_two_vintages() {
	test_from(VINTAGE.end().expect("a month") - HOUR_MS, || {
		// given energy of both months
		let operator = other_charge_point_operator();
		let mut meter = Meter::install(&operator, MeterKind::Ed25519);
		let tariff = register_tariff(&operator, tariff(&[(0, 2_000)]));
		let mut charger = Charger::install(&operator, tariff);
		let session = driver(1).prepay(&charger, 30_000);
		charger.begin(session);
		for _ in 0..2 {
			advance_by(HOUR_MS);
			meter.read(Wh::ZERO, Wh(1_000));
		}
		charger.end(session, Wh(10_000));

		// when
		for vintage in [VINTAGE, ConstMonth::NEXT] {
			assert_ok!(EvSettlement::cover(operator.origin(), session, vintage, Wh(1_000)));
		}

		// then
		assert_eq!(session_of(session).covered.len(), 2);
		assert_eq!(session_of(session).covered_wh(), Wh(2_000));
	});
}

#[test]
fn the_vintage_is_of_the_session() {
	test(|| {
		let (charger, session) = charged();
		for vintage in [ConstMonth::NEXT, Vintage(202610), Vintage(0), Vintage(u32::MAX)] {
			assert_noop!(
				EvSettlement::cover(charger.operator.origin(), session, vintage, Wh(1)),
				Error::VintageNotOfSession
			);
		}
	});
}

#[test]
fn no_more_is_covered_than_was_charged() {
	test(|| {
		let (charger, session) = charged();
		for more in [10_001, u64::MAX] {
			assert_noop!(cover(&charger.operator, session, more), Error::CoverAboveEnergy);
		}
		assert_ok!(cover(&charger.operator, session, 9_000));
		assert_noop!(cover(&charger.operator, session, 1_001), Error::CoverAboveEnergy);
		assert_noop!(cover(&charger.operator, session, 0), Error::ZeroAmount);
	});
}

#[test]
fn the_operator_has_the_energy() {
	test(|| {
		let (charger, session) = charged();
		let somebody = home(1).account;
		let id = VINTAGE.asset_id();
		assert_ok!(Assets::transfer(charger.operator.origin(), id.into(), somebody.into(), 11_000));
		assert_noop!(cover(&charger.operator, session, 1_001), Error::InsufficientEnergy);
		assert_ok!(cover(&charger.operator, session, 1_000));
	});
}

#[test]
fn only_its_operator_covers_a_session() {
	test(|| {
		let (_, session) = charged();
		for who in [charge_point_operator(), home(1), stranger()] {
			assert_noop!(cover(&who, session, 1), Error::NotOwnSession);
		}
		assert_noop!(cover(&home(1), SessionId(99), 1), Error::UnknownSession);
	});
}

#[test]
fn a_session_is_settled_first() {
	test(|| {
		let (charger, _, session) = charging();
		assert_noop!(cover(&charger.operator, session, 1), Error::NotSettled);
	});
}

#[test]
fn a_session_is_covered_within_a_week() {
	test(|| {
		let (charger, session) = charged();
		advance_by(7 * DAY_MS);
		assert_ok!(cover(&charger.operator, session, 1));
		advance_by(1);
		assert_noop!(cover(&charger.operator, session, 1), Error::CoverTooLate);
	});
}
