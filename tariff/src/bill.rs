//! The lines of a bill, from tables and what was drawn.

use crate::{
	money::Krw,
	proportion::in_proportion,
	table::{Block, Load, Rates, TariffTable, MAX_BLOCKS},
	time_of_use::LoadSplit,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use joule_primitives::{Ecoin, PriceTick, Watt, Wh};
use polkadot_sdk::sp_core::{bounded::BoundedVec, ConstU32};
use scale_info::TypeInfo;

/// The most parts of a period: a month begins within it at most once.
pub const MAX_PARTS: u32 = 2;

/// The most energy lines on a bill.
pub const MAX_LINES: u32 = MAX_PARTS * MAX_BLOCKS;

/// Watts in a kilowatt.
const WATTS_PER_KW: u128 = 1_000;

/// What is charged for in a part of a period.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Usage {
	/// So much energy, whenever it was drawn.
	Total(Wh),
	/// Energy by when it was drawn.
	Split(LoadSplit),
}

impl Usage {
	/// All the energy.
	pub fn energy_wh(&self) -> Wh {
		match self {
			Self::Total(energy) => *energy,
			Self::Split(split) => split.total_wh().unwrap_or(Wh(u64::MAX)),
		}
	}

	/// So much energy, split in the same proportion if it is split at all.
	pub fn scaled_to(&self, energy: Wh) -> Self {
		match self {
			Self::Total(_) => Self::Total(energy),
			Self::Split(split) => Self::Split(split.scaled_to(energy)),
		}
	}

	/// By when it was drawn, if that is known. Of nothing it always is.
	fn split(&self) -> Option<LoadSplit> {
		match self {
			Self::Total(energy) => energy.is_zero().then(LoadSplit::default),
			Self::Split(split) => Some(*split),
		}
	}

	/// Split, if either is and both can be.
	fn plus(self, other: Self) -> Self {
		let is_split = matches!((self, other), (Self::Split(_), _) | (_, Self::Split(_)));
		match (self.split(), other.split()) {
			(Some(one), Some(other)) if is_split => Self::Split(one.saturating_add(other)),
			_ => Self::Total(self.energy_wh().saturating_add(other.energy_wh())),
		}
	}
}

/// A part of a billing period, which lies in one month.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
	/// The table that is valid in it.
	pub table: &'a TariffTable,
	/// The month of the year, January being 1.
	pub month_of_year: u8,
	/// How many days it has.
	pub days: u32,
	/// What is charged for.
	pub usage: Usage,
}

/// By what an energy line is charged.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum ChargedAs {
	/// The season's one price.
	Single,
	/// A block of the progressive tariff, the first being 1.
	Block(u8),
	/// A time of use.
	Load(Load),
}

/// Energy at a price.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct EnergyLine {
	/// Which part of the period it belongs to, the first being 0. A period within one season of one
	/// table has one part.
	pub part: u8,
	/// By what it is charged.
	pub charged_as: ChargedAs,
	/// How much.
	pub quantity_wh: Wh,
	/// The price.
	pub price: PriceTick,
	/// Quantity x price, not rounded.
	pub value: Ecoin,
}

/// A bill, line by line.
#[derive(
	Clone,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Bill {
	/// The energy, by block or time of use.
	pub energy_lines: BoundedVec<EnergyLine, ConstU32<MAX_LINES>>,
	/// The base fee.
	pub base: Krw,
	/// The energy charge: the values of the energy lines, without fractions of a won.
	pub energy: Krw,
	/// The charge for climate and environment.
	pub climate: Krw,
	/// The adjustment for the price of fuel.
	pub fuel: Krw,
	/// Value added tax.
	pub vat: Krw,
	/// The levy for the power industry's fund.
	pub fund: Krw,
	/// What is to be paid, without what is below ten won.
	pub total: Krw,
}

impl Bill {
	/// The charges before tax and levy.
	pub fn charges(&self) -> Krw {
		[self.base, self.energy, self.climate, self.fuel].into_iter().sum()
	}

	/// What was dropped to come to tens of won.
	pub fn rounding(&self) -> Krw {
		self.charges().saturating_add(self.vat).saturating_add(self.fund).saturating_sub(self.total)
	}
}

