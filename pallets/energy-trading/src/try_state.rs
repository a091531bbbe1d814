//! The invariants of the market. They are checked after every test, from scratch: each one sums up
//! the records that explain a balance and compares.

use crate::{
	frame_support, orders::cover, sp_runtime, Agenda, Config, Contract, ContractState, Contracts,
	Deliveries, HoldReason, ImbalancePrice, Pallet, Positions, Products, Queue, SpotHistory, Stage,
};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use frame_support::{
	ensure,
	traits::fungibles::{hold::Inspect as _, Inspect as _},
};
use joule_primitives::{
	CallAuction, ContinuousBook, Ecoin, ProductId, Side, Vintage, Wh, ECOIN_ASSET,
};
use sp_runtime::TryRuntimeError;

type Sums<T, V> = BTreeMap<<T as polkadot_sdk::frame_system::Config>::AccountId, V>;

impl<T: Config> Pallet<T> {
	/// Checks every invariant.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::sold_is_bought()?;
		Self::forward_holds_are_explained()?;
		Self::spot_holds_are_explained()?;
		Self::escrow_is_explained()?;
		Self::deliveries_are_metered_shares()?;
		Self::products_move_on()
	}

	fn contracts_of(product: ProductId) -> Vec<Contract<T::AccountId>> {
		let mut pages: Vec<_> = Contracts::<T>::iter_prefix(product).collect();
		pages.sort_by_key(|(page, _)| *page);
		pages.into_iter().flat_map(|(_, page)| page).collect()
	}

	/// Invariant 1: in every product each Wh sold is a Wh bought. The contracts of the sellers, of
	/// the buyers, and the volume cleared are the same sum, once the contracts are all made.
	fn sold_is_bought() -> Result<(), TryRuntimeError> {
		let (mut sold, mut bought) = (BTreeMap::<_, Wh>::new(), BTreeMap::<_, Wh>::new());
		for (_, product, position) in Positions::<T>::iter() {
			let sums = match position.side {
				Side::Ask => &mut sold,
				Side::Bid => &mut bought,
			};
			let sum = sums.entry(product).or_default();
			*sum = sum.saturating_add(position.contracted_wh);
		}
		for (id, product) in Products::<T>::iter() {
			if matches!(product.stage, Stage::Gathering | Stage::Allocating | Stage::Pruning { .. })
			{
				continue;
			}
			let contracts = Self::contracts_of(id);
			let contracted: Wh = contracts.iter().map(|contract| contract.quantity_wh).sum();
			let volume = T::Auction::clearing(id).map(|clearing| clearing.volume_wh);
			ensure!(
				volume == Some(contracted),
				"trading 1: contracts do not add up to the volume cleared"
			);
			ensure!(
				sold.get(&id).copied().unwrap_or_default() == contracted
					&& bought.get(&id).copied().unwrap_or_default() == contracted,
				"trading 1: positions do not add up to the contracts"
			);
			ensure!(
				product.contracts as usize == contracts.len(),
				"trading 1: the count of contracts is wrong"
			);
			let is_settled =
				|contract: &&Contract<_>| matches!(contract.state, ContractState::Settled { .. });
			ensure!(
				product.settled as usize == contracts.iter().filter(is_settled).count(),
				"trading 1: the count of settled contracts is wrong"
			);
		}
		Ok(())
	}

	/// Invariant 2: the ecoin held for forward bids and as collateral is that of open orders and of
	/// contracts not yet settled, for every account.
	fn forward_holds_are_explained() -> Result<(), TryRuntimeError> {
		let (mut bids, mut collateral) = (Sums::<T, Ecoin>::new(), Sums::<T, Ecoin>::new());
		for (who, id, position) in Positions::<T>::iter() {
			let Some(product) = Products::<T>::get(id) else {
				return Err("trading 2: a position in a product that does not exist".into());
			};
			if matches!(product.stage, Stage::Settled | Stage::Pruning { .. }) {
				continue;
			}
			let price = Self::clearing_price(id);
			let sums = match position.side {
				Side::Bid => &mut bids,
				Side::Ask => &mut collateral,
			};
			let sum = sums.entry(who).or_default();
			for placed in position.batches {
				let held = match (placed.fill, position.side) {
					(Some(fill), Side::Bid) => fill.filled_wh * price,
					(Some(fill), Side::Ask) => fill.filled_wh * product.imbalance_price,
					(None, side) => T::Auction::batch(id, side, placed.batch)
						.map(|(_, orders)| orders)
						.unwrap_or_default()
						.iter()
						.map(|terms| cover(&product, side, terms))
						.sum(),
				};
				*sum = sum.saturating_add(held);
			}
		}
		for (id, product) in Products::<T>::iter() {
			if matches!(product.stage, Stage::Settled | Stage::Pruning { .. }) {
				continue;
			}
			let price = Self::clearing_price(id);
			for contract in Self::contracts_of(id) {
				if matches!(contract.state, ContractState::Settled { .. }) {
					let bid = bids.entry(contract.buyer).or_default();
					*bid = bid.saturating_sub(contract.quantity_wh * price);
					let ask = collateral.entry(contract.seller).or_default();
					*ask = ask.saturating_sub(contract.quantity_wh * product.imbalance_price);
				}
			}
		}
		let unexplained = "trading 2: a hold is not what orders and contracts explain";
		Self::ensure_holds_equal(HoldReason::ForwardBid, &bids, unexplained)?;
		Self::ensure_holds_equal(HoldReason::Collateral, &collateral, unexplained)
	}

	/// Invariant 3: the ecoin held for spot bids is that of the resting bids, for every account.
	fn spot_holds_are_explained() -> Result<(), TryRuntimeError> {
		let mut bids = Sums::<T, Ecoin>::new();
		for (_, order) in T::Spot::resting() {
			if order.side == Side::Bid {
				let sum = bids.entry(order.owner).or_default();
				*sum = sum.saturating_add(order.remaining_wh * order.limit);
			}
		}
		let unexplained = "trading 3: a hold is not what resting bids explain";
		Self::ensure_holds_equal(HoldReason::SpotBid, &bids, unexplained)
	}

	fn ensure_holds_equal(
		reason: HoldReason,
		sums: &Sums<T, Ecoin>,
		unexplained: &'static str,
	) -> Result<(), TryRuntimeError> {
		let reason = reason.into();
		let holders = polkadot_sdk::frame_system::Account::<T>::iter_keys();
		let everyone: BTreeSet<_> = holders.chain(sums.keys().cloned()).collect();
		for who in everyone {
			let held = T::Holds::balance_on_hold(ECOIN_ASSET, &reason, &who);
			let explained = sums.get(&who).copied().unwrap_or_default();
			ensure!(held == explained.0, unexplained);
		}
		Ok(())
	}

	/// Invariant 4: the energy in escrow is that of resting asks and of deliveries not yet handed on.
	fn escrow_is_explained() -> Result<(), TryRuntimeError> {
		let traded = SpotHistory::<T>::iter_values().map(|record| record.book.vintage);
		let mut explained: BTreeMap<Vintage, Wh> =
			traded.map(|vintage| (vintage, Wh::ZERO)).collect();
		for (_, order) in T::Spot::resting() {
			let sum = explained.entry(order.book.vintage).or_default();
			if order.side == Side::Ask {
				*sum = sum.saturating_add(order.remaining_wh);
			}
		}
		for (id, product) in Products::<T>::iter() {
			let Some(vintage) = product.period.vintage() else {
				return Err("trading 4: a product without a month".into());
			};
			let sum = explained.entry(vintage).or_default();
			for contract in Self::contracts_of(id) {
				let delivery = Deliveries::<T>::get(id, &contract.seller);
				if let (Some(delivery), false) =
					(delivery, matches!(contract.state, ContractState::Settled { .. }))
				{
					*sum = sum.saturating_add(delivery.part_of(&contract));
				}
			}
		}
		for (vintage, sum) in explained {
			let escrow = T::Assets::balance(vintage.asset_id(), &Self::escrow_account());
			ensure!(
				escrow == u128::from(sum.0),
				"trading 4: the escrow does not hold what is owed from it"
			);
		}
		Ok(())
	}

	/// Invariant 5: no seller delivered more than it contracted, and the parts of its contracts add
	/// up to its delivery.
	fn deliveries_are_metered_shares() -> Result<(), TryRuntimeError> {
		for (id, product) in Products::<T>::iter() {
			if matches!(product.stage, Stage::Pruning { .. }) {
				continue;
			}
			let contracts = Self::contracts_of(id);
			for (seller, delivery) in Deliveries::<T>::iter_prefix(id) {
				ensure!(
					delivery.delivered_wh <= delivery.contracted_wh,
					"trading 5: more was delivered than contracted"
				);
				let parts: Wh = contracts
					.iter()
					.filter(|contract| contract.seller == seller)
					.map(|contract| delivery.part_of(contract))
					.sum();
				ensure!(
					parts == delivery.delivered_wh,
					"trading 5: parts do not add up to the delivery"
				);
			}
		}
		Ok(())
	}

	/// Invariant 6: every product is on the agenda or in the queue, so that it moves on by itself,
	/// and none was opened without an imbalance price.
	fn products_move_on() -> Result<(), TryRuntimeError> {
		let planned: BTreeSet<_> = Agenda::<T>::iter_keys()
			.map(|(_, product)| product)
			.chain(Queue::<T>::iter_values())
			.collect();
		for (id, product) in Products::<T>::iter() {
			ensure!(planned.contains(&id), "trading 6: a product that nothing will move on");
			ensure!(
				!product.imbalance_price.is_zero(),
				"trading 6: a product with no imbalance price"
			);
		}
		ensure!(
			Products::<T>::iter_keys().next().is_none() || !ImbalancePrice::<T>::get().is_zero(),
			"trading 6: the imbalance price was lost"
		);
		Ok(())
	}
}
