//! Brings reports to the chain, and clears up what was left open.
//!
//! Reports get their numbers and signatures only when they are brought: the first that is kept here is the
//! one that the chain wants next. When it is not known what came of some, because the gateway was killed
//! or the chain was out of reach, the chain is asked how many it has. So each counts once.

use super::Gateway;
use crate::{
	chain::{
		messages::{ChargerReport, SignedReport},
		RefusedReport, Session, SessionStage, MAX_REPORTS,
	},
	charge::{Charge, Event, Report, Stage, START_WITHIN_MS},
	quantities::{Moment, MINUTE_MS},
	store::reports::Queue,
};
use anyhow::{bail, Result};
use std::{collections::HashSet, time::Duration};
use tokio::time::{sleep, timeout};

/// How often the clerk looks whether there is something to do, even if nobody says so.
const ROUND: Duration = Duration::from_secs(5);

/// How long things may gather before they are brought together.
const GATHERING: Duration = Duration::from_millis(100);

/// How long a charge is remembered that is over: as long as the chain keeps the receipt.
const MEMORY_MS: Moment = 40 * DAY_MS;

/// How often it is looked for charges that can be forgotten.
const PRUNING: Duration = Duration::from_secs(60 * 60);

/// A day.
pub(super) const DAY_MS: Moment = 24 * 60 * MINUTE_MS;

/// How long after an authorization lapsed it is certain that the chain's clock says so too.
const LAPSED_MS: Moment = 60 * 1_000;

impl Gateway {
	/// Works until it is dropped.
	pub async fn work(&self) {
		if let Err(error) = self.withdraw_unanswered() {
			tracing::error!("The store cannot be written: {error:#}");
		}
		loop {
			// Nothing may come of waiting: rounds are made anyway.
			timeout(ROUND, self.news.notified()).await.ok();
			sleep(GATHERING).await;
			if let Err(error) = self.make_round().await {
				tracing::warn!("Some things have to wait: {error:#}");
				sleep(ROUND).await;
			}
		}
	}

	/// Forgets what is long over, until it is dropped.
	pub async fn prune(&self) {
		loop {
			match self.store.prune(self.now().saturating_sub(MEMORY_MS)) {
				Ok(0) => {}
				Ok(count) => tracing::info!("{count} charges that are long over are forgotten"),
				Err(error) => tracing::error!("The store cannot be written: {error:#}"),
			}
			sleep(PRUNING).await;
		}
	}

	/// Does what can be done now.
	pub(super) async fn make_round(&self) -> Result<()> {
		while self.bring_reports().await? {
			self.told.notify_waiters();
		}
		for charge in self.store.open_charges()? {
			self.clear_up(charge).await?;
		}
		self.told.notify_waiters();
		Ok(())
	}

	/// Charges whose drivers did not get an answer, because the gateway was stopped: nobody waits for
	/// them any more.
	pub(super) fn withdraw_unanswered(&self) -> Result<()> {
		for charge in self.store.open_charges()? {
			if charge.stage == Stage::Authorizing {
				self.store.change(charge.number, |charge| {
					if charge.stage == Stage::Authorizing {
						charge.withdraw();
					}
					((), vec![])
				})?;
			}
		}
		Ok(())
	}

	/// Brings as many reports as go at once. Says whether there may be more.
	async fn bring_reports(&self) -> Result<bool> {
		let queues = self.store.queues(MAX_REPORTS)?;
		if queues.is_empty() {
			return Ok(false);
		}
		let mut signed = Vec::new();
		for queue in &queues {
			signed.extend(self.sign(queue).await?);
		}
		let refused = self.chain.report(&signed).await.map_err(|error| error.0)?;
		for queue in &queues {
			let session = queue.charge.session.map(|session| session.number);
			let of_this = |refused: &&RefusedReport| Some(refused.session) == session;
			match (queue.charge.session, refused.iter().find(of_this)) {
				(Some(session), None) => {
					let recorded = session.recorded + queue.reports.len() as u32;
					self.store.recorded(queue.charge.number, recorded)?;
				}
				(_, Some(refused)) if refused.is_too_early => {
					bail!("the chain's clock is behind this one: {}", refused.reason)
				}
				(_, refused) => self.compare(queue, refused).await?,
			}
		}
		Ok(true)
	}

	/// Signs the reports of a charge, with the numbers that the chain wants next.
	async fn sign(&self, queue: &Queue) -> Result<Vec<SignedReport>> {
		let Some(session) = queue.charge.session else { return Ok(vec![]) };
		let key = self.keys.of(queue.charge.evse)?;
		let genesis_hash = self.chain.genesis_hash().await.map_err(|error| error.0)?;
		let numbered = (session.recorded..).zip(&queue.reports);
		let sign = |(sequence, report): (u32, &Report)| {
			ChargerReport::new(session.number, sequence, report).sign(genesis_hash, &key)
		};
		Ok(numbered.map(sign).collect())
	}

