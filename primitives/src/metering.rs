//! What the meters say.

use crate::{
	calendar::{DeliveryPeriod, Moment},
	participants::ZoneId,
	units::Wh,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// The number of a metering point: a place where energy passes between the grid and a customer.
/// The number stays when the meter is replaced.
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
#[serde(transparent)]
pub struct MeteringPointId(pub u64);

/// Answers how much energy the meters of an account measured.
///
/// A volume is known once the meters of all those points were read at both ends of the period. Until then, and after the readings were pruned, the answer is `None`.
pub trait MeteredVolumes<AccountId> {
	/// What all the account's points in the zone fed into the grid during the period.
	fn exported_wh(who: &AccountId, zone: ZoneId, period: &DeliveryPeriod) -> Option<Wh>;

	/// What all the account's points in the zone drew from the grid during the period.
	fn imported_wh(who: &AccountId, zone: ZoneId, period: &DeliveryPeriod) -> Option<Wh>;

	/// What all the account's points, in whichever zone, drew from the grid between two full quarters of
	/// an hour.
	fn imported_between_wh(who: &AccountId, from: Moment, until: Moment) -> Option<Wh>;
}
