//! A year of billing months, recomputed by the auditor.
//!
//! Two hundred households and twenty buildings, read on the first or on the 15th, live through twelve
//! months: they trade a month ahead and on the spot what was metered, they dispute and the operator
//! rules, meters report late or not at all, contracts begin and end in the middle of months, tariffs
//! and settings change, invoices are paid in time, late, in parts, by standing order or not, and
//! corrected. All of that is seeded: `JOULE_SEED` plays another year.
//!
//! Whatever the chain accepts goes into a journal of plain numbers. From it alone the auditor, who
//! shares no code with the tariff and the pallet, recomputes every line of every invoice, every due
//! day, every note, debt, credit and carry-over. To the unit, they must agree.
//!
//! | module | what it holds |
//! |---|---|
//! | [`town`] | the people, their contracts and meters |
//! | [`metering`] | what they draw and export, and when their meters say so |
//! | [`trading`] | how they trade, dispute and hand in |
//! | [`money`] | how they pay, and how they are corrected |
//! | [`journal`] | what the chain said, in the words of the auditor |
//! | [`witness`] | what the town knows without asking the chain |
//! | [`comparison`] | the chain against the auditor |

mod comparison;
mod journal;
mod metering;
mod money;
mod town;
mod trading;
mod witness;

use joule_tariff::Day;
use joule_tests::*;
use town::Town;

const HOUSEHOLDS: usize = 200;
const BUILDINGS: usize = 20;

/// The months that are billed: a year from the one in which tests begin.
const MONTHS: u32 = 12;

/// The seed of the year that is played if nobody asks for another one.
const SEED: u64 = 20_261_101;

#[test]
fn a_year_is_billed_as_the_auditor_says() {
	let seed = std::env::var("JOULE_SEED").map_or(SEED, |seed| seed.parse().expect("a number"));
	println!("seed {seed}");

	let mut chain = fresh_chain(NOVEMBER);
	let mut town = chain.execute_with(|| Town::new(seed));
	let first = Day::of(NOVEMBER);
	// Another month and a half, in which the last ones are closed and paid.
	let days = MONTHS * 30 + 60;
	for number in 0..=days {
		chain.execute_with(|| {
			live_through(&mut town, first.plus(number));
			if number % 91 == 90 {
				town.assert_agrees_with_the_auditor();
				check_invariants();
			}
		});
		chain.commit_all().expect("no transaction is open");
	}
	chain.execute_with(|| {
		town.assert_agrees_with_the_auditor();
		town.assert_energy_is_conserved();
		town.assert_much_happened();
		check_invariants();
	});
}

/// A day begins: the chain does what is due; then people do what they do on such a day.
fn live_through(town: &mut Town, today: Day) {
	town.let_the_day_begin(today);
	town.change_contracts(today);
	town.read_meters(today);
	town.report_usage(today);
	town.trade(today);
	town.decide(today);
	town.pay(today);
	town.correct();
	town.note_events();
	town.learn(today);
}
