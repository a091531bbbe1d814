//! The market in figures, for Prometheus.
//!
//! They are taken from the runtime ([`MarketApi`]'s `statistics`) at finalised blocks: what is
//! counted is final. Every [`INTERVAL`] is enough for a graph. From a gate closure until all of its
//! products are cleared, each finalised block is looked at, to tell how long clearing took.

use crate::parts::{FullClient, Hash, Parts};
use futures::StreamExt;
use joule_primitives::Moment;
use joule_runtime::{
	market_api::{MarketApi, MarketStatistics},
	opaque::Block,
	AccountId,
};
use polkadot_sdk::*;
use sc_client_api::BlockchainEvents;
use sp_api::{ApiError, ApiExt, ProvideRuntimeApi};
use sp_timestamp::Timestamp;
use std::{
	sync::Arc,
	time::{Duration, Instant},
};
use substrate_prometheus_endpoint::{
	register, Gauge, Histogram, HistogramOpts, PrometheusError, Registry, F64, U64,
};

/// How often the market is looked at when no gate closes.
const INTERVAL: Duration = Duration::from_secs(5);

/// How far apart, by the chain's clock, two looks may be that tell when between them a product was
/// cleared. Further apart, this node was not following.
const LONGEST_GAP_MS: Moment = 10_000;

/// The first version of the market API that has statistics.
const API_VERSION: u32 = 2;

/// The bounds by which times of clearing are counted: a block, a few, and times that call for help.
const CLEARING_SECONDS: [f64; 9] = [0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0, 300.0];

/// Publishes the market's figures for as long as the node runs.
pub fn publish(parts: &Parts, registry: &Registry) -> Result<(), PrometheusError> {
	let publisher = Publisher {
		client: parts.client.clone(),
		metrics: Metrics::register(registry)?,
		last: None,
	};
	let spawner = parts.task_manager.spawn_handle();
	spawner.spawn_blocking("market-metrics", None, publisher.run());
	Ok(())
}

struct Publisher {
	client: Arc<FullClient>,
	metrics: Metrics,
	last: Option<Look>,
}

/// A look at the market.
struct Look {
	taken: Instant,
	/// The block's time.
	moment: Moment,
	/// When the next gate closes or closed, of products not cleared.
	next_gate: Option<Moment>,
}

impl Publisher {
	async fn run(mut self) {
		let mut finalized = self.client.finality_notification_stream();
		while let Some(block) = finalized.next().await {
			if self.is_due(Timestamp::current().as_millis()) {
				match self.statistics(block.hash) {
					Ok(Some(statistics)) => self.take(&statistics),
					Ok(None) => log::debug!("The runtime has no statistics of the market."),
					Err(error) => log::warn!("No statistics of the market: {error}"),
				}
			}
		}
	}

	fn is_due(&self, now: Moment) -> bool {
		self.last.as_ref().is_none_or(|last| {
			last.taken.elapsed() >= INTERVAL || last.next_gate.is_some_and(|gate| gate <= now)
		})
	}

	/// The market at a block; `None` if the runtime of that block does not tell.
	fn statistics(&self, block: Hash) -> Result<Option<MarketStatistics>, ApiError> {
		let api = self.client.runtime_api();
		let tells =
			api.has_api_with::<dyn MarketApi<Block, AccountId>, _>(block, |v| v >= API_VERSION)?;
		tells.then(|| api.statistics(block)).transpose()
	}

	fn take(&mut self, statistics: &MarketStatistics) {
		self.metrics.show(statistics);
		if let Some(duration_ms) =
			self.last.as_ref().and_then(|last| cleared_after(last, statistics))
		{
			self.metrics.clearing_seconds.observe(seconds(duration_ms));
		}
		self.last = Some(Look {
			taken: Instant::now(),
			moment: statistics.now,
			next_gate: statistics.next_gate,
		});
	}
}

/// How long after its gate closed the last product of that gate was cleared, if that was between
/// these two looks.
fn cleared_after(last: &Look, statistics: &MarketStatistics) -> Option<Moment> {
	let gate = last.next_gate.filter(|gate| *gate <= statistics.now)?;
	let is_cleared = statistics.next_gate.is_none_or(|next| next > gate);
	let was_following = statistics.now.saturating_sub(last.moment) <= LONGEST_GAP_MS;
	(is_cleared && was_following).then(|| statistics.now.saturating_sub(gate))
}

fn seconds(duration_ms: Moment) -> f64 {
	Duration::from_millis(duration_ms).as_secs_f64()
}

