//! The parts that every way of running the node begins with.

use crate::pool::Pool;
use joule_runtime::{apis::RuntimeApi, opaque::Block};
use polkadot_sdk::*;
use sc_executor::WasmExecutor;
use sc_service::{error::Error, Configuration, KeystoreContainer, TaskManager};
use sc_telemetry::{Telemetry, TelemetryHandle, TelemetryWorker};
use sc_transaction_pool::Options;
use sp_runtime::traits::Block as BlockT;
use std::sync::Arc;

/// What the runtime may call of the node.
pub type HostFunctions = sp_io::SubstrateHostFunctions;
/// Executes the runtime over the chain's state.
pub type FullClient = sc_service::TFullClient<Block, RuntimeApi, WasmExecutor<HostFunctions>>;
/// The database: blocks and state.
pub type FullBackend = sc_service::TFullBackend<Block>;
/// Names a block.
pub type Hash = <Block as BlockT>::Hash;

/// How many messages to telemetry may wait for the worker that sends them.
const TELEMETRY_BUFFER: usize = 16;

/// A node without network and consensus.
pub struct Parts {
	/// Executes the runtime over the chain's state.
	pub client: Arc<FullClient>,
	/// The database.
	pub backend: Arc<FullBackend>,
	/// The keys of this node.
	pub keystore: KeystoreContainer,
	/// Runs the node's tasks, and ends the node when an essential one ends.
	pub task_manager: TaskManager,
	/// Transactions that wait for a block.
	pub pool: Arc<Pool>,
	/// Reports to a telemetry server, if one was named.
	pub telemetry: Option<Telemetry>,
}

impl Parts {
	/// Opens the database, writing the genesis if it is new, and builds all that needs only it: the
	/// pool too, with its `pool` options.
	pub fn new(config: &Configuration, pool: Options) -> Result<Self, Error> {
		let telemetry = config
			.telemetry_endpoints
			.clone()
			.filter(|endpoints| !endpoints.is_empty())
			.map(|endpoints| -> Result<_, sc_telemetry::Error> {
				let worker = TelemetryWorker::new(TELEMETRY_BUFFER)?;
				let telemetry = worker.handle().new_telemetry(endpoints);
				Ok((worker, telemetry))
			})
			.transpose()?;

		let (client, backend, keystore, task_manager) =
			sc_service::new_full_parts::<Block, RuntimeApi, _>(
				config,
				telemetry.as_ref().map(|(_, telemetry)| telemetry.handle()),
				sc_service::new_wasm_executor::<HostFunctions>(&config.executor),
				Vec::new(),
			)?;
		let client = Arc::new(client);

		let telemetry = telemetry.map(|(worker, telemetry)| {
			task_manager.spawn_handle().spawn("telemetry", None, worker.run());
			telemetry
		});

		let pool = Pool::new(
			client.clone(),
			pool,
			&config.role,
			config.prometheus_registry(),
			task_manager.spawn_essential_handle(),
		)?;

		Ok(Self { client, backend, keystore, task_manager, pool: Arc::new(pool), telemetry })
	}

	/// To report through.
	pub fn telemetry_handle(&self) -> Option<TelemetryHandle> {
		self.telemetry.as_ref().map(Telemetry::handle)
	}
}
