//! What holds for any energy: more of it never costs less, nothing jumps but the base fee, every Wh
//! is charged once, nothing overflows.

use crate::tables::{current, past};
use joule_primitives::{PriceTick, Watt, Wh};
use joule_tariff::{
	benefit::{ladder, with_and_without, worth_buying},
	bill, Bill, Krw, Load, LoadSplit, Part, Rates, TariffTable, Usage,
};
use proptest::prelude::*;

fn any_table() -> impl Strategy<Value = TariffTable> {
	let tables: Vec<_> = current().into_iter().chain(past()).map(|(_, _, table)| table).collect();
	proptest::sample::select(tables)
}

fn usage(table: &TariffTable, energy: u64) -> Usage {
	if table.needs_split() {
		let thirds = LoadSplit { off_peak_wh: Wh(1), mid_peak_wh: Wh(1), on_peak_wh: Wh(1) };
		Usage::Split(thirds.scaled_to(Wh(energy)))
	} else {
		Usage::Total(Wh(energy))
	}
}

fn charged(table: &TariffTable, month: u8, days: u32, energy: u64, power: u64) -> Bill {
	let part = Part { table, month_of_year: month, days, usage: usage(table, energy) };
	bill(&[part], Watt(power), 30).unwrap()
}

proptest! {
	#[test]
	fn more_energy_never_costs_less(
		table in any_table(),
		month in 1u8..=12,
		days in 1u32..=30,
		energy in 0u64..3_000_000,
		more in 0u64..100_000,
	) {
		let less = charged(&table, month, days, energy, 3_000);
		let more = charged(&table, month, days, energy + more, 3_000);
		prop_assert!(less.total <= more.total);
		prop_assert!(less.charges() <= more.charges());
	}

	#[test]
	fn one_wh_more_costs_no_more_than_its_price_and_the_step_of_the_base_fee(
		table in any_table(),
		month in 1u8..=12,
		days in 1u32..=30,
		energy in 0u64..3_000_000,
	) {
		let before = charged(&table, month, days, energy, 0);
		let after = charged(&table, month, days, energy + 1, 0);
		prop_assert!(after.energy.0 - before.energy.0 <= 1, "a Wh costs less than a won");
		prop_assert!(after.climate.0 - before.climate.0 <= 1);
		prop_assert!(after.fuel.0 - before.fuel.0 <= 1);
		if let Some(Rates::Blocks(blocks)) = table.rates_in(month) {
			let limits = blocks.iter().filter_map(|block| block.up_to_wh);
			let on_a_limit = limits
				.map(|limit| (u128::from(limit.0) * u128::from(days) / 30) as u64)
				.any(|limit| limit == energy);
			prop_assert!(on_a_limit || before.base == after.base);
		} else {
			prop_assert_eq!(before.base, after.base);
		}
	}

	#[test]
	fn every_wh_is_charged_once(
		table in any_table(),
		month in 1u8..=12,
		days in 0u32..=31,
		energy in any::<u64>(),
	) {
		let bill = charged(&table, month, days, energy, 0);
		let charged: u128 =
			bill.energy_lines.iter().map(|line| u128::from(line.quantity_wh.0)).sum();
		prop_assert_eq!(charged, u128::from(energy));
		for line in &bill.energy_lines {
			prop_assert_eq!(line.value, line.quantity_wh * line.price);
		}
	}

	#[test]
	fn the_lines_add_up(
		table in any_table(),
		month in 1u8..=12,
		energy in 0u64..10_000_000,
		power in 0u64..1_000_000,
	) {
		let bill = charged(&table, month, 30, energy, power);
		let sum = bill.charges().saturating_add(bill.vat).saturating_add(bill.fund);
		prop_assert_eq!(sum.saturating_sub(bill.rounding()), bill.total);
		prop_assert!((0..10).contains(&bill.rounding().0));
		prop_assert_eq!(bill.total.0 % 10, 0);
		prop_assert_eq!(bill.fund.0 % 10, 0);
	}

	#[test]
	fn nothing_overflows(
		mut table in any_table(),
		month in 0u8..=13,
		days in any::<u32>(),
		whole_days in any::<u32>(),
		energy in any::<u64>(),
		power in any::<u64>(),
		base in any::<u32>(),
		prices in any::<[u32; 3]>(),
		fuel in any::<i32>(),
		permille in any::<u16>(),
	) {
		table.base_krw_per_kw = base;
		table.climate = PriceTick(prices[0]);
		table.fuel_ticks = fuel;
		table.vat_permille = permille;
		for season in table.seasons.iter_mut() {
			match &mut season.rates {
				Rates::Single(price) => *price = PriceTick(prices[1]),
				Rates::Blocks(blocks) => {
					for block in blocks.iter_mut() {
						block.price = PriceTick(prices[2]);
						block.base_krw = base;
					}
				}
				Rates::TimeOfUse { on_peak, .. } => *on_peak = PriceTick(prices[1]),
			}
		}
		let usage = usage(&table, energy);
		let part = Part { table: &table, month_of_year: month, days, usage };
		let _ = bill(&[part, part], Watt(power), whole_days);
		let _ = ladder(&part);
		let _ = with_and_without(&part, Watt(power), Wh(energy / 2));
	}

	#[test]
	fn a_whole_month_is_the_sum_of_its_blocks_and_the_ladder_holds_all_of_it(
		table in any_table(),
		month in 1u8..=12,
		energy in 0u64..3_000_000,
	) {
		let part = Part { table: &table, month_of_year: month, days: 30, usage: usage(&table, energy) };
		let rungs = ladder(&part).unwrap();
		prop_assert_eq!(rungs.iter().map(|rung| rung.quantity_wh).sum::<Wh>(), Wh(energy));
		prop_assert!(rungs.windows(2).all(|pair| pair[0].price >= pair[1].price));
	}

	#[test]
	fn buying_what_is_worth_it_never_costs_more(
		table in any_table(),
		month in 1u8..=12,
		energy in 1u64..1_500_000,
		offers in proptest::collection::vec((1u64..300_000, 1u32..4_000), 0..8),
	) {
		let part = Part { table: &table, month_of_year: month, days: 30, usage: usage(&table, energy) };
		let mut offers: Vec<_> =
			offers.into_iter().map(|(wh, ticks)| (Wh(wh), PriceTick(ticks))).collect();
		offers.sort_by_key(|(_, price)| *price);
		let (bought, paid) = worth_buying(&ladder(&part).unwrap(), offers.iter().copied());
		prop_assert!(bought <= Wh(energy));
		prop_assert!(bought <= offers.iter().map(|(wh, _)| *wh).sum());
		let (with, without) = with_and_without(&part, Watt(0), bought).unwrap();
		let paid_krw = Krw::in_ecoin(paid);
		// Rounding to tens of won, the levy's too, may cost some won.
		prop_assert!(with.saturating_add(paid_krw).0 <= without.0 + 30);
	}

	#[test]
	fn a_split_is_scaled_to_the_wh(parts in any::<[u32; 3]>(), share in 0u64..=1_000) {
		let split = LoadSplit {
			off_peak_wh: Wh(parts[0].into()),
			mid_peak_wh: Wh(parts[1].into()),
			on_peak_wh: Wh(parts[2].into()),
		};
		let energy = Wh(split.total_wh().unwrap().0 * share / 1_000);
		let scaled = split.scaled_to(energy);
		prop_assert_eq!(scaled.total_wh(), Some(energy));
		for load in Load::ALL {
			prop_assert!(scaled.at(load) <= split.at(load));
		}
	}
}
