//! One charge of one vehicle, as pure logic: no clock, no network, no disk.
//!
//! ```text
//! Authorizing --> Authorized --> Charging --> Ended --> Closed
//!      |              |              |                    ^
//!      +-> Refused    +-> Withdrawn -|--------------------+
//!                                    +-> CutOff ----------+
//! ```
//!
//! A charge is made when a driver identifies at a charge point, before anything is asked of the chain.
//! What the charge point says is brought into the form that the chain accepts: numbers of reports
//! without gaps, a register that never falls, a clock that never goes back. So a charge point that
//! stammers or repeats itself does no harm, and neither does one that was offline for an hour.
//!
//! | file | what it does |
//! |---|---|
//! | [`ending`] | how it ends: by the charge point, by the chain, or because nobody says so |
//! | [`metering`] | what the charge point's register said, in the form that the chain accepts |
//! | [`pricing`] | what it costs |

mod ending;
pub mod metering;
pub mod pricing;

use crate::quantities::{Ecoin, Moment, Watt, Wh, MINUTE_MS};
use metering::{Meter, Reading};
use pricing::Tariff;
use serde::{Deserialize, Serialize};

/// How long after the prepayment charging has to begin: the chain's rule.
pub const START_WITHIN_MS: Moment = 15 * MINUTE_MS;

/// How long before the prepayment a register may have been read to count as read then: the clocks of
/// charge points are not exact, and a prepayment takes a while.
const BEFORE_PREPAYMENT_MS: Moment = MINUTE_MS;

/// Which charge, in this gateway.
pub type ChargeNumber = u32;

/// Why a driver may not charge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
	/// What kind of reason.
	pub kind: RefusalKind,
	/// The reason in words, for the driver.
	pub reason: String,
}

impl Refusal {
	/// A refusal.
	pub fn new(kind: RefusalKind, reason: impl Into<String>) -> Self {
		Self { kind, reason: reason.into() }
	}
}

/// Why a driver may not charge, as far as OCPP tells reasons apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RefusalKind {
	/// Nobody has this credential.
	Unknown,
	/// The credential or its member was shut out.
	Blocked,
	/// There is not enough ecoin, or a limit is reached.
	NoCredit,
	/// The authorization is too old.
	Expired,
	/// The charge point or the credential is in use.
	InUse,
	/// It does not hold at this charge point.
	NotHere,
	/// The authorization is not what it should be.
	Invalid,
	/// The chain cannot be asked.
	OutOfReach,
}

/// How far a charge is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
	/// The chain was asked for the prepayment, and what came of it is not known yet.
	Authorizing,
	/// Ecoin is held. Charging may begin.
	Authorized,
	/// The vehicle is charging.
	Charging,
	/// Charging has ended; the vehicle may still be there.
	Ended,
	/// Charging never began and never will: the chain shall release the prepayment, if there is one.
	Withdrawn,
	/// The chain ended the session though the vehicle is charging: the charge point shall stop.
	CutOff,
	/// The driver may not charge.
	Refused(Refusal),
	/// The chain has all that there is to say.
	Closed,
}

/// What the chain agreed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
	/// What charging costs.
	pub tariff: Tariff,
	/// The most power of the charge point.
	pub power: Watt,
	/// What was prepaid.
	pub prepayment: Ecoin,
}

/// A session of the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenSession {
	/// Its number.
	pub number: u64,
	/// When the chain held the prepayment.
	pub prepaid_at: Moment,
	/// How many reports of it the chain has.
	pub recorded: u32,
}

/// What a driver authorized, to find out what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
	/// The credential that signed it.
	pub credential: [u8; 32],
	/// Its number among the authorizations of the credential.
	pub sequence: u32,
	/// When it lapses.
	pub valid_until: Moment,
}

/// How a charge began, to know it again when the charge point repeats itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Start {
	/// The charge point's name for the transaction, if it is the one who gives names (OCPP 2.0.1).
	pub transaction: Option<String>,
	/// When, by the charge point's clock.
	pub at: Moment,
	/// What its register showed, if it said so.
	pub register: Option<Wh>,
}

