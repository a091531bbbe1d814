//! The calls of billing.

use crate::{
	calls::quantity,
	street::{Address, Sender, Street},
};
use joule_tariff::{calendar::month_before, Day, LoadSplit, TariffClass, Usage};
use joule_tests::*;
use pallet_billing::{
	BilledUntil, Call, Contracts, Credits, CurrentSettings, Debts, Forecast, HoldReason, Invoices,
	PartUsages, Settings, SurplusRule, Terms,
};
use polkadot_sdk::{frame_support::BoundedVec, sp_core::H256};

/// A month near to now, mostly one gone by; now and then none there is.
fn month(chance: &mut Chance) -> Vintage {
	let this = Vintage::of(now()).expect("a month");
	let before = month_before(this).expect("a month");
	let next = Vintage::of(this.end().expect("a month")).expect("a month");
	match chance.below(40) {
		0 => Vintage(*chance.pick(&[0, 202613, u32::MAX])),
		1..=6 => this,
		7..=12 => next,
		13..=20 => month_before(before).expect("a month"),
		_ => before,
	}
}

fn day(chance: &mut Chance) -> Day {
	match chance.below(40) {
		0 => Day(*chance.pick(&[0, u32::MAX])),
		_ => Day(Day::of(now()).0 + chance.below(25) as u32),
	}
}

fn terms(chance: &mut Chance) -> Terms {
	let class = *chance.pick(&TariffClass::ALL);
	Terms { class, contract_power: Watt(quantity(chance)) }
}

fn surplus_rule(chance: &mut Chance) -> SurplusRule {
	let price = PriceTick(chance.below(3_000) as u32);
	if chance.percent(50) {
		SurplusRule::CarryOver { price }
	} else {
		SurplusRule::BuyBack { price }
	}
}

fn parts(chance: &mut Chance) -> PartUsages {
	let count = if chance.percent(80) { 1 } else { chance.below(3) };
	parts_of(chance, count)
}

/// What was drawn in so many parts.
fn parts_of(chance: &mut Chance, count: u64) -> PartUsages {
	let usages = (0..count).map(|_| {
		let mut energy = || Wh(quantity(chance).saturating_mul(1_000));
		let split =
			LoadSplit { off_peak_wh: energy(), mid_peak_wh: energy(), on_peak_wh: energy() };
		if chance.percent(50) {
			Usage::Split(split)
		} else {
			Usage::Total(split.off_peak_wh)
		}
	});
	BoundedVec::truncate_from(usages.collect())
}

/// Somebody with a contract, if there is anybody.
fn supplied(chance: &mut Chance) -> Option<AccountId> {
	any_of(chance, Contracts::<Runtime>::iter_keys())
}

/// Somebody with a contract that has not begun, if there is anybody.
fn coming(chance: &mut Chance) -> Option<AccountId> {
	let today = Day::of(now());
	let contracts = Contracts::<Runtime>::iter().filter(|(_, contract)| contract.begins > today);
	any_of(chance, contracts.map(|(customer, _)| customer))
}

/// Where a contract of a customer is to begin: now and then where the one before ended.
fn first_day(chance: &mut Chance, customer: &AccountId) -> Day {
	let billed = BilledUntil::<Runtime>::get(customer).filter(|_| chance.percent(30));
	billed.map_or_else(|| day(chance), |billed| billed.until)
}

/// Other terms, mostly from the next month on.
fn change_of_terms(chance: &mut Chance, customer: AccountId, near: Vintage) -> Call<Runtime> {
	let this = Vintage::of(now()).expect("a month");
	let next = Vintage::of(this.end().expect("a month")).expect("a month");
	let from = if chance.percent(70) { next } else { near };
	let customer = supplied(chance).unwrap_or(customer);
	Call::change_contract { customer, from, terms: terms(chance) }
}

/// A correction of an invoice, if there is any.
fn correction(chance: &mut Chance, customer: AccountId, near: Vintage) -> Call<Runtime> {
	let evidence = H256::repeat_byte(chance.any() as u8);
	match any_of(chance, Invoices::<Runtime>::iter()) {
		Some((customer, month, invoice)) => {
			let parts = parts_of(chance, invoice.usage.len() as u64);
			Call::correct_invoice { customer, month, parts, evidence }
		}
		None => Call::correct_invoice { customer, month: near, parts: parts(chance), evidence },
	}
}

/// Something of a map of the chain, if there is anything in it.
fn any_of<T>(chance: &mut Chance, entries: impl Iterator<Item = T>) -> Option<T> {
	let mut entries: Vec<_> = entries.collect();
	let place = chance.below(entries.len().max(1) as u64) as usize;
	(place < entries.len()).then(|| entries.swap_remove(place))
}

impl Street {
	/// A call of billing: the council's, the operators', or a customer's.
	pub fn billing_call(&self, chance: &mut Chance) -> (Sender, RuntimeCall) {
		match chance.below(20) {
			0 | 1 => (Sender::Council, self.billing_decision(chance).into()),
			2..=10 => (Sender::Person(operator()), self.operators_call(chance).into()),
			_ => self.customers_call(chance),
		}
	}

