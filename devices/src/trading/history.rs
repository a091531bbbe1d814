//! What flowed, and what may therefore flow.

use crate::{
	calendar::{is_weekend, start_of_day, Period, DAY_MS},
	market::Side,
	meter::registers::Registers,
	units::{Moment, NetWh, Wh},
};
use std::collections::BTreeMap;

/// How many days back are looked at.
const DAYS: u64 = 28;

/// With so many days of the same kind, workdays or weekends, the others are not asked.
const ENOUGH_ALIKE: usize = 3;

/// The registers of all of an owner's points together at quarters of an hour.
#[derive(Clone, Debug, Default)]
pub struct History {
	faces: BTreeMap<Moment, Registers>,
}

impl History {
	/// The history of several points together: only moments at which all are known count.
	pub fn of(points: impl IntoIterator<Item = BTreeMap<Moment, Registers>>) -> Self {
		let mut points = points.into_iter();
		let mut faces = points.next().unwrap_or_default();
		for point in points {
			faces.retain(|at, sum| {
				point.get(at).map(|face| *sum = sum.saturating_add(*face)).is_some()
			});
		}
		Self { faces }
	}

	/// What flowed in a period, if the registers at both its ends are known.
	pub fn flow(&self, period: &Period) -> Option<Registers> {
		self.faces.get(&period.end)?.checked_sub(*self.faces.get(&period.start)?)
	}

	/// The history as it would be had something else flowed between each two moments that are known: what a
	/// function makes of the time between them and what flowed in it.
	pub fn reflow(&self, change: impl Fn(&Period, Registers) -> Registers) -> Self {
		let mut faces = BTreeMap::new();
		let mut sum = Registers::default();
		let mut before: Option<(Moment, Registers)> = None;
		for (end, face) in &self.faces {
			if let Some((start, earlier)) = before {
				let flow = face.checked_sub(earlier).unwrap_or_default();
				sum = sum.saturating_add(change(&Period { start, end: *end }, flow));
			}
			faces.insert(*end, sum);
			before = Some((*end, *face));
		}
		Self { faces }
	}

	/// What flowed from a moment up to the last one that is known.
	pub fn flow_since(&self, start: Moment) -> Registers {
		let first = self.faces.range(start..).next();
		let last = self.faces.last_key_value();
		let flow = first.zip(last).and_then(|((_, from), (_, to))| to.checked_sub(*from));
		flow.unwrap_or_default()
	}

	/// The last moment that is known.
	pub fn known_until(&self) -> Option<Moment> {
		self.faces.last_key_value().map(|(at, _)| *at)
	}

	/// What may flow in a period: what flowed in the same hours of the days before, or, for a period
	/// longer than a day, in each whole day before, times its number of days.
	pub fn outlook(&self, period: &Period) -> Outlook {
		let flows = if period.length_ms() > DAY_MS {
			self.whole_days(period.length_ms() / DAY_MS)
		} else {
			self.same_hours(period)
		};
		Outlook { flows }
	}

	fn whole_days(&self, times: u64) -> Vec<Registers> {
		let Some(last) = self.known_until() else { return Vec::new() };
		let midnight = start_of_day(last);
		(0..DAYS)
			.filter_map(|back| {
				let end = midnight.checked_sub(back * DAY_MS)?;
				self.flow(&Period { start: end.checked_sub(DAY_MS)?, end })
			})
			.map(|flow| flow.map(|energy| Wh(energy.0.saturating_mul(times))))
			.collect()
	}

	fn same_hours(&self, period: &Period) -> Vec<Registers> {
		let Some(last) = self.known_until() else { return Vec::new() };
		let back_to_known = period.end.saturating_sub(last).div_ceil(DAY_MS);
		let (alike, others): (Vec<_>, Vec<_>) = (back_to_known..back_to_known + DAYS)
			.filter_map(|days| {
				let start = period.start.checked_sub(days * DAY_MS)?;
				let flow = self.flow(&Period { start, end: start + period.length_ms() })?;
				Some((is_weekend(start) == is_weekend(period.start), flow))
			})
			.partition(|(is_alike, _)| *is_alike);
		let enough = alike.len() >= ENOUGH_ALIKE;
		let chosen = alike.into_iter().chain(others.into_iter().filter(|_| !enough));
		chosen.map(|(_, flow)| flow).collect()
	}
}

/// What may flow in a period: each of these flows is as likely as any other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outlook {
	flows: Vec<Registers>,
}

impl Outlook {
	/// An outlook of these flows.
	pub const fn of(flows: Vec<Registers>) -> Self {
		Self { flows }
	}

	/// The outlook if so much is drawn or fed in besides, whatever else flows.
	pub fn with(self, besides: NetWh) -> Self {
		let flows = self.flows.into_iter().map(|flow| flow.with(besides));
		Self { flows: flows.collect() }
	}

	/// How many days it rests on.
	pub fn days(&self) -> usize {
		self.flows.len()
	}

	/// On which side of the market the owner stands, by what flowed in sum. `None` if nothing did.
	pub fn side(&self) -> Option<Side> {
		let sum: Registers = self.flows.iter().copied().sum();
		let net = sum.export_wh.0 as i128 - sum.import_wh.0 as i128;
		match net {
			0 => None,
			net if net > 0 => Some(Side::Ask),
			_ => Some(Side::Bid),
		}
	}

	/// The mean of what was drawn less what was fed in.
	pub fn net(&self) -> NetWh {
		NetWh::of(self.mean(Side::Bid), self.mean(Side::Ask))
	}

