//! What a device sends, and what can come of it.

use crate::{
	market::{ContractId, OrderTerms, ProductId, Side},
	meter::reading::SignedReading,
};

/// The most readings, or orders, in a call.
pub const MAX_BATCH: usize = 100;

/// The most deliveries that are confirmed in a call.
pub const MAX_CONFIRMATIONS: usize = 10;

/// What a device sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Call {
	/// Readings, all of them or none.
	SubmitReadings(Vec<SignedReading>),
	/// Orders on one side of a product.
	PlaceOrders {
		/// The product.
		product: ProductId,
		/// The side.
		side: Side,
		/// The orders.
		orders: Vec<OrderTerms>,
	},
	/// The owner, as the buyer, confirms these deliveries, and has their contracts settled.
	ConfirmDeliveries(Vec<ContractId>),
	/// Nothing. It takes the next number of the account's transactions, so that whatever was sent with
	/// that number before either counts by then or never will.
	Fence,
}

/// What came of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
	/// It did what it should, in this final block.
	Done {
		/// The number of the block.
		block: u64,
	},
	/// It is certain that it changed nothing, for this reason.
	Failed(String),
	/// It may count or not: the chain was out of reach.
	Unknown,
}
