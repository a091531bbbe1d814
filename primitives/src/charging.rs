//! What the charging of vehicles is to the rest of the market.

use crate::{calendar::Vintage, units::Wh};

/// Answers how much of the neighbours' energy went into vehicles.
///
/// An operator of charge points may cover what it sold with energy that it bought on the market.
/// That energy is burnt, so that nobody can use it again. At the monthly closing it counts as used,
/// just as if the operator had redeemed it there.
pub trait CoveredEnergy<AccountId> {
	/// How much energy of a month the operator has burnt for charging sessions.
	fn covered_wh(operator: &AccountId, vintage: Vintage) -> Wh;
}

/// Where there are no charging stations, nothing is covered.
impl<AccountId> CoveredEnergy<AccountId> for () {
	fn covered_wh(_: &AccountId, _: Vintage) -> Wh {
		Wh::ZERO
	}
}
