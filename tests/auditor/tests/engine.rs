//! The tariff engine against the auditor: tables and months by chance, and every line of the bill the
//! same to the won.
//!
//! Whatever is wrong in one of the two shows here, unless both are wrong in the same way, which is
//! why they are written in different ways from the same text.

use joule_auditor::billing as audit;
use joule_primitives::{PriceTick, Wh};
use joule_tariff::{table::Stretch, Block, LoadSplit, Part, Rates, Season, TariffTable, Usage};
use polkadot_sdk::frame_support::BoundedVec;
use proptest::{collection::vec, prelude::*};

const YEAR: u32 = 2026;

/// What kind of prices a table has.
#[derive(Clone, Copy, Debug)]
enum Kind {
	Single,
	Blocks,
	TimeOfUse,
}

/// A table in plain numbers, which both are given in their own words.
#[derive(Clone, Debug)]
struct Table {
	since_month: u32,
	base_krw_per_kw: u32,
	seasons: Vec<(Vec<u8>, Prices)>,
	climate: u32,
	fuel: i32,
	vat_permille: u16,
	fund_permille: u16,
}

/// The prices of a season: the length of each block but the last in Wh, and base fee and price of
/// each; for single prices the first only, for times of use the first three.
#[derive(Clone, Debug)]
struct Prices {
	lengths_wh: Vec<u64>,
	base_and_ticks: Vec<(u32, u32)>,
}

/// A period: whole days, and for each month the days and the energy by time of use.
#[derive(Clone, Debug)]
struct Period {
	whole_days: u32,
	first_month: u32,
	parts: Vec<(u32, [u64; 3])>,
	watt: u64,
}

fn kinds() -> impl Strategy<Value = Kind> {
	prop_oneof![1 => Just(Kind::Single), 3 => Just(Kind::Blocks), 1 => Just(Kind::TimeOfUse)]
}

fn prices() -> impl Strategy<Value = Prices> {
	(vec(1u64..600_000, 2..7), vec((0u32..20_000, 100u32..9_000), 8))
		.prop_map(|(lengths_wh, base_and_ticks)| Prices { lengths_wh, base_and_ticks })
}

/// Twelve months dealt out to some seasons.
fn seasons() -> impl Strategy<Value = Vec<(Vec<u8>, Prices)>> {
	(vec(0usize..4, 12), vec(prices(), 4)).prop_map(|(places, prices)| {
		let months = |season| {
			let dealt = (1u8..).zip(&places).filter(|(_, place)| **place == season);
			dealt.map(|(month, _)| month).collect::<Vec<_>>()
		};
		let seasons = (0..).map(months).zip(prices);
		seasons.filter(|(months, _)| !months.is_empty()).collect()
	})
}

fn table(since_month: u32) -> impl Strategy<Value = Table> {
	(0u32..12_000, seasons(), 0u32..200, -90i32..200, 0u16..300, 0u16..60).prop_map(
		move |(base_krw_per_kw, seasons, climate, fuel, vat_permille, fund_permille)| Table {
			since_month,
			base_krw_per_kw,
			seasons,
			climate,
			fuel,
			vat_permille,
			fund_permille,
		},
	)
}

/// Up to two parts, often at and around the ends of blocks, which are multiples of nothing; also longer
/// than a month, as after a change of the reading day.
fn periods() -> impl Strategy<Value = Period> {
	let wh = || prop_oneof![Just(0u64), 0u64..900_000, 0u64..3_000];
	let part = || (1u32..32, [wh(), wh(), wh()]);
	(28u32..32, 1u32..12, vec(part(), 1..=2), 0u64..300_000).prop_map(
		|(whole_days, first_month, parts, watt)| Period { whole_days, first_month, parts, watt },
	)
}

impl Table {
	/// In the words of the engine.
	fn for_engine(&self, kind: Kind) -> TariffTable {
		let season = |(months, prices): &(Vec<u8>, Prices)| Season {
			months: BoundedVec::truncate_from(months.clone()),
			rates: prices.for_engine(kind),
		};
		TariffTable {
			base_krw_per_kw: self.base_krw_per_kw,
			seasons: BoundedVec::truncate_from(self.seasons.iter().map(season).collect()),
			climate: PriceTick(self.climate),
			fuel_ticks: self.fuel,
			vat_permille: self.vat_permille,
			fund_permille: self.fund_permille,
		}
	}

