//! The answers of the [billing API](crate::billing_api): read, computed, never changed.

use crate::{
	billing_api::{Benefit, CustomerView, InvoiceState, InvoiceView, Outcome},
	market_api::OfferStatus,
	views, AccountId, Billing, Registry, Runtime, Timestamp,
};
use alloc::vec::Vec;
use joule_primitives::{
	BookId, Ecoin, Moment, Participants, PriceTick, Side, Vintage, Wh, QUARTER_MS,
};
use joule_tariff::{
	benefit::{ladder, with_and_without, worth_buying, Offer},
	calendar::month_of_year,
	Day, Part, Usage,
};
use pallet_billing::{
	Balance, CarriedOver, Contracts, Credits, CurrentSettings, Forecasts, Invoice, Invoices, Note,
	Notes, StandingOrders, Surplus, SurplusRule,
};
use pallet_energy_trading::{ContractState, Products, SpotHistory, SpotHistoryCount, SpotOutcome};
use pallet_metering::{Issuances, PointsOf};
use polkadot_sdk::frame_support::traits::Get;

/// The most prices of a book that are looked at.
const MAX_LEVELS: u32 = 256;

fn today() -> Day {
	Day::of(Timestamp::get())
}

pub(crate) fn customer(who: &AccountId) -> CustomerView {
	CustomerView {
		contract: Contracts::<Runtime>::get(who),
		standing_order: StandingOrders::<Runtime>::get(who),
		credit: Credits::<Runtime>::get(who),
		carried_over_wh: CarriedOver::<Runtime>::get(who),
	}
}

pub(crate) fn invoice(who: &AccountId, month: Vintage) -> Option<InvoiceView<AccountId>> {
	Invoices::<Runtime>::get(who, month).map(|invoice| view_of(who, month, invoice))
}

pub(crate) fn invoices(who: &AccountId) -> Vec<InvoiceView<AccountId>> {
	let mut views: Vec<_> = Invoices::<Runtime>::iter_prefix(who)
		.map(|(month, invoice)| view_of(who, month, invoice))
		.collect();
	views.sort_by_key(|view| core::cmp::Reverse(view.month));
	views
}

fn view_of(who: &AccountId, month: Vintage, invoice: Invoice) -> InvoiceView<AccountId> {
	let debt = Billing::debt_on(who, month, today());
	let state = match &debt {
		None => InvoiceState::Paid,
		Some(debt) if debt.owed().is_zero() => InvoiceState::WrittenOff,
		Some(debt) if debt.is_overdue(today()) => InvoiceState::Overdue,
		Some(_) => InvoiceState::Open,
	};
	let notes = Notes::<Runtime>::get(who, month).into_inner();
	InvoiceView { month, invoice, notes, state, debt }
}

pub(crate) fn benefit(
	who: &AccountId,
	month: Vintage,
	price: Option<PriceTick>,
) -> Option<Benefit> {
	let contract = Contracts::<Runtime>::get(who)?;
	let forecast = Forecasts::<Runtime>::get(who, month)?.forecast;
	let terms = contract.terms_in(month);
	let table = Billing::tariff_in(terms.class, month)?;
	let own_wh = forecast.generation_wh.min(forecast.demand_wh);
	let demand_wh = forecast.demand_wh.saturating_sub(own_wh);
	let surplus_wh = forecast.generation_wh.saturating_sub(own_wh);
	let days = Day::first_of(month)?.until(Day::of(month.end()?));
	let usage = as_last_time(who, demand_wh);
	let part = Part { table: &table, month_of_year: month_of_year(month), days, usage };

	let (buy_wh, pay) = worth_buying(&ladder(&part).ok()?, offers(who, month, Side::Ask, price));
	let (with, without) = with_and_without(&part, terms.contract_power, buy_wh).ok()?;
	let (sell_wh, earn) = fill(surplus_wh, offers(who, month, Side::Bid, price));
	let feed_in = match CurrentSettings::<Runtime>::get()?.surplus {
		SurplusRule::BuyBack { price } => sell_wh * price,
		SurplusRule::CarryOver { .. } => Ecoin::ZERO,
	};
	Some(Benefit { without, with, buy_wh, pay, sell_wh, earn, feed_in })
}

