//! The commitment to the quarter-hours between two readings, as pure functions.
//!
//! A reading says what the registers were at its own instant, and the root of a Merkle tree says
//! that the meter knows what they were at every quarter of an hour since the reading before.
//! Nobody learns those values from the root. Who was told them can prove one of them.
//!
//! The tree:
//!
//! - One leaf a quarter of an hour, strictly between the two readings, in the order of time. A leaf
//!   is 40 bytes: three `u64` in little-endian order, which are the instant in milliseconds since
//!   the Unix epoch and the import and the export register in Wh, both as the meter's face showed
//!   them; then the [`Salt`]. Its hash is the BLAKE2b-256 of these bytes.
//! - A node is the BLAKE2b-256 of the two hashes below it, left before right, 64 bytes. The last
//!   hash of a row with an odd number is taken to the row above as it is.
//! - The root of a tree without leaves is all zero.
//!
//! A leaf cannot pass for a node or a node for a leaf, because they differ in length.

use crate::types::Registers;
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use joule_primitives::{Moment, QUARTER_MS};
use polkadot_sdk::{
	binary_merkle_tree::{merkle_proof, merkle_root, verify_proof},
	frame_support::{traits::ConstU32, BoundedVec},
	sp_core::H256,
	sp_runtime::traits::BlakeTwo256,
};
use scale_info::TypeInfo;

/// The most hashes that a proof needs: a month of 31 days has 2,975 quarter-hours between its
/// ends, and 2 to the power of 12 is more than that.
pub const MAX_PROOF_HASHES: u32 = 12;

/// The hashes beside the way from a leaf to the root, lowest first.
pub type IntervalProof = BoundedVec<H256, ConstU32<MAX_PROOF_HASHES>>;

/// What keeps a leaf from being guessed: what a home may have used in a quarter of an hour is soon
/// tried out, 16 bytes are not. Each leaf has a salt of its own, which only the meter knows and who
/// keeps its quarter-hours, so that opening a leaf says nothing of the one beside it.
pub type Salt = [u8; 16];

/// What a meter's face showed at a quarter of an hour between two readings.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct IntervalLeaf {
	/// When it was.
	pub measured_at: Moment,
	/// What the face showed.
	pub registers: Registers,
	/// What nobody can guess who was not told this leaf.
	pub salt: Salt,
}

/// A kept commitment: what is needed to open it later.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Commitment {
	/// The root of the tree.
	pub root: H256,
	/// How many quarter-hours the interval has: one more than the tree has leaves.
	pub quarters: u16,
	/// What the face showed at the reading that made the commitment.
	pub face: Registers,
}

impl Commitment {
	/// Whether the leaf is in the tree of a reading that was made at `read_at`. `None` if it lies
	/// off the grid or not strictly between that reading and the one before.
	pub fn contains(
		&self,
		read_at: Moment,
		leaf: &IntervalLeaf,
		proof: IntervalProof,
	) -> Option<bool> {
		let back_ms = read_at.checked_sub(leaf.measured_at)?;
		if back_ms % QUARTER_MS != 0 {
			return None;
		}
		let back = u32::try_from(back_ms / QUARTER_MS).ok().filter(|back| *back > 0)?;
		let leaves = u32::from(self.quarters).checked_sub(1)?;
		let index = leaves.checked_sub(back)?;
		Some(verify_proof::<BlakeTwo256, _, _>(&self.root, proof, leaves, index, &leaf.encode()))
	}
}

/// The root that commits to the leaves. They must be complete and in the order of time.
pub fn intervals_root(leaves: &[IntervalLeaf]) -> H256 {
	merkle_root::<BlakeTwo256, _>(leaves.iter().map(Encode::encode))
}

/// The proof for the leaf at an index, counted from the earliest; `None` if there is no such leaf
/// or the leaves are more than a month has.
pub fn interval_proof(leaves: &[IntervalLeaf], index: u32) -> Option<IntervalProof> {
	leaves.get(usize::try_from(index).ok()?)?;
	let encoded: Vec<_> = leaves.iter().map(Encode::encode).collect();
	merkle_proof::<BlakeTwo256, _, _>(encoded, index).proof.try_into().ok()
}