	/// In the words of the auditor.
	fn for_auditor(&self, kind: Kind) -> audit::Tariff {
		let season = |(months, prices): &(Vec<u8>, Prices)| audit::Season {
			months: months.iter().map(|month| u32::from(*month)).collect(),
			prices: prices.for_auditor(kind),
		};
		audit::Tariff {
			since: (YEAR, self.since_month),
			base_krw_per_kw: self.base_krw_per_kw.into(),
			seasons: self.seasons.iter().map(season).collect(),
			climate_tenths: self.climate.into(),
			fuel_tenths: self.fuel.into(),
			vat_permille: self.vat_permille.into(),
			fund_permille: self.fund_permille.into(),
		}
	}
}

impl Prices {
	/// Where each block begins, from nothing on.
	fn starts_wh(&self) -> Vec<u64> {
		let mut start = 0;
		let ends = self.lengths_wh.iter().map(|length| {
			start += length;
			start
		});
		std::iter::once(0).chain(ends).collect()
	}

	fn for_engine(&self, kind: Kind) -> Rates {
		let price = |place: usize| PriceTick(self.base_and_ticks[place].1);
		match kind {
			Kind::Single => Rates::Single(price(0)),
			Kind::TimeOfUse => Rates::TimeOfUse {
				stretches: BoundedVec::<Stretch, _>::default(),
				off_peak: price(0),
				mid_peak: price(1),
				on_peak: price(2),
			},
			Kind::Blocks => {
				let starts = self.starts_wh();
				let block = |(place, above): (usize, &u64)| Block {
					above_wh: Wh(*above),
					up_to_wh: starts.get(place + 1).map(|end| Wh(*end)),
					base_krw: self.base_and_ticks[place].0,
					price: price(place),
				};
				let blocks = starts.iter().enumerate().map(block).collect();
				Rates::Blocks(BoundedVec::truncate_from(blocks))
			}
		}
	}

	fn for_auditor(&self, kind: Kind) -> audit::Prices {
		let price = |place: usize| i64::from(self.base_and_ticks[place].1);
		match kind {
			Kind::Single => audit::Prices::Bands(vec![price(0)]),
			Kind::TimeOfUse => audit::Prices::Bands(vec![price(0), price(1), price(2)]),
			Kind::Blocks => {
				let block = |(place, above_wh): (usize, u64)| audit::Block {
					above_wh,
					base_krw: self.base_and_ticks[place].0.into(),
					tenths: price(place),
				};
				let blocks = self.starts_wh().into_iter().enumerate().map(block);
				audit::Prices::Progressive(blocks.collect())
			}
		}
	}
}

/// The lines of a bill in their order.
type Lines = [i128; 7];

fn by_engine(tables: &[Table; 2], kind: Kind, period: &Period) -> Lines {
	let tables_of_engine = tables.clone().map(|table| table.for_engine(kind));
	let part = |(month, (days, [off, mid, on])): (u32, &(u32, [u64; 3]))| Part {
		table: &tables_of_engine[usize::from(month >= tables[1].since_month)],
		month_of_year: month as u8,
		days: *days,
		usage: match kind {
			Kind::TimeOfUse => Usage::Split(LoadSplit {
				off_peak_wh: Wh(*off),
				mid_peak_wh: Wh(*mid),
				on_peak_wh: Wh(*on),
			}),
			_ => Usage::Total(Wh(off + mid + on)),
		},
	};
	let parts: Vec<_> = (period.first_month..).zip(&period.parts).map(part).collect();
	let watt = joule_primitives::Watt(period.watt);
	let bill = joule_tariff::bill(&parts, watt, period.whole_days).expect("a bill");
	[bill.base, bill.energy, bill.climate, bill.fuel, bill.vat, bill.fund, bill.total]
		.map(|line| line.0)
}

fn by_auditor(tables: &[Table; 2], kind: Kind, period: &Period) -> Lines {
	let part = |(month, (days, wh)): (u32, &(u32, [u64; 3]))| audit::Part {
		year: YEAR,
		month,
		days: *days,
		wh: match kind {
			Kind::TimeOfUse => wh.to_vec(),
			_ => vec![wh.iter().sum()],
		},
	};
	let usage = audit::Usage {
		parts: (period.first_month..).zip(&period.parts).map(part).collect(),
		whole_days: period.whole_days,
		contract_watt: period.watt,
	};
	let tariffs = tables.clone().map(|table| table.for_auditor(kind));
	let audit::Bill { base, energy, climate, fuel, vat, fund, total } =
		audit::bill(&tariffs, &usage);
	[base, energy, climate, fuel, vat, fund, total]
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(20_000))]

	#[test]
	fn every_line_is_the_same(
		kind in kinds(),
		tables in (1u32..12).prop_flat_map(|since| [table(1).boxed(), table(since).boxed()]),
		period in periods(),
	) {
		prop_assert_eq!(
			by_engine(&tables, kind, &period),
			by_auditor(&tables, kind, &period),
			"base, energy, climate, fuel, tax, fund, total; by the engine and by the auditor"
		);
	}
}