/// Why there is no bill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BillFault {
	/// The table has no season for a month of the period.
	MonthWithoutSeason,
	/// The table charges by time of use, and nobody said when the energy was drawn.
	SplitMissing,
	/// There are more parts, or lines, than a bill can have.
	TooManyLines,
}

/// Spreads less energy over the parts of a period in proportion to what each had: laid end to end,
/// a part ends at the floor of its share of the running sum.
pub fn spread(parts: &[Usage], energy: Wh) -> Vec<Usage> {
	let shares: Vec<_> = parts.iter().map(|part| part.energy_wh().0).collect();
	let spread = parts.iter().zip(in_proportion(energy, &shares));
	spread.map(|(part, energy)| part.scaled_to(energy)).collect()
}

/// The bill for the parts of a period that has `whole_days` from reading day to reading day.
///
/// Parts that lie in the same season of the same table are charged as one; between others, energy
/// that is charged by blocks is [divided by days](divided_by_days). Each line is summed up over the
/// parts before fractions of a won are dropped. Tax and levy are those of the last part.
pub fn bill(parts: &[Part], contract_power: Watt, whole_days: u32) -> Result<Bill, BillFault> {
	let parts = divided_by_days(merged(parts)?);
	let mut bill = Bill::default();
	let (mut base_days, mut energy) = (0u128, Ecoin::ZERO);
	let (mut climate, mut fuel) = (Ecoin::ZERO, 0i128);
	let mut tax = Tax::default();
	for (place, (part, _)) in (0u8..).zip(&parts) {
		let scale = Scale { days: part.days, whole_days };
		let charged = charge(part, place, contract_power, scale)?;
		base_days = base_days.saturating_add(charged.base.0.saturating_mul(u128::from(part.days)));
		energy = energy.saturating_add(charged.lines.iter().map(|line| line.value).sum());
		climate = climate.saturating_add(part.usage.energy_wh() * part.table.climate);
		fuel = fuel.saturating_add(fuel_adjustment(part.usage.energy_wh(), part.table.fuel_ticks));
		tax =
			Tax { vat_permille: part.table.vat_permille, fund_permille: part.table.fund_permille };
		for line in charged.lines {
			bill.energy_lines.try_push(line).map_err(|_| BillFault::TooManyLines)?;
		}
	}
	bill.base = Krw::in_ecoin(Ecoin(base_days.checked_div(whole_days.into()).unwrap_or_default()));
	bill.energy = Krw::in_ecoin(energy);
	bill.climate = Krw::in_ecoin(climate);
	let dropped = Krw::in_ecoin(Ecoin(fuel.unsigned_abs()));
	bill.fuel = Krw(if fuel < 0 { dropped.0.saturating_neg() } else { dropped.0 });
	bill.vat = Krw(bill.charges().permille(tax.vat_permille).saturating_add(500).div_euclid(1_000));
	bill.fund = Krw(bill.charges().permille(tax.fund_permille).div_euclid(1_000)).floored_to_ten();
	bill.total = bill.charges().saturating_add(bill.vat).saturating_add(bill.fund).floored_to_ten();
	Ok(bill)
}

/// Tax and levy, in thousandths.
#[derive(Clone, Copy, Default)]
struct Tax {
	vat_permille: u16,
	fund_permille: u16,
}

/// The parts with those made one that lie in the same season of the same table, each with the place
/// of its season.
fn merged<'a>(parts: &[Part<'a>]) -> Result<Vec<(Part<'a>, usize)>, BillFault> {
	let mut merged: Vec<(Part, usize)> = Vec::new();
	for part in parts {
		let season =
			part.table.season_of(part.month_of_year).ok_or(BillFault::MonthWithoutSeason)?;
		match merged.last_mut() {
			Some((last, of_season)) if *of_season == season && last.table == part.table => {
				last.days = last.days.saturating_add(part.days);
				last.usage = last.usage.plus(part.usage);
			}
			_ => merged.push((*part, season)),
		}
	}
	if merged.len() > MAX_PARTS as usize {
		return Err(BillFault::TooManyLines);
	}
	Ok(merged)
}

