//! OCPP 2.0.1.

use super::{
	bounded, connector,
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
	quantities::{Ecoin, Moment},
};
use ocpp_types::v201::{
	common::{
		AuthorizationStatusEnum, ChargingStateEnum, ConnectorStatusEnum, DataTransferStatusEnum,
		IdTokenInfo, MeasurandEnum, MessageContent, MessageFormatEnum, MeterValue, ReasonEnum,
		RegistrationStatusEnum, SampledValue, TransactionEventEnum, TriggerReasonEnum,
	},
	AuthorizeRequest, AuthorizeResponse, BootNotificationRequest, BootNotificationResponse,
	DataTransferRequest, DataTransferResponse, HeartbeatResponse, MeterValuesRequest,
	StatusNotificationRequest, TransactionEventRequest, TransactionEventResponse,
};
use serde_json::{json, Value as Json};
use std::sync::Arc;

/// Actions of stations that need no answer but that they arrived.
const NOTED: [&str; 8] = [
	"FirmwareStatusNotification",
	"LogStatusNotification",
	"NotifyEvent",
	"NotifyMonitoringReport",
	"NotifyReport",
	"ReportChargingProfiles",
	"ReservationStatusUpdate",
	"SecurityEventNotification",
];

/// Actions of stations that this gateway does not serve.
const UNSUPPORTED: [&str; 9] = [
	"ClearedChargingLimit",
	"Get15118EVCertificate",
	"GetCertificateStatus",
	"NotifyChargingLimit",
	"NotifyCustomerInformation",
	"NotifyDisplayMessages",
	"NotifyEVChargingNeeds",
	"NotifyEVChargingSchedule",
	"SignCertificate",
];

/// The variables that say what a station reads when a transaction starts, goes on and ends.
const MEASURANDS: [&str; 3] = ["TxStartedMeasurands", "TxUpdatedMeasurands", "TxEndedMeasurands"];

/// The energy register, as a measurand.
const REGISTER: &str = "Energy.Active.Import.Register";

