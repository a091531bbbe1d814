//! The forward market: a product from its first order to its last payment.

use crate::{
	auction::{clear, pairs, shares},
	journal::{Account, Entry, Moment, Month, Order, Product, Rules, Side},
	ledger::{Ledger, Pocket},
};
use std::collections::{BTreeMap, BTreeSet};

/// What is due at some time, without anybody asking for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Due {
	GateClosure,
	/// Payment of what is confirmed by then.
	Confirmed,
	/// Payment of what is undisputed by then.
	Undisputed,
	/// Payment of all the rest.
	All,
}

#[derive(Clone, Debug)]
struct Batch {
	account: Account,
	orders: Vec<Order>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
	Agreed,
	Confirmed,
	Disputed,
	Ruled { accepted_wh: u64 },
	Settled,
}

#[derive(Clone, Debug)]
struct Contract {
	seller: Account,
	buyer: Account,
	wh: u64,
	state: State,
}

#[derive(Clone, Debug)]
struct Book {
	month: Month,
	starts_at: Moment,
	ends_at: Moment,
	imbalance_price: u32,
	bids: Vec<Batch>,
	asks: Vec<Batch>,
	/// The clearing price, once the gate is closed; zero if nothing traded.
	price: u32,
	contracts: Vec<Contract>,
	/// What each seller delivered, once that is established.
	delivered_wh: BTreeMap<Account, u64>,
}

/// Cumulative import and export at the instants of an account's readings.
type Readings = BTreeMap<Moment, (u64, u64)>;

pub(crate) struct Market {
	rules: Rules,
	books: BTreeMap<Product, Book>,
	agenda: BTreeSet<(Moment, Due, Product)>,
	meters: BTreeMap<Account, Readings>,
}

impl Market {
	pub fn new(rules: Rules) -> Self {
		Self { rules, books: BTreeMap::new(), agenda: BTreeSet::new(), meters: BTreeMap::new() }
	}

	pub fn clearings(&self) -> BTreeMap<Product, (u32, u64)> {
		self.books
			.iter()
			.filter(|(_, book)| !book.contracts.is_empty())
			.map(|(product, book)| {
				(*product, (book.price, book.contracts.iter().map(|contract| contract.wh).sum()))
			})
			.collect()
	}

	/// How many contracts there are, and how many of them are settled.
	pub fn count_contracts(&self) -> (usize, usize) {
		let all = || self.books.values().flat_map(|book| &book.contracts);
		(all().count(), all().filter(|contract| contract.state == State::Settled).count())
	}

	/// Does all that is due by now, in the order of time.
	pub fn let_time_pass(&mut self, now: Moment, ledger: &mut Ledger) {
		while let Some(next) = self.agenda.first().copied().filter(|next| next.0 <= now) {
			self.agenda.remove(&next);
			let (_, due, product) = next;
			match due {
				Due::GateClosure => self.close_gate(product, ledger),
				due => self.pay_all(product, due, ledger),
			}
		}
	}

	/// Does what an entry of the journal says.
	pub fn apply(&mut self, entry: &Entry, ledger: &mut Ledger) {
		match entry {
			Entry::ProductOpened {
				product,
				month,
				starts_at,
				ends_at,
				closes_at,
				imbalance_price,
			} => {
				self.agenda.insert((*closes_at, Due::GateClosure, *product));
				let book = Book {
					month: *month,
					starts_at: *starts_at,
					ends_at: *ends_at,
					imbalance_price: *imbalance_price,
					bids: Vec::new(),
					asks: Vec::new(),
					price: 0,
					contracts: Vec::new(),
					delivered_wh: BTreeMap::new(),
				};
				assert!(self.books.insert(*product, book).is_none(), "product {product} twice");
			}
			Entry::MeterRead { account, month, measured_at, imported_wh, exported_wh } => {
				ledger.generate(*account, *month, *exported_wh);
				let readings = self.meters.entry(*account).or_default();
				let (imported, exported) =
					readings.last_key_value().map(|(_, total)| *total).unwrap_or_default();
				readings.insert(*measured_at, (imported + imported_wh, exported + exported_wh));
			}
			Entry::OrdersPlaced { product, side, account, orders } => {
				let book = self.book(*product);
				for order in orders {
					lock(*account, book.cover(*side, order), *side, ledger);
				}
				let batch = Batch { account: *account, orders: orders.clone() };
				book.side_mut(*side).push(batch);
			}
			Entry::OrderChanged { product, side, batch, index, terms } => {
				let book = self.book(*product);
				let place = &mut book.side_mut(*side)[*batch];
				let account = place.account;
				let old = std::mem::replace(&mut place.orders[*index], *terms);
				unlock(account, book.cover(*side, &old), *side, ledger);
				lock(account, book.cover(*side, terms), *side, ledger);
			}
			Entry::DeliveryEstablished { product, seller } => {
				let exported = self.metered(*seller, *product).map(|volume| volume.1);
				let exported = exported.expect("a delivery is established by readings");
				self.book(*product).deliver(*seller, exported, ledger);
			}
			Entry::Confirmed { product, contract } => {
				self.answer(*product, *contract, State::Confirmed);
			}
			Entry::Disputed { product, contract } => {
				self.answer(*product, *contract, State::Disputed);
			}
			Entry::Ruled { product, contract, accepted_wh } => {
				let contract = &mut self.book(*product).contracts[*contract];
				assert_eq!(contract.state, State::Disputed, "a ruling without a dispute");
				contract.state = State::Ruled { accepted_wh: *accepted_wh };
			}
			Entry::SettlementAsked { product, contract } => {
				self.book(*product).settle(*contract, ledger);
			}
			Entry::SpotPlaced { .. } | Entry::SpotTaken { .. } | Entry::SpotWithdrawn { .. } => {
				unreachable!("the spot market's")
			}
		}
	}

