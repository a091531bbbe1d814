//! `grant_connect` and `revoke_connect`.

use super::*;
use joule_runtime::Sites;
use pallet_sites::{ConnectPermissions, PeerId};
use polkadot_sdk::frame_support::traits::Get;

const NODE: &str = "12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp";

fn peer_id(text: &str) -> PeerId {
	text.as_bytes().to_vec().try_into().expect("not too long")
}

#[test]
fn the_nodes_of_the_genesis_may_connect() {
	test(|| {
		assert_eq!(ConnectPermissions::<Runtime>::count(), 5);
		assert!(Sites::may_connect(b"12D3KooWQC49i189H4BEqkyUfsAfRXiuXbjNv5AEDnrzPPvJRe1i"));
		assert!(!Sites::may_connect(NODE.as_bytes()));
	});
}

#[test]
fn a_node_may_connect_from_its_grant_to_its_revocation() {
	test(|| {
		assert_ok!(dispatch(council(), Call::grant_connect { peer_id: peer_id(NODE) }));
		assert_event(Event::ConnectGranted { peer_id: peer_id(NODE) });
		assert!(Sites::may_connect(NODE.as_bytes()));

		assert_ok!(dispatch(council(), Call::revoke_connect { peer_id: peer_id(NODE) }));
		assert_event(Event::ConnectRevoked { peer_id: peer_id(NODE) });
		assert!(!Sites::may_connect(NODE.as_bytes()));
	});
}

#[test]
fn only_the_council_grants_and_revokes() {
	test(|| {
		for origin in [operator().origin(), home(1).origin(), RuntimeOrigin::none()] {
			assert_noop!(
				Sites::grant_connect(origin.clone(), peer_id(NODE)),
				DispatchError::BadOrigin
			);
			assert_noop!(Sites::revoke_connect(origin, peer_id(NODE)), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn a_node_is_not_granted_twice_nor_revoked_twice() {
	test(|| {
		assert_ok!(Sites::grant_connect(council(), peer_id(NODE)));
		assert_noop!(Sites::grant_connect(council(), peer_id(NODE)), Error::AlreadyGranted);
		assert_ok!(Sites::revoke_connect(council(), peer_id(NODE)));
		assert_noop!(Sites::revoke_connect(council(), peer_id(NODE)), Error::NotGranted);
	});
}

#[test]
fn what_is_no_peer_id_is_not_granted() {
	test(|| {
		for wrong in ["", "kepco-os", &NODE[..51], &NODE.replace('E', "0")] {
			assert_noop!(Sites::grant_connect(council(), peer_id(wrong)), Error::NotPeerId);
		}
		assert!(PeerId::try_from([NODE.as_bytes(), b"p"].concat()).is_err());
		assert!(!Sites::may_connect(&[b'1'; 1000]));
	});
}

#[test]
fn there_are_no_more_nodes_than_there_can_be() {
	test(|| {
		let most: u32 = <Runtime as pallet_sites::Config>::MaxNodes::get();
		for number in ConnectPermissions::<Runtime>::count()..most {
			let number = number.to_string().replace('0', "A");
			let text = format!("{}{number}", &NODE[..52 - number.len()]);
			assert_ok!(Sites::grant_connect(council(), peer_id(&text)));
		}
		assert_noop!(Sites::grant_connect(council(), peer_id(NODE)), Error::TooManyNodes);
	});
}
