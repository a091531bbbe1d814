//! The token bucket that stands in for fees.
//!
//! A token is a picosecond of weight (`ref_time`). A bucket holds at most its *capacity*, loses what
//! each transaction is [charged](crate::charge), and *refills* by so many tokens a second. So a
//! participant that was idle can do much at once, and over a long time nobody can do more than the
//! refill:
//!
//! ```text
//! spent from t0 to t1  <=  capacity + refill per second x (t1 - t0)
//! ```
//!
//! Everything here is a pure function; [`Pallet`](crate::Pallet) reads and writes the storage.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use joule_primitives::Moment;
use polkadot_sdk::frame_support::dispatch::DispatchClass;
use scale_info::TypeInfo;

/// Milliseconds in a second.
const SECOND_MS: u128 = 1000;

/// The [share of a bucket](Quota::share_left) that is the whole bucket.
const WHOLE_BUCKET: u64 = 1_000_000;

/// How large a bucket is and how fast it refills.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct QuotaLimits {
	/// The most tokens it holds, in picoseconds of weight.
	pub capacity_ps: u64,
	/// The tokens it gains in a second, in picoseconds of weight.
	pub refill_ps_per_second: u64,
}

/// How much of the chain a participant is thought to need.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum QuotaClass {
	/// A home.
	#[default]
	Household,
	/// A building: ten homes.
	Building,
	/// An authority site or an operator's server: a hundred homes.
	Site,
}

impl QuotaClass {
	/// How many households' quota the class has.
	pub const fn households(self) -> u64 {
		match self {
			Self::Household => 1,
			Self::Building => 10,
			Self::Site => 100,
		}
	}

	/// Whether a participant of the class may send transactions of a dispatch class.
	///
	/// A part of each block is kept free for operational transactions: with those, the sites govern
	/// the chain, also while it is flooded. Some of them are open to every signer as far as their
	/// pallets are concerned, be it only to fail, so the part is kept for those who run the chain.
	pub const fn may_send(self, class: DispatchClass) -> bool {
		match class {
			DispatchClass::Operational => matches!(self, Self::Site),
			DispatchClass::Normal | DispatchClass::Mandatory => true,
		}
	}

	/// The limits of the class, given those of a household.
	pub const fn limits(self, household: QuotaLimits) -> QuotaLimits {
		QuotaLimits {
			capacity_ps: household.capacity_ps.saturating_mul(self.households()),
			refill_ps_per_second: household.refill_ps_per_second.saturating_mul(self.households()),
		}
	}
}

/// A participant's bucket.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Quota {
	/// Which limits the bucket has.
	pub class: QuotaClass,
	/// The tokens it held at that instant, in picoseconds of weight.
	pub tokens_ps: u64,
	/// The instant up to which it was refilled.
	pub refilled_at: Moment,
}

impl Quota {
	/// The full bucket of a class.
	pub const fn full(class: QuotaClass, limits: QuotaLimits, now: Moment) -> Self {
		Self { class, tokens_ps: limits.capacity_ps, refilled_at: now }
	}

	/// The bucket as it stands at `now`. A clock that went back refills nothing, now or when it
	/// comes by again.
	pub fn refill(self, limits: QuotaLimits, now: Moment) -> Self {
		let elapsed_ms = u128::from(now.saturating_sub(self.refilled_at));
		let gained_ps = elapsed_ms.saturating_mul(limits.refill_ps_per_second.into()) / SECOND_MS;
		let tokens_ps = gained_ps.saturating_add(self.tokens_ps.into());
		Self {
			tokens_ps: u64::try_from(tokens_ps).unwrap_or(u64::MAX).min(limits.capacity_ps),
			refilled_at: self.refilled_at.max(now),
			..self
		}
	}

	/// The bucket without these tokens, or `None` if it does not hold them.
	pub fn try_spend(self, amount_ps: u64) -> Option<Self> {
		let tokens_ps = self.tokens_ps.checked_sub(amount_ps)?;
		Some(Self { tokens_ps, ..self })
	}

