//! What the market remembers: products, positions, contracts, trades.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use joule_primitives::{
	BatchIndex, BookId, BookOrderId, DeliveryPeriod, Moment, OrderTerms, PriceTick, Side, Wh,
	ZoneId,
};
use polkadot_sdk::{
	frame_support::{traits::Get, BoundedVec},
	sp_core::H256,
};
use scale_info::TypeInfo;

/// The number of a contract within its product, by time of being made.
pub type ContractIndex = u32;

/// A product on the forward market: energy in a zone during a delivery period.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Product {
	/// Where the energy is delivered.
	pub zone: ZoneId,
	/// When it is delivered.
	pub period: DeliveryPeriod,
	/// From here to gate closure orders can be improved but not cancelled.
	pub locks_at: Moment,
	/// Gate closure: no order after this.
	pub closes_at: Moment,
	/// What a seller pays the buyer for each Wh it does not deliver. Fixed when the product was
	/// created; each Wh of an ask is covered by collateral at this price.
	pub imbalance_price: PriceTick,
	/// How far the product has come.
	pub stage: Stage,
	/// How many contracts were made.
	pub contracts: ContractIndex,
	/// How many of them are settled.
	pub settled: ContractIndex,
}

/// How far a product has come. A stage only ever moves down this list.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Stage {
	/// Orders are gathered, up to gate closure; then the price is found.
	Gathering,
	/// The price is found; batches are filled and contracts made, in order of placing.
	Allocating,
	/// Contracts are made, energy is being delivered and metered. When it is due, the first pass
	/// begins.
	Delivering,
	/// A pass over the contracts settles those that are ready.
	Settling {
		/// Which pass it is.
		pass: Pass,
		/// The first contract not yet looked at.
		next: ContractIndex,
	},
	/// A pass is done and left contracts open; this one comes when its time has come.
	Waiting {
		/// The pass to come.
		pass: Pass,
	},
	/// Every contract is settled. After the retention time the records go.
	Settled,
	/// The records are being removed.
	Pruning {
		/// What was removed so far: batches, counted over both sides, then pages of contracts.
		next: u32,
	},
}

/// The passes over a product's contracts. Each settles more than the one before.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Pass {
	/// When delivery is due: contracts that the buyer or the buyer's meter confirms.
	Confirmed,
	/// When the window for disputes has passed: contracts that nobody disputes.
	Undisputed,
	/// When the time for rulings has passed: all, by the meter where there is no ruling.
	All,
}

/// One batch of an account and what became of it.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct PlacedBatch {
	/// Which batch of the product, on the position's side.
	pub batch: BatchIndex,
	/// What it was filled with, once the allocation has reached it.
	pub fill: Option<BatchFill>,
}

/// What a batch was filled with.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct BatchFill {
	/// How much, over all its orders. Its contracts add up to this.
	pub filled_wh: Wh,
	/// The first of its contracts; the others follow directly.
	pub first_contract: ContractIndex,
}

/// An account's part in a product.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
#[scale_info(skip_type_params(MaxBatches))]
pub struct Position<MaxBatches: Get<u32>> {
	/// The one side that the account is on.
	pub side: Side,
	/// Its batches, by time of placing.
	pub batches: BoundedVec<PlacedBatch, MaxBatches>,
	/// The sum of its contracts.
	pub contracted_wh: Wh,
}

/// A contract: a seller delivers energy to a buyer at the product's clearing price.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Contract<AccountId> {
	/// Who delivers.
	pub seller: AccountId,
	/// Who is delivered to, and pays.
	pub buyer: AccountId,
	/// How much is contracted.
	pub quantity_wh: Wh,
	/// What the seller's earlier contracts of this product add up to; its share of a short
	/// delivery follows from this.
	pub before_wh: Wh,
	/// How far the contract has come.
	pub state: ContractState,
}

/// How far a contract has come.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum ContractState {
	/// Made, neither confirmed nor disputed.
	Agreed,
	/// The buyer confirmed the delivery.
	Confirmed,
	/// The buyer disputes the delivery.
	Disputed {
		/// The hash of what the buyer puts forward.
		evidence: H256,
	},
	/// The operator ruled on the dispute.
	Ruled {
		/// What is held to have been delivered, at most what was metered.
		accepted_wh: Wh,
	},
	/// Paid.
	Settled {
		/// What was delivered and paid.
		delivered_wh: Wh,
	},
}

/// What a seller delivered of all it had contracted in a product.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Delivery {
	/// The sum of the seller's contracts.
	pub contracted_wh: Wh,
	/// What of it was metered and handed over, at most the contracted quantity.
	pub delivered_wh: Wh,
}

