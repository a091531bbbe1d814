//! What stations say, in the words of OCPP.

use super::*;
use crate::ocpp::Version;
use serde_json::{json, Value as Json};

impl World {
	/// The station says something. Returns the answer.
	async fn said(&self, version: Version, action: &str, payload: Json) -> Json {
		version.answer(&self.gateway, &self.station, action, payload).await.unwrap()
	}
}

#[tokio::test]
async fn a_station_is_set_up_once_after_each_boot() {
	let boots = [
		(Version::V16, json!({ "chargePointModel": "M", "chargePointVendor": "V" })),
		(
			Version::V201,
			json!({ "reason": "PowerUp", "chargingStation": { "model": "M", "vendorName": "V" } }),
		),
	];
	for (version, boot) in boots {
		let world = World::new();
		let set_up = || async {
			world.station.set_up_if_new();
			world.asked().await;
			world.asked.set_ups.load(Relaxed)
		};
		world.said(version, "Heartbeat", json!({})).await;
		assert_eq!(set_up().await, 0);
		world.said(version, "BootNotification", boot.clone()).await;
		assert_eq!((set_up().await, set_up().await), (1, 1));
		world.said(version, "BootNotification", boot).await;
		assert_eq!(set_up().await, 2);
	}
}

#[tokio::test]
async fn a_station_that_calls_is_asked_once_how_its_connectors_are() {
	let world = World::new();
	for calls in 1..3 {
		for _ in 0..2 {
			world.station.set_up_if_new();
			let asked = world.asked().await;
			assert_eq!(asked.len(), 2 * calls);
			assert_eq!(asked[1], Request::TellState { connector: 2 });
		}
		world.station.plug_in(world.asked.clone(), NOW);
	}
	let tell = Request::TellState { connector: 2 };
	let (action, payload) = Version::V16.message(&tell);
	assert_eq!((action, &payload["connectorId"]), ("TriggerMessage", &json!(2)));
	let (action, payload) = Version::V201.message(&tell);
	assert_eq!((action, &payload["evse"]["id"]), ("TriggerMessage", &json!(2)));
}

#[test]
fn a_station_is_set_up_by_one_variable_a_message() {
	let set = |name: &str, value: &str| {
		let data = json!([{
			"component": { "name": "SampledDataCtrlr" },
			"variable": { "name": name },
			"attributeValue": value,
		}]);
		("SetVariables", json!({ "setVariableData": data }))
	};
	let register = "Energy.Active.Import.Register";
	let expected = [
		set("TxUpdatedInterval", "60"),
		set("TxStartedMeasurands", register),
		set("TxUpdatedMeasurands", register),
		set("TxEndedMeasurands", register),
	];
	assert_eq!(Version::V201.set_up(60), expected);
	let set = |key, value| ("ChangeConfiguration", json!({ "key": key, "value": value }));
	let expected = [set("MeterValueSampleInterval", "60"), set("MeterValuesSampledData", register)];
	assert_eq!(Version::V16.set_up(60), expected);
}

#[tokio::test]
async fn a_charge_ends_whatever_else_its_end_holds() {
	let world = World::new();
	let number = world.charging().await;
	let sample = |value: &str, format: &str| json!({ "value": value, "format": format });
	let at = |minutes: u64| format!("2026-10-31T15:0{minutes}:00Z");
	world.wait(5);
	let data = json!([
		{ "timestamp": at(1), "sampledValue": [sample("OCMF|{}|", "SignedData"), sample("1100", "Raw")] },
		{ "timestamp": at(2), "sampledValue": [sample("nonsense", "Raw")] },
		{ "timestamp": at(3), "sampledValue": [sample("OCMF|{}|", "SignedData")] },
	]);
	let stop = json!({
		"transactionId": number, "meterStop": 1_200, "timestamp": at(4), "transactionData": data,
	});
	world.said(Version::V16, "StopTransaction", stop).await;
	world.round().await;
	let told = [(0, 0, "Began", 1_000), (0, 1, "Metered", 1_100), (0, 2, "Ended", 1_200)];
	assert_eq!(world.told(), told);
}

