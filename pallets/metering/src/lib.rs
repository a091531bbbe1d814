//! # Metering
//!
//! What the meters say: metering points, the keys of their meters, signed cumulative readings, the
//! volume of a delivery period, and the energy that is issued for what was exported.
//!
//! ## Pallet API
//!
//! See the [`pallet`] module for the calls, storage, events and errors. Other pallets ask for
//! volumes through [`MeteredVolumes`](joule_primitives::MeteredVolumes).
//!
//! ## Terminology
//!
//! - **Metering point**: a place where energy passes between the grid and a customer. Its number
//!   stays when the meter is replaced.
//! - **Face**: what a meter's own two registers show, import and export. They only count up.
//! - **Total**: what a point measured since it was installed. It starts at zero and goes on when a
//!   new meter begins with another face.
//! - **Reading**: the face at a full quarter of an hour, signed by the meter.
//! - **Snapshot**: the total at a full quarter of an hour, kept for some weeks.
//! - **Vintage**: the month in Korea in which energy was exported, and the asset it is issued as.
//!
//! ## Overview
//!
//! A meter operator [registers](Pallet::register_point) a point with the key of its meter. From
//! then on the meter speaks for itself: anyone who may send transactions can
//! [relay](Pallet::submit_reading) what it signed. Every message that a meter signs carries the
//! next number of its point, so none is recorded twice and none is missed.
//!
//! A reading is refused, with an error of its own, if it is a replay, leaves a gap, lies off the
//! quarter-hour, in the future or before the last one, if a register went back or rose by more
//! than the point can carry, or if the signature is not the meter's. A meter that was silent over
//! the end of a month is read for the end of the month first: meters keep their quarter-hours. If
//! it was lost, its successor reports its own first face for that instant.
//!
//! ### Issuing energy
//!
//! What a point exported between two readings is issued to its owner as the asset of that month,
//! if the owner is a producer and may receive assets. Origin, stage and approval are recorded with
//! it in [`Issuances`]. Otherwise the reading stands all the same, and
//! [`EnergyNotIssued`](Event::EnergyNotIssued) says why there is no energy.
//!
//! ### Privacy
//!
//! The device chooses which quarter-hours it reports: the ends of months, and the ends of those
//! products in which its owner has a contract. Whatever lies between two readings is a
//! [commitment]: one hash on the chain. In a dispute, whoever has the data can
//! [open](Pallet::open_interval) a single quarter-hour of it, and that one becomes a snapshot like
//! any other.
//!
//! ### A point's storage
//!
//! Snapshots lie in pages of a day. A reading touches one page, and the page before when a new day
//! begins. Each reading removes a few pages that are older than
//! [`RetentionDays`](Config::RetentionDays).

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub use messages::*;
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
pub mod commitment;
mod issuance;
mod messages;
mod openings;
pub mod pages;
mod points;
pub mod reading;
mod readings;
mod try_state;
mod types;
mod volumes;
pub mod weights;

