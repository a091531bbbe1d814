//! The continuous books in storage.

use crate::{
	grid::{page_and_slot, CONTINUOUS_GRID},
	price_index, Config, Error, IndexPages, IndexRoots, NextOrderId, Pallet, PriceLevel,
	PriceLevels, RestingOrder, RestingOrders,
};
use alloc::vec::Vec;
use joule_primitives::{
	BookId, BookOrder, BookOrderId, ContinuousBook, Crossing, PriceTick, Side, Wh,
};
use polkadot_sdk::{
	frame_support::{ensure, storage::with_storage_layer},
	sp_runtime::{ArithmeticError, DispatchError, DispatchResult},
};

impl<T: Config> ContinuousBook<T::AccountId> for Pallet<T> {
	fn price_range() -> (PriceTick, PriceTick) {
		CONTINUOUS_GRID.range()
	}

	fn cross(
		book: BookId,
		side: Side,
		taker: &T::AccountId,
		limit: PriceTick,
		quantity_wh: Wh,
		max_crossings: u32,
	) -> Result<Vec<Crossing<T::AccountId>>, DispatchError> {
		Self::ensure_tradable(limit, quantity_wh)?;
		// The taker's own order may turn up behind others', and then none of it must have happened.
		with_storage_layer(|| {
			let mut crossings = Vec::new();
			let mut wanted_wh = quantity_wh;
			for _ in 0..max_crossings {
				let Some((id, resting)) = Self::next_match(book, side, limit) else { break };
				let crossing_wh = wanted_wh.min(resting.order.remaining_wh);
				crossings.push(Self::trade(id, resting, taker, crossing_wh)?);
				wanted_wh = wanted_wh.saturating_sub(crossing_wh);
				if wanted_wh.is_zero() {
					break;
				}
			}
			Ok(crossings)
		})
	}

	fn rest(
		book: BookId,
		side: Side,
		owner: &T::AccountId,
		limit: PriceTick,
		quantity_wh: Wh,
	) -> Result<BookOrderId, DispatchError> {
		Self::ensure_tradable(limit, quantity_wh)?;
		let crossed = Self::best(book, side.opposite()).is_some_and(|p| side.accepts(limit, p));
		ensure!(!crossed, Error::<T>::BookCrossed);
		let remaining_wh = quantity_wh;
		Self::enqueue(BookOrder { book, owner: owner.clone(), side, limit, remaining_wh })
	}

	fn take(
		order: BookOrderId,
		taker: &T::AccountId,
		quantity_wh: Wh,
	) -> Result<Crossing<T::AccountId>, DispatchError> {
		let resting = RestingOrders::<T>::get(order).ok_or(Error::<T>::UnknownOrder)?;
		ensure!(!quantity_wh.is_zero(), Error::<T>::ZeroQuantity);
		Self::trade(order, resting, taker, quantity_wh)
	}

	fn withdraw(
		order: BookOrderId,
		owner: &T::AccountId,
	) -> Result<BookOrder<T::AccountId>, DispatchError> {
		let resting = RestingOrders::<T>::get(order).ok_or(Error::<T>::UnknownOrder)?;
		ensure!(resting.order.owner == *owner, Error::<T>::NotOwner);
		let withdrawn = resting.order.clone();
		Self::dequeue(order, resting);
		Ok(withdrawn)
	}

	fn order(order: BookOrderId) -> Option<BookOrder<T::AccountId>> {
		RestingOrders::<T>::get(order).map(|resting| resting.order)
	}

	fn resting() -> Vec<(BookOrderId, BookOrder<T::AccountId>)> {
		RestingOrders::<T>::iter().map(|(id, resting)| (id, resting.order)).collect()
	}

	fn best(book: BookId, side: Side) -> Option<PriceTick> {
		let root = IndexRoots::<T>::get((book, side));
		price_index::best(side, &root, |page| IndexPages::<T>::get((book, side, page)))
	}

	fn depth(book: BookId, side: Side, levels: u32) -> Vec<(PriceTick, Wh)> {
		core::iter::successors(Self::best(book, side), |price| Self::next_worse(book, side, *price))
			.take(levels as usize)
			.filter_map(|price| Some((price, PriceLevels::<T>::get((book, side, price))?.total_wh)))
			.collect()
	}
}

impl<T: Config> Pallet<T> {
	fn ensure_tradable(limit: PriceTick, quantity_wh: Wh) -> DispatchResult {
		ensure!(!quantity_wh.is_zero(), Error::<T>::ZeroQuantity);
		ensure!(CONTINUOUS_GRID.contains(limit), Error::<T>::PriceOffGrid);
		Ok(())
	}

	/// The resting order that an arriving order of `side` trades with first, if any.
	fn next_match(
		book: BookId,
		side: Side,
		limit: PriceTick,
	) -> Option<(BookOrderId, RestingOrder<T::AccountId>)> {
		let price =
			Self::best(book, side.opposite()).filter(|price| side.accepts(limit, *price))?;
		let id = PriceLevels::<T>::get((book, side.opposite(), price))?.head;
		Some((id, RestingOrders::<T>::get(id)?))
	}

