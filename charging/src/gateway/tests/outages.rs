use super::*;
use crate::{chain::fake::Mood, charge::RefusalKind};

#[tokio::test]
async fn the_gateway_is_killed_between_start_and_stop() {
	let world = World::new();
	let number = world.charging().await;
	world.round().await;
	let world = world.restart();
	assert_eq!(world.start(TAG, 1_000).await.number, number, "the station repeats itself");
	world.end(number, NOW, 1_010).await;
	let world = world.restart();
	world.round().await;
	assert_eq!(world.told(), [(0, 0, "Began", 1_000), (0, 1, "Ended", 1_010)]);
}

#[tokio::test]
async fn what_the_chain_took_unheard_is_not_told_again() {
	let world = World::new();
	let number = world.charging().await;
	world.end(number, NOW, 1_010).await;
	world.chain.state().mood = Mood::Deaf;
	assert!(world.gateway.make_round().await.is_err());
	assert_eq!(world.told().len(), 2);
	world.chain.state().mood = Mood::Obedient;
	let world = world.restart();
	world.round().await;
	assert_eq!(world.told().len(), 2);
	assert!(world.gateway.store.open_charges().unwrap().is_empty());
}

#[tokio::test]
async fn a_charge_goes_on_while_the_chain_is_out_of_reach() {
	let world = World::new();
	let number = world.charging().await;
	world.chain.state().mood = Mood::OutOfReach;
	world.end(number, NOW, 1_010).await;
	assert!(world.gateway.make_round().await.is_err());
	assert!(world.told().is_empty());
	world.chain.state().mood = Mood::Obedient;
	world.round().await;
	assert_eq!(world.told().len(), 2);
}

#[tokio::test]
async fn nobody_starts_while_the_chain_is_out_of_reach() {
	let world = World::new();
	world.chain.state().mood = Mood::OutOfReach;
	let begun = world.start(TAG, 1_000).await;
	assert_eq!(begun.verdict.unwrap_err().kind, RefusalKind::OutOfReach);
	let verdict = world.gateway.recognize(&world.station, TAG).await.unwrap();
	assert_eq!(verdict.unwrap_err().kind, RefusalKind::OutOfReach);
	world.chain.state().mood = Mood::Obedient;
	world.round().await;
	assert_eq!(world.sessions(), 0);
}

#[tokio::test]
async fn a_prepayment_that_nobody_heard_of_is_given_back() {
	let world = World::new();
	world.chain.state().mood = Mood::Deaf;
	let begun = world.start(TAG, 1_000).await;
	assert_eq!(begun.verdict.unwrap_err().kind, RefusalKind::OutOfReach);
	assert_eq!(world.stage(0), SessionStage::Prepaid);
	world.chain.state().mood = Mood::Obedient;
	let world = world.restart();
	world.round().await;
	world.round().await;
	assert_eq!(world.stage(0), SessionStage::Over);
	assert!(world.told().is_empty());
	assert!(world.gateway.store.open_charges().unwrap().is_empty());
}

#[tokio::test]
async fn a_driver_whose_authorization_somebody_else_brought_to_the_chain_can_charge() {
	let world = World::new();
	world.chain.state().mood = Mood::Overtaken;
	let signed = world.authorization(0).sign(GENESIS, &password_key());
	let token = world.gateway.authorize(&world.station, signed).await.unwrap();
	assert_eq!(world.sessions(), 1);
	world.chain.state().mood = Mood::Obedient;
	assert!(world.start(&token, 1_000).await.verdict.is_ok());
	world.round().await;
	assert_eq!(world.told(), [(0, 0, "Began", 1_000)]);
}

