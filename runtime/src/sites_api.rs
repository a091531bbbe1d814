//! The sites that run the chain, as their nodes see them.

use alloc::vec::Vec;
use polkadot_sdk::{
	sp_api,
	sp_consensus_aura::{sr25519::AuthorityId, Slot},
	sp_consensus_grandpa::OpaqueKeyOwnershipProof,
	sp_consensus_slots::EquivocationProof,
	sp_runtime::traits::Block as BlockT,
};

sp_api::decl_runtime_apis! {
	/// Which nodes may connect, and how a doubled block is reported.
	#[api_version(1)]
	pub trait SitesApi {
		/// Whether the node of this peer id, as text (`12D3KooW…`), may connect as a full node.
		fn may_connect(peer_id: Vec<u8>) -> bool;

		/// A proof that an authority held this Aura key in the present session; `None` if it did not.
		fn aura_key_ownership_proof(
			slot: Slot,
			authority: AuthorityId,
		) -> Option<OpaqueKeyOwnershipProof>;

		/// Hands a report of two blocks of one slot to the node's pool; `None` if it could not.
		fn submit_aura_equivocation(
			equivocation: EquivocationProof<<Block as BlockT>::Header, AuthorityId>,
			key_owner_proof: OpaqueKeyOwnershipProof,
		) -> Option<()>;
	}
}
