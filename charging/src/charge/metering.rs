//! What a charge point's register said, in the form that the chain accepts.

use super::{Event, Report, Terms};
use crate::quantities::{Ecoin, Moment, Watt, Wh, MINUTE_MS};
use serde::{Deserialize, Serialize};

/// How exact a charger's clock is at least: many know whole seconds only.
const CLOCK_GRAIN_MS: Moment = 1_000;

/// What the register showed at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
	/// When.
	pub at: Moment,
	/// What it showed.
	pub register: Wh,
}

impl Reading {
	/// The reading as a report of an event.
	pub fn as_report(self, event: Event) -> Report {
		Report { at: self.at, register: self.register, event }
	}
}

/// The meter of a charge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meter {
	/// How it began.
	pub first: Reading,
	/// The last reading that was believed.
	pub last: Reading,
	/// The one before.
	before: Reading,
	/// When the last one was heard of, by this gateway's clock.
	pub heard_at: Moment,
	/// What the energy has cost so far.
	pub cost: Ecoin,
}

impl Meter {
	/// The first reading, heard of now.
	pub fn begin(first: Reading, now: Moment) -> Self {
		Self { first, last: first, before: first, heard_at: now, cost: Ecoin::default() }
	}

	/// Takes the next reading, if it can be believed: later than the last one, the register not lower,
	/// and no more energy than the charge point can deliver. Otherwise nothing changes.
	pub fn advance(&mut self, next: Reading, terms: &Terms, now: Moment) -> Option<Reading> {
		let is_believed = next.at > self.last.at
			&& next.register >= self.last.register
			&& next.register <= self.most_at(next.at, terms.power);
		is_believed.then(|| {
			self.heard_at = now;
			self.take(next, terms)
		})
	}

	/// Takes the last reading. What cannot be believed of it is put right: the driver must get away, and
	/// pays for no more than could have flowed.
	pub fn finish(&mut self, at: Moment, register: Option<Wh>, terms: &Terms) -> Reading {
		let at = at.max(self.last.at);
		let register = register.unwrap_or(self.last.register).max(self.last.register);
		let most = self.most_at(at, terms.power).max(self.last.register);
		let register = register.min(most);
		self.take(Reading { at, register }, terms)
	}

	/// The power since the reading before, at most that of the charge point; that, if it is not known.
	pub fn recent_power(&self, most: Watt) -> Watt {
		let elapsed_ms = self.last.at - self.before.at;
		let energy = self.last.register.0 - self.before.register.0;
		let watts = u128::from(energy) * 60 * u128::from(MINUTE_MS) / u128::from(elapsed_ms.max(1));
		if elapsed_ms == 0 {
			most
		} else {
			Watt(watts.min(most.0.into()) as u64)
		}
	}

	/// The most that the register can show at a time: the chain's rule.
	fn most_at(&self, at: Moment, power: Watt) -> Wh {
		let flowed = power.energy_in(at - self.first.at + CLOCK_GRAIN_MS);
		Wh(self.first.register.0.saturating_add(flowed.0))
	}

	fn take(&mut self, next: Reading, terms: &Terms) -> Reading {
		let energy = Wh(next.register.0 - self.last.register.0);
		let cost = terms.tariff.cost(self.last.at, next.at, energy);
		self.cost = Ecoin(self.cost.0.saturating_add(cost.0));
		if next.at > self.last.at {
			self.before = self.last;
		}
		self.last = next;
		next
	}
}
