//! The spot market: a list of offers, searched from the start.

use crate::{
	journal::{Account, Entry, Month, Side},
	ledger::{Ledger, Pocket},
};

struct Offer {
	number: u64,
	month: Month,
	side: Side,
	account: Account,
	price: u32,
	left_wh: u64,
}

pub(crate) struct Spot {
	most_trades: usize,
	offers: Vec<Offer>,
	next_number: u64,
}

impl Spot {
	pub fn new(most_trades: usize) -> Self {
		Self { most_trades, offers: Vec::new(), next_number: 0 }
	}

	/// Whether the entry was about the spot market; if so, it is done.
	pub fn apply(&mut self, entry: &Entry, ledger: &mut Ledger) -> bool {
		match entry {
			Entry::SpotPlaced { month, side, account, terms, stays } => {
				let offer = Offer {
					number: self.next_number,
					month: *month,
					side: *side,
					account: *account,
					price: terms.limit,
					left_wh: terms.wh,
				};
				self.place(offer, *stays, ledger);
			}
			Entry::SpotTaken { account, offer, wh } => {
				let place = self.place_of(*offer);
				self.trade(place, *account, *wh, ledger);
			}
			Entry::SpotWithdrawn { offer } => {
				let place = self.place_of(*offer);
				let offer = self.offers.remove(place);
				unlock(&offer, ledger);
			}
			_ => return false,
		}
		true
	}

	fn place(&mut self, mut order: Offer, stays: bool, ledger: &mut Ledger) {
		for _ in 0..self.most_trades {
			let Some(place) = self.best_for(&order).filter(|_| order.left_wh > 0) else { break };
			let wh = order.left_wh.min(self.offers[place].left_wh);
			order.left_wh -= wh;
			self.trade(place, order.account, wh, ledger);
		}
		if stays && order.left_wh > 0 && self.best_for(&order).is_none() {
			match order.side {
				Side::Buy => ledger.pay(
					(order.account, Pocket::Free),
					(order.account, Pocket::Spot),
					value(order.left_wh, order.price),
				),
				Side::Sell => {
					ledger.hand_over(Some(order.account), None, order.month, order.left_wh)
				}
			}
			self.next_number += 1;
			self.offers.push(order);
		}
	}

	/// Where the offer stands that an order trades with first: the best price, then the oldest.
	fn best_for(&self, order: &Offer) -> Option<usize> {
		let matches = |offer: &Offer| {
			offer.month == order.month
				&& match (order.side, offer.side) {
					(Side::Buy, Side::Sell) => offer.price <= order.price,
					(Side::Sell, Side::Buy) => offer.price >= order.price,
					_ => false,
				}
		};
		let rank = |offer: &Offer| match offer.side {
			Side::Sell => (i64::from(offer.price), offer.number),
			Side::Buy => (-i64::from(offer.price), offer.number),
		};
		(0..self.offers.len())
			.filter(|place| matches(&self.offers[*place]))
			.min_by_key(|place| rank(&self.offers[*place]))
	}

	/// Trades with an offer, which goes when nothing is left of it.
	fn trade(&mut self, place: usize, taker: Account, wh: u64, ledger: &mut Ledger) {
		let offer = &mut self.offers[place];
		assert!(offer.account != taker, "account {taker} trades with itself");
		assert!(offer.left_wh >= wh, "offer {} has not {wh} Wh left", offer.number);
		offer.left_wh -= wh;
		let (owner, month, paid) = (offer.account, offer.month, value(wh, offer.price));
		match offer.side {
			Side::Sell => {
				ledger.pay((taker, Pocket::Free), (owner, Pocket::Free), paid);
				ledger.hand_over(None, Some(taker), month, wh);
				ledger.note_sale(owner, taker, wh);
			}
			Side::Buy => {
				ledger.pay((owner, Pocket::Spot), (taker, Pocket::Free), paid);
				ledger.hand_over(Some(taker), Some(owner), month, wh);
				ledger.note_sale(taker, owner, wh);
			}
		}
		if offer.left_wh == 0 {
			self.offers.remove(place);
		}
	}

	fn place_of(&self, number: u64) -> usize {
		self.offers
			.iter()
			.position(|offer| offer.number == number)
			.unwrap_or_else(|| panic!("there is no offer {number}"))
	}
}

/// Gives back what was locked for what is left of an offer.
fn unlock(offer: &Offer, ledger: &mut Ledger) {
	let account = offer.account;
	match offer.side {
		Side::Buy => ledger.pay(
			(account, Pocket::Spot),
			(account, Pocket::Free),
			value(offer.left_wh, offer.price),
		),
		Side::Sell => ledger.hand_over(None, Some(account), offer.month, offer.left_wh),
	}
}

fn value(wh: u64, price: u32) -> u128 {
	u128::from(wh) * u128::from(price)
}
