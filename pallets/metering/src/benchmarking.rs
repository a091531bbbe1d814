//! What the calls cost at worst.

use super::*;
use crate::{
	commitment::{interval_proof, intervals_root, Commitment, IntervalLeaf},
	pages::{moment_of, DayPage, Snapshot, QUARTERS_PER_DAY},
};
use alloc::vec::Vec;
use frame_support::{traits::Get, BoundedVec};
use frame_system::RawOrigin;
use joule_primitives::{
	benchmarking::BenchmarkScene,
	calendar::{day_of, DAY_MS},
	MeteringPointId, Moment, Role, Vintage, Watt, Wh, QUARTER_MS,
};
use polkadot_sdk::{
	frame_benchmarking::v2::*,
	sp_core::{crypto::KeyTypeId, sr25519, H256},
	sp_io::crypto::{sr25519_generate, sr25519_sign},
};

const KEY_TYPE: KeyTypeId = KeyTypeId(*b"metr");
const VINTAGE: Vintage = Vintage(202612);
const CAPACITY: Capacity = Capacity { import: Watt(10_000), export: Watt(10_000) };
const OPERATOR: u32 = 1_000;
const FIRST_OWNER: u32 = 2_000;

fn month_start() -> Moment {
	VINTAGE.start().expect("is a month")
}

fn month_end() -> Moment {
	VINTAGE.end().expect("is a month")
}

/// The last quarter of an hour of a day in mid-month.
fn last_read_at() -> Moment {
	month_start() + 15 * DAY_MS - QUARTER_MS
}

fn operator<T: Config>() -> T::AccountId {
	T::Scene::participant(OPERATOR, &[Role::MeterOperator])
}

/// A key of the dearer kind: sr25519 takes longer to verify than ed25519.
fn meter() -> sr25519::Public {
	sr25519_generate(KEY_TYPE, None)
}

fn sign(meter: &sr25519::Public, payload: &[u8]) -> MeterSignature {
	MeterSignature::Sr25519(sr25519_sign(KEY_TYPE, meter, payload).expect("the key is at hand"))
}

/// The fullest page there can be.
fn full_page(next_day: Option<u32>) -> DayPage {
	let commitment = Commitment { root: H256::repeat_byte(1), quarters: 2, face: Registers::ZERO };
	let snapshots: Vec<_> = (0..QUARTERS_PER_DAY as u8)
		.map(|quarter| Snapshot { quarter, total: Registers::ZERO, commitment: Some(commitment) })
		.collect();
	DayPage { next_day, snapshots: BoundedVec::truncate_from(snapshots) }
}

/// Puts three full pages that are due to be removed before a day that has a page, and returns the
/// oldest day.
fn put_old_pages<T: Config>(id: MeteringPointId, day: u32) -> u32 {
	let oldest = day - T::RetentionDays::get() - 3;
	DayReadings::<T>::insert(id, oldest, full_page(Some(oldest + 1)));
	DayReadings::<T>::insert(id, oldest + 1, full_page(Some(oldest + 2)));
	DayReadings::<T>::insert(id, oldest + 2, full_page(Some(day)));
	oldest
}

fn installation<T: Config>(
	meter: sr25519::Public,
	owner: T::AccountId,
) -> Installation<T::AccountId> {
	Installation {
		owner,
		zone: T::Scene::zone(),
		source: Source::Solar,
		capacity: CAPACITY,
		key: MeterKey::Sr25519(meter),
		installed_at: month_start(),
		face: Registers::ZERO,
	}
}

/// A producer's point whose last page is full and whose oldest pages are due to be removed.
fn full_point<T: Config>(seed: u32, meter: sr25519::Public) -> MeteringPointId {
	let id = MeteringPointId(u64::from(FIRST_OWNER + seed));
	let owner = T::Scene::participant(FIRST_OWNER + seed, &[Role::Producer]);
	PointsOf::<T>::try_append(&owner, id).expect("is the owner's only point");
	let newest = day_of(last_read_at());
	DayReadings::<T>::insert(id, newest, full_page(None));
	let oldest_day = put_old_pages::<T>(id, newest);
	let Installation { zone, source, capacity, key, face, .. } =
		installation::<T>(meter, owner.clone());
	Points::<T>::insert(
		id,
		MeteringPoint {
			owner,
			zone,
			source,
			capacity,
			key,
			approved_by: operator::<T>(),
			installed_at: moment_of(oldest_day, 0),
			last: LastReading { sequence: 0, measured_at: last_read_at(), face },
			total: Registers::ZERO,
			oldest_day,
			state: PointState::InService,
		},
	);
	id
}

/// A reading that begins a new day, commits to an interval and reports an export.
fn next_reading<T: Config>(id: MeteringPointId, meter: &sr25519::Public) -> SignedReading {
	let reading = Reading {
		point: id,
		sequence: 1,
		measured_at: last_read_at() + 2 * QUARTER_MS,
		registers: Registers { import_wh: Wh(1_000), export_wh: Wh(1_000) },
		intervals_root: H256::repeat_byte(2),
	};
	let signature = sign(meter, &reading.signing_payload(Pallet::<T>::genesis_hash()));
	SignedReading { reading, signature }
}

