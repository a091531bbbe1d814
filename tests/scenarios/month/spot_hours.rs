//! How the neighbourhood trades on the spot what nobody bought ahead.

use super::{
	first_of_month, first_of_next_month,
	neighbourhood::{journal_order, journal_side, Neighbourhood},
	MONTH,
};
use joule_auditor::Entry;
use joule_tests::*;
use pallet_energy_trading::{Positions, Remainder};

impl Neighbourhood {
	/// An hour on the spot market.
	pub fn trade_on_the_spot(&mut self) {
		for home in 0..self.people.len() {
			let spare = self.spare_wh(home);
			if spare >= 100 && self.chance.percent(30) {
				let quantity = spare * (20 + self.chance.below(60)) / 100;
				self.place_on_the_spot(home, Side::Ask, quantity);
			} else if self.chance.percent(8) {
				let quantity = 100 + self.chance.below(700);
				self.place_on_the_spot(home, Side::Bid, quantity);
			}
		}
		for _ in 0..2 {
			self.take_an_offer();
		}
	}

	/// Energy that a home has beyond what it keeps for the month product: that part of its sale
	/// that corresponds to the part of the month gone by.
	fn spare_wh(&self, home: usize) -> u64 {
		let account = &self.people[home].account;
		let sold_wh = Positions::<Runtime>::get(account, self.month_product)
			.filter(|position| position.side == Side::Ask)
			.map(|position| position.contracted_wh.0)
			.unwrap_or_default();
		let gone = now() - first_of_month();
		let kept_wh = sold_wh * gone / (first_of_next_month() - first_of_month());
		energy_of(account, MONTH).0.saturating_sub(kept_wh * 9 / 10)
	}

	fn place_on_the_spot(&mut self, home: usize, side: Side, quantity: u64) {
		let terms = OrderTerms {
			limit: PriceTick(900 + 10 * self.chance.below(40) as u32),
			quantity_wh: Wh(quantity),
		};
		let remainder = if self.chance.percent(75) { Remainder::Rest } else { Remainder::Drop };
		let call = TradingCall::place_spot_order {
			side,
			vintage: MONTH,
			limit: terms.limit,
			quantity_wh: terms.quantity_wh,
			remainder,
		};
		let entry = Entry::SpotPlaced {
			month: MONTH.0,
			side: journal_side(side),
			account: home,
			terms: journal_order(&terms),
			stays: remainder == Remainder::Rest,
		};
		self.deed(&self.people[home].clone(), call, entry);
	}

	/// Somebody picks an offer, whatever its price, and takes a part of it or all.
	fn take_an_offer(&mut self) {
		let offers = self.offers();
		if offers.is_empty() {
			return;
		}
		let (offer, _, left_wh) = *self.chance.pick(&offers);
		let wh = if self.chance.percent(30) { left_wh } else { 1 + self.chance.below(left_wh) };
		let home = self.chance.below(self.people.len() as u64) as usize;
		let call = TradingCall::take_spot_order { order: offer, quantity_wh: Wh(wh) };
		let entry = Entry::SpotTaken { account: home, offer, wh };
		self.deed(&self.people[home].clone(), call, entry);
	}

	/// In the evening half of what is on offer is withdrawn.
	pub fn withdraw_offers(&mut self) {
		for (offer, owner, _) in self.offers() {
			if self.chance.percent(50) {
				let call = TradingCall::withdraw_spot_order { order: offer };
				self.deed(&self.people[owner].clone(), call, Entry::SpotWithdrawn { offer });
			}
		}
	}

	/// What is on offer: number, owner, what is left. By number.
	fn offers(&self) -> Vec<(u64, usize, u64)> {
		let resting = <Matching as ContinuousBook<AccountId>>::resting();
		let mut offers: Vec<_> = resting
			.into_iter()
			.map(|(id, order)| (id, self.home_of(&order.owner), order.remaining_wh.0))
			.collect();
		offers.sort_unstable();
		offers
	}
}
