//! # Ecoin
//!
//! How money comes onto the chain and leaves it: ecoin is issued against bank deposits and redeemed
//! for bank payouts, each on request and each approved by the issuer.
//!
//! ## Pallet API
//!
//! See the [`pallet`] module for the configuration, calls, storage, events and errors.
//!
//! ## Terminology
//!
//! * **Ecoin**: the asset in which everything is paid, KRW with four decimals.
//! * **Issuer**: a participant with [`Role::Issuer`](joule_primitives::Role). It holds the bank
//!   account in which there is a won for each ecoin.
//! * **Request**: what a participant asks of the issuer: an *issue* for a deposit it made, or a
//!   *redemption* for a payout.
//! * **Bank reference**: what identifies a transfer, or a customer's account, to the issuer's bank.
//!   The chain is public: it is a reference, never an account number.
//!
//! ## Overview
//!
//! These are `schedule_ecoin_issue` and `issue_ecoin` of the exchange on MultiChain, and the same
//! the other way round:
//!
//! ```text
//! deposit at the bank -> request_issue      -> approve_issue      -> ecoin is minted
//!                                           -> reject_issue       -> the deposit can be claimed anew
//! request_redemption -> ecoin is held       -> approve_redemption -> ecoin is burnt
//!                                           -> reject_redemption  -> ecoin is released
//! ```
//!
//! While a request is open its requester can withdraw it. Each request is decided once, by one of
//! approval, rejection and withdrawal, and leaves the storage; its number is never given again, so
//! an issuer that sends an approval twice is told [`Error::RequestDecided`] and nothing is paid.
//!
//! ### One deposit is never paid twice
//!
//! Requesters repeat themselves too. A deposit is therefore claimed by its bank reference, byte for
//! byte, and the claim outlives the request if it was approved. This is the one thing here that
//! only ever grows: by one hash and one number for each deposit that was paid. A rejected or
//! withdrawn request gives up its claim, so a reference that a stranger took first is free again
//! once the issuer rejects it.
//!
//! ### Origin, stage and approval
//!
//! On MultiChain each issue carried `{origin, stage, approval}`. Here the events are that record:
//! the origin is the requester and the bank reference, the stage is which event it is, the approval
//! is the issuer's account.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

use polkadot_sdk::{frame_support, frame_system};

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod issue;
mod redemption;
mod requests;
mod try_state;
mod types;
pub mod weights;

