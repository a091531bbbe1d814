//! What a pool's answer to a transaction means.

use subxt::{
	error::{BackendError, ExtrinsicError, RpcError, TransactionStatusError},
	rpcs,
};

/// What a pool's refusal means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
	/// The pool has this very transaction already.
	Known,
	/// Another transaction has or had this number.
	NumberTaken,
	/// This pool does not take these bytes for some time, after it dropped them.
	Banned,
	/// It may pass later.
	Later(String),
	/// The pool may have it all the same: its answer was not heard, or it had taken it and lost it.
	Unheard(String),
	/// It will not pass.
	Never(String),
}

/// Why a chain of ours refuses a transaction by a code of its own (`pallet-registry`, `Refusal`).
const CODES: [(u8, &str); 3] = [
	(1, "the account does not take part in this chain: have it registered"),
	(2, "the account may not send: its permission was revoked"),
	(4, "only sites may send this"),
];

/// The code of an account whose quota is used up for now.
const QUOTA_EXHAUSTED: u8 = 3;

impl Refusal {
	/// The meaning of an error.
	pub(super) fn of(error: &ExtrinsicError) -> Self {
		match error {
			ExtrinsicError::ErrorSubmittingTransaction(BackendError::Rpc(
				RpcError::ClientError(rpcs::Error::User(said)),
			)) => {
				let data = said.data.as_ref().map(|data| data.get()).unwrap_or_default();
				Self::of_words(&format!("{}: {}", said.message, data.trim_matches('"')))
			}
			ExtrinsicError::TransactionStatusError(TransactionStatusError::Invalid(words)) => {
				Self::of_words(words)
			}
			ExtrinsicError::TransactionStatusError(TransactionStatusError::Dropped(words)) => {
				Self::of_loss(words)
			}
			// The call does not fit the runtime.
			ExtrinsicError::EncodeError(_)
			| ExtrinsicError::PalletNameNotFound(_)
			| ExtrinsicError::CallNameNotFound { .. }
			| ExtrinsicError::Params(_) => Self::Never(error.to_string()),
			// The chain is out of reach, since before or since the pool was asked.
			_ => Self::Unheard(error.to_string()),
		}
	}

	/// The meaning of the words by which a pool gives up a transaction that it may have passed on.
	pub(super) fn of_loss(words: &str) -> Self {
		match Self::of_words(words) {
			Self::Later(words) => Self::Unheard(words),
			certain => certain,
		}
	}

	/// Whether the transaction may be on its way all the same, so that its number is not to be given to
	/// another: what it does would be done twice if that were signed for the same call.
	pub(super) fn leaves_open(&self) -> bool {
		matches!(self, Self::Known | Self::Unheard(_))
	}

	/// The meaning of the words by which a node or a light client refuses.
	pub(super) fn of_words(words: &str) -> Self {
		let lower = words.to_lowercase();
		let has = |part: &str| lower.contains(part);
		if let Some(code) = code_in(&lower) {
			return match CODES.iter().find(|(known, _)| *known == code) {
				Some((_, reason)) => Self::Never(reason.to_string()),
				None if code == QUOTA_EXHAUSTED => {
					Self::Later("the account's quota is used up for now".into())
				}
				None => Self::Never(words.to_string()),
			};
		}
		if has("already imported") {
			Self::Known
		} else if has("outdated") || has("stale") || has("priority is too low") {
			Self::NumberTaken
		} else if has("temporarily banned") {
			Self::Banned
		} else if has("invalid transaction") && !has("exhaust") && !has("future") {
			Self::Never(words.to_string())
		} else {
			Self::Later(words.to_string())
		}
	}
}

/// The code in "Custom error: 3" (a node) or "Other reason (code: 3)" (a light client).
fn code_in(words: &str) -> Option<u8> {
	let after = ["custom error: ", "(code: "].iter().find_map(|mark| words.split(mark).nth(1))?;
	let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
	digits.parse().ok()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_words_of_nodes_and_of_light_clients_are_understood() {
		let meaning = Refusal::of_words;
		assert_eq!(meaning("Transaction Already Imported: "), Refusal::Known);
		assert_eq!(meaning("Invalid Transaction: Transaction is outdated"), Refusal::NumberTaken);
		assert_eq!(meaning("Invalid transaction: Stale"), Refusal::NumberTaken);
		assert_eq!(meaning("Priority is too low: (9 vs 9)"), Refusal::NumberTaken);
		assert_eq!(meaning("Transaction is temporarily banned"), Refusal::Banned);
		assert!(matches!(meaning("Invalid Transaction: Custom error: 3"), Refusal::Later(_)));
		assert!(matches!(
			meaning("Invalid transaction: Other reason (code: 3)"),
			Refusal::Later(_)
		));
		assert!(matches!(meaning("transactions pool full"), Refusal::Later(_)));
		assert!(matches!(
			meaning("Invalid Transaction: Transaction would exhaust the block limits"),
			Refusal::Later(_)
		));
	}

	#[test]
	fn what_a_pool_may_have_keeps_its_number() {
		let out_of_reach = ExtrinsicError::ErrorSubmittingTransaction(BackendError::Rpc(
			RpcError::ClientError(rpcs::Error::DisconnectedWillReconnect("gone".into())),
		));
		assert!(Refusal::of(&out_of_reach).leaves_open());
		assert!(Refusal::of_loss("dropped from the pool").leaves_open());
		assert!(Refusal::of_words("Transaction Already Imported: ").leaves_open());
		for certain in
			["transactions pool full", "Invalid transaction: Stale", "Invalid Transaction: bad"]
		{
			assert!(!Refusal::of_words(certain).leaves_open(), "{certain}");
		}
		assert!(!Refusal::of_loss("Invalid transaction: Stale").leaves_open());
	}

	#[test]
	fn who_may_not_send_is_told_why() {
		let Refusal::Never(reason) = Refusal::of_words("Invalid Transaction: Custom error: 1")
		else {
			panic!("a stranger's transaction never passes");
		};
		assert!(reason.contains("registered"));
		let bad_proof = "Invalid Transaction: Transaction has a bad signature";
		assert_eq!(Refusal::of_words(bad_proof), Refusal::Never(bad_proof.into()));
	}
}
