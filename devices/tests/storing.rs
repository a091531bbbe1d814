//! A home with a battery: what it buys and sells is what will flow at its meter with the battery, and nothing is
//! sold that may not be there.

mod world;

use joule_device::{
	battery::{level::Level, storage::Battery},
	calendar::{Period, DAY_MS, HOUR_MS, QUARTER_MS},
	engine::{
		call::{Call, Outcome},
		observation::Observation,
		planning::Trading,
		Engine, Settings,
	},
	journal::Journal,
	market::{Contract, ContractId, OrderTerms, Product, Side, StandingOrder},
	meter::{counter::Sample, registers::Registers},
	trading::{limits::Limits, tariff::Tariff, tariff_aware::TariffAware},
	units::{Moment, PriceTick, Watt, Wh, ZoneId},
};
use world::{disk::Disk, settings, NOVEMBER, POINT};

const BATTERY: Battery = Battery {
	capacity_wh: Wh(4_000),
	reserve_wh: Wh(400),
	charging: Watt(2_000),
	discharging: Watt(1_500),
	efficiency_permille: 900,
};

/// For so many days the meter was read before.
const DAYS: u64 = 14;

/// The hour of the day that an instant lies in.
const fn hour_of(moment: Moment) -> u64 {
	(moment - (NOVEMBER - DAYS * DAY_MS)) / HOUR_MS % 24
}

/// Draws 400 Wh in each hour, and 2,000 Wh in those of the evening.
fn without_panels(at: Moment) -> (u64, u64) {
	(if (18..22).contains(&hour_of(at)) { 500 } else { 100 }, 0)
}

/// Feeds in 1,200 Wh in each hour of the day, and draws 800 Wh in each of the evening.
fn with_panels(at: Moment) -> (u64, u64) {
	match hour_of(at) {
		10..16 => (0, 300),
		18..22 => (200, 0),
		_ => (0, 0),
	}
}

/// Draws 2,000 Wh in each hour of the evening, and nothing else.
fn in_the_evening(at: Moment) -> (u64, u64) {
	(if (18..22).contains(&hour_of(at)) { 500 } else { 0 }, 0)
}

/// Nothing flows.
const fn empty(_: Moment) -> (u64, u64) {
	(0, 0)
}

/// A home, and the chain as it sees it.
struct Home {
	engine: Engine,
	observation: Observation,
}

impl Home {
	/// A home whose meter showed such flows in the quarters before an hour of the first of November.
	fn at(hour: u64, flow: impl Fn(Moment) -> (u64, u64)) -> Self {
		Self::with(hour, flow, false)
	}

	fn with(hour: u64, flow: impl Fn(Moment) -> (u64, u64), is_dry_run: bool) -> Self {
		let (tariff, feed_in) = (Tariff::Flat(200.0), PriceTick(800));
		let trading = Trading {
			strategy: Box::new(TariffAware { tariff, feed_in, margin_permille: 0 }),
			limits: Limits::default(),
			is_dry_run,
			is_trusting: false,
			tariff,
			feed_in,
			battery: Some(BATTERY),
		};
		let journal = Journal::on(Disk::default().plug_in()).unwrap();
		let settings = Settings { trading: Some(trading), ..settings() };
		let mut engine = Engine::resume(journal, settings);
		let time = NOVEMBER + hour * HOUR_MS + 2 * QUARTER_MS;
		let mut shown = Registers::default();
		let mut samples = Vec::new();
		for at in (NOVEMBER - DAYS * DAY_MS..=time).step_by(QUARTER_MS as usize) {
			samples.push(Sample::new(at, shown));
			let (import, export) = flow(at);
			shown = shown.saturating_add(Registers::new(import, export));
		}
		engine.take(POINT, &samples).unwrap();
		Self { engine, observation: Observation { time, ..Observation::default() } }
	}

	fn store(&mut self, stored_wh: u64) {
		let level = Level { at: self.observation.time, stored_wh: Wh(stored_wh) };
		self.engine.take_levels(&[level]).unwrap();
	}

	/// Opens the product of an hour of the first of November. Its gate closes an hour before. Such products
	/// traded at a price on the day before, if one is given.
	fn open(&mut self, hour: u64, price: Option<u32>) -> Product {
		let start = NOVEMBER + hour * HOUR_MS;
		let products = &mut self.observation.products;
		let product = Product {
			id: products.len() as u32,
			zone: ZoneId(1),
			period: Period { start, end: start + HOUR_MS },
			closes_at: start - HOUR_MS,
			imbalance_price: PriceTick(2_146),
			is_gathering: true,
			is_allocated: false,
			clearing_price: None,
		};
		products.push(product);
		if let Some(price) = price {
			products.push(Product {
				id: products.len() as u32,
				period: Period { start: start - DAY_MS, end: start + HOUR_MS - DAY_MS },
				closes_at: start - HOUR_MS - DAY_MS,
				is_gathering: false,
				is_allocated: true,
				clearing_price: Some(PriceTick(price)),
				..product
			});
		}
		product
	}

