//! The transaction extension by which only participants, within their quotas, get in.

use crate::{Config, Pallet, Quota, Quotas, Refusal, WeightInfo};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use polkadot_sdk::{
	frame_support::{
		dispatch::{DispatchInfo, PostDispatchInfo},
		weights::Weight,
		DebugNoBound,
	},
	frame_system::{self, CheckNonce, ValidNonceInfo},
	sp_runtime::{
		traits::{
			AsSystemOriginSigner, DispatchInfoOf, DispatchOriginOf, Dispatchable, Implication,
			PostDispatchInfoOf, TransactionExtension, TransactionExtensionMetadata, ValidateResult,
		},
		transaction_validity::{TransactionSource, TransactionValidityError, ValidTransaction},
		DispatchResult, SaturatedConversion, Saturating,
	},
};
use scale_info::{meta_type, TypeInfo};

/// Lets a signed transaction pass only if its signer is a participant that may send, or a device of
/// one, if the participant may send transactions of that dispatch class, and if its quota covers
/// what the transaction takes of a block. Anything not signed passes untouched.
///
/// It checks the nonce as well, since how far a transaction is ahead of its account counts: it holds
/// the SDK's [`CheckNonce`] and takes its place. To a transaction it adds nothing else, and clients
/// find in the metadata the `CheckNonce` that they know.
///
/// # Validity
///
/// A transaction is refused with [`InvalidTransaction::Custom`] and the code of a [`Refusal`].
/// Otherwise the fewer of its signer come before it the higher is its [priority](Quota::priority), so
/// a participant that floods the pool falls behind all others. Whether the sender takes part comes
/// before its nonce: a stranger's account has no nonce, and would be told of unpaid fees that this
/// chain does not have.
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
/// # Turn
///
/// The pool asks of each transaction alone whether the bucket covers it, as the bucket stands in the
/// last block. A transaction that comes after others of its signer is therefore taken for the last
/// of as many like it: the bucket has to cover them all. So the pool holds no more of an account's
/// transactions of one charge than the bucket covers; and each of a long queue stands further back
/// than the one before it, behind the first of everybody else. In a block it is a transaction's
/// turn, and it is charged once.
///
/// Transactions of different charges may add up to more, but not to much more: the one in place `n`
/// is charged at most the `n`-th part of the bucket, and the sum of `1/n` over a thousand places is
/// 7.5. A device has a nonce of its own, so a participant has as many queues as devices and one.
///
/// [`QuotaClass::may_send`]: crate::QuotaClass::may_send
/// [`InvalidTransaction::Custom`]:
///     polkadot_sdk::sp_runtime::transaction_validity::InvalidTransaction::Custom
#[derive(Clone, DebugNoBound, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
#[scale_info(skip_type_params(T))]
pub struct CheckParticipant<T: Config>(CheckNonce<T>);

impl<T: Config> CheckParticipant<T> {
	/// The extension of a transaction that comes after `nonce` others of its signer.
	pub fn from(nonce: T::Nonce) -> Self {
		Self(CheckNonce::from(nonce))
	}

	fn nonce(&self) -> T::Nonce {
		let Self(CheckNonce(nonce)) = self;
		*nonce
	}

	/// How many transactions of the signer come before this one and are not in a block yet.
	fn ahead_of(&self, signer: &T::AccountId) -> u64 {
		let next = frame_system::Pallet::<T>::account_nonce(signer);
		self.nonce().saturating_sub(next).saturated_into()
	}

	/// What would be left of the sender's bucket after so many transactions like this one.
	fn quota_after(
		sender: &T::AccountId,
		count: u64,
		info: &DispatchInfo,
		length_bytes: usize,
	) -> Result<Quota, Refusal> {
		let charge_ps = Pallet::<T>::charge_ps(info.total_weight(), info.class, length_bytes);
		Pallet::<T>::quota_after(sender, info.class, charge_ps.saturating_mul(count))
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
	/// The participant to charge, and the signer, which is the participant or a device of it.
	type Val = Option<(T::AccountId, T::AccountId)>;
	type Pre = AfterDispatch<T::AccountId>;

	/// Two for clients: this one, of which a transaction holds nothing, and the nonce's.
	fn metadata() -> Vec<TransactionExtensionMetadata> {
		let (identifier, nothing) = (Self::IDENTIFIER, meta_type::<()>());
		let own = TransactionExtensionMetadata { identifier, ty: nothing, implicit: nothing };
		core::iter::once(own).chain(CheckNonce::<T>::metadata()).collect()
	}

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
		let Some(signer) = origin.as_system_origin_signer().cloned() else {
			return Ok((ValidTransaction::default(), None, origin));
		};
		let sender = Pallet::<T>::admit(&signer)?;
		let ValidNonceInfo { provides, requires } =
			CheckNonce::<T>::validate_nonce_for_account(&signer, self.nonce())?;
		let ahead = self.ahead_of(&signer);
		let left = Self::quota_after(&sender, ahead.saturating_add(1), info, len)?;
		let priority = left.priority(Pallet::<T>::limits_of(left.class), ahead);
		let validity = ValidTransaction { priority, provides, requires, ..Default::default() };
		Ok((validity, Some((sender, signer)), origin))
	}

	fn prepare(
		self,
		senders: Self::Val,
		_origin: &DispatchOriginOf<T::RuntimeCall>,
		call: &T::RuntimeCall,
		info: &DispatchInfoOf<T::RuntimeCall>,
		len: usize,
	) -> Result<Self::Pre, TransactionValidityError> {
		let Some((sender, signer)) = senders else {
			return Ok(AfterDispatch::Unused(self.weight(call)));
		};
		CheckNonce::<T>::prepare_nonce_for_account(&signer, self.nonce())?;
		Quotas::<T>::insert(&sender, Self::quota_after(&sender, 1, info, len)?);
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
