//! Makes a market to send orders to: a zone of its own, participants, ecoin, products.
//!
//! All of it is done by the calls that anyone else would make, in their order: the council makes the zone
//! and registers the participants, one of them pays in at the bank, the issuer approves it, the money is
//! handed out, and the operator opens the products.

mod chain;
mod council;

use crate::{
	cli::{MarketOptions, QuotaClass},
	network::{AtBlock, Network},
	orders::{Side, Trader, COVER_OF_AN_ORDER},
};
use anyhow::{ensure, Context, Result};
use chain::{call, Call, Sent};
use std::time::{SystemTime, UNIX_EPOCH};
use subxt::dynamic::{value, Value};
use subxt_signer::{
	sr25519::{dev, Keypair},
	DeriveJunction,
};

/// The asset that is money.
const ECOIN: u128 = 1;

/// The most ecoin units that can be issued at once.
const ISSUE: u128 = 100_000_000_000 * 10_000;

/// The most calls that are put into one motion or one batch: they fit into a block.
const CALLS_AT_ONCE: usize = 64;

/// Member numbers are given out by zone, so that those of two measurements never meet.
const MEMBERS_OF_A_ZONE: u32 = 10_000;

const HOUR_MS: u64 = 60 * 60 * 1_000;

/// The first product is delivered so long from now. Its gate closes then, so this bounds how long can be
/// measured.
const FIRST_DELIVERY_HOURS: u64 = 24;

/// A market, ready for orders.
pub struct Market {
	/// Who trades.
	pub traders: Vec<Trader>,
	/// The keys of those who trade.
	pub keys: Vec<Keypair>,
	/// The numbers of the products.
	pub products: Vec<u32>,
}

/// Makes a market.
pub async fn prepare(network: &Network, options: &MarketOptions, accounts: u32) -> Result<Market> {
	let chain = network.now().await?;
	let zone = free_zone(&chain).await?;
	let keys = keys_of(zone, accounts);
	eprintln!(
		"Making a market: zone {zone}, {} accounts, {} products.",
		keys.len(),
		options.products
	);

	admit(network, zone, &keys, options.quota).await?;
	hand_out_ecoin(network, zone, &keys).await?;
	let products = open_products(network, zone, options.products).await?;

	let at = network.now().await?;
	let mut traders = Vec::new();
	for (index, key) in (0..).zip(keys.clone()) {
		let nonce = at.tx().account_nonce(&key.public_key().to_account_id()).await?;
		let nodes = network.nodes.len();
		traders.push(Trader::new(index, key, nonce, nodes, products.clone(), options.seed));
	}
	Ok(Market { traders, keys, products })
}

/// A zone that does not exist yet.
async fn free_zone(chain: &AtBlock) -> Result<u16> {
	for zone in 1..u16::MAX {
		let known =
			chain.storage().entry(("Registry", "Zones"))?.try_fetch(vec![value!(zone)]).await?;
		if known.is_none() {
			return Ok(zone);
		}
	}
	anyhow::bail!("Every zone exists: measure on a fresh network.")
}

/// The keys of the accounts of a zone.
fn keys_of(zone: u16, accounts: u32) -> Vec<Keypair> {
	let root =
		dev::alice().derive([DeriveJunction::hard("joule-load"), DeriveJunction::hard(zone)]);
	(0..accounts).map(|index| root.derive([DeriveJunction::hard(index)])).collect()
}

/// The council makes the zone and registers the accounts as participants with their quota.
async fn admit(network: &Network, zone: u16, keys: &[Keypair], quota: QuotaClass) -> Result<()> {
	let name = format!("load {zone}");
	let mut calls = vec![call("Registry", "create_zone", [value!(zone), Value::from_bytes(name)])];
	let class = Value::unnamed_variant(format!("{quota:?}"), []);
	for (index, key) in (0..).zip(keys) {
		let member = u32::from(zone) * MEMBERS_OF_A_ZONE + index;
		let role = match Trader::side_of(index) {
			Side::Bid => "Consumer",
			Side::Ask => "Producer",
		};
		let roles = Value::unnamed_composite([Value::unnamed_variant(role, [])]);
		let register = [account(key), value!(member), value!(zone), roles];
		calls.push(call("Registry", "register", register));
		calls.push(call("Registry", "set_quota", [account(key), class.clone()]));
	}
	let motions: Vec<Call> = calls.chunks(CALLS_AT_ONCE).map(batch_of).collect();
	council::decide(network, &motions).await.context("The council did not admit the accounts")
}

