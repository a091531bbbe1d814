//! What a period of use costs.
//!
//! An engine walks through the blocks and fills one after the other. The auditor charges all that
//! was used at the price of the first block, and what lies beyond the start of each further block at
//! what that block is dearer than the one before. Fractions are exact until a line is complete.

use super::{energy::spread_by_days, fraction::Fraction};

/// Tenths of a won in a won, and Wh in a kWh.
const TENTHS_OF_WON_A_KWH: i128 = 10 * 1_000;

const WATTS_IN_A_KW: i128 = 1_000;

/// A tariff as it was published, and from when on it holds.
#[derive(Clone, Debug)]
pub struct Tariff {
	/// The year and the month from whose first day on it holds; it ends where the next one begins.
	pub since: (u32, u32),
	/// The base charge for a kW of the contract, in won. Homes pay none.
	pub base_krw_per_kw: u64,
	/// The seasons. Each month is in one of them.
	pub seasons: Vec<Season>,
	/// The charge for the climate, in tenths of a won for a kWh.
	pub climate_tenths: i64,
	/// The adjustment to the price of fuel, in tenths of a won for a kWh. It can be negative.
	pub fuel_tenths: i64,
	/// Value added tax, in thousandths.
	pub vat_permille: u32,
	/// The levy for the fund of the power industry, in thousandths.
	pub fund_permille: u32,
}

/// The prices of some months.
#[derive(Clone, Debug)]
pub struct Season {
	/// In which months they hold.
	pub months: Vec<u32>,
	/// The prices.
	pub prices: Prices,
}

/// What energy costs.
#[derive(Clone, Debug)]
pub enum Prices {
	/// The more, the dearer: the blocks of a whole month, in the order of use.
	Progressive(Vec<Block>),
	/// By the hours of the day: tenths of a won for a kWh, for each band of hours.
	Bands(Vec<i64>),
}

/// A stretch of a month's use.
#[derive(Clone, Copy, Debug)]
pub struct Block {
	/// Begins behind so many Wh.
	pub above_wh: u64,
	/// The base charge of whoever's use ends here, in won.
	pub base_krw: u64,
	/// What a kWh costs, in tenths of a won.
	pub tenths: i64,
}

/// What is to be billed of a month or a part of one, as the meters say, which are read at the end
/// of every month.
#[derive(Clone, Debug)]
pub struct Part {
	/// The year.
	pub year: u32,
	/// The month; January is 1.
	pub month: u32,
	/// How many of its days.
	pub days: u32,
	/// The energy, for each band of hours, in Wh.
	pub wh: Vec<u64>,
}

/// What is to be billed of a period of reading.
#[derive(Clone, Debug)]
pub struct Usage {
	/// Its parts, in the order of time: one, or two if a month begins within it.
	pub parts: Vec<Part>,
	/// How many days there are from reading day to reading day. Who moves in or out in between has
	/// fewer.
	pub whole_days: u32,
	/// The power of the contract, in W. The tariff for homes does not ask for it.
	pub contract_watt: u64,
}

/// A bill's lines, in won.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bill {
	/// The base charge.
	pub base: i128,
	/// The charge for energy.
	pub energy: i128,
	/// The charge for the climate.
	pub climate: i128,
	/// The adjustment to the price of fuel.
	pub fuel: i128,
	/// Value added tax.
	pub vat: i128,
	/// The levy for the fund.
	pub fund: i128,
	/// What is to be paid.
	pub total: i128,
}

/// What something costs, with all fractions.
#[derive(Clone, Copy, Debug)]
struct Cost {
	base: Fraction,
	energy: Fraction,
	climate: Fraction,
	fuel: Fraction,
}

/// The bill for a period. Where tax and levy change within it, the later ones hold.
///
/// # Panics
///
/// Panics if no tariff holds in one of its months, or one has no prices for it.
pub fn bill(tariffs: &[Tariff], usage: &Usage) -> Bill {
	let costs: Vec<_> = with_blocks_by_days(seasons_of(tariffs, usage))
		.into_iter()
		.map(|(tariff, part)| cost(tariff, &part, usage))
		.collect();
	let won =
		|line: fn(&Cost) -> Fraction| costs.iter().map(line).sum::<Fraction>().without_fraction();
	let lines = Bill {
		base: won(|cost| cost.base),
		energy: won(|cost| cost.energy),
		climate: won(|cost| cost.climate),
		fuel: won(|cost| cost.fuel),
		..Bill::default()
	};
	let last = usage.parts.last().expect("a period has a day");
	let tariff = tariff_in(tariffs, last);
	with_taxes(lines, tariff.vat_permille, tariff.fund_permille)
}

/// The parts of a period by season: what lies in one season of one tariff is one part.
fn seasons_of<'a>(tariffs: &'a [Tariff], usage: &Usage) -> Vec<(&'a Tariff, Part)> {
	let mut seasons: Vec<(&Tariff, Part)> = Vec::new();
	for part in &usage.parts {
		let tariff = tariff_in(tariffs, part);
		match seasons.last_mut() {
			Some((last, earlier))
				if last.since == tariff.since
					&& tariff.season_of(earlier.month) == tariff.season_of(part.month) =>
			{
				earlier.days += part.days;
				for (wh, more) in earlier.wh.iter_mut().zip(&part.wh) {
					*wh += more;
				}
			}
			_ => seasons.push((tariff, part.clone())),
		}
	}
	seasons
}

