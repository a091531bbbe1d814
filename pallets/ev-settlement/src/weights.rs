//! What the calls and the steps of the hook cost. The runtime supplies the figures, generated from
//! the benchmarks.

use polkadot_sdk::frame_support::weights::Weight;

/// The weights of this pallet.
pub trait WeightInfo {
	/// Registers a tariff of as many bands as there can be.
	fn register_tariff() -> Weight;
	/// Removes a tariff.
	fn remove_tariff() -> Weight;
	/// Registers a charge point.
	fn register_evse() -> Weight;
	/// Gives a charge point another tariff.
	fn assign_tariff() -> Weight;
	/// Gives a charger another key.
	fn replace_key() -> Weight;
	/// Revokes a charge point, and settles the session at it with something left over.
	fn revoke_evse() -> Weight;
	/// Registers the last password that a member can have credentials for.
	fn register_credential() -> Weight;
	/// Changes the limits of a credential.
	fn set_limits() -> Weight;
	/// Revokes a credential of a member who has as many as possible.
	fn revoke_credential() -> Weight;
	/// Opens the last session that a member can have, by a credential.
	fn prepay() -> Weight;
	/// Opens the last session that a member can have, by its account.
	fn prepay_directly() -> Weight;
	/// Cancels a session.
	fn cancel() -> Weight;
	/// Records a report that ends a session, which is settled with something left over: the
	/// operator is paid, the rest released, and the day's limit restored.
	fn report() -> Weight;
	/// Records a report that ends a session, which is settled with a debt: the operator is paid
	/// and the debt is noted.
	fn report_owing() -> Weight;
	/// Records a report that does not end a session, of a day through as many bands as possible.
	fn report_metered() -> Weight;
	/// Records `n` such reports, of as many sessions, members and operators.
	fn report_many(n: u32) -> Weight;
	/// Settles a session whose charger fell silent, with something left over.
	fn settle_overdue() -> Weight;
	/// Pays a debt.
	fn pay_debt() -> Weight;
	/// Forgives a debt.
	fn forgive_debt() -> Weight;
	/// Covers a session with energy.
	fn cover() -> Weight;
	/// Looks for the earliest deadline.
	fn tick_base() -> Weight;
	/// Looks at a session whose deadline was moved on.
	fn step_reschedule() -> Weight;
	/// Gives up a session at which charging never began.
	fn step_expire() -> Weight;
	/// Settles a session whose charger fell silent, with something left over.
	fn step_settle() -> Weight;
	/// Removes an old session.
	fn step_prune() -> Weight;
}
