//! Who takes part in the market, and as what.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// A zone of the distribution grid. Energy is traded within a zone.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(transparent)]
pub struct ZoneId(pub u16);

/// What a participant is entitled to do beyond holding and sending assets.
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
	Serialize,
	Deserialize,
)]
pub enum Role {
	/// Runs the market: creates products, rules on disputes. Cannot set a price or move money.
	Operator,
	/// Holds the bank account behind the ecoin: approves its issue and redemption.
	Issuer,
	/// Is issued energy for what its meters export, and may sell it.
	Producer,
	/// May buy energy.
	Consumer,
	/// Installs meters and registers their keys.
	MeterOperator,
	/// Runs charging stations.
	ChargePointOperator,
}

impl Role {
	/// Every role.
	pub const ALL: [Self; 6] = [
		Self::Operator,
		Self::Issuer,
		Self::Producer,
		Self::Consumer,
		Self::MeterOperator,
		Self::ChargePointOperator,
	];

	const fn bit(self) -> u8 {
		1 << self as u8
	}
}

/// A set of roles: one bit a role, in the order of [`Role`].
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(transparent)]
pub struct RoleSet(u8);

impl RoleSet {
	/// No role.
	pub const EMPTY: Self = Self(0);

	/// The set of these roles.
	pub fn of(roles: &[Role]) -> Self {
		Self(roles.iter().fold(0, |bits, role| bits | role.bit()))
	}

	/// Whether the role is in the set.
	pub const fn contains(self, role: Role) -> bool {
		self.0 & role.bit() != 0
	}

	/// The set with the role.
	pub const fn with(self, role: Role) -> Self {
		Self(self.0 | role.bit())
	}

	/// The set without the role.
	pub const fn without(self, role: Role) -> Self {
		Self(self.0 & !role.bit())
	}
}

/// What a participant may do with the chain at all, as in MultiChain's `grant`.
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
	Serialize,
	Deserialize,
)]
pub enum Permission {
	/// Sign transactions and send assets.
	Send,
	/// Receive assets.
	Receive,
}

/// Answers what the registry knows of an account.
pub trait Participants<AccountId> {
	/// Whether the account is a participant that has the role.
	fn has_role(who: &AccountId, role: Role) -> bool;

	/// The zone that a participant belongs to; `None` for a stranger.
	fn zone_of(who: &AccountId) -> Option<ZoneId>;

	/// Whether the account is a participant that may receive assets.
	fn may_receive(who: &AccountId) -> bool;

	/// Whether the account is a participant that may send assets.
	fn may_send(who: &AccountId) -> bool;

	/// Whether the zone exists.
	fn zone_exists(zone: ZoneId) -> bool;
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_role_set_holds_what_was_put_in() {
		for role in Role::ALL {
			let set = RoleSet::EMPTY.with(role);
			for other in Role::ALL {
				assert_eq!(set.contains(other), role == other);
			}
			assert_eq!(set.without(role), RoleSet::EMPTY);
		}
	}
}
