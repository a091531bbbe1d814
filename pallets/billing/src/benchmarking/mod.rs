//! What the calls and tasks cost at worst: customers with as many metering points as they may have,
//! periods in two months with a table each, the largest tables, energy left over and bought back.

use super::*;
use alloc::{vec, vec::Vec};
use frame_support::{
	dispatch::RawOrigin,
	traits::{EnsureOrigin, Get},
	weights::WeightMeter,
	BoundedVec,
};
use joule_primitives::{
	benchmarking::BenchmarkScene, Ecoin, Moment, PriceTick, Role, Vintage, Watt, Wh,
};
use joule_tariff::{
	table::{Load, Rates, Season, Stretch, MAX_SEASONS, MAX_STRETCHES},
	Day, LoadSplit, TariffClass, TariffTable, Usage,
};
use polkadot_sdk::{frame_benchmarking::v2::*, sp_core::H256, sp_runtime::DispatchError};

const CLASS: TariffClass = TariffClass::GeneralTimeOfUse;
const TERMS: Terms = Terms { class: CLASS, contract_power: Watt(400_000) };

/// The month that is closed, the one before and the one after.
const MONTH: Vintage = Vintage(202701);
const BEFORE: Vintage = Vintage(202612);
const AFTER: Vintage = Vintage(202702);

const READING_DAY: u8 = 15;
const OPERATOR: u32 = 9_000;
const BILLER: u32 = 9_001;
const CUSTOMER: u32 = 1;

/// As many metering points as an account may have on Joule.
const POINTS: u32 = 16;

/// What each point imports in each part of the period.
const IMPORT: Wh = Wh(3_000_000);

fn day(month: Vintage, number: u8) -> Day {
	Day::in_month(month, number).expect("is a day")
}

fn operator<T: Config>() -> T::AccountId {
	T::Scene::participant(OPERATOR, &[Role::Operator, Role::MeterOperator])
}

fn customer<T: Config>() -> T::AccountId {
	T::Scene::participant(CUSTOMER, &[Role::Producer, Role::Consumer])
}

fn biller<T: Config>() -> T::AccountId {
	let biller = T::Scene::participant(BILLER, &[Role::Operator]);
	T::Scene::endow_ecoin(&biller, Ecoin::from_krw(1_000_000_000));
	biller
}

/// The largest table there is: a season for each month, a day of as many stretches as there can be.
fn largest_table(fund_permille: u16) -> TariffTable {
	let stretches: Vec<_> = (0..MAX_STRETCHES as u16)
		.map(|place| Stretch { from_minute: place * 60, load: Load::OnPeak })
		.collect();
	let seasons: Vec<_> = (1..=MAX_SEASONS as u8)
		.map(|month| Season {
			months: BoundedVec::truncate_from(vec![month]),
			rates: Rates::TimeOfUse {
				stretches: BoundedVec::truncate_from(stretches.clone()),
				off_peak: PriceTick(538),
				mid_peak: PriceTick(1_069),
				on_peak: PriceTick(1_872),
			},
		})
		.collect();
	TariffTable {
		base_krw_per_kw: 8_050,
		seasons: BoundedVec::truncate_from(seasons),
		climate: PriceTick(90),
		fuel_ticks: 50,
		vat_permille: 100,
		fund_permille,
	}
}

/// Settings, as many tables and holidays as there can be.
fn set_up<T: Config>() -> Result<(), BenchmarkError> {
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
	let months = (1990..).flat_map(|year| (1..=12).map(move |month| Vintage(year * 100 + month)));
	let versions: Vec<_> = months.take(past as usize).chain([MONTH, AFTER]).collect();
	for version in &versions {
		TariffTables::<T>::insert(CLASS, version, largest_table((version.0 % 100) as u16));
	}
	TariffVersions::<T>::insert(CLASS, BoundedVec::truncate_from(versions));
	Holidays::<T>::insert(2027, holidays::<T>());
	Ok(())
}

fn holidays<T: Config>() -> BoundedVec<Day, T::MaxHolidays> {
	let first = day(AFTER, 27);
	BoundedVec::truncate_from((0..T::MaxHolidays::get()).map(|days| first.plus(days)).collect())
}

