use super::{pricing::Band, *};
use crate::quantities::PriceTick;
use proptest::prelude::*;

const NOW: Moment = 1_793_458_800_000;
const MINUTE: Moment = MINUTE_MS;

fn terms(has_occupancy_fee: bool) -> Terms {
	let bands = vec![Band { from_minute: 0, price: PriceTick(3_244) }];
	Terms {
		tariff: Tariff { bands, has_occupancy_fee },
		power: Watt(60_000),
		prepayment: Ecoin::krw(3_244),
	}
}

/// A charge with a prepayment for 10 kWh, a minute ago.
fn authorized() -> Charge {
	let mut charge = Charge {
		number: 1,
		station: "ST".into(),
		connector: 1,
		evse: 7,
		token: "T".into(),
		claim: None,
		terms: terms(false),
		stage: Stage::Authorizing,
		session: None,
		start: None,
		meter: None,
		stop_asked_at: None,
		free_since: None,
		plug_in_by: None,
		is_stopping: false,
		left_at: None,
	};
	charge.prepaid(OpenSession { number: 5, prepaid_at: NOW - MINUTE, recorded: 0 });
	charge
}

fn start(register: u64) -> Start {
	Start { transaction: None, at: NOW, register: Some(Wh(register)) }
}

fn charging() -> Charge {
	let mut charge = authorized();
	charge.begin(start(1_000), NOW).unwrap();
	charge
}

fn reading(minutes: u64, register: u64) -> Reading {
	Reading { at: NOW + minutes * MINUTE, register: Wh(register) }
}

const LATE: Moment = NOW + 3 * 60 * MINUTE;

#[test]
fn a_whole_charge() {
	let mut charge = authorized();
	let began = charge.begin(start(1_000), NOW).unwrap().unwrap();
	assert_eq!(began, Report { at: NOW, register: Wh(1_000), event: Event::Began });
	let metered = charge.meter(reading(2, 2_000), LATE).unwrap();
	assert_eq!((metered.event, metered.register), (Event::Metered, Wh(2_000)));
	let ended = charge.end(NOW + 5 * MINUTE, Some(Wh(4_000)), LATE);
	let last = Report { at: NOW + 5 * MINUTE, register: Wh(4_000), event: Event::Ended };
	assert_eq!(ended, [last]);
	assert!(charge.is_over());
	assert_eq!(charge.cost(), Wh(3_000) * PriceTick(3_244));
}

#[test]
fn what_is_said_twice_counts_once() {
	let mut charge = charging();
	assert!(charge.meter(reading(2, 2_000), LATE).is_some());
	let before = charge.clone();
	assert_eq!(charge.meter(reading(2, 2_000), LATE), None);
	assert!(charge.begin(start(1_000), NOW).is_err());
	assert_eq!(charge, before);
	assert_eq!(charge.end(NOW + 5 * MINUTE, Some(Wh(4_000)), LATE).len(), 1);
	assert!(charge.end(NOW + 5 * MINUTE, Some(Wh(4_000)), LATE).is_empty());
	assert_eq!(charge.meter(reading(9, 9_000), LATE), None);
}

#[test]
fn nothing_begins_without_a_prepayment_or_too_late() {
	let mut charge = authorized();
	charge.stage = Stage::Authorizing;
	assert_eq!(charge.begin(start(0), NOW).unwrap_err().kind, RefusalKind::Invalid);

	let mut charge = authorized();
	let late = NOW + START_WITHIN_MS;
	assert_eq!(charge.begin(start(0), late).unwrap_err().kind, RefusalKind::Expired);
	assert_eq!(charge.stage, Stage::Withdrawn);
}

#[test]
fn a_reading_that_cannot_be_believed_changes_nothing() {
	let mut charge = charging();
	charge.meter(reading(2, 2_000), LATE).unwrap();
	let before = charge.clone();
	assert_eq!(charge.meter(reading(3, 1_999), LATE), None, "the register fell");
	assert_eq!(charge.meter(reading(1, 2_500), LATE), None, "the clock went back");
	assert_eq!(charge.meter(reading(3, 4_018), LATE), None, "60 kW deliver 1,000 Wh a minute");
	assert_eq!(charge, before);
	assert!(charge.meter(reading(3, 4_017), LATE).is_some());
}

