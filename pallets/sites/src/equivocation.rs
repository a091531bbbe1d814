//! Two blocks for one slot: the evidence, and what is done with it.

use crate::{Call, Config, Error, Pallet};
use alloc::{boxed::Box, vec, vec::Vec};
use polkadot_sdk::{
	frame_support::{
		dispatch::DispatchResult,
		pallet_prelude::{
			InvalidTransaction, TransactionSource, TransactionValidity, TransactionValidityError,
			ValidTransaction,
		},
		traits::{Get, KeyOwnerProofSystem},
	},
	frame_system::{
		offchain::{CreateBare, SubmitTransaction},
		pallet_prelude::HeaderFor,
	},
	sp_consensus_aura::{
		sr25519::{AuthorityId as AuraId, AuthoritySignature},
		Slot, AURA_ENGINE_ID,
	},
	sp_consensus_slots::EquivocationProof,
	sp_core::crypto::KeyTypeId,
	sp_runtime::{
		key_types::AURA, traits::Header, transaction_validity::TransactionPriority, DigestItem,
		Perbill, RuntimeAppPublic,
	},
	sp_session::{GetSessionNumber, GetValidatorCount},
	sp_staking::{
		offence::{Kind, Offence, ReportOffence},
		SessionIndex,
	},
};

/// Two sealed headers of one slot.
pub type AuraEquivocationProof<H> = EquivocationProof<H, AuraId>;

/// The offence of making two blocks for one slot.
pub struct AuraEquivocation<Offender> {
	/// The slot.
	pub slot: Slot,
	/// The session in which the offender's key was an authority's.
	pub session: SessionIndex,
	/// How many authorities there were.
	pub authority_count: u32,
	/// Who did it.
	pub offender: Offender,
}

impl<Offender: Clone> Offence<Offender> for AuraEquivocation<Offender> {
	const ID: Kind = *b"aura:equivocatio";
	type Slot = Slot;

	fn offenders(&self) -> Vec<Offender> {
		vec![self.offender.clone()]
	}

	fn session_index(&self) -> SessionIndex {
		self.session
	}

	fn validator_set_count(&self) -> u32 {
		self.authority_count
	}

	fn slot(&self) -> Slot {
		self.slot
	}

	fn slash_fraction(&self, _: u32) -> Perbill {
		Perbill::one()
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_report(
		equivocation: AuraEquivocationProof<HeaderFor<T>>,
		key_owner_proof: T::KeyOwnerProof,
	) -> DispatchResult {
		let offence = Self::offence(&equivocation, key_owner_proof)?;
		if !is_equivocation(equivocation) {
			return Err(Error::<T>::NotEquivocation.into());
		}
		// The chain has nothing to reward a reporter with.
		T::Offences::report_offence(Vec::new(), offence)
			.map_err(|_| Error::<T>::AlreadyReported.into())
	}

	fn offence(
		equivocation: &AuraEquivocationProof<HeaderFor<T>>,
		key_owner_proof: T::KeyOwnerProof,
	) -> Result<AuraEquivocation<T::Offender>, Error<T>> {
		let session = key_owner_proof.session();
		let authority_count = key_owner_proof.validator_count();
		let key = Self::owned_key(&equivocation.offender);
		let offender =
			T::KeyOwners::check_proof(key, key_owner_proof).ok_or(Error::<T>::NotKeyOwner)?;
		Ok(AuraEquivocation { slot: equivocation.slot, session, authority_count, offender })
	}

	fn owned_key(authority: &AuraId) -> (KeyTypeId, AuraId) {
		(AURA, authority.clone())
	}

	/// A proof that this key is an authority's in the present session; `None` if it is not.
	pub fn prove_key_ownership(authority: AuraId) -> Option<T::KeyOwnerProof> {
		// A key that nobody has is proved just as well: to be absent.
		let key = Self::owned_key(&authority);
		let proof = T::KeyOwners::prove(key.clone())?;
		T::KeyOwners::check_proof(key, proof.clone()).map(|_| proof)
	}

	/// Hands a report to the pool of the node that calls this. `None` if the pool did not take it.
	pub fn submit_report(
		equivocation: AuraEquivocationProof<HeaderFor<T>>,
		key_owner_proof: T::KeyOwnerProof,
	) -> Option<()>
	where
		T: CreateBare<Call<T>>,
	{
		let equivocation = Box::new(equivocation);
		let call = Call::report_aura_equivocation { equivocation, key_owner_proof };
		let report = T::create_bare(call.into());
		SubmitTransaction::<T, Call<T>>::submit_transaction(report).ok()
	}

	/// A report is valid from the node's own pool and inside a block: only whoever saw the two blocks
	/// puts it into one of its own, and nobody can flood the others' pools with it.
	pub(crate) fn validate_report(
		source: TransactionSource,
		call: &Call<T>,
	) -> TransactionValidity {
		if source == TransactionSource::External {
			return Err(InvalidTransaction::Call.into());
		}
		let equivocation = Self::check_report(call)?;
		ValidTransaction::with_tag_prefix("AuraEquivocation")
			.priority(TransactionPriority::MAX)
			.and_provides((equivocation.offender.clone(), equivocation.slot))
			.longevity(T::ReportLongevity::get())
			.propagate(false)
			.build()
	}

	/// The evidence of a report of an offence that is not known yet, by a key that was an authority's.
	pub(crate) fn check_report(
		call: &Call<T>,
	) -> Result<&AuraEquivocationProof<HeaderFor<T>>, TransactionValidityError> {
		let Call::report_aura_equivocation { equivocation, key_owner_proof } = call else {
			return Err(InvalidTransaction::Call.into());
		};
		let offence = Self::offence(equivocation, key_owner_proof.clone())
			.map_err(|_| InvalidTransaction::BadProof)?;
		if T::Offences::is_known_offence(&[offence.offender], &offence.slot) {
			return Err(InvalidTransaction::Stale.into());
		}
		Ok(equivocation)
	}
}

/// Whether the two headers differ, are of the slot that the proof names, and are sealed by the
/// offender.
fn is_equivocation<H: Header>(proof: AuraEquivocationProof<H>) -> bool {
	let EquivocationProof { offender, slot, first_header, second_header } = proof;
	first_header.hash() != second_header.hash()
		&& [first_header, second_header]
			.into_iter()
			.all(|header| slot_of(&header) == Some(slot) && is_sealed_by(&offender, header))
}

fn slot_of<H: Header>(header: &H) -> Option<Slot> {
	header.digest().logs().iter().find_map(|item| match item {
		DigestItem::PreRuntime(AURA_ENGINE_ID, _) => item.pre_runtime_try_to(&AURA_ENGINE_ID),
		_ => None,
	})
}

/// The seal is the last digest item: a signature of the header without it.
fn is_sealed_by<H: Header>(offender: &AuraId, mut header: H) -> bool {
	let seal = header.digest_mut().pop();
	let seal = seal.and_then(|item| item.seal_try_to::<AuthoritySignature>(&AURA_ENGINE_ID));
	seal.is_some_and(|seal| offender.verify(&header.hash().as_ref(), &seal))
}