	/// The owner has placed an order.
	fn order(&mut self, product: &Product, side: Side, quantity_wh: u64) {
		let terms = OrderTerms { limit: PriceTick(1_800), quantity_wh: Wh(quantity_wh) };
		let order = StandingOrder { product: product.id, side, batch: 0, terms };
		self.observation.orders.push(order);
	}

	/// The gate has closed and the owner has a contract.
	fn contract(&mut self, product: &Product, side: Side, quantity_wh: u64) {
		let known = &mut self.observation.products[product.id as usize];
		(known.is_gathering, known.is_allocated) = (false, true);
		self.observation.contracts.push(Contract {
			id: ContractId { product: product.id, index: 0 },
			period: product.period,
			side,
			quantity_wh: Wh(quantity_wh),
			price: PriceTick(1_000),
			delivered_wh: None,
			awaits_buyer: false,
		});
	}

	/// What the device sends: a side, and limits in ticks with Wh.
	fn trades(&mut self) -> Option<(Side, Vec<(u32, u64)>)> {
		let call = self.engine.consider(self.observation.clone()).unwrap();
		match call? {
			Call::PlaceOrders { side, orders, .. } => {
				let terms = orders.iter().map(|order| (order.limit.0, order.quantity_wh.0));
				Some((side, terms.collect()))
			}
			other => panic!("{other:?}"),
		}
	}

	/// What the battery is to draw, or below zero to deliver, in an hour of the first of November.
	fn planned_wh(&self, hour: u64) -> i64 {
		let end = NOVEMBER + (hour + 1) * HOUR_MS;
		let mut steps = self.engine.schedule().unwrap().steps.iter();
		let step = steps.find(|step| step.period.end == end).unwrap();
		step.action.at_meter().0
	}
}

#[test]
fn by_day_it_buys_for_its_evening_at_no_more_than_that_is_worth() {
	let mut home = Home::at(10, without_panels);
	home.store(400);
	home.open(12, Some(1_200));
	// As much as the battery can draw in an hour, for nine tenths of what the grid would take in the evening.
	assert_eq!(home.trades(), Some((Side::Bid, vec![(2_000, 400), (1_800, 2_000)])));
	assert_eq!(home.planned_wh(12), 0, "as long as it is not bought it is not drawn");
}

#[test]
fn where_energy_was_never_cheap_it_buys_what_it_needs_at_once() {
	for price in [None, Some(1_801)] {
		let mut home = Home::at(10, without_panels);
		home.store(400);
		home.open(12, price);
		assert_eq!(home.trades(), Some((Side::Bid, vec![(2_000, 400)])));
	}
}

#[test]
fn what_was_bought_is_stored_and_the_evening_lives_on_it() {
	let mut home = Home::at(10, without_panels);
	home.store(400);
	let noon = home.open(12, None);
	home.contract(&noon, Side::Bid, 2_400);
	assert_eq!(home.trades(), None);
	assert_eq!(home.planned_wh(12), 2_000);
	let evening: i64 = (13..22).map(|hour| home.planned_wh(hour)).sum();
	assert_eq!(evening, -1_800);
}

#[test]
fn its_own_sun_is_stored_before_the_rest_is_sold() {
	let mut home = Home::at(10, with_panels);
	// Of the 3,200 Wh that the evening needs, 2,000 are there.
	home.store(2_400);
	home.open(12, None);
	let (side, orders) = home.trades().unwrap();
	let stored_before: i64 = (10..12).map(|hour| home.planned_wh(hour)).sum();
	assert!(stored_before >= 1_334, "{stored_before} Wh are taken as soon as they come");
	assert_eq!((side, orders), (Side::Ask, vec![(800, 1_200)]));

	let mut home = Home::at(15, with_panels);
	home.store(3_600);
	home.open(17, None);
	home.open(18, None);
	assert_eq!(home.trades(), None, "the evening needs nobody's energy");
	assert_eq!(home.planned_wh(18), -800);
}

#[test]
fn it_sells_in_the_evening_what_it_has_and_can_deliver() {
	for (stored_wh, sold_wh) in [(4_000, 1_500), (900, 500), (400, 0), (100, 0)] {
		let mut home = Home::at(16, empty);
		home.store(stored_wh);
		home.open(18, Some(1_900));
		let expected = (sold_wh > 0).then(|| (Side::Ask, vec![(800, sold_wh)]));
		assert_eq!(home.trades(), expected, "with {stored_wh} Wh in it");
	}
}

#[test]
fn what_is_offered_is_not_offered_twice() {
	let mut home = Home::at(16, empty);
	home.store(2_400);
	let first = home.open(18, Some(1_900));
	home.open(19, Some(1_900));
	home.observation.products.iter_mut().for_each(|product| product.closes_at -= HOUR_MS / 4);
	home.order(&first, Side::Ask, 1_500);
	home.observation.time += 3 * QUARTER_MS;
	assert_eq!(home.trades(), Some((Side::Ask, vec![(800, 500)])));
}