fn assert_read<T: Config>(id: MeteringPointId) {
	assert_eq!(Points::<T>::get(id).map(|point| point.last.sequence), Some(1));
	assert!(Issuances::<T>::contains_key(VINTAGE, id));
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn register_point() {
		T::Scene::set_time(month_end());
		let operator = operator::<T>();
		let owner = T::Scene::participant(FIRST_OWNER, &[Role::Producer]);
		let nearly_all = T::MaxPointsPerAccount::get().saturating_sub(1);
		let others: Vec<_> = (0..nearly_all).map(|id| MeteringPointId(id.into())).collect();
		PointsOf::<T>::insert(&owner, BoundedVec::truncate_from(others));
		let id = MeteringPointId(u64::MAX);
		let installation = installation::<T>(meter(), owner);

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), id, installation);

		assert!(Points::<T>::contains_key(id));
	}

	#[benchmark]
	fn replace_meter() {
		T::Scene::set_time(month_end());
		let operator = operator::<T>();
		let id = full_point::<T>(0, meter());
		let new_key = MeterKey::Sr25519(meter());

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), id, new_key, Registers::ZERO);

		assert_eq!(Points::<T>::get(id).map(|point| point.key), Some(new_key));
	}

	#[benchmark]
	fn rotate_key() {
		T::Scene::set_time(month_end());
		let sender = operator::<T>();
		let old_meter = meter();
		let id = full_point::<T>(0, old_meter);
		let new_key = MeterKey::Sr25519(meter());
		let rotation = KeyRotation { point: id, sequence: 1, new_key };
		let payload = rotation.signing_payload(Pallet::<T>::genesis_hash());
		let signature = sign(&old_meter, &payload);

		#[extrinsic_call]
		_(RawOrigin::Signed(sender), id, new_key, signature);

		assert_eq!(Points::<T>::get(id).map(|point| point.key), Some(new_key));
	}

	#[benchmark]
	fn retire_point() {
		T::Scene::set_time(month_end());
		let operator = operator::<T>();
		let id = full_point::<T>(0, meter());

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), id);

		assert_eq!(Points::<T>::get(id).map(|point| point.state), Some(PointState::Retired));
	}

	#[benchmark]
	fn submit_reading() {
		T::Scene::set_time(month_end());
		let sender = operator::<T>();
		let meter = meter();
		let id = full_point::<T>(0, meter);
		let signed = next_reading::<T>(id, &meter);

		#[extrinsic_call]
		_(RawOrigin::Signed(sender), signed);

		assert_read::<T>(id);
	}

	#[benchmark]
	fn submit_readings(n: Linear<1, 100>) {
		T::Scene::set_time(month_end());
		let sender = operator::<T>();
		let meter = meter();
		let ids: Vec<_> = (0..n).map(|seed| full_point::<T>(seed, meter)).collect();
		let readings: Vec<_> = ids.iter().map(|id| next_reading::<T>(*id, &meter)).collect();
		let readings: BoundedVec<_, T::MaxBatch> =
			readings.try_into().expect("the runtime allows batches of 100");

		#[extrinsic_call]
		_(RawOrigin::Signed(sender), readings);

		for id in ids {
			assert_read::<T>(id);
		}
	}

	#[benchmark]
	fn open_interval() -> Result<(), BenchmarkError> {
		T::Scene::set_time(month_end());
		let sender = operator::<T>();
		let owner = T::Scene::participant(FIRST_OWNER, &[Role::Producer]);
		let id = MeteringPointId(u64::MAX);
		Pallet::<T>::do_register_point(operator::<T>(), id, installation::<T>(meter(), owner))?;
		let leaves: Vec<_> = (month_start()..month_end())
			.step_by(QUARTER_MS as usize)
			.skip(1)
			.map(|measured_at| IntervalLeaf {
				measured_at,
				registers: Registers::ZERO,
				salt: [u8::MAX; 16],
			})
			.collect();
		let read_at = month_end();
		Pallet::<T>::do_record(Reading {
			point: id,
			sequence: 1,
			measured_at: read_at,
			registers: Registers::ZERO,
			intervals_root: intervals_root(&leaves),
		})?;
		// Every day but the last of the month was opened before.
		let (first_day, last_day) = (day_of(month_start()), day_of(month_end() - 1));
		for day in first_day..last_day {
			let next_day = if day + 1 == last_day { day_of(read_at) } else { day + 1 };
			DayReadings::<T>::insert(id, day, full_page(Some(next_day)));
		}
		let oldest_day = put_old_pages::<T>(id, first_day);
		Points::<T>::mutate(id, |point| {
			if let Some(point) = point {
				point.oldest_day = oldest_day;
			}
		});
		let index = leaves.len() as u32 - 1;
		let proof = interval_proof(&leaves, index).expect("the leaf is there");
		let leaf = leaves[index as usize];

		#[extrinsic_call]
		_(RawOrigin::Signed(sender), id, read_at, leaf, proof);

		assert!(Pallet::<T>::snapshot(id, leaf.measured_at).is_some());
		Ok(())
	}
}
