//! The Joule node: it runs the chain on which neighbours sell each other electricity.

mod chain_spec;
mod cli;
mod command;
mod consensus;
mod dev;
mod parts;
mod rpc;
mod service;

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
