//! What a tariff table holds. A table that came from outside is [checked](crate::validation) before
//! anything is charged by it.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use joule_primitives::{PriceTick, Wh};
use polkadot_sdk::sp_core::{bounded::BoundedVec, ConstU32};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// The most blocks in a season.
pub const MAX_BLOCKS: u32 = 8;

/// The most stretches in a day.
pub const MAX_STRETCHES: u32 = 16;

/// The most seasons in a year.
pub const MAX_SEASONS: u32 = 12;

/// Minutes in a day.
pub const MINUTES_PER_DAY: u16 = 24 * 60;

/// Which kind of customer a table is for.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub enum TariffClass {
	/// A household at low voltage: prices rise in blocks.
	ResidentialLowVoltage,
	/// A household in an apartment house that is supplied at high voltage.
	ResidentialHighVoltage,
	/// A building, at a price for each season.
	General,
	/// A building whose energy is priced by the time of use.
	GeneralTimeOfUse,
}

impl TariffClass {
	/// Every class.
	pub const ALL: [Self; 4] = [
		Self::ResidentialLowVoltage,
		Self::ResidentialHighVoltage,
		Self::General,
		Self::GeneralTimeOfUse,
	];
}

/// A tariff table: the prices of one class.
#[derive(
	Clone,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub struct TariffTable {
	/// What a kW of contract power costs a month, in won. Zero for households.
	pub base_krw_per_kw: u32,
	/// The seasons: each month of the year lies in exactly one.
	pub seasons: BoundedVec<Season, ConstU32<MAX_SEASONS>>,
	/// The charge for climate and environment on each kWh.
	pub climate: PriceTick,
	/// The adjustment for the price of fuel on each kWh, in ticks; it may be negative.
	pub fuel_ticks: i32,
	/// Value added tax, in thousandths.
	pub vat_permille: u16,
	/// The levy for the power industry's fund, in thousandths.
	pub fund_permille: u16,
}

/// The prices of some months of the year.
#[derive(
	Clone,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub struct Season {
	/// The months, January being 1.
	pub months: BoundedVec<u8, ConstU32<12>>,
	/// What energy costs in them.
	pub rates: Rates,
}

/// What energy costs.
#[derive(
	Clone,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub enum Rates {
	/// The same for every kWh.
	Single(PriceTick),
	/// By how much was drawn in the month: the progressive tariff.
	Blocks(BoundedVec<Block, ConstU32<MAX_BLOCKS>>),
	/// By when it was drawn.
	TimeOfUse {
		/// The course of a working day, in the order of time, the first from midnight on.
		stretches: BoundedVec<Stretch, ConstU32<MAX_STRETCHES>>,
		/// The price off-peak.
		off_peak: PriceTick,
		/// The price mid-peak.
		mid_peak: PriceTick,
		/// The price on-peak.
		on_peak: PriceTick,
	},
}

/// A block of the progressive tariff, for a whole month.
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
	Serialize,
	Deserialize,
)]
pub struct Block {
	/// Where it begins; energy of exactly this much lies in the block before.
	pub above_wh: Wh,
	/// Where it ends, this much included; `None` for the last one.
	pub up_to_wh: Option<Wh>,
	/// The base fee of a household whose consumption ends in this block, in won a month.
	pub base_krw: u32,
	/// The price of the energy that lies in it.
	pub price: PriceTick,
}

/// A stretch of a working day.
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
	Serialize,
	Deserialize,
)]
pub struct Stretch {
	/// Its first minute of the day in Korea. It lasts until the next one begins.
	pub from_minute: u16,
	/// How busy the grid is then.
	pub load: Load,
}

/// How busy the grid is.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub enum Load {
	/// Least busy.
	OffPeak,
	/// In between.
	MidPeak,
	/// Busiest.
	OnPeak,
}

impl Load {
	/// Every load, in the order in which splits and invoices list them.
	pub const ALL: [Self; 3] = [Self::OffPeak, Self::MidPeak, Self::OnPeak];
}

impl TariffTable {
	/// The place of the season in which a month of the year lies, January being 1.
	pub fn season_of(&self, month_of_year: u8) -> Option<usize> {
		self.seasons.iter().position(|season| season.months.contains(&month_of_year))
	}

	/// What energy costs in a month of the year, January being 1.
	pub fn rates_in(&self, month_of_year: u8) -> Option<&Rates> {
		self.seasons.get(self.season_of(month_of_year)?).map(|season| &season.rates)
	}

	/// Whether the bill needs to know when the energy was drawn.
	pub fn needs_split(&self) -> bool {
		self.seasons.iter().any(|season| matches!(season.rates, Rates::TimeOfUse { .. }))
	}
}
