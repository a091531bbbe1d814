//! `joule-forecast`: what participants will probably generate and need, from their daily readings.

use joule_forecast::{
	calendar::Holidays,
	evaluation::evaluate,
	forecast,
	readings::{parse, Customer, HEADER},
	sun::Sun,
	Month, Place,
};
use std::{
	error::Error,
	fs,
	io::{self, IsTerminal, Write},
	process::ExitCode,
};

/// Seoul's.
const USUAL_LATITUDE_DEGREES: f64 = 37.5;

fn usage() -> String {
	format!(
		"usage: joule-forecast month READINGS YYYY-MM [OPTIONS]
       joule-forecast error READINGS [OPTIONS]

month   says what each customer will probably draw from the grid and feed into it in a month, from its
        readings before that month
error   holds out each month in turn, and says by how much the forecast was wrong

READINGS is a CSV file: {HEADER}

Options:
  --latitude DEGREES   where the customers are (otherwise {USUAL_LATITUDE_DEGREES}, as Seoul is)
  --holidays FILE      days on which they live as on Sundays, one YYYY-MM-DD a line"
	)
}

/// What is asked for.
struct Request {
	/// The command and what it is about.
	words: Vec<String>,
	place: Place,
}

fn request(arguments: impl IntoIterator<Item = String>) -> Result<Request, Box<dyn Error>> {
	let mut request = Request {
		words: Vec::new(),
		place: Place { sun: Sun::at(USUAL_LATITUDE_DEGREES), holidays: Holidays::default() },
	};
	let mut arguments = arguments.into_iter();
	while let Some(argument) = arguments.next() {
		let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
		match argument.as_str() {
			"--latitude" => {
				let degrees: f64 = value()?.parse()?;
				if !(-90.0..=90.0).contains(&degrees) {
					return Err(format!("{degrees} degrees are no latitude").into());
				}
				request.place.sun = Sun::at(degrees);
			}
			"--holidays" => {
				let file = value()?;
				request.place.holidays =
					holidays(&file).map_err(|error| format!("{file}: {error}"))?;
			}
			option if option.starts_with('-') => {
				return Err(format!("there is no option {option}").into())
			}
			_ => request.words.push(argument),
		}
	}
	Ok(request)
}

fn holidays(file: &str) -> Result<Holidays, Box<dyn Error>> {
	let text = fs::read_to_string(file)?;
	Ok(text.lines().map(str::parse).collect::<Result<Vec<_>, _>>()?.into_iter().collect())
}

fn read(file: &str) -> Result<Vec<Customer>, Box<dyn Error>> {
	let text = fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
	Ok(parse(&text).map_err(|error| format!("{file}: {error}"))?)
}

fn say_month(customers: &[Customer], month: Month, place: &Place) -> io::Result<()> {
	let mut out = io::stdout().lock();
	writeln!(out, "customer,month,demand_wh,generation_wh")?;
	for customer in customers {
		match forecast(&customer.readings, month, place) {
			Ok(found) => writeln!(
				out,
				"{},{month},{},{}",
				customer.name, found.demand_wh, found.generation_wh
			)?,
			Err(error) => eprintln!("{} has no forecast: {error}", customer.name),
		}
	}
	Ok(())
}

fn say_error(customers: &[Customer], place: &Place) {
	let shows = io::stderr().is_terminal();
	let evaluation = evaluate(customers, place, |done| {
		if shows {
			eprint!("\r{done} of {} customers\x1b[K", customers.len());
		}
	});
	if shows {
		eprint!("\r\x1b[K");
	}
	print!("{evaluation}");
}

fn run() -> Result<(), Box<dyn Error>> {
	let Request { words, place } = request(std::env::args().skip(1))?;
	match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
		["month", file, month] => say_month(&read(file)?, month.parse()?, &place)?,
		["error", file] => say_error(&read(file)?, &place),
		_ => return Err(usage().into()),
	}
	Ok(())
}

fn main() -> ExitCode {
	match run() {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("{error}");
			ExitCode::FAILURE
		}
	}
}