/// The first account is issued ecoin and hands it out, in equal parts.
async fn hand_out_ecoin(network: &Network, zone: u16, keys: &[Keypair]) -> Result<()> {
	let before = network.now().await?;
	let request = before
		.storage()
		.entry(("Ecoin", "NextRequestId"))?
		.fetch(Vec::<Value>::new())
		.await?
		.decode_as::<Value>()?;
	let reference = Value::from_bytes(format!("load {zone}"));
	let treasurer = &keys[0];
	let ask = call("Ecoin", "request_issue", [value!(ISSUE), reference]);
	chain::send(network, vec![Sent::new(treasurer, ask)]).await?;
	let approve = call("Ecoin", "approve_issue", [request.remove_context()]);
	chain::send(network, vec![Sent::new(&dev::alice(), approve)]).await?;

	let share = ISSUE / keys.len() as u128;
	ensure!(share >= COVER_OF_AN_ORDER, "So many accounts cannot all cover an order.");
	let transfers: Vec<Call> = keys[1..]
		.iter()
		.map(|key| {
			let target = Value::unnamed_variant("Id", [account(key)]);
			call("Assets", "transfer", [value!(ECOIN), target, value!(share)])
		})
		.collect();
	let batches =
		transfers.chunks(CALLS_AT_ONCE).map(|calls| Sent::new(treasurer, batch_of(calls)));
	chain::send(network, batches.collect()).await.context("The ecoin was not handed out")
}

/// The operator opens products of an hour each. Tells their numbers.
async fn open_products(network: &Network, zone: u16, count: u32) -> Result<Vec<u32>> {
	let before = next_product(network).await?;
	let now_ms = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis() as u64;
	let first_start = (now_ms / HOUR_MS + FIRST_DELIVERY_HOURS) * HOUR_MS;
	let series = Value::named_composite([
		("zone", value!(zone)),
		("resolution", Value::unnamed_variant("Hour", [])),
		("first_start", value!(first_start)),
		("count", value!(count)),
		("gate_lead_ms", value!(0u64)),
		("lock_lead_ms", value!(0u64)),
	]);
	let open = call("EnergyTrading", "create_series", [series]);
	chain::send(network, vec![Sent::new(&dev::alice(), open)])
		.await
		.context("The products were not opened")?;
	Ok((before..next_product(network).await?).collect())
}

/// The number of the product that is opened next.
async fn next_product(network: &Network) -> Result<u32> {
	let chain = network.now().await?;
	let entry = chain.storage().entry(("EnergyTrading", "NextProductId"))?;
	Ok(entry.fetch(Vec::<Value>::new()).await?.decode_as::<u32>()?)
}

/// An account as an argument of a call.
pub fn account(key: &Keypair) -> Value {
	Value::from_bytes(key.public_key().0)
}

/// Calls as one that makes them all or none.
fn batch_of(calls: &[Call]) -> Call {
	let calls = Value::unnamed_composite(calls.iter().map(|call| call.clone().into_value()));
	call("Utility", "batch_all", [calls])
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn no_two_measurements_share_an_account_or_a_member_number() {
		let (first, second) = (keys_of(2, 10), keys_of(3, 10));
		assert!(first.iter().all(|key| {
			let account = key.public_key().0;
			second.iter().all(|other| other.public_key().0 != account)
		}));
		assert!(u32::from(u16::MAX).checked_mul(MEMBERS_OF_A_ZONE).is_some());
	}
}
