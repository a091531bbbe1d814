//! What each Wh of a month costs, the dearest first: what trading can save.
//!
//! Under a progressive tariff the dearest energy of a household is its last, and that is what
//! energy from a neighbour takes away.

use crate::{
	bill::{bill, BillFault, Part, Usage},
	money::Krw,
	table::Rates,
};
use alloc::vec::Vec;
use joule_primitives::{Ecoin, PriceTick, Watt, Wh};

/// Energy that costs the same, taxes included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rung {
	/// How much of it a month has.
	pub quantity_wh: Wh,
	/// What it costs with surcharges, tax and levy, in ticks, floored.
	pub price: PriceTick,
}

/// What a month of energy is made of by price, the dearest first. The steps of the base fee are
/// left out: they come on top of what is saved.
///
/// Energy whose time of use is not known has one rung, at the mid-peak price.
pub fn ladder(part: &Part) -> Result<Vec<Rung>, BillFault> {
	let rates = part.table.rates_in(part.month_of_year).ok_or(BillFault::MonthWithoutSeason)?;
	let with_all = |price: PriceTick| {
		let ticks = i64::from(price.0)
			.saturating_add(part.table.climate.0.into())
			.saturating_add(part.table.fuel_ticks.into())
			.max(0);
		let permille = 1_000i64
			.saturating_add(part.table.vat_permille.into())
			.saturating_add(part.table.fund_permille.into());
		let taxed = ticks.saturating_mul(permille) / 1_000;
		PriceTick(u32::try_from(taxed).unwrap_or(u32::MAX))
	};
	let energy = part.usage.energy_wh();
	let mut rungs: Vec<Rung> = match (rates, part.usage) {
		(Rates::Single(price), _) => {
			Vec::from([Rung { quantity_wh: energy, price: with_all(*price) }])
		}
		(Rates::Blocks(blocks), _) => blocks
			.iter()
			.map(|block| Rung {
				quantity_wh: energy
					.min(block.up_to_wh.unwrap_or(Wh(u64::MAX)))
					.saturating_sub(block.above_wh),
				price: with_all(block.price),
			})
			.collect(),
		(Rates::TimeOfUse { mid_peak, .. }, Usage::Total(_)) => {
			Vec::from([Rung { quantity_wh: energy, price: with_all(*mid_peak) }])
		}
		(Rates::TimeOfUse { off_peak, mid_peak, on_peak, .. }, Usage::Split(split)) => {
			// Energy that is bought lowers every time of use alike, so that all of it is worth the
			// mean price.
			let value: Ecoin = [
				split.off_peak_wh * *off_peak,
				split.mid_peak_wh * *mid_peak,
				split.on_peak_wh * *on_peak,
			]
			.into_iter()
			.sum();
			let mean = value.0.checked_div(energy.0.into()).unwrap_or_default();
			let price = PriceTick(u32::try_from(mean).unwrap_or(u32::MAX));
			Vec::from([Rung { quantity_wh: energy, price: with_all(price) }])
		}
	};
	rungs.retain(|rung| !rung.quantity_wh.is_zero());
	rungs.reverse();
	Ok(rungs)
}

/// An offer: so much energy at a price.
pub type Offer = (Wh, PriceTick);

/// How much of a month's energy is worth buying from the offers, the cheapest first, and what that
/// costs: as long as an offer is cheaper than the dearest energy that is left to replace.
pub fn worth_buying(rungs: &[Rung], offers: impl IntoIterator<Item = Offer>) -> (Wh, Ecoin) {
	let (mut bought, mut paid) = (Wh::ZERO, Ecoin::ZERO);
	let mut rungs = rungs.iter().copied();
	let mut rung = rungs.next();
	for (mut left, price) in offers {
		while let Some(open) = rung.as_mut().filter(|open| open.price > price) {
			if left.is_zero() {
				break;
			}
			let taken = left.min(open.quantity_wh);
			bought = bought.saturating_add(taken);
			paid = paid.saturating_add(taken * price);
			left = left.saturating_sub(taken);
			open.quantity_wh = open.quantity_wh.saturating_sub(taken);
			if open.quantity_wh.is_zero() {
				rung = rungs.next();
			}
		}
		if !left.is_zero() {
			break;
		}
	}
	(bought, paid)
}

/// What a month costs with and without some energy that comes from elsewhere.
pub fn with_and_without(part: &Part, power: Watt, bought: Wh) -> Result<(Krw, Krw), BillFault> {
	let energy = part.usage.energy_wh();
	let usage = part.usage.scaled_to(energy.saturating_sub(bought));
	let days = part.days;
	let total = |part: Part| bill(&[part], power, days).map(|bill| bill.total);
	Ok((total(Part { usage, ..*part })?, total(*part)?))
}
