//! # joule-load
//!
//! Sends orders to a Joule network and measures how fast they are in a block on all nodes, how fast
//! they are final on all nodes, and how many of them the network bears.
//!
//! | room | what it does |
//! |---|---|
//! | [`cli`] | what can be asked for |
//! | [`network`] | the nodes and the connections to them |
//! | [`market`] | makes a market to send orders to: participants, ecoin, products |
//! | [`orders`] | what an order is like, and who places it |
//! | [`sender`] | signs orders and sends them, one at a time, at a rate or as fast as they are accepted |
//! | [`watcher`] | follows every node's head |
//! | [`journal`] | what became of each transaction and each block, by the clock of this program |
//! | [`processes`] | what the nodes take of the machine |
//! | [`audit`] | whether the chain has what was counted |
//! | [`figures`] | statistics, as pure functions |
//! | [`report`] | figures beside their targets, as a table, JSON and a drawing |

mod audit;
mod cli;
mod figures;
mod journal;
mod market;
mod measurement;
mod network;
mod orders;
mod processes;
mod report;
mod sender;
mod watcher;

use anyhow::Result;
use clap::Parser;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
	match run(cli::Cli::parse()).await {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("{error:#}");
			ExitCode::FAILURE
		}
	}
}

async fn run(cli: cli::Cli) -> Result<()> {
	let report = tokio::select! {
		report = measurement::measure(&cli) => report?,
		_ = tokio::signal::ctrl_c() => anyhow::bail!("Interrupted: nothing is reported."),
	};
	print!("{}", report::table::draw(&report));
	if let Some(file) = &cli.json {
		report::write(file, &report::json::write(&report)?)?;
	}
	if let Some(file) = &cli.svg {
		report::write(file, &report::svg::draw(&report))?;
	}
	Ok(())
}
