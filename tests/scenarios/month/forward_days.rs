//! How the neighbourhood trades forward: a month ahead, a day ahead, and what comes of it.

use super::{first_of_month, first_of_next_month, neighbourhood::Neighbourhood, HOURS_PER_DAY};
use joule_auditor::Entry;
use joule_tests::*;
use pallet_energy_trading::{
	Contract, ContractIndex, ContractState, Deliveries, Positions, Products,
};
use polkadot_sdk::sp_core::H256;

/// Limits of sellers, in ticks: from what a solar kWh costs on.
const ASKS: (u32, u32) = (850, 1_250);

/// Limits of buyers, in ticks: up to the second block of the tariff.
const BIDS: (u32, u32) = (950, 2_146);

/// Below this it is not worth an order.
const LEAST_WH: u64 = 60;

impl Neighbourhood {
	/// Before the month: everybody forecasts it, sellers commit a part of it, buyers too.
	pub fn trade_the_month_ahead(&mut self) {
		self.month_product = self.open(Resolution::Month, first_of_month(), 1);
		for home in 0..self.people.len() {
			let month = self.profiles.month(home);
			if month.exported > 0 {
				let quantity = month.exported * (35 + self.chance.below(20)) / 100;
				self.intend(home, self.month_product, Side::Ask, quantity);
			} else {
				let quantity = month.imported * (10 + self.chance.below(25)) / 100;
				self.intend(home, self.month_product, Side::Bid, quantity);
			}
		}
	}

	/// The day before: the operator opens the day's hours, and everybody forecasts them.
	pub fn trade_the_day_ahead(&mut self, day: u64) {
		let is_open = |product| {
			Products::<Runtime>::get(product).is_some_and(|product| product.closes_at > now())
		};
		self.placed.retain(|placed| is_open(placed.product));
		let first_hour = day * HOURS_PER_DAY;
		let start = first_of_month() + day * DAY_MS;
		let first = self.open(Resolution::Hour, start, HOURS_PER_DAY as u32);
		self.hour_products.extend(first..first + HOURS_PER_DAY as u32);
		for hour in first_hour..first_hour + HOURS_PER_DAY {
			self.trade_hour(hour);
		}
	}

	fn trade_hour(&mut self, hour: u64) {
		let product = self.hour_products[hour as usize];
		let homes = 0..self.people.len();
		let sun_shines = homes.clone().any(|home| self.profiles.hour(home, hour).exported > 0);
		if !sun_shines && self.chance.percent(90) {
			return;
		}
		for home in homes {
			let flow = self.profiles.hour(home, hour);
			let error_percent = 60 + self.chance.below(80);
			if flow.exported > 0 {
				let forecast = flow.exported * error_percent / 100;
				let part = forecast * (45 + self.chance.below(25)) / 100;
				self.intend(home, product, Side::Ask, part);
			} else if self.chance.percent(50) {
				let forecast = flow.imported * error_percent / 100;
				self.intend(home, product, Side::Bid, forecast);
			}
		}
	}

	/// Places a quantity as a batch of one to three orders.
	fn intend(&mut self, home: usize, product: ProductId, side: Side, quantity: u64) {
		if quantity < LEAST_WH {
			return;
		}
		let count = 1 + self.chance.below(3);
		let (low, high) = if side == Side::Ask { ASKS } else { BIDS };
		// Limits on a coarse grid, so that many meet at the margin.
		let steps = u64::from((high - low) / 25);
		let terms: Vec<_> = (0..count)
			.map(|_| OrderTerms {
				limit: PriceTick(low + 25 * self.chance.below(steps + 1) as u32),
				quantity_wh: Wh(quantity / count),
			})
			.collect();
		self.place(home, product, side, &terms);
	}

	/// In the evening some think again: they cancel, or change an order for the next day.
	pub fn think_again(&mut self, day: u64) {
		let first = first_of_month() + day * DAY_MS;
		if first >= first_of_next_month() {
			return;
		}
		let mut placed = std::mem::take(&mut self.placed);
		for one in &mut placed {
			match self.chance.below(20) {
				0 => self.change(one, None),
				1 => {
					let other = OrderTerms {
						limit: PriceTick(one.terms.limit.0 + 25),
						quantity_wh: Wh(1 + one.terms.quantity_wh.0 / 2),
					};
					self.change(one, Some(other));
				}
				_ => (),
			}
		}
		self.placed = placed;
	}

