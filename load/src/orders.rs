//! What an order is like, and who places it.
//!
//! An order is an intent of the forward market, to buy or to sell energy of an hour to come: a call of
//! `energyTrading.placeOrders` with one order or a batch of them. Half of the accounts bid and half ask,
//! each moves on to the next product with each transaction, and limits and quantities are drawn evenly
//! from what a household might trade. No order is amended or cancelled, and no gate closes.

use rand::{rngs::SmallRng, Rng, SeedableRng};
use subxt::{
	config::polkadot::PolkadotExtrinsicParamsBuilder,
	ext::scale_encode::EncodeAsType,
	tx::{dynamic, DynamicPayload},
};
use subxt_signer::sr25519::Keypair;

use crate::network::AtBlock;
use anyhow::Result;
use subxt::config::polkadot::H256;

/// The limits, in ticks of 0.1 KRW/kWh: 100 to 200 KRW/kWh.
const LIMITS: std::ops::RangeInclusive<u32> = 1_000..=2_000;

/// The quantities, in Wh.
const QUANTITIES_WH: std::ops::RangeInclusive<u64> = 100..=3_000;

/// The most ecoin units that cover an order, whichever its side.
pub const COVER_OF_AN_ORDER: u128 = 3_000 * 3_000;

/// The side of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EncodeAsType)]
#[encode_as_type(crate_path = "subxt::ext::scale_encode")]
pub enum Side {
	/// Wants to buy.
	Bid,
	/// Wants to sell.
	Ask,
}

/// What is bought or sold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EncodeAsType)]
#[encode_as_type(crate_path = "subxt::ext::scale_encode")]
pub struct OrderTerms {
	/// The worst price, in ticks of 0.1 KRW/kWh.
	pub limit: u32,
	/// How much energy.
	pub quantity_wh: u64,
}

/// The arguments of a call that places orders.
type PlaceOrders = (u32, Side, Vec<OrderTerms>);

/// A transaction ready to be sent.
pub struct Signed {
	/// The transaction.
	pub bytes: Vec<u8>,
	/// Its hash, by which blocks name it.
	pub hash: H256,
}

/// An account that trades.
pub struct Trader {
	/// Its key.
	pub key: Keypair,
	/// Which node it sends to.
	pub node: usize,
	side: Side,
	nonce: u64,
	products: Vec<u32>,
	next_product: usize,
	chance: SmallRng,
}

impl Trader {
	/// The trader of this index, which has sent `nonce` transactions before.
	pub fn new(
		index: u32,
		key: Keypair,
		nonce: u64,
		nodes: usize,
		products: Vec<u32>,
		seed: u64,
	) -> Self {
		Self {
			key,
			node: index as usize % nodes,
			side: Self::side_of(index),
			nonce,
			// Not all begin with the first one.
			next_product: index as usize % products.len(),
			products,
			chance: SmallRng::seed_from_u64(seed.wrapping_add(u64::from(index) << 32)),
		}
	}

	/// On which side the trader of this index is: every other one buys.
	pub fn side_of(index: u32) -> Side {
		if index.is_multiple_of(2) {
			Side::Bid
		} else {
			Side::Ask
		}
	}

	/// Signs the next batch of orders.
	pub fn sign(&mut self, chain: &AtBlock, batch: u32) -> Result<Signed> {
		let call = self.next_call(batch);
		// Transactions that never lapse: the nodes look up no block for them.
		let params = PolkadotExtrinsicParamsBuilder::new().immortal().nonce(self.nonce).build();
		let transaction = chain.tx().create_signable_offline(&call, params)?.sign(&self.key)?;
		Ok(Signed { hash: transaction.hash(), bytes: transaction.into_encoded() })
	}

	fn next_call(&mut self, batch: u32) -> DynamicPayload<PlaceOrders> {
		let product = self.products[self.next_product];
		let orders = (0..batch)
			.map(|_| OrderTerms {
				limit: self.chance.random_range(LIMITS),
				quantity_wh: self.chance.random_range(QUANTITIES_WH),
			})
			.collect();
		dynamic("EnergyTrading", "place_orders", (product, self.side, orders))
	}

	/// How many transactions of it are in blocks.
	#[cfg(test)]
	pub fn sent(&self) -> u64 {
		self.nonce
	}

	/// What was signed last is in a block: the next transaction comes after it.
	pub fn move_on(&mut self) {
		self.nonce += 1;
		self.next_product = (self.next_product + 1) % self.products.len();
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use subxt_signer::sr25519::dev;

	fn trader(index: u32) -> Trader {
		Trader::new(index, dev::alice(), 0, 4, vec![10, 11, 12], 1)
	}

	#[test]
	fn half_of_the_traders_buy_and_all_nodes_are_used() {
		let traders: Vec<Trader> = (0..8).map(trader).collect();
		assert_eq!(traders.iter().filter(|trader| trader.side == Side::Bid).count(), 4);
		assert_eq!(traders.iter().map(|trader| trader.node).max(), Some(3));
	}

	#[test]
	fn a_trader_goes_round_the_products() {
		let mut trader = trader(1);
		let product = |trader: &mut Trader| trader.next_call(1).call_data().0;
		assert_eq!(product(&mut trader), 11);
		assert_eq!(product(&mut trader), 11);
		trader.move_on();
		assert_eq!(product(&mut trader), 12);
		trader.move_on();
		assert_eq!(product(&mut trader), 10);
		assert_eq!(trader.nonce, 2);
	}

	#[test]
	fn orders_are_drawn_anew_and_are_covered() {
		let mut trader = trader(0);
		let (_, _, orders) = trader.next_call(100).call_data().clone();
		assert_eq!(orders.len(), 100);
		assert!(orders.iter().any(|order| order.limit != orders[0].limit));
		for order in orders {
			assert!(u128::from(order.limit) * u128::from(order.quantity_wh) <= COVER_OF_AN_ORDER);
		}
	}
}
