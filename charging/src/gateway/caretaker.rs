//! Looks after charges of which nothing is heard: every few seconds, whatever stations say or do not say.
//!
//! - A charge whose prepayment has run out by all that is known is stopped, readings or not.
//! - A session that the chain ended by itself is stopped at the station: its energy would be nobody's.
//! - A charge whose connector has been free for some minutes ends at its last reading.
//! - Of a vehicle that stays where staying costs, the chain is told now and then.

use super::{
	clerk::DAY_MS,
	stations::{Request, Station},
	Gateway,
};
use crate::{
	chain::SessionStage,
	charge::{Charge, ChargeNumber, Stage},
	quantities::{Moment, MINUTE_MS},
};
use anyhow::Result;
use std::{
	sync::{atomic::Ordering::Relaxed, Arc},
	time::Duration,
};
use tokio::time::sleep;

/// How often charges are looked after.
const ROUND: Duration = Duration::from_secs(5);

/// How long a station that comes back has to tell what it kept, before it counts that it says nothing.
const CATCH_UP_MS: Moment = MINUTE_MS;

/// How many sessions the chain is asked for in a round: all have their turn, one after the other.
const COMPARED_IN_A_ROUND: usize = 10;

impl Gateway {
	/// Looks after charges until it is dropped.
	pub async fn take_care(&self) {
		loop {
			sleep(ROUND).await;
			if let Err(error) = self.look_after_charges().await {
				tracing::warn!("Charges could not be looked after: {error:#}");
			}
		}
	}

	/// Looks after charges once.
	pub(super) async fn look_after_charges(&self) -> Result<()> {
		for charge in self.store.open_charges()? {
			if let Some(station) = self.station(&charge.station) {
				self.look_after(&station, &charge)?;
			}
		}
		self.compare_sessions().await
	}

	fn look_after(&self, station: &Arc<Station>, charge: &Charge) -> Result<()> {
		let now = self.now();
		let is_heard = station.connected_since().is_some_and(|since| now >= since + CATCH_UP_MS);
		if charge.should_stop(now) && (is_heard || charge.stage == Stage::CutOff) {
			self.ask_to_stop(station, charge.number)?;
		}
		let is_abandoned = self.is_abandoned(station);
		if is_heard && is_abandoned(charge) {
			self.end_at(station, charge.connector, is_abandoned)?;
		}
		let is_there = station.is_connected() && station.vehicle_at(charge.connector).is_some();
		if is_there && charge.clone().stay(now).is_some() {
			let stay = |charge: &mut Charge| ((), charge.stay(now).into_iter().collect());
			self.store.change(charge.number, stay)?;
			self.news.notify_one();
		}
		Ok(())
	}

	/// Asks the chain for some of the sessions that go on by what is known here, and lets go those that it
	/// ended by itself.
	async fn compare_sessions(&self) -> Result<()> {
		let mut charges = self.store.open_charges()?;
		charges.retain(|charge| matches!(charge.stage, Stage::Charging | Stage::Ended));
		let before = self.compared.load(Relaxed);
		let next = charges.partition_point(|charge| charge.number <= before);
		charges.rotate_left(next);
		for charge in charges.iter().take(COMPARED_IN_A_ROUND) {
			self.compared.store(charge.number, Relaxed);
			let Some(session) = charge.session else { continue };
			let known = self.chain.session(session.number).await.map_err(|error| error.0)?;
			// A node that lags behind does not know a young session yet.
			let is_old = self.now() > session.prepaid_at + DAY_MS;
			if known.map_or(is_old, |known| known.stage == SessionStage::Over) {
				self.cut_off(charge.number)?;
			}
		}
		Ok(())
	}

	/// The chain has ended the session of a charge: it takes no more reports, and no more energy shall flow.
	pub(super) fn cut_off(&self, number: ChargeNumber) -> Result<()> {
		tracing::info!("Charge {number} is over on the chain: nothing more can be reported");
		let charge = self.store.change(number, |charge| {
			charge.cut_off();
			(charge.clone(), vec![])
		})?;
		self.store.drop_reports(number)?;
		match self.station(&charge.station) {
			Some(station) if charge.should_stop(self.now()) => self.ask_to_stop(&station, number),
			_ => Ok(()),
		}
	}

	/// Asks a station to stop a charge, beside everything else: it may be waiting for an answer itself. One
	/// that goes on charging is asked again after a while.
	pub(super) fn ask_to_stop(&self, station: &Arc<Station>, number: ChargeNumber) -> Result<()> {
		if !station.is_connected() {
			return Ok(());
		}
		let now = self.now();
		let charge = self.store.change(number, |charge| {
			charge.stop_asked_at = Some(now);
			(charge.clone(), vec![])
		})?;
		let (cost, prepayment) = (charge.cost(), charge.terms.prepayment);
		tracing::info!(
			"{}: asking to stop transaction {number}: it has cost {cost} of {prepayment}",
			station.name
		);
		let station = station.clone();
		tokio::spawn(async move {
			let refusal = match station.ask(&Request::Stop(Box::new(charge))).await {
				Ok(true) => return,
				Ok(false) => "it refuses".to_string(),
				Err(error) => format!("{error:#}"),
			};
			tracing::warn!("{}: transaction {number} is not stopped: {refusal}", station.name);
		});
		Ok(())
	}
}
