//! What closing a month costs an account, and that it does not depend on how many there are.
//!
//! ```text
//! cargo bench --bench closing -p joule-tests -p joule-node
//! ```
//!
//! For 10,000 and 100,000 households with a meter and energy of their own, each read at both ends of
//! November, it closes the month block by block: on a chain without a transaction, where each block
//! lends what it has left, and on a full one, where there is the budget of a tick and no more. It
//! prints how many blocks that takes, the time a closing takes on this machine (native, state in
//! memory), and the weight that it is charged. A block that weighs more than it may ends the run.

use joule_runtime::configs::{BillingTickBudget, BlockWeights, BLOCK};
use joule_tariff::{Day, TariffClass};
use joule_tests::*;
use pallet_billing::{Terms, Totals};
use pallet_metering::{Capacity, Installation, MeterKey, Reading, Registers, Source};
use pallet_registry::MemberNumber;
use polkadot_sdk::{
	frame_support::{
		traits::{Get, Hooks},
		weights::Weight,
	},
	sp_core::{ed25519, H256},
	sp_io::{hashing::blake2_256, TestExternalities},
};
use std::time::{Duration, Instant};

const MONTH: Vintage = Vintage(202611);
const TERMS: Terms =
	Terms { class: TariffClass::ResidentialLowVoltage, contract_power: Watt(3_000) };

/// Accounts that are set up before the state is written away.
const PART: u32 = 1_000;

/// Which blocks the month is closed in.
#[derive(Clone, Copy, Debug)]
enum Chain {
	/// Nothing else is in them: what they have left is used too.
	Idle,
	/// Transactions fill them: there is the budget at the start of each.
	Full,
}

fn main() {
	println!(
		"{:>8} {:>6} {:>8} {:>14} {:>16} {:>18}",
		"accounts", "chain", "blocks", "an account", "weight of one", "heaviest block"
	);
	for accounts in [10_000, 100_000] {
		for chain in [Chain::Idle, Chain::Full] {
			close_a_month(accounts, chain);
		}
	}
}

fn close_a_month(accounts: u32, kind: Chain) {
	let mut chain = fresh_chain(NOVEMBER);
	for first in (0..accounts).step_by(PART as usize) {
		chain.execute_with(|| (first..first + PART).for_each(move_in));
		chain.commit_all().expect("no transaction is open");
	}
	let due = Day::of(MONTH.end().expect("a month")).plus(11);
	let (mut blocks, mut heaviest, mut charged) = (0u32, Weight::zero(), Weight::zero());
	let mut spent = Duration::ZERO;
	loop {
		let (used, took, closed) = block(&mut chain, due, kind);
		assert!(used.all_lte(limit(kind)), "a block weighs {used}, more than it may");
		(blocks, heaviest, spent) = (blocks + 1, heaviest.max(used), spent + took);
		charged = charged.saturating_add(used);
		if closed >= accounts {
			break;
		}
	}
	let an_account = spent / accounts;
	let weight = charged.ref_time() / u64::from(accounts);
	println!(
		"{accounts:>8} {kind:>6?} {blocks:>8} {an_account:>14.1?} {:>13} us {:>15} us",
		weight / 1_000_000,
		heaviest.ref_time() / 1_000_000
	);
}

/// What billing may use of a block.
fn limit(kind: Chain) -> Weight {
	match kind {
		Chain::Idle => BLOCK,
		Chain::Full => BillingTickBudget::get(),
	}
}

/// A block on the day of closing: its weight, its time, and how many invoices there are then.
fn block(chain: &mut TestExternalities, day: Day, kind: Chain) -> (Weight, Duration, u32) {
	let outcome = chain.execute_with(|| {
		set_clock(day.start());
		let number = System::block_number() + 1;
		System::set_block_number(number);
		System::reset_events();
		let started = Instant::now();
		let mut used = Billing::on_initialize(number);
		if matches!(kind, Chain::Idle) {
			let left = BlockWeights::get().max_block.saturating_sub(used);
			used = used.saturating_add(Billing::on_idle(number, left));
		}
		(used, started.elapsed(), Totals::<Runtime>::get(MONTH).invoices)
	});
	chain.commit_all().expect("no transaction is open");
	outcome
}

/// A household with a contract and a meter that was read at the end of the month.
fn move_in(number: u32) {
	let account = AccountId::from(blake2_256(&number.to_le_bytes()));
	let roles = vec![Role::Producer].try_into().expect("one role");
	assert_ok!(Registry::register(
		council(),
		account.clone(),
		MemberNumber(10_000 + number),
		ZONE,
		roles
	));
	set_clock(NOVEMBER);
	let point = MeteringPointId(number.into());
	assert_ok!(Metering::register_point(
		meter_operator().origin(),
		point,
		Installation {
			owner: account.clone(),
			zone: ZONE,
			source: Source::Solar,
			capacity: Capacity { import: Watt(10_000), export: Watt(10_000) },
			key: MeterKey::Ed25519(ed25519::Public::default()),
			installed_at: NOVEMBER,
			face: Registers::ZERO,
		}
	));
	assert_ok!(Billing::conclude_contract(
		operator().origin(),
		account,
		TERMS,
		1,
		Day::of(NOVEMBER)
	));
	let end = MONTH.end().expect("a month");
	set_clock(end);
	assert_ok!(Metering::do_record(Reading {
		point,
		sequence: 1,
		measured_at: end,
		registers: Registers { import_wh: Wh(310_000), export_wh: Wh(45_000) },
		intervals_root: H256::zero(),
	}));
	System::reset_events();
}
