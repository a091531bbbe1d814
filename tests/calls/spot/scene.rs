//! Neighbours with energy and ecoin, and the words of the spot market.

use joule_tests::*;
use pallet_energy_trading::{HoldReason, Remainder};
use pallet_matching::NextOrderId;
use polkadot_sdk::frame_support::dispatch::DispatchResultWithPostInfo;

/// This month's energy in the first zone.
pub const BOOK: BookId = BookId { zone: ZONE, vintage: ConstMonth::NOW };

/// What a buyer has at first.
pub const SAVINGS: Ecoin = Ecoin::from_krw(100_000);

/// The number of a resting order.
pub type Order = joule_primitives::BookOrderId;

/// A home with [`SAVINGS`] and no energy.
pub fn buyer(number: u32) -> Person {
	home(number).with_ecoin_krw(100_000)
}

/// A home with so much energy of the month and no ecoin.
pub fn seller(number: u32, wh: u64) -> Person {
	home(number).with_energy(Wh(wh))
}

/// Tries to place an order for this month's energy.
pub fn place(
	who: &Person,
	side: Side,
	limit: u32,
	wh: u64,
	remainder: Remainder,
) -> DispatchResultWithPostInfo {
	let (limit, quantity) = (PriceTick(limit), Wh(wh));
	EnergyTrading::place_spot_order(who.origin(), side, BOOK.vintage, limit, quantity, remainder)
}

/// Places an order that rests, or what is left of it, and says which one it is.
pub fn rest(who: &Person, side: Side, limit: u32, wh: u64) -> Order {
	assert_ok!(place(who, side, limit, wh, Remainder::Rest));
	NextOrderId::<Runtime>::get() - 1
}

/// Tries to take so much of a resting order.
pub fn take(who: &Person, order: Order, wh: u64) -> Result<(), DispatchError> {
	EnergyTrading::take_spot_order(who.origin(), order, Wh(wh))
}

/// What is left of a resting order; nothing if it is gone.
pub fn left_of(order: Order) -> u64 {
	<Matching as ContinuousBook<AccountId>>::order(order).map_or(0, |order| order.remaining_wh.0)
}

/// This month's energy of an account, in Wh.
pub fn energy(who: &Person) -> u64 {
	energy_of(&who.account, BOOK.vintage).0
}

/// This month's energy in escrow, in Wh.
pub fn escrow() -> u64 {
	energy_of(&EnergyTrading::escrow_account(), BOOK.vintage).0
}

/// An account's free ecoin, in ecoin units.
pub fn ecoin(who: &Person) -> u128 {
	free_ecoin(&who.account).0
}

/// What an account's resting bids hold, in ecoin units.
pub fn held(who: &Person) -> u128 {
	held_ecoin(&who.account, HoldReason::SpotBid).0
}
