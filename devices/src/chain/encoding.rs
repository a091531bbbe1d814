//! What the chain's calls look like.

use crate::{
	engine::call::Call,
	market::{ContractId, OrderTerms, Side},
	meter::reading::SignedReading,
};
use joule_link::{
	call as runtime_call, proxied, value, AccountId32, DecodeAsType, Included, Value, ValueDef,
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
		Call::ConfirmDeliveries(contracts) => return confirmations(contracts, proxy_of),
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
	through(proxy_of, kind, inner)
}

/// A call of the owner's, made by the proxy that the device is for it, if it is one.
fn through(
	proxy_of: Option<&AccountId32>,
	kind: &str,
	inner: joule_link::Call,
) -> joule_link::Call {
	match proxy_of {
		Some(owner) => proxied(owner, kind, inner),
		None => inner,
	}
}

/// Confirmations and settlements, each of which may fail by itself: another may have come before it.
fn confirmations(contracts: &[ContractId], proxy_of: Option<&AccountId32>) -> joule_link::Call {
	let calls = contracts.iter().flat_map(|contract| {
		["confirm", "settle_contract"].map(|name| {
			let arguments = [value!(contract.product), value!(contract.index)];
			let inner = runtime_call("EnergyTrading", name, arguments);
			through(proxy_of, "Trading", inner).into_value()
		})
	});
	runtime_call("Utility", "force_batch", [Value::unnamed_composite(calls)])
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

/// Why calls that went through a proxy did nothing, if none of them did.
pub fn failure_inside(included: &Included) -> Option<String> {
	let executed: Vec<ProxyExecuted> =
		included.events_of_kind("Proxy", "ProxyExecuted").unwrap_or_default();
	let refusals = executed.iter().map(|one| match &one.result.value {
		ValueDef::Variant(result) if result.name == "Err" => Some(&result.values),
		_ => None,
	});
	let refused = refusals.collect::<Option<Vec<_>>>()?;
	refused.first().map(|reason| format!("the chain refused it: {reason}"))
}
