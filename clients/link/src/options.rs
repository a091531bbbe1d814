//! How a program is told which chain to reach, and by which way.

use crate::Way;
use anyhow::{bail, Result};
use clap::Args;
use std::path::PathBuf;

/// Which chain to reach, and by which way: exactly one of the two.
#[derive(Args, Clone, Debug, Default)]
pub struct ChainOptions {
	/// The raw specification of the chain with its boot nodes (`joule-node export-chain-spec --raw`), to
	/// reach the chain by a light client, which believes nobody.
	#[arg(long, value_name = "FILE")]
	pub chain_spec: Option<PathBuf>,

	/// The WebSocket address of a node to believe instead, such as `ws://127.0.0.1:9944`.
	#[arg(long, value_name = "ADDRESS", conflicts_with = "chain_spec")]
	pub node: Option<String>,
}

impl ChainOptions {
	/// The way that was asked for.
	///
	/// # Errors
	///
	/// If none or both were named, or the specification cannot be read or is not a raw one with boot
	/// nodes.
	pub fn way(&self) -> Result<Way> {
		match (&self.chain_spec, &self.node) {
			(Some(file), None) => Way::light_client(file),
			(None, Some(address)) => Ok(Way::Node(address.clone())),
			_ => bail!(
				"Say how to reach the chain: --chain-spec FILE for a light client, or --node ADDRESS."
			),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn exactly_one_way_is_taken() {
		assert!(ChainOptions::default().way().is_err());
		let by_node = ChainOptions { node: Some("ws://here".into()), ..Default::default() };
		assert!(matches!(by_node.way(), Ok(Way::Node(address)) if address == "ws://here"));
		let both = ChainOptions { chain_spec: Some("spec.json".into()), ..by_node };
		assert!(both.way().is_err());
	}
}
