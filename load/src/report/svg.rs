//! The distribution of the times as a drawing: which share of the orders took at most how long.

use super::Report;
use crate::figures::Distribution;
use std::fmt::Write;

const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 464.0;
/// The plot's edges.
const LEFT: f64 = 64.0;
const RIGHT: f64 = 736.0;
const TOP: f64 = 96.0;
const BOTTOM: f64 = 408.0;

const IN_BLOCK_COLOUR: &str = "#b35900";
const FINAL_COLOUR: &str = "#00589c";

/// About how many marks the time axis has.
const TIME_MARKS: f64 = 8.0;

/// Where a time and a share lie on the drawing.
#[derive(Clone, Copy)]
struct Plane {
	/// The time at the right edge, in seconds.
	end_s: f64,
}

impl Plane {
	fn x(self, time_s: f64) -> f64 {
		LEFT + (RIGHT - LEFT) * (time_s / self.end_s).min(1.0)
	}

	fn y(self, share: f64) -> f64 {
		BOTTOM - (BOTTOM - TOP) * share
	}
}

/// Draws a report.
pub fn draw(report: &Report) -> String {
	let curves = [
		("in a block on all nodes", IN_BLOCK_COLOUR, &report.in_block),
		("final on all nodes", FINAL_COLOUR, &report.r#final),
	];
	// A few stragglers shall not press everything else against the left edge.
	let longest = curves.iter().map(|(_, _, times)| times.p99_s).fold(0.0, f64::max);
	let step_s = step(longest * 1.1);
	let plane = Plane { end_s: ((longest * 1.1 / step_s).ceil() * step_s).max(step_s) };

	let mut svg = format!(
		r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="13" fill="#222">
<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>
<text x="{LEFT}" y="28" font-size="17">{}</text>
"##,
		report.setting.title()
	);
	axes(&mut svg, plane, step_s);
	for ((name, colour, times), x) in curves.into_iter().zip([LEFT, LEFT + 344.0]) {
		curve(&mut svg, plane, times, colour);
		let _ = writeln!(
			svg,
			r#"<text x="{x}" y="54" fill="{colour}">{name}: p50 {:.3} s, p95 {:.3} s</text>"#,
			times.p50_s, times.p95_s
		);
	}
	svg.push_str("</svg>\n");
	svg
}

/// A round distance between marks, so that there are about [`TIME_MARKS`] up to `end_s`.
fn step(end_s: f64) -> f64 {
	let rough = (end_s / TIME_MARKS).max(0.001);
	let magnitude = 10f64.powf(rough.log10().floor());
	let factor = [1.0, 2.0, 5.0, 10.0].into_iter().find(|factor| factor * magnitude >= rough);
	factor.unwrap_or(10.0) * magnitude
}

fn axes(svg: &mut String, plane: Plane, step_s: f64) {
	let decimals = (-step_s.log10().floor()).max(0.0) as usize;
	let marks = (plane.end_s / step_s).round() as u32;
	for mark in 0..=marks {
		let time_s = f64::from(mark) * step_s;
		let x = plane.x(time_s);
		let _ = writeln!(
			svg,
			r##"<line x1="{x:.1}" x2="{x:.1}" y1="{TOP}" y2="{BOTTOM}" stroke="#ddd"/><text x="{x:.1}" y="{}" text-anchor="middle">{time_s:.decimals$}</text>"##,
			BOTTOM + 20.0
		);
	}
	for percent in [0u8, 25, 50, 75, 95, 100] {
		let y = plane.y(f64::from(percent) / 100.0);
		let _ = writeln!(
			svg,
			r##"<line x1="{LEFT}" x2="{RIGHT}" y1="{y:.1}" y2="{y:.1}" stroke="#ddd"/><text x="{}" y="{:.1}" text-anchor="end">{percent} %</text>"##,
			LEFT - 8.0,
			y + 4.5
		);
	}
	let middle = (LEFT + RIGHT) / 2.0;
	let _ = writeln!(
		svg,
		r#"<text x="{middle}" y="{}" text-anchor="middle">seconds after the client sent the order</text>"#,
		BOTTOM + 44.0
	);
	let _ = writeln!(svg, r#"<text x="{LEFT}" y="{}">share of orders</text>"#, TOP - 14.0);
}

/// A curve with its p50 and p95 marked.
fn curve(svg: &mut String, plane: Plane, times: &Distribution, colour: &str) {
	let mut points = format!("{:.1},{:.1}", plane.x(0.0), plane.y(0.0));
	let visible = times.curve.iter().filter(|(time_s, _)| *time_s <= plane.end_s);
	for (time_s, share) in visible {
		let _ = write!(points, " {:.1},{:.1}", plane.x(*time_s), plane.y(*share));
	}
	let _ = writeln!(
		svg,
		r#"<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2.5"/>"#
	);
	for (time_s, share) in [(times.p50_s, 0.5), (times.p95_s, 0.95)] {
		let (x, y) = (plane.x(time_s), plane.y(share));
		let _ = writeln!(
			svg,
			r#"<line x1="{x:.1}" x2="{x:.1}" y1="{y:.1}" y2="{BOTTOM}" stroke="{colour}" stroke-dasharray="4 3"/><circle cx="{x:.1}" cy="{y:.1}" r="4.5" fill="{colour}"/>"#
		);
	}
}

#[cfg(test)]
mod tests {
	use super::{super::tests::report, super::Sending, *};

	#[test]
	fn marks_are_round_and_not_too_many() {
		for (end_s, distance) in [(0.8, 0.1), (1.0, 0.2), (4.0, 0.5), (13.0, 2.0), (60.0, 10.0)] {
			assert!((step(end_s) - distance).abs() < 1e-9, "{end_s}: {}", step(end_s));
		}
	}

	#[test]
	fn both_curves_and_their_marks_are_drawn_inside_the_plot() {
		let svg = draw(&report(Sending::OneByOne, 1));
		assert_eq!(svg.matches("<polyline").count(), 2);
		assert_eq!(svg.matches("<circle").count(), 4);
		assert!(svg.contains("in a block on all nodes: p50 0.250 s"));
		let points = svg.lines().filter(|line| line.contains("<polyline"));
		for point in points.flat_map(|line| line.split('"').nth(1)).flat_map(str::split_whitespace)
		{
			let (x, y) = point.split_once(',').unwrap();
			assert!((LEFT..=RIGHT).contains(&x.parse().unwrap()), "{point}");
			assert!((TOP..=BOTTOM).contains(&y.parse().unwrap()), "{point}");
		}
	}

	#[test]
	fn nothing_measured_is_an_empty_plot() {
		let mut report = report(Sending::OneByOne, 1);
		report.in_block = Distribution::default();
		report.r#final = Distribution::default();
		assert!(!draw(&report).contains("NaN"));
	}
}
