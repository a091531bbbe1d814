//! What trading was good for.

use super::tariff::Tariff;
use crate::{
	calendar::Month,
	market::{Contract, Side},
	units::{PriceTick, Wh},
};
use serde::Serialize;

/// What was traded in a month, and what that saved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Saving {
	/// What was bought and delivered.
	pub bought_wh: Wh,
	/// What was sold and delivered.
	pub sold_wh: Wh,
	/// What that saved against the tariff and earned above what feeding in pays, in units of ecoin. Below
	/// zero if it would have been better to leave it.
	pub saved: i128,
}

/// What the contracts of a month that were settled were good for. `drawn_wh` is what the meters drew in
/// that month: what was bought comes off its dearest blocks.
pub fn in_month(
	contracts: &[Contract],
	month: Month,
	drawn_wh: Wh,
	tariff: &Tariff,
	feed_in: PriceTick,
) -> Saving {
	let mut saving = Saving::default();
	let period = month.period();
	let settled = contracts
		.iter()
		.filter(|contract| (period.start..period.end).contains(&contract.period.start));
	for contract in settled {
		let Some(delivered_wh) = contract.delivered_wh else { continue };
		let paid = (delivered_wh * contract.price).0 as i128;
		match contract.side {
			Side::Bid => {
				saving.bought_wh = saving.bought_wh.saturating_add(delivered_wh);
				saving.saved -= paid;
			}
			Side::Ask => {
				saving.sold_wh = saving.sold_wh.saturating_add(delivered_wh);
				saving.saved += paid - (delivered_wh * feed_in).0 as i128;
			}
		}
	}
	for slice in tariff.avoided(month, drawn_wh, saving.bought_wh) {
		saving.saved += (slice.energy_wh * slice.price).0 as i128;
	}
	saving
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		calendar::{Period, HOUR_MS},
		market::ContractId,
	};

	/// 2026-11-10 12:00 in Korea.
	const NOON: u64 = 1_793_458_800_000 + (9 * 24 + 12) * HOUR_MS;
	const NOVEMBER: Month = Month { year: 2026, month: 11 };

	fn contract(side: Side, delivered_wh: Option<u64>, ticks: u32) -> Contract {
		Contract {
			id: ContractId { product: 1, index: 0 },
			period: Period { start: NOON, end: NOON + HOUR_MS },
			side,
			quantity_wh: Wh(1_000),
			price: PriceTick(ticks),
			delivered_wh: delivered_wh.map(Wh),
			awaits_buyer: false,
		}
	}

	fn saving(contracts: &[Contract], drawn_wh: u64) -> Saving {
		in_month(contracts, NOVEMBER, Wh(drawn_wh), &Tariff::Flat(200.0), PriceTick(800))
	}

	#[test]
	fn buying_below_the_tariff_and_selling_above_the_feed_in_price_saves() {
		let bought = saving(&[contract(Side::Bid, Some(1_000), 1_500)], 5_000);
		assert_eq!((bought.bought_wh, bought.saved), (Wh(1_000), 1_000 * 500));
		let sold = saving(&[contract(Side::Ask, Some(600), 1_500)], 0);
		assert_eq!((sold.sold_wh, sold.saved), (Wh(600), 600 * 700));
	}

	#[test]
	fn what_was_bought_and_not_needed_is_a_loss() {
		let saving = saving(&[contract(Side::Bid, Some(1_000), 1_500)], 400);
		assert_eq!(saving.saved, 400 * 2_000 - 1_000 * 1_500);
	}

	#[test]
	fn what_is_not_settled_or_of_another_month_does_not_count() {
		let open = contract(Side::Bid, None, 1_500);
		let other = contract(Side::Bid, Some(1_000), 1_500);
		let period = Period { start: NOVEMBER.period().end, end: NOVEMBER.period().end + HOUR_MS };
		assert_eq!(saving(&[open, Contract { period, ..other }], 5_000), Saving::default());
	}
}
