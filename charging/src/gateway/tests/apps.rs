use super::*;
use crate::gateway::stations::{ConnectorState, Request};

#[tokio::test]
async fn a_driver_who_prepaid_by_an_app_finds_the_connector_kept_and_is_started() {
	let world = World::new();
	let session = world.chain.prepay_by_app(EVSE, Ecoin::krw(5_000));
	world.gateway.keep_for_drivers().await.unwrap();
	let kept = world.asked().await;
	let [Request::Reserve { connector: 1, token, until, .. }] = kept.as_slice() else {
		panic!("{kept:?}");
	};
	assert_eq!(*until, NOW + 15 * MINUTE_MS);
	// Once is enough.
	world.gateway.keep_for_drivers().await.unwrap();
	assert_eq!(world.asked().await.len(), 1);

	world.gateway.note_state(&world.station, 1, ConnectorState::Taken, NOW).await.unwrap();
	for _ in 0..2 {
		world.gateway.keep_for_drivers().await.unwrap();
	}
	let asked = world.asked().await;
	assert_eq!(asked.len(), 2);
	assert!(
		matches!(&asked[1], Request::Start { connector: 1, token: named, .. } if named == token)
	);

	assert_eq!(world.start(token, 1_000).await.verdict, Ok(()));
	world.round().await;
	assert_eq!(world.told(), [(session, 0, "Began", 1_000)]);
}

#[tokio::test]
async fn a_driver_who_cancels_by_the_app_frees_the_connector() {
	let world = World::new();
	let session = world.chain.prepay_by_app(EVSE, Ecoin::krw(5_000));
	world.gateway.keep_for_drivers().await.unwrap();
	crate::chain::Chain::cancel(&*world.chain, session).await.unwrap();
	for _ in 0..2 {
		world.gateway.keep_for_drivers().await.unwrap();
	}
	let asked = world.asked().await;
	assert!(matches!(&asked[..], [Request::Reserve { .. }, Request::CancelReservation { .. }]));
}

#[tokio::test]
async fn a_vehicle_that_goes_away_is_not_that_of_a_driver_on_the_way() {
	let world = World::new();
	world.gateway.note_state(&world.station, 1, ConnectorState::Taken, NOW).await.unwrap();
	let session = world.chain.prepay_by_app(EVSE, Ecoin::krw(5_000));
	world.gateway.keep_for_drivers().await.unwrap();
	world.gateway.note_state(&world.station, 1, ConnectorState::Free, NOW).await.unwrap();
	world.round().await;
	assert_eq!(world.stage(session), SessionStage::Prepaid);
}

#[tokio::test]
async fn a_session_that_a_terminal_opened_is_no_apps() {
	let world = World::new();
	let signed = world.authorization(0).sign(GENESIS, &password_key());
	world.gateway.authorize(&world.station, signed).await.unwrap();
	world.gateway.keep_for_drivers().await.unwrap();
	assert!(world.asked().await.is_empty());
}
