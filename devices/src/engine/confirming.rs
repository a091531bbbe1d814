//! Which deliveries to confirm: those that the chain knows and that wait for the owner, as their buyer, because
//! the owner's meters drew less than was bought. Who bought too much has it all the same, and pays for it; only
//! that the seller need not wait for the days in which it could be disputed.
//!
//! Nothing of it is in the journal: a confirmation counts once, however often it is sent.

use crate::{
	engine::call::MAX_CONFIRMATIONS,
	market::{Contract, ContractId},
	units::Moment,
};
use std::collections::BTreeMap;

/// How long a contract rests after it was confirmed, if the chain shows nothing of that.
const REST_MS: Moment = 10 * 60_000;

/// The contracts that were confirmed lately, and until when they rest.
#[derive(Default)]
pub struct Confirmed(BTreeMap<ContractId, Moment>);

impl Confirmed {
	/// The contracts to confirm now, of which none is confirmed again at once.
	pub fn next(&mut self, contracts: &[Contract], now: Moment) -> Vec<ContractId> {
		self.0.retain(|_, until| *until > now);
		let is_resting = |id: &ContractId| self.0.contains_key(id);
		let next: Vec<_> = contracts
			.iter()
			.filter(|contract| contract.awaits_buyer)
			.map(|contract| contract.id)
			.filter(|id| !is_resting(id))
			.take(MAX_CONFIRMATIONS)
			.collect();
		self.0.extend(next.iter().map(|id| (*id, now + REST_MS)));
		next
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		calendar::{Period, HOUR_MS},
		market::Side,
		units::{PriceTick, Wh},
	};

	const NOW: Moment = 1_793_458_800_000;

	fn contract(index: u32, awaits_buyer: bool) -> Contract {
		Contract {
			id: ContractId { product: 1, index },
			period: Period { start: NOW - 2 * HOUR_MS, end: NOW - HOUR_MS },
			side: Side::Bid,
			quantity_wh: Wh(1_000),
			price: PriceTick(1_500),
			delivered_wh: None,
			awaits_buyer,
		}
	}

	#[test]
	fn what_waits_for_the_owner_is_confirmed_and_nothing_else() {
		let contracts = [contract(0, true), contract(1, false), contract(2, true)];
		let next = Confirmed::default().next(&contracts, NOW);
		assert_eq!(next.iter().map(|id| id.index).collect::<Vec<_>>(), [0, 2]);
	}

	#[test]
	fn what_was_confirmed_rests_and_is_confirmed_again_if_it_still_waits() {
		let mut confirmed = Confirmed::default();
		let contracts = [contract(0, true)];
		let mut at = |now| confirmed.next(&contracts, now).len();
		assert_eq!([at(NOW), at(NOW + 1), at(NOW + REST_MS - 1), at(NOW + REST_MS)], [1, 0, 0, 1]);
	}

	#[test]
	fn many_take_several_calls() {
		let contracts: Vec<_> =
			(0..MAX_CONFIRMATIONS as u32 + 3).map(|index| contract(index, true)).collect();
		let mut confirmed = Confirmed::default();
		assert_eq!(confirmed.next(&contracts, NOW).len(), MAX_CONFIRMATIONS);
		assert_eq!(confirmed.next(&contracts, NOW).len(), 3);
		assert!(confirmed.next(&contracts, NOW).is_empty());
	}
}
