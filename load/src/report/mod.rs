//! Figures beside their targets.

pub mod json;
pub mod svg;
pub mod table;
pub mod targets;

use crate::{
	audit::Audit,
	cli::{Cli, Mode, Rate},
	figures::{Distribution, Slots},
	processes::Usage,
};
use anyhow::{Context, Result};
use serde::Serialize;
use std::{collections::BTreeMap, fs, path::Path};

/// What was measured.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
	/// Under which circumstances.
	pub setting: Setting,
	/// From sending to being in a block of all nodes' chains.
	pub in_block: Distribution,
	/// From sending to being final on all nodes.
	pub r#final: Distribution,
	/// From sending to the node's answer.
	pub accepted: Distribution,
	/// Orders a second while orders were sent.
	pub rates: Rates,
	/// Slots while orders were sent.
	pub slots: Slots,
	/// The blocks in which orders are.
	pub blocks: Blocks,
	/// The most blocks that one node was ahead of another, looked at once a second.
	pub heights_apart: u64,
	/// Transactions that waited for a block when the last one was sent.
	pub waiting_at_end: u64,
	/// How long it took then until all were final, in seconds; nothing if it took too long.
	pub drain_s: Option<f64>,
	/// Transactions that were accepted and did not become final.
	pub lost: u64,
	/// Why transactions were refused, and how often.
	pub refusals: BTreeMap<String, u64>,
	/// What was taken of the machine while orders were sent.
	pub usage: MachineUse,
	/// What the chain says.
	pub audit: Audit,
}

/// Under which circumstances was measured.
#[derive(Clone, Debug, Serialize)]
pub struct Setting {
	/// How orders were sent.
	pub sending: Sending,
	/// The nodes.
	pub nodes: Vec<String>,
	/// Orders in a transaction.
	pub batch: u32,
	/// Accounts that traded.
	pub accounts: u32,
	/// Products that were traded.
	pub products: u32,
	/// The quota class of the accounts.
	pub quota: String,
	/// By which limits and quantities were drawn.
	pub seed: u64,
	/// A remark of whoever measured.
	pub remark: Option<String>,
}

/// How orders were sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sending {
	/// Each once the one before was final.
	OneByOne,
	/// So many a second.
	AtRate(u32),
	/// As many as were accepted.
	AsFastAsAccepted,
}

impl Setting {
	/// What was asked for on the command line.
	pub fn of(cli: &Cli) -> Self {
		let sending = match cli.mode {
			Mode::Idle { .. } => Sending::OneByOne,
			Mode::Load { rate: Rate::OrdersPerSecond(orders), .. } => Sending::AtRate(orders.get()),
			Mode::Load { rate: Rate::Max, .. } => Sending::AsFastAsAccepted,
		};
		Self {
			sending,
			nodes: cli.nodes.clone(),
			batch: cli.batch(),
			accounts: cli.accounts(),
			products: cli.market.products,
			quota: format!("{:?}", cli.market.quota),
			seed: cli.market.seed,
			remark: cli.remark.clone(),
		}
	}

	/// What was measured, in words.
	pub fn title(&self) -> String {
		let what = match self.batch {
			1 => "orders signed one by one".to_string(),
			batch => format!("orders in batches of {batch}"),
		};
		match self.sending {
			Sending::OneByOne => "One order at a time, nothing else going on".to_string(),
			Sending::AtRate(orders) => format!("{orders} {what} a second"),
			Sending::AsFastAsAccepted => format!("As many {what} as are accepted"),
		}
	}
}

/// What was taken of the machine.
#[derive(Clone, Debug, Serialize)]
pub struct MachineUse {
	/// By each node; nothing for a node elsewhere.
	pub nodes: Vec<Option<Usage>>,
	/// By this program.
	pub generator: Usage,
	/// How many processor cores were busy with anything else.
	pub cores_elsewhere: f64,
}

/// Orders a second.
#[derive(Clone, Debug, Serialize)]
pub struct Rates {
	/// How long orders were sent.
	pub seconds: f64,
	/// Sent.
	pub submitted: f64,
	/// Accepted by the node that they were sent to.
	pub accepted: f64,
	/// In a block on all nodes.
	pub in_block: f64,
	/// Final on all nodes.
	pub r#final: f64,
}

/// How full blocks were.
#[derive(Clone, Debug, Serialize)]
pub struct Blocks {
	/// How many there were.
	pub count: usize,
	/// The mean share of the weight for ordinary transactions that was used.
	pub mean_weight_share: f64,
	/// The largest such share.
	pub largest_weight_share: f64,
	/// The mean number of transactions, those of the chain itself included.
	pub mean_transactions: f64,
	/// The largest number of transactions.
	pub largest_transactions: f64,
	/// The largest length of all transactions.
	pub largest_length_bytes: f64,
	/// Blocks that were made and did not become final.
	pub abandoned: usize,
}

/// Writes a report to a file.
pub fn write(file: &Path, text: &str) -> Result<()> {
	fs::write(file, text).with_context(|| format!("{} cannot be written", file.display()))
}

#[cfg(test)]
mod tests {
	use super::*;

	/// A report of 1,500 orders a second that were in a block after 0.25 s and final after 0.9 s.
	pub fn report(sending: Sending, batch: u32) -> Report {
		let usage = Usage { pid: 7, cores: 0.4, memory_mb: 150.0, own_memory_mb: 120.0 };
		Report {
			setting: Setting {
				sending,
				nodes: vec!["ws://127.0.0.1:9944".to_string(), "ws://192.0.2.1:9944".to_string()],
				batch,
				accounts: 2,
				products: 1,
				quota: "Building".to_string(),
				seed: 1,
				remark: None,
			},
			in_block: Distribution::of(vec![0.25; 40]),
			r#final: Distribution::of(vec![0.9; 40]),
			accepted: Distribution::of(vec![0.002; 40]),
			rates: Rates {
				seconds: 60.0,
				submitted: 1_500.0,
				accepted: 1_500.0,
				in_block: 1_500.0,
				r#final: 1_500.0,
			},
			slots: Slots { passed: 120, missed: 0, longest_gap: 0 },
			blocks: Blocks {
				count: 120,
				mean_weight_share: 0.5,
				largest_weight_share: 0.9,
				mean_transactions: 750.0,
				largest_transactions: 800.0,
				largest_length_bytes: 120_000.0,
				abandoned: 0,
			},
			heights_apart: 1,
			waiting_at_end: 10,
			drain_s: Some(0.9),
			lost: 0,
			refusals: BTreeMap::new(),
			usage: MachineUse {
				nodes: vec![Some(usage.clone()), None],
				generator: usage,
				cores_elsewhere: 0.1,
			},
			audit: Audit {
				block: 500,
				state_root: "0x00".to_string(),
				batches_in_books: 40,
				least_quota_left: 0.8,
			},
		}
	}

	#[test]
	fn a_title_says_what_was_sent_and_how() {
		let title = |sending, batch| report(sending, batch).setting.title();
		assert_eq!(title(Sending::AtRate(500), 1), "500 orders signed one by one a second");
		assert_eq!(
			title(Sending::AsFastAsAccepted, 100),
			"As many orders in batches of 100 as are accepted"
		);
	}

	#[test]
	fn json_has_the_summary_and_all_figures() {
		let text = json::write(&report(Sending::OneByOne, 1)).unwrap();
		let document: serde_json::Value = serde_json::from_str(&text).unwrap();
		assert_eq!(document["summary"][0]["reached"], true);
		assert_eq!(document["final"]["p95_s"], 0.9);
		assert_eq!(document["setting"]["sending"], "one_by_one");
	}
}