#[cfg(test)]
mod tests {
	use super::*;
	use joule_primitives::Wh;

	const START: Moment = 1_793_458_800_000;

	fn leaves(count: u64) -> Vec<IntervalLeaf> {
		(1..=count)
			.map(|quarter| IntervalLeaf {
				measured_at: START + quarter * QUARTER_MS,
				registers: Registers { import_wh: Wh(quarter * 10), export_wh: Wh(quarter) },
				salt: [quarter as u8; 16],
			})
			.collect()
	}

	fn commitment(leaves: &[IntervalLeaf]) -> (Commitment, Moment) {
		let quarters = u16::try_from(leaves.len() + 1).unwrap();
		let root = intervals_root(leaves);
		let read_at = START + u64::from(quarters) * QUARTER_MS;
		(Commitment { root, quarters, face: Registers::ZERO }, read_at)
	}

	#[test]
	fn a_leaf_is_40_bytes() {
		let leaf = leaves(1)[0];
		let numbers =
			[leaf.measured_at.to_le_bytes(), 10u64.to_le_bytes(), 1u64.to_le_bytes()].concat();
		assert_eq!(leaf.encode(), [numbers, vec![1; 16]].concat());
	}

	#[test]
	fn without_leaves_the_root_is_zero() {
		assert_eq!(intervals_root(&[]), H256::zero());
	}

	#[test]
	fn every_leaf_of_any_tree_can_be_proved() {
		for count in [1, 2, 3, 4, 5, 7, 8, 95] {
			let leaves = leaves(count);
			let (commitment, read_at) = commitment(&leaves);
			for (leaf, index) in leaves.iter().zip(0..) {
				let proof = interval_proof(&leaves, index).unwrap();
				assert_eq!(commitment.contains(read_at, leaf, proof), Some(true));
			}
		}
	}

	#[test]
	fn a_month_of_31_days_fits_a_proof() {
		let leaves = leaves(31 * 96 - 1);
		let (commitment, read_at) = commitment(&leaves);
		for index in [0, 1_500, 2_974] {
			let proof = interval_proof(&leaves, index).unwrap();
			let leaf = leaves.get(index as usize).unwrap();
			assert_eq!(commitment.contains(read_at, leaf, proof), Some(true));
		}
	}

	#[test]
	fn what_was_not_committed_cannot_be_proved() {
		let leaves = leaves(7);
		let (commitment, read_at) = commitment(&leaves);
		let proof = interval_proof(&leaves, 3).unwrap();

		let mut other_value = leaves[3];
		other_value.registers.export_wh = Wh(5);
		assert_eq!(commitment.contains(read_at, &other_value, proof.clone()), Some(false));
		assert_eq!(commitment.contains(read_at, &leaves[4], proof.clone()), Some(false));
		assert_eq!(commitment.contains(read_at, &leaves[3], Default::default()), Some(false));
		assert_eq!(commitment.contains(read_at, &leaves[3], proof), Some(true));
	}

	#[test]
	fn a_leaf_lies_strictly_between_the_readings() {
		let leaves = leaves(3);
		let (commitment, read_at) = commitment(&leaves);
		for measured_at in [
			0,
			START - QUARTER_MS,
			START,
			START + 1,
			read_at - 1,
			read_at,
			read_at + QUARTER_MS,
			Moment::MAX,
		] {
			let leaf = IntervalLeaf { measured_at, ..leaves[0] };
			assert_eq!(commitment.contains(read_at, &leaf, Default::default()), None);
		}
	}

	#[test]
	fn there_is_no_proof_for_a_leaf_that_is_not_there() {
		assert_eq!(interval_proof(&leaves(3), 3), None);
		assert_eq!(interval_proof(&[], 0), None);
	}
}
