//! Real profiles: what each home's meter measured in each quarter of an hour.

use super::{DAYS, HOURS_PER_DAY, QUARTERS_PER_HOUR};

/// What flowed through a meter, in Wh.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flow {
	/// In from the grid.
	pub imported: u64,
	/// Out into the grid.
	pub exported: u64,
}

/// A month of quarters of an hour for each home.
pub struct Profiles(Vec<Vec<Flow>>);

const HEADER: &str = "home,quarter,import_wh,export_wh";

impl Profiles {
	/// Reads the file that `JOULE_PROFILES` names.
	pub fn read() -> Self {
		let file = std::env::var("JOULE_PROFILES").expect(
			"JOULE_PROFILES must name a file of profiles: run scripts/test, which writes it from \
			 the package simbench and sets the variable",
		);
		let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
		let mut lines = text.lines();
		assert_eq!(lines.next(), Some(HEADER), "{file} has another header");
		let mut homes = std::collections::BTreeMap::<u64, Vec<Flow>>::new();
		for line in lines {
			let fields: Vec<u64> =
				line.split(',').map(|field| field.parse().expect("a whole number")).collect();
			let [home, quarter, imported, exported] = fields[..] else {
				panic!("{file}: {line} has not four fields")
			};
			let quarters = homes.entry(home).or_default();
			assert_eq!(quarters.len() as u64, quarter, "{file}: the quarters are in order");
			quarters.push(Flow { imported, exported });
		}
		let homes: Vec<_> = homes.into_values().collect();
		let quarters = (DAYS * HOURS_PER_DAY * QUARTERS_PER_HOUR) as usize;
		assert!(homes.iter().all(|home| home.len() == quarters), "{file} is not of 30 days");
		let solar = homes.iter().filter(|home| home.iter().any(|flow| flow.exported > 0)).count();
		assert!(homes.len() >= 40 && solar >= 10, "{file} has too few homes");
		Self(homes)
	}

	/// How many homes there are.
	pub fn homes(&self) -> usize {
		self.0.len()
	}

	/// A quarter of an hour of a home.
	pub fn quarter(&self, home: usize, quarter: u64) -> Flow {
		self.0[home][quarter as usize]
	}

	/// An hour of a home, counted from the month's first.
	pub fn hour(&self, home: usize, hour: u64) -> Flow {
		let first = hour * QUARTERS_PER_HOUR;
		self.sum(home, first, first + QUARTERS_PER_HOUR)
	}

	/// The whole month of a home.
	pub fn month(&self, home: usize) -> Flow {
		self.sum(home, 0, self.0[home].len() as u64)
	}

	fn sum(&self, home: usize, from: u64, to: u64) -> Flow {
		self.0[home][from as usize..to as usize].iter().fold(Flow::default(), |sum, flow| Flow {
			imported: sum.imported + flow.imported,
			exported: sum.exported + flow.exported,
		})
	}
}
