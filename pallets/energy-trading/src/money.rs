//! Holds and escrow: the only file that touches assets.

use crate::{frame_support, sp_runtime, Config, Error, HoldReason, Pallet};
use frame_support::{
	ensure,
	traits::{
		fungibles::{hold::Mutate as _, Inspect, Mutate as _},
		tokens::{Fortitude, Precision, Preservation, Restriction},
		Get,
	},
};
use joule_primitives::{Ecoin, Vintage, Wh, ECOIN_ASSET};
use sp_runtime::{traits::AccountIdConversion, DispatchResult};

impl<T: Config> Pallet<T> {
	/// The account, without a key, in which energy waits between seller and buyer.
	pub fn escrow_account() -> T::AccountId {
		T::PalletId::get().into_account_truncating()
	}

	/// Holds ecoin on its owner's account.
	pub(crate) fn hold_ecoin(
		reason: HoldReason,
		who: &T::AccountId,
		amount: Ecoin,
	) -> DispatchResult {
		if amount.is_zero() {
			return Ok(());
		}
		let free =
			T::Holds::reducible_balance(ECOIN_ASSET, who, Preservation::Protect, Fortitude::Polite);
		ensure!(amount.0 <= free, Error::<T>::NotEnoughEcoin);
		T::Holds::hold(ECOIN_ASSET, &reason.into(), who, amount.0)
	}

	/// Releases ecoin that was held for a reason.
	pub(crate) fn release_ecoin(
		reason: HoldReason,
		who: &T::AccountId,
		amount: Ecoin,
	) -> DispatchResult {
		if amount.is_zero() {
			return Ok(());
		}
		T::Holds::release(ECOIN_ASSET, &reason.into(), who, amount.0, Precision::Exact).map(drop)
	}

	/// Pays somebody out of ecoin that is held on the payer.
	pub(crate) fn pay_from_hold(
		reason: HoldReason,
		payer: &T::AccountId,
		payee: &T::AccountId,
		amount: Ecoin,
	) -> DispatchResult {
		if amount.is_zero() {
			return Ok(());
		}
		T::Holds::transfer_on_hold(
			ECOIN_ASSET,
			&reason.into(),
			payer,
			payee,
			amount.0,
			Precision::Exact,
			Restriction::Free,
			Fortitude::Force,
		)
		.map(drop)
	}

	/// Pays somebody out of free ecoin.
	pub(crate) fn pay(payer: &T::AccountId, payee: &T::AccountId, amount: Ecoin) -> DispatchResult {
		let free = T::Assets::reducible_balance(
			ECOIN_ASSET,
			payer,
			Preservation::Preserve,
			Fortitude::Polite,
		);
		ensure!(amount.0 <= free, Error::<T>::NotEnoughEcoin);
		T::Assets::transfer(ECOIN_ASSET, payer, payee, amount.0, Preservation::Preserve).map(drop)
	}

	/// The energy of a month that an account may dispose of, all of it.
	pub(crate) fn free_energy(who: &T::AccountId, vintage: Vintage) -> Wh {
		let free = T::Assets::reducible_balance(
			vintage.asset_id(),
			who,
			Preservation::Expendable,
			Fortitude::Polite,
		);
		Wh(u64::try_from(free).unwrap_or(u64::MAX))
	}

	/// Hands energy over.
	pub(crate) fn move_energy(
		vintage: Vintage,
		from: &T::AccountId,
		to: &T::AccountId,
		quantity: Wh,
	) -> DispatchResult {
		if quantity.is_zero() {
			return Ok(());
		}
		ensure!(quantity <= Self::free_energy(from, vintage), Error::<T>::NotEnoughEnergy);
		T::Assets::transfer(
			vintage.asset_id(),
			from,
			to,
			quantity.0.into(),
			Preservation::Expendable,
		)
		.map(drop)
	}
}
