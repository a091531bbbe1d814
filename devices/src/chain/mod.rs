//! The chain, through [`joule_link`]: a light client, or a node where the owner's configuration says so.
//!
//! | file | what it does |
//! |---|---|
//! | [`wire`] | what the chain's answers look like |
//! | [`encoding`] | what its calls look like |

mod encoding;
mod wire;

use crate::{
	engine::{
		call::{Call, Outcome},
		observation::{Money, Observation, Question},
	},
	market::{Contract, Product, ProductId, StandingOrder},
	platform::Network,
	units::{Ecoin, ZoneId},
};
use anyhow::Result;
use joule_link::{value, AccountId32, Link, Sender, Value, View};
use std::collections::HashMap;

/// The asset that is money.
const ECOIN: u32 = 1;

/// The chain, and the account by which the device sends to it.
pub struct LinkedChain {
	link: Link,
	sender: Sender,
	owner: AccountId32,
}

impl LinkedChain {
	/// The chain, with everything sent by this sender for an owner: as its proxy, unless it is the owner
	/// itself.
	pub const fn new(link: Link, sender: Sender, owner: AccountId32) -> Self {
		Self { link, sender, owner }
	}

	/// Whether the device signs by a key of its own and acts as the owner's proxy.
	fn is_proxy(&self) -> bool {
		*self.sender.account() != self.owner
	}
}

impl Network for LinkedChain {
	async fn observe(&self, question: &Question) -> Result<Observation> {
		let view = self.link.head().await;
		let mut observation = Observation {
			block: view.number(),
			time: view.time_ms().await?,
			genesis: view.genesis_hash().0,
			..Observation::default()
		};
		for id in &question.points {
			let known: Option<wire::Point> =
				view.storage("Metering", "Points", vec![value!(id.0)]).await?;
			if let Some(point) = known.and_then(wire::Point::in_service) {
				observation.points.insert(*id, point);
			}
		}
		if let Some(zone) = question.zone {
			observation.products = products(&view, zone).await?;
			observation.orders = orders(&view, &question.owner).await?;
			observation.contracts = contracts(&view, &question.owner, &observation).await?;
			observation.money = money(&view, &question.owner).await?;
		}
		Ok(observation)
	}

	async fn send(&self, call: Call) -> Outcome {
		let encoded = encoding::call(&call, self.is_proxy().then_some(&self.owner));
		match self.sender.send(encoded).await.outcome().await {
			joule_link::Outcome::Done(included) => match encoding::failure_inside(&included) {
				Some(reason) => Outcome::Failed(reason),
				None => Outcome::Done { block: included.block_number },
			},
			joule_link::Outcome::Failed(error) => Outcome::Failed(error.to_string()),
			joule_link::Outcome::Refused(reason) => Outcome::Failed(reason),
			joule_link::Outcome::Unknown => Outcome::Unknown,
		}
	}
}

fn account(id: &[u8; 32]) -> Value {
	Value::from_bytes(id)
}

async fn products(view: &View, zone: ZoneId) -> Result<Vec<Product>> {
	let zone = Value::unnamed_variant("Some", [value!(zone.0)]);
	let known: Vec<wire::ProductView> = view.api("MarketApi", "products", vec![zone]).await?;
	Ok(known.into_iter().map(Product::from).collect())
}

async fn orders(view: &View, owner: &[u8; 32]) -> Result<Vec<StandingOrder>> {
	let mut known: Vec<wire::OrderView> =
		view.api("MarketApi", "orders", vec![account(owner)]).await?;
	known.sort_by_key(|order| (order.product, order.order.batch, order.order.index));
	Ok(known.into_iter().map(StandingOrder::from).collect())
}

async fn contracts(
	view: &View,
	owner: &[u8; 32],
	Observation { time, products, .. }: &Observation,
) -> Result<Vec<Contract>> {
	let known: Vec<wire::ContractView> =
		view.api("MarketApi", "contracts", vec![account(owner)]).await?;
	let periods: HashMap<_, _> =
		products.iter().map(|product| (product.id, product.period)).collect();
	let mut contracts = Vec::new();
	for contract in known {
		let Some(period) = periods.get(&contract.product) else { continue };
		let awaits_buyer = contract.is_unanswered_by(owner)
			&& period.end <= *time
			&& is_delivery_known(view, contract.product, &contract.seller).await?;
		contracts.push(contract.of(owner, *period, awaits_buyer));
	}
	Ok(contracts)
}

/// Whether the chain has established what a seller delivered in a product.
async fn is_delivery_known(view: &View, product: ProductId, seller: &[u8; 32]) -> Result<bool> {
	let keys = vec![value!(product), account(seller)];
	let delivery: Option<Value> = view.storage("EnergyTrading", "Deliveries", keys).await?;
	Ok(delivery.is_some())
}

async fn money(view: &View, owner: &[u8; 32]) -> Result<Money> {
	let keys = || vec![value!(ECOIN), account(owner)];
	let free: Option<wire::Balance> = view.storage("Assets", "Account", keys()).await?;
	let held: Option<u128> = view.storage("AssetsHolder", "BalancesOnHold", keys()).await?;
	Ok(Money {
		free: Ecoin(free.map_or(0, |account| account.balance)),
		held: Ecoin(held.unwrap_or(0)),
	})
}
