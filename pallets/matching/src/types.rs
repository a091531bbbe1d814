//! What the pallet stores.

use crate::grid::PAGE_TICKS;
use codec::{Decode, Encode, MaxEncodedLen};
use joule_primitives::{BatchIndex, BookOrder, BookOrderId, Clearing, OrderTerms, Side, Wh};
use polkadot_sdk::{frame_support::BoundedVec, sp_core::Get};
use scale_info::TypeInfo;

/// The head of a call auction's book.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct AuctionBook {
	/// Those who want to buy.
	pub bids: AuctionSide,
	/// Those who want to sell.
	pub asks: AuctionSide,
	/// The outcome. As long as there is none, the book gathers orders.
	pub clearing: Option<Clearing>,
}

impl AuctionBook {
	/// One of the sides.
	pub fn side(&self, side: Side) -> &AuctionSide {
		match side {
			Side::Bid => &self.bids,
			Side::Ask => &self.asks,
		}
	}

	/// One of the sides, to change it.
	pub fn side_mut(&mut self, side: Side) -> &mut AuctionSide {
		match side {
			Side::Bid => &mut self.bids,
			Side::Ask => &mut self.asks,
		}
	}

	/// How many batches each side has had: bids, asks.
	pub fn batch_counts(&self) -> (BatchIndex, BatchIndex) {
		(self.bids.batches, self.asks.batches)
	}
}

/// One side of a call auction's book.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct AuctionSide {
	/// How many batches were placed; the next one gets this number.
	pub batches: BatchIndex,
	/// What all open orders ask for. It is kept so that no sum over the side can overflow.
	pub total_wh: Wh,
}

/// Orders of one account on one side that were placed together. Storing them as one item makes an
/// order cost a fraction of a write.
#[derive(Encode, Decode, MaxEncodedLen, TypeInfo)]
#[codec(mel_bound(AccountId: MaxEncodedLen))]
#[scale_info(skip_type_params(MaxBatch))]
pub struct Batch<AccountId, MaxBatch: Get<u32>> {
	/// Whose orders they are.
	pub owner: AccountId,
	/// The orders; a cancelled one has quantity zero, so that the others keep their places.
	pub orders: BoundedVec<OrderTerms, MaxBatch>,
}

/// What the open orders ask for in all at each of 256 adjacent ticks.
///
/// Plain integers of fixed width: decoding a page is copying 2 KiB.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct HistogramPage([u64; PAGE_TICKS]);

impl Default for HistogramPage {
	fn default() -> Self {
		Self([0; PAGE_TICKS])
	}
}

impl HistogramPage {
	/// Adds to a level. It cannot saturate where the side's total fits.
	pub fn add(&mut self, slot: u8, quantity_wh: Wh) {
		let level = self.level_mut(slot);
		*level = level.saturating_add(quantity_wh.0);
	}

	/// Takes from a level what was added to it before.
	pub fn subtract(&mut self, slot: u8, quantity_wh: Wh) {
		let level = self.level_mut(slot);
		*level = level.saturating_sub(quantity_wh.0);
	}

	/// The levels of the page, lowest tick first.
	pub fn levels(&self) -> impl Iterator<Item = Wh> + '_ {
		self.0.iter().copied().map(Wh)
	}

	/// A slot is a byte and a page has a level for each, so this is in bounds.
	fn level_mut(&mut self, slot: u8) -> &mut u64 {
		&mut self.0[usize::from(slot)]
	}
}

/// An order at rest in the continuous book, in the queue of its price.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct RestingOrder<AccountId> {
	/// The order.
	pub order: BookOrder<AccountId>,
	/// Who is served before it.
	pub ahead: Option<BookOrderId>,
	/// Who is served after it.
	pub behind: Option<BookOrderId>,
}

/// The queue at one price of the continuous book. A level without orders is not stored.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct PriceLevel {
	/// The oldest order, served first.
	pub head: BookOrderId,
	/// The youngest.
	pub tail: BookOrderId,
	/// What is left of all orders in the queue.
	pub total_wh: Wh,
}
