//! Drivers who prepaid by an app of their own, before they came to the charge point: their connector is
//! kept for them, and charging is started once they plug in.

use super::{
	authorizing::new_token,
	stations::{ConnectorState, Request, Station},
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
			if session.credential.is_none() && !known.contains(&session.number) {
				self.keep_connector(session).await?;
			}
		}
		for charge in open {
			let waits = charge.claim.is_none() && charge.stage == Stage::Authorized;
			let Some(station) = self.station(&charge.station).filter(|_| waits) else { continue };
			if self.is_over(&charge).await? {
				self.keep_no_longer(&station, &charge).await?;
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

	/// Keeps a connector no longer.
	async fn keep_no_longer(&self, station: &Station, charge: &Charge) -> Result<()> {
		self.store.change(charge.number, |charge| {
			charge.stage = Stage::Closed;
			((), vec![])
		})?;
		if let Err(error) =
			station.ask(&Request::CancelReservation { reservation: charge.number }).await
		{
			tracing::warn!("{}: {} is still kept: {error:#}", station.name, charge.connector);
		}
		Ok(())
	}

	/// Keeps the connector of a session that an app opened.
	async fn keep_connector(&self, session: Session) -> Result<()> {
		let Some((station, connector)) = self.connector_of(session.evse) else { return Ok(()) };
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
		self.store.change(number, |charge| (charge.prepaid(session.as_open()), vec![]))?;
		let until = session.prepaid_at + START_WITHIN_MS;
		let reserve =
			Request::Reserve { reservation: number, connector, token: charge.token, until };
		match station.ask(&reserve).await {
			Ok(true) => tracing::info!("{}: connector {connector} is kept", station.name),
			Ok(false) => tracing::info!("{}: connector {connector} is not kept", station.name),
			Err(error) => tracing::warn!("{}: {connector} is not kept: {error:#}", station.name),
		}
		Ok(())
	}

	/// Starts a charge once its vehicle is there.
	async fn start_if_plugged_in(&self, station: &Station, charge: Charge) -> Result<()> {
		let plugged_in = station.state_of(charge.connector) == Some(ConnectorState::Taken);
		if !plugged_in || !station.may_be_started(charge.number) {
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
