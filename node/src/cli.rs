//! What the node understands on its command line.
//!
//! # RPC is safe unless told otherwise
//!
//! | what | by default | option |
//! |---|---|---|
//! | listens on | loopback only | `--rpc-external`, which an authority refuses |
//! | methods | the safe ones; with `--dev`, all | `--rpc-methods` |
//! | calls of a connection | 6,000 a minute; from this machine, any number | `--rpc-rate-limit` |
//! | connections | 100 | `--rpc-max-connections` |
//! | subscriptions of a connection | 1,024 | `--rpc-max-subscriptions-per-connection` |
//! | requests in a batch | 100 | `--rpc-max-batch-request-len` |
//! | a request | 5 MB | `--rpc-max-request-size` |
//! | an answer | 15 MB | `--rpc-max-response-size` |
//! | web pages that may call | of this machine, and Polkadot.js Apps | `--rpc-cors` |
//!
//! The SDK serves unsafe methods, which can insert keys and change the node's peers, to whoever
//! reaches it over loopback: any user of the machine, and everybody if a reverse proxy stands
//! before it. It has no limit of calls or of a batch, and takes requests of 15 MB; the largest that
//! Joule needs is a new runtime, less than 2 MB. An authority never serves unsafe methods beyond
//! its own machine, whatever its options say.

use crate::dev;
use clap::Arg;
use joule_primitives::Moment;
use polkadot_sdk::{
	sc_cli::{self, CliConfiguration, RpcMethods, RunCmd, TransactionPoolType},
	sc_transaction_pool::{Options, PoolLimit},
};
use std::time::Duration;

/// How many RPC calls a connection may make in a minute.
const RPC_CALLS_PER_MINUTE: &str = "6000";
/// From where the number of calls is not limited: this machine. Behind a reverse proxy on it,
/// `--rpc-rate-limit-trust-proxy-headers` makes the proxy's clients count.
const RPC_UNLIMITED_ADDRESSES: [&str; 2] = ["127.0.0.0/8", "::1/128"];
/// How many requests can be sent as a batch.
const RPC_BATCH: &str = "100";
/// For how long the pool passes over what it refused, unless told otherwise.
const REFUSED_SECONDS: u64 = 1_800;
/// What waits for an earlier transaction of its sender has this part of the pool's room.
const FUTURE_PART: usize = 10;
/// The largest request, in MB.
const RPC_REQUEST_MB: &str = "5";

/// Without a subcommand the node runs: as part of a network, or with `--dev` alone.
///
/// Offchain workers are off unless asked for: nothing in Joule uses them.
#[derive(Debug, clap::Parser)]
#[command(
	mut_arg("pool_type", |pool| pool.default_value("single-state").hide(true)),
	mut_arg("pool_best_blocks_only", |only| only.hide(true)),
	mut_arg("enabled", |offchain_worker| offchain_worker.default_value("never")),
	mut_arg("rpc_methods", safe_unless_dev),
	mut_arg("rpc_rate_limit", |limit| limit.default_value(RPC_CALLS_PER_MINUTE)),
	mut_arg("rpc_rate_limit_whitelisted_ips", |ips| ips.default_values(RPC_UNLIMITED_ADDRESSES)),
	mut_arg("rpc_max_batch_request_len", |length| length.default_value(RPC_BATCH)),
	mut_arg("rpc_max_request_size", |size| size.default_value(RPC_REQUEST_MB)),
)]
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

fn safe_unless_dev(rpc_methods: Arg) -> Arg {
	// By its value: to clap a flag is present even when it is left out.
	rpc_methods.default_value("safe").default_value_if("dev", "true", "auto")
}

impl Cli {
	/// Refuses options by which an authority would serve other machines more RPC than it should.
	pub fn check_rpc(&self) -> sc_cli::Result<()> {
		let rpc = &self.run.rpc_params;
		let is_exposed = rpc.rpc_external
			|| rpc.unsafe_rpc_external && rpc.rpc_methods == RpcMethods::Unsafe
			|| rpc.experimental_rpc_endpoint.iter().any(|endpoint| {
				endpoint.rpc_methods == RpcMethods::Unsafe
					&& !endpoint.listen_addr.ip().is_loopback()
			});
		if is_exposed && self.run.role(self.run.is_dev()?)?.is_authority() {
			return Err(sc_cli::Error::Input(
				"An authority serves RPC to its own machine. To others it serves the safe methods \
				only, if you insist with `--unsafe-rpc-external`: the unsafe ones insert keys. \
				Better use a full node; docs/operate.md says how to reach one from elsewhere."
					.into(),
			));
		}
		Ok(())
	}

