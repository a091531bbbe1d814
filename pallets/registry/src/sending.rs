//! Who may have a transaction included, and how much of them.

use crate::{
	BlockRoom, Config, Devices, Pallet, Participants, Quota, QuotaClass, QuotaLimits, Quotas,
};
use codec::{Decode, Encode};
use polkadot_sdk::{
	frame_support::{
		dispatch::DispatchClass,
		ensure,
		traits::{Get, Time},
		weights::Weight,
	},
	sp_runtime::transaction_validity::{InvalidTransaction, TransactionValidityError},
};
use scale_info::TypeInfo;

/// Why a transaction is refused: the code in its `InvalidTransaction::Custom`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Refusal {
	/// The signer is neither a participant nor a participant's device.
	NotParticipant = 1,
	/// The participant may not send.
	MayNotSend = 2,
	/// The transaction is charged more than is left of the participant's quota. Later it may pass.
	QuotaExhausted = 3,
	/// The transaction is of the operational class, and the participant is not a site.
	NotSite = 4,
}

impl From<Refusal> for TransactionValidityError {
	fn from(refusal: Refusal) -> Self {
		InvalidTransaction::Custom(refusal as u8).into()
	}
}

/// How much an account may send, in picoseconds of weight: each transaction counts with its
/// [charge](crate::charge), which is its weight unless it is long for what it weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct SendingLimits {
	/// What it can send at once when idle.
	pub capacity_ps: u64,
	/// What it can send now.
	pub tokens_ps: u64,
	/// What is added each second.
	pub refill_ps_per_second: u64,
}

impl<T: Config> Pallet<T> {
	/// The participant under whose permission and quota an account sends: itself, or the owner if
	/// the account is a device; `None` for a stranger.
	pub fn sender_of(who: &T::AccountId) -> Option<T::AccountId> {
		if Participants::<T>::contains_key(who) {
			Some(who.clone())
		} else {
			Devices::<T>::get(who)
		}
	}

	/// How much an account may send now; `None` for a stranger. A device shares the limits of its
	/// owner. Whether it may send at all is not looked at.
	pub fn limits(who: &T::AccountId) -> Option<SendingLimits> {
		let quota = Self::quota_of(&Self::sender_of(who)?);
		let QuotaLimits { capacity_ps, refill_ps_per_second } = Self::limits_of(quota.class);
		Some(SendingLimits { capacity_ps, tokens_ps: quota.tokens_ps, refill_ps_per_second })
	}

	/// The participant under whose permission and quota a transaction of `signer` passes.
	pub(crate) fn admit(signer: &T::AccountId) -> Result<T::AccountId, Refusal> {
		let sender = Self::sender_of(signer).ok_or(Refusal::NotParticipant)?;
		let may_send = <Self as joule_primitives::Participants<T::AccountId>>::may_send(&sender);
		may_send.then_some(sender).ok_or(Refusal::MayNotSend)
	}

	/// What is charged for a transaction of this length, whose call and extensions weigh so much.
	pub(crate) fn charge_ps(weight: Weight, class: DispatchClass, length_bytes: usize) -> u64 {
		let (weights, lengths) = (T::BlockWeights::get(), T::BlockLength::get());
		let limits = weights.get(class);
		let room = BlockRoom {
			weight_ps: limits.max_total.unwrap_or(weights.max_block).ref_time(),
			length_bytes: *lengths.max.get(class),
		};
		room.charge_ps(weight.saturating_add(limits.base_extrinsic).ref_time(), length_bytes)
	}

	/// What would be left of a participant's bucket after a transaction of this class and charge.
	/// Writes nothing.
	pub(crate) fn quota_after(
		sender: &T::AccountId,
		class: DispatchClass,
		charge_ps: u64,
	) -> Result<Quota, Refusal> {
		let quota = Self::quota_of(sender);
		ensure!(quota.class.may_send(class), Refusal::NotSite);
		quota.try_spend(charge_ps).ok_or(Refusal::QuotaExhausted)
	}

	/// Gives back to a participant what it was charged but did not use.
	pub(crate) fn give_back(sender: &T::AccountId, unused_ps: u64) {
		let quota = Self::quota_of(sender);
		Quotas::<T>::insert(sender, quota.give_back(Self::limits_of(quota.class), unused_ps));
	}

	/// A participant's bucket as it stands now.
	fn quota_of(participant: &T::AccountId) -> Quota {
		let now = T::Time::now();
		match Quotas::<T>::get(participant) {
			Some(quota) => quota.refill(Self::limits_of(quota.class), now),
			None => {
				let class = QuotaClass::default();
				Quota::full(class, Self::limits_of(class), now)
			}
		}
	}

	/// The limits of a quota class.
	pub(crate) fn limits_of(class: QuotaClass) -> QuotaLimits {
		class.limits(T::HouseholdQuota::get())
	}

	/// Whatever fits into a block has to fit into the smallest bucket from which it may be sent, or
	/// it never could be.
	pub(crate) fn check_integrity() {
		for (class, smallest) in [
			(DispatchClass::Normal, QuotaClass::Household),
			(DispatchClass::Operational, QuotaClass::Site),
		] {
			let (charge_ps, limits) = (Self::highest_charge_ps(class), Self::limits_of(smallest));
			assert!(
				limits.capacity_ps >= charge_ps,
				"the quota of a {smallest:?} must cover what the largest extrinsic of the class \
				{class:?} is charged: {charge_ps}, but it has {}",
				limits.capacity_ps,
			);
		}
	}

	/// What the heaviest and longest extrinsic of a class is charged.
	fn highest_charge_ps(class: DispatchClass) -> u64 {
		let (weights, lengths) = (T::BlockWeights::get(), T::BlockLength::get());
		let heaviest = weights.get(class).max_extrinsic.unwrap_or(weights.max_block);
		Self::charge_ps(heaviest, class, *lengths.max.get(class) as usize)
	}
}
