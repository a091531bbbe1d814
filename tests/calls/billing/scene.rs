//! The words of billing: customers with a meter, months that pass.

pub use joule_tariff::{bill, Bill, Day, Krw, LoadSplit, Part, TariffClass, TariffTable, Usage};
pub use joule_tests::*;
pub use pallet_billing::{
	Basis, Contract, Debt, Forecast, HoldReason, Invoice, Invoices, NoteCause, PartUsages,
	SettingsOf, Surplus, SurplusRule, Task, Terms,
};
pub use polkadot_sdk::{
	frame_support::BoundedVec,
	sp_core::{Get, H256},
	sp_runtime::DispatchResult,
};

pub type Call = pallet_billing::Call<Runtime>;
pub type Error = pallet_billing::Error<Runtime>;
pub type Event = pallet_billing::Event<Runtime>;

/// The months in which the tests play.
pub const OCTOBER: Vintage = Vintage(202610);
pub const NOV: Vintage = Vintage(202611);
pub const DEC: Vintage = Vintage(202612);
pub const JAN: Vintage = Vintage(202701);
pub const FEB: Vintage = Vintage(202702);

/// A household at low voltage.
pub const HOUSEHOLD: Terms =
	Terms { class: TariffClass::ResidentialLowVoltage, contract_power: Watt(3_000) };

/// A building, at a price for each season.
pub const BUILDING: Terms = Terms { class: TariffClass::General, contract_power: Watt(50_000) };

/// A building by time of use.
pub const OFFICE: Terms =
	Terms { class: TariffClass::GeneralTimeOfUse, contract_power: Watt(400_000) };

/// A day of a month.
pub fn day(month: Vintage, number: u8) -> Day {
	Day::in_month(month, number).expect("a day of the month")
}

/// A customer with a meter, and what the meter counts.
pub struct Customer {
	pub person: Person,
	pub meter: Meter,
}

impl Customer {
	/// Home `number` with a meter since now, without a contract.
	pub fn without_contract(number: u32) -> Self {
		let person = home(number);
		let meter = Meter::install(&person, MeterKind::Ed25519);
		Self { person, meter }
	}

	/// Home `number` with a meter and a contract from today on, read on the first.
	pub fn new(number: u32, terms: Terms) -> Self {
		let customer = Self::without_contract(number);
		assert_ok!(conclude(&customer.person, terms, 1, Day::of(now())));
		customer
	}

	/// A household.
	pub fn household(number: u32) -> Self {
		Self::new(number, HOUSEHOLD)
	}

	/// Gives the customer ecoin, in won.
	pub fn with_ecoin_krw(mut self, krw: u64) -> Self {
		self.person = self.person.with_ecoin_krw(krw);
		self
	}

	/// Lets time pass up to the end of a month and reads the meter there.
	pub fn read_at_end_of(&mut self, month: Vintage, imported_kwh: u64, exported_kwh: u64) {
		let end = month.end().expect("a month");
		advance_to(end.max(now()));
		self.meter.read_at(end, Wh(imported_kwh * 1_000), Wh(exported_kwh * 1_000));
	}

	/// Draws energy in November and lets it be closed.
	pub fn billed_for_november(mut self, imported_kwh: u64) -> Self {
		self.read_at_end_of(NOV, imported_kwh, 0);
		advance_to_closing_of(NOV);
		self
	}

	pub fn account(&self) -> &AccountId {
		&self.person.account
	}

	pub fn origin(&self) -> RuntimeOrigin {
		self.person.origin()
	}

	pub fn invoice(&self, month: Vintage) -> Invoice {
		Invoices::<Runtime>::get(self.account(), month).expect("the month has an invoice")
	}

	pub fn has_invoice(&self, month: Vintage) -> bool {
		Invoices::<Runtime>::contains_key(self.account(), month)
	}

	/// What is to be paid today, with interest.
	pub fn owed(&self, month: Vintage) -> Ecoin {
		Billing::debt_on(self.account(), month, Day::of(now()))
			.map_or(Ecoin::ZERO, |debt| debt.owed())
	}
}

/// The operator notes a contract.
pub fn conclude(who: &Person, terms: Terms, reading_day: u8, begins: Day) -> DispatchResult {
	Billing::conclude_contract(operator().origin(), who.account.clone(), terms, reading_day, begins)
}

/// The operator ends a contract, or withdraws its end.
pub fn end(who: &Customer, ends: Option<Day>) -> DispatchResult {
	Billing::end_contract(operator().origin(), who.account().clone(), ends)
}

/// The operator withdraws a contract that has not begun.
pub fn withdraw(who: &Customer) -> DispatchResult {
	Billing::withdraw_contract(operator().origin(), who.account().clone())
}