	/// The chain did not take every report of a charge: forgets those that it has, and deals with the
	/// first that it does not want.
	async fn compare(&self, queue: &Queue, why: Option<&RefusedReport>) -> Result<()> {
		let number = queue.charge.number;
		let known = match queue.charge.session {
			Some(session) => self.session(session.number).await?,
			None => None,
		};
		let Some(known) = known.filter(|known| known.stage != SessionStage::Over) else {
			return self.cut_off(number);
		};
		let before = queue.charge.session.map_or(0, |session| session.recorded);
		self.store.recorded(number, known.recorded)?;
		let news = known.recorded.saturating_sub(before) as usize;
		match queue.reports.get(news) {
			Some(refused) if news == 0 => {
				let reason = why.map_or("", |why| why.reason.as_str());
				tracing::warn!("Charge {number}: {refused:?} is given up: {reason}");
				self.replace_refused(number, refused, &known)
			}
			_ => Ok(()),
		}
	}

	/// The chain refuses a report. Most can be done without; the end must be told, be it with the last
	/// reading that the chain took.
	fn replace_refused(&self, number: u32, refused: &Report, known: &Session) -> Result<()> {
		let last = known.last_reading.filter(|last| {
			let ends = matches!(refused.event, Event::Ended | Event::Left);
			ends && *last != (refused.at, refused.register)
		});
		if let Some((at, register)) = last {
			let instead = Report { at, register, event: refused.event };
			self.store.change(number, |_| ((), vec![instead]))?;
		}
		self.store.drop_report(number)
	}

	/// Settles what is open about a charge that does not go on.
	async fn clear_up(&self, charge: Charge) -> Result<()> {
		let now = self.now();
		match (&charge.stage, charge.session, charge.claim) {
			(Stage::Withdrawn, Some(session), _) => {
				let known = self.session(session.number).await?;
				if known.is_some_and(|known| known.stage == SessionStage::Prepaid) {
					self.chain.cancel(session.number).await.map_err(|error| error.0)?;
				}
				if charge.claim.is_none() {
					self.keep_no_longer(&charge);
				}
				self.close(&charge)
			}
			(Stage::Withdrawn, None, Some(claim)) => {
				if let Some(session) = self.session_of_claim(&charge).await? {
					self.store.change(charge.number, |charge| {
						(charge.prepaid(session.as_open()), vec![])
					})?;
					self.news.notify_one();
				} else if now > claim.valid_until.saturating_add(LAPSED_MS) {
					self.close(&charge)?;
				}
				Ok(())
			}
			// The station never said that it has stopped, and will not any more.
			(Stage::CutOff, Some(session), _) if now > session.prepaid_at + MEMORY_MS => {
				self.close(&charge)
			}
			// The chain releases it by itself.
			(Stage::Authorized, Some(session), _) if now > session.prepaid_at + START_WITHIN_MS => {
				self.close(&charge)
			}
			_ => Ok(()),
		}
	}

	/// The session that a charge's authorization opened, if it did.
	pub(super) async fn session_of_claim(&self, charge: &Charge) -> Result<Option<Session>> {
		let Some(claim) = charge.claim else { return Ok(None) };
		let open = self.store.open_charges()?;
		let is_later = |other: &Charge| {
			other.number > charge.number
				&& other.claim.is_some_and(|other| other.credential == claim.credential)
		};
		if open.iter().any(is_later) {
			// A session at the charge point may be that one's. This one's lapses.
			return Ok(None);
		}
		let known: HashSet<u64> =
			open.iter().filter_map(|other| Some(other.session?.number)).collect();
		let point = self.chain.charge_point(charge.evse).await.map_err(|error| error.0)?;
		let Some(number) = point.and_then(|point| point.session) else { return Ok(None) };
		let session = self.session(number).await?;
		Ok(session.filter(|session| {
			session.credential == Some(claim.credential) && !known.contains(&session.number)
		}))
	}

	async fn session(&self, number: u64) -> Result<Option<Session>> {
		self.chain.session(number).await.map_err(|error| error.0)
	}

	/// The chain has all that there is to say of a charge, unless its station went on with it while the
	/// chain was asked.
	pub(super) fn close(&self, seen: &Charge) -> Result<()> {
		self.store.change(seen.number, |charge| {
			let number = |charge: &Charge| charge.session.map(|session| session.number);
			if charge.stage == seen.stage && number(charge) == number(seen) {
				charge.stage = Stage::Closed;
			}
			((), vec![])
		})
	}
}