	/// The bucket with tokens that were spent but not used.
	pub fn give_back(self, limits: QuotaLimits, amount_ps: u64) -> Self {
		let tokens_ps = self.tokens_ps.saturating_add(amount_ps).min(limits.capacity_ps);
		Self { tokens_ps, ..self }
	}

	/// How soon a transaction that leaves this bucket comes, if so many of its signer come before it:
	/// the fewer these are the sooner, and of those with as many the one that leaves the fuller
	/// bucket. So one transaction of somebody waits for no more than one of everybody else.
	///
	/// Buckets are told apart by eighths, and within one the older transaction comes first. By finer
	/// shares, whoever is a hair below full would be passed by all whose bucket is full, again and
	/// again.
	pub fn priority(self, limits: QuotaLimits, ahead: u64) -> u64 {
		const LEVELS: u64 = 8;
		let turns = (u64::MAX / LEVELS).saturating_sub(1).saturating_sub(ahead);
		let level = self.share_left(limits) / (WHOLE_BUCKET / LEVELS);
		turns.saturating_mul(LEVELS).saturating_add(level.min(LEVELS - 1))
	}

	/// How full the bucket is, as a share of [`WHOLE_BUCKET`].
	pub fn share_left(self, limits: QuotaLimits) -> u64 {
		u128::from(self.tokens_ps)
			.saturating_mul(WHOLE_BUCKET.into())
			.checked_div(limits.capacity_ps.into())
			.and_then(|share| u64::try_from(share).ok())
			.map_or(0, |share| share.min(WHOLE_BUCKET))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const LIMITS: QuotaLimits =
		QuotaLimits { capacity_ps: 500_000_000_000, refill_ps_per_second: 1_000_000_000 };

	fn bucket(tokens_ps: u64, refilled_at: Moment) -> Quota {
		Quota { class: QuotaClass::Household, tokens_ps, refilled_at }
	}

	/// Numbers that look random, the same in each run.
	struct Sequence(u64);

	impl Sequence {
		fn below(&mut self, bound: u64) -> u64 {
			self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
			(self.0 >> 11) % bound
		}
	}

	#[test]
	fn a_bucket_refills_with_time() {
		let refilled = bucket(0, 10_000).refill(LIMITS, 12_500);
		assert_eq!(refilled, bucket(2_500_000_000, 12_500));
	}

	#[test]
	fn a_bucket_is_never_more_than_full() {
		let full = Quota::full(QuotaClass::Household, LIMITS, 0);
		assert_eq!(full.refill(LIMITS, 1_000).tokens_ps, LIMITS.capacity_ps);
		assert_eq!(bucket(0, 0).refill(LIMITS, u64::MAX).tokens_ps, LIMITS.capacity_ps);
		assert_eq!(full.give_back(LIMITS, u64::MAX).tokens_ps, LIMITS.capacity_ps);
	}

	#[test]
	fn a_clock_that_goes_back_refills_nothing() {
		let before = bucket(7, 10_000);
		assert_eq!(before.refill(LIMITS, 4_000), before);
		assert_eq!(before.refill(LIMITS, 4_000).refill(LIMITS, 10_000), before);
	}

	#[test]
	fn only_what_is_there_is_spent() {
		assert_eq!(bucket(10, 0).try_spend(10), Some(bucket(0, 0)));
		assert_eq!(bucket(10, 0).try_spend(11), None);
		assert_eq!(bucket(10, 0).try_spend(u64::MAX), None);
	}

	#[test]
	fn what_was_not_used_comes_back() {
		let spent = bucket(1_000, 0).try_spend(900).unwrap();
		assert_eq!(spent.give_back(LIMITS, 400), bucket(500, 0));
	}

	#[test]
	fn smaller_buckets_come_after_fuller_ones() {
		assert_eq!(bucket(0, 0).share_left(LIMITS), 0);
		assert_eq!(bucket(LIMITS.capacity_ps / 2, 0).share_left(LIMITS), WHOLE_BUCKET / 2);
		assert_eq!(bucket(LIMITS.capacity_ps, 0).share_left(LIMITS), WHOLE_BUCKET);
		assert_eq!(bucket(u64::MAX, 0).share_left(LIMITS), WHOLE_BUCKET);
	}

	#[test]
	fn a_fuller_bucket_makes_up_for_nothing_that_comes_before() {
		let (empty, full) = (bucket(0, 0), bucket(LIMITS.capacity_ps, 0));
		assert!(empty.priority(LIMITS, 0) > full.priority(LIMITS, 1));
		assert!(full.priority(LIMITS, 1) > empty.priority(LIMITS, 1));
		assert!(
			empty.priority(LIMITS, u64::from(u32::MAX) - 1)
				> full.priority(LIMITS, u32::MAX.into())
		);
	}

	#[test]
	fn buckets_about_as_full_come_in_the_order_of_their_transactions() {
		let of_share = |eighths: u64, less_ps: u64| {
			bucket(LIMITS.capacity_ps / 8 * eighths - less_ps, 0).priority(LIMITS, 0)
		};
		assert_eq!(of_share(8, 1), of_share(7, 0));
		assert!(of_share(7, 0) > of_share(7, 1));
		assert_eq!(of_share(8, 0), of_share(7, 0));
	}

	#[test]
	fn a_bucket_without_capacity_is_empty() {
		let none = QuotaLimits { capacity_ps: 0, refill_ps_per_second: 0 };
		assert_eq!(Quota::full(QuotaClass::Site, none, 0).share_left(none), 0);
	}

	#[test]
	fn classes_are_measured_in_households() {
		assert_eq!(QuotaClass::Household.limits(LIMITS), LIMITS);
		assert_eq!(QuotaClass::Building.limits(LIMITS).capacity_ps, 5_000_000_000_000);
		assert_eq!(QuotaClass::Site.limits(LIMITS).refill_ps_per_second, 100_000_000_000);
	}

	#[test]
	fn only_sites_send_operational_transactions() {
		for class in [QuotaClass::Household, QuotaClass::Building, QuotaClass::Site] {
			assert!(class.may_send(DispatchClass::Normal));
			assert_eq!(class.may_send(DispatchClass::Operational), class == QuotaClass::Site);
		}
	}

	#[test]
	fn nobody_spends_more_than_capacity_and_refill() {
		for seed in 0..200 {
			let mut sequence = Sequence(seed);
			let begun_at = sequence.below(u64::MAX >> 20);
			let mut now = begun_at;
			let mut spent_ps = 0u128;
			let mut quota = Quota::full(QuotaClass::Household, LIMITS, now);
			for _ in 0..500 {
				now += sequence.below(2_000);
				let charged_ps = sequence.below(LIMITS.capacity_ps / 10);
				let unused_ps = sequence.below(charged_ps + 1);
				quota = quota.refill(LIMITS, now);
				if let Some(left) = quota.try_spend(charged_ps) {
					quota = left.give_back(LIMITS, unused_ps);
					spent_ps += u128::from(charged_ps - unused_ps);
				}
				let gained_ps = u128::from(now - begun_at)
					* u128::from(LIMITS.refill_ps_per_second)
					/ SECOND_MS;
				assert!(quota.tokens_ps <= LIMITS.capacity_ps, "seed {seed}");
				assert!(
					spent_ps <= u128::from(LIMITS.capacity_ps) + gained_ps,
					"seed {seed}: spent {spent_ps}"
				);
			}
		}
	}

	#[test]
	fn refilling_often_gives_no_more_than_refilling_once() {
		for seed in 0..200 {
			let mut sequence = Sequence(seed);
			let limits = QuotaLimits {
				capacity_ps: 1 + sequence.below(1 << 40),
				refill_ps_per_second: sequence.below(1 << 32),
			};
			let start = bucket(sequence.below(limits.capacity_ps), sequence.below(1 << 40));
			let mut now = start.refilled_at;
			let mut often = start;
			for _ in 0..100 {
				now += sequence.below(5_000);
				often = often.refill(limits, now);
			}
			let once = start.refill(limits, now);
			assert!(often.tokens_ps <= once.tokens_ps, "seed {seed}");
			assert!(once.tokens_ps - often.tokens_ps <= 100, "seed {seed}: a token each time");
		}
	}
}
