//! A device is killed at any moment, loses its power, its disk or its network; afterwards the chain has each
//! reading once and each order once.

mod world;

use joule_device::{
	calendar::{DAY_MS, QUARTER_MS},
	engine::{call::Outcome, Engine},
	journal::intents::Progress,
	meter::commitment::{intervals_root, salt, IntervalLeaf},
	units::Moment,
};
use world::{
	chain::{Chain, Fate},
	disk::{Disk, End},
	meter_key, sample, start, wanted, NOVEMBER, POINT,
};

/// How many quarters of an hour the device lives: two days and some hours.
const QUARTERS: u64 = 210;

/// A device, its disk and the chain.
struct Story {
	chain: Chain,
	disk: Disk,
	device: Option<Engine>,
	/// What came of what it sent, if it does not know yet.
	outcome: Option<Outcome>,
	/// Whether the device reaches the chain.
	is_online: bool,
}

impl Story {
	fn begin() -> Self {
		let (chain, disk) = (Chain::default(), Disk::default());
		let device = start(&disk);
		Self { chain, disk, device, outcome: None, is_online: true }
	}

	/// A quarter of an hour passes: the meter shows something, a block is made, the device does its work.
	/// An error says that its disk failed.
	fn pass(&mut self, quarter: u64) -> Result<(), ()> {
		let now: Moment = NOVEMBER + quarter * QUARTER_MS;
		if quarter % 40 == 20 {
			self.chain.open_product(now + 25 * QUARTER_MS);
		}
		self.outcome = self.chain.make_block(now).or(self.outcome.take());
		let device = self.device.as_mut().ok_or(())?;
		device.take(POINT, &[sample(now)]).map_err(drop)?;
		if !self.is_online {
			return Ok(());
		}
		if let Some(outcome) = self.outcome.take() {
			device.settle(outcome).map_err(drop)?;
		}
		if let Some(call) = device.consider(self.chain.observe()).map_err(drop)? {
			self.chain.send(call);
		}
		Ok(())
	}

	/// The device ends and is started again.
	fn end(&mut self, end: End, fate: Fate) {
		self.chain.abandon(fate);
		self.disk.end(end);
		self.outcome = None;
		self.device = None;
		self.device = start(&self.disk);
		assert!(self.device.is_some(), "the journal must open after {end:?}");
	}

	/// What must be true at the end, whatever happened.
	fn check(&self, what: &str) {
		let midnights: Vec<_> =
			self.chain.best.readings.iter().map(|one| one.measured_at).collect();
		assert_eq!(midnights, [NOVEMBER + DAY_MS, NOVEMBER + 2 * DAY_MS], "readings: {what}");
		for product in &self.chain.best.products {
			let terms: Vec<_> = self
				.chain
				.best
				.orders
				.iter()
				.filter(|order| order.product == product.id)
				.map(|order| order.terms)
				.collect();
			assert_eq!(terms, wanted(), "orders in product {}: {what}", product.id);
		}
		let journal = self.device.as_ref().unwrap().journal();
		let placed = journal.intents().unwrap();
		let placed = placed.iter().filter(|(_, one)| matches!(one.progress, Progress::Placed(_)));
		assert_eq!(placed.count(), self.chain.best.products.len(), "intents: {what}");
	}
}

/// Lives through it all, with the disk failing after so many writes, if ever.
fn live(fuse: Option<u64>, end: End, fate: Fate) -> Story {
	let mut story = Story::begin();
	story.disk.set_fuse(fuse);
	for quarter in 1..=QUARTERS {
		if story.pass(quarter).is_err() {
			story.end(end, fate);
			// What it had begun in this quarter is done again by the new one.
			story.pass_again(quarter);
		}
	}
	story
}

impl Story {
	fn pass_again(&mut self, quarter: u64) {
		let now = NOVEMBER + quarter * QUARTER_MS;
		self.device.as_mut().unwrap().take(POINT, &[sample(now)]).unwrap();
	}
}

#[test]
fn a_device_that_is_left_alone_does_its_work() {
	let story = live(None, End::Killed, Fate::Included);
	story.check("undisturbed");
	assert_eq!(story.chain.best.products.len(), 5);
}

#[test]
fn each_reading_and_order_counts_once_whenever_it_is_killed() {
	let writes = live(None, End::Killed, Fate::Included).disk.writes();
	assert!(writes > 1_000, "there must be moments to be killed at: {writes}");
	let fates = [Fate::Included, Fate::Forgotten, Fate::Delayed(3)];
	for fuse in (0..writes).step_by(7) {
		let fate = fates[(fuse % 3) as usize];
		for end in [End::Killed, End::PowerFailed] {
			let what = format!("{end:?} after {fuse} writes, transaction {fate:?}");
			live(Some(fuse), end, fate).check(&what);
		}
	}
}

#[test]
fn each_reading_and_order_counts_once_however_often_it_is_killed() {
	for every in 5..12 {
		let mut story = Story::begin();
		for quarter in 1..=QUARTERS {
			story.pass(quarter).unwrap();
			// Towards the end it is left alone, to come to rest.
			if quarter % every == 0 && quarter < QUARTERS - 20 {
				let fates = [Fate::Forgotten, Fate::Delayed(2), Fate::Included];
				story.end(End::PowerFailed, fates[(quarter / every % 3) as usize]);
			}
		}
		story.check(&format!("killed every {every} quarters"));
	}
}

#[test]
fn a_day_without_network_is_made_up_for() {
	let mut story = Story::begin();
	for quarter in 1..=QUARTERS {
		story.is_online = !(60..160).contains(&quarter);
		story.pass(quarter).unwrap();
	}
	let midnights: Vec<_> = story.chain.best.readings.iter().map(|one| one.measured_at).collect();
	assert_eq!(midnights, [NOVEMBER + DAY_MS, NOVEMBER + 2 * DAY_MS]);
}

#[test]
fn the_quarters_between_readings_can_be_proved_afterwards() {
	let story = live(Some(900), End::PowerFailed, Fate::Forgotten);
	let journal = story.device.as_ref().unwrap().journal();
	let leaves: Vec<_> = (1..96)
		.map(|quarter| {
			let measured_at = NOVEMBER + quarter * QUARTER_MS;
			let kept = journal.quarters(POINT, measured_at, measured_at).unwrap();
			let registers =
				kept.get(&measured_at).map_or(sample(measured_at).shown, |face| face.registers);
			let salt = salt(&meter_key(), POINT, measured_at);
			IntervalLeaf { measured_at, registers, salt }
		})
		.collect();
	assert_eq!(story.chain.best.readings[0].intervals_root, intervals_root(&leaves));
}
