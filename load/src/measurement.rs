//! A measurement from beginning to end.

use crate::{
	audit,
	cli::{Cli, Mode, Rate},
	figures::{largest, mean, Distribution, Slots},
	journal::{Journal, Progress, SharedJournal},
	market::{self, Market},
	network::{AtBlock, Network},
	processes::{self, Machine, Usage, Watched},
	report::{Blocks, MachineUse, Rates, Report, Setting},
	sender::{self, Grapevine, Pace, Sender},
	watcher,
};
use anyhow::{bail, Context, Result};
use std::{
	future::Future,
	time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};
use subxt::dynamic::{constant, runtime_api_call, At, Value};
use tokio::time::{interval, timeout, MissedTickBehavior};

/// How often the machine is looked at and progress is told.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// How long after the last order all may take to become final.
const PATIENCE_AFTERWARDS: Duration = Duration::from_secs(60);

/// Measures what was asked for.
pub async fn measure(cli: &Cli) -> Result<Report> {
	let network = Network::connect(&cli.nodes).await?;
	let market = market::prepare(&network, &cli.market, cli.accounts()).await?;
	let journal = SharedJournal::new(network.nodes.len());
	let (news, arriving) = sender::grapevine();
	tokio::select! {
		ended = watcher::follow_all(&network, &journal, news.clone()) => {
			ended?;
			bail!("The nodes stopped telling of new blocks.")
		}
		report = run(cli, &network, market, &journal, (news, arriving)) => report,
	}
}

/// What of the chain the figures depend on.
struct Rules {
	slot: Duration,
	normal_weight_ps: u64,
}

impl Rules {
	async fn read(chain: &AtBlock) -> Result<Self> {
		let call = runtime_api_call::<_, u64>("AuraApi", "slot_duration", ());
		let slot_ms = chain.runtime_apis().call(call).await?;
		let weights = chain.constants().entry(constant::<Value>("System", "BlockWeights"))?;
		// Of the limits of ordinary transactions, the one of them all: a weight, if there is one.
		let normal_weight_ps = weights
			.at("per_class")
			.at("normal")
			.at("max_total")
			.at(0)
			.at("ref_time")
			.and_then(Value::as_u128);
		Ok(Self {
			slot: Duration::from_millis(slot_ms),
			normal_weight_ps: normal_weight_ps.context("ordinary transactions have no limit")?
				as u64,
		})
	}

	/// The slot that a moment of this machine's clock is in.
	fn slot_at(&self, moment: SystemTime) -> Result<u64> {
		Ok((moment.duration_since(UNIX_EPOCH)?.as_millis() / self.slot.as_millis()) as u64)
	}
}

async fn run(
	cli: &Cli,
	network: &Network,
	market: Market,
	journal: &SharedJournal,
	grapevine: Grapevine,
) -> Result<Report> {
	let Market { traders, keys, products } = market;
	let chain = network.now().await?;
	let rules = Rules::read(&chain).await?;
	let batch = cli.batch();
	let sender = Sender { network: network.clone(), chain, journal: journal.clone(), batch };

	let mut observer = Observer::new(cli, journal.clone())?;
	let (began, began_at) = (Instant::now(), SystemTime::now());
	let sending = async {
		match cli.mode {
			Mode::Idle { samples } => sender.send_one_by_one(traders, samples, rules.slot).await,
			Mode::Load { rate, seconds, .. } => {
				let pace = match rate {
					Rate::Max => Pace::AsFastAsAccepted,
					Rate::OrdersPerSecond(orders) => Pace::Every(
						Duration::from_secs(1).mul_f64(f64::from(batch) / f64::from(orders.get())),
					),
				};
				let duration = Duration::from_secs(seconds);
				sender.send_steadily(traders, pace, duration, grapevine).await
			}
		}
	};
	observer.accompany(sending).await?;
	let (ended, ended_at) = (Instant::now(), SystemTime::now());
	let usage = observer.usage()?;
	let all_final = journal.until(|journal| journal.progress().unfinished() == 0);
	let drained = timeout(PATIENCE_AFTERWARDS, all_final).await.is_ok();
	let drain_s = ended.elapsed().as_secs_f64();
	let audit = audit::look(network, &keys, &products).await?;

	let journal = journal.read();
	Ok(Report {
		setting: Setting::of(cli),
		in_block: distribution(&journal, |transaction| transaction.in_block_at),
		r#final: distribution(&journal, |transaction| transaction.final_at),
		accepted: distribution(&journal, |transaction| transaction.accepted_at),
		rates: rates(&journal, began, ended),
		slots: slots(&journal, rules.slot_at(began_at)? + 1, rules.slot_at(ended_at)?),
		blocks: blocks(&journal, rules.normal_weight_ps),
		heights_apart: observer.heights_apart,
		waiting_at_end: observer.last.waiting(),
		drain_s: drained.then_some(drain_s),
		lost: journal.progress().unfinished(),
		refusals: journal.refusals().clone(),
		usage,
		audit,
	})
}

