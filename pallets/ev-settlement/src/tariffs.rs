//! What charging costs: registered, referred to, removed.

use crate::{
	pricing::{check_tariff, TariffFault},
	types::*,
	Config, Error, Event, NextTariffId, Pallet, Tariffs,
};
use joule_primitives::{Participants, Role};
use polkadot_sdk::{
	frame_support::{ensure, traits::Get},
	sp_runtime::DispatchResult,
};

impl<T: Config> From<TariffFault> for Error<T> {
	fn from(fault: TariffFault) -> Self {
		match fault {
			TariffFault::FirstBandNotAtMidnight => Error::FirstBandNotAtMidnight,
			TariffFault::BandsNotAscending => Error::BandsNotAscending,
			TariffFault::BandOutsideDay => Error::BandOutsideDay,
			TariffFault::EmptyOccupancyFee => Error::EmptyOccupancyFee,
		}
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_register_tariff(operator: T::AccountId, tariff: Tariff) -> DispatchResult {
		Self::ensure_charge_point_operator(&operator)?;
		check_tariff(&tariff).map_err(Error::<T>::from)?;
		ensure!(
			tariff.bands.iter().all(|band| band.price <= T::MaxPrice::get()),
			Error::<T>::PriceAboveMaximum
		);
		ensure!(
			tariff.occupancy.is_none_or(|fee| fee.cap <= T::MaxOccupancyFee::get()),
			Error::<T>::OccupancyFeeTooHigh
		);
		let id = NextTariffId::<T>::get();
		let next = id.0.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?;

		NextTariffId::<T>::put(TariffId(next));
		Tariffs::<T>::insert(
			id,
			RegisteredTariff { operator: operator.clone(), tariff: tariff.clone(), references: 0 },
		);
		Self::deposit_event(Event::TariffRegistered { tariff: id, operator, terms: tariff });
		Ok(())
	}

	pub(crate) fn do_remove_tariff(operator: T::AccountId, id: TariffId) -> DispatchResult {
		let registered = Self::tariff_of(&operator, id)?;
		ensure!(registered.references == 0, Error::<T>::TariffInUse);
		Tariffs::<T>::remove(id);
		Self::deposit_event(Event::TariffRemoved { tariff: id });
		Ok(())
	}

	/// A tariff, if it is the operator's.
	pub(crate) fn tariff_of(
		operator: &T::AccountId,
		id: TariffId,
	) -> Result<RegisteredTariff<T::AccountId>, Error<T>> {
		let registered = Tariffs::<T>::get(id).ok_or(Error::<T>::UnknownTariff)?;
		ensure!(registered.operator == *operator, Error::<T>::NotOwnTariff);
		Ok(registered)
	}

	/// Notes that one more charge point or session refers to a tariff.
	pub(crate) fn refer_to_tariff(id: TariffId) {
		Tariffs::<T>::mutate_extant(id, |registered| {
			registered.references = registered.references.saturating_add(1);
		});
	}

	/// Notes that one less does.
	pub(crate) fn release_tariff(id: TariffId) {
		Tariffs::<T>::mutate_extant(id, |registered| {
			registered.references = registered.references.saturating_sub(1);
		});
	}

	pub(crate) fn ensure_charge_point_operator(who: &T::AccountId) -> DispatchResult {
		ensure!(
			T::Participants::has_role(who, Role::ChargePointOperator),
			Error::<T>::NotChargePointOperator
		);
		Ok(())
	}
}
