//! Charges of which nothing is heard.

use super::*;

fn stops(asked: &[Request]) -> usize {
	asked.iter().filter(|request| matches!(request, Request::Stop(_))).count()
}

#[tokio::test]
async fn a_session_that_the_chain_ended_by_itself_is_stopped_at_the_station() {
	let world = World::new();
	let number = world.charging().await;
	world.round().await;
	world.look().await;
	assert_eq!(stops(&world.asked().await), 0);
	world.settle(0);
	for _ in 0..2 {
		world.look().await;
	}
	assert_eq!(stops(&world.asked().await), 1);
	// It goes on, so it is asked again.
	world.meter(number, world.wait(1), 1_100).await;
	world.wait(1);
	world.look().await;
	assert_eq!(stops(&world.asked().await), 3);
	world.gateway.end(&world.station, number, NOW, Some(Wh(1_200))).await.unwrap();
	world.round().await;
	assert_eq!(world.told().len(), 1, "there is nobody to tell");
	assert!(world.is_done());
}

#[tokio::test]
async fn a_station_hears_of_the_end_of_its_session_at_the_next_reading() {
	let world = World::new();
	let number = world.charging().await;
	world.round().await;
	world.settle(0);
	world.meter(number, world.wait(1), 1_100).await;
	world.round().await;
	assert_eq!(stops(&world.asked().await), 1);
}

#[tokio::test]
async fn a_station_that_was_away_is_stopped_when_it_comes_back_even_after_a_restart() {
	let world = World::new();
	world.charging().await;
	world.round().await;
	world.settle(0);
	let outlet: Arc<dyn Outlet> = world.asked.clone();
	world.station.unplug(&outlet);
	world.look().await;
	let world = world.restart();
	world.look().await;
	assert_eq!(stops(&world.asked().await), 1);
}

#[tokio::test]
async fn a_session_that_the_chain_does_not_know_is_ended_only_if_it_is_old() {
	let world = World::new();
	let number = world.charging().await;
	world.round().await;
	// By a node that lags behind.
	world.chain.state().sessions.clear();
	world.look().await;
	assert_eq!(world.gateway.charge_at(&world.station, 1).unwrap(), Some(number));
	world.wait(49 * 60);
	world.look().await;
	assert_eq!(world.gateway.charge_at(&world.station, 1).unwrap(), None);
	// A station that never comes back does not keep the store full.
	world.wait(40 * 24 * 60);
	world.round().await;
	assert!(world.is_done());
}

#[tokio::test]
async fn every_session_is_compared_with_the_chain_in_its_turn() {
	let world = World::new();
	let charge = world.charging().await;
	world.round().await;
	let one = world.gateway.store.charge(charge).unwrap().unwrap();
	for _ in 0..24 {
		world
			.gateway
			.store
			.create(|number| crate::charge::Charge { number, ..one.clone() })
			.unwrap();
	}
	world.settle(0);
	for left in [15, 5, 0] {
		world.look().await;
		let open = world.gateway.store.open_charges().unwrap();
		assert_eq!(open.iter().filter(|charge| charge.is_charging()).count(), left);
	}
}

#[tokio::test]
async fn a_station_that_reads_nothing_is_stopped_before_the_prepayment_is_used_up() {
	let world = World::new();
	let left_today = Ecoin::krw(1_000);
	world.chain.state().credentials.get_mut(&public(&TAG_KEY)).unwrap().1.left_today = left_today;
	let number = world.charging().await;
	// At 30 kW 3,082 Wh last for 6 minutes and 10 s.
	world.meter(number, world.wait(2), 2_000).await;
	world.wait(3);
	world.look().await;
	assert_eq!(stops(&world.asked().await), 0);
	world.wait(1);
	// A station that has just come back may still tell what it kept.
	world.station.plug_in(world.asked.clone(), world.gateway.now());
	world.look().await;
	assert_eq!(stops(&world.asked().await), 0);
	world.wait(1);
	world.look().await;
	assert_eq!(stops(&world.asked().await), 1);
}

#[tokio::test]
async fn a_charge_whose_connector_stays_free_does_not_keep_the_place() {
	let world = World::new();
	let number = world.charging().await;
	world.meter(number, world.wait(1), 1_100).await;
	world.note(ConnectorState::Free).await;
	world.wait(4);
	world.look().await;
	assert_eq!(world.gateway.charge_at(&world.station, 1).unwrap(), Some(number));
	world.wait(1);
	world.look().await;
	assert_eq!(world.gateway.charge_at(&world.station, 1).unwrap(), None);
	world.round().await;
	assert_eq!(world.told().last(), Some(&(0, 2, "Ended", 1_100)));
	assert_eq!(world.chain.state().reports[2].report.at, NOW + MINUTE_MS);
	// What comes too late changes nothing.
	world.gateway.end(&world.station, number, NOW, Some(Wh(1_200))).await.unwrap();
	world.round().await;
	assert_eq!(world.told().len(), 3);
	assert!(world.is_done());
}

#[tokio::test]
async fn a_station_that_comes_back_has_time_to_say_how_a_charge_ended() {
	let world = World::new();
	let number = world.charging().await;
	world.note(ConnectorState::Free).await;
	let outlet: Arc<dyn Outlet> = world.asked.clone();
	world.station.unplug(&outlet);
	world.wait(60);
	world.look().await;
	world.station.plug_in(world.asked.clone(), world.gateway.now());
	world.wait(4);
	world.look().await;
	world.end(number, NOW, 1_010).await;
	world.round().await;
	assert_eq!(world.told(), [(0, 0, "Began", 1_000), (0, 1, "Ended", 1_010)]);
}

#[tokio::test]
async fn the_chain_hears_now_and_then_that_a_vehicle_stays_where_that_costs() {
	let world = World::with_occupancy_fee(true);
	world.note(ConnectorState::Taken).await;
	let number = world.charging().await;
	world.end(number, NOW, 1_010).await;
	for _ in 0..4 {
		world.wait(5);
		world.look().await;
	}
	world.round().await;
	let told = world.told();
	assert_eq!(told[2..], [(0, 2, "Metered", 1_010), (0, 3, "Metered", 1_010)]);
	// Nobody knows whether it is still there.
	let outlet: Arc<dyn Outlet> = world.asked.clone();
	world.station.unplug(&outlet);
	world.wait(60);
	world.look().await;
	world.round().await;
	assert_eq!(world.told().len(), 4);
}
