//! Transactions as they travel: signed, checked for the pool, applied in a block.

use crate::{now, Person, Runtime, RuntimeCall, RuntimeOrigin, System};
use codec::{Decode, Encode};
use joule_runtime::{
	Executive, Header, Nonce, SignedPayload, TxExtension, UncheckedExtrinsic, SLOT_DURATION_MS,
};
use pallet_registry::CheckParticipant;
use polkadot_sdk::{
	frame_support::{assert_ok, storage::with_transaction},
	frame_system, pallet_timestamp,
	sp_consensus_aura::{Slot, AURA_ENGINE_ID},
	sp_core::{Pair, H256},
	sp_runtime::{
		generic::Era,
		traits::{Dispatchable, Header as _},
		transaction_validity::{TransactionSource, TransactionValidity},
		ApplyExtrinsicResult, Digest, DigestItem, DispatchError, DispatchResult, MultiSignature,
		TransactionOutcome,
	},
};

/// The next transaction of a person.
pub fn signed(by: &Person, call: impl Into<RuntimeCall>) -> UncheckedExtrinsic {
	signed_with_nonce(by, System::account_nonce(&by.account), call)
}

/// A transaction of a person that comes after `nonce` others.
pub fn signed_with_nonce(
	by: &Person,
	nonce: Nonce,
	call: impl Into<RuntimeCall>,
) -> UncheckedExtrinsic {
	let call = call.into();
	let extension = tx_extension(nonce);
	let payload = SignedPayload::new(call.clone(), extension.clone()).expect("the genesis hash");
	let signature = payload.using_encoded(|bytes| by.key().sign(bytes));
	UncheckedExtrinsic::new_signed(
		call,
		by.account.clone().into(),
		MultiSignature::Sr25519(signature),
		extension,
	)
}

/// What is checked of a transaction that comes after `nonce` others of its signer.
pub fn tx_extension(nonce: Nonce) -> TxExtension {
	(
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		frame_system::CheckEra::from(Era::Immortal),
		CheckParticipant::from(nonce),
		frame_system::CheckWeight::new(),
	)
}

/// What the pool is told of a transaction that comes in from outside. Changes nothing.
pub fn check_for_pool(transaction: UncheckedExtrinsic) -> TransactionValidity {
	with_transaction(|| {
		let validity =
			Executive::validate_transaction(TransactionSource::External, transaction, H256::zero());
		TransactionOutcome::Rollback(Ok::<_, DispatchError>(validity))
	})
	.expect("a rollback is no error")
}

/// Makes the block of the next slot: its inherent, then what `body` [applies](apply).
pub fn block<R>(body: impl FnOnce() -> R) -> R {
	let moment = (now() / SLOT_DURATION_MS + 1) * SLOT_DURATION_MS;
	let slot = Slot::from(moment / SLOT_DURATION_MS);
	Executive::initialize_block(&Header::new(
		System::block_number() + 1,
		H256::zero(),
		H256::zero(),
		H256::zero(),
		Digest { logs: vec![DigestItem::PreRuntime(AURA_ENGINE_ID, slot.encode())] },
	));
	let inherent = pallet_timestamp::Call::<Runtime>::set { now: moment };
	assert_ok!(apply(UncheckedExtrinsic::new_bare(inherent.into())));
	let outcome = body();
	Executive::finalize_block();
	outcome
}

/// Applies a transaction in the [block] that is being made.
pub fn apply(transaction: UncheckedExtrinsic) -> ApplyExtrinsicResult {
	Executive::apply_extrinsic(transaction)
}

/// Dispatches a call as a transaction would: through the call filter.
pub fn dispatch(origin: RuntimeOrigin, call: impl Into<RuntimeCall>) -> DispatchResult {
	call.into().dispatch(origin).map(|_| ()).map_err(|failure| failure.error)
}

/// Decodes a call whose last argument, an empty list, was replaced by another list, which may be
/// longer than the call takes.
pub fn decode_with_last_list<T: Encode>(
	call: impl Into<RuntimeCall>,
	list: &[T],
) -> Result<RuntimeCall, codec::Error> {
	let mut bytes = call.into().encode();
	assert_eq!(bytes.pop(), Some(0), "the last argument is an empty list");
	bytes.extend(list.encode());
	RuntimeCall::decode(&mut &bytes[..])
}
