//! The settings, tables and holidays that the chain begins with.

use crate::{Config, GenesisConfig, Pallet};
use alloc::vec::Vec;
use joule_primitives::genesis::refuse;

/// What this pallet is called where its genesis is refused.
const NAME: &str = "billing";

impl<T: Config> Pallet<T> {
	/// Builds the genesis state, by the same rules as the calls.
	///
	/// # Panics
	///
	/// If the genesis configuration breaks one of the rules: there is no chain then.
	pub(crate) fn build_genesis(config: &GenesisConfig<T>) {
		if let Some(settings) = &config.settings {
			Self::do_set_settings(settings.clone())
				.unwrap_or_else(|error| refuse(NAME, "cannot set the settings", &error));
		}
		for (class, valid_from, table) in &config.tariffs {
			Self::do_set_tariff(*class, *valid_from, table.clone()).unwrap_or_else(|error| {
				refuse(NAME, "cannot set a tariff", &(class, valid_from, error))
			});
		}
		for days in config.holidays.chunk_by(|(year, ..), (next, ..)| year == next) {
			let (Some((year, ..)), dates) = (days.first(), days.iter()) else { continue };
			let dates: Vec<_> = dates.map(|(_, month, day)| (*month, *day)).collect();
			let dates = dates.try_into().unwrap_or_else(|dates| {
				refuse(NAME, "there are too many holidays", &(year, dates))
			});
			Self::do_set_holidays(*year, &dates)
				.unwrap_or_else(|error| refuse(NAME, "cannot set the holidays", &(year, error)));
		}
	}
}
