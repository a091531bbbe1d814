//! What can be asked for on the command line.

use clap::{Parser, Subcommand};
use std::path::PathBuf;

/// Lets charge points that speak OCPP 1.6J or 2.0.1 settle their sessions on a Joule chain.
#[derive(Debug, Parser)]
#[command(version)]
pub struct Cli {
	/// What to do.
	#[command(subcommand)]
	pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Serves the stations of a configuration, until it is told to stop.
	Run {
		/// The configuration.
		#[arg(long, value_name = "FILE")]
		config: PathBuf,
	},
	/// Shows the public keys of the chargers of a configuration, with which their charge points are to be
	/// registered on the chain. Keys that do not exist yet are made.
	Keys {
		/// The configuration.
		#[arg(long, value_name = "FILE")]
		config: PathBuf,
	},
	/// Makes a password for a station and shows it, and its hash for the configuration.
	Password,
}

#[cfg(test)]
mod tests {
	use super::*;
	use clap::CommandFactory;

	#[test]
	fn the_command_line_is_consistent() {
		Cli::command().debug_assert();
	}
}
