//! A node of the network.

use crate::{
	consensus::{self, Author, Consensus, Voter},
	equivocation, guard, metrics,
	parts::{Hash, Parts},
	rpc, well_known_keys,
};
use futures::FutureExt;
use joule_runtime::opaque::Block;
use polkadot_sdk::*;
use sc_client_api::{Backend, HeaderBackend};
use sc_consensus_grandpa::{FinalityProofProvider, SharedVoterState};
use sc_network::{
	config::FullNetworkConfiguration, service::traits::NetworkService, NetworkBackend,
};
use sc_offchain::{OffchainWorkerOptions, OffchainWorkers};
use sc_service::{
	error::Error, BuildNetworkParams, Configuration, Role, SpawnTasksParams, TaskManager,
	WarpSyncConfig,
};
use sc_transaction_pool::Options;
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use std::sync::Arc;

/// Starts a node that joins the network over `N`: as an authority or as a full node.
pub fn start<N: NetworkBackend<Block, Hash>>(
	config: Configuration,
	pool: Options,
) -> Result<TaskManager, Error> {
	let mut parts = Parts::new(&config, pool)?;
	well_known_keys::refuse(&config, &parts)?;
	let Consensus { select_chain, block_import, voter_link, import_queue, slot_duration } =
		Consensus::new(&config, &parts)?;

	let mut net_config = FullNetworkConfiguration::<Block, Hash, N>::new(
		&config.network,
		config.prometheus_registry().cloned(),
	);
	let notification_metrics = N::register_notification_metrics(config.prometheus_registry());
	let grandpa_protocol_name = sc_consensus_grandpa::protocol_standard_name(
		&parts.client.info().genesis_hash,
		&config.chain_spec,
	);
	let (grandpa_protocol, grandpa_notifications) =
		sc_consensus_grandpa::grandpa_peers_set_config::<_, N>(
			grandpa_protocol_name.clone(),
			notification_metrics.clone(),
			net_config.peer_store_handle(),
		);
	net_config.add_notification_protocol(grandpa_protocol);
	let warp_sync = sc_consensus_grandpa::warp_proof::NetworkProvider::new(
		parts.backend.clone(),
		voter_link.shared_authority_set().clone(),
		Vec::new(),
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
			warp_sync_config: Some(WarpSyncConfig::WithProvider(Arc::new(warp_sync))),
			block_relay: None,
			metrics: notification_metrics,
			gap_sync_body_policy: None,
		})?;

	guard::keep(&parts, network.clone(), sync.clone(), slot_duration);
	if let Some(registry) = config.prometheus_registry() {
		metrics::publish(&parts, registry)?;
	}
	if config.offchain_worker.enabled {
		run_offchain_workers(&parts, network.clone(), config.role)?;
	}

	let finality = rpc::Finality {
		authorities: voter_link.shared_authority_set().clone(),
		voter_state: SharedVoterState::empty(),
		justifications: voter_link.justification_stream(),
		proofs: FinalityProofProvider::new_for_service(
			parts.backend.clone(),
			Some(voter_link.shared_authority_set().clone()),
		),
	};
	let author = Author {
		select_chain,
		block_import,
		slot_duration,
		sync: sync.clone(),
		force_authoring: config.force_authoring,
		prometheus: config.prometheus_registry().cloned(),
	};
	let voter = Voter {
		link: voter_link,
		role: config.role,
		name: config.network.node_name.clone(),
		network: network.clone(),
		sync: sync.clone(),
		protocol_name: grandpa_protocol_name,
		notifications: grandpa_notifications,
		state: finality.voter_state.clone(),
		prometheus: config.prometheus_registry().cloned(),
	};
	let authors = config.role.is_authority();
	let votes = !config.disable_grandpa;

	let rpc_builder = {
		let (client, pool) = (parts.client.clone(), parts.pool.clone());
		Box::new(move |executor| {
			rpc::network(executor, client.clone(), pool.clone(), finality.clone())
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

	if authors {
		equivocation::watch(&parts, slot_duration);
		consensus::author(&parts, author)?;
	}
	if votes {
		consensus::vote(&parts, voter)?;
	}
	Ok(parts.task_manager)
}

fn run_offchain_workers(
	parts: &Parts,
	network: Arc<dyn NetworkService>,
	role: Role,
) -> Result<(), Error> {
	let workers = OffchainWorkers::new(OffchainWorkerOptions {
		runtime_api_provider: parts.client.clone(),
		keystore: Some(parts.keystore.keystore()),
		offchain_db: parts.backend.offchain_storage(),
		transaction_pool: Some(OffchainTransactionPoolFactory::new(parts.pool.clone())),
		network_provider: Arc::new(network),
		is_validator: role.is_authority(),
		enable_http_requests: false,
		custom_extensions: |_| Vec::new(),
	})?;
	let spawner = parts.task_manager.spawn_handle();
	spawner.spawn(
		"offchain-workers-runner",
		Some("offchain-worker"),
		workers.run(parts.client.clone(), spawner.clone()).boxed(),
	);
	Ok(())
}
