//! The hooks: bounded steps over many blocks, which can stop and go on at any of them.

use crate::scene::*;
use pallet_billing::{Agenda, WeightInfo};
use polkadot_sdk::frame_support::{traits::Hooks, weights::Weight};

type Weights = <Runtime as pallet_billing::Config>::WeightInfo;

fn tick_with(room: Weight) -> Weight {
	let reserve = <<Runtime as pallet_billing::Config>::IdleReserve as Get<Weight>>::get();
	Billing::on_idle(System::block_number(), room.saturating_add(reserve))
}

/// Room for so many closings.
fn room_for(closings: u64) -> Weight {
	let task = Weights::agenda_entry().saturating_add(Weights::task_close());
	Weights::tick_base().saturating_add(task.saturating_mul(closings))
}

/// So many households whose November waits for its closing.
fn waiting(count: u32) -> Vec<Customer> {
	let mut customers: Vec<_> = (1..=count).map(Customer::household).collect();
	let end = NOV.end().unwrap();
	set_clock(end);
	for customer in &mut customers {
		customer.meter.read_at(end, Wh(100_000), Wh::ZERO);
	}
	set_clock(day(DEC, 12).start());
	// The agenda passes over the empty days.
	while tick_with(room_for(1)).any_gt(Weights::tick_base()) {
		if closed(&customers) > 0 {
			break;
		}
	}
	customers
}

fn closed(customers: &[Customer]) -> usize {
	customers.iter().filter(|customer| customer.has_invoice(NOV)).count()
}

#[test]
fn a_month_is_closed_in_steps_over_many_blocks() {
	test(|| {
		let customers = waiting(10);
		let mut before = closed(&customers);
		while before < 10 {
			let used = tick_with(room_for(2));
			assert!(used.all_lte(room_for(2)), "no more than the room");
			let after = closed(&customers);
			assert!(after > before && after <= before + 2);
			check_invariants();
			before = after;
		}
		for customer in &customers {
			assert_eq!(customer.invoice(NOV).bill, household_bill(NOV, 100));
		}
	});
}

#[test]
fn without_room_nothing_is_done() {
	test(|| {
		let customers = waiting(3);
		let before = closed(&customers);
		for room in [
			Weight::zero(),
			Weights::tick_base(),
			room_for(1).saturating_sub(Weight::from_parts(1, 0)),
		] {
			assert!(tick_with(room).all_lte(room));
			assert_eq!(closed(&customers), before);
		}
	});
}

#[test]
fn what_is_due_comes_at_the_start_of_each_block_within_its_budget() {
	test(|| {
		let customers = waiting(40);
		let budget = <<Runtime as pallet_billing::Config>::TickBudget as Get<Weight>>::get();
		let mut blocks = 0;
		while closed(&customers) < 40 {
			let before = closed(&customers);
			let used = Billing::on_initialize(System::block_number());
			assert!(used.all_lte(budget));
			assert!(closed(&customers) > before, "each block goes on");
			blocks += 1;
		}
		assert!(blocks > 1, "one block is not enough for all of them");
	});
}

#[test]
fn days_without_a_task_are_passed_over() {
	test(|| {
		let _customer = Customer::household(1);
		advance_to(day(DEC, 5).start());
		assert_eq!(
			pallet_billing::AgendaCursor::<Runtime>::get(),
			Some(day(DEC, 6)),
			"the next day to look at"
		);
		assert_eq!(Agenda::<Runtime>::iter().count(), 1);
	});
}

#[test]
fn a_task_fits_into_the_budget() {
	test(|| {
		<Billing as Hooks<joule_runtime::BlockNumber>>::integrity_test();
	});
}
