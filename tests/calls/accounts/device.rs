//! A household lets a device trade for it, and no more than that.

use crate::*;
use joule_runtime::configs::ProxyType;
use pallet_energy_trading::HoldReason;
use pallet_ev_settlement::EvseId;

fn order(product: ProductId) -> RuntimeCall {
	pallet_energy_trading::Call::<Runtime>::place_orders {
		product,
		side: Side::Bid,
		orders: orders(&[(1_000, 1_000)]),
	}
	.into()
}

/// A home with money and a device.
fn home_with_device() -> (Person, Person) {
	let (owner, device) = (home(1).with_ecoin_krw(1_000), named("HEMS"));
	assert_ok!(Registry::add_device(owner.origin(), device.account.clone()));
	(owner, device)
}

/// The device sends a transaction of its own.
fn send(device: &Person, call: impl Into<RuntimeCall>) -> DispatchResult {
	block(|| apply(signed(device, call))).expect("the transaction is let in")
}

#[test]
fn a_device_trades_for_its_household() {
	test(|| {
		let (owner, device) = home_with_device();
		add_proxy(&owner, &device, ProxyType::Trading);
		let product = open_month_product();

		assert_ok!(send(&device, proxied(&owner, order(product))));

		assert_event(pallet_proxy::Event::<Runtime>::ProxyExecuted { result: Ok(()) });
		let value = Wh(1_000) * PriceTick(1_000);
		assert_eq!(held_ecoin(&owner.account, HoldReason::ForwardBid), value);
	});
}

#[test]
fn a_device_that_trades_cannot_send_assets() {
	test(|| {
		let (owner, device) = home_with_device();
		add_proxy(&owner, &device, ProxyType::Trading);
		let forbidden = [
			transfer(&home(2), 100),
			batch_all(vec![transfer(&home(2), 100)]).into(),
			AssetsCall::approve_transfer {
				id: ECOIN_ASSET.into(),
				delegate: address(&device),
				amount: 1,
			}
			.into(),
			pallet_ecoin::Call::<Runtime>::request_redemption {
				amount: Ecoin(1),
				bank_reference: b"thief".to_vec().try_into().expect("short"),
			}
			.into(),
			ProxyCall::add_proxy {
				delegate: address(&device),
				proxy_type: ProxyType::Any,
				delay: 0,
			}
			.into(),
			pallet_registry::Call::<Runtime>::add_device { device: stranger().account }.into(),
		];
		for call in forbidden {
			assert_ok!(send(&device, proxied(&owner, call)));
			assert_event(pallet_proxy::Event::<Runtime>::ProxyExecuted { result: Err(filtered()) });
		}
		assert_eq!(free_ecoin(&owner.account), Ecoin::from_krw(1_000));
	});
}

#[test]
fn a_device_that_relays_readings_or_charges_does_nothing_else() {
	for proxy_type in [ProxyType::Metering, ProxyType::Charging] {
		test(|| {
			let (owner, device) = home_with_device();
			add_proxy(&owner, &device, proxy_type);
			let product = open_month_product();
			let revoke = pallet_ev_settlement::Call::revoke_evse { evse: EvseId(1) };
			for call in [order(product), transfer(&home(2), 100), revoke.into()] {
				assert_ok!(send(&device, proxied(&owner, call)));
				let result = Err(filtered());
				assert_event(pallet_proxy::Event::<Runtime>::ProxyExecuted { result });
			}
		});
	}
}

#[test]
fn a_device_does_not_choose_what_it_may() {
	test(|| {
		let (owner, device) = home_with_device();
		add_proxy(&owner, &device, ProxyType::Trading);
		let as_any = ProxyCall::proxy {
			real: address(&owner),
			force_proxy_type: Some(ProxyType::Any),
			call: Box::new(transfer(&home(2), 100)),
		};
		assert_eq!(send(&device, as_any), Err(pallet_proxy::Error::<Runtime>::NotProxy.into()));
	});
}

#[test]
fn a_device_does_nothing_for_who_did_not_let_it() {
	test(|| {
		let (_, device) = home_with_device();
		let product = open_month_product();
		for real in [home(1), home(2)] {
			assert_eq!(
				send(&device, proxied(&real, order(product))),
				Err(pallet_proxy::Error::<Runtime>::NotProxy.into())
			);
		}
	});
}

#[test]
fn a_device_does_not_trade_on_its_own_account() {
	test(|| {
		let (_, device) = home_with_device();
		let product = open_month_product();
		assert_eq!(send(&device, order(product)), Err(TradingError::NotConsumer.into()));
	});
}

#[test]
fn a_household_takes_it_back() {
	test(|| {
		let (owner, device) = home_with_device();
		add_proxy(&owner, &device, ProxyType::Trading);
		let product = open_month_product();
		let remove = ProxyCall::remove_proxy {
			delegate: address(&device),
			proxy_type: ProxyType::Trading,
			delay: 0,
		};
		assert_ok!(dispatch(owner.origin(), remove));
		assert_eq!(
			send(&device, proxied(&owner, order(product))),
			Err(pallet_proxy::Error::<Runtime>::NotProxy.into())
		);
	});
}