/// A meter operator writes off what is owed.
pub fn write_off(who: &Customer, month: Vintage) -> DispatchResult {
	Billing::write_off(meter_operator().origin(), who.account().clone(), month)
}

/// A customer who runs charge points has redeemed energy of a month for its drivers.
pub fn cover(who: &Customer, month: Vintage, kwh: u64) {
	pallet_ev_settlement::Covered::<Runtime>::insert(who.account(), month, Wh(kwh * 1_000));
}

/// What the biller owes a customer.
pub fn credit(who: &Customer) -> Ecoin {
	pallet_billing::Credits::<Runtime>::get(who.account())
}

/// What a customer has carried over.
pub fn carried_over(who: &Customer) -> Wh {
	pallet_billing::CarriedOver::<Runtime>::get(who.account())
}

/// Gives somebody energy of a month.
pub fn give_energy(from: &Person, to: &Customer, month: Vintage, wh: u64) {
	let target = to.account().clone().into();
	let call = polkadot_sdk::pallet_assets::Call::<Runtime>::transfer {
		id: month.asset_id().into(),
		target,
		amount: wh.into(),
	};
	assert_ok!(dispatch(from.origin(), call));
}

/// Lets time pass until a month that is read on the first is closed: the 12th of the next.
pub fn advance_to_closing_of(month: Vintage) {
	let day = Day::of(month.end().expect("a month")).plus(11);
	advance_to(day.start().max(now()));
}

/// What a household pays for some kWh in a month of the year, by the tables of the genesis.
pub fn household_bill(month: Vintage, kwh: u64) -> Bill {
	bill_of(HOUSEHOLD, month, Usage::Total(Wh(kwh * 1_000)))
}

/// The bill for a whole month by the tables that are valid.
pub fn bill_of(terms: Terms, month: Vintage, usage: Usage) -> Bill {
	let table = Billing::tariff_in(terms.class, month).expect("there is a table");
	let days = Day::first_of(month).expect("a month").until(Day::of(month.end().expect("a month")));
	let month_of_year = (month.0 % 100) as u8;
	let part = Part { table: &table, month_of_year, days, usage };
	bill(&[part], terms.contract_power, days).expect("the table is whole")
}

/// One usage for each part, in kWh.
pub fn totals(kwh: &[u64]) -> PartUsages {
	let parts = kwh.iter().map(|kwh| Usage::Total(Wh(kwh * 1_000))).collect::<Vec<_>>();
	parts.try_into().expect("at most two parts")
}

/// A split in kWh.
pub fn split(off_peak: u64, mid_peak: u64, on_peak: u64) -> LoadSplit {
	LoadSplit {
		off_peak_wh: Wh(off_peak * 1_000),
		mid_peak_wh: Wh(mid_peak * 1_000),
		on_peak_wh: Wh(on_peak * 1_000),
	}
}

/// One part by time of use.
pub fn one_split(split: LoadSplit) -> PartUsages {
	vec![Usage::Split(split)].try_into().expect("one part")
}

/// A meter operator says what was drawn.
pub fn report(who: &Customer, month: Vintage, parts: PartUsages) -> DispatchResult {
	Billing::report_usage(meter_operator().origin(), who.account().clone(), month, parts)
}

/// A meter operator corrects an invoice.
pub fn correct(who: &Customer, month: Vintage, parts: PartUsages) -> DispatchResult {
	let evidence = H256::repeat_byte(9);
	Billing::correct_invoice(
		meter_operator().origin(),
		who.account().clone(),
		month,
		parts,
		evidence,
	)
}

/// The settings of the genesis.
pub fn settings() -> SettingsOf<Runtime> {
	pallet_billing::CurrentSettings::<Runtime>::get().expect("the genesis sets them")
}

/// The council changes the settings.
pub fn change_settings(change: impl FnOnce(&mut SettingsOf<Runtime>)) {
	let mut settings = settings();
	change(&mut settings);
	assert_ok!(Billing::set_settings(council(), settings));
}

/// The council has surplus bought back, and the biller sets ecoin aside for it.
pub fn buy_back_at(price: PriceTick, set_aside_krw: u64) {
	change_settings(|settings| settings.surplus = SurplusRule::BuyBack { price });
	let biller = operator().with_ecoin_krw(set_aside_krw + 1);
	let amount = Ecoin::from_krw(set_aside_krw);
	assert_ok!(Billing::set_aside(biller.origin(), amount));
}

/// What the biller has set aside.
pub fn set_aside() -> Ecoin {
	held_ecoin(&operator().account, HoldReason::BuyBack)
}
