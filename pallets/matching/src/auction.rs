//! The call auctions' books in storage.

use crate::{
	clearing,
	grid::{page_and_slot, AUCTION_GRID, AUCTION_PAGES, AUCTION_TICKS},
	AllocationCursor, AuctionBook, AuctionBooks, Batch, Batches, Config, Error, Histograms, Pallet,
};
use alloc::vec::Vec;
use joule_primitives::{
	BatchIndex, CallAuction, Clearing, Fill, OrderId, OrderTerms, PriceTick, ProductId, Side, Wh,
};
use polkadot_sdk::{
	frame_support::{ensure, BoundedVec},
	sp_core::Get,
	sp_runtime::{ArithmeticError, DispatchError, DispatchResult},
};

impl<T: Config> CallAuction<T::AccountId> for Pallet<T> {
	type Cursor = AllocationCursor<T::AccountId>;

	fn price_range() -> (PriceTick, PriceTick) {
		AUCTION_GRID.range()
	}

	fn max_batch() -> u32 {
		T::MaxBatch::get()
	}

	fn grid_pages() -> u32 {
		AUCTION_PAGES.into()
	}

	fn open_book(product: ProductId) -> DispatchResult {
		ensure!(!AuctionBooks::<T>::contains_key(product), Error::<T>::BookExists);
		AuctionBooks::<T>::insert(product, AuctionBook::default());
		Ok(())
	}

	fn place(
		product: ProductId,
		side: Side,
		owner: &T::AccountId,
		orders: Vec<OrderTerms>,
	) -> Result<BatchIndex, DispatchError> {
		let mut book = Self::gathering_book(product)?;
		ensure!(!orders.is_empty(), Error::<T>::EmptyBatch);
		let orders = BoundedVec::try_from(orders).map_err(|_| Error::<T>::BatchTooLong)?;
		orders.iter().try_for_each(Self::ensure_sound)?;

		let head = book.side_mut(side);
		let index = head.batches;
		head.batches = index.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		head.total_wh = orders
			.iter()
			.try_fold(head.total_wh, |total, order| total.checked_add(order.quantity_wh))
			.ok_or(Error::<T>::QuantityOverflow)?;

		AuctionBooks::<T>::insert(product, book);
		Self::add_to_histogram(product, side, orders.to_vec());
		Batches::<T>::insert((product, side, index), Batch { owner: owner.clone(), orders });
		Ok(index)
	}

	fn amend(
		product: ProductId,
		order: OrderId,
		owner: &T::AccountId,
		terms: OrderTerms,
	) -> Result<OrderTerms, DispatchError> {
		Self::replace(product, order, owner, |_| Self::ensure_sound(&terms).map(|()| terms))
	}

	fn cancel(
		product: ProductId,
		order: OrderId,
		owner: &T::AccountId,
	) -> Result<OrderTerms, DispatchError> {
		Self::replace(product, order, owner, |old| Ok(OrderTerms { quantity_wh: Wh::ZERO, ..old }))
	}

	fn clear(product: ProductId) -> Result<Clearing, DispatchError> {
		let mut book = Self::gathering_book(product)?;
		let bids = Self::histogram(product, Side::Bid);
		let asks = Self::histogram(product, Side::Ask);
		let clearing = clearing::clear(&bids, &asks);
		book.clearing = Some(clearing);
		AuctionBooks::<T>::insert(product, book);
		Ok(clearing)
	}

	fn clearing(product: ProductId) -> Option<Clearing> {
		AuctionBooks::<T>::get(product)?.clearing
	}

	fn allocate(product: ProductId, cursor: &mut Self::Cursor) -> Option<Fill<T::AccountId>> {
		let book = AuctionBooks::<T>::get(product)?;
		cursor.step(&book.clearing?, book.batch_counts(), |side, index| {
			Self::batch(product, side, index)
		})
	}

	fn batch(
		product: ProductId,
		side: Side,
		batch: BatchIndex,
	) -> Option<(T::AccountId, Vec<OrderTerms>)> {
		let batch = Batches::<T>::get((product, side, batch))?;
		Some((batch.owner, batch.orders.into_inner()))
	}

