//! Opening products.

use crate::{
	frame_support, sp_runtime, Agenda, AgendaCursor, Config, Error, Event, ImbalancePrice,
	NextProductId, Pallet, Product, ProductAt, Products, Series, Stage,
};
use frame_support::{
	ensure,
	traits::{Get, Time},
};
use joule_primitives::{
	CallAuction, DeliveryPeriod, Moment, Participants, PriceTick, ProductId, Role, QUARTER_MS,
};
use sp_runtime::{ArithmeticError, DispatchResult};

/// The quarter of an hour, counted from the Unix epoch, that begins at or after an instant.
pub(crate) fn quarter_from(moment: Moment) -> u32 {
	u32::try_from(moment.div_ceil(QUARTER_MS)).unwrap_or(u32::MAX)
}

/// The quarter of an hour, counted from the Unix epoch, that an instant lies in.
pub(crate) fn quarter_of(moment: Moment) -> u32 {
	u32::try_from(moment / QUARTER_MS).unwrap_or(u32::MAX)
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_imbalance_price(price: PriceTick) -> DispatchResult {
		ensure!(!price.is_zero(), Error::<T>::ZeroImbalancePrice);
		ImbalancePrice::<T>::put(price);
		Self::deposit_event(Event::ImbalancePriceSet { price });
		Ok(())
	}

	pub(crate) fn do_create_series(who: &T::AccountId, series: Series) -> DispatchResult {
		ensure!(T::Participants::has_role(who, Role::Operator), Error::<T>::NotOperator);
		ensure!(series.count > 0 && series.count <= T::MaxSeries::get(), Error::<T>::SeriesLength);
		ensure!(T::Participants::zone_exists(series.zone), Error::<T>::UnknownZone);
		ensure!(!ImbalancePrice::<T>::get().is_zero(), Error::<T>::ZeroImbalancePrice);

		let mut period = DeliveryPeriod::new(series.first_start, series.resolution)
			.ok_or(Error::<T>::PeriodOffGrid)?;
		for left in (0..series.count).rev() {
			Self::create_product(&series, period)?;
			if left > 0 {
				period = period.next().ok_or(Error::<T>::PeriodOffGrid)?;
			}
		}
		Ok(())
	}

	fn create_product(series: &Series, period: DeliveryPeriod) -> DispatchResult {
		let now = T::Time::now();
		let closes_at = period.start.saturating_sub(series.gate_lead_ms);
		ensure!(closes_at > now && closes_at.is_multiple_of(QUARTER_MS), Error::<T>::GateNotAhead);
		// Far off, the calendar has hours but no months, and energy needs a month to be issued in.
		ensure!(period.vintage().is_some(), Error::<T>::PeriodOffGrid);
		let place = (series.zone, period.start, period.resolution);
		ensure!(!ProductAt::<T>::contains_key(place), Error::<T>::ProductExists);

		let product = NextProductId::<T>::get();
		NextProductId::<T>::put(product.checked_add(1).ok_or(ArithmeticError::Overflow)?);
		T::Auction::open_book(product)?;
		ProductAt::<T>::insert(place, product);
		Products::<T>::insert(
			product,
			Product {
				zone: series.zone,
				period,
				locks_at: closes_at.saturating_sub(series.lock_lead_ms),
				closes_at,
				imbalance_price: ImbalancePrice::<T>::get(),
				stage: Stage::Gathering,
				contracts: 0,
				settled: 0,
			},
		);
		Self::schedule(product, closes_at);
		Self::deposit_event(Event::ProductCreated {
			product,
			zone: series.zone,
			start: period.start,
			resolution: period.resolution,
			closes_at,
		});
		Ok(())
	}

	/// Puts a product on the agenda of the first quarter at or after an instant, or of the next
	/// one that has not been looked at.
	pub(crate) fn schedule(product: ProductId, due: Moment) {
		let cursor = AgendaCursor::<T>::mutate(|cursor| {
			*cursor.get_or_insert_with(|| quarter_of(T::Time::now()))
		});
		Agenda::<T>::insert(quarter_from(due).max(cursor), product, ());
	}

	/// The product, or the error that there is none.
	pub(crate) fn product(product: ProductId) -> Result<Product, Error<T>> {
		Products::<T>::get(product).ok_or(Error::<T>::UnknownProduct)
	}
}
