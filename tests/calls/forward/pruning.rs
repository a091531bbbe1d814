//! Pruning: after the retention time all records of a product are gone.

use crate::scene::*;
use joule_tests::*;
use pallet_energy_trading::{
	Agenda, Contracts, Cursors, Deliveries, Positions, ProductAt, Products, Queue,
};
use pallet_matching::{AuctionBooks, Batches, Histograms};

/// How long a settled product is kept.
const RETENTION: Moment = 75 * DAY_MS;

/// How many items are stored for products, of whatever kind.
fn items() -> [usize; 11] {
	[
		Products::<Runtime>::iter().count(),
		ProductAt::<Runtime>::iter().count(),
		Positions::<Runtime>::iter().count(),
		Cursors::<Runtime>::iter().count(),
		Contracts::<Runtime>::iter().count(),
		Deliveries::<Runtime>::iter().count(),
		Agenda::<Runtime>::iter().count(),
		Queue::<Runtime>::iter().count(),
		AuctionBooks::<Runtime>::iter().count(),
		Batches::<Runtime>::iter().count(),
		Histograms::<Runtime>::iter().count(),
	]
}

/// Trades between `sellers` and `buyers` with batches enough for two pages of contracts.
fn traded(product: ProductId) {
	for number in 0..40 {
		bid(&wealthy(1 + number % 3), product, &[(1_000 + number * 100, 10)]);
		ask(&wealthy(4 + number % 2), product, &[(900, 10), (900 - number, 5)]);
	}
	clear(product);
	assert!(contracts_of(product).len() > 32);
}

#[test]
fn everything_of_a_product_goes() {
	test(|| {
		// Given
		let product = open_hour_products(1)[0];
		traded(product);
		settle_fully(product);
		let kept = items();

		// When, then
		advance_by(RETENTION - 1);
		assert_eq!(items(), kept);
		assert_eq!(times_emitted(TradingEvent::ProductPruned { product }), 0);
		advance_by(1);
		assert_eq!(items(), [0; 11]);
		assert_eq!(times_emitted(TradingEvent::ProductPruned { product }), 1);
	});
}

#[test]
fn other_products_stay() {
	test(|| {
		// Given
		let [first, second] = open_hour_products(2)[..] else { unreachable!("two were asked for") };
		traded(first);
		bid(&wealthy(1), second, &[(1_000, 10)]);
		ask(&wealthy(4), second, &[(1_000, 10)]);
		settle_fully(first);

		// When the first goes, an hour before the second
		advance_by(RETENTION);

		// Then
		assert!(!Products::<Runtime>::contains_key(first));
		assert_eq!(contracts_of(second).len(), 1);
		assert!(Positions::<Runtime>::contains_key(&wealthy(1).account, second));
		check_invariants();
		advance_by(HOUR_MS);
		assert_eq!(items(), [0; 11]);
	});
}

#[test]
fn an_empty_product_goes_too() {
	test(|| {
		let product = open_hour_products(1)[0];
		settle_fully(product);
		advance_by(RETENTION);
		assert_eq!(items(), [0; 11]);
	});
}

#[test]
fn a_product_settled_early_is_kept_as_long() {
	test(|| {
		let deal = Deal::metered(CONTRACTED, CONTRACTED);
		assert_ok!(deal.deliver());
		assert_ok!(EnergyTrading::settle_contract(deal.seller.origin(), deal.product, 0));
		advance_to(deal.ruling_window_ends() + RETENTION - 1);
		assert_eq!(contracts_of(deal.product).len(), 1);
		advance_by(1);
		assert_eq!(items(), [0; 11]);
	});
}

#[test]
fn what_is_gone_is_unknown() {
	test(|| {
		let deal = Deal::agreed();
		settle_fully(deal.product);
		advance_by(RETENTION);
		let (product, buyer) = (deal.product, deal.buyer.origin());
		assert_noop!(deal.deliver(), TradingError::UnknownProduct);
		assert_noop!(
			EnergyTrading::confirm(buyer.clone(), product, 0),
			TradingError::UnknownProduct
		);
		assert_noop!(
			EnergyTrading::settle_contract(buyer, product, 0),
			TradingError::UnknownProduct
		);
		assert_eq!(contracts_of(product), []);
	});
}
