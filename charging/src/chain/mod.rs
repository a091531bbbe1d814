//! The chain as the gateway sees it.
//!
//! The rest of the gateway knows the trait [`Chain`] only, so that tests can put a chain of their own
//! behind it.

mod decoding;
#[cfg(test)]
pub mod fake;
pub mod linked;
pub mod messages;

use crate::{
	charge::{pricing::Tariff, OpenSession, Refusal},
	quantities::{Ecoin, Moment, Watt, Wh},
};
use async_trait::async_trait;
use messages::{SignedAuthorization, SignedReport};

/// The chain cannot be asked now; later it can.
#[derive(Debug)]
pub struct OutOfReach(pub anyhow::Error);

/// What the chain says.
pub type Answer<T> = Result<T, OutOfReach>;

/// A public key.
pub type PublicKey = [u8; 32];

/// A charge point of the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChargePoint {
	/// Whether it is in service.
	pub in_service: bool,
	/// Whether the operator runs it for whom the gateway acts.
	pub is_own: bool,
	/// The most power that it delivers.
	pub power: Watt,
	/// The number of the tariff of its next session.
	pub tariff_number: u32,
	/// What charging costs by that tariff.
	pub tariff: Tariff,
	/// What staying costs after charging has ended, if it does.
	pub occupancy_fee: Option<OccupancyFee>,
	/// The key that signs its reports, if that is an ed25519 key.
	pub key: Option<PublicKey>,
	/// The session that is open there.
	pub session: Option<u64>,
}

/// What a driver pays for staying at a charge point after charging has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OccupancyFee {
	/// For how many minutes it is free.
	pub grace_minutes: u16,
	/// What each whole minute after those costs.
	pub per_minute: Ecoin,
	/// The most that it can come to.
	pub cap: Ecoin,
}

/// A charging credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
	/// Its public key.
	pub key: PublicKey,
	/// The salt of its password; `None` if it is that of a tag.
	pub salt: Option<[u8; 16]>,
	/// Whether it can be used.
	pub is_active: bool,
	/// The most that may be prepaid with it in a session.
	pub session_limit: Ecoin,
	/// How much of what may be prepaid in a day is left today.
	pub left_today: Ecoin,
	/// The number that its next authorization bears.
	pub next_sequence: u32,
}

/// What the chain has of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
	/// Its number.
	pub number: u64,
	/// At which charge point.
	pub evse: u64,
	/// The credential that opened it; `None` if the driver did so by an app.
	pub credential: Option<PublicKey>,
	/// How much is or was held.
	pub prepayment: Ecoin,
	/// Since when.
	pub prepaid_at: Moment,
	/// How far it is.
	pub stage: SessionStage,
	/// How many reports the chain has.
	pub recorded: u32,
	/// What the last of them said of the register, and when.
	pub last_reading: Option<(Moment, Wh)>,
}

impl Session {
	/// What a charge remembers of it.
	pub fn as_open(&self) -> OpenSession {
		OpenSession { number: self.number, prepaid_at: self.prepaid_at, recorded: self.recorded }
	}
}

/// How far a session of the chain is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionStage {
	/// Ecoin is held, and charging has not begun.
	Prepaid,
	/// Charging has begun, and what it costs is not settled.
	Running,
	/// It is settled, cancelled or expired.
	Over,
}

/// What came of asking for a prepayment.
#[derive(Debug)]
pub enum Prepayment {
	/// The chain holds it, for this session. Final.
	Held(OpenSession),
	/// The chain refuses. Final.
	Refused(Refusal),
	/// The chain has had this authorization before: somebody who saw it on its way may have been
	/// faster, and then it did what the driver wanted. Final.
	Replayed(Refusal),
	/// Nobody knows, because the chain was out of reach meanwhile.
	Unknown,
}

/// A report that the chain refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedReport {
	/// The session.
	pub session: u64,
	/// The number of the report.
	pub sequence: u32,
	/// Whether it will be welcome later: by the chain's clock it has not happened yet.
	pub is_too_early: bool,
	/// The chain's reason.
	pub reason: String,
}

/// The chain.
#[async_trait]
pub trait Chain: Send + Sync {
	/// The hash of its first block, by which signatures name the chain.
	async fn genesis_hash(&self) -> Answer<[u8; 32]>;

	/// A charge point.
	async fn charge_point(&self, evse: u64) -> Answer<Option<ChargePoint>>;

	/// The credential with this key.
	async fn credential(&self, key: PublicKey) -> Answer<Option<Credential>>;

	/// The credential of the password of the member with this number.
	async fn password_of(&self, member: u32) -> Answer<Option<Credential>>;

	/// A session; `None` if the chain never had it or has forgotten it.
	async fn session(&self, number: u64) -> Answer<Option<Session>>;

	/// The sessions at the operator's charge points that were prepaid after this moment, the newest first.
	async fn sessions_since(&self, moment: Moment) -> Answer<Vec<Session>>;

	/// Has ecoin held for a session. Returns when it is final, however long that takes; whoever has to
	/// answer sooner drops this, and finds out later.
	async fn prepay(&self, authorization: &SignedAuthorization) -> Prepayment;

	/// Cancels a session at which charging has not begun. Returns when that is final.
	async fn cancel(&self, session: u64) -> Answer<()>;

	/// Brings reports of chargers, at least one and at most [`MAX_REPORTS`]. Returns when that is final, with
	/// those that the chain refused.
	///
	/// # Errors
	///
	/// If it is not known what came of them: the sessions tell.
	async fn report(&self, reports: &[SignedReport]) -> Answer<Vec<RefusedReport>>;
}

/// The most reports that can be brought at once: the chain takes 50.
pub const MAX_REPORTS: usize = 50;
