//! The tables of the folder `tables`.

use joule_primitives::Vintage;
use joule_tariff::{TariffClass, TariffTable};

/// A class, its table's first month, the table.
pub type Entry = (TariffClass, Vintage, TariffTable);

/// What a new chain begins with.
pub fn current() -> Vec<Entry> {
	serde_json::from_str(include_str!("../../tables/current.json")).expect("tables are JSON")
}

/// Tables of the past.
pub fn past() -> Vec<Entry> {
	serde_json::from_str(include_str!("../../tables/past.json")).expect("tables are JSON")
}

/// The table of a class that begins with a month.
pub fn find(tables: Vec<Entry>, class: TariffClass, month: u32) -> TariffTable {
	let mut tables = tables.into_iter();
	tables
		.find(|(of, from, _)| *of == class && from.0 == month)
		.map(|(_, _, table)| table)
		.expect("the table is there")
}
