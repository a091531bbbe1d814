//! Bills that somebody published, to the won.
//!
//! | what | where |
//! |---|---|
//! | 225 kWh under the tariff of 2016: 28,370 | the example of the project's facts |
//! | 500 and 400 kWh before taxes: 114,580 and 69,360 | the government's estimate for the P2P pilot of 2016 |
//! | 350 kWh after the reform of December 2016: 55,080 | dongascience.donga.com, 13 December 2016 |
//! | 1,000 kWh in August 2022, every line | KEPCO's calculator, in v.daum.net/v/20230813133656259 |
//! | 333 and 363 kWh in August 2023 and 2024: 56,090 and 63,610 | KEPCO, 9 September 2024 (yna, donga, mbn) |
//! | 500 kWh, 10 days of June and 20 of July: base fee 7,300 | KEPCO's example, found by the auditor |
//! | 427, 512 and 555 kWh in August 2023: 80,530, 115,640, 131,340 | mk.co.kr/news/economy/10820764 |

use crate::tables::{find, past};
use joule_primitives::{Watt, Wh};
use joule_tariff::{bill, Bill, ChargedAs, Krw, Part, TariffClass, TariffTable, Usage};

const NO_POWER: Watt = Watt(0);

fn residential(from: u32) -> TariffTable {
	find(past(), TariffClass::ResidentialLowVoltage, from)
}

fn month_of(table: &TariffTable, month_of_year: u8, kwh: u64) -> Bill {
	let part = Part { table, month_of_year, days: 31, usage: Usage::Total(Wh(kwh * 1_000)) };
	bill(&[part], NO_POWER, 31).expect("the table is whole")
}

#[test]
fn the_example_of_2016() {
	let bill = month_of(&residential(201301), 5, 225);
	assert_eq!((bill.base, bill.energy), (Krw(1_600), Krw(23_357)));
	assert_eq!((bill.vat, bill.fund), (Krw(2_496), Krw(920)));
	assert_eq!(bill.total, Krw(28_370));
	let blocks: Vec<_> =
		bill.energy_lines.iter().map(|line| (line.charged_as, line.quantity_wh.0)).collect();
	assert_eq!(
		blocks,
		[
			(ChargedAs::Block(1), 100_000),
			(ChargedAs::Block(2), 100_000),
			(ChargedAs::Block(3), 25_000)
		]
	);
}

#[test]
fn the_pilot_of_2016() {
	// A household of 500 kWh buys 100 of them from its neighbour for 30,000 won. The estimate is of
	// the charges before tax and levy.
	let table = residential(201301);
	let (alone, traded) = (month_of(&table, 8, 500), month_of(&table, 8, 400));
	assert_eq!(alone.charges(), Krw(114_580));
	assert_eq!(traded.charges().saturating_add(Krw(30_000)), Krw(99_360));
	// What it would have paid in all, with and without.
	assert_eq!((alone.total, traded.total), (Krw(130_260), Krw(78_850)));
}

#[test]
fn the_reform_of_december_2016() {
	assert_eq!(month_of(&residential(201612), 12, 350).total, Krw(55_080));
}

#[test]
fn every_line_of_kepcos_calculator() {
	let bill = month_of(&residential(202207), 8, 1_000);
	assert_eq!(bill.base, Krw(7_300));
	assert_eq!(bill.energy, Krw(210_405));
	assert_eq!(bill.climate, Krw(7_300));
	assert_eq!(bill.fuel, Krw(5_000));
	assert_eq!(bill.vat, Krw(23_001));
	assert_eq!(bill.fund, Krw(8_510));
	assert_eq!(bill.total, Krw(261_510));
	assert_eq!(bill.rounding(), Krw(6));
}

#[test]
fn the_base_fees_of_two_parts_are_added_before_they_are_rounded() {
	let table = residential(202305);
	let part = |month_of_year, days, kwh: u64| Part {
		table: &table,
		month_of_year,
		days,
		usage: Usage::Total(Wh(kwh * 1_000)),
	};
	// 2,433.3 + 4,866.7.
	let parts = [part(6, 10, 167), part(7, 20, 333)];
	assert_eq!(bill(&parts, NO_POWER, 30).unwrap().base, Krw(7_300));
}

#[test]
fn households_in_august() {
	let of_2023 = residential(202305);
	for (kwh, total) in [(333, 56_090), (427, 80_530), (512, 115_640), (555, 131_340)] {
		assert_eq!(month_of(&of_2023, 8, kwh).total, Krw(total), "{kwh} kWh");
	}
	assert_eq!(month_of(&residential(202407), 8, 363).total, Krw(63_610));
}
