//! What there is to show to the owner.

use crate::{
	battery::{schedule::Schedule, storage::Action},
	calendar::{start_of_day, Month, Period},
	engine::{
		observation::{Money, Observation},
		planning::is_open,
		Engine, Result,
	},
	journal::intents::{Intent, IntentId},
	market::{Contract, Product, ProductId, StandingOrder},
	meter::registers::Registers,
	trading::{
		history::History,
		saving::{in_month, Saving},
	},
	units::{Ecoin, Moment, PointId, Wh},
};
use serde::Serialize;
use std::collections::BTreeMap;

/// The most of each kind that is shown.
const MOST_LINES: usize = 50;

/// Everything on the page.
#[derive(Serialize)]
pub struct Today {
	/// The time, once it is known.
	now: Option<Moment>,
	/// The chain, once it was seen.
	chain: Option<Chain>,
	/// Why the chain could not be read when it was looked at last, for people.
	trouble: Option<String>,
	points: Vec<Point>,
	trading: Option<Trading>,
}

#[derive(Serialize)]
struct Chain {
	block: u64,
	time: Moment,
}

#[derive(Serialize)]
struct Point {
	id: PointId,
	name: String,
	/// What flowed since midnight in Korea, as far as quarters are known.
	today: Registers,
	/// Up to when the meter is known.
	known_until: Option<Moment>,
	/// The last reading that the chain has.
	last_reading_at: Option<Moment>,
	/// How many signed readings the chain does not have yet.
	waiting_readings: usize,
	complaint: Option<String>,
}

#[derive(Serialize)]
struct Trading {
	strategy: &'static str,
	is_dry_run: bool,
	is_paused: bool,
	money: Money,
	saving: Saving,
	/// Products that take orders.
	products: Vec<Offered>,
	orders: Vec<StandingOrder>,
	/// The last ones to be delivered come first.
	contracts: Vec<Contract>,
	/// The last ones come first.
	intents: Vec<Noted>,
	battery: Option<Battery>,
}

#[derive(Serialize)]
struct Battery {
	capacity_wh: Wh,
	/// What was stored when that was last known.
	stored_wh: Option<Wh>,
	known_at: Option<Moment>,
	/// By how much its plan is worth more than to let it rest.
	gained: Ecoin,
	/// What it is to do, without the hours in which it rests.
	plan: Vec<Planned>,
}

#[derive(Serialize)]
struct Planned {
	period: Period,
	action: Action,
	/// What is stored at the end.
	stored_wh: Wh,
	reason: String,
}

#[derive(Serialize)]
struct Offered {
	#[serde(flatten)]
	product: Product,
	/// Why the strategy leaves it alone, if it does.
	pass: Option<String>,
}

#[derive(Serialize)]
struct Noted {
	id: IntentId,
	#[serde(flatten)]
	intent: Intent,
}

/// What there is to show now.
///
/// # Errors
///
/// If the journal fails.
pub fn of(engine: &Engine, now: Option<Moment>, trouble: Option<String>) -> Result<Today> {
	let seen = engine.observation();
	let points = engine.settings().points.iter().map(|point| show_point(engine, point, now));
	let trading = match (&engine.settings().trading, seen) {
		(Some(trading), Some(seen)) => Some(show_trading(engine, trading, seen)?),
		_ => None,
	};
	Ok(Today {
		now,
		chain: seen.map(|seen| Chain { block: seen.block, time: seen.time }),
		trouble,
		points: points.collect::<Result<_>>()?,
		trading,
	})
}

fn show_point(engine: &Engine, point: &crate::engine::Point, now: Option<Moment>) -> Result<Point> {
	let now = now.unwrap_or(0);
	let quarters = engine.journal().quarters(point.id, start_of_day(now), now)?;
	let faces: BTreeMap<_, _> =
		quarters.into_iter().map(|(at, face)| (at, face.registers)).collect();
	let history = History::of([faces]);
	let observed = engine.observation().and_then(|seen| seen.points.get(&point.id));
	Ok(Point {
		id: point.id,
		name: point.name.clone(),
		today: history.flow_since(start_of_day(now)),
		known_until: history.known_until(),
		last_reading_at: observed.map(|observed| observed.last.measured_at),
		waiting_readings: engine.journal().waiting_readings(point.id)?.len(),
		complaint: engine.complaints().get(&point.id).cloned(),
	})
}

fn show_trading(
	engine: &Engine,
	trading: &crate::engine::planning::Trading,
	seen: &Observation,
) -> Result<Trading> {
	let month = Month::of(seen.time);
	let drawn_wh = engine.history()?.flow_since(month.period().start).import_wh;
	let open: BTreeMap<ProductId, Period> = seen
		.products
		.iter()
		.filter(|product| is_open(product, seen.time))
		.map(|product| (product.id, product.period))
		.collect();
	let offered = seen.products.iter().filter(|product| open.contains_key(&product.id));
	let mut contracts = seen.contracts.clone();
	contracts.sort_by_key(|contract| std::cmp::Reverse(contract.period.start));
	contracts.truncate(MOST_LINES);
	let intents = engine.journal().intents()?.into_iter().rev().take(MOST_LINES);
	Ok(Trading {
		strategy: trading.strategy.name(),
		is_dry_run: trading.is_dry_run,
		is_paused: engine.journal().is_paused()?,
		money: seen.money,
		saving: in_month(&seen.contracts, month, drawn_wh, &trading.tariff, trading.feed_in),
		products: offered
			.map(|product| Offered {
				product: *product,
				pass: engine.passes().get(&product.id).cloned(),
			})
			.collect(),
		orders: seen
			.orders
			.iter()
			.filter(|order| open.contains_key(&order.product))
			.copied()
			.collect(),
		contracts,
		intents: intents.map(|(id, intent)| Noted { id, intent }).collect(),
		battery: trading.battery.map(|battery| show_battery(engine, battery.capacity_wh)),
	})
}

fn show_battery(engine: &Engine, capacity_wh: Wh) -> Battery {
	let level = engine.level();
	let Schedule { steps, gained } = engine.schedule().cloned().unwrap_or_default();
	let busy = steps.into_iter().filter(|step| step.action != Action::Rest);
	Battery {
		capacity_wh,
		stored_wh: level.map(|level| level.stored_wh),
		known_at: level.map(|level| level.at),
		gained,
		plan: busy
			.map(|step| Planned {
				period: step.period,
				action: step.action,
				stored_wh: step.stored_wh,
				reason: step.reason(),
			})
			.collect(),
	}
}
