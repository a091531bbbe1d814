//! The rules one by one: seasons, part months, times of use, contract power, bad tables.

use crate::tables::{current, find};
use joule_primitives::{PriceTick, Watt, Wh};
use joule_tariff::{
	bill, bill::BillFault, table::Stretch, Block, ChargedAs, Krw, Load, LoadSplit, Part, Rates,
	TableFault, TariffClass, TariffTable, Usage,
};

const NO_POWER: Watt = Watt(0);

fn household() -> TariffTable {
	find(current(), TariffClass::ResidentialLowVoltage, 202507)
}

fn part(table: &TariffTable, month_of_year: u8, days: u32, kwh: u64) -> Part<'_> {
	Part { table, month_of_year, days, usage: Usage::Total(Wh(kwh * 1_000)) }
}

fn quantities(parts: &[Part], whole_days: u32) -> Vec<(u8, ChargedAs, u64)> {
	let bill = bill(parts, NO_POWER, whole_days).unwrap();
	let lines = bill.energy_lines.iter();
	lines.map(|line| (line.part, line.charged_as, line.quantity_wh.0)).collect()
}

#[test]
fn the_tables_of_a_new_chain_have_no_fault() {
	let tables = current();
	assert!(TariffClass::ALL.iter().all(|class| tables.iter().any(|(of, ..)| of == class)));
	for (class, _, table) in tables {
		assert_eq!(table.validate(), Ok(()), "{class:?}");
	}
}

#[test]
fn summer_has_wider_blocks() {
	let table = household();
	for (month, first_wh) in [(6, 200_000), (7, 300_000), (8, 300_000), (9, 200_000)] {
		let lines = quantities(&[part(&table, month, 30, 350)], 30);
		assert_eq!(lines[0], (0, ChargedAs::Block(1), first_wh), "month {month}");
	}
}

#[test]
fn who_draws_more_than_1000_kwh_in_peak_seasons_pays_more() {
	let table = household();
	for month in 1..=12 {
		let lines = quantities(&[part(&table, month, 30, 1_100)], 30);
		let is_peak = [7, 8, 12, 1, 2].contains(&month);
		assert_eq!(lines.len(), if is_peak { 4 } else { 3 }, "month {month}");
		let bill = bill(&[part(&table, month, 30, 1_100)], NO_POWER, 30).unwrap();
		let last = bill.energy_lines.last().unwrap();
		assert_eq!(last.price, PriceTick(if is_peak { 7_362 } else { 3_073 }));
	}
}

#[test]
fn a_limit_belongs_to_the_block_below() {
	let table = household();
	let base = |energy| {
		let usage = Usage::Total(Wh(energy));
		let part = Part { table: &table, month_of_year: 5, days: 31, usage };
		bill(&[part], NO_POWER, 31).unwrap().base
	};
	assert_eq!(base(0), Krw(910));
	assert_eq!(base(200_000), Krw(910));
	assert_eq!(base(200_001), Krw(1_600));
	assert_eq!(base(400_000), Krw(1_600));
	assert_eq!(base(400_001), Krw(7_300));
}

#[test]
fn a_part_month_has_its_share_of_the_limits_and_of_the_base_fee() {
	let table = household();
	let ten_days = [part(&table, 11, 10, 150)];
	assert_eq!(
		quantities(&ten_days, 30),
		[
			(0, ChargedAs::Block(1), 66_666),
			(0, ChargedAs::Block(2), 66_667),
			(0, ChargedAs::Block(3), 16_667)
		]
	);
	assert_eq!(bill(&ten_days, NO_POWER, 30).unwrap().base, Krw(7_300 / 3));
}

#[test]
fn a_period_over_the_end_of_a_season_has_two_parts() {
	let table = household();
	// From 15 June to 15 July: 16 days of 30 with the blocks of June, 14 with those of July.
	let parts = [part(&table, 6, 16, 200), part(&table, 7, 14, 200)];
	assert_eq!(
		quantities(&parts, 30),
		[
			(0, ChargedAs::Block(1), 106_666),
			(0, ChargedAs::Block(2), 106_667),
			(1, ChargedAs::Block(1), 140_000),
			(1, ChargedAs::Block(2), 46_667),
		]
	);
	assert_eq!(bill(&parts, NO_POWER, 30).unwrap().base, Krw(1_600));
}

