//! Energy of a month that is left: carried over, bought back, handed in late; and what the biller
//! sets aside to buy it back with.

use crate::{
	frame_support, sp_runtime, CarriedOver, Config, Error, Event, Invoices, Pallet, SettingsOf,
	Surplus, SurplusRule, Totals,
};
use frame_support::ensure;
use joule_primitives::{Ecoin, Participants, Vintage, Wh};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	/// Takes energy that is left, and pays for it by the rule. What the biller has not set enough
	/// ecoin aside for is carried over: no energy goes without something for it.
	pub(crate) fn settle_surplus(
		settings: &SettingsOf<T>,
		customer: &T::AccountId,
		month: Vintage,
		quantity_wh: Wh,
	) -> Result<Surplus, sp_runtime::DispatchError> {
		if quantity_wh.is_zero() {
			return Ok(Surplus::NONE);
		}
		Self::burn_energy(customer, month, quantity_wh)?;
		if let SurplusRule::BuyBack { price } = settings.surplus {
			let paid = quantity_wh * price;
			let can_pay = Self::set_aside_by(&settings.biller) >= paid;
			if can_pay && T::Participants::may_receive(customer) {
				Self::pay_from_set_aside(&settings.biller, customer, paid)?;
				return Ok(Surplus::BoughtBack { quantity_wh, paid });
			}
		}
		let carried = CarriedOver::<T>::get(customer).saturating_add(quantity_wh);
		Self::set_carried_over(customer, carried);
		Ok(Surplus::CarriedOver { quantity_wh })
	}

	pub(crate) fn do_hand_in(customer: T::AccountId, month: Vintage) -> DispatchResult {
		Self::ensure_may_send(&customer)?;
		let settings = Self::settings()?;
		ensure!(Invoices::<T>::contains_key(&customer, month), Error::<T>::MonthNotClosed);
		let quantity_wh = Self::free_energy(&customer, month);
		ensure!(!quantity_wh.is_zero(), Error::<T>::NothingToHandIn);
		let surplus = Self::settle_surplus(&settings, &customer, month, quantity_wh)?;
		Totals::<T>::mutate(month, |totals| {
			totals.surplus_wh = totals.surplus_wh.saturating_add(quantity_wh);
		});
		Self::deposit_event(Event::EnergyHandedIn { customer, month, surplus });
		Ok(())
	}

	pub(crate) fn do_set_aside(biller: T::AccountId, amount: Ecoin) -> DispatchResult {
		ensure!(Self::settings()?.biller == biller, Error::<T>::NotBiller);
		ensure!(!amount.is_zero(), Error::<T>::ZeroAmount);
		Self::hold_set_aside(&biller, amount)?;
		Self::deposit_event(Event::SetAside { biller, amount });
		Ok(())
	}

	pub(crate) fn do_take_back(biller: T::AccountId, amount: Ecoin) -> DispatchResult {
		ensure!(!amount.is_zero(), Error::<T>::ZeroAmount);
		ensure!(amount <= Self::set_aside_by(&biller), Error::<T>::NotSetAside);
		Self::release_set_aside(&biller, amount)?;
		Self::deposit_event(Event::TakenBack { biller, amount });
		Ok(())
	}

	/// Notes what a customer has carried over.
	pub(crate) fn set_carried_over(customer: &T::AccountId, quantity_wh: Wh) {
		if quantity_wh.is_zero() {
			CarriedOver::<T>::remove(customer);
		} else {
			CarriedOver::<T>::insert(customer, quantity_wh);
		}
	}
}