	fn book(&mut self, product: Product) -> &mut Book {
		self.books.get_mut(&product).unwrap_or_else(|| panic!("there is no product {product}"))
	}

	fn answer(&mut self, product: Product, contract: usize, state: State) {
		let contract = &mut self.book(product).contracts[contract];
		assert_eq!(contract.state, State::Agreed, "a contract is answered once");
		contract.state = state;
	}

	/// What an account's meter measured during a product's period: import and export.
	fn metered(&self, account: Account, product: Product) -> Option<(u64, u64)> {
		let book = &self.books[&product];
		let readings = self.meters.get(&account)?;
		let (from, to) = (readings.get(&book.starts_at)?, readings.get(&book.ends_at)?);
		Some((to.0 - from.0, to.1 - from.1))
	}

	/// Finds the price, makes the contracts, and unlocks what they do not need.
	fn close_gate(&mut self, product: Product, ledger: &mut Ledger) {
		let highest_limit = self.rules.highest_limit;
		let book = self.book(product);
		let (bids, asks) = (all_orders(&book.bids), all_orders(&book.asks));
		let (price, volume) = clear(&bids, &asks, highest_limit).unwrap_or((0, 0));
		book.price = price;
		let bought = filled(&book.bids, &shares(Side::Buy, &bids, volume));
		let sold = filled(&book.asks, &shares(Side::Sell, &asks, volume));

		for (batch, wh) in book.bids.iter().zip(&bought) {
			let locked = locked(book, Side::Buy, batch);
			unlock(batch.account, locked - value(*wh, price), Side::Buy, ledger);
		}
		for (batch, wh) in book.asks.iter().zip(&sold) {
			let locked = locked(book, Side::Sell, batch);
			unlock(batch.account, locked - value(*wh, book.imbalance_price), Side::Sell, ledger);
		}
		for (ask, bid, wh) in pairs(&sold, &bought) {
			let (seller, buyer) = (book.asks[ask].account, book.bids[bid].account);
			book.contracts.push(Contract { seller, buyer, wh, state: State::Agreed });
		}

		let due = book.ends_at + self.rules.delivery_grace_ms;
		let undisputed = due + self.rules.dispute_window_ms;
		let all = undisputed + self.rules.ruling_window_ms;
		self.agenda.extend([
			(due, Due::Confirmed, product),
			(undisputed, Due::Undisputed, product),
			(all, Due::All, product),
		]);
	}

	/// Settles the contracts of a product that are ready.
	fn pay_all(&mut self, product: Product, due: Due, ledger: &mut Ledger) {
		let count = self.books[&product].contracts.len();
		for index in 0..count {
			let Contract { seller, buyer, state, .. } = self.books[&product].contracts[index];
			if state == State::Settled {
				continue;
			}
			// Delivery is due: without readings, nothing was delivered.
			let exported = self.metered(seller, product).map_or(0, |volume| volume.1);
			self.book(product).deliver(seller, exported, ledger);
			let is_ready = match state {
				State::Confirmed | State::Ruled { .. } => true,
				State::Agreed => due >= Due::Undisputed || self.drew_what_it_bought(buyer, product),
				State::Disputed => due == Due::All,
				State::Settled => false,
			};
			if is_ready {
				self.book(product).settle(index, ledger);
			}
		}
	}

