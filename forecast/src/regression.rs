//! The straight line that fits best, with shrinkage.

/// How many coefficients there are: a constant, and three that are shrunk.
pub const COEFFICIENTS: usize = 4;

/// A row of numbers, one for each coefficient.
pub type Row = [f64; COEFFICIENTS];

/// Fits coefficients to observations by least squares, pulled towards zero (ridge regression).
///
/// The pull on a coefficient weighs as much as so many observations in which its number is 1 and
/// the value would be explained without it.
///
/// # Panics
///
/// Panics if there is no observation, or one of the pulls but the first is not above zero: the
/// coefficients would not be determined.
pub fn fit(observations: impl IntoIterator<Item = (Row, f64)>, pulls: Row) -> Row {
	assert!(pulls[1..].iter().all(|pull| *pull > 0.0), "a pull that does not pull: {pulls:?}");
	let mut system = [[0.0; COEFFICIENTS + 1]; COEFFICIENTS];
	for (numbers, value) in observations {
		for (row, number) in system.iter_mut().zip(numbers) {
			for (sum, other) in row.iter_mut().zip(numbers.into_iter().chain([value])) {
				*sum += number * other;
			}
		}
	}
	assert!(system[0][0] > 0.0, "nothing was observed");
	for (i, pull) in pulls.into_iter().enumerate() {
		system[i][i] += pull;
	}
	solve(system)
}

/// Solves a system of linear equations by Gauss's elimination. With pulls it is positive definite, so
/// no pivot is zero.
fn solve(mut system: [[f64; COEFFICIENTS + 1]; COEFFICIENTS]) -> Row {
	for pivot in 0..COEFFICIENTS {
		let divisor = system[pivot][pivot];
		system[pivot].iter_mut().for_each(|number| *number /= divisor);
		let by = system[pivot];
		for row in (0..COEFFICIENTS).filter(|row| *row != pivot) {
			let times = system[row][pivot];
			system[row].iter_mut().zip(by).for_each(|(number, other)| *number -= times * other);
		}
	}
	system.map(|row| row[COEFFICIENTS])
}

#[cfg(test)]
mod tests {
	use super::*;

	const HARDLY: Row = [0.0, 1e-9, 1e-9, 1e-9];

	fn close(found: Row, expected: Row) {
		let apart = |(found, expected): (f64, f64)| (found - expected).abs() > 1e-6;
		assert!(!found.into_iter().zip(expected).any(apart), "{found:?} is not {expected:?}");
	}

	#[test]
	fn a_line_is_found_again() {
		let line = [3.0, -1.0, 0.5, 2.0];
		let observations = (0..40).map(|i| {
			let row = [1.0, f64::from(i % 2), f64::from(i % 3), f64::from(i % 7)];
			(row, row.iter().zip(line).map(|(number, factor)| number * factor).sum())
		});
		close(fit(observations, HARDLY), line);
	}

	#[test]
	fn a_pull_weighs_as_much_as_so_many_observations() {
		let five_of_each =
			|| (0..10).map(|i| ([1.0, f64::from(i % 2), 0.0, 0.0], f64::from(i % 2)));
		close(fit(five_of_each(), HARDLY), [0.0, 1.0, 0.0, 0.0]);
		let [constant, step, ..] = fit(five_of_each(), [0.0, 5.0, 1.0, 1.0]);
		assert!(step < 0.4 && constant > 0.2, "{constant} {step}");
	}

	#[test]
	fn what_never_varied_has_no_effect() {
		let same = (0..10).map(|_| ([1.0, 0.0, 0.0, 0.0], 7.0));
		close(fit(same, [0.0, 1.0, 1.0, 1.0]), [7.0, 0.0, 0.0, 0.0]);
	}
}
