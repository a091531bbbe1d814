//! The street on which the random calls play: its people, their meters, and how time passes there.

use joule_tests::*;
use pallet_metering::{
	commitment::{interval_proof, intervals_root, IntervalLeaf, Salt},
	Call as MeteringCall, LastReading, MeteringPoint, PointState, Points, Reading, Registers,
	SignedReading,
};
use polkadot_sdk::sp_runtime::MultiAddress;
use std::cell::RefCell;

/// How an account is named in a transaction.
pub type Address = MultiAddress<AccountId, ()>;

/// Who makes a call.
#[derive(Clone)]
pub enum Sender {
	/// Somebody signs it.
	Person(Person),
	/// The council agreed to it.
	Council,
	/// Nobody signs it.
	Nobody,
}

impl Sender {
	/// The origin of the call.
	pub fn origin(&self) -> RuntimeOrigin {
		match self {
			Self::Person(person) => person.origin(),
			Self::Council => council(),
			Self::Nobody => RuntimeOrigin::none(),
		}
	}
}

/// The people and the meters.
pub struct Street {
	/// Participants who trade, then the sites, then those who are not registered.
	pub people: Vec<Person>,
	/// Meters with keys, registered or not. A point may have changed to any of these keys.
	pub meters: Vec<Meter>,
	/// Chargers with keys, registered or not. A charge point may have changed to any of these keys.
	pub chargers: Vec<Charger>,
	/// Keys of credentials, registered or not.
	pub cards: Vec<Card>,
	/// What the meters committed to: the point, the instant of the reading, the leaves.
	commitments: RefCell<Vec<(MeteringPointId, Moment, Vec<IntervalLeaf>)>>,
}

/// Homes with a meter; the others are not metered.
const HOMES: u32 = 8;

impl Street {
	/// Registers everybody on a fresh chain and gives them ecoin.
	pub fn new() -> Self {
		let mut people: Vec<_> = (1..=HOMES).map(home).collect();
		let keys = [MeterKind::Ed25519, MeterKind::Sr25519];
		let mut meters: Vec<_> = people
			.iter()
			.zip(keys.into_iter().cycle())
			.map(|(owner, kind)| Meter::install(owner, kind))
			.collect();
		let spare = meters.len() as u64 + 1..;
		meters
			.extend(people.iter().zip(spare).map(|(who, number)| Meter::new(who, number, keys[0])));

		people.push(participant(1, &[Role::Producer]));
		people.push(participant(2, &[Role::Consumer]));
		people.push(participant(3, &[]));
		let elsewhere = participant(4, &[Role::Producer, Role::Consumer]);
		assert_ok!(Registry::move_to_zone(council(), elsewhere.account.clone(), OTHER_ZONE));
		people.push(elsewhere);
		let mut people: Vec<_> =
			people.into_iter().map(|person| person.with_ecoin_krw(1_000_000)).collect();
		let (chargers, cards) = charge_points_and_cards(&people);
		people.extend(sites());
		people.extend([stranger(), named("device"), named("passer-by")]);
		Self { people, meters, chargers, cards, commitments: RefCell::default() }
	}

	/// Somebody, most often one who trades.
	pub fn person(&self, chance: &mut Chance) -> Person {
		let count = if chance.percent(80) { HOMES as usize } else { self.people.len() };
		chance.pick(&self.people[..count]).clone()
	}

	/// Somebody's account, or one without a key.
	pub fn account(&self, chance: &mut Chance) -> AccountId {
		match chance.below(40) {
			0 => EnergyTrading::escrow_account(),
			1 => Metering::account_id(),
			2 => AccountId::from([0; 32]),
			_ => self.person(chance).account,
		}
	}

	/// Any sender, whether or not the call is theirs to make.
	pub fn random_sender(&self, chance: &mut Chance) -> Sender {
		match chance.below(10) {
			0 => Sender::Council,
			1 => Sender::Nobody,
			_ => Sender::Person(chance.pick(&self.people).clone()),
		}
	}

	/// Lets quarters of an hour pass, few as a rule. Most of them are read, so that there is
	/// something to deliver; a long absence is not.
	pub fn let_time_pass(&self, chance: &mut Chance) {
		if chance.percent(50) {
			// The next transactions come before the chain has done what is due.
			set_clock((now() / QUARTER_MS + 1) * QUARTER_MS);
			return self.read_most(chance);
		}
		let quarters = match chance.below(300) {
			0 => 3_000,
			1..=3 => 1_000,
			4..=10 => 300,
			11..=100 => 4,
			_ => 1,
		};
		if quarters > 4 {
			return advance_by(quarters * QUARTER_MS);
		}
		for _ in 0..quarters {
			advance_to((now() / QUARTER_MS + 1) * QUARTER_MS);
			self.read_most(chance);
		}
	}

