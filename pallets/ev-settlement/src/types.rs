//! What is remembered of tariffs, charge points, credentials and sessions.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use joule_primitives::{DeviceKey, Ecoin, Moment, PriceTick, Vintage, Watt, Wh, ZoneId};
use polkadot_sdk::{
	frame_support::BoundedVec,
	sp_core::{ed25519, ConstU32},
};
use scale_info::TypeInfo;

/// The most time-of-use bands in a tariff: one an hour.
pub const MAX_BANDS: u32 = 24;

/// Something for each band of a tariff, in their order.
pub type Bands<V> = BoundedVec<V, ConstU32<MAX_BANDS>>;

/// The vintages of a session: it can last over the end of one month.
pub type Covers = BoundedVec<Cover, ConstU32<2>>;

/// The number of a charge point (electric vehicle supply equipment), which stays when the charger is
/// replaced.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct EvseId(pub u64);

/// The number of a tariff.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct TariffId(pub u32);

/// The number of a charging session.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct SessionId(pub u64);

/// A time-of-use band: from a minute of the day in Korea until the next band begins, or until
/// midnight.
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
pub struct Band {
	/// The minute of the day at which the band begins.
	pub from_minute: u16,
	/// What energy costs in it.
	pub price: PriceTick,
}

/// What a driver pays for occupying a charge point after charging has ended.
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
pub struct OccupancyFee {
	/// For how many minutes it is free.
	pub grace_minutes: u16,
	/// What each whole minute after those costs.
	pub per_minute: Ecoin,
	/// The most that it can come to.
	pub cap: Ecoin,
}

/// What charging costs. It never changes: another price is another tariff.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Tariff {
	/// The bands of a day: the first begins at minute 0, each later than the one before.
	pub bands: Bands<Band>,
	/// The fee for occupying the charge point, if there is one.
	pub occupancy: Option<OccupancyFee>,
}

/// A tariff and whose it is.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct RegisteredTariff<AccountId> {
	/// The operator that registered it.
	pub operator: AccountId,
	/// What charging costs.
	pub tariff: Tariff,
	/// How many charge points in service and sessions refer to it. It stays while any does.
	pub references: u32,
}

/// How fast a charge point is.
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
pub enum Speed {
	/// Direct current, for a stop on the way.
	Rapid,
	/// Alternating current, for hours.
	Slow,
}

/// How a charge point begins: what its operator says of it.
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
pub struct Installation {
	/// How fast it is.
	pub speed: Speed,
	/// The most power that it delivers. A report of more energy is refused.
	pub power: Watt,
	/// The zone of the grid in which it is.
	pub zone: ZoneId,
	/// What charging costs there.
	pub tariff: TariffId,
	/// The key with which its charger signs.
	pub key: DeviceKey,
}

/// Whether a charge point can be used.
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
pub enum EvseState {
	/// It can, if nobody else does.
	InService,
	/// It cannot, for good.
	Revoked,
}

/// A charge point.
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
pub struct Evse<AccountId> {
	/// Who runs it, and is paid.
	pub operator: AccountId,
	/// How fast it is.
	pub speed: Speed,
	/// The most power that it delivers.
	pub power: Watt,
	/// The zone of the grid in which it is.
	pub zone: ZoneId,
	/// What charging costs from the next session on.
	pub tariff: TariffId,
	/// The key with which its charger signs.
	pub key: DeviceKey,
	/// Whether it can be used.
	pub state: EvseState,
	/// The session that is open at it.
	pub session: Option<SessionId>,
}

/// What a credential's key is derived from, by Argon2id (see `docs/charging.md`).
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
pub enum CredentialKind {
	/// A password that the driver types.
	Password {
		/// The salt, chosen at random by the member.
		salt: [u8; 16],
	},
	/// The number of an RFID tag. Its salt is the same for all tags of the chain.
	Tag,
}

/// How much may be prepaid with a credential.
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
pub struct Limits {
	/// In one session.
	pub session: Ecoin,
	/// In all sessions of a day in Korea. What a session leaves over counts no more, if it is
	/// settled on the day on which it was prepaid.
	pub day: Ecoin,
}

/// What was prepaid with a credential on the last day on which it was used.
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
pub struct DaySpending {
	/// The day, counted from the Unix epoch in Korea.
	pub day: u32,
	/// How much.
	pub amount: Ecoin,
}

/// Whether a credential can be used.
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
pub enum CredentialState {
	/// It can.
	Active,
	/// It cannot, for good.
	Revoked,
}

/// A charging credential: with its key a member prepays at a charge point.
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
pub struct Credential<AccountId> {
	/// Whose it is, for good.
	pub member: AccountId,
	/// What the key is derived from.
	pub kind: CredentialKind,
	/// How much may be prepaid with it.
	pub limits: Limits,
	/// The number that its next authorization bears.
	pub next_sequence: u32,
	/// What was prepaid with it lately.
	pub spending: DaySpending,
	/// Whether it can be used.
	pub state: CredentialState,
}

impl<AccountId> Credential<AccountId> {
	/// What was prepaid with it on a day.
	pub fn spent_on(&self, day: u32) -> Ecoin {
		if self.spending.day == day {
			self.spending.amount
		} else {
			Ecoin::ZERO
		}
	}
}

