//! KEPCO's tariffs as they were printed, typed in by hand.
//!
//! | class | from | printed where |
//! |---|---|---|
//! | homes, low voltage | 16 May 2023 | newspapers and KEPCO's own table; see `published` for bills under it |
//! | homes, high voltage | the same | prices: bgbr.tistory.com, 14 August 2024; base charges 730, 1,260 and 6,060: `kwh_to_won` of the Home Assistant community, and the exercise in `published` |
//! | general service (A) I, low voltage | the same | two energy dashboards on GitHub that carry KEPCO's table |
//! | general service (A) II, high voltage A, option II | 1 June 2026 | two calculators on GitHub that carry KEPCO's table of that day; one is `moKorean/com.lomohome.korea_elec_bill_cal` |
//!
//! The price above 1,000 kWh at low voltage is KEPCO's, 736.2; at high voltage it is 569.6 of 2021
//! and what all prices have risen by since, 31.7: the calculator just named has 601.3 too.
//!
//! Climate and fuel: 9.0 and 5.0. The fund's levy: 2.7 % since July 2025.

use super::tariff::{Block, Prices, Season, Tariff};

/// The month since which the present levy holds.
const SINCE: (u32, u32) = (2025, 7);

/// The month since which the evening is dearer than midday for buildings by the hour.
const EVENINGS_SINCE: (u32, u32) = (2026, 6);

/// Homes at low voltage.
pub fn homes_at_low_voltage() -> Tariff {
	homes([910, 1_600, 7_300], [1_200, 2_146, 3_073], 7_362)
}

/// Homes at high voltage: in apartment houses.
pub fn homes_at_high_voltage() -> Tariff {
	homes([730, 1_260, 6_060], [1_050, 1_740, 2_423], 6_013)
}

/// Buildings: general service (A) I at low voltage.
pub fn buildings() -> Tariff {
	let season = |months: &[u32], tenths| Season {
		months: months.to_vec(),
		prices: Prices::Bands(vec![tenths]),
	};
	with_surcharges(
		6_160,
		vec![
			season(&[6, 7, 8], 1_324),
			season(&[3, 4, 5, 9, 10], 919),
			season(&[11, 12, 1, 2], 1_190),
		],
	)
}

/// Buildings by the hour: general service (A) II at high voltage A, option II; off-peak, mid-peak and
/// on-peak.
pub fn buildings_by_the_hour() -> Tariff {
	let season = |months: &[u32], tenths: [i64; 3]| Season {
		months: months.to_vec(),
		prices: Prices::Bands(tenths.to_vec()),
	};
	let seasons = vec![
		season(&[6, 7, 8], [841, 1_353, 1_578]),
		season(&[3, 4, 5, 9, 10], [841, 915, 1_028]),
		season(&[11, 12, 1, 2], [928, 1_232, 1_380]),
	];
	Tariff { since: EVENINGS_SINCE, ..with_surcharges(8_230, seasons) }
}

/// Three blocks, wider in July and August; beyond 1,000 kWh a price of their own in summer and winter.
fn homes(base_krw: [u64; 3], tenths: [i64; 3], beyond_tenths: i64) -> Tariff {
	let season = |months: &[u32], starts_kwh: [u64; 3], has_beyond: bool| {
		let block = |place: usize| Block {
			above_wh: starts_kwh[place] * 1_000,
			base_krw: base_krw[place],
			tenths: tenths[place],
		};
		let beyond = Block { above_wh: 1_000_000, base_krw: base_krw[2], tenths: beyond_tenths };
		let blocks = (0..3).map(block).chain(has_beyond.then_some(beyond));
		Season { months: months.to_vec(), prices: Prices::Progressive(blocks.collect()) }
	};
	let seasons = vec![
		season(&[7, 8], [0, 300, 450], true),
		season(&[12, 1, 2], [0, 200, 400], true),
		season(&[3, 4, 5, 6, 9, 10, 11], [0, 200, 400], false),
	];
	with_surcharges(0, seasons)
}

fn with_surcharges(base_krw_per_kw: u64, seasons: Vec<Season>) -> Tariff {
	Tariff {
		since: SINCE,
		base_krw_per_kw,
		seasons,
		climate_tenths: 90,
		fuel_tenths: 50,
		vat_permille: 100,
		fund_permille: 27,
	}
}
