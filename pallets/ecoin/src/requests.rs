//! The life of a request, whatever its purpose: opened, found, decided once.

use crate::{
	BankReference, Config, Error, Event, NextRequestId, OpenCounts, OpenRequests, Pallet, Purpose,
	Request, RequestId,
};
use joule_primitives::{Participants, Role};
use polkadot_sdk::{
	frame_support::{ensure, traits::Get},
	sp_runtime::{ArithmeticError, DispatchError, DispatchResult},
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_withdraw_request(who: T::AccountId, id: RequestId) -> DispatchResult {
		let request = Self::open_request(id)?;
		ensure!(request.who == who, Error::<T>::NotRequester);

		Self::close(id, &request);
		match request.purpose {
			Purpose::Issue => Self::give_up_deposit(&request),
			Purpose::Redemption => Self::release(&request)?,
		}
		Self::deposit_event(Event::RequestWithdrawn { request: id, who });
		Ok(())
	}

	/// What every request has to fulfil.
	pub(crate) fn ensure_acceptable(request: &Request<T::AccountId>) -> DispatchResult {
		ensure!(!request.amount.is_zero(), Error::<T>::ZeroAmount);
		Self::ensure_reference(&request.bank_reference)?;
		ensure!(
			OpenCounts::<T>::get(&request.who) < T::MaxOpenRequests::get(),
			Error::<T>::TooManyOpenRequests
		);
		Ok(())
	}

	pub(crate) fn ensure_reference(reference: &BankReference) -> DispatchResult {
		ensure!(!reference.is_empty(), Error::<T>::EmptyBankReference);
		Ok(())
	}

	pub(crate) fn ensure_issuer(who: &T::AccountId) -> DispatchResult {
		ensure!(T::Participants::has_role(who, Role::Issuer), Error::<T>::NotIssuer);
		Ok(())
	}

	/// Gives a request its number and waits for the issuer.
	pub(crate) fn open(request: &Request<T::AccountId>) -> Result<RequestId, DispatchError> {
		let id = NextRequestId::<T>::get();
		let next = id.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		NextRequestId::<T>::put(next);
		OpenRequests::<T>::insert(id, request);
		OpenCounts::<T>::mutate(&request.who, |count| *count = count.saturating_add(1));
		Ok(id)
	}

	/// The open request with this number.
	pub(crate) fn open_request(id: RequestId) -> Result<Request<T::AccountId>, DispatchError> {
		if let Some(request) = OpenRequests::<T>::get(id) {
			return Ok(request);
		}
		ensure!(id < NextRequestId::<T>::get(), Error::<T>::UnknownRequest);
		Err(Error::<T>::RequestDecided.into())
	}

	/// Forgets a request, for it is decided.
	pub(crate) fn close(id: RequestId, request: &Request<T::AccountId>) {
		OpenRequests::<T>::remove(id);
		OpenCounts::<T>::mutate_exists(&request.who, |count| {
			*count = count.and_then(|open| open.checked_sub(1)).filter(|open| *open > 0);
		});
	}
}
