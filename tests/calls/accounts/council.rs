//! The council decides with real votes of its members.

use crate::*;
use codec::Encode;
use pallet_registry::{MemberNumber, QuotaClass};
use polkadot_sdk::{
	frame_support::{dispatch::GetDispatchInfo, traits::UnfilteredDispatchable},
	pallet_collective::{self, Instance1},
	pallet_scheduler,
	sp_core::H256,
	sp_runtime::traits::{BlakeTwo256, Hash},
};

type Call = pallet_collective::Call<Runtime, Instance1>;
type Error = pallet_collective::Error<Runtime, Instance1>;
type Event = pallet_collective::Event<Runtime, Instance1>;

/// How long a motion can be voted on: a week.
const MOTION_DURATION_BLOCKS: u32 = 7 * 24 * 60 * 60 * 2;

/// A motion, whose number is 0: the first of its test.
struct Motion(RuntimeCall);

impl Motion {
	/// That the newcomer become a participant.
	fn register() -> Self {
		Self(
			pallet_registry::Call::<Runtime>::register {
				who: newcomer().account,
				member_number: MemberNumber(500),
				zone: ZONE,
				roles: vec![Role::Consumer].try_into().expect("one role"),
			}
			.into(),
		)
	}

	fn hash(&self) -> H256 {
		BlakeTwo256::hash_of(&self.0)
	}

	fn length(&self) -> u32 {
		self.0.encoded_size() as u32
	}

	fn propose(&self, threshold: u32) -> Call {
		let proposal = Box::new(self.0.clone());
		Call::propose { threshold, proposal, length_bound: self.length() }
	}

	fn vote(&self, approve: bool) -> Call {
		Call::vote { proposal: self.hash(), index: 0, approve }
	}

	fn close(&self) -> Call {
		Call::close {
			proposal_hash: self.hash(),
			index: 0,
			proposal_weight_bound: self.0.get_dispatch_info().call_weight,
			length_bound: self.length(),
		}
	}

	/// The first site proposes, the first `ayes` agree, the last one closes.
	fn pass(&self, threshold: u32, ayes: usize) {
		let [first, .., last] = sites();
		assert_ok!(send(&first, self.propose(threshold)));
		for site in sites().into_iter().take(ayes) {
			assert_ok!(send(&site, self.vote(true)));
		}
		assert_ok!(send(&last, self.close()));
	}

	fn assert_executed(&self, result: DispatchResult) {
		assert_event(Event::Executed { proposal_hash: self.hash(), result });
	}
}

fn newcomer() -> Person {
	named("newcomer")
}

fn send(by: &Person, call: Call) -> DispatchResult {
	block(|| apply(signed(by, call))).expect("the transaction is let in")
}

#[test]
fn three_of_four_sites_register_a_participant() {
	test(|| {
		let motion = Motion::register();

		motion.pass(3, 3);

		motion.assert_executed(Ok(()));
		assert!(Registry::has_role(&newcomer().account, Role::Consumer));
		assert!(Registry::may_receive(&newcomer().account));
	});
}

#[test]
fn two_of_four_agree_in_vain() {
	test(|| {
		let motion = Motion::register();
		motion.pass(2, 2);
		motion.assert_executed(Err(DispatchError::BadOrigin));
		assert!(!Registry::may_receive(&newcomer().account));
	});
}

#[test]
fn one_site_alone_decides_nothing() {
	test(|| {
		let motion = Motion::register();
		assert_ok!(send(&operator(), motion.propose(1)));
		motion.assert_executed(Err(DispatchError::BadOrigin));
		assert!(!Registry::may_receive(&newcomer().account));
	});
}

#[test]
fn a_motion_is_not_closed_before_enough_have_voted() {
	test(|| {
		let motion = Motion::register();
		let [first, second, ..] = sites();
		assert_ok!(send(&first, motion.propose(3)));
		for site in [&first, &second] {
			assert_ok!(send(site, motion.vote(true)));
		}
		assert_eq!(send(&second, motion.close()), Err(Error::TooEarly.into()));
	});
}

