//! What the calls and the steps of the hook cost at worst.

use super::*;
use alloc::vec::Vec;
use frame_support::{
	traits::Get,
	weights::{Weight, WeightMeter},
	BoundedVec,
};
use frame_system::RawOrigin;
use joule_primitives::{
	benchmarking::BenchmarkScene,
	calendar::{DAY_MS, HOUR_MS},
	DeviceKey, DeviceSignature, Ecoin, Moment, PriceTick, Role, Vintage, Watt, Wh,
};
use polkadot_sdk::{
	frame_benchmarking::v2::*,
	sp_core::{crypto::KeyTypeId, ed25519, sr25519},
	sp_io::crypto::{ed25519_generate, ed25519_sign, sr25519_generate, sr25519_sign},
};

const KEY_TYPE: KeyTypeId = KeyTypeId(*b"char");
const VINTAGE: Vintage = Vintage(202612);
const MINUTE_MS: Moment = 60 * 1000;
const FIRST_OPERATOR: u32 = 1_000;
const FIRST_MEMBER: u32 = 2_000;
const PREPAYMENT: Ecoin = Ecoin::from_krw(1_000);
/// More than a session of a day costs here.
const LARGE_PREPAYMENT: Ecoin = Ecoin::from_krw(5_000_000);
const LIMITS: Limits = Limits { session: LARGE_PREPAYMENT, day: Ecoin::from_krw(50_000_000) };

/// Shortly after the beginning of a day, so that a session can last through all bands of a tariff
/// and still give its member the rest of the day's limit back.
fn morning() -> Moment {
	VINTAGE.start().expect("is a month") + MINUTE_MS
}

/// Shortly before the end of that day.
fn evening() -> Moment {
	VINTAGE.start().expect("is a month") + DAY_MS - MINUTE_MS
}

/// As many bands as there can be, and a fee.
fn longest_tariff() -> Tariff {
	let bands: Vec<_> = (0..MAX_BANDS as u16)
		.map(|hour| Band { from_minute: hour * 60, price: PriceTick(1_000 + u32::from(hour)) })
		.collect();
	Tariff {
		bands: BoundedVec::truncate_from(bands),
		occupancy: Some(OccupancyFee {
			grace_minutes: 10,
			per_minute: Ecoin::from_krw(100),
			cap: Ecoin::from_krw(10_000),
		}),
	}
}

fn operator<T: Config>(seed: u32) -> T::AccountId {
	T::Scene::participant(FIRST_OPERATOR + seed, &[Role::ChargePointOperator])
}

fn rich_member<T: Config>(seed: u32) -> T::AccountId {
	let member = T::Scene::participant(FIRST_MEMBER + seed, &[]);
	T::Scene::endow_ecoin(&member, Ecoin::from_krw(10_000_000));
	member
}

fn put_tariff<T: Config>(operator: &T::AccountId) -> TariffId {
	let id = NextTariffId::<T>::get();
	Pallet::<T>::do_register_tariff(operator.clone(), longest_tariff()).expect("keeps the rules");
	id
}

/// A charge point with a key of the dearer kind: sr25519 takes longer to verify than ed25519.
fn put_evse<T: Config>(seed: u32, number: u64) -> (EvseId, sr25519::Public) {
	let operator = operator::<T>(seed);
	let key = sr25519_generate(KEY_TYPE, None);
	let installation = installation::<T>(put_tariff::<T>(&operator), key);
	Pallet::<T>::do_register_evse(operator, EvseId(number), installation).expect("is new");
	(EvseId(number), key)
}

fn installation<T: Config>(tariff: TariffId, key: sr25519::Public) -> Installation {
	Installation {
		speed: Speed::Rapid,
		power: Watt(1_000_000),
		zone: T::Scene::zone(),
		tariff,
		key: DeviceKey::Sr25519(key),
	}
}

fn put_credential<T: Config>(member: &T::AccountId, kind: CredentialKind) -> ed25519::Public {
	let (key, proof) = new_credential::<T>(member);
	Pallet::<T>::do_register_credential(member.clone(), key, kind, LIMITS, proof)
		.expect("the member has room for it");
	key
}

fn new_credential<T: Config>(member: &T::AccountId) -> (ed25519::Public, ed25519::Signature) {
	let key = ed25519_generate(KEY_TYPE, None);
	let payload = credential_payload(Pallet::<T>::genesis_hash(), member);
	(key, ed25519_sign(KEY_TYPE, &key, &payload).expect("the key is at hand"))
}

