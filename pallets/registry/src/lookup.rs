//! What other pallets ask of the registry.

use crate::{Config, Pallet, Participants, Zones};
use joule_primitives::{Permission, Role, ZoneId};

impl<T: Config> joule_primitives::Participants<T::AccountId> for Pallet<T> {
	fn has_role(who: &T::AccountId, role: Role) -> bool {
		Participants::<T>::get(who).is_some_and(|participant| participant.roles.contains(role))
	}

	fn zone_of(who: &T::AccountId) -> Option<ZoneId> {
		Participants::<T>::get(who).map(|participant| participant.zone)
	}

	fn may_receive(who: &T::AccountId) -> bool {
		Self::has_permission(who, Permission::Receive)
	}

	fn may_send(who: &T::AccountId) -> bool {
		Self::has_permission(who, Permission::Send)
	}

	fn zone_exists(zone: ZoneId) -> bool {
		Zones::<T>::contains_key(zone)
	}
}

impl<T: Config> Pallet<T> {
	fn has_permission(who: &T::AccountId, permission: Permission) -> bool {
		Participants::<T>::get(who)
			.is_some_and(|participant| participant.permissions.contains(permission))
	}
}
