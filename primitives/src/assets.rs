//! Which asset is which.
//!
//! | asset id | what it is | unit |
//! |---|---|---|
//! | 1 | ecoin | 0.0001 KRW (4 decimals) |
//! | YYYYMM | energy exported in that month | 1 Wh (3 decimals, shown in kWh) |

use crate::calendar::Vintage;

/// The id of an asset in `pallet-assets`.
pub type AssetId = u32;

/// An amount of an asset in its smallest unit.
pub type Balance = u128;

/// The asset id of the ecoin.
pub const ECOIN_ASSET: AssetId = 1;

/// Decimals of the ecoin: one unit is 0.0001 KRW.
pub const ECOIN_DECIMALS: u8 = 4;

/// Decimals of energy: one unit is 1 Wh, shown in kWh.
pub const ENERGY_DECIMALS: u8 = 3;

impl Vintage {
	/// The asset id of the energy of this month.
	pub const fn asset_id(self) -> AssetId {
		self.0
	}
}
