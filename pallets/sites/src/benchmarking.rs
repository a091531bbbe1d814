//! The benchmarks, each on its call's longest path and with the fullest lists.

use crate::*;
use alloc::boxed::Box;
use codec::Encode;
use frame_support::traits::{EnsureOrigin, Get};
use frame_system::{pallet_prelude::HeaderFor, RawOrigin};
use polkadot_sdk::{
	frame_benchmarking::v2::*,
	sp_consensus_aura::{sr25519::AuthorityId as AuraId, Slot, AURA_ENGINE_ID},
	sp_runtime::{traits::Header, Digest, DigestItem, RuntimeAppPublic},
};

/// Sets the scene for these benchmarks: what they need of the session's pallet.
pub trait SitesScene<AccountId, KeyOwnerProof> {
	/// The `seed`-th site, with session keys.
	fn site(seed: u32) -> AccountId;

	/// Makes a full set of authorities hold the present session, one of them with this key, and
	/// proves its ownership.
	fn prove_ownership(key: AuraId) -> KeyOwnerProof;
}

fn fill_authorities<T: Config>(count: u32) {
	let sites: alloc::vec::Vec<_> = (0..count).map(T::Scene::site).collect();
	Authorities::<T>::put(frame_support::BoundedVec::truncate_from(sites));
}

fn peer_id(number: u32) -> PeerId {
	const LETTERS: &[u8] = b"ABCDEFGHJKLMNPQR";
	let mut text = b"12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp".to_vec();
	for (place, letter) in text.iter_mut().rev().take(8).enumerate() {
		*letter = LETTERS[(number >> (4 * place)) as usize % LETTERS.len()];
	}
	PeerId::truncate_from(text)
}

fn sealed_header<T: Config>(key: &AuraId, slot: Slot, number: u32) -> HeaderFor<T> {
	let digest = Digest { logs: [DigestItem::PreRuntime(AURA_ENGINE_ID, slot.encode())].into() };
	let mut header = HeaderFor::<T>::new(
		number.into(),
		Default::default(),
		Default::default(),
		Default::default(),
		digest,
	);
	let seal = key.sign(&header.hash().as_ref()).expect("the key was just made");
	header.digest_mut().push(DigestItem::Seal(AURA_ENGINE_ID, seal.encode()));
	header
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn add_authority() -> Result<(), BenchmarkError> {
		let others = T::MaxAuthorities::get().saturating_sub(1);
		fill_authorities::<T>(others);
		let site = T::Scene::site(others);
		let origin = T::AdminOrigin::try_successful_origin().map_err(|_| "no council")?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, site.clone());

		assert!(Authorities::<T>::get().contains(&site));
		Ok(())
	}

	#[benchmark]
	fn remove_authority() -> Result<(), BenchmarkError> {
		let count = T::MaxAuthorities::get();
		fill_authorities::<T>(count);
		let last = T::Scene::site(count.saturating_sub(1));
		let origin = T::AdminOrigin::try_successful_origin().map_err(|_| "no council")?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, last.clone());

		assert!(!Authorities::<T>::get().contains(&last));
		Ok(())
	}

	#[benchmark]
	fn grant_connect() -> Result<(), BenchmarkError> {
		let origin = T::AdminOrigin::try_successful_origin().map_err(|_| "no council")?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, peer_id(0));

		assert!(Pallet::<T>::may_connect(&peer_id(0)));
		Ok(())
	}

	#[benchmark]
	fn revoke_connect() -> Result<(), BenchmarkError> {
		ConnectPermissions::<T>::insert(peer_id(0), ());
		let origin = T::AdminOrigin::try_successful_origin().map_err(|_| "no council")?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, peer_id(0));

		assert!(!Pallet::<T>::may_connect(&peer_id(0)));
		Ok(())
	}

	#[benchmark]
	fn authorize_upgrade() -> Result<(), BenchmarkError> {
		let origin = T::AdminOrigin::try_successful_origin().map_err(|_| "no council")?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, T::Hash::default());

		assert!(frame_system::Pallet::<T>::authorized_upgrade().is_some());
		Ok(())
	}

	#[benchmark]
	fn report_aura_equivocation() -> Result<(), BenchmarkError> {
		fill_authorities::<T>(T::MaxAuthorities::get());
		let key = AuraId::generate_pair(None);
		let key_owner_proof = T::Scene::prove_ownership(key.clone());
		let before = Authorities::<T>::get().len();
		let slot = Slot::from(7);
		let equivocation = Box::new(AuraEquivocationProof {
			slot,
			first_header: sealed_header::<T>(&key, slot, 1),
			second_header: sealed_header::<T>(&key, slot, 2),
			offender: key,
		});

		#[extrinsic_call]
		_(RawOrigin::None, equivocation, key_owner_proof);

		assert_eq!(Authorities::<T>::get().len(), before.saturating_sub(1));
		Ok(())
	}
}