/// A charge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charge {
	/// Its number here.
	pub number: ChargeNumber,
	/// At which station.
	pub station: String,
	/// At which connector of the station.
	pub connector: u32,
	/// At which charge point of the chain.
	pub evse: u64,
	/// By which token the charge point names the driver.
	pub token: String,
	/// What the driver authorized; `None` if the driver prepaid directly, by an app.
	pub claim: Option<Claim>,
	/// What the chain agreed to.
	pub terms: Terms,
	/// How far it is.
	pub stage: Stage,
	/// The session, once the chain has one.
	pub session: Option<OpenSession>,
	/// How it began.
	pub start: Option<Start>,
	/// What the register said.
	pub meter: Option<Meter>,
	/// When the charge point was asked to stop, the last time.
	pub stop_asked_at: Option<Moment>,
	/// Since when the connector is said to be free, though nobody said that charging has ended.
	pub free_since: Option<Moment>,
	/// Until when a vehicle has to be there, if the driver prepaid by an app.
	#[serde(default)]
	pub plug_in_by: Option<Moment>,
	/// Whether the charge point has said that it stops.
	#[serde(default)]
	pub is_stopping: bool,
	/// When the vehicle left by the charge point's clock, if it did so before anybody said that charging has
	/// ended.
	#[serde(default)]
	pub left_at: Option<Moment>,
}

/// An event of a charge that the chain is told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
	/// Charging began.
	Began,
	/// The register was read.
	Metered,
	/// Charging ended.
	Ended,
	/// The vehicle left.
	Left,
}

/// What the chain shall be told of a charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
	/// When it happened.
	pub at: Moment,
	/// What the register showed.
	pub register: Wh,
	/// What happened.
	pub event: Event,
}

impl Charge {
	/// The chain holds the prepayment.
	pub fn prepaid(&mut self, session: OpenSession) {
		self.session = Some(session);
		if self.stage == Stage::Authorizing {
			self.stage = Stage::Authorized;
		}
	}

	/// Charging may no longer begin, if it has not.
	pub fn withdraw(&mut self) {
		if matches!(self.stage, Stage::Authorizing | Stage::Authorized) {
			self.stage = Stage::Withdrawn;
		}
	}

	/// The charge point begins. Says what to tell the chain.
	///
	/// # Errors
	///
	/// If nothing is prepaid, or it was too long ago.
	pub fn begin(&mut self, start: Start, now: Moment) -> Result<Option<Report>, Refusal> {
		let (Stage::Authorized, Some(session)) = (&self.stage, self.session) else {
			return Err(Refusal::new(RefusalKind::Invalid, "Nothing is prepaid for this."));
		};
		if now > session.prepaid_at + START_WITHIN_MS {
			self.stage = Stage::Withdrawn;
			return Err(Refusal::new(
				RefusalKind::Expired,
				"Charging did not begin in time, and the prepayment is released.",
			));
		}
		self.stage = Stage::Charging;
		let first = start.register.map(|register| Reading { at: start.at, register });
		self.start = Some(start);
		Ok(first.and_then(|first| self.meter(first, now)))
	}

	/// The charge point read its register. Says what to tell the chain, if anything is new.
	///
	/// What flowed before the prepayment, as where charging began while the charge point was offline, is
	/// not billed: the meter begins with the first reading after it.
	pub fn meter(&mut self, reading: Reading, now: Moment) -> Option<Report> {
		let (Stage::Charging, Some(session)) = (&self.stage, self.session) else { return None };
		let reading = Reading { at: reading.at.min(now), ..reading };
		if self.free_since.is_some_and(|since| reading.at > since) {
			(self.free_since, self.left_at) = (None, None);
		}
		match &mut self.meter {
			None if reading.at + BEFORE_PREPAYMENT_MS < session.prepaid_at => None,
			None => Some(self.begin_meter(reading, session, now)),
			Some(meter) => {
				let next = meter.advance(reading, &self.terms, now)?;
				Some(next.as_report(Event::Metered))
			}
		}
	}

	/// The first reading. The chain knows of no time before the prepayment.
	fn begin_meter(&mut self, reading: Reading, session: OpenSession, now: Moment) -> Report {
		let first = Reading { at: reading.at.max(session.prepaid_at), ..reading };
		self.meter = Some(Meter::begin(first, now));
		first.as_report(Event::Began)
	}

	/// Whether the vehicle is charging, as far as the chain has to know.
	pub fn is_charging(&self) -> bool {
		self.stage == Stage::Charging
	}

	/// Whether there is nothing more to come from the charge point.
	pub fn is_over(&self) -> bool {
		match self.stage {
			Stage::Ended => !self.terms.tariff.has_occupancy_fee,
			Stage::Closed | Stage::Refused(_) => true,
			_ => false,
		}
	}

	/// The last moment of which it knows.
	pub fn last_moment(&self) -> Moment {
		let moments = [
			self.claim.map(|claim| claim.valid_until),
			self.session.map(|session| session.prepaid_at),
			self.meter.as_ref().map(|meter| meter.last.at),
		];
		moments.into_iter().flatten().max().unwrap_or_default()
	}

	/// What the energy has cost so far.
	pub fn cost(&self) -> Ecoin {
		self.meter.as_ref().map(|meter| meter.cost).unwrap_or_default()
	}
}

#[cfg(test)]
mod tests;
