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
async fn a_station_is_told_once_after_each_boot_how_often_to_read_its_register() {
	let boots = [
		(Version::V16, json!({ "chargePointModel": "M", "chargePointVendor": "V" })),
		(
			Version::V201,
			json!({ "reason": "PowerUp", "chargingStation": { "model": "M", "vendorName": "V" } }),
		),
	];
	for (version, boot) in boots {
		let world = World::new();
		world.said(version, "Heartbeat", json!({})).await;
		world.station.set_up_if_booted();
		assert!(world.asked().await.is_empty());
		world.said(version, "BootNotification", boot).await;
		for _ in 0..2 {
			world.station.set_up_if_booted();
		}
		let asked = world.asked().await;
		assert_eq!(asked, [Request::Meter { interval_s: 60 }]);
		let (action, payload) = version.message(&asked[0]);
		let (key, value) = match version {
			Version::V16 => (&payload["key"], &payload["value"]),
			Version::V201 => {
				let data = &payload["setVariableData"][0];
				for read in ["TxStarted", "TxUpdated", "TxEnded"] {
					let is_set = |data: &Json| {
						data["variable"]["name"] == format!("{read}Measurands")
							&& data["attributeValue"] == "Energy.Active.Import.Register"
					};
					let all = payload["setVariableData"].as_array().unwrap();
					assert!(all.iter().any(is_set), "{read}");
				}
				(&data["variable"]["name"], &data["attributeValue"])
			}
		};
		assert!(["ChangeConfiguration", "SetVariables"].contains(&action));
		assert!(["MeterValueSampleInterval", "TxUpdatedInterval"].contains(&key.as_str().unwrap()));
		assert_eq!(value, "60");
	}
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

#[tokio::test]
async fn a_transaction_of_ocpp_201_ends_whatever_was_read() {
	let world = World::new();
	let event = |kind: &str, minutes: u64, unit: &str, value: u64| {
		let at = format!("2026-10-31T15:0{minutes}:00Z");
		let sample = json!({ "value": value, "unitOfMeasure": { "unit": unit } });
		json!({
			"eventType": kind,
			"timestamp": at,
			"triggerReason": "Authorized",
			"seqNo": minutes,
			"transactionInfo": { "transactionId": "T" },
			"evse": { "id": 1 },
			"meterValue": [{ "timestamp": at, "sampledValue": [sample] }],
		})
	};
	let mut started = event("Started", 0, "Wh", 1_000);
	started["idToken"] = json!({ "idToken": TAG, "type": "ISO14443" });
	world.said(Version::V201, "TransactionEvent", started).await;
	world.wait(1);
	world.said(Version::V201, "TransactionEvent", event("Ended", 1, "furlong", 1)).await;
	world.round().await;
	assert_eq!(world.told(), [(0, 0, "Began", 1_000), (0, 1, "Ended", 1_000)]);
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
