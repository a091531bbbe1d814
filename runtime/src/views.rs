//! The answers of the [market API](crate::market_api): read, filtered, never changed.

use crate::{
	market_api::{
		ContractView, MarketStatistics, OfferStatus, OfferView, OrderView, ProductView, VolumeView,
	},
	AccountId, EnergyTrading, Matching, Metering, Registry, Runtime, Timestamp,
};
use alloc::vec::Vec;
use joule_primitives::{
	BookId, CallAuction, Clearing, ContinuousBook, DeliveryPeriod, MeteredVolumes, OrderId,
	PriceTick, ProductId, Side, Wh, ZoneId,
};
use pallet_energy_trading::{
	NextProductId, PlacedBatch, Positions, Product, Products, QueueEnds, SpotHistory,
	SpotHistoryCount, SpotOutcome, SpotRecord, Stage,
};
use pallet_matching::{AuctionBooks, RestingOrders};
use pallet_registry::SendingLimits;
use polkadot_sdk::frame_support::traits::Get;

type Auction = Matching;
type Spot = Matching;

/// The most offers in one answer.
const MAX_OFFERS: usize = 1_000;

/// The most products that the statistics look at, from the newest on.
const MAX_PRODUCTS_COUNTED: ProductId = 4_096;

/// The most resting offers that the statistics count.
const MAX_OFFERS_COUNTED: usize = 1_000;

pub(crate) fn products(zone: Option<ZoneId>) -> Vec<ProductView> {
	let mut products: Vec<_> = Products::<Runtime>::iter()
		.filter(|(_, product)| zone.is_none_or(|zone| product.zone == zone))
		.map(|(id, product)| ProductView { id, product, clearing: clearing(id) })
		.collect();
	products.sort_by_key(|view| view.id);
	products
}

pub(crate) fn clearing(product: ProductId) -> Option<Clearing> {
	<Auction as CallAuction<AccountId>>::clearing(product)
}

pub(crate) fn auction_depth(product: ProductId, side: Side, levels: u32) -> Vec<(PriceTick, Wh)> {
	<Auction as CallAuction<AccountId>>::depth(product, side, levels)
}

pub(crate) fn spot_depth(book: BookId, side: Side, levels: u32) -> Vec<(PriceTick, Wh)> {
	<Spot as ContinuousBook<AccountId>>::depth(book, side, levels)
}

pub(crate) fn orders(who: &AccountId) -> Vec<OrderView> {
	let mut views = Vec::new();
	for (product, position) in Positions::<Runtime>::iter_prefix(who) {
		let side = position.side;
		for PlacedBatch { batch, .. } in position.batches {
			let orders = <Auction as CallAuction<AccountId>>::batch(product, side, batch)
				.map(|(_, orders)| orders)
				.unwrap_or_default();
			views.extend(
				(0u16..).zip(orders).filter(|(_, terms)| !terms.quantity_wh.is_zero()).map(
					|(index, terms)| OrderView {
						product,
						order: OrderId { side, batch, index },
						terms,
					},
				),
			);
		}
	}
	views
}

pub(crate) fn contracts(who: &AccountId) -> Vec<ContractView<AccountId>> {
	let mut views = Vec::new();
	for (product, position) in Positions::<Runtime>::iter_prefix(who) {
		let price = clearing(product).unwrap_or_default().price;
		for fill in position.batches.iter().filter_map(|placed| placed.fill) {
			views.extend(contracts_of_fill(product, price, fill.first_contract, fill.filled_wh));
		}
	}
	views
}

/// The contracts from `first` on that add up to what a batch was filled with.
fn contracts_of_fill(
	product: ProductId,
	price: PriceTick,
	first: u32,
	filled_wh: Wh,
) -> Vec<ContractView<AccountId>> {
	let mut views = Vec::new();
	let (mut next, mut left_wh) = (first, filled_wh);
	while !left_wh.is_zero() {
		let contracts =
			EnergyTrading::contracts_from(product, next, pallet_energy_trading::CONTRACTS_PER_PAGE);
		if contracts.is_empty() {
			break;
		}
		for (contract, terms) in contracts {
			if left_wh.is_zero() {
				break;
			}
			left_wh = left_wh.saturating_sub(terms.quantity_wh);
			next = contract.saturating_add(1);
			views.push(ContractView {
				product,
				contract,
				seller: terms.seller,
				buyer: terms.buyer,
				quantity_wh: terms.quantity_wh,
				price,
				state: terms.state,
			});
		}
	}
	views
}