#[test]
fn however_many_products_there_are_no_more_is_sold_than_there_is() {
	for stored_wh in (0..=4_000).step_by(250) {
		let mut home = Home::at(16, empty);
		home.store(stored_wh);
		for (hour, price) in (18..23).zip([1_900, 1_500, 1_950, 1_000, 1_200]) {
			let product = home.open(hour, Some(price));
			home.observation.products[product.id as usize].closes_at = NOVEMBER + 17 * HOUR_MS;
		}
		home.trades();
		let intents = home.engine.journal().intents().unwrap();
		let sold = intents.iter().map(|(_, intent)| {
			assert_eq!(intent.side, Side::Ask);
			let sold_wh: Wh = intent.orders.iter().map(|order| order.quantity_wh).sum();
			assert!(sold_wh <= Wh(1_500), "more than its power");
			sold_wh
		});
		let sold_wh: Wh = sold.sum();
		// Its levels are 20 Wh apart, and an order has 10 Wh at least.
		let there_wh = stored_wh.saturating_sub(400);
		assert!(sold_wh <= Wh(there_wh) && sold_wh.0 + 30 > there_wh, "{sold_wh:?} of {there_wh}");
	}
}

#[test]
fn nothing_is_sold_that_is_only_hoped_for() {
	let mut home = Home::at(10, empty);
	home.store(400);
	let noon = home.open(12, Some(1_000));
	home.order(&noon, Side::Bid, 2_000);
	let evening = home.open(18, Some(1_900));
	home.observation.products[evening.id as usize].closes_at = noon.closes_at;
	assert_eq!(home.trades(), None);

	home.contract(&noon, Side::Bid, 2_000);
	assert_eq!(home.trades(), Some((Side::Ask, vec![(800, 1_500)])));
}

#[test]
fn it_does_not_buy_again_what_it_may_have_bought() {
	for is_bid in [false, true] {
		let mut home = Home::at(10, in_the_evening);
		home.store(2_200);
		let noon = home.open(12, Some(1_200));
		let next = home.open(13, Some(1_200));
		home.observation.products[next.id as usize].closes_at = noon.closes_at;
		// What fits in is bought for noon. Until it is known whether that is to be had, nothing more is.
		if is_bid {
			home.order(&noon, Side::Bid, 2_000);
		}
		// An hour later it will cost 120 KRW/kWh again, so there is no need to pay more.
		let expected = (!is_bid).then(|| (Side::Bid, vec![(1_200, 2_000)]));
		assert_eq!(home.trades(), expected);
		assert_eq!(home.trades(), None);
	}
}

#[test]
fn it_decides_in_the_last_hour_before_the_gate_closes() {
	let mut home = Home::at(10, without_panels);
	home.store(400);
	home.open(13, None);
	assert_eq!(home.trades(), None);
	home.observation.time += 2 * QUARTER_MS;
	assert!(home.trades().is_some());
}

#[test]
fn as_long_as_nobody_knows_how_full_it_is_nothing_is_placed() {
	let mut home = Home::at(10, without_panels);
	let noon = home.open(12, None);
	assert_eq!(home.trades(), None);
	assert!(home.engine.passes()[&noon.id].contains("nobody knows how full"));
	assert!(home.engine.schedule().is_none());
	home.store(400);
	assert!(home.trades().is_some());
}

#[test]
fn a_dry_run_shows_the_plan_and_leaves_the_battery_alone() {
	let mut home = Home::with(10, with_panels, true);
	home.store(400);
	assert_eq!(home.trades(), None);
	assert!(home.engine.schedule().is_some_and(|schedule| schedule.gained.0 > 0));
	assert!(home.engine.schedule_to_follow().is_none());
}

#[test]
fn what_waited_for_the_owner_to_go_on_is_decided_on_then() {
	let mut home = Home::at(10, without_panels);
	home.store(400);
	home.open(12, None);
	home.engine.pause(true).unwrap();
	assert_eq!(home.trades(), None);
	home.engine.pause(false).unwrap();
	assert!(home.trades().is_some());
}

#[test]
fn a_product_that_opens_within_a_quarter_is_decided_on_in_it() {
	let mut home = Home::at(10, without_panels);
	home.store(400);
	assert_eq!(home.trades(), None);
	home.open(12, None);
	assert!(home.trades().is_some());
}

#[test]
fn what_came_to_nothing_is_tried_again_within_the_quarter() {
	let mut home = Home::at(10, without_panels);
	home.store(400);
	home.open(12, None);
	let wanted = home.trades();
	assert!(wanted.is_some());
	home.engine.settle(Outcome::Failed("there is no money".into())).unwrap();
	assert_eq!(home.trades(), wanted);
}
