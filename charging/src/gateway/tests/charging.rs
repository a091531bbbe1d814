use super::*;
use crate::{charge::RefusalKind, gateway::Trouble, quantities::PriceTick};
use ed25519_dalek::{Signature, Verifier};

#[tokio::test]
async fn a_whole_charge_by_a_tag() {
	let world = World::new();
	let number = world.charging().await;
	world.meter(number, world.wait(1), 1_800).await;
	world.round().await;
	let cost = world.end(number, world.wait(1), 2_600).await;
	world.round().await;
	let told = [(0, 0, "Began", 1_000), (0, 1, "Metered", 1_800), (0, 2, "Ended", 2_600)];
	assert_eq!(world.told(), told);
	assert_eq!(cost, Wh(1_600) * PriceTick(3_244));
	assert_eq!(world.stage(0), SessionStage::Over);
	assert!(world.gateway.store.open_charges().unwrap().is_empty());
}

#[tokio::test]
async fn reports_are_signed_by_the_charger() {
	let world = World::new();
	world.charging().await;
	world.round().await;
	let key = ChargerKeys::in_folder(world.data.path()).unwrap().of(EVSE).unwrap();
	let signed = world.chain.state().reports[0];
	let payload = codec::Encode::encode(&(*b"joule/charger/1", GENESIS, signed.report));
	let signature = Signature::from_bytes(&signed.signature);
	assert!(key.verifying_key().verify(&payload, &signature).is_ok());
}

#[tokio::test]
async fn every_message_can_come_twice() {
	let world = World::new();
	let first = world.start(TAG, 1_000).await;
	assert_eq!(world.start(TAG, 1_000).await, first);
	for _ in 0..2 {
		world.end(first.number, NOW, 1_010).await;
	}
	world.round().await;
	assert_eq!(world.start(TAG, 1_000).await, first);
	world.round().await;
	assert_eq!(world.told(), [(0, 0, "Began", 1_000), (0, 1, "Ended", 1_010)]);
	assert_eq!(world.sessions(), 1);
}

#[tokio::test]
async fn a_refused_start_is_answered_the_same_again_and_costs_nothing() {
	let world = World::new();
	let first = world.start("04FFFFFF", 1_000).await;
	assert!(first.verdict.is_err());
	assert_eq!(world.start("04FFFFFF", 1_000).await, first);
	// The station ends what was never allowed.
	let ended = world.gateway.end(&world.station, first.number, NOW, Some(Wh(1_000))).await;
	assert_eq!(ended.unwrap(), None);
	world.round().await;
	assert!(world.told().is_empty());
}

#[tokio::test]
async fn another_station_cannot_end_a_charge() {
	let world = World::new();
	let number = world.charging().await;
	let config =
		StationConfig { name: "OTHER".into(), password_hash: String::new(), evses: vec![7] };
	let other = Station::from(&config);
	assert_eq!(world.gateway.end(&other, number, NOW, Some(Wh(9_999))).await.unwrap(), None);
	assert_eq!(world.gateway.charge_at(&world.station, 1).unwrap(), Some(number));
}

#[tokio::test]
async fn the_station_is_asked_to_stop_before_the_prepayment_is_used_up() {
	let world = World::new();
	let left_today = Ecoin::krw(1_000);
	world.chain.state().credentials.get_mut(&public(&TAG_KEY)).unwrap().1.left_today = left_today;
	let number = world.charging().await;
	world.meter(number, world.wait(2), 2_000).await;
	assert!(world.asked().await.is_empty());
	// 3,000 Wh cost 973 of the 1,000 KRW.
	world.asked.is_unwilling.store(true, Relaxed);
	world.meter(number, world.wait(4), 4_000).await;
	assert!(matches!(&world.asked().await[..], [Request::Stop(_)]));
	// It did not stop, so it is asked again, even if it said that it would.
	world.asked.is_unwilling.store(false, Relaxed);
	for asked in 2..4 {
		world.meter(number, world.wait(1), 4_000 + 60 * asked as u64).await;
		world.meter(number, world.gateway.now(), 4_000 + 60 * asked as u64).await;
		assert_eq!(world.asked().await.len(), asked);
	}
	world.end(number, world.wait(1), 4_200).await;
	world.look().await;
	assert_eq!(world.asked().await.len(), 3);
}

#[tokio::test]
async fn the_next_driver_waits_until_the_chain_has_the_end_before() {
	let world = World::new();
	let number = world.charging().await;
	world.end(number, NOW, 1_010).await;
	assert!(world.told().is_empty(), "nobody has told the chain yet");
	let clerk = world.employ_clerk().await;
	let signed = world.authorization(0).sign(GENESIS, &password_key());
	let token = world.gateway.authorize(&world.station, signed).await.unwrap();
	assert_eq!(world.start(&token, 1_010).await.verdict, Ok(()));
	clerk.abort();
}

