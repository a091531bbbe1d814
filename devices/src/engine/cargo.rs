//! What is on its way to the chain: one thing at a time.

use super::{
	call::{Call, Outcome, MAX_BATCH},
	confirming::Confirmed,
	observation::Observation,
	planning::is_open,
	Engine, Result,
};
use crate::{
	journal::intents::{Intent, IntentId, Progress},
	market::StandingOrder,
	meter::reading::SignedReading,
	units::{Moment, PointId},
};
use std::collections::{BTreeMap, BTreeSet};

/// How long the readings of a point rest after the chain refused them.
const REST_MS: Moment = 60_000;

/// What is on its way, and what is known of the ways before.
#[derive(Default)]
pub(super) struct Cargo {
	load: Option<Load>,
	/// The block by which a call is known to have done what it should. Until the chain is seen there, it
	/// does not show yet.
	done_in: u64,
	/// The block up to which nothing that was sent before a fence can come any more.
	fenced_in: Option<u64>,
	/// Points whose readings spoilt a batch, or were in one that was: each is sent alone.
	alone: BTreeSet<PointId>,
	/// Points whose readings were refused, and until when they rest.
	resting: BTreeMap<PointId, Moment>,
	/// Deliveries that were confirmed lately.
	confirmed: Confirmed,
}

/// What a call carries.
enum Load {
	Readings(BTreeSet<PointId>),
	Intent(IntentId),
	Confirmations,
	Fence,
}

impl Engine {
	/// Whether something is on its way.
	pub fn is_sending(&self) -> bool {
		self.cargo.load.is_some()
	}

	/// Chooses what to send next. It is in the journal when this returns.
	pub(super) fn load(&mut self) -> Result<Option<Call>> {
		if self.is_sending() || self.seen().block < self.cargo.done_in {
			return Ok(None);
		}
		let intents = self.journal.intents()?;
		let is_uncertain = intents.iter().any(|(_, intent)| intent.progress == Progress::OnItsWay);
		if is_uncertain {
			self.cargo.load = Some(Load::Fence);
			return Ok(Some(Call::Fence));
		}
		let readings = self.readings_to_send()?;
		if !readings.is_empty() {
			let points = readings.iter().map(|signed| signed.reading.point).collect();
			self.cargo.load = Some(Load::Readings(points));
			return Ok(Some(Call::SubmitReadings(readings)));
		}
		if self.journal.is_paused()? {
			return Ok(None);
		}
		let next = intents.into_iter().find(|(_, intent)| intent.progress == Progress::Waiting);
		let Some((id, Intent { product, side, orders, .. })) = next else {
			return Ok(self.confirmations_to_send());
		};
		self.progress(id, Progress::OnItsWay)?;
		self.cargo.load = Some(Load::Intent(id));
		Ok(Some(Call::PlaceOrders { product, side, orders }))
	}

	/// The deliveries to confirm, if the owner leaves that to the device.
	fn confirmations_to_send(&mut self) -> Option<Call> {
		self.settings.trading.as_ref().filter(|trading| trading.confirms_deliveries())?;
		let Observation { contracts, time, .. } = self.observation.as_ref()?;
		let next = self.cargo.confirmed.next(contracts, *time);
		if next.is_empty() {
			return None;
		}
		self.cargo.load = Some(Load::Confirmations);
		Some(Call::ConfirmDeliveries(next))
	}

	/// As many readings as fit into a call, of points that are not resting.
	fn readings_to_send(&self) -> Result<Vec<SignedReading>> {
		let now = self.seen().time;
		let is_resting =
			|id: &PointId| self.cargo.resting.get(id).is_some_and(|until| *until > now);
		let mut batch: Vec<SignedReading> = Vec::new();
		for point in self.settings.points.iter().filter(|point| !is_resting(&point.id)) {
			let is_alone = self.cargo.alone.contains(&point.id);
			if is_alone && !batch.is_empty() {
				continue;
			}
			batch.extend(self.journal.waiting_readings(point.id)?);
			if batch.len() >= MAX_BATCH || (is_alone && !batch.is_empty()) {
				break;
			}
		}
		batch.truncate(MAX_BATCH);
		Ok(batch)
	}

