//! The operational class: the part of a block that is kept for it is for sites.

use crate::{scene::*, Call};
use joule_tests::*;
use pallet_registry::QuotaClass;
use polkadot_sdk::{
	frame_support::dispatch::{DispatchClass, GetDispatchInfo},
	frame_system::{self, Call as SystemCall},
	pallet_collective::{self, Instance1},
	pallet_proxy, pallet_utility,
	sp_core::H256,
};

type CouncilCall = pallet_collective::Call<Runtime, Instance1>;

/// Operational calls, each of which anyone could send, be it only to fail.
fn operational_calls() -> Vec<RuntimeCall> {
	let hash = H256::zero();
	let calls: Vec<RuntimeCall> = vec![
		SystemCall::set_heap_pages { pages: 64 }.into(),
		SystemCall::set_code { code: vec![] }.into(),
		SystemCall::set_code_without_checks { code: vec![] }.into(),
		SystemCall::set_storage { items: vec![] }.into(),
		SystemCall::kill_storage { keys: vec![] }.into(),
		SystemCall::kill_prefix { prefix: vec![], subkeys: 0 }.into(),
		SystemCall::authorize_upgrade { code_hash: hash }.into(),
		SystemCall::authorize_upgrade_without_checks { code_hash: hash }.into(),
		SystemCall::apply_authorized_upgrade { code: vec![] }.into(),
		CouncilCall::execute { proposal: Box::new(remark(0)), length_bound: 100 }.into(),
		CouncilCall::propose { threshold: 3, proposal: Box::new(remark(0)), length_bound: 100 }
			.into(),
		vote(),
		CouncilCall::close {
			proposal_hash: hash,
			index: 0,
			proposal_weight_bound: Default::default(),
			length_bound: 100,
		}
		.into(),
		CouncilCall::set_members { new_members: vec![], prime: None, old_count: 0 }.into(),
	];
	let others_inside = [
		pallet_utility::Call::batch { calls: vec![vote(), vote()] }.into(),
		pallet_utility::Call::batch_all { calls: vec![vote()] }.into(),
		pallet_utility::Call::as_derivative { index: 0, call: Box::new(vote()) }.into(),
		pallet_proxy::Call::proxy {
			real: operator().account.into(),
			force_proxy_type: None,
			call: Box::new(vote()),
		}
		.into(),
	];
	calls.into_iter().chain(others_inside).collect()
}

fn vote() -> RuntimeCall {
	CouncilCall::vote { proposal: H256::zero(), index: 0, approve: true }.into()
}

fn class_of(call: &RuntimeCall) -> DispatchClass {
	call.get_dispatch_info().class
}

fn assert_refused(who: &Person, call: RuntimeCall) {
	let transaction = signed(who, call);
	let not_site = refused(Refusal::NotSite);
	assert_eq!(check_for_pool(transaction.clone()).unwrap_err(), not_site);
	assert_eq!(block(|| apply(transaction)), Err(not_site));
	assert_eq!(System::account_nonce(&who.account), 0);
}

#[test]
fn a_home_or_building_sends_no_operational_transaction() {
	for class in [QuotaClass::Household, QuotaClass::Building] {
		test(|| {
			let who = home(1);
			assert_ok!(Registry::set_quota(council(), who.account.clone(), class));
			for call in operational_calls() {
				assert_eq!(class_of(&call), DispatchClass::Operational, "{call:?}");
				assert_refused(&who, call);
			}
		});
	}
}

#[test]
fn the_reason_is_told_even_to_whose_quota_is_exhausted() {
	test(|| {
		let who = home(1);
		leave_ps(&who, 0);
		assert_refused(&who, vote());
	});
}

#[test]
fn a_site_sends_operational_transactions() {
	test(|| {
		for site in sites() {
			let transaction = signed(&site, vote());
			assert!(check_for_pool(transaction.clone()).is_ok());
			// It is included; that there is no such motion is another matter.
			assert!(matches!(block(|| apply(transaction)), Ok(Err(_))));
		}
	});
}

#[test]
fn a_device_sends_what_its_owner_may() {
	test(|| {
		let (of_site, of_home) = (named("server"), named("device"));
		assert_ok!(Registry::add_device(operator().origin(), of_site.account.clone()));
		assert_ok!(Registry::add_device(home(1).origin(), of_home.account.clone()));
		assert!(check_for_pool(signed(&of_site, vote())).is_ok());
		assert_refused(&of_home, vote());
	});
}

#[test]
fn a_participant_becomes_a_site_and_ceases_to_be_one_with_its_quota() {
	test(|| {
		let who = home(1);
		assert_refused(&who, vote());
		assert_ok!(Registry::set_quota(council(), who.account.clone(), QuotaClass::Site));
		assert!(check_for_pool(signed(&who, vote())).is_ok());
		assert_ok!(Registry::set_quota(council(), who.account.clone(), QuotaClass::Household));
		assert_refused(&who, vote());
	});
}

#[test]
fn an_operational_call_among_normal_ones_is_normal() {
	test(|| {
		let mixed: RuntimeCall =
			pallet_utility::Call::batch { calls: vec![vote(), remark(0)] }.into();
		assert_eq!(class_of(&mixed), DispatchClass::Normal);
		assert!(check_for_pool(signed(&home(1), mixed)).is_ok());
	});
}

#[test]
fn what_everyone_sends_is_normal() {
	test(|| {
		let orders: RuntimeCall = TradingCall::place_orders {
			product: open_month_product(),
			side: Side::Bid,
			orders: orders(&[(1_000, 1)]),
		}
		.into();
		let device: RuntimeCall = Call::add_device { device: stranger().account }.into();
		for call in [orders, device] {
			assert_eq!(class_of(&call), DispatchClass::Normal, "{call:?}");
		}
	});
}

#[test]
fn a_site_applies_an_authorized_upgrade_of_a_megabyte_and_a_half() {
	test(|| {
		let code = vec![0x3a; 3 * 1024 * 1024 / 2];
		let upgrade = || SystemCall::apply_authorized_upgrade { code: code.clone() };
		let site = operator();

		let transaction = signed(&site, upgrade());
		assert!(length_ps(&transaction) > room(DispatchClass::Operational).weight_ps / 2);
		assert!(check_for_pool(transaction).is_ok());
		assert_refused(&home(1), upgrade().into());
	});
}

#[test]
fn an_authorized_upgrade_that_nobody_signed_is_not_for_this_check_to_refuse() {
	test(|| {
		let code = vec![0x3a; 1_000];
		let code_hash = polkadot_sdk::sp_io::hashing::blake2_256(&code).into();
		let root = RuntimeOrigin::root();
		assert_ok!(frame_system::Pallet::<Runtime>::authorize_upgrade(root, code_hash));

		let before: Vec<_> = pallet_registry::Quotas::<Runtime>::iter().collect();
		let upgrade = SystemCall::apply_authorized_upgrade { code };
		let bare = joule_runtime::UncheckedExtrinsic::new_bare(upgrade.into());
		assert!(check_for_pool(bare).is_ok());
		assert_eq!(pallet_registry::Quotas::<Runtime>::iter().collect::<Vec<_>>(), before);
	});
}
