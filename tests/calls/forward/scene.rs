//! A seller and a buyer, their meters and their contract for an hour's energy.

use joule_tests::*;
use pallet_energy_trading::{
	Contract, ContractIndex, ContractState, HoldReason, Product, Products, Stage,
};

/// What is contracted.
pub const CONTRACTED: Wh = Wh(10_000);

/// The clearing price between an ask at 100.0 and a bid at 150.0 KRW/kWh.
pub const PRICE: PriceTick = PriceTick(1_250);

/// The imbalance price that the presets begin with.
pub const IMBALANCE: PriceTick = PriceTick(2_146);

/// What everybody has at first.
pub const SAVINGS: Ecoin = Ecoin::from_krw(100_000);

/// A trade of [`CONTRACTED`] at [`PRICE`], the only one of its product.
pub struct Deal {
	/// The product.
	pub product: ProductId,
	/// Who sells.
	pub seller: Person,
	/// Who buys.
	pub buyer: Person,
	/// What the seller exports goes through this one.
	pub seller_meter: Meter,
	/// What the buyer imports goes through this one.
	pub buyer_meter: Meter,
}

impl Deal {
	/// The gate has closed and the contract is made.
	pub fn agreed() -> Self {
		let (seller, buyer) = (wealthy(1), wealthy(2));
		let deal = Self {
			product: open_hour_products(1)[0],
			seller_meter: Meter::install(&seller, MeterKind::Ed25519),
			buyer_meter: Meter::install(&buyer, MeterKind::Sr25519),
			seller,
			buyer,
		};
		ask(&deal.seller, deal.product, &[(1_000, CONTRACTED.0)]);
		bid(&deal.buyer, deal.product, &[(1_500, CONTRACTED.0)]);
		assert_eq!(clear(deal.product).price, PRICE);
		deal
	}

	/// The period is over and both meters were read: the seller exported so much, the buyer
	/// imported so much.
	pub fn metered(exported: Wh, imported: Wh) -> Self {
		let mut deal = Self::agreed();
		let period = deal.state().period;
		advance_to(period.start);
		deal.seller_meter.read(Wh::ZERO, Wh::ZERO);
		deal.buyer_meter.read(Wh::ZERO, Wh::ZERO);
		advance_to(period.end);
		deal.seller_meter.read(Wh::ZERO, exported);
		deal.buyer_meter.read(imported, Wh::ZERO);
		deal
	}

	/// The seller delivered so much, and the buyer's meter does not confirm it.
	pub fn delivered(exported: Wh) -> Self {
		let deal = Self::metered(exported, Wh::ZERO);
		assert_ok!(deal.deliver());
		deal
	}

	/// The seller delivered so much, and the buyer disputes it.
	pub fn disputed(exported: Wh) -> Self {
		let deal = Self::delivered(exported);
		assert_ok!(EnergyTrading::dispute(deal.buyer.origin(), deal.product, 0, evidence()));
		deal
	}

	/// The seller has its delivery established.
	pub fn deliver(&self) -> Result<(), DispatchError> {
		self.deliver_by(&self.seller)
	}

	/// Somebody has the seller's delivery established.
	pub fn deliver_by(&self, who: &Person) -> Result<(), DispatchError> {
		EnergyTrading::deliver(who.origin(), self.product, self.seller.account.clone())
	}

	/// The product.
	pub fn state(&self) -> Product {
		Products::<Runtime>::get(self.product).expect("the product exists")
	}

	/// How far the contract has come.
	pub fn contract_state(&self) -> ContractState {
		contract(self.product, 0).state
	}

	/// When delivery is due at the latest.
	pub fn delivery_due(&self) -> Moment {
		self.state().period.end + HOUR_MS
	}

	/// When the window for disputes closes.
	pub fn dispute_window_ends(&self) -> Moment {
		self.delivery_due() + 3 * DAY_MS
	}

	/// When the time for rulings is over.
	pub fn ruling_window_ends(&self) -> Moment {
		self.dispute_window_ends() + 7 * DAY_MS
	}

	/// Fails unless the contract was settled once, with so much of it delivered, and everybody has
	/// what follows from that, to the unit.
	pub fn assert_settled(&self, delivered: Wh) {
		let shortfall = CONTRACTED.saturating_sub(delivered);
		let (paid, imbalance_paid) = (delivered * PRICE, shortfall * IMBALANCE);
		assert_eq!(self.contract_state(), ContractState::Settled { delivered_wh: delivered });
		assert_eq!(
			times_emitted(TradingEvent::ContractSettled {
				product: self.product,
				contract: 0,
				delivered_wh: delivered,
				paid,
				imbalance_paid,
			}),
			1
		);
		assert_eq!(self.state().stage, Stage::Settled);
		assert_eq!(times_emitted(TradingEvent::ProductSettled { product: self.product }), 1);

		let (seller, buyer) = (&self.seller.account, &self.buyer.account);
		assert_eq!(free_ecoin(seller).0, SAVINGS.0 + paid.0 - imbalance_paid.0);
		assert_eq!(free_ecoin(buyer).0, SAVINGS.0 - paid.0 + imbalance_paid.0);
		assert_eq!(held_ecoin(seller, HoldReason::Collateral), Ecoin::ZERO);
		assert_eq!(held_ecoin(buyer, HoldReason::ForwardBid), Ecoin::ZERO);
		assert_eq!(energy_of(buyer, ConstMonth::NOW), delivered);
		assert_eq!(energy_in_escrow(), Wh::ZERO);
	}
}

/// A home with [`SAVINGS`].
pub fn wealthy(number: u32) -> Person {
	home(number).with_ecoin_krw(100_000)
}

/// Somebody who may send and has no part in any trade.
pub fn bystander() -> Person {
	let [.., last] = sites();
	last
}

/// The hash of what a buyer puts forward.
pub fn evidence() -> polkadot_sdk::sp_core::H256 {
	polkadot_sdk::sp_core::H256::repeat_byte(0xe5)
}

/// A contract of a product.
pub fn contract(product: ProductId, index: ContractIndex) -> Contract<AccountId> {
	let (_, contract) = contracts_of(product).swap_remove(index as usize);
	contract
}

/// This month's energy in escrow.
pub fn energy_in_escrow() -> Wh {
	energy_of(&EnergyTrading::escrow_account(), ConstMonth::NOW)
}

/// How often an event was emitted.
pub fn times_emitted(event: TradingEvent) -> usize {
	let event = RuntimeEvent::from(event);
	System::events().into_iter().filter(|record| record.event == event).count()
}

/// What the chain does by itself now.
pub fn run_hooks() {
	advance_to(now());
}
