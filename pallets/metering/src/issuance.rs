//! Issuing energy for what was exported.

use crate::{types::*, Config, Event, Issuances, IssuedInMonth, Pallet};
use alloc::{format, vec::Vec};
use joule_primitives::{
	assets::ENERGY_DECIMALS, Balance, MeteringPointId, Participants, Role, Vintage, Wh,
};
use polkadot_sdk::{
	frame_support::{
		ensure,
		storage::with_storage_layer,
		traits::{
			fungibles::{metadata::Mutate as MutateMetadata, Create, Inspect, Mutate},
			Get,
		},
	},
	sp_runtime::{traits::AccountIdConversion, ArithmeticError, DispatchResult},
};

/// The smallest balance of energy that an account can have: one unit, 1 Wh.
const MIN_BALANCE: Balance = 1;

impl<T: Config> Pallet<T> {
	/// The account that owns the energy assets. It has no key: only this pallet can issue energy.
	pub fn account_id() -> T::AccountId {
		T::PalletId::get().into_account_truncating()
	}

	/// Issues energy for an export, or says why not. Either way the reading stands: what a meter
	/// measured is true whether or not its owner may have energy for it.
	pub(crate) fn issue_export(
		id: MeteringPointId,
		point: &MeteringPoint<T::AccountId>,
		vintage: Vintage,
		quantity_wh: Wh,
	) {
		if quantity_wh.is_zero() {
			return;
		}
		let event = match Self::try_issue(id, point, vintage, quantity_wh) {
			Ok(()) => Event::EnergyIssued {
				point: id,
				owner: point.owner.clone(),
				vintage,
				quantity_wh,
				origin: point.source,
				stage: IssueStage::Metered,
				approval: point.approved_by.clone(),
			},
			Err(reason) => Event::EnergyNotIssued { point: id, vintage, quantity_wh, reason },
		};
		Self::deposit_event(event);
	}

	fn try_issue(
		id: MeteringPointId,
		point: &MeteringPoint<T::AccountId>,
		vintage: Vintage,
		quantity_wh: Wh,
	) -> Result<(), NotIssuedReason> {
		ensure!(
			T::Participants::has_role(&point.owner, Role::Producer),
			NotIssuedReason::OwnerIsNoProducer
		);
		ensure!(T::Participants::may_receive(&point.owner), NotIssuedReason::OwnerMayNotReceive);
		with_storage_layer(|| Self::mint(id, point, vintage, quantity_wh))
			.map_err(NotIssuedReason::AssetRefused)
	}

	fn mint(
		id: MeteringPointId,
		point: &MeteringPoint<T::AccountId>,
		vintage: Vintage,
		quantity_wh: Wh,
	) -> DispatchResult {
		let asset = vintage.asset_id();
		if !T::Assets::asset_exists(asset) {
			Self::create_energy_asset(vintage)?;
		}
		T::Assets::mint_into(asset, &point.owner, Balance::from(quantity_wh.0))?;

		let issued = IssuedInMonth::<T>::get(vintage)
			.checked_add(quantity_wh)
			.ok_or(ArithmeticError::Overflow)?;
		IssuedInMonth::<T>::insert(vintage, issued);
		Issuances::<T>::mutate(vintage, id, |issuance| {
			let issuance = issuance.get_or_insert_with(|| Issuance {
				issued_wh: Wh::ZERO,
				origin: point.source,
				stage: IssueStage::Metered,
				approval: point.approved_by.clone(),
			});
			// The month's sum, of which this is a part, did not overflow.
			issuance.issued_wh = issuance.issued_wh.saturating_add(quantity_wh);
		});
		Ok(())
	}

	/// Creates the asset of a month's energy. An account needs to be known to the chain to hold it.
	fn create_energy_asset(vintage: Vintage) -> DispatchResult {
		let (asset, owner) = (vintage.asset_id(), Self::account_id());
		T::Assets::create(asset, owner.clone(), false, MIN_BALANCE)?;
		let name = format!("Energy {}", vintage.0).into_bytes();
		let symbol = Vec::from(b"kWh");
		T::Assets::set(asset, &owner, name, symbol, ENERGY_DECIMALS)?;
		Self::deposit_event(Event::EnergyAssetCreated { vintage, asset });
		Ok(())
	}
}
