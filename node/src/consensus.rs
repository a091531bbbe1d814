//! Aura decides who makes the next block, GRANDPA which blocks are final.
//!
//! A trade counts once it is final, so finality sets the pace of the market. Three settings bring
//! it from the usual four seconds to about half a second:
//!
//! - the slot of 500 ms, which the runtime defines;
//! - [`GOSSIP_DURATION`]: a GRANDPA round waits for twice this before its first vote and for four
//!   times this before its second;
//! - the voting rule, which is none: the usual rules stay two blocks behind the best one, as a
//!   margin against forks. Where authorities take turns, as in Aura, forks are rare, and a vote
//!   for a block that loses costs one more round, not safety.

use crate::parts::{FullBackend, FullClient, Parts};
use joule_runtime::opaque::Block;
use polkadot_sdk::*;
use sc_basic_authorship::ProposerFactory;
use sc_consensus::{DefaultImportQueue, LongestChain};
use sc_consensus_aura::{
	CheckForEquivocation, ImportQueueParams, SlotDuration, SlotProportion, StartAuraParams,
};
use sc_consensus_grandpa::{GrandpaBlockImport, GrandpaParams, LinkHalf, SharedVoterState};
use sc_network::{
	config::Role,
	service::traits::{NetworkService, NotificationService},
	types::ProtocolName,
};
use sc_network_sync::SyncingService;
use sc_service::{error::Error, Configuration};
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_consensus_aura::{
	inherents::InherentDataProvider as AuraInherent,
	sr25519::{AuthorityId as AuraId, AuthorityPair as AuraPair},
};
use sp_timestamp::InherentDataProvider as TimestampInherent;
use std::{sync::Arc, time::Duration};
use substrate_prometheus_endpoint::Registry;

/// How long a vote takes to reach the other authorities, at most.
///
/// Rounds follow each other in four times this and what votes take on their way: with some 15 ms for that, three of
/// them in a slot. That matters to light clients. The SDK tells no more than fifty of them, or a fifth, of a final
/// block: those whose turn it is in that round. With three rounds a slot each of many hears of every fifth block. With
/// two and a half, as 50 ms make them, it is always the turn of the same two fifths, and the others hear of nothing until
/// that has shifted: ten seconds and more, if they know no other node (docs/benchmarks.md, "Devices").
const GOSSIP_DURATION: Duration = Duration::from_millis(38);

/// A justification is kept at least every so many blocks: about every four minutes.
const JUSTIFICATION_PERIOD_BLOCKS: u32 = 512;

/// The share of a slot after which an unfinished block is given up; transactions are taken into it for
/// two thirds of this. A full block takes some 150 ms where four authorities share two cores, at
/// times twice as long; with half a slot such moments cost blocks (docs/benchmarks.md).
const PROPOSING_SHARE_OF_SLOT: f32 = 0.75;

/// Chooses the best block.
type SelectChain = LongestChain<FullBackend, Block>;
/// Imports blocks and watches them for changes of the authorities.
type BlockImport = GrandpaBlockImport<FullBackend, Block, FullClient, SelectChain>;

/// What makes, checks and finalises blocks.
pub struct Consensus {
	/// Chooses the block to build on.
	pub select_chain: SelectChain,
	/// Takes blocks into the database.
	pub block_import: BlockImport,
	/// Ties the voter to the block import.
	pub voter_link: LinkHalf<Block, FullClient, SelectChain>,
	/// Checks the blocks of others before their import.
	pub import_queue: DefaultImportQueue<Block>,
	/// The length of a slot, which cannot change after genesis.
	pub slot_duration: SlotDuration,
}

impl Consensus {
	/// Reads Aura's slot and GRANDPA's authorities from the chain.
	pub fn new(config: &Configuration, parts: &Parts) -> Result<Self, Error> {
		let client = &parts.client;
		let select_chain = LongestChain::new(parts.backend.clone());
		let (block_import, voter_link) = sc_consensus_grandpa::block_import(
			client.clone(),
			JUSTIFICATION_PERIOD_BLOCKS,
			client,
			select_chain.clone(),
			parts.telemetry_handle(),
		)?;

		let slot_duration = sc_consensus_aura::slot_duration::<AuraId, _, _>(&**client)?;
		let import_queue =
			sc_consensus_aura::import_queue::<AuraPair, _, _, _, _, _>(ImportQueueParams {
				block_import: block_import.clone(),
				justification_import: Some(Box::new(block_import.clone())),
				client: client.clone(),
				create_inherent_data_providers: move |_, ()| async move {
					Ok(inherents_now(slot_duration))
				},
				spawner: &parts.task_manager.spawn_essential_handle(),
				registry: config.prometheus_registry(),
				// See `equivocation.rs`, which reports what this would only log.
				check_for_equivocation: CheckForEquivocation::No,
				telemetry: parts.telemetry_handle(),
				compatibility_mode: Default::default(),
			})?;

		Ok(Self { select_chain, block_import, voter_link, import_queue, slot_duration })
	}
}

