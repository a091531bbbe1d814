//! The tables that a new chain begins with, against those that were printed: the same bill in every
//! month for every use.

use joule_auditor::billing::{self as audit, printed};
use joule_primitives::{Vintage, Watt, Wh};
use joule_tariff::{LoadSplit, Part, TariffClass, TariffTable, Usage};

const TABLES: &str = include_str!("../../../tariff/tables/current.json");

const YEAR: u32 = 2026;

/// The power of the contract, which homes do not pay for.
const WATT: Watt = Watt(7_000);

/// Uses at, just above and between all ends of blocks, in Wh.
const USES_WH: [u64; 15] = [
	0, 1, 137_500, 200_000, 200_001, 290_321, 300_000, 300_001, 400_000, 400_001, 450_000, 450_001,
	999_999, 1_000_001, 2_345_678,
];

fn table(class: TariffClass) -> TariffTable {
	let tables: Vec<(TariffClass, Vintage, TariffTable)> =
		serde_json::from_str(TABLES).expect("the tables are JSON");
	let found = tables.into_iter().find(|(of, _, _)| *of == class);
	found.unwrap_or_else(|| panic!("there is no table for {class:?}")).2
}

/// What the engine charges for a whole month by the chain's first table.
fn charged(table: &TariffTable, month: u32, wh: u64) -> i128 {
	let days = audit::days_in_month(YEAR, month);
	let part = Part { table, month_of_year: month as u8, days, usage: Usage::Total(Wh(wh)) };
	joule_tariff::bill(&[part], WATT, days).expect("a bill").total.0
}

/// What the auditor makes of the printed one.
fn printed_bill(tariff: &audit::Tariff, month: u32, wh: u64) -> i128 {
	let days = audit::days_in_month(YEAR, month);
	let part = audit::Part { year: YEAR, month, days, wh: vec![wh] };
	let usage = audit::Usage { parts: vec![part], whole_days: days, contract_watt: WATT.0 };
	audit::bill(std::slice::from_ref(tariff), &usage).total
}

fn assert_as_printed(class: TariffClass, printed: audit::Tariff) {
	let table = table(class);
	for month in 1..=12 {
		for wh in USES_WH {
			assert_eq!(
				charged(&table, month, wh),
				printed_bill(&printed, month, wh),
				"{class:?}: {wh} Wh in month {month}"
			);
		}
	}
}

#[test]
fn homes_at_low_voltage_are_charged_as_printed() {
	assert_as_printed(TariffClass::ResidentialLowVoltage, printed::homes_at_low_voltage());
}

#[test]
fn homes_at_high_voltage_are_charged_as_printed() {
	assert_as_printed(TariffClass::ResidentialHighVoltage, printed::homes_at_high_voltage());
}

#[test]
fn buildings_are_charged_as_printed() {
	assert_as_printed(TariffClass::General, printed::buildings());
}

#[test]
fn buildings_by_the_hour_are_charged_as_printed() {
	let (table, printed) = (table(TariffClass::GeneralTimeOfUse), printed::buildings_by_the_hour());
	// The first whole year in which it holds.
	let year = YEAR + 1;
	for month in 1..=12 {
		for wh in USES_WH.map(|wh| [wh, wh / 2, wh / 3]) {
			let days = audit::days_in_month(year, month);
			let [off_peak_wh, mid_peak_wh, on_peak_wh] = wh.map(Wh);
			let usage = Usage::Split(LoadSplit { off_peak_wh, mid_peak_wh, on_peak_wh });
			let part = Part { table: &table, month_of_year: month as u8, days, usage };
			let bill = joule_tariff::bill(&[part], WATT, days).expect("a bill");
			let part = audit::Part { year, month, days, wh: wh.to_vec() };
			let usage = audit::Usage { parts: vec![part], whole_days: days, contract_watt: WATT.0 };
			let expected = audit::bill(std::slice::from_ref(&printed), &usage).total;
			assert_eq!(bill.total.0, expected, "{wh:?} Wh in month {month}");
		}
	}
}

/// Bills of July 2025 that were printed for homes (mu98.logzia.com, 23 July 2025).
#[test]
fn the_first_table_gives_the_bills_of_july_2025() {
	let table = table(TariffClass::ResidentialLowVoltage);
	assert_eq!(charged(&table, 7, 406_000), 74_410);
	assert_eq!(charged(&table, 7, 450_000), 85_740);
}
