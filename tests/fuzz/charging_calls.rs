//! The calls of charging.

use crate::{
	calls::quantity,
	street::{Sender, Street},
};
use joule_tests::*;
use pallet_ev_settlement::{
	Band, Bands, Call, ChargerEvent, CredentialKind, Credentials, Evse, EvseId, Evses,
	Installation, Limits, NextTariffId, OccupancyFee, Report, Session, SessionId, Sessions,
	SignedReport, Speed, Stage, Tariff, TariffId, Tariffs,
};
use polkadot_sdk::frame_support::BoundedVec;

type ChargingCall = Call<Runtime>;

/// An amount of money, mostly one that a driver may have.
fn money(chance: &mut Chance) -> Ecoin {
	match chance.below(40) {
		0 => Ecoin(u128::MAX),
		1 => Ecoin(quantity(chance).into()),
		_ => Ecoin::from_krw(1 + chance.below(6_000)),
	}
}

fn tariff_id(chance: &mut Chance) -> TariffId {
	let next = NextTariffId::<Runtime>::get().0;
	let recent = next.saturating_sub(1 + chance.below(4) as u32);
	TariffId(*chance.pick(&[0, 1, recent, recent, next, u32::MAX]))
}

/// A tariff, mostly one that keeps the rules.
fn tariff(chance: &mut Chance) -> Tariff {
	let count = if chance.percent(90) { 1 + chance.below(4) } else { *chance.pick(&[0, 24]) };
	let mut minute = if chance.percent(95) { 0 } else { chance.below(3) as u16 };
	let bands: Vec<_> = (0..count)
		.map(|_| {
			let band = Band { from_minute: minute, price: PriceTick(chance.below(10_100) as u32) };
			minute = minute.saturating_add(chance.below(500) as u16);
			band
		})
		.collect();
	let occupancy = chance.percent(50).then(|| OccupancyFee {
		grace_minutes: chance.below(40) as u16,
		per_minute: money(chance),
		cap: money(chance),
	});
	Tariff { bands: Bands::truncate_from(bands), occupancy }
}

/// A charge point, if there is one that is wanted.
fn evse(
	chance: &mut Chance,
	wanted: impl Fn(&Evse<AccountId>) -> bool,
) -> (EvseId, Option<Evse<AccountId>>) {
	let mut evses: Vec<_> = Evses::<Runtime>::iter().filter(|(_, evse)| wanted(evse)).collect();
	if evses.is_empty() || chance.percent(3) {
		return (EvseId(chance.below(40)), None);
	}
	evses.sort_by_key(|(id, _)| *id);
	let (id, evse) = chance.pick(&evses).clone();
	(id, Some(evse))
}

/// A session, if there is one that is wanted.
fn session(
	chance: &mut Chance,
	wanted: impl Fn(&Session<AccountId>) -> bool,
) -> (SessionId, Option<Session<AccountId>>) {
	let mut sessions: Vec<_> =
		Sessions::<Runtime>::iter().filter(|(_, session)| wanted(session)).collect();
	if sessions.is_empty() || chance.percent(3) {
		return (SessionId(*chance.pick(&[0, 5, u64::MAX])), None);
	}
	sessions.sort_by_key(|(id, _)| *id);
	let (id, session) = chance.pick(&sessions).clone();
	(id, Some(session))
}

fn is_open(session: &Session<AccountId>) -> bool {
	session.stage.is_open()
}

impl Street {
	/// A call of charging.
	pub fn charging_call(&self, chance: &mut Chance) -> (Sender, RuntimeCall) {
		match chance.below(100) {
			0..=11 => self.charge_point_call(chance),
			12..=21 => self.credential_call(chance),
			22..=49 => self.prepayment_call(chance),
			50..=84 => {
				let signed = self.report(chance);
				let call = if chance.percent(80) {
					ChargingCall::report { signed }
				} else {
					let reports = vec![signed, self.report(chance), signed];
					ChargingCall::report_many { reports: BoundedVec::truncate_from(reports) }
				};
				(Sender::Person(self.person(chance)), call.into())
			}
			_ => self.afterwards(chance),
		}
	}