fn split(energy: Wh) -> Usage {
	let thirds = LoadSplit { off_peak_wh: Wh(1), mid_peak_wh: Wh(1), on_peak_wh: Wh(1) };
	Usage::Split(thirds.scaled_to(energy))
}

fn parts() -> PartUsages {
	let each = split(Wh(IMPORT.0 * u64::from(POINTS)));
	BoundedVec::truncate_from(vec![each, each])
}

/// A contract whose meters were read at every end of its parts.
fn supplied<T: Config>() -> Result<T::AccountId, BenchmarkError> {
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
	let ends: [Moment; 4] =
		[day(MONTH, 1), day(MONTH, READING_DAY), day(AFTER, 1), day(AFTER, READING_DAY)]
			.map(|day| day.start());
	T::Scene::set_time(day(AFTER, READING_DAY).start());
	for point in points {
		for end in ends {
			T::Scene::read_meter(point, end, Wh::ZERO, IMPORT);
		}
	}
	Ok(customer)
}

/// A contract whose month waits for its closing, with a report, energy, a credit, a standing order,
/// a forecast and an old invoice to remove.
fn waiting<T: Config>() -> Result<T::AccountId, BenchmarkError> {
	let customer = supplied::<T>()?;
	Pallet::<T>::do_report_usage(operator::<T>(), customer.clone(), MONTH, parts())?;
	T::Scene::endow_energy(&customer, MONTH, Wh(IMPORT.0 * u64::from(POINTS) * 3));
	Credits::<T>::insert(&customer, Ecoin::from_krw(1));
	CarriedOver::<T>::insert(&customer, Wh(1));
	StandingOrders::<T>::insert(&customer, Ecoin(u128::MAX));
	let forecast = Forecast { generation_wh: Wh(1), demand_wh: Wh(1) };
	let published = PublishedForecast { forecast, published_at: 0 };
	Forecasts::<T>::insert(&customer, MONTH, published);
	let years = T::RetentionMonths::get() / 12;
	let old = Vintage(MONTH.0 - 100 * years);
	Invoices::<T>::insert(&customer, old, old_invoice());
	T::Scene::set_time(day(AFTER, READING_DAY + 11).start());
	Ok(customer)
}

/// An invoice that only takes up room.
fn old_invoice() -> Invoice {
	let contract = Contract {
		zone: Default::default(),
		reading_day: joule_tariff::ReadingDay::FIRST,
		begins: Day(0),
		ends: None,
		terms: TERMS,
		next_terms: None,
		open_month: MONTH,
		closes_on: Day(0),
	};
	Invoice {
		period: contract.period_of(MONTH).expect("is a month"),
		terms: TERMS,
		usage: parts(),
		basis: Basis::Metered,
		balance: Balance::default(),
		surplus: Surplus::NONE,
		bill: Default::default(),
		credit_used: Ecoin::ZERO,
		issued_on: Day(0),
		due_on: Day(0),
		interest_ppm_a_day: 0,
	}
}

/// A customer that owes for its month; the clock stands days after the due day.
fn overdue<T: Config>() -> Result<T::AccountId, BenchmarkError> {
	let customer = waiting::<T>()?;
	Pallet::<T>::close(&customer, Pallet::<T>::contract(&customer).map_err(DispatchError::from)?)?;
	let due_on = Debts::<T>::get(&customer, MONTH).ok_or("the invoice is open")?.due_on;
	T::Scene::set_time(due_on.plus(10).start());
	Ok(customer)
}

