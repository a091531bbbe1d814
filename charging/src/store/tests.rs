use super::{reports::Queue, *};
use crate::{
	charge::{
		pricing::{Band, Tariff},
		Claim, Event, OpenSession, RefusalKind, Stage, Terms,
	},
	quantities::{Ecoin, PriceTick, Watt, Wh},
};
use tempfile::{tempdir, TempDir};

fn store() -> (TempDir, Store) {
	let folder = tempdir().unwrap();
	let store = Store::open(folder.path()).unwrap();
	(folder, store)
}

fn charge(number: ChargeNumber) -> Charge {
	let bands = vec![Band { from_minute: 0, price: PriceTick(3_244) }];
	let tariff = Tariff { bands, has_occupancy_fee: false };
	Charge {
		number,
		station: "ST".into(),
		connector: 1,
		evse: 7,
		token: "TOKEN".into(),
		claim: Some(Claim { credential: [1; 32], sequence: number, valid_until: 0 }),
		terms: Terms { tariff, power: Watt(50_000), prepayment: Ecoin(1) },
		stage: Stage::Ended,
		session: Some(OpenSession { number: 9, prepaid_at: 0, recorded: 0 }),
		start: None,
		meter: None,
		stop_asked_at: None,
		free_since: None,
		plug_in_by: None,
		is_stopping: false,
		left_at: None,
	}
}

fn report(register: u64) -> Report {
	Report { at: register, register: Wh(register), event: Event::Metered }
}

/// Has the chain be told so many things of a charge.
fn tell(store: &Store, number: ChargeNumber, registers: std::ops::Range<u64>) {
	store.change(number, |_| ((), registers.map(report).collect())).unwrap();
}

fn told(store: &Store) -> Vec<(ChargeNumber, Vec<u64>)> {
	let registers = |queue: &Queue| queue.reports.iter().map(|report| report.register.0).collect();
	let queues = store.queues(100).unwrap();
	queues.iter().map(|queue| (queue.charge.number, registers(queue))).collect()
}

/// Lets a name of the station `ST` stand for a charge.
fn name(store: &Store, name: &str, number: ChargeNumber) {
	store.begin(number, "ST", name, |_| Ok(None)).unwrap().unwrap();
}

#[test]
fn a_charge_begins_and_has_its_name_at_once_or_not_at_all() {
	let (folder, store) = store();
	let number = store.create(charge).unwrap().number;
	let refusal = Refusal::new(RefusalKind::Expired, "too late");
	let refused = store.begin(number, "ST", "transaction", |_| Err(refusal.clone())).unwrap();
	assert_eq!(refused, Err(refusal));
	assert_eq!(store.named("ST", "transaction").unwrap(), None);

	let begin = |charge: &mut Charge| {
		charge.stage = Stage::Charging;
		Ok(None)
	};
	store.begin(number, "ST", "transaction", begin).unwrap().unwrap();
	drop(store);
	let store = Store::open(folder.path()).unwrap();
	assert_eq!(store.charge(number).unwrap().unwrap().stage, Stage::Charging);
	assert_eq!(store.named("ST", "transaction").unwrap().unwrap().number, number);
}

#[test]
fn everything_is_there_after_opening_it_again() {
	let (folder, store) = store();
	let made = store.create(charge).unwrap();
	tell(&store, made.number, 0..3);
	name(&store, "transaction", made.number);
	drop(store);

	let store = Store::open(folder.path()).unwrap();
	assert_eq!(store.charge(made.number).unwrap(), Some(made.clone()));
	assert_eq!(store.charge_of_token("ST", "TOKEN").unwrap(), Some(made.clone()));
	assert_eq!(store.charge_of_claim(&[1; 32], made.number).unwrap(), Some(made.clone()));
	assert_eq!(store.named("ST", "transaction").unwrap().unwrap().number, made.number);
	assert_eq!(store.open_charges().unwrap(), [made]);
	assert_eq!(told(&store), [(1, vec![0, 1, 2])]);
}

#[test]
fn names_and_tokens_belong_to_a_station() {
	let (_folder, store) = store();
	let made = store.create(charge).unwrap();
	name(&store, "transaction", made.number);
	assert_eq!(store.named("OTHER", "transaction").unwrap(), None);
	assert_eq!(store.charge_of_token("OTHER", "TOKEN").unwrap(), None);
	assert_eq!(store.charge_of_claim(&[2; 32], made.number).unwrap(), None);
}

