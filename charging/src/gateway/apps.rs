//! Drivers who prepaid by an app of their own: charging is started for the vehicle that they plug in, be it
//! before they prepay or afterwards. Their connector is kept for them until it is there.

use super::{
	authorizing::new_token,
	stations::{Request, Station},
	Gateway, Trouble,
};
use crate::{
	chain::{Session, SessionStage},
	charge::{Charge, Stage, Terms, START_WITHIN_MS},
	quantities::{Moment, MINUTE_MS},
};
use anyhow::Result;
use std::{collections::HashSet, sync::Arc, time::Duration};
use tokio::time::sleep;

/// How often it is looked for drivers who prepaid by an app.
const ROUND: Duration = Duration::from_secs(3);

/// How long a driver has to plug in where the station does not keep the connector: whose vehicle comes first
/// is not known there, so it has to come soon.
const PLUG_IN_WITHIN_MS: Moment = 2 * MINUTE_MS;

/// The sessions that apps opened and that are not taken up yet.
#[derive(Default)]
pub(super) struct OpenedByApps {
	waiting: Vec<Session>,
	/// When the last one of all sessions was prepaid that the gateway has seen.
	seen_up_to: Moment,
}

impl Gateway {
	/// Looks for sessions that were opened by apps and serves their drivers, until it is dropped.
	pub async fn serve_apps(&self) {
		loop {
			sleep(ROUND).await;
			if let Err(error) = self.serve_drivers().await {
				tracing::debug!("Drivers with apps have to wait: {error:#}");
			}
		}
	}

	/// Looks for sessions that were opened by apps and serves their drivers.
	pub(super) async fn serve_drivers(&self) -> Result<()> {
		let mut opened = self.opened_by_apps.lock().await;
		self.look_for_sessions(&mut opened).await?;
		for session in opened.waiting.clone() {
			match self.take_up(&session).await {
				Ok(true) => opened.waiting.retain(|other| other.number != session.number),
				Ok(false) => {}
				Err(error) => tracing::warn!("Session {} has to wait: {error:#}", session.number),
			}
		}
		for charge in self.store.open_charges()? {
			if charge.claim.is_none() && charge.stage == Stage::Authorized {
				self.serve_driver(charge).await?;
			}
		}
		Ok(())
	}

	/// Looks for sessions that were opened since the last time.
	async fn look_for_sessions(&self, opened: &mut OpenedByApps) -> Result<()> {
		let earliest = self.now().saturating_sub(START_WITHIN_MS);
		let since = opened.seen_up_to.max(earliest);
		let charges = self.store.open_charges()?;
		let known: HashSet<u64> =
			charges.iter().filter_map(|charge| Some(charge.session?.number)).collect();
		let news = self.chain.sessions_since(since).await.map_err(|error| error.0)?;
		opened.seen_up_to = news.first().map_or(since, |newest| newest.prepaid_at);
		let is_apps =
			|session: &Session| session.credential.is_none() && !known.contains(&session.number);
		opened.waiting.extend(news.into_iter().filter(is_apps));
		opened.waiting.retain(|session| session.prepaid_at > earliest);
		Ok(())
	}

