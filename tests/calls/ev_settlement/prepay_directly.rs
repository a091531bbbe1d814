//! `prepay_directly`: a member prepays by its own account.

use crate::scene::*;

fn prepay(who: &Person, charger: &Charger, amount: Ecoin) -> Result<(), DispatchError> {
	let tariff = tariff_at(charger.evse);
	EvSettlement::prepay_directly(who.origin(), charger.evse, tariff, amount)
}

fn krw(krw: u64) -> Ecoin {
	Ecoin::from_krw(krw)
}

#[test]
fn no_credential_and_no_limit_is_needed() {
	test(|| {
		let (charger, card) = scene();
		let session = prepay_directly(&card.member, &charger, 99_000);
		assert_eq!(held(&card), krw(99_000));
		assert_eq!(session_of(session).credential, None);
		assert_eq!(EvSettlement::left_today(&card.state()), Card::LIMITS.day);
	});
}

#[test]
fn the_member_may_send() {
	test(|| {
		let (charger, card) = scene();
		revoke_sending(&card.member);
		for who in [card.member, stranger()] {
			assert_noop!(prepay(&who, &charger, krw(1_000)), Error::MemberNotPermitted);
		}
	});
}

#[test]
fn the_charge_point_is_in_service_and_free() {
	test(|| {
		let (charger, card) = scene();
		let unknown = Charger::new(&charger.operator, 99);
		assert_noop!(prepay(&card.member, &unknown, krw(1_000)), Error::UnknownEvse);

		let session = card.prepay(&charger, 1_000);
		let other = driver(2);
		assert_noop!(prepay(&other.member, &charger, krw(1_000)), Error::EvseOccupied);
		assert_noop!(prepay(&card.member, &charger, krw(1_000)), Error::EvseOccupied);
		assert_ok!(EvSettlement::cancel(card.member.origin(), session));
		assert_ok!(prepay(&other.member, &charger, krw(1_000)));

		assert_ok!(EvSettlement::revoke_evse(charger.operator.origin(), charger.evse));
		assert_noop!(prepay(&card.member, &charger, krw(1_000)), Error::EvseRevoked);
	});
}

#[test]
fn the_operator_still_has_its_role_and_may_receive() {
	test(|| {
		let (charger, card) = scene();
		let (operator, receive) = (charger.operator.account.clone(), Permission::Receive);
		assert_ok!(Registry::revoke_permission(council(), operator.clone(), receive));
		assert_noop!(prepay(&card.member, &charger, krw(1_000)), Error::OperatorNotPermitted);
		assert_ok!(Registry::grant_permission(council(), operator, receive));
		assert_ok!(Registry::revoke_role(
			council(),
			charger.operator.account.clone(),
			Role::ChargePointOperator
		));
		assert_noop!(prepay(&card.member, &charger, krw(1_000)), Error::OperatorNotPermitted);
	});
}

#[test]
fn who_owes_the_operator_pays_first() {
	test(|| {
		let (charger, card, session) = owing();
		assert_noop!(prepay(&card.member, &charger, krw(1_000)), Error::DebtToOperator);

		// Another operator is none the wiser.
		let others = other_charge_point_operator();
		let others_tariff = register_tariff(&others, tariff(&[(0, 1)]));
		let elsewhere = Charger::install(&others, others_tariff);
		assert_ok!(prepay(&card.member, &elsewhere, krw(1_000)));

		let owed = settlement(session).owed;
		assert_ok!(EvSettlement::pay_debt(card.member.origin(), session, owed));
		assert_ok!(prepay(&card.member, &charger, krw(1_000)));
	});
}

#[test]
fn a_member_has_four_sessions_open_at_a_time() {
	test(|| {
		let card = driver(1);
		let chargers: Vec<_> =
			(0..5).map(|_| Charger::install(&charge_point_operator(), FAST_TARIFF)).collect();
		let sessions: Vec<_> = chargers[..4]
			.iter()
			.map(|charger| prepay_directly(&card.member, charger, 1_000))
			.collect();
		assert_eq!(OpenSessions::<Runtime>::get(&card.member.account).into_inner(), sessions);
		assert_noop!(prepay(&card.member, &chargers[4], krw(1_000)), Error::TooManyOpenSessions);
		assert_ok!(EvSettlement::cancel(card.member.origin(), sessions[1]));
		assert_ok!(prepay(&card.member, &chargers[4], krw(1_000)));
	});
}

#[test]
fn there_is_enough_ecoin_and_the_last_unit_stays() {
	test(|| {
		let (charger, card) = scene();
		let all = free(&card);
		assert_noop!(prepay(&card.member, &charger, all), Error::InsufficientEcoin);
		assert_noop!(prepay(&card.member, &charger, Ecoin(u128::MAX)), Error::InsufficientEcoin);
		let poor = home(9);
		assert_noop!(prepay(&poor, &charger, krw(1_000)), Error::InsufficientEcoin);
		assert_ok!(prepay(&card.member, &charger, all.saturating_sub(Ecoin(1))));
	});
}

#[test]
fn a_thousand_won_are_prepaid_at_least() {
	test(|| {
		let (charger, card) = scene();
		let almost = krw(1_000).saturating_sub(Ecoin(1));
		for less in [Ecoin::ZERO, Ecoin(1), almost] {
			assert_noop!(prepay(&card.member, &charger, less), Error::PrepaymentBelowMinimum);
		}
		assert_ok!(prepay(&card.member, &charger, krw(1_000)));
	});
}

#[test]
fn the_tariff_is_the_one_that_was_agreed_to() {
	test(|| {
		let (charger, card) = scene();
		for other in [TariffId(1), TariffId(u32::MAX)] {
			let origin = card.member.origin();
			assert_noop!(
				EvSettlement::prepay_directly(origin, charger.evse, other, krw(1_000)),
				Error::TariffChanged
			);
		}
	});
}

#[test]
fn numbers_end() {
	test(|| {
		let (charger, card) = scene();
		NextSessionId::<Runtime>::put(SessionId(u64::MAX));
		assert_noop!(prepay(&card.member, &charger, krw(1_000)), Error::NumbersExhausted);
	});
}

#[test]
fn an_operator_charges_at_its_own_charge_point() {
	test(|| {
		let operator = other_charge_point_operator().with_ecoin_krw(10_000);
		let tariff = register_tariff(&operator, tariff(&[(0, 1_000)]));
		let mut charger = Charger::install(&operator, tariff);
		let session = prepay_directly(&operator, &charger, 5_000);
		charger.begin(session);
		advance_by(HOUR_MS);
		charger.end(session, Wh(10_000));
		assert_eq!(settlement(session).paid, krw(1_000));
		assert_eq!(total_ecoin(&operator.account), krw(10_000));
		assert_eq!(free_ecoin(&operator.account), krw(10_000));
	});
}