/// Does what a station says and gives the answer.
pub async fn answer(
	gateway: &Arc<Gateway>,
	station: &Arc<Station>,
	action: &str,
	payload: Json,
) -> Result<Json, Fault> {
	match action {
		"BootNotification" => boot(gateway, station, read(payload)?),
		"Heartbeat" => {
			let current_time = timestamp(gateway.now());
			write(&HeartbeatResponse::<()> { current_time, custom_data: None })
		}
		"StatusNotification" => status(gateway, station, read(payload)?).await,
		"Authorize" => authorize(gateway, station, read(payload)?).await,
		"TransactionEvent" => event(gateway, station, read(payload)?).await,
		"MeterValues" => meter(gateway, station, read(payload)?).await,
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
	let (vendor, model) = (&request.charging_station.vendor_name, &request.charging_station.model);
	tracing::info!("{} booted: {vendor} {model}", station.name);
	station.note_boot();
	write(&BootNotificationResponse::<()> {
		current_time: timestamp(gateway.now()),
		custom_data: None,
		interval: HEARTBEAT_S,
		status: RegistrationStatusEnum::Accepted,
		status_info: None,
	})
}

async fn status(
	gateway: &Gateway,
	station: &Station,
	request: StatusNotificationRequest,
) -> Result<Json, Fault> {
	let state = match request.connector_status {
		ConnectorStatusEnum::Available => ConnectorState::Free,
		ConnectorStatusEnum::Occupied => ConnectorState::Taken,
		_ => ConnectorState::Other,
	};
	let at = moment(&request.timestamp)?;
	gateway.note_state(station, connector(request.evse_id)?, state, at).await?;
	Ok(json!({}))
}

async fn authorize(
	gateway: &Gateway,
	station: &Station,
	request: AuthorizeRequest,
) -> Result<Json, Fault> {
	let verdict = gateway.recognize(station, &request.id_token.id_token).await?;
	write(&AuthorizeResponse::<()> {
		certificate_status: None,
		custom_data: None,
		id_token_info: id_token_info(&verdict),
	})
}

/// What a transaction event says, in whatever combination.
async fn event(
	gateway: &Arc<Gateway>,
	station: &Arc<Station>,
	request: TransactionEventRequest,
) -> Result<Json, Fault> {
	let transaction = request.transaction_info.transaction_id.as_str();
	let at = moment(&request.timestamp)?;
	let values = request.meter_value.iter().flatten();
	let readings: Vec<Reading> = match request.event_type {
		// It has ended, even if some of what was read makes no sense.
		TransactionEventEnum::Ended => {
			values.filter_map(|value| reading(value).ok().flatten()).collect()
		}
		_ => readings(values)?,
	};
	let evse = request.evse.as_ref().map(|evse| connector(evse.id)).transpose()?;

	let mut verdict = None;
	if let Some(token) = &request.id_token {
		verdict = Some(begin(gateway, station, &request, &token.id_token, at, &readings).await?);
	} else if let (TransactionEventEnum::Started, Some(evse)) = (&request.event_type, evse) {
		station.note_nameless(transaction, evse);
	}
	let mut total_cost = None;
	if let Some(number) = gateway.charge_named(station, transaction)? {
		let last = readings.last().copied();
		if !readings.is_empty() {
			gateway.meter(station, number, readings).await?;
		}
		if is_stopping(&request) {
			gateway.note_stop(station, number).await?;
		}
		if has_ended(&request) || (is_idle(&request) && gateway.is_stopping(number)?) {
			let register = last.map(|last| last.register);
			total_cost = gateway.end(station, number, at, register).await?.map(Ecoin::as_krw);
		}
		if has_left(&request) {
			gateway.leave(station, number, at).await?;
		}
	}
	write(&TransactionEventResponse::<()> {
		charging_priority: None,
		custom_data: None,
		id_token_info: verdict.as_ref().map(id_token_info),
		total_cost,
		updated_personal_message: None,
	})
}

/// A station names the driver of a transaction. That is how a charge begins, and may be how it ends.
async fn begin(
	gateway: &Gateway,
	station: &Station,
	request: &TransactionEventRequest,
	token: &str,
	at: Moment,
	readings: &[Reading],
) -> Result<Verdict, Fault> {
	let transaction = request.transaction_info.transaction_id.as_str();
	if request.event_type == TransactionEventEnum::Ended || is_stopping(request) {
		// Stopping cannot be refused: whoever ends it, it has ended.
		return Ok(Ok(()));
	}
	let named = request.evse.as_ref().map(|evse| connector(evse.id)).transpose()?;
	let connector =
		named.or_else(|| station.take_nameless(transaction)).or(station.only_connector());
	let Some(connector) = connector else {
		return Err(Fault::new(FaultKind::Occurrence, "say at which `evse` the transaction is"));
	};
	let start = Start {
		transaction: Some(transaction.to_string()),
		at,
		register: readings.first().map(|first| first.register),
	};
	let (token, name) = (token.to_string(), transaction.to_string());
	let begun = gateway.begin(station, Beginning { connector, token, start, name }).await?;
	Ok(begun.verdict)
}

/// Whether charging has ended, though the vehicle may still be there.
fn has_ended(request: &TransactionEventRequest) -> bool {
	let has_reason = request.transaction_info.stopped_reason.is_some();
	request.event_type == TransactionEventEnum::Ended || (is_idle(request) && has_reason)
}

/// Whether no energy is offered: before charging, or after it.
fn is_idle(request: &TransactionEventRequest) -> bool {
	matches!(
		request.transaction_info.charging_state,
		Some(ChargingStateEnum::EVConnected | ChargingStateEnum::Idle)
	)
}

/// Whether charging is being stopped. Why, a station has to say only when the transaction ends, and that may be
/// when the vehicle leaves.
fn is_stopping(request: &TransactionEventRequest) -> bool {
	matches!(
		request.trigger_reason,
		TriggerReasonEnum::Deauthorized
			| TriggerReasonEnum::EnergyLimitReached
			| TriggerReasonEnum::RemoteStop
			| TriggerReasonEnum::StopAuthorized
			| TriggerReasonEnum::TimeLimitReached
	)
}

/// Whether the vehicle has left.
fn has_left(request: &TransactionEventRequest) -> bool {
	let info = &request.transaction_info;
	let is_gone = matches!(
		request.trigger_reason,
		TriggerReasonEnum::EVCommunicationLost | TriggerReasonEnum::EVDeparted
	);
	request.event_type == TransactionEventEnum::Ended
		&& (is_gone
			|| info.stopped_reason == Some(ReasonEnum::EVDisconnected)
			|| info.charging_state == Some(ChargingStateEnum::Idle))
}

async fn meter(
	gateway: &Arc<Gateway>,
	station: &Arc<Station>,
	request: MeterValuesRequest,
) -> Result<Json, Fault> {
	let readings = readings(request.meter_value.iter())?;
	let number = gateway.charge_at(station, connector(request.evse_id)?)?;
	if let Some(number) = number.filter(|_| !readings.is_empty()) {
		gateway.meter(station, number, readings).await?;
	}
	Ok(json!({}))
}

async fn transfer(
	gateway: &Gateway,
	station: &Station,
	request: DataTransferRequest<Json>,
) -> Result<Json, Fault> {
	let answer = |status, data: Option<Json>| {
		write(&DataTransferResponse::<Json, ()> {
			custom_data: None,
			data,
			status,
			status_info: None,
		})
	};
	if request.vendor_id.as_str() != terminal::VENDOR {
		return answer(DataTransferStatusEnum::UnknownVendorId, None);
	}
	let message = request.message_id.unwrap_or_default();
	let data = request.data.unwrap_or_default();
	match terminal::answer(gateway, station, &message, data).await? {
		terminal::Answer::Accepted(data) => answer(DataTransferStatusEnum::Accepted, Some(data)),
		terminal::Answer::Rejected(data) => answer(DataTransferStatusEnum::Rejected, Some(data)),
		terminal::Answer::UnknownMessage => answer(DataTransferStatusEnum::UnknownMessageId, None),
	}
}

/// What makes a station read its register so often during a charge, and at its begin and end. One variable a
/// message: many stations take no more.
pub fn set_up(interval_s: u32) -> Vec<(&'static str, Json)> {
	let set = |name: &str, value: &str| {
		let variable = json!({
			"component": { "name": "SampledDataCtrlr" },
			"variable": { "name": name },
			"attributeValue": value,
		});
		("SetVariables", json!({ "setVariableData": [variable] }))
	};
	let mut messages = vec![set("TxUpdatedInterval", &interval_s.to_string())];
	messages.extend(MEASURANDS.map(|name| set(name, REGISTER)));
	messages
}

/// A request as a message.
pub fn message(request: &Request) -> (&'static str, Json) {
	match request {
		Request::TellState { connector } => (
			"TriggerMessage",
			json!({
				"requestedMessage": "StatusNotification",
				"evse": { "id": connector, "connectorId": 1 },
			}),
		),
		Request::Stop(charge) => {
			let start = charge.start.as_ref();
			let transaction = start.and_then(|start| start.transaction.as_deref());
			("RequestStopTransaction", json!({ "transactionId": transaction.unwrap_or_default() }))
		}
		Request::Reserve { reservation, connector, token, until } => (
			"ReserveNow",
			json!({
				"id": reservation,
				"evseId": connector,
				"expiryDateTime": timestamp(*until),
				"idToken": id_token(token),
			}),
		),
		Request::CancelReservation { reservation } => {
			("CancelReservation", json!({ "reservationId": reservation }))
		}
		Request::Start { number, connector, token } => (
			"RequestStartTransaction",
			json!({ "remoteStartId": number, "evseId": connector, "idToken": id_token(token) }),
		),
	}
}

fn id_token(token: &str) -> Json {
	json!({ "idToken": token, "type": "Central" })
}

fn id_token_info(verdict: &Verdict) -> IdTokenInfo<()> {
	let status = match verdict {
		Ok(()) => AuthorizationStatusEnum::Accepted,
		Err(Refusal { kind, .. }) => match kind {
			RefusalKind::Unknown => AuthorizationStatusEnum::Unknown,
			RefusalKind::Blocked => AuthorizationStatusEnum::Blocked,
			RefusalKind::NoCredit => AuthorizationStatusEnum::NoCredit,
			RefusalKind::Expired => AuthorizationStatusEnum::Expired,
			RefusalKind::InUse => AuthorizationStatusEnum::ConcurrentTx,
			RefusalKind::NotHere => AuthorizationStatusEnum::NotAtThisLocation,
			RefusalKind::OutOfReach => AuthorizationStatusEnum::NotAtThisTime,
			RefusalKind::Invalid => AuthorizationStatusEnum::Invalid,
		},
	};
	let message = |refusal: &Refusal| MessageContent {
		content: bounded(&refusal.reason),
		custom_data: None,
		format: MessageFormatEnum::UTF8,
		language: Some(bounded("en")),
	};
	IdTokenInfo {
		cache_expiry_date_time: None,
		charging_priority: None,
		custom_data: None,
		evse_id: None,
		group_id_token: None,
		language1: None,
		language2: None,
		personal_message: verdict.as_ref().err().map(message),
		status,
	}
}

fn readings<'a>(values: impl Iterator<Item = &'a MeterValue>) -> Result<Vec<Reading>, Fault> {
	values.filter_map(|value| reading(value).transpose()).collect()
}

