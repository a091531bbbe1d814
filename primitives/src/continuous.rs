//! The continuous book: resting orders matched by price-time priority.
//!
//! One book a zone and vintage. An order that arrives trades with the best resting orders of the
//! other side, each at the resting order's price and the oldest first within a price; what is left
//! may rest itself. Or somebody picks one resting order and takes all or part of it. Each
//! operation touches a bounded number of storage items, however many orders rest.
//!
//! Like the call auction, the book knows no money: it says what traded, the caller pays.

use crate::{
	auction::Side,
	calendar::Vintage,
	participants::ZoneId,
	units::{PriceTick, Wh},
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use polkadot_sdk::sp_runtime::DispatchError;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Which book: energy of one month in one zone.
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
pub struct BookId {
	/// Where the energy is traded.
	pub zone: ZoneId,
	/// Which month's energy it is.
	pub vintage: Vintage,
}

/// The number of a resting order, never used twice.
pub type BookOrderId = u64;

/// An order at rest.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct BookOrder<AccountId> {
	/// The book it rests in.
	pub book: BookId,
	/// Whose it is.
	pub owner: AccountId,
	/// Which side it is on.
	pub side: Side,
	/// Its price.
	pub limit: PriceTick,
	/// What is left of it.
	pub remaining_wh: Wh,
}

/// One trade between an arriving order and a resting one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crossing<AccountId> {
	/// The resting order.
	pub resting: BookOrderId,
	/// Whose it was.
	pub owner: AccountId,
	/// The price: the resting order's.
	pub price: PriceTick,
	/// How much traded.
	pub quantity_wh: Wh,
	/// What is left of the resting order; at zero it is gone.
	pub remaining_wh: Wh,
}

/// The continuous books. See the [module](self).
pub trait ContinuousBook<AccountId> {
	/// The lowest and the highest limit that an order may have.
	fn price_range() -> (PriceTick, PriceTick);

	/// Trades up to `quantity_wh` against the best resting orders of the other side, as far as
	/// `limit` accepts their prices, with at most `max_crossings` of them.
	///
	/// Errors: zero quantity, limit off the grid; and the taker's own order is next in the queue
	/// (an account never trades with itself: it must cancel that one first).
	fn cross(
		book: BookId,
		side: Side,
		taker: &AccountId,
		limit: PriceTick,
		quantity_wh: Wh,
		max_crossings: u32,
	) -> Result<Vec<Crossing<AccountId>>, DispatchError>;

	/// Lets an order rest behind those at the same price.
	///
	/// Errors: zero quantity, limit off the grid; and an opposite order would still match
	/// (a book never rests crossed: cross it further first).
	fn rest(
		book: BookId,
		side: Side,
		owner: &AccountId,
		limit: PriceTick,
		quantity_wh: Wh,
	) -> Result<BookOrderId, DispatchError>;

	/// Takes all or part of one resting order, whatever its place in the queue.
	///
	/// Errors: no such order, the taker's own order, zero quantity, more than is left.
	fn take(
		order: BookOrderId,
		taker: &AccountId,
		quantity_wh: Wh,
	) -> Result<Crossing<AccountId>, DispatchError>;

	/// Takes an order out of the book.
	///
	/// Errors: no such order, another's order.
	fn withdraw(
		order: BookOrderId,
		owner: &AccountId,
	) -> Result<BookOrder<AccountId>, DispatchError>;

	/// A resting order.
	fn order(order: BookOrderId) -> Option<BookOrder<AccountId>>;

	/// Every resting order, in no particular order: for audits and for views that are read off
	/// chain, never for a call.
	fn resting() -> Vec<(BookOrderId, BookOrder<AccountId>)>;

	/// The best resting price of a side.
	fn best(book: BookId, side: Side) -> Option<PriceTick>;

	/// What rests at each price of a side, best first, at most `levels` of them.
	fn depth(book: BookId, side: Side, levels: u32) -> Vec<(PriceTick, Wh)>;
}
