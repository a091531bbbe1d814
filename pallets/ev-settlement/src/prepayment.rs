//! The paper's first two transactions: ecoin is held for a session, or released again because
//! charging never began.

use crate::{
	messages::{Authorization, SignedAuthorization},
	types::*,
	Config, Credentials, Debts, Error, Event, Evses, NextSessionId, OpenSessions, Pallet, Sessions,
	SessionsOfMember, SessionsOfOperator,
};
use joule_primitives::{calendar::day_of, Ecoin, Participants, Role};
use polkadot_sdk::{
	frame_support::{
		ensure,
		traits::{Get, Time},
	},
	sp_core::ed25519,
	sp_runtime::DispatchResult,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_prepay(sender: T::AccountId, signed: SignedAuthorization) -> DispatchResult {
		let authorization = signed.authorization;
		Self::ensure_may_send(&sender)?;
		let key = authorization.credential;
		let mut credential = Credentials::<T>::get(key).ok_or(Error::<T>::UnknownCredential)?;
		ensure!(credential.state == CredentialState::Active, Error::<T>::CredentialRevoked);
		let (now, next) = (T::Time::now(), credential.next_sequence);
		ensure!(authorization.sequence >= next, Error::<T>::AuthorizationReplayed);
		ensure!(authorization.sequence == next, Error::<T>::AuthorizationAhead);
		ensure!(authorization.valid_until >= now, Error::<T>::AuthorizationExpired);
		ensure!(
			authorization.valid_until <= now.saturating_add(T::MaxValidity::get()),
			Error::<T>::AuthorizationTooLong
		);
		ensure!(signed.is_signed(Self::genesis_hash()), Error::<T>::WrongSignature);
		let amount = authorization.prepayment;
		ensure!(amount <= credential.limits.session, Error::<T>::AboveSessionLimit);
		ensure!(amount <= Self::left_today(&credential), Error::<T>::AboveDayLimit);

		let today = day_of(now);
		credential.spending =
			DaySpending { day: today, amount: credential.spent_on(today).saturating_add(amount) };
		credential.next_sequence = next.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?;
		let member = credential.member.clone();
		let Authorization { evse, tariff, .. } = authorization;
		Self::open_session(member, Some(key), evse, tariff, amount)?;
		Credentials::<T>::insert(key, credential);
		Ok(())
	}

	pub(crate) fn do_prepay_directly(
		member: T::AccountId,
		evse: EvseId,
		tariff: TariffId,
		amount: Ecoin,
	) -> DispatchResult {
		Self::open_session(member, None, evse, tariff, amount)
	}

	pub(crate) fn do_cancel(who: T::AccountId, id: SessionId) -> DispatchResult {
		let mut session = Self::open_session_of(id)?;
		ensure!(who == session.member || who == session.operator, Error::<T>::NotOwnSession);
		ensure!(session.stage == Stage::Prepaid, Error::<T>::ChargingBegan);
		Self::cancel_session(id, &mut session)?;
		Sessions::<T>::insert(id, session);
		Ok(())
	}

	/// A session for which ecoin is held.
	pub(crate) fn open_session_of(id: SessionId) -> Result<Session<T::AccountId>, Error<T>> {
		let session = Sessions::<T>::get(id).ok_or(Error::<T>::UnknownSession)?;
		ensure!(session.stage.is_open(), Error::<T>::SessionOver);
		Ok(session)
	}

	/// Releases the prepayment of a session at which charging did not begin.
	pub(crate) fn cancel_session(
		id: SessionId,
		session: &mut Session<T::AccountId>,
	) -> DispatchResult {
		Self::release_whole(id, session)?;
		session.stage = Stage::Cancelled { at: T::Time::now() };
		Self::deposit_event(Event::SessionCancelled { session: id, released: session.prepayment });
		Ok(())
	}

	/// Gives up waiting for charging to begin.
	pub(crate) fn expire_session(
		id: SessionId,
		session: &mut Session<T::AccountId>,
	) -> DispatchResult {
		Self::release_whole(id, session)?;
		session.stage = Stage::Expired { at: T::Time::now() };
		Self::deposit_event(Event::SessionExpired { session: id, released: session.prepayment });
		Ok(())
	}

	fn release_whole(id: SessionId, session: &Session<T::AccountId>) -> DispatchResult {
		Self::release_prepayment(&session.member, session.prepayment)?;
		Self::unspend(session, session.prepayment);
		Self::leave_evse(id, session);
		Ok(())
	}

	fn open_session(
		member: T::AccountId,
		credential: Option<ed25519::Public>,
		evse_id: EvseId,
		tariff: TariffId,
		prepayment: Ecoin,
	) -> DispatchResult {
		ensure!(T::Participants::may_send(&member), Error::<T>::MemberNotPermitted);
		ensure!(prepayment >= T::MinPrepayment::get(), Error::<T>::PrepaymentBelowMinimum);
		let mut evse = Self::evse_in_service(evse_id)?;
		ensure!(evse.session.is_none(), Error::<T>::EvseOccupied);
		ensure!(evse.tariff == tariff, Error::<T>::TariffChanged);
		ensure!(
			T::Participants::has_role(&evse.operator, Role::ChargePointOperator)
				&& T::Participants::may_receive(&evse.operator),
			Error::<T>::OperatorNotPermitted
		);
		ensure!(!Debts::<T>::contains_key(&member, &evse.operator), Error::<T>::DebtToOperator);
		let id = NextSessionId::<T>::get();
		let next = id.0.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?;
		let mut open = OpenSessions::<T>::get(&member);
		open.try_push(id).map_err(|_| Error::<T>::TooManyOpenSessions)?;
		Self::hold_prepayment(&member, prepayment)?;

		OpenSessions::<T>::insert(&member, open);
		let session = Session {
			evse: evse_id,
			operator: evse.operator.clone(),
			member,
			credential,
			tariff,
			prepayment,
			prepaid_at: T::Time::now(),
			stage: Stage::Prepaid,
			metered: None,
			covered: Covers::default(),
		};
		NextSessionId::<T>::put(SessionId(next));
		SessionsOfMember::<T>::insert(&session.member, NewestFirst::from(id), ());
		SessionsOfOperator::<T>::insert(&session.operator, NewestFirst::from(id), ());
		Self::refer_to_tariff(session.tariff);
		Self::schedule(id, Self::due_at(&session));
		evse.session = Some(id);
		Evses::<T>::insert(evse_id, evse);
		Self::deposit_event(Event::SessionPrepaid {
			session: id,
			evse: evse_id,
			operator: session.operator.clone(),
			member: session.member.clone(),
			credential,
			tariff: session.tariff,
			prepayment,
		});
		Sessions::<T>::insert(id, session);
		Ok(())
	}

	/// Notes that a session is over: the charge point is free, and the member may open another.
	pub(crate) fn leave_evse(id: SessionId, session: &Session<T::AccountId>) {
		Evses::<T>::mutate_extant(session.evse, |evse| {
			if evse.session == Some(id) {
				evse.session = None;
			}
		});
		let mut open = OpenSessions::<T>::get(&session.member);
		open.retain(|other| *other != id);
		if open.is_empty() {
			OpenSessions::<T>::remove(&session.member);
		} else {
			OpenSessions::<T>::insert(&session.member, open);
		}
	}
}
