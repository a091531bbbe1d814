//! What the pool refuses, counted by why.

use pallet_registry::Refusal;
use polkadot_sdk::*;
use sc_transaction_pool_api::error::{Error as PoolError, IntoPoolError};
use sp_runtime::transaction_validity::InvalidTransaction;
use substrate_prometheus_endpoint::{register, CounterVec, Opts, PrometheusError, Registry, U64};

/// How many transactions were refused, by reason.
pub struct Refusals(CounterVec<U64>);

impl Refusals {
	/// Begins to count; for Prometheus, if there is a registry.
	pub fn new(registry: Option<&Registry>) -> Result<Self, PrometheusError> {
		let refused = CounterVec::new(
			Opts::new(
				"joule_transactions_refused_total",
				"Transactions refused by the pool, or by this node as a block's author",
			),
			&["reason"],
		)?;
		// Each begins at zero, so that the first refusal shows as an increase.
		for reason in REASONS {
			refused.with_label_values(&[reason]);
		}
		Ok(Self(match registry {
			Some(registry) => register(refused, registry)?,
			None => refused,
		}))
	}

	/// Counts an attempt to put something into the pool, if it was refused.
	pub fn counted<T, E: IntoPoolError + From<PoolError>>(
		&self,
		outcome: Result<T, E>,
	) -> Result<T, E> {
		outcome.map_err(|error| match error.into_pool_error() {
			Ok(error) => {
				if let Some(reason) = reason(&error) {
					self.count(reason);
				}
				error.into()
			}
			Err(error) => error,
		})
	}

	/// Counts a transaction that an author could not put into its block.
	pub fn count_invalid(&self, invalid: &InvalidTransaction) {
		self.count(reason_of(invalid));
	}

	fn count(&self, reason: &str) {
		self.0.with_label_values(&[reason]).inc();
	}
}

const NOT_PARTICIPANT: &str = "not_participant";
const MAY_NOT_SEND: &str = "may_not_send";
const QUOTA_EXHAUSTED: &str = "quota_exhausted";
const NOT_SITE: &str = "not_site";
const OUTDATED: &str = "outdated";
const POOL_FULL: &str = "pool_full";
/// It was refused a short time ago; why is not looked at again.
const BANNED: &str = "banned";
const OTHER: &str = "other";
const REASONS: [&str; 8] =
	[NOT_PARTICIPANT, MAY_NOT_SEND, QUOTA_EXHAUSTED, NOT_SITE, OUTDATED, POOL_FULL, BANNED, OTHER];

/// Why a transaction was refused; `None` if it was not, because the pool has it already.
fn reason(error: &PoolError) -> Option<&'static str> {
	match error {
		PoolError::AlreadyImported(_) => None,
		PoolError::ImmediatelyDropped => Some(POOL_FULL),
		PoolError::TemporarilyBanned => Some(BANNED),
		PoolError::InvalidTransaction(invalid) => Some(reason_of(invalid)),
		_ => Some(OTHER),
	}
}

fn reason_of(invalid: &InvalidTransaction) -> &'static str {
	let is = |code: u8, refusal: Refusal| code == refusal as u8;
	match *invalid {
		InvalidTransaction::Stale => OUTDATED,
		InvalidTransaction::Custom(code) if is(code, Refusal::NotParticipant) => NOT_PARTICIPANT,
		InvalidTransaction::Custom(code) if is(code, Refusal::MayNotSend) => MAY_NOT_SEND,
		InvalidTransaction::Custom(code) if is(code, Refusal::QuotaExhausted) => QUOTA_EXHAUSTED,
		InvalidTransaction::Custom(code) if is(code, Refusal::NotSite) => NOT_SITE,
		_ => OTHER,
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn refusals_of_the_registry_have_reasons_of_their_own() {
		for (refusal, reason) in [
			(Refusal::NotParticipant, NOT_PARTICIPANT),
			(Refusal::MayNotSend, MAY_NOT_SEND),
			(Refusal::QuotaExhausted, QUOTA_EXHAUSTED),
			(Refusal::NotSite, NOT_SITE),
		] {
			assert_eq!(reason_of(&InvalidTransaction::Custom(refusal as u8)), reason);
		}
		assert_eq!(reason_of(&InvalidTransaction::Custom(u8::MAX)), OTHER);
	}

	#[test]
	fn what_the_pool_has_already_is_not_refused() {
		assert_eq!(reason(&PoolError::AlreadyImported(Box::new(()))), None);
		assert_eq!(reason(&PoolError::ImmediatelyDropped), Some(POOL_FULL));
		let stale = PoolError::InvalidTransaction(InvalidTransaction::Stale);
		assert_eq!(reason(&stale), Some(OUTDATED));
	}
}
