//! # Registry
//!
//! Who takes part in the market, as what, and how much of the chain each may use.
//!
//! ## Pallet API
//!
//! See the [`pallet`] module for the configuration, calls, storage, events and errors. Other pallets
//! ask through [`joule_primitives::Participants`]; the pool asks through [`CheckParticipant`];
//! a runtime API can show [`Pallet::limits`].
//!
//! ## Terminology
//!
//! * **Admin**: the origin that registers and entitles, in practice the council of the authority
//!   sites. No single company can let anyone in or shut anyone out.
//! * **Participant**: an account that the admin registered, known to the billing office by its
//!   *member number*. It belongs to a *zone* of the grid.
//! * **Role**: what a participant may do in the market: run it, issue ecoin, sell, buy, meter,
//!   charge cars.
//! * **Permission**: what a participant may do with the chain at all: *send* and *receive*, as with
//!   MultiChain's `grant`.
//! * **Device**: an account of a participant's k-BEMS or HEMS. It signs its own transactions and
//!   reaches its owner's account through `pallet-proxy`.
//! * **Quota**: how much of the chain a participant may still use, by weight. It refills with time.
//! * **Site**: the quota class of who runs the chain. It alone may send operational transactions.
//!
//! ## Overview
//!
//! ### Only participants can hold assets
//!
//! The assets of this chain are not *sufficient*: an account can hold them only if something else
//! keeps it alive. That something is the provider reference which this pallet takes when it
//! registers a participant. A stranger's account therefore cannot come into existence, neither by
//! being sent energy or ecoin nor by sending a transaction, since `CheckNonce` too refuses accounts
//! without a provider.
//!
//! A device gets a provider reference as well, for its nonce. It is not meant to hold assets, so
//! whoever moves them asks [`may_receive`](joule_primitives::Participants::may_receive) of the
//! receiver, which is `false` for a device.
//!
//! ### Nobody is struck off
//!
//! A participant that leaves has its permissions and roles revoked and keeps its record, and with
//! it its member number and its nonce. Were the account removed, its nonce would begin at zero
//! again, and whoever kept its old transactions could replay them once it is registered again.
//! For the same reason the account of a device that was removed stays if it ever signed anything.
//!
//! ### Quotas instead of fees
//!
//! There is no fee coin. Each participant has a token bucket (see [`quota`]); the transaction
//! extension [`CheckParticipant`] takes from the bucket of the signer, or of the signer's owner if
//! the signer is a device, what the transaction takes of a block by weight or by length (see
//! [`charge`]), and gives back the weight that was not used. A transaction that the bucket does not
//! cover, together with those of the signer that come before it, is not valid, so it neither enters
//! the pool nor a block; and the fuller the bucket the sooner a transaction's turn comes.
//!
//! The quota bounds what the chain as a whole gives to a participant. Which part of a block it is
//! taken from is settled by the dispatch class: motions of the council, upgrades and the like are
//! *operational*, and the room that a block keeps for those is for participants with the quota of a
//! site. A new member of the council therefore needs that quota before it can vote.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

use polkadot_sdk::{frame_support, frame_system};

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
pub mod charge;
mod devices;
mod extension;
mod genesis;
mod lookup;
mod participants;
pub mod quota;
mod sending;
mod try_state;
mod types;
pub mod weights;

