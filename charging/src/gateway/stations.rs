//! The stations, and how they are reached.

use crate::{
	charge::{Charge, ChargeNumber},
	config::StationConfig,
	quantities::Moment,
};
use anyhow::{Context, Result};
use async_trait::async_trait;
use std::{
	collections::HashMap,
	sync::{
		atomic::{AtomicBool, Ordering::Relaxed},
		Arc, Mutex, MutexGuard, PoisonError,
	},
	time::{Duration, Instant},
};
use tokio::sync::Mutex as AsyncMutex;

/// What the gateway asks of a station.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
	/// To say how a connector is.
	TellState {
		/// Which connector.
		connector: u32,
	},
	/// To stop a charge.
	Stop(Box<Charge>),
	/// To keep a connector for a driver.
	Reserve {
		/// The number of the reservation.
		reservation: u32,
		/// Which connector.
		connector: u32,
		/// By which token the driver will be named.
		token: String,
		/// Until when.
		until: Moment,
	},
	/// To keep a connector no longer.
	CancelReservation {
		/// The number of the reservation.
		reservation: u32,
	},
	/// To start charging.
	Start {
		/// The number of the request.
		number: u32,
		/// At which connector.
		connector: u32,
		/// By which token the driver is named.
		token: String,
	},
}

/// A connection to a station, by which it can be asked for something.
#[async_trait]
pub trait Outlet: Send + Sync {
	/// Asks a station. Says whether it agreed.
	///
	/// # Errors
	///
	/// If it does not answer in time, or answers with an error.
	async fn ask(&self, request: &Request) -> Result<bool>;

	/// Has a station read its register so often during a charge, in seconds. Says whether it agreed.
	///
	/// # Errors
	///
	/// If it does not answer in time, or answers with an error.
	async fn set_up(&self, meter_interval_s: u32) -> Result<bool>;

	/// Ends the connection: the station has a newer one.
	fn close(&self);
}

/// How a connector is, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConnectorState {
	/// Nothing is plugged in.
	Free,
	/// A vehicle is there.
	Taken,
	/// A vehicle is there that charges, or has charged.
	Charged,
	/// Something else.
	Other,
}

/// A vehicle at a connector.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Vehicle {
	/// Whether it charges there, or has charged since it came: then whoever prepays next is another driver.
	pub has_charged: bool,
}

/// A station.
pub struct Station {
	/// Its name.
	pub name: String,
	/// The hash of its password.
	pub password_hash: String,
	/// The charge points of the chain that its connectors are.
	evses: Vec<u64>,
	/// Held by whoever handles something that the station said: one thing after the other.
	pub turn: AsyncMutex<()>,
	/// By which connection it is reached, and since when.
	outlet: Mutex<Option<(Arc<dyn Outlet>, Moment)>>,
	/// The vehicles that this gateway knows of, by connector.
	vehicles: Mutex<HashMap<u32, Vehicle>>,
	/// By connector: the transaction that began there before it was known who the driver is (OCPP 2.0.1).
	nameless: Mutex<HashMap<u32, String>>,
	/// Whether it has called and was not asked since how its connectors are.
	has_called: AtomicBool,
	/// Whether it has booted and was not set up since.
	has_booted: AtomicBool,
	/// Which charge the station was asked to start last, and when.
	asked_to_start: Mutex<Option<(ChargeNumber, Instant)>>,
}

impl From<&StationConfig> for Station {
	fn from(config: &StationConfig) -> Self {
		Self {
			name: config.name.clone(),
			password_hash: config.password_hash.clone(),
			evses: config.evses.clone(),
			turn: AsyncMutex::new(()),
			outlet: Mutex::default(),
			vehicles: Mutex::default(),
			nameless: Mutex::default(),
			has_called: AtomicBool::default(),
			has_booted: AtomicBool::default(),
			asked_to_start: Mutex::default(),
		}
	}
}

/// How long a station has to start a charge before it is asked again.
const ASK_AGAIN: Duration = Duration::from_secs(60);

/// How often a station shall read the register during a charge, in seconds.
const METER_INTERVAL_S: u32 = 60;

impl Station {
	/// The charge point that a connector is.
	pub fn evse_at(&self, connector: u32) -> Option<u64> {
		self.evses.get(usize::try_from(connector).ok()?.checked_sub(1)?).copied()
	}

	/// The connector that is a charge point.
	pub fn connector_of(&self, evse: u64) -> Option<u32> {
		let position = self.evses.iter().position(|known| *known == evse)?;
		u32::try_from(position + 1).ok()
	}

	/// The only connector, if there is only one.
	pub fn only_connector(&self) -> Option<u32> {
		(self.evses.len() == 1).then_some(1)
	}

	/// From now on the station is reached by this connection, and by no other.
	pub fn plug_in(&self, outlet: Arc<dyn Outlet>, now: Moment) {
		if let Some((before, _)) = lock(&self.outlet).replace((outlet, now)) {
			before.close();
		}
		self.has_called.store(true, Relaxed);
	}

	/// The station is no longer reached by this connection.
	pub fn unplug(&self, outlet: &Arc<dyn Outlet>) {
		let mut current = lock(&self.outlet);
		if current.as_ref().is_some_and(|(current, _)| Arc::ptr_eq(current, outlet)) {
			*current = None;
		}
	}

	/// Since when the station is connected, if it is.
	pub fn connected_since(&self) -> Option<Moment> {
		lock(&self.outlet).as_ref().map(|(_, since)| *since)
	}

