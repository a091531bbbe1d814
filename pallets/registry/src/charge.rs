//! What a transaction is charged: the larger of its two shares of a block.
//!
//! A block is full when its execution time is used up, or its bytes, whichever comes first. A long
//! transaction that does next to nothing takes the place of others as well as a short one that
//! computes for long. So a transaction is charged for whichever it takes the larger share of. The
//! unit is that of a [bucket](crate::quota), picoseconds of weight, and all the bytes that a block
//! has for transactions of a dispatch class cost as much as all the time that it has for them:
//!
//! ```text
//! charge = max(weight, length x room by weight / room by length)
//! ```
//!
//! Added up over any transactions of a class, that is at least the weight of them all, and at least
//! their length in the same unit. So what a bucket bounds is the part of the chain that a
//! participant can take up, by either measure. The sum of the two shares would bound it as well, but
//! charge for a transaction more than anybody else loses by it. An order is short for what it
//! weighs: it is charged its weight.

/// What a block has room for, of one dispatch class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockRoom {
	/// Execution time, in picoseconds of weight.
	pub weight_ps: u64,
	/// Bytes.
	pub length_bytes: u32,
}

impl BlockRoom {
	/// What a transaction of this weight and length is charged, in picoseconds of weight.
	pub fn charge_ps(self, weight_ps: u64, length_bytes: usize) -> u64 {
		weight_ps.max(self.weight_of_length_ps(length_bytes))
	}

	/// The weight that is as large a share of the room as so many bytes are, rounded up.
	fn weight_of_length_ps(self, length_bytes: usize) -> u64 {
		let weight_ps = (length_bytes as u128)
			.saturating_mul(self.weight_ps.into())
			.div_ceil(self.length_bytes.max(1).into());
		u64::try_from(weight_ps).unwrap_or(u64::MAX)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const BLOCK: BlockRoom = BlockRoom { weight_ps: 125_000_000_000, length_bytes: 2_000 };

	#[test]
	fn a_short_transaction_is_charged_its_weight() {
		assert_eq!(BLOCK.charge_ps(62_500_000_001, 1_000), 62_500_000_001);
		assert_eq!(BLOCK.charge_ps(7, 0), 7);
	}

	#[test]
	fn a_long_transaction_is_charged_its_length() {
		assert_eq!(BLOCK.charge_ps(62_499_999_999, 1_000), 62_500_000_000);
		assert_eq!(BLOCK.charge_ps(0, 1), 62_500_000);
	}

	#[test]
	fn all_the_bytes_of_a_block_cost_as_much_as_all_its_time() {
		assert_eq!(BLOCK.charge_ps(0, 2_000), BLOCK.weight_ps);
		assert_eq!(BLOCK.charge_ps(BLOCK.weight_ps, 2_000), BLOCK.weight_ps);
	}

	#[test]
	fn no_byte_is_free() {
		let large = BlockRoom { weight_ps: 1, length_bytes: u32::MAX };
		assert_eq!(large.charge_ps(0, 0), 0);
		assert_eq!(large.charge_ps(0, 1), 1);
		assert_eq!(large.charge_ps(0, u32::MAX as usize + 1), 2);
	}

	#[test]
	fn the_longest_transaction_there_can_be_is_charged_all_there_is() {
		assert_eq!(BLOCK.charge_ps(0, usize::MAX), u64::MAX);
		let none = BlockRoom { weight_ps: u64::MAX, length_bytes: 0 };
		assert_eq!(none.charge_ps(0, usize::MAX), u64::MAX);
	}

	#[test]
	fn cutting_a_transaction_in_pieces_does_not_make_it_cheaper() {
		for length_bytes in [1usize, 3, 999, 2_000, 1_000_003] {
			for pieces in [1, 2, 7, 100] {
				let piece_ps = BLOCK.charge_ps(0, length_bytes.div_ceil(pieces));
				assert!(piece_ps * pieces as u64 >= BLOCK.charge_ps(0, length_bytes));
			}
		}
	}
}
