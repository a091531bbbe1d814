//! Zones, participants, their roles and permissions: the admin's calls.

use crate::{
	Config, Devices, Error, Event, MemberNumber, Members, Pallet, Participant, Participants,
	PermissionSet, Quota, QuotaClass, Quotas, ZoneName, Zones,
};
use joule_primitives::{Permission, Role, RoleSet, ZoneId};
use polkadot_sdk::{
	frame_support::{
		ensure,
		traits::{Get, Time},
	},
	frame_system,
	sp_runtime::{DispatchError, DispatchResult},
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_create_zone(zone: ZoneId, name: ZoneName) -> DispatchResult {
		ensure!(!Zones::<T>::contains_key(zone), Error::<T>::ZoneExists);
		ensure!(!name.is_empty(), Error::<T>::EmptyZoneName);
		ensure!(Zones::<T>::count() < T::MaxZones::get(), Error::<T>::TooManyZones);

		Zones::<T>::insert(zone, &name);
		Self::deposit_event(Event::ZoneCreated { zone, name });
		Ok(())
	}

	pub(crate) fn do_register(
		who: T::AccountId,
		member_number: MemberNumber,
		zone: ZoneId,
		roles: RoleSet,
	) -> DispatchResult {
		ensure!(!Participants::<T>::contains_key(&who), Error::<T>::AlreadyRegistered);
		ensure!(!Devices::<T>::contains_key(&who), Error::<T>::AccountIsDevice);
		ensure!(!Members::<T>::contains_key(member_number), Error::<T>::MemberNumberTaken);
		ensure!(Zones::<T>::contains_key(zone), Error::<T>::UnknownZone);

		frame_system::Pallet::<T>::inc_providers(&who);
		Members::<T>::insert(member_number, &who);
		Participants::<T>::insert(
			&who,
			Participant { member_number, zone, roles, permissions: PermissionSet::ALL, devices: 0 },
		);
		Self::deposit_event(Event::ParticipantRegistered { who, member_number, zone, roles });
		Ok(())
	}

	pub(crate) fn do_grant_role(who: T::AccountId, role: Role) -> DispatchResult {
		Self::amend(&who, |participant| {
			ensure!(!participant.roles.contains(role), Error::<T>::RoleHeld);
			participant.roles = participant.roles.with(role);
			Ok(())
		})?;
		Self::deposit_event(Event::RoleGranted { who, role });
		Ok(())
	}

	pub(crate) fn do_revoke_role(who: T::AccountId, role: Role) -> DispatchResult {
		Self::amend(&who, |participant| {
			ensure!(participant.roles.contains(role), Error::<T>::RoleNotHeld);
			participant.roles = participant.roles.without(role);
			Ok(())
		})?;
		Self::deposit_event(Event::RoleRevoked { who, role });
		Ok(())
	}

	pub(crate) fn do_grant_permission(who: T::AccountId, permission: Permission) -> DispatchResult {
		Self::amend(&who, |participant| {
			ensure!(!participant.permissions.contains(permission), Error::<T>::PermissionHeld);
			participant.permissions = participant.permissions.with(permission);
			Ok(())
		})?;
		Self::deposit_event(Event::PermissionGranted { who, permission });
		Ok(())
	}

	pub(crate) fn do_revoke_permission(
		who: T::AccountId,
		permission: Permission,
	) -> DispatchResult {
		Self::amend(&who, |participant| {
			ensure!(participant.permissions.contains(permission), Error::<T>::PermissionNotHeld);
			participant.permissions = participant.permissions.without(permission);
			Ok(())
		})?;
		Self::deposit_event(Event::PermissionRevoked { who, permission });
		Ok(())
	}

	pub(crate) fn do_move_to_zone(who: T::AccountId, zone: ZoneId) -> DispatchResult {
		ensure!(Zones::<T>::contains_key(zone), Error::<T>::UnknownZone);
		let from = Self::amend(&who, |participant| {
			ensure!(participant.zone != zone, Error::<T>::AlreadyInZone);
			Ok(core::mem::replace(&mut participant.zone, zone))
		})?;
		Self::deposit_event(Event::ParticipantMoved { who, from, to: zone });
		Ok(())
	}

	pub(crate) fn do_set_quota(who: T::AccountId, class: QuotaClass) -> DispatchResult {
		ensure!(Participants::<T>::contains_key(&who), Error::<T>::NotRegistered);
		let limits = class.limits(T::HouseholdQuota::get());
		Quotas::<T>::insert(&who, Quota::full(class, limits, T::Time::now()));
		Self::deposit_event(Event::QuotaSet { who, class });
		Ok(())
	}

	/// Changes a participant's record. Nothing is written if `change` fails.
	pub(crate) fn amend<R>(
		who: &T::AccountId,
		change: impl FnOnce(&mut Participant) -> Result<R, DispatchError>,
	) -> Result<R, DispatchError> {
		Participants::<T>::try_mutate(who, |entry| {
			let participant = entry.as_mut().ok_or(Error::<T>::NotRegistered)?;
			change(participant)
		})
	}
}
