//! Two registers that only count up.

use crate::units::{Moment, NetWh, Watt, Wh};
use codec::{Decode, Encode};
use serde::{Deserialize, Serialize};

/// What a meter has counted.
#[derive(
	Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Encode, Decode, Serialize, Deserialize,
)]
pub struct Registers {
	/// All that was ever drawn from the grid.
	pub import_wh: Wh,
	/// All that was ever fed into the grid.
	pub export_wh: Wh,
}

impl Registers {
	/// Registers of so many Wh.
	pub const fn new(import_wh: u64, export_wh: u64) -> Self {
		Self { import_wh: Wh(import_wh), export_wh: Wh(export_wh) }
	}

	/// Both differences, or `None` where one would be negative.
	pub fn checked_sub(self, earlier: Self) -> Option<Self> {
		Some(Self {
			import_wh: Wh(self.import_wh.0.checked_sub(earlier.import_wh.0)?),
			export_wh: Wh(self.export_wh.0.checked_sub(earlier.export_wh.0)?),
		})
	}

	/// Both sums, each at most the largest value.
	pub fn saturating_add(self, other: Self) -> Self {
		Self {
			import_wh: self.import_wh.saturating_add(other.import_wh),
			export_wh: self.export_wh.saturating_add(other.export_wh),
		}
	}

	/// What would have flowed had so much been drawn or fed in besides: it is set off against what flowed the
	/// other way, and the rest flows.
	pub fn with(self, besides: NetWh) -> Self {
		let (drawn, fed_in) = (besides.drawn(), besides.fed_in());
		Self {
			import_wh: self
				.import_wh
				.saturating_add(drawn.saturating_sub(self.export_wh))
				.saturating_sub(fed_in),
			export_wh: self
				.export_wh
				.saturating_add(fed_in.saturating_sub(self.import_wh))
				.saturating_sub(drawn),
		}
	}

	/// Both, each changed in the same way.
	pub fn map(self, change: impl Fn(Wh) -> Wh) -> Self {
		Self { import_wh: change(self.import_wh), export_wh: change(self.export_wh) }
	}

	/// What is counted so far at a point of the way between this and a later state, if energy flowed
	/// evenly: `passed_ms` of `whole_ms`, rounded down to the Wh.
	pub fn between(self, later: Self, passed_ms: Moment, whole_ms: Moment) -> Self {
		let at = |from: Wh, to: Wh| {
			let rise = u128::from(to.0.saturating_sub(from.0));
			let part = rise * u128::from(passed_ms.min(whole_ms)) / u128::from(whole_ms.max(1));
			from.saturating_add(Wh(u64::try_from(part).unwrap_or(u64::MAX)))
		};
		Self {
			import_wh: at(self.import_wh, later.import_wh),
			export_wh: at(self.export_wh, later.export_wh),
		}
	}
}

impl core::iter::Sum for Registers {
	fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
		all.fold(Self::default(), Self::saturating_add)
	}
}

/// What a metering point can carry at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
pub struct Capacity {
	/// The largest power that can be drawn from the grid.
	pub import: Watt,
	/// The largest power that can be fed into the grid.
	pub export: Watt,
}

impl Capacity {
	/// Whether so much can flow in this time. A register shows whole Wh, so what it can rise by is
	/// rounded up to 1 Wh:
	///
	/// ```text
	/// ceil(capacity [W] x elapsed [ms] / 3,600,000 [ms/h])
	/// ```
	pub fn allows(&self, increase: Registers, elapsed_ms: Moment) -> bool {
		let most = |power: Watt| (u128::from(power.0) * u128::from(elapsed_ms)).div_ceil(3_600_000);
		u128::from(increase.import_wh.0) <= most(self.import)
			&& u128::from(increase.export_wh.0) <= most(self.export)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn what_is_between_two_states_never_falls_and_ends_where_it_should() {
		let (from, to) = (Registers::new(10, 5), Registers::new(17, 5));
		let mut last = from;
		for passed in 0..=900 {
			let now = from.between(to, passed, 900);
			assert!(now.checked_sub(last).is_some());
			last = now;
		}
		assert_eq!(last, to);
		assert_eq!(from.between(to, 0, 0), from);
	}

	#[test]
	fn capacity_is_rounded_up_to_a_whole_wh() {
		let capacity = Capacity { import: Watt(4_000), export: Watt(1) };
		assert!(capacity.allows(Registers::new(1_000, 1), 900_000));
		assert!(!capacity.allows(Registers::new(1_001, 0), 900_000));
		assert!(!capacity.allows(Registers::new(0, 2), 900_000));
		assert!(!capacity.allows(Registers::new(1, 0), 0));
	}
}