/// The time and the slot that it falls into, as a block states them.
fn inherents_now(slot_duration: SlotDuration) -> (AuraInherent, TimestampInherent) {
	let timestamp = TimestampInherent::from_system_time();
	let slot = AuraInherent::from_timestamp_and_slot_duration(*timestamp, slot_duration);
	(slot, timestamp)
}

/// What an author builds on and with.
pub struct Author {
	/// Chooses the block to build on.
	pub select_chain: SelectChain,
	/// Takes the finished block.
	pub block_import: BlockImport,
	/// The length of a slot.
	pub slot_duration: SlotDuration,
	/// Knows whether this node is still catching up.
	pub sync: Arc<SyncingService<Block>>,
	/// Author even while no other node can be reached.
	pub force_authoring: bool,
	/// Where to count.
	pub prometheus: Option<Registry>,
}

/// Makes a block in each slot of which this node holds the key.
pub fn author(parts: &Parts, author: Author) -> Result<(), Error> {
	let Author { select_chain, block_import, slot_duration, sync, force_authoring, prometheus } =
		author;
	let proposer_factory = ProposerFactory::new(
		parts.task_manager.spawn_handle(),
		parts.client.clone(),
		parts.pool.clone(),
		prometheus.as_ref(),
		parts.telemetry_handle(),
	);
	// Blocks go on when finality does not: orders are kept, and become final later.
	let backoff_authoring_blocks = None::<()>;
	let aura =
		sc_consensus_aura::start_aura::<AuraPair, _, _, _, _, _, _, _, _, _, _>(StartAuraParams {
			slot_duration,
			client: parts.client.clone(),
			select_chain,
			block_import,
			proposer_factory,
			create_inherent_data_providers: move |_, ()| async move { Ok(inherents_now(slot_duration)) },
			force_authoring,
			backoff_authoring_blocks,
			keystore: parts.keystore.keystore(),
			sync_oracle: sync.clone(),
			justification_sync_link: sync,
			block_proposal_slot_portion: SlotProportion::new(PROPOSING_SHARE_OF_SLOT),
			// The runtime's block weight limits what a block holds. Without a second limit here, a
			// block that has to take longer, such as a migration's, fits after some missed slots.
			max_block_proposal_slot_portion: None,
			telemetry: parts.telemetry_handle(),
			compatibility_mode: Default::default(),
		})?;
	parts.task_manager.spawn_essential_handle().spawn_blocking(
		"aura",
		Some("block-authoring"),
		aura,
	);
	Ok(())
}

/// What a voter hears and speaks through.
pub struct Voter {
	/// Ties the voter to the block import.
	pub link: LinkHalf<Block, FullClient, SelectChain>,
	/// Authorities vote, other nodes follow.
	pub role: Role,
	/// The node's name in logs and telemetry.
	pub name: String,
	/// The network.
	pub network: Arc<dyn NetworkService>,
	/// Finds blocks that are voted on and not here yet.
	pub sync: Arc<SyncingService<Block>>,
	/// GRANDPA's protocol on this chain.
	pub protocol_name: ProtocolName,
	/// Votes sent and received.
	pub notifications: Box<dyn NotificationService>,
	/// What the RPC shows of the voting.
	pub state: SharedVoterState,
	/// Where to count.
	pub prometheus: Option<Registry>,
}

/// Votes on blocks, as an authority, or else follows the votes of the authorities.
pub fn vote(parts: &Parts, voter: Voter) -> Result<(), Error> {
	let grandpa = sc_consensus_grandpa::run_grandpa_voter(GrandpaParams {
		config: sc_consensus_grandpa::Config {
			gossip_duration: GOSSIP_DURATION,
			justification_generation_period: JUSTIFICATION_PERIOD_BLOCKS,
			observer_enabled: false,
			local_role: voter.role,
			name: Some(voter.name),
			keystore: voter.role.is_authority().then(|| parts.keystore.keystore()),
			telemetry: parts.telemetry_handle(),
			protocol_name: voter.protocol_name,
		},
		link: voter.link,
		network: voter.network,
		sync: voter.sync,
		notification_service: voter.notifications,
		voting_rule: (),
		prometheus_registry: voter.prometheus,
		shared_voter_state: voter.state,
		telemetry: parts.telemetry_handle(),
		offchain_tx_pool_factory: OffchainTransactionPoolFactory::new(parts.pool.clone()),
	})?;
	parts.task_manager.spawn_essential_handle().spawn_blocking("grandpa-voter", None, grandpa);
	Ok(())
}
