//! What the grid charges for a month of electricity.
//!
//! Under a tariff of rising blocks the dearest kWh of a household are its last ones, and what it buys from a
//! neighbour comes off those. What a purchase is worth is therefore what the tariff asks for the block that
//! it avoids, with all that is put on top.

use crate::{
	calendar::Month,
	units::{PriceTick, Wh},
};
use serde::Deserialize;

const TICKS_PER_KRW: f64 = 10.0;

/// A tariff.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tariff {
	/// KEPCO's residential tariff at low voltage: 120.0, 214.6 and 307.3 KRW/kWh.
	ResidentialLowVoltage,
	/// KEPCO's residential tariff at high voltage, as of flats: 105.0, 174.0 and 242.3 KRW/kWh.
	ResidentialHighVoltage,
	/// One price for every kWh, all included, in KRW.
	Flat(f64),
}

/// A part of a month's consumption that costs the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slice {
	/// How much.
	pub energy_wh: Wh,
	/// What a kWh of it costs, with what is put on top.
	pub price: PriceTick,
}

/// On every kWh come 9.0 KRW for the climate and 5.0 for the price of fuel, in ticks.
const SURCHARGE_TICKS: u64 = 90 + 50;

/// On all charges come 10 % value added tax and the levy of 2.7 % for the power industry's fund.
const TAXES_PERMILLE: u64 = 100 + 27;

/// In July and August blocks are wider.
const SUMMER: [u32; 2] = [7, 8];

/// In these months whatever is drawn beyond 1,000 kWh is dearest.
const PEAK_SEASONS: [u32; 5] = [7, 8, 12, 1, 2];

const SUPER_USER_TICKS: u64 = 7_362;

impl Tariff {
	/// What a month's consumption consists of, cheapest block first.
	pub fn slices(&self, month: Month, consumption_wh: Wh) -> Vec<Slice> {
		let mut slices = Vec::new();
		let mut from_wh = 0;
		for (end_wh, price) in self.blocks(month) {
			let energy_wh = consumption_wh.0.min(end_wh).saturating_sub(from_wh);
			if energy_wh > 0 {
				slices.push(Slice { energy_wh: Wh(energy_wh), price });
			}
			from_wh = end_wh;
		}
		slices
	}

	/// What a household no longer pays if it draws so much less of so much, dearest first.
	pub fn avoided(&self, month: Month, consumption_wh: Wh, less_wh: Wh) -> Vec<Slice> {
		let mut rest_wh = less_wh;
		let mut avoided = Vec::new();
		for slice in self.slices(month, consumption_wh).into_iter().rev() {
			let energy_wh = slice.energy_wh.min(rest_wh);
			if energy_wh > Wh(0) {
				avoided.push(Slice { energy_wh, ..slice });
			}
			rest_wh = rest_wh.saturating_sub(energy_wh);
		}
		avoided
	}

	/// What one kWh more or less costs a household that draws so much in a month.
	pub fn marginal(&self, month: Month, consumption_wh: Wh) -> PriceTick {
		let drawn_wh = consumption_wh.max(Wh(1));
		self.slices(month, drawn_wh).last().map_or(PriceTick(0), |slice| slice.price)
	}

	/// Where each block of a month ends, and what a kWh of it costs in all.
	fn blocks(&self, month: Month) -> Vec<(u64, PriceTick)> {
		let ticks = match self {
			Self::ResidentialLowVoltage => [1_200, 2_146, 3_073],
			Self::ResidentialHighVoltage => [1_050, 1_740, 2_423],
			Self::Flat(krw) => {
				return vec![(u64::MAX, PriceTick((krw * TICKS_PER_KRW) as u32))];
			}
		};
		let is_in = |months: &[u32]| months.contains(&month.month);
		let ends_kwh = if is_in(&SUMMER) { [300, 450] } else { [200, 400] };
		let last = if is_in(&PEAK_SEASONS) { SUPER_USER_TICKS } else { ticks[2] };
		let ends_wh = [ends_kwh[0] * 1_000, ends_kwh[1] * 1_000, 1_000_000, u64::MAX];
		let prices = [ticks[0], ticks[1], ticks[2], last];
		ends_wh.into_iter().zip(prices.map(with_all_on_top)).collect()
	}
}

fn with_all_on_top(ticks: u64) -> PriceTick {
	PriceTick(((ticks + SURCHARGE_TICKS) * (1_000 + TAXES_PERMILLE) / 1_000) as u32)
}

#[cfg(test)]
mod tests {
	use super::*;

	const JUNE: Month = Month { year: 2026, month: 6 };
	const AUGUST: Month = Month { year: 2026, month: 8 };

	fn slice(kwh: u64, ticks: u64) -> Slice {
		Slice { energy_wh: Wh(kwh * 1_000), price: with_all_on_top(ticks) }
	}

	#[test]
	fn consumption_is_cut_into_blocks() {
		let slices = Tariff::ResidentialLowVoltage.slices(JUNE, Wh(450_000));
		assert_eq!(slices, [slice(200, 1_200), slice(200, 2_146), slice(50, 3_073)]);
	}

	#[test]
	fn blocks_are_wider_in_summer_and_super_users_pay_more() {
		let slices = Tariff::ResidentialLowVoltage.slices(AUGUST, Wh(1_100_000));
		let expected = [slice(300, 1_200), slice(150, 2_146), slice(550, 3_073), slice(100, 7_362)];
		assert_eq!(slices, expected);
	}

	#[test]
	fn what_is_bought_comes_off_the_dearest() {
		let avoided = Tariff::ResidentialLowVoltage.avoided(JUNE, Wh(450_000), Wh(100_000));
		assert_eq!(avoided, [slice(50, 3_073), slice(50, 2_146)]);
		let none = Tariff::ResidentialLowVoltage.avoided(JUNE, Wh(0), Wh(100_000));
		assert!(none.is_empty());
	}

	#[test]
	fn a_kwh_more_or_less_costs_what_the_last_one_does() {
		let marginal = |wh| Tariff::ResidentialLowVoltage.marginal(JUNE, Wh(wh));
		let ends = [0, 200_000, 200_001, 900_000].map(marginal);
		assert_eq!(ends, [1_200, 1_200, 2_146, 3_073].map(with_all_on_top));
	}

	#[test]
	fn surcharges_and_taxes_are_put_on_top() {
		// (120.0 + 14.0) x 1.127 = 151.0 KRW/kWh
		assert_eq!(with_all_on_top(1_200), PriceTick(1_510));
	}

	#[test]
	fn a_flat_price_is_one_slice() {
		let slices = Tariff::Flat(119.0).slices(JUNE, Wh(9));
		assert_eq!(slices, [Slice { energy_wh: Wh(9), price: PriceTick(1_190) }]);
	}
}
