//! What the gateway does with what stations say, whatever version of OCPP they say it in.
//!
//! | file | what it does |
//! |---|---|
//! | [`stations`] | the stations, and how they are reached |
//! | [`authorizing`] | who may charge: passwords, tags, prepayments |
//! | [`charging`] | charges begin, are metered and end |
//! | [`clerk`] | beside all that: brings reports to the chain, and clears up what was left open |
//! | [`reserving`] | drivers who prepaid by an app: their connector is kept and charging started |
//!
//! A station is answered only when what it said is in the store. A driver is told "accepted" only when
//! the prepayment is final on the chain.

pub mod authorizing;
pub mod charging;
pub mod clerk;
pub mod reserving;
pub mod stations;

use crate::{
	chain::{Chain, OutOfReach},
	charge::{ChargeNumber, Refusal, RefusalKind},
	keys::ChargerKeys,
	quantities::{Ecoin, Moment},
	store::Store,
};
use stations::Station;
use std::{collections::HashMap, sync::Arc};
use tokio::sync::{Notify, Semaphore};

/// How many tags' keys are derived at a time: each takes 19 MiB.
const KEYS_AT_ONCE: usize = 2;

/// Says what time it is.
pub type Clock = Box<dyn Fn() -> Moment + Send + Sync>;

/// The gateway.
pub struct Gateway {
	store: Store,
	chain: Arc<dyn Chain>,
	keys: ChargerKeys,
	stations: HashMap<String, Arc<Station>>,
	/// How much is prepaid with a tag, unless the driver's limits are lower.
	tag_prepayment: Ecoin,
	/// What time it is.
	clock: Clock,
	/// Tells the clerk that there is something to do.
	news: Notify,
	deriving: Semaphore,
}

impl Gateway {
	/// A gateway for these stations.
	pub fn new(
		store: Store,
		chain: Arc<dyn Chain>,
		keys: ChargerKeys,
		stations: Vec<Station>,
		tag_prepayment: Ecoin,
		clock: Clock,
	) -> Self {
		let stations =
			stations.into_iter().map(|station| (station.name.clone(), Arc::new(station)));
		Self {
			store,
			chain,
			keys,
			stations: stations.collect(),
			tag_prepayment,
			clock,
			news: Notify::new(),
			deriving: Semaphore::new(KEYS_AT_ONCE),
		}
	}

	/// The station of this name.
	pub fn station(&self, name: &str) -> Option<Arc<Station>> {
		self.stations.get(name).cloned()
	}

	/// What time it is.
	pub fn now(&self) -> Moment {
		(self.clock)()
	}
}

/// Why a station gets no answer but an error.
#[derive(Debug)]
pub enum Trouble {
	/// The driver may not charge.
	Refused(Refusal),
	/// The store cannot be written.
	Broken(anyhow::Error),
}

impl From<Refusal> for Trouble {
	fn from(refusal: Refusal) -> Self {
		Self::Refused(refusal)
	}
}

impl From<anyhow::Error> for Trouble {
	fn from(error: anyhow::Error) -> Self {
		Self::Broken(error)
	}
}

impl From<OutOfReach> for Trouble {
	fn from(OutOfReach(error): OutOfReach) -> Self {
		tracing::warn!("The chain is out of reach: {error:#}");
		let reason = "The chain cannot be reached now. Please try again in a minute.";
		Self::Refused(Refusal::new(RefusalKind::OutOfReach, reason))
	}
}

/// What a station is told about a driver.
pub type Verdict = Result<(), Refusal>;

/// The outcome of a start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
	/// The number of the transaction, which OCPP 1.6 wants even of one that is refused.
	pub number: ChargeNumber,
	/// Whether the driver may charge.
	pub verdict: Verdict,
}

#[cfg(test)]
mod tests;