	fn billing_decision(&self, chance: &mut Chance) -> Call<Runtime> {
		let class = *chance.pick(&TariffClass::ALL);
		match chance.below(3) {
			0 => Call::set_settings {
				settings: Settings {
					biller: operator().account,
					closing_days: 11 + chance.below(3) as u8,
					due_days: if chance.percent(5) { 0 } else { 17 },
					least_days_to_pay: chance.below(256) as u8 / 16,
					interest_ppm_a_day: chance.below(11_000) as u32,
					surplus: surplus_rule(chance),
				},
			},
			1 => {
				let this = Vintage::of(now()).expect("a month");
				let mut table = Billing::tariff_in(class, this).expect("the genesis has one");
				table.fuel_ticks = 200 - chance.below(700) as i32;
				table.base_krw_per_kw = quantity(chance) as u32;
				Call::set_tariff { class, valid_from: month(chance), table }
			}
			_ => {
				let days = vec![(1 + chance.below(13) as u8, 1 + chance.below(31) as u8)];
				let holidays = BoundedVec::truncate_from(days);
				Call::set_holidays { year: 2026 + chance.below(3) as u16, holidays }
			}
		}
	}

	/// The first site is market operator, meter operator and biller.
	fn operators_call(&self, chance: &mut Chance) -> Call<Runtime> {
		let customer = self.account(chance);
		let open = Contracts::<Runtime>::get(&customer).map(|contract| contract.open_month);
		let near = month(chance);
		match chance.below(20) {
			0..=3 => Call::conclude_contract {
				terms: terms(chance),
				reading_day: *chance.pick(&[1, 1, 1, 15, 28, 0, 29]),
				begins: first_day(chance, &customer),
				customer,
			},
			4 => match coming(chance) {
				Some(customer) if chance.percent(50) => Call::withdraw_contract { customer },
				_ => change_of_terms(chance, customer, near),
			},
			5 => {
				let customer = supplied(chance).unwrap_or(customer);
				let ends = chance.percent(80).then(|| day(chance));
				Call::end_contract { customer, ends }
			}
			6..=9 => {
				let month = open.filter(|_| chance.percent(90)).unwrap_or(near);
				Call::report_usage { customer, month, parts: parts(chance) }
			}
			10..=12 => correction(chance, customer, near),
			13 => match any_of(chance, Debts::<Runtime>::iter_keys()) {
				Some((customer, month)) => Call::write_off { customer, month },
				None => Call::write_off { customer, month: near },
			},
			14 => {
				let forecast = Forecast {
					generation_wh: Wh(quantity(chance)),
					demand_wh: Wh(quantity(chance)),
				};
				let forecasts = BoundedVec::truncate_from(vec![(customer, forecast)]);
				Call::publish_forecasts { month: near, forecasts }
			}
			15 => Call::set_aside { amount: Ecoin(quantity(chance).into()) },
			16 => {
				// Mostly as much as there is at most.
				let held = held_ecoin(&operator().account, HoldReason::BuyBack);
				let amount = Ecoin(quantity(chance).into());
				let most = if chance.percent(70) { held } else { amount };
				Call::take_back { amount: amount.min(most) }
			}
			_ => {
				let credit = any_of(chance, Credits::<Runtime>::iter());
				let (customer, amount) = credit.unwrap_or((customer, Ecoin(1)));
				// The biller has not so much at once, so that most is paid out in parts.
				let most = Ecoin::from_krw(chance.below(1_000) + 1);
				Call::refund { customer, amount: amount.min(most) }
			}
		}
	}

	fn customers_call(&self, chance: &mut Chance) -> (Sender, RuntimeCall) {
		let person = self.person(chance);
		let near = month(chance);
		let call = match chance.below(8) {
			0..=4 => {
				let debt = Debts::<Runtime>::iter_prefix(&person.account).next();
				let (month, owed) = debt.map_or((near, 1), |(month, debt)| (month, debt.open.0));
				let amount = Ecoin(owed * u128::from(chance.below(120)) / 100);
				Call::pay { month, amount }
			}
			5 => {
				let limit = Ecoin(u128::from(quantity(chance)) * 10_000);
				Call::set_standing_order { limit: chance.percent(80).then_some(limit) }
			}
			6 => return self.late_energy(chance, person),
			_ => CurrentSettings::<Runtime>::get()
				.map_or(Call::hand_in { month: near }, |settings| Call::set_settings { settings }),
		};
		(Sender::Person(person), call.into())
	}

	/// Energy of a closed month that somebody with an invoice of it hands in, or is given by somebody
	/// who has some.
	fn late_energy(&self, chance: &mut Chance, person: Person) -> (Sender, RuntimeCall) {
		let has = |who: &AccountId, month| !energy_of(who, month).is_zero();
		let closed: Vec<_> = Invoices::<Runtime>::iter_keys().collect();
		let late = closed.iter().filter(|(who, month)| has(who, *month)).cloned();
		if let Some((who, month)) = any_of(chance, late) {
			let owner = self.people.iter().find(|person| person.account == who).cloned();
			let owner = owner.unwrap_or(person);
			return (Sender::Person(owner), Call::<Runtime>::hand_in { month }.into());
		}
		let Some((who, month)) = any_of(chance, closed.into_iter()) else {
			let month = month(chance);
			return (Sender::Person(person), Call::<Runtime>::hand_in { month }.into());
		};
		let giver = self.people.iter().find(|person| has(&person.account, month)).cloned();
		let amount = 1 + u128::from(chance.below(2_000));
		let target = Address::Id(who);
		let id = month.asset_id().into();
		let call = polkadot_sdk::pallet_assets::Call::<Runtime>::transfer { id, target, amount };
		(Sender::Person(giver.unwrap_or(person)), call.into())
	}
}
