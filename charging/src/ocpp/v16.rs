//! OCPP 1.6J.

use super::{
	connector,
	frame::{Fault, FaultKind},
	moment, read, terminal, timestamp, whole_wh, write, HEARTBEAT_S,
};
use crate::{
	charge::{metering::Reading, Refusal, RefusalKind, Start},
	gateway::{
		charging::Beginning,
		stations::{ConnectorState, Request, Station},
		Gateway, Verdict,
	},
	quantities::Wh,
};
use ocpp_types::v16::{
	common::{
		BootNotificationResponseStatus, DataTransferResponseStatus, Format, IdTagInfo,
		IdTagInfoStatus, Measurand, MeterValueItem, SampledValueItem, SampledValueItemUnit,
		StatusNotificationRequestStatus,
	},
	AuthorizeRequest, AuthorizeResponse, BootNotificationRequest, BootNotificationResponse,
	DataTransferRequest, DataTransferResponse, HeartbeatResponse, MeterValuesRequest,
	StartTransactionRequest, StartTransactionResponse, StatusNotificationRequest,
	StopTransactionRequest, StopTransactionResponse,
};
use serde_json::{json, Value as Json};
use std::sync::Arc;

/// Actions of stations that need no answer but that they arrived.
const NOTED: [&str; 4] = [
	"DiagnosticsStatusNotification",
	"FirmwareStatusNotification",
	"LogStatusNotification",
	"SecurityEventNotification",
];

/// Actions of stations that this gateway does not serve.
const UNSUPPORTED: [&str; 2] = ["SignCertificate", "SignedFirmwareStatusNotification"];

/// Does what a station says and gives the answer.
pub async fn answer(
	gateway: &Arc<Gateway>,
	station: &Arc<Station>,
	action: &str,
	payload: Json,
) -> Result<Json, Fault> {
	match action {
		"BootNotification" => boot(gateway, station, read(payload)?),
		"Heartbeat" => write(&HeartbeatResponse { current_time: timestamp(gateway.now()) }),
		"StatusNotification" => status(gateway, station, read(payload)?).await,
		"Authorize" => authorize(gateway, station, read(payload)?).await,
		"StartTransaction" => start(gateway, station, read(payload)?).await,
		"MeterValues" => meter(gateway, station, read(payload)?).await,
		"StopTransaction" => stop(gateway, station, read(payload)?).await,
		"DataTransfer" => transfer(gateway, station, read(payload)?).await,
		noted if NOTED.contains(&noted) => Ok(json!({})),
		known if UNSUPPORTED.contains(&known) => {
			Err(Fault::new(FaultKind::Unsupported, format!("{known} is not served here")))
		}
		unknown => Err(Fault::new(FaultKind::UnknownAction, format!("there is no {unknown}"))),
	}
}

fn boot(
	gateway: &Gateway,
	station: &Station,
	request: BootNotificationRequest,
) -> Result<Json, Fault> {
	let (vendor, model) = (&request.charge_point_vendor, &request.charge_point_model);
	tracing::info!("{} booted: {vendor} {model}", station.name);
	station.note_boot();
	write(&BootNotificationResponse {
		current_time: timestamp(gateway.now()),
		interval: HEARTBEAT_S,
		status: BootNotificationResponseStatus::Accepted,
	})
}

async fn status(
	gateway: &Gateway,
	station: &Station,
	request: StatusNotificationRequest,
) -> Result<Json, Fault> {
	let at = request.timestamp.as_ref().map(moment).transpose()?.unwrap_or(gateway.now());
	let state = match request.status {
		StatusNotificationRequestStatus::Available => ConnectorState::Free,
		StatusNotificationRequestStatus::Preparing => ConnectorState::Taken,
		StatusNotificationRequestStatus::Charging
		| StatusNotificationRequestStatus::SuspendedEV
		| StatusNotificationRequestStatus::SuspendedEVSE
		| StatusNotificationRequestStatus::Finishing => ConnectorState::Charged,
		_ => ConnectorState::Other,
	};
	gateway.note_state(station, connector(request.connector_id)?, state, at).await?;
	Ok(json!({}))
}

