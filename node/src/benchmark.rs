//! Measures what the runtime's weights are made of.

use crate::{cli::Cli, parts::Parts};
use frame_benchmarking_cli::{BenchmarkCmd, SUBSTRATE_REFERENCE_HARDWARE};
use joule_runtime::opaque::Block;
use polkadot_sdk::*;
use sc_cli::{CliConfiguration, Result, SubstrateCli};
use sc_transaction_pool::Options;
use sp_runtime::traits::HashingFor;

/// Runs the benchmark that was asked for.
pub fn run(cli: &Cli, cmd: &BenchmarkCmd) -> Result<()> {
	match cmd {
		BenchmarkCmd::Pallet(pallet) => {
			// What is measured is a runtime built with its benchmarks and named on the command
			// line, not this node's: no chain of this node is loaded, only its log set up.
			cmd.init(&Cli::support_url(), &Cli::impl_version(), |_| {})?;
			pallet.run_with_spec::<HashingFor<Block>, ()>(None)
		}
		BenchmarkCmd::Storage(storage) => cli.create_runner(cmd)?.sync_run(|config| {
			let Parts { client, backend, .. } = Parts::new(&config, Options::default())?;
			let (database, state) = (backend.expose_db(), backend.expose_storage());
			storage.run(config, client, database, state, backend.expose_shared_trie_cache())
		}),
		BenchmarkCmd::Block(block) => cli
			.create_runner(cmd)?
			.sync_run(|config| block.run(Parts::new(&config, Options::default())?.client)),
		BenchmarkCmd::Machine(machine) => cli
			.create_runner(cmd)?
			.sync_run(|config| machine.run(&config, SUBSTRATE_REFERENCE_HARDWARE.clone())),
		BenchmarkCmd::Overhead(_) | BenchmarkCmd::Extrinsic(_) => Err(
			"They need transactions that the SDK makes up, and Joule admits only participants': \
			use `benchmark pallet` to measure calls."
				.into(),
		),
	}
}