	/// Whether the station is connected.
	pub fn is_connected(&self) -> bool {
		self.connected_since().is_some()
	}

	/// Asks the station for something. Says whether it agreed.
	///
	/// # Errors
	///
	/// If it is not connected or does not answer properly.
	pub async fn ask(&self, request: &Request) -> Result<bool> {
		self.outlet()?.ask(request).await
	}

	/// By what the station can be asked for something.
	fn outlet(&self) -> Result<Arc<dyn Outlet>> {
		let outlet = lock(&self.outlet).as_ref().map(|(outlet, _)| outlet.clone());
		outlet.context("the station is not connected")
	}

	/// The station has booted: what it was set up to do, it may have forgotten.
	pub fn note_boot(&self) {
		self.has_booted.store(true, Relaxed);
	}

	/// Sets the station up as far as the gateway needs it, if it has booted, and asks how its connectors are, if
	/// it has called again: beside everything else, for it answers when it has time.
	pub fn set_up_if_new(self: &Arc<Self>) {
		let has_booted = self.has_booted.swap(false, Relaxed);
		let has_called = self.has_called.swap(false, Relaxed);
		let station = self.clone();
		if has_booted || has_called {
			tokio::spawn(async move {
				if has_booted {
					station.set_up().await;
				}
				if has_called {
					station.ask_for_states().await;
				}
			});
		}
	}

	async fn set_up(&self) {
		let name = &self.name;
		let set_up = async { self.outlet()?.set_up(METER_INTERVAL_S).await };
		match set_up.await {
			Ok(true) => {}
			Ok(false) => tracing::warn!("{name}: it reads its register as often as it likes"),
			Err(error) => tracing::warn!("{name}: it is not set up: {error:#}"),
		}
	}

	/// Has the station say how its connectors are: this gateway may have been away when they changed. One that
	/// does not know this tells of the next change.
	async fn ask_for_states(&self) {
		for connector in (1..).take(self.evses.len()) {
			if let Err(error) = self.ask(&Request::TellState { connector }).await {
				return tracing::debug!("{}: how it is, it does not say: {error:#}", self.name);
			}
		}
	}

	/// Notes how a connector is. Says which vehicle is gone now, if one was known to be there.
	pub fn note_state(&self, connector: u32, state: ConnectorState) -> Option<Vehicle> {
		self.evse_at(connector)?;
		let mut vehicles = lock(&self.vehicles);
		match state {
			ConnectorState::Free => return vehicles.remove(&connector),
			ConnectorState::Taken => _ = vehicles.entry(connector).or_default(),
			ConnectorState::Charged => {
				_ = vehicles.insert(connector, Vehicle { has_charged: true })
			}
			ConnectorState::Other => {}
		}
		None
	}

	/// The vehicle at a connector charges, if one is known to be there.
	pub fn note_charging(&self, connector: u32) {
		if let Some(vehicle) = lock(&self.vehicles).get_mut(&connector) {
			vehicle.has_charged = true;
		}
	}

	/// The vehicle that is known to be at a connector, if one is.
	pub fn vehicle_at(&self, connector: u32) -> Option<Vehicle> {
		lock(&self.vehicles).get(&connector).copied()
	}

	/// Whether a vehicle is at a connector that has not charged there.
	pub fn has_uncharged_vehicle(&self, connector: u32) -> bool {
		self.vehicle_at(connector).is_some_and(|vehicle| !vehicle.has_charged)
	}

	/// Whether the station can be asked now to start a charge: not if it was just asked for the same.
	pub fn may_be_started(&self, charge: ChargeNumber) -> bool {
		let mut asked = lock(&self.asked_to_start);
		let just_now =
			asked.is_some_and(|(last, then)| last == charge && then.elapsed() < ASK_AGAIN);
		let may = self.is_connected() && !just_now;
		if may {
			*asked = Some((charge, Instant::now()));
		}
		may
	}

	/// Remembers at which connector a transaction is whose driver is not known yet: the last one there.
	pub fn note_nameless(&self, transaction: &str, connector: u32) {
		if self.evse_at(connector).is_some() {
			lock(&self.nameless).insert(connector, transaction.to_string());
		}
	}

	/// At which connector a transaction is whose driver was not known. Forgets it.
	pub fn take_nameless(&self, transaction: &str) -> Option<u32> {
		let mut nameless = lock(&self.nameless);
		let named = nameless.iter().find(|(_, known)| *known == transaction);
		let connector = named.map(|(connector, _)| *connector)?;
		nameless.remove(&connector);
		Some(connector)
	}
}

/// What a lock guards; nothing that is done under one can leave it half changed.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
	mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_transaction_without_a_driver_is_forgotten_with_the_next_one_there() {
		let evses = vec![101, 102];
		let config = StationConfig { name: "ST".into(), password_hash: String::new(), evses };
		let station = Station::from(&config);
		for number in 0..1_000 {
			station.note_nameless(&format!("transaction {number}"), 1 + number % 3);
		}
		assert_eq!(station.take_nameless("transaction 0"), None);
		assert_eq!(station.take_nameless("transaction 998"), None, "there is no connector 3");
		assert_eq!(station.take_nameless("transaction 999"), Some(1));
		assert_eq!(station.take_nameless("transaction 999"), None);
		assert_eq!(station.take_nameless("transaction 997"), Some(2));
	}
}
