//! How the town trades: a month ahead, and on the spot what was metered.

use super::town::Town;
use joule_tariff::{calendar::month_before, Day};
use joule_tests::*;
use pallet_energy_trading::{ContractState, Deliveries, NextProductId, Remainder, Series};
use polkadot_sdk::sp_core::H256;

impl Town {
	/// What is done on the markets on such a day.
	pub fn trade(&mut self, today: Day) {
		let month = today.month().expect("a month");
		let number = Day::first_of(month).expect("a month").until(today) + 1;
		match number {
			1 => self.deliver_and_answer(),
			3 => self.trade_a_month_ahead(month),
			5 | 8 => self.rule(),
			13 => self.withdraw_offers(),
			_ => (),
		}
		if (2..=10).contains(&number) {
			self.trade_on_the_spot(month_before(month).expect("a month"));
		}
		if number > 12 {
			self.hand_in(month_before(month).expect("a month"));
		}
	}

	/// The operator opens the next month; sellers commit a part of what they expect, buyers too.
	fn trade_a_month_ahead(&mut self, month: Vintage) {
		let next = Vintage::of(month.end().expect("a month")).expect("a month");
		let product = NextProductId::<Runtime>::get();
		let series = Series {
			zone: ZONE,
			resolution: Resolution::Month,
			first_start: next.start().expect("a month"),
			count: 1,
			gate_lead_ms: HOUR_MS,
			lock_lead_ms: HOUR_MS,
		};
		assert!(self.deed(&operator(), TradingCall::create_series { series }));
		self.products.push(product);
		for place in 0..self.residents.len() {
			let resident = &self.residents[place];
			let (person, yield_wh) = (resident.person.clone(), resident.yield_in(next));
			let surplus = yield_wh.saturating_sub(resident.demand_in(next) / 2);
			let demand = resident.demand_in(next);
			if surplus > 1_000 {
				let quantity = surplus * (30 + self.chance.below(60)) / 100;
				let limit = 900 + 25 * self.chance.below(20) as u32;
				let orders = orders(&[(limit, quantity.max(1))]);
				let call = TradingCall::place_orders { product, side: Side::Ask, orders };
				self.deed(&person, call);
			} else if self.chance.percent(60) {
				let quantity = demand.min(2_000_000) * (5 + self.chance.below(40)) / 100;
				let limit = 1_000 + 25 * self.chance.below(50) as u32;
				let orders = orders(&[(limit, quantity.max(1))]);
				let call = TradingCall::place_orders { product, side: Side::Bid, orders };
				self.deed(&person, call);
			}
		}
	}

	/// The month is over: sellers have their deliveries established; some buyers confirm, some
	/// dispute, before their own meters confirm for them.
	fn deliver_and_answer(&mut self) {
		let Some(product) = self.products.len().checked_sub(2).map(|place| self.products[place])
		else {
			return;
		};
		for (contract, terms) in contracts_of(product) {
			self.happened.contracts_traded += 1;
			let [seller, buyer] = [&terms.seller, &terms.buyer]
				.map(|who| self.residents[self.places[who]].person.clone());
			if Deliveries::<Runtime>::get(product, &terms.seller).is_none() {
				let call = TradingCall::deliver { product, seller: terms.seller };
				self.deed(&seller, call);
			}
			match self.chance.below(10) {
				0 | 1 => drop(self.deed(&buyer, TradingCall::confirm { product, contract })),
				2 => {
					let evidence = H256::repeat_byte(1);
					let call = TradingCall::dispute { product, contract, evidence };
					if self.deed(&buyer, call) {
						self.happened.disputes += 1;
						self.disputes.push((product, contract));
					}
				}
				_ => (),
			}
		}
	}

	/// The operator rules on most of the disputes.
	fn rule(&mut self) {
		for (product, contract) in std::mem::take(&mut self.disputes) {
			let (_, terms) = EnergyTrading::contracts_from(product, contract, 1)[0].clone();
			let Some(delivery) = Deliveries::<Runtime>::get(product, &terms.seller) else {
				continue;
			};
			let is_open = matches!(terms.state, ContractState::Disputed { .. });
			if is_open && self.chance.percent(80) {
				let part = delivery.part_of(&terms).0;
				let accepted_wh = Wh(part * self.chance.below(101) / 100);
				self.deed(&operator(), TradingCall::rule { product, contract, accepted_wh });
			}
		}
	}

	/// Energy of the month gone by changes hands.
	fn trade_on_the_spot(&mut self, month: Vintage) {
		for _ in 0..12 {
			let place = self.chance.below(self.residents.len() as u64) as usize;
			let person = self.residents[place].person.clone();
			let spare = energy_of(&person.account, month).0;
			let (side, quantity) = if spare > 10_000 && self.chance.percent(60) {
				(Side::Ask, spare * (20 + self.chance.below(60)) / 100)
			} else {
				(Side::Bid, 5_000 + self.chance.below(60_000))
			};
			let call = TradingCall::place_spot_order {
				side,
				vintage: month,
				limit: PriceTick(1_000 + 10 * self.chance.below(60) as u32),
				quantity_wh: Wh(quantity),
				remainder: Remainder::Rest,
			};
			self.deed(&person, call);
		}
	}

	/// What still rests after the closing is withdrawn.
	fn withdraw_offers(&mut self) {
		for (order, resting) in <Matching as ContinuousBook<AccountId>>::resting() {
			let owner = self.residents[self.places[&resting.owner]].person.clone();
			self.deed(&owner, TradingCall::withdraw_spot_order { order });
		}
	}

	/// Energy that came after its month was closed is handed in.
	fn hand_in(&mut self, month: Vintage) {
		for place in 0..self.residents.len() {
			let person = self.residents[place].person.clone();
			let late = !energy_of(&person.account, month).is_zero();
			if late && self.chance.percent(30) {
				self.deed(&person, pallet_billing::Call::hand_in { month });
			}
		}
	}
}
