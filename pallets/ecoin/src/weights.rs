//! What each call weighs. The runtime supplies measured weights.

use polkadot_sdk::frame_support::weights::Weight;

/// The weights of the calls.
pub trait WeightInfo {
	/// Of [`request_issue`](crate::Pallet::request_issue).
	fn request_issue() -> Weight;
	/// Of [`approve_issue`](crate::Pallet::approve_issue).
	fn approve_issue() -> Weight;
	/// Of [`reject_issue`](crate::Pallet::reject_issue).
	fn reject_issue() -> Weight;
	/// Of [`request_redemption`](crate::Pallet::request_redemption).
	fn request_redemption() -> Weight;
	/// Of [`approve_redemption`](crate::Pallet::approve_redemption).
	fn approve_redemption() -> Weight;
	/// Of [`reject_redemption`](crate::Pallet::reject_redemption).
	fn reject_redemption() -> Weight;
	/// Of [`withdraw_request`](crate::Pallet::withdraw_request).
	fn withdraw_request() -> Weight;
}
