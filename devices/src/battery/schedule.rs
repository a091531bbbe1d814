//! When a battery is to be charged and when it is to deliver.

use super::storage::Action;
use crate::{
	calendar::Period,
	trading::strategy::{krw_per_kwh, kwh},
	units::{Ecoin, NetWh, PriceTick, Wh},
};

/// What is to be done when, in periods that follow one another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schedule {
	/// The periods.
	pub steps: Vec<Step>,
	/// By how much it is worth more than to let the battery rest.
	pub gained: Ecoin,
}

/// What is to be done in a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
	/// The period.
	pub period: Period,
	/// What would flow at the meter without the battery.
	pub load: NetWh,
	/// What the battery is to do.
	pub action: Action,
	/// What is stored at its end.
	pub stored_wh: Wh,
	/// What a kWh that the battery takes costs at once, or one that it gives brings at once.
	pub now: PriceTick,
	/// What a kWh that it takes is worth later, or one that it gives would have been.
	pub later: PriceTick,
}

impl Schedule {
	/// The step that a period lies in, cut down to it: what is done in a part of a step is done evenly.
	pub fn step_in(&self, period: &Period) -> Option<Step> {
		let contains =
			|step: &&Step| step.period.start <= period.start && period.end <= step.period.end;
		let step = self.steps.iter().find(contains)?;
		let action = step.action.part(period.length_ms(), step.period.length_ms());
		Some(Step { period: *period, action, ..*step })
	}
}

impl Step {
	/// What is done and why, for people.
	pub fn reason(&self) -> String {
		let (now, later) = (krw_per_kwh(self.now), krw_per_kwh(self.later));
		match self.action {
			Action::Rest => "the battery rests: to charge it or to draw on it gains nothing".into(),
			Action::Charge { drawn_wh } => format!(
				"the battery takes {}: that costs {now} now and is worth {later} later",
				kwh(drawn_wh)
			),
			Action::Discharge { delivered_wh } => format!(
				"the battery gives {}: that is worth {now} now, and would be worth {later} later",
				kwh(delivered_wh)
			),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::calendar::{HOUR_MS, QUARTER_MS};

	const STEP: Step = Step {
		period: Period { start: HOUR_MS, end: 2 * HOUR_MS },
		load: NetWh(-1_500),
		action: Action::Charge { drawn_wh: Wh(1_000) },
		stored_wh: Wh(1_300),
		now: PriceTick(800),
		later: PriceTick(1_800),
	};

	#[test]
	fn a_quarter_has_its_part_of_the_hour() {
		let schedule = Schedule { steps: vec![STEP], gained: Ecoin(0) };
		let quarter = Period { start: HOUR_MS + QUARTER_MS, end: HOUR_MS + 2 * QUARTER_MS };
		let step = schedule.step_in(&quarter).unwrap();
		assert_eq!((step.period, step.action), (quarter, Action::Charge { drawn_wh: Wh(250) }));
		assert_eq!(schedule.step_in(&STEP.period), Some(STEP));
		let longer = Period { start: HOUR_MS, end: 3 * HOUR_MS };
		assert_eq!(schedule.step_in(&longer), None);
	}

	#[test]
	fn the_reason_says_what_it_costs_and_what_it_is_for() {
		let said = "the battery takes 1.000 kWh: that costs 80.0 KRW/kWh now and is worth 180.0 KRW/kWh later";
		assert_eq!(STEP.reason(), said);
	}
}