async fn authorize(
	gateway: &Gateway,
	station: &Station,
	request: AuthorizeRequest,
) -> Result<Json, Fault> {
	let verdict = gateway.recognize(station, request.id_tag.as_str()).await?;
	write(&AuthorizeResponse { id_tag_info: id_tag_info(&verdict) })
}

async fn start(
	gateway: &Gateway,
	station: &Station,
	request: StartTransactionRequest,
) -> Result<Json, Fault> {
	let (connector, at) = (connector(request.connector_id)?, moment(&request.timestamp)?);
	let (token, register) = (request.id_tag.as_str(), register(request.meter_start)?);
	// The station names a transaction only by telling of it in the same words.
	let name = format!("start {connector} {} {at} {}", gateway.name_of(token), register.0);
	let start = Start { transaction: None, at, register: Some(register) };
	let token = token.to_string();
	let begun = gateway.begin(station, Beginning { connector, token, start, name }).await?;
	write(&StartTransactionResponse {
		id_tag_info: id_tag_info(&begun.verdict),
		transaction_id: begun.number.into(),
	})
}

async fn meter(
	gateway: &Arc<Gateway>,
	station: &Arc<Station>,
	request: MeterValuesRequest,
) -> Result<Json, Fault> {
	let readings = readings(&request.meter_value)?;
	let number = match request.transaction_id {
		Some(id) => transaction(id),
		None => gateway.charge_at(station, connector(request.connector_id)?)?,
	};
	if let Some(number) = number.filter(|_| !readings.is_empty()) {
		gateway.meter(station, number, readings).await?;
	}
	Ok(json!({}))
}

async fn stop(
	gateway: &Arc<Gateway>,
	station: &Arc<Station>,
	request: StopTransactionRequest,
) -> Result<Json, Fault> {
	let (at, register) = (moment(&request.timestamp)?, register(request.meter_stop)?);
	let samples = request.transaction_data.iter().flatten();
	// It has ended, even if some of what was read on the way makes no sense.
	let before: Vec<Reading> = samples
		.filter_map(|item| reading(&item.sampled_value, moment(&item.timestamp).ok()?).ok()?)
		.collect();
	if let Some(number) = transaction(request.transaction_id) {
		if !before.is_empty() {
			gateway.meter(station, number, before).await?;
		}
		gateway.end(station, number, at, Some(register)).await?;
	}
	// Stopping cannot be refused: whoever ends it, it has ended.
	let id_tag_info = request.id_tag.map(|_| id_tag_info(&Ok(())));
	write(&StopTransactionResponse { id_tag_info })
}

async fn transfer(
	gateway: &Gateway,
	station: &Station,
	request: DataTransferRequest,
) -> Result<Json, Fault> {
	let answer = |status, data: Option<Json>| {
		write(&DataTransferResponse { data: data.map(|data| data.to_string()), status })
	};
	if request.vendor_id.as_str() != terminal::VENDOR {
		return answer(DataTransferResponseStatus::UnknownVendorId, None);
	}
	let message = request.message_id.unwrap_or_default();
	let data = request.data.unwrap_or_default();
	let data = serde_json::from_str(&data).map_err(|_| {
		Fault::new(FaultKind::Property, "`data` should be the text of a JSON object")
	})?;
	match terminal::answer(gateway, station, &message, data).await? {
		terminal::Answer::Accepted(data) => {
			answer(DataTransferResponseStatus::Accepted, Some(data))
		}
		terminal::Answer::Rejected(data) => {
			answer(DataTransferResponseStatus::Rejected, Some(data))
		}
		terminal::Answer::UnknownMessage => {
			answer(DataTransferResponseStatus::UnknownMessageId, None)
		}
	}
}