/// Energy split by when it is drawn as on the last invoice, if it was split there.
fn as_last_time(who: &AccountId, energy: Wh) -> Usage {
	let last = invoices(who).into_iter().next().map(|view| view.invoice.usage);
	last.and_then(|usage| usage.last().copied())
		.filter(|usage| !usage.energy_wh().is_zero())
		.map_or(Usage::Total(energy), |usage| usage.scaled_to(energy))
}

/// What others offer on a side: any amount at a price, or what rests on the spot market.
fn offers(who: &AccountId, month: Vintage, side: Side, price: Option<PriceTick>) -> Vec<Offer> {
	if let Some(price) = price {
		return Vec::from([(Wh(u64::MAX), price)]);
	}
	let Some(zone) = Registry::zone_of(who) else { return Vec::new() };
	let book = BookId { zone, vintage: month };
	let own = match side {
		Side::Ask => views::offers(OfferStatus::Open, Some(who), None),
		Side::Bid => views::offers(OfferStatus::Open, None, Some(who)),
	};
	let own_at = |price| -> Wh {
		let at_price = own.iter().filter(|offer| offer.book == book && offer.price == price);
		at_price.map(|offer| offer.quantity_wh).sum()
	};
	views::spot_depth(book, side, MAX_LEVELS)
		.into_iter()
		.map(|(price, energy)| (energy.saturating_sub(own_at(price)), price))
		.collect()
}

/// How much of some energy the bids take, and what they pay for it.
fn fill(energy: Wh, bids: Vec<Offer>) -> (Wh, Ecoin) {
	bids.into_iter().fold((Wh::ZERO, Ecoin::ZERO), |(sold, earned), (wanted, price)| {
		let taken = wanted.min(energy.saturating_sub(sold));
		(sold.saturating_add(taken), earned.saturating_add(taken * price))
	})
}

pub(crate) fn outcome(who: &AccountId, month: Vintage) -> Option<Outcome> {
	let invoice = Invoices::<Runtime>::get(who, month)?;
	if !has_all_trades_of(month)? {
		return None;
	}
	let notes = Notes::<Runtime>::get(who, month);
	let (usage, with) = notes.last().map_or_else(
		|| (invoice.usage.clone(), invoice.bill.clone()),
		|note: &Note<AccountId>| (note.usage.clone(), note.bill.clone()),
	);
	let imported_wh: Wh = usage.iter().map(Usage::energy_wh).sum();
	let balance = notes.last().map_or(invoice.balance, |note: &Note<AccountId>| {
		balance_after(&invoice.balance, imported_wh, note.billed_wh)
	});
	let Balance { covered_wh, carried_wh, .. } = invoice.balance;
	let own_wh: Wh = PointsOf::<Runtime>::get(who)
		.into_iter()
		.filter_map(|point| Issuances::<Runtime>::get(month, point))
		.map(|issuance| issuance.issued_wh)
		.sum();
	let balance_without = Balance::of(imported_wh, covered_wh, own_wh, carried_wh);
	let billed_wh = balance_without.billed_wh;
	let without = Billing::bill_for(&invoice.terms, &invoice.period, &usage, billed_wh).ok()?;
	let (surplus_wh, surplus_paid) = match invoice.surplus {
		Surplus::CarriedOver { quantity_wh } => (quantity_wh, Ecoin::ZERO),
		Surplus::BoughtBack { quantity_wh, paid } => (quantity_wh, paid),
		Surplus::Credited { quantity_wh, value } => (quantity_wh, value),
	};
	let surplus_wh_without = own_wh.saturating_sub(balance_without.redeemed_wh);
	let mut outcome = Outcome {
		balance,
		with,
		balance_without,
		without,
		surplus_wh,
		surplus_paid,
		surplus_wh_without,
		surplus_paid_without: surplus_wh_without * feed_in_price(&invoice.surplus),
		bought_wh: Wh::ZERO,
		paid: Ecoin::ZERO,
		sold_wh: Wh::ZERO,
		earned: Ecoin::ZERO,
		imbalance_paid: Ecoin::ZERO,
		imbalance_received: Ecoin::ZERO,
	};
	count_contracts(who, month, &mut outcome);
	count_spot_trades(who, month, &mut outcome);
	Some(outcome)
}

