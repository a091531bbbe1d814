//! The call auction: orders gathered until gate closure, one uniform clearing price.
//!
//! Life of a product's book:
//!
//! 1. [`open_book`](CallAuction::open_book): the book is empty.
//! 2. [`place`](CallAuction::place), [`amend`](CallAuction::amend),
//!    [`cancel`](CallAuction::cancel): orders gather. The cost of an order does not depend on how
//!    many there are. When and by whom this is allowed is the caller's to decide.
//! 3. [`clear`](CallAuction::clear): the clearing price is found from the quantities at each tick.
//!    The book takes no order after that.
//! 4. [`allocate`](CallAuction::allocate), again and again: the book walks its batches in the order
//!    of placing and says what each was filled with, and who delivers to whom.
//! 5. [`remove_batch`](CallAuction::remove_batch) for each batch and
//!    [`close_book`](CallAuction::close_book): what is no longer needed goes.
//!
//! The book knows quantities, prices and priority. It knows no money: what a batch was filled with
//! is a [`Fill`] in Wh, and the caller pays.

use crate::units::{Ecoin, PriceTick, Wh};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, FullCodec, MaxEncodedLen};
use polkadot_sdk::sp_runtime::{DispatchError, DispatchResult};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// A tradable product: energy in one zone during one delivery period.
pub type ProductId = u32;

/// The place of a batch among the batches of one side of a product, by time of placing.
pub type BatchIndex = u32;

/// The side of the market.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub enum Side {
	/// Wants to buy.
	Bid,
	/// Wants to sell.
	Ask,
}

impl Side {
	/// The other side.
	pub const fn opposite(self) -> Self {
		match self {
			Self::Bid => Self::Ask,
			Self::Ask => Self::Bid,
		}
	}

	/// Whether a limit of this side accepts the price: a bid pays at most its limit, an ask takes
	/// at least its limit.
	pub fn accepts(self, limit: PriceTick, price: PriceTick) -> bool {
		match self {
			Self::Bid => price <= limit,
			Self::Ask => price >= limit,
		}
	}
}

/// What an order asks for: so much energy at no worse than a limit price.
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
	Serialize,
	Deserialize,
)]
pub struct OrderTerms {
	/// The limit: the most a bid pays, the least an ask takes.
	pub limit: PriceTick,
	/// How much energy. Zero in a stored order means that it was cancelled.
	pub quantity_wh: Wh,
}

impl OrderTerms {
	/// What the whole order is worth at its limit.
	pub fn value_at_limit(&self) -> Ecoin {
		self.quantity_wh * self.limit
	}
}

/// Where an order stands: the `index`-th order of a batch.
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
	Serialize,
	Deserialize,
)]
pub struct OrderId {
	/// Which side of the book.
	pub side: Side,
	/// Which batch of that side.
	pub batch: BatchIndex,
	/// Which order of the batch.
	pub index: u16,
}

/// Where one side of a cleared book runs out: orders with better limits fill whole, worse ones not
/// at all, those at the margin share what is left.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub struct Margin {
	/// The limit price of the orders at the margin.
	pub limit: PriceTick,
	/// What all orders at that limit asked for.
	pub offered_wh: Wh,
	/// What is left for them.
	pub filled_wh: Wh,
}

/// The outcome of a clearing. From it and an order follows the order's fill.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub struct Clearing {
	/// The one price of every fill. Zero if nothing was traded.
	pub price: PriceTick,
	/// What was traded in all. Zero if no bid met an ask.
	pub volume_wh: Wh,
	/// Where the bids run out.
	pub bid_margin: Margin,
	/// Where the asks run out.
	pub ask_margin: Margin,
}

