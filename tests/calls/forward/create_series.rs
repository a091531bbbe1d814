//! `create_series`: the operator opens products, one a delivery period.

use joule_tests::*;
use pallet_energy_trading::{
	ImbalancePrice, NextProductId, Product, ProductAt, Products, Series, Stage,
};
use polkadot_sdk::sp_runtime::ArithmeticError;

/// Three hours, from three hours after the beginning of the test.
fn three_hours() -> Series {
	Series {
		zone: ZONE,
		resolution: Resolution::Hour,
		first_start: NOVEMBER + 3 * HOUR_MS,
		count: 3,
		gate_lead_ms: HOUR_MS,
		lock_lead_ms: QUARTER_MS,
	}
}

fn create(series: Series) -> Result<(), DispatchError> {
	EnergyTrading::create_series(operator().origin(), series)
}

#[test]
fn a_series_opens_a_product_for_each_period() {
	test(|| {
		// When
		assert_ok!(create(three_hours()));

		// Then
		assert_eq!(Products::<Runtime>::iter().count(), 3);
		for product in 0..3 {
			let start = NOVEMBER + (3 + u64::from(product)) * HOUR_MS;
			let (resolution, closes_at) = (Resolution::Hour, start - HOUR_MS);
			assert_eq!(
				Products::<Runtime>::get(product),
				Some(Product {
					zone: ZONE,
					period: DeliveryPeriod { start, end: start + HOUR_MS, resolution },
					locks_at: closes_at - QUARTER_MS,
					closes_at,
					imbalance_price: PriceTick(2_146),
					stage: Stage::Gathering,
					contracts: 0,
					settled: 0,
				})
			);
			assert_eq!(ProductAt::<Runtime>::get((ZONE, start, resolution)), Some(product));
			assert_event(TradingEvent::ProductCreated {
				product,
				zone: ZONE,
				start,
				resolution,
				closes_at,
			});
		}
	});
}

#[test]
fn months_follow_one_another_over_the_end_of_the_year() {
	test(|| {
		assert_ok!(create(Series {
			resolution: Resolution::Month,
			first_start: ConstMonth::NEXT.start().unwrap(),
			..three_hours()
		}));
		let months = (0..3)
			.map(|product| Products::<Runtime>::get(product).unwrap().period.vintage().unwrap());
		assert!(months.eq([Vintage(202612), Vintage(202701), Vintage(202702)]));
	});
}

#[test]
fn zones_and_resolutions_have_products_of_their_own() {
	test(|| {
		assert_ok!(create(three_hours()));
		assert_ok!(create(Series { zone: OTHER_ZONE, ..three_hours() }));
		assert_ok!(create(Series { resolution: Resolution::QuarterHour, ..three_hours() }));
		assert_eq!(NextProductId::<Runtime>::get(), 9);
	});
}

#[test]
fn only_an_operator_creates_products() {
	test(|| {
		for who in [home(1), stranger()] {
			assert_noop!(
				EnergyTrading::create_series(who.origin(), three_hours()),
				TradingError::NotOperator
			);
		}
		assert_noop!(
			EnergyTrading::create_series(RuntimeOrigin::none(), three_hours()),
			DispatchError::BadOrigin
		);
	});
}

#[test]
fn a_series_is_neither_empty_nor_too_long() {
	test(|| {
		for count in [0, 97, u32::MAX] {
			assert_noop!(create(Series { count, ..three_hours() }), TradingError::SeriesLength);
		}
		assert_ok!(create(Series { count: 96, ..three_hours() }));
	});
}

#[test]
fn an_unknown_zone_is_refused() {
	test(|| {
		assert_noop!(
			create(Series { zone: ZoneId(9), ..three_hours() }),
			TradingError::UnknownZone
		);
	});
}

#[test]
fn a_period_off_the_calendar_is_refused() {
	test(|| {
		let third = NOVEMBER + 3 * HOUR_MS;
		let beyond_the_calendar = 1_000_000_000 * HOUR_MS;
		for (resolution, first_start) in [
			(Resolution::Hour, third + 1),
			(Resolution::Hour, third + QUARTER_MS),
			(Resolution::QuarterHour, third + 1),
			(Resolution::Month, NOVEMBER + DAY_MS),
			(Resolution::Month, u64::MAX),
			(Resolution::Hour, u64::MAX),
			(Resolution::Hour, u64::MAX / HOUR_MS * HOUR_MS),
			(Resolution::Hour, beyond_the_calendar),
			(Resolution::QuarterHour, beyond_the_calendar),
		] {
			assert_noop!(
				create(Series { resolution, first_start, ..three_hours() }),
				TradingError::PeriodOffGrid
			);
		}
	});
}

#[test]
fn a_gate_that_would_be_closed_already_is_refused() {
	test(|| {
		for gate_lead_ms in [3 * HOUR_MS, 4 * HOUR_MS, u64::MAX] {
			assert_noop!(
				create(Series { gate_lead_ms, ..three_hours() }),
				TradingError::GateNotAhead
			);
		}
		assert_noop!(
			create(Series { first_start: 0, ..three_hours() }),
			TradingError::GateNotAhead
		);
	});
}

#[test]
fn a_gate_off_the_quarter_hour_is_refused() {
	test(|| {
		for gate_lead_ms in [1, QUARTER_MS - 1, HOUR_MS + 1] {
			assert_noop!(
				create(Series { gate_lead_ms, ..three_hours() }),
				TradingError::GateNotAhead
			);
		}
	});
}

#[test]
fn a_product_exists_once_and_a_series_as_a_whole() {
	test(|| {
		assert_ok!(create(three_hours()));
		assert_noop!(create(three_hours()), TradingError::ProductExists);
		// Only the last of the three is there already.
		let overlapping = Series { first_start: NOVEMBER + 5 * HOUR_MS, ..three_hours() };
		assert_noop!(create(overlapping), TradingError::ProductExists);
	});
}

#[test]
fn without_an_imbalance_price_nothing_is_opened() {
	test(|| {
		ImbalancePrice::<Runtime>::kill();
		assert_noop!(create(three_hours()), TradingError::ZeroImbalancePrice);
	});
}

#[test]
fn numbers_of_products_are_never_used_twice() {
	test(|| {
		NextProductId::<Runtime>::put(u32::MAX);
		assert_noop!(create(three_hours()), ArithmeticError::Overflow);
	});
}
