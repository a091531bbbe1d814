//! A file to which lines are added, each of one moment, in the order of time. The first line is a header, each
//! other begins with its moment (milliseconds since the Unix epoch). Lines of moments to come wait for their time.

use crate::units::Moment;
use anyhow::{ensure, Context, Result};
use std::{
	fs::File,
	io::{BufRead, BufReader, Seek, SeekFrom},
	path::PathBuf,
};

/// The most lines that are taken at once: the others are taken the next time.
const MOST_AT_ONCE: usize = 20_000;

/// A file of lines with so many numbers after the moment.
pub struct Lines<const NUMBERS: usize> {
	path: PathBuf,
	header: &'static str,
	/// How far it was read.
	position: u64,
	line: usize,
}

/// A moment, and the numbers of its line.
pub type Line<const NUMBERS: usize> = (Moment, [u64; NUMBERS]);

impl<const NUMBERS: usize> Lines<NUMBERS> {
	/// The file at a path, which has to begin with this header.
	pub const fn new(path: PathBuf, header: &'static str) -> Self {
		Self { path, header, position: 0, line: 0 }
	}

	/// The lines up to a moment that were not read before.
	///
	/// # Errors
	///
	/// If the file cannot be read, or a line is none.
	pub fn read_until(&mut self, now: Moment) -> Result<Vec<Line<NUMBERS>>> {
		let name = self.path.display().to_string();
		self.read_on(now).with_context(|| format!("{name} cannot be read"))
	}

	fn read_on(&mut self, now: Moment) -> Result<Vec<Line<NUMBERS>>> {
		let mut file = BufReader::new(File::open(&self.path)?);
		file.seek(SeekFrom::Start(self.position))?;
		let (mut lines, mut text) = (Vec::new(), String::new());
		while lines.len() < MOST_AT_ONCE {
			text.clear();
			let length = file.read_line(&mut text)?;
			// A line without its end is still being written.
			if !text.ends_with('\n') {
				break;
			}
			let is_header = self.line == 0;
			if is_header {
				ensure!(text.trim() == self.header, "its first line is not {:?}", self.header);
			} else {
				let line = parse(&text)
					.with_context(|| format!("line {} is not {}", self.line + 1, self.header))?;
				if line.0 > now {
					break;
				}
				lines.push(line);
			}
			self.position += length as u64;
			self.line += 1;
		}
		Ok(lines)
	}
}

fn parse<const NUMBERS: usize>(line: &str) -> Option<Line<NUMBERS>> {
	let numbers = line.trim().split(',').map(|number| number.trim().parse().ok());
	let numbers: Vec<u64> = numbers.collect::<Option<_>>()?;
	let (at, rest) = numbers.split_first()?;
	Some((*at, rest.try_into().ok()?))
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::{fs, io::Write};

	const HEADER: &str = "at_ms,import_wh,export_wh";

	fn file(name: &str, text: &str) -> PathBuf {
		let path = std::env::temp_dir().join(format!("joule-lines-{}-{name}", std::process::id()));
		fs::write(&path, text).unwrap();
		path
	}

	fn moments(lines: &mut Lines<2>, now: Moment) -> Vec<Moment> {
		lines.read_until(now).unwrap().iter().map(|(at, _)| *at).collect()
	}

	#[test]
	fn lines_are_taken_when_their_time_has_come_and_once() {
		let path = file("times", "at_ms,import_wh,export_wh\n10,1,0\n20,2,0\n30,3,0\n");
		let mut lines = Lines::new(path.clone(), HEADER);
		assert!(moments(&mut lines, 5).is_empty());
		assert_eq!(moments(&mut lines, 20), [10, 20]);
		assert!(moments(&mut lines, 20).is_empty());
		let mut writer = fs::OpenOptions::new().append(true).open(&path).unwrap();
		write!(writer, "40,4,").unwrap();
		assert_eq!(moments(&mut lines, 99), [30]);
		writeln!(writer, "0").unwrap();
		assert_eq!(lines.read_until(99).unwrap(), [(40, [4, 0])]);
		fs::remove_file(path).unwrap();
	}

	#[test]
	fn what_is_no_line_is_refused_with_its_number() {
		for (name, text) in [
			("header", "time,a,b\n"),
			("words", "at_ms,import_wh,export_wh\n10,1,0\nten,1,0\n"),
			("many", "at_ms,import_wh,export_wh\n10,1,0,7\n"),
			("few", "at_ms,import_wh,export_wh\n10,1\n"),
			("negative", "at_ms,import_wh,export_wh\n10,-1,0\n"),
		] {
			let path = file(name, text);
			let refusal = Lines::<2>::new(path.clone(), HEADER).read_until(99).unwrap_err();
			assert!(format!("{refusal:#}").contains("line"), "{refusal:#}");
			fs::remove_file(path).unwrap();
		}
	}
}
