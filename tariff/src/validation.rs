//! What is wrong with a table, each fault by its own name.

use crate::table::{Block, Rates, Season, Stretch, TariffTable, MINUTES_PER_DAY};
use joule_primitives::{PriceTick, Wh};

/// Why a table cannot be charged by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableFault {
	/// A season names a month that there is not.
	UnknownMonth,
	/// A month lies in no season.
	MonthWithoutSeason,
	/// A month lies in two seasons.
	MonthInTwoSeasons,
	/// A season has no blocks.
	NoBlocks,
	/// The first block does not begin at zero, or a block begins above the end of the one before.
	BlockGap,
	/// A block begins below the end of the one before, or follows a block without an end.
	BlockOverlap,
	/// A block ends where it begins, or before.
	EmptyBlock,
	/// The last block has an end: what is drawn beyond it would have no price.
	LastBlockEnds,
	/// A block has a lower base fee than the one before: who draws more would pay less.
	FallingBaseFee,
	/// The first stretch of the day does not begin at midnight, or there is none.
	StretchGap,
	/// A stretch of the day does not begin after the one before.
	StretchOverlap,
	/// A stretch begins after the day has ended.
	StretchBeyondDay,
	/// The fuel adjustment would make some energy cost less than nothing.
	NegativePrice,
	/// The taxes are more than the charges that they are on.
	TaxTooHigh,
}

/// The highest tax and levy, in thousandths.
const HIGHEST_PERMILLE: u16 = 1_000;

impl TariffTable {
	/// Fails with the first fault of the table.
	pub fn validate(&self) -> Result<(), TableFault> {
		self.check_months()?;
		self.seasons.iter().try_for_each(|season| self.check_season(season))?;
		if self.vat_permille > HIGHEST_PERMILLE || self.fund_permille > HIGHEST_PERMILLE {
			return Err(TableFault::TaxTooHigh);
		}
		Ok(())
	}

	fn check_months(&self) -> Result<(), TableFault> {
		let named = || self.seasons.iter().flat_map(|season| season.months.iter());
		if named().any(|month| !(1..=12).contains(month)) {
			return Err(TableFault::UnknownMonth);
		}
		(1..=12).try_for_each(|month| match named().filter(|other| **other == month).count() {
			0 => Err(TableFault::MonthWithoutSeason),
			1 => Ok(()),
			_ => Err(TableFault::MonthInTwoSeasons),
		})
	}

	fn check_season(&self, season: &Season) -> Result<(), TableFault> {
		match &season.rates {
			Rates::Single(price) => self.check_price(*price),
			Rates::Blocks(blocks) => {
				check_blocks(blocks)?;
				blocks.iter().try_for_each(|block| self.check_price(block.price))
			}
			Rates::TimeOfUse { stretches, off_peak, mid_peak, on_peak } => {
				check_stretches(stretches)?;
				[off_peak, mid_peak, on_peak]
					.into_iter()
					.try_for_each(|price| self.check_price(*price))
			}
		}
	}

	fn check_price(&self, price: PriceTick) -> Result<(), TableFault> {
		match i64::from(price.0).saturating_add(self.fuel_ticks.into()) {
			0.. => Ok(()),
			_ => Err(TableFault::NegativePrice),
		}
	}
}

fn check_blocks(blocks: &[Block]) -> Result<(), TableFault> {
	let mut reached = Some(Wh::ZERO);
	for block in blocks {
		let before = reached.ok_or(TableFault::BlockOverlap)?;
		if block.above_wh > before {
			return Err(TableFault::BlockGap);
		}
		if block.above_wh < before {
			return Err(TableFault::BlockOverlap);
		}
		if block.up_to_wh.is_some_and(|end| end <= block.above_wh) {
			return Err(TableFault::EmptyBlock);
		}
		reached = block.up_to_wh;
	}
	if blocks.is_empty() {
		return Err(TableFault::NoBlocks);
	}
	if blocks
		.iter()
		.zip(blocks.iter().skip(1))
		.any(|(below, above)| above.base_krw < below.base_krw)
	{
		return Err(TableFault::FallingBaseFee);
	}
	reached.map_or(Ok(()), |_| Err(TableFault::LastBlockEnds))
}

fn check_stretches(stretches: &[Stretch]) -> Result<(), TableFault> {
	if stretches.first().map(|stretch| stretch.from_minute) != Some(0) {
		return Err(TableFault::StretchGap);
	}
	for pair in stretches.windows(2) {
		if let [before, after] = pair {
			if after.from_minute <= before.from_minute {
				return Err(TableFault::StretchOverlap);
			}
		}
	}
	if stretches.iter().any(|stretch| stretch.from_minute >= MINUTES_PER_DAY) {
		return Err(TableFault::StretchBeyondDay);
	}
	Ok(())
}
