//! What the gateway does, against a chain in memory and the real store.

mod apps;
mod authorizing;
mod caretaker;
mod charging;
mod outages;
mod said;

use super::{
	charging::Beginning,
	stations::{ConnectorState, Outlet, Request, Station},
	Begun, Gateway,
};
use crate::{
	chain::{
		fake::{FakeChain, GENESIS, TARIFF},
		messages::Authorization,
		SessionStage,
	},
	charge::{metering::Reading, Start},
	config::StationConfig,
	keys::{public, ChargerKeys, Pseudonyms, TagNumber},
	quantities::{Ecoin, Moment, Wh, MINUTE_MS},
	store::Store,
};
use async_trait::async_trait;
use ed25519_dalek::SigningKey;
use std::sync::{
	atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering::Relaxed},
	Arc, LazyLock, Mutex,
};
use tempfile::{tempdir, TempDir};
use tokio::task::{yield_now, JoinHandle};

const NOW: Moment = 1_793_458_800_000;
const EVSE: u64 = 101;
const MEMBER: u32 = 1_234;
const TAG: &str = "04A1B2C3";
const SALT: [u8; 16] = [5; 16];

/// The tag's key: derived once, since that takes a while.
static TAG_KEY: LazyLock<SigningKey> =
	LazyLock::new(|| TagNumber::parse(TAG).unwrap().key(GENESIS));

/// A gateway with one station of two connectors, and a driver with a tag and a password.
pub(crate) struct World {
	pub(crate) gateway: Arc<Gateway>,
	pub(crate) station: Arc<Station>,
	chain: Arc<FakeChain>,
	asked: Arc<Asked>,
	clock: Arc<AtomicU64>,
	data: TempDir,
}

/// What a station was asked, and whether it does it.
#[derive(Default)]
pub(crate) struct Asked {
	requests: Mutex<Vec<Request>>,
	/// How often it was set up.
	set_ups: AtomicUsize,
	is_unwilling: AtomicBool,
}

#[async_trait]
impl Outlet for Asked {
	async fn ask(&self, request: &Request) -> anyhow::Result<bool> {
		self.requests.lock().unwrap().push(request.clone());
		Ok(!self.is_unwilling.load(Relaxed))
	}

	async fn set_up(&self, _: u32) -> anyhow::Result<bool> {
		self.set_ups.fetch_add(1, Relaxed);
		Ok(!self.is_unwilling.load(Relaxed))
	}

	fn close(&self) {}
}

impl World {
	pub(crate) fn new() -> Self {
		Self::with_occupancy_fee(false)
	}

	fn with_occupancy_fee(has_occupancy_fee: bool) -> Self {
		let data = tempdir().unwrap();
		let chain = Arc::new(FakeChain::default());
		chain.state().now = NOW;
		let keys = ChargerKeys::in_folder(data.path()).unwrap();
		for evse in [EVSE, EVSE + 1] {
			chain.register(evse, public(&keys.of(evse).unwrap()), has_occupancy_fee);
		}
		chain.enlist(MEMBER, public(&TAG_KEY), None);
		chain.enlist(MEMBER, public(&password_key()), Some(SALT));
		Self::begin(data, chain)
	}

	fn begin(data: TempDir, chain: Arc<FakeChain>) -> Self {
		let config = StationConfig {
			name: "ST".into(),
			password_hash: String::new(),
			evses: vec![EVSE, EVSE + 1],
		};
		let clock = Arc::new(AtomicU64::new(chain.state().now));
		let reader = clock.clone();
		let gateway = Arc::new(Gateway::new(
			Store::open(data.path()).unwrap(),
			chain.clone(),
			ChargerKeys::in_folder(data.path()).unwrap(),
			Pseudonyms::in_folder(data.path()).unwrap(),
			vec![Station::from(&config)],
			Ecoin::krw(30_000),
			Box::new(move || reader.load(Relaxed)),
		));
		let station = gateway.station("ST").unwrap();
		let asked = Arc::<Asked>::default();
		station.plug_in(asked.clone(), NOW);
		Self { gateway, station, chain, asked, clock, data }
	}

