//! # Sites
//!
//! The sites that run the chain: which of them make blocks, whose nodes may connect, what happens to
//! one that is caught cheating, and which code all of them agreed to run.
//!
//! ## Pallet API
//!
//! See the [`pallet`] module for the configuration, calls, storage, events and errors.
//!
//! ## Terminology
//!
//! * **Site**: a place of the grid company, or of a partner, with an account on the chain.
//! * **Authority**: a site whose node makes blocks and votes on which are final.
//! * **Session**: a span of blocks with one set of authorities and one set of their keys
//!   (`pallet-session`).
//! * **Equivocation**: two different blocks made for one slot, or two different votes in one round,
//!   with the same key. An honest node does neither. A site whose keys run on two machines at once
//!   does both.
//! * **Peer id**: the name of a node in the network, the hash of its public node key in base 58:
//!   `12D3KooW…`.
//!
//! ## Overview
//!
//! ### Authorities change in two blocks
//!
//! The council adds and removes authorities. `pallet-session` takes a change into account when a
//! session is planned and lets it work one session later, so sessions of fixed length would delay it
//! by up to twice that length. Here a change asks for two sessions to end at once: it is in force
//! after two blocks. Otherwise sessions end after [`Config::SessionLength`], in order that keys which
//! a site exchanged (`session.set_keys`) come into use.
//!
//! A byzantine fault is tolerated by every third authority beyond the first: four tolerate one, and
//! three none. With fewer than [`Config::MinAuthorities`] the council cannot remove any.
//!
//! ### A site that equivocates is struck off
//!
//! GRANDPA's equivocations are reported through `pallet-grandpa`; those of Aura through
//! [`report_aura_equivocation`](Pallet::report_aura_equivocation), with the two headers as evidence.
//! Either way `pallet-offences` hears of it once and this pallet strikes the site off the set, unless
//! too few were left. The council may add it again, with new keys.
//!
//! ### Connect permission
//!
//! As with MultiChain's `grant connect`: a node serves only full nodes whose peer id is in
//! [`ConnectPermissions`]. Light clients need none. The nodes enforce it; the chain only says who.
//!
//! `pallet-node-authorization` is not used: it sets reserved peers through an offchain worker and in a
//! mode that would keep light clients out.
//!
//! ### Upgrades
//!
//! There is no root on this chain. The council agrees to the hash of a runtime
//! ([`authorize_upgrade`](Pallet::authorize_upgrade)); then anyone may bring the code that has this
//! hash (`system.apply_authorized_upgrade`), provided that it is a later version of this runtime.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

use polkadot_sdk::{frame_support, frame_system};

mod authorities;
#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarking;
pub mod equivocation;
mod nodes;
mod try_state;
pub mod weights;

