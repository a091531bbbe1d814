//! `CheckParticipant`: whose transactions enter the pool and a block.

use crate::{scene::*, Call};
use joule_runtime::UncheckedExtrinsic;
use joule_tests::*;
use pallet_registry::{Quotas, Refusal};
use polkadot_sdk::sp_runtime::transaction_validity::{
	InvalidTransaction, TransactionValidityError, UnknownTransaction,
};

fn quotas() -> Vec<(AccountId, pallet_registry::Quota)> {
	Quotas::<Runtime>::iter().collect()
}

#[test]
fn a_participants_transaction_enters_the_pool_and_a_block() {
	test(|| {
		let who = home(1);
		let transaction = signed(&who, remark(12));
		assert!(check_for_pool(transaction.clone()).is_ok());
		assert_eq!(block(|| apply(transaction)), Ok(Ok(())));
		assert_eq!(System::account_nonce(&who.account), 1);
	});
}

#[test]
fn a_stranger_is_refused_before_the_pool() {
	test(|| {
		let transaction = signed(&stranger(), remark(12));
		let refused = refused(Refusal::NotParticipant);
		assert_eq!(check_for_pool(transaction.clone()).unwrap_err(), refused);
		assert_eq!(block(|| apply(transaction)), Err(refused));
		assert!(!System::account_exists(&stranger().account));
	});
}

#[test]
fn who_may_not_send_is_refused_and_its_device_with_it() {
	test(|| {
		let (owner, device) = (home(1), named("device"));
		assert_ok!(Registry::add_device(owner.origin(), device.account.clone()));
		let revoked = Permission::Send;
		assert_ok!(Registry::revoke_permission(council(), owner.account.clone(), revoked));

		for signer in [owner, device] {
			let transaction = signed(&signer, remark(12));
			let refused = refused(Refusal::MayNotSend);
			assert_eq!(check_for_pool(transaction.clone()).unwrap_err(), refused);
			assert_eq!(block(|| apply(transaction)), Err(refused));
		}
	});
}

#[test]
fn who_may_only_not_receive_is_let_in() {
	test(|| {
		let who = home(1);
		let revoked = Permission::Receive;
		assert_ok!(Registry::revoke_permission(council(), who.account.clone(), revoked));
		assert!(check_for_pool(signed(&who, remark(12))).is_ok());
	});
}

#[test]
fn a_device_is_let_in_at_the_expense_of_its_owner() {
	test(|| {
		let (owner, device) = (home(1), named("device"));
		assert_ok!(Registry::add_device(owner.origin(), device.account.clone()));

		let (before_ps, after_ps) = block(|| {
			let tokens_ps = || Registry::limits(&owner.account).expect("registered").tokens_ps;
			let before_ps = tokens_ps();
			assert_eq!(apply(signed(&device, remark(12))), Ok(Ok(())));
			(before_ps, tokens_ps())
		});

		assert!(after_ps < before_ps);
		assert!(!Quotas::<Runtime>::contains_key(&device.account));
		assert_eq!(Registry::limits(&device.account), Registry::limits(&owner.account));
	});
}

#[test]
fn a_device_that_was_removed_is_refused() {
	test(|| {
		let (owner, device) = (home(1), named("device"));
		assert_ok!(Registry::add_device(owner.origin(), device.account.clone()));
		let removal = Call::remove_device { device: device.account.clone() };
		assert_eq!(block(|| apply(signed(&device, removal))), Ok(Ok(())));

		assert_eq!(
			check_for_pool(signed(&device, remark(12))).unwrap_err(),
			refused(Refusal::NotParticipant)
		);
	});
}

#[test]
fn a_device_that_was_removed_and_added_again_cannot_be_replayed() {
	test(|| {
		let (owner, device) = (home(1), named("device"));
		assert_ok!(Registry::add_device(owner.origin(), device.account.clone()));
		let old = signed(&device, remark(12));
		assert_eq!(block(|| apply(old.clone())), Ok(Ok(())));

		assert_ok!(Registry::remove_device(owner.origin(), device.account.clone()));
		assert_ok!(Registry::add_device(owner.origin(), device.account.clone()));

		let stale = TransactionValidityError::Invalid(InvalidTransaction::Stale);
		assert_eq!(check_for_pool(old).unwrap_err(), stale);
	});
}

#[test]
fn what_another_signed_is_refused() {
	test(|| {
		let forged = {
			let genuine = signed(&home(2), remark(12));
			let signature = match genuine.preamble {
				polkadot_sdk::sp_runtime::generic::Preamble::Signed(_, signature, _) => signature,
				_ => unreachable!("it is signed"),
			};
			let victim = home(1).account.into();
			UncheckedExtrinsic::new_signed(remark(12), victim, signature, tx_extension(0))
		};
		let refused = TransactionValidityError::Invalid(InvalidTransaction::BadProof);
		assert_eq!(check_for_pool(forged).unwrap_err(), refused);
	});
}

#[test]
fn the_inherent_costs_nobody_anything() {
	test(|| {
		let before = quotas();
		block(|| ());
		assert_eq!(quotas(), before);
	});
}

#[test]
fn what_nobody_signed_is_not_for_this_check_to_refuse() {
	test(|| {
		let before = quotas();
		let removal = Call::remove_device { device: stranger().account };
		let bare = UncheckedExtrinsic::new_bare(removal.into());
		let general = UncheckedExtrinsic::new_transaction(remark(12), tx_extension(0));
		assert_eq!(
			check_for_pool(bare).unwrap_err(),
			TransactionValidityError::Unknown(UnknownTransaction::NoUnsignedValidator)
		);
		assert_eq!(
			check_for_pool(general).unwrap_err(),
			TransactionValidityError::Invalid(InvalidTransaction::UnknownOrigin)
		);
		assert_eq!(quotas(), before);
	});
}
