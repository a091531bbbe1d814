//! What must hold between blocks.
//!
//! Of the call auctions:
//!
//! 1. Every batch belongs to a book and has a number given out; while the book gathers, none of the
//!    numbers given out is missing.
//! 2. Every open order has a limit on the grid, and no batch is empty.
//! 3. While a book gathers, its histograms say exactly what its open orders ask for.
//! 4. A side's total is the sum of its histogram.
//! 5. A clearing is what the histograms say.
//!
//! Of the continuous books:
//!
//! 6. Every resting order is on the grid, has something left, and a number given out.
//! 7. Every resting order stands in exactly one queue, that of its book, side and price; neighbours
//!    in a queue know each other.
//! 8. A level's total is what is left of the orders in its queue.
//! 9. A tick is in the index exactly if it has a queue, and no empty bitmap is stored.
//! 10. No book rests crossed.

use crate::{
	clearing,
	grid::{page_and_slot, tick_at, AUCTION_GRID, AUCTION_PAGES, CONTINUOUS_GRID},
	AuctionBook, AuctionBooks, Batches, Config, ContinuousBook, Histograms, IndexPages, IndexRoots,
	NextOrderId, Pallet, PriceLevel, PriceLevels, RestingOrders,
};
use alloc::{collections::BTreeMap, vec::Vec};
use joule_primitives::{BookId, BookOrderId, PriceTick, ProductId, Side, Wh};
use polkadot_sdk::{frame_support::ensure, sp_runtime::TryRuntimeError};

type Verdict = Result<(), TryRuntimeError>;

/// The queue of a price: book, side, price.
type LevelKey = (BookId, Side, PriceTick);

impl<T: Config> Pallet<T> {
	/// Checks every invariant; see the module's docs for the numbers.
	pub fn do_try_state() -> Verdict {
		Self::check_batches()?;
		for (product, book) in AuctionBooks::<T>::iter() {
			for side in [Side::Bid, Side::Ask] {
				Self::check_histogram(product, &book, side)?;
			}
			Self::check_clearing(product, &book)?;
		}
		Self::check_histograms_have_books()?;
		Self::check_resting_orders()?;
		Self::check_queues()?;
		Self::check_index()?;
		Self::check_uncrossed()
	}

	/// Invariants 1 and 2.
	fn check_batches() -> Verdict {
		let mut found = BTreeMap::<(ProductId, Side), u32>::new();
		for ((product, side, index), batch) in Batches::<T>::iter() {
			let book = AuctionBooks::<T>::get(product).ok_or("1: a batch without a book")?;
			ensure!(index < book.side(side).batches, "1: a batch's number was not given out");
			*found.entry((product, side)).or_default() += 1;
			ensure!(!batch.orders.is_empty(), "2: an empty batch");
			ensure!(
				batch.orders.iter().all(|order| AUCTION_GRID.contains(order.limit)),
				"2: a limit off the grid"
			);
		}
		for (product, book) in AuctionBooks::<T>::iter().filter(|(_, b)| b.clearing.is_none()) {
			for side in [Side::Bid, Side::Ask] {
				let batches = found.get(&(product, side)).copied().unwrap_or_default();
				ensure!(batches == book.side(side).batches, "1: a batch is missing");
			}
		}
		Ok(())
	}

	/// Invariants 3 and 4 for one side of a book.
	fn check_histogram(product: ProductId, book: &AuctionBook, side: Side) -> Verdict {
		let histogram = Self::histogram(product, side);
		if book.clearing.is_none() {
			let mut expected = BTreeMap::<PriceTick, Wh>::new();
			for (_, batch) in Batches::<T>::iter_prefix((product, side)) {
				for order in batch.orders.iter().filter(|order| !order.quantity_wh.is_zero()) {
					let level = expected.entry(order.limit).or_default();
					*level = level.saturating_add(order.quantity_wh);
				}
			}
			let levels = clearing::best_first(Side::Ask, &histogram);
			ensure!(levels.eq(expected), "3: a histogram differs from its orders");
		}
		let total_wh: u128 = histogram.iter().map(|level| u128::from(level.0)).sum();
		ensure!(
			total_wh == u128::from(book.side(side).total_wh.0),
			"4: a side's total is not its sum"
		);
		Ok(())
	}

