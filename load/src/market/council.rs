//! Lets the council of the preset `local` decide.

use super::{
	chain::{call, send, Call, Sent},
	Value,
};
use crate::network::Network;
use anyhow::Result;
use subxt::{
	config::{substrate::BlakeTwo256, Hasher},
	dynamic::value,
};
use subxt_signer::sr25519::{dev, Keypair};

/// How many of the four members have to agree.
const THRESHOLD: u32 = 3;

/// The most that executing a motion may weigh: half a block's computing time, and storage proofs, which
/// this chain does not bound.
const MOTION_WEIGHT_PS: u64 = 62_500_000_000;
const MOTION_PROOF_BYTES: u64 = 16 * 1024 * 1024;

/// Has the council propose, vote on and execute motions.
pub async fn decide(network: &Network, motions: &[Call]) -> Result<()> {
	let members: [Keypair; THRESHOLD as usize] = [dev::alice(), dev::bob(), dev::charlie()];
	let chain = network.now().await?;
	let first = chain.storage().entry(("Council", "ProposalCount"))?;
	let first = first.fetch(Vec::<Value>::new()).await?.decode_as::<u32>()?;

	let (mut proposals, mut votes, mut closings) = (Vec::new(), Vec::new(), Vec::new());
	for (index, motion) in (first..).zip(motions) {
		let encoded = chain.tx().call_data(motion)?;
		let hash = Value::from_bytes(BlakeTwo256.hash(&encoded));
		// Compact numbers make the motion a few bytes longer inside a transaction than it is alone.
		let length = value!(encoded.len() as u32 + 8);
		let propose = [value!(THRESHOLD), motion.clone().into_value(), length.clone()];
		proposals.push(Sent::new(&members[0], call("Council", "propose", propose)));
		for member in &members {
			let vote = [hash.clone(), value!(index), value!(true)];
			votes.push(Sent::new(member, call("Council", "vote", vote)));
		}
		let bound = Value::named_composite([
			("ref_time", value!(MOTION_WEIGHT_PS)),
			("proof_size", value!(MOTION_PROOF_BYTES)),
		]);
		let close = [hash, value!(index), bound, length];
		closings.push(Sent::new(&members[0], call("Council", "close", close)));
	}
	for step in [proposals, votes, closings] {
		send(network, step).await?;
	}
	Ok(())
}