/// The energy register among sampled values, if it is there.
fn reading(value: &MeterValue) -> Result<Option<Reading>, Fault> {
	let at = moment(&value.timestamp)?;
	let Some(sample) = value.sampled_value.iter().find(|sample| is_register(sample)) else {
		return Ok(None);
	};
	Ok(Some(Reading { at, register: whole_wh(wh(sample)?)? }))
}

/// Whether a sample is the energy register, over all phases.
fn is_register(sample: &SampledValue) -> bool {
	let measurand = sample.measurand.as_ref();
	sample.phase.is_none()
		&& measurand.is_none_or(|what| *what == MeasurandEnum::EnergyActiveImportRegister)
}

/// An energy in Wh.
fn wh(sample: &SampledValue) -> Result<f64, Fault> {
	let Some(unit) = &sample.unit_of_measure else { return Ok(sample.value) };
	let power = unit.multiplier.unwrap_or(0).clamp(-30, 30) as i32;
	let factor = match unit.unit.as_deref() {
		None | Some("Wh") => 1.0,
		Some("kWh") => 1_000.0,
		Some(_) => {
			let description = "an energy register counts Wh or kWh";
			return Err(Fault::new(FaultKind::Property, description));
		}
	};
	Ok(sample.value * factor * 10f64.powi(power))
}
