//! Finds the schedule that is worth most.
//!
//! Dynamic programming (R. Bellman, *Dynamic Programming*, 1957), backwards over the periods: with `V(t, s)` the
//! most that can come of a battery that has stored `s` when period `t` begins,
//!
//! ```text
//! V(t, s) = max over s' of  worth(t, load + what going from s to s' takes or gives) + V(t + 1, s')
//! V(end, s) = s x end price
//! ```
//!
//! `V(t + 1, s') - V(t + 1, s)` is what energy in store is worth later, as with the water of a reservoir: no less
//! should it be sold for, no more should be paid to store it.
//!
//! Levels are whole steps of Wh around what is stored now, at most [`MOST_STEPS`] of them. Among those the
//! schedule is the best that there is. Of several that are worth the same, the one that moves the least energy is
//! taken, and of those the one that does it soonest: what is known of the next hour is known best.

use super::{
	schedule::{Schedule, Step},
	storage::{Action, Battery},
	terms::Terms,
};
use crate::units::{Ecoin, NetWh, PriceTick, Wh};
use core::ops::Add;

/// Into how many steps the capacity is divided at most.
pub const MOST_STEPS: u64 = 200;

/// What comes of doing something: more money first, then less energy moved, then sooner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Gain {
	money: i128,
	rest: i128,
	promptness: i128,
}

impl Add for Gain {
	type Output = Self;

	fn add(self, other: Self) -> Self {
		Self {
			money: self.money + other.money,
			rest: self.rest + other.rest,
			promptness: self.promptness + other.promptness,
		}
	}
}

/// The schedule that is worth most for a battery with so much in it, over periods that follow one another. What
/// is stored at the end counts as worth `end_price`.
pub fn plan(battery: &Battery, stored_wh: Wh, terms: &[Terms], end_price: PriceTick) -> Schedule {
	let stored_wh = stored_wh.min(battery.capacity_wh);
	let levels = levels(battery, stored_wh);
	let now = levels.partition_point(|level| *level < stored_wh);
	let last = levels
		.iter()
		.map(|level| Gain { money: (*level * end_price).0 as i128, ..Gain::default() });
	let mut futures = vec![last.collect::<Vec<_>>()];
	for (number, period) in terms.iter().enumerate().rev() {
		let moves = Moves::of(battery, &levels, number, period);
		let future = futures.last().expect("it begins with one; qed");
		let best = (0..levels.len()).map(|from| moves.best(from, future).1).collect();
		futures.push(best);
	}
	futures.reverse();

	let mut from = now;
	let mut steps = Vec::with_capacity(terms.len());
	for (number, period) in terms.iter().enumerate() {
		let moves = Moves::of(battery, &levels, number, period);
		let (to, _) = moves.best(from, &futures[number + 1]);
		let later = futures[number + 1][to].money - futures[number + 1][from].money;
		let action = moves.action(from, to);
		steps.push(step(period, action, levels[to], later));
		from = to;
	}
	let idle: i128 = terms.iter().map(|period| period.worth(period.load)).sum();
	let idle = idle + (stored_wh * end_price).0 as i128;
	let gained = u128::try_from(futures[0][now].money - idle).unwrap_or(0);
	Schedule { steps, gained: Ecoin(gained) }
}

/// The levels that a battery may have, what it has now among them.
fn levels(battery: &Battery, stored_wh: Wh) -> Vec<Wh> {
	let step = battery.capacity_wh.0.div_ceil(MOST_STEPS).max(1);
	let below = stored_wh.saturating_sub(battery.reserve_wh).0 / step;
	let above = battery.capacity_wh.saturating_sub(stored_wh).0 / step;
	let lowest = stored_wh.0 - below * step;
	(0..=below + above).map(|number| Wh(lowest + number * step)).collect()
}

/// What a battery can do in a period, by how many levels it rises or falls.
struct Moves {
	/// The lowest level that it may fall to.
	reserve: usize,
	falls: Vec<(Action, Gain)>,
	rises: Vec<(Action, Gain)>,
}

impl Moves {
	fn of(battery: &Battery, levels: &[Wh], number: usize, terms: &Terms) -> Self {
		let reach = |from: usize, to: usize| {
			let action = battery.action(levels[from], levels[to], terms.period.length_ms())?;
			let moved = i128::from(action.at_meter().0).abs();
			let gain = Gain {
				money: terms.worth(terms.load + action.at_meter()),
				rest: -moved,
				promptness: -moved * number as i128,
			};
			Some((action, gain))
		};
		let top = levels.len() - 1;
		Self {
			reserve: levels.partition_point(|level| *level < battery.reserve_wh),
			falls: (1..=top).map_while(|fall| reach(top, top - fall)).collect(),
			rises: (0..=top).map_while(|rise| reach(0, rise)).collect(),
		}
	}

