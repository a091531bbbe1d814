//! The report as JSON.

use super::{targets, targets::Row, Report};
use anyhow::Result;
use serde::Serialize;

#[derive(Serialize)]
struct Document<'a> {
	/// What a reader wants to know first.
	summary: Vec<Row>,
	#[serde(flatten)]
	report: &'a Report,
}

/// The report with all its figures.
pub fn write(report: &Report) -> Result<String> {
	let document = Document { summary: targets::compare(report), report };
	Ok(serde_json::to_string_pretty(&document)? + "\n")
}
