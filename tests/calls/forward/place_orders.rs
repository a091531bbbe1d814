//! `place_orders`: intents to buy and to sell, covered when they are placed.

use joule_tests::*;
use pallet_energy_trading::HoldReason;

#[test]
fn a_bid_is_covered_with_its_value_at_its_limit() {
	test(|| {
		let buyer = home(1).with_ecoin_krw(10_000);
		let product = open_month_product();
		bid(&buyer, product, &[(1_500, 5_000), (1_000, 1_000)]);
		assert_eq!(
			held_ecoin(&buyer.account, HoldReason::ForwardBid),
			Ecoin::from_krw(5 * 150 + 100)
		);
	});
}

#[test]
fn a_trade_clears_between_the_limits() {
	test(|| {
		let seller = home(1).with_ecoin_krw(10_000);
		let buyer = home(2).with_ecoin_krw(10_000);
		let product = open_month_product();
		ask(&seller, product, &[(1_000, 5_000)]);
		bid(&buyer, product, &[(1_500, 5_000)]);
		assert_eq!(clear(product).price, PriceTick(1_250));
		assert_eq!(contracts_of(product).len(), 1);
		assert_eq!(held_ecoin(&buyer.account, HoldReason::ForwardBid), Wh(5_000) * PriceTick(1_250));
	});
}
