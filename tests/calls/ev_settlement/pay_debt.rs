//! `pay_debt`: what a session cost beyond the prepayment.

use crate::scene::*;

fn pay(who: &Person, session: SessionId, amount: Ecoin) -> Result<(), DispatchError> {
	EvSettlement::pay_debt(who.origin(), session, amount)
}

#[test]
fn a_debt_is_paid_in_parts() {
	test(|| {
		// given 5,488 won owed
		let (charger, card, session) = owing();
		let (member, operator) = (card.member.account.clone(), charger.operator.account.clone());
		let had = free_ecoin(&operator);

		// when
		assert_ok!(pay(&card.member, session, Ecoin::from_krw(488)));

		// then 5,000 are left
		assert_event(Event::DebtPaid {
			session,
			payer: member.clone(),
			amount: Ecoin::from_krw(488),
			still_owed: Ecoin::from_krw(5_000),
		});
		assert_eq!(Debts::<Runtime>::get(&member, &operator), Some(Ecoin::from_krw(5_000)));
		assert_eq!(settlement(session).owed, Ecoin::from_krw(5_000));
		assert_eq!(settlement(session).paid, Ecoin::from_krw(1_488));

		// and then nothing
		assert_ok!(pay(&card.member, session, Ecoin::from_krw(5_000)));
		assert_eq!(Debts::<Runtime>::get(&member, &operator), None);
		assert_eq!(free_ecoin(&operator), had.saturating_add(Ecoin::from_krw(5_488)));
		assert_noop!(pay(&card.member, session, Ecoin(1)), Error::NothingOwed);
	});
}

#[test]
fn a_neighbour_may_pay_it() {
	test(|| {
		let (_, card, session) = owing();
		let friend = home(2).with_ecoin_krw(10_000);
		assert_ok!(pay(&friend, session, settlement(session).owed));
		assert_eq!(free_ecoin(&friend.account), Ecoin::from_krw(10_000 - 5_488));
		assert_eq!(free(&card), Ecoin::from_krw(99_000));
	});
}

#[test]
fn debts_of_two_sessions_add_up() {
	test(|| {
		// given two sessions at once that each cost 3,244 won and 1,000 were prepaid
		let (mut charger, card) = scene();
		let mut other = Charger::install(&charger.operator, FAST_TARIFF);
		let sessions = [card.prepay(&charger, 1_000), card.prepay(&other, 1_000)];
		charger.begin(sessions[0]);
		other.begin(sessions[1]);
		advance_by(HOUR_MS);
		charger.end(sessions[0], Wh(10_000));
		other.end(sessions[1], Wh(10_000));
		let debt = || Debts::<Runtime>::get(&card.member.account, &charger.operator.account);
		assert_eq!(debt(), Some(Ecoin::from_krw(4_488)));

		for (session, left) in sessions.into_iter().zip([Some(Ecoin::from_krw(2_244)), None]) {
			assert_ok!(pay(&card.member, session, Ecoin::from_krw(2_244)));
			assert_eq!(debt(), left);
		}
	});
}

#[test]
fn no_more_is_paid_than_is_owed() {
	test(|| {
		let (_, card, session) = owing();
		let owed = settlement(session).owed;
		for more in [owed.saturating_add(Ecoin(1)), Ecoin(u128::MAX)] {
			assert_noop!(pay(&card.member, session, more), Error::AboveDebt);
		}
		assert_noop!(pay(&card.member, session, Ecoin::ZERO), Error::ZeroAmount);
	});
}

#[test]
fn there_is_something_owed() {
	test(|| {
		let (mut charger, card, session) = charging();
		assert_noop!(pay(&card.member, session, Ecoin(1)), Error::NothingOwed);
		charger.end(session, Wh::ZERO);
		assert_noop!(pay(&card.member, session, Ecoin(1)), Error::NothingOwed);
		assert_noop!(pay(&card.member, SessionId(99), Ecoin(1)), Error::UnknownSession);
	});
}

#[test]
fn the_payer_has_so_much_free_and_may_send() {
	test(|| {
		let (_, card, session) = owing();
		let poor = home(9);
		assert_noop!(pay(&poor, session, Ecoin(1)), Error::InsufficientEcoin);
		revoke_sending(&card.member);
		for who in [card.member, stranger()] {
			assert_noop!(pay(&who, session, Ecoin(1)), Error::SenderNotPermitted);
		}
	});
}
