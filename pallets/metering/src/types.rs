//! What is stored about metering points, and what is issued for them.

use crate::messages::MeterKey;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use joule_primitives::{Moment, Watt, Wh, ZoneId};
use polkadot_sdk::sp_runtime::DispatchError;
use scale_info::TypeInfo;

/// The two registers of a meter. They only ever count up.
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
)]
pub struct Registers {
	/// All that was ever drawn from the grid.
	pub import_wh: Wh,
	/// All that was ever fed into the grid.
	pub export_wh: Wh,
}

impl Registers {
	/// Registers that have counted nothing.
	pub const ZERO: Self = Self { import_wh: Wh::ZERO, export_wh: Wh::ZERO };

	/// Both sums, or `None` where one does not fit.
	pub fn checked_add(self, other: Self) -> Option<Self> {
		Some(Self {
			import_wh: self.import_wh.checked_add(other.import_wh)?,
			export_wh: self.export_wh.checked_add(other.export_wh)?,
		})
	}

	/// Both differences, or `None` where one would be negative.
	pub fn checked_sub(self, other: Self) -> Option<Self> {
		Some(Self {
			import_wh: self.import_wh.checked_sub(other.import_wh)?,
			export_wh: self.export_wh.checked_sub(other.export_wh)?,
		})
	}

	/// Both sums, each at most the largest value.
	pub fn saturating_add(self, other: Self) -> Self {
		Self {
			import_wh: self.import_wh.saturating_add(other.import_wh),
			export_wh: self.export_wh.saturating_add(other.export_wh),
		}
	}
}

/// What a metering point can carry at most.
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
)]
pub struct Capacity {
	/// The largest power that can be drawn from the grid.
	pub import: Watt,
	/// The largest power that can be fed into the grid.
	pub export: Watt,
}

/// Where the energy that a point feeds into the grid comes from: the `origin` of the energy that
/// is issued for it.
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
pub enum Source {
	/// Photovoltaics.
	Solar,
	/// A wind turbine.
	Wind,
	/// A battery.
	Storage,
	/// Anything else.
	Other,
}

/// How a metering point begins: all that its meter operator vouches for.
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
pub struct Installation<AccountId> {
	/// The participant whose energy is measured.
	pub owner: AccountId,
	/// The zone of the grid in which the point lies.
	pub zone: ZoneId,
	/// Where exported energy comes from.
	pub source: Source,
	/// What the point can carry.
	pub capacity: Capacity,
	/// The key of the meter.
	pub key: MeterKey,
	/// When the point went into service: a full quarter of an hour.
	pub installed_at: Moment,
	/// What the face of the meter showed then.
	pub face: Registers,
}

/// Where a metering point is in its life.
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
pub enum PointState {
	/// Its meter is read.
	InService,
	/// Its meter is read no more, its totals stand still.
	Retired,
}

/// What is remembered of the last reading of a point.
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
pub struct LastReading {
	/// The number of the last message that was signed for the point: a reading or a rotation.
	pub sequence: u32,
	/// When the meter was read, or installed if it never was.
	pub measured_at: Moment,
	/// What the face of the meter showed, or the face of the new meter after a replacement.
	pub face: Registers,
}

/// A metering point.
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
pub struct MeteringPoint<AccountId> {
	/// The participant whose energy is measured.
	pub owner: AccountId,
	/// The zone of the grid in which the point lies.
	pub zone: ZoneId,
	/// Where exported energy comes from.
	pub source: Source,
	/// What the point can carry.
	pub capacity: Capacity,
	/// The key of the meter.
	pub key: MeterKey,
	/// The meter operator who registered the point.
	pub approved_by: AccountId,
	/// When the point went into service. Its totals were zero then.
	pub installed_at: Moment,
	/// The last reading.
	pub last: LastReading,
	/// All that the point measured since it was installed, whatever the number of meters.
	pub total: Registers,
	/// The day of the oldest page of readings that is kept.
	pub oldest_day: u32,
	/// Whether the meter is still read.
	pub state: PointState,
}

/// How far the energy of an issuance has come on its way into the market.
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
pub enum IssueStage {
	/// It was measured by a meter that signed for it.
	Metered,
}

/// What was issued for the exports of one point in one month, and on which grounds.
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
pub struct Issuance<AccountId> {
	/// How much, up to now.
	pub issued_wh: Wh,
	/// Where it came from.
	pub origin: Source,
	/// How far it has come.
	pub stage: IssueStage,
	/// The meter operator who vouches for the meter.
	pub approval: AccountId,
}

/// Why nothing was issued for an export.
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
pub enum NotIssuedReason {
	/// The owner of the point does not have the role of a producer.
	OwnerIsNoProducer,
	/// The owner of the point may not receive assets.
	OwnerMayNotReceive,
	/// The energy could not be put into the owner's account.
	AssetRefused(DispatchError),
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn registers_add_and_subtract_one_by_one() {
		let small = Registers { import_wh: Wh(1), export_wh: Wh(2) };
		let large = Registers { import_wh: Wh(5), export_wh: Wh(7) };
		assert_eq!(
			large.checked_sub(small),
			Some(Registers { import_wh: Wh(4), export_wh: Wh(5) })
		);
		assert_eq!(large.checked_sub(small).and_then(|rest| rest.checked_add(small)), Some(large));
		assert_eq!(small.checked_sub(Registers { import_wh: Wh(0), export_wh: Wh(3) }), None);
		assert_eq!(
			small.checked_add(Registers { import_wh: Wh(u64::MAX), export_wh: Wh(0) }),
			None
		);
	}
}
