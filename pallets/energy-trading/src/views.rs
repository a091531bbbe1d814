//! What others may read: for the runtime APIs, which light clients call.

use crate::{Config, ContractIndex, ContractOf, Contracts, Pallet, Products, CONTRACTS_PER_PAGE};
use alloc::vec::Vec;
use joule_primitives::ProductId;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_contracts_from(
		product: ProductId,
		first: ContractIndex,
		limit: u32,
	) -> Vec<(ContractIndex, ContractOf<T>)> {
		let made = Products::<T>::get(product).map(|product| product.contracts).unwrap_or_default();
		let end = first.saturating_add(limit).min(made);
		let pages = first / CONTRACTS_PER_PAGE..end.div_ceil(CONTRACTS_PER_PAGE);
		pages
			.flat_map(|page| {
				let start = page.saturating_mul(CONTRACTS_PER_PAGE);
				(start..).zip(Contracts::<T>::get(product, page))
			})
			.filter(|(index, _)| (first..end).contains(index))
			.collect()
	}
}
