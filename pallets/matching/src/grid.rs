//! The price grids, and how a tick falls into pages.
//!
//! Both market forms cut their grid into pages of 256 ticks, so that whatever is kept per tick is
//! stored a page at a time: the low byte of a tick is its slot, the byte above it the page.

use joule_primitives::PriceTick;

/// Ticks in a page.
pub const PAGE_TICKS: usize = 256;

/// Ticks of the call auction's grid: prices up to 819.1 KRW/kWh.
pub const AUCTION_TICKS: u32 = 8_192;

/// Pages of the call auction's grid.
pub const AUCTION_PAGES: u8 = (AUCTION_TICKS as usize / PAGE_TICKS) as u8;

/// The grid of the call auction.
pub const AUCTION_GRID: Grid = Grid { highest: PriceTick(AUCTION_TICKS - 1) };

/// The grid of the continuous book: prices up to 6,553.5 KRW/kWh, as far as two bytes reach.
pub const CONTINUOUS_GRID: Grid = Grid { highest: PriceTick(u16::MAX as u32) };

/// The prices at which one may trade: from one tick up to the highest. Zero is no price.
pub struct Grid {
	highest: PriceTick,
}

impl Grid {
	/// The lowest and the highest price.
	pub const fn range(&self) -> (PriceTick, PriceTick) {
		(PriceTick(1), self.highest)
	}

	/// Whether a price lies on the grid.
	pub fn contains(&self, price: PriceTick) -> bool {
		let (lowest, highest) = self.range();
		lowest <= price && price <= highest
	}
}

/// The page that a tick is on and its slot there, for ticks of either grid.
pub const fn page_and_slot(tick: PriceTick) -> (u8, u8) {
	let [_, _, page, slot] = tick.0.to_be_bytes();
	(page, slot)
}

/// The tick in a slot of a page.
pub const fn tick_at(page: u8, slot: u8) -> PriceTick {
	PriceTick(u32::from_be_bytes([0, 0, page, slot]))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn zero_is_no_price() {
		assert!(!AUCTION_GRID.contains(PriceTick::ZERO));
		assert!(AUCTION_GRID.contains(PriceTick(1)));
	}

	#[test]
	fn the_grids_end_where_their_pages_end() {
		assert_eq!(page_and_slot(AUCTION_GRID.range().1), (AUCTION_PAGES - 1, 255));
		assert_eq!(page_and_slot(CONTINUOUS_GRID.range().1), (255, 255));
		assert!(!AUCTION_GRID.contains(PriceTick(AUCTION_TICKS)));
		assert!(!CONTINUOUS_GRID.contains(PriceTick(65_536)));
	}

	#[test]
	fn a_page_and_a_slot_are_a_tick() {
		for tick in (0..=u32::from(u16::MAX)).map(PriceTick) {
			let (page, slot) = page_and_slot(tick);
			assert_eq!(tick_at(page, slot), tick);
		}
	}
}
