//! Charging credentials: a member binds a key to itself, limits and revokes it.

use crate::{
	messages::credential_payload, types::*, Config, Credentials, CredentialsOf, Error, Event,
	Pallet,
};
use joule_primitives::{calendar::day_of, Ecoin, Participants};
use polkadot_sdk::{
	frame_support::{ensure, traits::Time},
	sp_core::ed25519,
	sp_io::crypto::ed25519_verify,
	sp_runtime::DispatchResult,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_register_credential(
		member: T::AccountId,
		key: ed25519::Public,
		kind: CredentialKind,
		limits: Limits,
		proof: ed25519::Signature,
	) -> DispatchResult {
		Self::ensure_may_send(&member)?;
		Self::check_limits(&limits)?;
		ensure!(!Credentials::<T>::contains_key(key), Error::<T>::CredentialExists);
		if matches!(kind, CredentialKind::Password { .. }) {
			ensure!(Self::password_of(&member).is_none(), Error::<T>::PasswordExists);
		}
		let payload = credential_payload(Self::genesis_hash(), &member);
		ensure!(ed25519_verify(&proof, &payload, &key), Error::<T>::WrongSignature);
		CredentialsOf::<T>::try_append(&member, key).map_err(|_| Error::<T>::TooManyCredentials)?;

		Credentials::<T>::insert(
			key,
			Credential {
				member: member.clone(),
				kind,
				limits,
				next_sequence: 0,
				spending: DaySpending::default(),
				state: CredentialState::Active,
			},
		);
		Self::deposit_event(Event::CredentialRegistered { credential: key, member, kind, limits });
		Ok(())
	}

	pub(crate) fn do_set_limits(
		member: T::AccountId,
		key: ed25519::Public,
		limits: Limits,
	) -> DispatchResult {
		let mut credential = Self::own_active_credential(&member, key)?;
		Self::check_limits(&limits)?;
		credential.limits = limits;
		Credentials::<T>::insert(key, credential);
		Self::deposit_event(Event::LimitsSet { credential: key, limits });
		Ok(())
	}

	pub(crate) fn do_revoke_credential(
		member: T::AccountId,
		key: ed25519::Public,
	) -> DispatchResult {
		let mut credential = Self::own_active_credential(&member, key)?;
		credential.state = CredentialState::Revoked;
		Credentials::<T>::insert(key, credential);
		let mut keys = CredentialsOf::<T>::get(&member);
		keys.retain(|other| *other != key);
		if keys.is_empty() {
			CredentialsOf::<T>::remove(&member);
		} else {
			CredentialsOf::<T>::insert(&member, keys);
		}
		Self::deposit_event(Event::CredentialRevoked { credential: key });
		Ok(())
	}

	/// The member's credential of a password, if it has one that can be used.
	pub fn password_of(member: &T::AccountId) -> Option<ed25519::Public> {
		CredentialsOf::<T>::get(member).into_iter().find(|key| {
			Credentials::<T>::get(key).is_some_and(|credential| {
				matches!(credential.kind, CredentialKind::Password { .. })
			})
		})
	}

	/// How much may still be prepaid today with a credential.
	pub fn left_today(credential: &Credential<T::AccountId>) -> Ecoin {
		let spent = credential.spent_on(day_of(T::Time::now()));
		credential.limits.day.saturating_sub(spent)
	}

	/// Takes back what a session left over, if it was prepaid today: the member may prepay it
	/// again.
	pub(crate) fn unspend(session: &Session<T::AccountId>, amount: Ecoin) {
		let today = day_of(T::Time::now());
		let Some(key) = session.credential else { return };
		if day_of(session.prepaid_at) != today {
			return;
		}
		Credentials::<T>::mutate_extant(key, |credential| {
			let left = credential.spent_on(today).saturating_sub(amount);
			credential.spending = DaySpending { day: today, amount: left };
		});
	}

	fn own_active_credential(
		member: &T::AccountId,
		key: ed25519::Public,
	) -> Result<Credential<T::AccountId>, Error<T>> {
		let credential = Credentials::<T>::get(key).ok_or(Error::<T>::UnknownCredential)?;
		ensure!(credential.member == *member, Error::<T>::NotOwnCredential);
		ensure!(credential.state == CredentialState::Active, Error::<T>::CredentialRevoked);
		Ok(credential)
	}

	fn check_limits(limits: &Limits) -> DispatchResult {
		ensure!(!limits.session.is_zero(), Error::<T>::ZeroLimit);
		ensure!(limits.session <= limits.day, Error::<T>::LimitsInverted);
		Ok(())
	}

	pub(crate) fn ensure_may_send(who: &T::AccountId) -> DispatchResult {
		ensure!(T::Participants::may_send(who), Error::<T>::SenderNotPermitted);
		Ok(())
	}
}
