//! What the town knows without asking the chain: what it drew, on which day that could be known, and
//! what everybody had when the night began.

use super::{
	journal::{date, year_month},
	town::Town,
};
use joule_tariff::{calendar::month_before, Day, LoadSplit, TariffClass, Usage};
use joule_tests::*;
use pallet_billing::{Contract, Contracts, PartUsages};
use std::collections::{BTreeMap, BTreeSet};

/// How many months back energy may still be in somebody's account when its month is closed.
const MONTHS_BACK: usize = 4;

/// What the town knows.
#[derive(Default)]
pub struct Witness {
	/// The days of each resident's readings that were sent.
	pub sent: BTreeMap<usize, BTreeSet<Day>>,
	/// What a meter operator reported of a resident's month.
	pub reported: BTreeMap<(usize, Vintage), PartUsages>,
	/// The energy of each month that a resident had when the night began.
	energy_wh: BTreeMap<(usize, Vintage), u64>,
	/// What was known of a month, for each month part and band.
	drawn_wh: BTreeMap<(usize, Vintage), Vec<Vec<u64>>>,
}

impl Town {
	/// Before billing does what is due: what everybody has.
	pub fn note_energy(&mut self, today: Day) {
		let last = today.month().expect("a month");
		let months = std::iter::successors(Some(last), |month| month_before(*month));
		let months: Vec<_> = months.take(MONTHS_BACK).collect();
		for (place, resident) in self.residents.iter().enumerate() {
			for month in &months {
				let energy = energy_of(&resident.person.account, *month).0;
				self.witness.energy_wh.insert((place, *month), energy);
			}
		}
	}

	/// What a resident had of a month's energy when the night began.
	pub fn energy_at_night(&self, place: usize, month: Vintage) -> u64 {
		self.witness.energy_wh.get(&(place, month)).copied().unwrap_or_default()
	}

	/// What a resident drew in a month's period, for each part and band.
	pub fn drawn_wh(&self, place: usize, month: Vintage) -> Vec<Vec<u64>> {
		self.witness.drawn_wh[&(place, month)].clone()
	}

	/// The day is over: of which months is it known now what was drawn? What was known by an estimate
	/// is known better once the meter has spoken.
	pub fn learn(&mut self, today: Day) {
		for place in 0..self.residents.len() {
			let account = &self.residents[place].person.account;
			let Some(contract) = Contracts::<Runtime>::get(account) else { continue };
			let months =
				std::iter::successors(Some(contract.open_month), |month| Vintage::of(month.end()?));
			let is_over = |month: &Vintage| {
				contract.period_of(*month).is_some_and(|period| period.until <= today)
			};
			for month in months.take_while(is_over).collect::<Vec<_>>() {
				if let Some(drawn) = self.known(place, &contract, month) {
					let key = (place, year_month(month));
					self.journal.known_on.entry(key).or_insert_with(|| date(today));
					self.witness.drawn_wh.insert((place, month), drawn);
				}
			}
		}
	}

	/// What is known of a resident's month, if it is.
	fn known(&self, place: usize, contract: &Contract, month: Vintage) -> Option<Vec<Vec<u64>>> {
		let period = contract.period_of(month)?;
		let parts: Vec<_> =
			period.months().into_iter().map(|part| (part.from, part.until)).collect();
		let sent = &self.witness.sent.get(&place).cloned().unwrap_or_default();
		// A meter shows zero on the day on which everybody moved in.
		let is_read = |day: &Day| sent.contains(day) || *day == Day::of(NOVEMBER);
		let is_metered = parts.iter().all(|(from, until)| is_read(from) && is_read(until));
		let reported = self.witness.reported.get(&(place, month));
		let is_split = contract.terms_in(month).class == TariffClass::GeneralTimeOfUse;
		match (is_metered, reported) {
			(true, None) if is_split => None,
			(true, None) => Some(parts.iter().map(|part| vec![self.drawn(place, *part)]).collect()),
			(true, Some(reported)) => Some(
				parts
					.iter()
					.zip(reported)
					.map(|(part, usage)| in_bands(self.drawn(place, *part), usage, is_split))
					.collect(),
			),
			(false, Some(reported)) => Some(reported.iter().map(|usage| bands(usage)).collect()),
			(false, None) => None,
		}
	}

	fn drawn(&self, place: usize, (from, until): (Day, Day)) -> u64 {
		self.drawn_between(place, from, until)
	}
}

fn bands(usage: &Usage) -> Vec<u64> {
	match usage {
		Usage::Total(energy) => vec![energy.0],
		Usage::Split(LoadSplit { off_peak_wh, mid_peak_wh, on_peak_wh }) => {
			vec![off_peak_wh.0, mid_peak_wh.0, on_peak_wh.0]
		}
	}
}

/// Metered energy in the proportions that were reported, each band ending at a whole Wh.
fn in_bands(metered: u64, reported: &Usage, is_split: bool) -> Vec<u64> {
	if !is_split {
		return vec![metered];
	}
	let reported = bands(reported);
	let whole: u128 = reported.iter().map(|wh| u128::from(*wh)).sum();
	let mut so_far = (0u128, 0u64);
	let to_band = |wh: &u64| {
		let sum = so_far.0 + u128::from(*wh);
		let end = (sum * u128::from(metered)).checked_div(whole).unwrap_or_default() as u64;
		let band = end - so_far.1;
		so_far = (sum, end);
		band
	};
	reported.iter().map(to_band).collect()
}
