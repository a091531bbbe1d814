//! Calls that an account makes for another one, which has let it: as its proxy.

use super::{call, Call};
use crate::{AccountId32, Value};

const PALLET: &str = "Proxy";
const CALL: &str = "proxy";

/// A call of another account, `real`, made by the proxy of this kind that the sender is for it. What came of
/// it is what came of the call inside.
pub fn proxied(real: &AccountId32, kind: &str, inner: Call) -> Call {
	let real = Value::unnamed_variant("Id", [Value::from_bytes(real.0)]);
	let kind = Value::unnamed_variant("Some", [Value::unnamed_variant(kind, [])]);
	call(PALLET, CALL, [real, kind, inner.into_value()])
}

/// Whether a call is made for another account, and is no batch of such calls: each of those may fail by
/// itself.
pub(super) fn is_proxied(call: &Call) -> bool {
	(call.pallet_name(), call.call_name()) == (PALLET, CALL)
}

/// The error in the result that the event `ProxyExecuted` states, a `Result<(), DispatchError>`, if it is one.
pub(super) fn error_in(result: &[u8]) -> Option<&[u8]> {
	match result {
		[1, error @ ..] => Some(error),
		_ => None,
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use subxt_signer::sr25519::dev;

	#[test]
	fn only_a_call_for_another_account_is_one() {
		let inner = || call("System", "remark", [Value::from_bytes(b"hello")]);
		let made = || proxied(&dev::bob().public_key().to_account_id(), "Any", inner());
		assert!(is_proxied(&made()));
		assert!(!is_proxied(&inner()));
		let batch = Value::unnamed_composite([made().into_value()]);
		assert!(!is_proxied(&call("Utility", "force_batch", [batch])));
	}

	#[test]
	fn the_error_is_what_the_result_holds() {
		assert_eq!(error_in(&[0]), None);
		assert_eq!(error_in(&[]), None);
		// An error of the pallet 45, its third.
		assert_eq!(error_in(&[1, 3, 45, 2, 0, 0, 0]), Some(&[3, 45, 2, 0, 0, 0][..]));
	}
}
