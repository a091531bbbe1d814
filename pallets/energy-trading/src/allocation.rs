//! From the clearing price to contracts: the walk over the batches in order of placing.

use crate::{
	frame_support, lifecycle::Next, orders::hold_reason, BatchFill, Config, Contract,
	ContractState, Contracts, Cursors, Event, Pallet, Positions, Product, Stage, WeightInfo,
	CONTRACTS_PER_PAGE,
};
use frame_support::{defensive, traits::Defensive, weights::WeightMeter};
use joule_primitives::{CallAuction, Ecoin, Fill, PriceTick, ProductId, Side};

impl<T: Config> Pallet<T> {
	/// Walks on over the batches for as long as the meter allows.
	pub(crate) fn step_allocate(
		product_id: ProductId,
		product: &mut Product,
		meter: &mut WeightMeter,
	) -> Next {
		let price = Self::clearing_price(product_id);
		let mut cursor = Cursors::<T>::get(product_id);
		let step = T::WeightInfo::step_fill_batch().max(T::WeightInfo::step_make_contract());

		while meter.can_consume(step) {
			match T::Auction::allocate(product_id, &mut cursor) {
				Some(fill @ Fill::Batch { .. }) => {
					meter.consume(T::WeightInfo::step_fill_batch());
					Self::fill_batch(product_id, product, price, fill);
				}
				Some(fill @ Fill::Pair { .. }) => {
					meter.consume(T::WeightInfo::step_make_contract());
					Self::make_contract(product_id, product, price, fill);
				}
				None => {
					Cursors::<T>::remove(product_id);
					product.stage = Stage::Delivering;
					Self::deposit_event(Event::Allocated {
						product: product_id,
						contracts: product.contracts,
					});
					Self::finish_if_settled(product_id, product);
					return Next::Step;
				}
			}
		}
		Cursors::<T>::insert(product_id, cursor);
		Next::Step
	}

	/// The price of every contract of a cleared product.
	pub(crate) fn clearing_price(product_id: ProductId) -> PriceTick {
		T::Auction::clearing(product_id).map(|clearing| clearing.price).unwrap_or_default()
	}

	/// Releases what a batch holds beyond what its contracts need.
	pub(crate) fn fill_batch(
		product_id: ProductId,
		product: &Product,
		price: PriceTick,
		fill: Fill<T::AccountId>,
	) {
		let Fill::Batch { side, batch, owner, ordered_wh, value_at_limit, filled_wh } = fill else {
			return;
		};
		let released: Ecoin = match side {
			Side::Bid => value_at_limit.saturating_sub(filled_wh * price),
			Side::Ask => ordered_wh.saturating_sub(filled_wh) * product.imbalance_price,
		};
		let _ = Self::release_ecoin(hold_reason(side), &owner, released)
			.defensive_proof("every order is covered by a hold from its placing on");

		Positions::<T>::mutate(&owner, product_id, |position| {
			let Some(position) = position else {
				defensive!("every batch has its owner's position");
				return;
			};
			if let Some(placed) = position.batches.iter_mut().find(|placed| placed.batch == batch) {
				placed.fill = Some(BatchFill { filled_wh, first_contract: product.contracts });
			}
			if side == Side::Bid {
				position.contracted_wh = position.contracted_wh.saturating_add(filled_wh);
			}
		});
		Self::deposit_event(Event::BatchFilled {
			who: owner,
			product: product_id,
			side,
			batch,
			filled_wh,
			released,
		});
	}

	/// Makes the contract of a seller with a buyer.
	pub(crate) fn make_contract(
		product_id: ProductId,
		product: &mut Product,
		price: PriceTick,
		fill: Fill<T::AccountId>,
	) {
		let Fill::Pair { seller, buyer, quantity_wh, .. } = fill else { return };
		let before_wh = Positions::<T>::mutate(&seller, product_id, |position| {
			position.as_mut().map(|position| {
				let before = position.contracted_wh;
				position.contracted_wh = before.saturating_add(quantity_wh);
				before
			})
		})
		.unwrap_or_default();

		let index = product.contracts;
		let contract = Contract {
			seller: seller.clone(),
			buyer: buyer.clone(),
			quantity_wh,
			before_wh,
			state: ContractState::Agreed,
		};
		let _ = Contracts::<T>::try_append(product_id, index / CONTRACTS_PER_PAGE, contract)
			.defensive_proof("a page takes as many contracts as its index leaves room for");
		product.contracts = index.saturating_add(1);
		Self::deposit_event(Event::ContractMade {
			product: product_id,
			contract: index,
			seller,
			buyer,
			quantity_wh,
			price,
		});
	}
}
