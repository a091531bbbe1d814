//! Drivers who prepaid by an app of their own, before they came to the charge point: their connector is
//! kept for them, and charging is started once they plug in.

use super::{
	authorizing::new_token,
	stations::{Request, Station},
	Gateway, Trouble,
};
use crate::{
	chain::{Session, SessionStage},
	charge::{Charge, Stage, Terms, START_WITHIN_MS},
};
use anyhow::Result;
use std::{collections::HashSet, sync::Arc, time::Duration};
use tokio::time::sleep;

/// How often it is looked for drivers who prepaid by an app.
const ROUND: Duration = Duration::from_secs(3);

impl Gateway {
	/// Looks for sessions that were opened by apps and serves their drivers, until it is dropped.
	pub async fn serve_apps(&self) {
		loop {
			sleep(ROUND).await;
			if let Err(error) = self.keep_for_drivers().await {
				tracing::debug!("Drivers with apps have to wait: {error:#}");
			}
		}
	}

	/// Looks for sessions that were opened by apps and serves their drivers.
	pub(super) async fn keep_for_drivers(&self) -> Result<()> {
		let open = self.store.open_charges()?;
		let known: HashSet<u64> =
			open.iter().filter_map(|charge| charge.session).map(|session| session.number).collect();
		let prepaid = self.chain.prepaid_sessions().await.map_err(|error| error.0)?;
		for session in prepaid {
			let in_time = self.now() < session.prepaid_at + START_WITHIN_MS;
			if session.credential.is_none() && !known.contains(&session.number) && in_time {
				self.keep_connector(session).await?;
			}
		}
		for charge in open {
			let waits = charge.claim.is_none() && charge.stage == Stage::Authorized;
			let Some(station) = self.station(&charge.station).filter(|_| waits) else { continue };
			if self.is_over(&charge).await? {
				self.keep_no_longer(&charge);
				self.close(&charge)?;
			} else {
				self.start_if_plugged_in(&station, charge).await?;
			}
		}
		Ok(())
	}

	/// Whether the session of a charge that has not begun is over on the chain: the driver changed their
	/// mind, or did not come in time.
	async fn is_over(&self, charge: &Charge) -> Result<bool> {
		let Some(session) = charge.session else { return Ok(false) };
		let known = self.chain.session(session.number).await.map_err(|error| error.0)?;
		Ok(known.is_none_or(|known| known.stage == SessionStage::Over))
	}

	/// Lets a station keep a connector no longer, beside everything else.
	pub(super) fn keep_no_longer(&self, charge: &Charge) {
		let Some(station) = self.station(&charge.station) else { return };
		let (reservation, connector) = (charge.number, charge.connector);
		tokio::spawn(async move {
			let asked = station.ask(&Request::CancelReservation { reservation }).await;
			if let Err(error) = asked {
				tracing::warn!("{}: {connector} is still kept: {error:#}", station.name);
			}
		});
	}

	/// Keeps the connector of a session that an app opened, as soon as its station is there. If it cannot be
	/// kept, whoever comes next may be another driver: the prepayment is given back at once.
	async fn keep_connector(&self, session: Session) -> Result<()> {
		let Some((station, connector)) = self.connector_of(session.evse) else { return Ok(()) };
		if !station.is_connected() {
			return Ok(());
		}
		let point = match self.free_charge_point(session.evse).await {
			Ok(point) => point,
			Err(Trouble::Refused(_)) => return Ok(()),
			Err(Trouble::Broken(error)) => return Err(error),
		};
		let terms =
			Terms { tariff: point.tariff, power: point.power, prepayment: session.prepayment };
		let (evse, token) = (session.evse, new_token());
		let charge = self.new_charge(&station, connector, evse, token, None, terms)?;
		let number = charge.number;
		// It is not authorized before it is kept: a gateway that is stopped meanwhile withdraws it.
		self.store.change(number, |charge| {
			charge.session = Some(session.as_open());
			((), vec![])
		})?;
		let until = session.prepaid_at + START_WITHIN_MS;
		let reserve =
			Request::Reserve { reservation: number, connector, token: charge.token, until };
		let is_kept = match station.ask(&reserve).await {
			Ok(is_kept) => is_kept,
			Err(error) => {
				tracing::warn!("{}: {connector} is not kept: {error:#}", station.name);
				false
			}
		};
		let answer = if is_kept { "kept" } else { "not kept: its prepayment is given back" };
		tracing::info!("{}: connector {connector} is {answer}", station.name);
		self.store.change(number, |charge| {
			if is_kept {
				charge.prepaid(session.as_open());
			} else {
				charge.withdraw();
			}
			((), vec![])
		})?;
		self.news.notify_one();
		Ok(())
	}

	/// Starts a charge once its vehicle is there: one that came after the prepayment, since before it the
	/// connector was anybody's.
	async fn start_if_plugged_in(&self, station: &Station, charge: Charge) -> Result<()> {
		let came = station.vehicle_since(charge.connector);
		if !charge.was_prepaid_before(came) || !station.may_be_started(charge.number) {
			return Ok(());
		}
		let Charge { number, connector, token, .. } = charge;
		match station.ask(&Request::Start { number, connector, token }).await {
			Ok(true) => tracing::info!("{}: connector {connector} starts", station.name),
			Ok(false) => tracing::warn!("{}: connector {connector} does not start", station.name),
			Err(error) => tracing::warn!("{}: {connector} does not start: {error:#}", station.name),
		}
		Ok(())
	}

	/// The station and the connector that a charge point is.
	fn connector_of(&self, evse: u64) -> Option<(Arc<Station>, u32)> {
		self.stations.values().find_map(|station| {
			let connector = station.connector_of(evse)?;
			Some((station.clone(), connector))
		})
	}
}