#[test]
fn a_charge_ends_whatever_the_register_says() {
	let mut lower = charging();
	lower.meter(reading(2, 2_000), LATE).unwrap();
	let ended = lower.end(NOW + 3 * MINUTE, Some(Wh(10)), LATE);
	assert_eq!(ended[0].register, Wh(2_000));

	let mut absurd = charging();
	let ended = absurd.end(NOW + MINUTE, Some(Wh(u64::MAX)), LATE);
	assert_eq!(ended[0].register, Wh(2_017));

	let mut early = charging();
	early.meter(reading(2, 2_000), LATE).unwrap();
	let ended = early.end(NOW, Some(Wh(2_000)), LATE);
	assert_eq!(ended[0].at, NOW + 2 * MINUTE);
}

#[test]
fn a_charge_point_that_was_offline_reports_with_its_own_times() {
	let mut charge = charging();
	for minutes in 1..60 {
		let report = charge.meter(reading(minutes, 1_000 + minutes * 100), LATE).unwrap();
		assert_eq!(report.at, NOW + minutes * MINUTE);
	}
	let ended = charge.end(NOW + 60 * MINUTE, Some(Wh(7_000)), LATE);
	assert_eq!(ended[0].at, NOW + 60 * MINUTE);
}

#[test]
fn a_clock_that_is_ahead_is_put_right() {
	let mut charge = charging();
	let report = charge.meter(reading(60, 1_500), NOW + MINUTE).unwrap();
	assert_eq!(report.at, NOW + MINUTE);
	// A clock that is behind: nothing is earlier than the prepayment.
	let mut charge = authorized();
	let earlier = Start { at: NOW - 2 * MINUTE, ..start(1_000) };
	assert_eq!(charge.begin(earlier, NOW).unwrap().unwrap().at, NOW - MINUTE);
}

#[test]
fn what_flowed_before_the_prepayment_is_not_billed() {
	let mut charge = authorized();
	let offline = Start { at: NOW - 60 * MINUTE, ..start(1_000) };
	assert_eq!(charge.begin(offline, NOW).unwrap(), None);
	let kept = Reading { at: NOW - 30 * MINUTE, register: Wh(20_000) };
	assert_eq!(charge.meter(kept, NOW), None);
	let began = charge.meter(reading(1, 40_000), LATE).unwrap();
	assert_eq!((began.event, began.register), (Event::Began, Wh(40_000)));
	charge.end(NOW + 2 * MINUTE, Some(Wh(40_100)), LATE);
	assert_eq!(charge.cost(), Wh(100) * PriceTick(3_244));

	let mut over = authorized();
	over.begin(Start { at: NOW - 60 * MINUTE, ..start(1_000) }, NOW).unwrap();
	assert_eq!(over.end(NOW - 5 * MINUTE, Some(Wh(20_000)), NOW).len(), 2);
	assert_eq!(over.cost(), Ecoin(0));
}

#[test]
fn a_register_that_is_first_read_later_begins_there() {
	let mut charge = authorized();
	let unread = Start { register: None, ..start(0) };
	assert_eq!(charge.begin(unread.clone(), NOW).unwrap(), None);
	assert_eq!(charge.meter(reading(1, 500), LATE).unwrap().event, Event::Began);

	let mut never_read = authorized();
	never_read.begin(unread, NOW).unwrap();
	let events: Vec<Event> =
		never_read.end(NOW + MINUTE, None, LATE).iter().map(|report| report.event).collect();
	assert_eq!(events, [Event::Began, Event::Ended]);
	assert_eq!(never_read.cost(), Ecoin(0));
}

#[test]
fn the_charge_point_is_stopped_before_the_prepayment_is_used_up() {
	let mut charge = charging();
	assert!(!charge.should_stop(NOW));
	// At 60 kW, 500 Wh flow in the next half minute: 9,500 of the 10,000 Wh that were prepaid.
	let read = |charge: &mut Charge, at, register| {
		charge.meter(Reading { at, register: Wh(register) }, at).unwrap();
		charge.should_stop(at)
	};
	assert!(!read(&mut charge, NOW + 9 * MINUTE, 10_000));
	assert!(read(&mut charge, NOW + 9 * MINUTE + 30_000, 10_500));
	// At a tenth of the power, later.
	let mut slow = charging();
	assert!(!read(&mut slow, NOW + 60 * MINUTE, 7_000));
	assert!(!read(&mut slow, NOW + 90 * MINUTE, 10_500));
	slow.end(NOW + 91 * MINUTE, None, LATE);
	assert!(!slow.should_stop(LATE));
}

