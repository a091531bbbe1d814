//! The words of the market.

use crate::{
	advance_to, now, operator, AccountId, Clearing, ConstMonth, EnergyTrading, Matching, Moment,
	OrderId, OrderTerms, Person, PriceTick, ProductId, Resolution, Runtime, Side, Wh, HOUR_MS,
	ZONE,
};
use joule_primitives::{BatchIndex, CallAuction};
use pallet_energy_trading::{Contract, ContractIndex, Contracts, NextProductId, Products, Series};
use polkadot_sdk::{
	frame_support::{assert_ok, BoundedVec},
	sp_runtime::DispatchResult,
};

/// The errors of the energy trading pallet on this runtime.
pub type TradingError = pallet_energy_trading::Error<Runtime>;

/// The events of the energy trading pallet on this runtime.
pub type TradingEvent = pallet_energy_trading::Event<Runtime>;

/// The calls of the energy trading pallet on this runtime.
pub type TradingCall = pallet_energy_trading::Call<Runtime>;

/// The errors of the matching pallet on this runtime.
pub type MatchingError = pallet_matching::Error<Runtime>;

/// Orders from (limit in ticks, quantity in Wh).
pub fn orders<Max: polkadot_sdk::sp_core::Get<u32>>(
	terms: &[(u32, u64)],
) -> BoundedVec<OrderTerms, Max> {
	terms
		.iter()
		.map(|(limit, wh)| OrderTerms { limit: PriceTick(*limit), quantity_wh: Wh(*wh) })
		.collect::<Vec<_>>()
		.try_into()
		.expect("a batch that is not too long")
}

/// Opens a product whose gate closes an hour before its delivery period begins, and whose lock
/// window is a quarter of an hour.
pub fn open_product(start: Moment, resolution: Resolution) -> ProductId {
	let product = NextProductId::<Runtime>::get();
	assert_ok!(EnergyTrading::create_series(
		operator().origin(),
		Series {
			zone: ZONE,
			resolution,
			first_start: start,
			count: 1,
			gate_lead_ms: HOUR_MS,
			lock_lead_ms: HOUR_MS / 4,
		}
	));
	product
}

/// Opens the product of the next month.
pub fn open_month_product() -> ProductId {
	open_product(ConstMonth::NEXT.start().expect("a month"), Resolution::Month)
}

/// Opens as many hour products in a row, from three hours from now, on the hour.
pub fn open_hour_products(count: u32) -> Vec<ProductId> {
	let first = (now() / HOUR_MS + 3) * HOUR_MS;
	(0..u64::from(count))
		.map(|hour| open_product(first + hour * HOUR_MS, Resolution::Hour))
		.collect()
}

/// Tries to place orders, from (limit in ticks, quantity in Wh).
pub fn place_orders(
	who: &Person,
	product: ProductId,
	side: Side,
	terms: &[(u32, u64)],
) -> DispatchResult {
	EnergyTrading::place_orders(who.origin(), product, side, orders(terms))
}

/// Places asks, from (limit in ticks, quantity in Wh), and says which batch they are.
pub fn ask(who: &Person, product: ProductId, terms: &[(u32, u64)]) -> BatchIndex {
	place(who, product, Side::Ask, terms)
}

/// Places bids, from (limit in ticks, quantity in Wh), and says which batch they are.
pub fn bid(who: &Person, product: ProductId, terms: &[(u32, u64)]) -> BatchIndex {
	place(who, product, Side::Bid, terms)
}

fn place(who: &Person, product: ProductId, side: Side, terms: &[(u32, u64)]) -> BatchIndex {
	let (bids, asks) = <Matching as CallAuction<AccountId>>::batch_counts(product);
	assert_ok!(place_orders(who, product, side, terms));
	match side {
		Side::Bid => bids,
		Side::Ask => asks,
	}
}

/// Puts new terms in an order's place.
pub fn amend(who: &Person, product: ProductId, order: OrderId, limit: u32, wh: u64) {
	let terms = OrderTerms { limit: PriceTick(limit), quantity_wh: Wh(wh) };
	assert_ok!(EnergyTrading::amend_order(who.origin(), product, order, terms));
}

/// Cancels one order.
pub fn cancel(who: &Person, product: ProductId, order: OrderId) {
	let one = vec![order].try_into().expect("one order");
	assert_ok!(EnergyTrading::cancel_orders(who.origin(), product, one));
}

/// Lets the product's gate close and its contracts be made.
pub fn clear(product: ProductId) -> Clearing {
	let closes_at = Products::<Runtime>::get(product).expect("the product exists").closes_at;
	advance_to(closes_at.max(now()));
	<Matching as CallAuction<AccountId>>::clearing(product).expect("the gate has closed")
}

/// The contracts of a product.
pub fn contracts_of(product: ProductId) -> Vec<(ContractIndex, Contract<AccountId>)> {
	let pages = Contracts::<Runtime>::iter_prefix(product).count() as u32;
	EnergyTrading::contracts_from(
		product,
		0,
		pages.saturating_mul(pallet_energy_trading::CONTRACTS_PER_PAGE),
	)
}

/// Lets all the product's windows pass, so that every contract is settled.
pub fn settle_fully(product: ProductId) {
	let state = Products::<Runtime>::get(product).expect("the product exists");
	advance_to(EnergyTrading::last_pass_at(&state).max(now()));
}
