//! The answers of the [charging API](crate::charging_api): read, filtered, never changed.

use crate::{
	charging_api::{
		CredentialView, DebtView, DriverView, EvseView, Receipt, ReceiptLine, SessionFilter,
		SessionPage, SessionView,
	},
	AccountId, Assets, AssetsHolder, EvSettlement, Registry, Runtime,
};
use alloc::vec::Vec;
use joule_primitives::{Ecoin, Participants, ECOIN_ASSET};
use pallet_ev_settlement::{
	Credentials, CredentialsOf, DayRevenue, Debts, EvseId, Evses, EvsesOf, HoldReason, NewestFirst,
	OpenSessions, RegisteredTariff, Session, SessionId, Sessions, SessionsOfMember,
	SessionsOfOperator, Stage, TariffId, Tariffs,
};
use pallet_registry::{MemberNumber, Members};
use polkadot_sdk::{frame_support::traits::fungibles::hold::Inspect as _, sp_core::ed25519};

/// The most sessions in one answer.
const MAX_SESSIONS: usize = 100;

/// The most sessions that one answer looks at in search of those that match.
const MAX_SESSIONS_SEEN: usize = 1_000;

pub(crate) fn evse(id: EvseId) -> Option<EvseView<AccountId>> {
	Evses::<Runtime>::get(id).map(|evse| EvseView { id, evse })
}

pub(crate) fn evses(operator: &AccountId) -> Vec<EvseView<AccountId>> {
	let mut evses: Vec<_> =
		EvsesOf::<Runtime>::iter_key_prefix(operator).filter_map(evse).collect();
	evses.sort_by_key(|view| view.id);
	evses
}

pub(crate) fn tariff(id: TariffId) -> Option<RegisteredTariff<AccountId>> {
	Tariffs::<Runtime>::get(id)
}

pub(crate) fn credentials(member: MemberNumber) -> Vec<CredentialView<AccountId>> {
	Members::<Runtime>::get(member).map(|who| credentials_of(&who)).unwrap_or_default()
}

pub(crate) fn credential(key: ed25519::Public) -> Option<CredentialView<AccountId>> {
	Credentials::<Runtime>::get(key).map(|credential| CredentialView {
		key,
		left_today: EvSettlement::left_today(&credential),
		member: credential.member,
		kind: credential.kind,
		limits: credential.limits,
		next_sequence: credential.next_sequence,
		state: credential.state,
	})
}

pub(crate) fn driver(who: &AccountId) -> Option<DriverView<AccountId>> {
	<Registry as Participants<AccountId>>::zone_of(who)?;
	let reason = HoldReason::Prepayment.into();
	Some(DriverView {
		free: Ecoin(Assets::balance(ECOIN_ASSET, who)),
		held: Ecoin(AssetsHolder::balance_on_hold(ECOIN_ASSET, &reason, who)),
		credentials: credentials_of(who),
		open_sessions: OpenSessions::<Runtime>::get(who).into_inner(),
		debts: Debts::<Runtime>::iter_prefix(who)
			.map(|(operator, owed)| DebtView { operator, owed })
			.collect(),
	})
}

pub(crate) fn sessions_of_member(
	member: &AccountId,
	filter: SessionFilter,
	before: Option<SessionId>,
	limit: u32,
) -> SessionPage<AccountId> {
	let keys = match before {
		None => SessionsOfMember::<Runtime>::iter_key_prefix(member),
		Some(before) => SessionsOfMember::<Runtime>::iter_key_prefix_from(
			member,
			SessionsOfMember::<Runtime>::hashed_key_for(member, NewestFirst::from(before)),
		),
	};
	matching(keys, filter, limit)
}

pub(crate) fn sessions_of_operator(
	operator: &AccountId,
	filter: SessionFilter,
	before: Option<SessionId>,
	limit: u32,
) -> SessionPage<AccountId> {
	let keys = match before {
		None => SessionsOfOperator::<Runtime>::iter_key_prefix(operator),
		Some(before) => SessionsOfOperator::<Runtime>::iter_key_prefix_from(
			operator,
			SessionsOfOperator::<Runtime>::hashed_key_for(operator, NewestFirst::from(before)),
		),
	};
	matching(keys, filter, limit)
}

pub(crate) fn receipt(id: SessionId) -> Option<Receipt<AccountId>> {
	let session = Sessions::<Runtime>::get(id)?;
	let tariff = tariff(session.tariff)?.tariff;
	let metered = session.metered.as_ref();
	let lines = metered
		.into_iter()
		.flat_map(|metered| tariff.bands.iter().zip(&metered.energy_by_band))
		.filter(|(_, energy_wh)| !energy_wh.is_zero())
		.map(|(band, &energy_wh)| ReceiptLine {
			from_minute: band.from_minute,
			price: band.price,
			energy_wh,
			cost: energy_wh * band.price,
		})
		.collect();
	let (energy_cost, occupancy_cost) = EvSettlement::costs(&session);
	let covered_wh = session.covered_wh();
	Some(Receipt { session: view(id, session), lines, energy_cost, occupancy_cost, covered_wh })
}

pub(crate) fn revenue(operator: &AccountId, day: u32) -> DayRevenue {
	EvSettlement::revenue_on(operator, day)
}

fn credentials_of(who: &AccountId) -> Vec<CredentialView<AccountId>> {
	CredentialsOf::<Runtime>::get(who).into_iter().filter_map(credential).collect()
}

fn view(id: SessionId, session: Session<AccountId>) -> SessionView<AccountId> {
	let (energy_cost, occupancy_cost) = EvSettlement::costs(&session);
	SessionView {
		id,
		energy_wh: session.energy_wh(),
		cost: energy_cost.saturating_add(occupancy_cost),
		session,
	}
}

fn matching(
	keys: impl Iterator<Item = NewestFirst>,
	filter: SessionFilter,
	limit: u32,
) -> SessionPage<AccountId> {
	let limit = usize::try_from(limit).unwrap_or(MAX_SESSIONS).min(MAX_SESSIONS);
	let mut keys = keys.map(|key| key.session()).peekable();
	let mut sessions = Vec::new();
	let mut last_seen = None;
	for _ in 0..MAX_SESSIONS_SEEN {
		if sessions.len() == limit {
			break;
		}
		let Some(id) = keys.next() else { break };
		last_seen = Some(id);
		if let Some(session) =
			Sessions::<Runtime>::get(id).filter(|session| is_wanted(filter, session))
		{
			sessions.push(view(id, session));
		}
	}
	let next_before = last_seen.filter(|_| keys.peek().is_some());
	SessionPage { sessions, next_before }
}

fn is_wanted(filter: SessionFilter, session: &Session<AccountId>) -> bool {
	let stage = &session.stage;
	match filter {
		SessionFilter::Any => true,
		SessionFilter::Open => stage.is_open(),
		SessionFilter::Prepaid => *stage == Stage::Prepaid,
		SessionFilter::Charging => *stage == Stage::Charging,
		SessionFilter::Occupying => matches!(stage, Stage::Occupying { .. }),
		SessionFilter::Settled => matches!(stage, Stage::Settled(_)),
		SessionFilter::Owed => !session.owed().is_zero(),
		SessionFilter::NotBegun => {
			matches!(stage, Stage::Cancelled { .. } | Stage::Expired { .. })
		}
	}
}
