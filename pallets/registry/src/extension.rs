//! The transaction extension by which only participants, within their quotas, get in.

use crate::{Config, Pallet, Quota, Quotas, Refusal, WeightInfo};
use codec::{Decode, DecodeWithMemTracking, Encode};
use core::{fmt, marker::PhantomData};
use polkadot_sdk::{
	frame_support::{
		dispatch::{DispatchInfo, PostDispatchInfo},
		weights::Weight,
	},
	sp_runtime::{
		traits::{
			AsSystemOriginSigner, DispatchInfoOf, DispatchOriginOf, Dispatchable, Implication,
			PostDispatchInfoOf, TransactionExtension, ValidateResult,
		},
		transaction_validity::{TransactionSource, TransactionValidityError, ValidTransaction},
		DispatchResult,
	},
};
use scale_info::TypeInfo;

/// Lets a signed transaction pass only if its signer is a participant that may send, or a device of
/// one, if the participant may send transactions of that dispatch class, and if its quota covers
/// what the transaction takes of a block. Anything not signed passes untouched.
///
/// It adds nothing to a transaction: it encodes to no bytes and signs nothing.
///
/// # Validity
///
/// A transaction is refused with [`InvalidTransaction::Custom`] and the code of a
/// [`Refusal`](crate::Refusal). Otherwise its priority is the share of the participant's bucket that
/// is left after it, so a participant that floods the pool falls behind all others.
///
/// # Charge
///
/// The participant is charged for the block weight that the transaction books (the call, the
/// extensions and the base weight of an extrinsic) or for its length, whichever is the larger share
/// of a block (see [`charge`](crate::charge)). Weight that the dispatch did not use is given back
/// afterwards. The length is used in any case: the charge never falls below it.
///
/// # Class
///
/// Transactions of the operational class are for sites (see [`QuotaClass::may_send`]).
///
/// [`QuotaClass::may_send`]: crate::QuotaClass::may_send
/// [`InvalidTransaction::Custom`]:
///     polkadot_sdk::sp_runtime::transaction_validity::InvalidTransaction::Custom
#[derive(Encode, Decode, DecodeWithMemTracking, TypeInfo)]
#[scale_info(skip_type_params(T))]
pub struct CheckParticipant<T>(PhantomData<T>);

impl<T> CheckParticipant<T> {
	/// The extension.
	pub const fn new() -> Self {
		Self(PhantomData)
	}
}

impl<T> Default for CheckParticipant<T> {
	fn default() -> Self {
		Self::new()
	}
}

impl<T> Clone for CheckParticipant<T> {
	fn clone(&self) -> Self {
		Self::new()
	}
}

impl<T> PartialEq for CheckParticipant<T> {
	fn eq(&self, _: &Self) -> bool {
		true
	}
}

impl<T> Eq for CheckParticipant<T> {}

impl<T> fmt::Debug for CheckParticipant<T> {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str("CheckParticipant")
	}
}

impl<T: Config> CheckParticipant<T> {
	/// What would be left of the sender's bucket after a transaction.
	fn quota_after(
		sender: &T::AccountId,
		info: &DispatchInfo,
		length_bytes: usize,
	) -> Result<Quota, Refusal> {
		let charge_ps = Pallet::<T>::charge_ps(info.total_weight(), info.class, length_bytes);
		Pallet::<T>::quota_after(sender, info.class, charge_ps)
	}
}

/// What is to be done once a transaction was dispatched.
pub enum AfterDispatch<AccountId> {
	/// Give back to the participant what it was charged in vain.
	GiveBackTo(AccountId),
	/// The transaction was not signed: the extension did nothing and its weight was not used.
	Unused(Weight),
}

impl<T> TransactionExtension<T::RuntimeCall> for CheckParticipant<T>
where
	T: Config + Send + Sync,
	T::RuntimeCall: Dispatchable<Info = DispatchInfo, PostInfo = PostDispatchInfo>,
	DispatchOriginOf<T::RuntimeCall>: AsSystemOriginSigner<T::AccountId>,
{
	const IDENTIFIER: &'static str = "CheckParticipant";
	type Implicit = ();
	/// The participant to charge.
	type Val = Option<T::AccountId>;
	type Pre = AfterDispatch<T::AccountId>;

	fn weight(&self, _: &T::RuntimeCall) -> Weight {
		T::WeightInfo::check_participant()
	}

	fn validate(
		&self,
		origin: DispatchOriginOf<T::RuntimeCall>,
		_call: &T::RuntimeCall,
		info: &DispatchInfoOf<T::RuntimeCall>,
		len: usize,
		_self_implicit: Self::Implicit,
		_inherited_implication: &impl Implication,
		_source: TransactionSource,
	) -> ValidateResult<Self::Val, T::RuntimeCall> {
		let Some(signer) = origin.as_system_origin_signer() else {
			return Ok((ValidTransaction::default(), None, origin));
		};
		let sender = Pallet::<T>::admit(signer)?;
		let left = Self::quota_after(&sender, info, len)?;
		let priority = left.share_left(Pallet::<T>::limits_of(left.class));
		Ok((ValidTransaction { priority, ..Default::default() }, Some(sender), origin))
	}

	fn prepare(
		self,
		sender: Self::Val,
		_origin: &DispatchOriginOf<T::RuntimeCall>,
		call: &T::RuntimeCall,
		info: &DispatchInfoOf<T::RuntimeCall>,
		len: usize,
	) -> Result<Self::Pre, TransactionValidityError> {
		let Some(sender) = sender else {
			return Ok(AfterDispatch::Unused(self.weight(call)));
		};
		Quotas::<T>::insert(&sender, Self::quota_after(&sender, info, len)?);
		Ok(AfterDispatch::GiveBackTo(sender))
	}

	fn post_dispatch_details(
		after: Self::Pre,
		info: &DispatchInfoOf<T::RuntimeCall>,
		post_info: &PostDispatchInfoOf<T::RuntimeCall>,
		len: usize,
		_result: &DispatchResult,
	) -> Result<Weight, TransactionValidityError> {
		match after {
			AfterDispatch::GiveBackTo(sender) => {
				let charge_ps = |weight| Pallet::<T>::charge_ps(weight, info.class, len);
				let charged_ps = charge_ps(info.total_weight());
				let used_ps = charge_ps(post_info.calc_actual_weight(info));
				Pallet::<T>::give_back(&sender, charged_ps.saturating_sub(used_ps));
				Ok(Weight::zero())
			}
			AfterDispatch::Unused(weight) => Ok(weight),
		}
	}
}
