//! How a charge ends: by the charge point, by the chain, or because nobody says so.

use super::{metering::Meter, Charge, Event, Reading, Report, Stage};
use crate::quantities::{Ecoin, Moment, Wh, MINUTE_MS};

/// How long ahead a charge is looked at: it is stopped when it could use up the prepayment so soon, at the
/// power of the last while.
const STOP_AHEAD_MS: Moment = 30 * 1_000;

/// How long a charge point has to stop before it is asked again.
const STOP_AGAIN_MS: Moment = 30 * 1_000;

/// How long a charge point has to say that charging has ended once it says that its connector is free: one
/// that was offline says so first, and then tells what it kept.
const ABANDONED_MS: Moment = 5 * MINUTE_MS;

/// How often the chain is told that a vehicle still occupies the charge point.
const OCCUPANCY_INTERVAL_MS: Moment = 10 * MINUTE_MS;

impl Charge {
	/// Charging has ended, with the register at this value if it was read. Says what to tell the chain.
	pub fn end(&mut self, at: Moment, register: Option<Wh>, now: Moment) -> Vec<Report> {
		let (Stage::Charging, Some(session)) = (&self.stage, self.session) else {
			self.leave_cut_off();
			return vec![];
		};
		let at = at.min(now);
		let mut reports = Vec::new();
		if self.meter.is_none() {
			// The register was never read before: all that is known is how it ended.
			let register = register.unwrap_or_default();
			reports.push(self.begin_meter(Reading { at, register }, session, now));
		}
		self.stage = Stage::Ended;
		let Some(meter) = &mut self.meter else { return reports };
		let last = meter.finish(at, register, &self.terms);
		reports.push(last.as_report(Event::Ended));
		if let Some(left_at) = self.left_at.or(self.free_since) {
			// The vehicle was gone before the end was told of. Nobody will say so again.
			reports.extend(self.leave(left_at, now));
		}
		reports
	}

	/// The connector is said to be free since a time by the charge point's clock, though charging has not
	/// ended.
	pub fn note_free(&mut self, at: Moment, now: Moment) {
		if self.stage == Stage::Charging && self.free_since.is_none() {
			self.free_since = Some(now);
			self.left_at = Some(at.min(now));
		}
	}

	/// Whether the charge point, which is connected since then, had long enough to say that charging has
	/// ended: what it kept while it was away comes in its order, the end last.
	pub fn is_abandoned(&self, connected_since: Moment, now: Moment) -> bool {
		let Some(free_since) = self.free_since else { return false };
		let heard_at = self.meter.as_ref().map_or(0, |meter| meter.heard_at);
		let since = free_since.max(heard_at).max(connected_since);
		self.stage == Stage::Charging && now >= since + ABANDONED_MS
	}

	/// Charging has ended, and the charge point will not say how: it counts until its last reading. Says what
	/// to tell the chain.
	pub fn abandon(&mut self, now: Moment) -> Vec<Report> {
		let started_at = self.start.as_ref().map_or(now, |start| start.at);
		let at = self.meter.as_ref().map_or(started_at, |meter| meter.last.at);
		// Nobody knows how long the vehicle stayed after that: it costs nothing.
		self.left_at = Some(at);
		self.end(at, None, now)
	}

	/// Another vehicle charges there now, and nobody said that this one left: it counts as gone since it
	/// was last known to be there. Says what to tell the chain, if that matters.
	pub fn give_way(&mut self, now: Moment) -> Option<Report> {
		let known_at = self.meter.as_ref().map(|meter| meter.last.at)?;
		if self.stage == Stage::Ended {
			self.leave(known_at, now)
		} else {
			None
		}
	}

	/// The vehicle has left. Says what to tell the chain, if that matters.
	pub fn leave(&mut self, at: Moment, now: Moment) -> Option<Report> {
		if self.stage != Stage::Ended {
			self.leave_cut_off();
			return None;
		}
		self.stage = Stage::Closed;
		let meter = self.meter.as_mut().filter(|_| self.terms.tariff.has_occupancy_fee)?;
		let last = meter.finish(at.min(now), None, &self.terms);
		Some(last.as_report(Event::Left))
	}

	/// The vehicle is still there. Says what to tell the chain, if staying costs something and the chain
	/// was not told for a while.
	pub fn stay(&mut self, now: Moment) -> Option<Report> {
		let costs = self.stage == Stage::Ended && self.terms.tariff.has_occupancy_fee;
		let is_time = |meter: &&mut Meter| now >= meter.last.at + OCCUPANCY_INTERVAL_MS;
		let meter = self.meter.as_mut().filter(|_| costs).filter(is_time)?;
		Some(meter.finish(now, None, &self.terms).as_report(Event::Metered))
	}

	/// The chain has ended the session: it takes no more reports. If the vehicle is charging, it must be
	/// stopped.
	pub fn cut_off(&mut self) {
		self.stage = match self.stage {
			Stage::Charging | Stage::CutOff => Stage::CutOff,
			_ => Stage::Closed,
		};
	}

	/// The charge point has stopped what was cut off, if it was.
	fn leave_cut_off(&mut self) {
		if self.stage == Stage::CutOff {
			self.stage = Stage::Closed;
		}
	}

	/// Whether the charge point should be asked now to stop: because the chain ended the session, or lest
	/// the energy cost more than was prepaid; not if it was just asked.
	pub fn should_stop(&self, now: Moment) -> bool {
		let is_due = match self.stage {
			Stage::CutOff => true,
			Stage::Charging => self.cost_soon(now) >= self.terms.prepayment,
			_ => false,
		};
		is_due && self.stop_asked_at.is_none_or(|asked| now >= asked + STOP_AGAIN_MS)
	}

	/// What the energy will have cost soon, if it has gone on flowing since the last reading as it did before.
	fn cost_soon(&self, now: Moment) -> Ecoin {
		let (read_at, heard_at, power) = match (&self.meter, &self.start, self.session) {
			(Some(meter), ..) => {
				(meter.last.at, meter.heard_at, meter.recent_power(self.terms.power))
			}
			(None, Some(start), Some(session)) => {
				// The register was never read. Nothing is billed of what flowed before the prepayment.
				let since = start.at.max(session.prepaid_at);
				(since, since, self.terms.power)
			}
			_ => return Ecoin::default(),
		};
		let unread_ms = now.saturating_sub(heard_at) + STOP_AHEAD_MS;
		let unread = power.energy_in(unread_ms);
		let cost = self.terms.tariff.cost(read_at, read_at + unread_ms, unread);
		Ecoin(self.cost().0.saturating_add(cost.0))
	}
}
