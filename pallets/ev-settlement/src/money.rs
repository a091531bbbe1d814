//! Holds, payments and burnt energy: the only file that touches assets.

use crate::{Config, Error, HoldReason, Pallet};
use joule_primitives::{Ecoin, Vintage, Wh, ECOIN_ASSET};
use polkadot_sdk::{
	frame_support::{
		ensure,
		traits::{
			fungibles::{hold::Mutate as _, Inspect, Mutate as _},
			tokens::{Fortitude, Precision, Preservation, Restriction},
		},
	},
	sp_runtime::DispatchResult,
};

impl<T: Config> Pallet<T> {
	/// Holds a member's ecoin for a session.
	pub(crate) fn hold_prepayment(member: &T::AccountId, amount: Ecoin) -> DispatchResult {
		let free = T::Holds::reducible_balance(
			ECOIN_ASSET,
			member,
			Preservation::Protect,
			Fortitude::Polite,
		);
		ensure!(amount.0 <= free, Error::<T>::InsufficientEcoin);
		T::Holds::hold(ECOIN_ASSET, &HoldReason::Prepayment.into(), member, amount.0)
	}

	/// Releases what is held for a session.
	pub(crate) fn release_prepayment(member: &T::AccountId, amount: Ecoin) -> DispatchResult {
		if amount.is_zero() {
			return Ok(());
		}
		let reason = HoldReason::Prepayment.into();
		T::Holds::release(ECOIN_ASSET, &reason, member, amount.0, Precision::Exact).map(drop)
	}

	/// Pays the operator out of what is held for a session.
	pub(crate) fn pay_from_prepayment(
		member: &T::AccountId,
		operator: &T::AccountId,
		amount: Ecoin,
	) -> DispatchResult {
		if amount.is_zero() {
			return Ok(());
		}
		T::Holds::transfer_on_hold(
			ECOIN_ASSET,
			&HoldReason::Prepayment.into(),
			member,
			operator,
			amount.0,
			Precision::Exact,
			Restriction::Free,
			Fortitude::Force,
		)
		.map(drop)
	}

	/// Pays the operator out of free ecoin.
	pub(crate) fn pay(
		payer: &T::AccountId,
		operator: &T::AccountId,
		amount: Ecoin,
	) -> DispatchResult {
		let free = T::Assets::reducible_balance(
			ECOIN_ASSET,
			payer,
			Preservation::Preserve,
			Fortitude::Polite,
		);
		ensure!(amount.0 <= free, Error::<T>::InsufficientEcoin);
		T::Assets::transfer(ECOIN_ASSET, payer, operator, amount.0, Preservation::Preserve)
			.map(drop)
	}

	/// Burns an operator's energy of a month.
	pub(crate) fn burn_energy(
		operator: &T::AccountId,
		vintage: Vintage,
		quantity_wh: Wh,
	) -> DispatchResult {
		let asset = vintage.asset_id();
		let (preservation, fortitude) = (Preservation::Expendable, Fortitude::Polite);
		let free = T::Assets::reducible_balance(asset, operator, preservation, fortitude);
		let amount = quantity_wh.0.into();
		ensure!(amount <= free, Error::<T>::InsufficientEnergy);
		T::Assets::burn_from(asset, operator, amount, preservation, Precision::Exact, fortitude)
			.map(drop)
	}
}
