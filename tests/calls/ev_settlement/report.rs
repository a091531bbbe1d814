//! `report`: what a charger signs, in order and once.

use crate::scene::*;

fn send(signed: SignedReport) -> Result<(), DispatchError> {
	EvSettlement::report(charge_point_operator().origin(), signed)
		.map(drop)
		.map_err(|refused| refused.error)
}

/// The next report of a charger, changed before it was signed.
fn send_with(
	charger: &Charger,
	session: SessionId,
	change: impl FnOnce(&mut Report),
) -> Result<(), DispatchError> {
	let mut report =
		charger.clone().next_report(session, now(), Wh::ZERO, ChargerEvent::Metered).report;
	change(&mut report);
	send(charger.sign(report))
}

#[test]
fn a_whole_charge_is_reported_and_paid() {
	test(|| {
		// given a session at 324.4 KRW/kWh
		let (mut charger, card) = scene();
		let session = card.prepay(&charger, 30_000);
		let operator_had = free_ecoin(&charger.operator.account);

		// when 20 kWh flow within the hour
		charger.begin(session);
		assert_eq!(session_of(session).stage, Stage::Charging);
		advance_by(30 * MINUTE_MS);
		charger.meter(session, Wh(12_000));
		assert_event(Event::ReportRecorded {
			session,
			sequence: 1,
			at: now(),
			register: charger.register,
			event: ChargerEvent::Metered,
		});
		advance_by(30 * MINUTE_MS);
		charger.end(session, Wh(8_000));

		// then the operator has 6,488 won and the driver the rest
		let paid = Ecoin(20_000 * PRICE);
		assert_eq!(paid, Ecoin::from_krw(6_488));
		assert_eq!(free_ecoin(&charger.operator.account), operator_had.saturating_add(paid));
		assert_eq!((held(&card), free(&card)), (Ecoin::ZERO, Ecoin::from_krw(100_000 - 6_488)));
		assert_event(Event::SessionSettled {
			session,
			cause: SettlementCause::Completed,
			energy_wh: Wh(20_000),
			energy_cost: paid,
			occupancy_cost: Ecoin::ZERO,
			paid,
			released: Ecoin::from_krw(30_000 - 6_488),
			owed: Ecoin::ZERO,
		});
		assert_eq!(Evses::<Runtime>::get(charger.evse).and_then(|evse| evse.session), None);
	});
}

#[test]
fn anyone_may_bring_it_but_who_may_not_send() {
	test(|| {
		let (mut charger, _, session) = charging();
		let revoked = home(5);
		revoke_sending(&revoked);
		let signed = charger.next_report(session, now(), Wh::ZERO, ChargerEvent::Metered);
		for who in [revoked, stranger()] {
			assert_noop!(EvSettlement::report(who.origin(), signed), Error::SenderNotPermitted);
		}
		assert_ok!(EvSettlement::report(neighbour().origin(), signed));
	});
}

#[test]
fn a_report_is_of_a_session() {
	test(|| {
		let (charger, _, session) = charging();
		for unknown in [SessionId(session.0 + 1), SessionId(u64::MAX)] {
			assert_noop!(
				send_with(&charger, session, |report| report.session = unknown),
				Error::UnknownSession
			);
		}
	});
}

#[test]
fn every_message_sent_twice_counts_once() {
	test(|| {
		let (mut charger, card) = scene();
		let session = card.prepay(&charger, 30_000);
		let mut sent = Vec::new();
		for (event, flowed) in [
			(ChargerEvent::Began, Wh::ZERO),
			(ChargerEvent::Metered, Wh(1_000)),
			(ChargerEvent::Ended, Wh(2_000)),
		] {
			advance_by(10 * MINUTE_MS);
			let signed = charger.next_report(session, now(), flowed, event);
			assert_ok!(send(signed));
			sent.push(signed);
			for again in &sent {
				assert_noop!(send(*again), Error::ReportReplayed);
			}
		}
		assert_eq!(settlement(session).paid, Ecoin(3_000 * PRICE));
		advance_by(DAY_MS);
		assert_noop!(send(sent[2]), Error::ReportReplayed);
	});
}

#[test]
fn no_report_is_left_out() {
	test(|| {
		let (mut charger, card) = scene();
		let session = card.prepay(&charger, 30_000);
		let skipping = |charger: &Charger, sequence| {
			send_with(charger, session, |report| report.sequence = sequence)
		};
		assert_noop!(skipping(&charger, 1), Error::ReportGap);
		charger.begin(session);
		assert_noop!(skipping(&charger, 2), Error::ReportGap);
		assert_noop!(skipping(&charger, u32::MAX), Error::ReportGap);
		assert_ok!(skipping(&charger, 1));
	});
}

#[test]
fn nothing_is_reported_of_a_session_that_is_over() {
	test(|| {
		let (mut charger, _, session) = charging();
		charger.end(session, Wh::ZERO);
		assert_noop!(
			send_with(&charger, session, |report| report.event = ChargerEvent::Left),
			Error::SessionOver
		);
	});
}

#[test]
fn charging_begins_once_and_first() {
	test(|| {
		let (mut charger, card) = scene();
		let session = card.prepay(&charger, 30_000);
		for event in [ChargerEvent::Metered, ChargerEvent::Ended, ChargerEvent::Left] {
			assert_noop!(
				send_with(&charger, session, |report| report.event = event),
				Error::ChargingNotBegun
			);
		}
		charger.begin(session);
		assert_noop!(
			send_with(&charger, session, |report| report.event = ChargerEvent::Began),
			Error::ChargingBegan
		);
	});
}

