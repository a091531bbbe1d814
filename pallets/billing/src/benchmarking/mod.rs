//! What the calls and tasks cost at worst; the worst is in [`scene`].

mod scene;

use crate::*;
use alloc::vec::Vec;
use frame_support::{
	dispatch::RawOrigin,
	traits::{EnsureOrigin, Get},
	weights::WeightMeter,
	BoundedVec,
};
use joule_primitives::{benchmarking::BenchmarkScene, Ecoin, Role, Vintage, Wh};
use polkadot_sdk::{frame_benchmarking::v2::*, sp_core::H256, sp_runtime::DispatchError};
use scene::*;

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
		// Some that are long overdue, and those of two years.
		for month in months_from(2027).take(2 * T::RetentionMonths::get() as usize) {
			MonthsInUse::<T>::insert(month, 1);
		}
		let origin = council::<T>()?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, CLASS, AFTER, largest_table(27));

		let left = TariffVersions::<T>::get(CLASS);
		assert_eq!((left.len(), left.last()), (3, Some(&AFTER)));
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
		// The month has the invoice of an earlier contract.
		Invoices::<T>::insert(&customer, MONTH, earlier_invoice());
		let billed = Billed { until: day(MONTH, READING_DAY), covered_wh: Wh::ZERO };
		BilledUntil::<T>::insert(&customer, billed);

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), customer.clone(), TERMS, 1, day(MONTH, READING_DAY));

		assert!(Contracts::<T>::get(customer).is_some_and(|it| it.first_month == AFTER));
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
		Pallet::<T>::do_report_usage(operator.clone(), customer.clone(), MONTH, metered())?;
		// A year ago, in the month that waits for its closing since then.
		let ends = Some(day(AFTER, READING_DAY - 1));
		T::Scene::set_time(day(Vintage(AFTER.0 + 100), 1).start());

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), customer.clone(), ends);

		assert!(Contracts::<T>::get(&customer).is_some_and(|it| it.ends == ends));
		assert!(!UsageReports::<T>::contains_key(customer, MONTH));
		Ok(())
	}

	#[benchmark]
	fn withdraw_contract() -> Result<(), BenchmarkError> {
		set_up::<T>()?;
		let (operator, customer) = (operator::<T>(), customer::<T>());
		// Before its reading day, so that its first months are as many as can be of which something may
		// have been said.
		let begins = day(MONTH, 27);
		Pallet::<T>::do_conclude_contract(&operator, customer.clone(), TERMS, 28, begins)?;
		T::Scene::set_time(day(MONTH, 26).start());
		CarriedOver::<T>::insert(&customer, Wh(1));

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), customer.clone());

		assert!(!Contracts::<T>::contains_key(&customer));
		assert!(!CarriedOver::<T>::contains_key(customer));
		Ok(())
	}

	#[benchmark]
	fn report_usage() -> Result<(), BenchmarkError> {
		let customer = supplied::<T>()?;
		let operator = operator::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), customer.clone(), MONTH, metered());

		assert!(UsageReports::<T>::contains_key(customer, MONTH));
		Ok(())
	}

	#[benchmark]
	fn raise_invoice() -> Result<(), BenchmarkError> {
		let most = T::MaxNotes::get();
		let customer = corrected::<T>(most - 1)?;
		let (operator, before) = (operator::<T>(), owed::<T>(&customer));
		let parts = parts_of(Wh(200_000_000));

		#[extrinsic_call]
		correct_invoice(
			RawOrigin::Signed(operator),
			customer.clone(),
			MONTH,
			parts,
			H256::repeat_byte(1),
		);

		assert_eq!(Notes::<T>::get(&customer, MONTH).len(), most as usize);
		assert!(owed::<T>(&customer) > before);
		Ok(())
	}

	#[benchmark]
	fn lower_invoice() -> Result<(), BenchmarkError> {
		// An old invoice of a contract that ended: what is given back is bought, and with what is
		// left of the debt the invoice goes.
		let customer = corrected::<T>(T::MaxNotes::get() - 1)?;
		let operator = operator::<T>();
		let most = Ecoin(owed::<T>(&customer).0 - 1);
		Pallet::<T>::do_pay(customer.clone(), MONTH, most)?;
		Contracts::<T>::remove(&customer);
		let_years_pass::<T>();
		let parts = parts_of(Wh(1));

		#[extrinsic_call]
		correct_invoice(
			RawOrigin::Signed(operator),
			customer.clone(),
			MONTH,
			parts,
			H256::repeat_byte(1),
		);

		assert!(!Invoices::<T>::contains_key(&customer, MONTH));
		assert!(!Credits::<T>::get(customer).is_zero());
		Ok(())
	}

	#[benchmark]
	fn pay() -> Result<(), BenchmarkError> {
		let customer = corrected::<T>(T::MaxNotes::get())?;
		let_years_pass::<T>();
		let amount = owed::<T>(&customer);

		#[extrinsic_call]
		_(RawOrigin::Signed(customer.clone()), MONTH, amount);

		assert!(!Invoices::<T>::contains_key(customer, MONTH));
		Ok(())
	}

	#[benchmark]
	fn write_off() -> Result<(), BenchmarkError> {
		let customer = corrected::<T>(T::MaxNotes::get())?;
		let operator = operator::<T>();
		let_years_pass::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), customer.clone(), MONTH);

		assert!(!Invoices::<T>::contains_key(customer, MONTH));
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
		let notes = T::MaxNotes::get() - 1;
		let customer = corrected::<T>(notes)?;
		let charged = Notes::<T>::get(&customer, MONTH).last().ok_or("has notes")?.billed_wh;
		T::Scene::endow_energy(&customer, MONTH, charged.saturating_add(Wh(1_000)));

		#[extrinsic_call]
		_(RawOrigin::Signed(customer.clone()), MONTH);

		assert!(Pallet::<T>::free_energy(&customer, MONTH).is_zero());
		assert!(Notes::<T>::get(customer, MONTH).len() > notes as usize);
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
		let settings = Pallet::<T>::settings().map_err(DispatchError::from)?;
		let mut last = Pallet::<T>::contract(&customer).map_err(DispatchError::from)?;
		last.ends = Some(day(AFTER, READING_DAY));
		let period = last.period_of(MONTH).ok_or("has days")?;

		// Where something is charged for, nothing is left to be bought back, and where another month
		// follows, none of what comes with the last. Measuring all of it, no closing costs more.
		#[block]
		{
			Pallet::<T>::close_or_put_off(&customer, MONTH);
			Pallet::<T>::settle_surplus(&settings, &customer, Wh(1))?;
			let covered_wh = Pallet::<T>::covered_after(&customer, &last, &period);
			Pallet::<T>::end_billing(&customer, Billed { until: period.until, covered_wh });
		}

		let invoice = Invoices::<T>::get(customer, MONTH).ok_or("was closed")?;
		assert!(invoice.bill.energy_lines.is_full());
		Ok(())
	}

	#[benchmark]
	fn task_collect() -> Result<(), BenchmarkError> {
		let customer = corrected::<T>(T::MaxNotes::get())?;
		let_years_pass::<T>();

		#[block]
		{
			Pallet::<T>::collect(&customer, MONTH);
		}

		assert!(!Invoices::<T>::contains_key(customer, MONTH));
		Ok(())
	}

	#[benchmark]
	fn task_prune() -> Result<(), BenchmarkError> {
		let customer = corrected::<T>(T::MaxNotes::get())?;
		Debts::<T>::remove(&customer, MONTH);

		#[block]
		{
			Pallet::<T>::prune(&customer, MONTH);
		}

		assert!(!Invoices::<T>::contains_key(customer, MONTH));
		Ok(())
	}
}
