//! Charging as drivers, operators and their gateways see it.
//!
//! Versioned: a change that clients would notice raises the number in `api_version`. All of it only
//! reads. Energy is in Wh, prices in ticks of 0.1 KRW/kWh, money in units of 0.0001 KRW, instants in
//! ms since the Unix epoch, days counted from the Unix epoch in Korea.

use alloc::vec::Vec;
use codec::{Codec, Decode, Encode};
use joule_primitives::{Ecoin, PriceTick, Wh};
use pallet_ev_settlement::{
	CredentialKind, CredentialState, DayRevenue, Evse, EvseId, Limits, RegisteredTariff, Session,
	SessionId, TariffId,
};
use pallet_registry::MemberNumber;
use polkadot_sdk::{sp_api, sp_core::ed25519};
use scale_info::TypeInfo;

/// A charge point and its number.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct EvseView<AccountId> {
	/// Its number.
	pub id: EvseId,
	/// The charge point.
	pub evse: Evse<AccountId>,
}

/// A credential and its key.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct CredentialView<AccountId> {
	/// Its public key.
	pub key: ed25519::Public,
	/// Whose it is.
	pub member: AccountId,
	/// What the key is derived from.
	pub kind: CredentialKind,
	/// How much may be prepaid with it.
	pub limits: Limits,
	/// How much of that is left today.
	pub left_today: Ecoin,
	/// The number that its next authorization bears.
	pub next_sequence: u32,
	/// Whether it can be used.
	pub state: CredentialState,
}

/// What a member owes an operator.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct DebtView<AccountId> {
	/// The operator, at whose charge points the member cannot prepay.
	pub operator: AccountId,
	/// How much.
	pub owed: Ecoin,
}

/// A member as a driver.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct DriverView<AccountId> {
	/// Its ecoin that is free.
	pub free: Ecoin,
	/// Its ecoin that is on hold for sessions.
	pub held: Ecoin,
	/// The credentials that it can use.
	pub credentials: Vec<CredentialView<AccountId>>,
	/// The sessions that it has open.
	pub open_sessions: Vec<SessionId>,
	/// What it owes.
	pub debts: Vec<DebtView<AccountId>>,
}

/// A session and its number.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct SessionView<AccountId> {
	/// Its number.
	pub id: SessionId,
	/// The session.
	pub session: Session<AccountId>,
	/// What was charged, up to the last report.
	pub energy_wh: Wh,
	/// What it cost, up to the last report.
	pub cost: Ecoin,
}

/// Sessions that were asked for, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct SessionPage<AccountId> {
	/// The sessions.
	pub sessions: Vec<SessionView<AccountId>>,
	/// Where to go on: ask again for those before this one. `None` if that was all. A page can be
	/// empty and yet not the last, because one answer looks at 1,000 sessions at most.
	pub next_before: Option<SessionId>,
}

/// Which sessions to list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub enum SessionFilter {
	/// All.
	Any,
	/// Those that are open, in any state.
	Open,
	/// Prepaid, and charging has not begun.
	Prepaid,
	/// Charging.
	Charging,
	/// Charging has ended, and the vehicle occupies the charge point.
	Occupying,
	/// Settled.
	Settled,
	/// Settled, and the driver owes a part.
	Owed,
	/// Cancelled, or given up because charging never began.
	NotBegun,
}

/// What the energy of a band of the tariff cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ReceiptLine {
	/// The minute of the day at which the band begins.
	pub from_minute: u16,
	/// The price.
	pub price: PriceTick,
	/// How much was charged in the band.
	pub energy_wh: Wh,
	/// What that cost.
	pub cost: Ecoin,
}

/// The receipt of a session, or the bill so far of one that is open.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Receipt<AccountId> {
	/// The session, with what was paid and which months' local energy covered it.
	pub session: SessionView<AccountId>,
	/// The energy, a line for each band in which there is some.
	pub lines: Vec<ReceiptLine>,
	/// What the energy cost.
	pub energy_cost: Ecoin,
	/// What occupying the charge point cost.
	pub occupancy_cost: Ecoin,
	/// How much of the energy was the neighbours'.
	pub covered_wh: Wh,
}

sp_api::decl_runtime_apis! {
	/// Charging as drivers, operators and their gateways see it.
	#[api_version(1)]
	pub trait ChargingApi<AccountId> where AccountId: Codec {
		/// A charge point.
		fn evse(id: EvseId) -> Option<EvseView<AccountId>>;

		/// The charge points of an operator, by their numbers.
		fn evses(operator: AccountId) -> Vec<EvseView<AccountId>>;

		/// A tariff.
		fn tariff(id: TariffId) -> Option<RegisteredTariff<AccountId>>;

		/// The credentials that the member of a number can use.
		fn credentials(member: MemberNumber) -> Vec<CredentialView<AccountId>>;

		/// The credential of a public key.
		fn credential(key: ed25519::Public) -> Option<CredentialView<AccountId>>;

		/// A member as a driver; `None` for a stranger.
		fn driver(who: AccountId) -> Option<DriverView<AccountId>>;

		/// Sessions of a member, the newest first: at most `limit`, and 100, of those before a
		/// session, if one is given.
		fn sessions_of_member(
			member: AccountId,
			filter: SessionFilter,
			before: Option<SessionId>,
			limit: u32,
		) -> SessionPage<AccountId>;

		/// Sessions at an operator's charge points, likewise.
		fn sessions_of_operator(
			operator: AccountId,
			filter: SessionFilter,
			before: Option<SessionId>,
			limit: u32,
		) -> SessionPage<AccountId>;

		/// The receipt of a session; `None` once it was removed.
		fn receipt(session: SessionId) -> Option<Receipt<AccountId>>;

		/// What an operator took in on a day.
		fn revenue(operator: AccountId, day: u32) -> DayRevenue;
	}
}