impl Delivery {
	/// The part of the delivery that goes to one contract.
	///
	/// A short delivery cuts every contract pro rata. So that the parts add up to the delivery to
	/// the Wh, each contract gets the whole Wh that its stretch of the running sum covers:
	///
	/// ```text
	/// part = floor((before + quantity) x delivered / contracted) - floor(before x delivered / contracted)
	/// ```
	pub fn part_of<AccountId>(&self, contract: &Contract<AccountId>) -> Wh {
		let reached = |running_wh: Wh| -> u64 {
			let scaled = u128::from(running_wh.0) * u128::from(self.delivered_wh.0);
			let whole = scaled.checked_div(u128::from(self.contracted_wh.0)).unwrap_or(0);
			u64::try_from(whole).unwrap_or(u64::MAX)
		};
		let upto = contract.before_wh.saturating_add(contract.quantity_wh);
		Wh(reached(upto).saturating_sub(reached(contract.before_wh))).min(contract.quantity_wh)
	}
}

/// What becomes of the part of a spot order that finds no match.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Remainder {
	/// It rests in the book.
	Rest,
	/// It is dropped.
	Drop,
}

/// How a spot offer ended.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum SpotOutcome {
	/// Energy changed hands.
	Traded,
	/// The owner withdrew what was left.
	Withdrawn,
}

/// A line in the history of the spot market.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct SpotRecord<AccountId> {
	/// How it ended.
	pub outcome: SpotOutcome,
	/// The resting order.
	pub order: BookOrderId,
	/// Its book.
	pub book: BookId,
	/// Who sold; `None` where a bid was withdrawn.
	pub seller: Option<AccountId>,
	/// Who bought; `None` where an ask was withdrawn.
	pub buyer: Option<AccountId>,
	/// The price.
	pub price: PriceTick,
	/// How much.
	pub quantity_wh: Wh,
	/// When.
	pub at: Moment,
}

/// A series of products that follow one another.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Series {
	/// Where.
	pub zone: ZoneId,
	/// The length of each period.
	pub resolution: joule_primitives::Resolution,
	/// The start of the first period.
	pub first_start: Moment,
	/// How many periods.
	pub count: u32,
	/// How long before the start of its period a product's gate closes, in ms.
	pub gate_lead_ms: Moment,
	/// How long before gate closure cancellations end, in ms.
	pub lock_lead_ms: Moment,
}

/// Whether new terms are no worse for the other side, as the lock window demands: a better or
/// equal limit, and no less energy.
pub fn improves(side: Side, old: &OrderTerms, new: &OrderTerms) -> bool {
	side.accepts(new.limit, old.limit) && new.quantity_wh >= old.quantity_wh
}

#[cfg(test)]
mod tests {
	use super::*;

	fn contract(before_wh: u64, quantity_wh: u64) -> Contract<u8> {
		Contract {
			seller: 1,
			buyer: 2,
			quantity_wh: Wh(quantity_wh),
			before_wh: Wh(before_wh),
			state: ContractState::Agreed,
		}
	}

	#[test]
	fn a_whole_delivery_fills_every_contract() {
		let delivery = Delivery { contracted_wh: Wh(10), delivered_wh: Wh(10) };
		assert_eq!(delivery.part_of(&contract(0, 7)), Wh(7));
		assert_eq!(delivery.part_of(&contract(7, 3)), Wh(3));
	}

	#[test]
	fn a_short_delivery_is_shared_to_the_wh() {
		let quantities = [5u64, 1, 1, 40, 3, 17];
		let contracted: u64 = quantities.iter().sum();
		for delivered in 0..=contracted {
			let delivery = Delivery { contracted_wh: Wh(contracted), delivered_wh: Wh(delivered) };
			let (mut before, mut parts) = (0, 0);
			for quantity in quantities {
				let part = delivery.part_of(&contract(before, quantity)).0;
				let exact = quantity as f64 * delivered as f64 / contracted as f64;
				assert!((part as f64 - exact).abs() < 1.0);
				assert!(part <= quantity);
				before += quantity;
				parts += part;
			}
			assert_eq!(parts, delivered);
		}
	}

	#[test]
	fn the_largest_quantities_do_not_overflow() {
		let delivery = Delivery { contracted_wh: Wh(u64::MAX), delivered_wh: Wh(u64::MAX) };
		assert_eq!(delivery.part_of(&contract(0, u64::MAX)), Wh(u64::MAX));
	}

	#[test]
	fn an_improvement_never_hurts_the_other_side() {
		let terms = |limit, wh| OrderTerms { limit: PriceTick(limit), quantity_wh: Wh(wh) };
		assert!(improves(Side::Bid, &terms(100, 5), &terms(101, 5)));
		assert!(improves(Side::Ask, &terms(100, 5), &terms(99, 6)));
		assert!(!improves(Side::Bid, &terms(100, 5), &terms(99, 5)));
		assert!(!improves(Side::Ask, &terms(100, 5), &terms(101, 5)));
		assert!(!improves(Side::Bid, &terms(100, 5), &terms(200, 4)));
	}
}
