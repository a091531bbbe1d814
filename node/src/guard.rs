//! Connect permission: with whom this node talks.
//!
//! The council says on the chain which nodes may connect (`sites.grant_connect`), and each node
//! keeps to it: a peer that takes part as a full node or as an authority without the permission is
//! banned. A ban closes every protocol with it, and each request of it, for blocks, state or
//! proofs, is refused before it is looked at. Bans fade within about a minute, so they are renewed
//! for as long as the permission is missing, and lifted when it is granted.
//!
//! Light clients need no permission. They connect within `--in-peers-light`.
//!
//! # When this node cannot tell
//!
//! Permissions are read at the finalised head. While that is old, because the node has only started
//! or was away, a peer may have been let in that it knows nothing of. So it refuses nobody unless
//! its best block is of the present moment; then it looks at all its peers. A chain that stands
//! still refuses nobody either, until the next block.
//!
//! # What a dishonest node gets
//!
//! A node that poses as a light client, or that asks for blocks without taking part at all, gets
//! what every light client gets: the blocks, their justifications, and proofs of the state. The
//! chain's data is public to light clients: a light client fetches the body of a block to see its
//! own transaction in it, so serving bodies to permitted nodes only would shut them out, too. What
//! such a node does not get is the votes on blocks and the transactions that wait: they go to full
//! nodes only. Nor does anyone take a block announcement from it.

use crate::parts::{FullClient, Parts};
use futures::{
	future::{select, Either},
	StreamExt,
};
use futures_timer::Delay;
use joule_runtime::{opaque::Block, sites_api::SitesApi};
use polkadot_sdk::*;
use sc_client_api::HeaderBackend;
use sc_network::{service::traits::NetworkService, PeerId, ReputationChange};
use sc_network_sync::{SyncEvent, SyncEventStream, SyncingService};
use sp_api::{ApiError, ApiExt, ProvideRuntimeApi};
use sp_consensus_aura::{sr25519::AuthoritySignature, Slot, SlotDuration};
use sp_timestamp::Timestamp;
use std::{collections::HashSet, sync::Arc, time::Duration};

/// How often all peers and bans are looked at again: permissions come and go.
const SWEEP_INTERVAL: Duration = Duration::from_secs(5);

/// How far from this machine's time a block may be that counts as of the present moment.
const PRESENT_MS: u64 = 30_000;

/// How many bans are renewed. Beyond them a ban runs out, and the peer is refused anew when it
/// comes back. Anyone can make peer ids without end, so there must be a bound.
const MAX_RENEWED_BANS: usize = 256;

/// What a peer without the permission is reported with.
const BAN: ReputationChange = ReputationChange::new_fatal("No permission to connect");

/// What lifts a ban: it undoes the worst reputation there can be.
const PARDON: ReputationChange =
	ReputationChange::new(i32::MAX, "The permission to connect was granted");

/// Keeps nodes away that may not connect, for as long as this node runs.
pub fn keep(
	parts: &Parts,
	network: Arc<dyn NetworkService>,
	sync: Arc<SyncingService<Block>>,
	slot_duration: SlotDuration,
) {
	let client = parts.client.clone();
	let guard = Guard { client, network, sync, slot_duration, refused: HashSet::new() };
	parts.task_manager.spawn_essential_handle().spawn_blocking(
		"connect-guard",
		Some("networking"),
		guard.run(),
	);
}

struct Guard {
	client: Arc<FullClient>,
	network: Arc<dyn NetworkService>,
	sync: Arc<SyncingService<Block>>,
	slot_duration: SlotDuration,
	/// Those whose ban is renewed.
	refused: HashSet<PeerId>,
}

impl Guard {
	async fn run(mut self) {
		let mut events = self.sync.event_stream("connect-guard");
		let mut pause = Delay::new(SWEEP_INTERVAL);
		loop {
			match select(events.next(), pause).await {
				Either::Left((Some(event), rest)) => {
					pause = rest;
					self.hear(event);
				}
				Either::Left((None, _)) => return,
				Either::Right(((), _)) => {
					self.sweep().await;
					pause = Delay::new(SWEEP_INTERVAL);
				}
			}
		}
	}

