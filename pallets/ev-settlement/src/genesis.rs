//! The tariffs that the chain begins with.

use crate::{Band, Config, GenesisConfig, Pallet, Tariff};
use alloc::vec::Vec;
use core::fmt;

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
				.unwrap_or_else(|bands| refuse("a tariff has too many bands", &bands));
			let tariff = Tariff { bands, occupancy: None };
			Self::do_register_tariff(operator.clone(), tariff)
				.unwrap_or_else(|error| refuse("cannot register a tariff", &(operator, error)));
		}
	}
}

fn refuse(problem: &str, subject: &dyn fmt::Debug) -> ! {
	panic!("the genesis of ev-settlement is not valid: {problem}: {subject:?}")
}