/// What the chain remembers of the last report of a session.
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
pub struct LastReport {
	/// Its number.
	pub sequence: u32,
	/// When the charger made it.
	pub at: Moment,
	/// What the charger's register showed.
	pub register: Wh,
}

/// What a charger has reported of a session.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Metered {
	/// When charging began.
	pub began_at: Moment,
	/// What the register showed then.
	pub began_register: Wh,
	/// The last report.
	pub last: LastReport,
	/// When the chain recorded it.
	pub recorded_at: Moment,
	/// The energy by bands of the tariff.
	pub energy_by_band: Bands<Wh>,
}

impl Metered {
	/// All the energy.
	pub fn energy_wh(&self) -> Wh {
		self.energy_by_band.iter().copied().sum()
	}
}

/// Why a session was settled.
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
pub enum SettlementCause {
	/// The charger reported the end.
	Completed,
	/// The charger fell silent, or the session lasted too long.
	Overdue,
	/// The charge point was revoked.
	EvseRevoked,
}

/// How a session was paid.
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
pub struct Settlement {
	/// When.
	pub at: Moment,
	/// Why.
	pub cause: SettlementCause,
	/// What the energy cost.
	pub energy_cost: Ecoin,
	/// What occupying the charge point cost.
	pub occupancy_cost: Ecoin,
	/// What the operator has been paid: from the prepayment, and later for the debt.
	pub paid: Ecoin,
	/// What the driver still owes: the cost above the prepayment.
	pub owed: Ecoin,
	/// What the operator has forgiven the driver of that.
	pub forgiven: Ecoin,
}

/// How far a session has come.
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
pub enum Stage {
	/// Ecoin is on hold, and charging has not begun.
	Prepaid,
	/// Charging has begun.
	Charging,
	/// Charging has ended, and the vehicle occupies the charge point.
	Occupying {
		/// Since when.
		since: Moment,
	},
	/// It was paid.
	Settled(Settlement),
	/// It was cancelled before charging began.
	Cancelled {
		/// When.
		at: Moment,
	},
	/// Charging never began.
	Expired {
		/// When the chain gave up waiting.
		at: Moment,
	},
}

impl Stage {
	/// Whether ecoin is on hold for it.
	pub fn is_open(&self) -> bool {
		matches!(self, Self::Prepaid | Self::Charging | Self::Occupying { .. })
	}
}

/// Energy of a month that was burnt for a session.
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
pub struct Cover {
	/// The month.
	pub vintage: Vintage,
	/// How much.
	pub quantity_wh: Wh,
}

/// A charging session: while it is open what it is about, afterwards its receipt.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Session<AccountId> {
	/// Where.
	pub evse: EvseId,
	/// Who is paid.
	pub operator: AccountId,
	/// Who pays.
	pub member: AccountId,
	/// The credential that authorized it; `None` if the member's own account did.
	pub credential: Option<ed25519::Public>,
	/// The tariff that the charge point had then.
	pub tariff: TariffId,
	/// How much was held.
	pub prepayment: Ecoin,
	/// When.
	pub prepaid_at: Moment,
	/// How far it has come.
	pub stage: Stage,
	/// What the charger reported; `None` before charging began.
	pub metered: Option<Metered>,
	/// The neighbours' energy that the operator used for it.
	pub covered: Covers,
}

impl<AccountId> Session<AccountId> {
	/// All the energy.
	pub fn energy_wh(&self) -> Wh {
		self.metered.as_ref().map(Metered::energy_wh).unwrap_or_default()
	}

	/// How much of it was covered with the neighbours' energy.
	pub fn covered_wh(&self) -> Wh {
		self.covered.iter().map(|cover| cover.quantity_wh).sum()
	}

	/// What the driver still owes for it.
	pub fn owed(&self) -> Ecoin {
		match self.stage {
			Stage::Settled(settlement) => settlement.owed,
			_ => Ecoin::ZERO,
		}
	}
}

/// What an operator took in on a day.
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
pub struct DayRevenue {
	/// The day, counted from the Unix epoch in Korea.
	pub day: u32,
	/// How many sessions were settled.
	pub sessions: u32,
	/// The energy of those.
	pub energy_wh: Wh,
	/// What was paid, for those and for debts of earlier ones.
	pub paid: Ecoin,
}

/// When the chain next looks at a session. Encoded so that the earliest comes first in storage.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Deadline([u8; 16]);

impl Deadline {
	/// The deadline of a session.
	pub fn new(at: Moment, session: SessionId) -> Self {
		Self((u128::from(at) << 64 | u128::from(session.0)).to_be_bytes())
	}

	/// When it is.
	pub fn at(&self) -> Moment {
		(u128::from_be_bytes(self.0) >> 64) as Moment
	}

	/// Whose it is.
	pub fn session(&self) -> SessionId {
		SessionId(u128::from_be_bytes(self.0) as u64)
	}
}

/// A session in the list of its member or operator. Encoded so that the newest comes first in
/// storage.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct NewestFirst([u8; 8]);

impl From<SessionId> for NewestFirst {
	fn from(session: SessionId) -> Self {
		Self((!session.0).to_be_bytes())
	}
}

impl NewestFirst {
	/// The session.
	pub fn session(&self) -> SessionId {
		SessionId(!u64::from_be_bytes(self.0))
	}
}
