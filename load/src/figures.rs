//! Statistics, as pure functions.

use serde::Serialize;

/// In how many points a distribution is drawn.
const CURVE_POINTS: usize = 200;

/// How a number of times are distributed.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Distribution {
	/// How many there are.
	pub count: usize,
	/// Their mean, in seconds.
	pub mean_s: f64,
	/// Half of them are at most this, in seconds.
	pub p50_s: f64,
	/// 95 % of them are at most this, in seconds.
	pub p95_s: f64,
	/// 99 % of them are at most this, in seconds.
	pub p99_s: f64,
	/// The longest, in seconds.
	pub max_s: f64,
	/// The cumulative distribution: (time in seconds, share of the times that are at most this).
	pub curve: Vec<(f64, f64)>,
}

impl Distribution {
	/// The distribution of some times in seconds.
	pub fn of(mut times_s: Vec<f64>) -> Self {
		times_s.sort_unstable_by(f64::total_cmp);
		let count = times_s.len();
		if count == 0 {
			return Self::default();
		}
		let points = CURVE_POINTS.min(count);
		let curve = (1..=points)
			.map(|point| point as f64 / points as f64)
			.map(|share| (quantile(&times_s, share), share))
			.collect();
		Self {
			count,
			mean_s: times_s.iter().sum::<f64>() / count as f64,
			p50_s: quantile(&times_s, 0.5),
			p95_s: quantile(&times_s, 0.95),
			p99_s: quantile(&times_s, 0.99),
			max_s: quantile(&times_s, 1.0),
			curve,
		}
	}
}

/// The least of the sorted values that at least this share of them does not exceed.
fn quantile(sorted: &[f64], share: f64) -> f64 {
	let rank = (share * sorted.len() as f64).ceil() as usize;
	sorted[rank.clamp(1, sorted.len()) - 1]
}

/// Which slots passed without a block.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Slots {
	/// How many slots passed.
	pub passed: u64,
	/// How many of them have no block in the chain that became final.
	pub missed: u64,
	/// The longest run of them without a block.
	pub longest_gap: u64,
}

impl Slots {
	/// Looks at the slots from `first` up to, not including, `end`; `filled` are sorted.
	pub fn between(first: u64, end: u64, filled: &[u64]) -> Self {
		let filled = filled.iter().copied().filter(|slot| (first..end).contains(slot));
		let mut slots = Self { passed: end.saturating_sub(first), ..Self::default() };
		let mut due = first;
		for slot in filled.chain([end]) {
			let gap = slot.saturating_sub(due);
			slots.missed += gap;
			slots.longest_gap = slots.longest_gap.max(gap);
			due = slot + 1;
		}
		slots
	}

	/// The share of the slots that were missed.
	pub fn missed_share(&self) -> f64 {
		if self.passed == 0 {
			return 0.0;
		}
		self.missed as f64 / self.passed as f64
	}
}

/// The mean of some values; zero if there are none.
pub fn mean(values: &[f64]) -> f64 {
	if values.is_empty() {
		return 0.0;
	}
	values.iter().sum::<f64>() / values.len() as f64
}

/// The largest of some values; zero if there are none above.
pub fn largest(values: &[f64]) -> f64 {
	values.iter().copied().fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn quantiles_are_values_that_occurred() {
		let distribution = Distribution::of((1..=100).rev().map(f64::from).collect());
		assert_eq!(distribution.count, 100);
		assert_eq!(distribution.mean_s, 50.5);
		assert_eq!(
			(distribution.p50_s, distribution.p95_s, distribution.p99_s, distribution.max_s),
			(50.0, 95.0, 99.0, 100.0)
		);
	}

	#[test]
	fn a_single_time_is_every_quantile() {
		let distribution = Distribution::of(vec![0.25]);
		assert_eq!(
			(distribution.p50_s, distribution.p95_s, distribution.max_s),
			(0.25, 0.25, 0.25)
		);
		assert_eq!(distribution.curve, [(0.25, 1.0)]);
	}

	#[test]
	fn no_times_have_no_curve() {
		assert_eq!(Distribution::of(vec![]), Distribution::default());
	}

	#[test]
	fn a_curve_rises_to_one_in_a_bounded_number_of_points() {
		let distribution = Distribution::of((0..10_000).map(|n| f64::from(n % 977)).collect());
		assert_eq!(distribution.curve.len(), CURVE_POINTS);
		assert!(distribution.curve.is_sorted());
		assert_eq!(distribution.curve.last(), Some(&(976.0, 1.0)));
	}

	#[test]
	fn slots_without_a_block_are_missed() {
		let slots = Slots::between(10, 20, &[9, 10, 11, 15, 16, 18, 20]);
		assert_eq!(slots, Slots { passed: 10, missed: 5, longest_gap: 3 });
		assert_eq!(slots.missed_share(), 0.5);
	}

	#[test]
	fn all_slots_are_missed_where_no_block_is() {
		assert_eq!(Slots::between(3, 7, &[]), Slots { passed: 4, missed: 4, longest_gap: 4 });
		assert_eq!(Slots::between(7, 7, &[]).missed_share(), 0.0);
	}

	#[test]
	fn nothing_has_no_mean_and_no_largest() {
		assert_eq!((mean(&[]), largest(&[])), (0.0, 0.0));
		assert_eq!((mean(&[1.0, 3.0]), largest(&[1.0, 3.0, 2.0])), (2.0, 3.0));
	}
}
