//! Sends a few transactions and waits for what comes of them. Not for measuring.

use crate::network::Network;
use anyhow::{Context, Result};
use std::collections::HashMap;
use subxt::{
	config::polkadot::PolkadotExtrinsicParamsBuilder,
	dynamic::Value,
	ext::scale_value::Composite,
	tx::{dynamic, DynamicPayload},
};
use subxt_signer::sr25519::Keypair;

/// A call of the runtime.
pub type Call = DynamicPayload<Composite<()>>;

/// A call of a pallet, by its name in the runtime.
pub fn call(pallet: &str, name: &str, arguments: impl IntoIterator<Item = Value>) -> Call {
	dynamic(pallet, name, Composite::Unnamed(arguments.into_iter().collect()))
}

/// A call that someone makes.
pub struct Sent {
	key: Keypair,
	call: Call,
}

impl Sent {
	/// A call that is signed by this key.
	pub fn new(key: &Keypair, call: Call) -> Self {
		Self { key: key.clone(), call }
	}
}

/// Sends transactions in this order and waits until all are final. An error if one did not succeed.
pub async fn send(network: &Network, transactions: Vec<Sent>) -> Result<()> {
	let chain = network.now().await?;
	let mut nonces = HashMap::new();
	let mut sent = Vec::new();
	for Sent { key, call } in &transactions {
		let account = key.public_key().to_account_id();
		let nonce = match nonces.get(&account.0) {
			Some(nonce) => *nonce,
			None => chain.tx().account_nonce(&account).await?,
		};
		nonces.insert(account.0, nonce + 1);
		let params = PolkadotExtrinsicParamsBuilder::new().immortal().nonce(nonce).build();
		let transaction = chain.tx().create_signable_offline(call, params)?.sign(key)?;
		let progress = transaction.submit_and_watch().await.with_context(|| name_of(call))?;
		sent.push((name_of(call), progress));
	}
	for (name, progress) in sent {
		progress.wait_for_finalized_success().await.context(name)?;
	}
	Ok(())
}

fn name_of(call: &Call) -> String {
	format!("{}.{}", call.pallet_name(), call.call_name())
}