	/// What an operator does with its tariffs and charge points.
	fn charge_point_call(&self, chance: &mut Chance) -> (Sender, RuntimeCall) {
		let (id, state) = evse(chance, |_| true);
		let charger = chance.pick(&self.chargers);
		let owner = state
			.and_then(|evse| self.people.iter().find(|person| person.account == evse.operator))
			.cloned()
			.unwrap_or_else(charge_point_operator);
		let (owner, call) = match chance.below(20) {
			0..=3 => {
				(charge_point_operator(), ChargingCall::register_tariff { tariff: tariff(chance) })
			}
			4..=6 => {
				let tariff = tariff_id(chance);
				let of = Tariffs::<Runtime>::get(tariff).map(|registered| registered.operator);
				let owner = self.people.iter().find(|person| Some(&person.account) == of.as_ref());
				(
					owner.cloned().unwrap_or_else(charge_point_operator),
					ChargingCall::remove_tariff { tariff },
				)
			}
			7..=12 => {
				let installation = Installation {
					speed: *chance.pick(&[Speed::Rapid, Speed::Slow]),
					power: Watt(*chance.pick(&[0, 7_000, 50_000, 50_000, 350_000, u64::MAX])),
					zone: ZoneId(if chance.percent(95) { 1 } else { chance.below(4) as u16 }),
					tariff: tariff_id(chance),
					key: charger.public(),
				};
				let evse = EvseId(chance.below(40));
				(charge_point_operator(), ChargingCall::register_evse { evse, installation })
			}
			13..=15 => (owner, ChargingCall::assign_tariff { evse: id, tariff: tariff_id(chance) }),
			16..=18 => (owner, ChargingCall::replace_key { evse: id, new_key: charger.public() }),
			_ => (owner, ChargingCall::revoke_evse { evse: id }),
		};
		(Sender::Person(owner), call.into())
	}

	fn credential_call(&self, chance: &mut Chance) -> (Sender, RuntimeCall) {
		let card = chance.pick(&self.cards);
		let (session, day) = (money(chance), money(chance));
		let limits = if chance.percent(90) {
			Limits { session, day: Ecoin::from_krw(1_000_000) }
		} else {
			Limits { session, day }
		};
		let key = card.public();
		let call = match chance.below(10) {
			0..=4 => ChargingCall::register_credential {
				key,
				kind: *chance.pick(&[
					CredentialKind::Tag,
					CredentialKind::Tag,
					CredentialKind::Password { salt: [1; 16] },
				]),
				limits,
				proof: card.proof(&card.member.account),
			},
			5..=8 => ChargingCall::set_limits { key, limits },
			_ => ChargingCall::revoke_credential { key },
		};
		(Sender::Person(card.member.clone()), call.into())
	}

	fn prepayment_call(&self, chance: &mut Chance) -> (Sender, RuntimeCall) {
		let (free, _) = evse(chance, |evse| evse.session.is_none());
		if chance.percent(15) {
			let (id, state) = session(chance, is_open);
			let who = state
				.and_then(|session| {
					self.people.iter().find(|person| person.account == session.member)
				})
				.cloned()
				.unwrap_or_else(|| self.person(chance));
			return (Sender::Person(who), ChargingCall::cancel { session: id }.into());
		}
		if chance.percent(20) {
			let call = ChargingCall::prepay_directly {
				evse: free,
				tariff: if chance.percent(95) { tariff_at(free) } else { tariff_id(chance) },
				prepayment: money(chance),
			};
			return (Sender::Person(self.person(chance)), call.into());
		}
		let usable: Vec<_> = self
			.cards
			.iter()
			.filter(|card| Credentials::<Runtime>::contains_key(card.public()))
			.collect();
		let card = if usable.is_empty() { &self.cards[0] } else { *chance.pick(&usable) };
		let mut authorization = card.authorization(free, 900 + chance.below(3_000));
		match chance.below(30) {
			0 => authorization.sequence = chance.any() as u32,
			1 => authorization.valid_until = chance.any(),
			2 => authorization.prepayment = money(chance),
			3 => authorization.tariff = tariff_id(chance),
			_ => (),
		}
		let signed = card.sign(authorization);
		(Sender::Person(self.person(chance)), ChargingCall::prepay { signed }.into())
	}

