//! `set_imbalance_price`: the council sets what a seller pays for what it fails to deliver.

use joule_tests::*;
use pallet_energy_trading::{ImbalancePrice, Products};

#[test]
fn it_holds_for_products_to_come() {
	test(|| {
		// Given
		let before = open_hour_products(1)[0];

		// When
		let price = PriceTick(3_000);
		assert_ok!(EnergyTrading::set_imbalance_price(council(), price));

		// Then
		assert_event(TradingEvent::ImbalancePriceSet { price });
		assert_eq!(ImbalancePrice::<Runtime>::get(), price);
		let after = open_month_product();
		let price_of = |product| Products::<Runtime>::get(product).unwrap().imbalance_price;
		assert_eq!(price_of(before), PriceTick(2_146));
		assert_eq!(price_of(after), price);
	});
}

#[test]
fn zero_is_refused() {
	test(|| {
		assert_noop!(
			EnergyTrading::set_imbalance_price(council(), PriceTick::ZERO),
			TradingError::ZeroImbalancePrice
		);
	});
}

#[test]
fn only_the_council_sets_it() {
	test(|| {
		for who in [operator(), home(1), stranger()] {
			assert_noop!(
				EnergyTrading::set_imbalance_price(who.origin(), PriceTick(1)),
				DispatchError::BadOrigin
			);
		}
		assert_noop!(
			EnergyTrading::set_imbalance_price(RuntimeOrigin::none(), PriceTick(1)),
			DispatchError::BadOrigin
		);
	});
}

#[test]
fn the_highest_price_there_is_leaves_asks_uncoverable() {
	test(|| {
		assert_ok!(EnergyTrading::set_imbalance_price(council(), PriceTick(u32::MAX)));
		let seller = home(1).with_ecoin_krw(u64::MAX);
		let product = open_month_product();
		assert_noop!(
			place_orders(&seller, product, Side::Ask, &[(1, u64::MAX)]),
			TradingError::NotEnoughEcoin
		);
	});
}
