//! A node that is its whole network.

use super::{clock::ChainClock, rpc, sealing::Sealer};
use crate::parts::{FullBackend, Hash, Parts};
use futures::channel::mpsc;
use joule_primitives::Moment;
use joule_runtime::opaque::Block;
use polkadot_sdk::*;
use sc_basic_authorship::ProposerFactory;
use sc_consensus::LongestChain;
use sc_consensus_manual_seal::{
	self as manual_seal, consensus::aura::AuraConsensusDataProvider, ManualSealParams,
};
use sc_network::{config::FullNetworkConfiguration, Litep2pNetworkBackend, NetworkBackend};
use sc_service::{error::Error, BuildNetworkParams, Configuration, SpawnTasksParams, TaskManager};
use sc_transaction_pool::Options;
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_timestamp::InherentDataProvider as TimestampInherent;
use std::sync::Arc;

/// How many orders for a block may wait. Whoever orders more, waits.
const WAITING_ORDERS: usize = 64;

/// Starts a node that seals a block for each transaction, and whenever it is told to.
///
/// The chain's clock starts at `clock_start`, or else at the machine's time.
pub fn start(
	mut config: Configuration,
	pool: Options,
	clock_start: Option<Moment>,
) -> Result<TaskManager, Error> {
	// Its blocks carry no author's signature: no other node would take them.
	config.network.listen_addresses.clear();
	config.network.boot_nodes.clear();

	let mut parts = Parts::new(&config, pool)?;
	let slot_duration = sc_consensus_aura::slot_duration::<AuraId, _, _>(&*parts.client)?;
	let clock = Arc::new(ChainClock::start(parts.client.clone(), slot_duration, clock_start)?);

	let import_queue = manual_seal::import_queue(
		Box::new(parts.client.clone()),
		&parts.task_manager.spawn_essential_handle(),
		config.prometheus_registry(),
	);
	let net_config = FullNetworkConfiguration::<Block, Hash, Litep2pNetworkBackend>::new(
		&config.network,
		config.prometheus_registry().cloned(),
	);
	let metrics =
		<Litep2pNetworkBackend as NetworkBackend<Block, Hash>>::register_notification_metrics(
			config.prometheus_registry(),
		);
	let (network, system_rpc_tx, tx_handler_controller, sync, _) =
		sc_service::build_network(BuildNetworkParams {
			config: &config,
			net_config,
			client: parts.client.clone(),
			transaction_pool: parts.pool.clone(),
			spawn_handle: parts.task_manager.spawn_handle(),
			spawn_essential_handle: parts.task_manager.spawn_essential_handle(),
			import_queue,
			block_announce_validator_builder: None,
			warp_sync_config: None,
			block_relay: None,
			metrics,
			gap_sync_body_policy: None,
		})?;

	let (orders, commands_stream) = mpsc::channel(WAITING_ORDERS);
	let proposer_factory = ProposerFactory::new(
		parts.task_manager.spawn_handle(),
		parts.client.clone(),
		parts.pool.clone(),
		config.prometheus_registry(),
		parts.telemetry_handle(),
	);
	let block_clock = clock.clone();
	let sealing = manual_seal::run_manual_seal(ManualSealParams {
		block_import: parts.client.clone(),
		env: proposer_factory,
		client: parts.client.clone(),
		pool: parts.pool.clone(),
		commands_stream,
		select_chain: LongestChain::<FullBackend, Block>::new(parts.backend.clone()),
		// Takes the slot from the timestamp below, so that both agree.
		consensus_data_provider: Some(Box::new(AuraConsensusDataProvider::new_with_slot_duration(
			slot_duration,
		))),
		create_inherent_data_providers: move |parent, ()| {
			let moment = block_clock.next_moment(parent);
			async move { Ok(TimestampInherent::new(moment?.into())) }
		},
	});
	let spawner = parts.task_manager.spawn_essential_handle();
	spawner.spawn_blocking("sealing", Some("block-authoring"), sealing);
	let arrivals = Sealer::new(orders.clone()).seal_arrivals(parts.pool.clone());
	spawner.spawn("sealing-arrivals", Some("block-authoring"), arrivals);

	let rpc_builder = {
		let (client, pool) = (parts.client.clone(), parts.pool.clone());
		Box::new(move |_| {
			rpc::methods(client.clone(), pool.clone(), clock.clone(), orders.clone())
				.map_err(Into::into)
		})
	};
	sc_service::spawn_tasks(SpawnTasksParams {
		config,
		client: parts.client.clone(),
		backend: parts.backend.clone(),
		task_manager: &mut parts.task_manager,
		keystore: parts.keystore.keystore(),
		transaction_pool: parts.pool.clone(),
		rpc_builder,
		network,
		system_rpc_tx,
		tx_handler_controller,
		sync_service: sync,
		telemetry: parts.telemetry.as_mut(),
		tracing_execute_block: None,
	})?;
	Ok(parts.task_manager)
}
