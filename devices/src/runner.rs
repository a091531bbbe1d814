//! Joins the engine with the world: asks meters, looks at the chain, sends what the engine wants sent.

use crate::{
	clock::DeviceClock,
	engine::{self, call::Outcome, observation::Observation, Engine, EngineError},
	journal,
	platform::{Clock, Inverter, Meter, Network},
	units::{Moment, PointId},
};
use anyhow::{Context, Result};
use std::{
	pin::pin,
	sync::{Arc, Mutex, MutexGuard},
	time::Duration,
};
use tokio::{
	sync::Notify,
	task::JoinSet,
	time::{sleep, timeout},
};

/// How often a meter or a battery is asked.
const METER_PAUSE: Duration = Duration::from_secs(2);

/// How often the chain is looked at.
const LOOK_PAUSE: Duration = Duration::from_secs(3);

/// How long a look at the chain may take.
const LOOK_PATIENCE: Duration = Duration::from_secs(60);

/// How long a transaction may take before the owner is told. It is waited for all the same.
const SEND_PATIENCE: Duration = Duration::from_secs(30);

/// The device, as its parts share it.
pub struct Device<C> {
	engine: Mutex<Engine>,
	time: Mutex<DeviceClock>,
	/// Why the chain could not be read when it was looked at last.
	trouble: Mutex<Option<String>>,
	clock: C,
	/// Told when the owner wants something.
	wish: Notify,
}

impl<C: Clock> Device<C> {
	/// A device, whose clock goes on from what the journal has.
	///
	/// # Errors
	///
	/// If the journal fails.
	pub fn new(engine: Engine, clock: C) -> journal::Result<Self> {
		let time = DeviceClock::resume(engine.journal().clock_offset_ms()?);
		Ok(Self {
			engine: Mutex::new(engine),
			time: Mutex::new(time),
			trouble: Mutex::default(),
			clock,
			wish: Notify::new(),
		})
	}

	/// The engine, while nobody else has it.
	pub fn engine(&self) -> MutexGuard<'_, Engine> {
		hold(&self.engine)
	}

	/// Why the chain could not be read when it was looked at last, for people; `None` if it could.
	pub fn trouble(&self) -> Option<String> {
		hold(&self.trouble).clone()
	}

	/// The time, once it is known.
	pub fn now(&self) -> Option<Moment> {
		hold(&self.time).at(self.clock.now())
	}

	/// The owner wants something: it is looked at without waiting.
	pub fn look_soon(&self) {
		self.wish.notify_one();
	}

	/// Compares the machine's clock with the chain's.
	fn learn_time(&self, chain: Moment) -> journal::Result<()> {
		let mut time = hold(&self.time);
		let before = time.offset_ms();
		time.learn(chain, self.clock.now());
		match time.offset_ms() {
			Some(after) if Some(after) != before => {
				if after != 0 {
					tracing::warn!(
						"This machine's clock is off by {} s: the chain's counts",
						-after / 1_000
					);
				}
				self.engine().journal().keep_clock_offset(after)
			}
			_ => Ok(()),
		}
	}
}

/// What only one has at a time. Who had it last may have failed meanwhile.
fn hold<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
	shared.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

/// Runs a device until its journal fails or it is on the wrong chain.
pub async fn run<N, M, I, C>(
	network: N,
	meters: Vec<(PointId, M)>,
	inverter: Option<I>,
	device: Arc<Device<C>>,
) -> EngineError
where
	N: Network + 'static,
	M: Meter + 'static,
	I: Inverter + 'static,
	C: Clock + 'static,
{
	let mut tasks = JoinSet::new();
	for (point, meter) in meters {
		tasks.spawn(watch(point, meter, device.clone()));
	}
	if let Some(inverter) = inverter {
		tasks.spawn(steer(inverter, device.clone()));
	}
	tasks.spawn(trade(network, device));
	match tasks.join_next().await {
		Some(Ok(Err(error))) => error,
		_ => unreachable!("no task ends but by an error"),
	}
}

