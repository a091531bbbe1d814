//! What can be asked for on the command line.

use clap::{Parser, Subcommand};
use std::path::PathBuf;

/// Reads the meters of a building or a home, signs what they say and trades for their owner.
#[derive(Debug, Parser)]
#[command(version)]
pub struct Cli {
	/// What to do.
	#[command(subcommand)]
	pub command: Command,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Runs the device, until Ctrl-C or SIGTERM. It may be killed at any moment.
	Run {
		/// Its configuration.
		#[arg(long, value_name = "FILE")]
		config: PathBuf,
	},
	/// Makes the keys that are missing, and shows what the chain has to know of them.
	Keys {
		/// The device's configuration.
		#[arg(long, value_name = "FILE")]
		config: PathBuf,
	},
	/// Prints a configuration with every setting explained.
	Example,
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