#[test]
fn a_refused_transaction_has_a_number_of_its_own() {
	let (_folder, store) = store();
	let refusal = Refusal::new(RefusalKind::Unknown, "nobody");
	let refused = store.name_refused("ST", "first", refusal.clone()).unwrap();
	let made = store.create(charge).unwrap();
	assert_ne!(refused, made.number);
	let named = store.named("ST", "first").unwrap().unwrap();
	assert_eq!(named, Named { number: refused, refusal: Some(refusal) });
}

#[test]
fn what_the_chain_has_is_forgotten_once() {
	let (_folder, store) = store();
	let number = store.create(charge).unwrap().number;
	tell(&store, number, 0..4);
	store.recorded(number, 2).unwrap();
	assert_eq!(told(&store), [(number, vec![2, 3])]);
	// The same news again, and old news.
	store.recorded(number, 2).unwrap();
	store.recorded(number, 1).unwrap();
	assert_eq!(told(&store), [(number, vec![2, 3])]);
	store.drop_report(number).unwrap();
	assert_eq!(told(&store), [(number, vec![3])]);
	assert_eq!(store.charge(number).unwrap().unwrap().session.unwrap().recorded, 2);
	store.drop_reports(number).unwrap();
	assert!(told(&store).is_empty());
}

#[test]
fn a_charge_is_open_until_the_chain_has_everything() {
	let (_folder, store) = store();
	let number = store.create(charge).unwrap().number;
	tell(&store, number, 0..2);
	store.recorded(number, 1).unwrap();
	assert_eq!(store.open_charges().unwrap().len(), 1);
	store.recorded(number, 2).unwrap();
	assert!(store.open_charges().unwrap().is_empty());
}

#[test]
fn reports_of_several_charges_do_not_mix() {
	let (_folder, store) = store();
	let (first, second) =
		(store.create(charge).unwrap().number, store.create(charge).unwrap().number);
	tell(&store, second, 10..12);
	tell(&store, first, 0..2);
	tell(&store, second, 12..13);
	assert_eq!(told(&store), [(first, vec![0, 1]), (second, vec![10, 11, 12])]);
	assert_eq!(store.queues(3).unwrap()[1].reports.len(), 1);
}

#[test]
fn a_second_gateway_is_kept_out() {
	let (folder, _store) = store();
	let refusal = Store::open(folder.path()).err().unwrap();
	assert!(refusal.to_string().contains("another gateway"));
	let file = folder.path().join("charges.redb");
	assert_eq!(std::fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn what_is_long_over_is_forgotten_up_to_the_first_that_is_not() {
	let (_folder, store) = store();
	let make = |at, stage: Stage| {
		let number = store.create(charge).unwrap().number;
		let change = |charge: &mut Charge| {
			charge.session = Some(OpenSession { number: 9, prepaid_at: at, recorded: 0 });
			charge.stage = stage;
			((), vec![])
		};
		store.change(number, change).unwrap();
		name(&store, &format!("name {number}"), number);
		number
	};
	let (first, second) = (make(10, Stage::Closed), make(20, Stage::Charging));
	let (young, last) = (make(90, Stage::Closed), make(30, Stage::Closed));
	assert_eq!(store.prune(50).unwrap(), 1, "the second is open");
	let close = |charge: &mut Charge| {
		charge.stage = Stage::Closed;
		((), vec![])
	};
	store.change(second, close).unwrap();
	assert_eq!(store.prune(50).unwrap(), 1, "the third is young");
	for forgotten in [first, second] {
		assert_eq!(store.charge(forgotten).unwrap(), None);
		assert_eq!(store.named("ST", &format!("name {forgotten}")).unwrap(), None);
		assert_eq!(store.charge_of_claim(&[1; 32], forgotten).unwrap(), None);
	}
	for kept in [young, last] {
		assert_eq!(store.charge(kept).unwrap().unwrap().number, kept);
		assert_eq!(store.named("ST", &format!("name {kept}")).unwrap().unwrap().number, kept);
	}
	assert!(store.charge_of_token("ST", "TOKEN").unwrap().is_some());
}
