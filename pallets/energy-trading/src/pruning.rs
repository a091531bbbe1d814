//! What is no longer needed goes, a record at a time.

use crate::{
	frame_support, lifecycle::Next, Config, Contracts, Deliveries, Event, Pallet, Positions,
	Product, ProductAt, Products, Stage, WeightInfo, CONTRACTS_PER_PAGE,
};
use frame_support::weights::WeightMeter;
use joule_primitives::{BatchIndex, CallAuction, ProductId, Side};

impl<T: Config> Pallet<T> {
	/// Removes one batch with its owner's position and delivery, or one page of contracts, or, when
	/// all those are gone, the product itself.
	pub(crate) fn step_prune(
		product_id: ProductId,
		product: &mut Product,
		next: u32,
		meter: &mut WeightMeter,
	) -> Next {
		meter.consume(T::WeightInfo::step_prune());
		let (bids, asks) = T::Auction::batch_counts(product_id);
		let batches = bids.saturating_add(asks);
		if next < bids {
			Self::prune_batch(product_id, Side::Bid, next);
		} else if next < batches {
			Self::prune_batch(product_id, Side::Ask, next.saturating_sub(bids));
		} else {
			let page = next.saturating_sub(batches);
			if page >= product.contracts.div_ceil(CONTRACTS_PER_PAGE) {
				T::Auction::close_book(product_id);
				let period = &product.period;
				ProductAt::<T>::remove((product.zone, period.start, period.resolution));
				Products::<T>::remove(product_id);
				Self::deposit_event(Event::ProductPruned { product: product_id });
				return Next::Never;
			}
			Contracts::<T>::remove(product_id, page);
		}
		product.stage = Stage::Pruning { next: next.saturating_add(1) };
		Next::Step
	}

	fn prune_batch(product_id: ProductId, side: Side, batch: BatchIndex) {
		if let Some((owner, _)) = T::Auction::batch(product_id, side, batch) {
			Positions::<T>::remove(&owner, product_id);
			Deliveries::<T>::remove(product_id, &owner);
		}
		T::Auction::remove_batch(product_id, side, batch);
	}
}
