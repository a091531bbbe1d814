use super::*;
use crate::{
	chain::fake::Mood,
	charge::{Refusal, RefusalKind},
	gateway::Trouble,
};

fn kind<T: std::fmt::Debug>(outcome: Result<T, Trouble>) -> RefusalKind {
	match outcome.unwrap_err() {
		Trouble::Refused(Refusal { kind, .. }) => kind,
		broken => panic!("{broken:?}"),
	}
}

#[tokio::test]
async fn a_terminal_is_told_what_it_needs() {
	let world = World::new();
	let challenge = world.gateway.challenge(MEMBER, EVSE).await.unwrap();
	assert_eq!((challenge.salt, challenge.genesis_hash), (SALT, GENESIS));
	assert_eq!(challenge.credential.key, public(&password_key()));
	assert_eq!(kind(world.gateway.challenge(9, EVSE).await), RefusalKind::Unknown);
}

#[tokio::test]
async fn an_authorization_is_worth_one_charge_by_its_token() {
	let world = World::new();
	let signed = world.authorization(0).sign(GENESIS, &password_key());
	let token = world.gateway.authorize(&world.station, signed).await.unwrap();
	assert!(token.len() <= 20);
	assert_eq!(world.gateway.recognize(&world.station, &token).await.unwrap(), Ok(()));
	// Handed in twice, it is the same.
	assert_eq!(world.gateway.authorize(&world.station, signed).await.unwrap(), token);
	assert_eq!(world.sessions(), 1);

	assert_eq!(world.start(&token, 1_000).await.verdict, Ok(()));
	world.round().await;
	assert_eq!(world.told(), [(0, 0, "Began", 1_000)]);
	// It does not start another one.
	let again = world.start(&token, 2_000).await.verdict.unwrap_err();
	assert_eq!(again.kind, RefusalKind::Unknown);
}

#[tokio::test]
async fn a_wrong_password_costs_nothing() {
	let world = World::new();
	let guess = SigningKey::from_bytes(&[43; 32]);
	let signed = world.authorization(0).sign(GENESIS, &guess);
	let refused = world.gateway.authorize(&world.station, signed).await;
	assert_eq!(kind(refused), RefusalKind::Invalid);
	assert_eq!(world.sessions(), 0);
}

#[tokio::test]
async fn an_authorization_that_is_valid_for_too_long_makes_no_charge() {
	let world = World::new();
	for valid_until in [NOW + 10 * MINUTE_MS + 1, Moment::MAX] {
		let signed = Authorization { valid_until, ..world.authorization(0) };
		let signed = signed.sign(GENESIS, &password_key());
		match world.gateway.authorize(&world.station, signed).await.unwrap_err() {
			Trouble::Refused(refusal) => assert!(refusal.reason.contains("10 minutes")),
			broken => panic!("{broken:?}"),
		}
	}
	assert!(world.is_done());
	let signed = Authorization { valid_until: NOW + 10 * MINUTE_MS, ..world.authorization(0) };
	let signed = signed.sign(GENESIS, &password_key());
	assert!(world.gateway.authorize(&world.station, signed).await.is_ok());
}

#[tokio::test]
async fn nobody_has_to_go_for_a_key_that_the_chain_does_not_know() {
	let world = World::with_occupancy_fee(true);
	let number = world.charging().await;
	world.end(number, NOW, 1_010).await;
	let guess = SigningKey::from_bytes(&[43; 32]);
	let stranger = Authorization { credential: public(&guess), ..world.authorization(0) };
	let refused = world.gateway.authorize(&world.station, stranger.sign(GENESIS, &guess)).await;
	assert_eq!(kind(refused), RefusalKind::Unknown);
	world.round().await;
	assert_eq!(world.stage(0), SessionStage::Running);
}

#[tokio::test]
async fn an_authorization_holds_at_its_charge_point_only() {
	let world = World::new();
	let elsewhere = Authorization { evse: 999, ..world.authorization(0) };
	let signed = elsewhere.sign(GENESIS, &password_key());
	let refused = world.gateway.authorize(&world.station, signed).await;
	assert_eq!(kind(refused), RefusalKind::NotHere);

	let signed = world.authorization(0).sign(GENESIS, &password_key());
	let token = world.gateway.authorize(&world.station, signed).await.unwrap();
	let start = Start { transaction: None, at: NOW, register: Some(Wh(0)) };
	let beginning = Beginning { connector: 2, token, start, name: "other".into() };
	let begun = world.gateway.begin(&world.station, beginning).await.unwrap();
	assert_eq!(begun.verdict.unwrap_err().kind, RefusalKind::NotHere);
}

#[tokio::test]
async fn the_chain_says_who_may_charge() {
	let world = World::new();
	world.chain.state().mood = Mood::Stingy;
	let signed = world.authorization(0).sign(GENESIS, &password_key());
	let refused = world.gateway.authorize(&world.station, signed).await;
	assert_eq!(kind(refused), RefusalKind::NoCredit);
	// Its answer holds, however often the station asks.
	world.chain.state().mood = Mood::Obedient;
	let refused = world.gateway.authorize(&world.station, signed).await;
	assert_eq!(kind(refused), RefusalKind::NoCredit);
}

#[tokio::test]
async fn tags_are_known_by_the_chain() {
	let world = World::new();
	assert_eq!(world.gateway.recognize(&world.station, "04a1b2c3").await.unwrap(), Ok(()));
	for stranger in ["04A1B2C4", "not a tag", ""] {
		let verdict = world.gateway.recognize(&world.station, stranger).await.unwrap();
		assert_eq!(verdict.unwrap_err().kind, RefusalKind::Unknown, "{stranger}");
	}
	let block = |world: &World, active, left| {
		let mut state = world.chain.state();
		let (_, credential) = state.credentials.get_mut(&public(&TAG_KEY)).unwrap();
		(credential.is_active, credential.left_today) = (active, left);
	};
	block(&world, false, Ecoin::krw(1));
	let verdict = world.gateway.recognize(&world.station, TAG).await.unwrap();
	assert_eq!(verdict.unwrap_err().kind, RefusalKind::Blocked);
	block(&world, true, Ecoin(0));
	let verdict = world.gateway.recognize(&world.station, TAG).await.unwrap();
	assert_eq!(verdict.unwrap_err().kind, RefusalKind::NoCredit);
}

#[tokio::test]
async fn a_tag_prepays_as_much_as_its_limits_allow() {
	let world = World::new();
	world.chain.state().credentials.get_mut(&public(&TAG_KEY)).unwrap().1.left_today =
		Ecoin::krw(700);
	world.charging().await;
	assert_eq!(world.chain.state().sessions[&0].prepayment, Ecoin::krw(700));
}

#[tokio::test]
async fn a_charge_point_must_be_set_up() {
	let world = World::new();
	world.chain.state().points.get_mut(&EVSE).unwrap().key = Some([9; 32]);
	assert_eq!(world.start(TAG, 0).await.verdict.unwrap_err().kind, RefusalKind::NotHere);
	world.chain.state().points.remove(&EVSE);
	assert_eq!(world.start(TAG, 1).await.verdict.unwrap_err().kind, RefusalKind::NotHere);
	assert_eq!(world.sessions(), 0);
}
