//! The benchmarks, each on its call's longest path.

use crate::*;
use frame_support::{
	dispatch::{DispatchInfo, PostDispatchInfo},
	traits::EnsureOrigin,
	weights::Weight,
};
use frame_system::RawOrigin;
use joule_primitives::{Permission, Role, RoleSet, ZoneId};
use polkadot_sdk::{
	frame_benchmarking::v2::*,
	sp_runtime::traits::{
		AsSystemOriginSigner, AsTransactionAuthorizedOrigin, DispatchOriginOf, DispatchTransaction,
		Dispatchable, TransactionExtension,
	},
};

const ZONE: ZoneId = ZoneId(60_001);
const OTHER_ZONE: ZoneId = ZoneId(60_002);

fn longest_name() -> ZoneName {
	ZoneName::truncate_from([b'z'; 64].to_vec())
}

fn every_role() -> Roles {
	Roles::truncate_from(Role::ALL.to_vec())
}

fn admin<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::AdminOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)
}

fn create_zones<T: Config>() -> Result<(), BenchmarkError> {
	Pallet::<T>::do_create_zone(ZONE, longest_name())?;
	Pallet::<T>::do_create_zone(OTHER_ZONE, longest_name())?;
	Ok(())
}

fn participant<T: Config>() -> Result<T::AccountId, BenchmarkError> {
	create_zones::<T>()?;
	let who: T::AccountId = account("participant", 0, 0);
	let number = MemberNumber(u32::MAX);
	Pallet::<T>::do_register(who.clone(), number, ZONE, RoleSet::of(&[Role::Consumer]))?;
	Ok(who)
}

fn device_of<T: Config>(owner: &T::AccountId) -> Result<T::AccountId, BenchmarkError> {
	let device: T::AccountId = account("device", 0, 0);
	Pallet::<T>::do_add_device(owner.clone(), device.clone())?;
	Ok(device)
}

#[benchmarks(where
	T: Send + Sync,
	T::RuntimeCall: Dispatchable<Info = DispatchInfo, PostInfo = PostDispatchInfo>,
	DispatchOriginOf<T::RuntimeCall>:
		AsSystemOriginSigner<T::AccountId> + AsTransactionAuthorizedOrigin,
)]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn create_zone() -> Result<(), BenchmarkError> {
		let origin = admin::<T>()?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, ZONE, longest_name());

		assert!(Zones::<T>::contains_key(ZONE));
		Ok(())
	}

	#[benchmark]
	fn register() -> Result<(), BenchmarkError> {
		create_zones::<T>()?;
		let origin = admin::<T>()?;
		let who: T::AccountId = account("participant", 0, 0);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, who.clone(), MemberNumber(u32::MAX), ZONE, every_role());

		assert!(Participants::<T>::contains_key(who));
		Ok(())
	}

	#[benchmark]
	fn grant_role() -> Result<(), BenchmarkError> {
		let who = participant::<T>()?;
		let origin = admin::<T>()?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, who.clone(), Role::Producer);

		assert!(Participants::<T>::get(who).unwrap().roles.contains(Role::Producer));
		Ok(())
	}

	#[benchmark]
	fn revoke_role() -> Result<(), BenchmarkError> {
		let who = participant::<T>()?;
		let origin = admin::<T>()?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, who.clone(), Role::Consumer);

		assert!(!Participants::<T>::get(who).unwrap().roles.contains(Role::Consumer));
		Ok(())
	}

	#[benchmark]
	fn grant_permission() -> Result<(), BenchmarkError> {
		let who = participant::<T>()?;
		Pallet::<T>::do_revoke_permission(who.clone(), Permission::Send)?;
		let origin = admin::<T>()?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, who.clone(), Permission::Send);

		assert_eq!(Participants::<T>::get(who).unwrap().permissions, PermissionSet::ALL);
		Ok(())
	}

	#[benchmark]
	fn revoke_permission() -> Result<(), BenchmarkError> {
		let who = participant::<T>()?;
		let origin = admin::<T>()?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, who.clone(), Permission::Send);

		assert!(!Participants::<T>::get(who).unwrap().permissions.send);
		Ok(())
	}

	#[benchmark]
	fn move_to_zone() -> Result<(), BenchmarkError> {
		let who = participant::<T>()?;
		let origin = admin::<T>()?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, who.clone(), OTHER_ZONE);

		assert_eq!(Participants::<T>::get(who).unwrap().zone, OTHER_ZONE);
		Ok(())
	}

	#[benchmark]
	fn set_quota() -> Result<(), BenchmarkError> {
		let who = participant::<T>()?;
		Pallet::<T>::do_set_quota(who.clone(), QuotaClass::Building)?;
		let origin = admin::<T>()?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, who.clone(), QuotaClass::Site);

		assert_eq!(Quotas::<T>::get(who).unwrap().class, QuotaClass::Site);
		Ok(())
	}

	#[benchmark]
	fn add_device() -> Result<(), BenchmarkError> {
		let owner = participant::<T>()?;
		let device: T::AccountId = account("device", 0, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner.clone()), device.clone());

		assert_eq!(Devices::<T>::get(device), Some(owner));
		Ok(())
	}

	/// The longest path: the device never signed, so its account goes as well.
	#[benchmark]
	fn remove_device() -> Result<(), BenchmarkError> {
		let owner = participant::<T>()?;
		let device = device_of::<T>(&owner)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), device.clone());

		assert!(!Devices::<T>::contains_key(device));
		Ok(())
	}

	/// The longest path: a device signs, whose owner's bucket has to be refilled and is written
	/// twice. How long the transaction is makes no difference to the work.
	#[benchmark]
	fn check_participant() -> Result<(), BenchmarkError> {
		let owner = participant::<T>()?;
		let device = device_of::<T>(&owner)?;
		Pallet::<T>::do_set_quota(owner.clone(), QuotaClass::Household)?;
		let call: T::RuntimeCall = frame_system::Call::remark { remark: Default::default() }.into();
		let extension = CheckParticipant::<T>::from(Default::default());
		let length_bytes = 1_000;
		let info = DispatchInfo {
			call_weight: Weight::from_parts(1_000, 0),
			extension_weight: extension.weight(&call),
			..Default::default()
		};
		let post_info = PostDispatchInfo {
			actual_weight: Some(Weight::from_parts(100, 0)),
			..Default::default()
		};

		#[block]
		{
			let origin = RawOrigin::Signed(device).into();
			extension
				.test_run(origin, &call, &info, length_bytes, 0, |_| Ok(post_info))
				.map_err(|_| BenchmarkError::Stop("the transaction was refused"))?
				.map_err(|_| BenchmarkError::Stop("the call failed"))?;
		}

		assert!(Quotas::<T>::contains_key(owner));
		Ok(())
	}
}
