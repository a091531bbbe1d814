//! What becomes of a chain whose genesis breaks a rule.

use core::fmt;

/// Ends the building of a genesis that breaks a rule of a pallet, for the node's operator to read.
///
/// # Panics
///
/// Always: building a genesis has no other way to say that there is no chain.
pub fn refuse(pallet: &str, problem: &str, subject: &dyn fmt::Debug) -> ! {
	panic!("the genesis of {pallet} is not valid: {problem}: {subject:?}")
}