#[tokio::test]
async fn a_driver_who_got_no_answer_can_try_again_and_keeps_the_second_session() {
	let world = World::new();
	world.chain.state().mood = Mood::Lossy;
	let first = world.authorization(0).sign(GENESIS, &password_key());
	assert!(world.gateway.authorize(&world.station, first).await.is_err());
	world.chain.state().mood = Mood::Obedient;
	assert!(world.gateway.authorize(&world.station, first).await.is_err(), "nobody waits for it");
	// The terminal asks for the number again: it is the same, since the first was never used.
	let again = Authorization { valid_until: NOW + 2 * MINUTE_MS, ..world.authorization(0) };
	let again = again.sign(GENESIS, &password_key());
	world.gateway.authorize(&world.station, again).await.unwrap();
	world.round().await;
	assert_eq!(world.stage(0), SessionStage::Prepaid);
}

#[tokio::test]
async fn an_authorization_that_was_never_used_is_forgotten_once_it_lapsed() {
	let world = World::new();
	world.chain.state().mood = Mood::Lossy;
	let signed = world.authorization(0).sign(GENESIS, &password_key());
	assert!(world.gateway.authorize(&world.station, signed).await.is_err());
	world.chain.state().mood = Mood::Obedient;
	world.round().await;
	assert_eq!(world.gateway.store.open_charges().unwrap().len(), 1);
	world.wait(5);
	world.round().await;
	assert!(world.gateway.store.open_charges().unwrap().is_empty());
}

#[tokio::test]
async fn a_charge_that_went_on_while_the_clerk_asked_is_not_closed() {
	let world = World::new();
	let signed = world.authorization(0).sign(GENESIS, &password_key());
	let token = world.gateway.authorize(&world.station, signed).await.unwrap();
	let [seen] = &world.gateway.store.open_charges().unwrap()[..] else { panic!() };
	let begun = world.start(&token, 1_000).await;
	world.gateway.close(seen).unwrap();
	assert_eq!(world.gateway.charge_at(&world.station, 1).unwrap(), Some(begun.number));
}

#[tokio::test]
async fn a_report_that_the_chain_refuses_does_not_hold_up_the_others() {
	let world = World::new();
	let number = world.charging().await;
	world.round().await;
	// The chain knows better than the gateway what the register showed.
	world.chain.state().sessions.get_mut(&0).unwrap().last_reading = Some((NOW, Wh(1_500)));
	world.end(number, NOW, 1_010).await;
	world.round().await;
	assert_eq!(world.told().last(), Some(&(0, 1, "Ended", 1_500)));
	assert_eq!(world.stage(0), SessionStage::Over);
}

#[tokio::test]
async fn a_report_waits_until_the_chain_says_that_it_is_time() {
	let world = World::new();
	world.charging().await;
	world.chain.state().now = NOW - 1;
	assert!(world.gateway.make_round().await.is_err());
	world.chain.state().now = NOW;
	world.round().await;
	assert_eq!(world.told().len(), 1);
}

#[tokio::test]
async fn a_session_that_the_chain_ended_by_itself_is_let_go() {
	let world = World::new();
	let number = world.charging().await;
	world.round().await;
	world.settle(0);
	world.end(number, NOW, 1_010).await;
	world.round().await;
	assert_eq!(world.told().len(), 1);
	assert!(world.gateway.store.open_charges().unwrap().is_empty());
}

#[tokio::test]
async fn what_gathered_in_an_hour_is_told_in_batches_with_its_own_times() {
	let world = World::new();
	let number = world.charging().await;
	world.wait(60);
	let reading =
		|minute: u64| Reading { at: NOW + minute * MINUTE_MS, register: Wh(1_000 + minute) };
	let readings = (1..60).flat_map(|minute| [reading(minute), reading(minute)]).collect();
	world.gateway.meter(&world.station, number, readings).await.unwrap();
	world.end(number, NOW + 60 * MINUTE_MS, 1_060).await;
	world.round().await;
	assert_eq!(world.told().len(), 61);
	assert_eq!(world.chain.state().asked, 2);
	assert_eq!(world.chain.state().reports[30].report.at, NOW + 30 * MINUTE_MS);
}