fn authorize<T: Config>(
	credential: ed25519::Public,
	evse: EvseId,
	prepayment: Ecoin,
) -> SignedAuthorization {
	let sequence = Credentials::<T>::get(credential).expect("is registered").next_sequence;
	let authorization = Authorization {
		evse,
		tariff: tariff_at::<T>(evse),
		credential,
		sequence,
		prepayment,
		valid_until: morning() + MINUTE_MS,
	};
	let payload = authorization.signing_payload(Pallet::<T>::genesis_hash());
	let signature = ed25519_sign(KEY_TYPE, &credential, &payload).expect("the key is at hand");
	SignedAuthorization { authorization, signature }
}

fn tariff_at<T: Config>(evse: EvseId) -> TariffId {
	Evses::<T>::get(evse).expect("is registered").tariff
}

/// Gives a member all the sessions that it can have open but one.
fn fill_open_sessions<T: Config>(seed: u32, member: &T::AccountId) {
	for other in 1..T::MaxOpenSessions::get() {
		let (evse, _) = put_evse::<T>(seed, u64::from(seed) * 100 + u64::from(other));
		let tariff = tariff_at::<T>(evse);
		Pallet::<T>::do_prepay_directly(member.clone(), evse, tariff, PREPAYMENT).expect("is free");
	}
}

/// A session of a day, at the operator of that seed. It costs about a million won, less than was
/// prepaid unless that is said to be the least.
struct LongSession {
	id: SessionId,
	evse: EvseId,
	charger: sr25519::Public,
}

impl LongSession {
	/// Prepaid by a credential in the morning, the last session that its member can open.
	fn prepaid<T: Config>(seed: u32) -> Self {
		Self::prepaid_with::<T>(seed, LARGE_PREPAYMENT)
	}

	/// The same, of so much.
	fn prepaid_with<T: Config>(seed: u32, prepayment: Ecoin) -> Self {
		T::Scene::set_time(morning());
		let member = rich_member::<T>(seed);
		fill_open_sessions::<T>(seed, &member);
		let credential = put_credential::<T>(&member, CredentialKind::Tag);
		let (evse, charger) = put_evse::<T>(seed, u64::from(seed) * 100);
		let id = NextSessionId::<T>::get();
		Pallet::<T>::do_prepay(operator::<T>(seed), authorize::<T>(credential, evse, prepayment))
			.expect("is within the limits");
		Self { id, evse, charger }
	}

	/// Charging since then.
	fn charging<T: Config>(seed: u32) -> Self {
		Self::charging_with::<T>(seed, LARGE_PREPAYMENT)
	}

	/// The same, of so much.
	fn charging_with<T: Config>(seed: u32, prepayment: Ecoin) -> Self {
		let session = Self::prepaid_with::<T>(seed, prepayment);
		session.report::<T>(0, morning(), ChargerEvent::Began);
		session
	}

	/// Charging until the evening, when nothing was reported of the end.
	fn silent<T: Config>(seed: u32) -> Self {
		let session = Self::charging::<T>(seed);
		T::Scene::set_time(evening());
		session.report::<T>(1, evening(), ChargerEvent::Metered);
		session
	}

	/// Settled in the evening, with a debt.
	fn owing<T: Config>(seed: u32) -> Self {
		let session = Self::charging_with::<T>(seed, PREPAYMENT);
		T::Scene::set_time(evening());
		session.report::<T>(1, evening(), ChargerEvent::Left);
		session
	}

	fn report<T: Config>(&self, sequence: u32, at: Moment, event: ChargerEvent) {
		let signed = self.signed::<T>(sequence, at, event);
		Pallet::<T>::do_report(operator::<T>(0), signed).expect("it is its turn");
	}

	/// A report by which a megawatt flowed in ten of the hours since the morning.
	fn signed<T: Config>(&self, sequence: u32, at: Moment, event: ChargerEvent) -> SignedReport {
		let register = if sequence == 0 { Wh::ZERO } else { Wh(10_000_000) };
		let report = Report { session: self.id, sequence, at, register, event };
		let payload = report.signing_payload(Pallet::<T>::genesis_hash());
		let signature =
			sr25519_sign(KEY_TYPE, &self.charger, &payload).expect("the key is at hand");
		SignedReport { report, signature: DeviceSignature::Sr25519(signature) }
	}

	fn state<T: Config>(&self) -> Session<T::AccountId> {
		Sessions::<T>::get(self.id).expect("is there")
	}

	fn is_owed<T: Config>(&self) -> bool {
		!self.state::<T>().owed().is_zero()
	}

	/// Whether it was settled with something left over.
	fn has_released<T: Config>(&self) -> bool {
		let state = self.state::<T>();
		matches!(state.stage, Stage::Settled(settlement)
			if !settlement.paid.is_zero() && settlement.paid < state.prepayment)
	}
}

/// The step that the earliest deadline leads to.
fn take_step<T: Config>() -> Weight {
	let deadline = Deadlines::<T>::iter_keys().next().expect("a session is open");
	Pallet::<T>::step(deadline)
}

