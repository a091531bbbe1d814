//! The people of a town, their contracts and meters.

use super::{witness::Witness, BUILDINGS, HOUSEHOLDS};
use joule_auditor::billing as auditor;
use joule_tariff::{calendar::month_of_year, Day, TariffClass};
use joule_tests::*;
use pallet_billing::{BilledUntil, CarriedOver, Contracts, CurrentSettings, Forecast, Terms};
use polkadot_sdk::frame_support::BoundedVec;
use std::collections::BTreeMap;

/// How long ago a contract may have ended for another one to begin there. As long as its first readings
/// are kept until its first invoice.
const REMEMBERED_DAYS: u32 = 40;

/// The order of the auditor's classes.
pub fn name_of(class: TariffClass) -> auditor::Class {
	match class {
		TariffClass::ResidentialLowVoltage => "residential, low voltage",
		TariffClass::ResidentialHighVoltage => "residential, high voltage",
		TariffClass::General => "general",
		TariffClass::GeneralTimeOfUse => "general, by time of use",
	}
}

/// Somebody of the town.
pub struct Resident {
	pub person: Person,
	pub meter: Meter,
	pub terms: Terms,
	pub reading_day: u8,
	/// What it draws in a month of middling weather, in Wh.
	pub demand_wh: u64,
	/// What its panels yield in a month of middling weather, in Wh.
	pub yield_wh: u64,
	/// Readings that were made and not sent yet.
	pub unsent: Vec<pallet_metering::SignedReading>,
	/// Until when its meter has no connection.
	pub offline_until: Day,
	/// When its meter was read last.
	pub read_on: Day,
	/// What its meter drew between readings, by the day of the later one.
	pub drawn_wh: BTreeMap<Day, u64>,
}

/// What happened in a year, so that it can be told that much did.
#[derive(Debug, Default)]
pub struct Happened {
	pub invoices: u64,
	pub put_off: u64,
	pub estimated: u64,
	pub in_two_parts: u64,
	pub notes: u64,
	pub credits: u64,
	pub payments: u64,
	pub payments_with_interest: u64,
	pub standing_orders: u64,
	pub standing_orders_short: u64,
	pub bought_back: u64,
	pub carried_over: u64,
	pub handed_in: u64,
	pub refunds: u64,
	pub late_energy: u64,
	pub carry_overs_ended: u64,
	pub surpluses_credited: u64,
	pub contracts_ended: u64,
	pub ends_withdrawn: u64,
	pub contracts_withdrawn: u64,
	pub contracts_followed: u64,
	pub write_offs: u64,
	pub reading_days_changed: u64,
	pub terms_changed: u64,
	pub contracts_traded: u64,
	pub disputes: u64,
	pub spot_trades: u64,
	pub late_readings: u64,
	pub refused: BTreeMap<String, u64>,
}

/// The town.
pub struct Town {
	pub chance: Chance,
	pub residents: Vec<Resident>,
	/// Which resident an account is.
	pub places: BTreeMap<AccountId, usize>,
	pub journal: auditor::Journal,
	/// What the town knows without asking the chain.
	pub witness: Witness,
	/// What each customer paid in all, was paid for surplus, and was refunded; by the chain's events.
	pub paid: Vec<u128>,
	pub bought_back: Vec<u128>,
	pub refunded: Vec<u128>,
	/// What was paid of each invoice.
	pub paid_of_invoice: BTreeMap<(usize, u32), u128>,
	/// What each could spend when the day began, before standing orders were carried out.
	pub free: Vec<u128>,
	pub happened: Happened,
	/// Disputes that the operator has not ruled on.
	pub disputes: Vec<(ProductId, pallet_energy_trading::ContractIndex)>,
	pub products: Vec<ProductId>,
}

impl Town {
	/// Everybody moves in, with meters, contracts and ecoin.
	pub fn new(seed: u64) -> Self {
		let mut chance = Chance::new(seed);
		let mut residents = Vec::new();
		for number in 1..=(HOUSEHOLDS + BUILDINGS) as u32 {
			residents.push(move_in(number, &mut chance));
		}
		let places = residents
			.iter()
			.enumerate()
			.map(|(place, resident)| (resident.person.account.clone(), place))
			.collect();
		let count = residents.len();
		let mut town = Self {
			chance,
			residents,
			places,
			journal: super::journal::empty(count),
			witness: Witness::default(),
			paid: vec![0; count],
			bought_back: vec![0; count],
			refunded: vec![0; count],
			paid_of_invoice: BTreeMap::new(),
			free: vec![0; count],
			happened: Happened::default(),
			disputes: Vec::new(),
			products: Vec::new(),
		};
		for place in 0..count {
			town.conclude(place, Day::of(now()));
		}
		town.note_events();
		town
	}

