//! `report_aura_equivocation`.

use super::*;
use codec::Encode;
use joule_runtime::{Executive, Header, Sites, UncheckedExtrinsic};
use pallet_sites::{AuraEquivocationProof, Authorities};
use polkadot_sdk::{
	pallet_offences,
	sp_consensus_aura::{Slot, AURA_ENGINE_ID},
	sp_core::{Pair, H256},
	sp_keyring::Sr25519Keyring,
	sp_runtime::{
		traits::Header as _,
		transaction_validity::{InvalidTransaction, TransactionSource, TransactionValidity},
		Digest, DigestItem,
	},
	sp_session::MembershipProof,
};

type Evidence = AuraEquivocationProof<Header>;

/// A block's header for a slot, sealed with a key; `number` makes it differ from others.
fn sealed(key: Sr25519Keyring, slot: u64, number: u32) -> Header {
	let digest =
		Digest { logs: vec![DigestItem::PreRuntime(AURA_ENGINE_ID, Slot::from(slot).encode())] };
	let mut header = Header::new(number, H256::zero(), H256::zero(), H256::zero(), digest);
	let seal = key.pair().sign(header.hash().as_ref());
	header.digest_mut().push(DigestItem::Seal(AURA_ENGINE_ID, seal.encode()));
	header
}

/// Two blocks that were made for slot 7 with one key.
fn evidence(key: Sr25519Keyring) -> Evidence {
	Evidence {
		offender: key.public().into(),
		slot: 7.into(),
		first_header: sealed(key, 7, 1),
		second_header: sealed(key, 7, 2),
	}
}

fn proof(key: Sr25519Keyring) -> MembershipProof {
	Sites::prove_key_ownership(key.public().into()).expect("the key is an authority's")
}

fn report(evidence: Evidence, owner: MembershipProof) -> UncheckedExtrinsic {
	let equivocation = Box::new(evidence);
	UncheckedExtrinsic::new_bare(
		Call::report_aura_equivocation { equivocation, key_owner_proof: owner }.into(),
	)
}

fn validity(source: TransactionSource, report: UncheckedExtrinsic) -> TransactionValidity {
	Executive::validate_transaction(source, report, H256::zero())
}

#[test]
fn who_made_two_blocks_for_a_slot_is_struck_off() {
	test(|| {
		let [_, offender, ..] = sites();
		block(|| {
			let report = report(evidence(Sr25519Keyring::Bob), proof(Sr25519Keyring::Bob));
			assert_ok!(validity(TransactionSource::Local, report.clone()));
			assert_ok!(apply(report).expect("the report is valid"));
			assert_event(Event::AuthorityStruckOff { site: offender.account.clone() });
		});

		blocks(2);

		assert_eq!(authorities_now().len(), 3);
		assert!(!authorities_now().contains(&offender.account));
	});
}

#[test]
fn an_equivocation_is_reported_once() {
	test(|| {
		let owner = proof(Sr25519Keyring::Bob);
		let first = evidence(Sr25519Keyring::Bob);
		assert_ok!(Sites::report_aura_equivocation(
			RuntimeOrigin::none(),
			Box::new(first.clone()),
			owner.clone()
		));

		assert_noop!(
			Sites::report_aura_equivocation(
				RuntimeOrigin::none(),
				Box::new(first.clone()),
				owner.clone()
			),
			Error::AlreadyReported
		);
		assert_eq!(
			validity(TransactionSource::Local, report(first, owner)),
			Err(InvalidTransaction::Stale.into())
		);
	});
}

#[test]
fn with_three_left_the_offender_stays_and_everyone_is_told() {
	test(|| {
		let [_, second, third, _] = sites();
		remove(&third);
		assert_ok!(Sites::report_aura_equivocation(
			RuntimeOrigin::none(),
			Box::new(evidence(Sr25519Keyring::Bob)),
			proof(Sr25519Keyring::Bob)
		));
		assert_event(Event::AuthorityKept { site: second.account.clone() });
		assert!(Authorities::<Runtime>::get().contains(&second.account));
	});
}

#[test]
fn a_report_from_outside_or_signed_is_refused() {
	test(|| {
		let owner = proof(Sr25519Keyring::Bob);
		assert_eq!(
			validity(
				TransactionSource::External,
				report(evidence(Sr25519Keyring::Bob), owner.clone())
			),
			Err(InvalidTransaction::Call.into())
		);
		assert_noop!(
			Sites::report_aura_equivocation(
				operator().origin(),
				Box::new(evidence(Sr25519Keyring::Bob)),
				owner
			),
			DispatchError::BadOrigin
		);
	});
}

#[test]
fn what_is_no_equivocation_strikes_nobody_off() {
	test(|| {
		let real = evidence(Sr25519Keyring::Bob);
		let one_block_twice = Evidence { second_header: real.first_header.clone(), ..real.clone() };
		let two_slots =
			Evidence { second_header: sealed(Sr25519Keyring::Bob, 8, 2), ..real.clone() };
		let another_slot = Evidence { slot: 8.into(), ..real.clone() };
		let sealed_by_another =
			Evidence { second_header: sealed(Sr25519Keyring::Dave, 7, 2), ..real.clone() };
		let mut unsealed = real.clone();
		unsealed.second_header.digest_mut().pop();
		let mut without_slot = real.clone();
		without_slot.second_header.digest_mut().logs.remove(0);

		for wrong in
			[one_block_twice, two_slots, another_slot, sealed_by_another, unsealed, without_slot]
		{
			assert_noop!(
				Sites::report_aura_equivocation(
					RuntimeOrigin::none(),
					Box::new(wrong),
					proof(Sr25519Keyring::Bob)
				),
				Error::NotEquivocation
			);
		}
	});
}

#[test]
fn a_key_that_is_no_authoritys_strikes_nobody_off() {
	test(|| {
		let owner = proof(Sr25519Keyring::Bob);
		let not_a_site = evidence(Sr25519Keyring::Ferdie);
		assert_noop!(
			Sites::report_aura_equivocation(
				RuntimeOrigin::none(),
				Box::new(not_a_site.clone()),
				owner.clone()
			),
			Error::NotKeyOwner
		);
		assert_eq!(
			validity(TransactionSource::Local, report(not_a_site, owner)),
			Err(InvalidTransaction::BadProof.into())
		);
		assert!(Sites::prove_key_ownership(Sr25519Keyring::Ferdie.public().into()).is_none());
	});
}

#[test]
fn the_council_can_add_an_offender_again() {
	test(|| {
		let [_, offender, ..] = sites();
		assert_ok!(Sites::report_aura_equivocation(
			RuntimeOrigin::none(),
			Box::new(evidence(Sr25519Keyring::Bob)),
			proof(Sr25519Keyring::Bob)
		));
		blocks(2);
		add(&offender);
		blocks(2);
		assert!(authorities_now().contains(&offender.account));
		assert_eq!(pallet_offences::Reports::<Runtime>::iter().count(), 1);
	});
}