#[test]
fn a_motion_that_two_refuse_is_disapproved() {
	test(|| {
		let motion = Motion::register();
		let [first, second, third, fourth] = sites();
		assert_ok!(send(&first, motion.propose(3)));
		for (site, approve) in [(&first, true), (&second, true), (&third, false), (&fourth, false)]
		{
			assert_ok!(send(site, motion.vote(approve)));
		}
		assert_ok!(send(&fourth, motion.close()));
		assert_event(Event::Disapproved { proposal_hash: motion.hash() });
		assert!(!Registry::may_receive(&newcomer().account));
	});
}

#[test]
fn who_does_not_vote_has_voted_no_whatever_the_prime_member_votes() {
	test(|| {
		let [prime, ..] = sites();
		let members = sites().map(|site| site.account).to_vec();
		let old_count = members.len() as u32;
		let prime_account = Some(prime.account.clone());
		let set_members =
			Call::set_members { new_members: members, prime: prime_account, old_count };
		assert_ok!(RuntimeCall::from(set_members).dispatch_bypass_filter(council()));
		let motion = Motion::register();
		assert_ok!(send(&prime, motion.propose(3)));
		assert_ok!(send(&prime, motion.vote(true)));

		System::set_block_number(System::block_number() + MOTION_DURATION_BLOCKS);
		assert_ok!(send(&prime, motion.close()));

		assert_event(Event::Disapproved { proposal_hash: motion.hash() });
	});
}

#[test]
fn four_sites_cancel_what_three_scheduled() {
	test(|| {
		type SchedulerCall = pallet_scheduler::Call<Runtime>;
		let task = [1; 32];
		let schedule = Motion(
			SchedulerCall::schedule_named {
				id: task,
				when: System::block_number() + 1_000,
				maybe_periodic: None,
				priority: 0,
				call: Box::new(Motion::register().0),
			}
			.into(),
		);
		schedule.pass(3, 3);
		schedule.assert_executed(Ok(()));

		let [first, ..] = sites();
		let cancel = Motion(SchedulerCall::cancel_named { id: task }.into());
		let second = Call::vote { proposal: cancel.hash(), index: 1, approve: true };
		assert_ok!(send(&first, cancel.propose(4)));
		for site in sites() {
			assert_ok!(send(&site, second.clone()));
		}
		assert_ok!(send(
			&first,
			Call::close {
				proposal_hash: cancel.hash(),
				index: 1,
				proposal_weight_bound: cancel.0.get_dispatch_info().call_weight,
				length_bound: cancel.length(),
			}
		));

		cancel.assert_executed(Ok(()));
	});
}

#[test]
fn who_is_no_member_neither_proposes_nor_votes() {
	test(|| {
		// Given somebody with the quota of a site, without which its vote would not be let in
		let (motion, server) = (Motion::register(), home(1));
		assert_ok!(Registry::set_quota(council(), server.account.clone(), QuotaClass::Site));

		assert_eq!(send(&server, motion.propose(3)), Err(Error::NotMember.into()));
		assert_ok!(send(&operator(), motion.propose(3)));
		assert_eq!(send(&server, motion.vote(true)), Err(Error::NotMember.into()));
	});
}

#[test]
fn not_even_all_sites_together_move_somebodys_money() {
	test(|| {
		let victim = home(1).with_ecoin_krw(1_000);
		let motion = Motion(
			AssetsCall::force_transfer {
				id: ECOIN_ASSET.into(),
				source: address(&victim),
				dest: address(&operator()),
				amount: 1,
			}
			.into(),
		);
		motion.pass(4, 4);
		motion.assert_executed(Err(filtered()));
		assert_eq!(free_ecoin(&victim.account), Ecoin::from_krw(1_000));
	});
}
