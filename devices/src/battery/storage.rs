//! What a battery can do.
//!
//! A Wh that is stored is one that can still be delivered: the whole loss of a round trip counts when the battery
//! is charged. So the capacity is what it delivers from full to empty.

use crate::units::{Moment, NetWh, Watt, Wh};
use serde::Serialize;

const WHOLE_PERMILLE: u64 = 1_000;

/// A battery, as its owner declares it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Battery {
	/// What it delivers from full to empty.
	pub capacity_wh: Wh,
	/// What is to stay in it.
	pub reserve_wh: Wh,
	/// The most that it draws when it is charged.
	pub charging: Watt,
	/// The most that it delivers.
	pub discharging: Watt,
	/// What is delivered of what was drawn, in thousandths. More than zero, at most 1,000.
	pub efficiency_permille: u32,
}

/// What a battery does in some time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "does", rename_all = "lowercase")]
pub enum Action {
	/// Nothing.
	Rest,
	/// It draws so much.
	Charge {
		/// How much, losses included.
		drawn_wh: Wh,
	},
	/// It delivers so much.
	Discharge {
		/// How much.
		delivered_wh: Wh,
	},
}

impl Action {
	/// What flows at the meter because of it.
	pub fn at_meter(self) -> NetWh {
		match self {
			Self::Rest => NetWh(0),
			Self::Charge { drawn_wh } => NetWh::of(drawn_wh, Wh(0)),
			Self::Discharge { delivered_wh } => NetWh::of(Wh(0), delivered_wh),
		}
	}

	/// What of it falls on a part of the time in which it is done evenly.
	pub fn part(self, part_ms: Moment, whole_ms: Moment) -> Self {
		match self {
			Self::Rest => Self::Rest,
			Self::Charge { drawn_wh } => {
				Self::Charge { drawn_wh: drawn_wh.part(part_ms, whole_ms) }
			}
			Self::Discharge { delivered_wh } => {
				Self::Discharge { delivered_wh: delivered_wh.part(part_ms, whole_ms) }
			}
		}
	}
}

impl Battery {
	/// How the battery gets from one level to another in some time; `None` if it cannot.
	pub fn action(&self, from: Wh, to: Wh, time_ms: Moment) -> Option<Action> {
		let is_within = to <= self.capacity_wh && (to >= self.reserve_wh || to >= from);
		let action = match to.cmp(&from) {
			core::cmp::Ordering::Equal => Action::Rest,
			core::cmp::Ordering::Greater => {
				Action::Charge { drawn_wh: self.drawn_for(to.saturating_sub(from)) }
			}
			core::cmp::Ordering::Less => {
				Action::Discharge { delivered_wh: from.saturating_sub(to) }
			}
		};
		let is_fast_enough = match action {
			Action::Rest => true,
			Action::Charge { drawn_wh } => drawn_wh <= self.charging.for_ms(time_ms),
			Action::Discharge { delivered_wh } => delivered_wh <= self.discharging.for_ms(time_ms),
		};
		(is_within && is_fast_enough).then_some(action)
	}

	/// What the battery did that went from one level to another.
	pub fn done_between(&self, from: Wh, to: Wh) -> Action {
		if to >= from {
			Action::Charge { drawn_wh: self.drawn_for(to.saturating_sub(from)) }
		} else {
			Action::Discharge { delivered_wh: from.saturating_sub(to) }
		}
	}

	/// What it has to draw to store so much, rounded up.
	fn drawn_for(&self, stored_wh: Wh) -> Wh {
		let efficiency = u64::from(self.efficiency_permille.max(1));
		Wh(stored_wh.0.saturating_mul(WHOLE_PERMILLE).div_ceil(efficiency))
	}
}

#[cfg(test)]
pub mod tests {
	use super::*;
	use crate::calendar::{HOUR_MS, QUARTER_MS};

	/// A battery of a home.
	pub const BATTERY: Battery = Battery {
		capacity_wh: Wh(4_000),
		reserve_wh: Wh(400),
		charging: Watt(2_000),
		discharging: Watt(1_500),
		efficiency_permille: 900,
	};

	fn action(from: u64, to: u64, time_ms: Moment) -> Option<Action> {
		BATTERY.action(Wh(from), Wh(to), time_ms)
	}

	#[test]
	fn losses_count_when_it_is_charged() {
		assert_eq!(action(400, 1_300, HOUR_MS), Some(Action::Charge { drawn_wh: Wh(1_000) }));
		assert_eq!(action(400, 401, HOUR_MS), Some(Action::Charge { drawn_wh: Wh(2) }));
		assert_eq!(action(1_300, 400, HOUR_MS), Some(Action::Discharge { delivered_wh: Wh(900) }));
		assert_eq!(action(1_300, 1_300, 0), Some(Action::Rest));
	}

	#[test]
	fn power_bounds_what_it_does_in_a_time() {
		assert!(action(400, 850, QUARTER_MS).is_some());
		assert!(action(400, 851, QUARTER_MS).is_none());
		assert!(action(2_000, 1_625, QUARTER_MS).is_some());
		assert!(action(2_000, 1_624, QUARTER_MS).is_none());
	}

	#[test]
	fn it_is_never_too_full_nor_drawn_below_the_reserve() {
		assert!(action(3_900, 4_001, HOUR_MS).is_none());
		assert!(action(500, 399, HOUR_MS).is_none());
		// Where it is below, by its own losses, it may be charged or left.
		assert!(action(100, 90, HOUR_MS).is_none());
		assert!(action(100, 200, HOUR_MS).is_some() && action(100, 100, HOUR_MS).is_some());
	}
}