/// Blocks are so much of a month. Where they, or their prices, change within a period, KEPCO has no
/// reading of that day: each side has as much of the use as it has of the days, as in KEPCO's examples
/// of April 2022 and of a summer's first bill.
fn with_blocks_by_days(mut seasons: Vec<(&Tariff, Part)>) -> Vec<(&Tariff, Part)> {
	let is_progressive = |(tariff, part): &(&Tariff, Part)| {
		matches!(tariff.seasons[tariff.season_of(part.month)].prices, Prices::Progressive(_))
	};
	if seasons.iter().all(is_progressive) {
		let whole = seasons.iter().flat_map(|(_, part)| &part.wh).sum();
		let days: Vec<_> = seasons.iter().map(|(_, part)| part.days).collect();
		for ((_, part), wh) in seasons.iter_mut().zip(spread_by_days(whole, &days)) {
			part.wh = vec![wh];
		}
	}
	seasons
}

/// Adds the lines that are parts of the other ones, and the total.
pub fn with_taxes(lines: Bill, vat_permille: u32, fund_permille: u32) -> Bill {
	let charges = lines.charges();
	let vat = Fraction::new(charges * i128::from(vat_permille), 1_000).rounded();
	let fund = tens(Fraction::new(charges * i128::from(fund_permille), 1_000));
	let total = tens(Fraction::whole(charges + vat + fund));
	Bill { vat, fund, total, ..lines }
}

impl Bill {
	/// The charges, before tax and levy.
	pub fn charges(&self) -> i128 {
		self.base + self.energy + self.climate + self.fuel
	}
}

/// Whole tens of won.
fn tens(won: Fraction) -> i128 {
	(won * Fraction::new(1, 10)).without_fraction() * 10
}

/// The last tariff that had begun by a month.
fn tariff_in<'a>(tariffs: &'a [Tariff], part: &Part) -> &'a Tariff {
	let (year, month) = (part.year, part.month);
	tariffs
		.iter()
		.filter(|tariff| tariff.since <= (year, month))
		.max_by_key(|tariff| tariff.since)
		.unwrap_or_else(|| panic!("no tariff holds in {year}-{month:02}"))
}

/// What a part of a period costs: its share of the days has the same share of the base charge and
/// of each block.
fn cost(tariff: &Tariff, part: &Part, usage: &Usage) -> Cost {
	let share = Fraction::new(part.days.into(), usage.whole_days.into());
	let wh: u64 = part.wh.iter().sum();
	let (of_block, energy) = match &tariff.seasons[tariff.season_of(part.month)].prices {
		Prices::Progressive(blocks) => (base_of(blocks, wh, share), energy_of(blocks, wh, share)),
		Prices::Bands(tenths) => {
			assert_eq!(tenths.len(), part.wh.len(), "a price for each band");
			let energy = part.wh.iter().zip(tenths).map(|(wh, tenths)| charge(*wh, *tenths)).sum();
			(Fraction::whole(0), energy)
		}
	};
	let of_contract =
		Fraction::new((tariff.base_krw_per_kw * usage.contract_watt).into(), WATTS_IN_A_KW);
	Cost {
		base: share * (of_block + of_contract),
		energy,
		climate: charge(wh, tariff.climate_tenths),
		fuel: charge(wh, tariff.fuel_tenths),
	}
}

impl Tariff {
	/// Where the season of a month stands.
	fn season_of(&self, month: u32) -> usize {
		let place = self.seasons.iter().position(|season| season.months.contains(&month));
		place.unwrap_or_else(|| panic!("the tariff has no prices for month {month}"))
	}
}

/// The base charge of the block in which the use ends.
fn base_of(blocks: &[Block], wh: u64, share: Fraction) -> Fraction {
	let reached = blocks.iter().filter(|block| block.above_wh == 0 || wh > start(block, share));
	Fraction::whole(reached.last().expect("the first block begins at nothing").base_krw)
}

/// Everything at the price of the first block, and whatever lies above the start of another one at
/// the step in price besides.
fn energy_of(blocks: &[Block], wh: u64, share: Fraction) -> Fraction {
	let mut price = 0;
	blocks
		.iter()
		.map(|block| {
			let step = block.tenths - price;
			price = block.tenths;
			charge(wh.saturating_sub(start(block, share)), step)
		})
		.sum()
}

/// Where a share of a block begins, in whole Wh.
fn start(block: &Block, share: Fraction) -> u64 {
	(Fraction::whole(block.above_wh) * share).without_fraction() as u64
}

/// What energy costs at a price in tenths of a won for a kWh.
fn charge(wh: u64, tenths: i64) -> Fraction {
	Fraction::new(i128::from(wh) * i128::from(tenths), TENTHS_OF_WON_A_KWH)
}
