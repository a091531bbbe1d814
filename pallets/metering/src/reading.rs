//! What a reading must satisfy, as pure functions: no storage, no clock, no keys.

use crate::{
	messages::Reading,
	types::{Capacity, LastReading, Registers},
};
use joule_primitives::{Moment, Vintage, QUARTER_MS};

/// The rule that a reading breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
	/// A message with this sequence was recorded before.
	Replayed,
	/// A message with a lower sequence is missing.
	Gap,
	/// Not measured at a full quarter of an hour.
	OffGrid,
	/// Measured at a time that has not come yet.
	FromFuture,
	/// Not measured after the last reading.
	NotLater,
	/// The end of a month lies between the last reading and this one.
	AcrossMonths,
	/// A register is lower than at the last reading.
	RolledBack,
	/// A register is higher than the capacity of the point allows.
	CapacityExceeded,
}

/// What a good reading adds to the last one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Advance {
	/// The month in which the energy flowed.
	pub vintage: Vintage,
	/// What flowed since the last reading.
	pub increase: Registers,
	/// The quarter-hours since the last reading.
	pub quarters: u16,
}

/// Whether the instant is a full quarter of an hour.
pub const fn is_on_grid(moment: Moment) -> bool {
	moment % QUARTER_MS == 0
}

/// What the registers counted between two instants, if meters can do that: registers never go
/// down, and neither goes up by more than the capacity allows.
pub fn check_increase(
	from: Registers,
	to: Registers,
	elapsed: Moment,
	capacity: &Capacity,
) -> Result<Registers, Fault> {
	let increase = to.checked_sub(from).ok_or(Fault::RolledBack)?;
	let possible = increase.import_wh <= capacity.import.energy_in(elapsed)
		&& increase.export_wh <= capacity.export.energy_in(elapsed);
	possible.then_some(increase).ok_or(Fault::CapacityExceeded)
}

/// The month in which the whole interval lies; `None` if it crosses the end of a month in Korea.
/// An interval may end where its month ends.
pub fn vintage_of_interval(from: Moment, to: Moment) -> Option<Vintage> {
	Vintage::of(from).filter(|month| month.end().is_some_and(|end| to <= end))
}

/// Whether the reading may follow the last one of its point, and what it adds.
///
/// `latest` is the latest instant that does not lie in the future.
pub fn check_reading(
	last: &LastReading,
	capacity: &Capacity,
	reading: &Reading,
	latest: Moment,
) -> Result<Advance, Fault> {
	match reading.sequence.checked_sub(last.sequence) {
		None | Some(0) => return Err(Fault::Replayed),
		Some(1) => {}
		Some(_) => return Err(Fault::Gap),
	}
	if !is_on_grid(reading.measured_at) {
		return Err(Fault::OffGrid);
	}
	if reading.measured_at > latest {
		return Err(Fault::FromFuture);
	}
	let elapsed = reading
		.measured_at
		.checked_sub(last.measured_at)
		.filter(|elapsed| *elapsed > 0)
		.ok_or(Fault::NotLater)?;
	let vintage =
		vintage_of_interval(last.measured_at, reading.measured_at).ok_or(Fault::AcrossMonths)?;
	let quarters = u16::try_from(elapsed / QUARTER_MS).map_err(|_| Fault::AcrossMonths)?;
	let increase = check_increase(last.face, reading.registers, elapsed, capacity)?;
	Ok(Advance { vintage, increase, quarters })
}

#[cfg(test)]
mod tests {
	use super::*;
	use joule_primitives::{calendar::DAY_MS, MeteringPointId, Watt, Wh};
	use polkadot_sdk::sp_core::H256;

	/// Midnight in Korea, 1 November 2026.
	const NOVEMBER: Moment = 1_793_458_800_000;
	/// Midnight in Korea, 1 December 2026.
	const DECEMBER: Moment = NOVEMBER + 30 * DAY_MS;
	const CAPACITY: Capacity = Capacity { import: Watt(4_000), export: Watt(3_000) };

	fn registers(import_wh: u64, export_wh: u64) -> Registers {
		Registers { import_wh: Wh(import_wh), export_wh: Wh(export_wh) }
	}

	fn last() -> LastReading {
		LastReading { sequence: 5, measured_at: NOVEMBER, face: registers(10_000, 20_000) }
	}

	fn next() -> Reading {
		Reading {
			point: MeteringPointId(1),
			sequence: 6,
			measured_at: NOVEMBER + QUARTER_MS,
			registers: registers(10_400, 20_300),
			intervals_root: H256::zero(),
		}
	}

	fn check(reading: Reading) -> Result<Advance, Fault> {
		check_reading(&last(), &CAPACITY, &reading, Moment::MAX)
	}

