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
use tikv_jemallocator::Jemalloc;

/// Under load a node takes a third less memory by it than by the system's allocator, and a tenth
/// less of the processor (docs/benchmarks.md).
#[global_allocator]
static ALLOCATOR: Jemalloc = Jemalloc;

fn main() -> ExitCode {
	match command::run() {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("{error}");
			ExitCode::FAILURE
		}
	}
}
