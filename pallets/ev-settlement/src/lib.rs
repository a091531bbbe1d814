//! # EV settlement
//!
//! Charging an electric vehicle without a credit card: charge points and their tariffs, the
//! credentials by which members prepay at them, and charging sessions from the prepayment to the
//! receipt. It is the third model of KEPCO's pilot, with its three transactions: prepayment,
//! cancellation and settlement.
//!
//! ## Pallet API
//!
//! See the [`pallet`] module for the calls, storage, events and errors. Other pallets ask through
//! [`CoveredEnergy`](joule_primitives::CoveredEnergy) how much energy went into vehicles.
//!
//! ## Terminology
//!
//! - **EVSE**: a charge point, in OCPP's words electric vehicle supply equipment. Its **operator**
//!   is a participant with the role of a charge point operator.
//! - **Charger**: the device at a charge point. It has a key and signs what it reports.
//! - **Credential**: a public key that a member bound to itself. The private key is derived from a
//!   password or from the number of an RFID tag where the driver stands, so that neither ever
//!   leaves the terminal. What an attacker can do all the same: `docs/charging.md`.
//! - **Authorization**: what a credential signs: hold so much of my ecoin, for this charge point.
//! - **Session**: one vehicle at one charge point, from the prepayment on. When it is over it is
//!   the **receipt**.
//!
//! ## Overview
//!
//! ```text
//!           prepay                    report: began            report: ended
//! (nothing) ------> Prepaid ---------------------> Charging -----------------> Settled
//!                      |                              |                          ^
//!                      | cancel, or the operator      | with an occupancy fee    | report: left,
//!                      | revokes the charge point     v                          | or the fee's cap
//!                      |---------> Cancelled       Occupying --------------------|
//!                      | start window over            | charger silent, session too long,
//!                      `---------> Expired            `---> Settled at the last report
//! ```
//!
//! | step | file |
//! |---|---|
//! | what charging costs | `tariffs.rs`, computed in `pricing.rs` |
//! | where | `charge_points.rs` |
//! | who may prepay with which key | `credentials.rs` |
//! | prepayment and cancellation | `prepayment.rs` |
//! | what chargers report | `reports.rs`, byte by byte in `messages.rs` |
//! | settlement and debts | `settlement.rs` |
//! | local energy for a session | `cover.rs` |
//! | what happens by itself, and when | `deadlines.rs` |
//!
//! ### Nobody waits for anybody
//!
//! A member's ecoin is on hold for a bounded time, whatever others do: for
//! [`StartWindow`](Config::StartWindow) until charging begins, and until the charger was silent for
//! [`SilenceLimit`](Config::SilenceLimit), but never longer than
//! [`MaxDuration`](Config::MaxDuration). Then the chain itself releases or settles it, in `on_idle`
//! within [`TickBudget`](Config::TickBudget), and anyone may have it done by
//! [`settle_overdue`](Pallet::settle_overdue) before that.
//!
//! A session is always settled at the last report that its charger signed: nobody pays for what
//! was not signed. A report that was made in time but comes late counts with its own time.
//!
//! When an operator revokes a charge point in mid-session, the session is settled at once at its
//! last report: the key is worth nothing from then on, and the driver gets the rest back.
//!
//! ### A price never changes under a driver
//!
//! A tariff never changes, and what a driver authorizes names the tariff that the driver was shown.
//! If the charge point has another one by then, nothing is held. A session keeps its tariff; another
//! one is for the next session. No price and no fee is above [`MaxPrice`](Config::MaxPrice) and
//! [`MaxOccupancyFee`](Config::MaxOccupancyFee).
//!
//! ### More than was prepaid
//!
//! The operator gets at most what is on hold. What a session cost beyond that is recorded as owed.
//! Nothing takes it from the member by force: until it is [paid](Pallet::pay_debt), or
//! [forgiven](Pallet::forgive_debt) by the operator, the member cannot prepay at a charge point of
//! that operator.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

use polkadot_sdk::{frame_support, frame_system};

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod charge_points;
mod cover;
mod credentials;
mod deadlines;
mod genesis;
mod messages;
mod money;
mod prepayment;
pub mod pricing;
mod reports;
mod settlement;
mod tariffs;
mod try_state;
mod types;
pub mod weights;

