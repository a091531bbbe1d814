//! The people of the month, and their deeds: each goes to the chain, and into the journal if the
//! chain accepted it.

use super::{first_of_month, profiles::Profiles, MONTH};
use joule_auditor::{Entry, Journal, Order, Rules, Side as JournalSide};
use joule_tests::*;
use pallet_energy_trading::{Config as TradingConfig, ContractIndex, NextProductId, Products};
use pallet_metering::SignedReading;
use polkadot_sdk::{frame_support::BoundedVec, sp_core::Get};
use std::collections::BTreeMap;

/// An order that somebody placed and may change.
#[derive(Clone, Copy, Debug)]
pub struct Placed {
	/// In which product.
	pub product: ProductId,
	/// Where it stands.
	pub order: OrderId,
	/// Whose it is.
	pub home: usize,
	/// What it asks for.
	pub terms: OrderTerms,
}

/// What happened, in numbers.
#[derive(Clone, Debug, Default)]
pub struct Happened {
	/// Readings recorded.
	pub readings: u64,
	/// Orders amended or cancelled.
	pub changes: u64,
	/// Disputes raised.
	pub disputes: u64,
	/// Disputes ruled on.
	pub rulings: u64,
	/// Contracts settled for less than was contracted.
	pub short: u64,
	/// Trades on the spot.
	pub spot_trades: u64,
	/// What each home sold and handed over, by the chain's events.
	pub sold_wh: Vec<u64>,
	/// What each home bought and was handed, by the chain's events.
	pub bought_wh: Vec<u64>,
	/// What was refused, by error.
	pub refused: BTreeMap<String, u64>,
}

/// The neighbourhood.
pub struct Neighbourhood {
	/// What the meters will measure. People know it before, more or less: they forecast.
	pub profiles: Profiles,
	/// Chance.
	pub chance: Chance,
	/// The people, in the order of the profiles.
	pub people: Vec<Person>,
	/// What the auditor will be given.
	pub journal: Journal,
	/// What happened.
	pub happened: Happened,
	/// The month product.
	pub month_product: ProductId,
	/// The hour products, by hour of the month.
	pub hour_products: Vec<ProductId>,
	/// Orders that can still be changed.
	pub placed: Vec<Placed>,
	/// Disputes that the operator has not ruled on.
	pub disputes: Vec<(ProductId, ContractIndex)>,
	meters: Vec<Meter>,
	/// Until which quarter a home's meter is without a connection.
	offline_until: Vec<u64>,
	/// What was read meanwhile, with its entry for the journal.
	unsent: Vec<Vec<(SignedReading, Entry)>>,
}

impl Neighbourhood {
	/// Registers everybody and fills their purses.
	pub fn new(profiles: Profiles, seed: u64) -> Self {
		let homes = profiles.homes();
		let mut chance = Chance::new(seed);
		let people: Vec<_> = (1..=homes as u32)
			.map(|number| home(number).with_ecoin_krw(20_000 + chance.below(200_000)))
			.collect();
		let most_spot_trades: u32 = <Runtime as TradingConfig>::MaxCrossings::get();
		let rules = Rules {
			highest_limit: <Matching as CallAuction<AccountId>>::price_range().1 .0,
			delivery_grace_ms: <Runtime as TradingConfig>::DeliveryGrace::get(),
			dispute_window_ms: <Runtime as TradingConfig>::ConfirmationWindow::get(),
			ruling_window_ms: <Runtime as TradingConfig>::RulingWindow::get(),
			most_spot_trades: most_spot_trades as usize,
		};
		let ecoin = people.iter().map(|person| total_ecoin(&person.account).0).collect();
		Self {
			profiles,
			chance,
			people,
			journal: Journal { rules, ecoin, entries: Vec::new() },
			happened: Happened {
				sold_wh: vec![0; homes],
				bought_wh: vec![0; homes],
				..Happened::default()
			},
			month_product: 0,
			hour_products: Vec::new(),
			placed: Vec::new(),
			disputes: Vec::new(),
			meters: Vec::new(),
			offline_until: vec![0; homes],
			unsent: vec![Vec::new(); homes],
		}
	}

	/// Which home an account is.
	pub fn home_of(&self, account: &AccountId) -> usize {
		let home = self.people.iter().position(|person| person.account == *account);
		home.expect("only the neighbourhood trades")
	}

	/// Does something on the chain. What it accepts goes into the journal, what it refuses is
	/// counted.
	pub fn deed(&mut self, who: &Person, call: TradingCall, entry: Entry) -> bool {
		match dispatch(who.origin(), call) {
			Ok(()) => {
				self.journal.entries.push((now(), entry));
				true
			}
			Err(error) => {
				let reason = <&str>::from(error).to_string();
				*self.happened.refused.entry(reason).or_default() += 1;
				false
			}
		}
	}

	/// Does something of which the chain says the same whoever asks for it.
	pub fn operator_deed(&mut self, call: TradingCall, entry: Entry) -> bool {
		self.deed(&operator(), call, entry)
	}

