//! What always holds, whatever was called.

use crate::{
	pages::moment_of, types::*, Config, DayReadings, Issuances, IssuedInMonth, Pallet, Points,
	PointsOf,
};
use alloc::collections::BTreeMap;
use joule_primitives::{calendar::day_of, Balance, MeteringPointId, Vintage, Wh};
use polkadot_sdk::{
	frame_support::{
		ensure,
		traits::{fungibles::Inspect, Get},
	},
	sp_runtime::TryRuntimeError,
};

impl<T: Config> Pallet<T> {
	/// Checks every invariant of this pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::invariant_1_issuances_add_up()?;
		Self::invariant_2_supply_was_issued()?;
		Self::invariant_3_owners_know_their_points()?;
		for (id, point) in Points::<T>::iter() {
			Self::invariant_4_pages_form_a_list(id, &point)?;
			Self::invariant_5_totals_never_decrease(id, &point)?;
			Self::invariant_6_pages_are_pruned(id)?;
		}
		Self::invariant_7_no_page_without_a_point()
	}

	/// Invariant 1: what was issued in a month is the sum of what was issued to its points, and
	/// nothing was issued in vain.
	fn invariant_1_issuances_add_up() -> Result<(), TryRuntimeError> {
		let mut sums = BTreeMap::<Vintage, Wh>::new();
		for (vintage, _, issuance) in Issuances::<T>::iter() {
			ensure!(!issuance.issued_wh.is_zero(), "metering 1: an issuance of nothing");
			let sum = sums.entry(vintage).or_default();
			*sum = sum
				.checked_add(issuance.issued_wh)
				.ok_or("metering 1: the issuances of a month overflow")?;
		}
		let issued: BTreeMap<_, _> = IssuedInMonth::<T>::iter().collect();
		ensure!(sums == issued, "metering 1: issuances do not add up to what their month issued");
		Ok(())
	}

	/// Invariant 2: no more energy of a month is about than was issued for it. Less is, once some
	/// was redeemed.
	fn invariant_2_supply_was_issued() -> Result<(), TryRuntimeError> {
		for (vintage, issued) in IssuedInMonth::<T>::iter() {
			ensure!(
				T::Assets::total_issuance(vintage.asset_id()) <= Balance::from(issued.0),
				"metering 2: more energy than was issued"
			);
		}
		Ok(())
	}

	/// Invariant 3: an account's list holds exactly the points that it owns, each once.
	fn invariant_3_owners_know_their_points() -> Result<(), TryRuntimeError> {
		let mut listed = 0usize;
		for (owner, ids) in PointsOf::<T>::iter() {
			for (place, id) in ids.iter().enumerate() {
				let point = Points::<T>::get(id).ok_or("metering 3: a listed point is missing")?;
				ensure!(point.owner == owner, "metering 3: a listed point belongs to another");
				ensure!(
					!ids.iter().skip(place.saturating_add(1)).any(|other| other == id),
					"metering 3: a point is listed twice"
				);
				listed = listed.saturating_add(1);
			}
		}
		ensure!(Points::<T>::iter_keys().count() == listed, "metering 3: a point is not listed");
		Ok(())
	}

	/// Invariant 4: the pages of a point form one list in the order of days, from its oldest day
	/// to the day of its last reading, and no page is empty.
	fn invariant_4_pages_form_a_list(
		id: MeteringPointId,
		point: &MeteringPoint<T::AccountId>,
	) -> Result<(), TryRuntimeError> {
		let mut day = point.oldest_day;
		let mut visited = 1usize;
		loop {
			let page = DayReadings::<T>::get(id, day).ok_or("metering 4: a page is missing")?;
			ensure!(!page.snapshots.is_empty(), "metering 4: a page is empty");
			let Some(next_day) = page.next_day else { break };
			ensure!(next_day > day, "metering 4: the list of pages turns back");
			day = next_day;
			visited = visited.saturating_add(1);
		}
		ensure!(
			day == day_of(point.last.measured_at),
			"metering 4: the list of pages does not end with the last reading"
		);
		ensure!(
			DayReadings::<T>::iter_key_prefix(id).count() == visited,
			"metering 4: a page is not in the list"
		);
		Ok(())
	}

	/// Invariant 5: from snapshot to snapshot time goes forward and no total decreases; the last
	/// snapshot is the last reading and shows the point's total.
	fn invariant_5_totals_never_decrease(
		id: MeteringPointId,
		point: &MeteringPoint<T::AccountId>,
	) -> Result<(), TryRuntimeError> {
		let mut previous = None;
		let mut next = Some(point.oldest_day);
		while let Some(day) = next {
			let page = DayReadings::<T>::get(id, day).ok_or("metering 5: a page is missing")?;
			for snapshot in &page.snapshots {
				let at = moment_of(day, snapshot.quarter);
				if let Some((before, total)) = previous {
					ensure!(at > before, "metering 5: snapshots are out of order");
					ensure!(
						snapshot.total.checked_sub(total).is_some(),
						"metering 5: a total decreased"
					);
				}
				previous = Some((at, snapshot.total));
			}
			next = page.next_day;
		}
		ensure!(
			previous == Some((point.last.measured_at, point.total)),
			"metering 5: the last snapshot is not the last reading"
		);
		Ok(())
	}

	/// Invariant 6: a point has no more pages than there are days whose readings must be kept, the
	/// day of the last reading among them.
	fn invariant_6_pages_are_pruned(id: MeteringPointId) -> Result<(), TryRuntimeError> {
		let most = usize::try_from(T::RetentionDays::get().saturating_add(1))
			.map_err(|_| "metering 6: the time of retention is no number of pages")?;
		ensure!(
			DayReadings::<T>::iter_key_prefix(id).count() <= most,
			"metering 6: a point has more pages than must be kept"
		);
		Ok(())
	}

	/// Invariant 7: every page belongs to a point.
	fn invariant_7_no_page_without_a_point() -> Result<(), TryRuntimeError> {
		ensure!(
			DayReadings::<T>::iter_keys().all(|(id, _)| Points::<T>::contains_key(id)),
			"metering 7: a page belongs to no point"
		);
		Ok(())
	}
}
