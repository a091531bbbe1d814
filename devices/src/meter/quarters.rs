//! What the registers were at each full quarter of an hour.
//!
//! A meter is looked at whenever it is convenient. The registers at the quarter between two looks follow
//! as if energy had flowed evenly. After a gap of more than a quarter the same is done for all quarters in
//! it, as grid companies do; they are marked as estimated. Since registers are cumulative, nothing is lost
//! by that: only which quarter a Wh belongs to is a guess.

use super::registers::Registers;
use crate::{calendar::QUARTER_MS, units::Moment};
use codec::{Decode, Encode};

/// The registers at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Face {
	/// When.
	pub at: Moment,
	/// What they were.
	pub registers: Registers,
}

/// The registers at a full quarter of an hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct QuarterFace {
	/// What they were.
	pub registers: Registers,
	/// Whether the meter was not seen for more than a quarter of an hour around this moment.
	pub is_estimated: bool,
}

/// The full quarters of an hour after the first face up to the second, with what the registers were.
pub fn between(first: Face, second: Face) -> impl Iterator<Item = (Moment, QuarterFace)> {
	let gap_ms = second.at.saturating_sub(first.at);
	let next = (first.at / QUARTER_MS + 1) * QUARTER_MS;
	let moments = (next..=second.at).step_by(QUARTER_MS as usize);
	moments.map(move |at| {
		let registers = first.registers.between(second.registers, at - first.at, gap_ms);
		let is_estimated = gap_ms > QUARTER_MS && at != second.at;
		(at, QuarterFace { registers, is_estimated })
	})
}

#[cfg(test)]
mod tests {
	use super::*;

	const MINUTE_MS: Moment = 60_000;

	fn face(minute: u64, import_wh: u64) -> Face {
		Face { at: minute * MINUTE_MS, registers: Registers::new(import_wh, 0) }
	}

	fn told(first: Face, second: Face) -> Vec<(u64, u64, bool)> {
		between(first, second)
			.map(|(at, face)| (at / MINUTE_MS, face.registers.import_wh.0, face.is_estimated))
			.collect()
	}

	#[test]
	fn between_two_looks_within_a_quarter_there_may_be_none() {
		assert!(told(face(1, 0), face(14, 100)).is_empty());
		assert!(told(face(15, 0), face(29, 100)).is_empty());
	}

	#[test]
	fn a_look_on_the_quarter_is_taken_as_it_is_and_only_once() {
		assert_eq!(told(face(10, 0), face(15, 100)), [(15, 100, false)]);
		assert!(told(face(15, 100), face(20, 300)).is_empty());
	}

	#[test]
	fn the_quarter_between_two_looks_follows_from_both() {
		assert_eq!(told(face(14, 0), face(16, 100)), [(15, 50, false)]);
	}

	#[test]
	fn a_gap_is_filled_evenly_and_says_so() {
		assert_eq!(
			told(face(10, 0), face(60, 500)),
			[(15, 50, true), (30, 200, true), (45, 350, true), (60, 500, false)]
		);
	}

	#[test]
	fn time_that_goes_backwards_has_no_quarters() {
		assert!(told(face(60, 500), face(10, 0)).is_empty());
	}
}
