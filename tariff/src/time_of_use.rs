//! Which hours are off-peak, mid-peak and on-peak, and how energy is split by them.

use crate::{
	calendar::{Day, DayKind},
	proportion::in_proportion,
	table::{Load, Stretch},
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use joule_primitives::{calendar::DAY_MS, Moment, Wh};
use scale_info::TypeInfo;

const MINUTE_MS: Moment = 60 * 1000;

/// Energy by when it was drawn.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct LoadSplit {
	/// Off-peak.
	pub off_peak_wh: Wh,
	/// Mid-peak.
	pub mid_peak_wh: Wh,
	/// On-peak.
	pub on_peak_wh: Wh,
}

impl LoadSplit {
	/// The energy at a load.
	pub const fn at(&self, load: Load) -> Wh {
		match load {
			Load::OffPeak => self.off_peak_wh,
			Load::MidPeak => self.mid_peak_wh,
			Load::OnPeak => self.on_peak_wh,
		}
	}

	/// Adds energy at a load.
	pub fn add(&mut self, load: Load, energy: Wh) {
		let place = match load {
			Load::OffPeak => &mut self.off_peak_wh,
			Load::MidPeak => &mut self.mid_peak_wh,
			Load::OnPeak => &mut self.on_peak_wh,
		};
		*place = place.saturating_add(energy);
	}

	/// All of it; `None` if that is more than can be counted.
	pub fn total_wh(&self) -> Option<Wh> {
		self.off_peak_wh.checked_add(self.mid_peak_wh)?.checked_add(self.on_peak_wh)
	}

	/// The sum, load by load.
	pub fn saturating_add(mut self, other: Self) -> Self {
		for load in Load::ALL {
			self.add(load, other.at(load));
		}
		self
	}

	/// The split of a smaller amount of energy in the same proportion, to the Wh: laid end to end in
	/// the order of [`Load::ALL`], each load ends at the floor of its share of the running sum.
	pub fn scaled_to(&self, energy: Wh) -> Self {
		let shares = Load::ALL.map(|load| self.at(load).0);
		let mut split = Self::default();
		for (load, energy) in Load::ALL.into_iter().zip(in_proportion(energy, &shares)) {
			split.add(load, energy);
		}
		split
	}
}

/// How busy the grid is at an instant.
///
/// On Sundays and holidays every hour is off-peak; on Saturdays what would be on-peak is mid-peak.
pub fn load_at(stretches: &[Stretch], moment: Moment, kind: DayKind) -> Load {
	if kind == DayKind::Rest {
		return Load::OffPeak;
	}
	let since_midnight = moment.saturating_sub(Day::of(moment).start()) % DAY_MS;
	let minute = since_midnight / MINUTE_MS;
	let load = stretches
		.iter()
		.rev()
		.find(|stretch| Moment::from(stretch.from_minute) <= minute)
		.map_or(Load::OffPeak, |stretch| stretch.load);
	match (kind, load) {
		(DayKind::Saturday, Load::OnPeak) => Load::MidPeak,
		(_, load) => load,
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use joule_primitives::{calendar::HOUR_MS, Vintage};

	/// The course of a working day in summer.
	const SUMMER: [Stretch; 7] = [
		Stretch { from_minute: 0, load: Load::OffPeak },
		Stretch { from_minute: 540, load: Load::MidPeak },
		Stretch { from_minute: 600, load: Load::OnPeak },
		Stretch { from_minute: 720, load: Load::MidPeak },
		Stretch { from_minute: 780, load: Load::OnPeak },
		Stretch { from_minute: 1_020, load: Load::MidPeak },
		Stretch { from_minute: 1_380, load: Load::OffPeak },
	];

	fn load_at_hour(hour: u64, kind: DayKind) -> Load {
		let midnight = Vintage(202608).start().unwrap();
		load_at(&SUMMER, midnight + hour * HOUR_MS, kind)
	}

	#[test]
	fn a_working_day_has_its_course() {
		for (hour, load) in [
			(0, Load::OffPeak),
			(8, Load::OffPeak),
			(9, Load::MidPeak),
			(10, Load::OnPeak),
			(12, Load::MidPeak),
			(13, Load::OnPeak),
			(17, Load::MidPeak),
			(22, Load::MidPeak),
			(23, Load::OffPeak),
		] {
			assert_eq!(load_at_hour(hour, DayKind::Working), load, "{hour} o'clock");
		}
	}

	#[test]
	fn saturdays_have_no_peak_and_days_of_rest_are_off_peak() {
		for hour in 0..24 {
			assert_ne!(load_at_hour(hour, DayKind::Saturday), Load::OnPeak);
			assert_eq!(load_at_hour(hour, DayKind::Rest), Load::OffPeak);
		}
		assert_eq!(load_at_hour(10, DayKind::Saturday), Load::MidPeak);
	}

	#[test]
	fn a_scaled_split_adds_up() {
		let split = LoadSplit { off_peak_wh: Wh(7), mid_peak_wh: Wh(11), on_peak_wh: Wh(5) };
		for energy in 0..=23 {
			let scaled = split.scaled_to(Wh(energy));
			assert_eq!(scaled.total_wh(), Some(Wh(energy)));
			for load in Load::ALL {
				assert!(scaled.at(load) <= split.at(load));
			}
		}
		assert_eq!(split.scaled_to(Wh(23)), split);
		assert_eq!(LoadSplit::default().scaled_to(Wh::ZERO), LoadSplit::default());
	}
}
