//! What the gateway does with what stations say, whatever version of OCPP they say it in.
//!
//! | file | what it does |
//! |---|---|
//! | [`stations`] | the stations, and how they are reached |
//! | [`authorizing`] | who may charge: passwords, tags, prepayments |
//! | [`charging`] | charges begin, are metered and end |
//! | [`caretaker`] | charges of which nothing is heard: stopped, ended or given up in time |
//! | [`clerk`] | beside all that: brings reports to the chain, and clears up what was left open |
//! | [`apps`] | drivers who prepaid by an app: their connector is kept and charging started |
//!
//! A station is answered only when what it said is in the store. A driver is told "accepted" only when
//! the prepayment is final on the chain.

mod apps;
pub mod authorizing;
pub mod caretaker;
pub mod charging;
pub mod clerk;
pub mod stations;

use crate::{
	chain::{Chain, OutOfReach},
	charge::{ChargeNumber, Refusal, RefusalKind},
	keys::{ChargerKeys, Pseudonyms},
	quantities::{Ecoin, Moment},
	store::Store,
};
use apps::OpenedByApps;
use stations::Station;
use std::{
	collections::HashMap,
	sync::{atomic::AtomicU32, Arc},
};
use tokio::sync::{Mutex, Notify, Semaphore};

/// How many tags' keys are derived at a time: each takes 19 MiB.
const KEYS_AT_ONCE: usize = 2;

/// What the tokens begin with that are good for one charge: so nobody takes them for tags.
const ONE_TIME: &str = "J-";

/// Says what time it is.
pub type Clock = Box<dyn Fn() -> Moment + Send + Sync>;

/// The gateway.
pub struct Gateway {
	store: Store,
	chain: Arc<dyn Chain>,
	keys: ChargerKeys,
	/// How drivers with tags are named in the store.
	pseudonyms: Pseudonyms,
	stations: HashMap<String, Arc<Station>>,
	/// How much is prepaid with a tag, unless the driver's limits are lower.
	tag_prepayment: Ecoin,
	/// What time it is.
	clock: Clock,
	/// Tells the clerk that there is something to do.
	news: Notify,
	/// Tells who waits for the chain to hear of something that the clerk has been there.
	told: Notify,
	/// Up to which charge the caretaker has compared with the chain.
	compared: AtomicU32,
	deriving: Semaphore,
	opened_by_apps: Mutex<OpenedByApps>,
}

impl Gateway {
	/// A gateway for these stations.
	pub fn new(
		store: Store,
		chain: Arc<dyn Chain>,
		keys: ChargerKeys,
		pseudonyms: Pseudonyms,
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
			pseudonyms,
			stations: stations.collect(),
			tag_prepayment,
			clock,
			news: Notify::new(),
			told: Notify::new(),
			compared: AtomicU32::default(),
			deriving: Semaphore::new(KEYS_AT_ONCE),
			opened_by_apps: Mutex::default(),
		}
	}

	/// The station of this name.
	pub fn station(&self, name: &str) -> Option<Arc<Station>> {
		self.stations.get(name).cloned()
	}

	/// How a driver is named in the store whom a station names so: a one-time token stays as it is, and the
	/// number of a tag is not kept.
	pub fn name_of(&self, token: &str) -> String {
		let token = token.to_uppercase();
		if token.starts_with(ONE_TIME) {
			token
		} else {
			self.pseudonyms.of(&token)
		}
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
pub(crate) mod tests;
