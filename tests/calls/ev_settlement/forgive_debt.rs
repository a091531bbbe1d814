//! `forgive_debt`: an operator gives up what a session cost beyond the prepayment.

use crate::scene::*;

fn forgive(who: &Person, session: SessionId) -> Result<(), DispatchError> {
	EvSettlement::forgive_debt(who.origin(), session)
}

#[test]
fn a_debt_that_is_forgiven_stands_in_nobodys_way() {
	test(|| {
		// given 5,488 won owed, of which 488 are paid
		let (charger, card, session) = owing();
		let payment = Ecoin::from_krw(488);
		assert_ok!(EvSettlement::pay_debt(card.member.origin(), session, payment));

		// when
		assert_ok!(forgive(&charger.operator, session));

		// then
		let forgiven = Ecoin::from_krw(5_000);
		assert_event(Event::DebtForgiven { session, amount: forgiven });
		let settlement = settlement(session);
		assert_eq!((settlement.owed, settlement.forgiven), (Ecoin::ZERO, forgiven));
		assert_eq!(settlement.paid, Ecoin::from_krw(1_488));
		card.prepay(&charger, 1_000);
	});
}

#[test]
fn only_its_operator_forgives_a_debt() {
	test(|| {
		let (_, card, session) = owing();
		for who in [card.member, other_charge_point_operator(), stranger()] {
			assert_noop!(forgive(&who, session), Error::NotOwnSession);
		}
	});
}

#[test]
fn there_is_something_owed() {
	test(|| {
		let (charger, card, session) = owing();
		assert_noop!(forgive(&charger.operator, SessionId(99)), Error::UnknownSession);
		let owed = settlement(session).owed;
		assert_ok!(EvSettlement::pay_debt(card.member.origin(), session, owed));
		assert_noop!(forgive(&charger.operator, session), Error::NothingOwed);
		let open = card.prepay(&charger, 1_000);
		assert_noop!(forgive(&charger.operator, open), Error::NothingOwed);
	});
}