	fn batch_counts(product: ProductId) -> (BatchIndex, BatchIndex) {
		AuctionBooks::<T>::get(product).map_or((0, 0), |book| book.batch_counts())
	}

	fn depth(product: ProductId, side: Side, levels: u32) -> Vec<(PriceTick, Wh)> {
		clearing::best_first(side, &Self::histogram(product, side)).take(levels as usize).collect()
	}

	fn remove_batch(product: ProductId, side: Side, batch: BatchIndex) {
		if Self::clearing(product).is_some() {
			Batches::<T>::remove((product, side, batch));
		}
	}

	fn close_book(product: ProductId) {
		if Self::clearing(product).is_some() {
			for page in 0..AUCTION_PAGES {
				Histograms::<T>::remove((product, Side::Bid, page));
				Histograms::<T>::remove((product, Side::Ask, page));
			}
			AuctionBooks::<T>::remove(product);
		}
	}
}

impl<T: Config> Pallet<T> {
	/// The quantities of one side, indexed by tick.
	pub(crate) fn histogram(product: ProductId, side: Side) -> Vec<Wh> {
		let mut levels = Vec::with_capacity(AUCTION_TICKS as usize);
		for page in 0..AUCTION_PAGES {
			levels.extend(Histograms::<T>::get((product, side, page)).levels());
		}
		levels
	}

	fn gathering_book(product: ProductId) -> Result<AuctionBook, DispatchError> {
		let book = AuctionBooks::<T>::get(product).ok_or(Error::<T>::UnknownBook)?;
		ensure!(book.clearing.is_none(), Error::<T>::BookCleared);
		Ok(book)
	}

	fn ensure_sound(order: &OrderTerms) -> DispatchResult {
		ensure!(!order.quantity_wh.is_zero(), Error::<T>::ZeroQuantity);
		ensure!(AUCTION_GRID.contains(order.limit), Error::<T>::PriceOffGrid);
		Ok(())
	}

	/// Puts new terms in the place of an open order's and returns the old ones.
	fn replace(
		product: ProductId,
		order: OrderId,
		owner: &T::AccountId,
		replacement: impl FnOnce(OrderTerms) -> Result<OrderTerms, DispatchError>,
	) -> Result<OrderTerms, DispatchError> {
		let OrderId { side, batch: batch_index, index } = order;
		let mut book = Self::gathering_book(product)?;
		let mut batch =
			Batches::<T>::get((product, side, batch_index)).ok_or(Error::<T>::UnknownOrder)?;
		ensure!(batch.owner == *owner, Error::<T>::NotOwner);
		let terms = batch.orders.get_mut(usize::from(index)).ok_or(Error::<T>::UnknownOrder)?;
		ensure!(!terms.quantity_wh.is_zero(), Error::<T>::OrderCancelled);

		let old = *terms;
		let new = replacement(old)?;
		*terms = new;
		let head = book.side_mut(side);
		head.total_wh = head
			.total_wh
			.saturating_sub(old.quantity_wh)
			.checked_add(new.quantity_wh)
			.ok_or(Error::<T>::QuantityOverflow)?;

		AuctionBooks::<T>::insert(product, book);
		Self::subtract_from_histogram(product, side, old);
		Self::add_to_histogram(product, side, alloc::vec![new]);
		Batches::<T>::insert((product, side, batch_index), batch);
		Ok(old)
	}

	/// Adds orders to the histogram. Sorted by limit, they need each page once.
	fn add_to_histogram(product: ProductId, side: Side, mut orders: Vec<OrderTerms>) {
		orders.sort_unstable_by_key(|order| order.limit);
		let page_of = |order: &OrderTerms| page_and_slot(order.limit).0;
		for neighbours in orders.chunk_by(|left, right| page_of(left) == page_of(right)) {
			let Some(page) = neighbours.first().map(page_of) else { continue };
			Histograms::<T>::mutate((product, side, page), |levels| {
				for order in neighbours {
					levels.add(page_and_slot(order.limit).1, order.quantity_wh);
				}
			});
		}
	}

	fn subtract_from_histogram(product: ProductId, side: Side, order: OrderTerms) {
		let (page, slot) = page_and_slot(order.limit);
		Histograms::<T>::mutate((product, side, page), |levels| {
			levels.subtract(slot, order.quantity_wh)
		});
	}
}