	/// In the last hour before a gate closes orders are locked: some are improved, and some try to
	/// get out.
	pub fn improve_locked(&mut self, hour: u64) {
		let Some(product) = self.hour_products.get(hour as usize).copied() else { return };
		let mut placed = std::mem::take(&mut self.placed);
		for one in placed.iter_mut().filter(|one| one.product == product) {
			match self.chance.below(30) {
				0 => self.change(one, None),
				1 | 2 => {
					let limit = match one.order.side {
						Side::Bid => one.terms.limit.0 + 50,
						Side::Ask => one.terms.limit.0 - 50,
					};
					let quantity_wh = Wh(one.terms.quantity_wh.0 + self.chance.below(30));
					let better = OrderTerms { limit: PriceTick(limit), quantity_wh };
					self.change(one, Some(better));
				}
				_ => (),
			}
		}
		self.placed = placed;
	}

	/// The hour is over: most sellers have their deliveries established at once, the others leave
	/// that to the chain.
	pub fn deliver_hour(&mut self, hour: u64) {
		self.deliver(self.hour_products[hour as usize], 90);
	}

	/// The month is over.
	pub fn deliver_month(&mut self) {
		self.deliver(self.month_product, 80);
	}

	fn deliver(&mut self, product: ProductId, percent: u64) {
		for home in 0..self.people.len() {
			let who = self.people[home].clone();
			let seller = who.account.clone();
			let has_sold = Positions::<Runtime>::get(&seller, product).is_some_and(|position| {
				position.side == Side::Ask && !position.contracted_wh.is_zero()
			});
			if has_sold && self.chance.percent(percent) {
				let entry = Entry::DeliveryEstablished { product, seller: home };
				self.deed(&who, TradingCall::deliver { product, seller }, entry);
			}
		}
	}

	/// Some buyers answer at once, and some of them have themselves paid out at once.
	pub fn answer_hour(&mut self, hour: u64) {
		let product = self.hour_products[hour as usize];
		for (index, contract) in contracts_of(product) {
			match self.chance.below(100) {
				0..=19 => {
					self.confirm(product, index, &contract);
				}
				20..=29 => {
					if self.confirm(product, index, &contract) {
						self.settle(product, index);
					}
				}
				30..=33 => self.dispute(product, index, &contract),
				34 => self.settle(product, index),
				_ => (),
			}
		}
	}

	/// The next evening some buyers answer for the day before.
	pub fn answer_late(&mut self, day: u64) {
		let first = (day * HOURS_PER_DAY) as usize;
		for hour in first..first + HOURS_PER_DAY as usize {
			let product = self.hour_products[hour];
			for (index, contract) in contracts_of(product) {
				if contract.state == ContractState::Agreed {
					match self.chance.below(10) {
						0 => drop(self.confirm(product, index, &contract)),
						1 => self.dispute(product, index, &contract),
						_ => (),
					}
				}
			}
		}
	}

	fn confirm(
		&mut self,
		product: ProductId,
		index: ContractIndex,
		contract: &Contract<AccountId>,
	) -> bool {
		let buyer = self.people[self.home_of(&contract.buyer)].clone();
		let entry = Entry::Confirmed { product, contract: index as usize };
		self.deed(&buyer, TradingCall::confirm { product, contract: index }, entry)
	}

	fn dispute(
		&mut self,
		product: ProductId,
		index: ContractIndex,
		contract: &Contract<AccountId>,
	) {
		let buyer = self.people[self.home_of(&contract.buyer)].clone();
		let evidence = H256::repeat_byte(self.chance.any() as u8);
		let call = TradingCall::dispute { product, contract: index, evidence };
		let entry = Entry::Disputed { product, contract: index as usize };
		if self.deed(&buyer, call, entry) {
			self.happened.disputes += 1;
			// Some the operator never gets to.
			if self.chance.percent(70) {
				self.disputes.push((product, index));
			}
		}
	}

	fn settle(&mut self, product: ProductId, index: ContractIndex) {
		let call = TradingCall::settle_contract { product, contract: index };
		let entry = Entry::SettlementAsked { product, contract: index as usize };
		self.operator_deed(call, entry);
	}

	/// The operator works on the disputes.
	pub fn rule(&mut self) {
		for (product, index) in std::mem::take(&mut self.disputes) {
			if self.chance.percent(90) {
				self.disputes.push((product, index));
				continue;
			}
			let (_, contract) = EnergyTrading::contracts_from(product, index, 1)[0].clone();
			let delivery = Deliveries::<Runtime>::get(product, &contract.seller);
			let part_wh = delivery.expect("it was disputed").part_of(&contract);
			let accepted_wh = Wh(part_wh.0 * self.chance.below(101) / 100);
			let call = TradingCall::rule { product, contract: index, accepted_wh };
			let entry =
				Entry::Ruled { product, contract: index as usize, accepted_wh: accepted_wh.0 };
			if self.operator_deed(call, entry) {
				self.happened.rulings += 1;
			}
		}
	}

	/// How many contracts of the month product are settled.
	pub fn settled_in_the_month_product(&self) -> u32 {
		Products::<Runtime>::get(self.month_product).expect("it is not pruned yet").settled
	}
}
