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
	/// Shows what the chain has to know of the keys of a configuration: the gateway's own account, which the
	/// operator lets act for it, and the public keys with which charge points are to be registered. Keys that
	/// do not exist yet are made.
	Keys {
		/// The configuration.
		#[arg(long, value_name = "FILE")]
		config: PathBuf,
	},
	/// Prints a configuration with every setting explained.
	Example,
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
