//! What the device needs of the world, each behind a trait: the network, the meters, the battery, the time and the
//! storage. Everything else can then be tested without any of them.
//!
//! | trait | who answers | who answers in tests |
//! |---|---|---|
//! | [`Network`] | [`crate::chain`]: the light client | a chain in memory |
//! | [`Meter`] | [`crate::adapters`]: MQTT, SunSpec, a file | samples as given |
//! | [`Inverter`] | [`crate::adapters`]: MQTT, a file | levels as given |
//! | [`Clock`] | [`MachineClock`] | a number |
//! | [`Storage`] | a file | memory that fails when it is told to |

use crate::{
	battery::{level::Level, schedule::Schedule},
	engine::{
		call::{Call, Outcome},
		observation::{Observation, Question},
	},
	meter::counter::Sample,
	units::Moment,
};
use anyhow::Result;
use std::{
	future::Future,
	time::{SystemTime, UNIX_EPOCH},
};

/// What keeps the journal's bytes. A change is on it for good once `sync_data` returns.
pub use redb::StorageBackend as Storage;

/// The chain. Whatever it says is of final blocks only.
pub trait Network: Send + Sync {
	/// What there is to know at the last final block.
	fn observe(&self, question: &Question) -> impl Future<Output = Result<Observation>> + Send;

	/// Sends a call and waits for what came of it, if need be until the chain is back in reach. One at a
	/// time.
	fn send(&self, call: Call) -> impl Future<Output = Outcome> + Send;
}

/// A meter.
pub trait Meter: Send {
	/// What it showed since it was asked last. The device's clock shows `now`; a meter with a clock of its
	/// own may say other moments, but none after that.
	fn read(&mut self, now: Moment) -> impl Future<Output = Result<Vec<Sample>>> + Send;
}

/// What a battery is charged and discharged by.
pub trait Inverter: Send {
	/// How full the battery was since that was asked last. The device's clock shows `now`.
	fn levels(&mut self, now: Moment) -> impl Future<Output = Result<Vec<Level>>> + Send;

	/// Has the battery follow a schedule, until there is another.
	fn follow(&mut self, schedule: &Schedule) -> Result<()>;
}

/// The machine's clock, which may be wrong. See [`crate::clock`].
pub trait Clock: Send + Sync {
	/// What it shows.
	fn now(&self) -> Moment;
}

/// The clock of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct MachineClock;

impl Clock for MachineClock {
	fn now(&self) -> Moment {
		let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
		Moment::try_from(since_epoch.as_millis()).unwrap_or(Moment::MAX)
	}
}