/// What makes a station read its register so often during a charge.
pub fn set_up(interval_s: u32) -> Vec<(&'static str, Json)> {
	let set =
		|key: &str, value: &str| ("ChangeConfiguration", json!({ "key": key, "value": value }));
	vec![
		set("MeterValueSampleInterval", &interval_s.to_string()),
		set("MeterValuesSampledData", "Energy.Active.Import.Register"),
	]
}

/// A request as a message.
pub fn message(request: &Request) -> (&'static str, Json) {
	match request {
		Request::TellState { connector } => (
			"TriggerMessage",
			json!({ "requestedMessage": "StatusNotification", "connectorId": connector }),
		),
		Request::Stop(charge) => {
			("RemoteStopTransaction", json!({ "transactionId": charge.number }))
		}
		Request::Reserve { reservation, connector, token, until } => (
			"ReserveNow",
			json!({
				"connectorId": connector,
				"expiryDate": timestamp(*until),
				"idTag": token,
				"reservationId": reservation,
			}),
		),
		Request::CancelReservation { reservation } => {
			("CancelReservation", json!({ "reservationId": reservation }))
		}
		Request::Start { connector, token, .. } => {
			("RemoteStartTransaction", json!({ "connectorId": connector, "idTag": token }))
		}
	}
}

fn id_tag_info(verdict: &Verdict) -> IdTagInfo {
	let status = match verdict {
		Ok(()) => IdTagInfoStatus::Accepted,
		Err(Refusal { kind, .. }) => match kind {
			RefusalKind::Blocked | RefusalKind::NoCredit => IdTagInfoStatus::Blocked,
			RefusalKind::Expired => IdTagInfoStatus::Expired,
			RefusalKind::InUse => IdTagInfoStatus::ConcurrentTx,
			RefusalKind::Unknown
			| RefusalKind::NotHere
			| RefusalKind::Invalid
			| RefusalKind::OutOfReach => IdTagInfoStatus::Invalid,
		},
	};
	IdTagInfo { expiry_date: None, parent_id_tag: None, status }
}

/// The charge that a transaction id stands for.
fn transaction(id: i64) -> Option<u32> {
	u32::try_from(id).ok()
}

/// A register in Wh.
fn register(wh: i64) -> Result<Wh, Fault> {
	u64::try_from(wh)
		.map(Wh)
		.map_err(|_| Fault::new(FaultKind::Property, "a register does not show less than nothing"))
}

fn readings(items: &[MeterValueItem]) -> Result<Vec<Reading>, Fault> {
	let mut readings = Vec::new();
	for item in items {
		readings.extend(reading(&item.sampled_value, moment(&item.timestamp)?)?);
	}
	Ok(readings)
}

/// The energy register among sampled values, if it is there.
fn reading(samples: &[SampledValueItem], at: u64) -> Result<Option<Reading>, Fault> {
	let is_register = |sample: &&SampledValueItem| {
		let measurand = sample.measurand.as_ref();
		// What the meter signed is for others: the same values come in the clear beside it.
		let is_clear = !matches!(sample.format, Some(Format::SignedData));
		is_clear
			&& sample.phase.is_none()
			&& measurand.is_none_or(|what| *what == Measurand::EnergyActiveImportRegister)
	};
	let Some(sample) = samples.iter().find(is_register) else { return Ok(None) };
	let value: f64 =
		sample.value.trim().parse().map_err(|_| {
			Fault::new(FaultKind::Property, format!("{:?} is no number", sample.value))
		})?;
	let wh = match sample.unit {
		None | Some(SampledValueItemUnit::Wh) => value,
		Some(SampledValueItemUnit::KWh) => value * 1_000.0,
		_ => return Err(Fault::new(FaultKind::Property, "an energy register counts Wh or kWh")),
	};
	Ok(Some(Reading { at, register: whole_wh(wh)? }))
}
