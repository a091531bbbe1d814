//! Recording what meters say.

use crate::{
	commitment::Commitment,
	messages::*,
	reading::{check_reading, Advance, Fault},
	types::*,
	Config, Error, Event, Pallet, Points,
};
use alloc::vec::Vec;
use joule_primitives::calendar::day_of;
use polkadot_sdk::{frame_support::ensure, sp_core::H256, sp_runtime::DispatchResult};

impl<T> From<Fault> for Error<T> {
	fn from(fault: Fault) -> Self {
		match fault {
			Fault::Replayed => Self::ReadingReplayed,
			Fault::Gap => Self::ReadingGap,
			Fault::OffGrid => Self::ReadingOffGrid,
			Fault::FromFuture => Self::ReadingFromFuture,
			Fault::NotLater => Self::ReadingNotLater,
			Fault::AcrossMonths => Self::ReadingAcrossMonths,
			Fault::RolledBack => Self::RegisterRolledBack,
			Fault::CapacityExceeded => Self::CapacityExceeded,
		}
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_submit_readings(
		sender: T::AccountId,
		readings: Vec<SignedReading>,
	) -> DispatchResult {
		Self::ensure_may_send(&sender)?;
		ensure!(!readings.is_empty(), Error::<T>::EmptyBatch);
		let genesis_hash = Self::genesis_hash();
		readings.into_iter().try_for_each(|signed| Self::submit(signed, genesis_hash))
	}

	/// Records a reading whose origin is beyond doubt: all rules but the signature apply.
	///
	/// No call leads here. It is for a genesis state and for setting the scene of a benchmark.
	pub fn do_record(reading: Reading) -> DispatchResult {
		let point = Self::point_in_service(reading.point)?;
		let advance = Self::check(&point, &reading)?;
		Self::apply(point, reading, advance)
	}

	/// Records a reading that its meter has signed. The signature costs most, so it comes last.
	fn submit(signed: SignedReading, genesis_hash: H256) -> DispatchResult {
		let SignedReading { reading, signature } = signed;
		let point = Self::point_in_service(reading.point)?;
		let advance = Self::check(&point, &reading)?;
		let payload = reading.signing_payload(genesis_hash);
		ensure!(signature.verify(&payload, &point.key), Error::<T>::WrongSignature);
		Self::apply(point, reading, advance)
	}

	fn check(point: &MeteringPoint<T::AccountId>, reading: &Reading) -> Result<Advance, Error<T>> {
		let latest = Self::latest_instant();
		Ok(check_reading(&point.last, &point.capacity, reading, latest)?)
	}

	fn apply(
		mut point: MeteringPoint<T::AccountId>,
		reading: Reading,
		advance: Advance,
	) -> DispatchResult {
		let Reading { point: id, sequence, measured_at, registers: face, intervals_root } = reading;
		let Advance { vintage, increase, quarters } = advance;
		let newest_day = day_of(point.last.measured_at);
		let total = point.total.checked_add(increase).ok_or(Error::<T>::TotalTooLarge)?;
		let commitment =
			(quarters > 1).then_some(Commitment { root: intervals_root, quarters, face });
		Self::append_snapshot(id, newest_day, measured_at, total, commitment)?;

		point.total = total;
		point.last = LastReading { sequence, measured_at, face };
		Self::prune_pages(id, &mut point);
		Points::<T>::insert(id, &point);
		Self::deposit_event(Event::ReadingRecorded { point: id, sequence, measured_at, total });
		Self::issue_export(id, &point, vintage, increase.export_wh);
		Ok(())
	}
}
