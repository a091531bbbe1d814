//! Who may not send has its assets frozen, whoever makes the call, and still gets what it is owed.

use crate::*;
use joule_runtime::configs::ProxyType;
use polkadot_sdk::frame_support::traits::fungibles::Mutate;

fn home_without_send() -> Person {
	let who = home(1).with_ecoin_krw(1_000);
	revoke(&who, Permission::Send);
	who
}

#[test]
fn its_assets_are_frozen() {
	test(|| {
		let who = home_without_send();
		let [transfer, keep_alive, all] = ways_to_send(&home(2), 100);
		for call in [transfer, keep_alive] {
			assert_noop!(dispatch(who.origin(), call), AssetsError::BalanceLow);
		}
		let _ = dispatch(who.origin(), all);
		assert_eq!(free_ecoin(&who.account), Ecoin::from_krw(1_000));
		assert_eq!(free_ecoin(&home(2).account), Ecoin::ZERO);
	});
}

#[test]
fn so_is_its_energy() {
	test(|| {
		let who = home(1).with_energy(Wh(5_000));
		revoke(&who, Permission::Send);
		let call = AssetsCall::transfer {
			id: ConstMonth::NOW.asset_id().into(),
			target: address(&home(2)),
			amount: 1,
		};
		assert_noop!(dispatch(who.origin(), call), AssetsError::BalanceLow);
	});
}

#[test]
fn a_proxy_does_not_get_around_it() {
	test(|| {
		let (who, delegate) = (home(1).with_ecoin_krw(1_000), home(2));
		add_proxy(&who, &delegate, ProxyType::Any);
		revoke(&who, Permission::Send);
		assert_ok!(dispatch(delegate.origin(), proxied(&who, transfer(&delegate, 100))));
		assert_proxied(Err(AssetsError::BalanceLow.into()));
		assert_eq!(free_ecoin(&who.account), Ecoin::from_krw(1_000));
	});
}

#[test]
fn nor_does_a_proxy_trade_for_it() {
	test(|| {
		let (who, delegate) = (home(1).with_ecoin_krw(1_000), home(2));
		let product = open_month_product();
		add_proxy(&who, &delegate, ProxyType::Trading);
		revoke(&who, Permission::Send);
		let call = pallet_energy_trading::Call::<Runtime>::place_orders {
			product,
			side: Side::Bid,
			orders: orders(&[(1_000, 1_000)]),
		};
		assert_ok!(dispatch(delegate.origin(), proxied(&who, call.into())));
		assert_proxied(Err(TradingError::SendingRevoked.into()));
	});
}

#[test]
fn it_is_still_sent_and_issued_ecoin() {
	test(|| {
		let who = home_without_send();
		let sender = home(2).with_ecoin_krw(1_000);
		assert_ok!(dispatch(sender.origin(), transfer(&who, 100)));
		assert_ok!(Assets::mint_into(ECOIN_ASSET, &who.account, 1));
		assert_eq!(free_ecoin(&who.account).0, Ecoin::from_krw(1_100).0 + 1);
	});
}

#[test]
fn a_permission_granted_again_thaws_it() {
	test(|| {
		let who = home_without_send();
		let permission = Permission::Send;
		assert_ok!(Registry::grant_permission(
			joule_tests::council(),
			who.account.clone(),
			permission
		));
		assert_ok!(dispatch(who.origin(), transfer(&home(2), 1_000)));
	});
}
