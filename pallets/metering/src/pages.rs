//! The readings of a point by day: one page for each day on which something is known.
//!
//! The pages of a point form a list, from the oldest day to the newest. So the oldest can be
//! removed without looking for it, however rarely the meter is read.

use crate::{commitment::Commitment, types::*, Config, DayReadings, Error, Event, Pallet};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use joule_primitives::{
	calendar::{day_of, DAY_MS, HOUR_MS},
	MeteringPointId, Moment, QUARTER_MS,
};
use polkadot_sdk::{
	frame_support::{
		traits::{ConstU32, Get},
		BoundedVec,
	},
	sp_runtime::DispatchResult,
};
use scale_info::TypeInfo;

/// Quarters of an hour in a day. Korea has no daylight saving time.
pub const QUARTERS_PER_DAY: u32 = 96;

/// The most pages that one reading removes.
const MAX_PAGES_PRUNED: u32 = 3;

/// How far Korea's days run ahead of UTC's.
const KST_OFFSET_MS: Moment = 9 * HOUR_MS;

/// What is known of a quarter of an hour.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Snapshot {
	/// Which quarter of an hour of the day in Korea, from 0 to 95.
	pub quarter: u8,
	/// All that the point measured since it was installed.
	pub total: Registers,
	/// The commitment to the quarter-hours before this one, if this was a reading and there are
	/// any.
	pub commitment: Option<Commitment>,
}

/// What is known of a point on one day in Korea.
#[derive(
	Clone,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct DayPage {
	/// The next later day that has a page.
	pub next_day: Option<u32>,
	/// The snapshots, by time, at most one a quarter of an hour.
	pub snapshots: BoundedVec<Snapshot, ConstU32<QUARTERS_PER_DAY>>,
}

impl DayPage {
	/// The snapshot of a quarter of an hour.
	pub fn get(&self, quarter: u8) -> Option<&Snapshot> {
		let place = self.snapshots.binary_search_by_key(&quarter, |other| other.quarter).ok()?;
		self.snapshots.get(place)
	}

	/// Puts a snapshot in its place, or gives it back if the place is taken.
	pub fn insert(&mut self, snapshot: Snapshot) -> Result<(), Snapshot> {
		match self.snapshots.binary_search_by_key(&snapshot.quarter, |other| other.quarter) {
			Ok(_) => Err(snapshot),
			Err(place) => self.snapshots.try_insert(place, snapshot),
		}
	}
}

/// Which quarter of an hour of its day in Korea an instant lies in.
pub fn quarter_of_day(moment: Moment) -> u8 {
	let since_midnight = moment.saturating_add(KST_OFFSET_MS) % DAY_MS;
	u8::try_from(since_midnight / QUARTER_MS).unwrap_or(u8::MAX)
}

/// When a quarter of an hour of a day in Korea begins.
pub fn moment_of(day: u32, quarter: u8) -> Moment {
	let since_epoch_in_korea = Moment::from(day)
		.saturating_mul(DAY_MS)
		.saturating_add(Moment::from(quarter).saturating_mul(QUARTER_MS));
	since_epoch_in_korea.saturating_sub(KST_OFFSET_MS)
}

impl<T: Config> Pallet<T> {
	/// Notes what a point has measured up to `at`, which is later than all it has noted before.
	pub(crate) fn append_snapshot(
		id: MeteringPointId,
		newest_day: u32,
		at: Moment,
		total: Registers,
		commitment: Option<Commitment>,
	) -> DispatchResult {
		let day = day_of(at);
		if day != newest_day {
			Self::link_page(id, newest_day, day);
		}
		let snapshot = Snapshot { quarter: quarter_of_day(at), total, commitment };
		DayReadings::<T>::try_mutate(id, day, |page| {
			page.get_or_insert_default().insert(snapshot).map_err(|_| Error::<T>::ReadingNotLater)
		})?;
		Ok(())
	}

	/// Lets the page of a day be followed by the page of a later day.
	pub(crate) fn link_page(id: MeteringPointId, day: u32, next_day: u32) {
		DayReadings::<T>::mutate(id, day, |page| {
			if let Some(page) = page {
				page.next_day = Some(next_day);
			}
		});
	}

	/// The oldest day whose readings must be kept.
	pub(crate) fn first_kept_day(point: &MeteringPoint<T::AccountId>) -> u32 {
		day_of(point.last.measured_at).saturating_sub(T::RetentionDays::get())
	}

	/// Removes the oldest pages of a point if they need not be kept any more.
	///
	/// A message adds at most one page and this removes more than one, so a point never has more
	/// pages than the days that must be kept.
	pub(crate) fn prune_pages(id: MeteringPointId, point: &mut MeteringPoint<T::AccountId>) {
		let first_kept_day = Self::first_kept_day(point);
		let oldest_day = point.oldest_day;
		for _ in 0..MAX_PAGES_PRUNED {
			if point.oldest_day >= first_kept_day {
				break;
			}
			let Some(next_day) =
				DayReadings::<T>::get(id, point.oldest_day).and_then(|page| page.next_day)
			else {
				break;
			};
			DayReadings::<T>::remove(id, point.oldest_day);
			point.oldest_day = next_day;
		}
		if point.oldest_day != oldest_day {
			Self::deposit_event(Event::ReadingsPruned { point: id, oldest_day: point.oldest_day });
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	/// Midnight in Korea, 1 November 2026.
	const NOVEMBER: Moment = 1_793_458_800_000;

	fn snapshot(quarter: u8) -> Snapshot {
		Snapshot { quarter, total: Registers::ZERO, commitment: None }
	}

	#[test]
	fn quarters_are_counted_from_midnight_in_korea() {
		assert_eq!(quarter_of_day(NOVEMBER), 0);
		assert_eq!(quarter_of_day(NOVEMBER + QUARTER_MS), 1);
		assert_eq!(quarter_of_day(NOVEMBER - 1), 95);
		assert_eq!(quarter_of_day(NOVEMBER - QUARTER_MS), 95);
	}

	#[test]
	fn day_and_quarter_give_the_instant_back() {
		for quarter in 0..2 * u64::from(QUARTERS_PER_DAY) {
			let moment = NOVEMBER + quarter * QUARTER_MS;
			assert_eq!(moment_of(day_of(moment), quarter_of_day(moment)), moment);
		}
	}

	#[test]
	fn a_page_is_kept_in_the_order_of_time() {
		let mut page = DayPage::default();
		for quarter in [40, 0, 95, 12] {
			assert_eq!(page.insert(snapshot(quarter)), Ok(()));
		}
		let quarters: Vec<_> = page.snapshots.iter().map(|snapshot| snapshot.quarter).collect();
		assert_eq!(quarters, [0, 12, 40, 95]);
		assert_eq!(page.get(12), Some(&snapshot(12)));
		assert_eq!(page.get(13), None);
	}

	#[test]
	fn a_quarter_has_one_snapshot() {
		let mut page = DayPage::default();
		for quarter in 0..QUARTERS_PER_DAY as u8 {
			assert_eq!(page.insert(snapshot(quarter)), Ok(()));
		}
		for quarter in 0..QUARTERS_PER_DAY as u8 {
			assert_eq!(page.insert(snapshot(quarter)), Err(snapshot(quarter)));
		}
	}
}