/// An event of the only transaction, in the words of OCPP 2.0.1.
fn event(kind: &str, minutes: u64, trigger: &str, register: u64, unit: &str) -> Json {
	let at = format!("2026-10-31T15:0{minutes}:00Z");
	let sample = json!({ "value": register, "unitOfMeasure": { "unit": unit } });
	json!({
		"eventType": kind,
		"timestamp": at,
		"triggerReason": trigger,
		"seqNo": minutes,
		"transactionInfo": { "transactionId": "T" },
		"evse": { "id": 1 },
		"meterValue": [{ "timestamp": at, "sampledValue": [sample] }],
	})
}

/// The start of that transaction, by the tag.
fn started() -> Json {
	let mut started = event("Started", 0, "Authorized", 1_000, "Wh");
	started["idToken"] = json!({ "idToken": TAG, "type": "ISO14443" });
	started
}

#[tokio::test]
async fn a_transaction_of_ocpp_201_ends_whatever_was_read() {
	let world = World::new();
	world.said(Version::V201, "TransactionEvent", started()).await;
	world.wait(1);
	let ended = event("Ended", 1, "StopAuthorized", 1, "furlong");
	world.said(Version::V201, "TransactionEvent", ended).await;
	world.round().await;
	assert_eq!(world.told(), [(0, 0, "Began", 1_000), (0, 1, "Ended", 1_000)]);
}

#[tokio::test]
async fn a_charge_has_ended_without_a_reason_while_its_transaction_goes_on() {
	// Whether the station says at once or a little later that no energy is offered any more.
	for is_at_once in [true, false] {
		let world = World::with_occupancy_fee(true);
		let say = |minutes, trigger, register, state: &str| {
			let mut said = event("Updated", minutes, trigger, register, "Wh");
			said["transactionInfo"]["chargingState"] = state.into();
			world.said(Version::V201, "TransactionEvent", said)
		};
		world.said(Version::V201, "TransactionEvent", started()).await;
		world.wait(5);
		// The cable is in, and the vehicle is not ready; then it is.
		say(1, "ChargingStateChanged", 1_000, "EVConnected").await;
		say(2, "ChargingStateChanged", 1_000, "Charging").await;
		if is_at_once {
			say(3, "StopAuthorized", 1_100, "EVConnected").await;
		} else {
			say(3, "StopAuthorized", 1_090, "Charging").await;
			say(4, "ChargingStateChanged", 1_100, "EVConnected").await;
		}
		world.round().await;
		assert_eq!(world.told().last().map(|told| (told.2, told.3)), Some(("Ended", 1_100)));
		// The vehicle leaves, and that ends the transaction.
		let ended = event("Ended", 5, "EVDeparted", 1_100, "Wh");
		world.said(Version::V201, "TransactionEvent", ended).await;
		world.round().await;
		assert_eq!(world.told().last().map(|told| told.2), Some("Left"));
		assert!(world.is_done());
	}
}

#[tokio::test]
async fn a_transaction_that_goes_on_after_its_charge_charges_nobody_for_nothing() {
	let world = World::new();
	let say = |said| world.said(Version::V201, "TransactionEvent", said);
	let named = |mut said: Json, state: &str| {
		said["idToken"] = json!({ "idToken": TAG, "type": "ISO14443" });
		said["transactionInfo"]["chargingState"] = state.into();
		said
	};
	say(started()).await;
	world.wait(5);
	// Said twice: who stops does not begin.
	for _ in 0..2 {
		let stopped = event("Updated", 1, "StopAuthorized", 1_100, "Wh");
		say(named(stopped, "EVConnected")).await;
	}
	world.round().await;
	assert_eq!((world.sessions(), world.stage(0)), (1, SessionStage::Over));
	let again = event("Updated", 5, "Authorized", 1_100, "Wh");
	for _ in 0..2 {
		let answer = say(named(again.clone(), "Charging")).await;
		assert_eq!(answer["idTokenInfo"]["status"], "Accepted");
	}
	world.wait(5);
	say(event("Ended", 7, "EVDeparted", 1_150, "Wh")).await;
	world.round().await;
	assert_eq!(world.sessions(), 2);
	let told = [(1, 0, "Began", 1_100), (1, 1, "Metered", 1_150), (1, 2, "Ended", 1_150)];
	assert_eq!(world.told()[3..], told);
	assert!(world.is_done());
}

