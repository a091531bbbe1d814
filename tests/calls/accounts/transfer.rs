//! Transfers: to participants that may receive, however they are wrapped.

use crate::*;
use joule_runtime::configs::ProxyType;
use polkadot_sdk::{pallet_multisig, sp_runtime::MultiAddress};

#[test]
fn participants_send_ecoin_to_one_another() {
	test(|| {
		let (sender, target) = (home(1).with_ecoin_krw(1_000), home(2));
		let [transfer, keep_alive, all] = ways_to_send(&target, 300);
		for (call, sent_krw) in [(transfer, 300), (keep_alive, 600), (all, 1_000)] {
			assert_ok!(dispatch(sender.origin(), call));
			assert_eq!(free_ecoin(&target.account), Ecoin::from_krw(sent_krw));
		}
		assert_eq!(free_ecoin(&sender.account), Ecoin::ZERO);
	});
}

#[test]
fn participants_send_energy_to_one_another() {
	test(|| {
		let sender = home(1).with_energy(Wh(5_000));
		assert_ok!(dispatch(
			sender.origin(),
			AssetsCall::transfer {
				id: ConstMonth::NOW.asset_id().into(),
				target: address(&home(2)),
				amount: 2_000,
			}
		));
		assert_eq!(energy_of(&home(2).account, ConstMonth::NOW), Wh(2_000));
	});
}

#[test]
fn all_that_one_has_can_be_sent() {
	test(|| {
		let sender = home(1).with_ecoin_krw(1_000);
		assert_ok!(dispatch(sender.origin(), transfer(&home(2), 1_000)));
		assert_eq!(free_ecoin(&sender.account), Ecoin::ZERO);
	});
}

#[test]
fn more_than_one_has_is_not_sent() {
	test(|| {
		let sender = home(1).with_ecoin_krw(1_000);
		let too_much = AssetsCall::transfer {
			id: ECOIN_ASSET.into(),
			target: address(&home(2)),
			amount: u128::MAX,
		};
		assert_noop!(dispatch(sender.origin(), too_much), AssetsError::BalanceLow);
	});
}

#[test]
fn a_stranger_is_sent_nothing() {
	test(|| {
		let sender = home(1).with_ecoin_krw(1_000);
		for call in ways_to_send(&stranger(), 100) {
			assert_noop!(dispatch(sender.origin(), call), filtered());
		}
	});
}

#[test]
fn a_device_is_sent_nothing() {
	test(|| {
		let (sender, device) = (home(1).with_ecoin_krw(1_000), named("device"));
		assert_ok!(Registry::add_device(sender.origin(), device.account.clone()));
		for call in ways_to_send(&device, 100) {
			assert_noop!(dispatch(sender.origin(), call), filtered());
		}
	});
}

#[test]
fn who_may_not_receive_is_sent_nothing() {
	test(|| {
		let sender = home(1).with_ecoin_krw(1_000);
		revoke(&home(2), Permission::Receive);
		for call in ways_to_send(&home(2), 100) {
			assert_noop!(dispatch(sender.origin(), call), filtered());
		}
	});
}

#[test]
fn an_address_that_names_no_account_is_sent_nothing() {
	test(|| {
		let sender = home(1).with_ecoin_krw(1_000);
		let raw: [u8; 32] = home(2).account.into();
		for target in [
			MultiAddress::Index(()),
			MultiAddress::Raw(raw.to_vec()),
			MultiAddress::Address32(raw),
			MultiAddress::Address20([0; 20]),
		] {
			let call = AssetsCall::transfer { id: ECOIN_ASSET.into(), target, amount: 1 };
			assert_noop!(dispatch(sender.origin(), call), filtered());
		}
	});
}

#[test]
fn nor_in_a_batch() {
	test(|| {
		let sender = home(1).with_ecoin_krw(1_000);
		for call in ways_to_send(&stranger(), 100) {
			assert_noop!(dispatch(sender.origin(), batch_all(vec![call.clone()])), filtered());

			assert_ok!(dispatch(sender.origin(), batch(vec![call.clone()])));
			assert_event(pallet_utility::Event::BatchInterrupted { index: 0, error: filtered() });

			let force = UtilityCall::force_batch { calls: vec![call] };
			assert_ok!(dispatch(sender.origin(), force));
			assert_event(pallet_utility::Event::ItemFailed { error: filtered() });
		}
		assert_eq!(free_ecoin(&sender.account), Ecoin::from_krw(1_000));
	});
}

#[test]
fn nor_from_a_derived_account() {
	test(|| {
		let sender = home(1).with_ecoin_krw(1_000);
		let derived =
			UtilityCall::as_derivative { index: 0, call: Box::new(transfer(&stranger(), 100)) };
		assert_noop!(dispatch(sender.origin(), derived), filtered());
	});
}

#[test]
fn nor_through_a_proxy() {
	test(|| {
		let (owner, delegate) = (home(1).with_ecoin_krw(1_000), home(2));
		add_proxy(&owner, &delegate, ProxyType::Any);
		for call in ways_to_send(&stranger(), 100) {
			assert_ok!(dispatch(delegate.origin(), proxied(&owner, call)));
			assert_proxied(Err(filtered()));
		}
		let nested = proxied(&owner, batch_all(vec![transfer(&stranger(), 100)]).into());
		assert_ok!(dispatch(delegate.origin(), nested));
		assert_proxied(Err(filtered()));
		assert_eq!(free_ecoin(&owner.account), Ecoin::from_krw(1_000));
	});
}

#[test]
fn nor_from_a_multisig() {
	test(|| {
		let call = pallet_multisig::Call::as_multi_threshold_1 {
			other_signatories: vec![home(2).account],
			call: Box::new(transfer(&stranger(), 100)),
		};
		let failure = dispatch(home(1).origin(), RuntimeCall::from(call));
		assert_eq!(failure, Err(filtered()));
	});
}
