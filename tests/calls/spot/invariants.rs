//! Whatever breaks an invariant is noticed.

use crate::scene::*;
use joule_tests::*;
use pallet_energy_trading::HoldReason;
use polkadot_sdk::frame_support::traits::{
	fungibles::{hold::Mutate as _, Mutate as _},
	tokens::Precision,
};

fn assert_trading_notices(invariant: u32, corrupt: impl FnOnce()) {
	check_invariants();
	assert_notices(EnergyTrading::do_try_state, &format!("trading {invariant}"), corrupt);
}

#[test]
fn a_resting_bid_that_is_not_covered() {
	test(|| {
		seller(1, 1);
		let buyer = buyer(2);
		rest(&buyer, Side::Bid, 1_000, 100);
		let reason = HoldReason::SpotBid.into();
		assert_trading_notices(3, || {
			let precision = Precision::Exact;
			assert_ok!(AssetsHolder::release(ECOIN_ASSET, &reason, &buyer.account, 1, precision));
		});
		assert_trading_notices(3, || {
			assert_ok!(AssetsHolder::hold(ECOIN_ASSET, &reason, &buyer.account, 1));
		});
	});
}

#[test]
fn escrow_that_does_not_hold_what_is_offered() {
	test(|| {
		let seller = seller(1, 1_000);
		let order = rest(&seller, Side::Ask, 1_000, 1_000);
		let escrow_gets_one_more = || {
			let escrow = EnergyTrading::escrow_account();
			assert_ok!(Assets::mint_into(BOOK.vintage.asset_id(), &escrow, 1));
		};
		assert_trading_notices(4, escrow_gets_one_more);
		// Even when nothing rests any more.
		assert_ok!(EnergyTrading::withdraw_spot_order(seller.origin(), order));
		assert_trading_notices(4, escrow_gets_one_more);
	});
}
