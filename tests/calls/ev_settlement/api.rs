//! What drivers, operators and gateways are told.

use crate::scene::*;
use joule_primitives::calendar::day_of;
use joule_runtime::charging_api::{
	runtime_decl_for_charging_api::ChargingApiV1, DebtView, ReceiptLine, SessionFilter, SessionPage,
};
use pallet_registry::MemberNumber;

fn ids(page: SessionPage<AccountId>) -> Vec<u64> {
	page.sessions.into_iter().map(|view| view.id.0).collect()
}

#[test]
fn a_terminal_finds_what_it_needs_to_ask_for_a_password() {
	test(|| {
		// given a member with a password
		let (charger, tag) = scene();
		let password = Card::new(&tag.member, "correct horse battery staple");
		let kind = CredentialKind::Password { salt: [7; 16] };
		assert_ok!(EvSettlement::register_credential(
			tag.member.origin(),
			password.public(),
			kind,
			Card::LIMITS,
			password.proof(&tag.member.account)
		));
		password.prepay(&charger, 50_000);

		// when asked by the member number of the first home
		let credentials = Runtime::credentials(MemberNumber(1_001));

		// then
		assert_eq!(credentials.len(), 2);
		let found = credentials.into_iter().find(|found| found.kind == kind).expect("the password");
		assert_eq!((found.key, found.next_sequence), (password.public(), 1));
		assert_eq!(found.left_today, Ecoin::from_krw(30_000));
		assert_eq!(Runtime::credential(password.public()), Some(found));
		assert!(Runtime::credentials(MemberNumber(9)).is_empty());
		assert!(Runtime::credential(Card::new(&tag.member, "other").public()).is_none());
	});
}

#[test]
fn a_driver_sees_balance_limits_sessions_and_debts() {
	test(|| {
		let (charger, card, _) = owing();
		let others = other_charge_point_operator();
		let others_tariff = register_tariff(&others, tariff(&[(0, 1)]));
		let elsewhere = Charger::install(&others, others_tariff);
		let open = card.prepay(&elsewhere, 2_000);

		let driver = Runtime::driver(card.member.account.clone()).expect("a participant");

		assert_eq!((driver.free, driver.held), (Ecoin::from_krw(97_000), Ecoin::from_krw(2_000)));
		assert_eq!(driver.open_sessions, [open]);
		assert_eq!(driver.credentials.len(), 1);
		let operator = charger.operator.account;
		assert_eq!(driver.debts, [DebtView { operator, owed: Ecoin::from_krw(5_488) }]);
		assert!(Runtime::driver(stranger().account).is_none());
	});
}

#[test]
fn an_operator_sees_its_charge_points_and_revenue() {
	test(|| {
		let (charger, card, session) = owing();
		let second = Charger::install(&charger.operator, TariffId(1));
		let operator = charger.operator.account.clone();

		let evses = Runtime::evses(operator.clone());
		let shown: Vec<_> = evses.iter().map(|view| (view.id, view.evse.tariff)).collect();
		assert_eq!(shown, [(charger.evse, FAST_TARIFF), (second.evse, TariffId(1))]);
		assert_eq!(Runtime::evse(second.evse).as_ref(), evses.get(1));
		assert!(Runtime::evse(EvseId(99)).is_none());
		assert_eq!(Runtime::tariff(FAST_TARIFF).expect("is there").tariff, tariff(&[(0, 3_244)]));

		// A debt counts on the day on which it is paid.
		let first_day = day_of(now());
		advance_by(DAY_MS);
		let owed = settlement(session).owed;
		assert_ok!(EvSettlement::pay_debt(card.member.origin(), session, owed));
		let revenue = |day| Runtime::revenue(operator.clone(), day);
		let first = DayRevenue {
			day: first_day,
			sessions: 1,
			energy_wh: Wh(20_000),
			paid: Ecoin::from_krw(1_000),
		};
		assert_eq!(revenue(first_day), first);
		let second = DayRevenue { day: first_day + 1, paid: owed, ..Default::default() };
		assert_eq!(revenue(first_day + 1), second);
		let never = DayRevenue { day: first_day - 1, ..Default::default() };
		assert_eq!(revenue(first_day - 1), never);
	});
}

#[test]
fn a_day_of_a_year_ago_makes_room() {
	test(|| {
		let (charger, _, _) = owing();
		let (operator, day) = (charger.operator.account.clone(), day_of(now()));
		advance_by(400 * DAY_MS);
		let mut other = Charger::install(&charger.operator, FAST_TARIFF);
		let session = driver(2).prepay(&other, 1_000);
		other.begin(session);
		assert_eq!(Runtime::revenue(operator.clone(), day).sessions, 1);
		other.end(session, Wh::ZERO);
		assert_eq!(Runtime::revenue(operator.clone(), day).sessions, 0);
		assert_eq!(Runtime::revenue(operator, day + 400).sessions, 1);
	});
}

