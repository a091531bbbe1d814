//! A world in memory: a chain with a pool that may forget or delay what it was given, and a disk that fails
//! when it is told to.

#![allow(dead_code)] // Each test uses a part of it.

pub mod chain;
pub mod disk;

use ed25519_dalek::SigningKey;
use joule_device::{
	calendar::QUARTER_MS,
	engine::{planning::Trading, Engine, Point, Settings},
	journal::Journal,
	market::{OrderTerms, Side},
	meter::{counter::Sample, registers::Registers, schedule::Rhythm},
	trading::{
		limits::Limits,
		strategy::{Decision, Situation, Strategy},
		tariff::Tariff,
	},
	units::{Moment, PointId, PriceTick, Wh, ZoneId},
};

/// 2026-11-01 00:00 in Korea.
pub const NOVEMBER: Moment = 1_793_458_800_000;

/// The point of the device.
pub const POINT: PointId = PointId(7);

/// The key of its meter.
pub fn meter_key() -> SigningKey {
	SigningKey::from_bytes(&[7; 32])
}

/// What the strategy of these tests always wants.
pub fn wanted() -> Vec<OrderTerms> {
	vec![
		OrderTerms { limit: PriceTick(1_500), quantity_wh: Wh(300) },
		OrderTerms { limit: PriceTick(1_200), quantity_wh: Wh(200) },
	]
}

/// Wants the same in every product.
struct Steady;

impl Strategy for Steady {
	fn name(&self) -> &'static str {
		"steady"
	}

	fn decide(&self, _: &Situation) -> Decision {
		Decision::trade(Side::Bid, wanted(), "it always does".into())
	}
}

/// A home with one point, of which the chain knows each midnight.
pub fn settings() -> Settings {
	Settings {
		owner: [1; 32],
		points: vec![Point {
			id: POINT,
			name: "home".into(),
			key: meter_key(),
			rhythm: Rhythm::Daily,
		}],
		zone: Some(ZoneId(1)),
		trading: Some(Trading {
			strategy: Box::new(Steady),
			limits: Limits::default(),
			is_dry_run: false,
			is_trusting: false,
			tariff: Tariff::ResidentialLowVoltage,
			feed_in: PriceTick(800),
			battery: None,
		}),
	}
}

/// A device that was just started on this disk; `None` if the disk fails.
pub fn start(disk: &disk::Disk) -> Option<Engine> {
	Some(Engine::resume(Journal::on(disk.plug_in()).ok()?, settings()))
}

/// What the meter shows: 100 Wh are drawn in each quarter of an hour.
pub fn sample(at: Moment) -> Sample {
	let quarters = (at - NOVEMBER) / QUARTER_MS;
	Sample::new(at, Registers::new(quarters * 100, 0))
}
