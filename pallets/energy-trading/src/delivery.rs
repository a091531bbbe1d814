//! Supply and confirmation: what the meters measured, and what the buyer says to it.

use crate::{
	frame_support, sp_core, sp_runtime, Config, ContractIndex, ContractOf, ContractState,
	Contracts, Deliveries, Delivery, Error, Event, Pallet, Pass, Positions, Product, Stage,
	CONTRACTS_PER_PAGE,
};
use frame_support::{
	ensure,
	traits::{Defensive, Time},
};
use joule_primitives::{MeteredVolumes, Participants, ProductId, Role, Side, Wh};
use sp_core::H256;
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	/// Until delivery is due the moment is the seller's to choose: it may still have energy to bring
	/// together, on a spot ask say, and would come up short if another chose for it.
	pub(crate) fn do_deliver(
		who: &T::AccountId,
		product_id: ProductId,
		seller: &T::AccountId,
	) -> DispatchResult {
		let product = Self::product(product_id)?;
		ensure!(
			!matches!(product.stage, Stage::Gathering | Stage::Allocating),
			Error::<T>::NotAllocated
		);
		ensure!(T::Time::now() >= product.period.end, Error::<T>::PeriodNotOver);
		ensure!(Self::contracted_to_sell(product_id, seller).is_some(), Error::<T>::NoContracts);
		ensure!(!Deliveries::<T>::contains_key(product_id, seller), Error::<T>::AlreadyDelivered);
		ensure!(who == seller || Self::is_delivery_due(&product), Error::<T>::GraceNotOver);
		Self::establish_delivery(product_id, &product, seller).ok_or(Error::<T>::NotMetered)?;
		Ok(())
	}

	/// What a seller delivered, established now if it can be: by its meters, or, when delivery is
	/// due and readings are missing, as nothing. `None` if readings may still come.
	pub(crate) fn establish_delivery(
		product_id: ProductId,
		product: &Product,
		seller: &T::AccountId,
	) -> Option<Delivery> {
		if let Some(delivery) = Deliveries::<T>::get(product_id, seller) {
			return Some(delivery);
		}
		let contracted_wh = Self::contracted_to_sell(product_id, seller)?;
		let vintage = product.period.vintage()?;
		let metered_wh = T::Meters::exported_wh(seller, product.zone, &product.period)
			.or(Self::is_delivery_due(product).then_some(Wh::ZERO))?;

		let delivered_wh = contracted_wh.min(metered_wh).min(Self::free_energy(seller, vintage));
		Self::move_energy(vintage, seller, &Self::escrow_account(), delivered_wh)
			.defensive_proof("no more is moved than is free, and the escrow account can hold it")
			.ok()?;

		let delivery = Delivery { contracted_wh, delivered_wh };
		Deliveries::<T>::insert(product_id, seller, delivery);
		Self::deposit_event(Event::Delivered {
			product: product_id,
			seller: seller.clone(),
			contracted_wh,
			delivered_wh,
		});
		Some(delivery)
	}

	/// Whether the grace after the period is over, so that nothing is waited for any more.
	fn is_delivery_due(product: &Product) -> bool {
		T::Time::now() >= Self::pass_at(product, Pass::Confirmed)
	}

	fn contracted_to_sell(product_id: ProductId, seller: &T::AccountId) -> Option<Wh> {
		Positions::<T>::get(seller, product_id)
			.filter(|position| position.side == Side::Ask && !position.contracted_wh.is_zero())
			.map(|position| position.contracted_wh)
	}

	/// Whether the buyer's own meters confirm that it drew what it bought: its import in the period
	/// is at least the sum of its contracts.
	pub(crate) fn meter_confirms(
		product_id: ProductId,
		product: &Product,
		buyer: &T::AccountId,
	) -> bool {
		let bought_wh = Positions::<T>::get(buyer, product_id)
			.map(|position| position.contracted_wh)
			.unwrap_or_default();
		T::Meters::imported_wh(buyer, product.zone, &product.period)
			.is_some_and(|drawn_wh| drawn_wh >= bought_wh)
	}

	pub(crate) fn do_confirm(
		who: &T::AccountId,
		product_id: ProductId,
		index: ContractIndex,
	) -> DispatchResult {
		Self::product(product_id)?;
		Self::try_mutate_contract(product_id, index, |contract| {
			Self::ensure_answerable(who, product_id, contract)?;
			contract.state = ContractState::Confirmed;
			Ok(())
		})?;
		Self::deposit_event(Event::DeliveryConfirmed { product: product_id, contract: index });
		Ok(())
	}

	pub(crate) fn do_dispute(
		who: &T::AccountId,
		product_id: ProductId,
		index: ContractIndex,
		evidence: H256,
	) -> DispatchResult {
		let product = Self::product(product_id)?;
		Self::try_mutate_contract(product_id, index, |contract| {
			Self::ensure_answerable(who, product_id, contract)?;
			ensure!(
				T::Time::now() < Self::pass_at(&product, Pass::Undisputed),
				Error::<T>::DisputeWindowClosed
			);
			contract.state = ContractState::Disputed { evidence };
			Ok(())
		})?;
		Self::deposit_event(Event::DeliveryDisputed {
			product: product_id,
			contract: index,
			evidence,
		});
		Ok(())
	}

	pub(crate) fn do_rule(
		who: &T::AccountId,
		product_id: ProductId,
		index: ContractIndex,
		accepted_wh: Wh,
	) -> DispatchResult {
		ensure!(T::Participants::has_role(who, Role::Operator), Error::<T>::NotOperator);
		let product = Self::product(product_id)?;
		Self::try_mutate_contract(product_id, index, |contract| {
			ensure!(
				matches!(contract.state, ContractState::Disputed { .. }),
				Error::<T>::NotDisputed
			);
			ensure!(*who != contract.buyer && *who != contract.seller, Error::<T>::OwnDispute);
			ensure!(
				T::Time::now() < Self::pass_at(&product, Pass::All),
				Error::<T>::RulingWindowClosed
			);
			let delivery = Deliveries::<T>::get(product_id, &contract.seller)
				.ok_or(Error::<T>::NotDelivered)?;
			ensure!(accepted_wh <= delivery.part_of(contract), Error::<T>::RulingAboveMetered);
			contract.state = ContractState::Ruled { accepted_wh };
			Ok(())
		})?;
		Self::deposit_event(Event::DisputeRuled {
			product: product_id,
			contract: index,
			accepted_wh,
			ruled_by: who.clone(),
		});
		Ok(())
	}

	/// Whether an account may confirm or dispute a contract now.
	fn ensure_answerable(
		who: &T::AccountId,
		product_id: ProductId,
		contract: &ContractOf<T>,
	) -> DispatchResult {
		ensure!(contract.buyer == *who, Error::<T>::NotBuyer);
		ensure!(
			Deliveries::<T>::contains_key(product_id, &contract.seller),
			Error::<T>::NotDelivered
		);
		ensure!(contract.state == ContractState::Agreed, Error::<T>::AlreadyAnswered);
		Ok(())
	}

	/// Changes one contract in its page, or nothing if that fails.
	pub(crate) fn try_mutate_contract<R>(
		product_id: ProductId,
		index: ContractIndex,
		change: impl FnOnce(&mut ContractOf<T>) -> Result<R, sp_runtime::DispatchError>,
	) -> Result<R, sp_runtime::DispatchError> {
		Contracts::<T>::try_mutate(product_id, index / CONTRACTS_PER_PAGE, |page| {
			let contract = page
				.get_mut((index % CONTRACTS_PER_PAGE) as usize)
				.ok_or(Error::<T>::UnknownContract)?;
			change(contract)
		})
	}
}
