//! Tariff tables with their validity, holidays and settings: what the council decides.

use crate::{
	frame_support, sp_runtime, Config, CurrentSettings, Error, Event, Holidays, Pallet, SettingsOf,
	TariffTables, TariffVersions,
};
use alloc::vec::Vec;
use frame_support::{
	ensure,
	traits::{Get, Time},
	BoundedVec,
};
use joule_primitives::{Participants, PriceTick, Vintage};
use joule_tariff::{calendar::moved_to_working_day, Day, TableFault, TariffClass, TariffTable};
use sp_runtime::{DispatchError, DispatchResult};

/// One per cent a day.
const HIGHEST_INTEREST_PPM_A_DAY: u32 = 10_000;

impl<T> From<TableFault> for Error<T> {
	fn from(fault: TableFault) -> Self {
		match fault {
			TableFault::UnknownMonth => Self::TariffUnknownMonth,
			TableFault::MonthWithoutSeason => Self::TariffMonthWithoutSeason,
			TableFault::MonthInTwoSeasons => Self::TariffMonthInTwoSeasons,
			TableFault::NoBlocks => Self::TariffNoBlocks,
			TableFault::BlockGap => Self::TariffBlockGap,
			TableFault::BlockOverlap => Self::TariffBlockOverlap,
			TableFault::EmptyBlock => Self::TariffEmptyBlock,
			TableFault::LastBlockEnds => Self::TariffLastBlockEnds,
			TableFault::FallingBaseFee => Self::TariffFallingBaseFee,
			TableFault::StretchGap => Self::TariffStretchGap,
			TableFault::StretchOverlap => Self::TariffStretchOverlap,
			TableFault::StretchBeyondDay => Self::TariffStretchBeyondDay,
			TableFault::NegativePrice => Self::TariffNegativePrice,
			TableFault::TaxTooHigh => Self::TariffTaxTooHigh,
		}
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_settings(settings: SettingsOf<T>) -> DispatchResult {
		ensure!(T::Participants::may_receive(&settings.biller), Error::<T>::BillerMayNotReceive);
		ensure!(
			settings.closing_days >= T::LeastClosingDays::get(),
			Error::<T>::ClosesBeforeTrades
		);
		ensure!(settings.closing_days <= T::MostClosingDays::get(), Error::<T>::ClosesTooLate);
		ensure!(settings.due_days >= settings.closing_days, Error::<T>::DueBeforeClosing);
		ensure!(settings.surplus.price() != PriceTick(0), Error::<T>::ZeroFeedInPrice);
		ensure!(
			settings.interest_ppm_a_day <= HIGHEST_INTEREST_PPM_A_DAY,
			Error::<T>::InterestTooHigh
		);
		CurrentSettings::<T>::put(&settings);
		Self::deposit_event(Event::SettingsSet { settings });
		Ok(())
	}

	pub(crate) fn do_set_tariff(
		class: TariffClass,
		valid_from: Vintage,
		table: TariffTable,
	) -> DispatchResult {
		table.validate().map_err(Error::<T>::from)?;
		let begins = valid_from.start().ok_or(Error::<T>::UnknownMonth)?;
		let oldest = Self::oldest_month_in_use();
		let is_to_come = begins > T::Time::now();
		ensure!(is_to_come || Self::fills_gap(class, valid_from, oldest), Error::<T>::TariffInPast);
		if let Some(oldest) = oldest {
			Self::drop_unused_tables(class, oldest);
		}
		Self::insert_tariff(class, valid_from, table)?;
		Self::deposit_event(Event::TariffSet { class, valid_from });
		Ok(())
	}

	/// Whether a table is for months that have none, some of which are in use. No month that has a
	/// table has another one by it.
	fn fills_gap(class: TariffClass, valid_from: Vintage, oldest_in_use: Option<Vintage>) -> bool {
		let versions = TariffVersions::<T>::get(class);
		let is_before = |month: Vintage| versions.first().is_none_or(|first| month < *first);
		is_before(valid_from) && oldest_in_use.is_none_or(is_before)
	}

	fn insert_tariff(
		class: TariffClass,
		valid_from: Vintage,
		table: TariffTable,
	) -> DispatchResult {
		TariffVersions::<T>::try_mutate(class, |versions| {
			if let Err(place) = versions.binary_search(&valid_from) {
				versions.try_insert(place, valid_from).map_err(|_| Error::<T>::TooManyVersions)?;
			}
			Ok::<_, DispatchError>(())
		})?;
		TariffTables::<T>::insert(class, valid_from, table);
		Ok(())
	}

	pub(crate) fn do_set_holidays(
		year: u16,
		holidays: &BoundedVec<(u8, u8), T::MaxHolidays>,
	) -> DispatchResult {
		let days = holidays
			.iter()
			.map(|(month, day)| holiday(year, *month, *day))
			.collect::<Option<Vec<_>>>()
			.ok_or(Error::<T>::HolidayOutsideYear)?;
		let in_order = days.windows(2).all(|pair| pair.first() < pair.last());
		ensure!(in_order, Error::<T>::HolidaysNotInOrder);
		Holidays::<T>::insert(year, BoundedVec::truncate_from(days));
		let count = u32::try_from(holidays.len()).unwrap_or(u32::MAX);
		Self::deposit_event(Event::HolidaysSet { year, holidays: count });
		Ok(())
	}

	/// The settings, without which nothing is billed.
	pub(crate) fn settings() -> Result<SettingsOf<T>, Error<T>> {
		CurrentSettings::<T>::get().ok_or(Error::<T>::NoSettings)
	}

	/// The table of a class that is valid in a month.
	pub fn tariff_in(class: TariffClass, month: Vintage) -> Option<TariffTable> {
		let versions = TariffVersions::<T>::get(class);
		let valid = versions.iter().rev().find(|from| **from <= month)?;
		TariffTables::<T>::get(class, valid)
	}

	/// Whether a day is a public holiday.
	pub fn is_holiday(day: Day) -> bool {
		year_of(day).is_some_and(|year| Holidays::<T>::get(year).binary_search(&day).is_ok())
	}

	/// A due day, moved on over days on which no bank works.
	pub(crate) fn working_day(day: Day) -> Day {
		moved_to_working_day(day, Self::is_holiday)
	}
}

fn holiday(year: u16, month: u8, day: u8) -> Option<Day> {
	let month_of_year = Some(month).filter(|month| (1..=12).contains(month))?;
	let month = Vintage(u32::from(year).checked_mul(100)?.checked_add(month_of_year.into())?);
	Day::in_month(month, day).filter(|day| day.month() == Some(month))
}

fn year_of(day: Day) -> Option<u16> {
	u16::try_from(day.month()?.0 / 100).ok()
}