	/// The mean of what flowed on the way of a side: exported for an ask, imported for a bid.
	pub fn mean(&self, side: Side) -> Wh {
		let sum: Wh = self.flows.iter().map(|flow| of_side(flow, side)).sum();
		Wh(sum.0.checked_div(self.flows.len() as u64).unwrap_or(0))
	}

	/// The least energy that is not exceeded with this probability, in thousandths.
	pub fn quantile(&self, side: Side, permille: u32) -> Wh {
		let mut flows: Vec<Wh> = self.flows.iter().map(|flow| of_side(flow, side)).collect();
		flows.sort_unstable();
		let rank = (flows.len() * permille as usize).div_ceil(1_000);
		flows.get(rank.saturating_sub(1)).copied().unwrap_or_default()
	}
}

const fn of_side(flow: &Registers, side: Side) -> Wh {
	match side {
		Side::Bid => flow.import_wh,
		Side::Ask => flow.export_wh,
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::calendar::{HOUR_MS, QUARTER_MS};

	/// 2026-11-01 00:00 in Korea, a Sunday.
	const NOVEMBER: Moment = 1_793_458_800_000;

	/// Registers that rise by what a function says for each quarter of so many days before November.
	fn history(days: u64, flow: impl Fn(Moment) -> (u64, u64)) -> History {
		let mut face = Registers::default();
		let mut faces = BTreeMap::new();
		let start = NOVEMBER - days * DAY_MS;
		for at in (start..NOVEMBER).step_by(QUARTER_MS as usize) {
			faces.insert(at, face);
			let (import, export) = flow(at);
			face = face.saturating_add(Registers::new(import, export));
		}
		faces.insert(NOVEMBER, face);
		History::of([faces])
	}

	fn hour(start: Moment) -> Period {
		Period { start, end: start + HOUR_MS }
	}

	#[test]
	fn an_hour_to_come_looks_like_the_same_hours_before() {
		let noon = |at: Moment| (at - start_of_day(at)) / HOUR_MS == 12;
		let history = history(14, |at| if noon(at) { (0, 500) } else { (100, 0) });
		let at_noon = history.outlook(&hour(NOVEMBER + 12 * HOUR_MS));
		assert_eq!((at_noon.side(), at_noon.mean(Side::Ask)), (Some(Side::Ask), Wh(2_000)));
		let at_night = history.outlook(&hour(NOVEMBER + 3 * HOUR_MS));
		assert_eq!((at_night.side(), at_night.mean(Side::Bid)), (Some(Side::Bid), Wh(400)));
	}

	#[test]
	fn weekends_look_like_weekends_once_enough_are_known() {
		let history = |days| history(days, |at| (if is_weekend(at) { 10 } else { 100 }, 0));
		let sunday = hour(NOVEMBER + 12 * HOUR_MS);
		assert_eq!(history(14).outlook(&sunday).mean(Side::Bid), Wh(40));
		assert!(history(6).outlook(&sunday).mean(Side::Bid) > Wh(200));
	}

	#[test]
	fn a_month_is_as_many_days_as_it_has() {
		let history = history(7, |_| (100, 1));
		let month = Period { start: NOVEMBER, end: NOVEMBER + 30 * DAY_MS };
		let outlook = history.outlook(&month);
		assert_eq!((outlook.days(), outlook.mean(Side::Bid)), (7, Wh(30 * 96 * 100)));
	}

	#[test]
	fn quantiles_are_flows_that_occurred() {
		let outlook = Outlook::of((1..=10).map(|day| Registers::new(0, day * 100)).collect());
		let at = |permille| outlook.quantile(Side::Ask, permille);
		assert_eq!((at(0), at(100), at(101), at(1_000)), (Wh(100), Wh(100), Wh(200), Wh(1_000)));
	}

	#[test]
	fn what_flows_besides_is_set_off_against_the_rest() {
		let outlook = Outlook::of(vec![Registers::new(100, 0), Registers::new(0, 300)]);
		let charging = outlook.clone().with(NetWh(200));
		assert_eq!(charging, Outlook::of(vec![Registers::new(300, 0), Registers::new(0, 100)]));
		let discharging = outlook.clone().with(NetWh(-150));
		assert_eq!(discharging, Outlook::of(vec![Registers::new(0, 50), Registers::new(0, 450)]));
		assert_eq!((outlook.net(), charging.net()), (NetWh(-100), NetWh(100)));
	}

	#[test]
	fn another_history_is_made_of_the_flows_of_this_one() {
		let before = history(1, |_| (100, 0));
		let after = before.reflow(|period, flow| {
			assert_eq!(period.length_ms(), QUARTER_MS);
			flow.with(NetWh(-150))
		});
		let day = Period { start: NOVEMBER - DAY_MS, end: NOVEMBER };
		assert_eq!(after.flow(&day), Some(Registers::new(0, 96 * 50)));
	}

	#[test]
	fn without_a_past_there_is_no_outlook() {
		let outlook = History::default().outlook(&hour(NOVEMBER));
		assert_eq!((outlook.days(), outlook.side()), (0, None));
		assert_eq!((outlook.mean(Side::Bid), outlook.quantile(Side::Bid, 500)), (Wh(0), Wh(0)));
	}

	#[test]
	fn several_points_count_together_where_all_are_known() {
		let point = |moments: &[Moment]| {
			moments.iter().map(|at| (*at, Registers::new(*at, 0))).collect::<BTreeMap<_, _>>()
		};
		let together = History::of([point(&[10, 20, 30]), point(&[10, 30, 40])]);
		assert_eq!(together.flow(&Period { start: 10, end: 30 }), Some(Registers::new(40, 0)));
		assert_eq!(together.flow(&Period { start: 10, end: 20 }), None);
		assert_eq!(together.flow_since(0), Registers::new(40, 0));
	}
}