	#[test]
	fn a_good_reading_adds_what_its_registers_counted() {
		assert_eq!(
			check(next()),
			Ok(Advance { vintage: Vintage(202611), increase: registers(400, 300), quarters: 1 })
		);
	}

	#[test]
	fn registers_may_stand_still() {
		let still = Reading { registers: last().face, ..next() };
		assert_eq!(check(still).map(|advance| advance.increase), Ok(Registers::ZERO));
	}

	#[test]
	fn only_the_next_sequence_follows() {
		let with = |sequence| check(Reading { sequence, ..next() }).map(|_| ());
		assert_eq!(with(0), Err(Fault::Replayed));
		assert_eq!(with(5), Err(Fault::Replayed));
		assert_eq!(with(6), Ok(()));
		assert_eq!(with(7), Err(Fault::Gap));
		assert_eq!(with(u32::MAX), Err(Fault::Gap));
	}

	#[test]
	fn nothing_follows_the_last_sequence_there_is() {
		let exhausted = LastReading { sequence: u32::MAX, ..last() };
		for sequence in [0, u32::MAX] {
			let reading = Reading { sequence, ..next() };
			assert_eq!(
				check_reading(&exhausted, &CAPACITY, &reading, Moment::MAX),
				Err(Fault::Replayed)
			);
		}
	}

	#[test]
	fn meters_are_read_on_the_quarter_hour() {
		let at = |measured_at| check(Reading { measured_at, ..next() }).map(|_| ());
		assert_eq!(at(NOVEMBER + QUARTER_MS - 1), Err(Fault::OffGrid));
		assert_eq!(at(NOVEMBER + QUARTER_MS), Ok(()));
		assert_eq!(at(NOVEMBER + QUARTER_MS + 1), Err(Fault::OffGrid));
	}

	#[test]
	fn the_future_begins_after_the_latest_instant() {
		let reading = next();
		let known_until = |latest| check_reading(&last(), &CAPACITY, &reading, latest).map(|_| ());
		assert_eq!(known_until(reading.measured_at - 1), Err(Fault::FromFuture));
		assert_eq!(known_until(reading.measured_at), Ok(()));
	}

	#[test]
	fn time_goes_forward() {
		let at = |measured_at| check(Reading { measured_at, ..next() }).map(|_| ());
		assert_eq!(at(0), Err(Fault::NotLater));
		assert_eq!(at(NOVEMBER - QUARTER_MS), Err(Fault::NotLater));
		assert_eq!(at(NOVEMBER), Err(Fault::NotLater));
	}

	#[test]
	fn the_end_of_a_month_is_read_before_the_next_month_begins() {
		let at = |measured_at| check(Reading { measured_at, ..next() }).map(|_| ());
		assert_eq!(at(DECEMBER), Ok(()));
		assert_eq!(at(DECEMBER + QUARTER_MS), Err(Fault::AcrossMonths));

		let end_of_october = LastReading { measured_at: NOVEMBER - QUARTER_MS, ..last() };
		let reading = Reading { measured_at: NOVEMBER, ..next() };
		let advance = check_reading(&end_of_october, &CAPACITY, &reading, Moment::MAX);
		assert_eq!(advance.map(|advance| advance.vintage), Ok(Vintage(202610)));
	}

	#[test]
	fn an_interval_outside_the_calendar_has_no_month() {
		assert_eq!(vintage_of_interval(Moment::MAX - 1, Moment::MAX), None);
	}

	#[test]
	fn a_whole_month_is_one_interval() {
		let full = Reading { measured_at: DECEMBER, ..next() };
		assert_eq!(check(full).map(|advance| advance.quarters), Ok(30 * 96));
	}

	#[test]
	fn neither_register_rolls_back() {
		let with = |face| check(Reading { registers: face, ..next() }).map(|_| ());
		assert_eq!(with(registers(9_999, 20_000)), Err(Fault::RolledBack));
		assert_eq!(with(registers(10_000, 19_999)), Err(Fault::RolledBack));
		assert_eq!(with(registers(10_000, 20_000)), Ok(()));
	}

	#[test]
	fn neither_register_outruns_the_capacity() {
		let with = |face| check(Reading { registers: face, ..next() }).map(|_| ());
		assert_eq!(with(registers(11_000, 20_000)), Ok(()));
		assert_eq!(with(registers(11_001, 20_000)), Err(Fault::CapacityExceeded));
		assert_eq!(with(registers(10_000, 20_750)), Ok(()));
		assert_eq!(with(registers(10_000, 20_751)), Err(Fault::CapacityExceeded));
		assert_eq!(with(registers(u64::MAX, u64::MAX)), Err(Fault::CapacityExceeded));
	}
}
