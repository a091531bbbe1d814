//! What the pallet remembers of a request.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use joule_primitives::Ecoin;
use polkadot_sdk::{frame_support::BoundedVec, sp_core::ConstU32};
use scale_info::TypeInfo;

/// The number of a request, by time of requesting.
pub type RequestId = u64;

/// What identifies a transfer, or a customer's account, to the issuer's bank.
pub type BankReference = BoundedVec<u8, ConstU32<64>>;

/// What a requester is told about a rejection, UTF-8.
pub type RejectionReason = BoundedVec<u8, ConstU32<128>>;

/// What is requested.
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
pub enum Purpose {
	/// Ecoin for a deposit.
	Issue,
	/// A payout for ecoin, which is held meanwhile.
	Redemption,
}

/// A request that is not decided yet.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Request<AccountId> {
	/// Who requested it.
	pub who: AccountId,
	/// What was requested.
	pub purpose: Purpose,
	/// How much.
	pub amount: Ecoin,
	/// The deposit, or where the payout shall go.
	pub bank_reference: BankReference,
}
