//! The tariffs that the chain begins with.

use crate::{Band, Config, GenesisConfig, Pallet, Tariff};
use alloc::vec::Vec;
use joule_primitives::genesis::refuse;

/// What this pallet is called where its genesis is refused.
const NAME: &str = "ev-settlement";

impl<T: Config> Pallet<T> {
	/// Builds the genesis state, by the same rules as the calls.
	///
	/// # Panics
	///
	/// If the genesis configuration breaks one of the rules: there is no chain then.
	pub(crate) fn build_genesis(config: &GenesisConfig<T>) {
		for (operator, bands) in &config.tariffs {
			let bands = bands.iter().map(|&(from_minute, price)| Band { from_minute, price });
			let bands = bands
				.collect::<Vec<_>>()
				.try_into()
				.unwrap_or_else(|bands| refuse(NAME, "a tariff has too many bands", &bands));
			let tariff = Tariff { bands, occupancy: None };
			Self::do_register_tariff(operator.clone(), tariff).unwrap_or_else(|error| {
				refuse(NAME, "cannot register a tariff", &(operator, error))
			});
		}
	}
}