fn council<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::AdminOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn set_settings() -> Result<(), BenchmarkError> {
		set_up::<T>()?;
		let settings = Pallet::<T>::settings().map_err(DispatchError::from)?;
		let origin = council::<T>()?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, settings);

		assert!(CurrentSettings::<T>::exists());
		Ok(())
	}

	#[benchmark]
	fn set_tariff() -> Result<(), BenchmarkError> {
		set_up::<T>()?;
		TariffVersions::<T>::mutate(CLASS, |versions| versions.pop());
		let origin = council::<T>()?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, CLASS, AFTER, largest_table(27));

		assert_eq!(TariffVersions::<T>::get(CLASS).last(), Some(&AFTER));
		Ok(())
	}

	#[benchmark]
	fn set_holidays() -> Result<(), BenchmarkError> {
		let origin = council::<T>()?;
		let most = T::MaxHolidays::get();
		let days: Vec<_> = (0..most as u8).map(|place| (1 + place / 28, 1 + place % 28)).collect();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, 2027, BoundedVec::truncate_from(days));

		assert_eq!(Holidays::<T>::get(2027).len(), most as usize);
		Ok(())
	}

	#[benchmark]
	fn conclude_contract() -> Result<(), BenchmarkError> {
		set_up::<T>()?;
		let (operator, customer) = (operator::<T>(), customer::<T>());

		#[extrinsic_call]
		_(
			RawOrigin::Signed(operator),
			customer.clone(),
			TERMS,
			READING_DAY,
			day(MONTH, READING_DAY),
		);

		assert!(Contracts::<T>::contains_key(customer));
		Ok(())
	}

	#[benchmark]
	fn change_contract() -> Result<(), BenchmarkError> {
		let customer = supplied::<T>()?;
		let operator = operator::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), customer.clone(), Vintage(202703), TERMS);

		assert!(Contracts::<T>::get(customer).is_some_and(|it| it.next_terms.is_some()));
		Ok(())
	}

	#[benchmark]
	fn end_contract() -> Result<(), BenchmarkError> {
		let customer = supplied::<T>()?;
		let operator = operator::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), customer.clone(), day(AFTER, 20));

		assert!(Contracts::<T>::get(customer).is_some_and(|it| it.ends.is_some()));
		Ok(())
	}

	#[benchmark]
	fn report_usage() -> Result<(), BenchmarkError> {
		let customer = supplied::<T>()?;
		let operator = operator::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), customer.clone(), MONTH, parts());

		assert!(UsageReports::<T>::contains_key(customer, MONTH));
		Ok(())
	}

	#[benchmark]
	fn correct_invoice() -> Result<(), BenchmarkError> {
		let customer = overdue::<T>()?;
		let operator = operator::<T>();
		let correct = |energy: u64| {
			let part = split(Wh(energy));
			let parts = BoundedVec::truncate_from(vec![part, part]);
			Pallet::<T>::do_correct_invoice(
				operator.clone(),
				customer.clone(),
				MONTH,
				parts,
				H256::repeat_byte(1),
			)
		};
		for note in 1..T::MaxNotes::get() {
			correct(100_000_000 + u64::from(note) * 1_000_000)?;
		}
		let part = split(Wh(90_000_000));
		let parts = BoundedVec::truncate_from(vec![part, part]);

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), customer.clone(), MONTH, parts, H256::repeat_byte(1));

		assert_eq!(Notes::<T>::get(customer, MONTH).len(), T::MaxNotes::get() as usize);
		Ok(())
	}

	#[benchmark]
	fn pay() -> Result<(), BenchmarkError> {
		let customer = overdue::<T>()?;
		let amount = Ecoin::from_krw(10_000);
		let before = Debts::<T>::get(&customer, MONTH).ok_or("is a debt")?;

		#[extrinsic_call]
		_(RawOrigin::Signed(customer.clone()), MONTH, amount);

		assert_ne!(Debts::<T>::get(&customer, MONTH), Some(before));
		Ok(())
	}

	#[benchmark]
	fn set_standing_order() {
		let customer = customer::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(customer.clone()), Some(Ecoin(1)));

		assert!(StandingOrders::<T>::contains_key(customer));
	}

	#[benchmark]
	fn publish_forecasts(n: Linear<1, 100>) -> Result<(), BenchmarkError> {
		set_up::<T>()?;
		let operator = operator::<T>();
		let forecast = Forecast { generation_wh: Wh(u64::MAX), demand_wh: Wh(u64::MAX) };
		let mut forecasts = Vec::new();
		for seed in 0..n {
			let customer = T::Scene::participant(100 + seed, &[Role::Consumer]);
			Pallet::<T>::do_conclude_contract(
				&operator,
				customer.clone(),
				TERMS,
				1,
				day(MONTH, 1),
			)?;
			forecasts.push((customer, forecast));
		}

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), MONTH, BoundedVec::truncate_from(forecasts));

		assert_eq!(Forecasts::<T>::iter().count(), n as usize);
		Ok(())
	}

	#[benchmark]
	fn set_aside() -> Result<(), BenchmarkError> {
		set_up::<T>()?;
		let biller = biller::<T>();
		let before = Pallet::<T>::set_aside_by(&biller);

		#[extrinsic_call]
		_(RawOrigin::Signed(biller.clone()), Ecoin(1));

		assert_eq!(Pallet::<T>::set_aside_by(&biller).0, before.0 + 1);
		Ok(())
	}

	#[benchmark]
	fn take_back() -> Result<(), BenchmarkError> {
		set_up::<T>()?;
		let biller = biller::<T>();
		let all = Pallet::<T>::set_aside_by(&biller);

		#[extrinsic_call]
		_(RawOrigin::Signed(biller.clone()), all);

		assert!(Pallet::<T>::set_aside_by(&biller).is_zero());
		Ok(())
	}

	#[benchmark]
	fn refund() -> Result<(), BenchmarkError> {
		set_up::<T>()?;
		let (biller, customer) = (biller::<T>(), customer::<T>());
		Credits::<T>::insert(&customer, Ecoin(10));

		#[extrinsic_call]
		_(RawOrigin::Signed(biller), customer.clone(), Ecoin(10));

		assert!(Credits::<T>::get(customer).is_zero());
		Ok(())
	}

	#[benchmark]
	fn hand_in() -> Result<(), BenchmarkError> {
		let customer = overdue::<T>()?;
		T::Scene::endow_energy(&customer, MONTH, Wh(1_000));

		#[extrinsic_call]
		_(RawOrigin::Signed(customer.clone()), MONTH);

		assert!(Pallet::<T>::free_energy(&customer, MONTH).is_zero());
		Ok(())
	}

	#[benchmark]
	fn tick_base() -> Result<(), BenchmarkError> {
		supplied::<T>()?;

		#[block]
		{
			Pallet::<T>::do_tick(&mut WeightMeter::with_limit(T::WeightInfo::tick_base()));
		}

		Ok(())
	}

	#[benchmark]
	fn agenda_entry() -> Result<(), BenchmarkError> {
		let customer = supplied::<T>()?;
		// A task of a standing order that was cancelled: taken off the agenda, and that is all. And
		// the end of a day after it.
		let today = Pallet::<T>::today();
		let _ = Agenda::<T>::clear(u32::MAX, None);
		AgendaCursor::<T>::put(today);
		Agenda::<T>::insert(today, (&customer, Task::Collect(MONTH)), ());
		let two = T::WeightInfo::agenda_entry().saturating_mul(2);
		let room = T::WeightInfo::tick_base()
			.saturating_add(two)
			.saturating_add(Pallet::<T>::costliest_task())
			.saturating_add(T::WeightInfo::task_collect());

		#[block]
		{
			Pallet::<T>::do_tick(&mut WeightMeter::with_limit(room));
		}

		assert_eq!(Agenda::<T>::iter().count(), 0);
		Ok(())
	}

	#[benchmark]
	fn task_close() -> Result<(), BenchmarkError> {
		let customer = waiting::<T>()?;

		#[block]
		{
			Pallet::<T>::close_or_put_off(&customer, MONTH);
		}

		let invoice = Invoices::<T>::get(customer, MONTH).ok_or("was closed")?;
		assert!(matches!(invoice.surplus, Surplus::BoughtBack { .. }));
		Ok(())
	}

	#[benchmark]
	fn task_collect() -> Result<(), BenchmarkError> {
		let customer = overdue::<T>()?;

		#[block]
		{
			Pallet::<T>::collect(&customer, MONTH);
		}

		assert!(!Debts::<T>::contains_key(customer, MONTH));
		Ok(())
	}
}