	/// The best level to go to, and what comes of that.
	fn best(&self, from: usize, future: &[Gain]) -> (usize, Gain) {
		let falls = self.falls.iter().take(from.saturating_sub(self.reserve)).enumerate();
		let falls = falls.map(|(index, (_, gain))| (from - index - 1, *gain));
		let rises = self.rises.iter().take(future.len() - from).enumerate();
		let rises = rises.map(|(index, (_, gain))| (from + index, *gain));
		let all = falls.chain(rises).map(|(to, gain)| (to, gain + future[to]));
		all.max_by_key(|(_, gain)| *gain).expect("it can always rest; qed")
	}

	fn action(&self, from: usize, to: usize) -> Action {
		if to < from {
			self.falls[from - to - 1].0
		} else {
			self.rises[to - from].0
		}
	}
}

/// A step, with what the energy that it moves is worth at once and later.
fn step(terms: &Terms, action: Action, stored_wh: Wh, later: i128) -> Step {
	let NetWh(moved) = action.at_meter();
	let per_wh = |money: i128| {
		let price = money.checked_div(i128::from(moved)).unwrap_or(0);
		PriceTick(u32::try_from(price).unwrap_or(0))
	};
	let now = terms.worth(terms.load) - terms.worth(terms.load + action.at_meter());
	Step {
		period: terms.period,
		load: terms.load,
		action,
		stored_wh,
		now: per_wh(now),
		later: per_wh(later),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		battery::{storage::tests::BATTERY, terms::tests::hour},
		calendar::HOUR_MS,
		units::Watt,
	};
	use rand::{rngs::StdRng, Rng, SeedableRng};

	const END: PriceTick = PriceTick(800);

	fn actions(stored_wh: u64, terms: &[Terms]) -> Vec<Action> {
		let schedule = plan(&BATTERY, Wh(stored_wh), terms, END);
		schedule.steps.iter().map(|step| step.action).collect()
	}

	const fn charge(drawn_wh: u64) -> Action {
		Action::Charge { drawn_wh: Wh(drawn_wh) }
	}

	const fn discharge(delivered_wh: u64) -> Action {
		Action::Discharge { delivered_wh: Wh(delivered_wh) }
	}

	#[test]
	fn the_sun_of_noon_is_kept_for_the_evening_and_no_more_than_that_needs() {
		let terms = [hour(0, -1_500), hour(1, -1_500), hour(2, 900), hour(3, 900)];
		let expected = [charge(1_400), charge(600), discharge(900), discharge(900)];
		assert_eq!(actions(400, &terms), expected);
		let gained = plan(&BATTERY, Wh(400), &terms, END).gained;
		assert_eq!(gained, Ecoin(1_800 * 2_000 - 2_000 * 800));
	}

	#[test]
	fn where_nothing_is_gained_it_rests() {
		assert_eq!(actions(400, &[hour(0, 500), hour(1, 500)]), [Action::Rest; 2]);
		assert_eq!(actions(2_000, &[hour(0, -500), hour(1, -500)]), [Action::Rest; 2]);
	}

	#[test]
	fn what_gains_the_same_later_is_done_now() {
		let terms = [hour(0, 300), hour(1, 300), hour(2, 300)];
		assert_eq!(actions(700, &terms), [discharge(300), Action::Rest, Action::Rest]);
	}

	#[test]
	fn what_was_bought_is_stored_and_what_was_sold_is_delivered() {
		let bought = Terms { bought_wh: Wh(1_400), ..hour(0, 400) };
		let sold = Terms { sold_wh: Wh(900), sold_price: PriceTick(3_500), ..hour(1, 0) };
		let later = hour(2, 900);
		assert_eq!(
			actions(400, &[bought, sold, later]),
			[charge(1_000), discharge(900), Action::Rest]
		);
	}

	#[test]
	fn what_energy_is_worth_now_and_later_is_said() {
		let schedule = plan(&BATTERY, Wh(400), &[hour(0, -1_000), hour(1, 900)], END);
		let [charging, discharging] = schedule.steps[..] else { panic!("there are two") };
		// 1,000 Wh are drawn for 900 Wh that are worth 200 KRW/kWh.
		assert_eq!((charging.now, charging.later), (PriceTick(800), PriceTick(1_800)));
		assert_eq!((discharging.now, discharging.later), (PriceTick(2_000), PriceTick(800)));
	}

	/// Small worlds, in which every schedule can be tried.
	fn world(random: &mut StdRng) -> (Battery, Wh, Vec<Terms>, PriceTick) {
		let capacity = random.random_range(1..=9);
		let battery = Battery {
			capacity_wh: Wh(capacity),
			reserve_wh: Wh(random.random_range(0..=capacity)),
			charging: Watt(random.random_range(0..=9)),
			discharging: Watt(random.random_range(0..=9)),
			efficiency_permille: random.random_range(300..=1_000),
		};
		let stored_wh = Wh(random.random_range(0..=capacity));
		let terms = (0..random.random_range(1..=4)).map(|number| {
			let buys = random.random_bool(0.5);
			Terms {
				bought_wh: Wh(if buys { random.random_range(0..6) } else { 0 }),
				sold_wh: Wh(if buys { 0 } else { random.random_range(0..6) }),
				sold_price: PriceTick(random.random_range(0..100)),
				draw_price: PriceTick(random.random_range(0..60)),
				feed_price: PriceTick(random.random_range(0..60)),
				..hour(number, random.random_range(-8..=8))
			}
		});
		(battery, stored_wh, terms.collect(), PriceTick(random.random_range(0..60)))
	}

	/// The most that any schedule is worth, found by trying all. Knows nothing of [`Battery::action`].
	fn best_of_all(battery: &Battery, stored: u64, terms: &[Terms], end: PriceTick) -> i128 {
		let Some((first, rest)) = terms.split_first() else {
			return i128::from(stored) * i128::from(end.0);
		};
		let hours = first.period.length_ms() / HOUR_MS;
		let mut best = i128::MIN;
		for to in 0..=battery.capacity_wh.0 {
			let flow = if to >= stored {
				let drawn = ((to - stored) as f64 * 1_000.0
					/ f64::from(battery.efficiency_permille))
				.ceil();
				if drawn > (battery.charging.0 * hours) as f64 {
					continue;
				}
				drawn as i64
			} else {
				if stored - to > battery.discharging.0 * hours || to < battery.reserve_wh.0 {
					continue;
				}
				-((stored - to) as i64)
			};
			let worth = first.worth(first.load + NetWh(flow));
			best = best.max(worth + best_of_all(battery, to, rest, end));
		}
		best
	}

	#[test]
	fn no_schedule_at_all_is_worth_more() {
		for seed in 0..2_000 {
			let (battery, stored, terms, end) = world(&mut StdRng::seed_from_u64(seed));
			let schedule = plan(&battery, stored, &terms, end);
			let flows = schedule.steps.iter().zip(&terms);
			let worth: i128 =
				flows.map(|(step, terms)| terms.worth(terms.load + step.action.at_meter())).sum();
			let left = schedule.steps.last().map_or(stored, |step| step.stored_wh);
			let worth = worth + (left * end).0 as i128;
			assert_eq!(worth, best_of_all(&battery, stored.0, &terms, end), "seed {seed}");
			let idle: i128 = terms.iter().map(|terms| terms.worth(terms.load)).sum();
			let idle = idle + (stored * end).0 as i128;
			assert_eq!(worth - idle, schedule.gained.0 as i128, "seed {seed}");
			assert!(worth >= idle, "seed {seed}: without a battery it would be more");
		}
	}

	#[test]
	fn no_schedule_asks_what_the_battery_cannot_do() {
		for seed in 0..500 {
			let random = &mut StdRng::seed_from_u64(seed);
			let battery = Battery {
				capacity_wh: Wh(random.random_range(1..20_000)),
				reserve_wh: Wh(random.random_range(0..3_000)),
				charging: Watt(random.random_range(0..8_000)),
				discharging: Watt(random.random_range(0..8_000)),
				efficiency_permille: random.random_range(500..=1_000),
			};
			let stored = Wh(random.random_range(0..=battery.capacity_wh.0));
			let terms: Vec<_> = (0..24)
				.map(|number| Terms {
					draw_price: PriceTick(random.random_range(800..4_000)),
					..hour(number, random.random_range(-4_000..4_000))
				})
				.collect();
			let mut level = i128::from(stored.0);
			for step in plan(&battery, stored, &terms, END).steps {
				let before = level;
				let power = match step.action {
					Action::Rest => 0,
					Action::Charge { drawn_wh } => {
						// What is stored is no more than what comes through.
						let through =
							u128::from(drawn_wh.0) * u128::from(battery.efficiency_permille);
						level += (through / 1_000) as i128;
						assert!(drawn_wh <= Wh(battery.charging.0), "seed {seed}");
						drawn_wh.0
					}
					Action::Discharge { delivered_wh } => {
						level -= i128::from(delivered_wh.0);
						assert!(delivered_wh <= Wh(battery.discharging.0), "seed {seed}");
						delivered_wh.0
					}
				};
				assert!(power > 0 || level == before, "seed {seed}");
				assert!(i128::from(step.stored_wh.0) <= level, "seed {seed}: it is not there");
				level = i128::from(step.stored_wh.0);
				let floor = i128::from(battery.reserve_wh.0).min(before);
				assert!(
					(floor..=i128::from(battery.capacity_wh.0)).contains(&level),
					"seed {seed}"
				);
			}
		}
	}
}
