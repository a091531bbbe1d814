//! What nobody can do by hand, whatever its origin: create, mint, burn, freeze or force assets.

use crate::*;
use joule_runtime::{Balances, OriginCaller, Sudo};
use polkadot_sdk::{pallet_balances, pallet_sudo, sp_runtime::traits::AccountIdConversion};

type BalancesCall = pallet_balances::Call<Runtime>;

/// Every call on assets but sending and approving, as a thief or a tyrant would make it.
fn shut_asset_calls() -> Vec<AssetsCall> {
	let (thief, victim) = (address(&home(1)), address(&home(2)));
	let (ecoin, new_asset) = (ECOIN_ASSET.into(), 77.into());
	vec![
		AssetsCall::create { id: new_asset, admin: thief.clone(), min_balance: 1 },
		AssetsCall::force_create {
			id: new_asset,
			owner: thief.clone(),
			is_sufficient: true,
			min_balance: 1,
		},
		AssetsCall::start_destroy { id: ecoin },
		AssetsCall::destroy_accounts { id: ecoin },
		AssetsCall::destroy_approvals { id: ecoin },
		AssetsCall::finish_destroy { id: ecoin },
		AssetsCall::mint { id: ecoin, beneficiary: thief.clone(), amount: 1 },
		AssetsCall::burn { id: ecoin, who: victim.clone(), amount: 1 },
		AssetsCall::force_transfer {
			id: ecoin,
			source: victim.clone(),
			dest: thief.clone(),
			amount: 1,
		},
		AssetsCall::freeze { id: ecoin, who: victim.clone() },
		AssetsCall::thaw { id: ecoin, who: victim.clone() },
		AssetsCall::freeze_asset { id: ecoin },
		AssetsCall::thaw_asset { id: ecoin },
		AssetsCall::transfer_ownership { id: ecoin, owner: thief.clone() },
		AssetsCall::set_team {
			id: ecoin,
			issuer: thief.clone(),
			admin: thief.clone(),
			freezer: thief.clone(),
		},
		AssetsCall::set_metadata {
			id: ecoin,
			name: b"Won".to_vec(),
			symbol: b"KRW".to_vec(),
			decimals: 0,
		},
		AssetsCall::clear_metadata { id: ecoin },
		AssetsCall::force_set_metadata {
			id: ecoin,
			name: b"Won".to_vec(),
			symbol: b"KRW".to_vec(),
			decimals: 0,
			is_frozen: true,
		},
		AssetsCall::force_clear_metadata { id: ecoin },
		AssetsCall::force_asset_status {
			id: ecoin,
			owner: thief.clone(),
			issuer: thief.clone(),
			admin: thief.clone(),
			freezer: thief.clone(),
			min_balance: 1,
			is_sufficient: true,
			is_frozen: true,
		},
		AssetsCall::force_cancel_approval {
			id: ecoin,
			owner: victim.clone(),
			delegate: thief.clone(),
		},
		AssetsCall::touch { id: ecoin },
		AssetsCall::refund { id: ecoin, allow_burn: true },
		AssetsCall::set_min_balance { id: ecoin, min_balance: 0 },
		AssetsCall::touch_other { id: ecoin, who: victim.clone() },
		AssetsCall::refund_other { id: ecoin, who: victim.clone() },
		AssetsCall::block { id: ecoin, who: victim },
		AssetsCall::set_reserves { id: ecoin, reserves: Default::default() },
	]
}

fn balances_calls() -> Vec<BalancesCall> {
	let (thief, victim) = (address(&home(1)), address(&home(2)));
	vec![
		BalancesCall::transfer_allow_death { dest: thief.clone(), value: 1 },
		BalancesCall::transfer_keep_alive { dest: thief.clone(), value: 1 },
		BalancesCall::transfer_all { dest: thief.clone(), keep_alive: false },
		BalancesCall::force_transfer { source: victim.clone(), dest: thief, value: 1 },
		BalancesCall::force_unreserve { who: victim.clone(), amount: 1 },
		BalancesCall::force_set_balance { who: victim, new_free: 1 },
		BalancesCall::upgrade_accounts { who: vec![home(2).account] },
		BalancesCall::burn { value: 1, keep_alive: false },
	]
}

/// The account that owns the assets. Nobody has its key.
fn owner_of_assets() -> RuntimeOrigin {
	RuntimeOrigin::signed(
		<Runtime as pallet_metering::Config>::PalletId::get().into_account_truncating(),
	)
}

fn everybody_but_root() -> [RuntimeOrigin; 5] {
	[
		home(1).origin(),
		issuer().origin(),
		stranger().origin(),
		joule_tests::council(),
		owner_of_assets(),
	]
}

#[test]
fn the_assets_are_shut_for_everybody() {
	test(|| {
		home(2).with_ecoin_krw(1_000);
		for origin in everybody_but_root() {
			for call in shut_asset_calls() {
				assert_noop!(dispatch(origin.clone(), call), filtered());
			}
		}
	});
}

#[test]
fn the_assets_are_shut_for_root_whom_no_filter_holds() {
	test(|| {
		home(2).with_ecoin_krw(1_000);
		for call in shut_asset_calls() {
			assert_noop!(dispatch(RuntimeOrigin::root(), call), DispatchError::BadOrigin);
		}
		for call in ways_to_send(&home(1), 100) {
			assert_noop!(dispatch(RuntimeOrigin::root(), call), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn every_call_on_assets_is_either_shut_or_tested_as_a_transfer() {
	use polkadot_sdk::frame_support::traits::GetCallName;
	let open = [
		"transfer",
		"transfer_keep_alive",
		"transfer_all",
		"approve_transfer",
		"cancel_approval",
		"transfer_approved",
	];
	test(|| {
		let mut known: Vec<_> =
			shut_asset_calls().iter().map(GetCallName::get_call_name).chain(open).collect();
		let mut all = AssetsCall::get_call_names().to_vec();
		known.sort_unstable();
		all.sort_unstable();
		assert_eq!(known, all);
	});
}

#[test]
fn the_currency_of_the_sdk_is_shut_for_everybody() {
	test(|| {
		for origin in everybody_but_root() {
			for call in balances_calls() {
				assert_noop!(dispatch(origin.clone(), call), filtered());
			}
		}
	});
}

#[test]
fn nobody_has_any_of_it() {
	test(|| {
		assert_eq!(Balances::total_issuance(), 0);
	});
}

#[test]
fn nobody_is_root_and_nobody_becomes_it() {
	test(|| {
		assert_eq!(pallet_sudo::Key::<Runtime>::get(), None);
		let mint = shut_asset_calls().remove(6);
		for who in sites() {
			assert_noop!(
				Sudo::sudo(who.origin(), Box::new(mint.clone().into())).map_err(|e| e.error),
				pallet_sudo::Error::<Runtime>::RequireSudo
			);
		}
	});
}

#[test]
fn nobody_acts_as_somebody_else() {
	test(|| {
		let victim = home(2).with_ecoin_krw(1_000);
		let as_victim = UtilityCall::dispatch_as {
			as_origin: Box::new(OriginCaller::system(frame_system::RawOrigin::Signed(
				victim.account.clone(),
			))),
			call: Box::new(transfer(&home(1), 1_000)),
		};
		for origin in everybody_but_root() {
			assert_noop!(dispatch(origin, as_victim.clone()), DispatchError::BadOrigin);
		}
	});
}
