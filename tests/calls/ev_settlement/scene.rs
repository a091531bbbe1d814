//! The scene of most tests: a charge point at the public price, and a driver with a tag.

pub use joule_tests::*;
pub use pallet_ev_settlement::*;

pub type Error = pallet_ev_settlement::Error<Runtime>;
pub type Event = pallet_ev_settlement::Event<Runtime>;

/// What the calls weigh.
pub type Weights = <Runtime as Config>::WeightInfo;

/// A minute in milliseconds.
pub const MINUTE_MS: Moment = 60_000;

/// The price of [`FAST_TARIFF`] in ecoin units a Wh.
pub const PRICE: u128 = 3_244;

/// A charge point and a driver with 100,000 won and a tag.
pub fn scene() -> (Charger, Card) {
	(Charger::install(&charge_point_operator(), FAST_TARIFF), driver(1))
}

/// A driver with 100,000 won and a tag.
pub fn driver(number: u32) -> Card {
	let member = home(number).with_ecoin_krw(100_000);
	Card::register(&member, &format!("04A224B1C2{number:04X}"))
}

/// A session with 30,000 won on hold at which charging has begun.
pub fn charging() -> (Charger, Card, SessionId) {
	let (mut charger, card) = scene();
	let session = card.prepay(&charger, 30_000);
	charger.begin(session);
	(charger, card, session)
}

/// A session of 20 kWh, 6,488 won, of which 1,000 were prepaid.
pub fn owing() -> (Charger, Card, SessionId) {
	let (mut charger, card) = scene();
	let session = card.prepay(&charger, 1_000);
	charger.begin(session);
	advance_by(HOUR_MS);
	charger.end(session, Wh(20_000));
	(charger, card, session)
}

/// What is on hold of a driver.
pub fn held(card: &Card) -> Ecoin {
	held_ecoin(&card.member.account, HoldReason::Prepayment)
}

/// What a driver has free.
pub fn free(card: &Card) -> Ecoin {
	free_ecoin(&card.member.account)
}

/// How a session was settled.
pub fn settlement(session: SessionId) -> Settlement {
	match session_of(session).stage {
		Stage::Settled(settlement) => settlement,
		stage => panic!("not settled: {stage:?}"),
	}
}

/// A participant's permission to send is revoked.
pub fn revoke_sending(who: &Person) {
	assert_ok!(Registry::revoke_permission(council(), who.account.clone(), Permission::Send));
}

/// Somebody registered who is no charge point operator.
pub fn neighbour() -> Person {
	home(77)
}