	/// How much the pool holds, and for how long it passes over what it refused: on a dev chain, not
	/// at all.
	pub fn pool_options(&self) -> sc_cli::Result<Options> {
		let params = &self.run.pool_config;
		if let TransactionPoolType::ForkAware = params.pool_type {
			return Err(sc_cli::Error::Input(
				"Joule's pool has the state of one block: leave `--pool-type` out.".into(),
			));
		}
		let room = |part: usize| PoolLimit {
			count: params.pool_limit / part,
			total_bytes: params.pool_kbytes * 1024 / part,
		};
		let refused_seconds = if self.run.is_dev()? { 0 } else { REFUSED_SECONDS };
		Ok(Options {
			ready: room(1),
			future: room(FUTURE_PART),
			reject_future_transactions: false,
			ban_time: Duration::from_secs(params.tx_ban_seconds.unwrap_or(refused_seconds)),
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use clap::Parser;

	fn cli(options: &str) -> Cli {
		Cli::try_parse_from(["joule-node"].into_iter().chain(options.split_whitespace()))
			.expect("the options are understood")
	}

	#[test]
	fn rpc_is_safe_and_limited_by_default() {
		let rpc = cli("").run.rpc_params;
		assert_eq!(rpc.rpc_methods, RpcMethods::Safe);
		assert!(!rpc.rpc_external && !rpc.unsafe_rpc_external);
		assert!(rpc.rpc_rate_limit.is_some_and(|calls| calls.get() == 6_000));
		assert_eq!(rpc.rpc_rate_limit_whitelisted_ips.len(), 2);
		assert_eq!(rpc.rpc_max_batch_request_len, Some(100));
		assert_eq!((rpc.rpc_max_request_size, rpc.rpc_max_response_size), (5, 15));
		assert_eq!(
			(rpc.rpc_max_connections, rpc.rpc_max_subscriptions_per_connection),
			(100, 1_024)
		);
	}

	#[test]
	fn rpc_of_a_dev_chain_serves_all_methods_on_loopback() {
		assert_eq!(cli("--dev").run.rpc_params.rpc_methods, RpcMethods::Auto);
		assert_eq!(cli("--dev --rpc-methods safe").run.rpc_params.rpc_methods, RpcMethods::Safe);
	}

	#[test]
	fn limits_can_be_changed() {
		let rpc = cli("--rpc-disable-batch-requests --rpc-rate-limit 60").run.rpc_params;
		assert!(rpc.rpc_disable_batch_requests);
		assert!(rpc.rpc_rate_limit.is_some_and(|calls| calls.get() == 60));
		assert!(cli("--experimental-rpc-endpoint listen-addr=127.0.0.1:9944").check_rpc().is_ok());
	}

	#[test]
	fn an_authority_keeps_its_rpc_to_its_machine() {
		for options in [
			"--validator --rpc-external",
			"--validator --rpc-methods unsafe --rpc-external",
			"--alice --rpc-methods unsafe --unsafe-rpc-external",
			"--validator --experimental-rpc-endpoint listen-addr=0.0.0.0:9944,methods=unsafe",
		] {
			assert!(cli(options).check_rpc().is_err(), "{options}");
		}
		for options in [
			"--validator --rpc-methods unsafe --rpc-cors all",
			"--validator --unsafe-rpc-external",
			"--rpc-methods unsafe --rpc-external",
			"--validator --experimental-rpc-endpoint listen-addr=127.0.0.1:9944,methods=unsafe",
		] {
			assert!(cli(options).check_rpc().is_ok(), "{options}");
		}
	}

	#[test]
	fn the_pool_is_of_one_type_and_its_room_can_be_changed() {
		let pool = cli("").pool_options().expect("the defaults are good");
		assert_eq!((pool.ready.count, pool.future.count), (8_192, 819));
		assert_eq!(pool.ban_time.as_secs(), 1_800);
		let pool =
			cli("--dev --pool-limit 100 --pool-kbytes 10").pool_options().expect("so are these");
		assert_eq!((pool.ready.count, pool.ready.total_bytes), (100, 10_240));
		assert!(pool.ban_time.is_zero());
		assert!(cli("--pool-type fork-aware").pool_options().is_err());
	}
}
