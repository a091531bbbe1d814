//! The battery's part in planning: what is known of the hours to come, the schedule that follows, and what it
//! means for a product that is decided on.
//!
//! Nothing is sold on hope. Where a product is decided on, of the hours before it only what was ordered counts: an
//! ask as sold; a bid as filled and as not filled, and the battery does what it would do in both cases. So a
//! product is left until the last hour before its gate closes, when it is known what most of the hours before have
//! brought.

use super::{
	observation::Observation,
	planning::{is_open, is_stored_for, Trading},
	Engine, Result, HISTORY_MS,
};
use crate::{
	battery::{
		level::{without, Level, KNOWN_FOR_MS},
		planner::plan,
		schedule::{Schedule, Step},
		storage::{Action, Battery},
		terms::Terms,
	},
	calendar::{quarter_before, Period, HOUR_MS},
	journal::intents::{Intent, Progress},
	market::{Product, ProductId, Side},
	trading::{
		history::{History, Outlook},
		prices::usual_price,
	},
	units::{Moment, NetWh, PriceTick, Wh},
};

/// For how long is planned: past the end of the next evening.
const HORIZON_MS: Moment = 36 * HOUR_MS;

/// How long before its gate closes a product is decided on.
pub const DECIDES_MS: Moment = HOUR_MS;

/// What the engine knows of the owner's battery.
#[derive(Default)]
pub(super) struct Storage {
	/// How full it was last.
	pub(super) level: Option<Level>,
	/// What it is to do.
	pub(super) schedule: Option<Schedule>,
	/// When it was planned for last.
	pub(super) occasion: Option<Occasion>,
}

/// It is planned anew when one of these has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Occasion {
	quarter: Moment,
	products: usize,
	newest: Option<ProductId>,
	contracts: usize,
	/// How many orders came to nothing: what they were for is decided on again.
	dropped: usize,
	is_level_known: bool,
	is_paused: bool,
}

impl Engine {
	/// The battery said how full it was.
	///
	/// # Errors
	///
	/// If the journal fails.
	pub fn take_levels(&mut self, levels: &[Level]) -> Result<()> {
		for level in levels {
			if let Some(before) = self.storage.level.filter(|before| before.at < level.at) {
				let quarters: Vec<_> = before.quarters_until(*level).collect();
				self.journal.keep_levels(&quarters)?;
			}
			if self.storage.level.is_none_or(|before| before.at < level.at) {
				self.storage.level = Some(*level);
			}
		}
		Ok(())
	}

	/// How full the battery was last, once that was said.
	pub const fn level(&self) -> Option<Level> {
		self.storage.level
	}

	/// What the battery should do; `None` as long as nobody knows how full it is.
	pub const fn schedule(&self) -> Option<&Schedule> {
		self.storage.schedule.as_ref()
	}

	/// What the battery is told to do: nothing in a dry run.
	pub fn schedule_to_follow(&self) -> Option<&Schedule> {
		let is_dry_run = self.settings.trading.as_ref().is_some_and(|trading| trading.is_dry_run);
		self.schedule().filter(|_| !is_dry_run)
	}

	/// Whether the battery is to be planned for: `None` if there is none.
	pub(super) fn occasion(&self, intents: &[Intent]) -> Result<Option<Occasion>> {
		let has_battery =
			self.settings.trading.as_ref().is_some_and(|trading| trading.battery.is_some());
		if !has_battery {
			return Ok(None);
		}
		let Observation { time, products, contracts, .. } = self.seen();
		let is_dropped = |intent: &&Intent| matches!(intent.progress, Progress::Dropped(_));
		Ok(Some(Occasion {
			quarter: quarter_before(*time),
			products: products.len(),
			newest: products.iter().map(|product| product.id).max(),
			contracts: contracts.len(),
			dropped: intents.iter().filter(is_dropped).count(),
			is_level_known: self.level_known().is_some(),
			is_paused: self.journal.is_paused()?,
		}))
	}

