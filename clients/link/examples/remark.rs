//! Reaches a chain, sends a remark and says what came of it and how long that took.
//!
//! ```sh
//! cargo run --release --example remark -- --node ws://127.0.0.1:9944 //Alice
//! ```

use anyhow::Result;
use clap::Parser;
use joule_link::{call, Account, ChainOptions, Link, Sender, Value};
use std::time::Instant;

#[derive(Parser)]
struct Cli {
	#[command(flatten)]
	chain: ChainOptions,
	/// The secret of the account that sends.
	secret: String,
}

#[tokio::main]
async fn main() -> Result<()> {
	let cli = Cli::parse();
	let begin = Instant::now();
	let link = Link::open(cli.chain.way()?);
	let head = link.head().await;
	println!("Block {} is final, after {:.1?}", head.number(), begin.elapsed());

	let sender = Sender::new(&link, Account::from_secret(&cli.secret)?);
	let begin = Instant::now();
	let mut sent = sender.send(call("System", "remark", [Value::from_bytes(b"hello")])).await;
	println!("{:?} after {:.1?}", sent.in_block().await, begin.elapsed());
	println!("{} after {:.1?}", sent.outcome().await, begin.elapsed());
	Ok(())
}
