//! Ecoin for deposits.

use crate::{
	BankReference, Config, Deposits, Error, Event, Pallet, Purpose, RejectionReason, Request,
	RequestId,
};
use joule_primitives::{Ecoin, Participants, ECOIN_ASSET};
use polkadot_sdk::{
	frame_support::{
		ensure,
		traits::{fungibles::Mutate, Get},
	},
	sp_core::H256,
	sp_io::hashing::blake2_256,
	sp_runtime::{DispatchError, DispatchResult},
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_request_issue(
		who: T::AccountId,
		amount: Ecoin,
		bank_reference: BankReference,
	) -> DispatchResult {
		ensure!(T::Participants::may_receive(&who), Error::<T>::MayNotReceive);
		ensure!(amount <= T::MaxIssue::get(), Error::<T>::AmountAboveMaximum);
		let request = Request { who, purpose: Purpose::Issue, amount, bank_reference };
		Self::ensure_acceptable(&request)?;
		let deposit = Self::deposit_key(&request.bank_reference);
		ensure!(!Deposits::<T>::contains_key(deposit), Error::<T>::DepositClaimed);

		let id = Self::open(&request)?;
		Deposits::<T>::insert(deposit, id);
		let Request { who, amount, bank_reference, .. } = request;
		Self::deposit_event(Event::IssueRequested { request: id, who, amount, bank_reference });
		Ok(())
	}

	pub(crate) fn do_approve_issue(issuer: T::AccountId, id: RequestId) -> DispatchResult {
		Self::ensure_issuer(&issuer)?;
		let request = Self::open_issue(id)?;
		ensure!(request.who != issuer, Error::<T>::OwnRequest);
		ensure!(T::Participants::may_receive(&request.who), Error::<T>::MayNotReceive);

		Self::close(id, &request);
		T::Assets::mint_into(ECOIN_ASSET, &request.who, request.amount.0)?;
		let Request { who, amount, bank_reference, .. } = request;
		Self::deposit_event(Event::EcoinIssued {
			request: id,
			who,
			amount,
			bank_reference,
			approved_by: issuer,
		});
		Ok(())
	}

	pub(crate) fn do_reject_issue(
		issuer: T::AccountId,
		id: RequestId,
		reason: RejectionReason,
	) -> DispatchResult {
		Self::ensure_issuer(&issuer)?;
		let request = Self::open_issue(id)?;

		Self::close(id, &request);
		Self::give_up_deposit(&request);
		Self::deposit_event(Event::IssueRejected {
			request: id,
			who: request.who,
			rejected_by: issuer,
			reason,
		});
		Ok(())
	}

	/// Lets the deposit of a request be claimed anew.
	pub(crate) fn give_up_deposit(request: &Request<T::AccountId>) {
		Deposits::<T>::remove(Self::deposit_key(&request.bank_reference));
	}

	pub(crate) fn deposit_key(reference: &BankReference) -> H256 {
		blake2_256(reference).into()
	}

	fn open_issue(id: RequestId) -> Result<Request<T::AccountId>, DispatchError> {
		let request = Self::open_request(id)?;
		ensure!(request.purpose == Purpose::Issue, Error::<T>::NotAnIssue);
		Ok(request)
	}
}