	/// Trades a quantity against a resting order, which leaves the book when nothing is left of it.
	fn trade(
		id: BookOrderId,
		mut resting: RestingOrder<T::AccountId>,
		taker: &T::AccountId,
		quantity_wh: Wh,
	) -> Result<Crossing<T::AccountId>, DispatchError> {
		let BookOrder { book, side, limit: price, .. } = resting.order;
		ensure!(resting.order.owner != *taker, Error::<T>::OwnOrder);
		let remaining_wh =
			resting.order.remaining_wh.checked_sub(quantity_wh).ok_or(Error::<T>::NotEnoughLeft)?;
		let owner = resting.order.owner.clone();

		if remaining_wh.is_zero() {
			Self::dequeue(id, resting);
		} else {
			resting.order.remaining_wh = remaining_wh;
			RestingOrders::<T>::insert(id, resting);
			Self::update_level(book, side, price, |level| {
				level.total_wh = level.total_wh.saturating_sub(quantity_wh);
			});
		}
		Ok(Crossing { resting: id, owner, price, quantity_wh, remaining_wh })
	}

	/// Puts an order at the end of the queue at its price.
	fn enqueue(order: BookOrder<T::AccountId>) -> Result<BookOrderId, DispatchError> {
		let BookOrder { book, side, limit, remaining_wh, .. } = order;
		let id = NextOrderId::<T>::get();
		let next_id = id.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		let queue = PriceLevels::<T>::get((book, side, limit));
		let total_wh = queue
			.as_ref()
			.map_or(Wh::ZERO, |level| level.total_wh)
			.checked_add(remaining_wh)
			.ok_or(Error::<T>::QuantityOverflow)?;

		let ahead = queue.as_ref().map(|level| level.tail);
		match ahead {
			Some(ahead) => RestingOrders::<T>::mutate_extant(ahead, |r| r.behind = Some(id)),
			None => Self::index_price(book, side, limit),
		}
		let head = queue.map_or(id, |level| level.head);
		PriceLevels::<T>::insert((book, side, limit), PriceLevel { head, tail: id, total_wh });
		RestingOrders::<T>::insert(id, RestingOrder { order, ahead, behind: None });
		NextOrderId::<T>::put(next_id);
		Ok(id)
	}

	/// Takes an order out of its queue, wherever it stands there, and joins its neighbours.
	fn dequeue(id: BookOrderId, resting: RestingOrder<T::AccountId>) {
		let RestingOrder {
			order: BookOrder { book, side, limit, remaining_wh, .. },
			ahead,
			behind,
		} = resting;
		RestingOrders::<T>::remove(id);
		if let Some(ahead) = ahead {
			RestingOrders::<T>::mutate_extant(ahead, |neighbour| neighbour.behind = behind);
		}
		if let Some(behind) = behind {
			RestingOrders::<T>::mutate_extant(behind, |neighbour| neighbour.ahead = ahead);
		}
		if ahead.is_none() && behind.is_none() {
			PriceLevels::<T>::remove((book, side, limit));
			Self::unindex_price(book, side, limit);
		} else {
			Self::update_level(book, side, limit, |level| {
				match (ahead, behind) {
					(None, Some(behind)) => level.head = behind,
					(Some(ahead), None) => level.tail = ahead,
					_ => (),
				}
				level.total_wh = level.total_wh.saturating_sub(remaining_wh);
			});
		}
	}

	fn update_level(
		book: BookId,
		side: Side,
		price: PriceTick,
		update: impl FnOnce(&mut PriceLevel),
	) {
		PriceLevels::<T>::mutate((book, side, price), |level| {
			if let Some(level) = level {
				update(level);
			}
		});
	}

	fn next_worse(book: BookId, side: Side, price: PriceTick) -> Option<PriceTick> {
		let root = IndexRoots::<T>::get((book, side));
		price_index::next_worse(side, price, &root, |page| IndexPages::<T>::get((book, side, page)))
	}

	/// Notes that a price has a queue.
	fn index_price(book: BookId, side: Side, price: PriceTick) {
		let (page, slot) = page_and_slot(price);
		IndexRoots::<T>::mutate((book, side), |pages| pages.insert(page));
		IndexPages::<T>::mutate((book, side, page), |slots| slots.insert(slot));
	}

	/// Notes that a price has no queue any more. An empty bitmap is not stored.
	fn unindex_price(book: BookId, side: Side, price: PriceTick) {
		let (page, slot) = page_and_slot(price);
		let page_emptied = IndexPages::<T>::mutate_exists((book, side, page), |slots| {
			*slots = slots.and_then(|slots| slots.without(slot));
			slots.is_none()
		});
		if page_emptied {
			IndexRoots::<T>::mutate_exists((book, side), |pages| {
				*pages = pages.and_then(|pages| pages.without(page));
			});
		}
	}
}
