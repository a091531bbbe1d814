//! A chain for tests: in memory, obedient, and out of reach when a test says so.

use super::{
	messages::{SignedAuthorization, SignedReport},
	Answer, Chain, ChargePoint, Credential, OccupancyFee, OutOfReach, Prepayment, PublicKey,
	RefusedReport, Session, SessionStage,
};
use crate::{
	charge::{
		pricing::{Band, Tariff},
		Refusal, RefusalKind,
	},
	quantities::{Ecoin, Moment, PriceTick, Watt},
};
use anyhow::anyhow;
use async_trait::async_trait;
use std::{
	cmp::Reverse,
	collections::HashMap,
	sync::{Mutex, MutexGuard},
};

/// The hash of the fake chain's first block.
pub const GENESIS: [u8; 32] = [0x11; 32];
/// The tariff of every charge point.
pub const TARIFF: u32 = 3;

/// What staying costs where it does.
pub const FEE: OccupancyFee =
	OccupancyFee { grace_minutes: 10, per_minute: Ecoin::krw(100), cap: Ecoin::krw(5_000) };

/// How the fake chain behaves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mood {
	/// It does what it is asked.
	#[default]
	Obedient,
	/// It does not answer.
	OutOfReach,
	/// It does what it is asked, and nobody hears of it.
	Deaf,
	/// It answers questions, and transactions get lost on the way.
	Lossy,
	/// It holds nothing, because there is not enough ecoin.
	Stingy,
	/// Somebody always brings it an authorization before the gateway does.
	Overtaken,
}

/// What the fake chain has.
#[derive(Default)]
pub struct State {
	pub mood: Mood,
	pub now: Moment,
	pub points: HashMap<u64, ChargePoint>,
	pub credentials: HashMap<PublicKey, (u32, Credential)>,
	pub sessions: HashMap<u64, Session>,
	/// Every report that it took.
	pub reports: Vec<SignedReport>,
	/// How often it was asked to take reports.
	pub asked: u32,
}

/// The chain for tests.
#[derive(Default)]
pub struct FakeChain(Mutex<State>);

impl FakeChain {
	/// What it has.
	pub fn state(&self) -> MutexGuard<'_, State> {
		self.0.lock().unwrap()
	}

	/// Puts a charge point of 50 kW at 324.4 KRW/kWh into service.
	pub fn register(&self, evse: u64, key: PublicKey, has_occupancy_fee: bool) {
		let bands = vec![Band { from_minute: 0, price: PriceTick(3_244) }];
		let point = ChargePoint {
			in_service: true,
			is_own: true,
			power: Watt(50_000),
			tariff_number: TARIFF,
			tariff: Tariff { bands, has_occupancy_fee },
			occupancy_fee: has_occupancy_fee.then_some(FEE),
			key: Some(key),
			session: None,
		};
		self.state().points.insert(evse, point);
	}

	/// Gives a member a credential: a tag, or a password if there is a salt.
	pub fn enlist(&self, member: u32, key: PublicKey, salt: Option<[u8; 16]>) {
		let credential = Credential {
			key,
			salt,
			is_active: true,
			session_limit: Ecoin::krw(50_000),
			left_today: Ecoin::krw(100_000),
			next_sequence: 0,
		};
		self.state().credentials.insert(key, (member, credential));
	}

	/// The driver of a member's app opens a session.
	pub fn prepay_by_app(&self, evse: u64, prepayment: Ecoin) -> u64 {
		self.state().open(evse, None, prepayment)
	}

	fn reached(&self) -> Answer<MutexGuard<'_, State>> {
		let state = self.state();
		match state.mood {
			Mood::OutOfReach => Err(OutOfReach(anyhow!("the test says so"))),
			_ => Ok(state),
		}
	}
}

impl State {
	fn open(&mut self, evse: u64, credential: Option<PublicKey>, prepayment: Ecoin) -> u64 {
		let number = self.sessions.len() as u64;
		let session = Session {
			number,
			evse,
			credential,
			prepayment,
			prepaid_at: self.now,
			stage: SessionStage::Prepaid,
			recorded: 0,
			last_reading: None,
		};
		self.sessions.insert(number, session);
		self.points.get_mut(&evse).unwrap().session = Some(number);
		number
	}

	fn prepay(&mut self, signed: &SignedAuthorization) -> Result<u64, Refusal> {
		let authorization = signed.authorization;
		assert!(signed.is_signed(GENESIS), "the gateway checks signatures before the chain");
		let refuse = |kind| Refusal::new(kind, "the fake chain refuses");
		if self.mood == Mood::Stingy {
			return Err(refuse(RefusalKind::NoCredit));
		}
		let (_, credential) = self
			.credentials
			.get_mut(&authorization.credential)
			.ok_or(refuse(RefusalKind::Unknown))?;
		if authorization.sequence != credential.next_sequence {
			return Err(refuse(RefusalKind::Expired));
		}
		if self.points[&authorization.evse].session.is_some() {
			return Err(refuse(RefusalKind::InUse));
		}
		if authorization.tariff != TARIFF {
			return Err(refuse(RefusalKind::Expired));
		}
		credential.next_sequence += 1;
		let credential = Some(authorization.credential);
		Ok(self.open(authorization.evse, credential, authorization.prepayment))
	}

