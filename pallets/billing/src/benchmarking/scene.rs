//! A customer at worst: as many metering points as there may be, each with full pages of readings; a
//! period in two months with a table each; the largest tables there are, and energy in every block of
//! them.

use crate::*;
use alloc::{vec, vec::Vec};
use frame_support::{traits::Get, BoundedVec};
use joule_primitives::{
	benchmarking::BenchmarkScene, Ecoin, Moment, PriceTick, Role, Vintage, Watt, Wh, QUARTER_MS,
};
use joule_tariff::{
	table::{Rates, Season, MAX_BLOCKS, MAX_SEASONS},
	BillingPeriod, Block, Day, LoadSplit, ReadingDay, TariffClass, TariffTable, Usage,
};
use polkadot_sdk::{
	frame_benchmarking::v2::BenchmarkError, sp_core::H256, sp_runtime::DispatchError,
};

pub const CLASS: TariffClass = TariffClass::GeneralTimeOfUse;
pub const TERMS: Terms = Terms { class: CLASS, contract_power: Watt(400_000) };

/// The month that is closed, the one before and the one after.
pub const MONTH: Vintage = Vintage(202701);
pub const BEFORE: Vintage = Vintage(202612);
pub const AFTER: Vintage = Vintage(202702);

pub const READING_DAY: u8 = 15;
const OPERATOR: u32 = 9_000;
const BILLER: u32 = 9_001;
const CUSTOMER: u32 = 1;

/// As many metering points as an account may have on Joule.
const POINTS: u32 = 16;

const QUARTERS_PER_DAY: Moment = 96;

/// What each point imports in each part of the period.
const IMPORT: Wh = Wh(3_000_000);

/// What the customer has of the month's energy: some of what it draws.
const OWN: Wh = Wh(5_000_000);

/// How far apart the limits of blocks are: so close that half a month's share of each is filled.
const BLOCK_WH: u64 = 100_000;

pub fn day(month: Vintage, number: u8) -> Day {
	Day::in_month(month, number).expect("is a day")
}

pub fn operator<T: Config>() -> T::AccountId {
	T::Scene::participant(OPERATOR, &[Role::Operator, Role::MeterOperator])
}

pub fn customer<T: Config>() -> T::AccountId {
	T::Scene::participant(CUSTOMER, &[Role::Producer, Role::Consumer])
}

pub fn biller<T: Config>() -> T::AccountId {
	let biller = T::Scene::participant(BILLER, &[Role::Operator]);
	T::Scene::endow_ecoin(&biller, Ecoin::from_krw(1_000_000_000));
	biller
}

/// The largest table there is: a season for each month, each of as many blocks as there can be.
pub fn largest_table(fund_permille: u16) -> TariffTable {
	let block = |number: u32| Block {
		above_wh: Wh(BLOCK_WH * u64::from(number)),
		up_to_wh: (number + 1 < MAX_BLOCKS).then(|| Wh(BLOCK_WH * u64::from(number + 1))),
		base_krw: 1_000 * number,
		price: PriceTick(500 + 100 * number),
	};
	let blocks: Vec<_> = (0..MAX_BLOCKS).map(block).collect();
	let seasons = (1..=MAX_SEASONS as u8).map(|month| Season {
		months: BoundedVec::truncate_from(vec![month]),
		rates: Rates::Blocks(BoundedVec::truncate_from(blocks.clone())),
	});
	TariffTable {
		base_krw_per_kw: 8_230,
		seasons: BoundedVec::truncate_from(seasons.collect()),
		climate: PriceTick(90),
		fuel_ticks: 50,
		vat_permille: 100,
		fund_permille,
	}
}

/// Settings, as many tables and holidays as there can be.
pub fn set_up<T: Config>() -> Result<(), BenchmarkError> {
	T::Scene::set_time(day(BEFORE, 1).start());
	let biller = biller::<T>();
	CurrentSettings::<T>::put(Settings {
		biller: biller.clone(),
		closing_days: 11,
		due_days: 17,
		least_days_to_pay: 6,
		interest_ppm_a_day: 500,
		surplus: SurplusRule::BuyBack { price: PriceTick(1_000) },
	});
	Pallet::<T>::do_set_aside(biller, Ecoin::from_krw(100_000_000))?;
	let _ = TariffTables::<T>::clear_prefix(CLASS, u32::MAX, None);
	let past = T::MaxVersions::get().saturating_sub(2);
	let versions: Vec<_> = months_from(1990).take(past as usize).chain([MONTH, AFTER]).collect();
	for version in &versions {
		TariffTables::<T>::insert(CLASS, version, largest_table((version.0 % 100) as u16));
	}
	TariffVersions::<T>::insert(CLASS, BoundedVec::truncate_from(versions));
	for year in 2027..2030 {
		Holidays::<T>::insert(year, holidays::<T>());
	}
	Ok(())
}

pub fn months_from(year: u32) -> impl Iterator<Item = Vintage> {
	(year..).flat_map(|year| (1..=12).map(move |month| Vintage(year * 100 + month)))
}

/// So many days off in a row that a due day is looked for as long as it may be.
fn holidays<T: Config>() -> BoundedVec<Day, T::MaxHolidays> {
	let first = day(AFTER, 27);
	BoundedVec::truncate_from((0..T::MaxHolidays::get()).map(|days| first.plus(days)).collect())
}

