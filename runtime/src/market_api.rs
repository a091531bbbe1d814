//! The market as a light client sees it.
//!
//! Versioned: a change that clients would notice raises the number in `api_version`. All of it only
//! reads. Energy is in Wh, prices in ticks of 0.1 KRW/kWh, instants in ms since the Unix epoch.

use alloc::vec::Vec;
use codec::{Codec, Decode, Encode};
use joule_primitives::{
	BookId, BookOrderId, Clearing, DeliveryPeriod, Moment, OrderId, OrderTerms, PriceTick,
	ProductId, Side, Wh, ZoneId,
};
use pallet_energy_trading::{ContractIndex, ContractState, Product};
use pallet_registry::SendingLimits;
use polkadot_sdk::sp_api;
use scale_info::TypeInfo;

/// A product and its number.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ProductView {
	/// Its number.
	pub id: ProductId,
	/// The product.
	pub product: Product,
	/// Its clearing, once its gate has closed.
	pub clearing: Option<Clearing>,
}

/// An order on the forward market.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct OrderView {
	/// In which product.
	pub product: ProductId,
	/// Where it stands.
	pub order: OrderId,
	/// What it asks for. Cancelled orders are left out.
	pub terms: OrderTerms,
}

/// A contract of an account.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ContractView<AccountId> {
	/// In which product.
	pub product: ProductId,
	/// Its number in the product.
	pub contract: ContractIndex,
	/// Who delivers.
	pub seller: AccountId,
	/// Who is delivered to, and pays.
	pub buyer: AccountId,
	/// How much.
	pub quantity_wh: Wh,
	/// The clearing price.
	pub price: PriceTick,
	/// How far it has come.
	pub state: ContractState,
}

/// Which offers to list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub enum OfferStatus {
	/// At rest in the book.
	Open,
	/// Taken, in whole or in part: one line a trade.
	Traded,
	/// Withdrawn by the owner.
	Withdrawn,
}

/// An offer on the spot market, as in the MultiChain pilot's `exchange_list`.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct OfferView<AccountId> {
	/// The resting order.
	pub order: BookOrderId,
	/// Its status.
	pub status: OfferStatus,
	/// Its zone and month.
	pub book: BookId,
	/// Who sells, if anyone yet.
	pub seller: Option<AccountId>,
	/// Who buys, if anyone yet.
	pub buyer: Option<AccountId>,
	/// The price.
	pub price: PriceTick,
	/// How much: what is left of an open offer, what changed hands in a trade.
	pub quantity_wh: Wh,
	/// When it was traded or withdrawn.
	pub at: Option<Moment>,
}

/// What an account's meters measured in a period; `None` while readings are missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct VolumeView {
	/// Fed into the grid.
	pub exported_wh: Option<Wh>,
	/// Drawn from the grid.
	pub imported_wh: Option<Wh>,
}

/// The market in figures, for monitoring. Products are looked at from the newest on, offers in any
/// order, up to the bounds in [`views`](crate::views): what lies beyond them is not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct MarketStatistics {
	/// The time of the block.
	pub now: Moment,
	/// Products whose gate is open.
	pub open_products: u32,
	/// Batches of orders placed in them, with those cancelled since.
	pub open_batches: u64,
	/// What their bids ask for.
	pub open_bids_wh: Wh,
	/// What their asks offer.
	pub open_asks_wh: Wh,
	/// Products whose gate has closed and that are not cleared yet.
	pub uncleared_products: u32,
	/// When the first gate closes, or closed, of all products not cleared yet.
	pub next_gate: Option<Moment>,
	/// Contracts made in products not pruned yet.
	pub contracts: u64,
	/// Those of them that are not settled yet.
	pub unsettled_contracts: u64,
	/// Products with steps to take now that wait for their turn.
	pub queued_products: u64,
	/// Offers at rest on the spot market.
	pub resting_offers: u32,
	/// How often a spot offer was traded or withdrawn since the genesis.
	pub spot_outcomes: u64,
}

sp_api::decl_runtime_apis! {
	/// The market as a light client sees it.
	#[api_version(2)]
	pub trait MarketApi<AccountId> where AccountId: Codec {
		/// The products of a zone, or of all zones.
		fn products(zone: Option<ZoneId>) -> Vec<ProductView>;

		/// The clearing of a product, once its gate has closed.
		fn clearing(product: ProductId) -> Option<Clearing>;

		/// What is asked for at each limit on one side of a product, best first.
		fn auction_depth(product: ProductId, side: Side, levels: u32) -> Vec<(PriceTick, Wh)>;

		/// What rests at each price on one side of a spot book, best first.
		fn spot_depth(book: BookId, side: Side, levels: u32) -> Vec<(PriceTick, Wh)>;

		/// An account's orders on the forward market.
		fn orders(who: AccountId) -> Vec<OrderView>;

		/// An account's contracts.
		fn contracts(who: AccountId) -> Vec<ContractView<AccountId>>;

		/// How much of the chain an account may still use; `None` for a stranger.
		fn limits(who: AccountId) -> Option<SendingLimits>;

		/// Offers on the spot market by status, seller and buyer, at most 1,000, newest first.
		fn offers(
			status: OfferStatus,
			seller: Option<AccountId>,
			buyer: Option<AccountId>,
		) -> Vec<OfferView<AccountId>>;

		/// What an account's meters in a zone measured in a period.
		fn metered_volume(who: AccountId, zone: ZoneId, period: DeliveryPeriod) -> VolumeView;

		/// The market in figures, for monitoring. Since version 2.
		fn statistics() -> MarketStatistics;
	}
}
