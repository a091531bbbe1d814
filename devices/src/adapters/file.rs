//! A file of readings: to replay what was, or written by another program, which may go on writing.
//!
//! ```text
//! at_ms,import_wh,export_wh
//! 1793458800000,120500,0
//! ```
//!
//! The first line is the header. Each other line says when (milliseconds since the Unix epoch) and what the
//! counters showed, in the order of time. Lines of moments to come wait for their time.

use crate::{
	meter::{counter::Sample, registers::Registers},
	platform::Meter,
	units::Moment,
};
use anyhow::{ensure, Context, Result};
use std::{
	fs::File,
	io::{BufRead, BufReader, Seek, SeekFrom},
	path::PathBuf,
};

const HEADER: &str = "at_ms,import_wh,export_wh";

/// The most lines that are taken at once: the others are taken the next time.
const MOST_AT_ONCE: usize = 20_000;

/// A file of readings.
pub struct FileMeter {
	path: PathBuf,
	/// How far it was read.
	position: u64,
	line: usize,
}

impl FileMeter {
	/// The file at a path.
	pub const fn new(path: PathBuf) -> Self {
		Self { path, position: 0, line: 0 }
	}

	fn read_on(&mut self, now: Moment) -> Result<Vec<Sample>> {
		let mut file = BufReader::new(File::open(&self.path)?);
		file.seek(SeekFrom::Start(self.position))?;
		let (mut samples, mut text) = (Vec::new(), String::new());
		while samples.len() < MOST_AT_ONCE {
			text.clear();
			let length = file.read_line(&mut text)?;
			// A line without its end is still being written.
			if !text.ends_with('\n') {
				break;
			}
			let is_header = self.line == 0;
			if is_header {
				ensure!(text.trim() == HEADER, "its first line is not {HEADER:?}");
			} else {
				let sample = parse(&text)
					.with_context(|| format!("line {} is not {HEADER}", self.line + 1))?;
				if sample.at > now {
					break;
				}
				samples.push(sample);
			}
			self.position += length as u64;
			self.line += 1;
		}
		Ok(samples)
	}
}

impl Meter for FileMeter {
	async fn read(&mut self, now: Moment) -> Result<Vec<Sample>> {
		let name = self.path.display().to_string();
		self.read_on(now).with_context(|| format!("The readings {name} cannot be read"))
	}
}

fn parse(line: &str) -> Option<Sample> {
	let mut numbers = line.trim().split(',').map(|number| number.trim().parse::<u64>().ok());
	let (at, import, export) = (numbers.next()??, numbers.next()??, numbers.next()??);
	let sample = Sample::new(at, Registers::new(import, export));
	numbers.next().is_none().then_some(sample)
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::{fs, io::Write};

	fn file(name: &str, text: &str) -> PathBuf {
		let path = std::env::temp_dir().join(format!("joule-file-{}-{name}", std::process::id()));
		fs::write(&path, text).unwrap();
		path
	}

	fn moments(meter: &mut FileMeter, now: Moment) -> Vec<Moment> {
		meter.read_on(now).unwrap().iter().map(|sample| sample.at).collect()
	}

	#[test]
	fn lines_are_taken_when_their_time_has_come_and_once() {
		let path = file("times", "at_ms,import_wh,export_wh\n10,1,0\n20,2,0\n30,3,0\n");
		let mut meter = FileMeter::new(path.clone());
		assert!(moments(&mut meter, 5).is_empty());
		assert_eq!(moments(&mut meter, 20), [10, 20]);
		assert!(moments(&mut meter, 20).is_empty());
		let mut writer = fs::OpenOptions::new().append(true).open(&path).unwrap();
		write!(writer, "40,4,").unwrap();
		assert_eq!(moments(&mut meter, 99), [30]);
		writeln!(writer, "0").unwrap();
		assert_eq!(moments(&mut meter, 99), [40]);
		fs::remove_file(path).unwrap();
	}

	#[test]
	fn what_is_no_reading_is_refused_with_its_line() {
		for (name, text) in [
			("header", "time,a,b\n"),
			("words", "at_ms,import_wh,export_wh\n10,1,0\nten,1,0\n"),
			("many", "at_ms,import_wh,export_wh\n10,1,0,7\n"),
			("negative", "at_ms,import_wh,export_wh\n10,-1,0\n"),
		] {
			let path = file(name, text);
			let refusal = FileMeter::new(path.clone()).read_on(99).unwrap_err();
			assert!(refusal.to_string().contains("line"), "{refusal}");
			fs::remove_file(path).unwrap();
		}
	}
}
