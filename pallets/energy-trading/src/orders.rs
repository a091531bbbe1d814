//! Orders on the forward market: intents to sell and to buy, covered when they are placed.

use crate::{
	frame_support, improves, sp_runtime, Config, Error, Event, HoldReason, Pallet, PlacedBatch,
	Position, Positions, Product, Stage, WeightInfo,
};
use alloc::vec::Vec;
use frame_support::{ensure, traits::Time, weights::Weight, BoundedVec};
use joule_primitives::{
	CallAuction, Ecoin, OrderId, OrderTerms, Participants, ProductId, Role, Side, Wh, ZoneId,
};
use sp_runtime::DispatchResult;

/// What covers an order: a bid its value at its limit, an ask its quantity at the imbalance price.
pub(crate) fn cover(product: &Product, side: Side, terms: &OrderTerms) -> Ecoin {
	match side {
		Side::Bid => terms.value_at_limit(),
		Side::Ask => terms.quantity_wh * product.imbalance_price,
	}
}

/// Why the cover of a side is held.
pub(crate) const fn hold_reason(side: Side) -> HoldReason {
	match side {
		Side::Bid => HoldReason::ForwardBid,
		Side::Ask => HoldReason::Collateral,
	}
}

impl<T: Config> Pallet<T> {
	/// What placing so many orders weighs at most: each may lie on another page of the grid, as long
	/// as there are pages.
	pub fn weight_of_orders(orders: u32) -> Weight {
		match orders {
			0 | 1 => T::WeightInfo::place_order(),
			orders => T::WeightInfo::place_orders(orders, orders.min(T::Auction::grid_pages())),
		}
	}

	pub(crate) fn do_place_orders(
		who: &T::AccountId,
		product_id: ProductId,
		side: Side,
		orders: Vec<OrderTerms>,
	) -> DispatchResult {
		let product = Self::product_gathering(product_id)?;
		Self::ensure_may_trade(who, side, product.zone)?;

		let count = orders.len() as u32;
		let quantity_wh: Wh = orders.iter().map(|terms| terms.quantity_wh).sum();
		let held: Ecoin = orders.iter().map(|terms| cover(&product, side, terms)).sum();

		let batch = T::Auction::place(product_id, side, who, orders)?;
		Positions::<T>::try_mutate(who, product_id, |position| -> DispatchResult {
			let position = position.get_or_insert_with(|| Position {
				side,
				batches: BoundedVec::new(),
				contracted_wh: Wh::ZERO,
			});
			ensure!(position.side == side, Error::<T>::OppositeSide);
			position
				.batches
				.try_push(PlacedBatch { batch, fill: None })
				.map_err(|_| Error::<T>::TooManyBatches)?;
			Ok(())
		})?;
		Self::hold_ecoin(hold_reason(side), who, held)?;

		Self::deposit_event(Event::OrdersPlaced {
			who: who.clone(),
			product: product_id,
			side,
			batch,
			orders: count,
			quantity_wh,
			held,
		});
		Ok(())
	}

	pub(crate) fn do_amend_order(
		who: &T::AccountId,
		product_id: ProductId,
		order: OrderId,
		terms: OrderTerms,
	) -> DispatchResult {
		let product = Self::product_gathering(product_id)?;
		Self::ensure_may_trade(who, order.side, product.zone)?;
		let old = T::Auction::amend(product_id, order, who, terms)?;
		ensure!(
			T::Time::now() < product.locks_at || improves(order.side, &old, &terms),
			Error::<T>::NotAnImprovement
		);

		let reason = hold_reason(order.side);
		let (before, after) =
			(cover(&product, order.side, &old), cover(&product, order.side, &terms));
		Self::hold_ecoin(reason, who, after.saturating_sub(before))?;
		Self::release_ecoin(reason, who, before.saturating_sub(after))?;

		Self::deposit_event(Event::OrderAmended {
			who: who.clone(),
			product: product_id,
			order,
			terms,
		});
		Ok(())
	}

	pub(crate) fn do_cancel_orders(
		who: &T::AccountId,
		product_id: ProductId,
		orders: Vec<OrderId>,
	) -> DispatchResult {
		let product = Self::product_gathering(product_id)?;
		ensure!(T::Time::now() < product.locks_at, Error::<T>::CancellationLocked);
		ensure!(!orders.is_empty(), Error::<T>::NoOrders);

		let count = orders.len() as u32;
		let (mut bids, mut asks, mut quantity_wh) = (Ecoin::ZERO, Ecoin::ZERO, Wh::ZERO);
		for order in orders {
			let terms = T::Auction::cancel(product_id, order, who)?;
			let covered = cover(&product, order.side, &terms);
			match order.side {
				Side::Bid => bids = bids.saturating_add(covered),
				Side::Ask => asks = asks.saturating_add(covered),
			}
			quantity_wh = quantity_wh.saturating_add(terms.quantity_wh);
		}
		Self::release_ecoin(HoldReason::ForwardBid, who, bids)?;
		Self::release_ecoin(HoldReason::Collateral, who, asks)?;

		Self::deposit_event(Event::OrdersCancelled {
			who: who.clone(),
			product: product_id,
			orders: count,
			quantity_wh,
			released: bids.saturating_add(asks),
		});
		Ok(())
	}

	/// The product, if its gate is open.
	fn product_gathering(product_id: ProductId) -> Result<Product, Error<T>> {
		let product = Self::product(product_id)?;
		ensure!(
			product.stage == Stage::Gathering && T::Time::now() < product.closes_at,
			Error::<T>::GateClosed
		);
		Ok(product)
	}

	/// Whether an account may trade on a side in a zone.
	pub(crate) fn ensure_may_trade(
		who: &T::AccountId,
		side: Side,
		zone: ZoneId,
	) -> Result<(), Error<T>> {
		let home = Self::home_of_trader(who, side)?;
		ensure!(home == zone, Error::<T>::OutsideZone);
		Ok(())
	}

	/// The zone of an account that may trade on a side.
	pub(crate) fn home_of_trader(who: &T::AccountId, side: Side) -> Result<ZoneId, Error<T>> {
		match side {
			Side::Bid => {
				ensure!(T::Participants::has_role(who, Role::Consumer), Error::<T>::NotConsumer)
			}
			Side::Ask => {
				ensure!(T::Participants::has_role(who, Role::Producer), Error::<T>::NotProducer)
			}
		}
		ensure!(T::Participants::may_send(who), Error::<T>::SendingRevoked);
		ensure!(T::Participants::may_receive(who), Error::<T>::ReceivingRevoked);
		T::Participants::zone_of(who).ok_or(Error::<T>::OutsideZone)
	}
}