pub(crate) fn limits(who: &AccountId) -> Option<SendingLimits> {
	Registry::limits(who)
}

pub(crate) fn offers(
	status: OfferStatus,
	seller: Option<&AccountId>,
	buyer: Option<&AccountId>,
) -> Vec<OfferView<AccountId>> {
	let all = match status {
		OfferStatus::Open => open_offers(),
		OfferStatus::Traded => past_offers(SpotOutcome::Traded, status),
		OfferStatus::Withdrawn => past_offers(SpotOutcome::Withdrawn, status),
	};
	let matches = |wanted: Option<&AccountId>, actual: &Option<AccountId>| {
		wanted.is_none_or(|wanted| actual.as_ref() == Some(wanted))
	};
	all.into_iter()
		.filter(|offer| matches(seller, &offer.seller) && matches(buyer, &offer.buyer))
		.take(MAX_OFFERS)
		.collect()
}

fn open_offers() -> Vec<OfferView<AccountId>> {
	let mut resting = <Spot as ContinuousBook<AccountId>>::resting();
	resting.sort_by_key(|(id, _)| core::cmp::Reverse(*id));
	resting
		.into_iter()
		.map(|(id, order)| {
			let (seller, buyer) = match order.side {
				Side::Ask => (Some(order.owner), None),
				Side::Bid => (None, Some(order.owner)),
			};
			OfferView {
				order: id,
				status: OfferStatus::Open,
				book: order.book,
				seller,
				buyer,
				price: order.limit,
				quantity_wh: order.remaining_wh,
				at: None,
			}
		})
		.collect()
}

fn past_offers(outcome: SpotOutcome, status: OfferStatus) -> Vec<OfferView<AccountId>> {
	let count = SpotHistoryCount::<Runtime>::get();
	let length = <<Runtime as pallet_energy_trading::Config>::SpotHistoryLength as Get<u64>>::get();
	let oldest = count.saturating_sub(length);
	(oldest..count)
		.rev()
		.filter_map(|line| SpotHistory::<Runtime>::get(line.checked_rem(length)?))
		.filter(|record| record.outcome == outcome)
		.map(|record: SpotRecord<AccountId>| OfferView {
			order: record.order,
			status,
			book: record.book,
			seller: record.seller,
			buyer: record.buyer,
			price: record.price,
			quantity_wh: record.quantity_wh,
			at: Some(record.at),
		})
		.collect()
}

pub(crate) fn metered_volume(who: &AccountId, zone: ZoneId, period: &DeliveryPeriod) -> VolumeView {
	VolumeView {
		exported_wh: Metering::exported_wh(who, zone, period),
		imported_wh: Metering::imported_wh(who, zone, period),
	}
}

pub(crate) fn statistics() -> MarketStatistics {
	let (front, free) = QueueEnds::<Runtime>::get();
	let mut statistics = MarketStatistics {
		now: Timestamp::get(),
		queued_products: free.saturating_sub(front),
		resting_offers: RestingOrders::<Runtime>::iter_keys().take(MAX_OFFERS_COUNTED).count()
			as u32,
		spot_outcomes: SpotHistoryCount::<Runtime>::get(),
		..Default::default()
	};
	let next = NextProductId::<Runtime>::get();
	for id in next.saturating_sub(MAX_PRODUCTS_COUNTED)..next {
		if let Some(product) = Products::<Runtime>::get(id) {
			count_product(&mut statistics, id, &product);
		}
	}
	statistics
}

fn count_product(statistics: &mut MarketStatistics, id: ProductId, product: &Product) {
	statistics.contracts += u64::from(product.contracts);
	statistics.unsettled_contracts += u64::from(product.contracts.saturating_sub(product.settled));
	if product.stage != Stage::Gathering {
		return;
	}
	let gate = product.closes_at;
	statistics.next_gate = Some(statistics.next_gate.map_or(gate, |next| next.min(gate)));
	if gate <= statistics.now {
		statistics.uncleared_products += 1;
	} else if let Some(book) = AuctionBooks::<Runtime>::get(id) {
		statistics.open_products += 1;
		statistics.open_batches += u64::from(book.bids.batches) + u64::from(book.asks.batches);
		statistics.open_bids_wh = statistics.open_bids_wh.saturating_add(book.bids.total_wh);
		statistics.open_asks_wh = statistics.open_asks_wh.saturating_add(book.asks.total_wh);
	}
}