pub use equivocation::{AuraEquivocation, AuraEquivocationProof};
pub use nodes::PeerId;
pub use pallet::*;
pub use weights::WeightInfo;

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::{boxed::Box, vec::Vec};
	use frame_support::{
		pallet_prelude::*,
		traits::{Contains, KeyOwnerProofSystem},
	};
	use frame_system::pallet_prelude::*;
	use polkadot_sdk::{
		sp_consensus_aura::sr25519::AuthorityId as AuraId,
		sp_core::crypto::KeyTypeId,
		sp_session::{GetSessionNumber, GetValidatorCount},
		sp_staking::offence::ReportOffence,
	};

	/// The layout of this pallet's storage.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::config]
	pub trait Config: polkadot_sdk::frame_system::Config {
		/// Who decides on sites, nodes and code: the council.
		type AdminOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The sites that have session keys: without them none can be an authority.
		type HasSessionKeys: Contains<Self::AccountId>;

		/// The longest session.
		#[pallet::constant]
		type SessionLength: Get<BlockNumberFor<Self>>;

		/// The fewest authorities that removing one may leave.
		#[pallet::constant]
		type MinAuthorities: Get<u32>;

		/// The most authorities.
		#[pallet::constant]
		type MaxAuthorities: Get<u32>;

		/// The most nodes with the permission to connect.
		#[pallet::constant]
		type MaxNodes: Get<u32>;

		/// A proof that a key belonged to an authority in some session.
		type KeyOwnerProof: Parameter + GetSessionNumber + GetValidatorCount;

		/// Checks such proofs: `pallet-session`'s history.
		type KeyOwners: KeyOwnerProofSystem<
			(KeyTypeId, AuraId),
			Proof = Self::KeyOwnerProof,
			IdentificationTuple = Self::Offender,
		>;

		/// How an offender is identified to [`Offences`](Config::Offences).
		type Offender: Clone;

		/// Hears of each offence once: `pallet-offences`.
		type Offences: ReportOffence<
			Self::AccountId,
			Self::Offender,
			AuraEquivocation<Self::Offender>,
		>;

		/// For how many blocks a report stays valid.
		#[pallet::constant]
		type ReportLongevity: Get<u64>;

		/// The weights of the calls.
		type WeightInfo: WeightInfo;

		/// Sets the scene for the benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type Scene: benchmarking::SitesScene<Self::AccountId, Self::KeyOwnerProof>;
	}

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// The authorities that the next planned session has, each with session keys when it was added.
	#[pallet::storage]
	pub type Authorities<T: Config> =
		StorageValue<_, BoundedVec<T::AccountId, T::MaxAuthorities>, ValueQuery>;

	/// Whether the authorities changed since a session was last planned.
	#[pallet::storage]
	pub type SetChanged<T> = StorageValue<_, bool, ValueQuery>;

	/// How many sessions are to end at once for the last change to be in force.
	#[pallet::storage]
	pub type RotationsDue<T> = StorageValue<_, u8, ValueQuery>;

	/// The nodes that may connect as full nodes.
	#[pallet::storage]
	pub type ConnectPermissions<T> = CountedStorageMap<_, Blake2_128Concat, PeerId, ()>;

	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// The first authorities. The genesis of `pallet-session` gives them their keys.
		pub authorities: Vec<T::AccountId>,
		/// The peer ids, as text, of the nodes that may connect.
		pub nodes: Vec<alloc::string::String>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			Pallet::<T>::initialize(&self.authorities, &self.nodes)
		}
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A site was added to the authorities.
		AuthorityAdded {
			/// The site.
			site: T::AccountId,
		},
		/// A site was removed from the authorities.
		AuthorityRemoved {
			/// The site.
			site: T::AccountId,
		},
		/// A site equivocated and was struck off the authorities.
		AuthorityStruckOff {
			/// The site.
			site: T::AccountId,
		},
		/// A site equivocated and stays an authority, since too few were left without it. The council
		/// should add others and remove it.
		AuthorityKept {
			/// The site.
			site: T::AccountId,
		},
		/// A node was given the permission to connect.
		ConnectGranted {
			/// The node.
			peer_id: PeerId,
		},
		/// A node lost the permission to connect.
		ConnectRevoked {
			/// The node.
			peer_id: PeerId,
		},
	}

	#[pallet::error]
	#[derive(PartialEq, Eq)]
	pub enum Error<T> {
		/// The site is an authority already.
		AlreadyAuthority,
		/// The site is not an authority.
		NotAuthority,
		/// The site has no session keys: it must call `session.set_keys` first.
		NoSessionKeys,
		/// There are as many authorities as there can be.
		TooManyAuthorities,
		/// Too few authorities would be left: add another one first.
		TooFewAuthorities,
		/// This is not a peer id: it is 52 characters of base 58 that begin with `12D3KooW`.
		NotPeerId,
		/// The node may connect already.
		AlreadyGranted,
		/// The node may not connect anyway.
		NotGranted,
		/// As many nodes as can be have the permission to connect.
		TooManyNodes,
		/// The two headers are not two blocks of one slot, sealed with the offender's key.
		NotEquivocation,
		/// The offender's key was no authority's in the session of the proof.
		NotKeyOwner,
		/// The equivocation was reported before.
		AlreadyReported,
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Adds a site to the authorities. It makes blocks and votes from the second block after this
		/// one. Origin: the council.
		///
		/// Emits [`Event::AuthorityAdded`]. Errors: [`Error::AlreadyAuthority`],
		/// [`Error::NoSessionKeys`], [`Error::TooManyAuthorities`].
		#[pallet::call_index(0)]
		pub fn add_authority(origin: OriginFor<T>, site: T::AccountId) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_add_authority(site)
		}

		/// Removes a site from the authorities. Origin: the council. To replace one, add the new one
		/// first.
		///
		/// Emits [`Event::AuthorityRemoved`]. Errors: [`Error::NotAuthority`],
		/// [`Error::TooFewAuthorities`].
		#[pallet::call_index(1)]
		pub fn remove_authority(origin: OriginFor<T>, site: T::AccountId) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_remove_authority(site)
		}

		/// Gives a node the permission to connect, by its peer id as text. Origin: the council.
		///
		/// Emits [`Event::ConnectGranted`]. Errors: [`Error::NotPeerId`],
		/// [`Error::AlreadyGranted`], [`Error::TooManyNodes`].
		#[pallet::call_index(2)]
		pub fn grant_connect(origin: OriginFor<T>, peer_id: PeerId) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_grant_connect(peer_id)
		}

		/// Takes the permission to connect from a node. Authorities disconnect it. Origin: the
		/// council.
		///
		/// Emits [`Event::ConnectRevoked`]. Errors: [`Error::NotGranted`].
		#[pallet::call_index(3)]
		pub fn revoke_connect(origin: OriginFor<T>, peer_id: PeerId) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_revoke_connect(peer_id)
		}

		/// Agrees to a runtime by the BLAKE2 hash of its code. Whoever has the code may then apply it
		/// with `system.apply_authorized_upgrade`, if its spec name is this one's and its spec version
		/// higher. A later agreement replaces an earlier one that was not applied. Origin: the
		/// council.
		///
		/// Emits `system.UpgradeAuthorized`.
		#[pallet::call_index(4)]
		pub fn authorize_upgrade(origin: OriginFor<T>, code_hash: T::Hash) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			frame_system::Pallet::<T>::do_authorize_upgrade(code_hash, true);
			Ok(())
		}

		/// Reports two blocks that were made for one slot with the same key. The site is struck off
		/// the authorities. Unsigned: a node that saw both blocks puts it into a block of its own.
		///
		/// Emits [`Event::AuthorityStruckOff`] or [`Event::AuthorityKept`], and `offences.Offence`.
		/// Errors: [`Error::NotEquivocation`], [`Error::NotKeyOwner`],
		/// [`Error::AlreadyReported`].
		#[pallet::call_index(5)]
		pub fn report_aura_equivocation(
			origin: OriginFor<T>,
			equivocation: Box<AuraEquivocationProof<HeaderFor<T>>>,
			key_owner_proof: T::KeyOwnerProof,
		) -> DispatchResult {
			ensure_none(origin)?;
			Self::do_report(*equivocation, key_owner_proof)
		}
	}

	#[allow(deprecated)]
	#[pallet::validate_unsigned]
	impl<T: Config> ValidateUnsigned for Pallet<T> {
		type Call = Call<T>;

		fn validate_unsigned(source: TransactionSource, call: &Self::Call) -> TransactionValidity {
			Self::validate_report(source, call)
		}

		fn pre_dispatch(call: &Self::Call) -> Result<(), TransactionValidityError> {
			Self::check_report(call).map(drop)
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::MinAuthorities::get() > 0, "a chain without authorities stands still");
			assert!(T::MinAuthorities::get() <= T::MaxAuthorities::get(), "none could be removed");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(
			_: BlockNumberFor<T>,
		) -> Result<(), polkadot_sdk::sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
