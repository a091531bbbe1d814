//! The Joule node: it runs the chain on which neighbours sell each other electricity.

mod chain_spec;
mod cli;
mod command;
mod consensus;
mod dev;
mod equivocation;
mod guard;
mod metrics;
mod parts;
mod pool;
mod rpc;
mod service;
mod well_known_keys;

#[cfg(feature = "benchmark")]
mod benchmark;

use std::process::ExitCode;

fn main() -> ExitCode {
	match command::run() {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("{error}");
			ExitCode::FAILURE
		}
	}
}
