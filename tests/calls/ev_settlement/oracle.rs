//! Sessions at random, settled by the chain and by a model that knows only what a tariff means.

use crate::scene::*;
use joule_primitives::calendar::time_of_day_ms;
use proptest::prelude::*;

/// What a charger reports next: after so many seconds so many Wh more.
type Stretch = (u64, u64);

/// A session as it may happen.
#[derive(Clone, Debug)]
struct Story {
	bands: Vec<(u16, u32)>,
	fee: Option<OccupancyFee>,
	prepayment: Ecoin,
	/// When it is prepaid, in ms after the beginning of November.
	starts: Moment,
	charging: Vec<Stretch>,
	/// How long the vehicle stays after that, in s.
	stays: u64,
}

fn stories() -> impl Strategy<Value = Story> {
	let bands = prop::collection::btree_map(1..1_440u16, 0..=10_000u32, 0..6)
		.prop_map(|later| [(0, 3_000)].into_iter().chain(later).collect());
	let fee = prop::option::of((0..20u16, 1..2_000_000u128, 1..20u128).prop_map(
		|(grace_minutes, per_minute, minutes)| OccupancyFee {
			grace_minutes,
			per_minute: Ecoin(per_minute),
			cap: Ecoin(per_minute * minutes),
		},
	));
	// At 50 kW no more than 13 Wh flow in a second.
	let stretch =
		(0..7_200u64, 0..400u64).prop_map(|(seconds, wh)| (seconds, wh.min(13 * seconds)));
	let stretches = prop::collection::vec(stretch, 1..8);
	let (prepayment, starts) = (10_000_000..30_000_000u128, 0..2 * DAY_MS);
	(bands, fee, prepayment, starts, stretches, 0..3_600u64).prop_map(
		|(bands, fee, prepayment, starts, charging, stays)| Story {
			bands,
			fee,
			prepayment: Ecoin(prepayment),
			starts,
			charging,
			stays,
		},
	)
}

/// What the energy of a stretch costs, one Wh at a time: each has the price of the last instant
/// before it was complete.
fn cost_of_stretch(bands: &[(u16, u32)], from: Moment, (seconds, wh): Stretch) -> u128 {
	let length = seconds * 1_000;
	(1..=wh)
		.map(|count| {
			let complete_at = from + (count * length).div_ceil(wh);
			let minute = time_of_day_ms(complete_at.saturating_sub(1).max(from)) / MINUTE_MS;
			let band = bands.iter().rfind(|(begins, _)| u64::from(*begins) <= minute);
			u128::from(band.expect("the first band begins at midnight").1)
		})
		.sum()
}

/// What the whole session costs.
fn cost(story: &Story) -> Ecoin {
	let mut at = NOVEMBER + story.starts;
	let mut energy_cost = 0;
	for stretch in &story.charging {
		energy_cost += cost_of_stretch(&story.bands, at, *stretch);
		at += stretch.0 * 1_000;
	}
	let occupancy_cost = story.fee.map_or(0, |fee| {
		let minutes = (story.stays / 60).saturating_sub(fee.grace_minutes.into());
		fee.cap.0.min(fee.per_minute.0 * u128::from(minutes))
	});
	Ecoin(energy_cost + occupancy_cost)
}

/// Plays a session on the chain, which must settle it just so.
fn play(story: &Story) {
	set_clock(NOVEMBER + story.starts);
	let operator = charge_point_operator();
	let terms = Tariff { occupancy: story.fee, ..tariff(&story.bands) };
	let mut charger = Charger::install(&operator, register_tariff(&operator, terms));
	let driver = home(1).with_ecoin_krw(10_000);
	let [driver_had, operator_had] =
		[&driver, &operator].map(|person| total_ecoin(&person.account));
	let session = SessionId(0);
	assert_ok!(EvSettlement::prepay_directly(
		driver.origin(),
		charger.evse,
		tariff_at(charger.evse),
		story.prepayment
	));

	charger.begin(session);
	let (last, before) = story.charging.split_last().expect("there is a stretch");
	for (seconds, wh) in before {
		set_clock(now() + seconds * 1_000);
		charger.meter(session, Wh(*wh));
	}
	set_clock(now() + last.0 * 1_000);
	charger.end(session, Wh(last.1));
	if session_of(session).stage.is_open() {
		set_clock(now() + story.stays * 1_000);
		charger.leave(session);
	}

	let cost = cost(story);
	let paid = cost.min(story.prepayment);
	let settlement = settlement(session);
	assert_eq!((settlement.paid, settlement.owed), (paid, cost.saturating_sub(paid)), "{story:?}");
	assert_eq!(total_ecoin(&operator.account), operator_had.saturating_add(paid));
	assert_eq!(total_ecoin(&driver.account), driver_had.saturating_sub(paid));
	assert_eq!(held_ecoin(&driver.account, HoldReason::Prepayment), Ecoin::ZERO);
	assert_eq!(free_ecoin(&driver.account), total_ecoin(&driver.account));
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(200))]
	#[test]
	fn every_session_is_settled_as_the_model_says(story in stories()) {
		test(|| play(&story));
	}
}
