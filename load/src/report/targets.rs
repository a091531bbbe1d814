//! What was aimed at, and whether it was reached.

use super::{Report, Sending};
use serde::Serialize;

/// The most memory that a node may take after ten minutes under load.
const MEMORY_MB: f64 = 300.0;

/// The most slots that may pass without a block under full load.
const MISSED_SHARE: f64 = 0.01;

/// A figure beside its target.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
	/// What was measured.
	pub figure: String,
	/// How much it is.
	pub measured: String,
	/// What was aimed at, if anything was.
	pub target: Option<String>,
	/// Whether that was reached.
	pub reached: Option<bool>,
}

impl Row {
	fn plain(figure: &str, measured: String) -> Self {
		Self { figure: figure.to_string(), measured, target: None, reached: None }
	}

	fn at_most(figure: &str, value: f64, limit: Option<f64>, show: impl Fn(f64) -> String) -> Self {
		Self {
			target: limit.map(|limit| format!("<= {}", show(limit))),
			reached: limit.map(|limit| value <= limit),
			..Self::plain(figure, show(value))
		}
	}

	fn at_least(
		figure: &str,
		value: f64,
		limit: Option<f64>,
		show: impl Fn(f64) -> String,
	) -> Self {
		Self {
			target: limit.map(|limit| format!(">= {}", show(limit))),
			reached: limit.map(|limit| value >= limit),
			..Self::plain(figure, show(value))
		}
	}
}

/// The targets for the times of orders, in seconds.
#[derive(Default)]
struct Times {
	in_block_p50_s: Option<f64>,
	in_block_p95_s: Option<f64>,
	final_p50_s: Option<f64>,
	final_p95_s: Option<f64>,
}

impl Times {
	fn of(sending: Sending) -> Self {
		match sending {
			Sending::OneByOne => Self {
				in_block_p50_s: Some(0.3),
				in_block_p95_s: Some(0.5),
				final_p50_s: Some(0.6),
				final_p95_s: Some(0.8),
			},
			// For half of what the network can bear: whoever chooses the rate knows how much that is.
			Sending::AtRate(_) => {
				Self { in_block_p95_s: Some(1.2), final_p95_s: Some(1.2), ..Self::default() }
			}
			Sending::AsFastAsAccepted => Self::default(),
		}
	}
}

/// The orders a second aimed at, in batches of so many.
fn target_rate(sending: Sending, batch: u32) -> Option<f64> {
	match (sending, batch) {
		(Sending::AsFastAsAccepted, 1) => Some(1_000.0),
		(Sending::AsFastAsAccepted, 100) => Some(10_000.0),
		_ => None,
	}
}