#[test]
fn a_charge_point_that_reads_nothing_is_stopped_by_what_has_flowed_since_probably() {
	// Nothing is known but its power: at 60 kW the prepayment lasts for ten minutes.
	let mut silent = charging();
	assert!(!silent.should_stop(NOW + 9 * MINUTE));
	assert!(silent.should_stop(NOW + 9 * MINUTE + 30_000));
	// At half of it, for twenty.
	silent.meter(reading(2, 2_000), NOW + 2 * MINUTE).unwrap();
	assert!(!silent.should_stop(NOW + 19 * MINUTE));
	assert!(silent.should_stop(NOW + 19 * MINUTE + 30_000));
	// So is one that never says what its register shows: since the prepayment, before which nothing is billed.
	let mut without = authorized();
	without.begin(Start { at: NOW - 60 * MINUTE, register: None, ..start(0) }, NOW).unwrap();
	assert!(!without.should_stop(NOW + 8 * MINUTE));
	assert!(without.should_stop(NOW + 8 * MINUTE + 30_000));
	// What comes late was offline: it does not count as flowing on since its own time.
	let mut late = charging();
	late.meter(reading(2, 2_000), NOW + 60 * MINUTE).unwrap();
	assert!(!late.should_stop(NOW + 60 * MINUTE));
}

#[test]
fn a_charge_point_that_does_not_stop_is_asked_again_after_a_while() {
	let mut charge = charging();
	let used_up = NOW + 10 * MINUTE;
	charge.stop_asked_at = Some(used_up);
	assert!(!charge.should_stop(used_up + 1_000));
	assert!(charge.should_stop(used_up + 30_000));
}

#[test]
fn what_the_chain_cut_off_is_stopped_until_the_charge_point_says_that_it_was() {
	let mut charge = charging();
	charge.cut_off();
	assert!(charge.should_stop(NOW) && !charge.is_over());
	assert_eq!(charge.meter(reading(1, 1_100), LATE), None);
	assert!(charge.end(NOW + MINUTE, Some(Wh(1_200)), LATE).is_empty());
	assert_eq!(charge.stage, Stage::Closed);

	let mut unplugged = charging();
	unplugged.cut_off();
	assert_eq!(unplugged.leave(NOW + MINUTE, LATE), None);
	assert_eq!(unplugged.stage, Stage::Closed);
	// Where nothing flows, there is nothing to stop.
	let mut ended = charging();
	ended.terms = terms(true);
	ended.end(NOW + MINUTE, None, LATE);
	ended.cut_off();
	assert!(ended.is_over());
}

#[test]
fn a_charge_whose_connector_stays_free_ends_at_its_last_reading() {
	let mut charge = charging();
	charge.meter(reading(2, 2_000), NOW + 2 * MINUTE).unwrap();
	charge.note_free(NOW + 3 * MINUTE, NOW + 3 * MINUTE);
	assert!(!charge.is_abandoned(NOW, NOW + 7 * MINUTE), "what it kept may still come");
	// A reading from before says nothing; one from afterwards says that it goes on.
	let mut goes_on = charge.clone();
	goes_on.meter(reading(3, 2_100), NOW + 4 * MINUTE).unwrap();
	assert!(goes_on.is_abandoned(NOW, NOW + 9 * MINUTE));
	goes_on.meter(reading(5, 2_200), NOW + 5 * MINUTE).unwrap();
	assert!(!goes_on.is_abandoned(NOW, LATE));

	assert!(charge.is_abandoned(NOW, NOW + 8 * MINUTE));
	// One that was away, or has just told of a reading, may go on telling.
	assert!(!charge.is_abandoned(NOW + 4 * MINUTE, NOW + 8 * MINUTE));
	let mut tells = charge.clone();
	tells.meter(reading(3, 2_100), NOW + 7 * MINUTE).unwrap();
	assert!(!tells.is_abandoned(NOW, NOW + 8 * MINUTE));
	let ended = charge.abandon(LATE);
	let last = Report { at: NOW + 2 * MINUTE, register: Wh(2_000), event: Event::Ended };
	assert_eq!((ended, charge.stage), (vec![last], Stage::Closed));
}

#[test]
fn the_chain_is_told_that_the_vehicle_left_if_staying_costs() {
	let mut free = charging();
	free.end(NOW + MINUTE, None, LATE);
	assert_eq!(free.leave(NOW + 2 * MINUTE, LATE), None);
	assert_eq!(free.stage, Stage::Closed);

	let mut charge = charging();
	charge.terms = terms(true);
	assert_eq!(charge.leave(NOW, LATE), None, "it is still charging");
	charge.end(NOW + MINUTE, Some(Wh(1_500)), LATE);
	assert!(!charge.is_over());
	let left = charge.leave(NOW + 9 * MINUTE, LATE).unwrap();
	let expected = Report { at: NOW + 9 * MINUTE, register: Wh(1_500), event: Event::Left };
	assert_eq!(left, expected);
	assert_eq!(charge.leave(NOW + 9 * MINUTE, LATE), None);
}

