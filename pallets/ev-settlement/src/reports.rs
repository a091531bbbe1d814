//! What chargers report, checked and recorded in order.

use crate::{
	messages::{ChargerEvent, Report, SignedReport},
	pricing::{occupancy_cost, split},
	types::*,
	Config, Error, Event, Evses, Pallet, Sessions, Tariffs, WeightInfo,
};
use alloc::vec;
use joule_primitives::{Moment, Wh};
use polkadot_sdk::{
	frame_support::{
		dispatch::DispatchResultWithPostInfo,
		ensure,
		storage::with_storage_layer,
		traits::{Get, Time},
		BoundedVec,
	},
	sp_runtime::{DispatchError, DispatchResult},
};

/// How exact the times of a report are at least: many chargers know whole seconds only.
const CLOCK_GRAIN_MS: Moment = 1_000;

/// What became of the session of a report that was recorded.
enum Recorded {
	/// It goes on.
	Open,
	/// It was settled.
	Settled,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_report(
		sender: T::AccountId,
		signed: SignedReport,
	) -> DispatchResultWithPostInfo {
		Self::ensure_may_send(&sender)?;
		let used = match Self::record(signed)? {
			Recorded::Settled => T::WeightInfo::report(),
			Recorded::Open => T::WeightInfo::report_metered(),
		};
		Ok(Some(used).into())
	}

	pub(crate) fn do_report_many(
		sender: T::AccountId,
		reports: BoundedVec<SignedReport, T::MaxBatch>,
	) -> DispatchResultWithPostInfo {
		Self::ensure_may_send(&sender)?;
		ensure!(!reports.is_empty(), Error::<T>::EmptyBatch);
		let (mut settled, mut others) = (0u32, 0u64);
		for signed in reports {
			let Report { session, sequence, .. } = signed.report;
			match with_storage_layer(|| Self::record(signed)) {
				Ok(Recorded::Settled) => settled = settled.saturating_add(1),
				Ok(Recorded::Open) => others = others.saturating_add(1),
				Err(error) => {
					others = others.saturating_add(1);
					Self::deposit_event(Event::ReportRefused { session, sequence, error });
				}
			}
		}
		let used = T::WeightInfo::report_many(settled)
			.saturating_add(T::WeightInfo::report_metered().saturating_mul(others));
		Ok(Some(used).into())
	}

	fn record(SignedReport { report, signature }: SignedReport) -> Result<Recorded, DispatchError> {
		let id = report.session;
		let mut session = Sessions::<T>::get(id).ok_or(Error::<T>::UnknownSession)?;
		Self::check_turn(&session, &report)?;
		Self::check_time(&session, report.at)?;
		let evse = Evses::<T>::get(session.evse).ok_or(Error::<T>::UnknownEvse)?;
		let tariff = Tariffs::<T>::get(session.tariff).ok_or(Error::<T>::UnknownTariff)?.tariff;
		let metered = Self::metered(&session, &report, &evse, &tariff)?;
		let payload = report.signing_payload(Self::genesis_hash());
		ensure!(signature.verify(&payload, &evse.key), Error::<T>::WrongSignature);

		session.metered = Some(metered);
		session.stage = match (session.stage, report.event) {
			(Stage::Charging, ChargerEvent::Ended | ChargerEvent::Left) => {
				Stage::Occupying { since: report.at }
			}
			(Stage::Prepaid, _) => Stage::Charging,
			(stage, _) => stage,
		};
		Self::deposit_event(Event::ReportRecorded {
			session: id,
			sequence: report.sequence,
			at: report.at,
			register: report.register,
			event: report.event,
		});
		let outcome = if is_complete(&session, &report, &tariff) {
			Self::settle(id, &mut session, SettlementCause::Completed)?;
			Recorded::Settled
		} else {
			Recorded::Open
		};
		Sessions::<T>::insert(id, session);
		Ok(outcome)
	}

	/// Whether the report is the next one of its session, and of what can happen next.
	fn check_turn(session: &Session<T::AccountId>, report: &Report) -> DispatchResult {
		let last = session.metered.as_ref().map(|metered| metered.last.sequence);
		ensure!(last.is_none_or(|last| report.sequence > last), Error::<T>::ReportReplayed);
		ensure!(session.stage.is_open(), Error::<T>::SessionOver);
		let next = last.map_or(0, |last| last.saturating_add(1));
		ensure!(report.sequence == next, Error::<T>::ReportGap);
		let is_first = report.event == ChargerEvent::Began;
		match session.stage {
			Stage::Prepaid => ensure!(is_first, Error::<T>::ChargingNotBegun),
			_ => ensure!(!is_first, Error::<T>::ChargingBegan),
		}
		ensure!(
			!matches!(session.stage, Stage::Occupying { .. })
				|| report.event != ChargerEvent::Ended,
			Error::<T>::ChargingEnded
		);
		Ok(())
	}

	/// Whether the report was made after the last one, or after the prepayment, and not in the
	/// future.
	fn check_time(session: &Session<T::AccountId>, at: Moment) -> DispatchResult {
		let tolerance = T::ClockTolerance::get();
		ensure!(at <= T::Time::now().saturating_add(tolerance), Error::<T>::ReportFromFuture);
		let earliest = session
			.metered
			.as_ref()
			.map_or(session.prepaid_at.saturating_sub(tolerance), |metered| metered.last.at);
		ensure!(at >= earliest, Error::<T>::ReportNotLater);
		Ok(())
	}

	/// What the charger has reported in all with this report, if its register can have counted so.
	fn metered(
		session: &Session<T::AccountId>,
		report: &Report,
		evse: &Evse<T::AccountId>,
		tariff: &Tariff,
	) -> Result<Metered, Error<T>> {
		let Report { sequence, at, register, .. } = *report;
		let last = LastReport { sequence, at, register };
		let recorded_at = T::Time::now();
		let Some(mut metered) = session.metered.clone() else {
			let bands = vec![Wh::ZERO; tariff.bands.len()];
			let energy_by_band = Bands::truncate_from(bands);
			return Ok(Metered {
				began_at: at,
				began_register: register,
				last,
				recorded_at,
				energy_by_band,
			});
		};
		let energy =
			register.checked_sub(metered.last.register).ok_or(Error::<T>::RegisterRolledBack)?;
		let elapsed = at.saturating_sub(metered.began_at).saturating_add(CLOCK_GRAIN_MS);
		ensure!(
			register.saturating_sub(metered.began_register) <= evse.power.energy_in(elapsed),
			Error::<T>::PowerExceeded
		);
		split(tariff, metered.last.at, at, energy, &mut metered.energy_by_band);
		Ok(Metered { last, recorded_at, ..metered })
	}
}

/// Whether a report leaves nothing to wait for: the vehicle left, or charging ended and nothing, or
/// nothing more, is due for staying.
fn is_complete<AccountId>(session: &Session<AccountId>, report: &Report, tariff: &Tariff) -> bool {
	match (session.stage, tariff.occupancy) {
		(Stage::Occupying { .. }, None) => true,
		(Stage::Occupying { since }, Some(fee)) => {
			report.event == ChargerEvent::Left
				|| occupancy_cost(&fee, report.at.saturating_sub(since)) >= fee.cap
		}
		_ => false,
	}
}
