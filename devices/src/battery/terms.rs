//! What it is worth in a period that so much flows at the meter.
//!
//! | what flows | what a Wh of it is worth |
//! |---|---|
//! | drawn, up to what was bought | nothing more: it is paid for |
//! | drawn besides | it costs what the market or the grid takes |
//! | fed in, up to what was sold | its price, and that the imbalance price is not due |
//! | fed in besides | it brings what the market or the grid pays |

use crate::{
	calendar::Period,
	units::{NetWh, PriceTick, Wh},
};

/// What is known of a period to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
	/// The period.
	pub period: Period,
	/// What would flow at the meter without the battery.
	pub load: NetWh,
	/// What was bought for it.
	pub bought_wh: Wh,
	/// What was sold in it.
	pub sold_wh: Wh,
	/// What it is worth to deliver a Wh that was sold: its price, and the imbalance price that is not due.
	pub sold_price: PriceTick,
	/// What a Wh costs that is drawn besides.
	pub draw_price: PriceTick,
	/// What a Wh brings that is fed in besides.
	pub feed_price: PriceTick,
}

impl Terms {
	/// What such a flow is worth, in units of ecoin: below zero if it costs.
	pub fn worth(&self, flow: NetWh) -> i128 {
		let money = |energy: Wh, price: PriceTick| (energy * price).0 as i128;
		let (drawn, fed_in) = (flow.drawn(), flow.fed_in());
		let besides = fed_in.saturating_sub(self.sold_wh);
		money(fed_in.min(self.sold_wh), self.sold_price) + money(besides, self.feed_price)
			- money(drawn.saturating_sub(self.bought_wh), self.draw_price)
	}
}

#[cfg(test)]
pub mod tests {
	use super::*;
	use crate::{calendar::HOUR_MS, units::Moment};

	/// An hour in which the grid takes 200 KRW/kWh and pays 80, and nothing is contracted.
	pub fn hour(number: Moment, load: i64) -> Terms {
		let start = number * HOUR_MS;
		Terms {
			period: Period { start, end: start + HOUR_MS },
			load: NetWh(load),
			bought_wh: Wh(0),
			sold_wh: Wh(0),
			sold_price: PriceTick(0),
			draw_price: PriceTick(2_000),
			feed_price: PriceTick(800),
		}
	}

	#[test]
	fn what_was_bought_is_paid_for_and_what_was_sold_has_to_be_there() {
		let bought = Terms { bought_wh: Wh(300), ..hour(0, 0) };
		assert_eq!([0, 300, 400].map(|drawn| bought.worth(NetWh(drawn))), [0, 0, -200_000]);
		let sold = Terms { sold_wh: Wh(300), sold_price: PriceTick(3_000), ..hour(0, 0) };
		let worth = [0, -300, -400, 100].map(|flow| sold.worth(NetWh(flow)));
		assert_eq!(worth, [0, 900_000, 980_000, -200_000]);
	}
}
