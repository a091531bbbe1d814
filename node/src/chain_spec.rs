//! The chains that the node knows by name. Their genesis is in the runtime, as presets.

use joule_runtime::WASM_BINARY;
use polkadot_sdk::sc_service::{ChainType, GenericChainSpec, Properties};

/// A chain of one machine: one authority, and sudo.
pub fn dev() -> Result<GenericChainSpec, String> {
	from_preset("dev", "Joule Development", ChainType::Development)
}

/// A network of four authorities with well-known keys, governed by their council.
pub fn local() -> Result<GenericChainSpec, String> {
	from_preset("local", "Joule Local", ChainType::Local)
}

fn from_preset(preset: &str, name: &str, kind: ChainType) -> Result<GenericChainSpec, String> {
	let code = WASM_BINARY
		.ok_or("Joule's wasm runtime was not built: build the node without SKIP_WASM_BUILD")?;
	Ok(GenericChainSpec::builder(code, None)
		.with_name(name)
		.with_id(&format!("joule_{preset}"))
		.with_chain_type(kind)
		.with_protocol_id("joule")
		.with_properties(properties())
		.with_genesis_config_preset_name(preset)
		.build())
}

/// What a wallet needs to show accounts and amounts. The same as the runtime's.
fn properties() -> Properties {
	Properties::from_iter([
		("ss58Format".into(), 42.into()),
		("tokenSymbol".into(), "ECOIN".into()),
		("tokenDecimals".into(), 4.into()),
		("isEthereum".into(), false.into()),
	])
}
