//! What the town draws and exports, and when its meters say so.

use super::town::Town;
use joule_tariff::{Day, LoadSplit, TariffClass, Usage};
use joule_tests::*;
use pallet_billing::{Contract, Contracts, PartUsages};
use polkadot_sdk::frame_support::BoundedVec;

/// What an account draws off-peak, mid-peak and on-peak, in hundredths.
const COURSE: [u64; 3] = [45, 30, 25];

impl Town {
	/// Meters are read where a month, a period or a contract begins or ends. Some have no connection
	/// and send later.
	pub fn read_meters(&mut self, today: Day) {
		for place in 0..self.residents.len() {
			self.read_meter(place, today);
			self.send_readings(place, today);
		}
	}

	fn read_meter(&mut self, place: usize, today: Day) {
		let account = &self.residents[place].person.account;
		let contract = Contracts::<Runtime>::get(account);
		let month = today.month().expect("a month");
		let is_first = Day::first_of(month) == Some(today);
		let is_end = contract.is_some_and(|contract| {
			Day::in_month(month, contract.reading_day.number()) == Some(today)
				|| contract.begins == today
				|| contract.ends == Some(today)
		});
		let days = u64::from(self.residents[place].read_on.until(today));
		if days == 0 || !(is_first || is_end) {
			return;
		}
		let of = self.residents[place].read_on.month().expect("a month");
		let weather = 60 + self.chance.below(80);
		let resident = &mut self.residents[place];
		let drawn = resident.demand_in(of) * days / 30 * weather / 100;
		let exported = resident.yield_in(of) * days / 30 * (160 - weather) / 100;
		let reading = resident.meter.next_reading(today.start(), Wh(drawn), Wh(exported));
		resident.unsent.push(reading);
		resident.drawn_wh.insert(today, drawn);
		resident.read_on = today;
		if self.chance.percent(4) {
			let resident = &mut self.residents[place];
			resident.offline_until = today.plus(1 + self.chance.below(30) as u32);
			self.happened.late_readings += 1;
		}
	}

	fn send_readings(&mut self, place: usize, today: Day) {
		let resident = &mut self.residents[place];
		if resident.offline_until > today {
			return;
		}
		let unsent = std::mem::take(&mut resident.unsent);
		for signed in unsent {
			assert_ok!(Metering::submit_reading(resident.person.origin(), signed));
			let day = Day::of(signed.reading.measured_at);
			self.witness.sent.entry(place).or_default().insert(day);
		}
	}

	/// The meter operator says how the energy of those by time of use is split; and how much it
	/// probably was where a meter has long been silent.
	pub fn report_usage(&mut self, today: Day) {
		for place in 0..self.residents.len() {
			let account = self.residents[place].person.account.clone();
			let Some(contract) = Contracts::<Runtime>::get(&account) else { continue };
			let month = contract.open_month;
			let Some(period) = contract.period_of(month) else { continue };
			let is_silent = self.residents[place].offline_until > today;
			let is_split = contract.terms_in(month).class == TariffClass::GeneralTimeOfUse;
			let is_over = period.until.plus(2) <= today;
			let has_report = pallet_billing::UsageReports::<Runtime>::contains_key(&account, month);
			let wants_estimate = is_silent && self.chance.percent(15);
			if is_over && ((is_split && !is_silent && !has_report) || wants_estimate) {
				let percent = if is_silent { 80 + self.chance.below(40) } else { 100 };
				let parts = self.usage_of(place, &contract, percent);
				let reported = parts.clone();
				let call = pallet_billing::Call::report_usage { customer: account, month, parts };
				if self.deed(&meter_operator(), call) {
					self.witness.reported.insert((place, month), reported);
				}
			}
		}
	}

	/// What a resident drew in each part of its open period, or so many hundredths of it.
	fn usage_of(&self, place: usize, contract: &Contract, percent: u64) -> PartUsages {
		let month = contract.open_month;
		let period = contract.period_of(month).expect("a period");
		let parts = period.months().into_iter().map(|part| {
			let energy = self.drawn_between(place, part.from, part.until) * percent / 100;
			self.usage(contract.terms_in(month).class, energy)
		});
		BoundedVec::truncate_from(parts.collect())
	}

	/// What a resident's meter drew between two days on which it was read.
	pub fn drawn_between(&self, place: usize, from: Day, until: Day) -> u64 {
		self.residents[place].drawn_wh.range(from.plus(1)..=until).map(|(_, drawn)| drawn).sum()
	}

	/// Some energy as a class is charged for it.
	pub fn usage(&self, class: TariffClass, energy: u64) -> Usage {
		if class != TariffClass::GeneralTimeOfUse {
			return Usage::Total(Wh(energy));
		}
		let (off, mid) = (energy * COURSE[0] / 100, energy * COURSE[1] / 100);
		Usage::Split(LoadSplit {
			off_peak_wh: Wh(off),
			mid_peak_wh: Wh(mid),
			on_peak_wh: Wh(energy - off - mid),
		})
	}
}
