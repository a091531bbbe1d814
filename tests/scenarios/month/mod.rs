//! A neighbourhood's month, from real profiles, recomputed by the auditor.
//!
//! Fifty homes and a hall, eleven of them with solar panels, trade for a month of 2,880 quarters of
//! an hour: a month product, 720 day-ahead hour products and the spot market. Every meter signs
//! every quarter. Forecasts err, so that deliveries fall short; meters lose their connection and
//! report late; buyers confirm, dispute or say nothing; the operator rules or does not. All of that
//! is seeded: `JOULE_SEED` plays another month.
//!
//! Whatever the chain accepts goes into a journal of plain numbers. From it alone the auditor, who
//! shares no code with the chain, recomputes every balance: each week, on the first of the next
//! month, and when all is settled. To the unit, they must agree.
//!
//! | module | what it holds |
//! |---|---|
//! | [`profiles`] | the real profiles: what each meter measured |
//! | [`neighbourhood`] | the people, and the deeds that go to the chain and into the journal |
//! | [`forward_days`] | how they trade forward, deliver and answer |
//! | [`spot_hours`] | how they trade what is left on the spot |
//! | [`comparison`] | the chain against the auditor |

mod comparison;
mod forward_days;
mod neighbourhood;
mod profiles;
mod spot_hours;

use joule_tests::*;
use neighbourhood::Neighbourhood;
use profiles::Profiles;

/// The month that the profiles stand for.
const MONTH: Vintage = Vintage(202606);

const DAYS: u64 = 30;
const HOURS_PER_DAY: u64 = 24;
const QUARTERS_PER_HOUR: u64 = 4;

/// The seed of the month that is played if nobody asks for another one.
const SEED: u64 = 202_606;

fn first_of_month() -> Moment {
	MONTH.start().expect("a month")
}

fn first_of_next_month() -> Moment {
	MONTH.end().expect("a month")
}

#[test]
fn a_month_is_settled_as_the_auditor_says() {
	let profiles = Profiles::read();
	let seed = std::env::var("JOULE_SEED").map_or(SEED, |seed| seed.parse().expect("a number"));
	println!("seed {seed}, {} homes", profiles.homes());

	let mut chain = fresh_chain(first_of_month() - DAY_MS);
	let mut street = chain.execute_with(|| {
		let mut street = Neighbourhood::new(profiles, seed);
		street.trade_the_month_ahead();
		advance_by(DAY_MS / 2);
		street.trade_the_day_ahead(0);
		advance_to(first_of_month());
		street.install_meters();
		street
	});

	for day in 0..DAYS {
		chain.execute_with(|| {
			for hour in 0..HOURS_PER_DAY {
				play_hour(&mut street, day, hour);
			}
			if day % 7 == 6 {
				street.assert_agrees_with_the_auditor();
				check_invariants();
			}
		});
		chain.commit_all().expect("no transaction is open");
	}

	chain.execute_with(|| {
		settle_on_the_first_of_the_next_month(&mut street);
		for _ in 0..12 {
			street.rule();
			advance_by(DAY_MS);
			street.note_events();
		}
		street.assert_all_is_settled();
		street.assert_agrees_with_the_auditor();
		street.assert_much_happened();
		check_invariants();
	});
}

/// An hour passes; then people do what they do at that hour of the day.
fn play_hour(street: &mut Neighbourhood, day: u64, hour: u64) {
	let hours_gone = day * HOURS_PER_DAY + hour + 1;
	for quarter in (hours_gone - 1) * QUARTERS_PER_HOUR..hours_gone * QUARTERS_PER_HOUR {
		advance_to(first_of_month() + (quarter + 1) * QUARTER_MS);
		street.read_meters(quarter);
	}
	street.deliver_hour(hours_gone - 1);
	street.answer_hour(hours_gone - 1);
	match hour {
		11 if day + 1 < DAYS => street.trade_the_day_ahead(day + 1),
		17 => street.think_again(day + 1),
		20 => street.withdraw_offers(),
		22 if day > 0 => street.answer_late(day - 1),
		_ => (),
	}
	street.improve_locked(hours_gone + 2);
	if (8..18).contains(&hour) {
		street.trade_on_the_spot();
	}
	street.rule();
	street.note_events();
}

/// "The electricity transaction will be carried out on the first day of the following month", by
/// measured values.
fn settle_on_the_first_of_the_next_month(street: &mut Neighbourhood) {
	assert_eq!(now(), first_of_next_month());
	street.deliver_month();
	let before = street.settled_in_the_month_product();
	assert_eq!(before, 0);
	advance_by(HOUR_MS);
	street.note_events();
	assert!(street.settled_in_the_month_product() > 0, "the meters confirmed nothing");
	street.assert_agrees_with_the_auditor();
	check_invariants();
}
