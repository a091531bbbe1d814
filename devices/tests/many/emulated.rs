//! A peer that speaks GRANDPA, and believes whatever it hears.

use crate::lags::Lags;
use serde_json::Value;
use smoldot::network::service::GrandpaState;
use smoldot_light::{
	network_service::{Config, ConfigChain, Event, NetworkService, PeerId},
	platform::DefaultPlatform,
};
use std::{sync::Arc, time::Duration};

/// The full node, as the specification names it.
#[derive(Clone)]
pub struct BootNode {
	address: String,
	identity: String,
}

impl BootNode {
	/// The first boot node of a specification.
	pub fn of(specification: &str) -> Option<Self> {
		let specification: Value = serde_json::from_str(specification).ok()?;
		let (address, identity) = specification["bootNodes"][0].as_str()?.split_once("/p2p/")?;
		Some(Self { address: address.into(), identity: identity.into() })
	}
}

/// The threads and sockets of all emulated peers.
pub fn platform() -> Arc<DefaultPlatform> {
	DefaultPlatform::new("many".into(), env!("CARGO_PKG_VERSION").into())
}

/// Listens for ever.
pub async fn run(
	platform: Arc<DefaultPlatform>,
	genesis: [u8; 32],
	boot_node: BootNode,
	client: usize,
	lags: Arc<Lags>,
) {
	let network = NetworkService::new(Config {
		platform,
		identify_agent_version: "joule-many".into(),
		chains_capacity: 1,
		connections_open_pool_size: 8,
		connections_open_pool_restore_delay: Duration::from_millis(100),
	});
	let chain = network.add_chain(ConfigChain {
		log_name: "joule".into(),
		num_out_slots: 1,
		genesis_block_hash: genesis,
		best_block: (0, genesis),
		fork_id: None,
		block_number_bytes: 4,
		grandpa_protocol_finalized_block_height: Some(0),
		statement_protocol_config: None,
	});
	let events = chain.subscribe().await;
	let identity: PeerId = boot_node.identity.parse().expect("the node has an identity");
	let address = boot_node.address.parse().expect("the node has an address");
	chain.discover([(identity, [address])], true).await;
	while let Ok(event) = events.recv().await {
		let Event::GrandpaCommitMessage { message, .. } = event else { continue };
		let number = message.decode().target_number;
		if lags.final_on_client(client, number) {
			// As a real one does, it tells the node how far it is.
			let state =
				GrandpaState { round_number: 1, set_id: 0, commit_finalized_height: number };
			chain.set_local_grandpa_state(state).await;
		}
	}
}