#[test]
fn an_end_that_is_told_of_after_the_vehicle_left_tells_of_both() {
	let end = |free_at: Moment, ended_at: Moment| {
		let mut charge = charging();
		charge.terms = terms(true);
		charge.note_free(free_at, free_at + 20 * MINUTE);
		let told = charge.end(ended_at, Some(Wh(1_500)), LATE);
		assert!(charge.is_over());
		told.iter().map(|report| (report.event, report.at)).collect::<Vec<_>>()
	};
	let (ended_at, left_at) = (NOW + MINUTE, NOW + 9 * MINUTE);
	// By the charge point's clock, however late it tells of it.
	assert_eq!(end(left_at, ended_at), [(Event::Ended, ended_at), (Event::Left, left_at)]);
	// Nobody leaves before the end.
	assert_eq!(end(NOW, ended_at), [(Event::Ended, ended_at), (Event::Left, ended_at)]);

	let mut abandoned = charging();
	abandoned.terms = terms(true);
	abandoned.note_free(left_at, left_at);
	let told = abandoned.abandon(LATE);
	assert_eq!((told.len(), told[1].event, told[1].at), (2, Event::Left, NOW));
}

#[test]
fn a_vehicle_that_makes_way_left_when_it_was_last_known_to_be_there() {
	let mut charge = charging();
	charge.terms = terms(true);
	assert_eq!(charge.give_way(LATE), None, "it is still charging");
	charge.end(NOW + MINUTE, Some(Wh(1_500)), LATE);
	charge.stay(NOW + 20 * MINUTE).unwrap();
	let left = charge.give_way(LATE).unwrap();
	assert_eq!((left.event, left.at), (Event::Left, NOW + 20 * MINUTE));
	assert!(charge.is_over());
}

#[test]
fn the_chain_is_told_now_and_then_that_a_vehicle_stays_if_that_costs() {
	let mut charge = charging();
	charge.terms = terms(true);
	assert_eq!(charge.stay(LATE), None, "it is still charging");
	charge.end(NOW + MINUTE, Some(Wh(1_500)), LATE);
	assert_eq!(charge.stay(NOW + 10 * MINUTE), None);
	let stays = Report { at: NOW + 11 * MINUTE, register: Wh(1_500), event: Event::Metered };
	assert_eq!(charge.stay(NOW + 11 * MINUTE), Some(stays));
	assert_eq!(charge.stay(NOW + 12 * MINUTE), None);
	assert_eq!(charge.leave(NOW + 13 * MINUTE, LATE).unwrap().event, Event::Left);
	assert_eq!(charge.stay(LATE), None);

	let mut free = charging();
	free.end(NOW + MINUTE, None, LATE);
	assert_eq!(free.stay(LATE), None);
}

#[test]
fn a_charge_that_never_began_is_withdrawn_once() {
	let mut charge = authorized();
	charge.withdraw();
	assert_eq!(charge.stage, Stage::Withdrawn);
	let mut running = charging();
	running.withdraw();
	assert_eq!(running.stage, Stage::Charging);
	// The chain's answer comes after the driver went away.
	let mut late = authorized();
	late.stage = Stage::Withdrawn;
	late.prepaid(OpenSession { number: 6, prepaid_at: NOW, recorded: 0 });
	assert_eq!(late.stage, Stage::Withdrawn);
}

proptest! {
	/// Whatever a charge point says, what the chain is told never falls, never goes back in time and
	/// never holds more energy than could have flowed; the cost is that of the energy.
	#[test]
	fn the_chain_is_told_only_what_can_be(
		readings in proptest::collection::vec((0u64..7_200_000, 0u64..200_000), 0..40),
		(end_after, end_register) in (0u64..7_200_000, 0u64..200_000),
	) {
		let mut charge = charging();
		let mut told = vec![Report { at: NOW, register: Wh(1_000), event: Event::Began }];
		for (after, register) in readings {
			told.extend(charge.meter(Reading { at: NOW + after, register: Wh(register) }, LATE));
		}
		told.extend(charge.end(NOW + end_after, Some(Wh(end_register)), LATE));
		for pair in told.windows(2) {
			prop_assert!(pair[1].at >= pair[0].at);
			prop_assert!(pair[1].register >= pair[0].register);
			let most = charge.terms.power.energy_in(pair[1].at - NOW + 1_000);
			prop_assert!(pair[1].register.0 - 1_000 <= most.0);
		}
		let energy = Wh(told.last().unwrap().register.0 - 1_000);
		prop_assert_eq!(charge.cost(), energy * PriceTick(3_244));
		prop_assert_eq!(told.iter().filter(|report| report.event == Event::Ended).count(), 1);
	}
}
