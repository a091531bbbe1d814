//! What the node understands on its command line.

use crate::dev;
use joule_primitives::Moment;
use polkadot_sdk::sc_cli::{self, RunCmd};

/// Without a subcommand the node runs: as part of a network, or with `--dev` alone.
///
/// Offchain workers are off unless asked for: nothing in Joule uses them.
#[derive(Debug, clap::Parser)]
#[command(mut_arg("enabled", |offchain_worker| offchain_worker.default_value("never")))]
pub struct Cli {
	/// What to do instead of running a node.
	#[command(subcommand)]
	pub subcommand: Option<Subcommand>,

	/// Let the dev chain begin at this moment instead of now.
	///
	/// In milliseconds since 1970-01-01 UTC. A chain that already has later blocks goes on from
	/// its last one.
	#[arg(
		long,
		value_name = "UNIX_MS",
		requires = "dev",
		value_parser = clap::value_parser!(Moment).range(..=dev::LATEST)
	)]
	pub clock_start: Option<Moment>,

	/// How to run the node.
	#[command(flatten)]
	pub run: RunCmd,
}

/// What the node can do besides running.
#[derive(Debug, clap::Subcommand)]
pub enum Subcommand {
	/// Create, inspect and insert keys.
	#[command(subcommand)]
	Key(sc_cli::KeySubcommand),

	/// Write out the specification of a chain.
	ExportChainSpec(sc_cli::ExportChainSpecCmd),

	/// Validate blocks.
	CheckBlock(sc_cli::CheckBlockCmd),

	/// Export blocks to a file.
	ExportBlocks(sc_cli::ExportBlocksCmd),

	/// Export the state of a block as a chain specification.
	ExportState(sc_cli::ExportStateCmd),

	/// Import blocks from a file.
	ImportBlocks(sc_cli::ImportBlocksCmd),

	/// Remove the whole chain from this machine.
	PurgeChain(sc_cli::PurgeChainCmd),

	/// Go back by some blocks that are not final yet.
	Revert(sc_cli::RevertCmd),

	/// Show the best and the finalised block in the database.
	ChainInfo(sc_cli::ChainInfoCmd),

	/// Measure the runtime, the database and the machine.
	#[cfg(feature = "benchmark")]
	#[command(subcommand)]
	Benchmark(polkadot_sdk::frame_benchmarking_cli::BenchmarkCmd),
}
