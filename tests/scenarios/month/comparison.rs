//! The chain against the auditor.

use super::{neighbourhood::Neighbourhood, MONTH};
use joule_auditor::{audit, Audit, Purse};
use joule_tests::*;
use pallet_energy_trading::{HoldReason, Products, Stage};

impl Neighbourhood {
	/// Sums up what the chain said since the last time.
	pub fn note_events(&mut self) {
		for record in System::read_events_no_consensus() {
			match record.event {
				RuntimeEvent::EnergyTrading(TradingEvent::ContractSettled {
					product,
					contract,
					delivered_wh,
					..
				}) => {
					let (_, terms) = EnergyTrading::contracts_from(product, contract, 1)[0].clone();
					self.happened.short += u64::from(delivered_wh < terms.quantity_wh);
					self.note_sale(&terms.seller, &terms.buyer, delivered_wh);
				}
				RuntimeEvent::EnergyTrading(TradingEvent::SpotTraded {
					seller,
					buyer,
					quantity_wh,
					..
				}) => {
					self.happened.spot_trades += 1;
					self.note_sale(&seller, &buyer, quantity_wh);
				}
				RuntimeEvent::EnergyTrading(TradingEvent::SettlementPostponed {
					error, ..
				}) => panic!("a settlement failed: {error:?}"),
				_ => (),
			}
		}
		System::reset_events();
	}

	fn note_sale(&mut self, seller: &AccountId, buyer: &AccountId, quantity: Wh) {
		let (seller, buyer) = (self.home_of(seller), self.home_of(buyer));
		self.happened.sold_wh[seller] += quantity.0;
		self.happened.bought_wh[buyer] += quantity.0;
	}

	/// Compares everything that can be compared, to the unit.
	pub fn assert_agrees_with_the_auditor(&mut self) {
		self.note_events();
		let audit = audit(&self.journal, now());

		for (product, clearing) in &audit.clearings {
			let found = <Matching as CallAuction<AccountId>>::clearing(*product)
				.map(|clearing| (clearing.price.0, clearing.volume_wh.0));
			assert_eq!(found, Some(*clearing), "the clearing of product {product}");
		}
		let (made, settled) = Products::<Runtime>::iter_values()
			.fold((0, 0), |sum, product| (sum.0 + product.contracts, sum.1 + product.settled));
		assert_eq!((made as usize, settled as usize), audit.contracts, "contracts made, settled");

		for (person, expected) in self.people.iter().zip(&audit.purses) {
			assert_eq!(purse_of(person), normal(expected), "{} at {}", person.name, now());
		}
		let escrow = energy_of(&EnergyTrading::escrow_account(), MONTH).0;
		assert_eq!(escrow, energy(&audit.escrow_wh), "the escrow");
		assert_eq!(self.happened.sold_wh, audit.sold_wh, "what each home sold");
		assert_eq!(self.happened.bought_wh, audit.bought_wh, "what each home bought");
		self.assert_nothing_was_lost(&audit);
	}

	/// What one has another has not: the sums are those of the beginning, and of the meters.
	fn assert_nothing_was_lost(&self, audit: &Audit) {
		let ecoin: u128 = self.people.iter().map(|person| total_ecoin(&person.account).0).sum();
		assert_eq!(ecoin, self.journal.ecoin.iter().sum(), "ecoin in all");
		let sold: u64 = audit.sold_wh.iter().sum();
		let bought: u64 = audit.bought_wh.iter().sum();
		assert_eq!(sold, bought, "each Wh sold is a Wh bought");
	}

	/// Nothing is open any more, but offers on the spot market.
	pub fn assert_all_is_settled(&self) {
		for (id, product) in Products::<Runtime>::iter() {
			assert_eq!(product.stage, Stage::Settled, "product {id}");
			assert_eq!(product.settled, product.contracts, "product {id}");
		}
		for person in &self.people {
			for reason in [HoldReason::ForwardBid, HoldReason::Collateral] {
				assert_eq!(held_ecoin(&person.account, reason), Ecoin::ZERO, "{}", person.name);
			}
		}
		let exported: u64 =
			(0..self.people.len()).map(|home| self.profiles.month(home).exported).sum();
		let owned: u64 = self.people.iter().map(|it| energy_of(&it.account, MONTH).0).sum();
		let offered = energy_of(&EnergyTrading::escrow_account(), MONTH).0;
		assert_eq!(owned + offered, exported, "energy in all");
	}

	/// A month in which nothing happened would prove nothing.
	pub fn assert_much_happened(&self) {
		let happened = &self.happened;
		let (made, _) = audit(&self.journal, now()).contracts;
		let sold_kwh = happened.sold_wh.iter().sum::<u64>() / 1_000;
		println!("{} readings, {} journal entries", happened.readings, self.journal.entries.len());
		println!("{made} contracts, {} of them short, {sold_kwh} kWh sold in all", happened.short);
		println!("{} orders changed", happened.changes);
		println!("{} disputes, {} rulings", happened.disputes, happened.rulings);
		println!("{} spot trades", happened.spot_trades);
		println!("refused: {:#?}", happened.refused);
		assert_eq!(happened.readings, 2_880 * self.people.len() as u64, "readings");
		for (what, count, least) in [
			("contracts", made as u64, 2_000),
			("contracts delivered short", happened.short, 200),
			("orders changed", happened.changes, 500),
			("disputes", happened.disputes, 100),
			("rulings", happened.rulings, 50),
			("spot trades", happened.spot_trades, 200),
			("kWh sold", sold_kwh, 500),
		] {
			assert!(count >= least, "only {count} {what}");
		}
	}
}

/// What a person has on the chain, in the words of the auditor.
fn purse_of(person: &Person) -> Purse {
	let account = &person.account;
	normal(&Purse {
		free: free_ecoin(account).0,
		locked_for_bids: held_ecoin(account, HoldReason::ForwardBid).0,
		locked_for_asks: held_ecoin(account, HoldReason::Collateral).0,
		locked_for_spot: held_ecoin(account, HoldReason::SpotBid).0,
		energy_wh: [(MONTH.0, energy_of(account, MONTH).0)].into(),
	})
}

/// A purse without the months of which there is no energy.
fn normal(purse: &Purse) -> Purse {
	let mut purse = purse.clone();
	purse.energy_wh.retain(|_, wh| *wh > 0);
	purse
}

fn energy(by_month: &std::collections::BTreeMap<u32, u64>) -> u64 {
	by_month.get(&MONTH.0).copied().unwrap_or_default()
}
