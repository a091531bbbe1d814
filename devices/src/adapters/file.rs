//! A file of readings: to replay what was, or written by another program, which may go on writing.
//!
//! ```text
//! at_ms,import_wh,export_wh
//! 1793458800000,120500,0
//! ```
//!
//! Each line says when, and what the counters showed.

use super::lines::Lines;
use crate::{
	meter::{counter::Sample, registers::Registers},
	platform::Meter,
	units::Moment,
};
use anyhow::Result;
use std::path::PathBuf;

/// A file of readings.
pub struct FileMeter(Lines<2>);

impl FileMeter {
	/// The file at a path.
	pub const fn new(path: PathBuf) -> Self {
		Self(Lines::new(path, "at_ms,import_wh,export_wh"))
	}
}

impl Meter for FileMeter {
	async fn read(&mut self, now: Moment) -> Result<Vec<Sample>> {
		let lines = self.0.read_until(now)?.into_iter();
		let samples =
			lines.map(|(at, [import, export])| Sample::new(at, Registers::new(import, export)));
		Ok(samples.collect())
	}
}
