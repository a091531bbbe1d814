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
	sync::{Arc, Mutex, MutexGuard, PoisonError},
	time::{Duration, Instant},
};
use tokio::sync::Mutex as AsyncMutex;

/// What the gateway asks of a station.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
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
}

/// How a connector is, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConnectorState {
	/// Nothing is plugged in.
	Free,
	/// A vehicle is there.
	Taken,
	/// Something else.
	Other,
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
	outlet: Mutex<Option<Arc<dyn Outlet>>>,
	connectors: Mutex<HashMap<u32, ConnectorState>>,
	/// Transactions that began at a connector before it was known who the driver is (OCPP 2.0.1).
	nameless: Mutex<HashMap<String, u32>>,
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
			connectors: Mutex::default(),
			nameless: Mutex::default(),
			asked_to_start: Mutex::default(),
		}
	}
}

/// How long a station has to start a charge before it is asked again.
const ASK_AGAIN: Duration = Duration::from_secs(60);

/// How many transactions without a driver are remembered of a station.
const MOST_NAMELESS: usize = 64;

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

	/// From now on the station is reached by this connection.
	pub fn plug_in(&self, outlet: Arc<dyn Outlet>) {
		*lock(&self.outlet) = Some(outlet);
	}

	/// The station is no longer reached by this connection.
	pub fn unplug(&self, outlet: &Arc<dyn Outlet>) {
		let mut current = lock(&self.outlet);
		if current.as_ref().is_some_and(|current| Arc::ptr_eq(current, outlet)) {
			*current = None;
		}
	}

	/// Whether the station is connected.
	pub fn is_connected(&self) -> bool {
		lock(&self.outlet).is_some()
	}

	/// Asks the station for something. Says whether it agreed.
	///
	/// # Errors
	///
	/// If it is not connected or does not answer properly.
	pub async fn ask(&self, request: &Request) -> Result<bool> {
		let outlet = lock(&self.outlet).clone();
		outlet.context("the station is not connected")?.ask(request).await
	}

	/// Notes how a connector is. Says how it was.
	pub fn note_state(&self, connector: u32, state: ConnectorState) -> Option<ConnectorState> {
		self.evse_at(connector).and_then(|_| lock(&self.connectors).insert(connector, state))
	}

	/// How a connector is, if the station said so.
	pub fn state_of(&self, connector: u32) -> Option<ConnectorState> {
		lock(&self.connectors).get(&connector).copied()
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

	/// Remembers at which connector a transaction is whose driver is not known yet.
	pub fn note_nameless(&self, transaction: &str, connector: u32) {
		let mut nameless = lock(&self.nameless);
		if nameless.len() < MOST_NAMELESS {
			nameless.insert(transaction.to_string(), connector);
		}
	}

	/// At which connector a transaction is whose driver was not known. Forgets it.
	pub fn take_nameless(&self, transaction: &str) -> Option<u32> {
		lock(&self.nameless).remove(transaction)
	}
}

/// What a lock guards; nothing that is done under one can leave it half changed.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
	mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
