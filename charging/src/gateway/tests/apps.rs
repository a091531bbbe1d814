use super::*;

impl World {
	/// Drivers with apps are served.
	async fn serve(&self) {
		self.gateway.serve_drivers().await.unwrap();
	}

	/// How often the station was asked to start a charge.
	async fn starts(&self) -> usize {
		let is_start = |request: &&Request| matches!(request, Request::Start { .. });
		self.asked().await.iter().filter(is_start).count()
	}
}

#[tokio::test]
async fn a_driver_who_prepaid_by_an_app_finds_the_connector_kept_and_is_started() {
	let world = World::new();
	let session = world.chain.prepay_by_app(EVSE, Ecoin::krw(5_000));
	world.serve().await;
	let kept = world.asked().await;
	let [Request::Reserve { connector: 1, token, until, .. }] = kept.as_slice() else {
		panic!("{kept:?}");
	};
	assert_eq!(*until, NOW + 15 * MINUTE_MS);
	// Once is enough.
	world.serve().await;
	assert_eq!(world.asked().await.len(), 1);

	world.note(ConnectorState::Taken).await;
	for _ in 0..2 {
		world.serve().await;
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
	world.serve().await;
	crate::chain::Chain::cancel(&*world.chain, session).await.unwrap();
	for _ in 0..2 {
		world.serve().await;
	}
	let asked = world.asked().await;
	assert!(matches!(&asked[..], [Request::Reserve { .. }, Request::CancelReservation { .. }]));
}

#[tokio::test]
async fn a_driver_who_plugged_in_before_is_started_at_once() {
	let world = World::new();
	// It would not keep a connector that is taken.
	world.asked.is_unwilling.store(true, Relaxed);
	world.note(ConnectorState::Taken).await;
	world.wait(1);
	let session = world.chain.prepay_by_app(EVSE, Ecoin::krw(5_000));
	for _ in 0..2 {
		world.serve().await;
	}
	let asked = world.asked().await;
	let [Request::Start { connector: 1, token, .. }] = &asked[..] else { panic!("{asked:?}") };
	assert_eq!(world.start(token, 1_000).await.verdict, Ok(()));
	world.round().await;
	assert_eq!(world.told(), [(session, 0, "Began", 1_000)]);
}

#[tokio::test]
async fn a_driver_who_plugged_in_and_leaves_without_charging_gets_all_back() {
	let world = World::new();
	world.note(ConnectorState::Taken).await;
	let session = world.chain.prepay_by_app(EVSE, Ecoin::krw(5_000));
	world.serve().await;
	world.note(ConnectorState::Free).await;
	world.round().await;
	assert_eq!(world.stage(session), SessionStage::Over);
	assert!(world.is_done());
}

#[tokio::test]
async fn a_driver_has_two_minutes_to_plug_in_where_the_station_does_not_keep_the_connector() {
	let world = World::new();
	world.asked.is_unwilling.store(true, Relaxed);
	world.chain.prepay_by_app(EVSE, Ecoin::krw(5_000));
	world.serve().await;
	world.wait(2);
	world.serve().await;
	assert_eq!(world.starts().await, 0);
	world.note(ConnectorState::Taken).await;
	world.serve().await;
	assert_eq!(world.starts().await, 1);

	let late = World::new();
	late.asked.is_unwilling.store(true, Relaxed);
	let session = late.chain.prepay_by_app(EVSE, Ecoin::krw(5_000));
	late.serve().await;
	late.wait(3);
	for _ in 0..2 {
		late.serve().await;
	}
	late.round().await;
	assert_eq!(late.stage(session), SessionStage::Over);
	assert!(late.is_done());
	late.note(ConnectorState::Taken).await;
	late.serve().await;
	assert_eq!(late.starts().await, 0);
}

#[tokio::test]
async fn a_vehicle_that_has_charged_is_not_started_for_another_driver() {
	for is_kept in [true, false] {
		let world = World::new();
		world.note(ConnectorState::Taken).await;
		let before = world.charging().await;
		world.end(before, NOW, 1_010).await;
		world.round().await;
		world.wait(1);
		world.asked.is_unwilling.store(!is_kept, Relaxed);
		let session = world.chain.prepay_by_app(EVSE, Ecoin::krw(5_000));
		for _ in 0..2 {
			world.serve().await;
		}
		world.round().await;
		assert_eq!(world.starts().await, 0);
		if is_kept {
			// Its leaving does not cost the place, and the next one is the driver's.
			world.note(ConnectorState::Free).await;
			world.round().await;
			assert_eq!(world.stage(session), SessionStage::Prepaid);
			world.note(ConnectorState::Taken).await;
			world.serve().await;
			assert_eq!(world.starts().await, 1);
		} else {
			assert_eq!(world.stage(session), SessionStage::Over);
		}
	}
}

#[tokio::test]
async fn a_vehicle_of_which_the_station_speaks_late_is_not_started_for_another_driver() {
	let world = World::new();
	let before = world.charging().await;
	world.note(ConnectorState::Taken).await;
	world.end(before, NOW, 1_010).await;
	world.round().await;
	world.wait(1);
	world.asked.is_unwilling.store(true, Relaxed);
	let session = world.chain.prepay_by_app(EVSE, Ecoin::krw(5_000));
	for _ in 0..2 {
		world.serve().await;
	}
	world.round().await;
	assert_eq!(world.starts().await, 0);
	assert_eq!(world.stage(session), SessionStage::Over);
}

#[tokio::test]
async fn a_place_of_which_it_is_not_known_whether_it_is_kept_is_given_back_after_a_restart() {
	let world = World::new();
	let session = world.chain.prepay_by_app(EVSE, Ecoin::krw(5_000));
	world.serve().await;
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
	world.serve().await;
	world.round().await;
	assert_eq!(world.stage(session), SessionStage::Prepaid);
	world.station.plug_in(outlet, NOW);
	world.serve().await;
	assert!(matches!(&world.asked().await[..], [Request::Reserve { .. }]));
	// A session that is about to lapse is kept for nobody.
	let late = World::new();
	late.chain.prepay_by_app(EVSE, Ecoin::krw(5_000));
	late.wait(15);
	late.serve().await;
	assert!(late.asked().await.is_empty());
}

#[tokio::test]
async fn a_session_that_a_terminal_opened_is_no_apps() {
	let world = World::new();
	let signed = world.authorization(0).sign(GENESIS, &password_key());
	world.gateway.authorize(&world.station, signed).await.unwrap();
	world.serve().await;
	assert!(world.asked().await.is_empty());
}
