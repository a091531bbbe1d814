//! What was drawn: by the meters where they were read, as a meter operator reports where not.

use crate::{
	frame_support, sp_runtime, Basis, Config, Error, Event, Pallet, PartUsages, UsageReport,
	UsageReports,
};
use alloc::vec::Vec;
use frame_support::{ensure, traits::Time, BoundedVec};
use joule_primitives::{MeteredVolumes, Vintage, Wh};
use joule_tariff::{calendar::MonthPart, BillingPeriod, Day, Usage};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_report_usage(
		operator: T::AccountId,
		customer: T::AccountId,
		month: Vintage,
		parts: PartUsages,
	) -> DispatchResult {
		Self::ensure_meter_operator(&operator)?;
		let contract = Self::contract(&customer)?;
		ensure!(month.start().is_some(), Error::<T>::UnknownMonth);
		ensure!(month >= contract.open_month, Error::<T>::AlreadyInvoiced);
		let period = contract.period_of(month).ok_or(Error::<T>::OutsideContract)?;
		ensure!(period.until <= Day::of(T::Time::now()), Error::<T>::PeriodNotOver);
		let reported = Self::check_parts(&period, &parts)?;
		let metered = Self::metered(&customer, &period);
		ensure!(
			metered.as_ref().is_none_or(|metered| *metered == reported),
			Error::<T>::DiffersFromMeters
		);

		let basis = if metered.is_some() { Basis::Metered } else { Basis::Estimated };
		let report = UsageReport { parts, reported_by: operator };
		UsageReports::<T>::insert(&customer, month, report);
		Self::deposit_event(Event::UsageReported { customer, month, basis });
		Ok(())
	}

	/// What was drawn in each month part, and how that is known. The meters have the last word: a
	/// report only says how what they measured is split.
	pub(crate) fn usage_of(
		customer: &T::AccountId,
		month: Vintage,
		period: &BillingPeriod,
	) -> Result<(PartUsages, Basis), Error<T>> {
		let report = UsageReports::<T>::get(customer, month).map(|report| report.parts);
		match (Self::metered(customer, period), report) {
			(None, None) => Err(Error::<T>::MetersNotRead),
			(None, Some(reported)) => Ok((reported, Basis::Estimated)),
			(Some(metered), None) => {
				let parts = metered.into_iter().map(Usage::Total).collect();
				Ok((BoundedVec::truncate_from(parts), Basis::Metered))
			}
			(Some(metered), Some(reported)) => {
				let parts = metered.into_iter().zip(reported);
				let parts = parts.map(|(energy, part)| split_as(&part, energy)).collect();
				Ok((BoundedVec::truncate_from(parts), Basis::Metered))
			}
		}
	}

	/// What the meters say was drawn in each month part, if they were read for all of them.
	fn metered(customer: &T::AccountId, period: &BillingPeriod) -> Option<Vec<Wh>> {
		let drawn = |part: MonthPart| {
			let (from, until) = (part.from.start(), part.until.start());
			T::Meters::imported_between_wh(customer, from, until)
		};
		period.months().into_iter().map(drawn).collect()
	}

	/// What was drawn in each part, if there is one usage for each and all of it can be counted.
	pub(crate) fn check_parts(
		period: &BillingPeriod,
		parts: &[Usage],
	) -> Result<Vec<Wh>, Error<T>> {
		ensure!(parts.len() == period.months().len(), Error::<T>::PartsMismatch);
		let energies = parts
			.iter()
			.map(|part| match part {
				Usage::Total(energy) => Some(*energy),
				Usage::Split(split) => split.total_wh(),
			})
			.collect::<Option<Vec<_>>>()
			.ok_or(Error::<T>::UsageTooLarge)?;
		energies
			.iter()
			.try_fold(Wh::ZERO, |sum, energy| sum.checked_add(*energy))
			.ok_or(Error::<T>::UsageTooLarge)?;
		Ok(energies)
	}
}

/// Metered energy, split as a report has it. A report of nothing says nothing of how it is split.
fn split_as(reported: &Usage, metered: Wh) -> Usage {
	if reported.energy_wh().is_zero() {
		Usage::Total(metered)
	} else {
		reported.scaled_to(metered)
	}
}