#[test]
fn between_seasons_with_blocks_energy_is_divided_by_days() {
	let table = household();
	for (before, after) in [(6, 7), (8, 9), (11, 12), (2, 3)] {
		let bill_of = |kwh_before, kwh_after| {
			let parts = [part(&table, before, 10, kwh_before), part(&table, after, 20, kwh_after)];
			bill(&parts, NO_POWER, 30).unwrap()
		};
		assert_eq!(bill_of(900, 600), bill_of(500, 1_000), "from month {before} on");
	}
}

#[test]
fn the_super_user_price_holds_for_the_days_of_its_season() {
	let table = household();
	// From 22 November to 22 December, and from 8 February to 8 March: 21 of 30 days in winter.
	for (parts, winter) in [
		([part(&table, 11, 9, 800), part(&table, 12, 21, 700)], 1),
		([part(&table, 2, 21, 800), part(&table, 3, 9, 700)], 0),
	] {
		let lines = quantities(&parts, 30);
		let dearest: Vec<_> =
			lines.iter().filter(|(_, charged_as, _)| *charged_as == ChargedAs::Block(4)).collect();
		// 500 kWh lie above 1,000 kWh, and 21 of 30 days of them in winter.
		assert_eq!(dearest, [&(winter, ChargedAs::Block(4), 350_000)]);
		let of_the_third: u64 = lines
			.iter()
			.filter(|(_, charged_as, _)| *charged_as == ChargedAs::Block(3))
			.map(|(.., quantity)| quantity)
			.sum();
		assert_eq!(of_the_third, 1_500_000 - 400_000 - 350_000);
	}
}

#[test]
fn up_to_1000_kwh_the_winter_changes_nothing() {
	let table = household();
	let november = |kwh| bill(&[part(&table, 11, 30, kwh)], NO_POWER, 30).unwrap();
	for (in_november, in_december) in [(300, 0), (0, 300), (150, 150), (400, 600)] {
		let parts = [part(&table, 11, 15, in_november), part(&table, 12, 15, in_december)];
		let split = bill(&parts, NO_POWER, 30).unwrap();
		assert_eq!(split.charges(), november(in_november + in_december).charges());
	}
}

#[test]
fn a_period_longer_than_a_month_has_more_of_each_block() {
	let table = household();
	// From 1 September to 15 October, read on the 15th from then on: 44 days of 30.
	let parts = [part(&table, 9, 30, 300), part(&table, 10, 14, 40)];
	assert_eq!(
		quantities(&parts, 30),
		[(0, ChargedAs::Block(1), 293_333), (0, ChargedAs::Block(2), 46_667)]
	);
	assert_eq!(bill(&parts, NO_POWER, 30).unwrap().base, Krw(1_600 * 44 / 30));
}

#[test]
fn between_seasons_by_time_of_use_each_has_what_was_drawn_in_it() {
	let table = find(current(), TariffClass::GeneralTimeOfUse, 202606);
	let split = |off_peak| LoadSplit { off_peak_wh: Wh(off_peak), ..LoadSplit::default() };
	let part = |month_of_year, off_peak| Part {
		table: &table,
		month_of_year,
		days: 15,
		usage: Usage::Split(split(off_peak)),
	};
	let bill = bill(&[part(10, 1_000), part(11, 9_000)], NO_POWER, 30).unwrap();
	let prices: Vec<_> =
		bill.energy_lines.iter().map(|line| (line.quantity_wh.0, line.price.0)).collect();
	assert_eq!(prices, [(1_000, 841), (9_000, 928)]);
}

#[test]
fn a_period_within_a_season_is_one_though_it_lies_in_two_months() {
	let table = household();
	let parts = [part(&table, 9, 16, 200), part(&table, 10, 14, 50)];
	assert_eq!(bill(&parts, NO_POWER, 30), bill(&[part(&table, 9, 30, 250)], NO_POWER, 30));
}

