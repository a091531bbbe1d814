//! Measures what the runtime's weights are made of.

use crate::{cli::Cli, parts::Parts};
use frame_benchmarking_cli::{BenchmarkCmd, SUBSTRATE_REFERENCE_HARDWARE};
use joule_runtime::opaque::Block;
use polkadot_sdk::*;
use sc_cli::{Result, SubstrateCli};
use sp_runtime::traits::HashingFor;

/// Runs the benchmark that was asked for.
pub fn run(cli: &Cli, cmd: &BenchmarkCmd) -> Result<()> {
	cli.create_runner(cmd)?.sync_run(|config| {
		match cmd {
		BenchmarkCmd::Pallet(cmd) => {
			// A runtime named on the command line brings its own genesis.
			let chain_spec = cmd.runtime.is_none().then_some(config.chain_spec);
			cmd.run_with_spec::<HashingFor<Block>, ()>(chain_spec)
		},
		BenchmarkCmd::Storage(cmd) => {
			let Parts { client, backend, .. } = Parts::new(&config)?;
			let database = backend.expose_db();
			let storage = backend.expose_storage();
			let trie_cache = backend.expose_shared_trie_cache();
			cmd.run(config, client, database, storage, trie_cache)
		},
		BenchmarkCmd::Block(cmd) => cmd.run(Parts::new(&config)?.client),
		BenchmarkCmd::Machine(cmd) => cmd.run(&config, SUBSTRATE_REFERENCE_HARDWARE.clone()),
		BenchmarkCmd::Overhead(_) | BenchmarkCmd::Extrinsic(_) => Err(
			"Joule's transactions cannot be made up by the SDK: measure calls with `benchmark pallet`"
				.into(),
		),
	}
	})
}