	/// Whether a buyer's meter says that all it bought arrived.
	fn drew_what_it_bought(&self, buyer: Account, product: Product) -> bool {
		let contracts = self.books[&product].contracts.iter();
		let bought: u64 = contracts.filter(|it| it.buyer == buyer).map(|it| it.wh).sum();
		self.metered(buyer, product).is_some_and(|(imported, _)| imported >= bought)
	}
}

impl Book {
	fn side_mut(&mut self, side: Side) -> &mut Vec<Batch> {
		match side {
			Side::Buy => &mut self.bids,
			Side::Sell => &mut self.asks,
		}
	}

	/// What is locked for an order.
	fn cover(&self, side: Side, order: &Order) -> u128 {
		match side {
			Side::Buy => value(order.wh, order.limit),
			Side::Sell => value(order.wh, self.imbalance_price),
		}
	}

	/// Moves what a seller delivers into escrow, once.
	fn deliver(&mut self, seller: Account, exported_wh: u64, ledger: &mut Ledger) {
		if self.delivered_wh.contains_key(&seller) {
			return;
		}
		let has_wh = ledger.energy(seller, self.month);
		let delivered_wh = self.sold_by(seller).min(exported_wh).min(has_wh);
		ledger.hand_over(Some(seller), None, self.month, delivered_wh);
		self.delivered_wh.insert(seller, delivered_wh);
	}

	fn sold_by(&self, seller: Account) -> u64 {
		self.contracts.iter().filter(|it| it.seller == seller).map(|it| it.wh).sum()
	}

	/// What of a delivery goes to one contract.
	fn part_of(&self, index: usize) -> u64 {
		let contract = &self.contracts[index];
		let (sold, delivered) =
			(self.sold_by(contract.seller), self.delivered_wh[&contract.seller]);
		let earlier = self.contracts[..index].iter();
		let before: u64 = earlier.filter(|it| it.seller == contract.seller).map(|it| it.wh).sum();
		let spread =
			|upto: u64| (u128::from(upto) * u128::from(delivered) / u128::from(sold)) as u64;
		spread(before + contract.wh) - spread(before)
	}

	/// Pays one contract and hands the energy over.
	fn settle(&mut self, index: usize, ledger: &mut Ledger) {
		let part_wh = self.part_of(index);
		let (price, imbalance_price, month) = (self.price, self.imbalance_price, self.month);
		let contract = &mut self.contracts[index];
		let (seller, buyer) = (contract.seller, contract.buyer);
		let accepted_wh = match std::mem::replace(&mut contract.state, State::Settled) {
			State::Ruled { accepted_wh } => accepted_wh,
			State::Settled => panic!("a contract is settled once"),
			_ => part_wh,
		};
		assert!(accepted_wh <= part_wh, "a ruling above what was delivered");
		let missing_wh = contract.wh - accepted_wh;

		let (bids, asks) = ((buyer, Pocket::Bids), (seller, Pocket::Asks));
		let (buyer_free, seller_free) = ((buyer, Pocket::Free), (seller, Pocket::Free));
		ledger.pay(bids, seller_free, value(accepted_wh, price));
		ledger.pay(bids, buyer_free, value(missing_wh, price));
		ledger.pay(asks, buyer_free, value(missing_wh, imbalance_price));
		ledger.pay(asks, seller_free, value(accepted_wh, imbalance_price));
		ledger.hand_over(None, Some(buyer), month, accepted_wh);
		ledger.hand_over(None, Some(seller), month, part_wh - accepted_wh);
		ledger.note_sale(seller, buyer, accepted_wh);
	}
}

/// All orders of a side, in the order of placing.
fn all_orders(batches: &[Batch]) -> Vec<Order> {
	batches.iter().flat_map(|batch| batch.orders.iter().copied()).collect()
}

/// What each batch was filled with, from what its orders were.
fn filled(batches: &[Batch], shares: &[u64]) -> Vec<u64> {
	let mut shares = shares.iter();
	batches.iter().map(|batch| shares.by_ref().take(batch.orders.len()).sum()).collect()
}

/// What is locked for a batch.
fn locked(book: &Book, side: Side, batch: &Batch) -> u128 {
	batch.orders.iter().map(|order| book.cover(side, order)).sum()
}

fn pocket(side: Side) -> Pocket {
	match side {
		Side::Buy => Pocket::Bids,
		Side::Sell => Pocket::Asks,
	}
}

fn lock(account: Account, amount: u128, side: Side, ledger: &mut Ledger) {
	ledger.pay((account, Pocket::Free), (account, pocket(side)), amount);
}

fn unlock(account: Account, amount: u128, side: Side, ledger: &mut Ledger) {
	ledger.pay((account, pocket(side)), (account, Pocket::Free), amount);
}

fn value(wh: u64, price: u32) -> u128 {
	u128::from(wh) * u128::from(price)
}