	fn hear(&mut self, event: SyncEvent) {
		match event {
			SyncEvent::PeerConnected { peer_id, roles }
				if roles.is_full() && self.is_up_to_date() =>
			{
				self.judge(peer_id)
			}
			SyncEvent::PeerConnected { .. } | SyncEvent::PeerDisconnected(_) => (),
		}
	}

	/// Looks at every full peer and at every ban.
	async fn sweep(&mut self) {
		if !self.is_up_to_date() {
			return;
		}
		let full_peers = self.sync.peers_info().await.unwrap_or_default();
		let full_peers = full_peers.into_iter().filter(|(_, info)| info.roles.is_full());
		let peers: HashSet<_> =
			full_peers.map(|(peer, _)| peer).chain(self.refused.iter().copied()).collect();
		for peer in peers {
			self.judge(peer);
		}
	}

	/// Refuses a peer that may not connect, and pardons one that was refused and now may.
	fn judge(&mut self, peer: PeerId) {
		match self.may_connect(&peer) {
			Ok(true) => self.pardon(peer),
			Ok(false) => self.refuse(peer),
			Err(error) => log::warn!("Whether {peer} may connect is unknown: {error}"),
		}
	}

	fn may_connect(&self, peer: &PeerId) -> Result<bool, ApiError> {
		let finalized = self.client.info().finalized_hash;
		let api = self.client.runtime_api();
		// An earlier runtime of this chain knew no permissions.
		Ok(!api.has_api::<dyn SitesApi<Block>>(finalized)?
			|| api.may_connect(finalized, peer.to_base58().into_bytes())?)
	}

	fn refuse(&mut self, peer: PeerId) {
		self.network.report_peer(peer, BAN);
		if self.refused.len() < MAX_RENEWED_BANS && self.refused.insert(peer) {
			log::info!(
				"Refused node {peer}: it has no permission to connect. If it belongs here, the \
				council grants it: sites.grant_connect(\"{peer}\")."
			);
		}
	}

	fn pardon(&mut self, peer: PeerId) {
		if self.refused.remove(&peer) {
			self.network.report_peer(peer, PARDON);
			log::info!("Node {peer} may connect now.");
		}
	}

	/// Whether what this node knows of permissions is not long out of date.
	fn is_up_to_date(&self) -> bool {
		let best = self.client.header(self.client.info().best_hash).ok().flatten();
		best.and_then(|header| {
			sc_consensus_aura::find_pre_digest::<Block, AuthoritySignature>(&header).ok()
		})
		.is_some_and(|slot| is_present(slot, self.slot_duration, Timestamp::current()))
	}
}

/// Whether a slot is of the present moment. One that lies far ahead is not: a clock that is wrong
/// says nothing about what is old.
fn is_present(slot: Slot, slot_duration: SlotDuration, now: Timestamp) -> bool {
	let slot_began_ms = slot.saturating_mul(slot_duration.as_millis());
	now.as_millis().abs_diff(slot_began_ms) <= PRESENT_MS
}

#[cfg(test)]
mod tests {
	use super::*;

	const SLOT_DURATION: SlotDuration = SlotDuration::from_millis(500);
	const NOW_MS: u64 = 1_800_000_000_000;

	fn slot_at(moment_ms: u64) -> Slot {
		Slot::from_timestamp(Timestamp::new(moment_ms), SLOT_DURATION)
	}

	#[test]
	fn a_node_that_is_in_step_judges() {
		for age_ms in [0, 500, PRESENT_MS] {
			assert!(is_present(slot_at(NOW_MS - age_ms), SLOT_DURATION, Timestamp::new(NOW_MS)));
		}
	}

	#[test]
	fn a_node_that_is_behind_refuses_nobody() {
		let genesis = Slot::from(0);
		for slot in [genesis, slot_at(NOW_MS - PRESENT_MS - 500)] {
			assert!(!is_present(slot, SLOT_DURATION, Timestamp::new(NOW_MS)));
		}
	}

	#[test]
	fn a_node_whose_clock_is_behind_refuses_nobody() {
		let ahead = slot_at(NOW_MS + PRESENT_MS + 500);
		assert!(!is_present(ahead, SLOT_DURATION, Timestamp::new(NOW_MS)));
		assert!(!is_present(Slot::from(u64::MAX), SLOT_DURATION, Timestamp::new(NOW_MS)));
	}
}
