//! The methods that a node answers besides those of every Substrate node.
//!
//! None of them is Joule's own: what the market knows is read through the versioned runtime APIs,
//! which a light client can call as well.

use crate::{
	parts::{FullBackend, FullClient, Hash},
	pool::Pool,
};
use joule_runtime::{opaque::Block, AccountId, Nonce};
use jsonrpsee::RpcModule;
use polkadot_sdk::*;
use sc_consensus_grandpa::{
	FinalityProofProvider, GrandpaJustificationStream, SharedAuthoritySet, SharedVoterState,
};
use sc_consensus_grandpa_rpc::{Grandpa, GrandpaApiServer};
use sc_rpc::SubscriptionTaskExecutor;
use sp_runtime::traits::NumberFor;
use std::{error::Error, sync::Arc};
use substrate_frame_rpc_system::{System, SystemApiServer};

/// Methods to serve. It is an error if two have one name.
pub type Methods = Result<RpcModule<()>, Box<dyn Error + Send + Sync>>;

/// What every node answers: an account's next nonce, and the trial of a transaction.
pub fn accounts(client: Arc<FullClient>, pool: Arc<Pool>) -> Methods {
	let system = System::<_, _, Block>::new(client, pool);
	let mut methods = RpcModule::new(());
	methods.merge(SystemApiServer::<Hash, AccountId, Nonce>::into_rpc(system))?;
	Ok(methods)
}

/// What GRANDPA shows of itself.
#[derive(Clone)]
pub struct Finality {
	/// Who votes.
	pub authorities: SharedAuthoritySet<Hash, NumberFor<Block>>,
	/// How the vote stands.
	pub voter_state: SharedVoterState,
	/// Each justification as it is made.
	pub justifications: GrandpaJustificationStream<Block>,
	/// Proofs of what is final.
	pub proofs: Arc<FinalityProofProvider<FullBackend, Block>>,
}

/// What a node of the network answers.
pub fn network(
	executor: SubscriptionTaskExecutor,
	client: Arc<FullClient>,
	pool: Arc<Pool>,
	finality: Finality,
) -> Methods {
	let Finality { authorities, voter_state, justifications, proofs } = finality;
	let grandpa = Grandpa::new(executor, authorities, voter_state, justifications, proofs);
	let mut methods = accounts(client, pool)?;
	methods.merge(grandpa.into_rpc())?;
	Ok(methods)
}
