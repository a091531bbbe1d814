//! # Matching
//!
//! The order books of Joule: a call auction for each forward product and a continuous book for each
//! zone and month of spot energy. This pallet knows quantities, prices and priority. It has no calls
//! and knows no money: another pallet owns the orders' cover, decides who may place them when, and
//! pays what the books say was traded.
//!
//! ## Pallet API
//!
//! The pallet is reached through two traits of `joule-primitives`: [`CallAuction`] and
//! [`ContinuousBook`]. Their docs tell the life of a book and the errors of each operation.
//!
//! ## Terminology
//!
//! - **Tick**: 0.1 KRW/kWh, the step of every price. The auction's grid has 8,192 of them, the
//!   continuous book's 65,536; tick zero is no price.
//! - **Limit**: the worst price that an order accepts.
//! - **Level**: all orders of one side at one limit.
//! - **Margin**: the level at which a side of a clearing runs out.
//! - **Batch**: orders of one account that were placed together, stored as one item.
//!
//! ## Overview
//!
//! What costs on a chain is reading and writing storage, so the books are laid out for few items.
//!
//! ### The call auction
//!
//! Each side keeps a histogram: how many Wh have each limit, 256 ticks to a page. Placing a batch
//! writes the batch, the pages that its limits are on and the head of the book, however many orders
//! there are. Clearing reads the histograms only. What it writes is one
//! [`Clearing`](joule_primitives::Clearing), from which each
//! order's fill follows.
//!
//! An example. Bids for 40 Wh at 120, 35 and 25 Wh at 118, and 50 Wh at 115 meet asks for 30 Wh at
//! 112, 50 Wh at 115 and 40 Wh at 119:
//!
//! | price      | demand | supply | trades | imbalance |
//! |-----------:|-------:|-------:|-------:|----------:|
//! | 112 to 114 |    150 |     30 |     30 |       120 |
//! |        115 |    150 |     80 | **80** |        70 |
//! | 116 to 118 |    100 |     80 | **80** |    **20** |
//! |        119 |     40 |    120 |     40 |        80 |
//! |        120 |     40 |    120 |     40 |        80 |
//!
//! From 115 to 118 the most is traded, and from 116 on with the smallest imbalance. The middle of
//! what remains is **117**: at that price 80 Wh change hands. The asks at 112 and 115 and the bid at
//! 120 fill whole. The bids at 118 are the margin: 40 Wh are left for the 60 they asked for. Their
//! exact shares are 23.33 and 16.67 Wh; the earlier one is rounded up, so they get 24 and 16.
//!
//! | file | what it says |
//! |---|---|
//! | [`clearing`] | the price and the margins, from two histograms |
//! | [`fill`] | one order's fill, from the clearing |
//! | [`allocation`] | the walk over a cleared book: each batch's fill, and who delivers to whom |
//! | `auction` | the books in storage |
//!
//! ### The continuous book
//!
//! The orders at one price are a queue, linked through the orders themselves. Which prices have a
//! queue is kept in an index of bitmaps, so that the best one is found in two reads. Each operation
//! touches a fixed number of items, and a match one more handful per order that it meets.
//!
//! | file | what it says |
//! |---|---|
//! | [`price_index`] | the index |
//! | `continuous` | the books in storage |

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;
// The mock runtime names the crate as its users do, because the benches share it.
#[cfg(test)]
extern crate self as pallet_matching;

pub mod allocation;
mod auction;
pub mod clearing;
mod continuous;
pub mod fill;
pub mod grid;
mod invariants;
pub mod price_index;
mod types;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use allocation::AllocationCursor;
pub use joule_primitives::{CallAuction, ContinuousBook};
pub use pallet::*;
pub use types::*;

use polkadot_sdk::{frame_support, frame_system};