/// Leaves only the deadline of a session, at an instant.
fn put_only_deadline<T: Config>(session: &LongSession, at: Moment) {
	Deadlines::<T>::iter_keys().for_each(Deadlines::<T>::remove);
	Pallet::<T>::schedule(session.id, at);
	T::Scene::set_time(at);
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn register_tariff() {
		let operator = operator::<T>(0);

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), longest_tariff());

		assert_ne!(NextTariffId::<T>::get(), TariffId::default());
	}

	#[benchmark]
	fn remove_tariff() {
		let operator = operator::<T>(0);
		let tariff = put_tariff::<T>(&operator);

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), tariff);

		assert!(!Tariffs::<T>::contains_key(tariff));
	}

	#[benchmark]
	fn register_evse() {
		let operator = operator::<T>(0);
		let tariff = put_tariff::<T>(&operator);
		let installation = installation::<T>(tariff, sr25519_generate(KEY_TYPE, None));
		let evse = EvseId(u64::MAX);

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), evse, installation);

		assert!(Evses::<T>::contains_key(evse));
	}

	#[benchmark]
	fn assign_tariff() {
		let (evse, _) = put_evse::<T>(0, 1);
		let tariff = put_tariff::<T>(&operator::<T>(0));
		let operator = operator::<T>(0);

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), evse, tariff);

		assert_eq!(Evses::<T>::get(evse).map(|evse| evse.tariff), Some(tariff));
	}

	#[benchmark]
	fn replace_key() {
		let (evse, _) = put_evse::<T>(0, 1);
		let new_key = DeviceKey::Sr25519(sr25519_generate(KEY_TYPE, None));
		let operator = operator::<T>(0);

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), evse, new_key);

		assert_eq!(Evses::<T>::get(evse).map(|evse| evse.key), Some(new_key));
	}

	#[benchmark]
	fn revoke_evse() {
		let session = LongSession::charging::<T>(0);
		T::Scene::set_time(evening());
		session.report::<T>(1, evening(), ChargerEvent::Metered);
		let operator = operator::<T>(0);

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), session.evse);

		assert!(session.has_released::<T>());
	}

	#[benchmark]
	fn register_credential() {
		let member = rich_member::<T>(0);
		for _ in 1..T::MaxCredentials::get() {
			put_credential::<T>(&member, CredentialKind::Tag);
		}
		let (key, proof) = new_credential::<T>(&member);
		let kind = CredentialKind::Password { salt: [1; 16] };

		#[extrinsic_call]
		_(RawOrigin::Signed(member), key, kind, LIMITS, proof);

		assert!(Credentials::<T>::contains_key(key));
	}

	#[benchmark]
	fn set_limits() {
		let member = rich_member::<T>(0);
		let key = put_credential::<T>(&member, CredentialKind::Tag);
		let limits = Limits { session: Ecoin(1), ..LIMITS };

		#[extrinsic_call]
		_(RawOrigin::Signed(member), key, limits);

		assert_eq!(Credentials::<T>::get(key).map(|credential| credential.limits), Some(limits));
	}

	#[benchmark]
	fn revoke_credential() {
		let member = rich_member::<T>(0);
		let keys: Vec<_> = (0..T::MaxCredentials::get())
			.map(|_| put_credential::<T>(&member, CredentialKind::Tag))
			.collect();

		#[extrinsic_call]
		_(RawOrigin::Signed(member.clone()), keys[0]);

		assert!(!CredentialsOf::<T>::get(member).contains(&keys[0]));
	}

	#[benchmark]
	fn prepay() {
		T::Scene::set_time(morning());
		let member = rich_member::<T>(0);
		fill_open_sessions::<T>(0, &member);
		let credential = put_credential::<T>(&member, CredentialKind::Tag);
		let (evse, _) = put_evse::<T>(0, 0);
		let signed = authorize::<T>(credential, evse, PREPAYMENT);
		let operator = operator::<T>(0);

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), signed);

		assert!(Evses::<T>::get(evse).is_some_and(|evse| evse.session.is_some()));
	}

	#[benchmark]
	fn prepay_directly() {
		T::Scene::set_time(morning());
		let member = rich_member::<T>(0);
		fill_open_sessions::<T>(0, &member);
		let (evse, _) = put_evse::<T>(0, 0);
		let tariff = tariff_at::<T>(evse);

		#[extrinsic_call]
		_(RawOrigin::Signed(member), evse, tariff, PREPAYMENT);

		assert!(Evses::<T>::get(evse).is_some_and(|evse| evse.session.is_some()));
	}

	#[benchmark]
	fn cancel() {
		let session = LongSession::prepaid::<T>(0);
		let operator = operator::<T>(0);

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), session.id);

		assert!(!session.state::<T>().stage.is_open());
	}

	#[benchmark]
	fn report() {
		let session = LongSession::charging::<T>(0);
		T::Scene::set_time(evening());
		let signed = session.signed::<T>(1, evening(), ChargerEvent::Left);
		let operator = operator::<T>(0);

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), signed);

		assert!(session.has_released::<T>());
	}

	#[benchmark]
	fn report_owing() {
		let session = LongSession::charging_with::<T>(0, PREPAYMENT);
		T::Scene::set_time(evening());
		let signed = session.signed::<T>(1, evening(), ChargerEvent::Left);
		let operator = operator::<T>(0);

		#[extrinsic_call]
		report(RawOrigin::Signed(operator), signed);

		assert!(session.is_owed::<T>());
	}

	#[benchmark]
	fn report_metered() {
		let session = LongSession::charging::<T>(0);
		T::Scene::set_time(evening());
		let signed = session.signed::<T>(1, evening(), ChargerEvent::Metered);
		let operator = operator::<T>(0);

		#[extrinsic_call]
		report(RawOrigin::Signed(operator), signed);

		assert!(session.state::<T>().stage.is_open());
	}

	#[benchmark]
	fn report_many(n: Linear<1, 50>) {
		let sessions: Vec<_> = (0..n).map(LongSession::charging::<T>).collect();
		T::Scene::set_time(evening());
		let reports: Vec<_> = sessions
			.iter()
			.map(|session| session.signed::<T>(1, evening(), ChargerEvent::Left))
			.collect();
		let reports: BoundedVec<_, T::MaxBatch> =
			reports.try_into().expect("the runtime allows batches of 50");
		let operator = operator::<T>(0);

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), reports);

		assert!(sessions.iter().all(LongSession::has_released::<T>));
	}

	#[benchmark]
	fn settle_overdue() {
		let session = LongSession::silent::<T>(0);
		T::Scene::set_time(evening() + T::SilenceLimit::get());
		let operator = operator::<T>(0);

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), session.id);

		assert!(session.has_released::<T>());
	}

	#[benchmark]
	fn pay_debt() {
		let session = LongSession::owing::<T>(0);
		let payer = session.state::<T>().member;
		let owed = session.state::<T>().owed();
		T::Scene::endow_ecoin(&payer, owed);

		#[extrinsic_call]
		_(RawOrigin::Signed(payer), session.id, owed);

		assert!(!session.is_owed::<T>());
	}

	#[benchmark]
	fn forgive_debt() {
		let session = LongSession::owing::<T>(0);
		let operator = operator::<T>(0);

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), session.id);

		assert!(!session.is_owed::<T>());
	}

	#[benchmark]
	fn cover() {
		let session = LongSession::owing::<T>(0);
		let quantity_wh = session.state::<T>().energy_wh();
		T::Scene::endow_energy(&operator::<T>(0), VINTAGE, quantity_wh);
		let operator = operator::<T>(0);

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), session.id, VINTAGE, quantity_wh);

		assert_eq!(session.state::<T>().covered_wh(), quantity_wh);
	}

	#[benchmark]
	fn tick_base() {
		LongSession::prepaid::<T>(0);
		let mut meter = WeightMeter::new();

		#[block]
		{
			Pallet::<T>::do_tick(&mut meter);
		}

		assert_eq!(meter.consumed(), T::WeightInfo::tick_base());
	}

	#[benchmark]
	fn step_reschedule() {
		let session = LongSession::charging::<T>(0);
		put_only_deadline::<T>(&session, morning() + HOUR_MS);

		#[block]
		{
			take_step::<T>();
		}

		assert!(session.state::<T>().stage.is_open());
	}

	#[benchmark]
	fn step_expire() {
		let session = LongSession::prepaid::<T>(0);
		put_only_deadline::<T>(&session, morning() + T::StartWindow::get());

		#[block]
		{
			take_step::<T>();
		}

		assert!(matches!(session.state::<T>().stage, Stage::Expired { .. }));
	}

	#[benchmark]
	fn step_settle() {
		let session = LongSession::silent::<T>(0);
		put_only_deadline::<T>(&session, evening() + T::SilenceLimit::get());

		#[block]
		{
			take_step::<T>();
		}

		assert!(session.has_released::<T>());
	}

	#[benchmark]
	fn step_prune() {
		let session = LongSession::prepaid::<T>(0);
		Pallet::<T>::do_cancel(operator::<T>(0), session.id).expect("charging has not begun");
		put_only_deadline::<T>(&session, morning() + T::Retention::get());

		#[block]
		{
			take_step::<T>();
		}

		assert!(!Sessions::<T>::contains_key(session.id));
	}
}
