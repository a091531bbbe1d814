//! Random calls against the real runtime: whatever a transaction contains, nothing panics, a call
//! that fails changes nothing, and the invariants of every pallet hold.
//!
//! The calls come from a seeded generator, in three kinds: whole calls, whose arguments are mostly
//! things that exist and now and then the end of a range; the same with a few bytes changed; and
//! bytes at random. They are dispatched by participants, strangers and the council, alone, in
//! batches, for others by proxy, and through the whole way of a signed transaction. Time passes and
//! meters are read in between, so that gates close, contracts are made and settled.
//!
//! The seeds are fixed, so that a run can be repeated; `JOULE_SEED` plays another one.
//!
//! | module | what it holds |
//! |---|---|
//! | [`street`] | the people, their meters, and how time passes |
//! | [`calls`] | the generator of calls |
//! | [`market_calls`] | its part for the market and the meters |
//! | [`charging_calls`] | its part for charging |
//! | [`billing_calls`] | its part for billing |
//! | [`tally`] | what was called, and what came of it |

mod billing_calls;
mod calls;
mod charging_calls;
mod market_calls;
mod street;
mod tally;

use codec::{Decode, Encode};
use joule_tests::*;
use polkadot_sdk::{
	frame_support::traits::GetCallMetadata, sp_core::storage::StateVersion, sp_io::storage,
	sp_runtime::traits::Dispatchable,
};
use street::{Sender, Street};
use tally::Tally;

/// Four runs of so many calls each: 24,000 calls.
const SEEDS: [u64; 4] = [20_181_120, 20_190_307, 20_260_923, 20_261_101];
const CALLS: u32 = 6_000;

/// After so many calls what changed goes into the state and the events are counted.
const ROUND: u32 = 100;

/// After so many calls the invariants are checked.
const CHECK: u32 = 500;

/// Says where a run was when it panicked.
struct Position {
	seed: u64,
	number: u32,
	call: Option<RuntimeCall>,
}

impl Drop for Position {
	fn drop(&mut self) {
		if std::thread::panicking() {
			let Self { seed, number, call } = self;
			println!("Repeat with JOULE_SEED={seed}. Call {number} was:\n{call:?}");
		}
	}
}

#[test]
fn random_calls_neither_panic_nor_break_an_invariant() {
	let seeds = match std::env::var("JOULE_SEED") {
		Ok(seed) => vec![seed.parse().expect("JOULE_SEED is a number")],
		Err(_) => SEEDS.to_vec(),
	};
	println!("seeds: {seeds:?}, {CALLS} calls each");
	let tally = std::thread::scope(|scope| {
		let runs: Vec<_> = seeds.iter().map(|seed| scope.spawn(move || play(*seed))).collect();
		let tallies = runs.into_iter().map(|run| match run.join() {
			Ok(tally) => tally,
			Err(panic) => std::panic::resume_unwind(panic),
		});
		tallies.fold(Tally::default(), Tally::add)
	});
	println!("{tally}");
	if seeds.len() == SEEDS.len() {
		tally.assert_deep();
	}
}

fn play(seed: u64) -> Tally {
	let mut chance = Chance::new(seed);
	let mut tally = Tally::default();
	let mut chain = fresh_chain(NOVEMBER);
	let street = chain.execute_with(Street::new);
	let mut position = Position { seed, number: 0, call: None };

	while position.number < CALLS {
		chain.execute_with(|| {
			for _ in 0..ROUND {
				position.number += 1;
				if chance.percent(8) {
					street.let_time_pass(&mut chance);
				}
				let (sender, call) = random_call(&mut chance, &street);
				position.call = Some(call.clone());
				let outcome = play_call(&mut chance, &mut tally, sender, call.clone());
				tally.note(&call.get_call_metadata(), outcome);
			}
			tally.note_events();
			if position.number.is_multiple_of(CHECK) {
				check_invariants();
			}
		});
		chain.commit_all().expect("no transaction is open");
	}
	chain.execute_with(|| {
		// Whatever was begun comes to its end, and the records go.
		advance_by(70 * DAY_MS);
		tally.note_events();
		check_invariants();
	});
	tally
}

/// A call, sometimes with wrong bytes, and who makes it.
fn random_call(chance: &mut Chance, street: &Street) -> (Sender, RuntimeCall) {
	loop {
		let (mut sender, call) = street.random_call(chance);
		if chance.percent(15) {
			sender = street.random_sender(chance);
		}
		let mut bytes = call.encode();
		match chance.below(10) {
			0 => (0..=chance.below(3)).for_each(|_| {
				let place = chance.below(bytes.len() as u64) as usize;
				bytes[place] = chance.any() as u8;
			}),
			1 => {
				let count = 2 + chance.below(60) as usize;
				let pallet = bytes[0];
				bytes = chance.bytes(count);
				bytes[0] = pallet;
				bytes[1] %= 16;
			}
			_ => (),
		}
		match RuntimeCall::decode(&mut &bytes[..]) {
			Ok(call) if may_be_sent(&sender, &call) => return (sender, call),
			_ => (),
		}
	}
}

/// What nobody signs is no transaction but an inherent, which only a block's author adds. So of the
/// SDK's calls nobody makes any.
fn may_be_sent(sender: &Sender, call: &RuntimeCall) -> bool {
	let is_ours = matches!(
		call,
		RuntimeCall::Registry(_)
			| RuntimeCall::Ecoin(_)
			| RuntimeCall::Metering(_)
			| RuntimeCall::EnergyTrading(_)
			| RuntimeCall::EvSettlement(_)
	);
	is_ours || !matches!(sender, Sender::Nobody)
}

/// Makes a call; says whether it succeeded. If it fails, the state must be what it was.
fn play_call(chance: &mut Chance, tally: &mut Tally, sender: Sender, call: RuntimeCall) -> bool {
	if let (Sender::Person(person), true) = (&sender, chance.percent(5)) {
		// A new block forgets the events of the last one.
		tally.note_events();
		return play_transaction(person, call);
	}
	let before = chance.percent(25).then(|| storage::root(StateVersion::V1));
	let outcome = call.clone().dispatch(sender.origin());
	if let (Some(before), Err(error)) = (before, &outcome) {
		assert_eq!(before, storage::root(StateVersion::V1), "{:?} left a trace", error.error);
	}
	outcome.is_ok()
}

/// Sends a call the whole way, in a block of its own. The quota or the weight of a block may refuse
/// it, which is no failure.
fn play_transaction(person: &Person, call: RuntimeCall) -> bool {
	let transaction = signed(person, call);
	block(|| matches!(apply(transaction), Ok(Ok(()))))
}