#[test]
fn charging_ends_once() {
	test(|| {
		let operator = charge_point_operator();
		let fee = OccupancyFee { grace_minutes: 0, per_minute: Ecoin(1), cap: Ecoin(1_000) };
		let terms = Tariff { occupancy: Some(fee), ..tariff(&[(0, 1)]) };
		let mut charger = Charger::install(&operator, register_tariff(&operator, terms));
		let session = driver(1).prepay(&charger, 1_000);
		charger.begin(session);
		charger.end(session, Wh::ZERO);
		assert_noop!(
			send_with(&charger, session, |report| report.event = ChargerEvent::Ended),
			Error::ChargingEnded
		);
		charger.leave(session);
	});
}

#[test]
fn a_report_is_not_of_the_future() {
	test(|| {
		let (charger, _, session) = charging();
		let at = |at| send_with(&charger, session, |report| report.at = at);
		assert_noop!(at(now() + MINUTE_MS + 1), Error::ReportFromFuture);
		assert_noop!(at(Moment::MAX), Error::ReportFromFuture);
		assert_ok!(at(now() + MINUTE_MS));
	});
}

#[test]
fn time_does_not_go_back() {
	test(|| {
		let (charger, card) = scene();
		let session = card.prepay(&charger, 30_000);
		let begin_at = |at| {
			send_with(&charger, session, |report| {
				report.at = at;
				report.event = ChargerEvent::Began;
			})
		};
		// A charger's clock may be slow by a minute.
		assert_noop!(begin_at(0), Error::ReportNotLater);
		assert_noop!(begin_at(now() - MINUTE_MS - 1), Error::ReportNotLater);
		let began_at = now() - MINUTE_MS;
		assert_ok!(begin_at(began_at));

		let at = |at| send_with(&charger, session, |report| report.at = at);
		assert_noop!(at(began_at - 1), Error::ReportNotLater);
		assert_ok!(at(began_at));
	});
}

#[test]
fn the_register_does_not_go_back() {
	test(|| {
		let (mut charger, _, session) = charging();
		advance_by(HOUR_MS);
		charger.meter(session, Wh(1_000));
		let showing = |wh: u64| send_with(&charger, session, |report| report.register = Wh(wh));
		assert_noop!(showing(charger.register.0 - 1), Error::RegisterRolledBack);
		assert_noop!(showing(0), Error::RegisterRolledBack);
		assert_ok!(showing(charger.register.0));
	});
}

#[test]
fn no_more_flows_than_the_charge_point_delivers() {
	test(|| {
		// given 50 kW for an hour, and a second for clocks that know whole seconds only
		let (charger, _, session) = charging();
		advance_by(HOUR_MS);
		let flowed = |wh: u64| {
			let register = Wh(charger.register.0.saturating_add(wh));
			send_with(&charger, session, |report| report.register = register)
		};
		assert_noop!(flowed(50_015), Error::PowerExceeded);
		assert_noop!(flowed(u64::MAX), Error::PowerExceeded);
		assert_ok!(flowed(50_014));
	});
}

#[test]
fn only_the_charger_signs() {
	test(|| {
		let (charger, _, session) = charging();
		let stranger = Charger::new(&charger.operator, 99);
		let mut report =
			charger.clone().next_report(session, now(), Wh::ZERO, ChargerEvent::Ended).report;
		assert_noop!(send(stranger.sign(report)), Error::WrongSignature);
		let signed = charger.sign(report);
		report.event = ChargerEvent::Left;
		assert_noop!(send(SignedReport { report, ..signed }), Error::WrongSignature);
		assert_ok!(send(signed));
	});
}

#[test]
fn a_late_report_counts_with_its_own_time() {
	test(|| {
		// given a charger at two prices that was offline for an hour
		let operator = charge_point_operator();
		let terms = tariff(&[(0, 1_000), (60, 9_000)]);
		let mut charger = Charger::install(&operator, register_tariff(&operator, terms));
		let session = driver(1).prepay(&charger, 50_000);
		charger.begin(session);
		let ended_at = now() + 30 * MINUTE_MS;
		advance_by(2 * HOUR_MS);

		// when it reports that charging ended before the dear hour began
		charger.report_at(session, ended_at, Wh(10_000), ChargerEvent::Ended);

		// then the driver pays the cheap one
		assert_eq!(settlement(session).paid, Ecoin(10_000 * 1_000));
	});
}

#[test]
fn a_report_that_ends_nothing_gives_weight_back() {
	test(|| {
		let (mut charger, _, session) = charging();
		let mut used_by = |event| {
			let signed = charger.next_report(session, now(), Wh::ZERO, event);
			let origin = charger.operator.origin();
			let used = EvSettlement::report(origin, signed).expect("it is its turn");
			used.actual_weight.expect("is told")
		};
		assert_eq!(used_by(ChargerEvent::Metered), Weights::report_metered());
		assert_eq!(used_by(ChargerEvent::Ended), Weights::report());
		assert!(Weights::report_metered().all_lte(Weights::report()));
	});
}

#[test]
fn what_costs_more_than_was_prepaid_is_owed() {
	test(|| {
		let (charger, card, session) = owing();
		let settlement = settlement(session);
		assert_eq!(settlement.paid, Ecoin::from_krw(1_000));
		assert_eq!(settlement.owed, Ecoin::from_krw(5_488));
		assert_eq!(free(&card), Ecoin::from_krw(99_000));
		let debt = Debts::<Runtime>::get(&card.member.account, &charger.operator.account);
		assert_eq!(debt, Some(settlement.owed));
	});
}
