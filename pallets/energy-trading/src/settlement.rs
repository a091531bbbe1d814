//! Payment: a contract that is ready is settled once, from the holds of both sides.

use crate::{
	frame_support, lifecycle::Next, sp_runtime, Config, ContractIndex, ContractOf, ContractState,
	Contracts, Deliveries, Delivery, Error, Event, HoldReason, Pallet, Pass, Product, Products,
	Stage, WeightInfo, CONTRACTS_PER_PAGE,
};
use frame_support::{ensure, storage::with_storage_layer, traits::Time, weights::WeightMeter};
use joule_primitives::{calendar::DAY_MS, PriceTick, ProductId, Wh};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_settle_contract(
		product_id: ProductId,
		index: ContractIndex,
	) -> DispatchResult {
		let mut product = Self::product(product_id)?;
		let price = Self::clearing_price(product_id);
		let pass = Self::latest_pass(&product);
		Self::try_mutate_contract(product_id, index, |contract| {
			ensure!(
				!matches!(contract.state, ContractState::Settled { .. }),
				Error::<T>::AlreadySettled
			);
			let delivery = Deliveries::<T>::get(product_id, &contract.seller)
				.ok_or(Error::<T>::NotDelivered)?;
			let delivered_wh =
				Self::ready_to_settle(product_id, &product, pass, contract, &delivery)
					.ok_or(Error::<T>::NotReadyToSettle)?;
			Self::settle(product_id, &product, price, index, contract, &delivery, delivered_wh)
		})?;
		product.settled = product.settled.saturating_add(1);
		Self::finish_if_settled(product_id, &mut product);
		Products::<T>::insert(product_id, product);
		Ok(())
	}

	/// Settles what is ready in the pages from contract `next` on, for as long as the meter allows.
	pub(crate) fn step_settle(
		product_id: ProductId,
		product: &mut Product,
		pass: Pass,
		next: ContractIndex,
		meter: &mut WeightMeter,
	) -> Next {
		let price = Self::clearing_price(product_id);
		let mut index = next;
		while index < product.contracts && meter.can_consume(T::WeightInfo::step_settle()) {
			let page_index = index / CONTRACTS_PER_PAGE;
			let mut page = Contracts::<T>::get(product_id, page_index);
			let page_end = page_index.saturating_add(1).saturating_mul(CONTRACTS_PER_PAGE);
			let page_end = page_end.min(product.contracts);
			while index < page_end && meter.try_consume(T::WeightInfo::step_settle()).is_ok() {
				if let Some(contract) = page.get_mut((index % CONTRACTS_PER_PAGE) as usize) {
					Self::settle_if_ready(product_id, product, price, pass, index, contract);
				}
				index = index.saturating_add(1);
			}
			Contracts::<T>::insert(product_id, page_index, page);
		}

		product.stage = Stage::Settling { pass, next: index };
		if index < product.contracts {
			return Next::Step;
		}
		end_of_pass::<T>(product_id, product, pass)
	}

	/// What of a contract counts as delivered, if the contract may be settled in a pass.
	fn ready_to_settle(
		product_id: ProductId,
		product: &Product,
		pass: Pass,
		contract: &ContractOf<T>,
		delivery: &Delivery,
	) -> Option<Wh> {
		let ready = match contract.state {
			ContractState::Settled { .. } => false,
			ContractState::Ruled { accepted_wh } => return Some(accepted_wh),
			ContractState::Confirmed => true,
			ContractState::Disputed { .. } => pass == Pass::All,
			ContractState::Agreed => {
				pass != Pass::Confirmed
					|| Self::meter_confirms(product_id, product, &contract.buyer)
			}
		};
		ready.then(|| delivery.part_of(contract))
	}

	fn settle_if_ready(
		product_id: ProductId,
		product: &mut Product,
		price: PriceTick,
		pass: Pass,
		index: ContractIndex,
		contract: &mut ContractOf<T>,
	) {
		if matches!(contract.state, ContractState::Settled { .. }) {
			return;
		}
		let Some(delivery) = Self::establish_delivery(product_id, product, &contract.seller) else {
			return;
		};
		let Some(delivered_wh) =
			Self::ready_to_settle(product_id, product, pass, contract, &delivery)
		else {
			return;
		};
		let outcome = with_storage_layer(|| {
			Self::settle(product_id, product, price, index, contract, &delivery, delivered_wh)
		});
		match outcome {
			Ok(()) => product.settled = product.settled.saturating_add(1),
			Err(error) => Self::deposit_event(Event::SettlementPostponed {
				product: product_id,
				contract: index,
				error,
			}),
		}
	}

	/// Moves the money and the energy of one contract, and marks it as settled.
	///
	/// ```text
	/// buyer pays the seller      delivered x clearing price      from the buyer's hold
	/// buyer gets back            shortfall x clearing price      released
	/// seller pays the buyer      shortfall x imbalance price     from the seller's collateral
	/// seller gets back           delivered x imbalance price     released
	/// buyer gets the energy      delivered                       from escrow
	/// seller gets back energy    metered - delivered             from escrow, after a ruling
	/// ```
	fn settle(
		product_id: ProductId,
		product: &Product,
		price: PriceTick,
		index: ContractIndex,
		contract: &mut ContractOf<T>,
		delivery: &Delivery,
		delivered_wh: Wh,
	) -> DispatchResult {
		let (seller, buyer) = (&contract.seller, &contract.buyer);
		let shortfall_wh = contract.quantity_wh.saturating_sub(delivered_wh);
		let paid = delivered_wh * price;
		let imbalance_paid = shortfall_wh * product.imbalance_price;

		Self::pay_from_hold(HoldReason::ForwardBid, buyer, seller, paid)?;
		Self::release_ecoin(HoldReason::ForwardBid, buyer, shortfall_wh * price)?;
		Self::pay_from_hold(HoldReason::Collateral, seller, buyer, imbalance_paid)?;
		Self::release_ecoin(
			HoldReason::Collateral,
			seller,
			delivered_wh * product.imbalance_price,
		)?;

		let escrow = Self::escrow_account();
		let vintage = product.period.vintage().ok_or(Error::<T>::UnknownVintage)?;
		let returned_wh = delivery.part_of(contract).saturating_sub(delivered_wh);
		Self::move_energy(vintage, &escrow, buyer, delivered_wh)?;
		Self::move_energy(vintage, &escrow, seller, returned_wh)?;

		contract.state = ContractState::Settled { delivered_wh };
		Self::deposit_event(Event::ContractSettled {
			product: product_id,
			contract: index,
			delivered_wh,
			paid,
			imbalance_paid,
		});
		Ok(())
	}

	/// Closes the file on a product whose contracts are all settled.
	pub(crate) fn finish_if_settled(product_id: ProductId, product: &mut Product) {
		if product.settled >= product.contracts && product.stage != Stage::Settled {
			product.stage = Stage::Settled;
			Self::schedule(product_id, Self::prune_at(product));
			Self::deposit_event(Event::ProductSettled { product: product_id });
		}
	}

	/// The latest pass that is due by now, or the first.
	fn latest_pass(product: &Product) -> Pass {
		let now = T::Time::now();
		[Pass::All, Pass::Undisputed]
			.into_iter()
			.find(|pass| now >= Self::pass_at(product, *pass))
			.unwrap_or(Pass::Confirmed)
	}
}

/// What follows a pass: the next one, at once where a chain that stood still is late for it; or, if
/// the last one left contracts open, itself a day later.
fn end_of_pass<T: Config>(product_id: ProductId, product: &mut Product, pass: Pass) -> Next {
	Pallet::<T>::finish_if_settled(product_id, product);
	if product.stage == Stage::Settled {
		return Next::Step;
	}
	let (pass, next) = match pass {
		Pass::Confirmed => (Pass::Undisputed, Next::Step),
		Pass::Undisputed => (Pass::All, Next::Step),
		Pass::All => (Pass::All, Next::At(T::Time::now().saturating_add(DAY_MS))),
	};
	product.stage = Stage::Waiting { pass };
	next
}
