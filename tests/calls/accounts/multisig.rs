//! An account of several people: it trades if it is registered, as any other.

use crate::*;
use joule_runtime::Multisig;
use pallet_energy_trading::HoldReason;
use pallet_registry::MemberNumber;
use polkadot_sdk::{
	frame_support::{dispatch::GetDispatchInfo, traits::fungibles::Mutate},
	pallet_multisig::{self, Multisigs},
	sp_io::hashing::blake2_256,
};

/// The account of two neighbours, both of whom have to agree.
fn joint_account() -> AccountId {
	let mut both = [home(1).account, home(2).account];
	both.sort();
	Multisig::multi_account_id(&both, 2)
}

fn register_joint_account() {
	let roles = vec![Role::Consumer].try_into().expect("one role");
	let number = MemberNumber(500);
	let admin = joule_tests::council();
	assert_ok!(Registry::register(admin, joint_account(), number, ZONE, roles));
	assert_ok!(Assets::mint_into(ECOIN_ASSET, &joint_account(), Ecoin::from_krw(1_000).0));
}

fn order(product: ProductId) -> RuntimeCall {
	pallet_energy_trading::Call::<Runtime>::place_orders {
		product,
		side: Side::Bid,
		orders: orders(&[(1_000, 1_000)]),
	}
	.into()
}

fn agree(who: &Person, with: &Person, call: &RuntimeCall) -> DispatchResult {
	use codec::Encode;
	let pending = Multisigs::<Runtime>::get(joint_account(), call.using_encoded(blake2_256));
	let agreement = pallet_multisig::Call::<Runtime>::as_multi {
		threshold: 2,
		other_signatories: vec![with.account.clone()],
		maybe_timepoint: pending.map(|pending| pending.when),
		call: Box::new(call.clone()),
		max_weight: call.get_dispatch_info().call_weight,
	};
	block(|| apply(signed(who, agreement))).expect("the transaction is let in")
}

/// What became of the call that both agreed to.
fn outcome() -> DispatchResult {
	let executed = System::events().into_iter().rev().find_map(|record| match record.event {
		RuntimeEvent::Multisig(pallet_multisig::Event::MultisigExecuted { result, .. }) => {
			Some(result)
		}
		_ => None,
	});
	executed.expect("it was executed")
}

#[test]
fn a_registered_joint_account_trades_when_both_agree() {
	test(|| {
		register_joint_account();
		let call = order(open_month_product());

		assert_ok!(agree(&home(1), &home(2), &call));
		assert_eq!(held_ecoin(&joint_account(), HoldReason::ForwardBid), Ecoin::ZERO);
		assert_ok!(agree(&home(2), &home(1), &call));

		assert_ok!(outcome());
		let value = Wh(1_000) * PriceTick(1_000);
		assert_eq!(held_ecoin(&joint_account(), HoldReason::ForwardBid), value);
	});
}

#[test]
fn one_of_two_does_not_agree_twice() {
	test(|| {
		register_joint_account();
		let call = order(open_month_product());
		assert_ok!(agree(&home(1), &home(2), &call));
		assert_eq!(
			agree(&home(1), &home(2), &call),
			Err(pallet_multisig::Error::<Runtime>::AlreadyApproved.into())
		);
	});
}

#[test]
fn a_joint_account_that_is_not_registered_does_not_trade() {
	test(|| {
		let call = order(open_month_product());
		assert_ok!(agree(&home(1), &home(2), &call));
		assert_ok!(agree(&home(2), &home(1), &call));
		assert_eq!(outcome(), Err(TradingError::NotConsumer.into()));
	});
}

#[test]
fn a_registered_joint_account_sends_only_to_participants() {
	test(|| {
		register_joint_account();
		for (target, expected) in [(home(3), Ok(())), (stranger(), Err(filtered()))] {
			let call = transfer(&target, 100);
			assert_ok!(agree(&home(1), &home(2), &call));
			assert_ok!(agree(&home(2), &home(1), &call));
			assert_eq!(outcome(), expected);
		}
	});
}