pub use messages::*;
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;
	use frame_support::{
		pallet_prelude::*,
		traits::{fungibles, Time},
		weights::WeightMeter,
	};
	use frame_system::pallet_prelude::*;
	use joule_primitives::{
		AssetId, Balance, DeviceKey, Ecoin, Moment, Participants, PriceTick, Vintage, Wh,
	};
	use polkadot_sdk::sp_core::{ed25519, H256};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What this pallet needs of the runtime.
	#[pallet::config]
	pub trait Config: polkadot_sdk::frame_system::Config<Hash = H256> {
		/// The weights of the calls and of the steps in the hook.
		type WeightInfo: WeightInfo;

		/// Moves ecoin and burns energy: `pallet-assets`.
		type Assets: fungibles::Mutate<Self::AccountId, AssetId = AssetId, Balance = Balance>;

		/// Holds ecoin, and pays out of holds: `pallet-assets-holder`.
		type Holds: fungibles::hold::Mutate<
			Self::AccountId,
			AssetId = AssetId,
			Balance = Balance,
			Reason = Self::RuntimeHoldReason,
		>;

		/// The reasons for holds of the whole runtime.
		type RuntimeHoldReason: From<HoldReason>;

		/// Who takes part, and as what.
		type Participants: Participants<Self::AccountId>;

		/// The chain's clock.
		type Time: Time<Moment = Moment>;

		/// The most that a tariff may charge for energy.
		#[pallet::constant]
		type MaxPrice: Get<PriceTick>;

		/// The most that a tariff may charge for occupying a charge point.
		#[pallet::constant]
		type MaxOccupancyFee: Get<Ecoin>;

		/// The least that can be prepaid.
		#[pallet::constant]
		type MinPrepayment: Get<Ecoin>;

		/// The most credentials that a member can use at a time.
		#[pallet::constant]
		type MaxCredentials: Get<u32>;

		/// The most sessions that a member can have open at a time.
		#[pallet::constant]
		type MaxOpenSessions: Get<u32>;

		/// The most reports in a batch.
		#[pallet::constant]
		type MaxBatch: Get<u32>;

		/// How far ahead an authorization may be valid, in ms.
		#[pallet::constant]
		type MaxValidity: Get<Moment>;

		/// How long a prepayment waits for charging to begin, in ms.
		#[pallet::constant]
		type StartWindow: Get<Moment>;

		/// After how long without a report a session is settled, in ms.
		#[pallet::constant]
		type SilenceLimit: Get<Moment>;

		/// After how long since its prepayment a session is settled, in ms.
		#[pallet::constant]
		type MaxDuration: Get<Moment>;

		/// By how much a charger's clock may differ from the chain's, in ms.
		#[pallet::constant]
		type ClockTolerance: Get<Moment>;

		/// For how long after its settlement a session can be covered with energy, in ms.
		#[pallet::constant]
		type CoverWindow: Get<Moment>;

		/// For how long a receipt is kept, in ms.
		#[pallet::constant]
		type Retention: Get<Moment>;

		/// For how many days an operator's revenue is kept.
		#[pallet::constant]
		type RevenueDays: Get<u32>;

		/// What `on_idle` leaves of what it is offered: the part of the largest block that is for
		/// upgrades alone.
		#[pallet::constant]
		type IdleReserve: Get<Weight>;

		/// The weight that `on_idle` may use for sessions that are due.
		#[pallet::constant]
		type TickBudget: Get<Weight>;

		/// Sets the scene for the benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type Scene: joule_primitives::benchmarking::BenchmarkScene<Self::AccountId>;
	}

	/// Why this pallet holds ecoin.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The prepayments of charging sessions that are open.
		Prepayment,
	}

	/// The number of the next tariff.
	#[pallet::storage]
	pub type NextTariffId<T> = StorageValue<_, TariffId, ValueQuery>;

	/// The tariffs.
	#[pallet::storage]
	pub type Tariffs<T: Config> =
		StorageMap<_, Twox64Concat, TariffId, RegisteredTariff<T::AccountId>>;

	/// The charge points. One that is revoked stays, so that its number is never used again.
	#[pallet::storage]
	pub type Evses<T: Config> = StorageMap<_, Blake2_128Concat, EvseId, Evse<T::AccountId>>;

	/// The charge points of each operator.
	#[pallet::storage]
	pub type EvsesOf<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Blake2_128Concat, EvseId, ()>;

	/// The credentials by their public keys. One that is revoked stays, so that its key is never
	/// another member's.
	#[pallet::storage]
	pub type Credentials<T: Config> =
		StorageMap<_, Blake2_128Concat, ed25519::Public, Credential<T::AccountId>>;

	/// The credentials that each member can use, in the order of registration.
	#[pallet::storage]
	pub type CredentialsOf<T: Config> = StorageMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		BoundedVec<ed25519::Public, T::MaxCredentials>,
		ValueQuery,
	>;

	/// The number of the next session.
	#[pallet::storage]
	pub type NextSessionId<T> = StorageValue<_, SessionId, ValueQuery>;

	/// The sessions, open ones and receipts.
	#[pallet::storage]
	pub type Sessions<T: Config> = StorageMap<_, Twox64Concat, SessionId, Session<T::AccountId>>;

	/// The sessions that each member has open.
	#[pallet::storage]
	pub type OpenSessions<T: Config> = StorageMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		BoundedVec<SessionId, T::MaxOpenSessions>,
		ValueQuery,
	>;

	/// The sessions of each member, open ones and receipts, the newest first.
	#[pallet::storage]
	pub type SessionsOfMember<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Identity, NewestFirst, ()>;

	/// The sessions of each operator, open ones and receipts, the newest first.
	#[pallet::storage]
	pub type SessionsOfOperator<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Identity, NewestFirst, ()>;

	/// When to look at which session, the earliest first: one entry for each session.
	#[pallet::storage]
	pub type Deadlines<T> = StorageMap<_, Identity, Deadline, ()>;

	/// What each member owes each operator, for all its sessions there; no entry for nothing.
	#[pallet::storage]
	pub type Debts<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Blake2_128Concat, T::AccountId, Ecoin>;

	/// What each operator took in, in a ring of [`Config::RevenueDays`] days.
	#[pallet::storage]
	pub type Revenue<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Identity, u32, DayRevenue>;

	/// How much energy of each month an operator has burnt for sessions. One entry a month for an
	/// operator, which stays: billing counts on it.
	#[pallet::storage]
	pub type Covered<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Twox64Concat, Vintage, Wh, ValueQuery>;

	/// The tariffs that the chain begins with.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Operators, and the bands of a tariff of theirs without an occupancy fee: from which
		/// minute of the day, and the price. By the rules of
		/// [`register_tariff`](Pallet::register_tariff).
		pub tariffs: Vec<(T::AccountId, Vec<(u16, PriceTick)>)>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			Pallet::<T>::build_genesis(self);
		}
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A tariff was registered.
		TariffRegistered {
			/// Its number.
			tariff: TariffId,
			/// The operator.
			operator: T::AccountId,
			/// What charging costs.
			terms: Tariff,
		},
		/// A tariff that nothing refers to was removed.
		TariffRemoved {
			/// Its number.
			tariff: TariffId,
		},
		/// A charge point went into service.
		EvseRegistered {
			/// The charge point.
			evse: EvseId,
			/// Its operator.
			operator: T::AccountId,
			/// What the operator says of it.
			installation: Installation,
		},
		/// A charge point has another tariff from the next session on.
		TariffAssigned {
			/// The charge point.
			evse: EvseId,
			/// The tariff.
			tariff: TariffId,
		},
		/// A charge point's charger signs with another key from now on.
		KeyReplaced {
			/// The charge point.
			evse: EvseId,
			/// The key.
			new_key: DeviceKey,
		},
		/// A charge point went out of service, for good.
		EvseRevoked {
			/// The charge point.
			evse: EvseId,
		},
		/// A member bound a key to itself.
		CredentialRegistered {
			/// The key.
			credential: ed25519::Public,
			/// The member.
			member: T::AccountId,
			/// What the key is derived from.
			kind: CredentialKind,
			/// How much may be prepaid with it.
			limits: Limits,
		},
		/// Another amount may be prepaid with a credential from now on.
		LimitsSet {
			/// The credential.
			credential: ed25519::Public,
			/// How much.
			limits: Limits,
		},
		/// A credential cannot be used any more.
		CredentialRevoked {
			/// The credential.
			credential: ed25519::Public,
		},
		/// Ecoin is on hold for a session.
		SessionPrepaid {
			/// The session.
			session: SessionId,
			/// The charge point, which is taken now.
			evse: EvseId,
			/// Its operator.
			operator: T::AccountId,
			/// Whose ecoin it is.
			member: T::AccountId,
			/// The credential that authorized it, if it was not the member's account.
			credential: Option<ed25519::Public>,
			/// What charging costs in this session.
			tariff: TariffId,
			/// How much is on hold.
			prepayment: Ecoin,
		},
		/// A session was cancelled before charging began.
		SessionCancelled {
			/// The session.
			session: SessionId,
			/// What the member got back: all.
			released: Ecoin,
		},
		/// Charging did not begin in time.
		SessionExpired {
			/// The session.
			session: SessionId,
			/// What the member got back: all.
			released: Ecoin,
		},
		/// A charger's report was recorded.
		ReportRecorded {
			/// The session.
			session: SessionId,
			/// The number of the report.
			sequence: u32,
			/// When it was made.
			at: Moment,
			/// What the charger's register showed.
			register: Wh,
			/// What happened.
			event: ChargerEvent,
		},
		/// A report in a batch was refused; the others are not touched by that.
		ReportRefused {
			/// The session.
			session: SessionId,
			/// The number of the report.
			sequence: u32,
			/// Why.
			error: DispatchError,
		},
		/// A session was paid.
		SessionSettled {
			/// The session.
			session: SessionId,
			/// Why now.
			cause: SettlementCause,
			/// What was charged.
			energy_wh: Wh,
			/// What that cost.
			energy_cost: Ecoin,
			/// What occupying the charge point cost.
			occupancy_cost: Ecoin,
			/// What the operator was paid of it.
			paid: Ecoin,
			/// What the member got back.
			released: Ecoin,
			/// What the member owes the operator.
			owed: Ecoin,
		},
		/// A session that is due could not be settled now; the chain tries again a day later.
		SettlementPostponed {
			/// The session.
			session: SessionId,
			/// Why.
			error: DispatchError,
		},
		/// A debt was paid, or a part of it.
		DebtPaid {
			/// The session it is for.
			session: SessionId,
			/// Who paid.
			payer: T::AccountId,
			/// How much.
			amount: Ecoin,
			/// What is left of it.
			still_owed: Ecoin,
		},
		/// An operator forgave a member what it still owed.
		DebtForgiven {
			/// The session it was for.
			session: SessionId,
			/// How much.
			amount: Ecoin,
		},
		/// Energy was burnt for a session.
		SessionCovered {
			/// The session.
			session: SessionId,
			/// The month of the energy.
			vintage: Vintage,
			/// How much.
			quantity_wh: Wh,
		},
		/// A receipt was removed.
		SessionPruned {
			/// The session.
			session: SessionId,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// The sender is not a charge point operator.
		NotChargePointOperator,
		/// The sender is not a participant that may send.
		SenderNotPermitted,
		/// No band of the tariff begins at minute 0 of the day.
		FirstBandNotAtMidnight,
		/// A band of the tariff does not begin after the one before it.
		BandsNotAscending,
		/// A band of the tariff begins after minute 1,439, the last of the day.
		BandOutsideDay,
		/// The price of a band is above what a tariff may charge.
		PriceAboveMaximum,
		/// The occupancy fee is nothing a minute, or its cap is below the fee of a minute.
		EmptyOccupancyFee,
		/// The cap of the occupancy fee is above what a tariff may charge.
		OccupancyFeeTooHigh,
		/// There is no such tariff.
		UnknownTariff,
		/// The tariff is another operator's.
		NotOwnTariff,
		/// A charge point or a session refers to the tariff.
		TariffInUse,
		/// The charge point has this tariff already.
		TariffUnchanged,
		/// There is a charge point with this number, or was.
		EvseExists,
		/// A charge point needs power.
		PowerMissing,
		/// There is no such zone.
		UnknownZone,
		/// There is no such charge point.
		UnknownEvse,
		/// The charge point is another operator's.
		NotOwnEvse,
		/// The charge point was revoked.
		EvseRevoked,
		/// The charge point has this key already.
		KeyUnchanged,
		/// A limit of nothing: revoke the credential instead.
		ZeroLimit,
		/// The limit of a session is above that of a day.
		LimitsInverted,
		/// The key is some member's credential, or was.
		CredentialExists,
		/// The member has a credential of a password: revoke that first.
		PasswordExists,
		/// The member has as many credentials as it can have: revoke one first.
		TooManyCredentials,
		/// There is no such credential.
		UnknownCredential,
		/// The credential is another member's.
		NotOwnCredential,
		/// The credential was revoked.
		CredentialRevoked,
		/// The signature is not of this key, or not of this message.
		WrongSignature,
		/// The credential has authorized with this number before.
		AuthorizationReplayed,
		/// The number of the authorization is beyond the next one.
		AuthorizationAhead,
		/// The authorization was valid until an instant that has passed.
		AuthorizationExpired,
		/// The authorization would be valid for too long.
		AuthorizationTooLong,
		/// The prepayment is above the credential's limit of a session.
		AboveSessionLimit,
		/// The prepayment is above what is left of the credential's limit of today.
		AboveDayLimit,
		/// The member may not send.
		MemberNotPermitted,
		/// The charge point is taken by another session.
		EvseOccupied,
		/// The charge point has another tariff by now than the one that was agreed to.
		TariffChanged,
		/// The operator of the charge point lost its role, or may not receive.
		OperatorNotPermitted,
		/// The member owes the operator of the charge point: pay that first.
		DebtToOperator,
		/// The member has as many sessions open as it can have.
		TooManyOpenSessions,
		/// There is not so much ecoin free. The last unit, 0.0001 KRW, is never free: a hold needs
		/// an asset account to stand on.
		InsufficientEcoin,
		/// The prepayment is below the least that can be prepaid.
		PrepaymentBelowMinimum,
		/// Nothing was asked for.
		ZeroAmount,
		/// There is no such session, or its receipt was removed.
		UnknownSession,
		/// The session was settled, cancelled or given up.
		SessionOver,
		/// The session is another member's, and another operator's.
		NotOwnSession,
		/// Charging has begun.
		ChargingBegan,
		/// Charging has not begun: the first report says that it did.
		ChargingNotBegun,
		/// Charging has ended before.
		ChargingEnded,
		/// The batch has no report.
		EmptyBatch,
		/// A report with this number was recorded before.
		ReportReplayed,
		/// A report with a lower number is missing.
		ReportGap,
		/// The report is of an instant that has not come yet.
		ReportFromFuture,
		/// The report is of an instant before the last report, or before the prepayment.
		ReportNotLater,
		/// The register is lower than at the last report.
		RegisterRolledBack,
		/// The register rose by more than the charge point can deliver.
		PowerExceeded,
		/// The chain does not have to wait any less: the session is not overdue.
		NotOverdue,
		/// Nothing is owed for the session.
		NothingOwed,
		/// More was offered than is owed for the session.
		AboveDebt,
		/// The session is not settled.
		NotSettled,
		/// The session was settled too long ago to be covered.
		CoverTooLate,
		/// The session did not charge in this month.
		VintageNotOfSession,
		/// More energy than was charged in the session.
		CoverAboveEnergy,
		/// The operator does not have so much energy of this month.
		InsufficientEnergy,
		/// There are no numbers left.
		NumbersExhausted,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_idle(_: BlockNumberFor<T>, remaining: Weight) -> Weight {
			let room = remaining.saturating_sub(T::IdleReserve::get());
			let mut meter = WeightMeter::with_limit(room.min(T::TickBudget::get()));
			Self::do_tick(&mut meter);
			meter.consumed()
		}

		fn integrity_test() {
			assert!(T::MaxCredentials::get() > 0, "a member must be able to have a credential");
			assert!(T::MaxOpenSessions::get() > 0, "a member must be able to have a session");
			assert!(T::MaxBatch::get() > 0, "a batch must have room for a report");
			assert!(T::RevenueDays::get() > 0, "today's revenue must have a place");
			assert!(
				T::WeightInfo::report_owing().ref_time() <= T::WeightInfo::report().ref_time(),
				"settlements are measured with something left over, as the dearest case"
			);
			assert!(
				T::CoverWindow::get() <= T::Retention::get(),
				"a session must be there for as long as it can be covered"
			);
			assert!(
				T::WeightInfo::tick_base()
					.saturating_add(Self::costliest_step())
					.all_lte(T::TickBudget::get()),
				"a single step must fit into the budget, or sessions would stay open"
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(
			_: BlockNumberFor<T>,
		) -> Result<(), polkadot_sdk::sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Registers a tariff, which gets the next number.
		///
		/// The dispatch origin must be _Signed_ by a charge point operator.
		///
		/// - `tariff`: the bands of a day in Korea and, if there is one, the fee for occupying a
		///   charge point after charging has ended. It never changes.
		///
		/// Fails with [`Error::NotChargePointOperator`], [`Error::FirstBandNotAtMidnight`],
		/// [`Error::BandOutsideDay`], [`Error::BandsNotAscending`], [`Error::EmptyOccupancyFee`],
		/// [`Error::PriceAboveMaximum`], [`Error::OccupancyFeeTooHigh`] or [`Error::NumbersExhausted`].
		///
		/// Emits [`Event::TariffRegistered`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::register_tariff())]
		pub fn register_tariff(origin: OriginFor<T>, tariff: Tariff) -> DispatchResult {
			let operator = ensure_signed(origin)?;
			Self::do_register_tariff(operator, tariff)
		}

		/// Removes a tariff to which neither a charge point nor a session refers. A receipt refers
		/// to its tariff until it is removed.
		///
		/// The dispatch origin must be _Signed_ by the operator that registered it.
		///
		/// - `tariff`: the tariff.
		///
		/// Fails with [`Error::UnknownTariff`], [`Error::NotOwnTariff`] or
		/// [`Error::TariffInUse`].
		///
		/// Emits [`Event::TariffRemoved`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::remove_tariff())]
		pub fn remove_tariff(origin: OriginFor<T>, tariff: TariffId) -> DispatchResult {
			let operator = ensure_signed(origin)?;
			Self::do_remove_tariff(operator, tariff)
		}

		/// Puts a charge point into service.
		///
		/// The dispatch origin must be _Signed_ by a charge point operator.
		///
		/// - `evse`: the number of the charge point; no other ever had it.
		/// - `installation`: its speed, power, zone, tariff and the key of its charger. The tariff
		///   must be the operator's own.
		///
		/// Fails with [`Error::NotChargePointOperator`], [`Error::EvseExists`],
		/// [`Error::PowerMissing`], [`Error::UnknownZone`], [`Error::UnknownTariff`] or
		/// [`Error::NotOwnTariff`].
		///
		/// Emits [`Event::EvseRegistered`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::register_evse())]
		pub fn register_evse(
			origin: OriginFor<T>,
			evse: EvseId,
			installation: Installation,
		) -> DispatchResult {
			let operator = ensure_signed(origin)?;
			Self::do_register_evse(operator, evse, installation)
		}

		/// Gives a charge point another tariff, for the sessions that are prepaid from now on.
		///
		/// The dispatch origin must be _Signed_ by the charge point's operator.
		///
		/// - `evse`: the charge point.
		/// - `tariff`: a tariff of the operator's own.
		///
		/// Fails with [`Error::UnknownEvse`], [`Error::NotOwnEvse`], [`Error::EvseRevoked`],
		/// [`Error::UnknownTariff`], [`Error::NotOwnTariff`] or [`Error::TariffUnchanged`].
		///
		/// Emits [`Event::TariffAssigned`].
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::assign_tariff())]
		pub fn assign_tariff(
			origin: OriginFor<T>,
			evse: EvseId,
			tariff: TariffId,
		) -> DispatchResult {
			let operator = ensure_signed(origin)?;
			Self::do_assign_tariff(operator, evse, tariff)
		}

		/// Gives a charge point's charger another key, which signs all that is reported from now
		/// on, in the session that is open too.
		///
		/// The dispatch origin must be _Signed_ by the charge point's operator.
		///
		/// - `evse`: the charge point.
		/// - `new_key`: the key.
		///
		/// Fails with [`Error::UnknownEvse`], [`Error::NotOwnEvse`], [`Error::EvseRevoked`] or
		/// [`Error::KeyUnchanged`].
		///
		/// Emits [`Event::KeyReplaced`].
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::replace_key())]
		pub fn replace_key(
			origin: OriginFor<T>,
			evse: EvseId,
			new_key: DeviceKey,
		) -> DispatchResult {
			let operator = ensure_signed(origin)?;
			Self::do_replace_key(operator, evse, new_key)
		}

		/// Takes a charge point out of service, for good. If a session is open at it, that is
		/// cancelled, or settled at its last report if charging has begun.
		///
		/// The dispatch origin must be _Signed_ by the charge point's operator.
		///
		/// - `evse`: the charge point.
		///
		/// Fails with [`Error::UnknownEvse`], [`Error::NotOwnEvse`] or [`Error::EvseRevoked`].
		///
		/// Emits [`Event::EvseRevoked`], after [`Event::SessionCancelled`] or
		/// [`Event::SessionSettled`] if a session was open.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::revoke_evse())]
		pub fn revoke_evse(origin: OriginFor<T>, evse: EvseId) -> DispatchResult {
			let operator = ensure_signed(origin)?;
			Self::do_revoke_evse(operator, evse)
		}

		/// Binds a key to the sender, with which it can prepay at charge points.
		///
		/// The dispatch origin must be _Signed_ by a participant that may send.
		///
		/// - `key`: the public key; no other member ever had it.
		/// - `kind`: what it is derived from. A member has one password at a time.
		/// - `limits`: how much may be prepaid with it in a session and in a day in Korea.
		/// - `proof`: the key's signature under [`credential_payload`], so that nobody takes a key
		///   that is somebody else's.
		///
		/// Fails with [`Error::SenderNotPermitted`], [`Error::ZeroLimit`],
		/// [`Error::LimitsInverted`], [`Error::CredentialExists`], [`Error::PasswordExists`],
		/// [`Error::WrongSignature`] or [`Error::TooManyCredentials`].
		///
		/// Emits [`Event::CredentialRegistered`].
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::register_credential())]
		pub fn register_credential(
			origin: OriginFor<T>,
			key: ed25519::Public,
			kind: CredentialKind,
			limits: Limits,
			proof: ed25519::Signature,
		) -> DispatchResult {
			let member = ensure_signed(origin)?;
			Self::do_register_credential(member, key, kind, limits, proof)
		}

		/// Changes how much may be prepaid with a credential, from now on.
		///
		/// The dispatch origin must be _Signed_ by the member whose credential it is.
		///
		/// - `key`: the credential.
		/// - `limits`: how much in a session and in a day in Korea.
		///
		/// Fails with [`Error::UnknownCredential`], [`Error::NotOwnCredential`],
		/// [`Error::CredentialRevoked`], [`Error::ZeroLimit`] or [`Error::LimitsInverted`].
		///
		/// Emits [`Event::LimitsSet`].
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::set_limits())]
		pub fn set_limits(
			origin: OriginFor<T>,
			key: ed25519::Public,
			limits: Limits,
		) -> DispatchResult {
			let member = ensure_signed(origin)?;
			Self::do_set_limits(member, key, limits)
		}

		/// Revokes a credential, for good. Sessions that it opened go on.
		///
		/// The dispatch origin must be _Signed_ by the member whose credential it is.
		///
		/// - `key`: the credential.
		///
		/// Fails with [`Error::UnknownCredential`], [`Error::NotOwnCredential`] or
		/// [`Error::CredentialRevoked`].
		///
		/// Emits [`Event::CredentialRevoked`].
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::revoke_credential())]
		pub fn revoke_credential(origin: OriginFor<T>, key: ed25519::Public) -> DispatchResult {
			let member = ensure_signed(origin)?;
			Self::do_revoke_credential(member, key)
		}

		/// Holds a member's ecoin for a session at a charge point, which is taken from now on.
		///
		/// The dispatch origin must be _Signed_ by any participant that may send: it is the
		/// credential's signature that counts, and the sender merely brings it.
		///
		/// - `signed`: the authorization, and the credential's signature under its
		///   [payload](Authorization::signing_payload).
		///
		/// Fails with, in this order, [`Error::SenderNotPermitted`],
		/// [`Error::UnknownCredential`], [`Error::CredentialRevoked`],
		/// [`Error::AuthorizationReplayed`], [`Error::AuthorizationAhead`],
		/// [`Error::AuthorizationExpired`], [`Error::AuthorizationTooLong`],
		/// [`Error::WrongSignature`], [`Error::AboveSessionLimit`] or [`Error::AboveDayLimit`], or
		/// as [`prepay_directly`](Self::prepay_directly) does.
		///
		/// Emits [`Event::SessionPrepaid`].
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::prepay())]
		pub fn prepay(origin: OriginFor<T>, signed: SignedAuthorization) -> DispatchResult {
			let sender = ensure_signed(origin)?;
			Self::do_prepay(sender, signed)
		}

		/// Holds the sender's own ecoin for a session at a charge point, which is taken from now
		/// on. The limits of credentials do not apply.
		///
		/// The dispatch origin must be _Signed_ by a participant that may send.
		///
		/// - `evse`: the charge point.
		/// - `tariff`: the tariff that the sender agrees to, the charge point's.
		/// - `prepayment`: how much.
		///
		/// Fails with, in this order, [`Error::MemberNotPermitted`],
		/// [`Error::PrepaymentBelowMinimum`], [`Error::UnknownEvse`], [`Error::EvseRevoked`],
		/// [`Error::EvseOccupied`], [`Error::TariffChanged`], [`Error::OperatorNotPermitted`], [`Error::DebtToOperator`],
		/// [`Error::NumbersExhausted`], [`Error::TooManyOpenSessions`] or
		/// [`Error::InsufficientEcoin`].
		///
		/// Emits [`Event::SessionPrepaid`].
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::prepay_directly())]
		pub fn prepay_directly(
			origin: OriginFor<T>,
			evse: EvseId,
			tariff: TariffId,
			prepayment: Ecoin,
		) -> DispatchResult {
			let member = ensure_signed(origin)?;
			Self::do_prepay_directly(member, evse, tariff, prepayment)
		}

		/// Cancels a session at which charging has not begun. All the prepayment is released.
		///
		/// The dispatch origin must be _Signed_ by the session's member or operator. A credential
		/// does not suffice.
		///
		/// - `session`: the session.
		///
		/// Fails with [`Error::UnknownSession`], [`Error::SessionOver`], [`Error::NotOwnSession`]
		/// or [`Error::ChargingBegan`].
		///
		/// Emits [`Event::SessionCancelled`].
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::cancel())]
		pub fn cancel(origin: OriginFor<T>, session: SessionId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_cancel(who, session)
		}

		/// Records a charger's report. One that ends the session settles it.
		///
		/// The dispatch origin must be _Signed_ by any participant that may send: the charger's
		/// signature says that the report is true, the sender merely brings it.
		///
		/// - `signed`: the report, and the charger's signature under its
		///   [payload](Report::signing_payload).
		///
		/// Fails with, in this order, [`Error::SenderNotPermitted`], [`Error::UnknownSession`],
		/// [`Error::ReportReplayed`], also if the session is over by now, so that who sends again
		/// knows that it is recorded; [`Error::SessionOver`], [`Error::ReportGap`],
		/// [`Error::ChargingNotBegun`], [`Error::ChargingBegan`], [`Error::ChargingEnded`],
		/// [`Error::ReportFromFuture`], [`Error::ReportNotLater`], [`Error::RegisterRolledBack`],
		/// [`Error::PowerExceeded`] or [`Error::WrongSignature`].
		///
		/// Emits [`Event::ReportRecorded`], and [`Event::SessionSettled`] if it ends the session. One
		/// that does not gives most of the weight back.
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::report())]
		pub fn report(origin: OriginFor<T>, signed: SignedReport) -> DispatchResultWithPostInfo {
			let sender = ensure_signed(origin)?;
			Self::do_report(sender, signed)
		}

		/// Records a batch of reports, each for itself and in the order given.
		///
		/// The dispatch origin must be _Signed_ by any participant that may send. A report that is
		/// refused does not touch the others: they are of other chargers, and a gateway that brings
		/// what it kept during an outage must not be stopped by one of them.
		///
		/// - `reports`: the reports with their signatures.
		///
		/// Fails with [`Error::SenderNotPermitted`] or [`Error::EmptyBatch`].
		///
		/// Emits for each report what [`report`](Self::report) does, or [`Event::ReportRefused`]
		/// with the error.
		#[pallet::call_index(13)]
		#[pallet::weight(T::WeightInfo::report_many(reports.len() as u32))]
		pub fn report_many(
			origin: OriginFor<T>,
			reports: BoundedVec<SignedReport, T::MaxBatch>,
		) -> DispatchResultWithPostInfo {
			let sender = ensure_signed(origin)?;
			Self::do_report_many(sender, reports)
		}

		/// Ends a session for which the chain has waited long enough: it expires if charging never
		/// began, and is settled at its last report otherwise. The chain does so by itself where it
		/// has the time.
		///
		/// The dispatch origin must be _Signed_ by any participant that may send.
		///
		/// - `session`: the session.
		///
		/// Fails with [`Error::SenderNotPermitted`], [`Error::UnknownSession`],
		/// [`Error::SessionOver`] or [`Error::NotOverdue`].
		///
		/// Emits [`Event::SessionExpired`] or [`Event::SessionSettled`].
		#[pallet::call_index(14)]
		#[pallet::weight(T::WeightInfo::settle_overdue())]
		pub fn settle_overdue(origin: OriginFor<T>, session: SessionId) -> DispatchResult {
			let sender = ensure_signed(origin)?;
			Self::do_settle_overdue(sender, session)
		}

		/// Pays what is owed for a session, or a part of it, out of the sender's free ecoin.
		///
		/// The dispatch origin must be _Signed_ by any participant that may send: anyone may pay a
		/// member's debt.
		///
		/// - `session`: the session.
		/// - `amount`: how much, at most what is owed.
		///
		/// Fails with [`Error::SenderNotPermitted`], [`Error::UnknownSession`],
		/// [`Error::ZeroAmount`], [`Error::NothingOwed`], [`Error::AboveDebt`] or
		/// [`Error::InsufficientEcoin`].
		///
		/// Emits [`Event::DebtPaid`].
		#[pallet::call_index(15)]
		#[pallet::weight(T::WeightInfo::pay_debt())]
		pub fn pay_debt(origin: OriginFor<T>, session: SessionId, amount: Ecoin) -> DispatchResult {
			let payer = ensure_signed(origin)?;
			Self::do_pay_debt(payer, session, amount)
		}

		/// Covers a settled session with energy that the operator bought from neighbours: it is
		/// burnt, and the receipt shows of which month it was.
		///
		/// The dispatch origin must be _Signed_ by the session's operator.
		///
		/// - `session`: the session.
		/// - `vintage`: the month of the energy, in which the session charged.
		/// - `quantity_wh`: how much; with what covers the session already, at most what it
		///   charged.
		///
		/// Fails with [`Error::UnknownSession`], [`Error::NotOwnSession`], [`Error::NotSettled`],
		/// [`Error::ZeroAmount`], [`Error::CoverTooLate`], [`Error::VintageNotOfSession`],
		/// [`Error::CoverAboveEnergy`] or [`Error::InsufficientEnergy`].
		///
		/// Emits [`Event::SessionCovered`].
		#[pallet::call_index(16)]
		#[pallet::weight(T::WeightInfo::cover())]
		pub fn cover(
			origin: OriginFor<T>,
			session: SessionId,
			vintage: Vintage,
			quantity_wh: Wh,
		) -> DispatchResult {
			let operator = ensure_signed(origin)?;
			Self::do_cover(operator, session, vintage, quantity_wh)
		}

		/// Forgives what is still owed for a session.
		///
		/// The dispatch origin must be _Signed_ by the session's operator.
		///
		/// - `session`: the session.
		///
		/// Fails with [`Error::UnknownSession`], [`Error::NotOwnSession`] or
		/// [`Error::NothingOwed`].
		///
		/// Emits [`Event::DebtForgiven`].
		#[pallet::call_index(17)]
		#[pallet::weight(T::WeightInfo::forgive_debt())]
		pub fn forgive_debt(origin: OriginFor<T>, session: SessionId) -> DispatchResult {
			let operator = ensure_signed(origin)?;
			Self::do_forgive_debt(operator, session)
		}
	}
}
