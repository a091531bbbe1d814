//! Reports authors who made two blocks for one slot.
//!
//! The SDK's Aura only logs them. Here each block that this node imports, on any fork, is compared
//! with the others of its slot; two of one author make a proof, and the runtime makes a transaction
//! of it, which strikes the author off. The most likely cause is no attack but a site that runs its
//! keys on two machines at once.

use crate::parts::{FullClient, Parts};
use futures::StreamExt;
use joule_runtime::{
	opaque::{Block, Header},
	sites_api::SitesApi,
};
use polkadot_sdk::*;
use sc_client_api::{BlockchainEvents, HeaderBackend};
use sc_consensus_aura::{find_pre_digest, standalone::slot_author};
use sc_consensus_slots::{check_equivocation, MAX_SLOT_CAPACITY};
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_api::{ApiExt, ProvideRuntimeApi};
use sp_blockchain::Error;
use sp_consensus_aura::{
	sr25519::{AuthorityId, AuthorityPair, AuthoritySignature},
	AuraApi, Slot, SlotDuration,
};
use sp_runtime::traits::Header as _;
use sp_timestamp::Timestamp;
use std::sync::Arc;

/// Two sealed blocks of one author and slot.
type Proof = sp_consensus_slots::EquivocationProof<Header, AuthorityId>;

/// Reports equivocations for as long as the node runs.
pub fn watch(parts: &Parts, slot_duration: SlotDuration) {
	let watcher = Watcher {
		client: parts.client.clone(),
		pool: OffchainTransactionPoolFactory::new(parts.pool.clone()),
		slot_duration,
	};
	parts.task_manager.spawn_handle().spawn_blocking(
		"aura-equivocations",
		Some("block-authoring"),
		watcher.run(),
	);
}

struct Watcher {
	client: Arc<FullClient>,
	pool: OffchainTransactionPoolFactory<Block>,
	slot_duration: SlotDuration,
}

impl Watcher {
	async fn run(self) {
		let mut imported = self.client.every_import_notification_stream();
		while let Some(block) = imported.next().await {
			if let Err(error) = self.check(&block.header) {
				log::warn!("Block {} was not checked for equivocation: {error}", block.hash);
			}
		}
	}

	/// Compares a block with the others of its slot. The seal, which proves whose it is, is the
	/// last item of the imported header's digest.
	fn check(&self, header: &Header) -> Result<(), Error> {
		let Ok(slot) = find_pre_digest::<Block, AuthoritySignature>(header) else { return Ok(()) };
		let slot_now = Slot::from_timestamp(Timestamp::current(), self.slot_duration);
		if slot_now.saturating_sub(*slot) > MAX_SLOT_CAPACITY {
			return Ok(());
		}
		let authorities = self.client.runtime_api().authorities(*header.parent_hash())?;
		let Some(author) = slot_author::<AuthorityPair>(slot, &authorities) else { return Ok(()) };
		match check_equivocation(&*self.client, slot_now, slot, header, author)? {
			Some(proof) => self.report(proof),
			None => Ok(()),
		}
	}

	fn report(&self, proof: Proof) -> Result<(), Error> {
		let (author, slot) = (proof.offender.clone(), proof.slot);
		log::warn!(
			"Author {author} made two blocks for slot {slot}, {:?} and {:?}. Does a site run its \
			keys on two machines?",
			proof.first_header.hash(),
			proof.second_header.hash(),
		);

		let best = self.client.info().best_hash;
		let mut api = self.client.runtime_api();
		if !api.has_api::<dyn SitesApi<Block>>(best)? {
			return Ok(());
		}
		let Some(key_owner_proof) = api.aura_key_ownership_proof(best, slot, author.clone())?
		else {
			log::info!("Author {author} is no authority any more: there is nothing to report.");
			return Ok(());
		};
		api.register_extension(self.pool.offchain_transaction_pool(best));
		match api.submit_aura_equivocation(best, proof, key_owner_proof)? {
			Some(()) => log::info!("Reported author {author} for its two blocks of slot {slot}."),
			None => log::info!("The report of author {author} did not enter the pool."),
		}
		Ok(())
	}
}
