//! The report as a table.

use super::{targets, Report};
use std::fmt::Write;

const HEADS: [&str; 4] = ["", "measured", "target", ""];

/// The report as lines of text.
pub fn draw(report: &Report) -> String {
	let setting = &report.setting;
	let rows = targets::compare(report).into_iter().map(|row| {
		let verdict = row.reached.map_or("", |reached| if reached { "reached" } else { "MISSED" });
		[row.figure, row.measured, row.target.unwrap_or_default(), verdict.to_string()]
	});
	let lines: Vec<[String; 4]> = [HEADS.map(str::to_string)].into_iter().chain(rows).collect();
	let width = |column: usize| lines.iter().map(|line| line[column].len()).max().unwrap_or(0);
	let (first, second, third) = (width(0), width(1), width(2));

	let mut text = format!(
		"\n{}\n{} accounts of class {}, {} products, {} nodes, {:.0} s, {} transactions\n",
		setting.title(),
		setting.accounts,
		setting.quota,
		setting.products,
		setting.nodes.len(),
		report.rates.seconds,
		report.in_block.count,
	);
	if let Some(remark) = &setting.remark {
		text.push_str(&format!("{remark}\n"));
	}
	text.push('\n');
	for [figure, measured, target, verdict] in &lines {
		let line = format!("{figure:first$}  {measured:>second$}  {target:>third$}  {verdict}");
		let _ = writeln!(text, "{}", line.trim_end());
	}
	for (reason, count) in &report.refusals {
		let _ = writeln!(text, "refused {count} times: {reason}");
	}
	let audit = &report.audit;
	let _ = writeln!(
		text,
		"All nodes have the final block {} with the state root {}.",
		audit.block, audit.state_root
	);
	text
}

#[cfg(test)]
mod tests {
	use super::{super::tests::report, super::Sending, *};

	#[test]
	fn every_figure_has_a_line_and_columns_are_straight() {
		let report = report(Sending::OneByOne, 1);
		let text = draw(&report);
		let heads = text.lines().find(|line| line.contains("measured")).unwrap();
		let column_end = heads.find("measured").unwrap() + "measured".len();
		for row in targets::compare(&report) {
			let line = text.lines().find(|line| line.starts_with(&row.figure)).unwrap();
			assert!(line[..column_end].ends_with(&row.measured), "{line}");
		}
		assert!(text.lines().all(|line| line == line.trim_end()));
	}

	#[test]
	fn what_was_refused_is_said() {
		let mut report = report(Sending::OneByOne, 1);
		report.refusals.insert("the pool is full".to_string(), 7);
		assert!(draw(&report).contains("refused 7 times: the pool is full"));
	}
}
