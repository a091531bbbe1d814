//! The words that these tests share.

use joule_tests::*;
use pallet_metering::{
	commitment::{intervals_root, IntervalLeaf},
	pages::DayPage,
	DayReadings, MeteringPoint, Points, Reading, Registers,
};
use polkadot_sdk::{sp_core::H256, sp_io::hashing::twox_128};

pub type Error = pallet_metering::Error<Runtime>;
pub type Event = pallet_metering::Event<Runtime>;

/// A meter at the first home, installed now, which has measured nothing.
pub fn meter() -> Meter {
	Meter::install(&home(1), MeterKind::Ed25519)
}

/// The same meter with a new key, which the chain does not know of.
pub fn with_new_key(meter: &Meter, kind: MeterKind) -> Meter {
	let mut renewed = Meter::new(&meter.owner, 1_000 + meter.point.0, kind);
	renewed.point = meter.point;
	renewed.sequence = meter.sequence;
	renewed.face = meter.face;
	renewed
}

/// Somebody who may send, and has nothing to do with any meter: a gateway that relays readings.
pub fn relay() -> Person {
	operator()
}

/// A participant who may not send.
pub fn silenced() -> Person {
	let person = home(90);
	assert_ok!(Registry::revoke_permission(council(), person.account.clone(), Permission::Send));
	person
}

/// A second participant with the role of a meter operator.
pub fn other_meter_operator() -> Person {
	participant(1, &[Role::MeterOperator])
}

pub const fn registers(import_wh: u64, export_wh: u64) -> Registers {
	Registers { import_wh: Wh(import_wh), export_wh: Wh(export_wh) }
}

/// What is stored of a meter's point.
pub fn stored(meter: &Meter) -> MeteringPoint<AccountId> {
	Points::<Runtime>::get(meter.point).expect("the point is registered")
}

/// The pages of a meter's point by day.
pub fn pages(meter: &Meter) -> Vec<(u32, DayPage)> {
	let mut pages: Vec<_> = DayReadings::<Runtime>::iter_prefix(meter.point).collect();
	pages.sort_by_key(|(day, _)| *day);
	pages
}

/// All that the pallet says while something happens.
pub fn events_of(happening: impl FnOnce()) -> Vec<Event> {
	System::reset_events();
	happening();
	System::events()
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Metering(event) => Some(event),
			_ => None,
		})
		.collect()
}

/// All that the pallet says of a call that succeeds.
pub fn events_of_call(call: impl FnOnce() -> Result<(), DispatchError>) -> Vec<Event> {
	events_of(|| {
		assert_ok!(call());
	})
}

/// When a month begins.
pub fn start_of(month: u32) -> Moment {
	Vintage(month).start().expect("a month")
}

/// The `number`-th quarter of an hour since the tests began.
pub fn quarter(number: u64) -> Moment {
	NOVEMBER + number * QUARTER_MS
}

pub fn period(start: Moment, resolution: Resolution) -> DeliveryPeriod {
	DeliveryPeriod::new(start, resolution).expect("a period on the grid")
}

pub fn hour(start: Moment) -> DeliveryPeriod {
	period(start, Resolution::Hour)
}

pub fn month(vintage: u32) -> DeliveryPeriod {
	period(start_of(vintage), Resolution::Month)
}

pub fn exported(who: &Person, period: &DeliveryPeriod) -> Option<Wh> {
	<Metering as MeteredVolumes<AccountId>>::exported_wh(&who.account, ZONE, period)
}

pub fn imported(who: &Person, period: &DeliveryPeriod) -> Option<Wh> {
	<Metering as MeteredVolumes<AccountId>>::imported_wh(&who.account, ZONE, period)
}

/// A reading that the chain does not have yet, and what it commits to.
pub struct Committed {
	pub reading: Reading,
	pub leaves: Vec<IntervalLeaf>,
}

/// The meter counts the same in every quarter of an hour from its last reading up to `read_at`,
/// and commits to it.
pub fn count_on(meter: &mut Meter, read_at: Moment, each_quarter: Registers) -> Committed {
	let last_read_at = stored(meter).last.measured_at;
	let mut leaves = Vec::new();
	for measured_at in (last_read_at..read_at).step_by(QUARTER_MS as usize).skip(1) {
		meter.face = meter.face.saturating_add(each_quarter);
		leaves.push(leaf(measured_at, meter.face));
	}
	meter.face = meter.face.saturating_add(each_quarter);
	commit(meter, read_at, leaves)
}

/// What a meter keeps of an instant.
pub fn leaf(measured_at: Moment, registers: Registers) -> IntervalLeaf {
	IntervalLeaf { measured_at, registers, salt: twox_128(&measured_at.to_le_bytes()) }
}

/// The meter is read at `read_at` after it [counted on](count_on) until then.
pub fn read_committed(meter: &mut Meter, read_at: Moment, each_quarter: Registers) -> Committed {
	let committed = count_on(meter, read_at, each_quarter);
	submit(meter, &committed);
	committed
}

/// The meter's next reading, with a commitment to any leaves, true or not.
pub fn commit(meter: &mut Meter, read_at: Moment, leaves: Vec<IntervalLeaf>) -> Committed {
	meter.sequence += 1;
	let reading = Reading {
		point: meter.point,
		sequence: meter.sequence,
		measured_at: read_at,
		registers: meter.face,
		intervals_root: if leaves.is_empty() { H256::zero() } else { intervals_root(&leaves) },
	};
	Committed { reading, leaves }
}

/// Records what a meter committed to, at the time of the reading or later.
pub fn submit(meter: &Meter, committed: &Committed) {
	advance_to(committed.reading.measured_at.max(now()));
	let signed = meter.sign_reading(committed.reading);
	assert_ok!(Metering::submit_reading(meter.owner.origin(), signed));
}