	fn record(&mut self, signed: &SignedReport) -> Result<(), &'static str> {
		let report = &signed.report;
		let session = self.sessions.get_mut(&report.session).ok_or("UnknownSession")?;
		if report.sequence < session.recorded {
			return Err("ReportReplayed");
		}
		if session.stage == SessionStage::Over {
			return Err("SessionOver");
		}
		if report.sequence > session.recorded {
			return Err("ReportGap");
		}
		if report.at > self.now {
			return Err("ReportFromFuture");
		}
		if session
			.last_reading
			.is_some_and(|(at, register)| report.at < at || report.register < register)
		{
			return Err("RegisterRolledBack");
		}
		session.recorded += 1;
		session.last_reading = Some((report.at, report.register));
		session.stage = SessionStage::Running;
		let point = self.points.get_mut(&session.evse).unwrap();
		let is_last = match report.event_name() {
			"Ended" => !point.tariff.has_occupancy_fee,
			"Left" => true,
			_ => false,
		};
		if is_last {
			session.stage = SessionStage::Over;
			point.session = None;
		}
		self.reports.push(*signed);
		Ok(())
	}
}

#[async_trait]
impl Chain for FakeChain {
	async fn genesis_hash(&self) -> Answer<[u8; 32]> {
		Ok(GENESIS)
	}

	async fn charge_point(&self, evse: u64) -> Answer<Option<ChargePoint>> {
		Ok(self.reached()?.points.get(&evse).cloned())
	}

	async fn credential(&self, key: PublicKey) -> Answer<Option<Credential>> {
		Ok(self.reached()?.credentials.get(&key).map(|(_, credential)| credential.clone()))
	}

	async fn password_of(&self, member: u32) -> Answer<Option<Credential>> {
		let state = self.reached()?;
		let found = state
			.credentials
			.values()
			.find(|(owner, credential)| *owner == member && credential.salt.is_some());
		Ok(found.map(|(_, credential)| credential.clone()))
	}

	async fn session(&self, number: u64) -> Answer<Option<Session>> {
		Ok(self.reached()?.sessions.get(&number).cloned())
	}

	async fn sessions_since(&self, moment: Moment) -> Answer<Vec<Session>> {
		let state = self.reached()?;
		let is_newer = |session: &&Session| session.prepaid_at > moment;
		let mut found: Vec<Session> = state.sessions.values().filter(is_newer).cloned().collect();
		found.sort_by_key(|session| Reverse(session.number));
		Ok(found)
	}

	async fn prepay(&self, authorization: &SignedAuthorization) -> Prepayment {
		let Ok(mut state) = self.reached() else { return Prepayment::Unknown };
		if state.mood == Mood::Lossy {
			return Prepayment::Unknown;
		}
		let overtaken = state.mood == Mood::Overtaken && state.prepay(authorization).is_ok();
		match state.prepay(authorization) {
			Err(refusal) if overtaken => Prepayment::Replayed(refusal),
			_ if state.mood == Mood::Deaf => Prepayment::Unknown,
			Ok(number) => Prepayment::Held(state.sessions[&number].as_open()),
			Err(refusal) => Prepayment::Refused(refusal),
		}
	}

	async fn cancel(&self, session: u64) -> Answer<()> {
		let mut state = self.reached()?;
		let session = state.sessions.get_mut(&session).unwrap();
		assert_eq!(session.stage, SessionStage::Prepaid);
		session.stage = SessionStage::Over;
		let evse = session.evse;
		state.points.get_mut(&evse).unwrap().session = None;
		Ok(())
	}

	async fn report(&self, reports: &[SignedReport]) -> Answer<Vec<RefusedReport>> {
		assert!(!reports.is_empty() && reports.len() <= super::MAX_REPORTS);
		let mut state = self.reached()?;
		state.asked += 1;
		let mut refused = Vec::new();
		for signed in reports {
			if let Err(reason) = state.record(signed) {
				refused.push(RefusedReport {
					session: signed.report.session,
					sequence: signed.report.sequence,
					is_too_early: reason == "ReportFromFuture",
					reason: reason.into(),
				});
			}
		}
		match state.mood {
			Mood::Deaf => Err(OutOfReach(anyhow!("the test says so"))),
			_ => Ok(refused),
		}
	}
}