	/// The operator notes a contract.
	fn conclude(&mut self, place: usize, begins: Day) -> bool {
		let resident = &self.residents[place];
		let (account, terms) = (resident.person.account.clone(), resident.terms);
		let call = pallet_billing::Call::conclude_contract {
			customer: account,
			terms,
			reading_day: resident.reading_day,
			begins,
		};
		self.deed(&operator(), call)
	}

	/// Does something on the chain; what is refused is counted.
	pub fn deed(&mut self, who: &Person, call: impl Into<RuntimeCall>) -> bool {
		self.deed_of(who.origin(), call)
	}

	/// The same for the council.
	pub fn deed_of(&mut self, origin: RuntimeOrigin, call: impl Into<RuntimeCall>) -> bool {
		match dispatch(origin, call) {
			Ok(()) => true,
			Err(error) => {
				let reason = <&str>::from(error).to_string();
				*self.happened.refused.entry(reason).or_default() += 1;
				false
			}
		}
	}

	/// Contracts end, begin again and change in the middle of months; forecasts are published on the
	/// first.
	pub fn change_contracts(&mut self, today: Day) {
		let month = today.month().expect("a month");
		if today == Day::first_of(month).expect("a month") {
			self.publish_forecasts(month);
		}
		if self.chance.percent(20) {
			let customer = self.who_moves_out();
			let ends = Some(today.plus(1 + self.chance.below(20) as u32));
			let call = pallet_billing::Call::end_contract { customer, ends };
			self.deed(&operator(), call);
		}
		self.stay_after_all(today);
		if self.chance.percent(10) {
			let place = self.chance.below(HOUSEHOLDS as u64) as usize;
			let class = *self
				.chance
				.pick(&[TariffClass::ResidentialLowVoltage, TariffClass::ResidentialHighVoltage]);
			let from = Vintage::of(month.end().expect("a month")).expect("a month");
			let customer = self.residents[place].person.account.clone();
			let terms = Terms { class, contract_power: Watt(3_000) };
			let call = pallet_billing::Call::change_contract { customer, from, terms };
			self.deed(&operator(), call);
		}
		self.withdraw_contracts(today);
		for place in 0..self.residents.len() {
			let account = &self.residents[place].person.account;
			if !Contracts::<Runtime>::contains_key(account) && self.chance.percent(5) {
				self.move_in_again(place, today);
			}
		}
	}

	/// Who moved out moves in again some day, and may be read on another one. Some never left, and are
	/// read on the first, as all meters were in the meantime.
	fn move_in_again(&mut self, place: usize, today: Day) {
		let billed = BilledUntil::<Runtime>::get(&self.residents[place].person.account);
		let recent = billed.filter(|billed| billed.until.plus(REMEMBERED_DAYS) >= today);
		let from_there = recent.filter(|_| self.chance.percent(70)).map(|billed| billed.until);
		let reading_day = from_there.map_or_else(|| *self.chance.pick(&[1, 8, 15]), |_| 1);
		let resident = &mut self.residents[place];
		self.happened.reading_days_changed += u64::from(reading_day != resident.reading_day);
		resident.reading_day = reading_day;
		let begins = from_there.unwrap_or_else(|| today.plus(self.chance.below(6) as u32));
		if self.conclude(place, begins) {
			self.happened.contracts_followed += u64::from(from_there.is_some());
		}
	}

	/// Some contracts that have not begun were a mistake.
	fn withdraw_contracts(&mut self, today: Day) {
		for place in 0..self.residents.len() {
			let customer = self.residents[place].person.account.clone();
			let begins = Contracts::<Runtime>::get(&customer).map(|contract| contract.begins);
			if begins.is_some_and(|day| day > today) && self.chance.percent(30) {
				self.deed(&operator(), pallet_billing::Call::withdraw_contract { customer });
			}
		}
	}

	/// Somebody, often one who has energy carried over, for it is to be seen what becomes of that.
	fn who_moves_out(&mut self) -> AccountId {
		let accounts = self.residents.iter().map(|resident| &resident.person.account);
		let has_energy = |who: &&AccountId| CarriedOver::<Runtime>::contains_key(who);
		let prosumers: Vec<_> = accounts.clone().filter(has_energy).cloned().collect();
		let anybody: Vec<_> = accounts.cloned().collect();
		let is_prosumer = !prosumers.is_empty() && self.chance.percent(60);
		self.chance.pick(if is_prosumer { &prosumers } else { &anybody }).clone()
	}

	/// Some of those whose contracts are to end stay.
	fn stay_after_all(&mut self, today: Day) {
		for place in 0..self.residents.len() {
			let customer = self.residents[place].person.account.clone();
			let ends = Contracts::<Runtime>::get(&customer).and_then(|contract| contract.ends);
			if ends.is_some_and(|day| day > today) && self.chance.percent(4) {
				let call = pallet_billing::Call::end_contract { customer, ends: None };
				self.deed(&operator(), call);
			}
		}
	}

