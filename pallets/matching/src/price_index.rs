//! Finding the best price of a side of the continuous book, however many prices there are.
//!
//! A set of ticks in two layers of bitmaps: a page of 256 bits says which of its ticks hold orders,
//! and the root says which pages hold anything. Two small reads find the best of 65,536 ticks; two
//! small writes note that a tick has filled or emptied.

use crate::grid::{page_and_slot, tick_at};
use codec::{Decode, Encode, MaxEncodedLen};
use joule_primitives::{PriceTick, Side};
use scale_info::TypeInfo;

/// A set of the numbers from 0 to 255.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Bitmap([u64; 4]);

const WORD_BITS: u8 = 64;

/// The lowest number in each word.
const WORD_BASES: [u8; 4] = [0, 64, 128, 192];

impl Bitmap {
	/// Puts a number in.
	pub fn insert(&mut self, number: u8) {
		let (word, bit) = Self::place_of(number);
		self.0[word] |= bit;
	}

	/// Takes a number out.
	pub fn remove(&mut self, number: u8) {
		let (word, bit) = Self::place_of(number);
		self.0[word] &= !bit;
	}

	/// The set without a number, or `None` if nothing is left of it.
	pub fn without(mut self, number: u8) -> Option<Self> {
		self.remove(number);
		(!self.is_empty()).then_some(self)
	}

	/// Whether a number is in.
	pub fn contains(&self, number: u8) -> bool {
		let (word, bit) = Self::place_of(number);
		self.0[word] & bit != 0
	}

	/// Whether no number is in.
	pub fn is_empty(&self) -> bool {
		self.0 == [0; 4]
	}

	/// The best number as a price of the side goes: the highest bid, the lowest ask.
	pub fn best(&self, side: Side) -> Option<u8> {
		let mut words = WORD_BASES.into_iter().zip(self.0).filter(|(_, word)| *word != 0);
		match side {
			Side::Bid => words.last().map(|(base, word)| base + word.ilog2() as u8),
			Side::Ask => words.next().map(|(base, word)| base + word.trailing_zeros() as u8),
		}
	}

	/// The best of the numbers that are worse than `number`.
	pub fn next_worse(&self, side: Side, number: u8) -> Option<u8> {
		let mut worse = *self;
		for (base, word) in WORD_BASES.into_iter().zip(&mut worse.0) {
			let below = match number.checked_sub(base) {
				None => 0,
				Some(bit) if bit < WORD_BITS => (1u64 << bit) - 1,
				Some(_) => u64::MAX,
			};
			*word &= match side {
				Side::Bid => below,
				Side::Ask => !below,
			};
		}
		if side == Side::Ask {
			worse.remove(number);
		}
		worse.best(side)
	}

	/// The word that a number is in, and its bit there. A `u8` over 64 is at most 3, so no word is
	/// out of bounds.
	fn place_of(number: u8) -> (usize, u64) {
		(usize::from(number / WORD_BITS), 1 << (number % WORD_BITS))
	}
}

/// The best price in an index.
pub fn best(side: Side, root: &Bitmap, page: impl FnOnce(u8) -> Bitmap) -> Option<PriceTick> {
	let number = root.best(side)?;
	page(number).best(side).map(|slot| tick_at(number, slot))
}

/// The best of the prices in an index that are worse than `price`.
pub fn next_worse(
	side: Side,
	price: PriceTick,
	root: &Bitmap,
	page: impl Fn(u8) -> Bitmap,
) -> Option<PriceTick> {
	let (number, slot) = page_and_slot(price);
	if let Some(slot) = page(number).next_worse(side, slot) {
		return Some(tick_at(number, slot));
	}
	let number = root.next_worse(side, number)?;
	page(number).best(side).map(|slot| tick_at(number, slot))
}

#[cfg(test)]
mod tests {
	use super::*;

	fn bitmap(numbers: impl IntoIterator<Item = u8>) -> Bitmap {
		let mut bitmap = Bitmap::default();
		numbers.into_iter().for_each(|number| bitmap.insert(number));
		bitmap
	}

	/// All numbers from the best to the worst, by way of `best` and `next_worse`.
	fn walk(side: Side, bitmap: &Bitmap) -> Vec<u8> {
		core::iter::successors(bitmap.best(side), |number| bitmap.next_worse(side, *number))
			.collect()
	}

	#[test]
	fn every_number_is_found_alone() {
		for number in 0..=u8::MAX {
			for side in [Side::Bid, Side::Ask] {
				assert_eq!(walk(side, &bitmap([number])), [number]);
			}
		}
	}

	#[test]
	fn numbers_come_from_the_best_to_the_worst() {
		let numbers = [0, 1, 63, 64, 65, 127, 128, 200, 254, 255];
		let set = bitmap(numbers);
		assert_eq!(walk(Side::Ask, &set), numbers);
		assert!(walk(Side::Bid, &set).iter().eq(numbers.iter().rev()));
		assert_eq!(walk(Side::Ask, &bitmap(0..=u8::MAX)).len(), 256);
	}

	#[test]
	fn a_number_taken_out_is_gone() {
		let mut set = bitmap(0..=u8::MAX);
		for number in 0..=u8::MAX {
			assert_eq!(set.best(Side::Ask), Some(number));
			set.remove(number);
		}
		assert!(set.is_empty());
		assert_eq!(set.best(Side::Bid), None);
	}

	#[test]
	fn the_next_price_may_be_on_another_page() {
		let root = bitmap([1, 3]);
		let page = |number| match number {
			1 => bitmap([255]),
			3 => bitmap([0, 7]),
			_ => Bitmap::default(),
		};
		assert_eq!(best(Side::Ask, &root, page), Some(tick_at(1, 255)));
		assert_eq!(best(Side::Bid, &root, page), Some(tick_at(3, 7)));
		assert_eq!(next_worse(Side::Ask, tick_at(1, 255), &root, page), Some(tick_at(3, 0)));
		assert_eq!(next_worse(Side::Bid, tick_at(3, 0), &root, page), Some(tick_at(1, 255)));
		assert_eq!(next_worse(Side::Bid, tick_at(1, 255), &root, page), None);
	}
}
