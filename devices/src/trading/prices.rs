//! At what energy trades: what products of the days before cleared at.

use crate::{
	calendar::{Period, DAY_MS},
	market::Product,
	units::PriceTick,
};

/// How many days back are looked at.
const DAYS: u64 = 7;

/// The price at which energy of a period of the day usually trades: the lower median of what products within
/// the same hours of the days before cleared at. `None` if none did.
pub fn usual_price(products: &[Product], period: &Period) -> Option<PriceTick> {
	let is_alike = |product: &Product| {
		let days = period.end.saturating_sub(product.period.end) / DAY_MS;
		let start = product.period.start + days * DAY_MS;
		let end = product.period.end + days * DAY_MS;
		(1..=DAYS).contains(&days) && start >= period.start && end <= period.end
	};
	let alike = products.iter().filter(|product| is_alike(product));
	let mut prices: Vec<_> = alike.filter_map(|product| product.clearing_price).collect();
	prices.sort_unstable();
	prices.get(prices.len().saturating_sub(1) / 2).copied()
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		calendar::{HOUR_MS, QUARTER_MS},
		trading::strategy::tests::{NOON, PRODUCT},
	};

	fn cleared(start: u64, length_ms: u64, ticks: u32) -> Product {
		let period = Period { start, end: start + length_ms };
		Product { period, clearing_price: Some(PriceTick(ticks)), ..PRODUCT }
	}

	#[test]
	fn the_median_of_the_same_hours_of_the_last_days_counts() {
		let days = [(1, 900), (2, 1_500), (3, 1_000), (8, 1)];
		let products = days.map(|(days, ticks)| cleared(NOON - days * DAY_MS, HOUR_MS, ticks));
		assert_eq!(usual_price(&products, &PRODUCT.period), Some(PriceTick(1_000)));
		let others = [
			cleared(NOON, HOUR_MS, 1),
			cleared(NOON - DAY_MS - HOUR_MS, HOUR_MS, 1),
			cleared(NOON - 10 * DAY_MS, 9 * DAY_MS, 1),
			Product { clearing_price: None, ..cleared(NOON - DAY_MS, HOUR_MS, 1) },
		];
		assert_eq!(usual_price(&others, &PRODUCT.period), None);
	}

	#[test]
	fn quarters_within_the_hour_count_too() {
		let quarter = cleared(NOON - DAY_MS + QUARTER_MS, QUARTER_MS, 1_200);
		assert_eq!(usual_price(&[quarter], &PRODUCT.period), Some(PriceTick(1_200)));
	}
}
