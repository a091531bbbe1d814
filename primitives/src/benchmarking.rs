//! What a pallet's benchmark needs of its surroundings, supplied once by the runtime.

use crate::{
	calendar::{Moment, Vintage},
	metering::MeteringPointId,
	participants::{Role, ZoneId},
	units::{Ecoin, Wh},
};

/// Sets the scene for a benchmark.
pub trait BenchmarkScene<AccountId> {
	/// The zone in which the scene plays. It exists.
	fn zone() -> ZoneId;

	/// The `seed`-th participant, registered in [`zone`](Self::zone) with these roles and every
	/// permission. Asking again adds roles.
	fn participant(seed: u32, roles: &[Role]) -> AccountId;

	/// Gives a participant ecoin.
	fn endow_ecoin(who: &AccountId, amount: Ecoin);

	/// Gives a participant energy of a month.
	fn endow_energy(who: &AccountId, vintage: Vintage, amount: Wh);

	/// Installs a metering point of a participant whose registers stand at zero at `since`.
	fn metering_point(owner: &AccountId, since: Moment) -> MeteringPointId;

	/// Reads a meter: what it exported and imported since the last reading.
	fn read_meter(point: MeteringPointId, at: Moment, exported: Wh, imported: Wh);

	/// Sets the chain's clock.
	fn set_time(now: Moment);
}