#[test]
fn a_new_table_begins_a_new_part() {
	let (old, mut new) = (household(), household());
	new.fund_permille = 0;
	let parts = [part(&old, 9, 15, 90), part(&new, 10, 15, 90)];
	let bill = bill(&parts, NO_POWER, 30).unwrap();
	assert_eq!(bill.charges(), Krw(2 * 12_515));
	assert_eq!(bill.energy_lines.len(), 2);
	assert_eq!(bill.fund, Krw(0), "the levy of the later table");
}

#[test]
fn a_building_pays_for_its_contract_power_and_by_the_season() {
	let table = find(current(), TariffClass::General, 202507);
	for (month, price) in [(7, 1_324), (4, 919), (12, 1_190)] {
		let bill = bill(&[part(&table, month, 30, 10_000)], Watt(55_500), 30).unwrap();
		assert_eq!(bill.base, Krw(341_880));
		assert_eq!(bill.energy, Krw(price * 1_000), "month {month}");
		assert_eq!((bill.climate, bill.fuel), (Krw(90_000), Krw(50_000)));
	}
}

#[test]
fn the_time_of_use_has_its_prices() {
	let table = find(current(), TariffClass::GeneralTimeOfUse, 202606);
	let split = LoadSplit {
		off_peak_wh: Wh(1_000_000),
		mid_peak_wh: Wh(2_000_000),
		on_peak_wh: Wh(500_000),
	};
	let part = Part { table: &table, month_of_year: 8, days: 31, usage: Usage::Split(split) };
	let bill = bill(&[part], Watt(400_000), 31).unwrap();
	let lines: Vec<_> =
		bill.energy_lines.iter().map(|line| (line.charged_as, line.price.0)).collect();
	assert_eq!(
		lines,
		[
			(ChargedAs::Load(Load::OffPeak), 841),
			(ChargedAs::Load(Load::MidPeak), 1_353),
			(ChargedAs::Load(Load::OnPeak), 1_578)
		]
	);
	assert_eq!(bill.base, Krw(3_292_000));
	assert_eq!(bill.energy, Krw(84_100 + 270_600 + 78_900));
}

#[test]
fn the_time_of_use_must_be_known() {
	let table = find(current(), TariffClass::GeneralTimeOfUse, 202606);
	assert_eq!(bill(&[part(&table, 8, 31, 1)], NO_POWER, 31), Err(BillFault::SplitMissing));
}

#[test]
fn of_nothing_the_time_of_use_is_known() {
	let table = find(current(), TariffClass::GeneralTimeOfUse, 202606);
	let idle = part(&table, 8, 15, 0);
	assert_eq!(bill(&[idle], Watt(400_000), 15).unwrap().energy, Krw(0));

	let split = LoadSplit { off_peak_wh: Wh(1_000_000), ..Default::default() };
	let busy = Part { usage: Usage::Split(split), days: 16, ..idle };
	for parts in [[idle, busy], [busy, idle]] {
		assert_eq!(bill(&parts, Watt(400_000), 31).unwrap().energy, Krw(84_100));
	}
}

#[test]
fn fuel_may_be_cheaper_than_reckoned() {
	let mut table = household();
	table.fuel_ticks = -50;
	let bill = bill(&[part(&table, 5, 31, 100)], NO_POWER, 31).unwrap();
	assert_eq!(bill.fuel, Krw(-500));
	assert_eq!(bill.charges(), Krw(910 + 12_000 + 900 - 500));
}

/// What `change` makes of the household's table, and of the blocks of its first season.
fn fault(change: impl FnOnce(&mut TariffTable, &mut Vec<Block>)) -> Result<(), TableFault> {
	let mut table = household();
	let Rates::Blocks(blocks) = table.seasons[0].rates.clone() else { panic!("it has blocks") };
	let mut blocks = blocks.into_inner();
	change(&mut table, &mut blocks);
	if let Some(season) = table.seasons.iter_mut().next() {
		season.rates = Rates::Blocks(blocks.try_into().unwrap());
	}
	table.validate()
}

