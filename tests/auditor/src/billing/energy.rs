//! Which energy is billed.

/// What became of the energy of a month, in Wh.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Energy {
	/// What the meters drew.
	pub drawn: u64,
	/// What of it somebody else redeemed.
	pub covered: u64,
	/// What of it the customer's own energy of that month made up for.
	pub redeemed: u64,
	/// What of it energy of earlier months made up for.
	pub carried: u64,
	/// The rest, which is billed.
	pub billed: u64,
	/// What of the covered energy and of the customer's own was more than it could use up.
	pub surplus: u64,
}

/// Takes off a month's use what is redeemed: first what others did, then the month's own energy, then
/// what was carried over.
pub(super) fn take_off(drawn: u64, all_covered: u64, own: u64, carried_over: u64) -> Energy {
	let mut left = drawn;
	let mut take = |wh: u64| {
		let taken = wh.min(left);
		left -= taken;
		taken
	};
	let (covered, redeemed, carried) = (take(all_covered), take(own), take(carried_over));
	let surplus = all_covered - covered + own - redeemed;
	Energy { drawn, covered, redeemed, carried, billed: left, surplus }
}

/// Spreads what is billed over what was drawn: for each row, of which each has several bands.
pub(super) fn spread(billed: u64, drawn: &[Vec<u64>]) -> Vec<Vec<u64>> {
	let rows: Vec<u64> = drawn.iter().map(|bands| bands.iter().sum()).collect();
	let billed_rows = in_proportion(billed, &rows);
	drawn.iter().zip(billed_rows).map(|(bands, billed)| in_proportion(billed, bands)).collect()
}

/// What is billed by blocks, spread over stretches of days, as if as much was used on each day.
pub(super) fn spread_by_days(billed: u64, days: &[u32]) -> Vec<u64> {
	in_proportion(billed, &days.iter().map(|days| u64::from(*days)).collect::<Vec<_>>())
}

/// Parts of a sum in proportion to others: laid end to end, each ends at a whole Wh, rounded down.
fn in_proportion(sum: u64, parts: &[u64]) -> Vec<u64> {
	let whole: u128 = parts.iter().map(|part| u128::from(*part)).sum();
	let ends: Vec<u64> = (0..=parts.len())
		.map(|count| {
			let so_far: u128 = parts[..count].iter().map(|part| u128::from(*part)).sum();
			(so_far * u128::from(sum)).checked_div(whole).unwrap_or_default() as u64
		})
		.collect();
	ends.windows(2).map(|ends| ends[1] - ends[0]).collect()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn others_come_first_and_the_past_last() {
		let found = take_off(100, 20, 70, 50);
		let expected =
			Energy { drawn: 100, covered: 20, redeemed: 70, carried: 10, billed: 0, surplus: 0 };
		assert_eq!(found, expected);
		let found = take_off(100, 120, 70, 50);
		assert_eq!((found.covered, found.redeemed, found.surplus), (100, 0, 90));
		assert_eq!(take_off(100, 0, 30, 20).billed, 50);
	}

	#[test]
	fn every_day_has_as_much() {
		assert_eq!(spread_by_days(500, &[10, 20]), [166, 334]);
		assert_eq!(spread_by_days(500, &[31]), [500]);
	}

	#[test]
	fn what_is_billed_is_spread_without_losing_a_wh() {
		assert_eq!(spread(10, &[vec![1, 2], vec![4]]), [vec![1, 3], vec![6]]);
		assert_eq!(spread(0, &[vec![7], vec![4]]), [vec![0], vec![0]]);
		assert_eq!(spread(0, &[vec![0], vec![0]]), [vec![0], vec![0]]);
	}
}