	/// What was on its way has arrived, or not.
	///
	/// # Errors
	///
	/// If the journal fails.
	pub fn settle(&mut self, outcome: Outcome) -> Result<()> {
		if let Outcome::Done { block } = outcome {
			self.cargo.done_in = self.cargo.done_in.max(block);
		}
		match (self.cargo.load.take(), outcome) {
			(Some(Load::Readings(points)), Outcome::Done { .. }) => {
				self.cargo.alone.retain(|point| !points.contains(point));
			}
			(Some(Load::Readings(points)), Outcome::Failed(reason)) => {
				self.readings_failed(points, &reason);
			}
			(Some(Load::Intent(id)), Outcome::Failed(reason)) => {
				tracing::warn!("Intent {id} was refused: {reason}");
				self.progress(id, Progress::Dropped(reason))?;
			}
			// The state says what came of it: no fence is needed, because the number is used.
			(Some(Load::Intent(_) | Load::Fence), Outcome::Done { block }) => {
				self.cargo.fenced_in = Some(block);
			}
			(Some(Load::Confirmations), Outcome::Failed(reason)) => {
				tracing::warn!("Deliveries could not be confirmed: {reason}");
			}
			(Some(Load::Confirmations), Outcome::Done { .. })
			| (_, Outcome::Unknown | Outcome::Failed(_))
			| (None, _) => {}
		}
		Ok(())
	}

	fn readings_failed(&mut self, points: BTreeSet<PointId>, reason: &str) {
		tracing::warn!("Readings of {} points were refused: {reason}", points.len());
		if points.len() > 1 {
			self.cargo.alone.extend(points);
			return;
		}
		let until = self.observation.as_ref().map_or(0, |seen| seen.time) + REST_MS;
		for point in points {
			self.complaints.insert(point, format!("the chain refused its reading: {reason}"));
			self.cargo.resting.insert(point, until);
		}
	}

	/// Says of intents on their way whether they arrived, once that is certain; and gives those up that
	/// cannot be sent any more.
	pub(super) fn settle_intents(&mut self) -> Result<()> {
		let block = self.seen().block;
		let intents = self.journal.intents()?;
		if self.cargo.fenced_in.is_some_and(|fenced_in| fenced_in <= block) && !self.is_sending() {
			self.cargo.fenced_in = None;
			for (id, intent) in &intents {
				if intent.progress == Progress::OnItsWay {
					let progress = match self.batch_of(intent, &intents) {
						Some(batch) => Progress::Placed(batch),
						None => Progress::Dropped("it did not come onto the chain".into()),
					};
					self.progress(*id, progress)?;
				}
			}
		}
		let seen = self.seen();
		for (id, intent) in &intents {
			let product = seen.products.iter().find(|product| product.id == intent.product);
			let is_too_late = !product.is_some_and(|product| is_open(product, seen.time));
			if intent.progress == Progress::Waiting && is_too_late {
				self.progress(*id, Progress::Dropped("the gate closed before it was sent".into()))?;
			}
		}
		Ok(())
	}

	/// The batch on the chain that is an intent's and no other's.
	fn batch_of(&self, intent: &Intent, intents: &[(IntentId, Intent)]) -> Option<u32> {
		let is_others = |batch: u32| {
			intents.iter().any(|(_, other)| {
				other.product == intent.product
					&& other.side == intent.side
					&& other.progress == Progress::Placed(batch)
			})
		};
		let mut batches: BTreeMap<u32, Vec<&StandingOrder>> = BTreeMap::new();
		for order in &self.seen().orders {
			if order.product == intent.product && order.side == intent.side {
				batches.entry(order.batch).or_default().push(order);
			}
		}
		let found = batches.into_iter().find(|(batch, orders)| {
			orders.iter().map(|order| &order.terms).eq(&intent.orders) && !is_others(*batch)
		});
		found.map(|(batch, _)| batch)
	}
}