	fn level_known(&self) -> Option<Level> {
		let oldest = self.seen().time.saturating_sub(KNOWN_FOR_MS);
		self.storage.level.filter(|level| level.at >= oldest)
	}

	/// What there is to plan with; `None` if there is no battery or nobody knows how full it is.
	pub(super) fn storing<'a>(
		&'a self,
		trading: &'a Trading,
		history: &History,
		grid_price: PriceTick,
	) -> Result<Option<Storing<'a>>> {
		let (Some(battery), Some(level)) = (&trading.battery, self.level_known()) else {
			return Ok(None);
		};
		let observation = self.seen();
		let levels = self.journal.levels(observation.time.saturating_sub(HISTORY_MS))?;
		Ok(Some(Storing {
			battery,
			stored_wh: level.stored_wh,
			observation,
			history: without(history, &levels, battery),
			grid_price,
			feed_in: trading.feed_in,
		}))
	}
}

/// What the battery is planned with.
pub struct Storing<'a> {
	battery: &'a Battery,
	stored_wh: Wh,
	observation: &'a Observation,
	/// Without the battery.
	history: History,
	/// What a kWh costs that is drawn from the grid.
	grid_price: PriceTick,
	/// What the grid pays for one that is fed in.
	feed_in: PriceTick,
}

/// Whether bids that wait for their price are taken to be filled.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bids {
	Filled,
	Unfilled,
}

