//! The only file that touches assets.

use crate::{frame_support, sp_runtime, Config, Error, HoldReason, Pallet};
use frame_support::{
	ensure,
	traits::{
		fungibles::{
			hold::{Inspect as _, Mutate as _},
			Inspect, Mutate as _,
		},
		tokens::{Fortitude, Precision, Preservation, Restriction},
	},
};
use joule_primitives::{Ecoin, Vintage, Wh, ECOIN_ASSET};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	/// The energy of a month that an account may dispose of. The assets of an account that may not
	/// send are frozen, so it has none until it may again.
	pub(crate) fn free_energy(who: &T::AccountId, month: Vintage) -> Wh {
		let free = T::Assets::reducible_balance(
			month.asset_id(),
			who,
			Preservation::Expendable,
			Fortitude::Polite,
		);
		Wh(u64::try_from(free).unwrap_or(u64::MAX))
	}

	/// Burns energy of a month.
	pub(crate) fn burn_energy(
		who: &T::AccountId,
		month: Vintage,
		quantity_wh: Wh,
	) -> DispatchResult {
		if quantity_wh.is_zero() {
			return Ok(());
		}
		T::Assets::burn_from(
			month.asset_id(),
			who,
			quantity_wh.0.into(),
			Preservation::Expendable,
			Precision::Exact,
			Fortitude::Polite,
		)
		.map(drop)
	}

	/// The ecoin that an account may spend.
	pub(crate) fn free_ecoin(who: &T::AccountId) -> Ecoin {
		Ecoin(T::Assets::reducible_balance(
			ECOIN_ASSET,
			who,
			Preservation::Preserve,
			Fortitude::Polite,
		))
	}

	/// Pays somebody out of free ecoin.
	pub(crate) fn transfer_ecoin(
		payer: &T::AccountId,
		payee: &T::AccountId,
		amount: Ecoin,
	) -> DispatchResult {
		ensure!(amount <= Self::free_ecoin(payer), Error::<T>::NotEnoughEcoin);
		T::Assets::transfer(ECOIN_ASSET, payer, payee, amount.0, Preservation::Preserve).map(drop)
	}

	/// What an account has set aside to buy back energy with.
	pub(crate) fn set_aside_by(biller: &T::AccountId) -> Ecoin {
		let reason = HoldReason::BuyBack.into();
		Ecoin(T::Holds::balance_on_hold(ECOIN_ASSET, &reason, biller))
	}

	/// Sets ecoin aside.
	pub(crate) fn hold_set_aside(biller: &T::AccountId, amount: Ecoin) -> DispatchResult {
		let reason = HoldReason::BuyBack.into();
		let can_hold = T::Holds::can_hold(ECOIN_ASSET, &reason, biller, amount.0);
		ensure!(can_hold, Error::<T>::NotEnoughEcoin);
		T::Holds::hold(ECOIN_ASSET, &reason, biller, amount.0)
	}

	/// Gives back what was set aside.
	pub(crate) fn release_set_aside(biller: &T::AccountId, amount: Ecoin) -> DispatchResult {
		let reason = HoldReason::BuyBack.into();
		T::Holds::release(ECOIN_ASSET, &reason, biller, amount.0, Precision::Exact).map(drop)
	}

	/// Pays a customer out of what was set aside.
	pub(crate) fn pay_from_set_aside(
		biller: &T::AccountId,
		customer: &T::AccountId,
		amount: Ecoin,
	) -> DispatchResult {
		if amount.is_zero() {
			return Ok(());
		}
		T::Holds::transfer_on_hold(
			ECOIN_ASSET,
			&HoldReason::BuyBack.into(),
			biller,
			customer,
			amount.0,
			Precision::Exact,
			Restriction::Free,
			Fortitude::Force,
		)
		.map(drop)
	}
}
