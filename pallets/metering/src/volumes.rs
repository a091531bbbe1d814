//! What the meters of an account measured during a period.

use crate::{reading::is_on_grid, types::*, Config, Pallet, Points, PointsOf};
use alloc::vec::Vec;
use joule_primitives::{DeliveryPeriod, MeteredVolumes, MeteringPointId, Moment, Wh, ZoneId};

impl<T: Config> Pallet<T> {
	/// A metering point.
	pub fn point(id: MeteringPointId) -> Option<MeteringPoint<T::AccountId>> {
		Points::<T>::get(id)
	}

	/// The metering points of an account, retired ones too.
	pub fn points_of(who: &T::AccountId) -> Vec<MeteringPointId> {
		PointsOf::<T>::get(who).into_inner()
	}

	/// What all the account's points in the zone measured during the period.
	///
	/// `None` if the account has no point there, or if one of them was not read at both ends of
	/// the period or its readings were pruned. Before its installation and after its retirement a
	/// point measures nothing, so nobody needs to read it then.
	pub fn volumes(who: &T::AccountId, zone: ZoneId, period: &DeliveryPeriod) -> Option<Registers> {
		Self::volumes_between(who, Some(zone), period.start, period.end)
	}

	/// The same between any two instants on the quarter-hour, in a zone or in all.
	fn volumes_between(
		who: &T::AccountId,
		zone: Option<ZoneId>,
		from: Moment,
		until: Moment,
	) -> Option<Registers> {
		PointsOf::<T>::get(who)
			.into_iter()
			.filter_map(|id| Points::<T>::get(id).map(|point| (id, point)))
			.filter(|(_, point)| zone.is_none_or(|zone| point.zone == zone))
			.map(|(id, point)| {
				let start = Self::total_at(id, &point, from)?;
				Self::total_at(id, &point, until)?.checked_sub(start)
			})
			.reduce(|sum, volume| Some(sum?.saturating_add(volume?)))
			.flatten()
	}

	/// What a point had measured in all up to an instant, if that is known.
	fn total_at(
		id: MeteringPointId,
		point: &MeteringPoint<T::AccountId>,
		at: Moment,
	) -> Option<Registers> {
		if !is_on_grid(at) {
			None
		} else if at <= point.installed_at {
			Some(Registers::ZERO)
		} else if point.state == PointState::Retired && at >= point.last.measured_at {
			Some(point.total)
		} else {
			Self::snapshot(id, at).map(|snapshot| snapshot.total)
		}
	}
}

impl<T: Config> MeteredVolumes<T::AccountId> for Pallet<T> {
	fn exported_wh(who: &T::AccountId, zone: ZoneId, period: &DeliveryPeriod) -> Option<Wh> {
		Self::volumes(who, zone, period).map(|volume| volume.export_wh)
	}

	fn imported_wh(who: &T::AccountId, zone: ZoneId, period: &DeliveryPeriod) -> Option<Wh> {
		Self::volumes(who, zone, period).map(|volume| volume.import_wh)
	}

	fn imported_between_wh(who: &T::AccountId, from: Moment, until: Moment) -> Option<Wh> {
		Self::volumes_between(who, None, from, until).map(|volume| volume.import_wh)
	}
}
