//! What the chain's calls look like.

use crate::{
	engine::call::Call,
	market::{OrderTerms, Side},
	meter::reading::SignedReading,
};
use joule_link::{
	call as runtime_call, value, AccountId32, DecodeAsType, Included, Value, ValueDef,
};

/// A call as the runtime knows it; through the owner's account, if the device is its proxy. A fence goes
/// through nobody's: all it takes is a number of the device's own account.
pub fn call(call: &Call, proxy_of: Option<&AccountId32>) -> joule_link::Call {
	let (kind, inner) = match call {
		Call::Fence => {
			let nothing = Value::from_bytes([]);
			return runtime_call("System", "remark", [nothing]);
		}
		Call::SubmitReadings(readings) => {
			let readings = Value::unnamed_composite(readings.iter().map(reading));
			("Metering", runtime_call("Metering", "submit_readings", [readings]))
		}
		Call::PlaceOrders { product, side, orders } => {
			let side = match side {
				Side::Bid => "Bid",
				Side::Ask => "Ask",
			};
			let side = Value::unnamed_variant(side, []);
			let orders = Value::unnamed_composite(orders.iter().map(terms));
			let arguments = [value!(*product), side, orders];
			("Trading", runtime_call("EnergyTrading", "place_orders", arguments))
		}
	};
	match proxy_of {
		None => inner,
		Some(owner) => {
			let owner = Value::unnamed_variant("Id", [Value::from_bytes(owner.0)]);
			let kind = Value::unnamed_variant(kind, []);
			let kind = Value::unnamed_variant("Some", [kind]);
			runtime_call("Proxy", "proxy", [owner, kind, inner.into_value()])
		}
	}
}

fn reading(signed: &SignedReading) -> Value {
	let reading = &signed.reading;
	let registers = Value::named_composite([
		("import_wh", value!(reading.registers.import_wh.0)),
		("export_wh", value!(reading.registers.export_wh.0)),
	]);
	let signature = Value::from_bytes(signed.signature);
	Value::named_composite([
		(
			"reading",
			Value::named_composite([
				("point", value!(reading.point.0)),
				("sequence", value!(reading.sequence)),
				("measured_at", value!(reading.measured_at)),
				("registers", registers),
				("intervals_root", Value::from_bytes(reading.intervals_root)),
			]),
		),
		("signature", Value::unnamed_variant("Ed25519", [signature])),
	])
}

fn terms(order: &OrderTerms) -> Value {
	Value::named_composite([
		("limit", value!(order.limit.0)),
		("quantity_wh", value!(order.quantity_wh.0)),
	])
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "joule_link::scale_decode")]
struct ProxyExecuted {
	result: Value,
}

/// Why a call that went through a proxy did nothing, if so.
pub fn failure_inside(included: &Included) -> Option<String> {
	let executed: ProxyExecuted = included.event("Proxy", "ProxyExecuted").ok()??;
	match &executed.result.value {
		ValueDef::Variant(result) if result.name == "Err" => {
			Some(format!("the chain refused it: {}", result.values))
		}
		_ => None,
	}
}
