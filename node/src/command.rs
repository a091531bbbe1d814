//! Runs what was asked for on the command line.

use crate::{
	chain_spec,
	cli::{Cli, Subcommand},
	consensus::Consensus,
	dev,
	parts::Parts,
	service,
};
use joule_runtime::opaque::Block;
use polkadot_sdk::*;
use sc_cli::{Result, SubstrateCli};
use sc_network::{config::NetworkBackendType, Litep2pNetworkBackend, NetworkWorker};
use sc_service::{ChainSpec, GenericChainSpec};
use sc_transaction_pool::Options;

impl SubstrateCli for Cli {
	fn impl_name() -> String {
		"Joule Node".into()
	}

	fn impl_version() -> String {
		env!("SUBSTRATE_CLI_IMPL_VERSION").into()
	}

	fn description() -> String {
		"A chain on which neighbours sell each other electricity".into()
	}

	fn author() -> String {
		"the Joule authors".into()
	}

	fn support_url() -> String {
		"docs/operate.md in the Joule repository".into()
	}

	fn copyright_start_year() -> i32 {
		2026
	}

	fn load_spec(&self, id: &str) -> std::result::Result<Box<dyn ChainSpec>, String> {
		Ok(Box::new(match id {
			"dev" => chain_spec::dev()?,
			"" | "local" => chain_spec::local()?,
			path => GenericChainSpec::from_json_file(path.into()).map_err(|error| {
				format!("`{path}` is neither dev nor local nor a file: {error}")
			})?,
		}))
	}
}

/// Does what the command line says.
pub fn run() -> Result<()> {
	let cli = Cli::from_args();
	match &cli.subcommand {
		None if cli.run.shared_params.dev => run_dev(&cli),
		None => run_network(&cli),
		Some(subcommand) => run_subcommand(&cli, subcommand),
	}
}

fn run_network(cli: &Cli) -> Result<()> {
	cli.check_rpc()?;
	let pool = cli.pool_options()?;
	cli.create_runner(&cli.run)?.run_node_until_exit(|config| async move {
		let task_manager = match config.network.network_backend {
			NetworkBackendType::Litep2p => service::start::<Litep2pNetworkBackend>(config, pool),
			NetworkBackendType::Libp2p => service::start::<NetworkWorker<Block, _>>(config, pool),
		};
		Ok(task_manager?)
	})
}

fn run_dev(cli: &Cli) -> Result<()> {
	let pool = cli.pool_options()?;
	cli.create_runner(&cli.run)?.run_node_until_exit(|config| async move {
		Ok(dev::service::start(config, pool, cli.clock_start)?)
	})
}

fn run_subcommand(cli: &Cli, subcommand: &Subcommand) -> Result<()> {
	match subcommand {
		Subcommand::Key(cmd) => cmd.run(cli),
		Subcommand::ExportChainSpec(cmd) => cmd.run(cli.load_spec(&cmd.chain)?),
		Subcommand::CheckBlock(cmd) => cli.create_runner(cmd)?.async_run(|config| {
			let parts = Parts::new(&config, Options::default())?;
			let import_queue = Consensus::new(&config, &parts)?.import_queue;
			Ok((cmd.run(parts.client, import_queue), parts.task_manager))
		}),
		Subcommand::ExportBlocks(cmd) => cli.create_runner(cmd)?.async_run(|config| {
			let parts = Parts::new(&config, Options::default())?;
			Ok((cmd.run(parts.client, config.database), parts.task_manager))
		}),
		Subcommand::ExportState(cmd) => cli.create_runner(cmd)?.async_run(|config| {
			let parts = Parts::new(&config, Options::default())?;
			Ok((cmd.run(parts.client, config.chain_spec), parts.task_manager))
		}),
		Subcommand::ImportBlocks(cmd) => cli.create_runner(cmd)?.async_run(|config| {
			let parts = Parts::new(&config, Options::default())?;
			let import_queue = Consensus::new(&config, &parts)?.import_queue;
			Ok((cmd.run(parts.client, import_queue), parts.task_manager))
		}),
		Subcommand::PurgeChain(cmd) => {
			cli.create_runner(cmd)?.sync_run(|config| cmd.run(config.database))
		}
		Subcommand::Revert(cmd) => cli.create_runner(cmd)?.async_run(|config| {
			let parts = Parts::new(&config, Options::default())?;
			let revert_grandpa = Box::new(|client, _, blocks| {
				sc_consensus_grandpa::revert(client, blocks)?;
				Ok(())
			});
			let reverted = cmd.run(parts.client, parts.backend, Some(revert_grandpa));
			Ok((reverted, parts.task_manager))
		}),
		Subcommand::ChainInfo(cmd) => {
			cli.create_runner(cmd)?.sync_run(|config| cmd.run::<Block>(&config))
		}
		#[cfg(feature = "benchmark")]
		Subcommand::Benchmark(cmd) => crate::benchmark::run(cli, cmd),
	}
}
