//! The time, on a machine whose clock may be wrong.
//!
//! The chain's time is what readings are judged by, so it is what counts: the device learns by how much it
//! differs from the machine's and keeps that, for the hours without network. But the last final block is
//! always a little old, and very old while the chain stands still. So a difference is believed only while
//! the chain's time moves as the machine's does, and a small one changes nothing.

use crate::units::Moment;

/// A difference up to this is the age of the block, not an error of the clock.
const TOLERANCE_MS: i64 = 30_000;

/// The chain is alive if its time has moved by at least this share of the machine's, in thousandths.
const ALIVE_PERMILLE: u64 = 500;

/// The device's time.
#[derive(Clone, Copy, Debug, Default)]
pub struct DeviceClock {
	offset_ms: Option<i64>,
	before: Option<Comparison>,
}

/// What both clocks showed at once.
#[derive(Clone, Copy, Debug)]
struct Comparison {
	chain: Moment,
	machine: Moment,
}

impl DeviceClock {
	/// A clock that was off by so much when it was compared last; `None` if it never was.
	pub const fn resume(offset_ms: Option<i64>) -> Self {
		Self { offset_ms, before: None }
	}

	/// By how much the chain's clock is ahead of the machine's, if that is known.
	pub const fn offset_ms(&self) -> Option<i64> {
		self.offset_ms
	}

	/// The time when the machine's clock shows `machine`; `None` as long as it was never compared.
	pub fn at(&self, machine: Moment) -> Option<Moment> {
		Some(machine.saturating_add_signed(self.offset_ms?))
	}

	/// Compares the clocks.
	pub fn learn(&mut self, chain: Moment, machine: Moment) {
		let now = Comparison { chain, machine };
		let difference_ms = chain as i64 - machine as i64;
		let is_alive = match self.before {
			Some(before) => {
				let chain_ms = chain.saturating_sub(before.chain);
				let machine_ms = machine.saturating_sub(before.machine);
				chain_ms > 0 && chain_ms >= machine_ms.saturating_mul(ALIVE_PERMILLE) / 1_000
			}
			// Only the machine can be behind: no block is of the future.
			None => difference_ms > -TOLERANCE_MS,
		};
		let is_off = |offset_ms: i64| (difference_ms - offset_ms).abs() > TOLERANCE_MS;
		if is_alive && self.offset_ms.is_none_or(is_off) {
			self.offset_ms = Some(if is_off(0) { difference_ms } else { 0 });
		}
		if chain > self.before.map_or(0, |before| before.chain) {
			self.before = Some(now);
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const NOW: Moment = 1_793_458_800_000;
	const YEAR_MS: i64 = 365 * 24 * 3_600_000;

	#[test]
	fn before_it_was_compared_there_is_no_time() {
		assert_eq!(DeviceClock::default().at(NOW), None);
		assert_eq!(DeviceClock::resume(Some(5)).at(NOW), Some(NOW + 5));
	}

	#[test]
	fn a_clock_that_is_right_is_left_alone() {
		let mut clock = DeviceClock::default();
		for second in 0..10 {
			clock.learn(NOW + second * 1_000, NOW + second * 1_000 + 900);
			assert_eq!(clock.offset_ms(), Some(0));
		}
	}

	#[test]
	fn a_clock_that_is_wrong_is_put_right_either_way() {
		for wrong_ms in [YEAR_MS, -YEAR_MS, 90_000, -90_000] {
			let mut clock = DeviceClock::default();
			for second in 0..3u64 {
				let machine = (NOW + second * 1_000).saturating_add_signed(wrong_ms);
				clock.learn(NOW + second * 1_000, machine);
			}
			let machine = (NOW + 60_000).saturating_add_signed(wrong_ms);
			assert_eq!(clock.at(machine), Some(NOW + 60_000));
		}
	}

	#[test]
	fn a_chain_that_stands_still_does_not_hold_the_time_back() {
		let mut clock = DeviceClock::default();
		clock.learn(NOW, NOW);
		for minute in 1..600 {
			clock.learn(NOW, NOW + minute * 60_000);
		}
		assert_eq!(clock.at(NOW + 600 * 60_000), Some(NOW + 600 * 60_000));
	}

	#[test]
	fn a_chain_that_catches_up_on_old_blocks_is_the_chain_of_a_right_clock() {
		let mut clock = DeviceClock::resume(Some(0));
		clock.learn(NOW - 3_600_000, NOW);
		assert_eq!(clock.at(NOW), Some(NOW));
	}

	#[test]
	fn a_clock_that_jumps_is_followed() {
		let mut clock = DeviceClock::default();
		clock.learn(NOW, NOW);
		clock.learn(NOW + 1_000, NOW + 1_000);
		clock.learn(NOW + 86_400_000, NOW + 2_000);
		assert_eq!(clock.at(NOW + 3_000), Some(NOW + 86_401_000));
	}
}
