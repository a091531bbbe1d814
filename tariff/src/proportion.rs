//! Energy divided in proportion to something else, to the Wh.

use alloc::vec::Vec;
use joule_primitives::Wh;

/// Parts of some energy in proportion to `shares`. Laid end to end, a part ends at the floor of its
/// share of the running sum, so that no Wh is lost. Where all shares are nothing, so are all parts.
pub(crate) fn in_proportion(energy: Wh, shares: &[u64]) -> Vec<Wh> {
	let whole: u128 = shares.iter().map(|share| u128::from(*share)).sum();
	let (mut running, mut reached) = (0u128, 0u64);
	shares
		.iter()
		.map(|share| {
			running = running.saturating_add((*share).into());
			let scaled = running.saturating_mul(energy.0.into());
			let end = scaled.checked_div(whole).unwrap_or_default();
			let before = core::mem::replace(&mut reached, u64::try_from(end).unwrap_or(u64::MAX));
			Wh(reached.saturating_sub(before))
		})
		.collect()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn no_wh_is_lost() {
		assert_eq!(in_proportion(Wh(10), &[1, 2, 4]), [Wh(1), Wh(3), Wh(6)]);
		assert_eq!(in_proportion(Wh(u64::MAX), &[u64::MAX, 0]), [Wh(u64::MAX), Wh(0)]);
		assert_eq!(in_proportion(Wh(7), &[0, 0]), [Wh(0), Wh(0)]);
		assert_eq!(in_proportion(Wh(7), &[]), []);
	}
}
