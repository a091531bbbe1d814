//! What is always true of the requests.

use crate::{
	Config, Deposits, HoldReason, NextRequestId, OpenCounts, OpenRequests, Pallet, Purpose,
};
use alloc::collections::BTreeMap;
use joule_primitives::{Ecoin, ECOIN_ASSET};
use polkadot_sdk::{
	frame_support::{
		ensure,
		traits::{fungibles::hold::Inspect, Get},
	},
	sp_runtime::TryRuntimeError,
};

impl<T: Config> Pallet<T> {
	/// Checks every invariant.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_numbers()?;
		Self::check_holds()?;
		Self::check_counts()?;
		Self::check_deposits()
	}

	/// Invariant 1: each number in use was given, and no request asks for nothing.
	fn check_numbers() -> Result<(), TryRuntimeError> {
		let next = NextRequestId::<T>::get();
		for (id, request) in OpenRequests::<T>::iter() {
			ensure!(id < next, "ecoin 1: a request has a number that was not given yet");
			ensure!(!request.amount.is_zero(), "ecoin 1: a request asks for nothing");
		}
		for id in Deposits::<T>::iter_values() {
			ensure!(id < next, "ecoin 1: a deposit is claimed by a request that was never made");
		}
		Ok(())
	}

	/// Invariant 2: what is held of an account with open requests is the sum of its redemptions.
	fn check_holds() -> Result<(), TryRuntimeError> {
		let mut requested = BTreeMap::<T::AccountId, Ecoin>::new();
		for request in OpenRequests::<T>::iter_values() {
			let sum = requested.entry(request.who).or_default();
			if request.purpose == Purpose::Redemption {
				*sum = sum.saturating_add(request.amount);
			}
		}
		let reason = HoldReason::Redemption.into();
		for (who, sum) in requested {
			ensure!(
				T::Holds::balance_on_hold(ECOIN_ASSET, &reason, &who) == sum.0,
				"ecoin 2: what is held is not what is to be redeemed"
			);
		}
		Ok(())
	}

	/// Invariant 3: each account's count is that of its open requests and within the maximum.
	fn check_counts() -> Result<(), TryRuntimeError> {
		let mut counts = BTreeMap::<T::AccountId, u32>::new();
		for request in OpenRequests::<T>::iter_values() {
			let count = counts.entry(request.who).or_default();
			*count = count.saturating_add(1);
		}
		ensure!(
			OpenCounts::<T>::iter().collect::<BTreeMap<_, _>>() == counts,
			"ecoin 3: an account's count is not that of its open requests"
		);
		ensure!(
			counts.into_values().all(|count| count <= T::MaxOpenRequests::get()),
			"ecoin 3: an account has more requests open than it can have"
		);
		Ok(())
	}

	/// Invariant 4: the deposit of each open issue is claimed by that issue.
	fn check_deposits() -> Result<(), TryRuntimeError> {
		for (id, request) in OpenRequests::<T>::iter() {
			if request.purpose == Purpose::Issue {
				ensure!(
					Deposits::<T>::get(Self::deposit_key(&request.bank_reference)) == Some(id),
					"ecoin 4: an open issue does not claim its deposit"
				);
			}
		}
		Ok(())
	}
}