impl Storing<'_> {
	/// What the battery should do in the hours to come.
	pub fn schedule(&self, intents: &[Intent]) -> Schedule {
		self.plan(None, intents, Bids::Unfilled)
	}

	/// What may flow at the meter in a product's period without the battery, and what the battery does then, if
	/// that is within the time that is planned.
	pub fn prospect(&self, product: &Product, intents: &[Intent]) -> (Outlook, Option<Step>) {
		let step = |bids| self.plan(Some(product), intents, bids).step_in(&product.period);
		let steps = step(Bids::Filled).zip(step(Bids::Unfilled));
		let careful = steps.map(|(filled, unfilled)| lesser(filled, unfilled));
		(self.history.outlook(&product.period), careful)
	}

	fn plan(&self, decided: Option<&Product>, intents: &[Intent], bids: Bids) -> Schedule {
		let now = self.observation.time;
		let hours = (now - now % HOUR_MS..now + HORIZON_MS).step_by(HOUR_MS as usize);
		let hours = hours.map(|start| Period { start, end: start + HOUR_MS });
		let terms: Vec<_> = hours.map(|hour| self.terms(hour, decided, intents, bids)).collect();
		plan(self.battery, self.stored_wh, &terms, self.feed_in)
	}

	/// What is known of an hour, when a product is decided on.
	fn terms(
		&self,
		hour: Period,
		decided: Option<&Product>,
		intents: &[Intent],
		bids: Bids,
	) -> Terms {
		let period = Period { start: hour.start.max(self.observation.time), ..hour };
		let load = self.history.outlook(&hour).net();
		let part = |energy: Wh| energy.part(period.length_ms(), HOUR_MS);
		let orders = |side| self.waiting(side, &period, intents);
		let sold = [self.contracted(Side::Ask, &period), orders(Side::Ask)].concat();
		let mut bought = self.contracted(Side::Bid, &period);
		if bids == Bids::Filled {
			bought.extend(orders(Side::Bid));
		}
		let sold_wh: Wh = sold.iter().map(|(energy, _)| *energy).sum();
		let value: u128 = sold.iter().map(|(energy, price)| (*energy * *price).0).sum();
		let sold_price = value.checked_div(u128::from(sold_wh.0)).unwrap_or(0);
		let (draw_price, feed_price) = self.prices(&hour, decided, intents);
		Terms {
			period,
			load: NetWh::of(part(load.drawn()), part(load.fed_in())),
			bought_wh: bought.iter().map(|(energy, _)| *energy).sum(),
			sold_wh,
			sold_price: PriceTick(u32::try_from(sold_price).unwrap_or(u32::MAX)),
			draw_price,
			feed_price,
		}
	}

	/// What of the contracts of a side falls into a period, and what it is worth to deliver it: the price, and
	/// that the imbalance price is not due.
	fn contracted(&self, side: Side, period: &Period) -> Vec<(Wh, PriceTick)> {
		let Observation { contracts, products, .. } = self.observation;
		let on_side = contracts
			.iter()
			.filter(|contract| contract.side == side && is_stored_for(&contract.period));
		let parts = on_side.map(|contract| {
			let product = products.iter().find(|product| product.id == contract.id.product);
			let imbalance = product.map_or(0, |product| product.imbalance_price.0);
			let worth = PriceTick(contract.price.0.saturating_add(imbalance));
			(contract.part_in(period), worth)
		});
		parts.collect()
	}

	/// The same of orders that wait for their price, which is the feed-in price at least.
	fn waiting(&self, side: Side, period: &Period, intents: &[Intent]) -> Vec<(Wh, PriceTick)> {
		let waiting = self
			.observation
			.products
			.iter()
			.filter(|product| !product.is_allocated && is_stored_for(&product.period));
		let parts = waiting.map(|product| {
			let shared_ms = product.period.overlap_ms(period);
			let ordered_wh = self.ordered_wh(product, side, intents);
			let worth = PriceTick(self.feed_in.0.saturating_add(product.imbalance_price.0));
			(ordered_wh.part(shared_ms, product.period.length_ms()), worth)
		});
		parts.collect()
	}

	/// What is ordered in a product, on the chain or on its way there.
	fn ordered_wh(&self, product: &Product, side: Side, intents: &[Intent]) -> Wh {
		let standing = self.observation.orders.iter();
		let standing = standing.filter(|order| order.product == product.id && order.side == side);
		let standing_wh: Wh = standing.map(|order| order.terms.quantity_wh).sum();
		let wanted = intents.iter().filter(|intent| {
			intent.product == product.id && intent.side == side && is_coming(intent)
		});
		let wanted_wh: Wh =
			wanted.flat_map(|intent| &intent.orders).map(|order| order.quantity_wh).sum();
		standing_wh.max(wanted_wh)
	}

	/// What a kWh that is drawn in an hour costs, and what one that is fed in brings: what energy usually trades at
	/// then, where it is still to be traded and that is known and better; else what the grid takes and pays.
	fn prices(
		&self,
		hour: &Period,
		decided: Option<&Product>,
		intents: &[Intent],
	) -> (PriceTick, PriceTick) {
		let is_within = |product: &Product| {
			hour.start <= product.period.start && product.period.end <= hour.end
		};
		let is_decided = decided.is_some_and(is_within);
		let is_before = decided.is_some_and(|product| hour.end <= product.period.start);
		let mut products = self.observation.products.iter().filter(|product| is_within(product));
		let may_trade = products.any(|product| {
			let is_ordered = [Side::Bid, Side::Ask]
				.map(|side| self.ordered_wh(product, side, intents) > Wh(0))
				.contains(&true);
			is_open(product, self.observation.time) && !is_ordered
		});
		let usual = usual_price(&self.observation.products, hour);
		match usual.filter(|_| is_decided || (may_trade && !is_before)) {
			Some(price) => (self.grid_price.min(price), self.feed_in.max(price)),
			None => (self.grid_price, self.feed_in),
		}
	}
}

/// Whether an intent is on the chain, or will be.
fn is_coming(intent: &Intent) -> bool {
	!matches!(intent.progress, Progress::DryRun | Progress::Dropped(_))
}

/// Of two things that the battery may do in a period the one that asks less of it; nothing, if one of them fills
/// it and the other draws on it.
fn lesser(one: Step, other: Step) -> Step {
	let (NetWh(first), NetWh(second)) = (one.action.at_meter(), other.action.at_meter());
	if first.signum() * second.signum() < 0 {
		return Step { action: Action::Rest, ..one };
	}
	if first.abs() <= second.abs() {
		one
	} else {
		other
	}
}
