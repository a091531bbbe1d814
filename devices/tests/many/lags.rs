//! By how much each client was behind the node, for each block.

use serde_json::{json, Value};
use std::{
	collections::BTreeMap,
	sync::{Mutex, MutexGuard},
	time::{Duration, Instant},
};

/// What the node and its clients know to be final, and how late the clients learnt it.
pub struct Lags(Mutex<State>);

struct State {
	/// When the node called each block final.
	on_node: BTreeMap<u64, Instant>,
	/// The last block that each client knows to be final; none, if it knows of no block yet.
	on_clients: Vec<Option<u64>>,
	real: usize,
	/// Since when lags count.
	since: Option<Instant>,
	/// Of real clients, and of emulated ones.
	lags: [Vec<Duration>; 2],
}

impl Lags {
	/// For so many clients, real ones first.
	pub fn new(real: usize, emulated: usize) -> Self {
		Self(Mutex::new(State {
			on_node: BTreeMap::new(),
			on_clients: vec![None; real + emulated],
			real,
			since: None,
			lags: [Vec::new(), Vec::new()],
		}))
	}

	/// The node called a block final.
	pub fn final_on_node(&self, number: u64) {
		self.state().on_node.entry(number).or_insert_with(Instant::now);
	}

	/// A client learnt that a block is final, and so all before it. Tells whether that is news.
	pub fn final_on_client(&self, client: usize, number: u64) -> bool {
		let now = Instant::now();
		let state = &mut *self.state();
		let before = state.on_clients[client];
		if before.is_some_and(|before| before >= number) {
			return false;
		}
		state.on_clients[client] = Some(number);
		if let (Some(before), Some(since)) = (before, state.since) {
			let kind = usize::from(client >= state.real);
			// A client may know it before the node has told this program.
			let told = state.on_node.range(before + 1..=number).filter(|(_, at)| **at >= since);
			state.lags[kind].extend(told.map(|(_, at)| now.saturating_duration_since(*at)));
		}
		true
	}

	/// How many clients know of no final block yet.
	pub fn silent(&self) -> usize {
		self.state().on_clients.iter().filter(|known| known.is_none()).count()
	}

	/// From now on lags count.
	pub fn begin(&self) {
		self.state().since = Some(Instant::now());
	}

	/// What came of it. A client that fell silent is late by as much as it is behind.
	pub fn report(&self) -> String {
		let state = &mut *self.state();
		let (now, since) = (Instant::now(), state.since.unwrap_or_else(Instant::now));
		for (client, known) in state.on_clients.iter().enumerate() {
			let next = known.map_or(0, |known| known + 1);
			let missing = state.on_node.range(next..).map(|(_, at)| *at).find(|at| *at >= since);
			if let Some(at) = missing {
				state.lags[usize::from(client >= state.real)].push(now - at);
			}
		}
		let blocks = state.on_node.values().filter(|at| **at >= since).count();
		let silent = state.on_clients.iter().filter(|known| known.is_none()).count();
		let [real, emulated] = &mut state.lags;
		json!({
			"blocks": blocks,
			"silent": silent,
			"real": spread(real),
			"emulated": spread(emulated),
		})
		.to_string()
	}

	fn state(&self) -> MutexGuard<'_, State> {
		self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
	}
}

/// The median, the 95th percentile and the worst, in milliseconds.
fn spread(lags: &mut [Duration]) -> Value {
	lags.sort_unstable();
	let at = |percent: usize| {
		let rank = (lags.len() * percent).div_ceil(100).saturating_sub(1);
		lags.get(rank).map(|lag| lag.as_millis() as u64)
	};
	json!({ "count": lags.len(), "p50_ms": at(50), "p95_ms": at(95), "worst_ms": at(100) })
}
