//! Charges begin, are metered and end.

use super::{
	stations::{ConnectorState, Station},
	Begun, Gateway, Trouble,
};
use crate::{
	charge::{metering::Reading, Charge, ChargeNumber, Refusal, RefusalKind, Stage, Start},
	quantities::{Ecoin, Moment, Wh, MINUTE_MS},
	store::Named,
};
use anyhow::Result;
use std::sync::Arc;

/// How late a station may tell of a start without being asked why: a driver's identification may take a
/// while.
const LATE_START_MS: Moment = MINUTE_MS;

/// A start, as a station told of it.
#[derive(Clone, Debug)]
pub struct Beginning {
	/// At which connector.
	pub connector: u32,
	/// By which token the driver is named.
	pub token: String,
	/// When and how.
	pub start: Start,
	/// How the station will name this very start, should it tell of it again.
	pub name: String,
}

impl Gateway {
	/// A charge begins. The same start gets the same answer again.
	pub async fn begin(&self, station: &Station, what: Beginning) -> Result<Begun, Trouble> {
		let _turn = station.turn.lock().await;
		if let Some(named) = self.store.named(&station.name, &what.name)? {
			if self.is_repeated(&named, &what.start)? {
				let verdict = named.refusal.map_or(Ok(()), Err);
				return Ok(Begun { number: named.number, verdict });
			}
		}
		match self.begin_charge(station, &what).await {
			Ok(number) => {
				self.news.notify_one();
				Ok(Begun { number, verdict: Ok(()) })
			}
			Err(Trouble::Refused(refusal)) => {
				tracing::info!("{}: a start is refused: {}", station.name, refusal.reason);
				let number = self.store.name_refused(&station.name, &what.name, refusal.clone())?;
				Ok(Begun { number, verdict: Err(refusal) })
			}
			Err(broken) => Err(broken),
		}
	}

	/// Whether a start is one that has its name already. A station that gives names can begin the same
	/// transaction with another driver: if one is refused, or once the charge of one has ended.
	fn is_repeated(&self, named: &Named, start: &Start) -> Result<bool> {
		match (&start.transaction, &named.refusal) {
			(None, _) => Ok(true),
			(Some(_), Some(_)) => Ok(false),
			(Some(_), None) => {
				let known = self.store.charge(named.number)?;
				Ok(known.is_some_and(|charge| {
					charge.is_charging() || charge.start.is_some_and(|known| known.at == start.at)
				}))
			}
		}
	}

	async fn begin_charge(
		&self,
		station: &Station,
		what: &Beginning,
	) -> Result<ChargeNumber, Trouble> {
		let known = self.store.charge_of_token(&station.name, &self.name_of(&what.token))?;
		let charge = match known {
			Some(charge) if charge.stage == Stage::Authorized => {
				if charge.connector != what.connector {
					let reason = "It was authorized for another connector.";
					return Err(Refusal::new(RefusalKind::NotHere, reason).into());
				}
				charge
			}
			_ => self.prepay_by_tag(station, what.connector, &what.token).await?,
		};
		let now = self.now();
		let behind_ms = now.saturating_sub(what.start.at);
		if behind_ms > LATE_START_MS {
			tracing::warn!(
				"{}: a start comes {} s late: either charging began without asking, and what flowed \
				 until now is not billed, or the station's clock is behind",
				station.name,
				behind_ms / 1_000
			);
		}
		let begin = |charge: &mut Charge| charge.begin(what.start.clone(), now);
		self.store.begin(charge.number, &station.name, &what.name, begin)??;
		station.note_charging(what.connector);
		Ok(charge.number)
	}

	/// The register of a charge was read. If the prepayment is nearly used up, the station is asked to
	/// stop.
	pub async fn meter(
		&self,
		station: &Arc<Station>,
		number: ChargeNumber,
		readings: Vec<Reading>,
	) -> Result<(), Trouble> {
		let _turn = station.turn.lock().await;
		if !self.is_charge_of(station, number)? {
			return Ok(());
		}
		let now = self.now();
		let stop = self.store.change(number, |charge| {
			let reports =
				readings.into_iter().filter_map(|reading| charge.meter(reading, now)).collect();
			(charge.should_stop(now), reports)
		})?;
		self.news.notify_one();
		if stop {
			self.ask_to_stop(station, number)?;
		}
		Ok(())
	}

	/// A charge has ended. Returns what it cost, if it is one.
	pub async fn end(
		&self,
		station: &Station,
		number: ChargeNumber,
		at: Moment,
		register: Option<Wh>,
	) -> Result<Option<Ecoin>, Trouble> {
		let _turn = station.turn.lock().await;
		if !self.is_charge_of(station, number)? {
			return Ok(None);
		}
		let now = self.now();
		let cost = self.store.change(number, |charge| {
			let reports = charge.end(at, register, now);
			(charge.cost(), reports)
		})?;
		self.news.notify_one();
		Ok(Some(cost))
	}

	/// A station says that it stops a charge: by what it says next, charging may have ended.
	pub async fn note_stop(&self, station: &Station, number: ChargeNumber) -> Result<(), Trouble> {
		let _turn = station.turn.lock().await;
		if self.is_charge_of(station, number)? {
			self.store.change(number, |charge| {
				charge.is_stopping = true;
				((), vec![])
			})?;
		}
		Ok(())
	}

	/// Whether a charge's station has said that it stops it.
	pub fn is_stopping(&self, number: ChargeNumber) -> Result<bool> {
		Ok(self.store.charge(number)?.is_some_and(|charge| charge.is_stopping))
	}