/// Some energy in each of two parts, split by when it was drawn.
pub fn parts_of(energy: Wh) -> PartUsages {
	let thirds = LoadSplit { off_peak_wh: Wh(1), mid_peak_wh: Wh(1), on_peak_wh: Wh(1) };
	let part = Usage::Split(thirds.scaled_to(energy));
	BoundedVec::truncate_from(vec![part, part])
}

/// What the meters say.
pub fn metered() -> PartUsages {
	parts_of(Wh(IMPORT.0 * u64::from(POINTS)))
}

/// A contract whose meters were read at every end of its parts, and in every quarter of an hour of
/// those days.
pub fn supplied<T: Config>() -> Result<T::AccountId, BenchmarkError> {
	set_up::<T>()?;
	let customer = customer::<T>();
	T::Scene::endow_ecoin(&customer, Ecoin::from_krw(1_000_000_000));
	let points: Vec<_> =
		(0..POINTS).map(|_| T::Scene::metering_point(&customer, day(BEFORE, 1).start())).collect();
	Pallet::<T>::do_conclude_contract(
		&operator::<T>(),
		customer.clone(),
		TERMS,
		READING_DAY,
		day(MONTH, READING_DAY),
	)?;
	T::Scene::set_time(day(AFTER, READING_DAY + 1).start());
	for point in points {
		T::Scene::read_meter(point, day(MONTH, 1).start(), Wh::ZERO, IMPORT);
		for end in [day(MONTH, READING_DAY), day(AFTER, 1), day(AFTER, READING_DAY)] {
			T::Scene::read_meter(point, end.start(), Wh::ZERO, IMPORT);
			for quarter in 1..QUARTERS_PER_DAY {
				let at = end.start() + quarter * QUARTER_MS;
				T::Scene::read_meter(point, at, Wh::ZERO, Wh::ZERO);
			}
		}
	}
	Ok(customer)
}

/// A contract whose month waits for its closing, with a report, some energy, a credit, a carry-over, a
/// standing order and a forecast.
pub fn waiting<T: Config>() -> Result<T::AccountId, BenchmarkError> {
	let customer = supplied::<T>()?;
	Pallet::<T>::do_report_usage(operator::<T>(), customer.clone(), MONTH, metered())?;
	T::Scene::endow_energy(&customer, MONTH, OWN);
	Credits::<T>::insert(&customer, Ecoin::from_krw(1));
	CarriedOver::<T>::insert(&customer, Wh(1));
	StandingOrders::<T>::insert(&customer, Ecoin(u128::MAX));
	let forecast = Forecast { generation_wh: Wh(1), demand_wh: Wh(1) };
	let published = PublishedForecast { forecast, published_at: 0 };
	Forecasts::<T>::insert(&customer, MONTH, published);
	T::Scene::set_time(day(AFTER, READING_DAY + 11).start());
	Ok(customer)
}

/// A customer that owes for its month, the last one of an earlier contract; the clock stands days after
/// the due day.
pub fn overdue<T: Config>() -> Result<T::AccountId, BenchmarkError> {
	let customer = waiting::<T>()?;
	Pallet::<T>::close(&customer, Pallet::<T>::contract(&customer).map_err(DispatchError::from)?)?;
	let billed = Billed { until: day(AFTER, READING_DAY), covered_wh: Wh::ZERO };
	BilledUntil::<T>::insert(&customer, billed);
	let due_on = Debts::<T>::get(&customer, MONTH).ok_or("the invoice is open")?.due_on;
	T::Scene::set_time(due_on.plus(10).start());
	Ok(customer)
}

/// The same with so many notes on the invoice.
pub fn corrected<T: Config>(notes: u32) -> Result<T::AccountId, BenchmarkError> {
	let customer = overdue::<T>()?;
	for note in 1..=notes {
		let parts = parts_of(Wh(100_000_000 + u64::from(note) * 1_000_000));
		correct::<T>(&customer, parts)?;
	}
	Ok(customer)
}

pub fn correct<T: Config>(
	customer: &T::AccountId,
	parts: PartUsages,
) -> Result<(), BenchmarkError> {
	let evidence = H256::repeat_byte(1);
	Pallet::<T>::do_correct_invoice(operator::<T>(), customer.clone(), MONTH, parts, evidence)?;
	Ok(())
}

/// Lets so much time pass that an invoice goes as soon as it is paid.
pub fn let_years_pass<T: Config>() {
	T::Scene::set_time(day(Vintage(202904), 1).start());
}

/// All that a customer owes.
pub fn owed<T: Config>(customer: &T::AccountId) -> Ecoin {
	let today = Pallet::<T>::today();
	Pallet::<T>::debt_on(customer, MONTH, today).map_or(Ecoin::ZERO, |debt| debt.owed())
}

/// The invoice of an earlier contract, of which nothing matters but that there is one.
pub fn earlier_invoice() -> Invoice {
	let period = BillingPeriod::whole(MONTH, ReadingDay::FIRST).expect("is a month");
	Invoice {
		period,
		terms: TERMS,
		usage: metered(),
		basis: Basis::Metered,
		balance: Balance::default(),
		surplus: Surplus::NONE,
		bill: Default::default(),
		credit_used: Ecoin::ZERO,
		issued_on: period.until,
		due_on: period.until,
		interest_ppm_a_day: 0,
	}
}
