//! What can be asked for on the command line.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::{num::NonZeroU32, path::PathBuf, str::FromStr};

/// The most orders in a transaction.
const MAX_BATCH: i64 = 100;

/// The most products that are opened: those of a series.
const MAX_PRODUCTS: i64 = 96;

/// Sends orders to a Joule network and measures how fast they are in a block and final, on all nodes.
///
/// The network's council must be that of the preset `local`. For each measurement a new zone is made, with
/// participants, ecoin and products of its own; nothing of it is removed afterwards, so use a network
/// that can be forgotten, such as that of `load/network`.
#[derive(Debug, Parser)]
#[command(version)]
pub struct Cli {
	/// The nodes, as WebSocket addresses separated by commas. Orders are sent to all of them in turn.
	#[arg(
		long,
		global = true,
		value_delimiter = ',',
		value_name = "ADDRESS,...",
		default_value = "ws://127.0.0.1:9944,ws://127.0.0.1:9945,ws://127.0.0.1:9946,ws://127.0.0.1:9947"
	)]
	pub nodes: Vec<String>,

	/// The process ids of the nodes, in the same order, to measure what they take of the machine. By
	/// default they are found by the ports of the nodes on this machine.
	#[arg(long, global = true, value_delimiter = ',', value_name = "PID,...")]
	pub pids: Vec<i32>,

	/// What the market is like.
	#[command(flatten)]
	pub market: MarketOptions,

	/// Where to write the report as JSON.
	#[arg(long, global = true, value_name = "FILE")]
	pub json: Option<PathBuf>,

	/// Where to draw the distribution of the times.
	#[arg(long, global = true, value_name = "FILE")]
	pub svg: Option<PathBuf>,

	/// A remark that the report shall carry, such as what else the machine was doing.
	#[arg(long, global = true, value_name = "TEXT")]
	pub remark: Option<String>,

	/// What to measure.
	#[command(subcommand)]
	pub mode: Mode,
}

/// What the market is like.
#[derive(Debug, Args)]
pub struct MarketOptions {
	/// How many accounts trade: every other one buys, the others sell. Each has one transaction on its
	/// way at a time, so this bounds how many wait for a block. [default: 20 for `idle`, else 1000]
	#[arg(long, global = true, value_parser = clap::value_parser!(u32).range(1..=4_000))]
	pub accounts: Option<u32>,

	/// How many hours of energy are traded, each a product of its own. An account can place 64
	/// transactions in each.
	#[arg(long, global = true, default_value_t = 24, value_parser = clap::value_parser!(u32).range(1..=MAX_PRODUCTS))]
	pub products: u32,

	/// The quota that the accounts have. The report says how much of it was left.
	#[arg(long, global = true, value_enum, default_value_t = QuotaClass::Building)]
	pub quota: QuotaClass,

	/// The seed by which limits and quantities are drawn.
	#[arg(long, global = true, default_value_t = 1)]
	pub seed: u64,
}

/// The quota classes of the registry.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum QuotaClass {
	/// A home.
	Household,
	/// Ten homes.
	Building,
	/// A hundred homes.
	Site,
}

/// What to measure.
#[derive(Debug, Subcommand)]
pub enum Mode {
	/// How long one order takes when nothing else is going on.
	Idle {
		/// How many orders are sent, each when the one before is final, at a random moment of the slot.
		#[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..))]
		samples: u32,
	},
	/// How many orders the network bears, and how long they take then.
	Load {
		/// Orders a second, or `max` for as many as are accepted.
		#[arg(long, default_value = "max", value_name = "ORDERS|max")]
		rate: Rate,

		/// How many orders are in each transaction.
		#[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=MAX_BATCH))]
		batch: u32,

		/// How long orders are sent.
		#[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..))]
		seconds: u64,
	},
}

impl Cli {
	/// How many accounts trade.
	pub fn accounts(&self) -> u32 {
		let default = match self.mode {
			Mode::Idle { .. } => 20,
			Mode::Load { .. } => 1_000,
		};
		self.market.accounts.unwrap_or(default)
	}

	/// How many orders are in each transaction.
	pub fn batch(&self) -> u32 {
		match self.mode {
			Mode::Idle { .. } => 1,
			Mode::Load { batch, .. } => batch,
		}
	}
}

/// How fast orders are sent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rate {
	/// So many orders a second.
	OrdersPerSecond(NonZeroU32),
	/// As many as are accepted.
	Max,
}

impl FromStr for Rate {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, Self::Err> {
		match text {
			"max" => Ok(Self::Max),
			_ => text.parse().map(Self::OrdersPerSecond).map_err(|_| {
				"give a whole number of orders a second above zero, or `max`".to_string()
			}),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use clap::CommandFactory;

	#[test]
	fn the_command_line_is_consistent() {
		Cli::command().debug_assert();
	}

	#[test]
	fn a_rate_is_a_number_or_the_most_there_can_be() {
		assert_eq!("max".parse(), Ok(Rate::Max));
		assert_eq!("5".parse(), Ok(Rate::OrdersPerSecond(NonZeroU32::new(5).unwrap())));
		assert!("0".parse::<Rate>().is_err());
		assert!("fast".parse::<Rate>().is_err());
	}
}
