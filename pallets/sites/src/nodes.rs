//! Which nodes may connect.

use crate::{Config, ConnectPermissions, Error, Event, Pallet};
use polkadot_sdk::{
	frame_support::{
		dispatch::DispatchResult,
		ensure,
		traits::{ConstU32, Get},
		BoundedVec,
	},
	sp_runtime::DispatchError,
};

/// How many characters a peer id has.
const PEER_ID_LENGTH: u32 = 52;

/// How every peer id of an ed25519 node key begins.
const PEER_ID_PREFIX: &[u8] = b"12D3KooW";

/// A peer id as its text in base 58, as nodes print it and operators send it to each other.
pub type PeerId = BoundedVec<u8, ConstU32<PEER_ID_LENGTH>>;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_grant_connect(peer_id: PeerId) -> DispatchResult {
		ensure!(is_peer_id(&peer_id), Error::<T>::NotPeerId);
		ensure!(!ConnectPermissions::<T>::contains_key(&peer_id), Error::<T>::AlreadyGranted);
		ensure!(ConnectPermissions::<T>::count() < T::MaxNodes::get(), Error::<T>::TooManyNodes);
		ConnectPermissions::<T>::insert(&peer_id, ());
		Self::deposit_event(Event::ConnectGranted { peer_id });
		Ok(())
	}

	pub(crate) fn do_revoke_connect(peer_id: PeerId) -> DispatchResult {
		ConnectPermissions::<T>::take(&peer_id).ok_or(Error::<T>::NotGranted)?;
		Self::deposit_event(Event::ConnectRevoked { peer_id });
		Ok::<_, DispatchError>(())
	}

	/// Whether the node of this peer id, as text, may connect as a full node.
	pub fn may_connect(peer_id: &[u8]) -> bool {
		PeerId::try_from(peer_id.to_vec())
			.is_ok_and(|peer_id| ConnectPermissions::<T>::contains_key(peer_id))
	}
}

/// Whether a text has the form of a peer id. Only ed25519 node keys are used on this chain; all their
/// peer ids have one length and begin alike.
fn is_peer_id(text: &[u8]) -> bool {
	let is_base58 = |c: &u8| c.is_ascii_alphanumeric() && !matches!(c, b'0' | b'O' | b'I' | b'l');
	text.len() == PEER_ID_LENGTH as usize
		&& text.starts_with(PEER_ID_PREFIX)
		&& text.iter().all(is_base58)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_peer_id_is_52_characters_of_base_58() {
		assert!(is_peer_id(b"12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp"));
		for wrong in [
			&b""[..],
			b"12D3KooW",
			b"12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDE",
			b"12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEpp",
			b"QmD3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp",
			b"12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDE0",
			b"12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iD p",
		] {
			assert!(!is_peer_id(wrong));
		}
	}
}
