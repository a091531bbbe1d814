//! What always holds, whatever was called.

use crate::{
	pricing::{check_tariff, energy_cost},
	types::*,
	Config, Covered, Credentials, CredentialsOf, Deadlines, Debts, Evses, HoldReason, OpenSessions,
	Pallet, Sessions, SessionsOfMember, SessionsOfOperator, Tariffs,
};
use alloc::{collections::BTreeMap, vec::Vec};
use joule_primitives::{calendar::DAY_MS, Ecoin, Vintage, Wh, ECOIN_ASSET};
use polkadot_sdk::{
	frame_support::{
		ensure,
		traits::{fungibles::hold::Inspect, Get, Time},
	},
	frame_system,
	sp_runtime::TryRuntimeError,
};

type AccountOf<T> = <T as frame_system::Config>::AccountId;
type SessionsById<T> = BTreeMap<SessionId, Session<AccountOf<T>>>;

impl<T: Config> Pallet<T> {
	/// Checks every invariant of this pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let sessions: SessionsById<T> = Sessions::<T>::iter().collect();
		Self::invariant_1_prepayments_are_held(&sessions)?;
		Self::invariant_2_charge_points_know_their_session(&sessions)?;
		Self::invariant_3_members_know_their_open_sessions(&sessions)?;
		Self::invariant_4_each_session_has_a_deadline(&sessions)?;
		Self::invariant_5_sessions_are_listed(&sessions)?;
		Self::invariant_6_costs_are_paid_or_owed(&sessions)?;
		Self::invariant_7_tariffs_are_counted(&sessions)?;
		Self::invariant_8_members_know_their_credentials()?;
		Self::invariant_9_covered_energy_was_charged(&sessions)
	}

	/// Invariant 1: what is held of a member are the prepayments of its open sessions. A member is
	/// whoever has a session or ever had a credential.
	fn invariant_1_prepayments_are_held(sessions: &SessionsById<T>) -> Result<(), TryRuntimeError> {
		let mut prepaid: BTreeMap<AccountOf<T>, Ecoin> = Credentials::<T>::iter_values()
			.map(|credential| (credential.member, Ecoin::ZERO))
			.collect();
		for session in sessions.values() {
			let sum = prepaid.entry(session.member.clone()).or_default();
			if session.stage.is_open() {
				*sum = sum.saturating_add(session.prepayment);
			}
		}
		let reason = HoldReason::Prepayment.into();
		for (member, sum) in prepaid {
			ensure!(
				T::Holds::balance_on_hold(ECOIN_ASSET, &reason, &member) == sum.0,
				"charging 1: the hold is not the prepayments of open sessions"
			);
		}
		Ok(())
	}

	/// Invariant 2: a charge point that is taken is in service and names the open session at it,
	/// and every open session is named.
	fn invariant_2_charge_points_know_their_session(
		sessions: &SessionsById<T>,
	) -> Result<(), TryRuntimeError> {
		let mut named = 0usize;
		for (id, evse) in Evses::<T>::iter() {
			let Some(session) = evse.session else { continue };
			ensure!(
				evse.state == EvseState::InService,
				"charging 2: a revoked charge point is taken"
			);
			let session =
				sessions.get(&session).ok_or("charging 2: a charge point names no session")?;
			ensure!(
				session.evse == id && session.stage.is_open(),
				"charging 2: a charge point names a session that is not open at it"
			);
			named = named.saturating_add(1);
		}
		let open = sessions.values().filter(|session| session.stage.is_open()).count();
		ensure!(named == open, "charging 2: an open session has no charge point");
		Ok(())
	}

	/// Invariant 3: a member's list of open sessions holds exactly those.
	fn invariant_3_members_know_their_open_sessions(
		sessions: &SessionsById<T>,
	) -> Result<(), TryRuntimeError> {
		let mut open = BTreeMap::<AccountOf<T>, Vec<SessionId>>::new();
		for (id, session) in sessions.iter().filter(|(_, session)| session.stage.is_open()) {
			open.entry(session.member.clone()).or_default().push(*id);
		}
		let listed: BTreeMap<_, _> = OpenSessions::<T>::iter()
			.map(|(member, sessions)| (member, sessions.into_inner()))
			.collect();
		ensure!(open == listed, "charging 3: the lists are not those of the open sessions");
		Ok(())
	}

	/// Invariant 4: each session has one deadline, not after the instant at which it is due. What
	/// could not be done then is tried again: a settlement within a day, the removal of a receipt
	/// with a debt within the time for which receipts are kept.
	fn invariant_4_each_session_has_a_deadline(
		sessions: &SessionsById<T>,
	) -> Result<(), TryRuntimeError> {
		let now = T::Time::now();
		let deadlines: Vec<Deadline> = Deadlines::<T>::iter_keys().collect();
		ensure!(
			deadlines.len() == sessions.len(),
			"charging 4: there are not as many deadlines as sessions"
		);
		let by_session: BTreeMap<_, _> =
			deadlines.iter().map(|deadline| (deadline.session(), deadline.at())).collect();
		for (id, session) in sessions {
			let at = by_session.get(id).ok_or("charging 4: a session has no deadline")?;
			let due = Self::due_at(session);
			let retried_after = if session.stage.is_open() { DAY_MS } else { T::Retention::get() };
			ensure!(
				*at <= due || (due <= now && *at <= now.saturating_add(retried_after)),
				"charging 4: a session would be late"
			);
		}
		Ok(())
	}

	/// Invariant 5: members and operators have exactly their sessions in their lists.
	fn invariant_5_sessions_are_listed(sessions: &SessionsById<T>) -> Result<(), TryRuntimeError> {
		for (id, session) in sessions {
			ensure!(
				SessionsOfMember::<T>::contains_key(&session.member, NewestFirst::from(*id)),
				"charging 5: a session is not in its member's list"
			);
			ensure!(
				SessionsOfOperator::<T>::contains_key(&session.operator, NewestFirst::from(*id)),
				"charging 5: a session is not in its operator's list"
			);
		}
		ensure!(
			SessionsOfMember::<T>::iter_keys().count() == sessions.len()
				&& SessionsOfOperator::<T>::iter_keys().count() == sessions.len(),
			"charging 5: a list has a session that is not there"
		);
		Ok(())
	}

	/// Invariant 6: what a settled session cost is what was paid, owed and forgiven for it, the
	/// energy at the prices of its tariff; and a member owes an operator what it owes for its
	/// sessions there.
	fn invariant_6_costs_are_paid_or_owed(
		sessions: &SessionsById<T>,
	) -> Result<(), TryRuntimeError> {
		let mut owed = BTreeMap::<(AccountOf<T>, AccountOf<T>), Ecoin>::new();
		for session in sessions.values() {
			let Stage::Settled(settlement) = session.stage else { continue };
			let tariff =
				Tariffs::<T>::get(session.tariff).ok_or("charging 6: a tariff is missing")?.tariff;
			let metered = session.metered.as_ref().ok_or("charging 6: settled without charging")?;
			ensure!(
				settlement.energy_cost == energy_cost(&tariff, &metered.energy_by_band),
				"charging 6: the energy is not priced by the tariff"
			);
			ensure!(
				settlement.energy_cost.saturating_add(settlement.occupancy_cost)
					== settlement
						.paid
						.saturating_add(settlement.owed)
						.saturating_add(settlement.forgiven),
				"charging 6: the cost is not what was paid, owed and forgiven"
			);
			if !settlement.owed.is_zero() {
				let parties = (session.member.clone(), session.operator.clone());
				let sum = owed.entry(parties).or_default();
				*sum = sum.saturating_add(settlement.owed);
			}
		}
		let debts: BTreeMap<_, _> =
			Debts::<T>::iter().map(|(member, operator, debt)| ((member, operator), debt)).collect();
		ensure!(owed == debts, "charging 6: debts are not what is owed for sessions");
		Ok(())
	}

	/// Invariant 7: a tariff keeps its rules and counts the charge points in service and the
	/// sessions that refer to it, and none refers to one that is not there.
	fn invariant_7_tariffs_are_counted(sessions: &SessionsById<T>) -> Result<(), TryRuntimeError> {
		let mut references = BTreeMap::<TariffId, u32>::new();
		let in_service =
			Evses::<T>::iter_values().filter(|evse| evse.state == EvseState::InService);
		let of_sessions = sessions.values().map(|session| session.tariff);
		for tariff in in_service.map(|evse| evse.tariff).chain(of_sessions) {
			let count = references.entry(tariff).or_default();
			*count = count.saturating_add(1);
		}
		for (id, registered) in Tariffs::<T>::iter() {
			ensure!(check_tariff(&registered.tariff).is_ok(), "charging 7: a tariff breaks a rule");
			ensure!(
				registered.references == references.remove(&id).unwrap_or_default(),
				"charging 7: a tariff counts its references wrongly"
			);
		}
		ensure!(references.is_empty(), "charging 7: a tariff is missing");
		Ok(())
	}

	/// Invariant 8: a member's list holds exactly its credentials that can be used, each once and
	/// one password among them at most.
	fn invariant_8_members_know_their_credentials() -> Result<(), TryRuntimeError> {
		let mut active = BTreeMap::<AccountOf<T>, Vec<_>>::new();
		let mut passwords = Vec::new();
		for (key, credential) in Credentials::<T>::iter() {
			if credential.state != CredentialState::Active {
				continue;
			}
			if matches!(credential.kind, CredentialKind::Password { .. }) {
				ensure!(
					!passwords.contains(&credential.member),
					"charging 8: a member has two passwords"
				);
				passwords.push(credential.member.clone());
			}
			active.entry(credential.member).or_default().push(key);
		}
		let mut listed: BTreeMap<_, _> =
			CredentialsOf::<T>::iter().map(|(who, keys)| (who, keys.into_inner())).collect();
		active.values_mut().chain(listed.values_mut()).for_each(|keys| keys.sort_unstable());
		ensure!(active == listed, "charging 8: the lists are not those of the credentials");
		Ok(())
	}

	/// Invariant 9: no session is covered with more than it charged, or before it was settled, and
	/// the covers of an operator's sessions are in its sum for the month.
	fn invariant_9_covered_energy_was_charged(
		sessions: &SessionsById<T>,
	) -> Result<(), TryRuntimeError> {
		let mut sums = BTreeMap::<(AccountOf<T>, Vintage), Wh>::new();
		for session in sessions.values() {
			ensure!(
				session.covered.is_empty() || matches!(session.stage, Stage::Settled(_)),
				"charging 9: a session is covered that is not settled"
			);
			ensure!(
				session.covered_wh() <= session.energy_wh(),
				"charging 9: a session is covered with more than it charged"
			);
			for cover in &session.covered {
				let sum = sums.entry((session.operator.clone(), cover.vintage)).or_default();
				*sum = sum.saturating_add(cover.quantity_wh);
			}
		}
		for ((operator, vintage), sum) in sums {
			ensure!(
				sum <= Covered::<T>::get(operator, vintage),
				"charging 9: covers are missing in the sum of a month"
			);
		}
		Ok(())
	}
}
