//! Transactions, what they take of a block, and what is left of a bucket.

use codec::Encode;
use joule_runtime::UncheckedExtrinsic;
use joule_tests::*;
pub use pallet_registry::Refusal;
use pallet_registry::{BlockRoom, Quota, QuotaClass, Quotas};
use polkadot_sdk::{
	frame_support::{
		dispatch::{DispatchClass, GetDispatchInfo},
		weights::{constants::WEIGHT_REF_TIME_PER_MILLIS, Weight},
	},
	frame_system::{
		self,
		limits::{BlockLength, BlockWeights},
	},
	pallet_multisig,
	sp_runtime::transaction_validity::TransactionValidityError,
};

/// A call that does nothing, with so many bytes in it.
pub fn remark(length_bytes: usize) -> RuntimeCall {
	frame_system::Call::remark { remark: vec![b'.'; length_bytes] }.into()
}

/// A call that books so much weight, and more for the call inside, and uses next to nothing of it:
/// the first of two approvals.
pub fn booking_ms(booked_ms: u64, inside: RuntimeCall) -> RuntimeCall {
	pallet_multisig::Call::as_multi {
		threshold: 2,
		other_signatories: vec![operator().account],
		maybe_timepoint: None,
		call: Box::new(inside),
		max_weight: Weight::from_parts(booked_ms * WEIGHT_REF_TIME_PER_MILLIS, 0),
	}
	.into()
}

/// What the pool says to a transaction that is refused.
pub fn refused(reason: Refusal) -> TransactionValidityError {
	reason.into()
}

/// What the pool says to a transaction that the bucket does not cover.
pub fn exhausted() -> TransactionValidityError {
	refused(Refusal::QuotaExhausted)
}

/// What a block of this runtime has room for.
pub fn room(class: DispatchClass) -> BlockRoom {
	let weights: BlockWeights = <Runtime as frame_system::Config>::BlockWeights::get();
	let lengths: BlockLength = <Runtime as frame_system::Config>::BlockLength::get();
	BlockRoom {
		weight_ps: weights.get(class).max_total.expect("is limited").ref_time(),
		length_bytes: *lengths.max.get(class),
	}
}

/// What the transaction books of a block by weight, in picoseconds.
pub fn booked_ps(transaction: &UncheckedExtrinsic) -> u64 {
	let weights: BlockWeights = <Runtime as frame_system::Config>::BlockWeights::get();
	let info = transaction.get_dispatch_info();
	(info.total_weight() + weights.get(info.class).base_extrinsic).ref_time()
}

/// What the transaction is charged for its bytes alone, in picoseconds.
pub fn length_ps(transaction: &UncheckedExtrinsic) -> u64 {
	room(transaction.get_dispatch_info().class).charge_ps(0, transaction.encoded_size())
}

/// What is left of a participant's bucket.
pub fn tokens_ps(who: &Person) -> u64 {
	Registry::limits(&who.account).expect("a participant").tokens_ps
}

/// Leaves so much in a household's bucket.
pub fn leave_ps(who: &Person, tokens_ps: u64) {
	let quota = Quota { class: QuotaClass::Household, tokens_ps, refilled_at: now() };
	Quotas::<Runtime>::insert(&who.account, quota);
}