	/// The vehicle of a charge has left.
	pub async fn leave(
		&self,
		station: &Station,
		number: ChargeNumber,
		at: Moment,
	) -> Result<(), Trouble> {
		let _turn = station.turn.lock().await;
		if self.is_charge_of(station, number)? {
			let now = self.now();
			let leave = |charge: &mut Charge| ((), charge.leave(at, now).into_iter().collect());
			self.store.change(number, leave)?;
			self.news.notify_one();
		}
		Ok(())
	}

	/// A station says how a connector is. When a vehicle goes away, what it was charged for is over; and if it
	/// did not charge, what was prepaid for it is given back. One that has charged is another driver's.
	pub async fn note_state(
		&self,
		station: &Station,
		connector: u32,
		state: ConnectorState,
		at: Moment,
	) -> Result<(), Trouble> {
		let _turn = station.turn.lock().await;
		let now = self.now();
		let gone = station.note_state(connector, state);
		let has_given_up = gone.is_some_and(|vehicle| !vehicle.has_charged);
		// A station may say that charging has begun before it says that a vehicle is there, and a gateway
		// that starts hears only the latter.
		let is_charging = |charge: &Charge| charge.is_charging() && charge.free_since.is_none();
		if state == ConnectorState::Taken
			&& self.charges_at(station, connector)?.iter().any(is_charging)
		{
			station.note_charging(connector);
		}
		if state == ConnectorState::Free {
			for charge in self.charges_at(station, connector)? {
				self.store.change(charge.number, |charge| {
					if has_given_up {
						charge.withdraw();
					}
					charge.note_free(at, now);
					((), charge.leave(at, now).into_iter().collect())
				})?;
			}
		}
		self.news.notify_one();
		Ok(())
	}

	/// Whether a connector is free although its charge has not ended, and the station may still say how it
	/// did.
	pub(super) fn may_hear_of_end(&self, station: &Station, connector: u32) -> Result<bool> {
		let is_over = self.is_abandoned(station);
		let charges = self.charges_at(station, connector)?;
		let mut freed =
			charges.iter().filter(|charge| charge.is_charging() && charge.free_since.is_some());
		Ok(freed.any(|charge| !is_over(charge)))
	}

	/// Ends what is charging at a connector by what the station said so far, although the station has said
	/// for a while that the connector is free; and lets go of who charged there before.
	pub(super) fn end_where_free(&self, station: &Station, connector: u32) -> Result<()> {
		self.end_at(station, connector, self.is_abandoned(station))?;
		self.give_way_at(station, connector)
	}

	/// Says of a charge whether its station had long enough to say how it ended, and can say so.
	pub(super) fn is_abandoned(&self, station: &Station) -> impl Fn(&Charge) -> bool {
		let (since, now) = (station.connected_since(), self.now());
		move |charge| since.is_some_and(|since| charge.is_abandoned(since, now))
	}

	/// Whose vehicle was last known to be at a connector after its charge ended, and which the next one has
	/// taken the place of: has left.
	pub(super) fn give_way_at(&self, station: &Station, connector: u32) -> Result<()> {
		let now = self.now();
		let mut ended = self.charges_at(station, connector)?;
		ended.retain(|charge| charge.stage == Stage::Ended);
		for charge in ended {
			let give_way = |charge: &mut Charge| ((), charge.give_way(now).into_iter().collect());
			self.store.change(charge.number, give_way)?;
			self.news.notify_one();
		}
		Ok(())
	}

	/// Ends what is charging at a connector, and has come so far, at its last reading.
	pub(super) fn end_at(
		&self,
		station: &Station,
		connector: u32,
		is_done: impl Fn(&Charge) -> bool,
	) -> Result<()> {
		let now = self.now();
		let is_done = |charge: &Charge| charge.is_charging() && is_done(charge);
		for charge in self.charges_at(station, connector)?.into_iter().filter(is_done) {
			tracing::warn!(
				"{}: transaction {} ends at its last reading: the station does not say how it ended",
				station.name,
				charge.number
			);
			self.store.change(charge.number, |charge| {
				let still = is_done(charge);
				((), if still { charge.abandon(now) } else { vec![] })
			})?;
			self.news.notify_one();
		}
		Ok(())
	}

	/// Which charge a station's name for a transaction stands for.
	pub fn charge_named(&self, station: &Station, name: &str) -> Result<Option<ChargeNumber>> {
		let named = self.store.named(&station.name, name)?;
		Ok(named.filter(|named| named.refusal.is_none()).map(|named| named.number))
	}

	/// The charge that goes on at a connector: the newest, should an older one not have ended.
	pub fn charge_at(&self, station: &Station, connector: u32) -> Result<Option<ChargeNumber>> {
		let charges = self.charges_at(station, connector)?;
		let newest = charges.iter().rev().find(|charge| charge.is_charging());
		Ok(newest.map(|charge| charge.number))
	}

	/// The charges at a connector that are not done with, the oldest first.
	fn charges_at(&self, station: &Station, connector: u32) -> Result<Vec<Charge>> {
		let mut charges = self.store.open_charges()?;
		charges.retain(|charge| charge.station == station.name && charge.connector == connector);
		Ok(charges)
	}

	fn is_charge_of(&self, station: &Station, number: ChargeNumber) -> Result<bool> {
		let charge = self.store.charge(number)?;
		let is_own = charge.is_some_and(|charge| charge.station == station.name);
		if !is_own {
			tracing::warn!("{}: there is no transaction {number}", station.name);
		}
		Ok(is_own)
	}
}
