//! States that cannot be, each noticed by the invariant that forbids it.

use crate::scene::*;
use polkadot_sdk::frame_support::traits::fungibles::hold::Mutate;

fn assert_charging_notices(invariant: &str, corrupt: impl FnOnce()) {
	assert_notices(EvSettlement::do_try_state, invariant, corrupt);
}

/// Changes what is stored of a session.
fn change(session: SessionId, change: impl FnOnce(&mut Session<AccountId>)) {
	Sessions::<Runtime>::mutate_extant(session, change);
}

fn change_settlement(session: SessionId, to: impl FnOnce(&mut Settlement)) {
	change(session, |session| match &mut session.stage {
		Stage::Settled(settlement) => to(settlement),
		stage => panic!("not settled: {stage:?}"),
	});
}

#[test]
fn one_a_hold_that_is_not_the_prepayments() {
	test(|| {
		let (_, card, session) = charging();
		assert_charging_notices("charging 1", || {
			let reason = HoldReason::Prepayment.into();
			assert_ok!(AssetsHolder::hold(ECOIN_ASSET, &reason, &card.member.account, 1));
		});
		assert_charging_notices("charging 1", || {
			change(session, |session| session.prepayment = Ecoin(1));
		});
	});
}

#[test]
fn one_a_hold_for_a_session_that_is_over() {
	test(|| {
		let (_, card, _) = owing();
		assert_charging_notices("charging 1", || {
			let reason = HoldReason::Prepayment.into();
			assert_ok!(AssetsHolder::hold(ECOIN_ASSET, &reason, &card.member.account, 1));
		});
	});
}

#[test]
fn one_a_hold_of_a_member_that_never_charged() {
	test(|| {
		let (_, card) = scene();
		assert_charging_notices("charging 1", || {
			let reason = HoldReason::Prepayment.into();
			assert_ok!(AssetsHolder::hold(ECOIN_ASSET, &reason, &card.member.account, 1));
		});
	});
}

#[test]
fn two_a_charge_point_and_a_session_that_do_not_know_each_other() {
	test(|| {
		let (charger, _, session) = charging();
		let set = |change: fn(&mut Evse<AccountId>)| {
			Evses::<Runtime>::mutate_extant(charger.evse, change);
		};
		assert_charging_notices("charging 2", || set(|evse| evse.session = None));
		assert_charging_notices("charging 2", || set(|evse| evse.session = Some(SessionId(9))));
		assert_charging_notices("charging 2", || set(|evse| evse.state = EvseState::Revoked));
		assert_charging_notices("charging 2", || change(session, |session| session.evse.0 += 1));
	});
}

#[test]
fn three_a_wrong_list_of_open_sessions() {
	test(|| {
		let (_, card, session) = charging();
		let member = &card.member.account;
		assert_charging_notices("charging 3", || OpenSessions::<Runtime>::remove(member));
		assert_charging_notices("charging 3", || {
			assert_ok!(OpenSessions::<Runtime>::try_append(member, session));
		});
	});
}

#[test]
fn four_a_session_without_a_deadline_or_with_a_late_one() {
	test(|| {
		let (_, _, session) = charging();
		let move_to = |at: Option<Moment>| {
			let deadline = Deadlines::<Runtime>::iter_keys().next().expect("there is one");
			Deadlines::<Runtime>::remove(deadline);
			if let Some(at) = at {
				Deadlines::<Runtime>::insert(Deadline::new(at, session), ());
			}
		};
		let due = EvSettlement::due_at(&session_of(session));
		assert_charging_notices("charging 4", || move_to(None));
		assert_charging_notices("charging 4", || move_to(Some(due + 1)));
		assert_charging_notices("charging 4", || {
			Deadlines::<Runtime>::insert(Deadline::new(due - 1, session), ());
		});
		move_to(Some(due));
	});
}