#[test]
fn each_fault_of_the_blocks_has_its_name() {
	assert_eq!(fault(|_, _| ()), Ok(()));
	assert_eq!(fault(|_, blocks| blocks.clear()), Err(TableFault::NoBlocks));
	assert_eq!(fault(|_, blocks| blocks[0].above_wh = Wh(1)), Err(TableFault::BlockGap));
	assert_eq!(fault(|_, blocks| blocks[1].above_wh = Wh(200_001)), Err(TableFault::BlockGap));
	assert_eq!(fault(|_, blocks| blocks[1].above_wh = Wh(199_999)), Err(TableFault::BlockOverlap));
	assert_eq!(fault(|_, blocks| blocks[0].up_to_wh = None), Err(TableFault::BlockOverlap));
	assert_eq!(fault(|_, blocks| blocks[0].up_to_wh = Some(Wh(0))), Err(TableFault::EmptyBlock));
	assert_eq!(fault(|_, blocks| blocks[1].base_krw = 909), Err(TableFault::FallingBaseFee));
	assert_eq!(fault(|_, blocks| blocks[1].base_krw = 910), Ok(()));
	let last_ends = |_: &mut TariffTable, blocks: &mut Vec<Block>| {
		blocks[2].up_to_wh = Some(Wh(u64::MAX));
	};
	assert_eq!(fault(last_ends), Err(TableFault::LastBlockEnds));
}

#[test]
fn each_fault_of_the_seasons_has_its_name() {
	let with_months = |months: &[u8]| {
		fault(|table, _| table.seasons[0].months = months.to_vec().try_into().unwrap())
	};
	assert_eq!(with_months(&[11, 10, 9, 6, 5, 4, 3]), Ok(()));
	assert_eq!(with_months(&[3, 4, 5, 6, 9, 10]), Err(TableFault::MonthWithoutSeason));
	assert_eq!(with_months(&[3, 4, 5, 6, 9, 10, 11, 12]), Err(TableFault::MonthInTwoSeasons));
	assert_eq!(with_months(&[3, 3, 4, 5, 6, 9, 10, 11]), Err(TableFault::MonthInTwoSeasons));
	assert_eq!(with_months(&[0, 3, 4, 5, 6, 9, 10, 11]), Err(TableFault::UnknownMonth));
	assert_eq!(with_months(&[13, 3, 4, 5, 6, 9, 10, 11]), Err(TableFault::UnknownMonth));
	assert_eq!(fault(|table, _| table.seasons.clear()), Err(TableFault::MonthWithoutSeason));
}

#[test]
fn each_fault_of_the_day_has_its_name() {
	let with_stretches = |minutes: &[u16]| {
		let mut table = find(current(), TariffClass::GeneralTimeOfUse, 202606);
		let stretch = |from_minute: &u16| Stretch { from_minute: *from_minute, load: Load::OnPeak };
		if let Rates::TimeOfUse { stretches, .. } = &mut table.seasons[0].rates {
			*stretches = minutes.iter().map(stretch).collect::<Vec<_>>().try_into().unwrap();
		}
		table.validate()
	};
	assert_eq!(with_stretches(&[0]), Ok(()));
	assert_eq!(with_stretches(&[0, 1_439]), Ok(()));
	assert_eq!(with_stretches(&[]), Err(TableFault::StretchGap));
	assert_eq!(with_stretches(&[1]), Err(TableFault::StretchGap));
	assert_eq!(with_stretches(&[0, 540, 540]), Err(TableFault::StretchOverlap));
	assert_eq!(with_stretches(&[0, 540, 539]), Err(TableFault::StretchOverlap));
	assert_eq!(with_stretches(&[0, 1_440]), Err(TableFault::StretchBeyondDay));
}

#[test]
fn no_energy_costs_less_than_nothing_and_no_tax_is_more_than_all() {
	assert_eq!(fault(|table, _| table.fuel_ticks = -1_200), Ok(()));
	assert_eq!(fault(|table, _| table.fuel_ticks = -1_201), Err(TableFault::NegativePrice));
	assert_eq!(fault(|table, _| table.fuel_ticks = i32::MIN), Err(TableFault::NegativePrice));
	assert_eq!(fault(|table, _| table.vat_permille = 1_001), Err(TableFault::TaxTooHigh));
	assert_eq!(fault(|table, _| table.fund_permille = 1_001), Err(TableFault::TaxTooHigh));
}