pub use pallet::*;
pub use types::{BankReference, Purpose, RejectionReason, Request, RequestId};
pub use weights::WeightInfo;

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use frame_support::{pallet_prelude::*, traits::fungibles};
	use frame_system::pallet_prelude::*;
	use joule_primitives::{AssetId, Balance, Ecoin, Participants};
	use polkadot_sdk::sp_core::H256;

	#[pallet::config]
	pub trait Config: polkadot_sdk::frame_system::Config {
		/// Mints ecoin: `pallet-assets`.
		type Assets: fungibles::Mutate<Self::AccountId, AssetId = AssetId, Balance = Balance>;

		/// Holds, releases and burns what is to be redeemed: `pallet-assets-holder`.
		type Holds: fungibles::hold::Mutate<
			Self::AccountId,
			AssetId = AssetId,
			Balance = Balance,
			Reason = Self::RuntimeHoldReason,
		>;

		/// The reasons for holds of the whole runtime.
		type RuntimeHoldReason: From<HoldReason>;

		/// Who takes part, and who is the issuer.
		type Participants: Participants<Self::AccountId>;

		/// The most ecoin in one issue.
		#[pallet::constant]
		type MaxIssue: Get<Ecoin>;

		/// The most requests that an account can have open at a time.
		#[pallet::constant]
		type MaxOpenRequests: Get<u32>;

		/// The weights of the calls.
		type WeightInfo: WeightInfo;

		/// Sets the scene for the benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type Scene: joule_primitives::benchmarking::BenchmarkScene<Self::AccountId>;
	}

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// Why ecoin is held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// A redemption was requested and is not decided yet.
		Redemption,
	}

	/// The number of the next request. Every lower number was given to a request once.
	#[pallet::storage]
	pub type NextRequestId<T: Config> = StorageValue<_, RequestId, ValueQuery>;

	/// The requests that are not decided yet.
	#[pallet::storage]
	pub type OpenRequests<T: Config> =
		StorageMap<_, Twox64Concat, RequestId, Request<T::AccountId>>;

	/// How many requests an account has open; no entry for none.
	#[pallet::storage]
	pub type OpenCounts<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, u32, ValueQuery>;

	/// Which request claims a deposit, by the BLAKE2 hash of the deposit's bank reference. The
	/// claim of an approved request stays for good: it is what keeps the deposit from being paid
	/// again.
	#[pallet::storage]
	pub type Deposits<T: Config> = StorageMap<_, Identity, H256, RequestId>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// Ecoin was requested for a deposit.
		IssueRequested {
			/// The request.
			request: RequestId,
			/// Who requested it.
			who: T::AccountId,
			/// How much.
			amount: Ecoin,
			/// The deposit.
			bank_reference: BankReference,
		},
		/// A deposit was approved and ecoin issued for it.
		EcoinIssued {
			/// The request.
			request: RequestId,
			/// Who was issued the ecoin.
			who: T::AccountId,
			/// How much.
			amount: Ecoin,
			/// The deposit.
			bank_reference: BankReference,
			/// The issuer who approved it.
			approved_by: T::AccountId,
		},
		/// A request for an issue was rejected.
		IssueRejected {
			/// The request.
			request: RequestId,
			/// Who had requested it.
			who: T::AccountId,
			/// The issuer who rejected it.
			rejected_by: T::AccountId,
			/// Why, in the issuer's words.
			reason: RejectionReason,
		},
		/// A payout was requested and the ecoin held.
		RedemptionRequested {
			/// The request.
			request: RequestId,
			/// Who requested it.
			who: T::AccountId,
			/// How much.
			amount: Ecoin,
			/// Where the payout shall go.
			bank_reference: BankReference,
		},
		/// A payout was made and the ecoin burnt.
		EcoinRedeemed {
			/// The request.
			request: RequestId,
			/// Whose ecoin was redeemed.
			who: T::AccountId,
			/// How much.
			amount: Ecoin,
			/// Where the payout went.
			bank_reference: BankReference,
			/// The payout.
			payout_reference: BankReference,
			/// The issuer who approved it.
			approved_by: T::AccountId,
		},
		/// A request for a redemption was rejected and the ecoin released.
		RedemptionRejected {
			/// The request.
			request: RequestId,
			/// Who had requested it.
			who: T::AccountId,
			/// The issuer who rejected it.
			rejected_by: T::AccountId,
			/// Why, in the issuer's words.
			reason: RejectionReason,
		},
		/// A requester withdrew its request, and what was held for it was released.
		RequestWithdrawn {
			/// The request.
			request: RequestId,
			/// Who had requested it.
			who: T::AccountId,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// The sender is not an issuer.
		NotIssuer,
		/// The requester is not a participant that may receive.
		MayNotReceive,
		/// The requester is not a participant that may send.
		MayNotSend,
		/// Nothing was requested.
		ZeroAmount,
		/// More ecoin was requested than can be issued at once.
		AmountAboveMaximum,
		/// A bank reference cannot be empty.
		EmptyBankReference,
		/// The deposit is claimed by an open request, or was paid already.
		DepositClaimed,
		/// The requester does not have so much ecoin free. The last unit, 0.0001 KRW, is never
		/// free: a hold needs an asset account to stand on.
		InsufficientEcoin,
		/// The requester has as many requests open as it can have.
		TooManyOpenRequests,
		/// There has been no request with this number.
		UnknownRequest,
		/// The request was approved, rejected or withdrawn already.
		RequestDecided,
		/// The request is one for a redemption.
		NotAnIssue,
		/// The request is one for an issue.
		NotARedemption,
		/// Nobody approves a request of its own.
		OwnRequest,
		/// Only its requester withdraws a request.
		NotRequester,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(
			_: BlockNumberFor<T>,
		) -> Result<(), polkadot_sdk::sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Requests ecoin for a deposit at the issuer's bank.
		///
		/// - `origin`: signed by a participant that may receive.
		/// - `amount`: how much was deposited.
		/// - `bank_reference`: the reference of the deposit. It is used once.
		///
		/// Errors: [`Error::MayNotReceive`], [`Error::ZeroAmount`], [`Error::AmountAboveMaximum`],
		/// [`Error::EmptyBankReference`], [`Error::DepositClaimed`],
		/// [`Error::TooManyOpenRequests`]. Emits [`Event::IssueRequested`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::request_issue())]
		pub fn request_issue(
			origin: OriginFor<T>,
			amount: Ecoin,
			bank_reference: BankReference,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_request_issue(who, amount, bank_reference)
		}

		/// Issues the ecoin of a request, its deposit having arrived.
		///
		/// - `origin`: signed by an issuer, not the requester.
		/// - `request`: the number of the request.
		///
		/// Errors: [`Error::NotIssuer`], [`Error::UnknownRequest`], [`Error::RequestDecided`],
		/// [`Error::NotAnIssue`], [`Error::OwnRequest`], [`Error::MayNotReceive`] if the requester
		/// lost that permission. Emits [`Event::EcoinIssued`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::approve_issue())]
		pub fn approve_issue(origin: OriginFor<T>, request: RequestId) -> DispatchResult {
			let issuer = ensure_signed(origin)?;
			Self::do_approve_issue(issuer, request)
		}

		/// Rejects a request for an issue. Its deposit can be claimed anew.
		///
		/// - `origin`: signed by an issuer.
		/// - `request`: the number of the request.
		/// - `reason`: what the requester is told, UTF-8.
		///
		/// Errors: [`Error::NotIssuer`], [`Error::UnknownRequest`], [`Error::RequestDecided`],
		/// [`Error::NotAnIssue`]. Emits [`Event::IssueRejected`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::reject_issue())]
		pub fn reject_issue(
			origin: OriginFor<T>,
			request: RequestId,
			reason: RejectionReason,
		) -> DispatchResult {
			let issuer = ensure_signed(origin)?;
			Self::do_reject_issue(issuer, request, reason)
		}

		/// Requests a payout. The ecoin is held until the request is decided.
		///
		/// - `origin`: signed by a participant that may send.
		/// - `amount`: how much shall be paid out.
		/// - `bank_reference`: by which the issuer's bank knows where to.
		///
		/// Errors: [`Error::MayNotSend`], [`Error::ZeroAmount`], [`Error::EmptyBankReference`],
		/// [`Error::InsufficientEcoin`], [`Error::TooManyOpenRequests`].
		/// Emits [`Event::RedemptionRequested`].
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::request_redemption())]
		pub fn request_redemption(
			origin: OriginFor<T>,
			amount: Ecoin,
			bank_reference: BankReference,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_request_redemption(who, amount, bank_reference)
		}

		/// Burns the ecoin of a request, its payout having been made.
		///
		/// - `origin`: signed by an issuer, not the requester.
		/// - `request`: the number of the request.
		/// - `payout_reference`: the reference of the payout.
		///
		/// Errors: [`Error::NotIssuer`], [`Error::UnknownRequest`], [`Error::RequestDecided`],
		/// [`Error::NotARedemption`], [`Error::OwnRequest`], [`Error::EmptyBankReference`].
		/// Emits [`Event::EcoinRedeemed`].
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::approve_redemption())]
		pub fn approve_redemption(
			origin: OriginFor<T>,
			request: RequestId,
			payout_reference: BankReference,
		) -> DispatchResult {
			let issuer = ensure_signed(origin)?;
			Self::do_approve_redemption(issuer, request, payout_reference)
		}

		/// Rejects a request for a redemption and releases its ecoin.
		///
		/// - `origin`: signed by an issuer.
		/// - `request`: the number of the request.
		/// - `reason`: what the requester is told, UTF-8.
		///
		/// Errors: [`Error::NotIssuer`], [`Error::UnknownRequest`], [`Error::RequestDecided`],
		/// [`Error::NotARedemption`]. Emits [`Event::RedemptionRejected`].
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::reject_redemption())]
		pub fn reject_redemption(
			origin: OriginFor<T>,
			request: RequestId,
			reason: RejectionReason,
		) -> DispatchResult {
			let issuer = ensure_signed(origin)?;
			Self::do_reject_redemption(issuer, request, reason)
		}

		/// Withdraws a request that is still open: one for an issue gives up its deposit, one for a
		/// redemption gets its ecoin back.
		///
		/// - `origin`: signed by the requester.
		/// - `request`: the number of the request.
		///
		/// Errors: [`Error::UnknownRequest`], [`Error::RequestDecided`], [`Error::NotRequester`].
		/// Emits [`Event::RequestWithdrawn`].
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::withdraw_request())]
		pub fn withdraw_request(origin: OriginFor<T>, request: RequestId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw_request(who, request)
		}
	}
}
