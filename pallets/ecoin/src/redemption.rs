//! Payouts for ecoin.

use crate::{
	BankReference, Config, Error, Event, HoldReason, Pallet, Purpose, RejectionReason, Request,
	RequestId,
};
use joule_primitives::{Ecoin, Participants, ECOIN_ASSET};
use polkadot_sdk::{
	frame_support::{
		ensure,
		traits::{
			fungibles::hold::{Inspect, Mutate},
			tokens::{Fortitude, Precision},
		},
	},
	sp_runtime::{DispatchError, DispatchResult},
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_request_redemption(
		who: T::AccountId,
		amount: Ecoin,
		bank_reference: BankReference,
	) -> DispatchResult {
		ensure!(T::Participants::may_send(&who), Error::<T>::MayNotSend);
		let request = Request { who, purpose: Purpose::Redemption, amount, bank_reference };
		Self::ensure_acceptable(&request)?;
		let reason = HoldReason::Redemption.into();
		ensure!(
			T::Holds::can_hold(ECOIN_ASSET, &reason, &request.who, amount.0),
			Error::<T>::InsufficientEcoin
		);

		T::Holds::hold(ECOIN_ASSET, &reason, &request.who, amount.0)?;
		let id = Self::open(&request)?;
		let Request { who, amount, bank_reference, .. } = request;
		Self::deposit_event(Event::RedemptionRequested {
			request: id,
			who,
			amount,
			bank_reference,
		});
		Ok(())
	}

	pub(crate) fn do_approve_redemption(
		issuer: T::AccountId,
		id: RequestId,
		payout_reference: BankReference,
	) -> DispatchResult {
		Self::ensure_issuer(&issuer)?;
		let request = Self::open_redemption(id)?;
		ensure!(request.who != issuer, Error::<T>::OwnRequest);
		Self::ensure_reference(&payout_reference)?;

		Self::close(id, &request);
		T::Holds::burn_held(
			ECOIN_ASSET,
			&HoldReason::Redemption.into(),
			&request.who,
			request.amount.0,
			Precision::Exact,
			Fortitude::Polite,
		)?;
		let Request { who, amount, bank_reference, .. } = request;
		Self::deposit_event(Event::EcoinRedeemed {
			request: id,
			who,
			amount,
			bank_reference,
			payout_reference,
			approved_by: issuer,
		});
		Ok(())
	}

	pub(crate) fn do_reject_redemption(
		issuer: T::AccountId,
		id: RequestId,
		reason: RejectionReason,
	) -> DispatchResult {
		Self::ensure_issuer(&issuer)?;
		let request = Self::open_redemption(id)?;

		Self::close(id, &request);
		Self::release(&request)?;
		Self::deposit_event(Event::RedemptionRejected {
			request: id,
			who: request.who,
			rejected_by: issuer,
			reason,
		});
		Ok(())
	}

	/// Releases what is held for a redemption.
	pub(crate) fn release(request: &Request<T::AccountId>) -> DispatchResult {
		T::Holds::release(
			ECOIN_ASSET,
			&HoldReason::Redemption.into(),
			&request.who,
			request.amount.0,
			Precision::Exact,
		)?;
		Ok(())
	}

	fn open_redemption(id: RequestId) -> Result<Request<T::AccountId>, DispatchError> {
		let request = Self::open_request(id)?;
		ensure!(request.purpose == Purpose::Redemption, Error::<T>::NotARedemption);
		Ok(request)
	}
}
