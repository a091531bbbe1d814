//! The zones and participants that the chain begins with.

use crate::{Config, GenesisConfig, MemberNumber, Pallet, QuotaClass, ZoneName};
use joule_primitives::{genesis::refuse, RoleSet};

/// What this pallet is called where its genesis is refused.
const NAME: &str = "the registry";

impl<T: Config> Pallet<T> {
	/// Builds the genesis state, by the same rules as the calls.
	///
	/// # Panics
	///
	/// If the genesis configuration breaks one of the rules: there is no chain then.
	pub(crate) fn build_genesis(config: &GenesisConfig<T>) {
		for (zone, name) in &config.zones {
			let name = ZoneName::try_from(name.as_bytes().to_vec())
				.unwrap_or_else(|name| refuse(NAME, "the name of a zone is too long", &name));
			Self::do_create_zone(*zone, name)
				.unwrap_or_else(|error| refuse(NAME, "a zone cannot be created", &(zone, error)));
		}
		for (who, number, zone, roles) in &config.participants {
			Self::do_register(who.clone(), MemberNumber(*number), *zone, RoleSet::of(roles))
				.unwrap_or_else(|error| refuse(NAME, "cannot register", &(who, number, error)));
		}
		for who in &config.site_accounts {
			Self::do_set_quota(who.clone(), QuotaClass::Site)
				.unwrap_or_else(|error| refuse(NAME, "cannot give a site's quota", &(who, error)));
		}
	}
}