/// Looks at the machine and tells progress while orders are sent.
struct Observer {
	journal: SharedJournal,
	nodes: Vec<Option<Watched>>,
	generator: Watched,
	machine: Machine,
	began: Instant,
	last: Progress,
	/// The most blocks that the highest node was ahead of the lowest.
	heights_apart: u64,
}

impl Observer {
	fn new(cli: &Cli, journal: SharedJournal) -> Result<Self> {
		Ok(Self {
			journal,
			nodes: processes::watch_nodes(&cli.nodes, &cli.pids)?,
			generator: Watched::myself()?,
			machine: Machine::watch()?,
			began: Instant::now(),
			last: Progress::default(),
			heights_apart: 0,
		})
	}

	async fn accompany(&mut self, sending: impl Future<Output = Result<()>>) -> Result<()> {
		let mut clock = interval(LOOK_EVERY);
		clock.set_missed_tick_behavior(MissedTickBehavior::Skip);
		tokio::pin!(sending);
		loop {
			tokio::select! {
				ended = &mut sending => {
					self.look()?;
					return ended;
				}
				_ = clock.tick() => self.look()?,
			}
		}
	}

	fn look(&mut self) -> Result<()> {
		for process in self.nodes.iter_mut().flatten().chain([&mut self.generator]) {
			process.look().context("A node ended during the measurement")?;
		}
		let now = self.journal.progress();
		self.heights_apart = self.heights_apart.max(now.highest.saturating_sub(now.lowest));
		eprintln!(
			"{:4.0} s: {} transactions sent, {} refused, {} in a block (+{}), {} final; block {}",
			self.began.elapsed().as_secs_f64(),
			now.submitted,
			now.refused,
			now.in_block,
			now.in_block - self.last.in_block,
			now.r#final,
			now.highest,
		);
		self.last = now;
		Ok(())
	}

	fn usage(&self) -> Result<MachineUse> {
		let usage = |watched: &Option<Watched>| watched.as_ref().map(Watched::usage).transpose();
		let nodes: Vec<Option<Usage>> = self.nodes.iter().map(usage).collect::<Result<_>>()?;
		let generator = self.generator.usage()?;
		let known = nodes.iter().flatten().chain([&generator]);
		Ok(MachineUse { cores_elsewhere: self.machine.cores_elsewhere(known)?, nodes, generator })
	}
}

/// How long transactions took from being sent to a moment that they came to.
fn distribution(
	journal: &Journal,
	moment: impl Fn(&crate::journal::Transaction) -> Option<Instant>,
) -> Distribution {
	let times_s = journal.transactions().filter_map(|transaction| {
		moment(transaction).map(|at| (at - transaction.submitted_at).as_secs_f64())
	});
	Distribution::of(times_s.collect())
}

/// Orders a second, of what happened while orders were sent.
fn rates(journal: &Journal, began: Instant, ended: Instant) -> Rates {
	let seconds = (ended - began).as_secs_f64();
	let rate = |moment: fn(&crate::journal::Transaction) -> Option<Instant>| {
		let meant = |at: Instant| (began..=ended).contains(&at);
		let happened =
			journal.transactions().filter(|transaction| moment(transaction).is_some_and(meant));
		happened.map(|transaction| f64::from(transaction.orders)).sum::<f64>() / seconds
	};
	Rates {
		seconds,
		submitted: rate(|transaction| Some(transaction.submitted_at)),
		accepted: rate(|transaction| transaction.accepted_at),
		in_block: rate(|transaction| transaction.in_block_at),
		r#final: rate(|transaction| transaction.final_at),
	}
}

/// The slots from `first` up to, not including, `end`, as far as blocks became final.
fn slots(journal: &Journal, first: u64, end: u64) -> Slots {
	let mut filled: Vec<u64> = journal.final_blocks().map(|(_, content)| content.slot).collect();
	filled.sort_unstable();
	Slots::between(first, end, &filled)
}

/// How full the blocks were in which orders are.
fn blocks(journal: &Journal, normal_weight_ps: u64) -> Blocks {
	let share = |part: u64, whole: u64| part as f64 / whole as f64;
	let (mut weight_shares, mut transactions, mut length_bytes) = (vec![], vec![], vec![]);
	for (_, content) in journal.final_blocks().filter(|(_, content)| content.normal_weight_ps > 0) {
		weight_shares.push(share(content.normal_weight_ps, normal_weight_ps));
		transactions.push(content.transactions.len() as f64);
		length_bytes.push(content.length_bytes as f64);
	}
	Blocks {
		count: weight_shares.len(),
		mean_weight_share: mean(&weight_shares),
		largest_weight_share: largest(&weight_shares),
		mean_transactions: mean(&transactions),
		largest_transactions: largest(&transactions),
		largest_length_bytes: largest(&length_bytes),
		abandoned: journal.abandoned_blocks(),
	}
}
