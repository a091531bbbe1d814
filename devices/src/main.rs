//! The program. What it does is in the crate `joule_device`.

mod cli;

use anyhow::{bail, Context, Result};
use clap::Parser;
use cli::{Cli, Command};
use joule_device::{
	adapters::{inverter::LinkedInverter, AnyMeter},
	chain::LinkedChain,
	config::{Config, EXAMPLE},
	engine::{Engine, EngineError},
	journal::Journal,
	page,
	platform::MachineClock,
	runner::{self, Device},
	units::PointId,
};
use joule_link::{Link, Sender};
use std::{process::ExitCode, sync::Arc, time::Duration};
use tracing_subscriber::EnvFilter;

/// The pause before the journal is opened again that failed.
const JOURNAL_PAUSE: Duration = Duration::from_secs(10);

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
	let filter = EnvFilter::try_from_default_env()
		.unwrap_or_else(|_| EnvFilter::new("warn,joule_device=info,joule_link=info"));
	tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
	match perform(Cli::parse()).await {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("{error:#}");
			ExitCode::FAILURE
		}
	}
}

async fn perform(cli: Cli) -> Result<()> {
	match cli.command {
		Command::Example => print!("{EXAMPLE}"),
		Command::Keys { config } => show_keys(&Config::read(&config)?)?,
		Command::Run { config } => {
			let config = Config::read(&config)?;
			tokio::select! {
				ended = run_for_ever(&config) => ended?,
				_ = tokio::signal::ctrl_c() => {}
			}
		}
	}
	Ok(())
}

/// Makes the keys that are missing and shows what the chain has to know of them.
fn show_keys(config: &Config) -> Result<()> {
	let keys = config.keys();
	keys.make(config.points.iter().map(|point| point.number))?;
	println!("account {}", keys.account()?.id());
	for point in &config.points {
		let key = keys.meter(point.number)?.verifying_key();
		println!("meter {} 0x{}", point.number, hex::encode(key.to_bytes()));
	}
	Ok(())
}

/// Runs the device, and again whenever its journal fails: a disk that is full may be emptied.
async fn run_for_ever(config: &Config) -> Result<()> {
	let way = config.chain().way()?.remembering(config.data.join("light-client.json"));
	let link = Link::open(way);
	let sender = Sender::new(&link, config.keys().account()?);
	loop {
		let error = run(config, &link, &sender).await?;
		let EngineError::Journal(error) = error else { return Err(error.into()) };
		tracing::error!("{error} Nothing is sent until it can be written again.");
		tokio::time::sleep(JOURNAL_PAUSE).await;
	}
}

async fn run(config: &Config, link: &Link, sender: &Sender) -> Result<EngineError> {
	let journal = match Journal::in_file(&config.data.join("journal.redb")) {
		Ok(journal) => journal,
		Err(error) => return Ok(error.into()),
	};
	let engine = Engine::resume(journal, config.settings()?);
	let device = match Device::new(engine, MachineClock) {
		Ok(device) => Arc::new(device),
		Err(error) => return Ok(error.into()),
	};
	let meters =
		config.points.iter().map(|point| Ok((PointId(point.number), AnyMeter::of(point)?)));
	let meters = meters.collect::<Result<Vec<_>>>()?;
	let inverter = match (&config.battery, config.points.first()) {
		(Some(battery), Some(point)) => Some(LinkedInverter::of(battery, point.number)?),
		_ => None,
	};
	let chain = LinkedChain::new(link.clone(), sender.clone(), config.owner()?);
	let running = runner::run(chain, meters, inverter, device.clone());
	match &config.page {
		None => Ok(running.await),
		Some(page) => {
			let listener = tokio::net::TcpListener::bind(page.listen)
				.await
				.with_context(|| format!("The page cannot be shown at {}", page.listen))?;
			tracing::info!("The owner's page is at http://{}", listener.local_addr()?);
			tokio::select! {
				error = running => Ok(error),
				served = page::serve(listener, device) => bail!("The page ended: {served:?}"),
			}
		}
	}
}
