//! What a session goes through in the street.

use crate::scene::*;

/// A charge point at 300 KRW/kWh that costs 100 won a minute, at most 1,000, from the eleventh
/// minute after the end of charging.
fn with_occupancy_fee() -> (Charger, Card, SessionId) {
	let operator = charge_point_operator();
	let fee = OccupancyFee {
		grace_minutes: 10,
		per_minute: Ecoin::from_krw(100),
		cap: Ecoin::from_krw(1_000),
	};
	let terms = Tariff { occupancy: Some(fee), ..tariff(&[(0, 3_000)]) };
	let mut charger = Charger::install(&operator, register_tariff(&operator, terms));
	let card = driver(1);
	let session = card.prepay(&charger, 10_000);
	charger.begin(session);
	advance_by(HOUR_MS);
	(charger, card, session)
}

#[test]
fn unplugged_early() {
	test(|| {
		let (mut charger, card, session) = charging();
		advance_by(MINUTE_MS);
		charger.report_at(session, now(), Wh(100), ChargerEvent::Left);
		assert_eq!(settlement(session).paid, Ecoin(100 * PRICE));
		assert_eq!(held(&card), Ecoin::ZERO);
	});
}

#[test]
fn unplugged_before_anything_flowed() {
	test(|| {
		let (mut charger, card, session) = charging();
		charger.end(session, Wh::ZERO);
		assert_eq!(settlement(session).paid, Ecoin::ZERO);
		assert_eq!(free(&card), Ecoin::from_krw(100_000));
	});
}

#[test]
fn who_leaves_in_time_pays_no_fee() {
	test(|| {
		let (mut charger, _, session) = with_occupancy_fee();
		charger.end(session, Wh(10_000));
		assert_eq!(session_of(session).stage, Stage::Occupying { since: now() });
		advance_by(11 * MINUTE_MS - 1);
		charger.leave(session);
		assert_eq!(settlement(session).energy_cost, Ecoin::from_krw(3_000));
		assert_eq!(settlement(session).occupancy_cost, Ecoin::ZERO);
	});
}

#[test]
fn who_stays_pays_for_each_minute() {
	test(|| {
		let (mut charger, card, session) = with_occupancy_fee();
		charger.end(session, Wh(10_000));
		advance_by(15 * MINUTE_MS);
		charger.leave(session);
		assert_eq!(settlement(session).occupancy_cost, Ecoin::from_krw(500));
		assert_eq!(free(&card), Ecoin::from_krw(100_000 - 3_500));
	});
}

#[test]
fn the_fee_ends_at_its_cap() {
	test(|| {
		let (mut charger, _, session) = with_occupancy_fee();
		charger.end(session, Wh(10_000));
		advance_by(20 * MINUTE_MS - 1);
		charger.meter(session, Wh::ZERO);
		assert_eq!(session_of(session).owed(), Ecoin::ZERO);
		assert!(session_of(session).stage.is_open());
		advance_by(1);
		charger.meter(session, Wh::ZERO);
		assert_eq!(settlement(session).occupancy_cost, Ecoin::from_krw(1_000));
	});
}

#[test]
fn nobody_pays_for_a_stay_that_no_charger_signed() {
	test(|| {
		let (mut charger, _, session) = with_occupancy_fee();
		charger.end(session, Wh(10_000));
		advance_by(12 * MINUTE_MS);
		charger.meter(session, Wh::ZERO);
		advance_by(DAY_MS);
		assert_eq!(settlement(session).occupancy_cost, Ecoin::from_krw(200));
		assert_eq!(settlement(session).cause, SettlementCause::Overdue);
	});
}

#[test]
fn a_fee_above_the_prepayment_is_owed() {
	test(|| {
		let (mut charger, card, session) = with_occupancy_fee();
		charger.end(session, Wh(32_000));
		advance_by(20 * MINUTE_MS);
		charger.leave(session);
		assert_eq!(settlement(session).paid, Ecoin::from_krw(10_000));
		assert_eq!(settlement(session).owed, Ecoin::from_krw(600));
		assert_eq!(free(&card), Ecoin::from_krw(90_000));
	});
}

#[test]
fn an_operator_that_lost_its_role_is_still_paid() {
	test(|| {
		let (mut charger, _, session) = charging();
		let who = charger.operator.account.clone();
		assert_ok!(Registry::revoke_role(council(), who.clone(), Role::ChargePointOperator));
		let had = free_ecoin(&who);
		advance_by(HOUR_MS);
		charger.end(session, Wh(1_000));
		assert_eq!(free_ecoin(&who), had.saturating_add(Ecoin(1_000 * PRICE)));
	});
}

#[test]
fn a_driver_that_lost_its_permission_still_pays_and_gets_the_rest() {
	test(|| {
		let (mut charger, card, session) = charging();
		revoke_sending(&card.member);
		advance_by(HOUR_MS);
		charger.end(session, Wh(1_000));
		assert_eq!(settlement(session).paid, Ecoin(1_000 * PRICE));
		assert_eq!(held(&card), Ecoin::ZERO);
	});
}

#[test]
fn a_gateway_that_is_a_device_relays_for_its_operator() {
	use joule_runtime::configs::ProxyType;
	use polkadot_sdk::pallet_proxy;

	test(|| {
		// given a gateway with a key of its own, which acts for the operator
		let (mut charger, card) = scene();
		let gateway = named("gateway");
		let operator = charger.operator.clone();
		assert_ok!(Registry::add_device(operator.origin(), gateway.account.clone()));
		let add = pallet_proxy::Call::<Runtime>::add_proxy {
			delegate: gateway.account.clone().into(),
			proxy_type: ProxyType::Charging,
			delay: 0,
		};
		assert_ok!(block(|| apply(signed(&operator, add))).expect("it is let in"));
		let send = |call: pallet_ev_settlement::Call<Runtime>| {
			let call = pallet_proxy::Call::<Runtime>::proxy {
				real: operator.account.clone().into(),
				force_proxy_type: None,
				call: Box::new(call.into()),
			};
			block(|| apply(signed(&gateway, call))).expect("it is let in")
		};

		// when it brings an authorization, and the reports
		let session = SessionId(0);
		let authorization = card.sign(card.authorization(charger.evse, 1_000));
		assert_ok!(send(pallet_ev_settlement::Call::prepay { signed: authorization }));
		for event in [ChargerEvent::Began, ChargerEvent::Ended] {
			let signed = charger.next_report(session, now(), Wh::ZERO, event);
			assert_ok!(send(pallet_ev_settlement::Call::report { signed }));
		}

		// then
		assert_eq!(settlement(session).cause, SettlementCause::Completed);
	});
}
