//! Makes registers that only count up of what a meter's counters show.
//!
//! Real counters do three things that registers must not do:
//!
//! - They **wrap around**: a 32-bit counter goes on from zero.
//! - They are **reset**: by a replacement, a service, a loss of power.
//! - They **lie for a moment**: a value is read while it is being written, a telegram is corrupted.
//!
//! A value that cannot follow the last one by what the point can carry is therefore doubted, and counted
//! on only once the value after it agrees with it. Then counting begins anew from there, and the jump
//! itself is not counted: a device never claims energy that it has not seen flow.

use super::{
	quarters::Face,
	registers::{Capacity, Registers},
};
use crate::{calendar::QUARTER_MS, units::Moment};
use codec::{Decode, Encode};

/// What a meter's counters showed at one moment, in Wh.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Sample {
	/// When.
	pub at: Moment,
	/// What they showed.
	pub shown: Registers,
	/// At how many Wh they begin at zero again, if they do.
	pub wraps_at_wh: Option<u64>,
}

impl Sample {
	/// What counters showed that never begin again.
	pub const fn new(at: Moment, shown: Registers) -> Self {
		Self { at, shown, wraps_at_wh: None }
	}
}

/// A meter's counters and what has been counted with them.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Counter {
	/// The last sample that was counted on.
	pub last: Sample,
	/// What the registers are at that moment.
	pub face: Registers,
	doubted: Option<Sample>,
}

/// What became of a sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
	/// It follows the last one.
	Counted,
	/// It is not later than the last one: it says nothing new.
	Stale,
	/// It cannot follow the last one. The next sample decides.
	Doubted,
	/// It agrees with a sample that was doubted: the counters were set to something else. What flowed
	/// around that moment is not counted.
	Restarted,
}

impl Counter {
	/// Begins with the first sample, whose counters are the registers.
	pub const fn begin(first: Sample) -> Self {
		Self { last: first, face: first.shown, doubted: None }
	}

	/// What the registers are, and since when that is known.
	pub const fn now(&self) -> Face {
		Face { at: self.last.at, registers: self.face }
	}

	/// Counts on, if the sample is to be believed: what rises faster than the point can carry is doubted.
	pub fn count(&mut self, sample: Sample, capacity: &Capacity) -> Verdict {
		if sample.at <= self.last.at {
			return Verdict::Stale;
		}
		if let Some(increase) = plausible_increase(self.last, sample, capacity) {
			self.face = self.face.saturating_add(increase);
			(self.last, self.doubted) = (sample, None);
			return Verdict::Counted;
		}
		let confirmed = self.doubted.filter(|doubted| {
			doubted.at < sample.at && plausible_increase(*doubted, sample, capacity).is_some()
		});
		match confirmed {
			Some(doubted) => {
				let increase = plausible_increase(doubted, sample, capacity).unwrap_or_default();
				self.face = self.face.saturating_add(increase);
				(self.last, self.doubted) = (sample, None);
				Verdict::Restarted
			}
			None => {
				self.doubted = Some(sample);
				Verdict::Doubted
			}
		}
	}
}

/// By how much the counters rose, if they can have.
///
/// A counter may be coarse and show what flowed in a while all at once, so a quarter of an hour is allowed
/// on top of the time that passed.
fn plausible_increase(from: Sample, to: Sample, capacity: &Capacity) -> Option<Registers> {
	let elapsed_ms = (to.at - from.at).saturating_add(QUARTER_MS);
	let rise = |earlier: u64, later: u64| match to.wraps_at_wh {
		Some(end) if later < earlier => end.checked_sub(earlier)?.checked_add(later),
		_ => later.checked_sub(earlier),
	};
	let increase = Registers::new(
		rise(from.shown.import_wh.0, to.shown.import_wh.0)?,
		rise(from.shown.export_wh.0, to.shown.export_wh.0)?,
	);
	capacity.allows(increase, elapsed_ms).then_some(increase)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::units::Watt;

	const MINUTE_MS: Moment = 60_000;
	const CAPACITY: Capacity = Capacity { import: Watt(6_000), export: Watt(6_000) };

	fn sample(minute: u64, import_wh: u64) -> Sample {
		Sample::new(minute * MINUTE_MS, Registers::new(import_wh, 0))
	}

	fn import_of(counter: &Counter) -> u64 {
		counter.face.import_wh.0
	}

	#[test]
	fn counters_that_count_up_are_the_registers() {
		let mut counter = Counter::begin(sample(0, 5_000));
		for minute in 1..=60 {
			assert_eq!(
				counter.count(sample(minute, 5_000 + minute * 90), &CAPACITY),
				Verdict::Counted
			);
		}
		assert_eq!(import_of(&counter), 5_000 + 60 * 90);
	}

	#[test]
	fn what_is_not_later_says_nothing() {
		let mut counter = Counter::begin(sample(10, 100));
		assert_eq!(counter.count(sample(10, 200), &CAPACITY), Verdict::Stale);
		assert_eq!(counter.count(sample(9, 90), &CAPACITY), Verdict::Stale);
		assert_eq!(import_of(&counter), 100);
	}

	#[test]
	fn a_counter_that_wraps_around_goes_on() {
		let wrapping = |minute, wh| Sample { wraps_at_wh: Some(1 << 32), ..sample(minute, wh) };
		let mut counter = Counter::begin(wrapping(0, (1 << 32) - 10));
		assert_eq!(counter.count(wrapping(1, 15), &CAPACITY), Verdict::Counted);
		assert_eq!(import_of(&counter), (1 << 32) + 15);
	}

	#[test]
	fn a_lie_of_a_moment_changes_nothing() {
		for lie in [0, 50, 4_000_000_000] {
			let mut counter = Counter::begin(sample(0, 100_000));
			assert_eq!(counter.count(sample(1, lie), &CAPACITY), Verdict::Doubted);
			assert_eq!(counter.count(sample(2, 100_180), &CAPACITY), Verdict::Counted);
			assert_eq!(import_of(&counter), 100_180);
		}
	}

	#[test]
	fn two_different_lies_are_both_forgotten() {
		let mut counter = Counter::begin(sample(0, 100_000));
		assert_eq!(counter.count(sample(1, 0), &CAPACITY), Verdict::Doubted);
		assert_eq!(counter.count(sample(2, 7_000_000), &CAPACITY), Verdict::Doubted);
		assert_eq!(counter.count(sample(3, 100_200), &CAPACITY), Verdict::Counted);
		assert_eq!(import_of(&counter), 100_200);
	}

	#[test]
	fn after_a_reset_counting_goes_on_without_the_jump() {
		for restart in [0, 30, 9_000_000] {
			let mut counter = Counter::begin(sample(0, 100_000));
			assert_eq!(counter.count(sample(1, restart), &CAPACITY), Verdict::Doubted);
			assert_eq!(counter.count(sample(2, restart + 90), &CAPACITY), Verdict::Restarted);
			assert_eq!(counter.count(sample(3, restart + 180), &CAPACITY), Verdict::Counted);
			assert_eq!(import_of(&counter), 100_180);
		}
	}

	#[test]
	fn a_coarse_counter_may_jump_by_what_flowed_in_a_quarter() {
		let mut counter = Counter::begin(sample(0, 0));
		assert_eq!(counter.count(sample(1, 1_000), &CAPACITY), Verdict::Counted);
	}
}