pub use charge::BlockRoom;
pub use extension::CheckParticipant;
pub use pallet::*;
pub use quota::{Quota, QuotaClass, QuotaLimits};
pub use sending::{Refusal, SendingLimits};
pub use types::{MemberNumber, Participant, PermissionSet, Roles, ZoneName};
pub use weights::WeightInfo;

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::{string::String, vec::Vec};
	use frame_support::{pallet_prelude::*, traits::Time};
	use frame_system::pallet_prelude::*;
	use joule_primitives::{Moment, Permission, Role, RoleSet, ZoneId};

	#[pallet::config]
	pub trait Config: polkadot_sdk::frame_system::Config {
		/// Who registers participants and entitles them: the council.
		type AdminOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The clock by which quotas refill.
		type Time: Time<Moment = Moment>;

		/// The quota of a household, the unit in which the other classes are measured (see
		/// [`QuotaClass`]). Its capacity covers the largest normal extrinsic that a block takes.
		#[pallet::constant]
		type HouseholdQuota: Get<QuotaLimits>;

		/// The most zones there can be.
		#[pallet::constant]
		type MaxZones: Get<u32>;

		/// The most devices that a participant can have at a time.
		#[pallet::constant]
		type MaxDevices: Get<u32>;

		/// The weights of the calls and of [`CheckParticipant`].
		type WeightInfo: WeightInfo;
	}

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// The zones of the grid and their names.
	#[pallet::storage]
	pub type Zones<T: Config> = CountedStorageMap<_, Twox64Concat, ZoneId, ZoneName>;

	/// What is known of each participant. An entry is never removed.
	#[pallet::storage]
	pub type Participants<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Participant>;

	/// Which participant has a member number.
	#[pallet::storage]
	pub type Members<T: Config> = StorageMap<_, Twox64Concat, MemberNumber, T::AccountId>;

	/// Which participant a device belongs to.
	#[pallet::storage]
	pub type Devices<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, T::AccountId>;

	/// How much a participant had left when its bucket was last touched. A participant
	/// without an entry has the full bucket of a household.
	#[pallet::storage]
	pub type Quotas<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Quota>;

	/// The zones and participants that the chain begins with.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Zones and their names.
		pub zones: Vec<(ZoneId, String)>,
		/// Participants: account, member number, zone, roles. Each may send and receive.
		pub participants: Vec<(T::AccountId, u32, ZoneId, Vec<Role>)>,
		/// The participants among them that have the quota of a site, which the members of the
		/// council need.
		pub site_accounts: Vec<T::AccountId>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			Pallet::<T>::build_genesis(self);
		}
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A zone was created.
		ZoneCreated {
			/// The zone.
			zone: ZoneId,
			/// Its name.
			name: ZoneName,
		},
		/// A participant was registered and may send and receive.
		ParticipantRegistered {
			/// Its account.
			who: T::AccountId,
			/// Its member number.
			member_number: MemberNumber,
			/// The zone it belongs to.
			zone: ZoneId,
			/// The roles it begins with.
			roles: RoleSet,
		},
		/// A participant was granted a role.
		RoleGranted {
			/// The participant.
			who: T::AccountId,
			/// The role.
			role: Role,
		},
		/// A role was revoked from a participant.
		RoleRevoked {
			/// The participant.
			who: T::AccountId,
			/// The role.
			role: Role,
		},
		/// A participant was granted a permission.
		PermissionGranted {
			/// The participant.
			who: T::AccountId,
			/// The permission.
			permission: Permission,
		},
		/// A permission was revoked from a participant.
		PermissionRevoked {
			/// The participant.
			who: T::AccountId,
			/// The permission.
			permission: Permission,
		},
		/// A participant was moved to another zone.
		ParticipantMoved {
			/// The participant.
			who: T::AccountId,
			/// The zone it belonged to.
			from: ZoneId,
			/// The zone it belongs to now.
			to: ZoneId,
		},
		/// A participant was given the full bucket of a quota class.
		QuotaSet {
			/// The participant.
			who: T::AccountId,
			/// Its quota class from now on.
			class: QuotaClass,
		},
		/// A participant added a device that signs for it.
		DeviceAdded {
			/// The participant.
			owner: T::AccountId,
			/// The device.
			device: T::AccountId,
		},
		/// A device was removed and can no longer sign.
		DeviceRemoved {
			/// The participant.
			owner: T::AccountId,
			/// The device.
			device: T::AccountId,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// There is a zone with this id already.
		ZoneExists,
		/// There is no zone with this id.
		UnknownZone,
		/// A zone needs a name.
		EmptyZoneName,
		/// There are as many zones as there can be.
		TooManyZones,
		/// The account is a participant already.
		AlreadyRegistered,
		/// The account is not a participant.
		NotRegistered,
		/// Another participant has this member number.
		MemberNumberTaken,
		/// The account is a participant's device and cannot be a participant itself.
		AccountIsDevice,
		/// The account is a participant and cannot be a device.
		AccountIsParticipant,
		/// The participant has the role already.
		RoleHeld,
		/// The participant does not have the role.
		RoleNotHeld,
		/// The participant has the permission already.
		PermissionHeld,
		/// The participant does not have the permission.
		PermissionNotHeld,
		/// The participant belongs to this zone already.
		AlreadyInZone,
		/// The participant may not send, so it cannot have a device that does.
		MayNotSend,
		/// The account is a device already.
		DeviceExists,
		/// The account is not a device.
		UnknownDevice,
		/// The device is another participant's.
		NotOwnDevice,
		/// The participant has as many devices as it can have.
		TooManyDevices,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			Self::check_integrity();
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
		/// Creates a zone of the distribution grid.
		///
		/// - `origin`: the admin.
		/// - `zone`: the id it shall have.
		/// - `name`: what people call it, UTF-8.
		///
		/// Errors: [`Error::ZoneExists`], [`Error::EmptyZoneName`], [`Error::TooManyZones`].
		/// Emits [`Event::ZoneCreated`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::create_zone())]
		pub fn create_zone(origin: OriginFor<T>, zone: ZoneId, name: ZoneName) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_create_zone(zone, name)
		}

		/// Registers an account as a participant that may send and receive. From now on the
		/// account exists and can hold assets.
		///
		/// - `origin`: the admin.
		/// - `who`: the account.
		/// - `member_number`: the number under which the billing office knows the customer.
		/// - `zone`: where on the grid the customer is.
		/// - `roles`: what it may do in the market.
		///
		/// Errors: [`Error::AlreadyRegistered`], [`Error::AccountIsDevice`],
		/// [`Error::MemberNumberTaken`], [`Error::UnknownZone`].
		/// Emits [`Event::ParticipantRegistered`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::register())]
		pub fn register(
			origin: OriginFor<T>,
			who: T::AccountId,
			member_number: MemberNumber,
			zone: ZoneId,
			roles: Roles,
		) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_register(who, member_number, zone, RoleSet::of(&roles))
		}

		/// Grants a participant a role.
		///
		/// - `origin`: the admin.
		///
		/// Errors: [`Error::NotRegistered`], [`Error::RoleHeld`].
		/// Emits [`Event::RoleGranted`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::grant_role())]
		pub fn grant_role(origin: OriginFor<T>, who: T::AccountId, role: Role) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_grant_role(who, role)
		}

		/// Revokes a role from a participant. What it began in that role takes its course.
		///
		/// - `origin`: the admin.
		///
		/// Errors: [`Error::NotRegistered`], [`Error::RoleNotHeld`].
		/// Emits [`Event::RoleRevoked`].
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::revoke_role())]
		pub fn revoke_role(origin: OriginFor<T>, who: T::AccountId, role: Role) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_revoke_role(who, role)
		}

		/// Grants a participant a permission.
		///
		/// - `origin`: the admin.
		///
		/// Errors: [`Error::NotRegistered`], [`Error::PermissionHeld`].
		/// Emits [`Event::PermissionGranted`].
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::grant_permission())]
		pub fn grant_permission(
			origin: OriginFor<T>,
			who: T::AccountId,
			permission: Permission,
		) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_grant_permission(who, permission)
		}

		/// Revokes a permission from a participant. Without the permission to send, neither it nor
		/// its devices can have a transaction included.
		///
		/// - `origin`: the admin.
		///
		/// Errors: [`Error::NotRegistered`], [`Error::PermissionNotHeld`].
		/// Emits [`Event::PermissionRevoked`].
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::revoke_permission())]
		pub fn revoke_permission(
			origin: OriginFor<T>,
			who: T::AccountId,
			permission: Permission,
		) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_revoke_permission(who, permission)
		}

		/// Moves a participant to another zone.
		///
		/// - `origin`: the admin.
		/// - `zone`: where it belongs from now on.
		///
		/// Errors: [`Error::UnknownZone`], [`Error::NotRegistered`], [`Error::AlreadyInZone`].
		/// Emits [`Event::ParticipantMoved`].
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::move_to_zone())]
		pub fn move_to_zone(
			origin: OriginFor<T>,
			who: T::AccountId,
			zone: ZoneId,
		) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_move_to_zone(who, zone)
		}

		/// Gives a participant the full bucket of a quota class. The class it already has is
		/// allowed: that fills the bucket.
		///
		/// - `origin`: the admin.
		///
		/// Errors: [`Error::NotRegistered`].
		/// Emits [`Event::QuotaSet`].
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::set_quota())]
		pub fn set_quota(
			origin: OriginFor<T>,
			who: T::AccountId,
			class: QuotaClass,
		) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_set_quota(who, class)
		}

		/// Adds a device of the sender. The device can then sign transactions under the sender's
		/// permission, at the expense of the sender's quota. What it may do with the sender's
		/// account is settled apart, with `pallet-proxy`.
		///
		/// - `origin`: signed by a participant that may send.
		/// - `device`: the account of the device. It is neither a participant nor a device.
		///
		/// Errors: [`Error::NotRegistered`], [`Error::MayNotSend`],
		/// [`Error::AccountIsParticipant`], [`Error::DeviceExists`], [`Error::TooManyDevices`].
		/// Emits [`Event::DeviceAdded`].
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::add_device())]
		pub fn add_device(origin: OriginFor<T>, device: T::AccountId) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::do_add_device(owner, device)
		}

		/// Removes a device, which can sign no more from now on.
		///
		/// - `origin`: signed by the device's owner, or by the device: nobody stays a device whom a
		///   participant added without asking.
		///
		/// Errors: [`Error::UnknownDevice`], [`Error::NotOwnDevice`].
		/// Emits [`Event::DeviceRemoved`].
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::remove_device())]
		pub fn remove_device(origin: OriginFor<T>, device: T::AccountId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_remove_device(who, device)
		}
	}
}
