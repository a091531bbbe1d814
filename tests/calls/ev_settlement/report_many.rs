//! `report_many`: a batch of reports, each for itself.

use crate::scene::*;

fn send(reports: Vec<SignedReport>) -> Result<(), DispatchError> {
	let reports = reports.try_into().expect("a batch has room for them");
	EvSettlement::report_many(charge_point_operator().origin(), reports)
		.map(drop)
		.map_err(|refused| refused.error)
}

#[test]
fn reports_are_recorded_in_the_order_given() {
	test(|| {
		let (mut charger, card) = scene();
		let session = card.prepay(&charger, 30_000);
		let begun = charger.next_report(session, now(), Wh::ZERO, ChargerEvent::Began);
		advance_by(10 * MINUTE_MS);
		let register = charger.register.saturating_add(Wh(1_000));
		let ended = charger.sign(Report {
			session,
			sequence: 1,
			at: now(),
			register,
			event: ChargerEvent::Ended,
		});

		assert_ok!(send(vec![begun, ended]));

		assert_eq!(settlement(session).paid, Ecoin(1_000 * PRICE));
	});
}

#[test]
fn one_that_is_refused_does_not_touch_the_others() {
	test(|| {
		// given two chargers, one of which reports more than it can have delivered
		let (mut lying, _, lied_about) = charging();
		let mut honest = Charger::install(&lying.operator, FAST_TARIFF);
		let session = driver(2).prepay(&honest, 1_000);
		honest.begin(session);
		advance_by(MINUTE_MS);
		let before = session_of(lied_about);
		let lie = lying.next_report(lied_about, now(), Wh(90_000), ChargerEvent::Ended);
		let truth = honest.next_report(session, now(), Wh(100), ChargerEvent::Ended);

		// when
		assert_ok!(send(vec![lie, truth, truth]));

		// then
		assert_event(Event::ReportRefused {
			session: lied_about,
			sequence: 1,
			error: Error::PowerExceeded.into(),
		});
		assert_eq!(session_of(lied_about), before);
		assert_eq!(settlement(session).paid, Ecoin(100 * PRICE));
		assert_event(Event::ReportRefused {
			session,
			sequence: 1,
			error: Error::ReportReplayed.into(),
		});
	});
}

#[test]
fn a_batch_gives_back_the_weight_of_settlements_that_were_none() {
	test(|| {
		let (mut charger, _, session) = charging();
		let read = charger.next_report(session, now(), Wh::ZERO, ChargerEvent::Metered);
		let ended = charger.sign(Report { sequence: 2, event: ChargerEvent::Ended, ..read.report });
		let reports = vec![read, read, ended].try_into().expect("three");
		let used = EvSettlement::report_many(charger.operator.origin(), reports);
		let expected = Weights::report_many(1) + Weights::report_metered() * 2;
		assert_eq!(used.expect("is recorded").actual_weight, Some(expected));
	});
}

#[test]
fn a_batch_is_not_empty() {
	test(|| {
		assert_noop!(send(vec![]), Error::EmptyBatch);
	});
}

#[test]
fn a_batch_has_fifty_reports_at_most() {
	test(|| {
		let (mut charger, _, session) = charging();
		let signed = charger.next_report(session, now(), Wh::ZERO, ChargerEvent::Metered);
		assert_ok!(send(vec![signed; 50]));
		let call = |count: usize| {
			let call =
				pallet_ev_settlement::Call::<Runtime>::report_many { reports: Default::default() };
			decode_with_last_list(call, &vec![signed; count])
		};
		assert!(call(50).is_ok());
		assert!(call(51).is_err());
	});
}

#[test]
fn only_who_may_send_brings_reports() {
	test(|| {
		let (mut charger, _, session) = charging();
		let signed = charger.next_report(session, now(), Wh::ZERO, ChargerEvent::Metered);
		let revoked = home(5);
		revoke_sending(&revoked);
		for who in [revoked, stranger()] {
			let reports = vec![signed].try_into().expect("one");
			assert_noop!(
				EvSettlement::report_many(who.origin(), reports),
				Error::SenderNotPermitted
			);
		}
	});
}