#[test]
fn sessions_are_listed_by_state_the_newest_first() {
	test(|| {
		// given five sessions: cancelled, settled, owed, charging, prepaid
		let operator = charge_point_operator();
		let card = driver(1);
		let account = card.member.account.clone();
		let mut chargers: Vec<_> =
			(0..5).map(|_| Charger::install(&operator, FAST_TARIFF)).collect();
		let cancelled = card.prepay(&chargers[0], 1_000);
		assert_ok!(EvSettlement::cancel(card.member.origin(), cancelled));
		let sessions: Vec<_> =
			chargers[1..].iter().map(|charger| card.prepay(charger, 1_000)).collect();
		for place in 0..3 {
			chargers[place + 1].begin(sessions[place]);
		}
		advance_by(14 * MINUTE_MS);
		chargers[1].end(sessions[0], Wh::ZERO);
		chargers[2].end(sessions[1], Wh(10_000));

		// then
		for (filter, expected) in [
			(SessionFilter::Any, vec![4, 3, 2, 1, 0]),
			(SessionFilter::Open, vec![4, 3]),
			(SessionFilter::Prepaid, vec![4]),
			(SessionFilter::Charging, vec![3]),
			(SessionFilter::Occupying, vec![]),
			(SessionFilter::Settled, vec![2, 1]),
			(SessionFilter::Owed, vec![2]),
			(SessionFilter::NotBegun, vec![0]),
		] {
			let of_operator =
				Runtime::sessions_of_operator(operator.account.clone(), filter, None, 100);
			assert_eq!(ids(of_operator), expected, "{filter:?}");
			let of_member = Runtime::sessions_of_member(account.clone(), filter, None, 100);
			assert_eq!(ids(of_member), expected, "{filter:?}");
		}

		// and a page says where the next one begins
		let page = |before: Option<u64>, limit| {
			let before = before.map(SessionId);
			Runtime::sessions_of_member(account.clone(), SessionFilter::Any, before, limit)
		};
		for (before, limit, expected, next_before) in [
			(None, 2, vec![4, 3], Some(3)),
			(Some(3), 2, vec![2, 1], Some(1)),
			(Some(1), 2, vec![0], None),
			(Some(1), u32::MAX, vec![0], None),
			(Some(0), 2, vec![], None),
			(None, 5, vec![4, 3, 2, 1, 0], None),
		] {
			let page = page(before, limit);
			assert_eq!(page.next_before, next_before.map(SessionId));
			assert_eq!(ids(page), expected);
		}
	});
}

#[test]
fn a_receipt_shows_each_band_and_the_local_energy() {
	test(|| {
		// given 9 kWh from 00:00 to 02:00 at two prices, a minute of fee, and 4 kWh of local energy
		let operator = other_charge_point_operator();
		let fee = OccupancyFee {
			grace_minutes: 0,
			per_minute: Ecoin::from_krw(50),
			cap: Ecoin::from_krw(500),
		};
		let terms =
			Tariff { occupancy: Some(fee), ..tariff(&[(0, 1_000), (60, 2_000), (120, 5_000)]) };
		let mut charger = Charger::install(&operator, register_tariff(&operator, terms));
		let mut meter = Meter::install(&operator, MeterKind::Ed25519);
		let session = driver(1).prepay(&charger, 30_000);
		charger.begin(session);
		advance_by(2 * HOUR_MS);
		meter.read(Wh::ZERO, Wh(5_000));
		charger.end(session, Wh(9_000));
		advance_by(MINUTE_MS);
		charger.leave(session);
		let vintage = ConstMonth::NOW;
		assert_ok!(EvSettlement::cover(operator.origin(), session, vintage, Wh(4_000)));

		// when
		let receipt = Runtime::receipt(session).expect("it is kept");

		// then
		let line = |from_minute, price, energy_wh, cost| ReceiptLine {
			from_minute,
			price: PriceTick(price),
			energy_wh: Wh(energy_wh),
			cost: Ecoin(cost),
		};
		assert_eq!(
			receipt.lines,
			[line(0, 1_000, 4_500, 4_500_000), line(60, 2_000, 4_500, 9_000_000)]
		);
		assert_eq!(receipt.energy_cost, Ecoin::from_krw(1_350));
		assert_eq!(receipt.occupancy_cost, Ecoin::from_krw(50));
		assert_eq!(receipt.session.cost, Ecoin::from_krw(1_400));
		assert_eq!(receipt.covered_wh, Wh(4_000));
		assert_eq!(receipt.session.session.covered[0].vintage, vintage);
		assert!(Runtime::receipt(SessionId(99)).is_none());
	});
}

#[test]
fn a_gateway_sees_the_running_cost() {
	test(|| {
		let (mut charger, _, session) = charging();
		advance_by(HOUR_MS);
		charger.meter(session, Wh(5_000));
		let receipt = Runtime::receipt(session).expect("it is kept");
		assert_eq!(receipt.session.energy_wh, Wh(5_000));
		assert_eq!(receipt.session.cost, Ecoin(5_000 * PRICE));
	});
}

#[test]
fn a_list_goes_on_behind_a_thousand_sessions_that_do_not_match() {
	test(|| {
		// given a debt, and a thousand sessions since
		let (_, card, owed) = owing();
		let others = other_charge_point_operator();
		let tariff = register_tariff(&others, tariff(&[(0, 1)]));
		let elsewhere = Charger::install(&others, tariff);
		for _ in 0..1_000 {
			let session = prepay_directly(&card.member, &elsewhere, 1_000);
			assert_ok!(EvSettlement::cancel(card.member.origin(), session));
		}

		// when
		let list = |before| {
			let member = card.member.account.clone();
			Runtime::sessions_of_member(member, SessionFilter::Owed, before, 10)
		};
		let first = list(None);

		// then
		assert_eq!((first.sessions.len(), first.next_before), (0, Some(SessionId(1))));
		let second = list(first.next_before);
		assert_eq!(second.next_before, None);
		assert_eq!(ids(second), [owed.0]);
	});
}
