//! The commitment to the quarter-hours between two readings: the Merkle tree of the chain's metering
//! pallet.
//!
//! - One leaf a quarter of an hour, strictly between the two readings, in the order of time: the instant in
//!   milliseconds, the import and the export register in Wh, three `u64` in little-endian order, and the
//!   [`Salt`]. Its hash is the BLAKE2b-256 of these 40 bytes.
//! - A node is the BLAKE2b-256 of the two hashes below it. The last hash of a row with an odd number goes
//!   to the row above as it is.
//! - The root of a tree without leaves is all zero.

use super::registers::Registers;
use crate::units::{Moment, PointId};
use codec::{Decode, Encode};
use ed25519_dalek::SigningKey;
use sp_crypto_hashing::blake2_256;

/// A hash of the tree.
pub type Hash = [u8; 32];

/// What keeps a leaf from being guessed.
pub type Salt = [u8; 16];

const SALT_TAG: &[u8; 10] = b"joule/salt";

/// The salt of a point's leaf. It follows from the key of the meter, so that it need not be kept: nobody
/// else knows it, and those of other leaves say nothing of it.
pub fn salt(key: &SigningKey, point: PointId, measured_at: Moment) -> Salt {
	let hash = blake2_256(&(SALT_TAG, key.to_bytes(), point, measured_at).encode());
	std::array::from_fn(|index| hash[index])
}

/// What the registers were at a quarter of an hour between two readings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct IntervalLeaf {
	/// When it was.
	pub measured_at: Moment,
	/// What they were.
	pub registers: Registers,
	/// What nobody can guess who was not told this leaf.
	pub salt: Salt,
}

/// The root that commits to the leaves. They must be complete and in the order of time.
pub fn intervals_root(leaves: &[IntervalLeaf]) -> Hash {
	let mut row = hashes_of(leaves);
	while row.len() > 1 {
		row = row_above(&row);
	}
	row.first().copied().unwrap_or_default()
}

/// The hashes beside the way from a leaf to the root, lowest first: with them the owner can prove in a
/// dispute what was measured at that quarter. `None` if there is no such leaf.
pub fn interval_proof(leaves: &[IntervalLeaf], index: usize) -> Option<Vec<Hash>> {
	leaves.get(index)?;
	let (mut row, mut index, mut proof) = (hashes_of(leaves), index, Vec::new());
	while row.len() > 1 {
		proof.extend(row.get(index ^ 1));
		row = row_above(&row);
		index /= 2;
	}
	Some(proof)
}

fn hashes_of(leaves: &[IntervalLeaf]) -> Vec<Hash> {
	leaves.iter().map(|leaf| blake2_256(&leaf.encode())).collect()
}

fn row_above(row: &[Hash]) -> Vec<Hash> {
	row.chunks(2)
		.map(|pair| match pair {
			[left, right] => blake2_256(&[*left, *right].concat()),
			rest => rest[0],
		})
		.collect()
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::calendar::QUARTER_MS;

	const KEY: [u8; 32] = [7; 32];
	const POINT: PointId = PointId(1);

	fn leaves(count: u64) -> Vec<IntervalLeaf> {
		let leaf = |quarter: u64| IntervalLeaf {
			measured_at: quarter * QUARTER_MS,
			registers: Registers::new(quarter * 10, quarter),
			salt: salt(&KEY.into(), POINT, quarter * QUARTER_MS),
		};
		(1..=count).map(leaf).collect()
	}

	/// Goes from a leaf to the root as whoever checks a proof does.
	fn climb(leaf: &IntervalLeaf, mut index: usize, mut width: usize, proof: &[Hash]) -> Hash {
		let (mut hash, mut beside) = (blake2_256(&leaf.encode()), proof.iter());
		while width > 1 {
			if index % 2 == 1 {
				hash = blake2_256(&[*beside.next().unwrap(), hash].concat());
			} else if index + 1 < width {
				hash = blake2_256(&[hash, *beside.next().unwrap()].concat());
			}
			(index, width) = (index / 2, width.div_ceil(2));
		}
		assert_eq!(beside.next(), None);
		hash
	}

	#[test]
	fn a_salt_is_of_one_meter_one_point_and_one_instant() {
		let one = salt(&KEY.into(), POINT, QUARTER_MS);
		assert_eq!(salt(&KEY.into(), POINT, QUARTER_MS), one);
		assert_ne!(salt(&[8; 32].into(), POINT, QUARTER_MS), one);
		assert_ne!(salt(&KEY.into(), PointId(2), QUARTER_MS), one);
		assert_ne!(salt(&KEY.into(), POINT, 2 * QUARTER_MS), one);
	}

	#[test]
	fn without_leaves_the_root_is_zero() {
		assert_eq!(intervals_root(&[]), [0; 32]);
	}

	#[test]
	fn every_leaf_of_any_tree_can_be_proved() {
		for count in [1, 2, 3, 4, 5, 7, 8, 95, 2_975] {
			let leaves = leaves(count);
			let root = intervals_root(&leaves);
			for index in [0, leaves.len() / 2, leaves.len() - 1] {
				let proof = interval_proof(&leaves, index).unwrap();
				assert!(proof.len() <= 12);
				assert_eq!(climb(&leaves[index], index, leaves.len(), &proof), root);
			}
		}
	}

	#[test]
	fn the_root_depends_on_every_leaf() {
		let leaves = leaves(7);
		for index in 0..leaves.len() {
			let mut others = leaves.clone();
			others[index].registers.export_wh.0 += 1;
			assert_ne!(intervals_root(&others), intervals_root(&leaves));
		}
	}

	#[test]
	fn there_is_no_proof_for_a_leaf_that_is_not_there() {
		assert_eq!(interval_proof(&leaves(3), 3), None);
	}
}