	/// The gateway is killed and started again.
	fn restart(self) -> Self {
		let Self { gateway, station, chain, data, .. } = self;
		drop((gateway, station));
		let world = Self::begin(data, chain);
		world.gateway.withdraw_unanswered().unwrap();
		world
	}

	/// Time passes. Says what time it is.
	fn wait(&self, minutes: u64) -> Moment {
		let now = self.clock.fetch_add(minutes * MINUTE_MS, Relaxed) + minutes * MINUTE_MS;
		self.chain.state().now = now;
		now
	}

	/// What the station was asked, once everybody has had their turn.
	async fn asked(&self) -> Vec<Request> {
		for _ in 0..10 {
			yield_now().await;
		}
		self.asked.requests.lock().unwrap().clone()
	}

	/// The clerk does what can be done.
	async fn round(&self) {
		self.gateway.make_round().await.unwrap();
	}

	/// The clerk works by itself from now on.
	async fn employ_clerk(&self) -> JoinHandle<()> {
		let gateway = self.gateway.clone();
		let clerk = tokio::spawn(async move { gateway.work().await });
		// First it withdraws what was left over, as after a restart.
		yield_now().await;
		clerk
	}

	/// The caretaker looks after the charges.
	async fn look(&self) {
		self.gateway.look_after_charges().await.unwrap();
	}

	/// The station says how connector 1 is.
	async fn note(&self, state: ConnectorState) {
		let now = self.gateway.now();
		self.gateway.note_state(&self.station, 1, state, now).await.unwrap();
	}

	/// The chain ends a session by itself.
	fn settle(&self, session: u64) {
		let mut state = self.chain.state();
		state.sessions.get_mut(&session).unwrap().stage = SessionStage::Over;
		state.points.get_mut(&EVSE).unwrap().session = None;
	}

	fn is_done(&self) -> bool {
		self.gateway.store.open_charges().unwrap().is_empty()
	}

	async fn start(&self, token: &str, register: u64) -> Begun {
		let name = format!("start {token} {register}");
		let at = self.gateway.now();
		let start = Start { transaction: None, at, register: Some(Wh(register)) };
		let beginning = Beginning { connector: 1, token: token.into(), start, name };
		self.gateway.begin(&self.station, beginning).await.unwrap()
	}

	/// A charge by the tag.
	async fn charging(&self) -> u32 {
		let begun = self.start(TAG, 1_000).await;
		assert_eq!(begun.verdict, Ok(()));
		begun.number
	}

	async fn meter(&self, number: u32, at: Moment, register: u64) {
		let reading = Reading { at, register: Wh(register) };
		self.gateway.meter(&self.station, number, vec![reading]).await.unwrap();
	}

	async fn end(&self, number: u32, at: Moment, register: u64) -> Ecoin {
		let ended = self.gateway.end(&self.station, number, at, Some(Wh(register))).await;
		ended.unwrap().unwrap()
	}

	/// What the chain was told, by sessions.
	fn told(&self) -> Vec<(u64, u32, &'static str, u64)> {
		let state = self.chain.state();
		let reports = state.reports.iter().map(|signed| signed.report);
		reports
			.map(|report| (report.session, report.sequence, report.event_name(), report.register.0))
			.collect()
	}

	fn stage(&self, session: u64) -> SessionStage {
		self.chain.state().sessions[&session].stage
	}

	fn sessions(&self) -> usize {
		self.chain.state().sessions.len()
	}

	fn authorization(&self, sequence: u32) -> Authorization {
		Authorization {
			evse: EVSE,
			tariff: TARIFF,
			credential: public(&password_key()),
			sequence,
			prepayment: Ecoin::krw(10_000),
			valid_until: NOW + MINUTE_MS,
		}
	}
}

/// The key that a terminal derives from the driver's password.
fn password_key() -> SigningKey {
	SigningKey::from_bytes(&[42; 32])
}