	/// Reads most meters that can be read now. The first site relays, if it still may send.
	fn read_most(&self, chance: &mut Chance) {
		for id in Points::<Runtime>::iter_keys() {
			if chance.percent(15) {
				continue;
			}
			while let Some(reading) = self.next_reading(chance, id) {
				let relayed = Metering::submit_reading(meter_operator().origin(), reading);
				if relayed.is_err() {
					break;
				}
			}
		}
	}

	/// The reading that a point's meter has to make next, if its time has come.
	pub fn next_reading(&self, chance: &mut Chance, id: MeteringPointId) -> Option<SignedReading> {
		let point = Metering::point(id).filter(|point| point.state == PointState::InService)?;
		let meter = self.meter_of(&point)?;
		let last = point.last;
		let month_end = Vintage::of(last.measured_at)?.end()?;
		let measured_at = (now() / QUARTER_MS * QUARTER_MS).min(month_end);
		if measured_at <= last.measured_at {
			return None;
		}
		let most = (measured_at - last.measured_at) / QUARTER_MS * 600;
		let registers = Registers {
			import_wh: last.face.import_wh.checked_add(Wh(chance.below(most)))?,
			export_wh: last.face.export_wh.checked_add(Wh(chance.below(most)))?,
		};
		let leaves = leaves_between(&last, measured_at);
		let reading = Reading {
			point: id,
			sequence: last.sequence.checked_add(1)?,
			measured_at,
			registers,
			intervals_root: intervals_root(&leaves),
		};
		if !leaves.is_empty() {
			self.commitments.borrow_mut().push((id, measured_at, leaves));
		}
		Some(meter.sign_reading(reading))
	}

	/// The opening of a quarter of an hour that some meter committed to, or of none.
	pub fn open_interval(&self, chance: &mut Chance, id: MeteringPointId) -> MeteringCall<Runtime> {
		let commitments = self.commitments.borrow();
		let recent = &commitments[commitments.len().saturating_sub(20)..];
		if recent.is_empty() || chance.percent(20) {
			let leaf = IntervalLeaf { measured_at: now(), registers: Registers::ZERO, salt: SALT };
			return MeteringCall::open_interval {
				id,
				read_at: now(),
				leaf,
				proof: Default::default(),
			};
		}
		let (id, read_at, leaves) = chance.pick(recent);
		let index = chance.below(leaves.len() as u64);
		MeteringCall::open_interval {
			id: *id,
			read_at: *read_at,
			leaf: leaves[index as usize],
			proof: interval_proof(leaves, index as u32).expect("the leaf is there"),
		}
	}

	/// The meter whose key a point has.
	pub fn meter_of(&self, point: &MeteringPoint<AccountId>) -> Option<&Meter> {
		self.meters.iter().find(|meter| meter.public() == point.key)
	}
}

/// Charge points of the charging site and of the first home, which has energy to cover sessions
/// with; and some keys that drivers have registered, and some that they may yet register.
fn charge_points_and_cards(people: &[Person]) -> (Vec<Charger>, Vec<Card>) {
	let home = &people[0];
	let role = Role::ChargePointOperator;
	assert_ok!(Registry::grant_role(council(), home.account.clone(), role));
	let homes_tariff = register_tariff(home, tariff(&[(0, 1_500), (9 * 60, 2_500)]));
	let site = charge_point_operator();
	let mut chargers = vec![
		Charger::install(&site, FAST_TARIFF),
		Charger::install(&site, FAST_TARIFF),
		Charger::install(home, homes_tariff),
		Charger::install(home, homes_tariff),
	];
	chargers.extend((100..103).map(|number| Charger::new(&site, number)));
	let drivers = &people[..HOMES as usize];
	let mut cards: Vec<_> = drivers.iter().map(|who| Card::register(who, &who.name)).collect();
	cards.extend(
		drivers
			.iter()
			.cycle()
			.take(24)
			.zip(0..)
			.map(|(who, number)| Card::new(who, &format!("card {number} of {}", who.name))),
	);
	(chargers, cards)
}

/// What these meters add to each leaf: nobody here guesses.
const SALT: Salt = [7; 16];

/// What a face showed between two readings: all flows in the last quarter of an hour.
fn leaves_between(last: &LastReading, measured_at: Moment) -> Vec<IntervalLeaf> {
	let quarters = (measured_at - last.measured_at) / QUARTER_MS;
	(1..quarters)
		.map(|quarter| IntervalLeaf {
			measured_at: last.measured_at + quarter * QUARTER_MS,
			registers: last.face,
			salt: SALT,
		})
		.collect()
}