	/// Invariant 5.
	fn check_clearing(product: ProductId, book: &AuctionBook) -> Verdict {
		if let Some(clearing) = &book.clearing {
			let bids = Self::histogram(product, Side::Bid);
			let asks = Self::histogram(product, Side::Ask);
			ensure!(*clearing == clearing::clear(&bids, &asks), "5: a clearing is not what it was");
		}
		Ok(())
	}

	/// Invariant 4 where there is no book.
	fn check_histograms_have_books() -> Verdict {
		for (product, _, page) in Histograms::<T>::iter_keys() {
			ensure!(AuctionBooks::<T>::contains_key(product), "4: a histogram without a book");
			ensure!(page < AUCTION_PAGES, "4: a page beyond the grid");
		}
		Ok(())
	}

	/// Invariant 6.
	fn check_resting_orders() -> Verdict {
		for (id, resting) in RestingOrders::<T>::iter() {
			ensure!(CONTINUOUS_GRID.contains(resting.order.limit), "6: a price off the grid");
			ensure!(!resting.order.remaining_wh.is_zero(), "6: a resting order without rest");
			ensure!(id < NextOrderId::<T>::get(), "6: an order's number was not given out");
		}
		Ok(())
	}

	/// Invariants 7 and 8. As each queue's walk ends at its tail and the walks together meet as
	/// many orders as there are, each is met once.
	fn check_queues() -> Verdict {
		let mut met = 0;
		for (key, level) in PriceLevels::<T>::iter() {
			met += Self::check_queue(key, &level)?;
		}
		ensure!(met == RestingOrders::<T>::iter_keys().count(), "7: an order in no queue");
		Ok(())
	}

	fn check_queue(
		(book, side, price): LevelKey,
		level: &PriceLevel,
	) -> Result<usize, TryRuntimeError> {
		let mut total_wh = 0u128;
		let mut queue = Vec::<BookOrderId>::new();
		let mut next = Some(level.head);
		while let Some(id) = next {
			let resting = RestingOrders::<T>::get(id).ok_or("7: a queue leads nowhere")?;
			let order = &resting.order;
			ensure!(
				(order.book, order.side, order.limit) == (book, side, price),
				"7: an order in another's queue"
			);
			// Links that agree both ways cannot form a loop: the head has nobody ahead.
			ensure!(resting.ahead == queue.last().copied(), "7: neighbours disagree");
			total_wh += u128::from(order.remaining_wh.0);
			queue.push(id);
			next = resting.behind;
		}
		ensure!(queue.last() == Some(&level.tail), "7: a queue does not end at its tail");
		ensure!(total_wh == u128::from(level.total_wh.0), "8: a level's total is not its sum");
		Ok(queue.len())
	}

	/// Invariant 9.
	fn check_index() -> Verdict {
		for (book, side, price) in PriceLevels::<T>::iter_keys() {
			let (page, slot) = page_and_slot(price);
			let (root, slots) =
				(IndexRoots::<T>::get((book, side)), IndexPages::<T>::get((book, side, page)));
			ensure!(root.contains(page) && slots.contains(slot), "9: a queue is not in the index");
		}
		for ((book, side, page), slots) in IndexPages::<T>::iter() {
			ensure!(!slots.is_empty(), "9: an empty page is stored");
			for slot in (0..=u8::MAX).filter(|slot| slots.contains(*slot)) {
				ensure!(
					PriceLevels::<T>::contains_key((book, side, tick_at(page, slot))),
					"9: a tick without a queue"
				);
			}
		}
		for ((book, side), root) in IndexRoots::<T>::iter() {
			ensure!(!root.is_empty(), "9: an empty root is stored");
			for page in (0..=u8::MAX).filter(|page| root.contains(*page)) {
				ensure!(
					IndexPages::<T>::contains_key((book, side, page)),
					"9: a page without ticks"
				);
			}
		}
		Ok(())
	}

	/// Invariant 10.
	fn check_uncrossed() -> Verdict {
		for (book, side) in IndexRoots::<T>::iter_keys() {
			let best = (Self::best(book, side), Self::best(book, side.opposite()));
			let (Some(own), Some(other)) = best else { continue };
			ensure!(!side.accepts(own, other), "10: a book rests crossed");
		}
		Ok(())
	}
}
