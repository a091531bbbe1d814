//! # joule-charge
//!
//! A central system for charge points that speak OCPP 1.6J or 2.0.1, which lets the chain certify the
//! drivers, hold their prepayments and settle their sessions.
//!
//! ```text
//! station --OCPP--> server --> ocpp --> gateway --> charge     what a charge is, as pure logic
//!                                          |   \--> store      what must not be forgotten
//!                                          \------> chain --light client--> Joule
//! ```
//!
//! | room | what it does |
//! |---|---|
//! | [`server`] | TCP, TLS, WebSocket: who connects |
//! | [`ocpp`] | what stations say and are asked, in both versions |
//! | [`gateway`] | what is done about it |
//! | [`charge`] | one charge, as pure logic |
//! | [`store`] | what charge points said and the chain does not have yet, on disk |
//! | [`chain`] | the chain as the gateway sees it |
//! | [`keys`] | the keys of the gateway, of chargers and of tags, and how tags are named on disk |
//! | [`config`], [`cli`] | what can be asked for |
//! | [`quantities`] | units as types |

mod chain;
mod charge;
mod cli;
mod config;
mod gateway;
mod keys;
mod ocpp;
mod quantities;
mod server;
mod store;

use crate::{
	chain::linked::LinkedChain,
	config::Config,
	gateway::{stations::Station, Gateway},
	keys::{own_account, public, ChargerKeys, Pseudonyms},
	quantities::{Ecoin, Moment},
	server::Server,
	store::Store,
};
use anyhow::Result;
use clap::Parser;
use joule_link::{Link, Sender};
use std::{
	path::Path,
	process::ExitCode,
	sync::Arc,
	time::{SystemTime, UNIX_EPOCH},
};
use tokio::signal::unix::{signal, SignalKind};
use tracing_subscriber::EnvFilter;

/// What is logged unless `RUST_LOG` says otherwise.
const LOGGED: &str = "joule_charge=info,joule_link=info,warn";

#[tokio::main]
async fn main() -> ExitCode {
	let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(LOGGED));
	tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
	let done = match cli::Cli::parse().command {
		cli::Command::Run { config } => run(&config).await,
		cli::Command::Keys { config } => show_keys(&config),
		cli::Command::Example => {
			print!("{}", config::EXAMPLE);
			Ok(())
		}
		cli::Command::Password => show_password(),
	};
	match done {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("{error:#}");
			ExitCode::FAILURE
		}
	}
}

/// Serves stations until it is told to stop.
async fn run(file: &Path) -> Result<()> {
	let config = Config::read(file)?;
	let account = own_account(&config.data)?;
	let keys = ChargerKeys::in_folder(&config.data)?;
	let pseudonyms = Pseudonyms::in_folder(&config.data)?;
	let store = Store::open(&config.data)?;
	let way = config.chain().way()?.remembering(config.data.join("light-client.json"));
	let link = Link::open(way);
	link.read_ahead();
	let sender = Sender::new(&link, account);
	let chain = LinkedChain::new(link, sender, config.operator()?);
	let gateway = Arc::new(Gateway::new(
		store,
		Arc::new(chain.clone()),
		keys,
		pseudonyms,
		config.stations.iter().map(Station::from).collect(),
		Ecoin::krw(config.tag_prepayment_krw),
		Box::new(now),
	));
	let server = Server::bind(config.listen, config.tls.as_ref(), gateway.clone()).await?;
	let scheme = if config.tls.is_some() { "wss" } else { "ws" };
	println!("Waiting for stations at {scheme}://{}/NAME", server.address()?);
	// Before the gateway may act it could not report what flows, and nobody would pay for it.
	let serve_apps = async {
		chain.wait_for_permission().await;
		gateway.serve_apps().await
	};

	let mut terminate = signal(SignalKind::terminate())?;
	tokio::select! {
		() = server.serve() => {}
		() = gateway.work() => {}
		() = gateway.take_care() => {}
		() = serve_apps => {}
		() = gateway.prune() => {}
		_ = tokio::signal::ctrl_c() => {}
		_ = terminate.recv() => {}
	}
	Ok(())
}

/// Shows what the chain has to know of the keys: the gateway's account, and the public keys of the chargers.
fn show_keys(file: &Path) -> Result<()> {
	let config = Config::read(file)?;
	println!("account {}", own_account(&config.data)?.id());
	let keys = ChargerKeys::in_folder(&config.data)?;
	for evse in config.stations.iter().flat_map(|station| &station.evses) {
		println!("evse {evse} 0x{}", hex::encode(public(&keys.of(*evse)?)));
	}
	Ok(())
}

/// Makes a station's password and shows it with its hash.
fn show_password() -> Result<()> {
	let password = server::new_password();
	println!("password      {password}");
	println!("password_hash {}", server::hash_password(&password)?);
	Ok(())
}

/// What time it is.
fn now() -> Moment {
	let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
	Moment::try_from(since.as_millis()).unwrap_or(Moment::MAX)
}
