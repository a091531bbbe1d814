//! # The auditor
//!
//! Somebody who was not there recomputes the market. The auditor is given a [`Journal`]: what the
//! meters measured, which orders were placed when, what buyers and the operator said, and the rules
//! in a handful of numbers. From that alone, and from its own reading of the rules, it works out
//! every contract, every delivery and every balance. Whoever ran the market can compare.
//!
//! It shares nothing with the chain, neither code nor types, and where the chain is clever to be
//! fast, the auditor is plain to be right: it tries every price there is, adds up running sums, and
//! searches lists from the start.
//!
//! ## The rules, in its own words
//!
//! **Energy** is counted in Wh, a **price** in ticks, **ecoin** in units so small that Wh times
//! ticks is a number of units. Nothing is ever rounded but shares of energy.
//!
//! **A product** gathers orders until its gate closes. A bid locks its quantity at its limit, an ask
//! its quantity at the imbalance price. At gate closure every price is tried: those that trade the
//! most are kept, of these those that leave the least unmatched, and of these the middle one, rounded
//! down. Orders are filled from the best limit on; where the last limit can only be filled in part,
//! everyone there is given the same share. After each order, in the order of placing, what was given
//! so far is rounded up to a whole Wh, so that the shares add up.
//!
//! **Contracts**: lay what the batches of asks were filled with end to end, in the order of placing,
//! and the batches of bids beside them. Where two overlap, the one delivers to the other.
//!
//! **Delivery** is the least of what a seller sold, what its meter says that it exported in the
//! period, and the energy that it still has. A short delivery is spread over the seller's contracts
//! in proportion; after each one, what was spread so far is rounded down to a whole Wh.
//!
//! **Settlement** looks at a product's contracts three times: when delivery is due, at those that the
//! buyer or its meter confirms or that were ruled on; when the time for disputes is over, at those
//! not disputed; when the time for rulings is over, at the rest. For each Wh delivered the buyer pays
//! the clearing price; for each one missing the seller pays the buyer the imbalance price.
//!
//! **The spot market** serves the best price first, at equal prices the oldest offer, and each trade
//! is made at the price of the one that was there before.
//!
//! | file | what it holds |
//! |---|---|
//! | `journal` | what the auditor is given |
//! | `auction` | the price, the shares, the pairs |
//! | `forward` | a product from its first order to its last payment |
//! | `spot` | the spot market |
//! | `ledger` | who has what |
//! | [`billing`] | what each month costs, and who owes what for it: an auditor of its own |

#![warn(missing_docs)]

mod auction;
pub mod billing;
mod forward;
mod journal;
mod ledger;
mod spot;

pub use journal::{Account, Entry, Journal, Moment, Month, Order, Product, Rules, Side};
pub use ledger::Purse;

use forward::Market;
use ledger::Ledger;
use spot::Spot;
use std::collections::BTreeMap;

/// What the auditor found to be so at some moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audit {
	/// What each account has.
	pub purses: Vec<Purse>,
	/// The energy of each month that waits between seller and buyer, or on offer.
	pub escrow_wh: BTreeMap<Month, u64>,
	/// The price and the volume at which each product cleared that traded at all.
	pub clearings: BTreeMap<Product, (u32, u64)>,
	/// How many contracts were made, and how many of them are settled.
	pub contracts: (usize, usize),
	/// What each account sold and handed over.
	pub sold_wh: Vec<u64>,
	/// What each account bought and was handed.
	pub bought_wh: Vec<u64>,
}

/// Recomputes everything up to a moment, which is not before the last entry.
///
/// # Panics
///
/// Panics if the journal contradicts itself: an entry is earlier than the one before, or somebody
/// spends what the rules say it does not have.
pub fn audit(journal: &Journal, until: Moment) -> Audit {
	let mut ledger = Ledger::new(&journal.ecoin);
	let mut market = Market::new(journal.rules);
	let mut spot = Spot::new(journal.rules.most_spot_trades);
	let mut now = 0;
	for (at, entry) in &journal.entries {
		assert!(*at >= now, "the journal goes back in time");
		now = *at;
		market.let_time_pass(now, &mut ledger);
		if !spot.apply(entry, &mut ledger) {
			market.apply(entry, &mut ledger);
		}
	}
	assert!(until >= now, "the journal goes on after that");
	market.let_time_pass(until, &mut ledger);
	Audit {
		clearings: market.clearings(),
		contracts: market.count_contracts(),
		purses: ledger.purses,
		escrow_wh: ledger.escrow_wh,
		sold_wh: ledger.sold_wh,
		bought_wh: ledger.bought_wh,
	}
}
