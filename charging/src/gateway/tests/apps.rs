use super::*;

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

	world.note(ConnectorState::Taken).await;
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
async fn a_vehicle_that_was_there_before_is_neither_started_nor_does_its_leaving_cost_the_place() {
	let world = World::new();
	world.note(ConnectorState::Taken).await;
	world.wait(1);
	let session = world.chain.prepay_by_app(EVSE, Ecoin::krw(5_000));
	for _ in 0..2 {
		world.gateway.keep_for_drivers().await.unwrap();
	}
	assert!(matches!(&world.asked().await[..], [Request::Reserve { .. }]), "nothing is started");
	world.note(ConnectorState::Free).await;
	world.round().await;
	assert_eq!(world.stage(session), SessionStage::Prepaid);
	// The next one may be the driver's.
	world.wait(1);
	world.note(ConnectorState::Taken).await;
	world.gateway.keep_for_drivers().await.unwrap();
	assert!(matches!(world.asked().await.last(), Some(Request::Start { .. })));
}

#[tokio::test]
async fn a_place_that_is_not_kept_is_given_back_and_nobody_is_started_there() {
	let world = World::new();
	world.asked.is_unwilling.store(true, Relaxed);
	let session = world.chain.prepay_by_app(EVSE, Ecoin::krw(5_000));
	world.gateway.keep_for_drivers().await.unwrap();
	world.note(ConnectorState::Taken).await;
	world.gateway.keep_for_drivers().await.unwrap();
	world.round().await;
	assert_eq!(world.stage(session), SessionStage::Over);
	let is_start = |request: &Request| matches!(request, Request::Start { .. });
	assert!(!world.asked().await.iter().any(is_start));
	assert!(world.is_done());
}

#[tokio::test]
async fn a_place_of_which_it_is_not_known_whether_it_is_kept_is_given_back_after_a_restart() {
	let world = World::new();
	let session = world.chain.prepay_by_app(EVSE, Ecoin::krw(5_000));
	world.gateway.keep_for_drivers().await.unwrap();
	// The gateway was killed while it waited for the answer.
	let unanswered = |charge: &mut crate::charge::Charge| {
		charge.stage = crate::charge::Stage::Authorizing;
		((), vec![])
	};
	world.gateway.store.change(1, unanswered).unwrap();
	let world = world.restart();
	world.round().await;
	assert_eq!(world.stage(session), SessionStage::Over);
}

#[tokio::test]
async fn a_place_is_kept_once_its_station_is_there() {
	let world = World::new();
	let outlet: Arc<dyn Outlet> = world.asked.clone();
	world.station.unplug(&outlet);
	let session = world.chain.prepay_by_app(EVSE, Ecoin::krw(5_000));
	world.gateway.keep_for_drivers().await.unwrap();
	world.round().await;
	assert_eq!(world.stage(session), SessionStage::Prepaid);
	world.station.plug_in(outlet, NOW);
	world.gateway.keep_for_drivers().await.unwrap();
	assert!(matches!(&world.asked().await[..], [Request::Reserve { .. }]));
	// A session that is about to lapse is kept for nobody.
	let late = World::new();
	late.chain.prepay_by_app(EVSE, Ecoin::krw(5_000));
	late.wait(15);
	late.gateway.keep_for_drivers().await.unwrap();
	assert!(late.asked().await.is_empty());
}

#[tokio::test]
async fn a_session_that_a_terminal_opened_is_no_apps() {
	let world = World::new();
	let signed = world.authorization(0).sign(GENESIS, &password_key());
	world.gateway.authorize(&world.station, signed).await.unwrap();
	world.gateway.keep_for_drivers().await.unwrap();
	assert!(world.asked().await.is_empty());
}