	/// What a charger may report next, mostly of a session that waits for it to begin.
	fn report(&self, chance: &mut Chance) -> SignedReport {
		let waiting = chance.percent(60);
		let (id, state) =
			session(chance, |session| is_open(session) && (!waiting || session.metered.is_none()));
		let (id, state) = if state.is_some() { (id, state) } else { session(chance, is_open) };
		let (next, last_at, register) = match state.as_ref().and_then(|it| it.metered.as_ref()) {
			Some(metered) => (metered.last.sequence + 1, metered.last.at, metered.last.register),
			None => (0, now(), Wh(chance.below(1_000))),
		};
		let event = match state.as_ref().map(|session| &session.stage) {
			Some(Stage::Prepaid) => ChargerEvent::Began,
			_ => *chance.pick(&[ChargerEvent::Metered, ChargerEvent::Ended, ChargerEvent::Left]),
		};
		let at = last_at + chance.below(now().saturating_sub(last_at) + 1);
		let flowed = Wh(chance.below(1 + (at - last_at) / 120));
		let mut report = Report {
			session: id,
			sequence: next,
			at,
			register: register.saturating_add(flowed),
			event,
		};
		match chance.below(30) {
			0 => report.sequence = chance.below(4) as u32,
			1 => report.at = chance.any(),
			2 => report.register = Wh(quantity(chance)),
			_ => (),
		}
		let key =
			state.and_then(|session| Evses::<Runtime>::get(session.evse)).map(|evse| evse.key);
		let charger = self.chargers.iter().find(|charger| Some(charger.public()) == key);
		charger.unwrap_or(&self.chargers[0]).sign(report)
	}

	/// What is done with a session that is over, or should be.
	fn afterwards(&self, chance: &mut Chance) -> (Sender, RuntimeCall) {
		let person = self.person(chance);
		let call = match chance.below(4) {
			0 => {
				let (id, _) = session(chance, |session| {
					is_open(session) && EvSettlement::due_at(session) <= now()
				});
				ChargingCall::settle_overdue { session: id }
			}
			1 => {
				let (id, state) = session(chance, |session| !session.owed().is_zero());
				let operator = state.as_ref().map(|session| session.operator.clone());
				if chance.percent(10) {
					let owner =
						self.people.iter().find(|who| Some(&who.account) == operator.as_ref());
					let call = ChargingCall::forgive_debt { session: id };
					return (Sender::Person(owner.cloned().unwrap_or(person)), call.into());
				}
				let owed = state.map(|session| session.owed()).unwrap_or_default();
				let part = Ecoin(owed.0 / u128::from(1 + chance.below(2)));
				let amount = if chance.percent(80) { part } else { money(chance) };
				ChargingCall::pay_debt { session: id, amount }
			}
			_ => {
				let (id, state) = session(chance, |session| {
					matches!(session.stage, Stage::Settled(_)) && !session.energy_wh().is_zero()
				});
				let vintage = *chance.pick(&[ConstMonth::NOW, ConstMonth::NEXT, Vintage(0)]);
				let vintage = if chance.percent(90) {
					Vintage::of(now()).unwrap_or(vintage)
				} else {
					vintage
				};
				let quantity_wh = Wh(quantity(chance));
				let call = ChargingCall::cover { session: id, vintage, quantity_wh };
				let owner = state.and_then(|session| {
					self.people.iter().find(|person| person.account == session.operator)
				});
				return (Sender::Person(owner.cloned().unwrap_or(person)), call.into());
			}
		};
		(Sender::Person(person), call.into())
	}
}
