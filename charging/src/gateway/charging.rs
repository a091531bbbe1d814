//! Charges begin, are metered and end.

use super::{
	stations::{ConnectorState, Request, Station},
	Begun, Gateway, Trouble,
};
use crate::{
	charge::{metering::Reading, Charge, ChargeNumber, Refusal, RefusalKind, Stage, Start},
	quantities::{Ecoin, Moment, Wh},
	store::Named,
};
use anyhow::Result;
use std::sync::Arc;

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
		let named = self.store.named(&station.name, &what.name)?;
		// A station that gives names can begin the same transaction with another driver, if one is refused.
		let is_repeated =
			|named: &Named| named.refusal.is_none() || what.start.transaction.is_none();
		if let Some(named) = named.filter(is_repeated) {
			let verdict = named.refusal.map_or(Ok(()), Err);
			return Ok(Begun { number: named.number, verdict });
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

	async fn begin_charge(
		&self,
		station: &Station,
		what: &Beginning,
	) -> Result<ChargeNumber, Trouble> {
		let token = what.token.to_uppercase();
		let known = self.store.charge_of_token(&station.name, &token)?;
		let charge = match known {
			Some(charge) if charge.stage == Stage::Authorized => {
				if charge.connector != what.connector {
					let reason = "It was authorized for another connector.";
					return Err(Refusal::new(RefusalKind::NotHere, reason).into());
				}
				charge
			}
			_ => self.prepay_by_tag(station, what.connector, &token).await?,
		};
		let now = self.now();
		let begin = |charge: &mut Charge| charge.begin(what.start.clone(), now);
		self.store.begin(charge.number, &station.name, &what.name, begin)??;
		Ok(charge.number)
	}

	/// The register of a charge was read. If the prepayment is nearly used up, the station is asked to
	/// stop.
	pub async fn meter(
		self: &Arc<Self>,
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
			let stop = charge.should_stop() && !charge.stop_asked;
			charge.stop_asked |= stop;
			(stop.then(|| charge.clone()), reports)
		})?;
		self.news.notify_one();
		if let Some(charge) = stop {
			self.ask_to_stop(station, charge);
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

	/// A station says how a connector is. When a vehicle goes away, what it was charged for is over,
	/// and what was prepaid for it but never begun is given back.
	pub async fn note_state(
		&self,
		station: &Station,
		connector: u32,
		state: ConnectorState,
		at: Moment,
	) -> Result<(), Trouble> {
		let _turn = station.turn.lock().await;
		let before = station.note_state(connector, state);
		if state != ConnectorState::Free {
			self.news.notify_one();
			return Ok(());
		}
		let went_away = before == Some(ConnectorState::Taken);
		let now = self.now();
		let charges = self.store.open_charges()?.into_iter();
		for charge in
			charges.filter(|charge| charge.station == station.name && charge.connector == connector)
		{
			self.store.change(charge.number, |charge| {
				// Who prepaid by an app may be on the way here still: it was another's vehicle.
				if went_away && charge.claim.is_some() {
					charge.withdraw();
				}
				((), charge.leave(at, now).into_iter().collect())
			})?;
		}
		self.news.notify_one();
		Ok(())
	}

	/// Which charge a station's name for a transaction stands for.
	pub fn charge_named(&self, station: &Station, name: &str) -> Result<Option<ChargeNumber>> {
		let named = self.store.named(&station.name, name)?;
		Ok(named.filter(|named| named.refusal.is_none()).map(|named| named.number))
	}

	/// The charge that goes on at a connector.
	pub fn charge_at(&self, station: &Station, connector: u32) -> Result<Option<ChargeNumber>> {
		let charges = self.store.open_charges()?;
		let here = |charge: &&Charge| {
			charge.station == station.name
				&& charge.connector == connector
				&& charge.stage == Stage::Charging
		};
		Ok(charges.iter().find(here).map(|charge| charge.number))
	}

	fn is_charge_of(&self, station: &Station, number: ChargeNumber) -> Result<bool> {
		let charge = self.store.charge(number)?;
		let is_own = charge.is_some_and(|charge| charge.station == station.name);
		if !is_own {
			tracing::warn!("{}: there is no transaction {number}", station.name);
		}
		Ok(is_own)
	}

	/// Asks a station to stop a charge, beside everything else: it is waiting for an answer itself. If it
	/// does not, it is asked again at the next reading.
	fn ask_to_stop(self: &Arc<Self>, station: &Arc<Station>, charge: Charge) {
		let (cost, prepayment) = (charge.cost(), charge.terms.prepayment);
		tracing::info!("{}: {cost} of {prepayment} are used up: asking to stop", station.name);
		let (gateway, station) = (self.clone(), station.clone());
		tokio::spawn(async move {
			let number = charge.number;
			let refusal = match station.ask(&Request::Stop(Box::new(charge))).await {
				Ok(true) => return,
				Ok(false) => "it refuses".to_string(),
				Err(error) => format!("{error:#}"),
			};
			tracing::warn!("{}: transaction {number} is not stopped: {refusal}", station.name);
			let again = gateway.store.change(number, |charge| {
				charge.stop_asked = false;
				((), vec![])
			});
			if let Err(error) = again {
				tracing::error!("The store cannot be written: {error:#}");
			}
		});
	}
}