/// What a step of the allocation found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fill<AccountId> {
	/// A batch was reached: this is what its orders were filled with, all together.
	Batch {
		/// Which side the batch is on.
		side: Side,
		/// Which batch it is.
		batch: BatchIndex,
		/// Whose orders they are.
		owner: AccountId,
		/// What the orders asked for when the gate closed.
		ordered_wh: Wh,
		/// What the orders are worth at their limits when the gate closed.
		value_at_limit: Ecoin,
		/// What they were filled with.
		filled_wh: Wh,
	},
	/// A seller's batch delivers to a buyer's batch.
	Pair {
		/// The batch that delivers.
		ask_batch: BatchIndex,
		/// Who delivers.
		seller: AccountId,
		/// The batch that is delivered to.
		bid_batch: BatchIndex,
		/// Who is delivered to.
		buyer: AccountId,
		/// How much.
		quantity_wh: Wh,
	},
}

/// The books of the call auctions, one a product. See the [module](self) for their life.
pub trait CallAuction<AccountId> {
	/// Where an allocation stands. The default is its beginning; the caller keeps it between steps.
	type Cursor: FullCodec
		+ Clone
		+ Default
		+ PartialEq
		+ core::fmt::Debug
		+ MaxEncodedLen
		+ TypeInfo;

	/// The lowest and the highest limit that an order may have.
	fn price_range() -> (PriceTick, PriceTick);

	/// The most orders in a batch.
	fn max_batch() -> u32;

	/// How many pages the price grid is stored in: a batch touches at most as many of them, and no
	/// more than it has orders.
	fn grid_pages() -> u32;

	/// Opens the book of a product. Fails if it was opened before.
	fn open_book(product: ProductId) -> DispatchResult;

	/// Adds a batch of orders of one account on one side.
	///
	/// Errors: no such book, cleared already, empty or over-long batch, zero quantity, limit off
	/// the grid, quantities too large.
	fn place(
		product: ProductId,
		side: Side,
		owner: &AccountId,
		orders: Vec<OrderTerms>,
	) -> Result<BatchIndex, DispatchError>;

	/// Puts new terms in an order's place and returns the old ones. Its time of placing stays.
	///
	/// Errors: as for [`place`](Self::place), and no such order, another's order, cancelled order.
	fn amend(
		product: ProductId,
		order: OrderId,
		owner: &AccountId,
		terms: OrderTerms,
	) -> Result<OrderTerms, DispatchError>;

	/// Takes an order out and returns what its terms were.
	///
	/// Errors: no such book or order, another's order, cancelled already, cleared already.
	fn cancel(
		product: ProductId,
		order: OrderId,
		owner: &AccountId,
	) -> Result<OrderTerms, DispatchError>;

	/// Finds the clearing price, once. Its cost depends on the number of ticks, not of orders.
	///
	/// Errors: no such book, cleared already.
	fn clear(product: ProductId) -> Result<Clearing, DispatchError>;

	/// The outcome, once cleared.
	fn clearing(product: ProductId) -> Option<Clearing>;

	/// The next step of the allocation, or `None` when it is complete.
	///
	/// Touches at most one batch. All bids and asks are reached, filled or not; pairs come as soon
	/// as both their batches were reached. The sum of the pairs is the volume traded, to the Wh.
	fn allocate(product: ProductId, cursor: &mut Self::Cursor) -> Option<Fill<AccountId>>;

	/// The orders of a batch and whose they are; cancelled ones have quantity zero.
	fn batch(
		product: ProductId,
		side: Side,
		batch: BatchIndex,
	) -> Option<(AccountId, Vec<OrderTerms>)>;

	/// How many batches each side has had: bids, asks.
	fn batch_counts(product: ProductId) -> (BatchIndex, BatchIndex);

	/// What stands at each limit on one side, best limit first, levels without orders left out,
	/// at most `levels` of them.
	fn depth(product: ProductId, side: Side, levels: u32) -> Vec<(PriceTick, Wh)>;

	/// Removes a batch of a cleared book, for good.
	fn remove_batch(product: ProductId, side: Side, batch: BatchIndex);

	/// Removes what is left of a cleared book once its batches are gone.
	fn close_book(product: ProductId);
}
