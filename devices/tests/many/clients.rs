//! Many light clients on one full node: how far their last final block is behind that node's.
//!
//! ```sh
//! many --chain-spec joule.json --node ws://127.0.0.1:9944 --real 100 --emulated 400 --seconds 60
//! ```
//!
//! The specification names one boot node, the full node. Two kinds of clients connect to it, all in this
//! process:
//!
//! - *real*: as in every device, smoldot with subxt. It verifies each header and each justification, and
//!   has the runtime.
//! - *emulated*: smoldot's network alone. It connects, opens the streams for blocks and for GRANDPA and takes
//!   what the node sends: the same work for the node, next to none here. What it hears to be final is not
//!   verified.
//!
//! The last line on stdout is the result as JSON. `many.test.js` starts the network and calls this.
//!
//! | file | what it does |
//! |---|---|
//! | [`emulated`] | a peer that speaks GRANDPA |
//! | [`lags`] | by how much each client was behind the node, for each block |

mod emulated;
mod lags;

use anyhow::{Context, Result};
use clap::Parser;
use joule_link::{Link, View, Way};
use lags::Lags;
use std::{path::PathBuf, sync::Arc, time::Duration};
use tokio::{
	sync::broadcast::{error::RecvError, Receiver},
	time::sleep,
};

/// Clients begin one after the other, as homes do: a node accepts so many connections at a time.
const BEGIN_PAUSE: Duration = Duration::from_millis(100);

/// How long all of them may take to follow the chain.
const BEGIN_PATIENCE: Duration = Duration::from_secs(240);

#[derive(Parser)]
struct Cli {
	/// The raw specification of the chain, with the full node as its only boot node.
	#[arg(long)]
	chain_spec: PathBuf,
	/// The WebSocket address of the full node's RPC, by which its own last final block is known.
	#[arg(long)]
	node: String,
	/// How many light clients that verify everything.
	#[arg(long)]
	real: usize,
	/// How many peers that only listen.
	#[arg(long)]
	emulated: usize,
	/// For how long lags are measured, once all clients follow the chain.
	#[arg(long)]
	seconds: u64,
}

#[tokio::main]
async fn main() -> Result<()> {
	let Cli { chain_spec, node, real, emulated, seconds } = Cli::parse();
	let lags = Arc::new(Lags::new(real, emulated));
	let node = Link::open(Way::Node(node));
	let genesis = node.head().await.genesis_hash().0;
	tokio::spawn(watch_node(node.blocks(), lags.clone()));

	let specification = std::fs::read_to_string(&chain_spec)?;
	let boot_node = emulated::BootNode::of(&specification)
		.context("The specification names no boot node as /ip4/ADDRESS/tcp/PORT/ws/p2p/IDENTITY")?;
	let platform = emulated::platform();
	for client in 0..real + emulated {
		let lags = lags.clone();
		if client < real {
			let link = Link::open(Way::light_client(&chain_spec)?);
			tokio::spawn(watch_client(link, client, lags));
		} else {
			let (platform, boot_node) = (platform.clone(), boot_node.clone());
			tokio::spawn(emulated::run(platform, genesis, boot_node, client, lags));
		}
		sleep(BEGIN_PAUSE).await;
	}
	eprintln!("All {} clients have begun", real + emulated);
	let mut waited = Duration::ZERO;
	while lags.silent() > 0 && waited < BEGIN_PATIENCE {
		sleep(Duration::from_secs(5)).await;
		waited += Duration::from_secs(5);
		eprintln!("{} have not heard of a final block yet", lags.silent());
	}
	lags.begin();
	println!("measuring");
	sleep(Duration::from_secs(seconds)).await;
	println!("{}", lags.report());
	// Hundreds of connections need no farewell.
	std::process::exit(0);
}

async fn watch_node(mut blocks: Receiver<View>, lags: Arc<Lags>) {
	while let Some(view) = next(&mut blocks).await {
		lags.final_on_node(view.number());
	}
}

async fn watch_client(link: Link, client: usize, lags: Arc<Lags>) {
	let mut blocks = link.blocks();
	while let Some(view) = next(&mut blocks).await {
		lags.final_on_client(client, view.number());
	}
}

/// The next block that becomes final, even if some were missed.
async fn next(blocks: &mut Receiver<View>) -> Option<View> {
	loop {
		match blocks.recv().await {
			Ok(view) => return Some(view),
			Err(RecvError::Lagged(_)) => {}
			Err(RecvError::Closed) => return None,
		}
	}
}