/// The storage, the errors and the configuration.
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use crate::price_index::Bitmap;
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::*;
	use joule_primitives::{BatchIndex, BookId, BookOrderId, PriceTick, ProductId, Side};

	/// The books.
	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What the books leave to the runtime.
	#[pallet::config]
	pub trait Config: polkadot_sdk::frame_system::Config {
		/// The most orders in a batch.
		#[pallet::constant]
		type MaxBatch: Get<u32>;
	}

	// Every key below is a number given out in sequence or one of a small, bounded set, so nobody
	// can choose keys to unbalance the trie, and no hash is needed. What belongs to one book lies
	// together.

	/// The head of each call auction's book.
	#[pallet::storage]
	pub type AuctionBooks<T: Config> = StorageMap<_, Identity, ProductId, AuctionBook>;

	/// What the open orders of a side of a call auction ask for at each limit, in pages of 256
	/// ticks. After clearing: what they asked for when the gate closed.
	#[pallet::storage]
	pub type Histograms<T: Config> = StorageNMap<
		_,
		(NMapKey<Identity, ProductId>, NMapKey<Identity, Side>, NMapKey<Identity, u8>),
		HistogramPage,
		ValueQuery,
	>;

	/// The orders of the call auctions, by time of placing.
	#[pallet::storage]
	pub type Batches<T: Config> = StorageNMap<
		_,
		(NMapKey<Identity, ProductId>, NMapKey<Identity, Side>, NMapKey<Identity, BatchIndex>),
		Batch<T::AccountId, T::MaxBatch>,
	>;

	/// The orders that rest in the continuous books.
	#[pallet::storage]
	pub type RestingOrders<T: Config> =
		StorageMap<_, Identity, BookOrderId, RestingOrder<T::AccountId>>;

	/// The number that the next resting order gets.
	#[pallet::storage]
	pub type NextOrderId<T: Config> = StorageValue<_, BookOrderId, ValueQuery>;

	/// The queue at each price of the continuous books.
	#[pallet::storage]
	pub type PriceLevels<T: Config> = StorageNMap<
		_,
		(NMapKey<Identity, BookId>, NMapKey<Identity, Side>, NMapKey<Identity, PriceTick>),
		PriceLevel,
	>;

	/// Which pages of the price index hold anything.
	#[pallet::storage]
	pub type IndexRoots<T: Config> =
		StorageNMap<_, (NMapKey<Identity, BookId>, NMapKey<Identity, Side>), Bitmap, ValueQuery>;

	/// Which ticks of a page have a queue.
	#[pallet::storage]
	pub type IndexPages<T: Config> = StorageNMap<
		_,
		(NMapKey<Identity, BookId>, NMapKey<Identity, Side>, NMapKey<Identity, u8>),
		Bitmap,
		ValueQuery,
	>;

	#[pallet::error]
	pub enum Error<T> {
		/// The product's book was opened before.
		BookExists,
		/// The product has no book.
		UnknownBook,
		/// The book was cleared and takes no more orders.
		BookCleared,
		/// The batch has no orders.
		EmptyBatch,
		/// The batch has more orders than `MaxBatch`.
		BatchTooLong,
		/// The quantity is zero.
		ZeroQuantity,
		/// The price is zero or above the highest tick.
		PriceOffGrid,
		/// The quantities of the side or level would add up to more than can be counted.
		QuantityOverflow,
		/// There is no such order.
		UnknownOrder,
		/// The order is another account's.
		NotOwner,
		/// The order was cancelled before.
		OrderCancelled,
		/// The taker's own order is next in the queue; an account never trades with itself.
		OwnOrder,
		/// An opposite order would still match, and a book never rests crossed.
		BookCrossed,
		/// Less is left of the order than was asked for.
		NotEnoughLeft,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::MaxBatch::get() > 0, "a batch must be able to hold an order");
			assert!(
				T::MaxBatch::get() <= u32::from(u16::MAX),
				"every order of a batch must have an index of 16 bits"
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(
			_: BlockNumberFor<T>,
		) -> Result<(), polkadot_sdk::sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
