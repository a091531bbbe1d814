//! What charging stations took off the grid's energy.

use crate::{calendar::Vintage, units::Wh};

/// Answers how much local energy was redeemed for charging.
pub trait CoveredEnergy<AccountId> {
	/// What a charge point operator redeemed of a month's energy for the sessions of its drivers.
	fn covered_wh(operator: &AccountId, vintage: Vintage) -> Wh;
}

/// Where there are no charging stations, nothing is covered.
impl<AccountId> CoveredEnergy<AccountId> for () {
	fn covered_wh(_: &AccountId, _: Vintage) -> Wh {
		Wh::ZERO
	}
}