/// Whether the markets still have every trade in a month's energy. `None` if this is not a month.
fn has_all_trades_of(month: Vintage) -> Option<bool> {
	let begins = month.start()?;
	let first_product_kept_until = [
		QUARTER_MS,
		<Runtime as pallet_energy_trading::Config>::DeliveryGrace::get(),
		<Runtime as pallet_energy_trading::Config>::ConfirmationWindow::get(),
		<Runtime as pallet_energy_trading::Config>::RulingWindow::get(),
		<Runtime as pallet_energy_trading::Config>::Retention::get(),
	]
	.into_iter()
	.fold(begins, Moment::saturating_add);
	let length = <Runtime as pallet_energy_trading::Config>::SpotHistoryLength::get();
	// The line that the next one takes the place of is the oldest one.
	let next = SpotHistoryCount::<Runtime>::get().checked_rem(length)?;
	let is_overwritten = SpotHistory::<Runtime>::get(next).is_some_and(|line| line.at >= begins);
	Some(Timestamp::get() < first_product_kept_until && !is_overwritten)
}

/// What was taken off after a correction: what is charged for is the note's.
fn balance_after(before: &Balance, imported_wh: Wh, billed_wh: Wh) -> Balance {
	let taken_off_wh = imported_wh.saturating_sub(billed_wh);
	let covered_wh = before.covered_wh.min(taken_off_wh);
	let left_wh = taken_off_wh.saturating_sub(covered_wh);
	let carried_wh = before.carried_wh.min(left_wh);
	let redeemed_wh = left_wh.saturating_sub(carried_wh);
	Balance { imported_wh, covered_wh, redeemed_wh, carried_wh, billed_wh }
}

/// At which price surplus would have been bought back when an invoice was issued. Where it had none,
/// the rule now in force says.
fn feed_in_price(surplus: &Surplus) -> PriceTick {
	match *surplus {
		Surplus::BoughtBack { quantity_wh, paid: value }
		| Surplus::Credited { quantity_wh, value }
			if !quantity_wh.is_zero() =>
		{
			PriceTick((value.0 / u128::from(quantity_wh.0)) as u32)
		}
		Surplus::CarriedOver { quantity_wh } if !quantity_wh.is_zero() => PriceTick(0),
		_ => match CurrentSettings::<Runtime>::get().map(|settings| settings.surplus) {
			Some(SurplusRule::BuyBack { price }) => price,
			Some(SurplusRule::CarryOver { .. }) | None => PriceTick(0),
		},
	}
}

fn count_contracts(who: &AccountId, month: Vintage, outcome: &mut Outcome) {
	for contract in views::contracts(who) {
		let Some(product) = Products::<Runtime>::get(contract.product) else { continue };
		let ContractState::Settled { delivered_wh } = contract.state else { continue };
		if product.period.vintage() != Some(month) {
			continue;
		}
		let missing_wh = contract.quantity_wh.saturating_sub(delivered_wh);
		let (value, imbalance) =
			(delivered_wh * contract.price, missing_wh * product.imbalance_price);
		if contract.seller == *who {
			outcome.sold_wh = outcome.sold_wh.saturating_add(delivered_wh);
			outcome.earned = outcome.earned.saturating_add(value);
			outcome.imbalance_paid = outcome.imbalance_paid.saturating_add(imbalance);
		} else {
			outcome.bought_wh = outcome.bought_wh.saturating_add(delivered_wh);
			outcome.paid = outcome.paid.saturating_add(value);
			outcome.imbalance_received = outcome.imbalance_received.saturating_add(imbalance);
		}
	}
}

fn count_spot_trades(who: &AccountId, month: Vintage, outcome: &mut Outcome) {
	let trades = SpotHistory::<Runtime>::iter_values()
		.filter(|line| line.outcome == SpotOutcome::Traded && line.book.vintage == month);
	for trade in trades {
		let value = trade.quantity_wh * trade.price;
		if trade.seller.as_ref() == Some(who) {
			outcome.sold_wh = outcome.sold_wh.saturating_add(trade.quantity_wh);
			outcome.earned = outcome.earned.saturating_add(value);
		}
		if trade.buyer.as_ref() == Some(who) {
			outcome.bought_wh = outcome.bought_wh.saturating_add(trade.quantity_wh);
			outcome.paid = outcome.paid.saturating_add(value);
		}
	}
}
