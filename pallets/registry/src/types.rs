//! What the registry remembers of a participant.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use joule_primitives::{Permission, Role, RoleSet, ZoneId};
use polkadot_sdk::{frame_support::BoundedVec, sp_core::ConstU32};
use scale_info::TypeInfo;

/// What people call a zone, UTF-8.
pub type ZoneName = BoundedVec<u8, ConstU32<64>>;

/// The roles that a participant begins with. One that is named twice counts once.
pub type Roles = BoundedVec<Role, ConstU32<{ Role::ALL.len() as u32 }>>;

/// The number under which the billing office knows a customer. One participant, one number.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct MemberNumber(pub u32);

/// The permissions that a participant has.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct PermissionSet {
	/// Whether it may sign transactions and send assets.
	pub send: bool,
	/// Whether it may receive assets.
	pub receive: bool,
}

impl PermissionSet {
	/// Every permission.
	pub const ALL: Self = Self { send: true, receive: true };

	/// Whether the permission is in the set.
	pub const fn contains(self, permission: Permission) -> bool {
		match permission {
			Permission::Send => self.send,
			Permission::Receive => self.receive,
		}
	}

	/// The set with the permission.
	pub const fn with(self, permission: Permission) -> Self {
		match permission {
			Permission::Send => Self { send: true, ..self },
			Permission::Receive => Self { receive: true, ..self },
		}
	}

	/// The set without the permission.
	pub const fn without(self, permission: Permission) -> Self {
		match permission {
			Permission::Send => Self { send: false, ..self },
			Permission::Receive => Self { receive: false, ..self },
		}
	}
}

/// A participant.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Participant {
	/// The number under which the billing office knows it.
	pub member_number: MemberNumber,
	/// Where on the grid it is.
	pub zone: ZoneId,
	/// What it may do in the market.
	pub roles: RoleSet,
	/// What it may do with the chain at all.
	pub permissions: PermissionSet,
	/// How many devices it has.
	pub devices: u32,
}

#[cfg(test)]
mod tests {
	use super::*;

	const NONE: PermissionSet = PermissionSet { send: false, receive: false };

	#[test]
	fn a_permission_set_holds_what_was_put_in() {
		for (permission, other) in
			[(Permission::Send, Permission::Receive), (Permission::Receive, Permission::Send)]
		{
			let set = NONE.with(permission);
			assert!(set.contains(permission));
			assert!(!set.contains(other));
			assert_eq!(set.without(permission), NONE);
			assert_eq!(set.with(other), PermissionSet::ALL);
		}
	}
}
