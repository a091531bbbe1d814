//! What a month will probably be, as its operator says on the first.

use crate::{
	frame_support, sp_runtime, Config, Error, Event, ForecastFor, Forecasts, Pallet,
	PublishedForecast,
};
use alloc::vec::Vec;
use frame_support::{ensure, traits::Time};
use joule_primitives::{Participants, Role, Vintage};
use joule_tariff::calendar::month_after;
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_publish_forecasts(
		sender: &T::AccountId,
		month: Vintage,
		forecasts: Vec<ForecastFor<T>>,
	) -> DispatchResult {
		Self::ensure_may_send(sender)?;
		ensure!(!forecasts.is_empty(), Error::<T>::NoForecasts);
		let may_publish_for = |customer: &T::AccountId| {
			customer == sender || T::Participants::has_role(sender, Role::Operator)
		};
		ensure!(
			forecasts.iter().all(|(customer, _)| may_publish_for(customer)),
			Error::<T>::ForecastForAnother
		);
		ensure!(month.start().is_some(), Error::<T>::UnknownMonth);
		let published_at = T::Time::now();
		let this_month = Vintage::of(published_at).ok_or(Error::<T>::UnknownMonth)?;
		ensure!(month >= this_month, Error::<T>::ForecastTooLate);
		let is_near = month == this_month || Some(month) == month_after(this_month);
		ensure!(is_near, Error::<T>::ForecastTooEarly);

		for (customer, forecast) in forecasts {
			let contract = Self::contract(&customer)?;
			ensure!(contract.is_to_come(month), Error::<T>::OutsideContract);
			let published = PublishedForecast { forecast, published_at };
			Forecasts::<T>::insert(&customer, month, published);
			Self::deposit_event(Event::ForecastPublished { customer, month, forecast });
		}
		Ok(())
	}
}