#[tokio::test]
async fn the_next_driver_ends_what_the_station_forgot_to_end() {
	let world = World::new();
	let forgotten = world.charging().await;
	world.meter(forgotten, world.wait(1), 1_100).await;
	world.note(ConnectorState::Taken).await;
	world.note(ConnectorState::Free).await;
	world.round().await;
	let clerk = world.employ_clerk().await;
	// By a terminal, since the connector is said to be free; but what the station kept may still come.
	let signed = Authorization { valid_until: NOW + 10 * MINUTE_MS, ..world.authorization(0) };
	let signed = signed.sign(GENESIS, &password_key());
	world.wait(4);
	match world.gateway.authorize(&world.station, signed).await.unwrap_err() {
		Trouble::Refused(refusal) => assert_eq!(refusal.kind, RefusalKind::InUse),
		broken => panic!("{broken:?}"),
	}
	assert_eq!(world.gateway.charge_at(&world.station, 1).unwrap(), Some(forgotten));
	world.wait(1);
	let token = world.gateway.authorize(&world.station, signed).await.unwrap();
	assert_eq!(world.told().last(), Some(&(0, 2, "Ended", 1_100)));
	let second = world.start(&token, 1_100).await;
	assert_eq!(second.verdict, Ok(()));
	assert_eq!(world.gateway.charge_at(&world.station, 1).unwrap(), Some(second.number));
	// By a start, whatever the station said before.
	world.wait(1);
	let third = world.start(TAG, 1_200).await;
	assert_eq!(third.verdict, Ok(()));
	assert_eq!(world.gateway.charge_at(&world.station, 1).unwrap(), Some(third.number));
	clerk.abort();
	assert_eq!(world.sessions(), 3);
}

#[tokio::test]
async fn a_vehicle_that_goes_away_before_charging_gets_its_ecoin_back() {
	let world = World::new();
	let signed = world.authorization(0).sign(GENESIS, &password_key());
	world.gateway.authorize(&world.station, signed).await.unwrap();
	// A connector is free before the vehicle comes: that takes nothing away.
	world.note(ConnectorState::Free).await;
	world.round().await;
	assert_eq!(world.stage(0), SessionStage::Prepaid);
	world.note(ConnectorState::Taken).await;
	world.note(ConnectorState::Free).await;
	world.round().await;
	assert_eq!(world.stage(0), SessionStage::Over);
	assert!(world.told().is_empty());
}

#[tokio::test]
async fn the_chain_hears_that_the_vehicle_left_if_staying_costs() {
	let world = World::with_occupancy_fee(true);
	let number = world.charging().await;
	world.end(number, NOW, 1_010).await;
	world.round().await;
	assert_eq!(world.stage(0), SessionStage::Running);
	world.note(ConnectorState::Free).await;
	world.round().await;
	assert_eq!(world.told().last(), Some(&(0, 2, "Left", 1_010)));
	assert_eq!(world.stage(0), SessionStage::Over);
}

#[tokio::test]
async fn a_stop_that_comes_after_the_vehicle_left_keeps_no_place_where_staying_costs() {
	let world = World::with_occupancy_fee(true);
	let number = world.charging().await;
	world.note(ConnectorState::Taken).await;
	world.wait(3);
	world.note(ConnectorState::Free).await;
	world.wait(1);
	world.end(number, NOW + 2 * MINUTE_MS, 1_010).await;
	world.round().await;
	assert_eq!(world.told()[1..], [(0, 1, "Ended", 1_010), (0, 2, "Left", 1_010)]);
	assert_eq!(world.chain.state().reports[2].report.at, NOW + 3 * MINUTE_MS);
	assert!(world.is_done());
}

#[tokio::test]
async fn the_next_driver_takes_the_place_of_a_vehicle_of_which_nobody_said_that_it_left() {
	for by_tag in [true, false] {
		let world = World::with_occupancy_fee(true);
		let number = world.charging().await;
		world.end(number, NOW, 1_010).await;
		world.wait(5);
		let clerk = world.employ_clerk().await;
		if by_tag {
			assert_eq!(world.start(TAG, 1_010).await.verdict, Ok(()));
		} else {
			let authorization = world.authorization(0);
			let signed = Authorization { valid_until: NOW + 9 * MINUTE_MS, ..authorization };
			let signed = signed.sign(GENESIS, &password_key());
			world.gateway.authorize(&world.station, signed).await.unwrap();
		}
		clerk.abort();
		assert_eq!(world.told()[2], (0, 2, "Left", 1_010));
		assert_eq!(world.chain.state().reports[2].report.at, NOW);
		assert_eq!((world.stage(0), world.sessions()), (SessionStage::Over, 2));
	}
}

#[tokio::test]
async fn a_stop_names_the_transaction_as_the_station_does() {
	let world = World::new();
	let number = world.charging().await;
	let charge = world.gateway.store.charge(number).unwrap().unwrap();
	let (action, payload) = crate::ocpp::Version::V16.message(&Request::Stop(Box::new(charge)));
	assert_eq!((action, &payload["transactionId"]), ("RemoteStopTransaction", &number.into()));
}