struct Metrics {
	open_products: Gauge<U64>,
	open_batches: Gauge<U64>,
	open_bids_wh: Gauge<U64>,
	open_asks_wh: Gauge<U64>,
	uncleared_products: Gauge<U64>,
	clearing_overdue_seconds: Gauge<F64>,
	clearing_seconds: Histogram,
	contracts: Gauge<U64>,
	unsettled_contracts: Gauge<U64>,
	queued_products: Gauge<U64>,
	resting_offers: Gauge<U64>,
	spot_outcomes: Gauge<U64>,
}

impl Metrics {
	fn register(registry: &Registry) -> Result<Self, PrometheusError> {
		let count = |name: &str, help: &str| {
			register(Gauge::new(format!("joule_market_{name}"), help)?, registry)
		};
		Ok(Self {
			open_products: count("open_products", "Products whose gate is open")?,
			open_batches: count(
				"open_batches",
				"Batches of orders placed in products whose gate is open",
			)?,
			open_bids_wh: count("open_bids_wh", "Bids in products whose gate is open")?,
			open_asks_wh: count("open_asks_wh", "Asks in products whose gate is open")?,
			uncleared_products: count(
				"uncleared_products",
				"Products whose gate has closed and that are not cleared yet",
			)?,
			clearing_overdue_seconds: register(
				Gauge::new(
					"joule_market_clearing_overdue_seconds",
					"How long ago the gate closed that has waited longest for its clearing",
				)?,
				registry,
			)?,
			clearing_seconds: register(
				Histogram::with_opts(
					HistogramOpts::new(
						"joule_market_clearing_seconds",
						"From gate closure to the first final block with its products cleared",
					)
					.buckets(CLEARING_SECONDS.to_vec()),
				)?,
				registry,
			)?,
			contracts: count("contracts", "Contracts made in products on record")?,
			unsettled_contracts: count("unsettled_contracts", "Contracts not settled yet")?,
			queued_products: count("queued_products", "Products with steps to take now")?,
			resting_offers: count("resting_offers", "Offers at rest on the spot market")?,
			spot_outcomes: count("spot_outcomes", "Spot offers traded or withdrawn so far")?,
		})
	}

	fn show(&self, statistics: &MarketStatistics) {
		self.open_products.set(statistics.open_products.into());
		self.open_batches.set(statistics.open_batches);
		self.open_bids_wh.set(statistics.open_bids_wh.0);
		self.open_asks_wh.set(statistics.open_asks_wh.0);
		self.uncleared_products.set(statistics.uncleared_products.into());
		let overdue_ms = statistics.next_gate.map_or(0, |gate| statistics.now.saturating_sub(gate));
		self.clearing_overdue_seconds.set(seconds(overdue_ms));
		self.contracts.set(statistics.contracts);
		self.unsettled_contracts.set(statistics.unsettled_contracts);
		self.queued_products.set(statistics.queued_products);
		self.resting_offers.set(statistics.resting_offers.into());
		self.spot_outcomes.set(statistics.spot_outcomes);
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const GATE: Moment = 900_000;

	fn looked(moment: Moment, next_gate: Option<Moment>) -> Look {
		Look { taken: Instant::now(), moment, next_gate }
	}

	fn market(now: Moment, next_gate: Option<Moment>) -> MarketStatistics {
		MarketStatistics { now, next_gate, ..Default::default() }
	}

	#[test]
	fn clearing_takes_from_gate_closure_to_the_block_that_has_it() {
		let last = looked(GATE - 500, Some(GATE));
		assert_eq!(cleared_after(&last, &market(GATE + 1_500, None)), Some(1_500));
		let next_gate = Some(2 * GATE);
		assert_eq!(cleared_after(&last, &market(GATE, next_gate)), Some(0));
	}

	#[test]
	fn nothing_was_cleared_while_the_gate_is_open_or_its_products_wait() {
		let last = looked(GATE - 1_000, Some(GATE));
		assert_eq!(cleared_after(&last, &market(GATE - 500, Some(GATE))), None);
		assert_eq!(cleared_after(&last, &market(GATE + 500, Some(GATE))), None);
		let product_opened_before_it = Some(GATE - 100);
		assert_eq!(cleared_after(&last, &market(GATE - 500, product_opened_before_it)), None);
	}

	#[test]
	fn a_node_that_was_away_does_not_know_when_it_was_cleared() {
		let last = looked(GATE - 500, Some(GATE));
		assert_eq!(cleared_after(&last, &market(GATE + LONGEST_GAP_MS, None)), None);
	}
}
