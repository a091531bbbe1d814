//! The life of a metering point: installed, its meter replaced or given another key, retired.

use crate::{
	messages::*, reading::is_on_grid, types::*, Config, Error, Event, Pallet, Points, PointsOf,
};
use joule_primitives::{calendar::day_of, MeteringPointId, Moment, Participants, Role};
use polkadot_sdk::{
	frame_support::{
		ensure,
		traits::{Get, Time},
	},
	frame_system::{self, pallet_prelude::BlockNumberFor},
	sp_core::H256,
	sp_runtime::{traits::Zero, DispatchResult},
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_register_point(
		operator: T::AccountId,
		id: MeteringPointId,
		installation: Installation<T::AccountId>,
	) -> DispatchResult {
		let Installation { owner, zone, source, capacity, key, installed_at, face } =
			installation.clone();
		Self::ensure_meter_operator(&operator)?;
		ensure!(T::Participants::zone_exists(zone), Error::<T>::UnknownZone);
		ensure!(T::Participants::zone_of(&owner).is_some(), Error::<T>::UnknownOwner);
		ensure!(
			!capacity.import.is_zero() || !capacity.export.is_zero(),
			Error::<T>::CapacityMissing
		);
		ensure!(is_on_grid(installed_at), Error::<T>::InstallationOffGrid);
		ensure!(installed_at <= Self::latest_instant(), Error::<T>::InstallationInFuture);
		ensure!(!Points::<T>::contains_key(id), Error::<T>::PointExists);
		PointsOf::<T>::try_append(&owner, id).map_err(|_| Error::<T>::TooManyPoints)?;

		let day = day_of(installed_at);
		Self::append_snapshot(id, day, installed_at, Registers::ZERO, None)?;
		Points::<T>::insert(
			id,
			MeteringPoint {
				owner,
				zone,
				source,
				capacity,
				key,
				approved_by: operator.clone(),
				installed_at,
				last: LastReading { sequence: 0, measured_at: installed_at, face },
				total: Registers::ZERO,
				oldest_day: day,
				state: PointState::InService,
			},
		);
		Self::deposit_event(Event::PointRegistered {
			point: id,
			installation,
			approved_by: operator,
		});
		Ok(())
	}

	pub(crate) fn do_replace_meter(
		operator: T::AccountId,
		id: MeteringPointId,
		new_key: MeterKey,
		face: Registers,
	) -> DispatchResult {
		Self::ensure_meter_operator(&operator)?;
		let mut point = Self::point_in_service(id)?;
		point.key = new_key;
		point.last.face = face;
		Points::<T>::insert(id, point);
		Self::deposit_event(Event::MeterReplaced { point: id, new_key, face });
		Ok(())
	}

	pub(crate) fn do_rotate_key(
		sender: T::AccountId,
		id: MeteringPointId,
		new_key: MeterKey,
		signature: MeterSignature,
	) -> DispatchResult {
		Self::ensure_may_send(&sender)?;
		let mut point = Self::point_in_service(id)?;
		ensure!(new_key != point.key, Error::<T>::KeyUnchanged);
		let sequence = point.last.sequence.checked_add(1).ok_or(Error::<T>::SequenceExhausted)?;
		let rotation = KeyRotation { point: id, sequence, new_key };
		let payload = rotation.signing_payload(Self::genesis_hash());
		ensure!(signature.verify(&payload, &point.key), Error::<T>::WrongSignature);

		point.key = new_key;
		point.last.sequence = sequence;
		Points::<T>::insert(id, point);
		Self::deposit_event(Event::KeyRotated { point: id, sequence, new_key });
		Ok(())
	}

	pub(crate) fn do_retire_point(operator: T::AccountId, id: MeteringPointId) -> DispatchResult {
		Self::ensure_meter_operator(&operator)?;
		let mut point = Self::point_in_service(id)?;
		point.state = PointState::Retired;
		let total = point.total;
		Points::<T>::insert(id, point);
		Self::deposit_event(Event::PointRetired { point: id, total });
		Ok(())
	}

	/// The point, if its meter is still read.
	pub(crate) fn point_in_service(
		id: MeteringPointId,
	) -> Result<MeteringPoint<T::AccountId>, Error<T>> {
		let point = Points::<T>::get(id).ok_or(Error::<T>::UnknownPoint)?;
		ensure!(point.state == PointState::InService, Error::<T>::PointRetired);
		Ok(point)
	}

	pub(crate) fn ensure_meter_operator(who: &T::AccountId) -> DispatchResult {
		ensure!(T::Participants::has_role(who, Role::MeterOperator), Error::<T>::NotMeterOperator);
		Ok(())
	}

	pub(crate) fn ensure_may_send(who: &T::AccountId) -> DispatchResult {
		ensure!(T::Participants::may_send(who), Error::<T>::SenderNotPermitted);
		Ok(())
	}

	/// The latest instant that does not count as the future.
	pub(crate) fn latest_instant() -> Moment {
		T::Time::now().saturating_add(T::ClockTolerance::get())
	}

	/// The hash of the genesis block. It is part of all that meters sign, so that no signature is
	/// good on another chain.
	pub(crate) fn genesis_hash() -> H256 {
		frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero())
	}
}