/// The figures of a report beside their targets.
pub fn compare(report: &Report) -> Vec<Row> {
	let setting = &report.setting;
	let times = Times::of(setting.sending);
	let (in_block, r#final) = (&report.in_block, &report.r#final);
	let mut rows = vec![
		Row::at_most("in a block on all nodes, p50", in_block.p50_s, times.in_block_p50_s, seconds),
		Row::at_most("in a block on all nodes, p95", in_block.p95_s, times.in_block_p95_s, seconds),
		Row::at_most("final on all nodes, p50", r#final.p50_s, times.final_p50_s, seconds),
		Row::at_most("final on all nodes, p95", r#final.p95_s, times.final_p95_s, seconds),
		Row::plain("final on all nodes, longest", seconds(r#final.max_s)),
		Row::plain("the node's answer, p50", seconds(report.accepted.p50_s)),
	];
	if setting.sending != Sending::OneByOne {
		let rate = target_rate(setting.sending, setting.batch);
		rows.extend([
			Row::plain("orders sent", per_second(report.rates.submitted)),
			Row::plain("orders accepted", per_second(report.rates.accepted)),
			Row::at_least(
				"orders in a block on all nodes",
				report.rates.in_block,
				rate,
				per_second,
			),
			Row::at_least("orders final on all nodes", report.rates.r#final, rate, per_second),
		]);
	}
	let slots = &report.slots;
	let missed = |share: f64| format!("{:.2} %", share * 100.0);
	rows.extend([
		Row::at_most("slots missed", slots.missed_share(), Some(MISSED_SHARE), missed),
		Row::plain("longest run of missed slots", slots.longest_gap.to_string()),
		Row::plain("blocks abandoned", report.blocks.abandoned.to_string()),
		Row::plain("a node behind another, at most", format!("{} blocks", report.heights_apart)),
		Row::plain("blocks' weight in use, mean", percent(report.blocks.mean_weight_share)),
		Row::plain("blocks' weight in use, most", percent(report.blocks.largest_weight_share)),
		Row::plain(
			"transactions in a block, mean",
			format!("{:.0}", report.blocks.mean_transactions),
		),
		Row::plain(
			"transactions in a block, most",
			format!("{:.0}", report.blocks.largest_transactions),
		),
		Row::plain("waiting when the last was sent", report.waiting_at_end.to_string()),
		Row::plain(
			"until all of them were final",
			report.drain_s.map_or("never".to_string(), seconds),
		),
	]);
	rows.extend(machine(report));
	rows.extend(faults(report));
	rows
}

/// What the nodes and this program took of the machine.
fn machine(report: &Report) -> Vec<Row> {
	let mut rows = Vec::new();
	for (address, usage) in report.setting.nodes.iter().zip(&report.usage.nodes) {
		match usage {
			Some(usage) => rows.extend([
				Row::plain(&format!("{address}: processor"), cores(usage.cores)),
				Row::at_most(
					&format!("{address}: memory"),
					usage.memory_mb,
					Some(MEMORY_MB),
					megabytes,
				),
				Row::plain(
					&format!("{address}: of that, not files"),
					megabytes(usage.own_memory_mb),
				),
			]),
			None => rows.push(Row::plain(address, "not on this machine".to_string())),
		}
	}
	rows.extend([
		Row::plain("this program: processor", cores(report.usage.generator.cores)),
		Row::plain("anything else: processor", cores(report.usage.cores_elsewhere)),
	]);
	rows
}

/// What must not be: refused, lost and failed orders, and quotas that stood in the way.
fn faults(report: &Report) -> Vec<Row> {
	let none = |figure: &str, count: u64| Row {
		target: Some("0".to_string()),
		reached: Some(count == 0),
		..Row::plain(figure, count.to_string())
	};
	let included = report.in_block.count as u64;
	let failed = included.saturating_sub(report.audit.batches_in_books);
	vec![
		Row::plain("transactions refused", report.refusals.values().sum::<u64>().to_string()),
		none("transactions lost", report.lost),
		none("transactions in a block that failed", failed),
		Row::plain("quota left to the poorest account", percent(report.audit.least_quota_left)),
	]
}

fn seconds(value: f64) -> String {
	format!("{value:.3} s")
}

fn per_second(value: f64) -> String {
	format!("{value:.0}/s")
}

fn percent(share: f64) -> String {
	format!("{:.0} %", share * 100.0)
}

fn cores(value: f64) -> String {
	format!("{value:.2} cores")
}

fn megabytes(value: f64) -> String {
	format!("{value:.0} MB")
}

#[cfg(test)]
mod tests {
	use super::{super::tests::report, *};

	fn row<'a>(rows: &'a [Row], figure: &str) -> &'a Row {
		rows.iter().find(|row| row.figure == figure).unwrap()
	}

	#[test]
	fn idle_times_have_targets_and_rates_none() {
		let rows = compare(&report(Sending::OneByOne, 1));
		let p50 = row(&rows, "in a block on all nodes, p50");
		assert_eq!(p50.target.as_deref(), Some("<= 0.300 s"));
		assert_eq!(p50.reached, Some(true));
		assert_eq!(row(&rows, "final on all nodes, p95").reached, Some(false));
		assert!(!rows.iter().any(|row| row.figure.starts_with("orders ")));
	}

	#[test]
	fn the_most_orders_have_a_target_for_each_way_of_sending() {
		for (batch, reached) in [(1, true), (100, false)] {
			let rows = compare(&report(Sending::AsFastAsAccepted, batch));
			assert_eq!(row(&rows, "orders final on all nodes").reached, Some(reached));
			assert_eq!(row(&rows, "final on all nodes, p95").target, None);
		}
		let rows = compare(&report(Sending::AtRate(500), 1));
		assert_eq!(row(&rows, "orders final on all nodes").target, None);
		assert_eq!(row(&rows, "final on all nodes, p95").target.as_deref(), Some("<= 1.200 s"));
	}

	#[test]
	fn orders_in_a_block_but_not_in_a_book_have_failed() {
		let mut report = report(Sending::OneByOne, 1);
		report.audit.batches_in_books = report.in_block.count as u64 - 3;
		let rows = compare(&report);
		let failed = row(&rows, "transactions in a block that failed");
		assert_eq!((failed.measured.as_str(), failed.reached), ("3", Some(false)));
	}
}