	/// The operator opens products that follow one another, and the journal notes each.
	pub fn open(&mut self, resolution: Resolution, first_start: Moment, count: u32) -> ProductId {
		let first = NextProductId::<Runtime>::get();
		assert_ok!(EnergyTrading::create_series(
			operator().origin(),
			pallet_energy_trading::Series {
				zone: ZONE,
				resolution,
				first_start,
				count,
				gate_lead_ms: HOUR_MS,
				lock_lead_ms: HOUR_MS,
			}
		));
		for id in first..first + count {
			let product = Products::<Runtime>::get(id).expect("it was opened");
			let opened = Entry::ProductOpened {
				product: id,
				month: MONTH.0,
				starts_at: product.period.start,
				ends_at: product.period.end,
				closes_at: product.closes_at,
				imbalance_price: product.imbalance_price.0,
			};
			self.journal.entries.push((now(), opened));
		}
		first
	}

	/// A home places a batch of orders.
	pub fn place(&mut self, home: usize, product: ProductId, side: Side, terms: &[OrderTerms]) {
		let (bids, asks) = <Matching as CallAuction<AccountId>>::batch_counts(product);
		let orders = terms.iter().map(journal_order).collect();
		let call = TradingCall::place_orders {
			product,
			side,
			orders: BoundedVec::truncate_from(terms.to_vec()),
		};
		let side_of_journal = journal_side(side);
		let entry = Entry::OrdersPlaced { product, side: side_of_journal, account: home, orders };
		if self.deed(&self.people[home].clone(), call, entry) {
			let batch = if side == Side::Bid { bids } else { asks };
			self.placed.extend((0u16..).zip(terms).map(|(index, terms)| Placed {
				product,
				order: OrderId { side, batch, index },
				home,
				terms: *terms,
			}));
		}
	}

	/// A home gives an order other terms, or cancels it, if there are none.
	pub fn change(&mut self, placed: &mut Placed, terms: Option<OrderTerms>) {
		let Placed { product, order, home, terms: old } = *placed;
		let call = match terms {
			Some(terms) => TradingCall::amend_order { product, order, terms },
			None => TradingCall::cancel_orders {
				product,
				orders: BoundedVec::truncate_from(vec![order]),
			},
		};
		let cancelled = OrderTerms { quantity_wh: Wh::ZERO, ..old };
		let entry = Entry::OrderChanged {
			product,
			side: journal_side(order.side),
			batch: order.batch as usize,
			index: order.index.into(),
			terms: journal_order(&terms.unwrap_or(cancelled)),
		};
		if self.deed(&self.people[home].clone(), call, entry) {
			placed.terms = terms.unwrap_or(cancelled);
			self.happened.changes += 1;
		}
	}

	/// The meters go into service, at the beginning of the month.
	pub fn install_meters(&mut self) {
		let kinds = [MeterKind::Ed25519, MeterKind::Sr25519].into_iter().cycle();
		let people = self.people.iter().zip(kinds);
		self.meters = people.map(|(owner, kind)| Meter::install(owner, kind)).collect();
		for account in 0..self.people.len() {
			let installed = Entry::MeterRead {
				account,
				month: MONTH.0,
				measured_at: now(),
				imported_wh: 0,
				exported_wh: 0,
			};
			self.journal.entries.push((now(), installed));
		}
	}

	/// Every meter is read at the end of a quarter of an hour, and what is read is sent as one
	/// batch. A home without a connection sends later.
	pub fn read_meters(&mut self, quarter: u64) {
		let measured_at = first_of_month() + (quarter + 1) * QUARTER_MS;
		let may_go_offline = measured_at < first_of_month() + 29 * DAY_MS;
		let mut batch = Vec::new();
		for account in 0..self.meters.len() {
			let flow = self.profiles.quarter(account, quarter);
			let (imported, exported) = (Wh(flow.imported), Wh(flow.exported));
			let signed = self.meters[account].next_reading(measured_at, imported, exported);
			let entry = Entry::MeterRead {
				account,
				month: MONTH.0,
				measured_at,
				imported_wh: flow.imported,
				exported_wh: flow.exported,
			};
			self.unsent[account].push((signed, entry));
			if may_go_offline && self.chance.below(2_000) == 0 {
				self.offline_until[account] = quarter + 4 + self.chance.below(40);
			}
			if quarter >= self.offline_until[account] {
				batch.append(&mut self.unsent[account]);
			}
		}
		for part in batch.chunks(100) {
			let readings = part.iter().map(|(signed, _)| *signed).collect();
			let readings = BoundedVec::truncate_from(readings);
			assert_ok!(Metering::submit_readings(meter_operator().origin(), readings));
			self.happened.readings += part.len() as u64;
			self.journal.entries.extend(part.iter().map(|(_, entry)| (now(), entry.clone())));
		}
	}
}

/// A side in the words of the journal.
pub fn journal_side(side: Side) -> JournalSide {
	match side {
		Side::Bid => JournalSide::Buy,
		Side::Ask => JournalSide::Sell,
	}
}

/// An order in the words of the journal.
pub fn journal_order(terms: &OrderTerms) -> Order {
	Order { limit: terms.limit.0, wh: terms.quantity_wh.0 }
}