/// Where every part is charged by blocks, each with its days' share of all the energy, whenever it was
/// drawn.
///
/// A block is so much energy a month, and KEPCO gives each side of a change of season or of prices its
/// days' share of the blocks and of the energy alike. So a change that leaves the blocks as they are,
/// as those of November and December up to 1,000 kWh, changes nothing up to there. By the meter's
/// reading in between, whoever draws unevenly would reach dearer blocks than its month does.
fn divided_by_days(mut parts: Vec<(Part, usize)>) -> Vec<(Part, usize)> {
	let is_by_blocks =
		|part: &Part| matches!(part.table.rates_in(part.month_of_year), Some(Rates::Blocks(_)));
	let days: Vec<_> = parts.iter().map(|(part, _)| u64::from(part.days)).collect();
	if parts.iter().all(|(part, _)| is_by_blocks(part)) && days.iter().any(|days| *days > 0) {
		let energy = parts.iter().map(|(part, _)| part.usage.energy_wh()).sum();
		for ((part, _), energy) in parts.iter_mut().zip(in_proportion(energy, &days)) {
			part.usage = Usage::Total(energy);
		}
	}
	parts
}

/// How much of a whole period a part is.
#[derive(Clone, Copy)]
struct Scale {
	days: u32,
	whole_days: u32,
}

impl Scale {
	/// The part's share of a limit for a whole month, floored.
	fn limit(self, limit: Wh) -> Wh {
		let share = u128::from(limit.0)
			.saturating_mul(self.days.into())
			.checked_div(self.whole_days.into())
			.unwrap_or_default();
		Wh(u64::try_from(share).unwrap_or(u64::MAX))
	}
}

/// What one part costs before surcharges and taxes.
struct Charged {
	lines: Vec<EnergyLine>,
	/// The base fee of a whole month.
	base: Ecoin,
}

fn charge(part: &Part, place: u8, power: Watt, scale: Scale) -> Result<Charged, BillFault> {
	let rates = part.table.rates_in(part.month_of_year).ok_or(BillFault::MonthWithoutSeason)?;
	let energy_wh = part.usage.energy_wh();
	let line = |charged_as, quantity_wh: Wh, price| EnergyLine {
		part: place,
		charged_as,
		quantity_wh,
		price,
		value: quantity_wh * price,
	};
	let (lines, block_krw): (Vec<_>, u32) = match rates {
		Rates::Single(price) => (Vec::from([line(ChargedAs::Single, energy_wh, *price)]), 0),
		Rates::Blocks(blocks) => {
			let lines = (1u8..)
				.zip(blocks)
				.map(|(number, block)| {
					line(ChargedAs::Block(number), within(block, energy_wh, scale), block.price)
				})
				.collect();
			(lines, base_of(blocks, energy_wh, scale))
		}
		Rates::TimeOfUse { off_peak, mid_peak, on_peak, .. } => {
			let split = part.usage.split().ok_or(BillFault::SplitMissing)?;
			let lines = Load::ALL
				.into_iter()
				.zip([off_peak, mid_peak, on_peak])
				.map(|(load, price)| line(ChargedAs::Load(load), split.at(load), *price))
				.collect();
			(lines, 0)
		}
	};
	let lines: Vec<_> = lines.into_iter().filter(|line| !line.quantity_wh.is_zero()).collect();
	let power_ecoin = u128::from(power.0)
		.saturating_mul(part.table.base_krw_per_kw.into())
		.saturating_mul(Ecoin::PER_KRW / WATTS_PER_KW);
	let base = Ecoin::from_krw(block_krw.into()).saturating_add(Ecoin(power_ecoin));
	Ok(Charged { lines, base })
}

/// What of the energy lies in a block of which the part has its share.
fn within(block: &Block, energy: Wh, scale: Scale) -> Wh {
	let end = block.up_to_wh.map_or(Wh(u64::MAX), |end| scale.limit(end));
	energy.min(end).saturating_sub(scale.limit(block.above_wh))
}

/// The base fee of the block in which the energy ends, for a whole month.
fn base_of(blocks: &[Block], energy: Wh, scale: Scale) -> u32 {
	blocks
		.iter()
		.find(|block| block.up_to_wh.is_none_or(|end| energy <= scale.limit(end)))
		.map_or(0, |block| block.base_krw)
}

/// What fuel adds, in ecoin units, or takes away.
fn fuel_adjustment(energy: Wh, ticks: i32) -> i128 {
	i128::from(energy.0).saturating_mul(ticks.into())
}
