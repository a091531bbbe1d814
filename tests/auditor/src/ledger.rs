//! Who has what.

use crate::journal::{Account, Month};
use std::collections::BTreeMap;

/// What an account has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Purse {
	/// Ecoin that it may spend.
	pub free: u128,
	/// Ecoin locked for bids and purchases on the forward market.
	pub locked_for_bids: u128,
	/// Ecoin locked for asks and sales on the forward market.
	pub locked_for_asks: u128,
	/// Ecoin locked for bids on the spot market.
	pub locked_for_spot: u128,
	/// Energy, by month.
	pub energy_wh: BTreeMap<Month, u64>,
}

/// A part of a purse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pocket {
	Free,
	Bids,
	Asks,
	Spot,
}

impl Purse {
	fn pocket(&mut self, pocket: Pocket) -> &mut u128 {
		match pocket {
			Pocket::Free => &mut self.free,
			Pocket::Bids => &mut self.locked_for_bids,
			Pocket::Asks => &mut self.locked_for_asks,
			Pocket::Spot => &mut self.locked_for_spot,
		}
	}
}

/// All purses, and the energy between them.
pub(crate) struct Ledger {
	pub purses: Vec<Purse>,
	pub escrow_wh: BTreeMap<Month, u64>,
	pub sold_wh: Vec<u64>,
	pub bought_wh: Vec<u64>,
}

impl Ledger {
	pub fn new(ecoin: &[u128]) -> Self {
		let purse = |free: &u128| Purse { free: *free, ..Purse::default() };
		Self {
			purses: ecoin.iter().map(purse).collect(),
			escrow_wh: BTreeMap::new(),
			sold_wh: vec![0; ecoin.len()],
			bought_wh: vec![0; ecoin.len()],
		}
	}

	/// Moves ecoin from a pocket to a pocket, of the same purse or another one's.
	pub fn pay(&mut self, from: (Account, Pocket), to: (Account, Pocket), amount: u128) {
		let source = self.purses[from.0].pocket(from.1);
		*source = source
			.checked_sub(amount)
			.unwrap_or_else(|| panic!("account {} has not {amount} in {:?}", from.0, from.1));
		*self.purses[to.0].pocket(to.1) += amount;
	}

	/// Energy that came into being at a meter.
	pub fn generate(&mut self, account: Account, month: Month, wh: u64) {
		*self.purses[account].energy_wh.entry(month).or_default() += wh;
	}

	/// The energy of a month that an account has.
	pub fn energy(&self, account: Account, month: Month) -> u64 {
		self.purses[account].energy_wh.get(&month).copied().unwrap_or_default()
	}

	/// Moves energy; `None` is the escrow.
	pub fn hand_over(&mut self, from: Option<Account>, to: Option<Account>, month: Month, wh: u64) {
		let source = self.stock(from, month);
		*source =
			source.checked_sub(wh).unwrap_or_else(|| panic!("{from:?} has not {wh} Wh of {month}"));
		*self.stock(to, month) += wh;
	}

	fn stock(&mut self, owner: Option<Account>, month: Month) -> &mut u64 {
		let stocks = match owner {
			Some(account) => &mut self.purses[account].energy_wh,
			None => &mut self.escrow_wh,
		};
		stocks.entry(month).or_default()
	}

	/// Notes a sale that was handed over.
	pub fn note_sale(&mut self, seller: Account, buyer: Account, wh: u64) {
		self.sold_wh[seller] += wh;
		self.bought_wh[buyer] += wh;
	}
}
