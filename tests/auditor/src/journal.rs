//! What the auditor is given: plain numbers in the order of time.

/// An account, by its place in the list of accounts.
pub type Account = usize;

/// The number of a product.
pub type Product = u32;

/// A month as YYYYMM.
pub type Month = u32;

/// An instant in milliseconds.
pub type Moment = u64;

/// The side that somebody is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
	/// Wants to buy.
	Buy,
	/// Wants to sell.
	Sell,
}

/// A quantity at a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
	/// The worst price that is accepted, in ticks.
	pub limit: u32,
	/// The quantity in Wh. Zero once the order was cancelled.
	pub wh: u64,
}

/// The rules that are numbers.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
	/// The highest limit on the forward market; the lowest is 1.
	pub highest_limit: u32,
	/// From the end of a delivery period until delivery is due.
	pub delivery_grace_ms: Moment,
	/// From then on, how long a buyer can dispute.
	pub dispute_window_ms: Moment,
	/// From then on, how long the operator can rule.
	pub ruling_window_ms: Moment,
	/// The most resting orders that one spot order trades with.
	pub most_spot_trades: usize,
}

/// All that happened.
#[derive(Clone, Debug)]
pub struct Journal {
	/// The rules.
	pub rules: Rules,
	/// What ecoin each account had at the beginning.
	pub ecoin: Vec<u128>,
	/// What happened when, in the order of time.
	pub entries: Vec<(Moment, Entry)>,
}

/// Something that happened. Only what the market accepted is in the journal.
#[derive(Clone, Debug)]
pub enum Entry {
	/// A product was opened.
	ProductOpened {
		/// Its number.
		product: Product,
		/// The month in which it is delivered.
		month: Month,
		/// When delivery begins.
		starts_at: Moment,
		/// When delivery ends.
		ends_at: Moment,
		/// When the gate closes.
		closes_at: Moment,
		/// What a Wh costs that was sold and not delivered, in ticks.
		imbalance_price: u32,
	},
	/// A meter was read.
	MeterRead {
		/// Whose it is.
		account: Account,
		/// The month since the last reading.
		month: Month,
		/// When it was read.
		measured_at: Moment,
		/// What flowed in since the last reading.
		imported_wh: u64,
		/// What flowed out since the last reading.
		exported_wh: u64,
	},
	/// A batch of orders was placed.
	OrdersPlaced {
		/// In which product.
		product: Product,
		/// On which side.
		side: Side,
		/// By whom.
		account: Account,
		/// The orders.
		orders: Vec<Order>,
	},
	/// An order was given other terms, or cancelled, if the quantity is zero.
	OrderChanged {
		/// In which product.
		product: Product,
		/// On which side.
		side: Side,
		/// Which batch of that side, by time of placing.
		batch: usize,
		/// Which order of that batch.
		index: usize,
		/// The new terms.
		terms: Order,
	},
	/// A seller had its delivery established.
	DeliveryEstablished {
		/// In which product.
		product: Product,
		/// Whose.
		seller: Account,
	},
	/// The buyer confirmed a contract.
	Confirmed {
		/// In which product.
		product: Product,
		/// Which contract, by time of being made.
		contract: usize,
	},
	/// The buyer disputed a contract.
	Disputed {
		/// In which product.
		product: Product,
		/// Which contract.
		contract: usize,
	},
	/// The operator ruled on a dispute.
	Ruled {
		/// In which product.
		product: Product,
		/// Which contract.
		contract: usize,
		/// What counts as delivered.
		accepted_wh: u64,
	},
	/// Somebody had a contract settled that was ready for it.
	SettlementAsked {
		/// In which product.
		product: Product,
		/// Which contract.
		contract: usize,
	},
	/// An order came to the spot market.
	SpotPlaced {
		/// The month of the energy.
		month: Month,
		/// On which side.
		side: Side,
		/// By whom.
		account: Account,
		/// What is wanted.
		terms: Order,
		/// Whether what finds no match stays as an offer.
		stays: bool,
	},
	/// Somebody took all or part of an offer.
	SpotTaken {
		/// Who.
		account: Account,
		/// Which offer, by time of coming to stay.
		offer: u64,
		/// How much of it.
		wh: u64,
	},
	/// The owner withdrew an offer.
	SpotWithdrawn {
		/// Which offer.
		offer: u64,
	},
}