	fn publish_forecasts(&mut self, month: Vintage) {
		let everybody: Vec<_> = self
			.residents
			.iter()
			.filter(|it| {
				Contracts::<Runtime>::get(&it.person.account)
					.is_some_and(|contract| contract.is_to_come(month))
			})
			.map(|it| {
				let forecast = Forecast {
					generation_wh: Wh(it.yield_in(month)),
					demand_wh: Wh(it.demand_in(month)),
				};
				(it.person.account.clone(), forecast)
			})
			.collect();
		for part in everybody.chunks(100) {
			let forecasts = BoundedVec::truncate_from(part.to_vec());
			let call = pallet_billing::Call::publish_forecasts { month, forecasts };
			assert!(self.deed(&operator(), call), "the operator publishes");
		}
	}

	/// The council changes tariffs and settings in the course of the year.
	pub fn decide(&mut self, today: Day) {
		let on = |month: u32, number: u8| Day::in_month(Vintage(month), number) == Some(today);
		let settings = CurrentSettings::<Runtime>::get().expect("the genesis sets them");
		if on(202702, 3) {
			self.buy_back_from_now_on(settings.clone());
		}
		if on(202704, 20) {
			let settings = pallet_billing::Settings { interest_ppm_a_day: 650, ..settings.clone() };
			let call = pallet_billing::Call::set_settings { settings };
			assert!(self.deed_of(council(), call), "the council decides");
		}
		if on(202705, 5) {
			for class in TariffClass::ALL {
				let mut table = Billing::tariff_in(class, Vintage(202705)).expect("a table");
				table.climate = PriceTick(97);
				table.fuel_ticks = -20;
				table.fund_permille = 25;
				let valid_from = Vintage(202706);
				let call = pallet_billing::Call::set_tariff { class, valid_from, table };
				assert!(self.deed_of(council(), call), "the council decides");
			}
		}
	}

	fn buy_back_from_now_on(&mut self, settings: pallet_billing::SettingsOf<Runtime>) {
		let surplus = pallet_billing::SurplusRule::BuyBack { price: PriceTick(850) };
		let settings = pallet_billing::Settings { surplus, ..settings };
		assert!(
			self.deed_of(council(), pallet_billing::Call::set_settings { settings }),
			"the council decides"
		);
		// Not enough for all that is to come, so that some is carried over.
		let biller = operator().with_ecoin_krw(300_001);
		let amount = Ecoin::from_krw(300_000);
		assert!(self.deed(&biller, pallet_billing::Call::set_aside { amount }), "the biller can");
	}
}

impl Resident {
	/// What it would draw in a month, as far as anybody knows.
	pub fn demand_in(&self, month: Vintage) -> u64 {
		let percent = match month_of_year(month) {
			7 | 8 => 150,
			12 | 1 | 2 => 120,
			_ => 90,
		};
		self.demand_wh * percent / 100
	}

	/// What its panels would yield in a month, as far as anybody knows.
	pub fn yield_in(&self, month: Vintage) -> u64 {
		let percent = match month_of_year(month) {
			4..=9 => 140,
			_ => 60,
		};
		self.yield_wh * percent / 100
	}
}

fn move_in(number: u32, chance: &mut Chance) -> Resident {
	let is_household = number <= HOUSEHOLDS as u32;
	let terms = if is_household {
		let class = if chance.percent(70) {
			TariffClass::ResidentialLowVoltage
		} else {
			TariffClass::ResidentialHighVoltage
		};
		Terms { class, contract_power: Watt(3_000) }
	} else {
		let class =
			if chance.percent(50) { TariffClass::General } else { TariffClass::GeneralTimeOfUse };
		Terms { class, contract_power: Watt(50_000 + 1_500 * chance.below(200)) }
	};
	let demand_wh = if is_household {
		120_000 + chance.below(600_000)
	} else {
		4_000_000 + chance.below(20_000_000)
	};
	let has_panels = chance.percent(35);
	let yield_wh = if has_panels { demand_wh * (20 + chance.below(130)) / 100 } else { 0 };
	let ecoin = if is_household { 1_000_000 } else { 60_000_000 };
	let person = home(number).with_ecoin_krw(ecoin + chance.below(1_000_000));
	let kind = if chance.percent(50) { MeterKind::Ed25519 } else { MeterKind::Sr25519 };
	let meter = Meter::install(&person, kind);
	if chance.percent(40) {
		let limit = Ecoin::from_krw(if is_household { 90_000 } else { 4_000_000 });
		assert_ok!(Billing::set_standing_order(person.origin(), Some(limit)));
	}
	let today = Day::of(now());
	Resident {
		person,
		meter,
		terms,
		reading_day: if chance.percent(75) { 1 } else { 15 },
		demand_wh,
		yield_wh,
		unsent: Vec::new(),
		offline_until: today,
		read_on: today,
		drawn_wh: BTreeMap::new(),
	}
}
