//! `advance`: anyone may push a product along where the chain has fallen behind.

use crate::scene::*;
use joule_tests::*;
use pallet_energy_trading::{Pass, Products, Stage};
use polkadot_sdk::frame_support::{
	dispatch::{DispatchResultWithPostInfo, GetDispatchInfo},
	weights::Weight,
};

fn advance(product: ProductId, steps: u32) -> DispatchResultWithPostInfo {
	EnergyTrading::advance(bystander().origin(), product, steps)
}

fn stage(product: ProductId) -> Stage {
	Products::<Runtime>::get(product).expect("the product exists").stage
}

/// Three buyers and two sellers in an hour's product, five contracts at most.
fn product_with_orders() -> ProductId {
	let product = open_hour_products(1)[0];
	for (number, wh) in [(1, 500), (2, 300), (3, 700)] {
		bid(&wealthy(number), product, &[(1_000, wh)]);
	}
	for (number, wh) in [(4, 600), (5, 900)] {
		ask(&wealthy(number), product, &[(1_000, wh)]);
	}
	product
}

#[test]
fn one_step_after_another_leads_where_the_hooks_lead() {
	// Given what the hooks do
	let mut by_hooks = Vec::new();
	test(|| {
		let product = product_with_orders();
		clear(product);
		by_hooks = contracts_of(product);
		assert_eq!(by_hooks.len(), 4);
	});

	test(|| {
		let product = product_with_orders();
		set_clock(NOVEMBER + 2 * HOUR_MS);
		let mut steps = 0;
		while advance(product, 1).is_ok() {
			check_invariants();
			steps += 1;
			assert!(steps < 100, "a step that does not lead on");
		}
		assert!(steps > 1);
		assert_eq!(stage(product), Stage::Delivering);
		assert_eq!(contracts_of(product), by_hooks);

		// And the hooks have nothing left to do
		let events = System::events().len();
		run_hooks();
		assert_eq!(System::events().len(), events);
	});
}

#[test]
fn settlement_can_be_pushed_along_too() {
	test(|| {
		let product = product_with_orders();
		clear(product);
		set_clock(NOVEMBER + 5 * HOUR_MS);
		while advance(product, 1).is_ok() {
			check_invariants();
		}
		assert_eq!(stage(product), Stage::Waiting { pass: Pass::Undisputed });
		set_clock(NOVEMBER + 5 * HOUR_MS + 3 * DAY_MS);
		while advance(product, 1).is_ok() {
			check_invariants();
		}
		assert_eq!(stage(product), Stage::Settled);
		assert_eq!(times_emitted(TradingEvent::ProductSettled { product }), 1);
	});
}

#[test]
fn pruning_can_be_pushed_along_too() {
	test(|| {
		let product = product_with_orders();
		clear(product);
		settle_fully(product);
		set_clock(now() + 75 * DAY_MS);
		while advance(product, 1).is_ok() {
			check_invariants();
		}
		assert_eq!(times_emitted(TradingEvent::ProductPruned { product }), 1);
		assert_noop!(advance(product, 1), TradingError::UnknownProduct);
		run_hooks();
		assert_eq!(times_emitted(TradingEvent::ProductPruned { product }), 1);
	});
}

#[test]
fn many_steps_at_once_end_where_there_is_nothing_due() {
	test(|| {
		let product = product_with_orders();
		set_clock(NOVEMBER + 2 * HOUR_MS);
		assert_ok!(advance(product, u32::MAX));
		assert_eq!(stage(product), Stage::Delivering);
		assert_noop!(advance(product, u32::MAX), TradingError::NothingDue);
	});
}

#[test]
fn steps_that_were_not_needed_are_refunded() {
	test(|| {
		let product = product_with_orders();
		set_clock(NOVEMBER + 2 * HOUR_MS);
		let call = RuntimeCall::from(TradingCall::advance { product, steps: 100 });
		let charged = call.get_dispatch_info().call_weight;
		assert_eq!(charged, EnergyTrading::weight_of_steps(100));
		let used = advance(product, 100).expect("is due").actual_weight.expect("is known");
		// The price, five batches, four contracts, and what ends it.
		assert!(used.all_lte(EnergyTrading::weight_of_steps(12)), "{used:?} of {charged:?}");
		assert_ne!(used, Weight::zero());
	});
}

#[test]
fn nothing_is_due_before_its_time() {
	test(|| {
		let product = product_with_orders();
		assert_noop!(advance(product, 1), TradingError::NothingDue);
		set_clock(NOVEMBER + 2 * HOUR_MS - 1);
		assert_noop!(advance(product, 1), TradingError::NothingDue);
		clear(product);
		assert_noop!(advance(product, 1), TradingError::NothingDue);
		set_clock(NOVEMBER + 5 * HOUR_MS - 1);
		assert_noop!(advance(product, 1), TradingError::NothingDue);
		settle_fully(product);
		assert_noop!(advance(product, 1), TradingError::NothingDue);
	});
}

#[test]
fn no_steps_an_unknown_product_and_no_signer_are_refused() {
	test(|| {
		let product = product_with_orders();
		set_clock(NOVEMBER + 2 * HOUR_MS);
		assert_noop!(advance(product, 0), TradingError::NoSteps);
		assert_noop!(advance(product + 1, 1), TradingError::UnknownProduct);
		assert_noop!(
			EnergyTrading::advance(RuntimeOrigin::none(), product, 1),
			DispatchError::BadOrigin
		);
	});
}