#[test]
fn five_a_session_that_is_not_listed_and_one_listed_that_is_not_there() {
	test(|| {
		let (charger, card, session) = charging();
		let (member, operator) = (card.member.account, charger.operator.account);
		let (this, other) = (NewestFirst::from(session), NewestFirst::from(SessionId(9)));
		assert_charging_notices("charging 5", || {
			SessionsOfMember::<Runtime>::remove(&member, this)
		});
		assert_charging_notices("charging 5", || {
			SessionsOfOperator::<Runtime>::remove(&operator, this);
		});
		assert_charging_notices("charging 5", || {
			SessionsOfMember::<Runtime>::insert(&member, other, ());
		});
		assert_charging_notices("charging 5", || {
			SessionsOfOperator::<Runtime>::insert(&operator, other, ());
		});
	});
}

#[test]
fn six_a_cost_that_is_neither_paid_nor_owed() {
	test(|| {
		let (charger, card, session) = owing();
		let (member, operator) = (card.member.account, charger.operator.account);
		assert_charging_notices("charging 6", || {
			change_settlement(session, |settlement| settlement.paid = Ecoin::ZERO);
		});
		assert_charging_notices("charging 6", || {
			change_settlement(session, |settlement| settlement.occupancy_cost = Ecoin(1));
		});
		assert_charging_notices("charging 6", || {
			change_settlement(session, |settlement| {
				settlement.energy_cost = settlement.energy_cost.saturating_add(Ecoin(1));
				settlement.paid = settlement.paid.saturating_add(Ecoin(1));
			});
		});
		assert_charging_notices("charging 6", || change(session, |session| session.metered = None));
		assert_charging_notices("charging 6", || Debts::<Runtime>::remove(&member, &operator));
		assert_charging_notices("charging 6", || {
			Debts::<Runtime>::insert(&operator, &member, Ecoin(1));
		});
	});
}

#[test]
fn seven_a_tariff_that_breaks_a_rule_or_is_miscounted_or_missing() {
	test(|| {
		charging();
		let set = |change: fn(&mut RegisteredTariff<AccountId>)| {
			Tariffs::<Runtime>::mutate_extant(FAST_TARIFF, change);
		};
		assert_charging_notices("charging 7", || set(|registered| registered.references = 1));
		assert_charging_notices("charging 7", || {
			set(|registered| registered.tariff = tariff(&[(1, 1)]));
		});
		assert_charging_notices("charging 7", || Tariffs::<Runtime>::remove(FAST_TARIFF));
	});
}

#[test]
fn eight_a_wrong_list_of_credentials() {
	test(|| {
		let (_, card) = scene();
		let member = &card.member.account;
		let other = Card::register(&card.member, "other");
		assert_charging_notices("charging 8", || CredentialsOf::<Runtime>::remove(member));
		assert_charging_notices("charging 8", || {
			assert_ok!(CredentialsOf::<Runtime>::try_append(member, card.public()));
		});
		assert_charging_notices("charging 8", || {
			Credentials::<Runtime>::mutate_extant(card.public(), |credential| {
				credential.state = CredentialState::Revoked;
			});
		});
		assert_charging_notices("charging 8", || {
			for key in [card.public(), other.public()] {
				Credentials::<Runtime>::mutate_extant(key, |credential| {
					credential.kind = CredentialKind::Password { salt: [0; 16] };
				});
			}
		});
	});
}

#[test]
fn nine_a_cover_that_was_not_charged_or_not_counted() {
	test(|| {
		let (charger, _, session) = owing();
		let cover = |quantity_wh| Cover { vintage: ConstMonth::NOW, quantity_wh: Wh(quantity_wh) };
		let set = |quantity_wh| {
			change(session, |session| {
				session.covered = vec![cover(quantity_wh)].try_into().expect("one")
			})
		};
		assert_charging_notices("charging 9", || set(1));
		assert_charging_notices("charging 9", || {
			set(20_001);
			let operator = &charger.operator.account;
			Covered::<Runtime>::insert(operator, ConstMonth::NOW, Wh(20_001));
		});
	});
}

#[test]
fn nine_a_cover_of_a_session_that_is_not_settled() {
	test(|| {
		let (_, _, session) = charging();
		assert_charging_notices("charging 9", || {
			let cover = Cover { vintage: ConstMonth::NOW, quantity_wh: Wh::ZERO };
			change(session, |session| session.covered = vec![cover].try_into().expect("one"));
		});
	});
}
