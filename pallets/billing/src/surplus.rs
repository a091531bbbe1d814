//! Energy of a month that is left: carried over, bought back, handed in late; and what the biller
//! sets aside to buy it back with.

use crate::{
	frame_support, sp_runtime, CarriedOver, Config, Contracts, Error, Event, Invoices, Pallet,
	SettingsOf, Surplus, SurplusRule, Totals,
};
use frame_support::ensure;
use joule_primitives::{Ecoin, Participants, Vintage, Wh};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Pays for energy that is left and was burnt, by the rule. What the biller has not set enough
	/// ecoin aside for is carried over: no energy goes without something for it.
	pub(crate) fn settle_surplus(
		settings: &SettingsOf<T>,
		customer: &T::AccountId,
		quantity_wh: Wh,
	) -> Result<Surplus, DispatchError> {
		if quantity_wh.is_zero() {
			return Ok(Surplus::NONE);
		}
		if matches!(settings.surplus, SurplusRule::BuyBack { .. }) {
			if let Some(bought) = Self::buy_back(settings, customer, quantity_wh)? {
				return Ok(bought);
			}
		}
		Self::carry_over_or_buy(settings, customer, quantity_wh)
	}

	/// Energy that was taken off in vain is carried over after all.
	pub(crate) fn give_back(customer: &T::AccountId, quantity_wh: Wh) -> DispatchResult {
		if quantity_wh.is_zero() {
			return Ok(());
		}
		match Self::carry_over_or_buy(&Self::settings()?, customer, quantity_wh)? {
			Surplus::CarriedOver { .. } => (),
			surplus => {
				let customer = customer.clone();
				Self::deposit_event(Event::CarryOverEnded { customer, surplus });
			}
		}
		Ok(())
	}

	/// Carries energy over to the customer's next invoices. Where it has no contract, so that there
	/// will be none, the biller buys it.
	fn carry_over_or_buy(
		settings: &SettingsOf<T>,
		customer: &T::AccountId,
		quantity_wh: Wh,
	) -> Result<Surplus, DispatchError> {
		if !Contracts::<T>::contains_key(customer) {
			return Self::buy(settings, customer, quantity_wh);
		}
		let carried = CarriedOver::<T>::get(customer).saturating_add(quantity_wh);
		Self::set_carried_over(customer, carried);
		Ok(Surplus::CarriedOver { quantity_wh })
	}

	/// The end of a contract: the biller buys what was carried over in vain.
	pub(crate) fn buy_carried_over(
		settings: &SettingsOf<T>,
		customer: &T::AccountId,
	) -> DispatchResult {
		let quantity_wh = CarriedOver::<T>::take(customer);
		if quantity_wh.is_zero() {
			return Ok(());
		}
		let surplus = Self::buy(settings, customer, quantity_wh)?;
		Self::deposit_event(Event::CarryOverEnded { customer: customer.clone(), surplus });
		Ok(())
	}

	/// The biller buys energy: it pays from what it set aside, or, where that is not enough, owes it.
	fn buy(
		settings: &SettingsOf<T>,
		customer: &T::AccountId,
		quantity_wh: Wh,
	) -> Result<Surplus, DispatchError> {
		if let Some(bought) = Self::buy_back(settings, customer, quantity_wh)? {
			return Ok(bought);
		}
		let value = quantity_wh * settings.surplus.price();
		Self::add_credit(customer, value);
		Ok(Surplus::Credited { quantity_wh, value })
	}

	/// Pays for energy from what the biller set aside; `None` if that is not enough, or the customer
	/// may not receive.
	fn buy_back(
		settings: &SettingsOf<T>,
		customer: &T::AccountId,
		quantity_wh: Wh,
	) -> Result<Option<Surplus>, DispatchError> {
		let paid = quantity_wh * settings.surplus.price();
		let can_pay = Self::set_aside_by(&settings.biller) >= paid;
		if !can_pay || !T::Participants::may_receive(customer) {
			return Ok(None);
		}
		Self::pay_from_set_aside(&settings.biller, customer, paid)?;
		Ok(Some(Surplus::BoughtBack { quantity_wh, paid }))
	}

	pub(crate) fn do_hand_in(customer: T::AccountId, month: Vintage) -> DispatchResult {
		Self::ensure_may_send(&customer)?;
		let settings = Self::settings()?;
		let invoice = Invoices::<T>::get(&customer, month)
			.ok_or_else(|| Self::why_no_invoice(&customer, month))?;
		let quantity_wh = Self::free_energy(&customer, month);
		ensure!(!quantity_wh.is_zero(), Error::<T>::NothingToHandIn);
		let (redeemed_wh, lowered) =
			Self::take_off_late_energy(&customer, month, &invoice, quantity_wh)?;
		Self::burn_energy(&customer, month, quantity_wh)?;
		let surplus_wh = quantity_wh.saturating_sub(redeemed_wh);
		let surplus = Self::settle_surplus(&settings, &customer, surplus_wh)?;
		Totals::<T>::mutate(month, |totals| {
			totals.redeemed_wh = totals.redeemed_wh.saturating_add(redeemed_wh);
			totals.surplus_wh = totals.surplus_wh.saturating_add(surplus_wh);
		});
		Self::deposit_event(Event::EnergyHandedIn {
			customer,
			month,
			redeemed_wh,
			difference: lowered.difference,
			credited: lowered.credited,
			surplus,
		});
		Ok(())
	}

	/// Whether a month has no invoice yet, or will never have one.
	fn why_no_invoice(customer: &T::AccountId, month: Vintage) -> Error<T> {
		let is_to_come =
			Contracts::<T>::get(customer).is_some_and(|contract| contract.is_to_come(month));
		if is_to_come {
			Error::MonthNotClosed
		} else {
			Error::MonthWithoutInvoice
		}
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
