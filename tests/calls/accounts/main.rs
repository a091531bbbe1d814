//! What accounts can do with assets and calls, and what nobody can: transfers, approvals, proxies,
//! multisigs, the council.

mod council;
mod device;
mod multisig;
mod nobody;
mod sending_revoked;
mod transfer;
mod transfer_approved;

use joule_runtime::Address;
use joule_tests::*;
use polkadot_sdk::{
	frame_system, pallet_assets, pallet_proxy, pallet_utility, sp_runtime::DispatchResult,
};

type AssetsCall = pallet_assets::Call<Runtime>;
type AssetsError = pallet_assets::Error<Runtime>;
type ProxyCall = pallet_proxy::Call<Runtime>;
type UtilityCall = pallet_utility::Call<Runtime>;

/// What a call is refused with that the filter does not let through.
fn filtered() -> DispatchError {
	frame_system::Error::<Runtime>::CallFiltered.into()
}

fn address(who: &Person) -> Address {
	who.account.clone().into()
}

/// A transfer of so many won.
fn transfer(target: &Person, krw: u64) -> RuntimeCall {
	AssetsCall::transfer {
		id: ECOIN_ASSET.into(),
		target: address(target),
		amount: Ecoin::from_krw(krw).0,
	}
	.into()
}

/// Every way in which an account sends its own ecoin.
fn ways_to_send(target: &Person, krw: u64) -> [RuntimeCall; 3] {
	let amount = Ecoin::from_krw(krw).0;
	[
		transfer(target, krw),
		AssetsCall::transfer_keep_alive { id: ECOIN_ASSET.into(), target: address(target), amount }
			.into(),
		AssetsCall::transfer_all {
			id: ECOIN_ASSET.into(),
			dest: address(target),
			keep_alive: false,
		}
		.into(),
	]
}

fn batch(calls: Vec<RuntimeCall>) -> UtilityCall {
	UtilityCall::batch { calls }
}

fn batch_all(calls: Vec<RuntimeCall>) -> UtilityCall {
	UtilityCall::batch_all { calls }
}

/// The call, made for `real`.
fn proxied(real: &Person, call: RuntimeCall) -> ProxyCall {
	ProxyCall::proxy { real: address(real), force_proxy_type: None, call: Box::new(call) }
}

fn add_proxy(real: &Person, delegate: &Person, proxy_type: joule_runtime::configs::ProxyType) {
	let delegate = address(delegate);
	assert_ok!(dispatch(real.origin(), ProxyCall::add_proxy { delegate, proxy_type, delay: 0 }));
}

/// What became of the call in the last proxy call.
fn assert_proxied(result: DispatchResult) {
	System::assert_last_event(pallet_proxy::Event::<Runtime>::ProxyExecuted { result }.into());
}

fn revoke(who: &Person, permission: Permission) {
	assert_ok!(Registry::revoke_permission(
		joule_tests::council(),
		who.account.clone(),
		permission
	));
}