use polkadot_sdk::{frame_support, frame_system};

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::vec;
	use commitment::{IntervalLeaf, IntervalProof};
	use frame_support::{
		pallet_prelude::*,
		traits::{
			fungibles::{metadata::Mutate as MutateMetadata, Create, Mutate},
			Time,
		},
		PalletId,
	};
	use frame_system::pallet_prelude::*;
	use joule_primitives::{AssetId, Balance, MeteringPointId, Moment, Participants, Vintage, Wh};
	use pages::DayPage;
	use polkadot_sdk::sp_core::H256;

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What this pallet needs of the runtime.
	#[pallet::config]
	pub trait Config: polkadot_sdk::frame_system::Config<Hash = H256> {
		/// The assets: each month's energy is created and issued here. Metadata must not cost a
		/// deposit, because the account that owns the energy assets has nothing.
		type Assets: Mutate<Self::AccountId, AssetId = AssetId, Balance = Balance>
			+ Create<Self::AccountId>
			+ MutateMetadata<Self::AccountId>;

		/// Who takes part, and as what.
		type Participants: Participants<Self::AccountId>;

		/// The chain's clock.
		type Time: Time<Moment = Moment>;

		/// From which the account that owns the energy assets is derived.
		#[pallet::constant]
		type PalletId: Get<PalletId>;

		/// The most points that an account can have, retired ones included.
		#[pallet::constant]
		type MaxPointsPerAccount: Get<u32>;

		/// The most readings in a batch.
		#[pallet::constant]
		type MaxBatch: Get<u32>;

		/// For how many days before a point's last reading its snapshots are kept.
		#[pallet::constant]
		type RetentionDays: Get<u32>;

		/// By how many milliseconds a meter's clock may be ahead of the chain's.
		#[pallet::constant]
		type ClockTolerance: Get<Moment>;

		/// What the calls cost.
		type WeightInfo: WeightInfo;

		/// Sets the scene for the benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type Scene: joule_primitives::benchmarking::BenchmarkScene<Self::AccountId>;
	}

	/// The metering points.
	#[pallet::storage]
	pub type Points<T: Config> =
		StorageMap<_, Blake2_128Concat, MeteringPointId, MeteringPoint<T::AccountId>>;

	/// The points that each account owns, in the order of registration, retired ones included.
	#[pallet::storage]
	pub type PointsOf<T: Config> = StorageMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		BoundedVec<MeteringPointId, T::MaxPointsPerAccount>,
		ValueQuery,
	>;

	/// The snapshots of each point, in a page for each day in Korea on which there is one.
	#[pallet::storage]
	pub type DayReadings<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, MeteringPointId, Twox64Concat, u32, DayPage>;

	/// What was issued in each month for the exports of each point.
	#[pallet::storage]
	pub type Issuances<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		Vintage,
		Blake2_128Concat,
		MeteringPointId,
		Issuance<T::AccountId>,
	>;

	/// What was issued in each month for the exports of all points.
	#[pallet::storage]
	pub type IssuedInMonth<T: Config> = StorageMap<_, Twox64Concat, Vintage, Wh, ValueQuery>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A metering point went into service.
		PointRegistered {
			/// The new point.
			point: MeteringPointId,
			/// Whose energy it measures, where, and with which meter.
			installation: Installation<T::AccountId>,
			/// The meter operator who vouches for it.
			approved_by: T::AccountId,
		},
		/// A point was given another meter.
		MeterReplaced {
			/// The point.
			point: MeteringPointId,
			/// The key of the new meter.
			new_key: MeterKey,
			/// What the face of the new meter shows.
			face: Registers,
		},
		/// A meter changed its key.
		KeyRotated {
			/// The point.
			point: MeteringPointId,
			/// The number of the message by which the meter agreed.
			sequence: u32,
			/// The key that is good from now on.
			new_key: MeterKey,
		},
		/// A point went out of service.
		PointRetired {
			/// The point.
			point: MeteringPointId,
			/// All that it measured.
			total: Registers,
		},
		/// A meter was read.
		ReadingRecorded {
			/// The point.
			point: MeteringPointId,
			/// The number of the reading.
			sequence: u32,
			/// When the meter was read.
			measured_at: Moment,
			/// All that the point measured since it was installed.
			total: Registers,
		},
		/// A quarter of an hour that a reading had committed to is known now.
		IntervalOpened {
			/// The point.
			point: MeteringPointId,
			/// Which instant.
			measured_at: Moment,
			/// All that the point had measured by then.
			total: Registers,
		},
		/// Old readings of a point were removed.
		ReadingsPruned {
			/// The point.
			point: MeteringPointId,
			/// The day of the oldest readings that are left, counted from the Unix epoch in Korea.
			oldest_day: u32,
		},
		/// The asset of a month's energy was created.
		EnergyAssetCreated {
			/// The month.
			vintage: Vintage,
			/// The asset.
			asset: AssetId,
		},
		/// Energy was issued for an export.
		EnergyIssued {
			/// The point that exported.
			point: MeteringPointId,
			/// Who has the energy now.
			owner: T::AccountId,
			/// The month of the export.
			vintage: Vintage,
			/// How much.
			quantity_wh: Wh,
			/// Where it came from.
			origin: Source,
			/// How far it has come on its way into the market.
			stage: IssueStage,
			/// The meter operator who vouches for the meter.
			approval: T::AccountId,
		},
		/// No energy was issued for an export, although the reading stands.
		EnergyNotIssued {
			/// The point that exported.
			point: MeteringPointId,
			/// The month of the export.
			vintage: Vintage,
			/// How much was exported.
			quantity_wh: Wh,
			/// Why nothing was issued.
			reason: NotIssuedReason,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// The sender does not have the role of a meter operator.
		NotMeterOperator,
		/// The sender is not a participant that may send.
		SenderNotPermitted,
		/// There is no such zone.
		UnknownZone,
		/// The owner is not a participant.
		UnknownOwner,
		/// The point has neither import nor export capacity.
		CapacityMissing,
		/// The installation is not at a full quarter of an hour.
		InstallationOffGrid,
		/// The installation lies in the future.
		InstallationInFuture,
		/// There is a point with this number.
		PointExists,
		/// The owner has as many points as an account can have.
		TooManyPoints,
		/// There is no such metering point.
		UnknownPoint,
		/// The point went out of service.
		PointRetired,
		/// The new key is the key that the meter has.
		KeyUnchanged,
		/// The point has used the last sequence number that there is.
		SequenceExhausted,
		/// The signature is not the meter's, or not of this message.
		WrongSignature,
		/// The batch has no reading.
		EmptyBatch,
		/// A message with this sequence number was recorded before.
		ReadingReplayed,
		/// A message with a lower sequence number is missing.
		ReadingGap,
		/// The reading is not of a full quarter of an hour.
		ReadingOffGrid,
		/// The reading is of an instant that has not come yet.
		ReadingFromFuture,
		/// The reading is not of a later instant than the last one.
		ReadingNotLater,
		/// A month ended since the last reading: the meter must be read for that end first.
		ReadingAcrossMonths,
		/// A register is lower than it was before.
		RegisterRolledBack,
		/// A register rose by more than the capacity of the point allows.
		CapacityExceeded,
		/// The point measured more than can be counted.
		TotalTooLarge,
		/// The meter was not read at this instant, or the reading was pruned.
		UnknownReading,
		/// The reading made no commitment, or was itself opened from one.
		NothingCommitted,
		/// The instant does not lie on the quarter-hour strictly between the reading and the one
		/// before it.
		LeafOutsideInterval,
		/// The proof does not lead from the leaf to the commitment.
		WrongProof,
		/// The instant lies on a day whose readings are not kept any more.
		IntervalTooOld,
		/// This instant was opened before.
		IntervalAlreadyOpen,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::MaxPointsPerAccount::get() > 0, "an account must be able to have a point");
			assert!(T::MaxBatch::get() > 0, "a batch must have room for a reading");
			assert!(
				T::RetentionDays::get() > 31,
				"the start of a month must be known when the month is over"
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
		/// Puts a metering point into service.
		///
		/// The dispatch origin must be _Signed_ by a participant with the role of a meter
		/// operator, who vouches for all that is said about the point.
		///
		/// - `id`: the number of the point; no other point ever had it.
		/// - `installation`: its owner, zone, source, capacity and meter. The owner must be a
		///   participant. The face of the meter counts as zero from here on.
		///
		/// Fails with [`Error::NotMeterOperator`], [`Error::UnknownZone`],
		/// [`Error::UnknownOwner`], [`Error::CapacityMissing`], [`Error::InstallationOffGrid`],
		/// [`Error::InstallationInFuture`], [`Error::PointExists`] or [`Error::TooManyPoints`].
		///
		/// Emits [`Event::PointRegistered`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::register_point())]
		pub fn register_point(
			origin: OriginFor<T>,
			id: MeteringPointId,
			installation: Installation<T::AccountId>,
		) -> DispatchResult {
			let operator = ensure_signed(origin)?;
			Self::do_register_point(operator, id, installation)
		}

		/// Gives a point another meter, which goes on from where the last reading was.
		///
		/// The dispatch origin must be _Signed_ by a participant with the role of a meter
		/// operator. The old meter should be read a last time before: what it counted since its
		/// last reading is not known to the new one. The sequence goes on too.
		///
		/// - `id`: the point.
		/// - `new_key`: the key of the new meter.
		/// - `face`: what the face of the new meter shows.
		///
		/// Fails with [`Error::NotMeterOperator`], [`Error::UnknownPoint`] or
		/// [`Error::PointRetired`].
		///
		/// Emits [`Event::MeterReplaced`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::replace_meter())]
		pub fn replace_meter(
			origin: OriginFor<T>,
			id: MeteringPointId,
			new_key: MeterKey,
			face: Registers,
		) -> DispatchResult {
			let operator = ensure_signed(origin)?;
			Self::do_replace_meter(operator, id, new_key, face)
		}

		/// Lets a meter sign with another key from now on.
		///
		/// The dispatch origin must be _Signed_ by any participant that may send: it is the meter
		/// that agrees. The rotation takes the next sequence number of the point, so it can
		/// neither be replayed nor overtake a reading.
		///
		/// - `id`: the point.
		/// - `new_key`: the new key.
		/// - `signature`: the old key's, under the [payload](KeyRotation::signing_payload) of this
		///   rotation.
		///
		/// Fails with [`Error::SenderNotPermitted`], [`Error::UnknownPoint`],
		/// [`Error::PointRetired`], [`Error::KeyUnchanged`], [`Error::SequenceExhausted`] or
		/// [`Error::WrongSignature`].
		///
		/// Emits [`Event::KeyRotated`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::rotate_key())]
		pub fn rotate_key(
			origin: OriginFor<T>,
			id: MeteringPointId,
			new_key: MeterKey,
			signature: MeterSignature,
		) -> DispatchResult {
			let sender = ensure_signed(origin)?;
			Self::do_rotate_key(sender, id, new_key, signature)
		}

		/// Takes a point out of service, for good. What it measured stays known.
		///
		/// The dispatch origin must be _Signed_ by a participant with the role of a meter
		/// operator. The meter should be read a last time before.
		///
		/// - `id`: the point.
		///
		/// Fails with [`Error::NotMeterOperator`], [`Error::UnknownPoint`] or
		/// [`Error::PointRetired`].
		///
		/// Emits [`Event::PointRetired`].
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::retire_point())]
		pub fn retire_point(origin: OriginFor<T>, id: MeteringPointId) -> DispatchResult {
			let operator = ensure_signed(origin)?;
			Self::do_retire_point(operator, id)
		}

		/// Records a reading, and issues energy for what was exported since the last one.
		///
		/// The dispatch origin must be _Signed_ by any participant that may send: the meter's
		/// signature says that the reading is true, the sender merely brings it.
		///
		/// - `signed`: the reading, and the meter's signature under its
		///   [payload](Reading::signing_payload).
		///
		/// Fails with, in this order, [`Error::SenderNotPermitted`], [`Error::UnknownPoint`],
		/// [`Error::PointRetired`], [`Error::ReadingReplayed`], [`Error::ReadingGap`],
		/// [`Error::ReadingOffGrid`], [`Error::ReadingFromFuture`], [`Error::ReadingNotLater`],
		/// [`Error::ReadingAcrossMonths`], [`Error::RegisterRolledBack`],
		/// [`Error::CapacityExceeded`], [`Error::WrongSignature`] or [`Error::TotalTooLarge`].
		///
		/// Emits [`Event::ReadingRecorded`]; for an export [`Event::EnergyIssued`] or
		/// [`Event::EnergyNotIssued`], the first of a month after [`Event::EnergyAssetCreated`];
		/// and [`Event::ReadingsPruned`] if old readings were removed.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::submit_reading())]
		pub fn submit_reading(origin: OriginFor<T>, signed: SignedReading) -> DispatchResult {
			let sender = ensure_signed(origin)?;
			Self::do_submit_readings(sender, vec![signed])
		}

		/// Records a batch of readings, all of them or none.
		///
		/// The dispatch origin must be _Signed_ by any participant that may send. Readings are
		/// recorded in the order given, so a point may have several, one after the other. If one
		/// is refused the error says why, nothing is recorded, and the sender sends the others
		/// again without it: that is always safe, because no reading is recorded twice.
		///
		/// - `readings`: the readings with their signatures.
		///
		/// Fails with [`Error::EmptyBatch`], or as [`submit_reading`](Self::submit_reading) does.
		///
		/// Emits for each reading what [`submit_reading`](Self::submit_reading) does.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::submit_readings(readings.len() as u32))]
		pub fn submit_readings(
			origin: OriginFor<T>,
			readings: BoundedVec<SignedReading, T::MaxBatch>,
		) -> DispatchResult {
			let sender = ensure_signed(origin)?;
			Self::do_submit_readings(sender, readings.into_inner())
		}

		/// Makes known what a meter had measured at one quarter of an hour between two readings.
		///
		/// The dispatch origin must be _Signed_ by any participant that may send: the proof says
		/// that the meter committed to it. The rules for registers and capacity hold between the
		/// leaf and what is known before and after it. Retired points can be opened too.
		///
		/// - `id`: the point.
		/// - `read_at`: the instant of the reading that made the commitment.
		/// - `leaf`: the instant to open and what the face of the meter showed then.
		/// - `proof`: the hashes that lead from the leaf to the commitment.
		///
		/// Fails with [`Error::SenderNotPermitted`], [`Error::UnknownPoint`],
		/// [`Error::UnknownReading`], [`Error::NothingCommitted`],
		/// [`Error::LeafOutsideInterval`], [`Error::WrongProof`], [`Error::IntervalTooOld`],
		/// [`Error::IntervalAlreadyOpen`], [`Error::RegisterRolledBack`] or
		/// [`Error::CapacityExceeded`].
		///
		/// Emits [`Event::IntervalOpened`], and [`Event::ReadingsPruned`] if old readings were
		/// removed.
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::open_interval())]
		pub fn open_interval(
			origin: OriginFor<T>,
			id: MeteringPointId,
			read_at: Moment,
			leaf: IntervalLeaf,
			proof: IntervalProof,
		) -> DispatchResult {
			let sender = ensure_signed(origin)?;
			Self::do_open_interval(sender, id, read_at, leaf, proof)
		}
	}
}
