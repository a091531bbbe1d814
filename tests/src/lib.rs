//! The kit for tests against the real runtime: a chain in memory, its people, their meters.
//!
//! There is no mock runtime in this project. A test says what it means with the words of this kit
//! and reaches for the runtime's own calls where it is about one of them:
//!
//! ```
//! use joule_tests::*;
//!
//! test(|| {
//! 	let seller = home(1).with_energy(Wh(5_000));
//! 	let buyer = home(2).with_ecoin_krw(10_000);
//! 	let product = open_month_product();
//! 	ask(&seller, product, &[(1_000, 5_000)]);
//! 	bid(&buyer, product, &[(1_500, 5_000)]);
//! 	assert_eq!(clear(product).price, PriceTick(1_250));
//! });
//! ```
//!
//! After the test's body, every invariant of every pallet is checked.

mod chain;
mod chance;
mod chargers;
mod meters;
mod people;
mod trading;
mod transactions;

pub use chain::{
	advance_by, advance_to, assert_event, assert_notices, balance_of, check_invariants, council,
	energy_of, free_ecoin, fresh_chain, genesis_storage, held_ecoin, now, set_clock, test,
	test_from, total_ecoin, ConstMonth, NOVEMBER, OTHER_ZONE, ZONE,
};
pub use chance::Chance;
pub use chargers::{
	charge_point_operator, other_charge_point_operator, prepay_directly, register_tariff,
	session_of, tariff, tariff_at, Card, Charger, FAST_TARIFF,
};
pub use joule_primitives::{
	calendar::{DAY_MS, HOUR_MS},
	BookId, CallAuction, Clearing, ContinuousBook, DeliveryPeriod, Ecoin, MeteredVolumes,
	MeteringPointId, Moment, OrderId, OrderTerms, Participants, Permission, PriceTick, ProductId,
	Resolution, Role, Side, Vintage, Watt, Wh, ZoneId, ECOIN_ASSET, QUARTER_MS,
};
pub use joule_runtime::{
	AccountId, Assets, AssetsHolder, Billing, Ecoin as EcoinPallet, EnergyTrading, EvSettlement,
	Matching, Metering, Registry, Runtime, RuntimeCall, RuntimeEvent, RuntimeHoldReason,
	RuntimeOrigin, System, Timestamp,
};
pub use meters::{Meter, MeterKind};
pub use people::{
	home, issuer, meter_operator, named, operator, participant, sites, stranger, Person,
};
pub use polkadot_sdk::{
	frame_support::{assert_noop, assert_ok},
	sp_runtime::DispatchError,
};
pub use trading::{
	amend, ask, bid, cancel, clear, contracts_of, open_hour_products, open_month_product,
	open_product, orders, place_orders, settle_fully, MatchingError, TradingCall, TradingError,
	TradingEvent,
};
pub use transactions::{
	apply, block, check_for_pool, decode_with_last_list, dispatch, signed, signed_with_nonce,
	tx_extension,
};