/// Asks the meter of a point again and again.
async fn watch<C: Clock>(
	point: PointId,
	mut meter: impl Meter,
	device: Arc<Device<C>>,
) -> engine::Result<()> {
	let mut was_in_reach = true;
	loop {
		if let Some(now) = device.now() {
			match meter.read(now).await {
				Ok(samples) => {
					was_in_reach = true;
					device.engine().take(point, &samples)?;
				}
				Err(error) => {
					if was_in_reach {
						tracing::warn!("{error:#}");
					}
					was_in_reach = false;
				}
			}
		}
		sleep(METER_PAUSE).await;
	}
}

/// Asks the battery how full it is and tells it what to do, again and again.
async fn steer<C: Clock>(
	mut inverter: impl Inverter,
	device: Arc<Device<C>>,
) -> engine::Result<()> {
	let mut told = None;
	let mut is_in_reach = true;
	loop {
		if let Some(now) = device.now() {
			let was_in_reach = is_in_reach;
			let heard = inverter.levels(now).await;
			is_in_reach = heard.is_ok();
			match heard {
				Ok(levels) => device.engine().take_levels(&levels)?,
				Err(error) if was_in_reach => tracing::warn!("{error:#}"),
				Err(_) => {}
			}
		}
		let schedule = device.engine().schedule_to_follow().cloned();
		if let Some(schedule) = schedule.filter(|schedule| told.as_ref() != Some(schedule)) {
			match inverter.follow(&schedule) {
				Ok(()) => told = Some(schedule),
				Err(error) => {
					tracing::warn!("The battery could not be told its schedule: {error:#}")
				}
			}
		}
		sleep(METER_PAUSE).await;
	}
}

/// Looks at the chain again and again, and sends.
async fn trade<C: Clock>(network: impl Network, device: Arc<Device<C>>) -> engine::Result<()> {
	let mut is_in_sight = None;
	loop {
		let seen = look(&network, &device).await;
		let was_in_sight = is_in_sight.replace(seen.is_ok());
		*hold(&device.trouble) = seen.as_ref().err().map(|error| format!("{error:#}"));
		match seen {
			Ok(observation) => {
				if was_in_sight != Some(true) {
					tracing::info!("The chain is in sight: block {} is final", observation.block);
				}
				if step(&network, &device, observation).await? {
					continue;
				}
			}
			Err(error) if was_in_sight != Some(false) => tracing::warn!("{error:#}"),
			Err(_) => {}
		}
		tokio::select! {
			() = sleep(LOOK_PAUSE) => {}
			() = device.wish.notified() => {}
		}
	}
}

/// Looks at the chain once.
async fn look<C: Clock>(network: &impl Network, device: &Device<C>) -> Result<Observation> {
	let question = device.engine().question();
	timeout(LOOK_PATIENCE, network.observe(&question)).await.context("The chain is out of reach")?
}

/// Tells the engine what was seen and sends what it wants. Says whether there may be more to send at once.
async fn step<C: Clock>(
	network: &impl Network,
	device: &Device<C>,
	observation: Observation,
) -> engine::Result<bool> {
	device.learn_time(observation.time)?;
	let call = device.engine().consider(observation)?;
	let Some(call) = call else { return Ok(false) };
	let mut sending = pin!(network.send(call));
	let outcome = match timeout(SEND_PATIENCE, &mut sending).await {
		Ok(outcome) => outcome,
		Err(_) => {
			let trouble =
				"What the device sent does not become final: the chain may be out of reach";
			tracing::warn!("{trouble}");
			*hold(&device.trouble) = Some(trouble.into());
			sending.await
		}
	};
	if outcome == Outcome::Unknown {
		tracing::warn!("What came of a transaction is not known: the chain will tell");
	}
	let is_done = matches!(outcome, Outcome::Done { .. });
	device.engine().settle(outcome)?;
	Ok(is_done)
}