	/// Makes a charge of a session that an app opened, as soon as its station is there. Says whether that is
	/// done with. If the place is another vehicle's, the prepayment is given back at once.
	async fn take_up(&self, session: &Session) -> Result<bool> {
		let Some((station, connector)) = self.connector_of(session.evse) else { return Ok(true) };
		if !station.is_connected() {
			return Ok(false);
		}
		let known = self.chain.session(session.number).await.map_err(|error| error.0)?;
		if known.is_none_or(|known| known.stage != SessionStage::Prepaid) {
			return Ok(true);
		}
		let point = match self.free_charge_point(session.evse).await {
			Ok(point) => point,
			Err(Trouble::Refused(_)) => return Ok(false),
			Err(Trouble::Broken(error)) => return Err(error),
		};
		let terms =
			Terms { tariff: point.tariff, power: point.power, prepayment: session.prepayment };
		let (evse, token) = (session.evse, new_token());
		let charge = self.new_charge(&station, connector, evse, token, None, terms)?;
		// It is not authorized before it is known whose the place is: a gateway that is stopped meanwhile
		// withdraws it.
		self.store.change(charge.number, |charge| {
			charge.session = Some(session.as_open());
			((), vec![])
		})?;
		let until = session.prepaid_at + START_WITHIN_MS;
		let plug_in_by = self.plug_in_by(&station, &charge, until).await;
		self.store.change(charge.number, |charge| {
			charge.plug_in_by = plug_in_by;
			match plug_in_by {
				Some(_) => charge.prepaid(session.as_open()),
				None => charge.withdraw(),
			}
			((), vec![])
		})?;
		self.news.notify_one();
		Ok(true)
	}

	/// Until when the vehicle of a driver who prepaid by an app has to be there; `None` if the place is another
	/// one's. A vehicle that has not charged there is the driver's.
	async fn plug_in_by(
		&self,
		station: &Station,
		charge: &Charge,
		until: Moment,
	) -> Option<Moment> {
		let connector = charge.connector;
		if station.has_uncharged_vehicle(connector) || is_kept(station, charge, until).await {
			return Some(until);
		}
		match station.vehicle_at(connector) {
			None => Some(until.min(self.now() + PLUG_IN_WITHIN_MS)),
			Some(vehicle) if vehicle.has_charged => {
				tracing::info!("{}: {connector} is another's: all is given back", station.name);
				None
			}
			// It came while the station was asked.
			Some(_) => Some(until),
		}
	}

	/// Serves a driver who prepaid by an app and whose vehicle does not charge yet.
	async fn serve_driver(&self, charge: Charge) -> Result<()> {
		let Some(station) = self.station(&charge.station) else { return Ok(()) };
		if self.is_over(&charge).await? {
			self.keep_no_longer(&charge);
			self.close(&charge)
		} else if station.has_uncharged_vehicle(charge.connector) {
			start(&station, charge).await;
			Ok(())
		} else if charge.plug_in_by.is_some_and(|by| self.now() > by) {
			tracing::info!("{}: nobody came to {}", station.name, charge.connector);
			self.store.change(charge.number, |charge| (charge.withdraw(), vec![]))?;
			self.news.notify_one();
			Ok(())
		} else {
			Ok(())
		}
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

	/// The station and the connector that a charge point is.
	fn connector_of(&self, evse: u64) -> Option<(Arc<Station>, u32)> {
		self.stations.values().find_map(|station| {
			let connector = station.connector_of(evse)?;
			Some((station.clone(), connector))
		})
	}
}

/// Asks a station to keep the connector of a charge. Says whether it does.
async fn is_kept(station: &Station, charge: &Charge, until: Moment) -> bool {
	let Charge { number: reservation, connector, token, .. } = charge.clone();
	let reserve = Request::Reserve { reservation, connector, token, until };
	let answer = station.ask(&reserve).await;
	match &answer {
		Ok(true) => tracing::info!("{}: connector {connector} is kept", station.name),
		Ok(false) => tracing::info!("{}: connector {connector} is not kept", station.name),
		Err(error) => tracing::warn!("{}: {connector} is not kept: {error:#}", station.name),
	}
	answer.unwrap_or(false)
}

/// Asks a station to start a charge, unless it was just asked.
async fn start(station: &Station, charge: Charge) {
	let Charge { number, connector, token, .. } = charge;
	if !station.may_be_started(number) {
		return;
	}
	match station.ask(&Request::Start { number, connector, token }).await {
		Ok(true) => tracing::info!("{}: connector {connector} starts", station.name),
		Ok(false) => tracing::warn!("{}: connector {connector} does not start", station.name),
		Err(error) => tracing::warn!("{}: {connector} does not start: {error:#}", station.name),
	}
}
