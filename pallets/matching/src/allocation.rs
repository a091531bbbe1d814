//! Walking a cleared book: what each batch was filled with, and who delivers to whom.
//!
//! Two fingers move over the book, one along the bids and one along the asks, both in order of
//! placing. A side whose finger has nothing left to pair moves on to its next batch and reports
//! that batch's fill. When both have something, the smaller of the two is a pair: so much is
//! delivered from the one to the other. As either side's fills sum up to the volume traded, both
//! fingers arrive at the end with nothing left.
//!
//! A step looks at one batch at most, so the walk can stop and go on anywhere. All that it must
//! remember is in the cursor.

use crate::fill::fill;
use alloc::vec::Vec;
use codec::{Decode, Encode, MaxEncodedLen};
use joule_primitives::{BatchIndex, Clearing, Ecoin, Fill, OrderTerms, Side, Wh};
use polkadot_sdk::frame_support::DefaultNoBound;
use scale_info::TypeInfo;

/// A batch as the cursor reads it: whose it is, and its orders.
pub type OwnedOrders<AccountId> = (AccountId, Vec<OrderTerms>);

/// Where the allocation of a book stands. The default is its beginning.
#[derive(Clone, Debug, DefaultNoBound, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct AllocationCursor<AccountId> {
	bids: Finger<AccountId>,
	asks: Finger<AccountId>,
}

/// How far one side has come.
#[derive(Clone, Debug, DefaultNoBound, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
struct Finger<AccountId> {
	/// The first batch not reached yet.
	next_batch: BatchIndex,
	/// What the orders at the margin in the batches behind asked for.
	queued_wh: Wh,
	/// The batch under the finger; `None` before the first.
	reached: Option<Reached<AccountId>>,
}

/// A batch that was reached.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
struct Reached<AccountId> {
	batch: BatchIndex,
	owner: AccountId,
	/// What it was filled with and has no counterpart for yet.
	unpaired_wh: Wh,
}

impl<AccountId: Clone> AllocationCursor<AccountId> {
	/// The next step, or `None` when the allocation is complete.
	///
	/// `counts` are the numbers of batches: bids, asks. `read` is asked for one batch at most.
	pub fn step(
		&mut self,
		clearing: &Clearing,
		counts: (BatchIndex, BatchIndex),
		read: impl FnOnce(Side, BatchIndex) -> Option<OwnedOrders<AccountId>>,
	) -> Option<Fill<AccountId>> {
		if self.bids.moves_on(counts.0) {
			self.bids.advance(Side::Bid, clearing, read)
		} else if self.asks.moves_on(counts.1) {
			self.asks.advance(Side::Ask, clearing, read)
		} else {
			self.pair()
		}
	}

	fn pair(&mut self) -> Option<Fill<AccountId>> {
		let (bid, ask) = (self.bids.reached.as_mut()?, self.asks.reached.as_mut()?);
		let quantity_wh = bid.unpaired_wh.min(ask.unpaired_wh);
		if quantity_wh.is_zero() {
			return None;
		}
		bid.unpaired_wh = bid.unpaired_wh.saturating_sub(quantity_wh);
		ask.unpaired_wh = ask.unpaired_wh.saturating_sub(quantity_wh);
		Some(Fill::Pair {
			ask_batch: ask.batch,
			seller: ask.owner.clone(),
			bid_batch: bid.batch,
			buyer: bid.owner.clone(),
			quantity_wh,
		})
	}
}

impl<AccountId: Clone> Finger<AccountId> {
	/// Whether this side has nothing left to pair and a batch to go to.
	fn moves_on(&self, count: BatchIndex) -> bool {
		let has_unpaired = self.reached.as_ref().is_some_and(|at| !at.unpaired_wh.is_zero());
		!has_unpaired && self.next_batch < count
	}

	fn advance(
		&mut self,
		side: Side,
		clearing: &Clearing,
		read: impl FnOnce(Side, BatchIndex) -> Option<OwnedOrders<AccountId>>,
	) -> Option<Fill<AccountId>> {
		let batch = self.next_batch;
		let (owner, orders) = read(side, batch)?;
		let ordered_wh = orders.iter().map(|order| order.quantity_wh).sum();
		let value_at_limit = orders.iter().map(OrderTerms::value_at_limit).sum::<Ecoin>();
		let filled_wh =
			orders.iter().map(|order| fill(side, order, clearing, &mut self.queued_wh)).sum();
		self.next_batch = batch.saturating_add(1);
		self.reached = Some(Reached { batch, owner: owner.clone(), unpaired_wh: filled_wh });
		Some(Fill::Batch { side, batch, owner, ordered_wh, value_at_limit, filled_wh })
	}
}