#[tokio::test]
async fn a_driver_who_plugs_in_and_prepays_by_an_app_is_named_in_the_transaction_that_goes_on() {
	let world = World::new();
	let mut plugged_in = event("Started", 0, "CablePluggedIn", 1_000, "Wh");
	plugged_in["transactionInfo"]["chargingState"] = "EVConnected".into();
	let occupied = json!({
		"timestamp": "2026-10-31T15:00:00Z",
		"connectorStatus": "Occupied",
		"evseId": 1,
		"connectorId": 1,
	});
	world.said(Version::V201, "StatusNotification", occupied).await;
	world.said(Version::V201, "TransactionEvent", plugged_in).await;
	world.chain.prepay_by_app(EVSE, Ecoin::krw(5_000));
	world.gateway.serve_drivers().await.unwrap();
	let asked = world.asked().await;
	let [Request::Start { token, .. }] = &asked[..] else { panic!("{asked:?}") };
	let mut named = event("Updated", 0, "RemoteStart", 1_000, "Wh");
	named["idToken"] = json!({ "idToken": token, "type": "Central" });
	let answer = world.said(Version::V201, "TransactionEvent", named).await;
	assert_eq!(answer["idTokenInfo"]["status"], "Accepted");
	world.round().await;
	assert_eq!(world.told(), [(0, 0, "Began", 1_000)]);
}

#[tokio::test]
async fn the_number_of_a_tag_is_not_kept() {
	let world = World::new();
	let start = json!({
		"connectorId": 1, "idTag": TAG, "meterStart": 1_000, "timestamp": "2026-10-31T15:00:00Z",
	});
	let first = world.said(Version::V16, "StartTransaction", start.clone()).await;
	assert_eq!(first["idTagInfo"]["status"], "Accepted");
	assert_eq!(world.said(Version::V16, "StartTransaction", start).await, first);
	let recognized = world.said(Version::V16, "Authorize", json!({ "idTag": TAG })).await;
	assert_eq!(recognized["idTagInfo"]["status"], "Accepted");
	let world = world.restart();
	let kept = std::fs::read(world.data.path().join("charges.redb")).unwrap();
	let holds = |text: &[u8]| kept.windows(text.len()).any(|window| window == text);
	assert!(holds(b"Charging"), "the charge is there");
	assert!(!holds(TAG.as_bytes()));
	assert!(!holds(TAG.to_lowercase().as_bytes()));
}

#[tokio::test]
async fn a_terminal_can_show_what_staying_costs() {
	let fee = json!({ "graceMinutes": 10, "perMinute": "1000000", "cap": "50000000" });
	for (has_fee, shown) in [(true, fee), (false, Json::Null)] {
		let world = World::with_occupancy_fee(has_fee);
		let data = json!({ "member": MEMBER, "evse": EVSE });
		let challenge = json!({ "vendorId": "joule", "messageId": "challenge", "data": data });
		let answer = world.said(Version::V201, "DataTransfer", challenge).await;
		assert_eq!(answer["status"], "Accepted");
		assert_eq!(answer["data"]["occupancy"], shown);
		assert_eq!(answer["data"]["prices"].as_array().unwrap().len(), 1);
	}
}
