//! Gate closure: the chain finds the price by itself, at the instant that was announced.

use crate::scene::*;
use joule_runtime::configs::IdleReserve;
use joule_tests::*;
use pallet_energy_trading::{HoldReason, Products, Series, Stage};
use polkadot_sdk::frame_support::{traits::Hooks, weights::Weight};

fn stage(product: ProductId) -> Stage {
	Products::<Runtime>::get(product).expect("the product exists").stage
}

#[test]
fn the_price_is_found_when_the_gate_closes() {
	test(|| {
		// Given
		let (seller, buyer, product) = (wealthy(1), wealthy(2), open_hour_products(1)[0]);
		ask(&seller, product, &[(1_000, 5_000)]);
		bid(&buyer, product, &[(1_500, 3_000)]);

		// When, then
		advance_to(NOVEMBER + 2 * HOUR_MS - 1);
		assert_eq!(stage(product), Stage::Gathering);
		let clearing = clear(product);
		assert_eq!(now(), NOVEMBER + 2 * HOUR_MS);
		assert_eq!(stage(product), Stage::Delivering);
		assert_eq!((clearing.price, clearing.volume_wh), (PriceTick(1_250), Wh(3_000)));
		assert_event(TradingEvent::Cleared { product, clearing });
		assert_event(TradingEvent::Allocated { product, contracts: 1 });
	});
}

#[test]
fn it_happens_once() {
	test(|| {
		let deal = Deal::agreed();
		let clearing = clear(deal.product);
		advance_by(QUARTER_MS);
		run_hooks();
		let product = deal.product;
		assert_eq!(times_emitted(TradingEvent::Cleared { product, clearing }), 1);
		assert_eq!(times_emitted(TradingEvent::Allocated { product, contracts: 1 }), 1);
	});
}

#[test]
fn a_product_without_orders_is_settled_at_once() {
	test(|| {
		let product = open_hour_products(1)[0];
		let clearing = clear(product);
		assert_eq!(clearing, Clearing::default());
		assert_eq!(stage(product), Stage::Settled);
		assert_eq!(times_emitted(TradingEvent::ProductSettled { product }), 1);
	});
}

#[test]
fn where_no_bid_meets_an_ask_everything_is_released() {
	test(|| {
		let (seller, buyer, product) = (wealthy(1), wealthy(2), open_hour_products(1)[0]);
		ask(&seller, product, &[(1_001, 5_000)]);
		bid(&buyer, product, &[(1_000, 3_000)]);
		assert_eq!(clear(product).volume_wh, Wh::ZERO);
		assert_eq!(stage(product), Stage::Settled);
		for (who, side, released) in [
			(&seller, Side::Ask, Wh(5_000) * IMBALANCE),
			(&buyer, Side::Bid, Wh(3_000) * PriceTick(1_000)),
		] {
			assert_eq!(free_ecoin(&who.account), SAVINGS);
			assert_event(TradingEvent::BatchFilled {
				who: who.account.clone(),
				product,
				side,
				batch: 0,
				filled_wh: Wh::ZERO,
				released,
			});
		}
	});
}

#[test]
fn products_of_two_zones_are_apart() {
	test(|| {
		// Given the same hour in two zones, and two neighbours in each
		let here = open_hour_products(1)[0];
		assert_ok!(EnergyTrading::create_series(
			operator().origin(),
			Series {
				zone: OTHER_ZONE,
				resolution: Resolution::Hour,
				first_start: NOVEMBER + 3 * HOUR_MS,
				count: 1,
				gate_lead_ms: HOUR_MS,
				lock_lead_ms: QUARTER_MS,
			}
		));
		let there = here + 1;
		let people = [1, 2, 3, 4].map(wealthy);
		for person in &people[2..] {
			assert_ok!(Registry::move_to_zone(council(), person.account.clone(), OTHER_ZONE));
		}

		// When only the buyer is here, and the seller who would fit is there
		bid(&people[0], here, &[(1_500, 1_000)]);
		ask(&people[1], here, &[(1_600, 1_000)]);
		ask(&people[2], there, &[(1_000, 1_000)]);
		bid(&people[3], there, &[(1_200, 1_000)]);

		// Then both gates close at the same instant, each with its own outcome
		assert_eq!(clear(here).volume_wh, Wh::ZERO);
		assert_eq!(clear(there).price, PriceTick(1_100));
		assert_eq!(contracts_of(here), []);
		assert_eq!(contract(there, 0).seller, people[2].account);
		assert_eq!(held_ecoin(&people[0].account, HoldReason::ForwardBid), Ecoin::ZERO);
	});
}

#[test]
fn a_chain_that_stood_still_catches_up() {
	test(|| {
		let products = open_hour_products(24);
		advance_to(NOVEMBER + 2 * DAY_MS);
		for product in products {
			assert_eq!(stage(product), Stage::Settled);
			assert_eq!(times_emitted(TradingEvent::ProductSettled { product }), 1);
		}
	});
}

#[test]
fn without_weight_the_hooks_do_nothing() {
	test(|| {
		let product = open_hour_products(1)[0];
		set_clock(NOVEMBER + 2 * HOUR_MS);
		let used = EnergyTrading::on_idle(1, Weight::zero());
		assert_eq!((used, stage(product)), (Weight::zero(), Stage::Gathering));
		run_hooks();
		assert_eq!(stage(product), Stage::Settled);
	});
}

#[test]
fn the_hooks_keep_to_their_weight() {
	test(|| {
		// Given far more to do than fits into one block
		for product in open_hour_products(48) {
			bid(&wealthy(1 + product % 3), product, &[(1_000, 100)]);
			ask(&wealthy(4 + product % 3), product, &[(1_000, 100)]);
		}
		set_clock(NOVEMBER + 3 * DAY_MS);

		// When
		for budget in [0, 1, 10, 40].map(|steps| EnergyTrading::weight_of_steps(steps)) {
			let used = EnergyTrading::on_idle(1, budget.saturating_add(IdleReserve::get()));

			// Then
			assert!(used.all_lte(budget), "{used:?} of {budget:?}");
			check_invariants();
		}
		run_hooks();
		assert!(Products::<Runtime>::iter_values()
			.all(|product| product.contracts == 1 && product.stage != Stage::Gathering));
	});
}
