//! The spot market: energy that exists, delivered against payment in one extrinsic.

use crate::{
	frame_support, sp_runtime, Config, Error, Event, HoldReason, Pallet, Remainder, SpotHistory,
	SpotHistoryCount, SpotOutcome, SpotRecord,
};
use frame_support::{
	ensure,
	traits::{fungibles::Inspect, DefensiveOption, Get, Time},
};
use joule_primitives::{
	BookId, BookOrderId, ContinuousBook, Crossing, PriceTick, Side, Vintage, Wh,
};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Returns how many resting orders were traded with.
	pub(crate) fn do_place_spot_order(
		who: &T::AccountId,
		side: Side,
		vintage: Vintage,
		limit: PriceTick,
		quantity_wh: Wh,
		remainder: Remainder,
	) -> Result<u32, DispatchError> {
		let zone = Self::home_of_trader(who, side)?;
		// The ecoin is an asset too, and its id is no month.
		let is_energy = vintage.start().is_some() && T::Assets::asset_exists(vintage.asset_id());
		ensure!(is_energy, Error::<T>::UnknownVintage);
		let book = BookId { zone, vintage };

		let crossings =
			T::Spot::cross(book, side, who, limit, quantity_wh, T::MaxCrossings::get())?;
		let traded_wh: Wh = crossings.iter().map(|crossing| crossing.quantity_wh).sum();
		for crossing in &crossings {
			Self::settle_crossing(book, side, who, crossing)?;
		}

		let left_wh = quantity_wh.saturating_sub(traded_wh);
		let still_matches =
			T::Spot::best(book, side.opposite()).is_some_and(|price| side.accepts(limit, price));
		let resting = if remainder == Remainder::Rest && !left_wh.is_zero() && !still_matches {
			Self::cover_resting(book, side, who, limit, left_wh)?;
			Some(T::Spot::rest(book, side, who, limit, left_wh)?)
		} else {
			None
		};

		let resting_wh = if resting.is_some() { left_wh } else { Wh::ZERO };
		Self::deposit_event(Event::SpotOrderPlaced {
			who: who.clone(),
			book,
			side,
			limit,
			traded_wh,
			resting,
			resting_wh,
			dropped_wh: left_wh.saturating_sub(resting_wh),
		});
		Ok(crossings.len() as u32)
	}

	pub(crate) fn do_take_spot_order(
		who: &T::AccountId,
		order: BookOrderId,
		quantity_wh: Wh,
	) -> DispatchResult {
		let resting = T::Spot::order(order);
		let crossing = T::Spot::take(order, who, quantity_wh)?;
		let resting = resting.defensive_ok_or(DispatchError::Corruption)?;
		let side = resting.side.opposite();
		Self::ensure_may_trade(who, side, resting.book.zone)?;
		Self::settle_crossing(resting.book, side, who, &crossing)
	}

	pub(crate) fn do_withdraw_spot_order(who: &T::AccountId, order: BookOrderId) -> DispatchResult {
		let withdrawn = T::Spot::withdraw(order, who)?;
		let (book, quantity_wh) = (withdrawn.book, withdrawn.remaining_wh);
		match withdrawn.side {
			Side::Bid => {
				Self::release_ecoin(HoldReason::SpotBid, who, quantity_wh * withdrawn.limit)?
			}
			Side::Ask => {
				Self::move_energy(book.vintage, &Self::escrow_account(), who, quantity_wh)?
			}
		}
		let (seller, buyer) = match withdrawn.side {
			Side::Bid => (None, Some(who.clone())),
			Side::Ask => (Some(who.clone()), None),
		};
		Self::record(SpotRecord {
			outcome: SpotOutcome::Withdrawn,
			order,
			book,
			seller,
			buyer,
			price: withdrawn.limit,
			quantity_wh,
			at: T::Time::now(),
		});
		Self::deposit_event(Event::SpotOrderWithdrawn { who: who.clone(), order, quantity_wh });
		Ok(())
	}

	/// Covers an order that is about to rest: a bid with ecoin, an ask with the energy itself.
	fn cover_resting(
		book: BookId,
		side: Side,
		who: &T::AccountId,
		limit: PriceTick,
		quantity_wh: Wh,
	) -> DispatchResult {
		match side {
			Side::Bid => Self::hold_ecoin(HoldReason::SpotBid, who, quantity_wh * limit),
			Side::Ask => Self::move_energy(book.vintage, who, &Self::escrow_account(), quantity_wh),
		}
	}

	/// Delivers against payment: the taker is on `side`, the resting order on the other.
	fn settle_crossing(
		book: BookId,
		side: Side,
		taker: &T::AccountId,
		crossing: &Crossing<T::AccountId>,
	) -> DispatchResult {
		let Crossing { resting, owner, price, quantity_wh, remaining_wh } = crossing;
		let paid = *quantity_wh * *price;
		let (seller, buyer) = match side {
			Side::Bid => {
				Self::pay(taker, owner, paid)?;
				Self::move_energy(book.vintage, &Self::escrow_account(), taker, *quantity_wh)?;
				(owner, taker)
			}
			Side::Ask => {
				Self::move_energy(book.vintage, taker, owner, *quantity_wh)?;
				Self::pay_from_hold(HoldReason::SpotBid, owner, taker, paid)?;
				(taker, owner)
			}
		};
		Self::record(SpotRecord {
			outcome: SpotOutcome::Traded,
			order: *resting,
			book,
			seller: Some(seller.clone()),
			buyer: Some(buyer.clone()),
			price: *price,
			quantity_wh: *quantity_wh,
			at: T::Time::now(),
		});
		Self::deposit_event(Event::SpotTraded {
			order: *resting,
			seller: seller.clone(),
			buyer: buyer.clone(),
			book,
			quantity_wh: *quantity_wh,
			price: *price,
			paid,
			remaining_wh: *remaining_wh,
		});
		Ok(())
	}

	/// Writes a line into the ring of the spot market's history.
	fn record(record: SpotRecord<T::AccountId>) {
		let count = SpotHistoryCount::<T>::get();
		SpotHistoryCount::<T>::put(count.saturating_add(1));
		let place = count.checked_rem(T::SpotHistoryLength::get()).unwrap_or_default();
		SpotHistory::<T>::insert(place, record);
	}
}
