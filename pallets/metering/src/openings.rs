//! Opening what a reading committed to.

use crate::{
	commitment::{Commitment, IntervalLeaf, IntervalProof},
	pages::{moment_of, quarter_of_day, DayPage, Snapshot},
	reading::{check_increase, is_on_grid},
	types::*,
	Config, DayReadings, Error, Event, Pallet, Points,
};
use joule_primitives::{calendar::day_of, MeteringPointId, Moment, QUARTER_MS};
use polkadot_sdk::{frame_support::ensure, sp_runtime::DispatchResult};

/// Something known of a point: what it had measured, and when.
type Known = (Moment, Registers);

/// What surrounds an instant in the list of a point's pages.
#[derive(Default)]
struct Neighbours {
	/// The last snapshot before the instant, if it is still kept.
	before: Option<Known>,
	/// The first snapshot after it.
	after: Option<Known>,
	/// The last day before the instant's own that has a page.
	day_before: Option<u32>,
	/// The first day after the instant's own that has a page.
	day_after: Option<u32>,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_open_interval(
		sender: T::AccountId,
		id: MeteringPointId,
		read_at: Moment,
		leaf: IntervalLeaf,
		proof: IntervalProof,
	) -> DispatchResult {
		Self::ensure_may_send(&sender)?;
		let mut point = Points::<T>::get(id).ok_or(Error::<T>::UnknownPoint)?;
		let read = Self::snapshot(id, read_at).ok_or(Error::<T>::UnknownReading)?;
		let commitment = read.commitment.ok_or(Error::<T>::NothingCommitted)?;
		let proved =
			commitment.contains(read_at, &leaf, proof).ok_or(Error::<T>::LeafOutsideInterval)?;
		ensure!(proved, Error::<T>::WrongProof);

		let at = leaf.measured_at;
		let day = day_of(at);
		ensure!(day >= Self::first_kept_day(&point), Error::<T>::IntervalTooOld);
		let total =
			total_at_leaf(&read, &commitment, &leaf).ok_or(Error::<T>::RegisterRolledBack)?;
		let neighbours = Self::neighbours(id, &point, &commitment, read_at, at)?;
		if let Some((before_at, before)) = neighbours.before {
			check_increase(before, total, at.saturating_sub(before_at), &point.capacity)
				.map_err(Error::<T>::from)?;
		}
		if let Some((after_at, after)) = neighbours.after {
			check_increase(total, after, after_at.saturating_sub(at), &point.capacity)
				.map_err(Error::<T>::from)?;
		}

		let mut page = match DayReadings::<T>::get(id, day) {
			Some(page) => page,
			None => {
				match neighbours.day_before {
					Some(day_before) => Self::link_page(id, day_before, day),
					None => point.oldest_day = day,
				}
				DayPage { next_day: neighbours.day_after, ..Default::default() }
			}
		};
		page.insert(Snapshot { quarter: quarter_of_day(at), total, commitment: None })
			.map_err(|_| Error::<T>::IntervalAlreadyOpen)?;
		DayReadings::<T>::insert(id, day, page);
		Self::prune_pages(id, &mut point);
		Points::<T>::insert(id, point);
		Self::deposit_event(Event::IntervalOpened { point: id, measured_at: at, total });
		Ok(())
	}

	/// What is known of a point at an instant.
	pub(crate) fn snapshot(id: MeteringPointId, at: Moment) -> Option<Snapshot> {
		if !is_on_grid(at) {
			return None;
		}
		DayReadings::<T>::get(id, day_of(at))?.get(quarter_of_day(at)).copied()
	}

	/// Looks around an instant inside a committed interval.
	///
	/// Visits the pages from the reading before to the reading that made the commitment: the days
	/// of a month at most, because no interval is longer.
	fn neighbours(
		id: MeteringPointId,
		point: &MeteringPoint<T::AccountId>,
		commitment: &Commitment,
		read_at: Moment,
		at: Moment,
	) -> Result<Neighbours, Error<T>> {
		let day_of_leaf = day_of(at);
		let length = Moment::from(commitment.quarters).saturating_mul(QUARTER_MS);
		let start = day_of(read_at.saturating_sub(length));
		let mut neighbours = Neighbours::default();
		let mut next = Some(start.max(point.oldest_day));
		while let Some(day) = next {
			let Some(page) = DayReadings::<T>::get(id, day) else { break };
			for snapshot in &page.snapshots {
				let known_at = moment_of(day, snapshot.quarter);
				ensure!(known_at != at, Error::<T>::IntervalAlreadyOpen);
				if known_at < at {
					neighbours.before = Some((known_at, snapshot.total));
				} else {
					neighbours.after = neighbours.after.or(Some((known_at, snapshot.total)));
				}
			}
			if day < day_of_leaf {
				neighbours.day_before = Some(day);
			} else if day > day_of_leaf {
				neighbours.day_after = Some(day);
			}
			next = page.next_day.filter(|_| neighbours.after.is_none());
		}
		Ok(neighbours)
	}
}

/// What the point had measured at a leaf: its total at the reading, less what the meter's face
/// counted from the leaf to the reading. `None` if the face showed more at the leaf.
fn total_at_leaf(
	read: &Snapshot,
	commitment: &Commitment,
	leaf: &IntervalLeaf,
) -> Option<Registers> {
	read.total.checked_sub(commitment.face.checked_sub(leaf.registers)?)
}

#[cfg(test)]
mod tests {
	use super::*;
	use joule_primitives::Wh;
	use polkadot_sdk::sp_core::H256;

	#[test]
	fn the_total_at_a_leaf_follows_the_face() {
		let registers = |wh| Registers { import_wh: Wh(wh), export_wh: Wh(2 * wh) };
		let face = registers(110);
		let read = Snapshot { quarter: 0, total: registers(1_000), commitment: None };
		let commitment = Commitment { root: H256::zero(), quarters: 2, face };
		let total = |wh| {
			let leaf = IntervalLeaf { measured_at: 0, registers: registers(wh), salt: [0; 16] };
			total_at_leaf(&read, &commitment, &leaf)
		};
		assert_eq!(total(110), Some(registers(1_000)));
		assert_eq!(total(100), Some(registers(990)));
		assert_eq!(total(111), None);
	}
}
