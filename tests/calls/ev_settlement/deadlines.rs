//! What happens by itself: prepayments expire, silent sessions are settled, receipts go.

use crate::scene::*;
use polkadot_sdk::frame_support::{
	traits::{fungibles::UnbalancedHold, Get, Hooks},
	weights::Weight,
};

fn deadlines_of(session: SessionId) -> Vec<Moment> {
	Deadlines::<Runtime>::iter_keys()
		.filter(|deadline| deadline.session() == session)
		.map(|deadline| deadline.at())
		.collect()
}

#[test]
fn a_prepayment_expires_when_charging_does_not_begin() {
	test(|| {
		let (charger, card) = scene();
		let session = card.prepay(&charger, 30_000);
		advance_by(QUARTER_MS - 1);
		assert_eq!(held(&card), Ecoin::from_krw(30_000));

		advance_by(1);

		assert_eq!((held(&card), free(&card)), (Ecoin::ZERO, Ecoin::from_krw(100_000)));
		assert_event(Event::SessionExpired { session, released: Ecoin::from_krw(30_000) });
		card.prepay(&charger, 30_000);
	});
}

#[test]
fn a_session_whose_charger_fell_silent_is_settled_at_its_last_report() {
	test(|| {
		let (mut charger, card, session) = charging();
		advance_by(HOUR_MS);
		charger.meter(session, Wh(5_000));
		advance_by(DAY_MS - 1);
		assert_eq!(held(&card), Ecoin::from_krw(30_000));

		advance_by(1);

		assert_eq!(settlement(session).paid, Ecoin(5_000 * PRICE));
		assert_eq!(settlement(session).cause, SettlementCause::Overdue);
		assert_eq!(held(&card), Ecoin::ZERO);
	});
}

#[test]
fn a_stop_that_comes_too_late_changes_nothing() {
	test(|| {
		let (mut charger, _, session) = charging();
		let ended_at = now() + HOUR_MS;
		advance_by(DAY_MS);
		assert_eq!(settlement(session).paid, Ecoin::ZERO);
		let late = charger.next_report(session, ended_at, Wh(9_000), ChargerEvent::Ended);
		assert_noop!(EvSettlement::report(charger.operator.origin(), late), Error::SessionOver);
	});
}

#[test]
fn no_session_lasts_longer_than_two_days() {
	test(|| {
		let (mut charger, card, session) = charging();
		for _ in 0..7 {
			advance_by(6 * HOUR_MS);
			charger.meter(session, Wh(100));
		}
		assert_eq!(session_of(session).stage, Stage::Charging);
		advance_by(6 * HOUR_MS);
		assert_eq!(settlement(session).paid, Ecoin(700 * PRICE));
		assert_eq!(held(&card), Ecoin::ZERO);
	});
}

#[test]
fn a_receipt_goes_after_forty_days() {
	test(|| {
		let (charger, card) = scene();
		let session = card.prepay(&charger, 30_000);
		assert_ok!(EvSettlement::cancel(card.member.origin(), session));
		advance_by(40 * DAY_MS - 1);
		assert!(Sessions::<Runtime>::contains_key(session));
		advance_by(1);
		assert!(!Sessions::<Runtime>::contains_key(session));
		assert_event(Event::SessionPruned { session });
		assert_eq!(Deadlines::<Runtime>::iter_keys().count(), 0);
	});
}

#[test]
fn a_receipt_with_a_debt_stays_until_it_is_paid() {
	test(|| {
		let (_, card, session) = owing();
		advance_by(200 * DAY_MS);
		let owed = settlement(session).owed;
		assert_ok!(EvSettlement::pay_debt(card.member.origin(), session, owed));
		check_invariants();
		advance_by(40 * DAY_MS);
		assert!(!Sessions::<Runtime>::contains_key(session));
	});
}

#[test]
fn a_session_has_one_deadline_however_many_reports_it_has() {
	test(|| {
		let (mut charger, _, session) = charging();
		let prepaid_at = session_of(session).prepaid_at;
		for _ in 0..3 {
			set_clock(now() + MINUTE_MS);
			charger.meter(session, Wh::ZERO);
			assert_eq!(deadlines_of(session), [prepaid_at + QUARTER_MS]);
		}
		// When its time comes it moves on to a day after the last report.
		let last_report = now();
		advance_to(prepaid_at + QUARTER_MS);
		assert_eq!(deadlines_of(session), [last_report + DAY_MS]);
	});
}

#[test]
fn what_cannot_be_settled_is_tried_again_a_day_later() {
	test(|| {
		// given a hold that is not there, which nothing but an error elsewhere can cause
		let (_, card, session) = charging();
		let hold = |amount: Ecoin| {
			let (reason, member) = (HoldReason::Prepayment.into(), &card.member.account);
			assert_ok!(AssetsHolder::set_balance_on_hold(ECOIN_ASSET, &reason, member, amount.0));
		};
		hold(Ecoin(1));
		advance_by(DAY_MS);
		assert!(session_of(session).stage.is_open());
		assert!(System::events().iter().any(|record| matches!(
			record.event,
			RuntimeEvent::EvSettlement(Event::SettlementPostponed { .. })
		)));
		assert_eq!(deadlines_of(session), [now() + DAY_MS]);

		// when it is there again
		hold(Ecoin::from_krw(30_000));
		check_invariants();
		advance_by(DAY_MS);

		// then
		assert_eq!(settlement(session).cause, SettlementCause::Overdue);
		assert_eq!(held(&card), Ecoin::ZERO);
	});
}

#[test]
fn a_block_does_no_more_than_its_budget_and_the_next_ones_the_rest() {
	test(|| {
		// given so many prepayments expired as fit into three blocks
		let budget = <<Runtime as Config>::TickBudget as Get<Weight>>::get();
		let a_block = budget.ref_time() / Weights::step_expire().ref_time();
		let count = 2 * a_block + 1;
		let operator = charge_point_operator();
		for number in 0..count as u32 {
			let charger = Charger::install(&operator, FAST_TARIFF);
			let driver = home(2_000 + number).with_ecoin_krw(2_000);
			prepay_directly(&driver, &charger, 1_000);
		}
		set_clock(now() + HOUR_MS);

		// when blocks are made
		let open = || Evses::<Runtime>::iter_values().filter(|evse| evse.session.is_some()).count();
		let mut left = vec![open()];
		while open() > 0 {
			let used = EvSettlement::on_idle(1, Weight::MAX);
			assert!(used.all_lte(budget), "{used:?} of {budget:?}");
			left.push(open());
		}

		// then none does all, and each does something
		assert!(left.len() >= 4, "{left:?}");
		assert!(left.is_sorted_by(|before, after| before > after), "{left:?}");
	});
}

#[test]
fn a_full_block_does_nothing() {
	test(|| {
		let (charger, card) = scene();
		card.prepay(&charger, 30_000);
		set_clock(now() + HOUR_MS);
		let upgrades = <<Runtime as Config>::IdleReserve as Get<Weight>>::get();
		let used = EvSettlement::on_idle(1, upgrades + Weights::tick_base());
		assert_eq!(used, Weights::tick_base());
		assert_eq!(EvSettlement::on_idle(1, upgrades), Weight::zero());
		assert_eq!(EvSettlement::on_idle(1, Weight::zero()), Weight::zero());
		assert_eq!(held(&card), Ecoin::from_krw(30_000));
	});
}
